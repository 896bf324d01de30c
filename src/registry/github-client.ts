/**
 * One connection to GitHub's API: retried and throttled by octokit, bounded in bytes, conditional where an answer is known.
 *
 * GitHub counts no request against the hourly limit that it answers with 304 to a token's holder:
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
import type { Octokit } from '@octokit/rest'
import type { Store } from '../store/store.js'
import { type JsonObject, objectOf } from './untrusted-json.js'

export interface ConnectOptions {
  /** Without a slash at its end. */
  readonly api: string
  readonly token: string | undefined
  /** Keeps answers with their ETags. */
  readonly store: Store | undefined
}

/** Bytes of one answer. A tree of 100,000 files, where GitHub cuts trees off, has some 7 MB; a hundred tags have 50 kB. */
const MOST_BYTES = 8 * 1024 * 1024
const MOST_REDIRECTS = 4

/** Octokit is large, and loaded when the first repository is asked for. */
export async function connect({ api, token, store }: ConnectOptions): Promise<Octokit> {
  const [{ Octokit }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/rest'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ])
  const silent = () => {}
  return new (Octokit.plugin(retry, throttling))({
    baseUrl: api,
    ...(token === undefined ? {} : { auth: token }),
    userAgent: 'mcp-touchstone',
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: { fetch: conditional(store) },
    retry: { retries: 1, retryAfterBaseValue: 300 },
    // Waiting for a limit to pass would take up to an hour; the evidence is optional.
    throttle: { onRateLimit: () => false, onSecondaryRateLimit: () => false },
  })
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Asks with the ETag of the answer that is stored, and takes that one where it still holds. */
function conditional(store: Store | undefined): Fetch {
  return async (url, init) => {
    const key = `github answer ${url}`
    const stored = store === undefined ? null : readStored(await store.get(key))
    const headers = new Headers(init.headers)
    if (stored !== null) headers.set('if-none-match', stored.etag)
    const response = await fetchOfOneHost(url, { ...init, headers })
    if (response.status === 304 && stored !== null) {
      return new Response(stored.body, { status: 200, headers: { 'content-type': stored.type } })
    }
    const body = await bounded(response)
    const etag = response.headers.get('etag')
    if (response.status === 200 && etag !== null && store !== undefined) {
      const about = JSON.stringify({ etag, type: response.headers.get('content-type') ?? '' })
      await store.put(key, Buffer.concat([Buffer.from(`${about}\n`), body]))
    }
    // Statuses without a body take none.
    return new Response([204, 205, 304].includes(response.status) ? null : body, {
      status: response.status,
      headers: response.headers,
    })
  }
}

/** Follows a redirect, which is how GitHub answers for a repository that moved, only within the API's own origin. */
async function fetchOfOneHost(url: string, init: RequestInit): Promise<Response> {
  let target = url
  for (let redirects = 0; redirects < MOST_REDIRECTS; redirects++) {
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

async function bounded(response: Response): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = response.body?.getReader()
  for (;;) {
    const chunk = await reader?.read()
    if (chunk === undefined || chunk.done) return Buffer.concat(chunks, length)
    length += chunk.value.length
    if (length > MOST_BYTES) {
      await reader?.cancel()
      throw new Error('the answer is too long')
    }
    chunks.push(chunk.value)
  }
}

function readStored(bytes: Uint8Array | undefined): { etag: string; type: string; body: Buffer<ArrayBuffer> } | null {
  const end = bytes?.indexOf(10) ?? -1
  if (bytes === undefined || end < 0) return null
  try {
    const { etag, type } = JSON.parse(Buffer.from(bytes.subarray(0, end)).toString()) as Record<string, unknown>
    if (typeof etag !== 'string' || typeof type !== 'string') return null
    return { etag, type, body: Buffer.from(bytes.subarray(end + 1)) }
  } catch {
    return null
  }
}

export const statusOf = (error: unknown): unknown => (error as { status?: unknown }).status

/** What a failed request means. `lasting`: it would be the same for every other repository. */
export function explain(error: unknown, withToken: boolean): { reason: string; lasting: boolean } {
  const response: JsonObject | null = objectOf((error as { response?: unknown }).response)
  // Octokit gives status 500 to an error of the network, which has no response.
  if (response === null) return { reason: "GitHub can't be reached", lasting: true }
  const status = statusOf(error)
  switch (status) {
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
