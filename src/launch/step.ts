/** What a wrapper starts. Types and their makers. */
import type { Arg } from './arg.js'
import type { OtherResolution } from './resolution.js'
import { type Assignment, readScript, type Script } from './script.js'
import type { Dialect } from './shell.js'

export type Step =
  | {
      readonly kind: 'words'
      readonly words: readonly Arg[]
      readonly assignments: readonly Assignment[]
      /** Folder that it is started in, where the wrapper names one. */
      readonly cwd: Arg | null
      /** Whether it runs where files are others: in WSL, in a container. */
      readonly elsewhere: boolean
    }
  | { readonly kind: 'script'; readonly script: Script; readonly elsewhere: boolean }
  /** It starts nothing that could be followed. */
  | { readonly kind: 'other'; readonly resolution: OtherResolution }
  /** Why it can't be told what is started. Where it runs on another machine, `inside` still says what is written. */
  | { readonly kind: 'problem'; readonly reason: string; readonly inside?: readonly Arg[] }

/** @returns `null` where the command is no wrapper, or starts nothing that stands in its words */
export type Unwrap = (args: readonly Arg[], isKnown: (name: string) => boolean) => Step | null

interface About {
  readonly assignments?: readonly Assignment[]
  readonly cwd?: Arg | null
  readonly elsewhere?: boolean
}

export const startsWords = (
  words: readonly Arg[],
  { assignments = [], cwd = null, elsewhere = false }: About = {},
): Step => (words.length > 0 ? { kind: 'words', words, assignments, cwd, elsewhere } : problem('it names no command'))

export const startsScript = (line: Arg, dialect: Dialect, elsewhere = false): Step => ({
  kind: 'script',
  script: readScript(line, dialect),
  elsewhere,
})

export const problem = (reason: string, inside: readonly Arg[] = []): Step => ({ kind: 'problem', reason, inside })
