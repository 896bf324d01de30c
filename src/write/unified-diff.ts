/** What a change does to files, as a unified diff. Pure. */
import path from 'node:path'
import { structuredPatch } from 'diff'
import { changedWords, type Span } from './changed-words.js'
import type { FileChange } from './changes.js'
import { cutLine, type Shown } from './cut.js'

export type { Span } from './changed-words.js'
export type { Shown } from './cut.js'

/**
 * Takes secrets out of one line of a file.
 *
 * @param line without its line break
 * @param changed what of the line is not in the other text; in order
 * @param previous the line above it in the same text
 */
export type Mask = (line: string, changed: readonly Span[], previous: string | undefined) => readonly Shown[]

export type DiffedFile = Pick<FileChange, 'file' | 'before' | 'after'>

/** Lines above and below a change. */
const CONTEXT = 3
/** Lines that differ at most, of both texts together (time grows with its square); beyond that all of the file counts as changed. */
const MOST_CHANGES = 1_500
/** Lines that are shown of one file. */
const MOST_LINES = 2_000

/**
 * For people, and not to be applied: secrets are masked, long lines cut around what changes, and long files cut off. Line ends
 * and the byte order mark are shown where a change alters them, or where a file has several kinds of line ends.
 *
 * @param home stands as `~` in the names of files
 * @param maskOf how lines of a file are shown: configurations hold secrets (`maskConfiguration` of the report). `undefined` for
 *   a file that holds none.
 * @returns lines that end in a line break, raw: to be made visible, line by line, by whoever prints them
 */
export function unifiedDiff(
  changes: readonly DiffedFile[],
  home: string,
  maskOf: (file: string) => Mask | undefined = () => undefined,
): string {
  return changes
    .filter(({ before, after }) => before !== after)
    .map((change) => [...header(change, home), ...body(change, maskOf(change.file) ?? bare)])
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('')
}

function header({ file, before }: DiffedFile, home: string): string[] {
  const name = shownName(file, home)
  return [`--- ${before === null ? '/dev/null' : name}`, `+++ ${name}`]
}

/** A line break in a name would make lines that no file has. */
function shownName(file: string, home: string): string {
  const inside = path.relative(home, file)
  const isInside = home !== '' && inside !== '' && !path.isAbsolute(inside) && inside.split(path.sep)[0] !== '..'
  return (isInside ? `~${path.sep}${inside}` : file).replace(/[\r\n]/g, (each) => (each === '\n' ? '\\n' : '\\r'))
}

/** A line of a hunk, with what of it is not in the other text. */
interface Line {
  readonly sign: ' ' | '-' | '+' | '\\'
  readonly text: string
  readonly previous: string | undefined
  changed: readonly Span[]
}

function body(change: DiffedFile, mask: Mask): string[] {
  const [before, after] = comparable(change.before ?? '', change.after)
  const hunks = hunksOf(before, after)
  const [oldLines, newLines] = [before.split('\n'), after.split('\n')]
  const lines: string[] = []
  let left = 0
  for (const hunk of hunks) {
    if (lines.length >= MOST_LINES) {
      left += hunk.lines.length
      continue
    }
    lines.push(`@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@`)
    const own = linesOf(hunk, oldLines, newLines)
    const shown = own.slice(0, MOST_LINES - lines.length)
    left += own.length - shown.length
    markChanges(own)
    for (const { sign, text, changed, previous } of shown) {
      lines.push(sign === '\\' ? `\\${text}` : sign + cutLine(mask(text, changed, previous)))
    }
  }
  return left === 0 ? lines : [...lines, `\\ ${left} more lines`]
}

/** Both without what people need not see, since both have it: the mark, and the carriage returns of all lines. */
function comparable(before: string, after: string): readonly [string, string] {
  const texts = [before, after].every((text) => text.startsWith('\ufeff'))
    ? [before.slice(1), after.slice(1)]
    : [before, after]
  const isDos = texts.every((text) => !/(?:^|[^\r])\n/.test(text) && (text === '' || text.includes('\r\n')))
  const [old = '', now = ''] = isDos ? texts.map((text) => text.replaceAll('\r\n', '\n')) : texts
  return [old, now]
}

interface Hunk {
  readonly oldStart: number
  readonly oldLines: number
  readonly newStart: number
  readonly newLines: number
  readonly lines: readonly string[]
}

function hunksOf(before: string, after: string): readonly Hunk[] {
  const options = { context: CONTEXT, maxEditLength: MOST_CHANGES }
  const patch = structuredPatch('', '', before, after, undefined, undefined, options)
  if (patch !== undefined) return patch.hunks
  const [removed, added] = [before, after].map((text) => structuredPatch('', '', '', text).hunks[0]?.lines ?? [])
  const count = (lines: readonly string[] = []) => lines.filter((line) => !line.startsWith('\\')).length
  return [
    {
      oldStart: 1,
      oldLines: count(removed),
      newStart: 1,
      newLines: count(added),
      lines: [...(removed ?? []).map((line) => line.replace(/^\+/, '-')), ...(added ?? [])],
    },
  ]
}

/** As GNU diff has it: of no lines, the number of the line above. */
const range = (start: number, lines: number): string =>
  lines === 1 ? `${start}` : `${lines === 0 ? start - 1 : start},${lines}`

function linesOf(hunk: Hunk, oldLines: readonly string[], newLines: readonly string[]): Line[] {
  let [oldAt, newAt] = [hunk.oldStart, hunk.newStart]
  return hunk.lines.map((raw) => {
    const sign = raw[0] as Line['sign']
    const text = raw.slice(1)
    // Numbers count from 1: the line above stands two before.
    const previous = sign === '-' ? oldLines[oldAt - 2] : newLines[newAt - 2]
    if (sign === ' ' || sign === '-') oldAt += 1
    if (sign === ' ' || sign === '+') newAt += 1
    return { sign, text, previous, changed: [] }
  })
}

/** Compares what stands in the place of each other, word by word. */
function markChanges(lines: readonly Line[]): void {
  for (let at = 0; at < lines.length; ) {
    const block: Line[] = []
    while (lines[at]?.sign !== ' ' && at < lines.length) block.push(lines[at++] as Line)
    if (block.length === 0) {
      at += 1
      continue
    }
    const removed = block.filter(({ sign }) => sign === '-')
    const added = block.filter(({ sign }) => sign === '+')
    const text = (of: readonly Line[]) => of.map((line) => line.text).join('\n')
    const spans = changedWords(text(removed), text(added))
    share(removed, spans.before)
    share(added, spans.after)
  }
}

/** Spans of the lines' joined text, as spans of each line. */
function share(lines: readonly Line[], spans: readonly Span[]): void {
  let from = 0
  let first = 0
  for (const line of lines) {
    const end = from + line.text.length
    const own: Span[] = []
    while ((spans[first]?.end ?? Number.POSITIVE_INFINITY) <= from) first += 1
    for (let at = first; (spans[at]?.start ?? Number.POSITIVE_INFINITY) < end; at += 1) {
      const span = spans[at] as Span
      own.push({ start: Math.max(span.start, from) - from, end: Math.min(span.end, end) - from })
    }
    line.changed = own
    from = end + 1
  }
}

/** A line as it is. */
function bare(line: string, changed: readonly Span[]): readonly Shown[] {
  const pieces: Shown[] = []
  let at = 0
  for (const { start, end } of changed) {
    pieces.push({ text: line.slice(at, start), changed: false }, { text: line.slice(start, end), changed: true })
    at = end
  }
  return [...pieces, { text: line.slice(at), changed: false }]
}
