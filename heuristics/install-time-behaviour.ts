import { defineHeuristic } from '../src/heuristic.js'
import { installBehaviour, tellsOfMachine } from './knowledge/install.js'
import { clip, several, text } from './knowledge/read.js'

/** The attack may lie several releases back, or in the first release: then no change shows it. */
export default defineHeuristic({
  id: 'install-time-behaviour',
  title: 'the package does something grave when it is installed',
  severity: 'critical',
  confidence: 'high',
  needs: ['install.script'],
  remedy: 'Do not install this release; where it was installed, treat the machine and its secrets as disclosed.',

  *judge(context) {
    const scripts = context.facts('install.script')
    if (scripts.length === 0) return
    // What came with this release is told where the script's coming or change is.
    if (context.compared && scripts.some(context.isNew)) return
    if (context.accepted) return
    const { grave, serious } = installBehaviour(context)
    const commands = several(scripts.map((fact) => `\`${clip(text(fact, 'command') || fact.value)}\``))
    if (grave.length > 0) {
      yield {
        message: `${commands} ${several(grave.map(({ what }) => what))}`,
        evidence: [...scripts, ...grave.flatMap(({ facts }) => facts)],
      }
    } else if (serious.length > 0) {
      // The release before did the same: that is news to nobody, as long as nothing is told of the machine.
      const old = context.compared && !serious.some(({ facts }) => facts.some(context.isNew))
      const tells = context
        .facts('net.egress')
        .some((fact) => fact.reach === 'install' && tellsOfMachine(context, fact))
      yield {
        severity: old && !tells ? 'low' : 'medium',
        confidence: 'medium',
        message: `${commands} ${several(serious.map(({ what }) => what))}`,
        evidence: [...scripts, ...serious.flatMap(({ facts }) => facts)],
      }
    }
  },
})
