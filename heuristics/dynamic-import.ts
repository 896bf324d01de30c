import { defineHeuristic } from '../src/heuristic.js'
import { groupBy, several, text } from './knowledge/read.js'

/** Plugins are loaded so; and what decides about the module decides about the code. */
export default defineHeuristic({
  id: 'dynamic-import',
  title: 'the code begins to load modules whose names are computed',
  severity: 'info',
  confidence: 'low',
  needs: ['module.dynamic'],
  remedy: 'See what the name is made of. The folder of its own modules is ordinary; what a tool is given is not.',

  *judge({ compared, change }) {
    if (!compared) return
    const added = change
      .added('module.dynamic')
      .filter((fact) => !['net', 'decoded', 'constant'].includes(text(fact, 'origin')))
    for (const [origin, facts] of groupBy(added, (fact) => text(fact, 'origin') || 'unknown')) {
      const argument = origin === 'argument'
      yield {
        severity: argument ? 'medium' : 'info',
        confidence: argument ? 'medium' : 'low',
        message: `loads ${several(facts.map((fact) => fact.value))}${argument ? ', chosen by what it is given' : ''}`,
        evidence: facts,
      }
    }
  },
})
