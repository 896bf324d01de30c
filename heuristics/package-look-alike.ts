import { distance } from 'fastest-levenshtein'
import { defineHeuristic } from '../src/heuristic.js'
import { BRANDS, POPULAR_PACKAGES, WELL_KNOWN_SERVERS } from './knowledge/popular-packages.js'
import { scopeTwin } from './knowledge/scope-twins.js'
import { serverLookAlike } from './knowledge/server-look-alike.js'

/** SANDWORM_MODE (2026) came in under names one character away from a vendor's. */
export default defineHeuristic({
  id: 'package-look-alike',
  title: 'the server is called almost like a well-known one',
  severity: 'medium',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Compare the name with the one in the vendor’s own documentation.',

  *judge({ release }) {
    const { name } = release
    if (WELL_KNOWN_SERVERS.has(name) || POPULAR_PACKAGES.has(name)) return
    // A name that differs in its scope alone is found in the configuration, without a release: `unscoped-look-alike`.
    if (scopeTwin({ ecosystem: 'npm', name }) !== null) return
    const twin = serverLookAlike(name)
    if (twin !== null) {
      const { of, how, severity } = twin
      const confidence = severity === 'low' ? 'low' : 'medium'
      yield { severity, confidence, message: `${name} is almost ${of}: ${how}`, evidence: [], key: [of] }
      return
    }
    for (const word of name.toLowerCase().split(/[^a-z0-9]+/)) {
      if (word.length < 7 || BRANDS.has(word)) continue
      const brand = [...BRANDS].find(
        (each) =>
          distance(word, each) === 1 &&
          word !== `${each}s` &&
          !word.startsWith(each) &&
          // `context` is a word, and no misspelt `context7`.
          word !== each.replace(/(?<!\d)\d+$/, ''),
      )
      if (brand !== undefined)
        yield { message: `“${word}” in ${name} is almost “${brand}”`, evidence: [], key: [brand] }
    }
  },
})
