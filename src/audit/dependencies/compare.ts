/** Today's tree against the one before: what came, went, moved to another version, or has other bytes. Pure. */
import semver from 'semver'
import { againstLock, contradicts } from '../../../heuristics/knowledge/integrity.js'
import type { JudgedDependency } from '../../heuristic.js'
import { isNamed } from '../../lockfile/entry.js'
import {
  type BaselineOrigin,
  compareText,
  type Dependency,
  type DependencyChange,
  type DependencyTree,
  type Release,
} from '../../model.js'

/** A package of the tree before. */
export interface EarlierPackage {
  readonly name: string
  /** As the tree before says it. */
  readonly version: string
  /** SRI; `null` where it states none. */
  readonly integrity: string | null
  /** `null` where it is not known yet. */
  readonly release: Release | null
}

export interface EarlierTree {
  readonly from: Exclude<BaselineOrigin, 'none'>
  readonly packages: readonly EarlierPackage[]
}

export interface ComparedPackage {
  readonly dependency: Dependency
  readonly status: JudgedDependency['status']
  /** What of the tree before it stands against: this version, the one that it moved from, else another one of its name. */
  readonly before: EarlierPackage | null
  /** Whether it is this very version, with other bytes. */
  readonly otherBytes: boolean
  /** Whether it came beside versions of its name that stay, or went to others: it is one more, and moved from none. */
  readonly beside: boolean
}

export interface Comparison {
  /** One for each package of today's tree, in its order. */
  readonly packages: readonly ComparedPackage[]
  /** Versions that today's tree has not. */
  readonly gone: readonly EarlierPackage[]
  /** Sorted by name and version; what changed in behaviour is not known yet. */
  readonly changes: readonly DependencyChange[]
}

/** @param earlier `null` where no tree is known to have been before: then nothing is known to have changed */
export function compareTrees(tree: DependencyTree, root: string, earlier: EarlierTree | null): Comparison {
  if (earlier === null) {
    const packages = tree.packages.map((dependency) => ({ dependency, ...STANDS_ALONE }))
    return { packages, gone: [], changes: [] }
  }
  const names = new Map<string, { now: Dependency[]; before: EarlierPackage[] }>()
  const of = (name: string): { now: Dependency[]; before: EarlierPackage[] } => {
    const known = names.get(name) ?? { now: [], before: [] }
    names.set(name, known)
    return known
  }
  for (const dependency of tree.packages) of(dependency.name).now.push(dependency)
  for (const each of earlier.packages) of(each.name).before.push(each)

  const compared = new Map<Dependency, ComparedPackage>()
  const gone: EarlierPackage[] = []
  const changes: DependencyChange[] = []
  for (const { now, before } of names.values()) {
    const matched = match(now, before, earlier.from)
    for (const each of matched) compared.set(each.dependency, each)
    const came = matched.flatMap(changeOf)
    const staying = new Set(now.map(({ version }) => version))
    const went = before.filter(({ version }) => !staying.has(version))
    gone.push(...went)
    const origins = new Set(came.flatMap(({ from }) => from?.version ?? []))
    changes.push(...came, ...went.filter(({ version }) => !origins.has(version)).map((each) => removalOf(each, root)))
  }
  return {
    packages: tree.packages.map((dependency) => compared.get(dependency) ?? { dependency, ...STANDS_ALONE }),
    gone,
    changes: changes.sort(byNameAndVersion),
  }
}

const STANDS_ALONE = { status: 'unknown', before: null, otherBytes: false, beside: false } as const

/** The packages of one name. */
function match(
  now: readonly Dependency[],
  before: readonly EarlierPackage[],
  from: EarlierTree['from'],
): ComparedPackage[] {
  const matched: ComparedPackage[] = []
  const come: Dependency[] = []
  for (const dependency of now) {
    const twin = before.find(({ version }) => version === dependency.version)
    // npm's own lockfile names a commit where the manifest names a branch, and a lock leaves out most of what is bundled.
    const isNowhere = from === 'cache' ? !isOfRegistry(dependency) : from === 'lock' && !isNamed(dependency)
    if (twin === undefined && isNowhere) {
      matched.push({ dependency, ...STANDS_ALONE })
    } else if (twin === undefined) {
      come.push(dependency)
    } else {
      const bytes = bytesOf(dependency, twin, from)
      if (bytes === null) matched.push({ dependency, ...STANDS_ALONE })
      else matched.push({ dependency, status: 'same', before: twin, otherBytes: bytes === 'other', beside: false })
    }
  }
  const staying = new Set(now.map(({ version }) => version))
  const free = before.filter(({ version }) => !staying.has(version))
  const pairs = pairVersions(
    come.map(({ version }) => version),
    free.map(({ version }) => version),
  )
  for (const dependency of come) {
    const origin = pairs.get(dependency.version)
    const movedFrom =
      origin === undefined ? nearest(dependency.version, before) : free.find(({ version }) => version === origin)
    const status = movedFrom ? 'moved' : 'added'
    const beside = origin === undefined && movedFrom !== undefined
    matched.push({ dependency, status, before: movedFrom ?? null, otherBytes: false, beside })
  }
  return matched
}

