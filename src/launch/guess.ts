/**
 * What the arguments of a program that is not understood say: where they hold the command of a runner of packages, the
 * program is taken to start it. `foo --exec "npx pkg"`, `watcher -- uvx pkg`, `npx inspector npx pkg`. Pure.
 */
import type { Arg } from './arg.js'
import { commandName } from './normalise.js'
import { readScript, type Script } from './script.js'

/** Their names alone hardly stand among arguments for anything else. */
const RUNNERS = new Set('npx npm pnpm pnpx yarn bun bunx deno uv uvx pipx docker podman nerdctl dnx'.split(' '))
/** Of one command: a program with more such words is given text. */
const MAX_GUESSES = 4
/** No person writes a longer line into an argument. */
const MAX_LINE = 4_000

export type Guess =
  | { readonly kind: 'words'; readonly words: readonly Arg[] }
  | { readonly kind: 'script'; readonly script: Script }

/** Commands that the arguments may hold, the first one in front. */
export function guesses(args: readonly Arg[]): readonly Guess[] {
  const found: Guess[] = []
  for (const [index, arg] of args.entries()) {
    if (found.length === MAX_GUESSES) break
    const text = arg.text.trim()
    if (!/\s/.test(text)) {
      if (RUNNERS.has(commandName(text)) && index + 1 < args.length) {
        found.push({ kind: 'words', words: args.slice(index) })
      }
    } else if (text.length <= MAX_LINE && RUNNERS.has(commandName(text.split(/\s/, 1)[0] ?? ''))) {
      found.push({ kind: 'script', script: readScript(arg, 'posix') })
    }
  }
  return found
}
