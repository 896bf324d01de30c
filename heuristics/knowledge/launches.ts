/** What a launch is at heart, so that two of them can be compared without their words. */

import type { Launch } from '../../src/model.js'
import { registrable } from '../../src/vendor.js'
import { KNOWN_IMAGES, PYPI_SERVERS } from './known-servers.js'
import { WELL_KNOWN_SERVERS } from './popular-packages.js'

/** Names that people give while they try things out; two servers so called have nothing to do with each other. */
const GENERIC: ReadonlySet<string> = new Set(
  `server servers test tests testing mcp mcps demo example examples sample local localhost dev development prod production staging
  default main app api tool tools custom remote proxy gateway my mine myserver mymcp mymcpserver mcpserver localserver localmcp
  testserver testmcp demoserver exampleserver sampleserver remoteserver helloworld hello foo bar temp tmp new untitled stdio http sse
  backend frontend project workspace servername yourserver yourservername`
    .split(/\s+/)
    .filter(Boolean),
)

export const isGenericName = (name: string): boolean => {
  const letters = name.toLowerCase().replace(/[^\p{L}]+/gu, '')
  return letters.length < 2 || GENERIC.has(letters)
}

export interface Identity {
  /** Equal for launches of one thing; it may hold folders of this machine. */
  readonly id: string
  /** For people and for fingerprints: no folder of this machine. */
  readonly name: string
  /** As written, where it is a package. */
  readonly spec: string | null
  readonly kind: Launch['kind']
}

/** Origins of servers on this machine. */
const isLoopback = (origin: string): boolean =>
  /^[a-z]+:\/\/(localhost|[^/:]+\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1?\])(:\d+)?\/?$/i.test(origin)

/** @returns `null` where it can't be told, and for a server that is tried out on this machine */
export function identityOf(launch: Launch): Identity | null {
  const { kind, packages, origin } = launch
  const last = packages.at(-1)
  // A bridge around a URL is the URL; around another package, that package.
  if (last !== undefined && (packages.length > 1 || origin === null || kind === 'oci')) {
    return { id: `${last.ecosystem}:${last.name}`, name: last.name, spec: last.spec, kind }
  }
  if (origin === null || kind === 'unknown') return null
  if (kind === 'remote' || packages.length > 0) {
    return isLoopback(origin) ? null : { id: `url:${origin}`, name: origin, spec: null, kind }
  }
  if (kind !== 'local') return { id: `${kind}:${origin}`, name: origin, spec: null, kind }
  const path = origin.replaceAll('\\', '/')
  const [, installed] = /^.*\/node_modules\/((?:@[^/]+\/)?[^/@]+)\//s.exec(path) ?? []
  if (installed !== undefined) return { id: `npm:${installed}`, name: installed, spec: null, kind }
  // The same program is written from the root, from the home folder and from the project.
  const parts = path.split('/').filter((part) => part !== '' && part !== '.')
  return { id: `local:${parts.slice(-3).join('/')}`, name: parts.at(-1) ?? path, spec: null, kind }
}

/** Whether it is one of the packages and images that everyone knows; an address never is. */
export const isWellKnown = ({ id, name }: Identity): boolean =>
  (id.startsWith('npm:') && WELL_KNOWN_SERVERS.has(name)) ||
  (id.startsWith('pypi:') && PYPI_SERVERS.has(name)) ||
  (id.startsWith('oci:') && (KNOWN_IMAGES.has(name) || /^mcp\/[^/]+$/.test(name)))

/**
 * One vendor's server in two forms, as far as names can vouch for it: two well-known ones that share a word, one and an address
 * whose domain is called like a word of it, or two addresses of one domain.
 */
export function areOfOneVendor(one: Identity, other: Identity): boolean {
  const domains = [one, other].map(({ id }) => (id.startsWith('url:') ? domainOf(id.slice(4)) : null))
  if (domains[0] !== null && domains[1] !== null) return domains[0] === domains[1]
  const [address, ...more] = domains.filter((domain) => domain !== null)
  const known = [one, other].filter(isWellKnown)
  if (address === undefined) return known.length === 2 && shareWord(one.name, other.name)
  const [label = ''] = address.split('.', 1)
  return (
    more.length === 0 &&
    known.some(({ name }) =>
      name
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .includes(label),
    )
  )
}

const wordsOf = (name: string): string[] =>
  name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 3 && !/^(server|modelcontextprotocol|ghcr|docker)$/.test(word))

const shareWord = (one: string, other: string): boolean => wordsOf(one).some((word) => wordsOf(other).includes(word))

function domainOf(origin: string): string | null {
  return URL.canParse(origin) ? registrable(new URL(origin).hostname) : null
}
