import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { clip, flowOf, groupBy, isComputed, isLocal, several } from './knowledge/read.js'

/** What tells one machine or person from another; platform and version do not. */
const IDENTIFYING = /^recon:(hostname|userInfo|username|user|networkInterfaces|whoami|mac|ip|machine-?id|homedir)/i

export default defineHeuristic({
  id: 'system-recon-to-network',
  title: 'the names of machine, user or network leave it',
  severity: 'high',
  confidence: 'medium',
  needs: ['data.flow'],
  remedy: 'See who gets them, and for what. Look for a switch that turns it off.',

  *judge(context) {
    const flows = context
      .judged('data.flow')
      .filter((fact) => IDENTIFYING.test(flowOf(fact).source) && /^(net|dns):/.test(flowOf(fact).sink))
    for (const [sink, facts] of groupBy(flows, (fact) => flowOf(fact).sink)) {
      const host = sink.replace(/^(net|dns):/, '')
      if (isLocal(host)) continue
      yield {
        severity: weigh(context, host, facts),
        message: `${several(facts.map((fact) => flowOf(fact).source.slice('recon:'.length)))} go to ${clip(host)}`,
        evidence: facts,
      }
    }
  },
})

function weigh(context: Context, host: string, facts: readonly Fact[]) {
  const isNew = facts.some((fact) => context.isNew(fact))
  if (facts.some((fact) => fact.reach === 'install')) return 'high'
  if (context.vendor.owns(host)) return 'low'
  if (isComputed(host) || (context.compared && context.isFamiliar(host))) return isNew ? 'medium' : 'low'
  return isNew ? 'high' : 'medium'
}
