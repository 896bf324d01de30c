/**
 * One bounded GET, with npm's credentials, proxies and certificates.
 *
 * pacote reads answers of any length into memory, ignores Retry-After, and lets a redirect to another port or to plain
 * http keep the Authorization header. So this file uses the parts that pacote is made of: `make-fetch-happen` for
 * the connection and `npm-registry-fetch` for the choice of credentials, which are asked for anew at each redirect.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import fetch from 'make-fetch-happen'
import registryFetch from 'npm-registry-fetch'
import { agentFor } from './agents.js'

export interface Timing {
  /** Milliseconds without a byte, before and within an answer. */
  readonly idle: number
  /** Milliseconds that one attempt may take in all. */
  readonly total: number
  /** Milliseconds before each further attempt; as many as there are entries. npm's own default is two. */
  readonly retries: readonly number[]
  /** Milliseconds that a `Retry-After` may ask for; a longer one ends the attempts. */
  readonly longestRetryAfter: number
}

/**
 * npm waits five minutes for a silent registry; an audit of many servers must not. The total leaves a tarball at its
 * limit the time to pass a 3 Mbit/s line.
 */
export const DEFAULT_TIMING: Timing = { idle: 20_000, total: 300_000, retries: [500, 2_000], longestRetryAfter: 20_000 }

export interface GetOptions {
  /** npm's flat options. */
  readonly npm: Readonly<Record<string, unknown>>
  /** Base URL of the registry that the request belongs to; decides on credentials. */
  readonly registry: string
  /** Package whose scope picks the credentials. */
  readonly spec: string
  readonly headers: Readonly<Record<string, string>>
  readonly maxBytes: number
  readonly timing: Timing
  /** Ends the request at once, and every attempt after it. */
  readonly signal?: AbortSignal | undefined
}

export interface Answer {
  readonly status: number
  readonly bytes: Uint8Array
  readonly etag: string | null
}

export type HttpProblem =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** `code` is Node's, for instance ENOTFOUND. */
  | { readonly kind: 'network'; readonly code: string }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'too-large'; readonly maxBytes: number }
  | { readonly kind: 'url'; readonly why: string }

/** `problem` says all; `host` is where the request went, without credentials. */
export class HttpError extends Error {
  readonly problem: HttpProblem
  readonly host: string

  constructor(problem: HttpProblem, host: string) {
    super(`${problem.kind} at ${host}`)
    this.name = 'HttpError'
    this.problem = problem
    this.host = host
  }
}

const REDIRECTS = [301, 302, 303, 307, 308]
/** As the Fetch standard has it; npm follows as many. */
const MOST_REDIRECTS = 20
const RETRIED_STATUS = (status: number) => status === 408 || status === 420 || status === 429 || status >= 500
/** Errors after which another attempt can help. A name that does not resolve stays so. */
const RETRIED_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EAI_AGAIN', 'EPIPE', 'ECONNABORTED'])

/**
 * Gets a URL. Status 200 and 304 come back; everything else is thrown.
 *
 * @throws HttpError
 */
export async function get(url: string, options: GetOptions): Promise<Answer> {
  const { retries, longestRetryAfter } = options.timing
  for (let attempt = 0; ; attempt++) {
    try {
      return await getOnce(url, options)
    } catch (error) {
      const pause = retries[attempt]
      if (!(error instanceof HttpError) || pause === undefined) throw error
      const wait = pauseAfter(error.problem, attempt, pause)
      if (wait === null || wait > longestRetryAfter) throw error
      await sleep(wait, undefined, { signal: options.signal }).catch(() => {})
    }
  }
}

/** Milliseconds to wait before another attempt; `null` where none can help. */
function pauseAfter(problem: HttpProblem, attempt: number, pause: number): number | null {
  if (problem.kind === 'status') return RETRIED_STATUS(problem.status) ? (problem.retryAfter ?? pause) : null
  if (problem.kind === 'network') return RETRIED_CODES.has(problem.code) ? pause : null
  // A silent host costs a whole idle time for each attempt, so it gets one more.
  return problem.kind === 'timeout' && attempt === 0 ? pause : null
}

