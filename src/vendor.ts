/**
 * Who stands behind a package, as far as its manifest and its name say it: what makes a host the package's own, so that a
 * server that reaches its vendor's API stays quiet. All of this is the publisher's own word; what came with the judged
 * release itself does not count when an earlier release is known.
 */
import { getDomain } from 'tldts'
import { CODE_HOSTS, MAILBOX_PROVIDERS } from '../heuristics/knowledge/domains.js'
import { COMMON_WORDS, VENDOR_ALIASES } from '../heuristics/knowledge/vendors.js'
import type { Release } from './model.js'

export interface Vendor {
  /** Registrable domains that the manifest gives as the project's own. */
  readonly domains: ReadonlySet<string>
  /** Words of scope and name that are not common ones, lower case. */
  readonly words: ReadonlySet<string>
  /** Whether a host (or a mail address' domain) is of the package's vendor. */
  owns(host: string): boolean
}

/**
 * @param candidate the release that is judged
 * @param earlier releases before it. Then only domains count that their manifests have given as well: since the first of them, or
 *   in half of them. A domain that came with a stolen release stays a stranger's in the next one.
 */
export function vendorOf(
  candidate: Pick<Release, 'name' | 'manifest'>,
  earlier: readonly Pick<Release, 'manifest'>[],
): Vendor {
  const given = earlier.map(({ manifest }) => homeDomains(manifest))
  const established = (domain: string): boolean =>
    given.length === 0 ||
    given[0]?.has(domain) === true ||
    given.filter((domains) => domains.has(domain)).length * 2 >= given.length
  const domains = new Set([...homeDomains(candidate.manifest)].filter(established))
  const words = new Set(vendorWords(candidate.name))
  const names = new Set(vendorNames(candidate.name))
  return {
    domains,
    words,
    owns(host) {
      const domain = registrable(host)
      if (domain === null) return false
      return domains.has(domain) || names.has(boughtName(domain)) || names.has(domain.replaceAll('.', ''))
    },
  }
}

/**
 * The name under which a host is registered. Suffixes under which strangers register (`workers.dev`, `github.io`) count as
 * public ones. `null` for addresses, local names and holes.
 */
export function registrable(host: string): string | null {
  const name = hostName(host).replace(/^(\{\}\.)+/, '')
  if (name.includes('{}') || name === '*' || name === '') return null
  // `s3.eu-west-1.amazonaws.com` is such a suffix, and a host too.
  return getDomain(name, { allowPrivateDomains: true }) ?? getDomain(name)
}

/** Host without port and brackets, lower case. */
export const hostName = (host: string): string =>
  host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')

/** First label of a domain that someone bought. Empty where it was free for the taking: `openai.workers.dev` is no one's in particular. */
const boughtName = (domain: string): string => (getDomain(domain) === domain ? (domain.split('.', 1)[0] ?? '') : '')

