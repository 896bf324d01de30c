/** What an extractor says before the place and the reach of it are known. */
import type { Detail, FactKind, Where } from '../model.js'

export interface FactDraft {
  readonly kind: FactKind
  /** Canonical: see the table of kinds in the README. No local names, no positions; a hole is written `{}`. */
  readonly value: string
  readonly detail: Detail
  /** The other end of a flow, where it is known. */
  readonly source?: Where
}

/** A draft and where it stands in its text, in UTF-16 units. */
export interface PlacedDraft {
  readonly draft: FactDraft
  readonly offset: number
}

export const draft = (kind: FactKind, value: string, detail: Detail = {}): FactDraft => ({ kind, value, detail })

/** One draft per identity, in the order of their first; what any of them says of the detail holds for it. */
export function uniqueDrafts(drafts: Iterable<FactDraft>): FactDraft[] {
  const seen = new Map<string, FactDraft>()
  for (const one of drafts) {
    const identity = `${one.kind}\0${one.value}`
    const known = seen.get(identity)
    seen.set(identity, known ? { ...known, detail: joinDetail(known.detail, one.detail) } : one)
  }
  return [...seen.values()]
}

/** True wins over false, lists are joined, of all else the first stays. */
export function joinDetail(first: Detail, second: Detail): Detail {
  const joined: Record<string, string | number | boolean | readonly string[]> = { ...second, ...first }
  for (const [name, value] of Object.entries(second)) {
    const before = first[name]
    if (typeof value === 'boolean' && typeof before === 'boolean') joined[name] = before || value
    if (isList(value) && isList(before)) joined[name] = [...new Set([...before, ...value])].sort()
  }
  return joined
}

const isList = (value: Detail[string] | undefined): value is readonly string[] => Array.isArray(value)
