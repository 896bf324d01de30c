/**
 * Today's bytes where what a registry states of them can't be compared with the lock: it states nothing, or a sum of another
 * algorithm. Then they are fetched and measured, since whoever serves other bytes chooses what he states of them.
 */
import pLimit from 'p-limit'
import { againstLock, algorithmOf } from '../../heuristics/knowledge/integrity.js'
import type { Dependency, DependencyTree, Failure, LockedServer, NotEvaluated, Packument, Release } from '../model.js'
import { purlParts } from '../registry/packument.js'
import type { Registry } from '../registry/registry.js'
import type { EarlierTree } from './dependencies/compare.js'
import { failureOf } from './failure.js'

/** Packages below one server that are fetched for their sum alone; each is a download in every run. */
const MOST_MEASURED = 200
/** Packages that are fetched at once; the registry has limits of its own. */
const AT_A_TIME = 6

/** How today's bytes of a release stand to a locked SRI. */
export const releaseAgainstLock = (locked: string, { integrity, sums }: Release): ReturnType<typeof againstLock> =>
  againstLock(locked, { integrity: integrity.known ? integrity.value : null, sums })

/**
 * The packument with the sum of the served bytes in its locked release, where that can't be told from what the registry states.
 * What can't be fetched stays as it is stated: it is then neither the locked release nor another one.
 */
export async function packumentAsServed(
  packument: Packument,
  locked: LockedServer | null,
  registry: Registry,
): Promise<Packument> {
  const integrity = locked?.integrity ?? null
  const parts = locked?.purl == null ? null : purlParts(locked.purl)
  if (integrity === null || parts?.type !== 'npm' || parts.name !== packument.name) return packument
  const stated = packument.releases.find(({ version }) => version === parts.version)
  if (stated === undefined || releaseAgainstLock(integrity, stated) !== 'incomparable') return packument
  const served = await measured(stated, integrity, registry).catch(() => null)
  if (served === null) return packument
  return { ...packument, releases: packument.releases.map((each) => (each === stated ? served : each)) }
}

/** Whether the locked release was handed out with the locked bytes, and no sum that is stated holds npm to them. */
export function isLoose({ releases }: Packument, { purl, integrity }: LockedServer, served: Release | null): boolean {
  const parts = purl === null ? null : purlParts(purl)
  if (parts === null || integrity === null || served === null || served.version !== parts.version) return false
  const stated = releases.find(({ version }) => version === parts.version)
  if (stated === undefined || releaseAgainstLock(integrity, stated) !== 'incomparable') return false
  return releaseAgainstLock(integrity, served) === 'same'
}

export interface ServedTree {
  readonly tree: DependencyTree
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
}

/** The tree with the sums of served bytes, wherever a lock has a package of which the registry states no comparable one. */
export async function treeAsServed(
  tree: DependencyTree,
  earlier: EarlierTree | null,
  registry: Registry,
  signal?: AbortSignal,
): Promise<ServedTree> {
  if (earlier?.from !== 'lock') return { tree, failures: [], notEvaluated: [] }
  const locked = new Map(earlier.packages.map(({ name, version, integrity }) => [`${name}@${version}`, integrity]))
  const unclear = tree.packages.filter((each) => isUnclear(each, locked.get(`${each.name}@${each.version}`) ?? null))
  const limit = pLimit(AT_A_TIME)
  const open: string[] = []
  const loose: string[] = []
  const failures: Failure[] = []
  const served = new Map<Dependency, Dependency>()
  const measure = async (dependency: Dependency): Promise<void> => {
    signal?.throwIfAborted()
    const { name, version, release, optional, path } = dependency
    const integrity = locked.get(`${name}@${version}`) ?? null
    if (release === null || integrity === null) {
      open.push(`${name}@${version}`)
      return
    }
    try {
      const found = await measured(release, integrity, registry)
      if (found === null) {
        open.push(`${name}@${version}`)
        return
      }
      if (releaseAgainstLock(integrity, found) === 'same') loose.push(`${name}@${version}`)
      served.set(dependency, { ...dependency, integrity: sumOf(found), release: found })
    } catch (error) {
      // npm goes on without an optional package that it can't fetch.
      if (optional) open.push(`${name}@${version}`)
      else failures.push(failureOf(error, { stage: 'fetch', subject: path.at(-1) ?? release.purl }))
    }
  }
  await Promise.all(unclear.slice(0, MOST_MEASURED).map((each) => limit(() => measure(each))))
  signal?.throwIfAborted()
  open.push(...unclear.slice(MOST_MEASURED).map(({ name, version }) => `${name}@${version}`))
  const why = `the registry states no sum to compare with the locked one of ${listed(open.sort())}`
  return {
    tree: served.size === 0 ? tree : { ...tree, packages: tree.packages.map((each) => served.get(each) ?? each) },
    failures,
    notEvaluated: [
      ...(open.length === 0 ? [] : [{ subject: tree.root, what: 'integrity of dependencies', why }]),
      ...(loose.length === 0
        ? []
        : [{ subject: tree.root, what: 'integrity of dependencies', why: looseWords(listed(loose.sort())) }]),
    ],
  }
}

/** Whether nothing that is stated says that a package has the locked bytes, or others. What is bundled has those around it. */
function isUnclear({ source, integrity, release }: Dependency, locked: string | null): boolean {
  if (locked === null || source === 'bundled') return false
  return againstLock(locked, { integrity, sums: release?.sums }) === 'incomparable'
}

async function measured(release: Release, locked: string, registry: Registry): Promise<Release | null> {
  const algorithm = algorithmOf(locked)
  return algorithm === null ? null : await registry.served(release, algorithm)
}

const sumOf = ({ integrity }: Release): string | null => (integrity.known ? integrity.value : null)

/**
 * Where no sum is stated that proves anything, npm takes whatever it is handed: that these were the locked bytes now says nothing
 * of the next start.
 */
export const looseWords = (what: string): string =>
  `the registry states no sum that holds npm to the locked bytes of ${what}, though it handed out these now`

/** Packages named in one remark. */
const NAMED = 3

const listed = (items: readonly string[]): string =>
  items.length <= NAMED ? items.join(', ') : `${items.slice(0, NAMED).join(', ')} and ${items.length - NAMED} more`
