/** Folders below a folder: bounded, without links, and without what a repository ignores. */
import { type Host, pathsOf } from '../host.js'
import { type Ignored, ignoreNothing, readIgnored } from './ignored.js'

export interface WalkedFolder {
  /** Absolute. */
  readonly path: string
  readonly names: ReadonlySet<string>
}

export interface Walk {
  /** Nearest first, the root included; within a level by path. */
  readonly folders: readonly WalkedFolder[]
  /** Why some folders are left out; empty where none is. Completes the sentence "folders are left out: …". */
  readonly leftOut: readonly string[]
}

export interface WalkLimits {
  /** Levels below the root. */
  readonly depth: number
  readonly folders: number
}

/** Names that are looked at: each costs a question to the file system. A repository with this many files is rare. */
const MAX_NAMES = 500_000
/** Questions to the file system at the same time. */
const CONCURRENCY = 64

/** Other people's code, and the repository's own records. */
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn'])

interface Pending {
  readonly path: string
  /** Without links: what tells a link from a folder. */
  readonly real: string
  readonly ignored: Ignored
}

/**
 * Walks breadth first, so that what a limit leaves out is what lies deepest. Links to folders are not followed. Never throws.
 *
 * @param options.ignoring folders whose `.gitignore` also counts, outermost first: the ancestors of `root` up to the root of its
 *   repository. Nothing is ignored where it is absent
 * @param options.telling names that make it worth saying that the folder which holds one is ignored
 */
export async function walk(
  host: Host,
  root: string,
  limits: WalkLimits,
  options: { readonly ignoring?: readonly string[]; readonly telling?: (name: string) => boolean } = {},
): Promise<Walk> {
  const real = await host.files.realPath(root)
  if (real === null || (await host.files.type(root)) !== 'folder') return { folders: [], leftOut: [] }
  let ignored: Ignored = ignoreNothing
  for (const folder of options.ignoring ?? []) ignored = await readIgnored(host, folder, ignored)
  // Whoever names an ignored folder wants to see into it.
  if (ignored(root)) ignored = ignoreNothing

  const folders: WalkedFolder[] = []
  const walked = new Set<string>()
  const aside: Aside = { links: new Set(), ignored: [] }
  const leftOut = new Set<string>()
  let names = 0
  let level: readonly Pending[] = [{ path: root, real, ignored }]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limits.depth) {
      leftOut.add(`more than ${limits.depth} levels deep`)
      break
    }
    if (folders.length + level.length > limits.folders) leftOut.add(`more than ${limits.folders} of them`)
    const room = level.slice(0, limits.folders - folders.length)
    const next: Pending[] = []
    for (let start = 0; start < room.length && names <= MAX_NAMES; start += CONCURRENCY) {
      const batch = room.slice(start, start + CONCURRENCY)
      const listings = await Promise.all(batch.map(async (one) => ({ one, names: await host.files.list(one.path) })))
      for (const listing of listings) {
        names += listing.names.length
        if (names > MAX_NAMES) {
          leftOut.add(`more than ${MAX_NAMES} files and folders in them`)
          break
        }
        folders.push({ path: listing.one.path, names: new Set(listing.names) })
        walked.add(listing.one.real)
        next.push(...(await below(host, listing.one, listing.names, options.ignoring !== undefined, aside)))
      }
    }
    if (names > MAX_NAMES || room.length < level.length) break
    level = next
  }
  if ([...aside.links].some((target) => !walked.has(target))) leftOut.add('links to folders elsewhere are not followed')
  if (await someTells(host, aside.ignored, options.telling))
    leftOut.add('folders that are ignored hold configurations, too')
  return { folders, leftOut: [...leftOut] }
}

/** What is not walked, though it is there. */
interface Aside {
  /** Where links lead, without links. */
  readonly links: Set<string>
  /** The outermost folders that are ignored. */
  readonly ignored: string[]
}

/** Ignored folders that are looked into: a repository has few, and those of a tool alike. */
const MAX_IGNORED = 200

async function someTells(
  host: Host,
  folders: readonly string[],
  telling: ((name: string) => boolean) | undefined,
): Promise<boolean> {
  if (telling === undefined) return false
  for (const folder of folders.slice(0, MAX_IGNORED)) {
    if ((await host.files.list(folder)).some(telling)) return true
  }
  return false
}

/** The folders in a folder that are walked on. */
async function below(
  host: Host,
  parent: Pending,
  names: readonly string[],
  ignoring: boolean,
  aside: Aside,
): Promise<readonly Pending[]> {
  const { join } = pathsOf(host)
  const ignored =
    ignoring && names.includes('.gitignore') ? await readIgnored(host, parent.path, parent.ignored) : parent.ignored
  const found: Pending[] = []
  for (let start = 0; start < names.length; start += CONCURRENCY) {
    const batch = names.slice(start, start + CONCURRENCY)
    const folders = await Promise.all(
      batch.map(async (name): Promise<readonly Pending[]> => {
        const path = join(parent.path, name)
        if (SKIPPED.has(name) || (await host.files.type(path)) !== 'folder') return []
        if (ignored(path)) {
          aside.ignored.push(path)
          return []
        }
        const real = await host.files.realPath(path)
        if (real === join(parent.real, name)) return [{ path, real, ignored }]
        if (real !== null) aside.links.add(real)
        return []
      }),
    )
    found.push(...folders.flat())
  }
  return found
}
