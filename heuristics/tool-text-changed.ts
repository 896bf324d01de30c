import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { clip, several, text } from './knowledge/read.js'

/** Share of the words of both texts that both have, below which a text is another one. */
const ANOTHER_TEXT = 0.35
/** Shorter texts change by a word. */
const FEWEST_WORDS = 8

/** A patch that words a tool anew may be worth a look; about half of all updates change some text. */
export default defineHeuristic({
  id: 'tool-text-changed',
  title: 'a patch release gives a tool another text',
  severity: 'info',
  confidence: 'medium',
  needs: ['mcp.tool'],
  remedy: 'Read the new text as the model will.',

  *judge(context) {
    if (!context.smallStep) return
    const facts: Fact[] = []
    for (const { before, after } of context.change.changed('mcp.tool')) {
      const [was, is] = [wordsOf(before), wordsOf(after)]
      if (was.size < FEWEST_WORDS || is.size < FEWEST_WORDS) continue
      const both = [...is].filter((word) => was.has(word)).length
      if (both / (was.size + is.size - both) < ANOTHER_TEXT) facts.push(after)
    }
    if (facts.length === 0) return
    yield { message: several(facts.map((fact) => clip(text(fact, 'name'), 60))), evidence: facts.slice(0, 8) }
  },
})

const wordsOf = (fact: Fact): Set<string> =>
  new Set(
    text(fact, 'text')
      .toLowerCase()
      .match(/[\p{L}\p{N}]{2,}/gu) ?? [],
  )
