/** Walks the options of a command up to its first operand. Pure. */
import { type Arg, slice } from './arg.js'

export interface Option {
  /** With its dashes: `-p`, `--package`. */
  readonly name: string
  /** The first one, of options that take several. */
  readonly value: Arg | null
}

export interface Walked {
  readonly options: readonly Option[]
  /** The operands: from the first word that is no option, or what follows `--`. */
  readonly rest: readonly Arg[]
  /** Whether `--` ended the options. */
  readonly marked: boolean
}

/** Names of options, as one writes them: `listed('-p --package')`. */
export const listed = (names: string): ReadonlySet<string> => new Set(names.split(/\s+/).filter(Boolean))

/**
 * Reads options until the first operand. `--name=value` is read for every option, `--name value`, `-n value` and
 * `-nvalue` for those in `values`; every other option stands alone.
 *
 * @param several how many words follow, for options that take more than one
 */
export function walkOptions(
  words: readonly Arg[],
  values: ReadonlySet<string>,
  several: ReadonlyMap<string, number> = new Map(),
): Walked {
  const options: Option[] = []
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Arg
    if (word.text === '--') return { options, rest: words.slice(i + 1), marked: true }
    if (!isOption(word)) return { options, rest: words.slice(i), marked: false }
    const { option, taken } = readOption(word, words[i + 1], values, several)
    options.push(option)
    i += taken
  }
  return { options, rest: [], marked: false }
}

/** Reads options wherever they stand, up to `--`, for programs that take them between their operands. */
export function walkAll(
  words: readonly Arg[],
  values: ReadonlySet<string>,
): { readonly options: readonly Option[]; readonly operands: readonly Arg[] } {
  const options: Option[] = []
  const operands: Arg[] = []
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as Arg
    if (word.text === '--') return { options, operands: [...operands, ...words.slice(i + 1)] }
    if (!isOption(word)) {
      operands.push(word)
      continue
    }
    const { option, taken } = readOption(word, words[i + 1], values)
    options.push(option)
    i += taken
  }
  return { options, operands }
}

const isOption = ({ text }: Arg): boolean => text.startsWith('-') && text !== '-'

/** One option, and how many of the words behind it are its own. */
function readOption(
  word: Arg,
  next: Arg | undefined,
  values: ReadonlySet<string>,
  several: ReadonlyMap<string, number> = new Map(),
): { readonly option: Option; readonly taken: number } {
  const { text } = word
  const equals = text.indexOf('=')
  const short = text.slice(0, 2)
  const taken = several.get(text) ?? (values.has(text) ? 1 : 0)
  if (taken > 0) return { option: { name: text, value: next ?? null }, taken }
  if (text.startsWith('--') && equals > 0) {
    return { option: { name: text.slice(0, equals), value: slice(word, equals + 1) }, taken }
  }
  if (!text.startsWith('--') && text.length > 2 && values.has(short)) {
    return { option: { name: short, value: slice(word, text[2] === '=' ? 3 : 2) }, taken }
  }
  return { option: { name: text, value: null }, taken }
}

/** Names of options, without dashes. */
export const flagsOf = (options: readonly Option[]): ReadonlySet<string> =>
  new Set(options.map(({ name }) => name.replace(/^-+/, '')))

/** Value of the last option with one of these names. */
export const optionValue = (options: readonly Option[], ...names: readonly string[]): Arg | null =>
  options.findLast(({ name, value }) => value !== null && names.includes(name))?.value ?? null

/** Values of all options with one of these names, in order. */
export const optionValues = (options: readonly Option[], ...names: readonly string[]): readonly Arg[] =>
  options.flatMap(({ name, value }) => (value !== null && names.includes(name) ? [value] : []))

/**
 * Value of a flag wherever it stands, for programs that read their flags between operands too.
 */
export function flagValue(words: readonly Arg[], ...names: readonly string[]): Arg | null {
  for (const [index, word] of words.entries()) {
    if (names.includes(word.text)) return words[index + 1] ?? null
    const equals = word.text.indexOf('=')
    if (equals > 0 && names.includes(word.text.slice(0, equals))) return slice(word, equals + 1)
  }
  return null
}
