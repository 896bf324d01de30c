import { defineConfigurationHeuristic } from '../src/heuristic.js'

/** Nine of ten real entries float, so that alone it is worth a word and no alarm. */
export default defineConfigurationHeuristic({
  id: 'floating-spec',
  title: 'the entry runs whatever is newest',
  severity: 'low',
  confidence: 'high',
  remedy: 'Write the exact version into the configuration: `name@1.2.3`.',

  *judge({ ref, entries }) {
    if (ref === null || !ref.floating) return
    const range = ref.selector.type === 'range' && !['', '*', 'x', 'latest'].includes(ref.selector.value)
    for (const { entry } of entries) {
      yield {
        severity: range ? 'info' : 'low',
        message: `\`${ref.spec}\` names no exact version: a new release runs unseen, at the next start`,
        entry,
        key: [ref.selector.type, ref.selector.value],
      }
    }
  },
})
