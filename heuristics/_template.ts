/**
 * How to add a heuristic: copy this file to `<id>.ts` and `_template.md` to `<id>.md`, fill both in, add it to `index.ts`, and
 * write `test/heuristics/<id>.test.ts` with at least one `fires` and two `silent` cases (benign twins: what looks like it and is
 * ordinary). `test/conventions.test.ts` holds every heuristic to that.
 *
 * A heuristic is pure. It weighs *values that came, or that are dangerous by being there*; a capability alone is noise.
 */
import { defineHeuristic } from '../src/heuristic.js'

export default defineHeuristic({
  id: 'template',
  title: 'what it finds, as a clause',
  severity: 'medium',
  confidence: 'medium',
  needs: ['net.listen'],
  remedy: 'The next step for the person who reads the finding.',

  *judge({ judged }) {
    for (const fact of judged('net.listen')) {
      yield { message: `names the value: ${fact.value}`, evidence: [fact] }
    }
  },
})
