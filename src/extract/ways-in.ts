/**
 * By which of its ways in the files of a package are reached. What nobody imports by `lib/cli` does not run where a server takes
 * `lib` alone: whoever knows what is imported can tell that apart.
 */
import type { Fact } from '../model.js'
import { binFiles, collectExports, type EntryPoints } from './manifest-entries.js'
import { isRecord, type Manifest, type PackageFiles } from './manifest-read.js'
import { type ReachInput, reachedFrom } from './reach.js'

/** More ways than any but a few packages have; of those nothing is told apart. */
const MOST_WAYS = 64

/**
 * @returns for a path the ways in that reach it, sorted: `bin`, or a key of `exports` such as `./sub`. `null` where the main way does,
 *   or none that is known: then it counts for whoever takes the package
 */
export function waysTo(
  manifest: Manifest,
  files: PackageFiles,
  entries: EntryPoints,
  graph: Omit<ReachInput, 'entries'>,
): (path: string) => readonly string[] | null {
  const ways = besideMain(manifest, files)
  if (ways.size === 0 || ways.size > MOST_WAYS) return () => null
  const aside = new Set([...ways.values()].flat())
  const mainly = new Set([...entries.main, ...entries.bin].filter((path) => !aside.has(path)))
  for (const path of mainTargets(manifest, files)) mainly.add(path)
  const byMain = reachedFrom([...mainly], graph)
  const reached = [...ways].map(([way, starts]) => [way, reachedFrom(starts, graph)] as const)
  return (path) => {
    if (byMain.has(path)) return null
    const found = reached.flatMap(([way, paths]) => (paths.has(path) ? [way] : []))
    return found.length === 0 ? null : found.sort()
  }
}

/** Commands, and what can be imported under another name than the package's own. */
function besideMain(manifest: Manifest, files: PackageFiles): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>()
  const commands = binFiles(manifest, files)
  if (commands.length > 0) ways.set('bin', commands)
  if (!isRecord(manifest.exports)) return ways
  for (const [key, target] of Object.entries(manifest.exports)) {
    if (!key.startsWith('./')) continue
    const targets: string[] = []
    collectExports(target, files, targets, 0)
    if (targets.length > 0) ways.set(key, targets)
  }
  return ways
}

function mainTargets({ exports, main }: Manifest, files: PackageFiles): readonly string[] {
  const targets: string[] = []
  if (isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'))) {
    collectExports(exports['.'], files, targets, 0)
  } else collectExports(exports ?? main ?? './index.js', files, targets, 0)
  return targets
}

/**
 * What runs of a package where only some of its ways in are taken.
 *
 * @param facts of the whole package
 * @param imports specifiers by which it is taken: `lib`, `lib/sub`; of packages with other names nothing follows
 * @param commands whether its commands may be started
 * @returns the same facts; what only other ways reach lies dormant
 */
export function reachedBy(facts: readonly Fact[], name: string, imports: Iterable<string>, commands: boolean): Fact[] {
  const taken = [...imports].filter((each) => each.startsWith(`${name}/`)).map((each) => `.${each.slice(name.length)}`)
  const isTaken = (way: string): boolean => (way === 'bin' ? commands : taken.some((each) => fits(way, each)))
  return facts.map((fact) =>
    fact.reach !== 'runs' || fact.by === undefined || fact.by.some(isTaken) ? fact : { ...fact, reach: 'dormant' },
  )
}

/** Whether a key of `exports`, which may hold one `*`, is what an import asks for. */
function fits(key: string, asked: string): boolean {
  const star = key.indexOf('*')
  if (star < 0) return key === asked
  const [head, tail] = [key.slice(0, star), key.slice(star + 1)]
  return asked.length >= key.length && asked.startsWith(head) && asked.endsWith(tail)
}
