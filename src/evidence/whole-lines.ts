/** The difference of two files line by line, around a place. */
import type { CodeHunk, CodeLine, CodePiece } from './code-diff.js'
import { hunksAround, type Step, stepsAlone, stepsOf } from './hunks.js'
import { grouped, guarded, legible, markPiece, tonedPieces } from './pieces.js'
import { type SourceText, type Tokens, tokensOf } from './tokens.js'

/** Characters of a line that are shown. */
const MOST_OF_LINE = 2_000
/** Lines of two files that are compared as wholes; of longer ones only what stands around the place. */
const MOST_LINES = 60_000
/** Lines above and below a place that are compared where the wholes differ too much. */
const WINDOW = 400

/** Lines of a text that is taken apart: a file of line feeds alone would fill the memory. */
const MOST_OF_TEXT = 500_000

/** A text and where its lines stand in it. Lines end at line feeds, as places count them. */
export interface Lines {
  readonly text: string
  readonly tokens: Tokens | null
  /** Without their ends. */
  readonly lines: readonly string[]
  readonly starts: readonly number[]
}

const known = new WeakMap<SourceText, Lines>()
const NO_LINES: Lines = { text: '', tokens: null, lines: [], starts: [] }

/** None where there are more than can be held. */
export function linesOf(source: SourceText): Lines {
  const before = known.get(source)
  if (before !== undefined) return before
  if (hasMoreLines(source.text, MOST_OF_TEXT)) return NO_LINES
  const lines = source.text.split('\n')
  // Behind the last line end no line begins.
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  const starts: number[] = []
  let at = 0
  for (const each of lines) {
    starts.push(at)
    at += each.length + 1
  }
  const made = {
    text: source.text,
    tokens: tokensOf(source),
    // How a line ends is no difference that a reader looks for.
    lines: lines.map((each) => (each.endsWith('\r') ? each.slice(0, -1) : each)),
    starts,
  }
  known.set(source, made)
  return made
}

function hasMoreLines(text: string, most: number): boolean {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0 && count <= most; at = text.indexOf('\n', at + 1)) count += 1
  return count > most
}

/**
 * @param before without one all lines are `same` where there is nothing to compare with, and `added` where the file is new
 * @param place index of a line of `after`
 * @param column of the place in its line, from 0
 */
export function wholeLines(
  before: SourceText | 'nothing' | 'new file',
  after: SourceText,
  place: number,
  column: number,
): { readonly hunks: CodeHunk[]; readonly tooDifferent: boolean } {
  const now = linesOf(after)
  const old = typeof before === 'string' ? null : linesOf(before)
  const found = old === null ? null : compared(old.lines, now.lines, place)
  const steps = found ?? stepsAlone(before === 'nothing' ? 'same' : 'added', now.lines.length, place)
  const hunks = hunksAround(steps, place).map(({ steps: near, side }) => ({
    side,
    lines: near.map((step) => lineOf(step, old, now, { isPlace: step.after === place, column })),
  }))
  return { hunks, tooDifferent: old !== null && found === null }
}

function lineOf(
  step: Step,
  old: Lines | null,
  now: Lines,
  { isPlace, column }: { readonly isPlace: boolean; readonly column: number },
): CodeLine {
  const { change } = step
  const [source, index] = change === 'removed' ? [old ?? now, step.before] : [now, step.after]
  return {
    change,
    before: step.before === null || old === null ? null : step.before + 1,
    after: step.after === null ? null : step.after + 1,
    pieces: guarded(piecesOf(source, index, column)),
    marked: isPlace,
  }
}

/** A line that is too long is cut around the column of the place, also one beside it: it may be what stood there before. */
function piecesOf({ text, tokens, lines, starts }: Lines, index: number, column: number): CodePiece[] {
  const line = lines[index] ?? ''
  const start = starts[index] ?? 0
  const end = start + line.length
  const pieces = tonedPieces(text, tokens, start, Math.min(end, start + 4 * MOST_OF_LINE))
  const isWhole = line.length <= 4 * MOST_OF_LINE && lengthOf(pieces) <= MOST_OF_LINE
  if (isWhole) return pieces
  const from = start + Math.max(0, Math.min(column - MOST_OF_LINE / 4, line.length - MOST_OF_LINE))
  const to = Math.min(end, from + MOST_OF_LINE)
  return [
    ...(from > start ? [moreCharacters(from - start)] : []),
    ...(tokens === null ? legible(text.slice(from, to), 'plain') : tonedPieces(text, tokens, from, to)),
    ...(to < end ? [moreCharacters(end - to)] : []),
  ]
}

const moreCharacters = (count: number): CodePiece => markPiece(`${grouped(count)} more characters`)
const lengthOf = (pieces: readonly CodePiece[]): number => pieces.reduce((sum, { text }) => sum + text.length, 0)

const wholes = new WeakMap<readonly string[], { readonly before: readonly string[]; readonly steps: Step[] | null }>()

/** Once for all places of a file. */
function stepsOfWholes(before: readonly string[], after: readonly string[]): Step[] | null {
  const known = wholes.get(after)
  if (known?.before === before) return known.steps
  const steps = stepsOf(before, after)
  wholes.set(after, { before, steps })
  return steps
}

/** The whole files, where they are not too different; else what stands around the place; `null` where that is, too. */
function compared(before: readonly string[], after: readonly string[], place: number): readonly Step[] | null {
  const whole = before.length + after.length <= MOST_LINES ? stepsOfWholes(before, after) : null
  if (whole !== null) return whole
  const from = Math.max(0, place - WINDOW)
  const to = Math.min(after.length, place + WINDOW)
  const range = counterpart(before, after, from, to)
  const steps = range === null ? null : stepsOf(before.slice(range.from, range.to), after.slice(from, to))
  if (range === null || steps === null) return null
  return steps.map((step): Step => {
    if (step.change === 'added') return { ...step, after: step.after + from }
    if (step.change === 'removed') return { ...step, before: step.before + range.from }
    return { change: 'same', before: step.before + range.from, after: step.after + from }
  })
}

/** Where lines of `after` stand in `before`: between the first and the last of them that stand there once. */
function counterpart(
  before: readonly string[],
  after: readonly string[],
  from: number,
  to: number,
): { readonly from: number; readonly to: number } | null {
  const places = new Map<string, number | null>()
  for (const line of after.slice(from, to)) if (line.trim().length > 3) places.set(line, -1)
  for (const [index, line] of before.entries()) {
    const known = places.get(line)
    if (known !== undefined) places.set(line, known === -1 ? index : null)
  }
  // The offset that most of them agree on, roughly: lines that came or went in between shift it.
  const offsets = after.slice(from, to).flatMap((line, index) => {
    const found = places.get(line)
    return found == null || found < 0 ? [] : [found - index]
  })
  const middle = offsets.sort((a, b) => a - b)[offsets.length >> 1]
  if (middle === undefined) return null
  return { from: Math.max(0, middle - WINDOW / 2), to: Math.min(before.length, middle + to - from + WINDOW / 2) }
}
