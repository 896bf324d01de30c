import { defineHeuristic } from '../src/heuristic.js'

/** Nine of ten real entries float, so that alone it is worth a word and no alarm. */
export default defineHeuristic({
  id: 'floating-spec',
  title: 'the entry runs whatever is newest',
  severity: 'low',
  confidence: 'high',
  about: 'configuration',
  needs: [],
  remedy: 'Write the exact version into the configuration: `name@1.2.3`.',

  *judge({ ref, occurrences }) {
    if (ref === null || !ref.floating) return
    const place = occurrences[0]
    const where = place === undefined ? ref.token : place
    const range = ref.selector.type === 'range' && !['', '*', 'x', 'latest'].includes(ref.selector.value)
    yield {
      severity: range ? 'info' : 'low',
      message: `\`${ref.spec}\` names no exact version: a new release runs unseen, at the next start`,
      subject: `${where.file}#${where.pointer}`,
      evidence: [],
      key: [ref.selector.type, ref.selector.value],
    }
  },
})
