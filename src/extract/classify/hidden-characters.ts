/** Characters that a reader does not see, apart from where languages and emoji need them. */

export interface HiddenRun {
  readonly name: 'tag characters' | 'bidirectional controls' | 'zero-width characters' | 'variation selectors'
  readonly count: number
  /** Offset of the first one in UTF-16 units. */
  readonly offset: number
}

/** The first hidden character; what is below needs no closer look. */
const LOWEST = 0x115f
/** Zero-width characters in a row from which they carry a message. Lists of entities hold a few side by side. */
const CARRYING_RUN = 8

/**
 * Bidirectional overrides and embeddings (Trojan Source, CVE-2021-42574). The marks U+200E, U+200F and U+061C only choose a
 * side and stand in honest right-to-left text.
 */
const isBidi = (c: number): boolean => (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)
/** U+1F3F4 begins the flag of a region, whose letters are tags up to U+E007F. */
const FLAG = 0x1f3f4
const TAG_END = 0xe007f
const isTag = (c: number): boolean => c >= 0xe0000 && c <= 0xe007f
/** U+200B zero width space, U+200C and U+200D joiners, U+2060–U+2064 word joiner and invisible operators, U+FEFF. */
const isZeroWidth = (c: number): boolean => (c >= 0x200b && c <= 0x200d) || (c >= 0x2060 && c <= 0x2064) || c === 0xfeff
/** Hangul fillers: letters to a parser, nothing to the eye. */
const isFiller = (c: number): boolean => c === 0x115f || c === 0x1160 || c === 0x3164 || c === 0xffa0
const isHangul = (c: number): boolean =>
  (c >= 0x1100 && c <= 0x11ff) || (c >= 0x3131 && c <= 0x318e) || (c >= 0xac00 && c <= 0xd7ff)
const isWord = (c: number): boolean =>
  (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x5a) || (c >= 0x61 && c <= 0x7a) || c === 0x5f || c === 0x24
const isSelector = (c: number): boolean => (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef)

/** Hebrew, Arabic, Syriac, Thaana, N'Ko: where these stand, so may the controls that order them. */
const isRightToLeft = (c: number): boolean =>
  (c >= 0x0590 && c <= 0x08ff) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfefc)

/**
 * @param text any text; a byte order mark at its start is one
 * @returns what hides in it, each form once, in the order of `HiddenRun.name`
 */
export function hiddenCharacters(text: string): HiddenRun[] {
  const found = new Map<HiddenRun['name'], { count: number; offset: number }>()
  const add = (name: HiddenRun['name'], offset: number, count = 1) => {
    const known = found.get(name)
    if (known) known.count += count
    else found.set(name, { count, offset })
  }
  for (let index = nextHidden(text, 0); index < text.length; ) {
    let end = index + 1
    while (end < text.length && isHidden(text, end)) end++
    const run = text.slice(index, end)
    const before = codeBefore(text, index)
    const after = text.codePointAt(end) ?? 0
    const codes = [...run].map((c) => c.codePointAt(0) ?? 0)
    const count = (is: (c: number) => boolean) => codes.reduce((sum, c) => sum + Number(is(c)), 0)
    const tags = count(isTag)
    if (tags > 0 && !(before === FLAG && codes.length <= 8 && codes.at(-1) === TAG_END))
      add('tag characters', index, tags)
    const bidi = count(isBidi)
    if (bidi > 0 && !hasRightToLeft(text, index)) add('bidirectional controls', index, bidi)
    // One selector after a character chooses its picture; a row of them carries bytes.
    const selectors = count(isSelector)
    if (selectors >= 3) add('variation selectors', index, selectors)
    const fillers = count(isFiller)
    if (fillers > 0 && !isHangul(before) && !isHangul(after)) add('zero-width characters', index, fillers)
    const zeroWidths = count(isZeroWidth) - Number(index === 0 && codes[0] === 0xfeff)
    // One beside a blank was pasted from a page. Inside of a word it splits the word, and a row of them is a message.
    if (zeroWidths >= CARRYING_RUN || (zeroWidths > 0 && isWord(before) && isWord(after)))
      add('zero-width characters', index, zeroWidths)
    index = nextHidden(text, end)
  }
  const order: HiddenRun['name'][] = [
    'tag characters',
    'bidirectional controls',
    'zero-width characters',
    'variation selectors',
  ]
  return order.flatMap((name) => {
    const run = found.get(name)
    return run ? [{ name, ...run }] : []
  })
}

/** A plain loop: on megabytes it takes a tenth of the time that an expression takes. */
function nextHidden(text: string, from: number): number {
  for (let i = from; i < text.length; i++) if (text.charCodeAt(i) >= LOWEST && isHidden(text, i)) return i
  return text.length
}

/** By UTF-16 unit: U+DB40 begins the tags and the later selectors. */
function isHidden(text: string, at: number): boolean {
  const c = text.charCodeAt(at)
  if (c < LOWEST) return false
  if (isBidi(c) || isZeroWidth(c) || isFiller(c) || (c >= 0xfe00 && c <= 0xfe0f)) return true
  if (c === 0xdb40) return text.charCodeAt(at + 1) <= 0xddef
  return c >= 0xdc00 && c <= 0xddef && text.charCodeAt(at - 1) === 0xdb40
}

function codeBefore(text: string, index: number): number {
  const unit = text.charCodeAt(index - 1)
  return unit >= 0xdc00 && unit <= 0xdfff ? (text.codePointAt(index - 2) ?? 0) : unit || 0
}

/** Within the same line. */
function hasRightToLeft(text: string, at: number): boolean {
  const from = Math.max(text.lastIndexOf('\n', at) + 1, at - 200)
  const end = text.indexOf('\n', at)
  const to = Math.min(end < 0 ? text.length : end, at + 200)
  for (let i = from; i < to; i++) if (isRightToLeft(text.charCodeAt(i))) return true
  return false
}
