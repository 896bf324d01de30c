/** From the words of an entry to the words of a command, whatever its author put into `command`. Pure. */
import type { Word } from '../model.js'
import { type Arg, argOf } from './arg.js'
import { readScript, type Script } from './script.js'

/**
 * Name of a command without folder and Windows' extensions, in lower case: `C:\nodejs\npx.CMD` → `npx`.
 * Compared with the names of runners; shown only through `redactCommand`.
 */
export function commandName(text: string): string {
  const base = text.split(/[\\/]/).at(-1) ?? ''
  return base.toLowerCase().replace(/\.(cmd|exe|bat|ps1)$/, '')
}

export type Normalised =
  | { readonly kind: 'words'; readonly words: readonly Arg[] }
  | { readonly kind: 'script'; readonly script: Script }

/**
 * Words of the command that an entry starts. A `command` with spaces is split where its first word is a runner or wrapper:
 * otherwise the spaces belong to a path, which can't be looked up here. Where it is more than one command, it is a line of
 * shell: some clients start it through one.
 *
 * @param isKnown whether a name, as `commandName` gives it, is one of a runner or wrapper
 */
export function normalise(argv: readonly Word[], isKnown: (name: string) => boolean): Normalised {
  const [first, ...rest] = argv.map(argOf)
  if (first === undefined) return { kind: 'words', words: [] }
  if (!/\s/.test(first.text.trim())) return { kind: 'words', words: [trim(first), ...rest] }
  // In Windows' paths a backslash is a separator, not an escape.
  const windows = /\\|^"?[a-z]:|\.(cmd|exe|bat|ps1)\b|^\s*cmd\s/i.test(first.text)
  const script = readScript(first, windows ? 'cmd' : 'posix')
  const [command, ...others] = script.commands
  const [head] = command?.words ?? []
  if (!command || !head || !isKnown(commandName(head.text))) return { kind: 'words', words: [first, ...rest] }
  const plain = script.problem === null && others.length === 0
  if (plain && command.assignments.length === 0) return { kind: 'words', words: [...command.words, ...rest] }
  if (!plain) return { kind: 'script', script }
  return { kind: 'script', script: { ...script, commands: [{ ...command, words: [...command.words, ...rest] }] } }
}

function trim(arg: Arg): Arg {
  const start = arg.text.length - arg.text.trimStart().length
  return typeof arg.at === 'number' ? { ...arg, text: arg.text.trim(), at: arg.at + start } : arg
}

const DEFAULTED = /\$\{([A-Za-z_]\w*):-([^${}`]*)\}/g

export interface Expansion {
  readonly text: string
  /** Variables whose defaults were put in. */
  readonly variables: readonly string[]
}

/** Puts the defaults of `${NAME:-default}` in. Clients and shells do it when the variable is not set. */
export function expandDefaults(text: string): Expansion {
  const variables: string[] = []
  const expanded = text.replace(DEFAULTED, (_, name: string, value: string) => {
    variables.push(name)
    return value
  })
  return { text: expanded, variables }
}

/** `$X`, `${X}`, `${env:X}`, `{env:X}`, `%X%`, `$@`: what a client or a shell would replace. */
export const hasVariable = (text: string): boolean => /\$|\{|%[A-Za-z_]\w*%/.test(text)
