/**
 * A registry's answer about a package, read as data from a stranger. Pure.
 *
 * One malformed version is left out of the releases and costs no other version; a document that is no packument costs
 * the package. What the registry does not say is unknown, with the reason, and never false.
 */
import { PackageURL } from 'packageurl-js'
import semver from 'semver'
import ssri from 'ssri'
import { type Known, known, type Packument, type Publication, type Release, unknown } from '../model.js'
import { believableTimes } from './publication-times.js'
import { type JsonObject, objectOf, parseUntrusted } from './untrusted-json.js'

/** A packument together with what npm chooses from, malformed versions included. */
export interface ReadPackument {
  readonly packument: Packument
  /** What npm weighs in its choice of a version. */
  readonly choice: {
    readonly name: string
    readonly versions: Readonly<Record<string, JsonObject>>
    readonly time: Readonly<Record<string, string>>
    readonly 'dist-tags': Readonly<Record<string, string>>
  }
  /** Version → why it can't be used. */
  readonly malformed: ReadonlyMap<string, string>
  /** When anything of the package was last changed, as the registry states it. */
  readonly modified: string | null
}

/** The message completes the sentence "the registry's answer …". */
export class PackumentError extends Error {}

/**
 * @param bytes the answer's body
 * @param name that was asked for
 * @throws PackumentError where the document as a whole can't be used
 */
export function readPackument(bytes: Uint8Array, name: string): ReadPackument {
  const document = objectOf(parse(bytes))
  if (document === null) throw new PackumentError('is no packument')
  if (typeof document.name === 'string' && document.name !== name) throw new PackumentError('is about another package')
  const listed = objectOf(document.versions)
  if (listed === null) throw new PackumentError('lists no versions')

  const stated = objectOf(document.time) ?? {}
  const { times, doubt } = believableTimes(
    new Map(Object.keys(listed).map((version) => [version, own(stated, version)] as const)),
  )
  const habits = habitsOf(listed, Array.isArray(document.maintainers))
  const malformed = new Map<string, string>()
  const versions: [string, JsonObject][] = []
  const releases: Release[] = []
  for (const [version, value] of Object.entries(listed)) {
    const manifest = objectOf(value)
    versions.push([version, choiceOf(version, manifest)])
    const why = fault(name, version, manifest)
    if (why !== null || manifest === null) {
      malformed.set(version, why ?? '')
      continue
    }
    const moment = times.get(version)
    const publishedAt =
      moment === undefined
        ? unknown(doubt ?? 'the registry gives no time of publication')
        : known(new Date(moment).toISOString())
    releases.push(releaseOf(name, version, manifest, publishedAt, habits))
  }
  const tags = Object.entries(objectOf(document['dist-tags']) ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  )
  const time = Object.entries(stated).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
  return {
    packument: { name, distTags: plain(tags), releases: oldestFirst(releases, times) },
    choice: { name, versions: plain(versions), time: plain(time), 'dist-tags': plain(tags) },
    malformed,
    modified: textOf(document.modified) ?? textOf(own(stated, 'modified')),
  }
}

/** Oldest first: by time where every release has one, else by precedence, since the two orders can't be mixed. */
function oldestFirst(releases: readonly Release[], times: ReadonlyMap<string, number>): Release[] {
  const timed = releases.every(({ version }) => times.has(version))
  const momentOf = ({ version }: Release) => (timed ? (times.get(version) ?? 0) : 0)
  return releases.toSorted(
    (a, b) => momentOf(a) - momentOf(b) || semver.compareBuild(a.version, b.version, { loose: true }),
  )
}

/** What this registry says of any version at all: silence about one version means something only then. */
interface Habits {
  readonly publishers: boolean
  readonly maintainers: boolean
  readonly mails: boolean
  readonly pipelines: boolean
  readonly attestations: boolean
}

