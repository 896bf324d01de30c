/** The difference around a place on a line that is too long to read: cut out of both texts, laid out anew, and compared. */
import { type Alignment, align, REACH, type TokenRange } from './align.js'
import type { CodeHunk, CodePiece, CodeTone } from './code-diff.js'
import { hunksAround, type Step, stepsAlone, stepsOf } from './hunks.js'
import { type Brackets, bracketsOf, isBlankBetween, type LaidOutLine, layOut } from './layout.js'
import { grouped, guarded, legible, markPiece, toneOf } from './pieces.js'
import { namesIn } from './renamed.js'
import { isSameToken } from './token-hashes.js'
import { type Tokens, tokenAt, tokenText } from './tokens.js'

/** Characters of one token that are shown, of its beginning and of its end. */
const MOST_OF_TOKEN = 240
const END_OF_TOKEN = 40
/** Tokens to each side of a place that are laid out: more than are shown. */
const SHOWN = 400

export interface LaidOut {
  readonly hunks: CodeHunk[]
  /** Whether code like it stood in the text before. */
  readonly found: boolean
  /** Whether variables were renamed between both, which counts as no difference. */
  readonly renamed: boolean
  /** Whether so much differs that all of it stands as added. */
  readonly tooDifferent: boolean
}

/** @param offset of the place in the text of `after` */
export function laidOut(before: Tokens | 'nothing' | 'new file', after: Tokens, offset: number): LaidOut {
  const place = { token: Math.max(0, Math.min(tokenAt(after, offset), after.count - 1)), offset }
  const found = typeof before === 'string' ? null : align(before, after, place.token)
  if (typeof before === 'string' || found === null) {
    const range = { from: Math.max(0, place.token - SHOWN), to: Math.min(after.count, place.token + SHOWN) }
    const lines = layOut(after, range, bracketsOf(after, range, place.token))
    const at = lines.findIndex(({ from, to }) => from <= place.token && place.token < to)
    const steps = stepsAlone(before === 'nothing' ? 'same' : 'added', lines.length, at)
    return {
      hunks: hunksOf(steps, { lines, tokens: after }, null, place),
      found: false,
      renamed: false,
      tooDifferent: false,
    }
  }
  const ranges = shownRanges(found, place.token)
  const [old, now] = sharedBrackets(before, after, ranges, found, place.token)
  const [oldLines, newLines] = [layOut(before, ranges.before, old), layOut(after, ranges.after, now)]
  const names = namesIn(before, after, found)
  const reverse = new Map([...found.pairs].map(([own, other]) => [other, own]))
  const textBefore = (at: number): string => {
    const own = reverse.get(at)
    // Pairs come of hashes, which tell nothing of what a string holds.
    const isSame = own !== undefined && (names.renamed.has(own) || isSameToken(before, at, after, own))
    return tokenText(isSame ? after : before, isSame ? own : at)
  }
  const ownOf = (at: number): number => reverse.get(at) ?? -1
  const keyBefore = (line: LaidOutLine): string => {
    const own = Array.from({ length: line.to - line.from }, (_, index) => ownOf(line.from + index))
    // Where names changed, one that is kept tells nothing by itself.
    const isRenamed = own.some((at) => names.renamed.has(at))
    return keyOf(line, (at) => `${textBefore(at)}${isRenamed && names.doubtful.has(ownOf(at)) ? ' of another' : ''}`)
  }
  const keys = [oldLines.map(keyBefore), newLines.map((line) => keyOf(line, (at) => tokenText(after, at)))] as const
  const at = newLines.findIndex(({ from, to }) => from <= place.token && place.token < to)
  const compared = stepsOf(keys[0], keys[1])
  const exact = (line: LaidOutLine | undefined, tokens: Tokens): string =>
    line === undefined ? '' : keyOf(line, (index) => tokenText(tokens, index), true)
  const steps = (compared ?? stepsAlone('added', newLines.length, at)).flatMap((step): Step[] => {
    // What a finding points at is seen as both files have it, names and quotes, too.
    if (step.change !== 'same' || step.after !== at) return [step]
    if (exact(oldLines[step.before], before) === exact(newLines[at], after)) return [step]
    return [
      { change: 'removed', before: step.before, after: null },
      { change: 'added', before: null, after: at },
    ]
  })
  const one = { lines: sameIndent(oldLines, newLines, steps), tokens: before }
  return {
    hunks: hunksOf(steps, { lines: newLines, tokens: after }, one, place),
    found: true,
    renamed: compared !== null && names.renamed.size > 0,
    tooDifferent: compared === null,
  }
}

interface Ranges {
  readonly before: TokenRange
  readonly after: TokenRange
}

/** What is laid out of an alignment: enough of both to be shown, that begins and ends at the same tokens. */
function shownRanges({ before, after, pairs }: Alignment, place: number): Ranges {
  let first: number | undefined
  let last: number | undefined
  for (const own of pairs.keys()) {
    if (own >= place - SHOWN && (first === undefined || own < first)) first = own
    if (own <= place + SHOWN && (last === undefined || own > last)) last = own
  }
  const starts = first !== undefined && first <= place
  const ends = last !== undefined && last >= place
  const [from, to] = [starts ? first : undefined, ends ? last : undefined]
  return {
    after: {
      from: from ?? Math.max(after.from, place - SHOWN),
      to: to === undefined ? Math.min(after.to, place + SHOWN) : to + 1,
    },
    before: {
      from: from === undefined ? before.from : (pairs.get(from) ?? before.from),
      to: to === undefined ? Math.min(before.to, before.from + 2 * REACH) : (pairs.get(to) ?? before.to) + 1,
    },
  }
}

