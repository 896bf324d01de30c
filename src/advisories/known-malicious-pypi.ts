/** PyPI releases known to be malicious. Sorted by purl, then id; the first source of an entry names its versions. */
import type { MaliciousReleases } from './known-malicious.js'

export const PYPI_RELEASES: readonly MaliciousReleases[] = [
  {
    purl: 'pkg:pypi/guardrails-ai',
    versions: ['0.10.1'],
    id: 'MAL-2026-3607',
    does: 'steals credentials, stays on the machine, and spreads itself (Mini Shai-Hulud)',
    sources: [
      'https://osv.dev/vulnerability/MAL-2026-3607',
      'https://socket.dev/blog/tanstack-npm-packages-compromised-mini-shai-hulud-supply-chain-attack',
    ],
  },
  {
    purl: 'pkg:pypi/litellm',
    versions: ['1.82.7', '1.82.8'],
    id: 'MAL-2026-2144',
    does: 'sends secrets to a stranger',
    sources: ['https://osv.dev/vulnerability/MAL-2026-2144', 'https://github.com/BerriAI/litellm/issues/24512'],
  },
  {
    purl: 'pkg:pypi/mistralai',
    versions: ['2.4.6'],
    id: 'MAL-2026-3608',
    does: 'steals credentials, stays on the machine, and spreads itself (Mini Shai-Hulud)',
    sources: [
      'https://osv.dev/vulnerability/MAL-2026-3608',
      'https://socket.dev/blog/tanstack-npm-packages-compromised-mini-shai-hulud-supply-chain-attack',
    ],
  },
  {
    purl: 'pkg:pypi/telnyx',
    versions: ['4.87.1', '4.87.2'],
    id: 'MAL-2026-2254',
    does: 'runs commands that attackers use',
    sources: ['https://osv.dev/vulnerability/MAL-2026-2254'],
  },
]
