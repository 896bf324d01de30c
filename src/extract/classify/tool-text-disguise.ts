/**
 * Texts that are laid out so that a person does not read them: pushed behind blanks, put into a comment, painted over by a
 * terminal's own commands, or encoded. What they hide is read like the rest.
 */

/** Blanks in one line after which a reader has stopped, and empty lines after which the window ends. */
const MANY_BLANKS = 80
const MANY_LINES = 12
const LONGEST_DECODED = 8_000
const MOST_LAYERS = 8

/** What a text that a terminal paints is said to hold: ordinary in messages, and in a description nobody's need. */
const COLOURS = 'terminal colours'

export interface Disguise {
  /** What it is: `text behind 200 blanks`, `terminal commands (2)`. */
  readonly forms: readonly string[]
  /** Text that only comes out of it: decoded layers. */
  readonly revealed: readonly string[]
}

/** @param text of a tool, at most some ten thousand characters */
export function disguiseOf(text: string): Disguise {
  const forms: string[] = []
  const revealed: string[] = []
  const blanks = behindBlanks(text)
  if (blanks !== undefined) forms.push(blanks)
  // Colours alone hide nothing from a reader of the text; concealed text does, and the cursor back over what was written.
  const colours = text.match(/\u001b\[(?!(?:\d{1,3};){0,8}0?8[;m])[\d;]{0,40}m/g)?.length ?? 0
  const escapes = text.match(/\u001b[[\]()#;?]|\u009b/g)?.length ?? 0
  if (escapes > colours) forms.push(`terminal commands (${escapes})`)
  else if (colours > 0) forms.push(`${COLOURS} (${colours})`)
  for (const found of text.matchAll(/(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{32,4000}={0,2}/g)) {
    if (revealed.length >= MOST_LAYERS) break
    const plain = decoded(found[0])
    if (plain !== undefined) revealed.push(plain)
  }
  return { forms, revealed }
}

/** Words that follow many blanks or empty lines, where something stands before them. */
function behindBlanks(text: string): string | undefined {
  let blanks = 0
  let lines = 0
  let said = false
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === 10 || c === 13) {
      if (c === 10) lines++
      blanks = 0
    } else if (c === 32 || c === 9 || c === 0xa0 || c === 0x3000) blanks++
    else {
      if (said && (blanks >= MANY_BLANKS || lines >= MANY_LINES) && /[A-Za-z]{3}/.test(text.slice(i, i + 200)))
        return blanks >= MANY_BLANKS ? `text behind ${blanks} blanks` : `text behind ${lines} empty lines`
      said = true
      blanks = 0
      lines = 0
    }
  }
  return undefined
}

/** Plain words out of base64; undefined for keys, hashes and pictures. */
function decoded(text: string): string | undefined {
  const plain = Buffer.from(text, 'base64').toString('utf8').slice(0, LONGEST_DECODED)
  if (plain.includes('\ufffd') || !/^[\t\n\r\x20-\x7e\u00a0-\uffff]*$/.test(plain)) return undefined
  return /[A-Za-z]{2}\s+[A-Za-z]{2,}\s+[A-Za-z]{2}/.test(plain) ? plain : undefined
}
