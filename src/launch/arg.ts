/** A word of a command line that remembers which characters of the configuration file it was made of. Pure. */
import type { SpecToken, Word } from '../model.js'

export interface Arg {
  readonly text: string
  readonly pointer: string
  /** Of each UTF-16 unit of `text`, its offset in the decoded string at `pointer`. A number where they follow each other from it. */
  readonly at: number | readonly number[]
  /** The written word with its quotes, where it differs from its text. */
  readonly raw?: { readonly start: number; readonly end: number }
}

export const argOf = (word: Word): Arg => ({ text: word.text, pointer: word.pointer, at: word.offset })

/** Offset in the source of the unit at `index`. */
export function offsetOf(arg: Arg, index: number): number {
  if (typeof arg.at === 'number') return arg.at + index
  return arg.at[index] ?? (arg.at.at(-1) ?? 0) + 1
}

/** The part of an argument between two indices; the second may be left out. */
export function slice(arg: Arg, start: number, end = arg.text.length): Arg {
  const at = typeof arg.at === 'number' ? arg.at + start : arg.at.slice(start, end)
  const whole = start === 0 && end === arg.text.length
  return { text: arg.text.slice(start, end), pointer: arg.pointer, at, ...(whole && arg.raw ? { raw: arg.raw } : {}) }
}

/**
 * The characters of the file that an argument was made of. Where its characters do not follow each other there, because
 * it is quoted in parts, that is the whole written word with its quotes.
 */
export function tokenOf(arg: Arg, file: string): SpecToken {
  const place = { file, pointer: arg.pointer }
  if (arg.text === '') return { ...place, start: offsetOf(arg, 0), end: offsetOf(arg, 0) }
  const start = offsetOf(arg, 0)
  const end = offsetOf(arg, arg.text.length - 1) + 1
  if (end - start === arg.text.length || arg.raw === undefined) return { ...place, start, end }
  return { ...place, ...arg.raw }
}
