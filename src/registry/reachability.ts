/**
 * Spares an audit of many servers the same long wait again and again: a host that never answered, while several
 * requests to it ran out of time or found no connection, is not asked any more in this run.
 */
import { HttpError } from './http.js'

/** One hanging request may be the fault of one package; three without any answer are the host's or the network's. */
const FAILURES = 3

export interface Reachability {
  /** Runs the request, or throws what the last one to this host failed with. */
  guard<T>(url: string, request: () => Promise<T>): Promise<T>
}

export function createReachability(): Reachability {
  const hosts = new Map<string, { answered: boolean; failures: number; last: HttpError | null }>()
  return {
    async guard(url, request) {
      const key = hostOf(url)
      const host = hosts.get(key) ?? { answered: false, failures: 0, last: null }
      hosts.set(key, host)
      if (!host.answered && host.failures >= FAILURES && host.last) throw host.last
      try {
        const result = await request()
        host.answered = true
        return result
      } catch (error) {
        if (error instanceof HttpError && (error.problem.kind === 'timeout' || error.problem.kind === 'network')) {
          host.failures++
          host.last = error
        } else host.answered = true
        throw error
      }
    },
  }
}

function hostOf(url: string): string {
  try {
    return new URL(url).host
  } catch {
    return ''
  }
}