/** @param listsMaintainers whether the packument itself does */
function habitsOf(listed: JsonObject, listsMaintainers: boolean): Habits {
  const manifests = Object.values(listed).map((value) => objectOf(value) ?? {})
  const dists = manifests.map((manifest) => objectOf(manifest.dist) ?? {})
  const publishers = manifests.some((manifest) => publisherOf(manifest) !== null)
  // A mirror that leaves them out may pass on what a package.json calls its maintainers, which is anyone's word.
  const maintainers = publishers || listsMaintainers
  return {
    publishers,
    maintainers: maintainers && manifests.some((manifest) => maintainersOf(manifest).length > 0),
    mails: maintainers && manifests.some((manifest) => mailDomainsOf(manifest) !== null),
    pipelines: manifests.some((manifest) => pipelineOf(manifest) !== null),
    // Signatures stand beside attestations: a registry that passes the former on would pass on the latter.
    attestations: dists.some((dist) => objectOf(dist.attestations) !== null || Array.isArray(dist.signatures)),
  }
}

function releaseOf(
  name: string,
  version: string,
  manifest: JsonObject,
  publishedAt: Known<string>,
  habits: Habits,
): Release {
  const dist = objectOf(manifest.dist) ?? {}
  const publisher = publisherOf(manifest)
  const maintainers = maintainersOf(manifest)
  return {
    purl: purlOf(name, version),
    name,
    version,
    ...integrityOf(dist),
    tarball: String(dist.tarball),
    publishedAt,
    publisher:
      publisher === null ? unknown(silence(habits.publishers, 'who published it', 'who publishes')) : known(publisher),
    maintainers:
      maintainers.length === 0 || !habits.maintainers
        ? unknown(silence(habits.maintainers, 'who maintained it', 'who maintains packages'))
        : known(maintainers),
    provenance: habits.attestations
      ? known(objectOf(dist.attestations) !== null)
      : unknown('the registry serves neither signatures nor attestations'),
    publication: publicationOf(manifest, habits),
    deprecated: deprecationOf(manifest.deprecated),
    manifest,
  }
}

const silence = (speaksOfOthers: boolean, ofThis: string, ofAny: string) =>
  speaksOfOthers ? `the registry does not say ${ofThis}` : `the registry does not say ${ofAny}`

/** Why a version can't be used, or `null`. */
function fault(name: string, version: string, manifest: JsonObject | null): string | null {
  if (semver.valid(version, { loose: true }) === null) return 'its number is no semantic version'
  if (manifest === null) return 'its manifest is no object'
  if (manifest.version !== undefined && manifest.version !== version) return 'its manifest states another version'
  if (manifest.name !== undefined && manifest.name !== name) return 'its manifest states another name'
  const dist = objectOf(manifest.dist)
  if (dist === null) return 'its manifest has no `dist`'
  if (typeof dist.tarball !== 'string' || dist.tarball === '') return 'its manifest names no tarball'
  return null
}

/** Strongest first. md5, which npm still reads, proves nothing. */
const ALGORITHMS = ['sha512', 'sha384', 'sha256', 'sha1']

/** @returns with `sums` where several of one algorithm are stated */
function integrityOf(dist: JsonObject): Pick<Release, 'integrity' | 'sums'> {
  if (dist.integrity !== undefined && dist.integrity !== null) {
    if (typeof dist.integrity !== 'string') return unstated('the registry states an integrity that is no text')
    const hashes = ssri.parse(dist.integrity, { strict: true }) as unknown as Record<string, unknown> | null
    const strongest = ALGORITHMS.map((algorithm) => hashes?.[algorithm]).find(Array.isArray)
    if (strongest === undefined) return unstated('the registry states an integrity that can not be checked')
    // Without options, which say nothing of the bytes.
    const sums = [...new Set(strongest.map((sum) => String(sum).split('?', 1)[0] ?? ''))]
    const [sum, another] = sums
    if (another !== undefined) return { ...unstated(SEVERAL_SUMS), sums }
    return { integrity: known(sum ?? '') }
  }
  if (typeof dist.shasum === 'string' && /^[0-9a-f]{40}$/i.test(dist.shasum)) {
    return { integrity: known(`sha1-${Buffer.from(dist.shasum, 'hex').toString('base64')}`) }
  }
  return unstated('the registry states no integrity')
}

const SEVERAL_SUMS = 'the registry states several sums of one algorithm, and npm takes bytes that have any of them'

const unstated = (why: string): Pick<Release, 'integrity'> => ({ integrity: unknown(why) })

function publisherOf(manifest: JsonObject): string | null {
  const user = objectOf(manifest._npmUser)
  if (user !== null) return textOf(user.name)
  return personName(manifest._npmUser)
}

