/** What a release might do that nobody can tell, since a part of it can't be read. Pure. */
import type { Behaviour, Fact, FactKind } from '../../model.js'

/** Read from the manifest, whatever of the code can't be. */
const OF_MANIFEST: ReadonlySet<FactKind> = new Set(['dependency', 'install.script', 'file.opaque'])

/**
 * Whether something that could not be read in a release might hold the fact. Code moves into bundles and out of them: only the very
 * bytes that could not be read in the release that has the fact, either, can't be where it went.
 */
export function isBlind(behaviour: Behaviour, holder: Behaviour, { kind }: Fact): boolean {
  const { unanalysed } = behaviour
  if (unanalysed.length === 0) return false
  if (OF_MANIFEST.has(kind)) return unanalysed.some(({ file }) => file === 'package.json')
  const [one, other] = [sumsOf(behaviour), sumsOf(holder)]
  return unanalysed.some(({ file }) => !one.has(file) || one.get(file) !== other.get(file))
}

const sums = new WeakMap<Behaviour, ReadonlyMap<string, unknown>>()

/** Of the files that can't be read, by path. */
function sumsOf(behaviour: Behaviour): ReadonlyMap<string, unknown> {
  const known = sums.get(behaviour)
  if (known !== undefined) return known
  const opaque = behaviour.facts.filter(({ kind, detail }) => kind === 'file.opaque' && detail.sha256 !== undefined)
  const made = new Map(opaque.map(({ detail }) => [String(detail.path), detail.sha256] as const))
  sums.set(behaviour, made)
  return made
}
