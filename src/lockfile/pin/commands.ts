/** The commands of an entry with the places of their words: which of them is given a package, and how. Pure. */
import { type Arg, offsetOf } from '../../launch/arg.js'
import type { Dissection } from '../../launch/launch.js'
import { type Option, optionValue, walkOptions } from '../../launch/options.js'
import { UV_GLOBAL_VALUES, UV_RUN_VALUES, UVX_VALUES } from '../../launch/uv-flags.js'
import type { SpecToken } from '../../model.js'

/** A command with the places of its words. */
export interface PlacedCommand {
  /** Position among the entry's commands. */
  readonly index: number
  readonly name: string
  readonly args: readonly Arg[]
}

/** The innermost command that is given the characters of a package; `null` where none is found. */
export function commandOf({ commands }: Dissection, token: SpecToken): PlacedCommand | null {
  for (const [index, { name, args }] of [...commands.entries()].reverse()) {
    const placed = args.filter(isPlaced)
    if (placed.length === args.length && placed.some((arg) => covers(arg, token))) return { index, name, args: placed }
  }
  return null
}

/** The launch stage keeps the places of the words in its commands, though a command's type does not ask for them. */
const isPlaced = (word: object): word is Arg => 'at' in word && (typeof word.at === 'number' || Array.isArray(word.at))

function covers(arg: Arg, { pointer, start, end }: SpecToken): boolean {
  if (arg.pointer !== pointer || arg.text === '') return false
  const { start: from, end: to } = extentOf(arg)
  return from <= start && end <= to
}

/** The characters that say a word, its quotes among them. */
export const extentOf = (arg: Arg): { readonly start: number; readonly end: number } =>
  arg.raw ?? { start: offsetOf(arg, 0), end: offsetOf(arg, Math.max(0, arg.text.length - 1)) + 1 }

/** Whether a package is what `uvx` starts, which may be written `name@version`. */
export function isOperand({ name, args }: PlacedCommand, token: SpecToken): boolean {
  const words = name === 'uvx' ? args : name === 'uv' ? (uvCommand(args)?.tool ?? null) : null
  if (words === null) return false
  const { options, rest } = walkOptions(words, UVX_VALUES)
  const [app] = rest
  return app !== undefined && optionValue(options, '--from') === null && covers(app, token)
}

/** Words behind `uv tool run` or `uv run`. */
export function uvCommand(
  args: readonly Arg[],
): { readonly globals: readonly Option[]; readonly tool: readonly Arg[] | null; readonly run: readonly Arg[] } | null {
  const { options: globals, rest } = walkOptions(args, new Set([...UV_GLOBAL_VALUES, ...UV_RUN_VALUES]))
  const [command, next] = rest
  if (command?.text === 'tool' && next?.text === 'run') return { globals, tool: rest.slice(2), run: [] }
  if (command?.text === 'x') return { globals, tool: rest.slice(1), run: [] }
  return command?.text === 'run' ? { globals, tool: null, run: rest.slice(1) } : null
}

/** Options whose values are names of commands that a server may start, or may not, and that nobody starts. */
const NAMING =
  /^--?[\w-]*(?:allow|permit|deny|denied|block|forbid|disable|ban|exclude|whitelist|blacklist|commands|tools)/i

/**
 * Whether a package may only be named, and not started: its command stands in words that another program is given, behind an
 * option that says which commands are allowed.
 */
export function isDoubtful(dissection: Dissection, token: SpecToken): boolean {
  const inner = commandOf(dissection, token)
  const [first] = inner?.args ?? []
  if (inner === null || first === undefined) return false
  return dissection.commands.slice(0, inner.index).some(({ args }) => {
    const placed = args.filter(isPlaced)
    const start = placed.findIndex((arg) => covers(arg, { ...token, ...extentOf(first), pointer: first.pointer }))
    // The command's own name stands before its first word, where it is not in the same text.
    const own = start > 0 && isSameWord(placed[start], first) ? start - 1 : start
    const option = placed.slice(0, Math.max(0, own)).findLast(({ text }) => /^--?[a-z]/i.test(text) || text === '--')
    return option !== undefined && !option.text.includes('=') && NAMING.test(option.text)
  })
}

const isSameWord = (one: Arg | undefined, other: Arg): boolean =>
  one?.pointer === other.pointer && one.text === other.text && offsetOf(one, 0) === offsetOf(other, 0)
