/**
 * npm's own resolution, by Arborist, over packuments that are fetched and bounded here.
 *
 * Arborist reaches nothing by itself: every packument that it asks for is handed to it, it works in an empty folder, sees
 * registry specs alone, and where all that failed its registry is a host that does not exist, offline.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { Edge, Node } from '@npmcli/arborist'
import { RegistryError } from '../registry.js'
import { explain, wayToFailure } from './explain.js'
import { lookAhead, type View } from './look-ahead.js'
import { npmView } from './npm-view.js'
import { AbsentError } from './packuments.js'
import type { TreeSettings } from './settings.js'
import type { TrimmedPackument } from './trim.js'

export interface TreeLimits {
  /** Packages in one tree, counted once for each place. */
  readonly packages: number
  /** Packuments that one tree asks for. */
  readonly packuments: number
  /** Manifests that one tree weighs: peers that exclude each other can be tried in endless combinations. */
  readonly manifests: number
  /** Milliseconds of resolution without a further packument. */
  readonly computing: number
}

/** The largest trees of MCP servers that were seen have some 1,500 packages. */
export const DEFAULT_TREE_LIMITS: TreeLimits = {
  packages: 5_000,
  packuments: 5_000,
  manifests: 200_000,
  computing: 60_000,
}

/** A package of the tree: it may stand in several places. */
export interface PlacedPackage {
  readonly name: string
  readonly version: string
  /** From the server to it, both counted, as `name@version`; the shortest way. */
  readonly path: readonly string[]
  readonly optional: boolean
}

/** Milliseconds that one step of a resolution takes at most, in packages of hundreds of dependencies. */
const LONGEST_STEP = 1_000

/** Stands for every registry in what Arborist sees. No host can have this name. */
const NO_REGISTRY = 'http://registry.invalid/'

/**
 * What npm would place for `name@version`, the release itself first, then by the length of the way to it.
 *
 * @param packument of a name; its errors end the resolution, but for optional packages
 * @throws RegistryError with stage `resolve`
 */
