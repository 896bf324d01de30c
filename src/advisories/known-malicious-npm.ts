/** npm releases known to be malicious. Sorted by purl, then id; every version stands in the entry's first source. */
import type { MaliciousReleases } from './known-malicious.js'

export const NPM_RELEASES: readonly MaliciousReleases[] = [
  {
    purl: 'pkg:npm/axios',
    versions: ['0.30.4', '1.14.1'],
    id: 'MAL-2026-2307',
    does: 'depends on plain-crypto-js, which installs a remote access trojan',
    sources: [
      'https://osv.dev/vulnerability/MAL-2026-2307',
      'https://github.com/axios/axios/issues/10604',
      'https://www.stepsecurity.io/blog/axios-compromised-on-npm-malicious-versions-drop-remote-access-trojan',
    ],
  },
]
