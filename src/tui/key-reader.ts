/**
 * What a terminal sends, taken apart: keys, pasted texts, answers of the terminal. Ink does this too, but would take a paste for keys,
 * the pieces of a sequence that came in two for letters, and Esc and a key that came together for one press with Alt. Pure.
 */

export type Input =
  /** One press as Ink understands it, or several characters that were typed at once. */
  | { readonly type: 'keys'; readonly text: string }
  | { readonly type: 'paste'; readonly text: string }
  /** The colour behind the text (OSC 11), each part from 0 to 1. */
  | { readonly type: 'background'; readonly rgb: readonly [number, number, number] }

export interface Read {
  readonly inputs: readonly Input[]
  /** The beginning of something that has not come whole. */
  readonly rest: string
}

const ESC = '\x1b'
/** Esc in the one spelling that Ink does not join with what comes next. */
const ESC_KEY = `${ESC}[27u`
const PASTE_END = `${ESC}[201~`

/** More than anyone pastes into a field, in UTF-16 units; what is beyond is left out. */
const LONGEST_PASTE = 100_000
/** Answers of terminals are short, in UTF-16 units. */
const LONGEST_ANSWER = 1_000

/** Arrows, Home, End, Shift-Tab, with or without modifiers. Of the others (focus, mouse, function keys) none has a meaning here. */
const KNOWN_CSI = /^\x1b\[(?:(?:1;\d{1,2})?[ABCDFH]|Z|[1345678](?:;\d{1,2})?~)$/
const CSI = /\x1b\[\[?[\x30-\x3f]*[\x20-\x2f]*/y
/** What `CSI` may not be followed by, nor a person types after Esc: then it is the beginning of a sequence. */
const OSC = /\x1b\][^\x07\x1b]*/y
const DCS = /\x1bP[\d>!+$][^\x1b]*/y

/**
 * @param text what was left the last time, and what has come since
 */
export function readKeys(text: string): Read {
  const inputs: Input[] = []
  let at = 0
  while (at < text.length) {
    const start = text.indexOf(ESC, at)
    inputs.push(...characters(text.slice(at, start < 0 ? undefined : start)))
    if (start < 0) break
    const { inputs: more, to } = sequence(text, start)
    if (to === null) return { inputs, rest: text.slice(start) }
    inputs.push(...more)
    at = to
  }
  return { inputs, rest: '' }
}

/** What is made of the beginning of something when nothing more comes. */
export function readRest(rest: string): readonly Input[] {
  if (rest.startsWith(`${ESC}[200~`)) return [{ type: 'paste', text: rest.slice(6, 6 + LONGEST_PASTE) }]
  if (rest === ESC) return [esc]
  // A person who is that slow with `[` or `O` pressed two keys; a longer one was cut off, and is no key.
  return rest.length === 2 ? [esc, ...characters(rest.slice(1))] : []
}

/** How long the rest of what begins so is waited for, in ms. */
export const patience = (rest: string): number => (rest === ESC ? 40 : rest.startsWith(`${ESC}[200~`) ? 3_000 : 500)

const esc: Input = { type: 'keys', text: ESC_KEY }

interface Sequence {
  readonly inputs: readonly Input[]
  /** Where it ends; `null` where it has not come whole. */
  readonly to: number | null
}

const PENDING: Sequence = { inputs: [], to: null }

function sequence(text: string, at: number): Sequence {
  switch (text[at + 1]) {
    case undefined:
      return PENDING
    case '[':
      return control(text, at)
    case 'O':
      return single(text, at)
    case ']':
      return string(text, at, OSC)
    case 'P':
      return text[at + 2] === undefined ? PENDING : string(text, at, DCS)
    default:
      // Two presses that came together; nothing here is bound to Alt.
      return { inputs: [esc], to: at + 1 }
  }
}

function control(text: string, at: number): Sequence {
  const end = at + lengthOf(CSI, text, at)
  const final = text[end]
  if (final === undefined) return end - at > LONGEST_ANSWER ? { inputs: [], to: end } : PENDING
  // Cut off by something else, which is read for itself.
  if (!/[\x40-\x7e]/.test(final)) return { inputs: [], to: end }
  const whole = text.slice(at, end + 1)
  if (whole === `${ESC}[200~`) return paste(text, end + 1)
  return { inputs: KNOWN_CSI.test(whole) ? [{ type: 'keys', text: plain(whole) }] : [], to: end + 1 }
}

/** Shift and Ctrl make no other key of an arrow. */
const plain = (csi: string): string => csi.replace(/\[1;\d+/, '[').replace(/;\d+~/, '~')

function paste(text: string, from: number): Sequence {
  const end = text.indexOf(PASTE_END, from)
  if (end < 0) return PENDING
  const pasted = text.slice(from, Math.min(end, from + LONGEST_PASTE))
  return { inputs: [{ type: 'paste', text: pasted }], to: end + PASTE_END.length }
}

/** ESC O and a letter: arrows of terminals in application mode, Enter of a number pad. */
function single(text: string, at: number): Sequence {
  const key = text[at + 2]
  if (key === undefined) return PENDING
  if (/[ABCDFH]/.test(key)) return { inputs: [{ type: 'keys', text: `${ESC}[${key}` }], to: at + 3 }
  if (key === 'M') return { inputs: [{ type: 'keys', text: '\r' }], to: at + 3 }
  return /[a-zA-Z]/.test(key) ? { inputs: [], to: at + 3 } : { inputs: [esc], to: at + 1 }
}

/** OSC and DCS: answers to what was asked, ended by BEL or ESC \. */
function string(text: string, at: number, form: RegExp): Sequence {
  const length = lengthOf(form, text, at)
  if (length === 0) return { inputs: [esc], to: at + 1 }
  const end = at + length
  if (length > LONGEST_ANSWER) return { inputs: [], to: end }
  const ending = text.slice(end, end + 2)
  if (ending === '' || ending === ESC) return PENDING
  const to = ending.startsWith('\x07') ? end + 1 : ending === `${ESC}\\` ? end + 2 : end
  const rgb = background(text.slice(at, end))
  return { inputs: rgb === null ? [] : [{ type: 'background', rgb }], to }
}

function background(answer: string): readonly [number, number, number] | null {
  const match = /^\x1b\]11;rgba?:([\da-f]{1,4})\/([\da-f]{1,4})\/([\da-f]{1,4})(?:\/[\da-f]{1,4})?$/i.exec(answer)
  if (match === null) return null
  const part = (hex = ''): number => Number.parseInt(hex, 16) / (16 ** hex.length - 1)
  return [part(match[1]), part(match[2]), part(match[3])]
}

function lengthOf(form: RegExp, text: string, at: number): number {
  form.lastIndex = at
  return form.exec(text)?.[0].length ?? 0
}

/** Controls are presses of their own: Ink would take those in the midst of a text for text. */
const characters = (text: string): readonly Input[] =>
  [...text.matchAll(/[^\x00-\x1f\x7f]+|[\x01-\x1a\x7f]/g)].map(([each]) => ({ type: 'keys', text: each }))
