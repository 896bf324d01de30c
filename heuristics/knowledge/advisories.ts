/** The words and weights of what is publicly known about releases. */
import { knownMalicious, type MaliciousReleases } from '../../src/advisories/known-malicious.js'
import type { Advisory, Severity } from '../../src/model.js'
import { clip } from './read.js'

export { knownMalicious }

/** UTF-16 units of a summary, which a stranger wrote. */
const LONGEST_SUMMARY = 200

/** `mail-mcp 1.0.16 is known to be malicious (MAL-2025-1): steals mail. https://…` */
export function tellAttack(what: string, { id, summary, url }: Pick<Advisory, 'id' | 'summary' | 'url'>): string {
  const words = summary === '' ? '' : `: ${clip(summary, LONGEST_SUMMARY)}`
  return `${what} is known to be malicious (${id})${words}. ${url}`
}

/** The same of an entry of the shipped list. */
export const tellShipped = (what: string, { id, does, sources: [source = ''] }: MaliciousReleases): string =>
  tellAttack(what, { id, summary: does, url: source })

/** `mail-mcp 1.0.0 has a known vulnerability (GHSA-…): runs what it is sent; 1.2.0 is without it. https://…` */
export function tellFlaw(what: string, { id, summary, url, fixedIn }: Advisory): string {
  const words = summary === '' ? '' : `: ${clip(summary, LONGEST_SUMMARY)}`
  const way = fixedIn === null ? 'no release without it is known' : `${clip(fixedIn, 60)} is without it`
  return `${what} has a known vulnerability (${id})${words}; ${way}. ${url}`
}

/**
 * A flaw is no attack: somebody else must use it, and often nobody can. So each counts for less than its databases say. The
 * server's own is what an agent talks to; what is below it is reached in ways that no advisory knows.
 */
export const OWN_FLAW: Readonly<Record<Severity, Severity>> = {
  critical: 'high',
  high: 'medium',
  medium: 'low',
  low: 'info',
  info: 'info',
}
export const FLAW_BELOW: Readonly<Record<Severity, Severity>> = {
  critical: 'medium',
  high: 'low',
  medium: 'info',
  low: 'info',
  info: 'info',
}
