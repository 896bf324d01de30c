/**
 * What an address is: its canonical host, whether it leaves the machine, and whether strangers own what it reaches.
 * No name is special by its look: `.example`, `.invalid` and the documentation ranges count as any other.
 */
import ipaddr from 'ipaddr.js'
import { getDomain } from 'tldts'
import { draft, type FactDraft } from '../draft.js'
import { dropService } from './drop-services.js'

export interface ClassifiedHost {
  /** Canonical: lower case, punycode, IPv4 dotted, IPv6 in brackets; port kept as given. */
  readonly host: string
  /** By the public suffix list, private suffixes included: a tenant of a shared host is a domain of its own. */
  readonly registrable: string | null
  /** Loopback, private, link-local, or a name that only a local network resolves. */
  readonly local: boolean
  /** An address literal that is not local. */
  readonly publicIp: boolean
  /** Category of the drop service, where the whole host is one. See `hostFacts` for those that depend on the path. */
  readonly drop: string | null
}

export interface UrlHost {
  /** Lower case, without the colon; '' when computed or absent (`//host/`). */
  readonly scheme: string
  /** Canonical, `:port` only when it is constant and not the scheme's default; holes are `{}`. */
  readonly host: string
  /** Whether the host has a hole. */
  readonly computed: boolean
  /** Path and query template from the first `/`, '' when there is none. */
  readonly path: string
}

/** A URL longer than this is data, not an address (browsers stop at 2 MB, servers at about 8 KB). */
const LONGEST_URL = 8192
/** Stands for a hole while the URL parser works; a label that no name uses. */
const HOLE = 'xzqholeqzx'

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443', ws: '80', wss: '443', ftp: '21' }
/** Schemes for which the URL parser takes `\` for `/` and any number of slashes. WHATWG URL, "special scheme". */
const SPECIAL = new Set(Object.keys(DEFAULT_PORTS))
/** Schemes that look like an address and reach none. */
const NOT_ADDRESSES = new Set([
  'file',
  'data',
  'blob',
  'javascript',
  'mailto',
  'node',
  'npm',
  'urn',
  'about',
  'chrome',
  'vscode',
])

/** Ranges of ipaddr.js that no packet crosses into the internet. The documentation ranges are `reserved`, thus public here. */
const LOCAL_RANGES = new Set([
  'unspecified',
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'multicast',
  'broadcast',
  'carrierGradeNat',
])
/** RFC 6761, RFC 6762, RFC 8375, the names that container runtimes give to the machine itself, and services of a Kubernetes cluster. */
const LOCAL_SUFFIXES = [
  ...['localhost', 'local', 'internal', 'lan', 'home.arpa', 'localdomain', 'intranet', 'corp', 'home'],
  'svc',
]
/** Where clouds hand out the credentials of the machine. */
const METADATA_HOSTS = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '[fd00:ec2::254]',
  'metadata.google.internal',
  '100.100.100.200',
])
/** Public resolvers that programs ask on purpose, or connect to so as to learn their own local address. */
const RESOLVERS = new Set(['8.8.8.8', '8.8.4.4', '1.1.1.1', '1.0.0.1', '9.9.9.9', '208.67.222.222', '208.67.220.220'])

/** Names of schemas, XML vocabularies and specifications: identifiers that happen to be URLs. Hosts, or host and path prefix. */
const NAMESPACES: readonly string[] = [
  'json-schema.org',
  'json.schemastore.org',
  'www.w3.org',
  'w3.org',
  'w3id.org',
  'schema.org',
  'schemas.microsoft.com',
  'schemas.openxmlformats.org',
  'schemas.xmlsoap.org',
  'schemas.android.com',
  'schemas.google.com',
  'schemas.dmtf.org',
  'purl.org',
  'purl.oclc.org',
  'xmlns.com',
  'xmlns.jcp.org',
  'java.sun.com',
  'ns.adobe.com',
  'docs.oasis-open.org',
  'www.oasis-open.org',
  'tools.ietf.org',
  'datatracker.ietf.org',
  'www.ietf.org',
  'www.rfc-editor.org',
  'rfc-editor.org',
  'www.iana.org',
  'www.unicode.org',
  'unicode.org',
  'ogp.me',
  'rdfs.org',
  'spdx.org',
  'relaxng.org',
  'www.opengis.net',
  'www.topografix.com',
  'www.sitemaps.org',
  'spec.openapis.org',
  'spec.graphql.org',
  'tc39.es',
  'tc39.github.io',
  'www.ecma-international.org',
  'html.spec.whatwg.org',
  'url.spec.whatwg.org',
  'fetch.spec.whatwg.org',
  'www.apple.com/DTDs',
  'creativecommons.org/ns',
  'openid.net/specs',
]
const namespaceHosts = new Set(NAMESPACES.filter((one) => !one.includes('/')))
const namespacePrefixes = NAMESPACES.filter((one) => one.includes('/'))

