import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { calledHosts, clip, flag, groupBy, isComputed, several, text } from './knowledge/read.js'

/** Who can't be told from somebody else can be somebody else: whatever is sent is sent to whoever stands in between. */
export default defineHeuristic({
  id: 'tls-checks-off',
  title: 'the code stops checking who answers its connections',
  severity: 'high',
  confidence: 'high',
  needs: ['tls.unchecked'],
  remedy: 'Do not run this release with tokens that matter. A server of your own is trusted by `NODE_EXTRA_CA_CERTS`.',

  *judge(context) {
    const hosts = [...calledHosts(context.facts).keys()].filter((host) => !isComputed(host))
    for (const [severity, facts] of groupBy(context.judged('tls.unchecked'), (fact) => weigh(context, fact, hosts))) {
      const isNew = facts.some(context.isNew)
      yield {
        severity: severity as Severity,
        confidence: severity === 'high' ? 'high' : 'medium',
        message: `${isNew ? 'now ' : ''}${facts.length === 1 && isProxy(facts[0]) ? 'sends what it asks for through' : 'takes certificates unseen:'} ${several(facts.map(shown))}`,
        evidence: facts,
      }
    }
  },
})

const isProxy = (fact: Fact | undefined): boolean => fact !== undefined && text(fact, 'host') !== ''

const shown = (fact: Fact): string =>
  isProxy(fact)
    ? `the proxy ${clip(text(fact, 'host'), 80)}`
    : `\`${text(fact, 'how')}\`${ofAll(fact) ? ' of all connections' : ''}`

const ofAll = (fact: Fact): boolean => text(fact, 'scope') === 'process'

function weigh(context: Context, fact: Fact, hosts: readonly string[]): Severity | null {
  const isNew = context.isNew(fact)
  // Behind a variable or a word of the command line it is the user's own decision.
  if (flag(fact, 'asked')) return isNew ? 'info' : null
  const proxy = text(fact, 'host')
  if (proxy !== '') {
    if (context.isFamiliar(proxy)) return isNew ? 'low' : 'info'
    return isNew ? (ofAll(fact) || context.smallStep ? 'high' : 'medium') : 'low'
  }
  if (!context.compared) return ofAll(fact) && hosts.length > 0 ? 'medium' : 'low'
  if (!isNew) return 'low'
  // A database in the same network has a certificate of its own making.
  if (text(fact, 'scope') === 'database') return 'low'
  // Where it is the user who says what it speaks with, that often is a machine of the user's with such a certificate.
  if (hosts.length === 0) return ofAll(fact) && context.smallStep ? 'medium' : 'low'
  return 'high'
}
