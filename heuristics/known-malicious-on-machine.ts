import { type ConfigurationSign, defineConfigurationHeuristic } from '../src/heuristic.js'
import { knownMalicious, tellShipped } from './knowledge/advisories.js'

/** Needs no network, and no registry that still has the release: such releases are soon taken away. */
export default defineConfigurationHeuristic({
  id: 'known-malicious-on-machine',
  title: 'a release that is publicly known to be malicious is configured or installed on this machine',
  severity: 'critical',
  confidence: 'high',
  remedy:
    'Remove the entry and the copy. Where the release has run, replace, from another machine, every secret that it could reach.',

  *judge({ ref, entries, onMachine }): Iterable<ConfigurationSign> {
    if (ref === null) return
    if (ref.selector.type === 'version') {
      for (const known of knownMalicious(ref.ecosystem, ref.name, ref.selector.value)) {
        for (const { entry } of entries) {
          yield {
            message: tellShipped(`\`${ref.spec}\``, known),
            entry,
            pointer: ref.token.pointer,
            key: ['configured', known.id],
            // It starts nothing, until somebody switches it on.
            ...(entry.disabled && { severity: 'medium' }),
          }
        }
      }
    }
    const [first] = entries
    if (first === undefined) return
    const { entry } = entries.find((each) => !each.entry.disabled) ?? first
    for (const { place, name, version } of onMachine.copies) {
      for (const known of knownMalicious(ref.ecosystem, name, version)) {
        const what = `${name} ${version}, which is installed on this machine (${place}),`
        yield { message: tellShipped(what, known), entry, key: ['installed', place, known.id] }
      }
    }
  },
})
