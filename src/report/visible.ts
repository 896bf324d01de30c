/**
 * The choke point for text from outside. Names, paths, messages and excerpts come from strangers, and a terminal acts on
 * some characters or hides them. Every renderer passes what it prints through here.
 */

/**
 * What a reader can't see or a terminal obeys: controls, formatting (bidi, zero width, tags), lone surrogates, private use,
 * unassigned, line and paragraph separators, and all that Unicode lets a renderer ignore (UAX #44,
 * Default_Ignorable_Code_Point, which holds the variation selectors and the Hangul fillers).
 */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Joiners and presentation selectors inside one emoji, as Unicode's emoji sequences have them: visible in what they do. */
const EMOJI =
  /\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?(?:\u200D\p{Extended_Pictographic}\p{Emoji_Modifier}?\uFE0F?)*/gu

/** Those that Unicode recommends for interchange: nothing else is drawn as one, and any other chain of joiners hides what it is. */
// biome-ignore lint/complexity/useRegexLiterals: TypeScript knows the flag `v` of newer targets alone
const RECOMMENDED = new RegExp('^\\p{RGI_Emoji}$', 'v')

/** More marks on one letter than any script has; they would be drawn over the lines beside it, or beside each other. */
const PILED_UP = /(?<=\p{M}{8})\p{M}/gu

const NAMED: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': ' ' }

/**
 * One line of text with everything hidden written out: ESC becomes `\x1b`, a right-to-left override `\u202e`, a tag
 * character `\u{e0041}`, a line break `\n`; a tab becomes a space. All other text stays as it is.
 */
export function visible(text: string): string {
  // Most text is plain ASCII; the Unicode tables are only asked for the rest.
  if (/^[\x20-\x7e]*$/.test(text)) return text
  let out = ''
  let from = 0
  for (const emoji of text.matchAll(EMOJI)) {
    const isOne = !emoji[0].includes('\u200D') || RECOMMENDED.test(emoji[0])
    out += writtenOut(text.slice(from, emoji.index)) + (isOne ? emoji[0] : joinersOut(emoji[0]))
    from = emoji.index + emoji[0].length
  }
  return out + writtenOut(text.slice(from))
}

/** `value` with `visible` applied to every string in it, keys included. For plain data: objects, arrays, strings. */
export function visibleIn<T>(value: T): T {
  if (typeof value === 'string') return visible(value) as T
  if (Array.isArray(value)) return value.map(visibleIn) as T
  if (typeof value !== 'object' || value === null) return value
  // A null prototype: a key from outside may be called `__proto__`.
  const copy: Record<string, unknown> = Object.create(null)
  for (const [key, part] of Object.entries(value)) copy[visible(key)] = visibleIn(part)
  return copy as T
}

/**
 * JSON whose strings keep their exact value, and which is still safe to print: what is hidden stands as `\uXXXX`.
 * Indented by two spaces, with a line break at the end.
 */
export function printableJson(document: unknown): string {
  const json = JSON.stringify(document, null, 2)
  // Outside of strings JSON has no such character but the line breaks of its own layout.
  return `${json.replace(HIDDEN, (character) => (character === '\n' ? character : utf16(character)))}\n`
}

const writtenOut = (text: string): string =>
  text.replace(PILED_UP, escaped).replace(HIDDEN, (character) => NAMED[character] ?? escaped(character))

const joinersOut = (emoji: string): string => emoji.replaceAll('\u200D', escaped)

/** Signs of ours and of plain writing that have one in ASCII, and a dot that divides. */
const IN_ASCII: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '…': '...',
  '–': '-',
  '—': '-',
  '−': '-',
  '→': '->',
  '·': '|',
  '×': 'x',
}

/** For terminals that draw nothing else, and may take the bytes of other characters for commands: all that is no ASCII as `\u{…}`. */
export const inAscii = (text: string): string =>
  text.replace(/[^\p{ASCII}]/gu, (character) => IN_ASCII[character] ?? escaped(character))

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code <= 0xff) return `\\x${code.toString(16).padStart(2, '0')}`
  return code <= 0xffff ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`
}

const utf16 = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('')
