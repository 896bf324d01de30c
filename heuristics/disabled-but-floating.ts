import { defineConfigurationHeuristic } from '../src/heuristic.js'

/** Nothing runs yet; what will run is decided on the day when somebody switches it on. */
export default defineConfigurationHeuristic({
  id: 'disabled-but-floating',
  title: 'the entry is disabled, and would run whatever is newest',
  severity: 'info',
  confidence: 'high',
  remedy: 'Write the exact version into the configuration, or remove the entry.',

  *judge({ ref, entries }) {
    if (ref === null || !ref.floating || entries.some(({ entry }) => !entry.disabled)) return
    for (const { entry } of entries) {
      yield {
        message: `\`${ref.spec}\` is switched off everywhere: whoever switches it on runs the release that is newest then`,
        entry,
        key: [ref.selector.type, ref.selector.value],
      }
    }
  },
})
