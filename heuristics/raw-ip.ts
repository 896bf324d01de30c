import { defineHeuristic } from '../src/heuristic.js'
import { flowOf, netHost } from './knowledge/read.js'

/** Resolvers that anyone may ask; often constants of network tools. */
const RESOLVERS = new Set(['1.1.1.1', '1.0.0.1', '8.8.8.8', '8.8.4.4', '9.9.9.9', '208.67.222.222', '208.67.220.220'])

/** No server in the measured set reaches a public address without a name. */
export default defineHeuristic({
  id: 'raw-ip',
  title: 'the code reaches a public IP address without a name',
  severity: 'high',
  confidence: 'medium',
  needs: ['net.raw-ip'],
  remedy:
    'Find out whose address it is. Vendors publish names; an address without one is how drop servers are reached.',

  *judge(context) {
    const flows = context.facts('data.flow')
    for (const fact of context.judged('net.raw-ip')) {
      const address = fact.value.replace(/:\d+$/, '')
      if (RESOLVERS.has(address)) {
        if (context.isNew(fact))
          yield { severity: 'low', message: `reaches the public resolver ${fact.value}`, evidence: [fact] }
        continue
      }
      const carried = flows.filter((flow) => netHost(flowOf(flow).sink)?.replace(/:\d+$/, '') === address)
      const secret = carried.some((flow) => /^(env|secret|recon):/.test(flow.value))
      const severity = secret
        ? 'critical'
        : context.isNew(fact) || fact.reach === 'install' || carried.length > 0
          ? 'high'
          : 'medium'
      const news = context.isNew(fact) ? 'now reaches' : 'reaches'
      yield {
        severity,
        confidence: context.isNew(fact) || secret ? 'high' : 'medium',
        message: `${news} ${fact.value}${carried.length > 0 ? `, carrying ${flowOf(carried[0] ?? fact).source}` : ''}`,
        evidence: [fact],
        context: carried,
      }
    }
  },
})
