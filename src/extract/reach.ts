/** Which files are reached from what runs: bin, exports and workers, and from install scripts. */
import type { Reach } from '../model.js'
import type { EntryPoints } from './manifest.js'
import type { PackageResolver } from './resolve.js'

export interface ReachInput {
  readonly entries: EntryPoints
  /** What each file loads or starts, as written. */
  readonly links: ReadonlyMap<string, readonly string[]>
  readonly resolver: PackageResolver
  readonly paths: readonly string[]
}

/** Where no entry point can be found, everything that is not plainly a test or a document counts as run. */
const ASIDE =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|examples?|docs?|fixtures|benchmarks?|coverage)\/|\.(?:test|spec)\.[cm]?[jt]sx?$|^(?:Gruntfile|gulpfile|webpack\.config|rollup\.config|vite\.config|vitest\.config|jest\.config|eslint\.config|tsup\.config)\./i

const CODE = /\.[cm]?js$/
/** Bundles for a browser's pages are served, not loaded. */
const PAGES = /(?:^|\/)(?:public|static|assets|www|ui|web|client|frontend|dashboard|widgets?|app)\/|\.min\.js$/i

/** @returns the reach of each path. A file that both the server and an install script reach counts as the latter. */
export function reachOf(input: ReachInput): (path: string) => Reach {
  const { entries, paths } = input
  const starts = [...entries.bin, ...entries.main]
  const runs = closure(starts.length > 0 ? starts : paths.filter((path) => !ASIDE.test(path)), input)
  const install = closure(entries.install, input)
  return (path) => (install.has(path) ? 'install' : runs.has(path) ? 'runs' : 'dormant')
}

function closure(starts: readonly string[], { links, resolver, paths }: ReachInput): Set<string> {
  // A name that nothing is known of may be any module's: a payload must not lie dormant behind one computed word.
  const loadable = paths.filter((path) => CODE.test(path) && !ASIDE.test(path) && !PAGES.test(path))
  const reached = new Set(starts)
  const queue = [...starts]
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const link of links.get(path) ?? []) {
      // A path that decides at run time counts as reached.
      const targets =
        link === '{}'
          ? loadable
          : link.includes('{}')
            ? resolver.below(path, link)
            : [resolver.resolve(path, link) ?? fromRoot(resolver, link)]
      for (const target of targets) {
        if (target === undefined || reached.has(target)) continue
        reached.add(target)
        queue.push(target)
      }
    }
  }
  return reached
}

/** A script named by its path from the package's root, as a spawned command or a manifest's script names it. */
function fromRoot(resolver: PackageResolver, link: string): string | undefined {
  return /^[\w@-][\w@./-]*\.(?:[cm]?[jt]s|sh|ps1|bat|cmd)$/.test(link)
    ? resolver.resolve('package.json', `./${link}`)
    : undefined
}
