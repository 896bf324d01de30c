import { defineHeuristic } from '../src/heuristic.js'

/** npm, pnpm and safe-chain wait between 24 and 72 hours: most malicious releases are found and taken down within them. */
export const YOUNG_HOURS = 72

const HOUR = 3_600_000

export default defineHeuristic({
  id: 'young-release',
  title: 'the release is younger than three days',
  severity: 'low',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy: 'Wait, or pin the release before it. Most malicious releases are taken down within days.',

  *judge({ release, now }) {
    if (!release.publishedAt.known) return
    const age = now.getTime() - Date.parse(release.publishedAt.value)
    // A time in the future is no age.
    if (!(age >= 0 && age < YOUNG_HOURS * HOUR)) return
    const hours = Math.floor(age / HOUR)
    yield { message: `published ${hours === 1 ? '1 hour' : `${hours} hours`} ago`, evidence: [] }
  },
})