/** Registrable domains of homepage, repository, issue tracker and author; hosts that many share are none. */
export function homeDomains(manifest: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const domains = new Set<string>()
  const add = (host: string | undefined, shared: ReadonlySet<string>): void => {
    const domain = host === undefined ? null : registrable(host)
    if (domain !== null && !shared.has(domain)) domains.add(domain)
  }
  const urls = [manifest.homepage, urlIn(manifest.repository), urlIn(manifest.bugs)]
  for (const person of [manifest.author, manifest.publisher]) {
    if (typeof person === 'string') {
      urls.push(/\(([^()]*)\)/.exec(person)?.[1])
      add(/<[^<>@]*@([^<>@]+)>/.exec(person)?.[1], MAILBOX_PROVIDERS)
    } else if (isRecord(person)) {
      urls.push(person.url)
      if (typeof person.email === 'string') add(person.email.split('@').at(-1), MAILBOX_PROVIDERS)
    }
  }
  for (const url of urls) {
    // A page `/package/<name>` is a registry's, not a vendor's.
    if (typeof url === 'string' && !/\/package\//.test(url)) add(hostOf(url), CODE_HOSTS)
  }
  return domains
}

/**
 * What a package's scope and name call its vendor: a part that has one distinctive word by that word, one of several words by all
 * of them together. Any one of several words is some stranger's: `@very-long-scope` says nothing of long.example.
 */
export function vendorNames(name: string): string[] {
  const names = partsOfName(name).flatMap((part) => {
    const distinctive = wordsOf(part).filter(isDistinctive)
    return distinctive.length < 2 ? distinctive : [wordsOf(part).join(''), distinctive.join('')]
  })
  return [...new Set([...names, ...wholesOf(name)])]
}

/** Words of a package's scope and name that may name its vendor, and the scope as a whole. */
export function vendorWords(name: string): string[] {
  const [scope, bare] = partsOfName(name)
  return [...new Set([...wordsOf(bare), ...wordsOf(scope)].filter(isDistinctive).concat(wholesOf(name)))]
}

const partsOfName = (name: string): readonly [scope: string, bare: string] =>
  name.startsWith('@') ? [name.slice(1).split('/', 1)[0] ?? '', name.split('/')[1] ?? ''] : ['', name]

/** A scope, and a bare name that holds a distinctive word, each written as one. */
function wholesOf(name: string): string[] {
  const [scope, bare] = partsOfName(name)
  // `@tally-bird/mcp` and tallybird.com
  const whole = scope.toLowerCase().replace(/[^a-z0-9]/g, '')
  // `desktop-commander` and desktopcommander.app: common words count together with a distinctive one.
  const together = wordsOf(bare).some(isDistinctive)
    ? [wordsOf(bare).join(''), wordsOf(bare).filter(isDistinctive).join('')]
    : []
  return [...(isDistinctive(whole) ? [whole] : []), ...together]
}

/**
 * Whether a word (of a variable, a package, a tool) names the one to whom a host belongs: `OPENAI_API_KEY` and
 * api.openai.com, `XAI_API_KEY` and api.x.ai, `GH_TOKEN` and api.github.com; and with what vendors put around their names,
 * `POSTMAN_API_KEY` and api.getpostman.com. `openai-telemetry.com` is no one's in particular.
 */
export const namesHost = (words: Iterable<string>, host: string): boolean => {
  const all = [...words]
  return namesHostExactly(all, host) || all.some((word) => isAlike(word, host))
}

/** Without anything around the name: what a look-alike can't have as long as the vendor has it. */
export function namesHostExactly(words: Iterable<string>, host: string): boolean {
  const domain = registrable(host)
  if (domain === null) return false
  // Names of the API are suffixes of their own (`maps.googleapis.com`): it is their owner who counts.
  const owner = getDomain(domain) ?? domain
  const label = boughtName(domain).replaceAll('-', '')
  const joined = owner === domain ? domain.replace(/[.-]/g, '') : ''
  for (const word of words) {
    if (word.length < 2) continue
    if (word === label || word === joined || VENDOR_ALIASES[word]?.includes(owner)) return true
  }
  return false
}

function isAlike(word: string, host: string): boolean {
  const label = boughtName(registrable(host) ?? '')
  // Vendors' own domains hardly ever have a hyphen; look-alikes nearly always do.
  if (label.includes('-') || Math.min(word.length, label.length) < 4) return false
  const [longer, shorter] = word.length > label.length ? [word, label] : [label, word]
  return (
    (longer.startsWith(shorter) && AFTER.has(longer.slice(shorter.length))) ||
    (longer.endsWith(shorter) && BEFORE.has(longer.slice(0, -shorter.length)))
  )
}

/** What vendors put before and after their names to get a domain that is free. */
const BEFORE: ReadonlySet<string> = new Set('get use try go join the my with hey team is'.split(' '))
const AFTER: ReadonlySet<string> = new Set(
  's app apps hq api apis aws lab labs inc io ai so cloud corp mail content usercontent graph online site web hub dev data db sdk works software systems tech team teams one now search usa eu'.split(
    ' ',
  ),
)

/** Words of a variable's name that are not common ones: `TALLY_BIRD_API_KEY` → tally, bird, tallybird. */
export function secretWords(name: string): string[] {
  const words = wordsOf(name).filter(isDistinctive)
  return words.length > 1 ? [...words, words.join('')] : words
}

const wordsOf = (name: string): string[] =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

const isDistinctive = (word: string): boolean => word.length >= 2 && !COMMON_WORDS.has(word) && !/^v?\d+$/.test(word)

const urlIn = (value: unknown): unknown => (isRecord(value) ? value.url : value)

function hostOf(url: string): string | undefined {
  const host = /^(?:git\+)?(?:https?|git|ssh):\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url.trim())?.[1]
  return host ?? /^[^@/\s]+@([^:/\s]+):/.exec(url.trim())?.[1]
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
