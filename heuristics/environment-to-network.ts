import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { clip, flowOf, isComputed, isLocal, netHost, text } from './knowledge/read.js'

/** The environment of an agent's server holds the keys of everything it was given. */
export default defineHeuristic({
  id: 'environment-to-network',
  title: 'the whole environment leaves the machine',
  severity: 'critical',
  confidence: 'high',
  needs: ['env.bulk', 'data.flow'],
  remedy: 'Do not run this release. If it ran, revoke every secret that stood in its environment.',

  *judge(context) {
    const told = new Set<string>()
    for (const fact of context.judged('data.flow')) {
      const { source, sink } = flowOf(fact)
      if (source !== 'env:*' || !/^(net|dns|recipient):/.test(sink)) continue
      const host = netHost(sink)
      if (host !== null && isLocal(host)) continue
      told.add(host ?? '*')
      yield {
        ...weigh(host ?? '', fact),
        message: `all variables of the environment go to ${clip(host ?? sink)}`,
        evidence: [fact],
      }
    }
    for (const fact of context.judged('env.bulk')) {
      const host = text(fact, 'host') || '*'
      if (text(fact, 'to') !== 'net' || isLocal(host) || told.has(host) || (host === '*' && told.size > 0)) continue
      yield {
        ...weigh(host, fact),
        message: `all variables of the environment go to ${host === '*' ? 'the network' : clip(host)}`,
        evidence: [fact],
      }
    }

    function weigh(host: string, fact: Fact) {
      const isNew = context.isNew(fact)
      // Where the user or the vendor decides about the host, a stranger does not receive it.
      if (isComputed(host)) return { severity: isNew ? 'high' : 'medium', confidence: 'medium' } as const
      return context.vendor.owns(host)
        ? ({ severity: isNew && context.smallStep ? 'high' : 'medium', confidence: 'medium' } as const)
        : ({ severity: 'critical', confidence: 'high' } as const)
    }
  },
})
