/** What is publicly known to be wrong with a release: the list that is shipped, and OSV's answers where they are asked for. */
import { type Host, variable } from '../host.js'
import { type Advisory, type Known, known, unknown } from '../model.js'
import type { Timing } from '../registry/http.js'
import { purlParts } from '../registry/packument.js'
import type { Store } from '../store/store.js'
import { osvEndpoint } from './endpoint.js'
import { advisoryPage, knownMalicious } from './known-malicious.js'
import { createOsv, type Osv, worstFirst } from './osv.js'
import type { OsvRelease } from './osv-record.js'
import type { NameRules } from './private-names.js'

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
   * @param purls with a version; OSV is asked about npm and PyPI alone, of all others there is nothing to know
   * @returns for each purl its advisories, the worst first; `unknown` where the service was asked and did not answer, or was
   *   not asked to keep a name private
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
  /** Patience with OSV; its own when absent. */
  readonly timing?: Timing
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
}

const PRIVATE = 'OSV was not asked: its registry is not the public one, so that its name may be private'

export function createAdvisories(options: AdvisoriesOptions): Advisories {
  const running = new Map<string, Promise<Known<readonly Advisory[]>>>()
  let opened: ReturnType<typeof open> | undefined

  async function ask(purls: readonly string[]): Promise<ReadonlyMap<string, Known<readonly Advisory[]>>> {
    opened ??= open(options)
    const service = await opened
    const answers = new Map<string, Known<readonly Advisory[]>>()
    const sent: { purl: string; release: OsvRelease }[] = []
    for (const purl of purls) {
      const release = osvReleaseOf(purl)
      if (release === null) answers.set(purl, known([]))
      else if (!service.known) answers.set(purl, service)
      else if (release.ecosystem === 'npm' && service.value.rules.isPrivate(release.name)) {
        answers.set(purl, unknown(PRIVATE))
      } else sent.push({ purl, release })
    }
    if (service.known && sent.length > 0) {
      const found = await service.value.osv.lookup(sent.map(({ release }) => release))
      for (const [index, { purl }] of sent.entries()) answers.set(purl, found[index] ?? unknown('OSV did not answer'))
    }
    return answers
  }

  return {
    async lookup(purls, { registry } = {}) {
      const distinct = [...new Set(purls)]
      if (!options.online) return new Map(distinct.map((purl) => [purl, known(shipped(purl))]))
      if (registry !== undefined) {
        return new Map(distinct.map((purl) => [purl, joined(shipped(purl), unknown(PRIVATE))]))
      }
      const fresh = distinct.filter((purl) => !running.has(purl))
      const batch = ask(fresh).catch(() => new Map<string, Known<readonly Advisory[]>>())
      for (const purl of fresh) {
        running.set(
          purl,
          batch.then((answers) => answers.get(purl) ?? unknown('OSV could not be asked')),
        )
      }
      const entries = distinct.map(async (purl) => {
        const answer = (await running.get(purl)) ?? unknown('OSV could not be asked')
        return [purl, joined(shipped(purl), answer)] as const
      })
      return new Map(await Promise.all(entries))
    },
  }
}

/** Loads what a request needs; without `--advisories` nothing of it is. */
async function open({
  host,
  store,
  offline,
  timing,
  signal,
}: AdvisoriesOptions): Promise<Known<{ readonly osv: Osv; readonly rules: NameRules }>> {
  const endpoint = osvEndpoint(variable(host, 'OSV_API_URL'))
  if (!endpoint.known) return endpoint
  const [{ nameRules }, { createOsvHttp }] = await Promise.all([import('./private-names.js'), import('./osv-http.js')])
  const rules = await nameRules(host).catch(() => null)
  // Without npm's configuration nobody knows which names are private.
  if (rules === null) return unknown("OSV was not asked: npm's configuration can't be read")
  const http = offline ? null : createOsvHttp(endpoint.value, rules.npm, timing, signal)
  const today = host.now().toISOString().slice(0, 10)
  return known({ osv: createOsv({ http, endpoint: endpoint.value, store, today }), rules })
}

function osvReleaseOf(purl: string): OsvRelease | null {
  const parts = purlParts(purl)
  if (parts === null) return null
  const ecosystem = parts.type === 'npm' ? 'npm' : parts.type === 'pypi' ? 'PyPI' : null
  return ecosystem === null ? null : { ecosystem, name: parts.name, version: parts.version }
}

/** What the shipped list says of a release. */
function shipped(purl: string): readonly Advisory[] {
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

/** Of one attack the shipped words, which say what it does. A release that is known to be an attack is not unknown. */
function joined(own: readonly Advisory[], answer: Known<readonly Advisory[]>): Known<readonly Advisory[]> {
  if (own.length === 0) return answer
  const others = answer.known ? answer.value.filter(({ malicious }) => !malicious) : []
  return known([...own, ...others].sort(worstFirst))
}
