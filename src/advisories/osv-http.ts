/**
 * Requests to OSV: bounded, with npm's proxies and certificates, without any credential, and to one origin alone.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import fetch from 'make-fetch-happen'
import { megabytes } from '../host.js'
import type { Timing } from '../registry/http.js'
import { parseUntrusted } from '../registry/untrusted-json.js'

export interface OsvHttp {
  /** Host and port, for messages. */
  readonly host: string
  /**
   * @param path below the endpoint, beginning with a slash
   * @param body makes it a POST
   * @throws OsvError
   */
  ask(path: string, options: { readonly body?: unknown; readonly maxBytes: number }): Promise<unknown>
}

/** `message` completes "OSV was asked, and …"; `lasting`: every other request would fare the same. */
export class OsvError extends Error {
  readonly lasting: boolean

  constructor(message: string, lasting: boolean) {
    super(message)
    this.name = 'OsvError'
    this.lasting = lasting
  }
}

/** Optional evidence must not hold an audit up: less patience than with a registry. */
export const OSV_TIMING: Timing = { idle: 10_000, total: 60_000, retries: [500, 2_000], longestRetryAfter: 10_000 }

/** Errors of a connection after which another attempt can help. A name that does not resolve stays so. */
const RETRIED_CODES = new Set(['ECONNRESET', 'ECONNREFUSED', 'ETIMEDOUT', 'EAI_AGAIN', 'EPIPE', 'ECONNABORTED'])

/** What went wrong with one attempt, and whether another one can help. */
class Attempt extends Error {
  readonly lasting: boolean
  /** Milliseconds to wait; `null`: no use. `undefined`: as the timing has it. */
  readonly retry: number | null | undefined

  constructor(message: string, about: { readonly lasting: boolean; readonly retry: number | null | undefined }) {
    super(message)
    this.lasting = about.lasting
    this.retry = about.retry
  }
}

/**
 * @param endpoint without a slash at its end
 * @param npm npm's flat options, of which only how to reach hosts is taken
 */
export function createOsvHttp(
  endpoint: string,
  npm: Readonly<Record<string, unknown>>,
  timing: Timing = OSV_TIMING,
  signal?: AbortSignal,
): OsvHttp {
  const { host } = new URL(endpoint)
  return {
    host,
    async ask(path, options) {
      for (let attempt = 0; ; attempt++) {
        try {
          return await once(`${endpoint}${path}`, options, npm, timing, signal)
        } catch (error) {
          if (!(error instanceof Attempt)) throw error
          const pause = timing.retries[attempt]
          const wait = error.retry === undefined ? pause : error.retry
          if (pause === undefined || wait === undefined || wait === null || wait > timing.longestRetryAfter) {
            throw new OsvError(error.message, error.lasting)
          }
          await sleep(wait, undefined, { signal }).catch(() => {})
        }
      }
    },
  }
}

async function once(
  url: string,
  { body, maxBytes }: { readonly body?: unknown; readonly maxBytes: number },
  npm: Readonly<Record<string, unknown>>,
  timing: Timing,
  ending: AbortSignal | undefined,
): Promise<unknown> {
  const controller = new AbortController()
  const stop = () => controller.abort()
  if (ending?.aborted) throw new Attempt('it was stopped', { lasting: true, retry: null })
  ending?.addEventListener('abort', stop, { once: true })
  const total = setTimeout(stop, timing.total)
  let idle = setTimeout(stop, timing.idle)
  const { host } = new URL(url)
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', 'user-agent': 'mcp-touchstone', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      cache: 'no-store',
      retry: { retries: 0 },
      signal: controller.signal,
      ca: npm.ca,
      localAddress: npm.localAddress,
      maxSockets: npm.maxSockets,
      noProxy: npm.noProxy,
      proxy: npm.httpsProxy || npm.proxy,
      strictSSL: npm.strictSSL,
    })
    // An abort reports to the body, also when nobody reads it any longer.
    response.body.on('error', () => {})
    if (response.status !== 200) throw refused(response.status, response.headers.get('retry-after'), host)
    const chunks: Uint8Array[] = []
    let length = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      clearTimeout(idle)
      idle = setTimeout(stop, timing.idle)
      length += chunk.length
      if (length > maxBytes) {
        throw new Attempt(`${host} answers with more than ${megabytes(maxBytes)}`, { lasting: false, retry: null })
      }
      chunks.push(chunk)
    }
    return parsed(Buffer.concat(chunks, length), host)
  } catch (error) {
    if (error instanceof Attempt) throw error
    if (ending?.aborted) throw new Attempt('it was stopped', { lasting: true, retry: null })
    if (controller.signal.aborted) throw new Attempt(`${host} stopped answering`, { lasting: true, retry: null })
    const { code } = error as { code?: unknown }
    const name = typeof code === 'string' ? code : 'unknown error'
    const retry = RETRIED_CODES.has(name) ? undefined : null
    throw new Attempt(`${host} can't be reached (${name})`, { lasting: true, retry })
  } finally {
    clearTimeout(total)
    clearTimeout(idle)
    ending?.removeEventListener('abort', stop)
    // Ends what an error left open: a body that is too large would go on arriving.
    controller.abort()
  }
}

function refused(status: number, retryAfter: string | null, host: string): Attempt {
  // A redirect would take the names of packages to a host that nobody chose.
  if (status >= 300 && status < 400) {
    return new Attempt(`${host} redirects elsewhere`, { lasting: true, retry: null })
  }
  const passing = status === 408 || status === 429 || status >= 500
  return new Attempt(`${host} answers with an error (${status})`, {
    // One record may be missing; the service is not.
    lasting: passing || status === 401 || status === 403,
    retry: passing ? millisecondsOf(retryAfter) : null,
  })
}

function parsed(bytes: Uint8Array, host: string): unknown {
  try {
    return parseUntrusted(bytes)
  } catch {
    throw new Attempt(`${host} answers with what is no JSON`, { lasting: false, retry: null })
  }
}

/** `Retry-After`: seconds or an HTTP date (RFC 9110, 10.2.3). */
function millisecondsOf(retryAfter: string | null): number | undefined {
  if (retryAfter === null) return undefined
  if (/^\d{1,9}$/.test(retryAfter.trim())) return Number(retryAfter) * 1000
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now())
}
