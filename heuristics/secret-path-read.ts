import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { namesHost } from '../src/vendor.js'
import { flag, flowOf, groupBy, hostBehind, isComputed, several, text } from './knowledge/read.js'
import { pathWords } from './knowledge/secrets.js'
import { isOfTrade } from './knowledge/trade.js'

/** Nobody but their own program has business there. */
const GRAVE =
  /wallet|keystore|metamask|exodus|electrum|phantom|login data|cookies|logins\.json|key4\.db|keychain|\.gnupg|1password|bitwarden|\/etc\/shadow|kdbx/i

export default defineHeuristic({
  id: 'secret-path-read',
  title: 'the code reads a file where secrets are kept',
  severity: 'high',
  confidence: 'medium',
  needs: ['fs.secret-path'],
  remedy:
    'See what happens to the content. If the server does not need this file for what its tools do, do not run the release.',

  *judge(context) {
    for (const [severity, facts] of groupBy(context.judged('fs.secret-path'), (fact) => weigh(context, fact))) {
      const isNew = facts.some(context.isNew)
      const what = facts.some((fact) => flag(fact, 'read'))
        ? 'reads'
        : facts.some((fact) => flag(fact, 'write'))
          ? 'writes'
          : 'names'
      yield {
        severity: severity as Severity,
        confidence: severity === 'critical' || (severity === 'high' && isNew) ? 'high' : 'medium',
        message: `${isNew ? 'now ' : ''}${what} ${several(facts.map((fact) => text(fact, 'path') || fact.value))}`,
        evidence: facts,
      }
    }
  },
})

function weigh(context: Context, fact: Fact): Severity | null {
  const path = fact.value
  const isNew = context.isNew(fact)
  if (!flag(fact, 'read') && !flag(fact, 'write')) return isNew && !isOfTrade(context, path) ? 'low' : null
  // Who writes there keeps its own secret, or spoils another's; it learns none.
  if (!flag(fact, 'read')) return isNew && !isOfTrade(context, path) ? 'medium' : null
  if (path === MCP_CONFIGURATION) return ofServers(context, fact)
  if (CONTAINER.test(text(fact, 'path') || path)) return isNew ? 'low' : null
  // Its own variables a process has anyway; those of others are theirs.
  if (path === '/proc/*/environ' && isNew && !/^\/proc\/(?:self|1|thread-self)\//.test(text(fact, 'path')))
    return 'high'
  // Libraries for containers look there by themselves; where it goes is told by its flow.
  if (/^\/(?:proc|var\/run\/secrets)\//.test(path)) return isNew ? 'medium' : 'low'
  if (isHandedHome(context, path)) return null
  if (fact.reach === 'install') return 'critical'
  if (GRAVE.test(path)) return 'high'
  if (isOfTrade(context, path)) return isNew ? 'low' : null
  return isNew ? 'high' : 'medium'
}

const MCP_CONFIGURATION = 'configuration of MCP servers'

/** Who enters itself reads the list first; who manages servers says so. Both write it, or are called by a name for it. */
function ofServers(context: Context, fact: Fact): Severity | null {
  const isNew = context.isNew(fact)
  const writes = context.facts('agent.config').some((each) => flag(each, 'write'))
  if (writes || MANAGES.test(context.release.name)) return isNew ? 'info' : null
  return isNew ? (context.smallStep ? 'medium' : 'low') : 'low'
}

const MANAGES =
  /(?:^|[-_/@])(?:mcp-?(?:get|manager|installer|inspector|cli|hub|proxy|router|gateway|config|sync|scan|tools?|remote|kit|marketplace|registry)|manager|installer|inspector|registry|scanner|gateway|proxy|hub)(?:[-_/]|$)/i

/** By which a process finds out whether it runs in a container. */
const CONTAINER = /^\/proc\/1\/|^\/var\/run\/secrets\/(?:kubernetes\.io)?$|serviceaccount\/namespace$/

/** What is read goes to the vendor whose secrets the file holds, and nowhere else. */
function isHandedHome(context: Context, path: string): boolean {
  const hosts = context
    .facts('data.flow')
    .filter((flow) => flowOf(flow).source === `secret:${path}`)
    .map((flow) => hostBehind(flowOf(flow).sink))
  const named = hosts.filter((host) => host !== null && !isComputed(host))
  return (
    named.length > 0 && hosts.every((host) => host !== null && (isComputed(host) || namesHost(pathWords(path), host)))
  )
}
