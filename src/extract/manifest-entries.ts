/** Where the code of a package begins to run: commands, what can be imported, install scripts. */
import { dialectOf, embeddedScripts } from './classify/command.js'
import { programName, unwrapped } from './classify/command-study.js'
import { type Command, type Dialect, readScript, type Script } from './classify/command-syntax.js'
import { decodeText } from './decode.js'
import { gypCommands } from './gyp.js'
import { installScripts, isRecord, type Manifest, type PackageFiles } from './manifest-read.js'
import { isShellScript, shellDialect } from './shell.js'

export interface EntryPoints {
  readonly bin: string[]
  readonly main: string[]
  /** Files that install scripts run. */
  readonly install: string[]
}

/** Conditions under which Node, Bun or Deno take a target. Not `types`, `browser`, `react-native`, `worker` … */
const CONDITIONS = new Set([
  'import',
  'require',
  'node',
  'default',
  'module',
  'module-sync',
  'bun',
  'deno',
  'node-addons',
])
const EXTENSIONS = ['', '.js', '.cjs', '.mjs', '.json', '.ts', '.mts', '.cts', '.node']
const INDEXES = ['/index.js', '/index.cjs', '/index.mjs', '/index.json', '/index.ts']

const MOST_TARGETS = 2000
/** A script of a manifest that is longer is no command line; its beginning is read. */
const LONGEST_SCRIPT = 1 << 14
const DEEPEST = 16
/** A longer shell script is read to here. */
const LONGEST_SHELL = 1 << 18

/** @returns paths of the package's own files, each once, in the order of the manifest; what does not exist is left out */
export function entryPoints(manifest: Manifest, files: PackageFiles): EntryPoints {
  const scripts = installScripts(manifest, files)
  const install = scripts.flatMap(({ command }) => filesRunBy(command, manifest, files))
  if (scripts.some(({ command }) => /gyp|prebuild|cmake-js/.test(command))) install.push(...buildFiles(manifest, files))
  const [bin, main] = [binFiles(manifest, files), mainFiles(manifest, files)]
  const followed = (starts: readonly string[]) => distinct([...starts, ...behindShellScripts(starts, manifest, files)])
  return {
    bin: followed(bin),
    main: distinct(main.length > 0 || bin.length > 0 ? main : startFiles(manifest, files)),
    install: followed(install),
  }
}

/** Files that node-gyp runs while it reads binding.gyp, and builds by it. */
function buildFiles(manifest: Manifest, files: PackageFiles): string[] {
  const bytes = files.has('binding.gyp') ? files.read('binding.gyp') : undefined
  return bytes === undefined
    ? []
    : gypCommands(decodeText(bytes)).flatMap((command) => filesRunBy(command, manifest, files))
}

/** What shell scripts run in their turn: `node "$(dirname "$0")/x.js"`, by the script's folder or the package's root. */
function behindShellScripts(starts: readonly string[], manifest: Manifest, files: PackageFiles): string[] {
  const reached = new Set<string>()
  const queue = [...starts]
  for (let path = queue.pop(); path !== undefined && reached.size < MOST_TARGETS; path = queue.pop()) {
    const bytes = files.read(path)
    if (bytes === undefined || !isShellScript(path, Buffer.from(bytes.subarray(0, 256)).toString('latin1'))) continue
    const state: Run = {
      manifest,
      files,
      folder: path.slice(0, Math.max(0, path.lastIndexOf('/'))),
      targets: [],
      texts: [],
    }
    collectRun(decodeText(bytes.subarray(0, LONGEST_SHELL)), state, 1, shellDialect(path))
    for (const target of state.targets) {
      if (reached.has(target) || starts.includes(target)) continue
      reached.add(target)
      queue.push(target)
    }
  }
  return [...reached]
}

export function binFiles(manifest: Manifest, files: PackageFiles): string[] {
  const { bin, directories } = manifest
  if (typeof bin === 'string') return found(bin, files)
  if (isRecord(bin))
    return Object.values(bin)
      .slice(0, MOST_TARGETS)
      .flatMap((target) => (typeof target === 'string' ? found(target, files) : []))
  const folder = isRecord(directories) && typeof directories.bin === 'string' ? normalPath(directories.bin) : undefined
  if (folder === undefined || folder === '') return []
  return (files.list?.() ?? []).filter((path) => path.startsWith(`${folder}/`)).slice(0, MOST_TARGETS)
}

function mainFiles(manifest: Manifest, files: PackageFiles): string[] {
  const targets: string[] = []
  collectExports(manifest.exports, files, targets, 0)
  const main = typeof manifest.main === 'string' ? found(manifest.main, files) : []
  if (main.length > 0) targets.push(...main)
  // Node takes index.js where `main` is absent or names nothing.
  else if (manifest.exports === undefined || manifest.exports === null) targets.push(...found('index', files))
  // A bundler takes it where there are no `exports`; who ships a server in one file is one.
  const bundlers = manifest.exports === undefined || manifest.exports === null || targets.length === 0
  if (bundlers && typeof manifest.module === 'string') targets.push(...found(manifest.module, files))
  return targets
}

