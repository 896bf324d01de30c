/** Commands that fetch a package from a registry and run it: `npx -y name@latest`. */
import { agentOfPackage } from '../../src/extract/classify/agents.js'
import type { Context } from '../../src/heuristic.js'
import { POPULAR_PACKAGES } from './popular-packages.js'
import { text } from './read.js'

const RUNNER =
  /^(?:\S*\/)?(?:npx|bunx|pnpx|(?:npm|pnpm|bun)\s+(?:exec|x|dlx)|yarn\s+dlx)(?:\.cmd)?\s+(?:(?:-y|--yes|-q|--quiet|--)\s+)*(?:--package[= ]|-p\s+)?((?:@[\w.-]+\/)?[\w.-]+)(@[\w.^~-]+)?(?:\s|$)/

/** Whether a command fetches a package and runs it: one that is neither declared, nor well known, nor of the same makers. */
export function isForeignPackage(context: Context, command: string): boolean {
  const found = RUNNER.exec(command.trim())
  const name = found?.[1] ?? ''
  if (name === '' || name.startsWith('-') || agentOfPackage(name) !== null || POPULAR_PACKAGES.has(name)) return false
  // Without a scope or a version it may be a program of a dependency, which is there already.
  if (!name.includes('/') && found?.[2] === undefined) return false
  const scope = name.startsWith('@') ? name.slice(0, name.indexOf('/') + 1) : name
  const own = [context.release.name, ...context.facts('dependency').map((fact) => text(fact, 'name'))]
  if (own.some((each) => each === name || each.startsWith(scope))) return false
  return !context.before('process.spawn').some((fact) => (text(fact, 'command') || fact.value).includes(name))
}
