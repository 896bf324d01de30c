/** A value, character by character, with the places that it comes from. Pure. */

export interface Decoded {
  readonly value: string
  /** Where each UTF-16 unit of the value begins in the text, and behind them the end of what says the last one. */
  readonly offsets: readonly number[]
}

/** Collects a value with the places that it comes from. */
export class Decoding {
  private value = ''
  private readonly offsets: number[] = []

  /** @param offset of the characters that say these units */
  add(units: string, offset: number): void {
    this.value += units
    for (let index = 0; index < units.length; index += 1) this.offsets.push(offset)
  }

  /** Characters that say themselves. */
  copy(text: string, start: number, end: number): void {
    this.value += text.slice(start, end)
    for (let offset = start; offset < end; offset += 1) this.offsets.push(offset)
  }

  end(offset: number): Decoded {
    return { value: this.value, offsets: [...this.offsets, offset] }
  }
}

/** Characters behind a backslash. With a number: that many hexadecimal digits follow, of a code unit or a code point. */
export type Escapes = Readonly<Record<string, string | number>>

/** The text of an escape and its length with the backslash; `null` where there is no such escape. */
export function escapeAt(text: string, at: number, escapes: Escapes): { units: string; length: number } | null {
  const name = text.charAt(at + 1)
  const meaning = Object.hasOwn(escapes, name) ? escapes[name] : undefined
  if (meaning === undefined) return null
  if (typeof meaning === 'string') return { units: meaning, length: 2 }
  const digits = text.slice(at + 2, at + 2 + meaning)
  if (digits.length < meaning || !/^[0-9a-f]+$/i.test(digits)) return null
  const code = Number.parseInt(digits, 16)
  return code > 0x10ffff ? null : { units: String.fromCodePoint(code), length: 2 + meaning }
}
