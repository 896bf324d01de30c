/** What a runner makes of its words; `launch.ts` turns it into a `Launch`. Types and their makers. */
import type { LaunchKind } from '../model.js'
import type { Arg } from './arg.js'

export type Resolution =
  /** Packages of the npm registry. */
  | {
      readonly kind: 'packages'
      readonly runner: string
      readonly specs: readonly Arg[]
      /** What the package's own program is given. */
      readonly args: readonly Arg[]
      /** `--registry`, as written. */
      readonly registry: Arg | null
      /** `--@scope:registry` beside it, by flag. */
      readonly registries?: ReadonlyMap<string, Arg>
    }
  /** The runner starts a line of shell. */
  | { readonly kind: 'script'; readonly runner: string; readonly script: Arg }
  /** The runner is started by another program: `node …/npx-cli.js`. */
  | { readonly kind: 'command'; readonly words: readonly Arg[] }
  | {
      readonly kind: 'other'
      readonly launch: Exclude<LaunchKind, 'npm'>
      readonly runner: string
      /** Free of secrets. */
      readonly origin: string | null
      readonly reason: string
    }

export type Runner = (words: readonly Arg[]) => Resolution

export const unknownLaunch = (runner: string, reason: string, origin: string | null = null): Resolution => ({
  kind: 'other',
  launch: 'unknown',
  runner,
  origin,
  reason,
})

export const localLaunch = (runner: string, origin: string | null, reason: string): Resolution => ({
  kind: 'other',
  launch: 'local',
  runner,
  origin,
  reason,
})

/** Why programs and files of the machine stay unaudited. */
export const LOCAL_FILE = 'it is a file of this machine, and not a release that could be compared'
