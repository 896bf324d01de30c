import { defineHeuristic } from '../src/heuristic.js'

/** Registries remove what turns out to be malware; publishers hardly ever remove a release that people use. */
export default defineHeuristic({
  id: 'withdrawn-release',
  title: 'this machine holds a release that the registry no longer has',
  severity: 'medium',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy:
    'Find out why it was removed. If it was malware, treat what it could reach as disclosed, and clear the cache.',

  *judge({ onMachine, release, history }) {
    if (history.length === 0) return
    const there = new Set(history.map(({ version }) => version))
    for (const { name, version, place, used } of onMachine.copies) {
      if (name !== release.name || there.has(version)) continue
      yield {
        severity: used ? 'high' : 'medium',
        message: `${version} is in the ${place} of this machine${used ? ', where the entry starts from' : ''}, and the registry has it no more`,
        evidence: [],
        key: [version],
      }
    }
  },
})
