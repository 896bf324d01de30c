/**
 * What holds the dependencies of a package where they stand: npm takes nothing that was published after `--before`, uv nothing
 * after `--exclude-newer`. Where that goes in a command, or why it can't. Pure.
 *
 * Sources: `npm help 7 config`, "before"; uv's CLI reference, "uv run" and "uv tool run". The gates of pnpm
 * (`minimum-release-age`), Yarn (`npmMinimalAgeGate`) and Bun (`minimum-release-age`) are ages, which move on with every day
 * and hold nothing. Deno's `--minimum-dependency-age` takes a date, and is unstable: a Deno without it refuses to start.
 */
import type { Arg } from '../../launch/arg.js'
import { npmCommand } from '../../launch/npm-commands.js'
import { type NpmArguments, readNpmArguments } from '../../launch/npm-flags.js'
import { readNpxArguments } from '../../launch/npx.js'
import { type Option, optionValue, walkOptions } from '../../launch/options.js'
import { UV_RUN_VALUES, UVX_VALUES } from '../../launch/uv-flags.js'
import { type PlacedCommand, uvCommand } from './commands.js'

export type Freeze =
  /** It is there, with this value. */
  | { readonly kind: 'given'; readonly value: Arg }
  /** A word that goes before the one at `before`. */
  | { readonly kind: 'missing'; readonly before: Arg; readonly word: string }
  /** Completes "its dependencies are not held: …". */
  | { readonly kind: 'impossible'; readonly why: string }

/** @param date ISO 8601 */
export function freezeOf({ name, args }: PlacedCommand, date: string): Freeze {
  if (name === 'npx') return ofNpm(readNpxArguments(args), args, date)
  if (name === 'npm') {
    const read = readNpmArguments(args)
    const command = npmCommand(read.positionals[0]?.text ?? '')
    return command === 'exec' || command === 'init' ? ofNpm(read, args, date) : none(`npm ${command ?? ''}`.trim())
  }
  if (name === 'uvx') return ofUv([], args, date)
  if (name === 'uv') {
    const command = uvCommand(args)
    return command === null ? none('uv') : ofUv(command.globals, command.tool ?? command.run, date)
  }
  return none(name)
}

const none = (runner: string): Freeze => ({ kind: 'impossible', why: `${runner} has no option that does it` })

function ofNpm({ values, flags }: NpmArguments, args: readonly Arg[], date: string): Freeze {
  const value = values.get('before')
  if (value !== undefined) return { kind: 'given', value }
  if (flags.has('min-release-age')) {
    return {
      kind: 'impossible',
      why: 'it has `--min-release-age`, beside which some versions of npm refuse `--before`',
    }
  }
  return missing(args, `--before=${date}`)
}

const UV_VALUES = new Set([...UVX_VALUES, ...UV_RUN_VALUES])

function ofUv(globals: readonly Option[], args: readonly Arg[], date: string): Freeze {
  const { options } = walkOptions(args, UV_VALUES)
  const value = optionValue([...globals, ...options], '--exclude-newer')
  return value === null ? missing(args, `--exclude-newer=${date}`) : { kind: 'given', value }
}

const missing = ([before]: readonly Arg[], word: string): Freeze =>
  before === undefined ? none('its command') : { kind: 'missing', before, word }
