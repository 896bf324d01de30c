import { defineHeuristic } from '../src/heuristic.js'
import { clip, groupBy, list, several, text } from './knowledge/read.js'
import { deedsOf, newDeeds, offerOf, says, toolsBefore } from './knowledge/tool-deeds.js'

/** Tools behind which the same stands: the way to the one program that all of them are about, say. */
const MANY = 5

/** A tool that called itself destructive and does so no more is asked about no more. */
export default defineHeuristic({
  id: 'tool-annotation-changed',
  title: 'a tool says that it is more harmless than before',
  severity: 'low',
  confidence: 'medium',
  needs: ['mcp.tool'],
  remedy: 'Compare the handler of the tool in both releases; what it does should have become less, too.',

  *judge(context) {
    if (!context.compared) return
    const before = toolsBefore(context)
    const doers = groupBy(
      context.facts('mcp.tool').flatMap((fact) => list(fact, 'does')),
      (words) => words,
    )
    for (const fact of context.facts('mcp.tool')) {
      const known = before.get(offerOf(fact))
      if (known === undefined) continue
      const claims: string[] = []
      if (says(known, 'destructiveHint=true') && !says(fact, 'destructiveHint=true')) claims.push('not destructive')
      if (says(known, 'readOnlyHint=false') && says(fact, 'readOnlyHint=true')) claims.push('read-only')
      // Annotations that come where there were none are how a project begins to have them.
      if (claims.length === 0) continue
      const news = newDeeds(context, fact)
      // A tool that says it only reads, and deletes as it did: the hint that asked the user went, and nothing else.
      const kept = says(fact, 'readOnlyHint=true') ? deedsOf(context, fact) : []
      const deeds = (news.length > 0 ? news : kept).filter(
        ({ gravity, words }) =>
          gravity === 'grave' || words.startsWith('fs.delete ') || (doers.get(words)?.length ?? 0) < MANY,
      )
      const grave = deeds.some(({ gravity, words }) => gravity === 'grave' || words.startsWith('fs.delete '))
      yield {
        severity: grave ? 'high' : deeds.length > 0 ? 'medium' : 'low',
        message: `${clip(text(fact, 'name'), 60)} is now said to be ${claims.join(' and ')}${
          deeds.length > 0 ? `, and does ${several(deeds.map(({ words }) => clip(words, 60)))}` : ''
        }`,
        evidence: [fact],
      }
    }
  },
})