/**
 * Whether a version has the bytes that it had; `null` where a person locked its bytes, and nothing tells whether these are the same.
 * What no lock holds to its bytes is the same until it is known to be another.
 */
function bytesOf({ integrity, source, release }: Dependency, before: EarlierPackage, from: EarlierTree['from']) {
  if (before.integrity === null || source === 'bundled') return 'same'
  if (from !== 'lock') return integrity !== null && contradicts(integrity, before.integrity) ? 'other' : 'same'
  const standing = againstLock(before.integrity, { integrity, sums: release?.sums })
  return standing === 'incomparable' ? null : standing
}

const isOfRegistry = ({ source }: Dependency): boolean => source === 'registry' || source === 'bundled'

function changeOf({ dependency, status, before, otherBytes, beside }: ComparedPackage): DependencyChange[] {
  const { name, version, path, release } = dependency
  const integrity = release?.sums?.join(' ') ?? dependency.integrity
  const from = before && { version: before.version, integrity: before.integrity }
  const change = { name, to: { version, integrity }, path, behaviour: null }
  if (status === 'same') return otherBytes ? [{ ...change, change: 'integrity', from }] : []
  if (status === 'unknown') return []
  return from === null || beside ? [{ ...change, change: 'added', from: null }] : [{ ...change, change: 'moved', from }]
}

const removalOf = ({ name, version, integrity }: EarlierPackage, root: string): DependencyChange => ({
  change: 'removed',
  name,
  from: { version, integrity },
  to: null,
  path: [root],
  behaviour: null,
})

/**
 * Which version each version came from, where a tree holds several of one name: of the same major, else of any, the nearest
 * first; each at most once.
 *
 * @returns new version → old version
 */
export function pairVersions(after: readonly string[], before: readonly string[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  const left = new Set(before)
  const sorted = after.toSorted(byVersion)
  for (const near of [sameMinor, sameMajor, () => true]) {
    for (const version of sorted) {
      if (pairs.has(version)) continue
      const origin = [...left].filter((each) => near(each, version)).sort((a, b) => byDistance(a, b, version))[0]
      if (origin === undefined) continue
      pairs.set(version, origin)
      left.delete(origin)
    }
  }
  return pairs
}

/** The version of the tree before that is nearest to one that came beside it. */
function nearest(version: string, before: readonly EarlierPackage[]): EarlierPackage | undefined {
  return before.toSorted((a, b) => byDistance(a.version, b.version, version))[0]
}

const sameMajor = (a: string, b: string): boolean => partsOf(a)?.[0] === partsOf(b)?.[0] && partsOf(a) !== null
const sameMinor = (a: string, b: string): boolean => sameMajor(a, b) && partsOf(a)?.[1] === partsOf(b)?.[1]

function byDistance(a: string, b: string, to: string): number {
  const [one, other, target] = [partsOf(a), partsOf(b), partsOf(to)]
  if (one === null || other === null || target === null) return byVersion(b, a)
  for (const at of [0, 1, 2] as const) {
    const difference = Math.abs(one[at] - target[at]) - Math.abs(other[at] - target[at])
    if (difference !== 0) return difference
  }
  return byVersion(b, a)
}

function partsOf(version: string): readonly [number, number, number] | null {
  const parsed = semver.parse(version, { loose: true })
  return parsed && [parsed.major, parsed.minor, parsed.patch]
}

/** By precedence; what is no semantic version stands first, by its text. */
function byVersion(a: string, b: string): number {
  const [one, other] = [semver.parse(a, { loose: true }), semver.parse(b, { loose: true })]
  if (one === null || other === null) return Number(one !== null) - Number(other !== null) || compareText(a, b)
  return semver.compareBuild(one, other) || compareText(a, b)
}

const byNameAndVersion = (a: DependencyChange, b: DependencyChange): number =>
  compareText(a.name, b.name) || byVersion((a.to ?? a.from)?.version ?? '', (b.to ?? b.from)?.version ?? '')
