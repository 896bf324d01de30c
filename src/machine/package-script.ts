/** Which file of its package a script of a `package.json` starts. By its words alone. */
import { commandName } from '../launch/normalise.js'
import { type JsonObject, objectOf, own } from './files.js'

const RUNTIMES = new Set(['node', 'nodejs', 'tsx', 'ts-node', 'ts-node-esm', 'bun', 'deno', 'nodemon'])
const MANAGERS = new Set(['npm', 'pnpm', 'yarn', 'bun'])
/** Subcommands of runtimes that stand before the file. */
const VERBS = new Set(['run', 'watch', 'x', 'serve'])
const WITH_VALUE = new Set([
  ...[
    '-r',
    '--require',
    '--import',
    '--loader',
    '--experimental-loader',
    '-C',
    '--conditions',
    '--env-file',
    '--title',
  ],
  ...[
    '--env-file-if-exists',
    '-P',
    '--project',
    '--tsconfig',
    '-w',
    '--watch',
    '-e',
    '--ext',
    '-x',
    '--exec',
    '--config',
    '-c',
  ],
])
const LONGEST_SCRIPT = 4096
const DEEPEST = 4

/**
 * @returns the file as it is written, relative to the package's folder; `null` where the script starts none that can be told;
 *   `undefined` where there is no such script
 */
export function fileOfScript(manifest: JsonObject, name: string, depth = 0): string | null | undefined {
  const text = own(objectOf(own(manifest, 'scripts')), name)
  if (typeof text !== 'string') return name === 'start' ? 'server.js' : undefined
  if (depth > DEEPEST) return null
  // The last command is the one that stays: those before it build.
  for (const command of text
    .slice(0, LONGEST_SCRIPT)
    .split(/&&|\|\||[;|&\n]/)
    .reverse()) {
    const file = fileOfCommand(command, manifest, depth)
    if (file !== null) return file
  }
  return null
}

function fileOfCommand(command: string, manifest: JsonObject, depth: number): string | null {
  const words = [...command.matchAll(/"([^"]*)"|'([^']*)'|([^\s"']+)/g)].map(
    (match) => match[1] ?? match[2] ?? match[3] ?? '',
  )
  // Wrappers (`cross-env X=1`, `dotenv --`) stand before the runtime.
  const at = words.findIndex((word) => RUNTIMES.has(commandName(word)) || MANAGERS.has(commandName(word)))
  const first = words[0]
  if (at < 0) return first !== undefined && /^\.{1,2}[\\/]|\.[cm]?[jt]s$/.test(first) ? first : null
  const after = words.slice(at + 1)
  const other = after[0] === 'run' || after[0] === 'run-script' ? after[1] : after[0]
  const named = MANAGERS.has(commandName(words[at] ?? '')) && other !== undefined && isScript(manifest, other)
  if (named && other !== undefined) return fileOfScript(manifest, other, depth + 1) ?? null
  return RUNTIMES.has(commandName(words[at] ?? '')) ? firstOperand(after) : null
}

const isScript = (manifest: JsonObject, name: string): boolean =>
  typeof own(objectOf(own(manifest, 'scripts')), name) === 'string'

function firstOperand(words: readonly string[]): string | null {
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] ?? ''
    if (WITH_VALUE.has(word)) i += 1
    else if (!word.startsWith('-') && !VERBS.has(word)) return isPath(word) ? word : null
  }
  return null
}

/** Without variables and globs; a file of the package itself. */
const isPath = (word: string): boolean => word !== '' && !/[$%*\0]/.test(word) && !/^(?:\/|[A-Za-z]:|~|\.\.)/.test(word)
