import { defineHeuristic } from '../src/heuristic.js'
import { clip, several, text } from './knowledge/read.js'
import { newDeeds, offerOf, says, toolsBefore } from './knowledge/tool-deeds.js'

/** Clients run what says `readOnlyHint` without asking: from then on nobody looks at what it does. */
export default defineHeuristic({
  id: 'tool-annotation-contradicted',
  title: 'a tool that says it only reads starts to do more',
  severity: 'medium',
  confidence: 'medium',
  needs: ['mcp.tool'],
  remedy: 'Read the handler of the tool. Have your client ask before it runs, whatever the tool says of itself.',

  *judge(context) {
    if (!context.compared) return
    const before = toolsBefore(context)
    for (const fact of context.facts('mcp.tool')) {
      if (!says(fact, 'readOnlyHint=true')) continue
      const deeds = newDeeds(context, fact)
      if (deeds.length === 0) continue
      const grave = deeds.filter(({ gravity }) => gravity === 'grave')
      const shown = grave.length > 0 ? grave : deeds
      yield {
        severity: grave.length > 0 ? 'high' : before.has(offerOf(fact)) ? 'medium' : 'low',
        message: `${clip(text(fact, 'name'), 60)} says it only reads, and now does ${several(shown.map(({ words }) => clip(words, 60)))}`,
        evidence: shown.map((deed) => deed.fact),
        context: [fact],
        key: [offerOf(fact)],
      }
    }
  },
})
