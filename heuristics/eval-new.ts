import { defineHeuristic } from '../src/heuristic.js'
import { groupBy, newForeignHosts, several, text } from './knowledge/read.js'

/** 0.15 % of real releases begin to evaluate text as code. */
export default defineHeuristic({
  id: 'eval-new',
  title: 'the code begins to evaluate text as code',
  severity: 'medium',
  confidence: 'medium',
  needs: ['code.eval'],
  remedy: 'See where the text comes from. What it does was in no release that anyone could read.',

  *judge(context) {
    if (!context.compared) return
    const first = context.before('code.eval').length === 0
    const foreign = newForeignHosts(context)
    const added = context.change.added('code.eval').filter((fact) => !['net', 'decoded'].includes(text(fact, 'origin')))
    for (const [origin, facts] of groupBy(added, (fact) => text(fact, 'origin') || 'unknown')) {
      const ordinary = origin === 'constant' || origin === 'file'
      const severity = ordinary ? 'info' : !first ? 'low' : foreign.size > 0 && context.smallStep ? 'high' : 'medium'
      yield {
        severity,
        message: `evaluates ${WORDS[origin] ?? 'text of unknown origin'}${foreign.size > 0 ? `, and reaches ${several(foreign.keys())} for the first time` : ''}`,
        evidence: facts,
      }
    }
  },
})

const WORDS: Readonly<Record<string, string>> = {
  constant: 'a constant text',
  file: 'the text of a file',
  argument: 'what it is given',
  env: 'the text of a variable',
}
