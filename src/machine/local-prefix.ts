/** The folder of the project that npm works in, as `@npmcli/config` finds it (`loadLocalPrefix`). */
import { type Host, pathsOf } from '../host.js'
import { objectOf, own, readManifest, upwards } from './files.js'

const MOST_PATTERNS = 100

/**
 * The first folder, from where npm starts upwards, that holds a `package.json` or `node_modules`; where that is a workspace of
 * a folder above, the one above; else where npm starts.
 */
export async function localPrefix(host: Host, start: string): Promise<string> {
  const paths = pathsOf(host)
  let found: string | null = null
  for (const folder of upwards(host, start)) {
    const manifest = await host.files.type(paths.join(folder, 'package.json'))
    if (found === null) {
      if (manifest === 'file' || (await host.files.type(paths.join(folder, 'node_modules'))) === 'folder')
        found = folder
      continue
    }
    if (manifest !== 'file') continue
    const written = own(await readManifest(host.files, folder, paths.join), 'workspaces')
    const relative = paths.relative(folder, found).split(paths.sep)
    if (isWorkspace(relative, written)) return folder
  }
  return found ?? start
}

/** `["packages/*", "!packages/old"]`, or `{ "packages": [...] }`: the last pattern that matches decides. */
function isWorkspace(folder: readonly string[], written: unknown): boolean {
  const patterns = Array.isArray(written) ? written : own(objectOf(written), 'packages')
  if (!Array.isArray(patterns)) return false
  let matched = false
  for (const pattern of patterns.slice(0, MOST_PATTERNS)) {
    if (typeof pattern !== 'string' || pattern.length > 500) continue
    const positive = pattern.replace(/^!/, '')
    const segments = positive.split('/').filter((segment) => segment !== '' && segment !== '.')
    if (matches(folder, segments)) matched = positive === pattern
  }
  return matched
}

function matches(path: readonly string[], pattern: readonly string[]): boolean {
  // Which parts of the pattern the path so far can have reached; `**` may stay where it is.
  let reached = new Set(withoutStars(0, pattern))
  for (const segment of path) {
    const next = new Set<number>()
    for (const at of reached) {
      if (pattern[at] === '**') for (const each of withoutStars(at, pattern)) next.add(each)
      else if (matchesSegment(segment, pattern[at])) for (const each of withoutStars(at + 1, pattern)) next.add(each)
    }
    reached = next
  }
  return reached.has(pattern.length)
}

/** A place in the pattern, and those behind it that stars of any number of folders may skip to. */
function* withoutStars(at: number, pattern: readonly string[]): Generator<number> {
  yield at
  for (let i = at; pattern[i] === '**'; i += 1) yield i + 1
}

/** One star is all that workspaces' patterns have within a name. */
function matchesSegment(segment: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return false
  const [head = '', ...tails] = pattern.split('*')
  if (tails.length === 0) return segment === pattern
  const tail = tails.at(-1) ?? ''
  return segment.length >= head.length + tail.length && segment.startsWith(head) && segment.endsWith(tail)
}
