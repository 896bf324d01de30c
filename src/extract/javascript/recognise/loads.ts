/** Files of the package itself that a call is given to run or to load: they are reached, however the call goes about it. */
import type * as acorn from 'acorn'
import { programName } from '../../classify/command-study.js'
import { type CallNode, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'

const LOADERS =
  /^(?:global:require|node:module\.createRequire\(\)|(?:node:module|new node:module)(?:\.Module)?\.(?:_load|require)|(?:global|commonjs):module\.(?:parent\.)?require|global:process\.mainModule\.require|global:require\.main\.require|global:import\.meta\.require)$/

/** Whether a call of this path loads a module as `require` does. */
export const loadsModule = (path: string): boolean => LOADERS.test(path)

const RESOLVERS =
  /^(?:global:require\.resolve|node:module\.createRequire\(\)\.resolve|global:import\.meta\.resolve(?:Sync)?|node:module\.(?:Module\.)?register|node:module\.(?:Module\.)?_resolveFilename)$/

/** What becomes code where it is loaded or started. */
const RUNNABLE = /\.(?:[cm]?[jt]sx?|node|wasm|so|dylib|dll|exe|sh|bash|ps1|bat|cmd|py)$/
/** A path from the file's own folder, in any text: `--import=<dir>/x.js`. */
const OWN_PATH = /<dir>(?:\/[\w@.+{}-]+)+/g
/** What is served to browsers is handed out, and does not run here. */
const SERVED = /\/(?:public|static|assets|www|web)\/|\.min\.js$/i
/** Calls that look at a file, or hand it out as it is. What is read and then evaluated is recognised where that happens. */
const LOOKS =
  /^(?:(?:read|exists|l?stat|access|unlink|rm|send|serve|static|download|render|open|watch|realpath|write|append|mkdir|chmod|createReadStream|createWriteStream)\w*|dirname|basename|extname|join|resolve|relative|normalize|fileURLToPath|pathToFileURL|log|error|warn|info|debug|has|get|includes|startsWith|endsWith|replace|split|test|match|type|setHeader)$/
const PURE =
  /^(?:new )?(?:node:(?:path|url|util|assert)\b|global:(?:URL|String|Object|JSON|Array|console|Set|Map|Error)\b)/

const MOST_TEXT = 4_000
const MOST_VALUES = 64
const DEEPEST = 3

/**
 * Links what a call is given: names that it resolves, and paths from the file's own folder that end like programs, in arguments and in
 * options, which is how pools of workers, clusters and process managers are told what to run.
 *
 * @param paths what the callee may be, outside of the package
 */
export function recogniseLoads(
  to: Recogniser,
  call: CallNode,
  paths: readonly string[],
  method: string | undefined,
  given: () => readonly Value[],
): void {
  if (paths.some((path) => RESOLVERS.test(path))) {
    for (const each of alternatives(given()[0] ?? { t: 'const', v: undefined })) {
      const name = textOf(each)
      if (name !== undefined) to.link(name, call)
    }
    return
  }
  if (paths.some((path) => PURE.test(path)) || (method !== undefined && LOOKS.test(method) && !opensNative(paths)))
    return
  if (!call.arguments.some(mayName)) return
  for (const path of ownPaths(given())) to.link(path, call)
}

/** `process.env.NODE_OPTIONS = '--require …'`: every Node that is started from here loads it first. */
export function recogniseAssignedLoads(to: Recogniser, write: acorn.AssignmentExpression): void {
  if (write.left.type !== 'MemberExpression' || writtenName(write.left) !== 'NODE_OPTIONS') return
  for (const path of ownPaths([to.on.value(write.right, to.module)])) to.link(path, write)
}

const opensNative = (paths: readonly string[]): boolean => paths.includes('global:process.dlopen')

function mayName(node: Node): boolean {
  if (isFunction(node)) return false
  return (
    node.type === 'Identifier' ||
    node.type === 'MemberExpression' ||
    node.type === 'CallExpression' ||
    node.type === 'NewExpression' ||
    node.type === 'ObjectExpression' ||
    node.type === 'ArrayExpression' ||
    node.type === 'TemplateLiteral' ||
    node.type === 'BinaryExpression' ||
    node.type === 'ConditionalExpression' ||
    node.type === 'LogicalExpression'
  )
}

function ownPaths(values: readonly Value[]): ReadonlySet<string> {
  const out = new Set<string>()
  let left = MOST_VALUES
  const look = (value: Value, depth: number): void => {
    if (left-- <= 0) return
    const text = textOf(value)
    if (text !== undefined) {
      for (const [path] of text.slice(0, MOST_TEXT).matchAll(OWN_PATH))
        if (RUNNABLE.test(path) && !SERVED.test(path)) out.add(path)
      return
    }
    if (depth >= DEEPEST) return
    if (value.t === 'one') for (const each of value.of) look(each, depth + 1)
    else if (value.t === 'array') for (const each of value.items) look(each, depth + 1)
    else if (value.t === 'object') for (const each of value.props.values()) look(each, depth + 1)
  }
  for (const value of values) look(value, 0)
  return out
}

const RUNTIMES = new Set([
  'node',
  'nodejs',
  'bun',
  'deno',
  'tsx',
  'ts-node',
  'electron',
  'sh',
  'bash',
  'zsh',
  'python',
  'python3',
])
const PRELOADS = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader'])
const MOST_WORDS = 40

/**
 * Links the files that a started program is: a script that Node forks, whatever its name ends in, what it loads before, and each word
 * that looks like one.
 *
 * @param words the program and its arguments, or one word that holds a whole command line
 */
export function linkProgram(to: Recogniser, call: CallNode, path: string, words: readonly string[]): void {
  const [first = '', ...rest] = words.flatMap((word) =>
    /\s/.test(word) ? word.slice(0, MOST_TEXT).split(/["'\s]+/) : [word],
  )
  if (/\.(?:fork|execaNode|node)$/.test(path)) to.link(first, call)
  // The path of the running Node is no constant.
  const isRuntime = first === '{}' || RUNTIMES.has(programName(first))
  let script = isRuntime
  for (const [index, word] of [first, ...rest].slice(0, MOST_WORDS).entries()) {
    const loaded = /^(?:--require|--import|--loader|--experimental-loader)=(.+)$/.exec(word)?.[1]
    if (loaded !== undefined) to.link(loaded, call)
    else if (RUNNABLE.test(word)) to.link(word, call)
    if (index === 0 || word.startsWith('-')) continue
    if (isRuntime && PRELOADS.has(rest[index - 2] ?? '')) to.link(word, call)
    else if (script) {
      script = false
      if (/^(?:<dir>|\.{0,2}\/)./.test(word)) to.link(word, call)
    }
  }
}
