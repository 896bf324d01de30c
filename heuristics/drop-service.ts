import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { hostName, namesHost } from '../src/vendor.js'
import { egressHost, flag, flowOf, netHost, text } from './knowledge/read.js'

/** Services at which anyone may receive anything without saying who they are. */
export default defineHeuristic({
  id: 'drop-service',
  title: 'the code reaches a service where anyone can receive data anonymously',
  severity: 'high',
  confidence: 'high',
  needs: ['net.drop-service'],
  remedy:
    'See what is sent there. A vendor receives its data at its own hosts; do not run the release until the author explains it.',

  *judge(context) {
    for (const fact of context.judged('net.drop-service')) {
      // The service is what the server is for, as its own name says.
      if (namesHost(context.vendor.words, fact.value) || context.vendor.owns(fact.value)) continue
      const category = text(fact, 'category') || 'drop service'
      const flows = context.facts('data.flow').filter((flow) => netHost(flowOf(flow).sink) === fact.value)
      const carries = flows.some(
        (flow) => /^(env|secret|recon|conversation|transport)/.test(flow.value) || flag(flow, 'exported'),
      )
      const severity = carries ? 'critical' : weigh(context, fact, category)
      yield {
        severity,
        confidence: isCalled(context, fact) ? 'high' : 'medium',
        message: `${context.isNew(fact) ? 'now reaches' : 'reaches'} ${fact.value} (${category})`,
        evidence: [fact],
        context: flows,
      }
    }
  },
})

function weigh(context: Context, fact: Fact, category: string): Severity {
  const isNew = context.isNew(fact)
  if (!isCalled(context, fact)) return isNew ? 'medium' : 'low'
  switch (category) {
    case 'oast':
      return 'high'
    case 'chat-webhook':
    case 'tunnel':
      return isNew && context.smallStep ? 'high' : isNew ? 'medium' : 'low'
    // Says the caller's own address; second stages stamp what they send with it.
    case 'recon':
      return isNew ? 'medium' : 'low'
    default:
      return isNew || category === 'webhook' ? 'high' : 'medium'
  }
}

const isCalled = (context: Context, fact: Fact): boolean =>
  context.facts('net.egress').some((egress) => hostName(egressHost(egress)) === hostName(fact.value)) ||
  context.facts('net.host').some((host) => host.value === fact.value && flag(host, 'ofCall')) ||
  !context.facts('net.host').some((host) => host.value === fact.value)
