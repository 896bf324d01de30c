/**
 * What GitHub says of the repository that a release names: optional evidence, so nothing here may hold an audit up.
 *
 * What leaves the machine: up to five GETs per repository to `GITHUB_API_URL`, with `GITHUB_TOKEN` where it is set; the
 * token goes to that host alone. Without a token GitHub answers 60 requests an hour.
 */
import type { Octokit } from '@octokit/rest'
import { type Host, variable } from '../host.js'
import { type Known, known, type RepositoryEvidence, unknown } from '../model.js'
import type { Store } from '../store/store.js'
import type { RepositoryHost } from './registry.js'
import { type GitHubName, gitHubName } from './repository-name.js'
import { type JsonObject, objectOf, parseUntrusted } from './untrusted-json.js'

export interface GitHubOptions {
  readonly host: Host
  readonly offline: boolean
  /** Keeps answers, for an hour and for `offline`. */
  readonly store?: Store
  /** Milliseconds for all requests about one repository; 6,000 when absent. */
  readonly timeout?: number
  /** Ends what is under way. */
  readonly signal?: AbortSignal | undefined
}

/** One request lists so many tags. */
const PAGE = 100
/** Milliseconds for which a stored answer counts as today's. It spares the hourly limit on repeated runs. */
const FRESH = 3_600_000

const OFFLINE = 'GitHub was not asked (--offline), and no earlier answer is in the cache'

export function createGitHub(options: GitHubOptions): RepositoryHost {
  const { host, offline, store } = options
  const api = apiOf(host)
  const lookups = new Map<string, Promise<Known<RepositoryEvidence>>>()
  /** Why GitHub is not asked again in this run. */
  let down: string | null = null
  let client: Promise<Octokit> | undefined

  async function lookup(name: GitHubName, version: string, packageName: string | undefined) {
    const key = `github ${api} ${name.owner}/${name.repo} ${packageName ?? ''} ${version}`
    const stored = readStored(await store?.get(key))
    if (stored && (offline || host.now().getTime() - stored.at < FRESH)) return known(stored.evidence)
    if (offline) return unknown(OFFLINE)
    if (down !== null) return unknown(down)
    const patience = AbortSignal.timeout(options.timeout ?? 6_000)
    const signal = options.signal ? AbortSignal.any([patience, options.signal]) : patience
    client ??= connect(api, variable(host, 'GITHUB_TOKEN'))
    try {
      const evidence = await ask(await client, name, version, packageName, signal)
      await store?.put(key, Buffer.from(JSON.stringify({ at: host.now().getTime(), evidence })))
      return known(evidence)
    } catch (error) {
      const { reason, lasting } = explain(error, variable(host, 'GITHUB_TOKEN') !== undefined)
      if (lasting) down ??= reason
      return unknown(reason)
    }
  }

  return {
    async lookup(repositoryUrl, version, packageName) {
      const name = gitHubName(repositoryUrl)
      if (name === null) return unknown('its repository is not on GitHub')
      if (api === null) return unknown('GITHUB_API_URL is no http or https URL')
      const key = JSON.stringify([name, version, packageName])
      const running = lookups.get(key) ?? lookup(name, version, packageName)
      lookups.set(key, running)
      return running
    },
  }
}

/** Without a slash at its end, as octokit wants it; `null` where it is no URL. */
function apiOf(host: Host): string | null {
  const url = variable(host, 'GITHUB_API_URL') ?? 'https://api.github.com'
  return /^https?:\/\/[^\s?#]+$/i.test(url) ? url.replace(/\/+$/, '') : null
}

async function connect(api: string | null, token: string | undefined): Promise<Octokit> {
  const [{ Octokit }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ])
  const silent = () => {}
  return new (Octokit.plugin(retry, throttling))({
    ...(api === null ? {} : { baseUrl: api }),
    ...(token === undefined ? {} : { auth: token }),
    userAgent: 'mcp-touchstone',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: fetchOfOneHost },
    retry: { retries: 1, retryAfterBaseValue: 300 },
    // Waiting for a limit to pass would take up to an hour; the evidence is optional.
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
  })
}

