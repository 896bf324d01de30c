import { defineHeuristic } from '../src/heuristic.js'
import { contradicts } from './knowledge/integrity.js'

/** npm does not let a version be published twice, so one version has one integrity for ever. */
export default defineHeuristic({
  id: 'published-bytes-differ',
  title: 'a version on this machine has other bytes than the same version of the registry',
  severity: 'high',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Find out which registry the copy came from, and compare the two: `touchstone diff <folder> name@version`.',

  *judge({ onMachine, release, history }) {
    for (const { name, version, place, integrity } of onMachine.copies) {
      const published = [release, ...history].find((each) => each.name === name && each.version === version)
      if (integrity === null || !published?.integrity.known) continue
      if (contradicts(integrity, published.integrity.value)) {
        yield {
          message: `${version} in the ${place} of this machine was locked with another hash than the registry states`,
          evidence: [],
          // Who lets these bytes pass lets no others pass.
          key: [version, integrity, published.integrity.value],
        }
      }
    }
  },
})
