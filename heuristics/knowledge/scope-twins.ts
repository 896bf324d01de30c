/** Names that are a well-known server's, but for the scope or namespace that says whose they are. */
import { distance } from 'fastest-levenshtein'
import type { Confidence, PackageRef, Severity } from '../../src/model.js'
import { COMMON_NAMES, KNOWN_IMAGES, PYPI_SERVERS, PYTHON_ONLY } from './known-servers.js'
import { lookAlike } from './look-alike.js'
import { PUBLISHERS } from './official-publishers.js'
import { WELL_KNOWN_SERVERS } from './popular-packages.js'

export interface ScopeTwin {
  /** The well-known one: a package or an image, or a scope. */
  readonly of: string
  /** What follows the name in a sentence: `is @a/b without its scope`. */
  readonly says: string
  readonly severity: Severity
  readonly confidence: Confidence
}

/** @returns `null` for a well-known server itself, and for a name of its own */
export function scopeTwin({ ecosystem, name }: Pick<PackageRef, 'ecosystem' | 'name'>): ScopeTwin | null {
  if (name.length > 300) return null
  return ecosystem === 'npm' ? npmTwin(name) : ecosystem === 'pypi' ? pypiTwin(name) : imageTwin(name)
}

// ── npm ──────────────────────────────────────────────────────────────────────────────────────────

interface Scoped {
  readonly full: string
  readonly scope: string
  readonly bare: string
}

const SCOPED: readonly Scoped[] = [...WELL_KNOWN_SERVERS]
  .filter((name) => name.startsWith('@'))
  .map((full) => ({ full, scope: scopeOf(full), bare: bareOf(full) }))
const SCOPES: ReadonlySet<string> = new Set(SCOPED.map(({ scope }) => scope))
/** Those of vendors too, whatever they publish. Short ones are near to everything. */
const TELLING_SCOPES: ReadonlySet<string> = new Set([
  ...SCOPES,
  ...PUBLISHERS.flatMap(({ scopes }) => [...scopes].filter((scope) => scope.length >= 5)),
])

/** The protocol's own scope, whose servers are `server-…` there and `mcp-server-…` in Python. */
const OFFICIAL = 'modelcontextprotocol'

function npmTwin(name: string): ScopeTwin | null {
  if (WELL_KNOWN_SERVERS.has(name)) return null
  const scope = scopeOf(name)
  if (scope !== '') return TELLING_SCOPES.has(scope) ? null : foreignScope(scope, bareOf(name))
  if (PYTHON_ONLY.has(name)) {
    return medium(name, 'is the name of a Python package: in npm anyone could take it')
  }
  const known = SCOPED.find(
    ({ scope: theirs, bare }) =>
      name === `${theirs}-${bare}` ||
      (theirs === OFFICIAL && name === `mcp-${bare}`) ||
      (name === bare && !COMMON_NAMES.has(bare)),
  )
  if (known === undefined) return null
  const how =
    name === `${known.scope}-${known.bare}`
      ? 'with its scope as a part of the name'
      : `without its scope${name === known.bare ? '' : ', as if it were one of Python’s'}`
  return medium(known.full, `is ${known.full} ${how}`)
}

function foreignScope(scope: string, bare: string): ScopeTwin | null {
  for (const theirs of TELLING_SCOPES) {
    if (theirs.length >= 5 && skeleton(scope) === skeleton(theirs)) {
      const says = `stands in a scope that only looks like @${theirs}: letters in it are others`
      return { of: `@${theirs}`, says, severity: 'high', confidence: 'high' }
    }
  }
  for (const theirs of TELLING_SCOPES) {
    const has = WELL_KNOWN_SERVERS.has(`@${theirs}/${bare}`)
    if (isNear(scope, theirs) && (has || theirs.length >= 8)) {
      return medium(`@${theirs}`, `stands in a scope that is almost @${theirs}`)
    }
  }
  const same = SCOPED.find((each) => each.bare === bare && !COMMON_NAMES.has(bare))
  // Anyone's scope may hold a fork, and many do.
  return same === undefined
    ? null
    : { of: same.full, says: `is called like ${same.full}, in another scope`, severity: 'low', confidence: 'low' }
}

/** One step, two in a long name, or other separators. Vendors make further scopes with digits, and with `hq` or `ai` at the end. */
function isNear(scope: string, theirs: string): boolean {
  if (scope.replace(/[-_.]/g, '') === theirs.replace(/[-_.]/g, '')) return theirs.length >= 6
  if (theirs.length < 7 || Math.abs(scope.length - theirs.length) > 2) return false
  if (scope.replace(/\d+/g, '') === theirs.replace(/\d+/g, '')) return false
  const [short, long] = scope.length < theirs.length ? [scope, theirs] : [theirs, scope]
  if (long.length - short.length > 1 && long.startsWith(short)) return false
  return distance(scope, theirs) <= (theirs.length >= 12 ? 2 : 1)
}

