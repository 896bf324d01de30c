import { defineHeuristic } from '../src/heuristic.js'
import { clip, groupBy, several, text } from './knowledge/read.js'
import { type Deed, newDeeds, offerOf, says, toolsBefore } from './knowledge/tool-deeds.js'

/** Tools that begin to do the same with one release, from which on it is no act of any one of them. */
const MANY = 5

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
    const readers = context.facts('mcp.tool').filter((fact) => says(fact, 'readOnlyHint=true'))
    const deedsBy = new Map(readers.map((fact) => [fact, newDeeds(context, fact)]))
    // What so many readers begin to do at once is what stands behind all of them: settings, a log, the way to a program.
    const shared = groupBy([...deedsBy.values()].flat(), ({ words }) => words)
    const isShared = ({ words, gravity }: Deed) => gravity === 'notable' && (shared.get(words)?.length ?? 0) >= MANY
    const common = [...deedsBy].filter(([, deeds]) => deeds.length > 0 && deeds.every(isShared))
    if (common.length > 0) {
      const all = common.flatMap(([, deeds]) => deeds)
      yield {
        severity: 'low',
        confidence: 'low',
        message: `${common.length} tools say that they only read, and now do ${several(all.map(({ words }) => clip(words, 60)))}`,
        evidence: [...new Set(all.map((deed) => deed.fact))],
      }
    }
    for (const [fact, deeds] of deedsBy) {
      if (deeds.length === 0 || deeds.every(isShared)) continue
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