/** What `npm start` runs: all that is left of a package that can be neither started nor imported. */
function startFiles(manifest: Manifest, files: PackageFiles): string[] {
  const scripts = isRecord(manifest.scripts) ? manifest.scripts : {}
  return ['prestart', 'start', 'poststart'].flatMap((event) => {
    const command = Object.hasOwn(scripts, event) ? scripts[event] : undefined
    return typeof command === 'string' ? filesRunBy(command, manifest, files) : []
  })
}

/** Adds the package's own files that a value of `exports` leads to. */
export function collectExports(value: unknown, files: PackageFiles, targets: string[], depth: number): void {
  if (depth > DEEPEST || targets.length > MOST_TARGETS) return
  if (typeof value === 'string') targets.push(...exported(value, files))
  else if (Array.isArray(value)) for (const each of value.slice(0, 50)) collectExports(each, files, targets, depth + 1)
  else if (isRecord(value)) {
    for (const [key, target] of Object.entries(value).slice(0, MOST_TARGETS))
      if (key.startsWith('.') || CONDITIONS.has(key)) collectExports(target, files, targets, depth + 1)
  }
}

function exported(target: string, files: PackageFiles): string[] {
  const path = normalPath(target)
  if (path === undefined) return []
  const star = path.indexOf('*')
  if (star < 0) {
    if (/\.(?:d\.[cm]?ts|css|md|map)$/.test(path)) return []
    return found(path, files)
  }
  const [head, tail] = [path.slice(0, star), path.slice(star + 1).replaceAll('*', '')]
  return (files.list?.() ?? [])
    .filter((each) => each.length >= head.length + tail.length && each.startsWith(head) && each.endsWith(tail))
    .filter((each) => /\.(?:[cm]?js|jsx|[cm]?tsx?)$/.test(each) && !/\.d\.[cm]?ts$/.test(each))
    .slice(0, MOST_TARGETS)
}

/**
 * @param command a script of the manifest: `node x`, `sh ./x.sh && node -e "require('./y')"`, `npm run build`
 * @returns the package's own files that it runs, in order
 */
export function filesRunBy(command: string, manifest: Manifest, files: Pick<PackageFiles, 'has'>): string[] {
  return distinct(run(command, manifest, files).targets)
}

/** The command itself, and the manifest's other scripts that it runs by name. */
export function commandsRunBy(command: string, manifest: Manifest): string[] {
  return distinct(run(command, manifest, { has: () => false }).texts)
}

interface Run {
  readonly manifest: Manifest
  readonly files: Pick<PackageFiles, 'has'>
  /** Where paths may start besides the root: the folder of a shell script. */
  readonly folder: string
  readonly targets: string[]
  readonly texts: string[]
}

function run(command: string, manifest: Manifest, files: Pick<PackageFiles, 'has'>): Run {
  const state: Run = { manifest, files, folder: '', targets: [], texts: [] }
  const text = command.slice(0, LONGEST_SCRIPT)
  collectRun(text, state, 0, dialectOf(text))
  if (state.targets.length === 0 && text.includes('\\')) {
    // Written for Windows: there a backslash parts folders.
    state.texts.length = 0
    collectRun(text, state, 0, 'cmd')
  }
  return state
}

