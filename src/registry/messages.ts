/** What a failed request means to the person who reads it: message and next step. */
import { megabytes } from '../host.js'
import { HttpError } from './http.js'

const NETWORK = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'ECONNREFUSED'])
const CERTIFICATE = /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY/

/** @returns the message, which completes the sentence "<package> …: …", and the remedy; neither holds a credential. */
export function messageOf(error: unknown, what: 'packument' | 'tarball'): [message: string, remedy: string] {
  if (!(error instanceof HttpError)) throw error
  const { problem, host } = error
  switch (problem.kind) {
    case 'status':
      return statusMessage(problem.status, problem.retryAfter, host, what)
    case 'timeout':
      return [`${host} stopped answering`, 'Check the network and the proxy settings of npm, then try again.']
    case 'cancelled':
      return ['was not asked for: the audit was stopped', 'Audit again.']
    case 'too-large':
      return [
        `the ${what} is larger than ${megabytes(problem.maxBytes)}`,
        'No package of an MCP server is ordinarily that large; look at it by hand.',
      ]
    case 'url':
      return [
        `the ${what}'s address ${problem.why} (${host})`,
        'Check that the configured registry serves npm packages.',
      ]
    case 'network':
      if (CERTIFICATE.test(problem.code)) {
        return [
          `the certificate of ${host} can't be verified (${problem.code})`,
          "Add your organisation's certificate with `npm config set cafile`.",
        ]
      }
      return [
        NETWORK.has(problem.code)
          ? `${host} can't be reached (${problem.code})`
          : `the connection to ${host} broke off (${problem.code})`,
        'Check the network and the proxy settings of npm, or audit from the cache with --offline.',
      ]
  }
}

function statusMessage(
  status: number,
  retryAfter: number | undefined,
  host: string,
  what: 'packument' | 'tarball',
): [message: string, remedy: string] {
  if (status === 404 || status === 410) {
    return [
      what === 'packument' ? `is not in the registry (${host})` : `the tarball is not in the registry (${host})`,
      'If it is private, set the registry of its scope with `npm config set @scope:registry URL`; else the name may be wrong.',
    ]
  }
  if (status === 401 || status === 403) {
    return [
      `${host} refuses access (${status})`,
      'Sign in with `npm login`, or check the token in your `.npmrc` and whether it may read this package.',
    ]
  }
  if (status === 429) {
    const seconds = retryAfter === undefined ? null : Math.ceil(retryAfter / 1000)
    return [
      `${host} has had too many requests (429)`,
      seconds === null ? 'Wait a while, then try again.' : `Try again in ${seconds} seconds.`,
    ]
  }
  return [`${host} answers with an error (${status})`, 'Try again later; the registry may have an outage.']
}
