/** Reads the words of commands: which are a command's own, and what its options say. Words may be secrets. */
import { commandName } from '../../src/launch/normalise.js'
import type { Command } from '../../src/model.js'

export type CommandWord = Command['args'][number]

/** A command without the words of the command that it starts. */
export interface OwnWords {
  readonly command: Command
  readonly args: readonly CommandWord[]
  /** Whether what it starts follows in its own words: `sudo` in `sudo npx x`. */
  readonly starts: boolean
}

/** What a command starts stands next, or after a wrapper that another way around it left out. */
const NEAR = 3

/** `cmd /c npx -y x --host h`: `/c` is of `cmd`, the rest of `npx`. */
export function ownWords(commands: readonly Command[]): OwnWords[] {
  return commands.map((command, index) => {
    for (const inner of commands.slice(index + 1, index + 1 + NEAR)) {
      const start = command.args.length - inner.args.length
      const head = command.args[start - 1]
      if (head === undefined || commandName(head.text) !== inner.name) continue
      if (inner.args.every((word, at) => word.text === command.args[start + at]?.text)) {
        return { command, args: command.args.slice(0, start - 1), starts: true }
      }
    }
    return { command, args: command.args, starts: false }
  })
}

export interface OptionWord {
  /** As `names` has it. */
  readonly name: string
  /** `null` where nothing stands behind it. */
  readonly value: string | null
  readonly pointer: string
}

/**
 * Options of these names, in order: `--name value`, `--name=value`, and `-n value`. Names are compared without regard to case
 * and to dashes within them, as servers take `--userDataDir` for `--user-data-dir`.
 */
export function optionsNamed(args: readonly CommandWord[], names: readonly string[]): OptionWord[] {
  const wanted = new Map(names.map((name) => [canonical(name), name]))
  return args.flatMap((word, index) => {
    if (!word.text.startsWith('-')) return []
    const equals = word.text.indexOf('=')
    const name = wanted.get(canonical(equals < 0 ? word.text : word.text.slice(0, equals)))
    if (name === undefined) return []
    if (equals >= 0) return [{ name, value: word.text.slice(equals + 1), pointer: word.pointer }]
    const next = args[index + 1]
    const value = next === undefined || /^-./.test(next.text) ? null : next.text
    return [{ name, value, pointer: value === null ? word.pointer : (next?.pointer ?? word.pointer) }]
  })
}

/** Short options keep their case: `-u` and `-U` differ. */
const canonical = (name: string): string => {
  const dashes = name.startsWith('--') ? 2 : 1
  const bare = name.slice(dashes, dashes + 60)
  return bare.length < 2 ? `-${bare}` : bare.toLowerCase().replaceAll('-', '').replaceAll('_', '')
}

/** Whether the value of a switch turns it off: `--privileged=false`. */
export const isOff = (value: string | null): boolean => value !== null && /^(false|0|no|off)$/i.test(value.trim())
