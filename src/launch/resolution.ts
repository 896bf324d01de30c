/** What a runner makes of its words; `resolve.ts` turns it into a `Launch`. Types and their makers. */
import type { LaunchKind, LocalProgram, PackageRef } from '../model.js'
import type { Arg } from './arg.js'
import type { Assignment } from './script.js'

export type Ecosystem = PackageRef['ecosystem']

/** Packages of a registry. */
export interface PackagesResolution {
  readonly kind: 'packages'
  readonly ecosystem: Ecosystem
  readonly runner: string
  readonly specs: readonly Arg[]
  /** Name of the program that is started, where it is written apart from the packages. */
  readonly bin?: Arg | undefined
  /** What the program is given. */
  readonly args: readonly Arg[]
  /** npm: values of `--registry` and `--@scope:registry`, by flag without dashes. */
  readonly registries?: ReadonlyMap<string, Arg>
  /** Names of the runner's own flags that are given, without dashes. */
  readonly flags?: ReadonlySet<string>
  /** PyPI: indexes, the one that is asked first in front. */
  readonly indexes?: readonly Arg[]
  /** How npm's spec becomes a package's name, for `npm create`. */
  readonly rename?: (spec: string) => string
  /** A command that is started in the place of the package's own program: `docker run node npx pkg`. */
  readonly starts?: readonly Arg[]
  /** A line of shell that is started with the packages at hand: `npx -p pkg -c 'line'`. */
  readonly script?: Arg
  /** Variables of that command. */
  readonly assignments?: readonly Assignment[]
  /** Whether that command runs in a container, where the files are others. */
  readonly elsewhere?: boolean
  /** Whether it only installs: then another command starts the server. */
  readonly installs?: boolean
  /** What the packages leave open. */
  readonly remark?: string | undefined
}

export type Resolution =
  | PackagesResolution
  /** The runner starts a line of shell. */
  | { readonly kind: 'script'; readonly runner: string; readonly script: Arg }
  /** The runner starts another command: `node …/npx-cli.js`, `pnpm exec`. */
  | {
      readonly kind: 'command'
      readonly words: readonly Arg[]
      /** Name for the wrappers of the report; absent for one that only hands on. */
      readonly wrapper?: string
      /** Folder that the command is started in. */
      readonly cwd?: Arg | null
      readonly elsewhere?: boolean
    }
  | OtherResolution

export interface OtherResolution {
  readonly kind: 'other'
  readonly launch: Exclude<LaunchKind, 'npm' | 'pypi' | 'oci'>
  readonly runner: string
  /** Free of secrets. */
  readonly origin: string | null
  readonly reason: string
  /** Local JavaScript or TypeScript that is started; relative to the folder of the command. */
  readonly program?: LocalProgram | null
  /** Whether it starts nothing at all, so that among other commands it may be passed over. */
  readonly idle?: boolean
}

export interface Surroundings {
  /** Whether a name, as `commandName` gives it, is one of a runner or wrapper. */
  isKnown(name: string): boolean
}

export type Runner = (words: readonly Arg[], surroundings: Surroundings) => Resolution

export const unknownLaunch = (runner: string, reason: string, origin: string | null = null): OtherResolution => ({
  kind: 'other',
  launch: 'unknown',
  runner,
  origin,
  reason,
})

/** A package manager that is used for something other than to start a package. */
export const otherUse = (runner: string, reason?: string): OtherResolution => ({
  ...unknownLaunch(runner, reason ?? `it uses ${runner} for something other than to start a package`),
  idle: true,
})

export const localLaunch = (
  runner: string,
  origin: string | null,
  reason: string,
  program: LocalProgram | null = null,
): OtherResolution => ({ kind: 'other', launch: 'local', runner, origin, reason, program })

/** Why programs and files of the machine stay unaudited. */
export const LOCAL_FILE = 'it is a file of this machine, and not a release that could be compared'
export const LOCAL_PROGRAM = 'it is a program of this machine, and not a release that could be compared'
export const INLINE_CODE = 'its code stands in the entry itself'
export const PROJECT_SCRIPT = 'it starts a script of the project in its folder, and that is not a release to audit'
export const PROJECT_PROGRAM = 'it starts a script or dependency of the project in its folder'
