/** Which files are reached from what runs: bin, exports and workers, and from install scripts. */
import type { Reach } from '../model.js'
import type { EntryPoints } from './manifest.js'
import { isAside, isTestLike, type PackageResolver } from './resolve.js'

export interface ReachInput {
  readonly entries: EntryPoints
  /** What each file loads or starts, as written. */
  readonly links: ReadonlyMap<string, readonly string[]>
  readonly resolver: PackageResolver
  readonly paths: readonly string[]
}

const CODE = /\.[cm]?js$/
/** Packages that find a compiled addon of whoever calls them, by a folder that they work out. */
const FINDS_ADDONS =
  /^(?:bindings|node-gyp-build|node-gyp-build-optional-packages|@mapbox\/node-pre-gyp|node-pre-gyp|prebuild-install|pkg-prebuilds|@neon-rs\/load|cmake-js)$/

/** @returns the reach of each path. A file that both the server and an install script reach counts as the latter. */
export function reachOf(input: ReachInput): (path: string) => Reach {
  const { entries, paths } = input
  const starts = [...entries.bin, ...entries.main]
  // Where no entry point can be found, everything that is not plainly a test or a document counts as run.
  const runs = reachedFrom(starts.length > 0 ? starts : paths.filter((path) => !isTestLike(path)), input)
  const install = reachedFrom(entries.install, input)
  return (path) => (install.has(path) ? 'install' : runs.has(path) ? 'runs' : 'dormant')
}

/** The files that run where these do, and they themselves. */
export function reachedFrom(starts: readonly string[], input: Omit<ReachInput, 'entries'>): ReadonlySet<string> {
  const { links, resolver, paths } = input
  const targets = targetsIn(resolver, paths)
  const reached = new Set(starts)
  const queue = [...starts]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const link of links.get(path) ?? []) {
      for (const target of targets(path, link)) {
        if (reached.has(target)) continue
        reached.add(target)
        queue.push(target)
      }
    }
  }
  return reached
}

/** What a link of a file may lead to. A path that decides at run time counts as reached. */
function targetsIn(
  resolver: PackageResolver,
  paths: readonly string[],
): (path: string, link: string) => readonly string[] {
  // A name that nothing is known of may be any module's: a payload must not lie dormant behind one computed word.
  let loadable: readonly string[] | undefined
  let addons: readonly string[] | undefined
  return (path, link) => {
    if (link === '{}') {
      loadable ??= paths.filter((each) => CODE.test(each) && !isAside(each))
      return loadable
    }
    if (link.includes('{}')) return resolver.below(path, link)
    if (FINDS_ADDONS.test(link)) {
      addons ??= paths.filter((each) => each.endsWith('.node'))
      return [...resolver.targets(path, link), ...addons]
    }
    const found = resolver.targets(path, link)
    return found.length > 0 ? found : fromRoot(resolver, link)
  }
}

/** A script named by its path from the package's root, as a spawned command or a manifest's script names it. */
function fromRoot(resolver: PackageResolver, link: string): readonly string[] {
  return /^(?:\.\/)?[\w@-][\w@./-]*\.(?:[cm]?[jt]s|sh|ps1|bat|cmd)$/.test(link)
    ? resolver.targets('package.json', `./${link}`)
    : []
}
