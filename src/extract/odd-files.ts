/** Files that run as JavaScript though their names do not end like it: `require('./notes.txt')`. */
import type { ArtifactFile, Reach } from '../model.js'
import type { FileReading, JavaScriptPackage } from './javascript/package.js'

/** Files that are tried, and bytes of one: what is longer is data. */
const MOST = 50
const MOST_BYTES = 1 << 20
/** What Node, or a program, takes for something else than JavaScript. */
const DATA = /\.(?:json|jsonc|json5|node|wasm|map|py|rb|pl|lock|d\.[cm]?ts)$/i

interface Tools {
  textOf(path: string): string | undefined
  readonly javascript: JavaScriptPackage
}

/**
 * @param others files that are no code by their names
 * @param reachOfNow by what is linked so far; asked again after each file that links more
 * @returns the readings of those that are reached; what does not parse is no code, and is left out
 */
export function* readOddlyNamed(
  others: readonly ArtifactFile[],
  { textOf, javascript }: Tools,
  reachOfNow: () => (path: string) => Reach,
): Generator<FileReading> {
  const waiting = new Set(
    others.filter(({ path, size }) => size <= MOST_BYTES && !DATA.test(path)).map(({ path }) => path),
  )
  let left = MOST
  for (let again = waiting.size > 0; again; ) {
    again = false
    const reach = reachOfNow()
    for (const path of waiting) {
      if (reach(path) === 'dormant' || left <= 0) continue
      waiting.delete(path)
      const text = textOf(path)
      if (text === undefined || text.includes('\0')) continue
      left--
      const reading = javascript.readAlso(path)
      if (reading.failed?.why === 'unparsable') continue
      yield reading
      again = again || reading.links.length > 0
    }
  }
}
