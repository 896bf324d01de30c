import { defineHeuristic } from '../src/heuristic.js'
import { clip } from './knowledge/read.js'

/** An attestation that is not of this release was put there to be seen. */
export default defineHeuristic({
  id: 'provenance-invalid',
  title: 'the attestation that is served with the release is not of it',
  severity: 'high',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy: 'Do not run it. Ask the registry and the publisher why its attestation is not of these bytes.',

  *judge({ attestation }) {
    if (attestation?.known !== true || attestation.value.result !== 'invalid') return
    yield { message: clip(attestation.value.why, 200), evidence: [], key: [clip(attestation.value.why, 200)] }
  },
})
