/** `npx`, and what it shares with `npm exec`. Facts from npm 11's `bin/npx-cli.js` and `lib/commands/exec.js`. Pure. */
import type { Arg } from './arg.js'
import { type NpmArguments, readNpmArguments, SHORTHANDS, SWITCHES } from './npm-flags.js'
import { type Resolution, unknownLaunch } from './resolution.js'

/** Flags that older versions had: `npx` drops them, some with their value. */
const REMOVED_SWITCHES = new Set(['always-spawn', 'ignore-existing', 'shell-auto-fallback'])
const REMOVED_WITH_VALUE = new Set(['npm', 'node-arg', 'n'])
/** Flags whose value `npx` reads over even where it begins with a dash. */
const ALWAYS_WITH_VALUE = new Set(['package', 'p', 'cache', 'userconfig', 'call', 'c', 'shell'])

/**
 * `npx` looks for the first operand, puts `--` before it, and hands all to `npm exec`. In that search a flag that it does
 * not know takes a value, whereas `npm exec` then reads the same flag without one: so `npx --unknown a b` starts `a`.
 */
export function readNpx(words: readonly Arg[]): Resolution {
  const kept: Arg[] = []
  let i = 0
  let dashes = false
  for (; i < words.length; i += 1) {
    const word = words[i] as Arg
    if (word.text === '--') {
      dashes = true
      break
    }
    if (!word.text.startsWith('-')) break
    const [key = '', ...value] = word.text.replace(/^-+/, '').split('=')
    const next = words[i + 1]
    if (REMOVED_SWITCHES.has(key)) continue
    if (REMOVED_WITH_VALUE.has(key)) {
      if (value.length === 0) i += 1
      continue
    }
    kept.push(word)
    if (value.length > 0) continue
    if (takesNext(key, next) && next) {
      kept.push(next)
      i += 1
    }
  }
  const before = readNpmArguments(kept, npxNames)
  const positionals = [...before.positionals, ...words.slice(dashes ? i + 1 : i)]
  return ofArguments('npx', { ...before, positionals })
}

/** `-p` and `--shell` have a meaning of their own in `npx`. */
const npxNames = (name: string): string => {
  if (name === 'p') return 'package'
  if (name === 'shell') return 'script-shell'
  return name === 'no-install' ? 'yes=false' : name
}

function takesNext(key: string, next: Arg | undefined): boolean {
  const [name = key, fixed] = key === 'p' || key === 'shell' ? [key] : (SHORTHANDS.get(key) ?? key).split('=')
  if (fixed !== undefined || key === 'no-install') return false
  return !SWITCHES.has(name) && (ALWAYS_WITH_VALUE.has(name) || !/^-/.test(next?.text ?? '-'))
}

/** `npx` and `npm exec` alike. */
export function ofArguments(runner: string, { packages, call, registries, positionals }: NpmArguments): Resolution {
  const [first, ...rest] = positionals
  const shared = { kind: 'packages', ecosystem: 'npm', runner, registries } as const
  if (packages.length > 0) return { ...shared, specs: packages, bin: first, args: rest }
  if (call !== null) return { kind: 'script', runner, script: call }
  if (first === undefined) return unknownLaunch(runner, 'it names no package')
  return { ...shared, specs: [first], args: rest }
}
