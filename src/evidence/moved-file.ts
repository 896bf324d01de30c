/** Which file of the release before a file is, where it has another name now: bundlers put a hash of its contents into it. Pure. */
import type { Artifact } from '../model.js'

/** Files whose contents are looked at. */
const MOST_CANDIDATES = 8
/** Bytes of each that are looked at. */
const MOST_BYTES = 1 << 20
/** Share of words in common above which it is the same file, and above which it is where its name says so, too. */
const ALIKE = 0.5
const ALIKE_WITH_NAME = 0.25

/**
 * @returns path of the most similar file that stands in `before` alone; `null` where none is similar
 */
export function movedFrom(path: string, after: Artifact, before: Artifact): string | null {
  const bytes = after.read(path)
  if (bytes === undefined || bytes.length === 0) return null
  const kept = new Set(after.list().map((file) => file.path))
  const candidates = before
    .list()
    .filter((file) => !kept.has(file.path) && extensionOf(file.path) === extensionOf(path) && file.size > 0)
    .map((file) => ({ path: file.path, rank: rankOf(file.path, path), ratio: ratioOf(file.size, bytes.length) }))
    .sort((a, b) => b.rank - a.rank || b.ratio - a.ratio)
    .slice(0, MOST_CANDIDATES)
  if (candidates.length === 0) return null
  const words = wordsOf(bytes)
  let best: { readonly path: string; readonly alike: number } | null = null
  for (const candidate of candidates) {
    const alike = similarity(words, wordsOf(before.read(candidate.path) ?? new Uint8Array()))
    const enough = candidate.rank > 0 ? ALIKE_WITH_NAME : ALIKE
    if (alike >= enough && (best === null || alike > best.alike)) best = { path: candidate.path, alike }
  }
  return best?.path ?? null
}

const extensionOf = (path: string): string => /\.[^./]*$/.exec(path)?.[0] ?? ''
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
const ratioOf = (one: number, other: number): number => Math.min(one, other) / Math.max(one, other)

/** 2: the same name in another folder, or but for a hash in the same one; 1: the same name but for both. */
function rankOf(one: string, other: string): number {
  if (nameOf(one) === nameOf(other)) return 2
  if (withoutHash(nameOf(one)) !== withoutHash(nameOf(other))) return 0
  return one.slice(0, -nameOf(one).length) === other.slice(0, -nameOf(other).length) ? 2 : 1
}

/** `chunk-QH7P2XYA.js`, `index.4f2c9a1b.mjs` */
const withoutHash = (name: string): string => name.replace(/([-._])[A-Za-z0-9_]{6,32}(?=\.)/, '$1')

const decoder = new TextDecoder('utf-8')

/** Words that minifiers leave as they are, and file names and texts within quotes. */
function wordsOf(bytes: Uint8Array): ReadonlySet<string> {
  return new Set(decoder.decode(bytes.subarray(0, MOST_BYTES)).match(/[\p{L}\p{N}_$]{5,64}/gu) ?? [])
}

/** Share of the words of both that both have. */
function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const [small, large] = one.size < other.size ? [one, other] : [other, one]
  if (large.size === 0) return 0
  let common = 0
  for (const word of small) if (large.has(word)) common += 1
  return common / (one.size + other.size - common)
}