// ── PyPI ─────────────────────────────────────────────────────────────────────────────────────────

function pypiTwin(written: string): ScopeTwin | null {
  const name = written.toLowerCase().replace(/[-_.]+/g, '-')
  if (PYPI_SERVERS.has(name)) return null
  const twin = name.length < 10 ? null : lookAlike(name, PYPI_SERVERS)
  // `mcp-server-mysql` and `mysql-mcp-server` are two ways to name the same kind of thing.
  if (twin !== null && twin.how !== 'words in another order')
    return medium(twin.of, `is almost ${twin.of}: ${twin.how}`)
  const official = SCOPED.find(({ scope, bare }) => scope === OFFICIAL && (name === `mcp-${bare}` || name === bare))
  return official === undefined
    ? null
    : { of: official.full, says: `is called like npm's ${official.full}`, severity: 'low', confidence: 'low' }
}

// ── images ───────────────────────────────────────────────────────────────────────────────────────

interface ImageName {
  readonly full: string
  /** Registry and folders. */
  readonly space: string
  readonly bare: string
}

const IMAGES: readonly ImageName[] = [...KNOWN_IMAGES].map(imageName)

function imageName(full: string): ImageName {
  const path = full.replace(/^(docker\.io|index\.docker\.io|registry-1\.docker\.io)\//, '').replace(/^library\//, '')
  const slash = path.lastIndexOf('/')
  return { full: path, space: slash < 0 ? '' : path.slice(0, slash), bare: path.slice(slash + 1) }
}

function imageTwin(written: string): ScopeTwin | null {
  const image = imageName(written)
  // Without a namespace it is built on this machine, or one of Docker's own.
  if (image.space === '' || KNOWN_IMAGES.has(image.full)) return null
  for (const known of IMAGES) {
    if (known.bare !== image.bare || COMMON_NAMES.has(known.bare)) continue
    // A company's mirror keeps the whole path below its own address.
    if (image.full.endsWith(`/${known.full.replace(/^[^/.]+\.[^/]+\//, '')}`)) continue
    if (skeleton(image.space) === skeleton(known.space)) {
      const says = `stands in a namespace that only looks like ${known.space}: letters in it are others`
      return { of: known.full, says, severity: 'high', confidence: 'high' }
    }
    if (distance(image.space, known.space) <= 2)
      return medium(known.full, `stands in a namespace that is almost ${known.space}`)
    // Catalogues carry the images of others, by agreement.
    if (image.space === 'mcp') continue
    return {
      of: known.full,
      says: `is called like ${known.full}, in another namespace`,
      severity: 'low',
      confidence: 'low',
    }
  }
  return null
}

// ── letters ──────────────────────────────────────────────────────────────────────────────────────

/** Letters of other alphabets that look like Latin ones, from Unicode's confusables; and capitals like small letters. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  `а:a е:e о:o р:p с:c х:x у:y і:i ј:j ѕ:s ԁ:d ԛ:q ԝ:w һ:h ӏ:l к:k м:m т:t п:n г:r в:b н:h ь:b
  α:a ο:o ν:v ρ:p τ:t κ:k ι:i υ:u χ:x γ:y η:n ω:w ϲ:c ϳ:j
  ո:n ս:u օ:o ց:g հ:h յ:j ı:i ɡ:g ɑ:a ʟ:l ǀ:l ⅼ:l ℓ:l ꜱ:s ᴄ:c ᴏ:o ᴠ:v ᴡ:w ᴢ:z`
    .split(/\s+/)
    .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)] as const),
)

/** What a name looks like: two names with the same skeleton are one to the eye. */
export function skeleton(name: string): string {
  const plain = [...name.replaceAll('|', 'l').normalize('NFKD').toLowerCase()]
    .filter((char) => !/[\p{M}\p{Cf}]/u.test(char))
    .map((char) => LETTERS.get(char) ?? char)
    .join('')
  return plain.replace(/[1i]/g, 'l').replaceAll('0', 'o').replaceAll('rn', 'm').replaceAll('vv', 'w')
}

/** Names that no registry would take, made of letters that look like a well-known server's. */
export function foreignLetters(text: string): string | null {
  const version = text.indexOf('@', Math.max(1, text.lastIndexOf('/')))
  const name = version < 0 ? text : text.slice(0, version)
  if (name.length < 5 || name.length > 214 || /^[\x20-\x7e]*$/.test(name)) return null
  const looks = skeleton(name)
  for (const known of [...WELL_KNOWN_SERVERS, ...PYPI_SERVERS]) if (skeleton(known) === looks) return known
  return null
}

const medium = (of: string, says: string): ScopeTwin => ({ of, says, severity: 'medium', confidence: 'medium' })

function scopeOf(name: string): string {
  return name.startsWith('@') ? (name.slice(1).split('/', 1)[0] ?? '') : ''
}

function bareOf(name: string): string {
  return name.startsWith('@') ? (name.split('/')[1] ?? '') : name
}
