import { defineHeuristic } from '../src/heuristic.js'
import { calledHosts, egressHost, isComputed, isExplained, isLocal, list, several } from './knowledge/read.js'

/** 1.1 % of real releases. A server that worked without a network and now speaks with a stranger is out of character. */
export default defineHeuristic({
  id: 'first-network-use',
  title: 'the code uses the network for the first time',
  severity: 'medium',
  confidence: 'medium',
  needs: ['net.egress', 'net.host'],
  remedy: 'See what is sent, and whether the tools of this server need a network at all.',

  *judge(context) {
    if (!context.compared || calledHosts(context.before).size > 0) return
    const hosts = calledHosts(context.change.added)
    if (hosts.size === 0) return
    const evidence = [...hosts.values()].flat()
    const foreign = [...hosts.keys()].filter(
      (host) => !isComputed(host) && !context.isFamiliar(host) && !isExplained(context, host),
    )
    if (foreign.length === 0) {
      yield { severity: 'low', message: `first network use: ${several(hosts.keys())}`, evidence }
      return
    }
    const carried = context.change
      .added('net.egress')
      .filter((fact) => !isLocal(egressHost(fact)) && foreign.includes(egressHost(fact)))
      .flatMap((fact) => list(fact, 'carries'))
      .filter((source) => /^(argument|env:|secret:|file:|recon:)/.test(source))
    yield {
      severity: context.smallStep && carried.length > 0 ? 'high' : 'medium',
      message: `first network use: ${several(foreign)}${carried.length > 0 ? `, carrying ${several(carried)}` : ''}`,
      evidence,
    }
  },
})
