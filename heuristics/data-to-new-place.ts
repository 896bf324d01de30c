import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { namesHostExactly } from '../src/vendor.js'
import { givenTo, origins } from './knowledge/ends.js'
import { clip, flag, flowOf, groupBy, hostBehind, list, several, text } from './knowledge/read.js'
import { isSecretSource, wordsOfSecret } from './knowledge/secrets.js'

/**
 * Hosts stay, calls stay; what goes, or into whose account, does not: an account, bucket or repository that a constant names, the
 * maker's telemetry, a folder that a service copies, an address that a stranger's answer names.
 */
export default defineHeuristic({
  id: 'data-to-new-place',
  title: "the user's data goes to an account, a log or a folder that did not get it",
  severity: 'high',
  confidence: 'medium',
  needs: ['data.flow'],
  remedy: 'See whose the place is. If it is not yours, do not run this release, and treat what it sent as disclosed.',

  *judge(context) {
    const judged = context.judged('data.flow').filter((fact) => placeOf(fact) !== null)
    for (const [place, facts] of groupBy(judged, placeOf)) {
      const weights = facts.flatMap((fact) => {
        const weight = weigh(context, fact, place)
        return weight === null ? [] : [{ fact, weight }]
      })
      const [worst] = weights
        .map(({ weight }) => weight)
        .sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity))
      if (worst === undefined) continue
      const some = weights.map(({ fact }) => fact)
      const now = some.some((fact) => context.isNew(fact)) ? 'now ' : ''
      yield {
        ...worst,
        message: `${several(some.map(what))} ${now}in ${inWords(place)}`,
        evidence: [...some, ...origins(context, some)],
      }
    }
  },
})

const RANK: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

function placeOf(fact: Fact): string | null {
  const { sink } = flowOf(fact)
  if (/^(?:account|telemetry|named by):/.test(sink)) return sink
  return sink.startsWith('file:') && flag(fact, 'shared') ? sink : null
}

function inWords(place: string): string {
  const at = place.indexOf(':')
  const rest = clip(place.slice(at + 1), 100)
  if (place === 'account:public') return 'what everybody may read'
  switch (place.slice(0, at)) {
    case 'account':
      return `the fixed ${rest}`
    case 'telemetry':
      return `what ${rest} reports`
    case 'named by':
      return `requests to wherever ${rest} says`
    default:
      return `the shared folder of ${rest}`
  }
}

function what(fact: Fact): string {
  const { source } = flowOf(fact)
  return source === 'argument'
    ? givenTo([fact])
    : source === 'env:*'
      ? 'the whole environment'
      : source.replace(/^env:/, '')
}

/** Variables that hold the address of a store, credentials included. */
const CONNECTION =
  /^env:\w*(?:DATABASE|POSTGRES|PG|MYSQL|MONGO(?:DB)?|REDIS|DB)_?(?:URL|URI|DSN|CONNECTION(?:_STRING)?)$/i

type Weight = { readonly severity: Severity; readonly confidence: Confidence }

function weigh(context: Context, fact: Fact, place: string): Weight | null {
  const { source } = flowOf(fact)
  const isNew = context.isNew(fact)
  const isSecret = isSecretSource(source)
  const isPrivate =
    /^(?:argument|conversation|transport|stdin|clipboard)$/.test(source) || /^file:(?!<dir>)/.test(source)
  if (place.startsWith('named by:') && isFamiliarHost(context, place.slice('named by:'.length))) return null
  // A vendor's login asks the vendor where its tokens are renewed.
  if (place.startsWith('named by:') && isSecret && namesHostExactly(wordsOfSecret(source), hostBehind(place) ?? ''))
    return null
  if (place.startsWith('account:') && isOwnAccount(context, place)) return null
  // A secret, or all variables, is no business of a log or of an account of somebody else.
  if (source === 'env:*') {
    if (isNew) return { severity: 'critical', confidence: 'high' }
    return { severity: context.compared ? 'low' : 'medium', confidence: 'low' }
  }
  if (isSecret) {
    if (!isNew) return null
    // A store is made with its address, and all that comes out of it seems to carry that.
    const loose = CONNECTION.test(source) && !context.smallStep
    return loose ? { severity: 'medium', confidence: 'low' } : { severity: 'high', confidence: 'high' }
  }
  if (!isPrivate || !isNew || !context.compared) return null
  // A tool that came with it is what it is there for.
  const grown = list(fact, 'tools')
  const asked = grown.length > 0 && grown.every((name) => isNewTool(context, name))
  if (asked) return { severity: 'low', confidence: 'low' }
  // What fails is reported with what failed: only what a tool is given is no fault of the program.
  if (place.startsWith('telemetry:') && !flag(fact, 'fromTool')) return { severity: 'low', confidence: 'low' }
  // Spans go nowhere by themselves: where they go, another package or the user says.
  if (/^telemetry:@opentelemetry\/api$/.test(place)) return { severity: 'low', confidence: 'low' }
  return { severity: context.smallStep ? 'high' : 'medium', confidence: 'medium' }
}

const isNewTool = (context: Context, name: string): boolean =>
  context.change.added('mcp.tool').some((fact) => nameOf(fact) === name) &&
  !context.before('mcp.tool').some((fact) => nameOf(fact) === name)

const nameOf = (fact: Fact): string => text(fact, 'name') || (fact.value.split(' ', 1)[0] ?? '')

const isFamiliarHost = (context: Context, host: string): boolean =>
  context.isFamiliar(host) || context.vendor.owns(host) || context.documented(host) === 'before'

/** The account that the package is published from: a report of a fault goes there. */
function isOwnAccount(context: Context, place: string): boolean {
  const value = place.slice(place.indexOf(' ') + 1).toLowerCase()
  const { repository } = context.release.manifest
  const url =
    typeof repository === 'string'
      ? repository
      : String((repository as { url?: unknown } | null | undefined)?.url ?? '')
  return value.length > 2 && url.toLowerCase().split(/[/:.]/).includes(value)
}