/**
 * @param host name or address as written, with or without a port; may hold holes
 * @returns what is known of it; never throws
 */
export function classifyHost(host: string): ClassifiedHost {
  const { name, port } = splitPort(host.slice(0, LONGEST_URL))
  const canonical = canonicalName(name) ?? name.toLowerCase()
  const address = addressOf(canonical)
  const local = address ? LOCAL_RANGES.has(address.range()) : isLocalName(canonical)
  return {
    host: port === '' ? canonical : `${canonical}:${port}`,
    registrable: address || local ? null : registrableOf(canonical),
    local,
    publicIp: address !== null && !local,
    drop: dropService(canonical, '')?.category ?? null,
  }
}

/**
 * @param template a URL whose holes are `{}`; anything else gives null
 * @returns its host as a URL parser would take it: after the last `@`, `\` as `/`, numbers as IPv4
 */
export function hostOfUrl(template: string): UrlHost | null {
  if (template.length > LONGEST_URL) return null
  // What the URL parser drops first: C0 and space around, tab and line end anywhere.
  const text = template.replace(/^[\u0000-\u0020]{1,100}|[\t\n\r]/g, '')
  const head = /^([A-Za-z][A-Za-z0-9+.-]{0,30}(?=:)|\{\}(?=:[/\\]))?:?/.exec(text)
  if (!head || head[0] === '') {
    if (!text.startsWith('//')) return null
  }
  const written = head?.[1] ?? ''
  const scheme = written === '{}' ? '' : written.toLowerCase()
  if (NOT_ADDRESSES.has(scheme)) return null
  const special = scheme === '' || SPECIAL.has(scheme)
  let at = written.length
  if (text[at] === ':') at++
  else if (written !== '') return null
  const slashes = at
  while (text[at] === '/' || (special && text[at] === '\\')) at++
  // `https:/x.com` and `https:x.com` are addresses too; a word with a colon is not.
  if (at - slashes < 2 && !(SPECIAL.has(scheme) && (at > slashes || /^[\w-]{1,63}\./.test(text.slice(at))))) return null

  let end = at
  while (end < text.length && !isAuthorityEnd(text[end] ?? '', special)) end++
  const authority = text.slice(at, end)
  let path = text.slice(end)
  let hostPort = authority.slice(authority.lastIndexOf('@') + 1)
  // `https://api.x.com{}`: the hole after a whole name is the path that a base URL is joined with.
  if (/[^{}]\{\}$/.test(hostPort) && isWhole(hostPort.slice(0, -2))) {
    hostPort = hostPort.slice(0, -2)
    path = `/{}${path}`
  }
  const { name, port } = splitPort(hostPort)
  if (name === '') return null
  const canonical = canonicalName(name)
  if (canonical === null) return null
  const shown = port === '' || port.includes('{}') || DEFAULT_PORTS[scheme] === port ? '' : `:${port}`
  return { scheme, host: canonical + shown, computed: canonical.includes('{}'), path }
}

/**
 * net.host, net.raw-ip, net.drop-service or system.recon, as they apply.
 * @param urlTemplate URL with holes `{}`
 * @param ofCall whether a call takes it as an address
 */
export function hostFacts(urlTemplate: string, ofCall: boolean): FactDraft[] {
  const url = hostOfUrl(urlTemplate)
  return url ? addressFacts(url.host, { scheme: url.scheme, ofCall, path: url.path }) : []
}

/**
 * The same for a host that stands outside of a URL: `net.connect(443, host)`.
 * @param host canonical or not, with `:port` where that matters
 */
