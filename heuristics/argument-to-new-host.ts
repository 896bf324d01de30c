import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { givenTo, origins, towards } from './knowledge/ends.js'
import {
  egressHost,
  flag,
  flowOf,
  groupBy,
  isComputed,
  isExplained,
  isLocal,
  list,
  netHost,
  several,
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
      ...context
        .judged('data.flow')
        .filter((fact) => isGiven(flowOf(fact).source) || isAnswer(fact) || text(fact, 'slot') === 'git remote'),
      ...context.judged('net.egress').filter((fact) => list(fact, 'carries').includes('argument')),
    ]
    for (const [host, facts] of groupBy(judged, hostOf)) {
      if (isLocal(host) || isComputed(host) || context.vendor.owns(host)) continue
      const weight = weigh(context, host, facts)
      if (weight === null) continue
      const also = isCopied(context, facts) ? 'also ' : ''
      const now = facts.some((fact) => context.isNew(fact)) ? 'now ' : ''
      const what = whatOf(facts)
      const verb = /^(?:arguments|answers|messages)\b/.test(what) ? 'go' : 'goes'
      yield {
        ...weight,
        message: `${what} ${now}${also}${verb} to ${towards(facts, host)}${facts.some(oddHeader) ? ', in a header of its own' : ''}`,
        evidence: [...facts, ...origins(context, facts)],
        context: context.facts('net.host').filter((fact) => fact.value === host),
      }
    }
  },
})

const hostOf = (fact: Fact): string | null =>
  fact.kind === 'net.egress' ? egressHost(fact) : netHost(flowOf(fact).sink)

/** What clients give to the server: arguments, what the user and the model said, the messages of the protocol. */
const isGiven = (source: string): boolean =>
  /^(?:argument|conversation|transport|stdin)$/.test(source) || source.startsWith('output:')

/** What one host answers, sent on to another. */
const isAnswer = (fact: Fact): boolean => {
  const { source, sink } = flowOf(fact)
  return netHost(source) !== null && netHost(sink) !== null
}

function whatOf(facts: readonly Fact[]): string {
  const flows = facts.filter((fact) => fact.kind === 'data.flow').map((fact) => flowOf(fact).source)
  if (flows.includes('conversation')) return 'the conversation'
  if (flows.includes('transport')) return "messages of the server's transport"
  if (flows.includes('stdin')) return 'messages on standard input'
  if (flows.includes('argument') || facts.some((fact) => fact.kind === 'net.egress')) return givenTo(facts)
  if (facts.some((fact) => text(fact, 'slot') === 'git remote')) return 'a repository'
  const printed = flows.filter((source) => source.startsWith('output:'))
  if (printed.length > 0)
    return `what ${several(
      printed.map((source) => source.slice('output:'.length)),
      2,
    )} prints`
  return `answers of ${several(
    flows.map((source) => netHost(source) ?? source),
    2,
  )}`
}

/** Whether what went to one host goes to a second as well: no tool of its own, but a copy of what another is given. */
const isCopied = (context: Context, facts: readonly Fact[]): boolean =>
  facts.some(
    (fact) =>
      list(fact, 'besides').some((other) => isComputed(other) || context.isFamiliar(other)) ||
      (isAnswer(fact) && context.isFamiliar(netHost(flowOf(fact).source) ?? '')),
  )

/** Headers that a client's own argument belongs in: who asks, and in which form. */
const ORDINARY_HEADER =
  /auth|token|key|cookie|secret|bearer|session|accept|content|user-agent|host|origin|referer|range|if-|etag|cache|version|trace|request-id|correlation|idempoten|tenant|org|account|workspace|project|team|region|client|locale|language|digest|signature|date/i

/** `header <name>`: credentials of a request stand in headers, and so does what is to be overlooked. */
const oddHeader = (fact: Fact): boolean => {
  const name = /^headers?[ .:/]+([^\s.:/]\S*)$/i.exec(text(fact, 'slot'))?.[1]
  return name !== undefined && name !== '*' && name !== '{}' && !ORDINARY_HEADER.test(name)
}

/**
 * Data of what was there before: the content of a request that a tool of the baseline sends, or all that a hook hears which no
 * client calls. What a tool asks for by name, in an address, is no content.
 */
function isDiverted(context: Context, fact: Fact): boolean {
  if (fact.kind !== 'data.flow' || !context.isNew(fact)) return false
  const slot = text(fact, 'slot')
  const { source } = flowOf(fact)
  if (slot === 'git remote') return true
  if (source.startsWith('output:')) return /^(?:body|query)$/.test(slot)
  if (source !== 'argument' || flag(fact, 'exported')) return false
  const tools = list(fact, 'tools')
  const known = toolNames(context.facts('mcp.tool'))
  const before = toolNames(context.before('mcp.tool'))
  if (slot === 'picture') return tools.length === 0 || tools.some((name) => before.has(name))
  if (tools.some((name) => before.has(name))) return slot === 'body'
  return !flag(fact, 'fromTool') && !tools.some((name) => known.has(name)) && /^(?:body|query|header)/.test(slot)
}

const toolNames = (facts: readonly Fact[]): ReadonlySet<string> => new Set(facts.map((fact) => text(fact, 'name')))

function weigh(
  context: Context,
  host: string,
  facts: readonly Fact[],
): { severity: Severity; confidence: Confidence } | null {
  const isNew = facts.some((fact) => context.isNew(fact))
  // A tool that asks a host says so by its schema; what an exported function sends, or the whole conversation, does not.
  const flow = facts.some(
    (fact) => fact.kind === 'data.flow' && (flowOf(fact).source !== 'argument' || flag(fact, 'exported')),
  )
  const wiretap = facts.some(
    (fact) => fact.kind === 'data.flow' && /^(?:conversation|transport|stdin)$/.test(flowOf(fact).source),
  )
  const odd = facts.some(oddHeader)
  const explained = isExplained(context, host)
  if (isNew && context.compared && !context.isFamiliar(host)) {
    if (odd) return { severity: 'critical', confidence: 'high' }
    const copied = isCopied(context, facts)
    if ((copied || wiretap) && !explained) {
      return context.smallStep
        ? { severity: 'critical', confidence: 'high' }
        : { severity: 'high', confidence: 'medium' }
    }
    if (explained) return { severity: copied || wiretap ? 'medium' : 'low', confidence: 'low' }
    const diverted = facts.some((fact) => isDiverted(context, fact))
    if (diverted) return { severity: context.smallStep ? 'high' : 'medium', confidence: 'medium' }
    // A tool of its own that asks a host of its own: `new-host` says so.
    return { severity: flow ? 'medium' : 'low', confidence: 'low' }
  }
  // Without news, only what no client has a reason for.
  return odd && !explained ? { severity: 'high', confidence: 'medium' } : null
}
