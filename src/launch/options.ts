/** Walks the options of a command up to its first operand. Pure. */
import { type Arg, slice } from './arg.js'

export interface Option {
  /** With its dashes: `-p`, `--package`. */
  readonly name: string
  readonly value: Arg | null
}

export interface Walked {
  readonly options: readonly Option[]
  /** The operands: from the first word that is no option, or what follows `--`. */
  readonly rest: readonly Arg[]
}

/**
 * Reads options until the first operand. `--name=value` is read for every option, `--name value`, `-n value` and
 * `-nvalue` for those in `values`; every other option stands alone.
 */
export function walkOptions(words: readonly Arg[], values: ReadonlySet<string>): Walked {
  const options: Option[] = []
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Arg
    const { text } = word
    if (text === '--') return { options, rest: words.slice(i + 1) }
    if (!text.startsWith('-') || text === '-') return { options, rest: words.slice(i) }
    const equals = text.indexOf('=')
    const short = text.slice(0, 2)
    if (text.startsWith('--') && equals > 0) {
      options.push({ name: text.slice(0, equals), value: slice(word, equals + 1) })
    } else if (values.has(text)) {
      options.push({ name: text, value: words[i + 1] ?? null })
      i += 1
    } else if (!text.startsWith('--') && text.length > 2 && values.has(short)) {
      options.push({ name: short, value: slice(word, text[2] === '=' ? 3 : 2) })
    } else options.push({ name: text, value: null })
  }
  return { options, rest: [] }
}

/** Value of the last option with one of these names. */
export const optionValue = (options: readonly Option[], ...names: readonly string[]): Arg | null =>
  options.findLast(({ name, value }) => value !== null && names.includes(name))?.value ?? null
