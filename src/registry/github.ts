/**
 * What GitHub says of the repository that a release names: optional evidence, so nothing here may hold an audit up.
 *
 * What leaves the machine: three to five GETs per repository to `GITHUB_API_URL`, with `GITHUB_TOKEN` where it is set; the
 * token goes to that host alone. Without a token GitHub answers 60 requests an hour. With one, up to six more search a
 * repository whose package.json is not where the release says.
 */
import type { Octokit } from '@octokit/rest'
import { type Host, variable } from '../host.js'
import { type Known, known, type RepositoryEvidence, unknown } from '../model.js'
import type { Store } from '../store/store.js'
import { connect, explain } from './github-client.js'
import { askGitHub } from './github-evidence.js'
import type { RepositoryHost } from './registry.js'
import { folderOf, type GitHubName, gitHubName } from './repository-name.js'
import { objectOf, parseUntrusted } from './untrusted-json.js'

export interface GitHubOptions {
  readonly host: Host
  readonly offline: boolean
  /** Keeps answers, for an hour and for `offline`, and longer with what tells that they still hold. */
  readonly store?: Store
  /** Milliseconds for all requests about one repository; 6,000 when absent. */
  readonly timeout?: number
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
}

/** Milliseconds for which a stored answer counts as today's. It spares the hourly limit on repeated runs. */
const FRESH = 3_600_000

const OFFLINE = 'GitHub was not asked (--offline), and no earlier answer is in the cache'

interface Asked {
  readonly version: string
  readonly name: string | undefined
  readonly directory: string
}

export function createGitHub(options: GitHubOptions): RepositoryHost {
  const { host, offline, store } = options
  const api = apiOf(host)
  const token = variable(host, 'GITHUB_TOKEN')
  const lookups = new Map<string, Promise<Known<RepositoryEvidence>>>()
  /** Why GitHub is not asked again in this run. */
  let down: string | null = null
  let client: Promise<Octokit> | undefined

  async function lookup(api: string, repository: GitHubName, asked: Asked): Promise<Known<RepositoryEvidence>> {
    const key = `github evidence 2 ${JSON.stringify([api, repository, asked])}`
    const stored = readStored(await store?.get(key))
    if (stored && (offline || host.now().getTime() - stored.at < FRESH)) return known(stored.evidence)
    if (offline) return unknown(OFFLINE)
    if (down !== null) return unknown(down)
    const patience = AbortSignal.timeout(options.timeout ?? 6_000)
    const signal = options.signal ? AbortSignal.any([patience, options.signal]) : patience
    client ??= connect({ api, token, store })
    try {
      const question = { ...repository, ...asked, thorough: token !== undefined, signal }
      const evidence = await askGitHub(await client, question)
      await store?.put(key, Buffer.from(JSON.stringify({ at: host.now().getTime(), evidence })))
      return known(evidence)
    } catch (error) {
      const { reason, lasting } = explain(error, token !== undefined)
      if (lasting) down ??= reason
      return unknown(reason)
    }
  }

  return {
    async lookup(repositoryUrl, version, name, directory) {
      const repository = gitHubName(repositoryUrl)
      if (repository === null) return unknown('its repository is not on GitHub')
      if (api === null) return unknown('GITHUB_API_URL is no http or https URL')
      const asked = { version, name, directory: folderOf(directory) }
      const key = JSON.stringify([repository, asked])
      const running = lookups.get(key) ?? lookup(api, repository, asked)
      lookups.set(key, running)
      return running
    },
  }
}

/** Without a slash at its end, as octokit wants it; `null` where it is no URL. */
function apiOf(host: Host): string | null {
  const url = variable(host, 'GITHUB_API_URL') ?? 'https://api.github.com'
  return /^https?:\/\/[^\s?#]+$/i.test(url) ? url.replace(/(?<!\/)\/+$/, '') : null
}

function readStored(bytes: Uint8Array | undefined): { at: number; evidence: RepositoryEvidence } | null {
  if (!bytes) return null
  try {
    const stored = objectOf(parseUntrusted(bytes))
    const evidence = objectOf(stored?.evidence)
    if (typeof stored?.at !== 'number' || typeof evidence?.owner !== 'string') return null
    return { at: stored.at, evidence: evidence as unknown as RepositoryEvidence }
  } catch {
    return null
  }
}
