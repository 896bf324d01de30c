/** PyPI releases known to be malicious. Sorted by purl, then id; every version stands in the entry's first source. */
import type { MaliciousReleases } from './known-malicious.js'

export const PYPI_RELEASES: readonly MaliciousReleases[] = []