export async function resolveTree(
  root: { readonly name: string; readonly version: string },
  packument: (name: string) => Promise<TrimmedPackument>,
  settings: TreeSettings,
  limits: TreeLimits,
): Promise<readonly PlacedPackage[]> {
  const { default: Arborist } = await import('@npmcli/arborist')
  const id = `${root.name}@${root.version}`
  let tooMuch: string | null = null
  let computing = 0
  let counted = performance.now()
  let unanswered: RegistryError | null = null
  const views = new Map<string, Promise<View>>()

  function view(name: string): Promise<View> {
    const known = views.get(name)
    if (known) return known
    const made = makeView(name)
    views.set(name, made)
    return made
  }
  async function makeView(name: string): Promise<View> {
    if (views.size >= limits.packuments) tooMuch ??= `more than ${limits.packuments} different packages`
    if (tooMuch !== null) throw new Error(tooMuch)
    const trimmed = await packument(name)
    computing = 0
    return npmView(trimmed, NO_REGISTRY, settings.before !== null, expected)
  }
  const expected = lookAhead({ ...settings, view })

  /** What pacote takes for its cache: it asks here for every packument, and for nothing elsewhere. */
  const packumentCache = {
    has: () => true,
    async get(key: string): Promise<object> {
      // Arborist waits for nothing else: whatever else this process does would stand still.
      await setImmediate()
      try {
        return await view(decodeURIComponent(key.slice(key.indexOf(NO_REGISTRY) + NO_REGISTRY.length)))
      } catch (error) {
        // npm goes on without an optional package that it can't ask about, and nobody knows what it would find next time.
        if (error instanceof RegistryError && !(error instanceof AbsentError)) unanswered ??= error
        throw error
      }
    },
    set: () => {},
    delete: () => {},
  }

  class Bounded extends Arborist {
    override addTracker(): void {}

    /** Called before each step. */
    override finishTracker(): void {
      if ((this.idealTree?.inventory.size ?? 0) > limits.packages) tooMuch ??= `more than ${limits.packages} packages`
      if (tooMuch !== null) throw new Error(tooMuch)
      if (unanswered !== null) throw unanswered
    }
  }

  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'touchstone-tree-')))
  const arborist = new Bounded({
    ...settings,
    path: folder,
    cache: path.join(folder, 'cache'),
    registry: NO_REGISTRY,
    replaceRegistryHost: 'never',
    packumentCache,
    offline: true,
    ignoreScripts: true,
    audit: false,
    fund: false,
    save: true,
    allowGit: 'none',
    allowRemote: 'none',
    allowFile: 'none',
    allowDirectory: 'none',
  })
  let weighed = 0
  // Arborist copies its options whenever it wants a manifest: the one place that every turn of its search passes.
  Object.defineProperty(arborist.options, 'counted', {
    enumerable: true,
    get: () => {
      weighed++
      const now = performance.now()
      // A long pause was another tree's.
      computing += Math.min(now - counted, LONGEST_STEP)
      counted = now
      if (weighed > limits.manifests || computing > limits.computing) {
        tooMuch ??= 'more combinations of peers than can be tried'
      }
      if (tooMuch !== null) throw new Error(tooMuch)
      return weighed
    },
  })
  try {
    const tree = await arborist.buildIdealTree({ add: [id] })
    if (unanswered !== null) throw unanswered
    return placed(tree, root, failedIn(tree))
  } catch (error) {
    if (tooMuch !== null) throw tooMany(root, tooMuch)
    const cause = unanswered ?? error
    const wanted = cause instanceof RegistryError ? cause.subject : null
    throw explain(cause, id, arborist.idealTree === null ? [] : wayToFailure(arborist.idealTree, wanted))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export const tooMany = ({ name, version }: { readonly name: string; readonly version: string }, what: string) =>
  new RegistryError(
    'resolve',
    `${name}@${version}`,
    `its tree of dependencies has ${what}`,
    'No MCP server ordinarily needs that many; look at its dependencies by hand.',
  )

/** What could not be loaded, and what can't be without it, up to the optional dependency that npm gives up. */
function failedIn(tree: Node): ReadonlySet<Node> {
  const failed = new Set([...tree.inventory.values()].filter((node) => node.errors.length > 0))
  for (const node of failed) {
    for (const { type, from } of node.edgesIn) {
      if (from !== null && type !== 'optional' && type !== 'peerOptional') failed.add(from)
    }
  }
  return failed
}

/** Breadth first from the server, neighbours by name, so that the shortest way is the same in every run. */
function placed(tree: Node, root: { readonly name: string; readonly version: string }, failed: ReadonlySet<Node>) {
  const server = tree.edgesOut.get(root.name)?.to
  const found = new Map<string, { name: string; version: string; path: readonly string[]; optional: boolean }>()
  const ways = new Map<Node, readonly string[]>()
  const add = (node: Node, above: readonly string[]): void => {
    const name = node.packageName ?? node.name
    const id = `${name}@${node.version}`
    const way = [...above, id]
    ways.set(node, way)
    const known = found.get(id)
    if (known === undefined) found.set(id, { name, version: node.version, path: way, optional: node.optional })
    else known.optional &&= node.optional
  }
  const usable = (node: Node | null): node is Node => node !== null && !node.isProjectRoot && !failed.has(node)
  if (server) add(server, [])
  for (const [node, way] of ways) {
    for (const { to } of byName(node.edgesOut.values())) if (usable(to) && !ways.has(to)) add(to, way)
  }
  // What no edge leads to is placed all the same; what is left of a branch that npm gave up is not.
  for (const node of tree.inventory.values()) {
    if (usable(node) && !node.inert && !ways.has(node)) add(node, [`${root.name}@${root.version}`])
  }
  return [...found.values()]
}

const byName = (edges: Iterable<Edge>): Edge[] => [...edges].sort((a, b) => (a.name < b.name ? -1 : 1))
