import { known, unknown } from '../../src/model.js'
import { casesOf } from '../support/heuristics.js'

const now = new Date('2025-10-01T00:00:00Z')

casesOf('young-release', ({ fires, silent }) => {
  fires(
    'five hours',
    { now, release: { publishedAt: known('2025-09-30T19:00:00Z') } },
    { severity: 'low', message: /5 hours ago/ },
  )
  fires(
    'without code',
    { now, facts: null, release: { publishedAt: known('2025-09-29T00:00:00Z') } },
    { severity: 'low' },
  )

  silent('a week', { now, release: { publishedAt: known('2025-09-24T00:00:00Z') } })
  silent('three days to the minute', { now, release: { publishedAt: known('2025-09-28T00:00:00Z') } })
  silent('not known', { now, release: { publishedAt: unknown('the mirror serves no times') } })
  silent('in the future', { now, release: { publishedAt: known('2026-01-01T00:00:00Z') } })
  silent('no time at all', { now, release: { publishedAt: known('yesterday') } })
})
