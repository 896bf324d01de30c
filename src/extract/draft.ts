/** What an extractor says before the place and the reach of it are known. */
import type { Detail, FactKind } from '../model.js'

export interface FactDraft {
  readonly kind: FactKind
  /** Canonical: see the table of kinds in the README. No local names, no positions; a hole is written `{}`. */
  readonly value: string
  readonly detail: Detail
}

/** A draft and where it stands in its text, in UTF-16 units. */
export interface PlacedDraft {
  readonly draft: FactDraft
  readonly offset: number
}

export const draft = (kind: FactKind, value: string, detail: Detail = {}): FactDraft => ({ kind, value, detail })

/** The first of each identity, in the order given. */
export function uniqueDrafts(drafts: Iterable<FactDraft>): FactDraft[] {
  const seen = new Map<string, FactDraft>()
  for (const one of drafts) {
    const identity = `${one.kind}\0${one.value}`
    if (!seen.has(identity)) seen.set(identity, one)
  }
  return [...seen.values()]
}
