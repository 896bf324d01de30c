/** Where an entry starts, and what its paths mean on this machine. By words alone: no file is asked. */
import { folderVariable, type Host, pathsOf } from '../host.js'
import type { ServerEntry } from '../model.js'

/** Folders of a project in which its clients keep their files. */
const CLIENT_FOLDERS = new Set(
  `.cursor .vscode .claude .claude-plugin .roo .kilo .kilocode .zed .codex .gemini .qwen .amp .amazonq .kiro .factory .warp
  .trae .augment .devin .devcontainer .junie .ai .idea .github .vs .agents .continue .opencode .crush .windsurf .cline .qoder
  .copilot .goose .kimi .codeium`.split(/\s+/),
)
/** `.github/agents/deep/x.md`: no client nests deeper. */
const CLIENT_DEPTH = 4

/** Why a path can't be known. It quotes nothing of the entry. */
export interface NoPath {
  readonly reason: string
}

/**
 * The project that an entry belongs to: of `.mcp.json` its folder, of `.cursor/mcp.json` the folder above, of an entry under
 * `projects["/path"]` that path, of a plugin its own folder. `null` where it belongs to none.
 */
export function projectFolder(
  host: Pick<Host, 'platform'>,
  entry: Pick<ServerEntry, 'place' | 'scope'>,
): string | null {
  const paths = pathsOf(host)
  const { file, pointer } = entry.place
  const [, projects, project] = pointer.split('/')
  if (projects === 'projects' && project !== undefined) {
    const named = project.replaceAll('~1', '/').replaceAll('~0', '~')
    return paths.isAbsolute(named) && !isElsewhere(host, named) ? paths.normalize(named) : null
  }
  if (entry.scope === 'user' || entry.scope === 'managed' || entry.scope === 'local') return null
  const folder = paths.dirname(file)
  if (entry.scope === 'plugin') return paths.basename(folder) === '.claude-plugin' ? paths.dirname(folder) : folder
  let above = folder
  for (let level = 0; level < CLIENT_DEPTH; level += 1) {
    if (CLIENT_FOLDERS.has(paths.basename(above).toLowerCase())) return paths.dirname(above)
    above = paths.dirname(above)
  }
  return folder
}

/**
 * The folder in which an entry's command starts; `null` where only its client knows.
 *
 * @param dir the scanned folder, in which the user's own clients are taken to be started
 */
export function startFolder(host: Host, entry: ServerEntry, dir: string): string | null {
  const { launch } = entry
  if (launch.transport === 'stdio' && launch.cwd) {
    const folder = pathOf(host, entry, launch.cwd, projectFolder(host, entry))
    return typeof folder === 'string' ? folder : null
  }
  return projectFolder(host, entry) ?? (entry.scope === 'user' ? dir : null)
}

/** A path of an entry as an absolute one; it begins in the entry's `cwd`, else in its project. */
export function resolveEntryPath(host: Host, entry: ServerEntry, text: string): string | NoPath {
  const project = projectFolder(host, entry)
  const { launch } = entry
  if (launch.transport !== 'stdio' || !launch.cwd) return pathOf(host, entry, text, project)
  const base = pathOf(host, entry, launch.cwd, project)
  const own = pathOf(host, entry, text, typeof base === 'string' ? base : null)
  return typeof own === 'string' || typeof base === 'string' ? own : base
}

function pathOf(host: Host, entry: ServerEntry, text: string, base: string | null): string | NoPath {
  const paths = pathsOf(host)
  const expanded = expand(host, entry, text.trim())
  if (expanded === null) return { reason: 'its path depends on a variable that is not known here' }
  if (expanded === '' || expanded.length > 4096 || expanded.includes('\0')) return { reason: 'its path is none' }
  if (isElsewhere(host, expanded)) return { reason: 'its path leads to another machine or system' }
  if (paths.isAbsolute(expanded)) return paths.normalize(expanded)
  if (base === null) return { reason: 'its path is relative, and only its client knows the folder in which it starts' }
  return paths.resolve(base, expanded)
}

/** A share of another machine, which even a look would contact; a path of Windows elsewhere. */
function isElsewhere(host: Pick<Host, 'platform'>, path: string): boolean {
  return host.platform === 'win32' ? /^[\\/]{2}/.test(path) : /^(?:[A-Za-z]:[\\/]|\\\\)/.test(path)
}

const VARIABLE =
  /\$\{(?:env:)?([^${}:]{1,100})(?::-([^${}]{0,1000}))?\}|\{env:(\w{1,100})\}|\$(\w{1,100})|%(\w{1,100})%/g

/** Puts in what is known of every client: the home, the project, the file's own folder. `null` where more is asked. */
function expand(host: Host, entry: ServerEntry, text: string): string | null {
  const paths = pathsOf(host)
  let complete = true
  const expanded = text.replace(VARIABLE, (_, braced, fallback, curly, bare, percent) => {
    const value = known(host, entry, braced ?? curly ?? bare ?? percent) ?? fallback
    if (value === undefined) complete = false
    return value ?? ''
  })
  if (!complete || /\$\{|\{\{|\$\(|`/.test(expanded)) return null
  return /^~(?=$|[\\/])/.test(expanded) ? paths.join(host.home, expanded.slice(1)) : expanded
}

function known(host: Host, entry: ServerEntry, name: string): string | undefined {
  const paths = pathsOf(host)
  const windows = (variable: string, ...fallback: string[]) =>
    host.platform === 'win32' ? (folderVariable(host, variable) ?? paths.join(host.home, ...fallback)) : undefined
  const beside = paths.dirname(entry.place.file)
  switch (name.toLowerCase()) {
    case 'home':
    case 'userhome':
    case 'userprofile':
      return host.home
    case 'appdata':
      return windows('APPDATA', 'AppData', 'Roaming')
    case 'localappdata':
      return windows('LOCALAPPDATA', 'AppData', 'Local')
    case 'workspacefolder':
    case 'workspaceroot':
    case 'workspacepath':
    case 'claude_project_dir':
      return entry.scope === 'plugin' ? undefined : (projectFolder(host, entry) ?? undefined)
    case 'claude_plugin_root':
      return entry.scope === 'plugin' ? (projectFolder(host, entry) ?? undefined) : undefined
    case '__dirname':
    case 'extensionpath':
      return beside
    case '/':
    case 'pathseparator':
      return paths.sep
    default:
      return undefined
  }
}
