/**
 * What the values of a lock look like. Reader and schema share these; none of them backtracks over more than one repetition.
 */
import { PackageURL } from 'packageurl-js'
import type { LaunchKind } from '../model.js'

export const LOCK_KINDS = [
  'npm',
  'pypi',
  'oci',
  'git',
  'remote',
  'local',
  'unknown',
] as const satisfies readonly LaunchKind[]

/** Standard base64 of 20, 32, 48 and 64 bytes. */
const HASH = 'sha1-[A-Za-z0-9+/]{27}=|sha256-[A-Za-z0-9+/]{43}=|sha384-[A-Za-z0-9+/]{64}|sha512-[A-Za-z0-9+/]{86}=='

/** Subresource integrity: one or more hashes, as registries state them. */
export const INTEGRITY = new RegExp(`^(?:${HASH})(?: (?:${HASH})){0,15}$`)

/** A digest that touchstone makes. */
export const DIGEST = /^sha256-[A-Za-z0-9+/]{43}=$/

export const DAY = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** As `fingerprint` in judge.ts makes it. */
export const FINGERPRINT = /^[0-9a-f]{64}$/

/** Ids of clients. */
export const CLIENT = /^[A-Za-z0-9][\w.-]{0,63}$/

/** What npm takes for a name, or took once; `%` where `dependencyKey` wrote out what it never took. */
const NPM_NAME = "(?:@(?!\\.{1,2}/)[\\w!~*'().%-]{1,1000}/)?(?![._])[\\w!~*'().%-]{1,1000}"

export const NPM_PACKAGE = new RegExp(`^${NPM_NAME}$`)

/** `name@version`. */
export const DEPENDENCY = new RegExp(`^${NPM_NAME}@[\\s\\S]+$`)

/** `kind:name` or `kind:origin`, `#2` behind it where specs differ: printable, without blanks around it. */
export const SERVER_KEY = new RegExp(`^(?:${LOCK_KINDS.join('|')}):(?=\\S)[^\\p{Cc}]{1,1000}(?<=\\S)$`, 'u')

const NPM_KEY = new RegExp(`^npm:${NPM_NAME}(?:#\\d{1,6})?$`)

/** `kind value`, behind `install ` or `dormant ` where it does not run. */
export const FACT_LINE = /^(?:(install|dormant) )?([a-z]+(?:[.-][a-z]+)*) ([\s\S]*)$/

/** Whether a text can be the key of a server: no path of a machine, and no way out of a folder in the place of a name. */
export function isServerKey(text: string): boolean {
  if (!SERVER_KEY.test(text)) return false
  const [, kind = '', rest = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? []
  if (kind === 'npm') return NPM_KEY.test(text)
  if (kind === 'pypi' || kind === 'oci') return !/(?:^|[\\/])\.{0,2}(?:[\\/]|$)/.test(rest)
  return !isMachinePath(rest)
}

/** Whether a day of this form is in the calendar. */
export function isDay(text: string): boolean {
  if (!DAY.test(text)) return false
  const moment = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
}

/** A path of one machine: from its root, from a drive, of a network's computer, or as a `file:` address. */
export const isMachinePath = (text: string): boolean => /^(?:[\\/]|[A-Za-z]:[\\/]|(?:git\+)?file:)/i.test(text)

/** Type of the purls of a kind; other kinds have any. */
const PURL_TYPES: Partial<Record<LaunchKind, string>> = { npm: 'npm', local: 'generic' }

/** Whether a text is the purl of one release, in the one form that packageurl-js gives it: any other could hide a path. */
export function isReleasePurl(text: string, kind: LaunchKind): boolean {
  try {
    const purl = PackageURL.fromString(text)
    const { type, namespace, name, version } = purl
    if (!name || !version || purl.toString() !== text || (PURL_TYPES[kind] ?? type) !== type) return false
    return kind !== 'npm' || NPM_PACKAGE.test(namespace ? `${namespace}/${name}` : name)
  } catch {
    return false
  }
}
