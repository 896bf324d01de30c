/** The code of a finding as lines of a screen: a unified diff with a gutter, long lines wrapped and never cut. Pure. */
import type { CodeDiff, CodeHunk, CodeLine, CodePiece } from '../../evidence/code-diff.js'
import type { Severity, Where } from '../../model.js'
import { EMPTY_LINE, fitted, type Line, LONGEST, lineWidth, type Span, span, strong, type Tone, wrap } from '../line.js'
import type { Signs } from '../theme.js'
import { paragraph, tidied } from './prose.js'

/** What code is drawn on. */
export interface CodeSheet {
  /** In columns. */
  readonly width: number
  readonly signs: Signs
  /** Whether signs are said in words. */
  readonly aloud: boolean
  readonly severity: Severity
  readonly short: (file: string) => string
}

export interface CodeRows {
  readonly lines: readonly Line[]
  /** Index of the first line that a finding points at; `null` where there is none. */
  readonly place: number | null
}

/** Columns from which the numbers of both files have room. */
const BOTH_NUMBERS = 96

export function codeRows(codes: readonly CodeDiff[], sheet: CodeSheet): CodeRows {
  const lines: Line[] = []
  let place: number | null = null
  for (const code of codes) {
    if (lines.length > 0) lines.push(EMPTY_LINE)
    lines.push(...placeLines(code, sheet))
    for (const [index, hunk] of code.hunks.entries()) {
      if (index > 0) lines.push([span(`${sheet.signs.ellipsis} changed ${hunk.side ?? 'near'} it`, 'quiet')])
      for (const { line, isPlace } of hunkLines(hunk, sheet)) {
        if (isPlace) place ??= lines.length
        lines.push(line)
      }
    }
    if (code.remark !== null) lines.push(...paragraph([span(code.remark, 'quiet')], sheet, 2))
  }
  return { lines, place }
}

/** `index.js:24:9`; what is about a whole file has no line. */
export const placeText = ({ file, line, column }: Where, short: (file: string) => string): string =>
  line > 0 ? `${short(file)}:${line}${column > 0 ? `:${column}` : ''}` : short(file)

/** `1.0.15 → 1.0.16`, and how it is shown. */
export function aboutText({ versions, formatted }: CodeDiff, arrow: string): string {
  const compared = versions === undefined ? null : versions.before === null ? versions.after : null
  const both = versions?.before == null ? compared : `${versions.before} ${arrow} ${versions.after}`
  return [both, formatted ? 'laid out anew' : null].filter((each) => each !== null).join(', ')
}

function placeLines(code: CodeDiff, sheet: CodeSheet): readonly Line[] {
  const about = aboutText(code, sheet.signs.arrow)
  return paragraph(
    [strong(placeText(code.where, sheet.short), 'place'), ...(about === '' ? [] : [span(`  ${about}`, 'quiet')])],
    sheet,
    0,
    2,
  )
}

interface Gutter {
  /** Columns of a number; 0 where lines have none. */
  readonly digits: number
  readonly both: boolean
}

function gutterOf({ lines }: CodeHunk, { width }: CodeSheet): Gutter {
  const numbers = lines.flatMap(({ before, after }) => [before ?? 0, after ?? 0])
  const most = Math.max(0, ...numbers)
  const both = lines.some(({ before }) => before !== null) && width >= BOTH_NUMBERS
  return { digits: most === 0 ? 0 : String(most).length, both }
}

const TONE_OF = { same: 'quiet', added: 'added', removed: 'removed' } as const
const SIGN_OF = { same: ' ', added: '+', removed: '-' } as const
const WORD_OF = { same: '', added: 'added: ', removed: 'removed: ' } as const

function hunkLines(hunk: CodeHunk, sheet: CodeSheet): readonly { readonly line: Line; readonly isPlace: boolean }[] {
  const gutter = gutterOf(hunk, sheet)
  return hunk.lines.flatMap((each) => {
    const head = gutterLine(each, gutter, sheet)
    const columns = lineWidth(head)
    const room = Math.max(sheet.width - columns, 8)
    const rows = wrap(codeSpans(each, sheet), room)
    // A line that goes on says so in the place of its number.
    const sign = fitted([span(sheet.signs.ellipsis, TONE_OF[each.change])], columns - 1, '')
    const more = [span(' '.repeat(Math.max(columns - 1 - lineWidth(sign), 0))), ...sign, span(' ')]
    return rows.map((row, index) => ({
      line: tidied([...(index === 0 ? head : more), ...row]),
      isPlace: each.marked && index === 0,
    }))
  })
}

function gutterLine(line: CodeLine, { digits, both }: Gutter, { signs, aloud, severity }: CodeSheet): Line {
  const { change, before, after, marked } = line
  const number = (value: number | null): string => (value === null ? '' : String(value)).padStart(digits)
  const numbers =
    digits === 0
      ? ''
      : both
        ? `${number(before)} ${number(after)} `
        : `${number(change === 'removed' ? before : after)} `
  const mark = marked ? span(aloud ? 'here: ' : signs.cursor, severity, { strong: true }) : span(' ')
  const sign = aloud ? WORD_OF[change] : `${SIGN_OF[change]} `
  return [mark, span(numbers, marked ? severity : 'quiet'), span(sign, TONE_OF[change], { strong: change !== 'same' })]
}

/** What is gone has one tone; what came keeps the tones of its words. */
function codeSpans({ pieces, change, marked }: CodeLine, { signs }: CodeSheet): readonly Span[] {
  const more = marked ? { strong: true } : {}
  const toneOf = ({ tone }: CodePiece): Tone =>
    change === 'removed' ? 'removed' : tone !== 'plain' ? tone : change === 'added' ? 'added' : 'plain'
  return pieces.flatMap((piece) =>
    piece.mark
      ? [span(markText(piece.text, signs), 'pending')]
      : partsOf(piece.text).map((part) => span(part, toneOf(piece), more)),
  )
}

/** A span is cut where it has no end; of code nothing is left out that the evidence has not left out. */
const partsOf = (text: string): readonly string[] => (text.length <= LONGEST ? [text] : (text.match(PARTS) ?? []))

const PARTS = /.{1,1000}/gsu

/** What is not shown in full, in brackets that code has only as escapes. */
export const markText = (text: string, { arrow }: Signs): string => (arrow === '->' ? `<<${text}>>` : `⟨${text}⟩`)
