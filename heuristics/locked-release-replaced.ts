import { defineHeuristic } from '../src/heuristic.js'
import { againstLock } from './knowledge/integrity.js'

/** What was reviewed and what is served under its name are two things: nobody has seen the second. */
export default defineHeuristic({
  id: 'locked-release-replaced',
  title: 'the registry serves the locked version with other bytes than were locked',
  severity: 'critical',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy:
    'Do not start it. Ask the registry, and whoever runs a mirror or proxy before it, why; lock another version meanwhile.',

  *judge({ accepted, baseline, release, history }) {
    const locked = accepted ? baseline.release : null
    if (locked === null || !locked.integrity.known) return
    const served = [release, ...history].find(({ name, version }) => name === locked.name && version === locked.version)
    if (served === undefined) return
    const stated = served.integrity.known ? served.integrity.value : null
    if (againstLock(locked.integrity.value, { integrity: stated, sums: served.sums }) !== 'other') return
    const sums = served.sums ?? [stated ?? '']
    yield {
      message: `${locked.version} was locked with ${brief(locked.integrity.value)}, and is served with ${sums.map(brief).join(' or ')}`,
      evidence: [],
      // Who lets these bytes pass lets no others pass.
      key: sums,
    }
  },
})

/** Enough of a sum to tell it from another one. */
const brief = (integrity: string): string => (integrity.length <= 24 ? integrity : `${integrity.slice(0, 23)}…`)