export function addressFacts(host: string, of: { scheme: string; ofCall: boolean; path?: string }): FactDraft[] {
  const is = classifyHost(host)
  const bare = splitPort(is.host).name
  if (bare === '' || /^[{}.*]+$/.test(bare)) return []
  const { scheme, ofCall } = of
  const facts: FactDraft[] = []
  const metadata = METADATA_HOSTS.has(bare)
  if (is.publicIp) facts.push(draft('net.raw-ip', is.host, { scheme, ofCall, resolver: RESOLVERS.has(bare) }))
  facts.push(
    draft('net.host', is.host, {
      scheme,
      ofCall,
      local: is.local,
      registrable: is.registrable ?? '',
      ...(metadata ? { metadata } : {}),
    }),
  )
  const drop = dropService(bare, of.path ?? '')
  if (drop?.category === 'recon')
    facts.push(draft('system.recon', 'publicAddress', { field: 'publicAddress', strong: false }))
  else if (drop) facts.push(draft('net.drop-service', is.host, { category: drop.category, ofCall }))
  return facts
}

/** True for URLs that name a schema, an XML vocabulary or a specification. An extractor leaves them out where no call takes them. */
export function isNamespaceUrl(urlTemplate: string): boolean {
  const url = hostOfUrl(urlTemplate)
  if (!url) return false
  const full = url.host + url.path
  return namespaceHosts.has(url.host) || namespacePrefixes.some((prefix) => full.startsWith(prefix))
}

function isAuthorityEnd(c: string, special: boolean): boolean {
  return c === '/' || c === '?' || c === '#' || (special && c === '\\')
}

/** A name that needs nothing more: dotted and not open at its end, an IPv6 literal, or with a port. */
function isWhole(hostPort: string): boolean {
  if (hostPort.endsWith(']') || /:\d{1,5}$/.test(hostPort) || hostPort.toLowerCase() === 'localhost') return true
  return hostPort.includes('.') && /[\p{L}\p{N}]$/u.test(hostPort)
}

function splitPort(host: string): { name: string; port: string } {
  const bracket = host.startsWith('[') ? host.indexOf(']') : -1
  const colon = host.indexOf(':', bracket + 1)
  if (colon < 0) return { name: host, port: '' }
  // A bare IPv6 address has several colons and no brackets.
  if (bracket < 0 && host.indexOf(':', colon + 1) >= 0) return { name: `[${host}]`, port: '' }
  const port = host.slice(colon + 1)
  return {
    name: host.slice(0, colon),
    port: /^\d{1,5}$/.test(port) ? String(Number(port)) : port.includes('{}') ? '{}' : '',
  }
}

/** As the URL parser makes it; null where it takes no such host. */
function canonicalName(name: string): string | null {
  if (name === '') return null
  const filled = name.replaceAll('{}', HOLE)
  let parsed: string
  try {
    parsed = new URL(`http://${filled}/`).hostname
  } catch {
    // `{}.0.0.1` is no IPv4 address to the parser, and yet a host with a hole.
    return name.includes('{}') && /^[\w.{}-]+$/.test(name) ? name.toLowerCase() : null
  }
  const trimmed = parsed.endsWith('.') ? parsed.slice(0, -1) : parsed
  if (trimmed === '') return null
  const mapped = addressOf(trimmed)
  return (mapped ? printed(mapped) : trimmed).replaceAll(HOLE, '{}')
}

function addressOf(canonical: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = canonical.startsWith('[') ? canonical.slice(1, -1) : canonical
  if (!/^[\d.]+$|:/.test(bare)) return null
  try {
    // `process` turns IPv4-mapped IPv6 into IPv4.
    return ipaddr.process(bare)
  } catch {
    return null
  }
}

const printed = (address: ipaddr.IPv4 | ipaddr.IPv6): string =>
  address.kind() === 'ipv6' ? `[${(address as ipaddr.IPv6).toRFC5952String()}]` : address.toString()

function isLocalName(name: string): boolean {
  if (!name.includes('.') && !name.includes('{}')) return true
  return LOCAL_SUFFIXES.some((suffix) => name === suffix || name.endsWith(`.${suffix}`))
}

function registrableOf(canonical: string): string | null {
  if (/(?:^|\.)\d+$/.test(canonical)) return null
  const name = canonical.replaceAll('{}', HOLE)
  // A private suffix itself (`github.io`) has no tenant: then it is the domain of its owner.
  const domain =
    getDomain(name, { allowPrivateDomains: true, validateHostname: false }) ??
    getDomain(name, { validateHostname: false })
  return domain === null || domain.includes(HOLE) ? null : domain
}
