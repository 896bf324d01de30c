/** Text of a file → pieces of a line as a person reads them: toned by what they are, with nothing hidden behind blanks. */
import type { CodePiece, CodeTone } from './code-diff.js'
import { KIND, type Tokens, tokenAt } from './tokens.js'

/** Columns of a tab. */
const TAB = '  '
/** Blanks in a row that are shown as they are: deep indentation has fewer, code that is pushed out of sight has more. */
const MOST_BLANKS = 40
/** Blanks of every script, and the pattern of Braille without dots, which looks like one. */
const BLANKS = new RegExp(`[\\p{Zs}\\t\\u2800]{${MOST_BLANKS + 1},}`, 'gu')

const TONES: Readonly<Record<number, CodeTone>> = {
  [KIND.comment]: 'comment',
  [KIND.lineComment]: 'comment',
  [KIND.string]: 'string',
  [KIND.number]: 'number',
  [KIND.keyword]: 'keyword',
}

export const toneOf = (kind: number | undefined): CodeTone => TONES[kind ?? KIND.sign] ?? 'plain'

export const markPiece = (text: string): CodePiece => ({ text, tone: 'plain', mark: true })

/** Brackets that marks stand in where they are drawn: `⟨512 blanks⟩`, and in ASCII `<<512 blanks>>`. */
const OF_MARK = /[\u27e8\u27e9\u2329\u232a]|<(?=<\s{0,9}\d[\d,]{0,20}\s{0,9}(?:blanks|more))/gi

/** Pieces of a line, with an escape in the place of what would look like a mark and is the file's: a mark can't be forged. */
export function guarded(pieces: readonly CodePiece[]): readonly CodePiece[] {
  const text = pieces.map((piece) => (piece.mark ? '\n'.repeat(piece.text.length) : piece.text)).join('')
  const found = new Set([...text.matchAll(OF_MARK)].map(({ index }) => index))
  if (found.size === 0) return pieces
  let at = 0
  return pieces.map((piece) => {
    if (piece.mark) {
      at += piece.text.length
      return piece
    }
    let own = ''
    for (const unit of piece.text.split('')) own += found.has(at++) ? escaped(unit) : unit
    return { ...piece, text: own }
  })
}

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/** One piece of text with tabs as blanks, and long runs of blanks as a mark that counts them. */
export function legible(text: string, tone: CodeTone): CodePiece[] {
  const pieces: CodePiece[] = []
  let from = 0
  const add = (part: string): void => {
    if (part !== '') pieces.push({ text: part.replaceAll('\t', TAB), tone })
  }
  for (const run of text.matchAll(BLANKS)) {
    add(text.slice(from, run.index))
    pieces.push(markPiece(`${grouped(run[0].length)} blanks`))
    from = run.index + run[0].length
  }
  add(text.slice(from))
  return pieces
}

/** A run of tokens and blanks, from one offset of the text to another, toned. Plain where there are no tokens. */
export function tonedPieces(text: string, tokens: Tokens | null, from: number, to: number): CodePiece[] {
  if (tokens === null) return legible(text.slice(from, to), 'plain')
  const runs: { text: string; tone: CodeTone }[] = []
  const add = (start: number, end: number, tone: CodeTone): void => {
    if (start >= end) return
    const last = runs.at(-1)
    const part = text.slice(start, end)
    // Blanks in several tones would be counted apart.
    if (last !== undefined && (last.tone === tone || part.trim() === '')) last.text += part
    else runs.push({ text: part, tone })
  }
  let at = from
  for (let index = tokenAt(tokens, from); index < tokens.count; index += 1) {
    const start = Math.max(tokens.starts[index] ?? to, from)
    const end = Math.min(tokens.ends[index] ?? to, to)
    if (start >= to) break
    add(at, start, 'plain')
    add(start, end, toneOf(tokens.kinds[index]))
    at = end
  }
  add(at, to, 'plain')
  return runs.flatMap((run) => legible(run.text, run.tone))
}

/** 12345 → `12,345`, in every language the same. */
export const grouped = (count: number): string => count.toLocaleString('en-US')

/** Whether a line has more than so many characters beside blanks. */
export function isLonger(line: string, most: number): boolean {
  if (line.length <= most) return false
  let count = 0
  for (const each of line) {
    if (each > ' ' && each !== '\u00a0') count += 1
    if (count > most) return true
  }
  return false
}
