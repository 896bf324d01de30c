import { defineHeuristic } from '../src/heuristic.js'
import { clip, list, several, text } from './knowledge/read.js'

/** The model obeys what stands in the description of a tool, and the user does not see it. */
export default defineHeuristic({
  id: 'tool-text-injection',
  title: 'a tool’s text tells the model to act against its user',
  severity: 'high',
  confidence: 'high',
  needs: ['mcp.tool'],
  remedy: 'Read the whole text. Do not let an agent see it: remove the server, or pin the release before it.',

  *judge(context) {
    for (const fact of context.judged('mcp.tool')) {
      const phrases = list(fact, 'phrases')
      if (phrases.length === 0) continue
      yield {
        severity: phrases.length > 1 && context.isNew(fact) ? 'critical' : 'high',
        message: `${text(fact, 'what') || 'tool'} ${clip(text(fact, 'name'), 60)}: ${several(
          phrases.map((phrase) => `“${clip(phrase, 80)}”`),
          3,
        )}`,
        evidence: [fact],
      }
    }
  },
})
