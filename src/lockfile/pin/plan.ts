/** From floating specs to exact ones: which characters of which files change. Pure but for the texts that it is handed. */
import type { ConfigEdit, PackageRef, ServerEntry } from '../../model.js'

/** One package of one entry, to be pinned. */
export interface PinTarget {
  readonly entry: ServerEntry
  /** As `dissect(entry)` gives it. */
  readonly ref: PackageRef
  /** The exact version; for an image its digest (`sha256:…`). */
  readonly version: string
  /** Holds the resolution of its dependencies at this moment, where its runner can; absent: the spec alone changes. */
  readonly before?: Date
}

export interface PlannedFile {
  /** Absolute, as discovery names it. */
  readonly file: string
  readonly before: string
  readonly after: string
  readonly edits: readonly ConfigEdit[]
}

/** An entry that can't be pinned in its file, and why: a remark for the person, never a silent omission. */
export interface NotPinned {
  readonly entry: ServerEntry
  readonly why: string
}

/**
 * @param textOf the text of a file, read anew; every file is asked for once
 * @returns files whose text changes, and what could not be pinned
 */
export async function planPins(
  _targets: readonly PinTarget[],
  _textOf: (file: string) => Promise<string>,
): Promise<{ readonly files: readonly PlannedFile[]; readonly notPinned: readonly NotPinned[] }> {
  throw new Error('not built yet')
}
