import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { clip, flag, groupBy, list, several, text } from './knowledge/read.js'

/** Folders that are the user's, or the system's, and never a package's: the whole of them, or what everybody has in them. */
const NOT_ITS_OWN =
  /^(?:~|\$HOME|\$\{HOME\}|%USERPROFILE%)(?:[/\\](?:\*|\.(?:ssh|aws|kube|gnupg|git|config|local|docker|mozilla)|Documents|Desktop|Downloads|Pictures|Music|Movies|Videos|Library|Public|projects?|Projects?|work|workspace|src|code|repos|dev|OneDrive|Dropbox))?(?:[/\\]\*{0,2})?$|^[/\\](?:\*|(?:home|Users|etc|var|usr|boot|bin|lib|mnt|opt|root|System)(?:[/\\]\{\}|[/\\]\*)?[/\\]?)?$|^[A-Z]:[/\\]?(?:Users|Windows)?[/\\]?\*?$/
/** Places where a package keeps what it made itself. */
const OWN = /<tmp>|cache|<dir>|\btmp\b|\btemp\b|\.(?:tmp|bak|log|lock|pid|old)$/i

/** Wipers and ransom: what is lost does not come back with the release before. */
export default defineHeuristic({
  id: 'machine-harmed',
  title: 'the code destroys what is not its own, or stops what guards the machine',
  severity: 'critical',
  confidence: 'high',
  needs: ['process.spawn', 'fs.delete'],
  remedy:
    'Do not start this release. If it ran, take the machine off the network, and look at what is left from elsewhere.',

  *judge(context) {
    const commands = context.judged('process.spawn').filter((fact) => list(fact, 'harms').length > 0)
    for (const [severity, facts] of groupBy(commands, (fact) => weigh(context, fact)))
      yield {
        severity: severity as Severity,
        message: `${facts.some(context.isNew) ? 'now ' : ''}${several(new Set(facts.flatMap((fact) => [...list(fact, 'harms')])))}`,
        evidence: facts,
      }

    const wiped = context.judged('fs.delete').filter((fact) => NOT_ITS_OWN.test(fact.value))
    for (const [severity, facts] of groupBy(wiped, (fact) => weigh(context, fact)))
      yield {
        severity: severity as Severity,
        message: `${facts.some(context.isNew) ? 'now ' : ''}deletes ${several(facts.map((fact) => clip(fact.value)))}`,
        evidence: facts,
      }

    yield* encrypted(context)
  },
})

/** Files that are written encrypted while what they were is deleted, or that are written over. */
function* encrypted(context: Context) {
  const sealed = context.judged('fs.write').filter((fact) => flag(fact, 'encrypted'))
  const news = sealed.filter((fact) => !context.compared || context.isNew(fact))
  if (news.length === 0) return
  const gone = context.facts('fs.delete').filter((fact) => !OWN.test(fact.value))
  const lost = context.compared ? gone.filter(context.isNew) : gone
  const read = new Set(context.facts('fs.read').map(({ value }) => value))
  const over = news.filter((fact) => fact.value !== '{}' && read.has(fact.value))
  const taken = lost.filter((fact) => read.has(fact.value))
  if (taken.length === 0 || over.length === news.length) return
  const offered = context
    .facts('mcp.tool')
    .filter((tool) => news.some((fact) => list(tool, 'does').includes(`fs.write ${fact.value}`)))
  yield {
    // A tool that encrypts a file, and takes the plain one away, does so when it is asked to.
    severity: offered.length > 0 ? ('medium' as const) : ('critical' as const),
    confidence: context.compared ? ('high' as const) : ('medium' as const),
    message: `encrypts files into ${several(news.map((fact) => clip(fact.value)))} and deletes what they were`,
    evidence: [...news, ...taken],
  }
}

function weigh(context: Context, fact: Fact): Severity {
  // What a word of the command line asks for: an uninstaller, a reset.
  if (flag(fact, 'asked')) return 'medium'
  if (/quarantine/.test(list(fact, 'harms').join())) return context.isNew(fact) ? 'medium' : 'low'
  const offered = context.facts('mcp.tool').some((tool) => list(tool, 'does').some((words) => isDeed(words, fact)))
  if (context.isNew(fact) || fact.reach === 'install') return offered ? 'high' : 'critical'
  return context.compared ? 'medium' : 'high'
}

const isDeed = (words: string, fact: Fact): boolean =>
  words === `${fact.kind} ${fact.kind === 'process.spawn' ? (text(fact, 'command').split(/\s+/)[0] ?? '') : fact.value}`
