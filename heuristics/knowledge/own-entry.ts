/** Whether what is entered into an agent's configuration is the package itself, or something else. */
import type { Context } from '../../src/heuristic.js'
import type { Fact } from '../../src/model.js'

/** What every entry begins with, whoever's it is. */
const RUNNERS =
  /^(?:npx|npm|exec|x|bunx?|pnpm|dlx|yarn|node|deno|uvx?|python3?|cmd|\/c|docker|run|sh|bash|-{1,2}[\w-]*(?:=.*)?|add|add-json|user|project|local|stdio|http|sse|<self>)$/i

/** Names that the package answers to: its own, and those of its commands. */
function ownNames(context: Context): string[] {
  const { name, manifest } = context.release
  const bare = name.replace(/^@[^/]*\//, '')
  const bins = typeof manifest.bin === 'object' && manifest.bin !== null ? Object.keys(manifest.bin) : [bare]
  return [name, ...bins, ...(context.vendor.words.has(bare) || bare.length > 8 ? [bare] : [])].map((each) =>
    each.toLowerCase(),
  )
}

/** @param start a command line, or an address */
export function isOwnEntry(context: Context, start: string): boolean {
  const text = start.toLowerCase()
  if (/<(?:self|dir)>/.test(text)) return true
  const host = /^https?:\/\/([^/?#\s]{1,253})/.exec(text)?.[1]
  if (host !== undefined) return context.vendor.owns(host) || /^(?:localhost|127\.|\[::1\])/.test(host)
  return ownNames(context).some(
    (name) => name.length > 2 && wordsOf(text).some((word) => word === name || word.startsWith(`${name}@`)),
  )
}

/** Names something by name that is not the package. What is computed may be either. */
export function isForeignEntry(context: Context, start: string): boolean {
  if (isOwnEntry(context, start)) return false
  return wordsOf(start).some((word) => word.length > 2 && !word.includes('{}') && !RUNNERS.test(word))
}

const wordsOf = (text: string): string[] =>
  text
    .split(/[\s"',[\]{}]+(?<!\{\})/)
    .flatMap((word) => (/[\\/]/.test(word) && !word.startsWith('@') ? [word, word.replace(/^.*[\\/]/, '')] : [word]))
    .filter((word) => word !== '')

/** A command of the package beside the one that clients start, whose name says that it sets something up. */
export function isSetupCommand(context: Context, fact: Fact): boolean {
  const { bin } = context.release.manifest
  if (typeof bin !== 'object' || bin === null) return false
  const commands = Object.entries(bin as Record<string, unknown>)
  const file = fact.where.file
  const own = commands.filter(([, path]) => typeof path === 'string' && path.replace(/^\.?\//, '') === file)
  return (
    commands.length > 1 &&
    own.length > 0 &&
    own.every(([name]) => /(?:^|[-_])(?:init|setup|install|configure|config|register|add|uninstall|cli)$/i.test(name))
  )
}