/** Brackets that are the same in both are broken in both, so that a part that comes to a list moves no other one. */
function sharedBrackets(
  before: Tokens,
  after: Tokens,
  ranges: Ranges,
  { pairs }: Alignment,
  place: number,
): readonly [Brackets, Brackets] {
  const old = bracketsOf(before, ranges.before, -1)
  const now = bracketsOf(after, ranges.after, place)
  const [oldBroken, newBroken] = [new Set(old.broken), new Set(now.broken)]
  for (const [own, other] of pairs) {
    if (now.broken.has(own)) oldBroken.add(other)
    if (old.broken.has(other)) newBroken.add(own)
  }
  return [
    { ...old, broken: oldBroken },
    { ...now, broken: newBroken },
  ]
}

/** Both parts begin at other depths: lines that are the same stand in the same column, and so do those beside them. */
function sameIndent(
  before: readonly LaidOutLine[],
  after: readonly LaidOutLine[],
  steps: readonly Step[],
): LaidOutLine[] {
  const moved = new Map<number, number>()
  for (const step of steps) {
    if (step.change !== 'same') continue
    moved.set(step.before, (after[step.after]?.indent ?? 0) - (before[step.before]?.indent ?? 0))
  }
  let by = [...moved.values()][0] ?? 0
  return before.map((line, index) => {
    by = moved.get(index) ?? by
    return { ...line, indent: line.indent + by }
  })
}

/** What a line is compared by; layout does not count. */
function keyOf({ from, to }: LaidOutLine, textAt: (at: number) => string, isExact = false): string {
  let key = ''
  for (let at = from; at < to; at += 1) key += `${textAt(at)} `
  // A comma behind the last part of a list comes and goes with the next part.
  return isExact ? key : key.replace(/, $/, '')
}

/** The place in the text after. */
interface Place {
  readonly token: number
  readonly offset: number
}

interface Side {
  readonly lines: readonly LaidOutLine[]
  readonly tokens: Tokens
}

function hunksOf(steps: readonly Step[], now: Side, old: Side | null, place: Place): CodeHunk[] {
  const at = now.lines.findIndex(({ from, to }) => from <= place.token && place.token < to)
  return hunksAround(steps, at).map(({ steps: near, side: where }) => {
    const shown = near.flatMap((step) => {
      const [side, index] = step.change === 'removed' ? [old ?? now, step.before] : [now, step.after]
      const line = side.lines[index]
      return line === undefined ? [] : [{ change: step.change, tokens: side.tokens, line, index }]
    })
    // Deep in a bundle all of it would stand far right.
    const least = Math.min(...shown.map(({ line }) => line.indent))
    return {
      side: where,
      lines: shown.map(({ change, tokens, line, index }) => ({
        change,
        before: null,
        after: null,
        pieces: guarded(
          piecesOf(tokens, { ...line, indent: line.indent - least }, change === 'removed' ? null : place.offset),
        ),
        marked: change !== 'removed' && index === at,
      })),
    }
  })
}

/** @param place offset that has to be seen, also within a token that is cut */
function piecesOf(tokens: Tokens, { indent, from, to }: LaidOutLine, place: number | null): CodePiece[] {
  const runs: CodePiece[] = []
  const add = (text: string, tone: CodeTone): void => {
    const last = runs.at(-1)
    if (last !== undefined && last.mark === undefined && last.tone === tone) {
      runs[runs.length - 1] = { text: last.text + text, tone }
    } else runs.push({ text, tone })
  }
  if (indent > 0) add('  '.repeat(indent), 'plain')
  for (let at = from; at < to; at += 1) {
    const text = tokenText(tokens, at)
    const tone = toneOf(tokens.kinds[at])
    let shown = 0
    for (const [start, end] of partsOf(text.length, place === null ? null : place - (tokens.starts[at] ?? 0))) {
      if (start > shown) runs.push(markPiece(`${grouped(start - shown)} more characters`))
      add(text.slice(start, end), tone)
      shown = end
    }
    if (at + 1 < to && isBlankBetween(tokens, at)) add(' ', 'plain')
  }
  return runs.flatMap((run) => (run.mark ? [run] : legible(run.text, run.tone)))
}

/** Parts of a token that are shown: all of it, or its beginning, what stands around the place, and its end. */
function partsOf(length: number, place: number | null): readonly (readonly [from: number, to: number])[] {
  if (length <= MOST_OF_TOKEN) return [[0, length]]
  const head = [0, MOST_OF_TOKEN - END_OF_TOKEN] as const
  const tail = [length - END_OF_TOKEN, length] as const
  const from = (place ?? 0) - END_OF_TOKEN
  const to = Math.min(from + MOST_OF_TOKEN, tail[0])
  return from <= head[1] || from >= tail[0] ? [head, tail] : [head, [from, to], tail]
}
