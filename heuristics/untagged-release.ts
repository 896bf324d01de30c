import { defineHeuristic } from '../src/heuristic.js'

/** 8 of 30 popular servers tag nothing at all: absence speaks only against the project's own habit. */
export default defineHeuristic({
  id: 'untagged-release',
  title: 'the repository tags its releases, and not this one',
  severity: 'low',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'See whether the release was made from the repository at all; a stolen token publishes without a tag.',

  *judge({ repository, release, compared, change }) {
    if (!repository.known) return
    const { tagOfVersion, tagsReleases, url } = repository.value
    if (tagOfVersion !== false || tagsReleases !== true) return
    const hook = compared && change.added('install.script').length > 0
    yield {
      severity: hook ? 'medium' : 'low',
      message: `${url} has no tag for ${release.version}`,
      evidence: [],
      key: ['untagged'],
    }
  },
})
