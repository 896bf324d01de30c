import { defineConfigurationHeuristic } from '../src/heuristic.js'
import type { InstalledCopy } from '../src/model.js'
import { contradicts } from './knowledge/integrity.js'

/** A published version never changes. Wheels of one version do differ by platform, so that PyPI's copies are left out. */
const COMPARED: ReadonlySet<InstalledCopy['place']> = new Set(['npx cache', 'project', 'global'])

/** Two copies of one version must be one and the same file, wherever they came from. */
export default defineConfigurationHeuristic({
  id: 'same-version-different-bytes',
  title: 'this machine holds one version of the package in two forms',
  severity: 'high',
  // A mirror that packs releases anew gives other bytes without a bad thought.
  confidence: 'medium',
  remedy:
    'Compare both copies with the registry’s integrity, clear the cache that differs, and find out where it came from.',

  *judge({ ref, entries, onMachine }) {
    const [first] = entries
    if (ref === null || first === undefined) return
    const known = onMachine.copies.filter(
      ({ place, integrity, name }) => COMPARED.has(place) && integrity !== null && name === ref.name,
    )
    for (const version of new Set(known.map((copy) => copy.version))) {
      const copies = known.filter((copy) => copy.version === version)
      const pair = differing(copies)
      if (pair === null) continue
      const [one, other] = pair
      const used = copies.find((copy) => copy.used)
      const note = used === undefined ? '' : `; the next start takes the one in the ${used.place}`
      yield {
        message: `${ref.name}@${version} has other bytes in ${placeOf(one)} than in ${placeOf(other)}${note}`,
        entry: first.entry,
        // Who lets these bytes pass lets no others pass.
        key: [one, other].map(({ place, integrity }) => `${place} ${integrity}`).sort(),
      }
    }
  },
})

const placeOf = ({ place, folder }: InstalledCopy): string => `the ${place} (${folder})`

/** The first two that say different things of the same bytes; sums of different algorithms can't be compared. */
function differing(copies: readonly InstalledCopy[]): readonly [InstalledCopy, InstalledCopy] | null {
  for (const [index, one] of copies.entries()) {
    for (const other of copies.slice(index + 1)) {
      if (contradicts(one.integrity ?? '', other.integrity ?? '')) return [one, other]
    }
  }
  return null
}
