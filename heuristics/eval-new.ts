import { defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
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
    const weigh = (fact: Fact): Severity => {
      const origin = text(fact, 'origin')
      if (origin === 'constant' || origin === 'file') return 'info'
      if (!first) return 'low'
      return foreign.size > 0 && context.smallStep ? 'high' : 'medium'
    }
    for (const [severity, facts] of groupBy(added, weigh)) {
      const what = several(facts.map((fact) => WORDS[text(fact, 'origin')] ?? 'text of unknown origin'))
      const also = foreign.size > 0 ? `, and reaches ${several(foreign.keys())} for the first time` : ''
      yield { severity: severity as Severity, message: `evaluates ${what}${also}`, evidence: facts }
    }
  },
})

const WORDS: Readonly<Record<string, string>> = {
  constant: 'a constant text',
  file: 'the text of a file',
  argument: 'what it is given',
  env: 'the text of a variable',
}