function collectRun(command: string, state: Run, depth: number, dialect: Dialect = 'posix'): void {
  const { manifest, targets, texts } = state
  const find = (target: string, extensions?: readonly string[]) => foundFrom(target, state, extensions)
  if (depth > 3 || texts.length > 50 || texts.includes(command)) return
  texts.push(command)
  for (const script of embeddedScripts(command)) {
    for (const match of script.matchAll(/(?:require|import)\s{0,5}\(\s{0,5}['"`](\.{0,2}[^'"`]{1,300})['"`]/g))
      if (match[1]?.startsWith('.')) targets.push(...find(match[1]))
  }
  eachCommand(readScript(command, dialect), (words) => {
    const program = programName(words[0] ?? '')
    const args = words.slice(1)
    const direct = find(words[0] ?? '', [''])
    if (direct.length > 0 && /[./\\]/.test(words[0] ?? '')) targets.push(...direct)
    else if (RUNTIMES.has(program)) {
      for (const [i, arg] of args.entries()) {
        const before = args[i - 1] ?? ''
        if (PRELOADS.has(before)) targets.push(...find(arg))
        else if (/^(?:--require|--import|--loader|--experimental-loader)=/.test(arg))
          targets.push(...find(arg.slice(arg.indexOf('=') + 1)))
        if (arg.startsWith('-') || VALUED.has(before)) continue
        if (PRELOADS.has(before) || (arg === 'run' && (program === 'bun' || program === 'deno'))) continue
        targets.push(...find(arg))
        break
      }
    } else if (SHELLS.has(program)) {
      const at = args.findIndex((arg) => /^-[a-z]*c$/.test(arg) || /^\/c$/i.test(arg))
      if (at >= 0) collectRun(program === 'cmd' ? args.slice(at + 1).join(' ') : (args[at + 1] ?? ''), state, depth + 1)
      else {
        const file = args.find((arg, i) => !/^[-/]\w/.test(arg) || /^-file$/i.test(args[i - 1] ?? ''))
        if (file !== undefined) targets.push(...find(file))
      }
    } else if (RUNNERS.has(program)) {
      const at = args.findIndex((arg) => !arg.startsWith('-'))
      const verb = args[at] ?? ''
      const name =
        verb === 'run' || verb === 'run-script' ? (args.slice(at + 1).find((arg) => !arg.startsWith('-')) ?? '') : verb
      const scripts = isRecord(manifest.scripts) ? manifest.scripts : {}
      if (verb === 'run' || verb === 'run-script' || program !== 'npm' || /^(?:start|test|stop|restart)$/.test(verb)) {
        for (const each of [`pre${name}`, name, `post${name}`]) {
          const text = Object.hasOwn(scripts, each) ? scripts[each] : undefined
          if (typeof text === 'string') collectRun(text, state, depth + 1)
        }
      }
    }
  })
}

const RUNTIMES = new Set([
  'node',
  'nodejs',
  'bun',
  'deno',
  'tsx',
  'ts-node',
  'babel-node',
  'zx',
  'python',
  'python3',
  'perl',
  'ruby',
])
const SHELLS = new Set([
  'sh',
  'bash',
  'zsh',
  'dash',
  'ksh',
  'cmd',
  'powershell',
  'pwsh',
  'source',
  '.',
  'call',
  'start',
])
const RUNNERS = new Set(['npm', 'yarn', 'pnpm', 'bun', 'run-s', 'run-p', 'npm-run-all', 'wireit'])
/** Options of node whose value is code that it loads first. */
const PRELOADS = new Set(['-r', '--require', '--import', '--loader', '--experimental-loader'])
const VALUED = new Set([
  '-C',
  '--conditions',
  '--stack-size',
  '--max-old-space-size',
  '--title',
  '--icu-data-dir',
  '-e',
  '--eval',
  '-p',
  '--print',
])

function eachCommand(script: Script, visit: (words: readonly string[]) => void, depth = 0): void {
  if (depth > 8) return
  for (const { commands } of script) {
    for (const command of commands) {
      if (command.group) eachCommand(command.group, visit, depth + 1)
      for (const inner of innerScripts(command)) eachCommand(inner, visit, depth + 1)
      const words = unwrapped(command.words).map((word) => word.text)
      if (words.length > 0) visit(words)
    }
  }
}

const innerScripts = (command: Command): Script[] => command.words.flatMap((word) => [...word.inner])

/** By the folder of the script that names it, then by the root. What a hole stands for, is the script's own folder. */
function foundFrom(target: string, { files, folder }: Run, extensions?: readonly string[]): string[] {
  const own = target.replace(/^(?:\{\}|%~dp0|\$\w+)[\\/]?/i, '')
  if (folder === '') return found(own === '' ? target : own, files, extensions)
  const below = found(`${folder}/${own}`, files, extensions)
  return below.length > 0 ? below : found(own, files, extensions)
}

/** The file that a path of the manifest names, by Node's extensions. */
function found(target: string, files: Pick<PackageFiles, 'has'>, extensions: readonly string[] = EXTENSIONS): string[] {
  const path = normalPath(target)
  if (path === undefined) return []
  const base = path === '' ? 'index' : path
  for (const extension of extensions) if (files.has(base + extension)) return [base + extension]
  if (extensions !== EXTENSIONS) return []
  const index = INDEXES.map((each) => (path === '' ? each.slice(1) : path + each)).find((each) => files.has(each))
  return index === undefined ? [] : [index]
}

/** Without `.` and `..`; undefined for what leaves the package or is no path of it. */
export function normalPath(target: string): string | undefined {
  if (target.length > 1000 || target.includes('\0') || /^(?:[A-Za-z]:|~|\$)/.test(target)) return undefined
  const out: string[] = []
  for (const segment of target.split(/[\\/]/)) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') out.push(segment)
    else if (out.pop() === undefined) return undefined
  }
  return out.join('/')
}

const distinct = (paths: readonly string[]): string[] => [...new Set(paths)]
