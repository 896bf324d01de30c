import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import {
  clip,
  egressHost,
  flowOf,
  groupBy,
  isComputed,
  isExplained,
  isLocal,
  list,
  netHost,
  text,
} from './knowledge/read.js'

/** xrpl 4.2.1: a new exported helper posts its argument in a header to a host that nobody knew. */
export default defineHeuristic({
  id: 'argument-to-new-host',
  title: 'what the tools are given goes to a host that they are not for',
  severity: 'high',
  confidence: 'high',
  needs: ['data.flow', 'net.egress'],
  remedy:
    'See what is sent. Arguments of tools hold what the user and the agent work on; treat what was sent as disclosed.',

  *judge(context) {
    const judged = [
      ...context.judged('data.flow').filter((fact) => flowOf(fact).source === 'argument'),
      ...context.judged('net.egress').filter((fact) => list(fact, 'carries').includes('argument')),
    ]
    for (const [host, facts] of groupBy(judged, hostOf)) {
      if (isLocal(host) || isComputed(host) || context.vendor.owns(host)) continue
      const weight = weigh(context, host, facts)
      if (weight === null) continue
      yield {
        ...weight,
        message: `${facts.some((fact) => context.isNew(fact)) ? 'arguments now go to' : 'arguments go to'} ${clip(host)}${facts.some(oddHeader) ? ', in a header of its own' : ''}`,
        evidence: facts,
        context: context.facts('net.host').filter((fact) => fact.value === host),
      }
    }
  },
})

const hostOf = (fact: Fact): string | null =>
  fact.kind === 'net.egress' ? egressHost(fact) : netHost(flowOf(fact).sink)

/** Headers that a client's own argument belongs in: who asks, and in which form. */
const ORDINARY_HEADER =
  /auth|token|key|cookie|secret|bearer|session|accept|content|user-agent|host|origin|referer|range|if-|etag|cache|version|trace|request-id|correlation|idempoten|tenant|org|account|workspace|project|team|region|client|locale|language|digest|signature|date/i

/** `header <name>`: credentials of a request stand in headers, and so does what is to be overlooked. */
const oddHeader = (fact: Fact): boolean => {
  const name = /^headers?[ .:/]+([^\s.:/]\S*)$/i.exec(text(fact, 'slot'))?.[1]
  return name !== undefined && name !== '*' && name !== '{}' && !ORDINARY_HEADER.test(name)
}

function weigh(
  context: Context,
  host: string,
  facts: readonly Fact[],
): { severity: Severity; confidence: Confidence } | null {
  const isNew = facts.some((fact) => context.isNew(fact))
  const flow = facts.some((fact) => fact.kind === 'data.flow')
  const odd = facts.some(oddHeader)
  const explained = isExplained(context, host)
  if (isNew && context.compared && !context.isFamiliar(host)) {
    if (odd) return { severity: 'critical', confidence: 'high' }
    // What went to one host goes to a second as well: no tool of its own, but a copy of what another is given.
    const copied = facts.some((fact) =>
      list(fact, 'besides').some((other) => isComputed(other) || context.isFamiliar(other)),
    )
    if (copied && !explained) {
      return context.smallStep
        ? { severity: 'critical', confidence: 'high' }
        : { severity: 'high', confidence: 'medium' }
    }
    if (explained) return { severity: copied ? 'medium' : 'low', confidence: 'low' }
    // A tool of its own that asks a host of its own: `new-host` says so.
    return { severity: flow ? 'medium' : 'low', confidence: 'low' }
  }
  // Without news, only what no client has a reason for.
  return odd && !explained ? { severity: 'high', confidence: 'medium' } : null
}
