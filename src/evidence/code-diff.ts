/** The code that a finding rests on, before and after, as lines that a person can read. Pure. */
import type { Where } from '../model.js'

export type CodeTone = 'plain' | 'keyword' | 'string' | 'number' | 'comment'

export interface CodePiece {
  readonly text: string
  readonly tone: CodeTone
  /** It is not the file's, but says what stands there: `512 blanks`, `12,000 more characters`. */
  readonly mark?: true
}

export interface CodeLine {
  readonly change: 'same' | 'added' | 'removed'
  /** Of the file before, and of the file after, from 1; `null` where it does not stand there, or where the code was laid out anew. */
  readonly before: number | null
  readonly after: number | null
  readonly pieces: readonly CodePiece[]
  /** Whether the finding points at it. */
  readonly marked: boolean
}

/** Lines that stand together. */
export interface CodeHunk {
  /** Where they stand as seen from the place that the finding points at; `null` for those around it. */
  readonly side: 'above' | 'below' | null
  readonly lines: readonly CodeLine[]
}

/** One place of a finding. */
export interface CodeDiff {
  readonly where: Where
  /** The versions that are compared, where it is told; `before` is `null` where there is none. */
  readonly versions?: { readonly before: string | null; readonly after: string }
  /** Path before; `null` where the file is new, or there is nothing to compare with. */
  readonly beforeFile: string | null
  /** Whether a statement was cut out of a long line and laid out anew: its lines are not those of the file. */
  readonly formatted: boolean
  /** Those around the place first, then small changes near it, in the order of the file. */
  readonly hunks: readonly CodeHunk[]
  /** What else is to be known: too large, not text, the place was not found. */
  readonly remark: string | null
}
