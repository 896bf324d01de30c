import { defineHeuristic } from '../src/heuristic.js'
import { clip, list, several, text } from './knowledge/read.js'

/** Characters that a person does not see and a model reads. */
export default defineHeuristic({
  id: 'hidden-characters',
  title: 'a text for the model, or code, holds characters that people do not see',
  severity: 'high',
  confidence: 'high',
  needs: ['mcp.tool', 'code.obfuscated'],
  remedy: 'Make the characters visible and read the text again. Do not let an agent see it before.',

  *judge(context) {
    for (const fact of context.judged('mcp.tool')) {
      const message = text(fact, 'what') === 'result'
      const hidden = list(fact, 'hidden').filter((each) => !message || !each.startsWith('terminal colours'))
      if (hidden.length === 0) continue
      yield {
        message: `${text(fact, 'what') || 'tool'} ${clip(text(fact, 'name'), 60)} holds ${several(hidden.map((each) => clip(each, 60)))}`,
        evidence: [fact],
      }
    }
    for (const fact of context.judged('code.obfuscated')) {
      if (fact.value === 'bidi')
        yield { message: `code in ${fact.where.file} reads otherwise than it runs`, evidence: [fact] }
    }
  },
})