function publicationOf(manifest: JsonObject, habits: Habits): Publication {
  const domains = mailDomainsOf(manifest)
  const { url } = objectOf(objectOf(manifest.dist)?.attestations) ?? {}
  return {
    trustedPublisher:
      habits.pipelines && publisherOf(manifest) !== null
        ? known(pipelineOf(manifest))
        : unknown('the registry names no trusted publisher of any version'),
    mailDomains:
      domains === null || !habits.mails
        ? unknown(silence(habits.mails, 'the addresses of its maintainers', 'addresses of maintainers'))
        : known(domains),
    attestations: textOf(url),
  }
}

/** `_npmUser.trustedPublisher.id`, as npm's registry states it since it publishes without tokens. */
const pipelineOf = (manifest: JsonObject): string | null =>
  textOf(objectOf(objectOf(manifest._npmUser)?.trustedPublisher)?.id)

/** Account → domain; `null` where no maintainer has an address. */
function mailDomainsOf(manifest: JsonObject): Readonly<Record<string, string>> | null {
  if (!Array.isArray(manifest.maintainers)) return null
  const domains = manifest.maintainers.flatMap((each): [string, string][] => {
    const person = objectOf(each)
    const name = textOf(person?.name) ?? personName(each)
    const mail = textOf(person?.email) ?? (typeof each === 'string' ? (/<([^<>]*)>/.exec(each)?.[1] ?? null) : null)
    const domain = mail === null ? '' : mail.slice(mail.lastIndexOf('@') + 1).toLowerCase()
    return name !== null && mail?.includes('@') && domain !== '' ? [[name, domain]] : []
  })
  return domains.length === 0 ? null : plain(domains)
}

function maintainersOf(manifest: JsonObject): readonly string[] {
  if (!Array.isArray(manifest.maintainers)) return []
  const names = manifest.maintainers.map((each) => textOf(objectOf(each)?.name) ?? personName(each))
  return [...new Set(names.filter((name) => name !== null))].sort()
}

/** `name <mail> (url)`, npm's short form of a person. */
function personName(value: unknown): string | null {
  return typeof value === 'string' ? textOf(value.replace(/[<(].*/s, '').trim()) : null
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function deprecationOf(value: unknown): string | null {
  if (value === true) return ''
  return typeof value === 'string' && value !== '' ? value : null
}

/** The fields of a manifest that npm's choice reads, each of the type that it expects. */
function choiceOf(version: string, manifest: JsonObject | null): JsonObject {
  const engines = objectOf(manifest?.engines)
  return {
    version,
    ...(engines ? { engines: plain(Object.entries(engines).filter(([, value]) => typeof value === 'string')) } : {}),
    ...(deprecationOf(manifest?.deprecated) === null ? {} : { deprecated: 'deprecated' }),
  }
}

/**
 * `pkg:npm/%40scope/name@1.0.0`
 *
 * @param type `generic` for what was never published: whatever it calls itself, it is no release of the registry
 */
export function purlOf(name: string, version: string, type: 'npm' | 'pypi' | 'generic' = 'npm'): string {
  const [scope, bare] = name.startsWith('@') ? name.split('/', 2) : [undefined, name]
  return new PackageURL(type, scope, bare || name, version, undefined, undefined).toString()
}

/** Name and version of a release's purl; `null` where it is no purl with a version. */
export function purlParts(
  purl: string,
): { readonly type: string; readonly name: string; readonly version: string } | null {
  try {
    const { type, namespace, name, version } = PackageURL.fromString(purl)
    if (!type || !name || !version) return null
    return { type, name: namespace ? `${namespace}/${name}` : name, version }
  } catch {
    return null
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return parseUntrusted(bytes)
  } catch {
    throw new PackumentError('is no JSON')
  }
}

const own = (object: JsonObject, key: string): unknown => (Object.hasOwn(object, key) ? object[key] : undefined)

/** Without a prototype, so that a version or tag named `constructor` is not found where none is. */
const plain = <T>(entries: readonly (readonly [string, T])[]): Record<string, T> =>
  Object.assign(Object.create(null), Object.fromEntries(entries.filter(([key]) => key !== '__proto__')))
