import type { Advisory } from '../../src/model.js'

/** A flaw of medium severity, unless it says otherwise. */
export const advisory = (fields: Partial<Advisory> = {}): Advisory => ({
  id: 'GHSA-aaaa-bbbb-cccc',
  summary: 'runs what it is sent',
  severity: 'medium',
  malicious: false,
  url: 'https://osv.example/GHSA-aaaa-bbbb-cccc',
  fixedIn: null,
  ...fields,
})

/** An attack. */
export const attack = (fields: Partial<Advisory> = {}): Advisory =>
  advisory({ id: 'MAL-2026-1', summary: 'steals mail', severity: 'critical', malicious: true, ...fields })