async function getOnce(url: string, options: GetOptions): Promise<Answer> {
  const { timing, signal } = options
  const controller = new AbortController()
  const stop = () => controller.abort()
  if (signal?.aborted) throw new HttpError({ kind: 'cancelled' }, '')
  signal?.addEventListener('abort', stop, { once: true })
  const total = setTimeout(stop, timing.total)
  let idle = setTimeout(stop, timing.idle)
  const alive = () => {
    clearTimeout(idle)
    idle = setTimeout(stop, timing.idle)
  }
  let at = ''
  try {
    let target = requestUrl(url)
    for (let redirects = 0; ; redirects++) {
      at = target.host
      const response = await fetch(target.href, requestOptions(target, options, controller.signal))
      alive()
      // An abort reports to the body, also when nobody reads it any longer.
      response.body.on('error', () => {})
      if (REDIRECTS.includes(response.status)) {
        response.body.resume()
        if (redirects === MOST_REDIRECTS) throw new HttpError({ kind: 'url', why: 'redirects without end' }, at)
        target = redirectUrl(response.headers.get('location'), target)
        continue
      }
      if (response.status !== 200 && response.status !== 304) {
        response.body.resume()
        const retryAfter = millisecondsOf(response.headers.get('retry-after'))
        throw new HttpError(
          { kind: 'status', status: response.status, ...(retryAfter === null ? {} : { retryAfter }) },
          at,
        )
      }
      const bytes = await readBounded(response.body, options.maxBytes, at, alive)
      return { status: response.status, bytes, etag: response.headers.get('etag') }
    }
  } catch (error) {
    if (error instanceof HttpError) throw error
    if (signal?.aborted) throw new HttpError({ kind: 'cancelled' }, at)
    if (controller.signal.aborted) throw new HttpError({ kind: 'timeout' }, at)
    throw new HttpError({ kind: 'network', code: codeOf(error) }, at)
  } finally {
    clearTimeout(total)
    clearTimeout(idle)
    signal?.removeEventListener('abort', stop)
    // Ends what an error left open: a body that is too large would go on arriving.
    controller.abort()
  }
}

async function readBounded(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  host: string,
  alive: () => void,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    alive()
    length += chunk.length
    if (length > maxBytes) throw new HttpError({ kind: 'too-large', maxBytes }, host)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, length)
}

function requestOptions(target: URL, options: GetOptions, signal: AbortSignal): Record<string, unknown> {
  const { npm } = options
  const auth = credentials(target, options)
  const connection = {
    ca: npm.ca,
    cert: auth.cert ?? npm.cert,
    key: auth.key ?? npm.key,
    localAddress: npm.localAddress,
    maxSockets: npm.maxSockets,
    noProxy: npm.noProxy,
    proxy: npm.httpsProxy || npm.proxy,
    strictSSL: npm.strictSSL,
  }
  const agent = agentFor(target, connection)
  const authorization = auth.token ? `Bearer ${auth.token}` : auth.auth ? `Basic ${auth.auth}` : null
  return {
    method: 'GET',
    headers: { ...options.headers, ...(authorization === null ? {} : { authorization }) },
    redirect: 'manual',
    cache: 'no-store',
    retry: { retries: 0 },
    signal,
    ...(agent === null ? connection : { agent, strictSSL: npm.strictSSL }),
  }
}

const NO_CREDENTIALS = { token: null, auth: null, cert: null, key: null }

/** npm keeps credentials by host and path, blind to the protocol: one meant for https must not go out in clear text. */
function credentials(target: URL, { npm, registry, spec }: GetOptions) {
  if (target.protocol === 'http:' && !registry.startsWith('http:')) return NO_CREDENTIALS
  return registryFetch.getAuth(target.href, { ...npm, registry, spec })
}

function requestUrl(url: string): URL {
  const parsed = tryUrl(url)
  if (parsed === null) throw new HttpError({ kind: 'url', why: 'is no URL' }, 'an invalid URL')
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw new HttpError({ kind: 'url', why: `uses ${parsed.protocol} and not https` }, parsed.host || parsed.protocol)
  }
  return parsed
}

function redirectUrl(location: string | null, from: URL): URL {
  const target = location === null ? null : tryUrl(location, from)
  if (target === null) throw new HttpError({ kind: 'url', why: 'redirects to nowhere' }, from.host)
  const checked = requestUrl(target.href)
  // A stranger's redirect chooses no identity to sign in with.
  checked.username = ''
  checked.password = ''
  return checked
}

function tryUrl(url: string, base?: URL): URL | null {
  try {
    return new URL(url, base)
  } catch {
    return null
  }
}

/** `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3). */
function millisecondsOf(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter) * 1000
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now())
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' ? code : 'unknown error'
}
