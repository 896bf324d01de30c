/** What else an entry's words and variables put in the way of the package or program that it names. Pure. */
import type { Command, StdioLaunch } from '../model.js'
import { variable } from './registries.js'

/** Paths that begin in the project: those of a client's variables for its folder, too. */
const OF_PROJECT =
  /^(?:\$\{?(?:env:)?(?:workspaceFolder|workspaceRoot|workspacePath|fileWorkspaceFolder|CLAUDE_PROJECT_DIR|CLAUDE_PLUGIN_ROOT|CLAUDE_PLUGIN_DATA|extensionPath|__dirname|PWD|INIT_CWD|cwd)\b|%CD%)/

/** Whether a path leads into the folder of the entry, rather than to the machine's or the user's own programs. */
export function isOfProject(path: string): boolean {
  if (!/[\\/]/.test(path)) return false
  return OF_PROJECT.test(path) || !/^([\\/~$%{]|[a-z]:)/i.test(path)
}

/** Variables by which an interpreter loads code before that which it is given; a pattern where only some values do. */
const LOADING: readonly (readonly [name: string, does?: RegExp])[] = [
  ['LD_PRELOAD'],
  ['LD_AUDIT'],
  ['DYLD_INSERT_LIBRARIES'],
  ['NODE_OPTIONS', /(^|\s)(-r|--require|--import|--loader|--experimental-loader)/],
  ['BUN_OPTIONS', /(^|\s)(-r|--preload|--require|--import)/],
  ['npm_config_node_options'],
  ['BASH_ENV'],
  ['PYTHONPATH'],
  ['PYTHONHOME'],
  ['RUBYOPT'],
  ['PERL5OPT'],
  ['JAVA_TOOL_OPTIONS'],
]

/** Folders of a `PATH`, for any platform; an empty one between others stands for the folder that is entered. */
function foldersOf(path: string): readonly string[] {
  if (path === '') return []
  const plain = path.replace(/\$\{[^}]*\}/g, (written) => (OF_PROJECT.test(written) ? '.' : '$'))
  return plain.split(/;|\b[a-z]:\\/i.test(plain) ? ';' : ':')
}

/** Completes the reason of a launch; `null` where nothing is in the way. Names of variables alone, never their values. */
export function besideOf({ env }: StdioLaunch, commands: readonly Command[]): string | null {
  const all: Record<string, string> = Object.assign(Object.create(null), env)
  for (const { assignments } of commands) for (const { name, value } of assignments) all[name] = value
  const loading = LOADING.filter(([name, does]) => {
    const value = name === name.toLowerCase() ? variable(all, name) : all[name]
    return value !== undefined && value !== '' && (does?.test(value) ?? true)
  }).map(([name]) => `\`${name}\``)
  const path = foldersOf(variable(all, 'path') ?? '')
  const reasons = [
    ...(loading.length > 0 ? [`${loading.join(' and ')} in its environment may load other code`] : []),
    ...(path.some((folder) => folder === '' || isOfProject(`${folder}/`))
      ? ['`PATH` in its environment leads into the project, where other programs may have these names']
      : []),
  ]
  return reasons.join('; ') || null
}
