/** The words of an entry, without what `pin` may write into them. Pure. */
import { compareText, type PackageRef, type ServerEntry, type Word } from '../model.js'

const DATE = String.raw`\d{4}-\d\d-\d\d(?:T[\d:.]{1,20}(?:Z|[+-]\d\d:?\d\d)?)?`
const IS_DATE = new RegExp(`^${DATE}$`)
/** What `pin --freeze-dependencies` puts in front of a package, as a word with its value or as two. */
const FREEZING = new RegExp(`^--(?:before|exclude-newer)=${DATE}$`)
const FREEZING_FLAG = /^--(?:before|exclude-newer)$/
/** The same in a line of shell, with one blank behind it. */
const FREEZING_IN_SCRIPT = new RegExp(
  String.raw`(?<=\s)--(?:before|exclude-newer)[=\s](?:${DATE}|"${DATE}"|'${DATE}')\s`,
  'g',
)

/**
 * The words, with each spec of a package replaced by the name of the package, and without the flags that hold back the resolution
 * of its dependencies: so a floating spec and an exact one are the same words. Flags behind the package are its own, and stay; so
 * does the flag before a package of PyPI that floats, of which it chooses the release, and nobody asks an index for that.
 */
export function wordsWithoutSpecs({ launch }: ServerEntry, packages: readonly PackageRef[]): readonly Word[] {
  if (launch.transport === 'remote') return []
  const byPointer = rangesOf(packages)
  const chooses = packages.some(({ ecosystem, floating }) => ecosystem === 'pypi' && floating)
  const words = launch.argv.map((word) => ({ word, ranges: within(word, byPointer.get(word.pointer) ?? []) }))
  const last = words.findLastIndex(({ ranges }) => ranges.length > 0)
  const textAt = (index: number): string => (index < last ? (launch.argv[index]?.text ?? '') : '')
  const isFlag = (index: number): boolean => FREEZING_FLAG.test(textAt(index)) && IS_DATE.test(textAt(index + 1))
  return words.flatMap(({ word, ranges }, index) =>
    !chooses && (FREEZING.test(textAt(index)) || isFlag(index) || isFlag(index - 1))
      ? []
      : [{ ...word, text: named(word, ranges, chooses ? (text) => text : withoutFreezing) }],
  )
}

/** The characters of a package, in the decoded string at its pointer. */
interface Range {
  readonly start: number
  readonly end: number
  readonly name: string
}

/** By pointer, in the order of their characters. */
function rangesOf(packages: readonly PackageRef[]): ReadonlyMap<string, readonly Range[]> {
  const byPointer = new Map<string, Range[]>()
  for (const { name, token } of packages) {
    const range = { start: token.start, end: token.end, name }
    const others = byPointer.get(token.pointer)
    if (others === undefined) byPointer.set(token.pointer, [range])
    else others.push(range)
  }
  const inOrder = (a: Range, b: Range): number => a.start - b.start || a.end - b.end || compareText(a.name, b.name)
  for (const ranges of byPointer.values()) ranges.sort(inOrder)
  return byPointer
}

/** Those of the ranges that stand in a word; one entry may have many words and many packages at one pointer. */
function within({ offset, text }: Word, ranges: readonly Range[]): readonly Range[] {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  const end = offset + text.length
  const found: Range[] = []
  for (let range = ranges[low]; range !== undefined && range.start < end; range = ranges[++low]) {
    if (range.end <= end && range.start < range.end) found.push(range)
  }
  return found
}

const withoutFreezing = (text: string): string => text.replace(FREEZING_IN_SCRIPT, '')

/** @param cleaned what stands before a package, as it is to be said */
function named({ text, offset }: Word, ranges: readonly Range[], cleaned: (text: string) => string): string {
  let result = ''
  let from = 0
  for (const { start, end, name } of ranges) {
    // Two packages in the same characters: the first stands for both.
    if (start - offset < from) continue
    result += `${cleaned(text.slice(from, start - offset))}${name}`
    from = end - offset
  }
  return result + text.slice(from)
}
