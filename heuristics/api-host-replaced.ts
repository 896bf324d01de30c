import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { registrable } from '../src/vendor.js'
import { hostLikeness } from './knowledge/host-likeness.js'
import { clip, egressHost, flowOf, isComputed, isExplained, isLocal, netHost, text } from './knowledge/read.js'

/** The call stays, its secret stays, and another host gets both: what a stolen release of a client library does. */
export default defineHeuristic({
  id: 'api-host-replaced',
  title: 'calls of the API go to another host than before',
  severity: 'high',
  confidence: 'high',
  needs: ['net.egress', 'data.flow'],
  remedy:
    'Find out whose the new host is, from the vendor and not from the package. Until then keep the old release; revoke what the new one sent.',

  *judge(context) {
    if (!context.compared) return
    for (const { from, to, evidence, secret } of replacements(context)) {
      const like = hostLikeness(to, from)
      const weight = weigh(context, to, like !== null, secret)
      if (weight === null) continue
      yield {
        ...weight,
        message: `calls that went to ${clip(from, 80)} go to ${clip(to, 80)}${like === null ? '' : `, which looks like it (${like})`}${secret ? ', with the same secret' : ''}`,
        evidence,
      }
    }
    yield* redirected(context)
  },
})

/**
 * A library that was there before is told where to send, or through whom: it knew that on its own, or a setting said it. All that
 * it carries, its credentials too, goes there.
 */
function* redirected(context: Context) {
  const added = context.change
    .added('net.egress')
    .filter((fact) => /^(?:CLIENT|PROXY) /.test(fact.value) && isNamed(fact))
  for (const fact of added) {
    const client = text(fact, 'client')
    const to = egressHost(fact)
    const proxy = fact.value.startsWith('PROXY ')
    const hadIt = context.before('dependency').some((each) => text(each, 'name').toLowerCase() === client)
    if (!(hadIt || (proxy && context.before('net.egress').length > 0))) continue
    if (context.isFamiliar(to) || isExplained(context, to)) continue
    // Beside a client of its own that stays, another is a feature.
    const had = context
      .before('net.egress')
      .filter((each) => text(each, 'client') === client && !each.value.startsWith('PROXY '))
    const gone = context.change.removed('net.egress').filter((each) => text(each, 'client') === client)
    const told = context.documented(to) === 'now' && !context.smallStep
    const severity =
      told || (!proxy && had.length > 0 && gone.length === 0) ? 'medium' : context.smallStep ? 'high' : 'medium'
    yield {
      severity: severity as Severity,
      confidence: 'medium' as const,
      message: proxy
        ? `requests go through ${clip(to, 80)}, which is fixed in the code`
        : `${clip(client, 80)} is told to speak with ${clip(to, 80)}${gone.length > 0 ? ` in the place of ${clip(egressHost(gone[0] as Fact), 80)}` : ''}`,
      evidence: [fact],
    }
  }
}

interface Replacement {
  readonly from: string
  readonly to: string
  /** Whether a secret moved with the calls. */
  readonly secret: boolean
  readonly evidence: readonly Fact[]
}

function* replacements(context: Context): Iterable<Replacement> {
  const still = new Set(context.facts('net.egress').map(egressHost))
  const gone = context.change.removed('net.egress').filter((fact) => !still.has(egressHost(fact)) && isNamed(fact))
  const told = new Set<string>()
  for (const came of context.change
    .added('net.egress')
    .filter((fact) => isNamed(fact) && text(fact, 'client') === '')) {
    const to = egressHost(came)
    for (const left of gone) {
      const from = egressHost(left)
      if (methodOf(came) !== methodOf(left) || registrable(from) === registrable(to) || told.has(`${from} ${to}`))
        continue
      told.add(`${from} ${to}`)
      const sent = secretsTo(context.change.removed('data.flow'), from)
      const flows = context.change.added('data.flow').filter((fact) => {
        const { source, sink } = flowOf(fact)
        return netHost(sink) === to && sent.has(source)
      })
      yield { from, to, secret: flows.length > 0, evidence: [came, ...flows] }
    }
  }
}

const isNamed = (fact: Fact): boolean => !isLocal(egressHost(fact)) && !isComputed(egressHost(fact))

const methodOf = (fact: Fact): string => fact.value.split(' ', 1)[0] ?? ''

const secretsTo = (flows: readonly Fact[], host: string): ReadonlySet<string> =>
  new Set(
    flows.flatMap((fact) => {
      const { source, sink } = flowOf(fact)
      return netHost(sink) === host && /^(?:env|secret):/.test(source) ? [source] : []
    }),
  )

function weigh(
  context: Context,
  to: string,
  alike: boolean,
  secret: boolean,
): { severity: Severity; confidence: Confidence } | null {
  // The vendor's own, one that an earlier release reached, or one that its papers have long named.
  if (context.isFamiliar(to) || context.documented(to) === 'before') return { severity: 'info', confidence: 'medium' }
  if (alike) return { severity: secret ? 'critical' : 'high', confidence: 'high' }
  if (!secret) return null
  // A vendor who moves says so, and not in a patch release.
  return context.documented(to) === 'now' && !context.smallStep
    ? { severity: 'medium', confidence: 'medium' }
    : { severity: 'high', confidence: 'medium' }
}
