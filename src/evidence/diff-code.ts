/** From two texts and a place to the lines that a person reads. Pure; in time that grows with the length of the texts. */
import type { Where } from '../model.js'
import type { CodeDiff } from './code-diff.js'
import { laidOut } from './laid-out.js'
import { isLonger } from './pieces.js'
import { type SourceText, tokensOf } from './tokens.js'
import { linesOf, wholeLines } from './whole-lines.js'

export type { SourceText } from './tokens.js'

/** Characters of a line that people read, blanks aside. Written code has fewer, but for texts within quotes. */
const READABLE = 320

const TOO_DIFFERENT = 'Too much differs to tell what is new: all lines stand as added.'

/** What a text is compared with, where that is no file: there is no earlier release, or it had no such file. */
export type NoText = 'nothing' | 'new file'

/**
 * Gives the same objects for the same files where a finding has several places: what is made of a text is kept with its object.
 *
 * @param before without a file, all lines of `after` are `same` (`nothing`) or `added` (`new file`)
 */
export function diffCode(before: SourceText | NoText, after: SourceText, where: Where): CodeDiff {
  if (typeof before !== 'string' && linesOf(before).lines.length === 0) {
    const alone = diffCode('nothing', after, where)
    const remark = `What it is to be compared with has more lines than can be shown. ${alone.remark ?? ''}`
    return { ...alone, remark: remark.trim() }
  }
  const common = { where, beforeFile: typeof before === 'string' ? null : before.file, remark: null }
  const { lines, starts } = linesOf(after)
  const place = placeOf(lines, where)
  if (place === null) {
    const remark = `${after.file} has ${lines.length === 0 ? 'more lines than can be shown' : `no line ${where.line}`}.`
    return { ...common, formatted: false, hunks: [], remark }
  }
  const column = Math.min(Math.max(where.column, 1) - 1, lines[place]?.length ?? 0)
  const now = isLonger(lines[place] ?? '', READABLE) ? tokensOf(after) : null
  const old = typeof before === 'string' || now === null ? before : before.text === after.text ? now : tokensOf(before)
  if (now === null || old === null || (typeof old !== 'string' && !('count' in old))) {
    const { hunks, tooDifferent } = wholeLines(before, after, place, column)
    return { ...common, formatted: false, hunks, remark: tooDifferent ? TOO_DIFFERENT : null }
  }
  const { hunks, found, renamed, tooDifferent } = laidOut(old, now, (starts[place] ?? 0) + column)
  const isAlone = typeof before === 'string'
  const remarks = [
    ...(isAlone || found ? [] : ['Nothing like it stands in the file before.']),
    ...(tooDifferent ? [TOO_DIFFERENT] : []),
    ...(renamed ? ['Variables that only have another name now count as the same.'] : []),
  ]
  return { ...common, formatted: true, hunks, remark: remarks.length === 0 ? null : remarks.join(' ') }
}

/** Index of the line; of a file that has fewer lines the one that holds the excerpt. */
function placeOf(lines: readonly string[], { line, excerpt }: Where): number | null {
  if (line >= 1 && line <= lines.length) return line - 1
  const text = excerpt.trim()
  const found = text.length < 8 ? -1 : lines.findIndex((each) => each.includes(text))
  return found < 0 ? null : found
}