/** Follows a redirect, which is how GitHub answers for a repository that moved, only within the API's own origin. */
async function fetchOfOneHost(url: string, init: RequestInit): Promise<Response> {
  let target = url
  for (let redirects = 0; redirects < 4; redirects++) {
    const response = await fetch(target, { ...init, redirect: 'manual' })
    const location = response.headers.get('location')
    if (![301, 302, 307, 308].includes(response.status) || location === null) return response
    await response.body?.cancel()
    const next = new URL(location, target)
    if (next.origin !== new URL(url).origin) break
    target = next.href
  }
  throw new Error('redirected away')
}

async function ask(
  octokit: Octokit,
  { owner, repo }: GitHubName,
  version: string,
  packageName: string | undefined,
  signal: AbortSignal,
): Promise<RepositoryEvidence> {
  const request = { signal }
  const [about, tags] = await Promise.all([
    octokit.rest.repos.get({ owner, repo, request }),
    octokit.rest.repos.listTags({ owner, repo, per_page: PAGE, request }).then(
      ({ data }) => namesOf(data),
      () => null,
    ),
  ])
  const data = objectOf(about.data)
  if (data === null) throw new Error('no repository in the answer')
  return {
    url: textOf(data.html_url) ?? `https://github.com/${owner}/${repo}`,
    // A repository that was moved answers under its new owner.
    owner: textOf(objectOf(data.owner)?.login) ?? owner,
    archived: data.archived === true,
    fork: data.fork === true,
    licence: licenceOf(data),
    lastPush: textOf(data.pushed_at),
    tagOfVersion: tags && (await tagged(octokit, { owner, repo }, tags, version, packageName, signal)),
    tagsReleases: tags && tags.length > 0,
  }
}

/** Whether the version is tagged; `null` where more tags exist than one page lists and no likely name is among them. */
async function tagged(
  octokit: Octokit,
  { owner, repo }: GitHubName,
  tags: readonly string[],
  version: string,
  packageName: string | undefined,
  signal: AbortSignal,
): Promise<boolean | null> {
  if (tags.some((tag) => namesVersion(tag, version))) return true
  if (tags.length < PAGE) return false
  const likely = [`v${version}`, version, ...(packageName === undefined ? [] : [`${packageName}@${version}`])]
  for (const tag of likely) {
    try {
      await octokit.rest.git.getRef({ owner, repo, ref: `tags/${tag}`, request: { signal } })
      return true
    } catch (error) {
      if (statusOf(error) !== 404) return null
    }
  }
  return packageName === undefined ? null : false
}

/** `1.2.3`, `v1.2.3`, and what monorepos write: `name@1.2.3`, `name-v1.2.3`, `packages/name/v1.2.3`. */
export function namesVersion(tag: string, version: string): boolean {
  if (!tag.endsWith(version)) return false
  const before = tag.slice(0, -version.length).replace(/v$/i, '')
  return before === '' || /[@/_-]$/.test(before)
}

function namesOf(tags: unknown): string[] {
  if (!Array.isArray(tags)) return []
  return tags.map((tag) => textOf(objectOf(tag)?.name)).filter((name) => name !== null)
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function licenceOf(data: JsonObject): string | null {
  const licence = textOf(objectOf(data.license)?.spdx_id)
  return licence === 'NOASSERTION' ? null : licence
}

const statusOf = (error: unknown): unknown => (error as { status?: unknown }).status

/** `lasting`: it would be the same for every other repository. */
function explain(error: unknown, withToken: boolean): { reason: string; lasting: boolean } {
  const response = objectOf((error as { response?: unknown }).response)
  // Octokit gives status 500 to an error of the network, which has no response.
  if (response === null) return { reason: "GitHub can't be reached", lasting: true }
  const status = statusOf(error)
  switch (status) {
    case 404:
    case 451:
      return { reason: 'GitHub shows no such repository', lasting: false }
    case 401:
      return { reason: 'GitHub refuses the token in GITHUB_TOKEN', lasting: true }
    case 403:
    case 429: {
      const exhausted = status === 429 || objectOf(response.headers)?.['x-ratelimit-remaining'] === '0'
      if (!exhausted) return { reason: 'GitHub refuses access to the repository', lasting: false }
      const hint = withToken ? '' : '; with a token in GITHUB_TOKEN it is much higher'
      return { reason: `GitHub's limit of requests is used up${hint}`, lasting: true }
    }
    default:
      return { reason: `GitHub answers with an error (${status})`, lasting: false }
  }
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
