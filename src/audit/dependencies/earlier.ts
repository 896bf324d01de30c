/** The tree that stood below a server before: as locked, as npx installed it here, or as its previous release has it today. */
import type { InstalledPackage } from '../../machine/npx-tree.js'
import type { DependencyTree, InstalledCopy, NotEvaluated, Release } from '../../model.js'
import { failureOf } from '../failure.js'
import { choosing } from '../frozen.js'
import type { Workshop } from '../workshop.js'
import type { EarlierTree } from './compare.js'
import type { DependencySubject } from './subject.js'

export interface Earlier {
  /** `null` where no tree is known. */
  readonly tree: EarlierTree | null
  readonly notEvaluated: readonly NotEvaluated[]
}

/** Reads the lockfile beside an installed copy; `null` where there is none. */
export type ReadInstalled = (copy: InstalledCopy) => Promise<readonly InstalledPackage[] | null>

/** Parts of a manifest that decide which packages npm installs below it. */
const DECIDING = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'peerDependenciesMeta',
  'bundleDependencies',
  'bundledDependencies',
]

/**
 * What was locked comes first, then what this machine has run, then what the release before would take today.
 *
 * @param today the tree of the release that is judged
 */
export async function earlierTree(
  { server, release, baseline, locked, registry }: DependencySubject,
  today: DependencyTree,
  {
    shop,
    installed,
    now,
  }: { readonly shop: Workshop; readonly installed: ReadInstalled | undefined; readonly now: Date },
): Promise<Earlier> {
  if (locked?.dependencies) return { tree: treeOfLock(locked.dependencies), notEvaluated: [] }
  const copy = server.onMachine.copies.find(({ used, place }) => used && place === 'npx cache')
  // The copy is the baseline of the server itself, or holds the same release with the packages of its day.
  if (copy && (baseline.from === 'cache' || copy.version === release.version)) {
    const packages = await installed?.(copy)
    if (packages) return { tree: { from: 'cache', packages: packages.map(unread) }, notEvaluated: [] }
  }
  // Of a release that the registry lists no more not even the manifest is known.
  if (baseline.release === null || Object.keys(baseline.release.manifest).length === 0) return NONE
  if (sameDependencies(release, baseline.release)) return { tree: treeAsOf(today), notEvaluated: [] }
  try {
    const about = { ...(registry && { registry }), ...choosing(server, now) }
    return { tree: treeAsOf(await shop.registry.tree(baseline.release, about)), notEvaluated: [] }
  } catch (error) {
    const { message } = failureOf(error, { stage: 'resolve', subject: baseline.release.purl })
    const what = `what changed in its dependencies since ${baseline.release.version}`
    return { tree: null, notEvaluated: [{ subject: release.purl, what, why: message }] }
  }
}

const NONE: Earlier = { tree: null, notEvaluated: [] }

const unread = (each: InstalledPackage) => ({ ...each, release: null })

function treeOfLock(locked: ReadonlyMap<string, string | null>): EarlierTree {
  const packages = [...locked].flatMap(([key, integrity]) => {
    // A version may be a git URL, with an @ of its own.
    const [, name, version] = /^((?:@[^@/]+\/)?[^@/]+)@(.+)$/s.exec(key) ?? []
    return name === undefined || version === undefined ? [] : [{ name, version, integrity, release: null }]
  })
  return { from: 'lock', packages }
}

const treeAsOf = ({ packages }: DependencyTree): EarlierTree => ({
  from: 'previous',
  packages: packages.map(({ name, version, integrity, release }) => ({ name, version, integrity, release })),
})

/** Whether two releases ask for the same packages, so that npm resolves both to the same tree. */
function sameDependencies(one: Release, other: Release): boolean {
  return DECIDING.every((field) => canonical(one.manifest[field]) === canonical(other.manifest[field]))
}

/** An absent map is an empty one. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return value === true ? 'true' : '{}'
  if (Array.isArray(value)) return value.length === 0 ? '{}' : JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length === 0 ? '{}' : JSON.stringify(entries)
}
