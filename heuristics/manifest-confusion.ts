import { defineHeuristic } from '../src/heuristic.js'
import { several } from './knowledge/read.js'

/** Fields by which an installer decides what it installs and runs. */
const DECISIVE = /\b(pre|post)?install|\bscripts?\b|dependenc|\bbin\b|\bname\b|\bversion\b/i

/** Registries do not compare the manifest that they serve with the one in the tarball. */
export default defineHeuristic({
  id: 'manifest-confusion',
  title: 'the registry’s manifest differs from the one in the package',
  severity: 'high',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy:
    'Trust neither: what tools show you of this release is not what it installs. Ask the publisher for a release whose manifests agree.',

  *judge({ manifestDifferences }) {
    const decisive = manifestDifferences.filter((each) => DECISIVE.test(each))
    const others = manifestDifferences.filter((each) => !DECISIVE.test(each))
    if (decisive.length > 0) yield { message: several(decisive, 6), evidence: [], key: [...decisive].sort() }
    if (others.length > 0) {
      yield { severity: 'info', confidence: 'low', message: several(others, 6), evidence: [], key: [...others].sort() }
    }
  },
})
