/** `npx`, and what it shares with `npm exec`. Facts from npm 11's `bin/npx-cli.js` and `lib/commands/exec.js`. Pure. */
import { type Arg, offsetOf, slice } from './arg.js'
import { type NpmArguments, readNpmArguments, SHORTHANDS, SWITCHES, wordsOf } from './npm-flags.js'
import { type Resolution, unknownLaunch } from './resolution.js'

const REMOVED_SWITCHES = ['always-spawn', 'ignore-existing', 'shell-auto-fallback']
const REMOVED_WITH_VALUE = ['npm', 'node-arg', 'n']
/** Flags that older versions had: `npx` drops them, some with their value. */
const REMOVED = new Set([...REMOVED_SWITCHES, ...REMOVED_WITH_VALUE])
/** Flags beside npm's own switches that stand alone in the search for the operand. */
const STANDING_ALONE = new Set([...REMOVED_SWITCHES, 'no-install', 'quiet', 'q', 'v', 'help', 'h'])
/** Flags whose value `npx` reads over even where it begins with a dash. */
const WITH_VALUE = new Set([...REMOVED_WITH_VALUE, 'package', 'p', 'cache', 'userconfig', 'call', 'c', 'shell'])

/**
 * `npx` looks for the first operand, puts `--` before it, and hands all to `npm exec`. In that search a flag that it does
 * not know takes a value, whereas `npm exec` then reads the same flag in its own way: so `npx --unknown a b` starts `a`.
 */
export function readNpxArguments(words: readonly Arg[]): NpmArguments {
  const kept: Arg[] = []
  const waiting = words.toReversed()
  for (let word = waiting.pop(); word !== undefined; word = waiting.pop()) {
    if (word.text === '--' || !word.text.startsWith('-')) {
      const operands = [word, ...waiting.toReversed()]
      return readNpmArguments([...kept, ...(word.text === '--' ? [] : [dashes(word)]), ...operands])
    }
    const equals = word.text.indexOf('=')
    const key = word.text.slice(0, equals < 0 ? undefined : equals).replace(/^-+/, '')
    const short = Object.hasOwn(OWN_NAMES, key) || REMOVED.has(key) ? undefined : SHORTHANDS.get(key)
    if (short !== undefined) {
      if (equals >= 0) waiting.push(slice(word, equals + 1))
      waiting.push(...wordsOf(short, word).toReversed())
      continue
    }
    if (!REMOVED.has(key)) kept.push(renamed(word, key, equals))
    const next = waiting.at(-1)
    if (equals >= 0 || standsAlone(key) || next === undefined) continue
    if (!WITH_VALUE.has(key) && next.text.startsWith('-')) continue
    waiting.pop()
    if (!REMOVED.has(key)) kept.push(next)
  }
  return readNpmArguments(kept)
}

export const readNpx = (words: readonly Arg[]): Resolution => ofArguments('npx', readNpxArguments(words))

/** Flags with a meaning of their own in `npx`. */
const OWN_NAMES: Readonly<Record<string, string>> = { p: '--package', shell: '--script-shell' }

const dashes = (word: Arg): Arg => ({ ...word, text: '--' })
const standsAlone = (key: string): boolean => SWITCHES.has(key) || STANDING_ALONE.has(key)

function renamed(word: Arg, key: string, equals: number): Arg {
  if (key === 'no-install') return { ...word, text: '--yes=false' }
  const name = Object.hasOwn(OWN_NAMES, key) ? OWN_NAMES[key] : undefined
  if (name === undefined) return word
  if (equals < 0) return { ...word, text: name }
  const value = slice(word, equals + 1)
  // Its own characters stand before the value's.
  const before = Array.from({ length: name.length + 1 }, () => offsetOf(word, 0))
  const after = Array.from(value.text, (_, index) => index)
  const at = [...before, ...after.map((index) => offsetOf(value, index))]
  return { pointer: word.pointer, text: `${name}=${value.text}`, at }
}

/** `npx` and `npm exec` alike. */
export function ofArguments(runner: string, read: NpmArguments): Resolution {
  const { packages, call, registries, flags, positionals } = read
  const [first, ...rest] = positionals
  const shared = { kind: 'packages', ecosystem: 'npm', runner, registries, flags } as const
  if (packages.length > 0 && call !== null) return { ...shared, specs: packages, args: [], script: call }
  if (packages.length > 0) return { ...shared, specs: packages, bin: first, args: rest }
  if (call !== null) return { kind: 'script', runner, script: call }
  if (first === undefined) return unknownLaunch(runner, 'it names no package')
  return { ...shared, specs: [first], args: rest }
}
