import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { clip, flag, groupBy, several, text } from './knowledge/read.js'

/** Clippers and stolen wallet libraries change one thing: who is paid. */
export default defineHeuristic({
  id: 'payee-fixed',
  title: 'money goes to an address that is fixed in the code',
  severity: 'critical',
  confidence: 'high',
  needs: ['message.recipient'],
  remedy:
    'Do not pay with this release. Compare the address with what the tool was told; if it is not yours, the money would be gone.',

  *judge(context) {
    const judged = context.judged('message.recipient').filter((fact) => flag(fact, 'payee'))
    for (const [severity, facts] of groupBy(judged, (fact) => weigh(context, fact))) {
      const every = (slot: string): boolean => facts.every((fact) => text(fact, 'slot') === slot)
      const how = every('clipboard')
        ? 'puts into the clipboard'
        : every('text')
          ? 'writes into texts'
          : every('approval')
            ? 'lets spend'
            : 'pays'
      yield {
        severity: severity as Severity,
        confidence: facts.some(context.isNew) ? 'high' : 'medium',
        message: `${facts.some(context.isNew) ? 'now ' : ''}${how} ${several(facts.map((fact) => clip(text(fact, 'address'), 60)))}`,
        evidence: facts,
      }
    }
  },
})

function weigh(context: Context, fact: Fact): Severity {
  // Whoever trades lets a contract spend that everybody trades with; in a small step nobody begins to trade.
  if (text(fact, 'slot') === 'approval') return context.isNew(fact) ? (context.smallStep ? 'high' : 'medium') : 'low'
  if (context.isNew(fact)) return 'critical'
  // A fee or a donation that was always there; who installs it can know.
  return context.compared ? 'low' : 'high'
}
