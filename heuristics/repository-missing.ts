import { defineHeuristic } from '../src/heuristic.js'

export default defineHeuristic({
  id: 'repository-missing',
  title: 'the release names no repository',
  severity: 'low',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy: 'There is no public source to compare the release with. Ask the publisher for it.',

  *judge({ release, repository, compared, baseline }) {
    if (repository.known || hasRepository(release.manifest)) return
    const gone = compared && hasRepository(baseline.release?.manifest ?? {})
    yield {
      severity: gone ? 'medium' : 'low',
      confidence: gone ? 'low' : 'high',
      message: gone
        ? 'the release before it named a repository; this one names none'
        : 'its manifest names no repository',
      evidence: [],
    }
  },
})

function hasRepository(manifest: Readonly<Record<string, unknown>>): boolean {
  const { repository } = manifest
  if (typeof repository === 'string') return repository.trim() !== ''
  const url = (repository as { url?: unknown } | null | undefined)?.url
  return typeof url === 'string' && url.trim() !== ''
}
