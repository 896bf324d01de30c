/**
 * The outside world as the stages see it: files, environment, platform, home, clock. Stages take a `Host` and never ask
 * `node:fs` or `process` themselves, so that each of them runs in a test for any platform on any platform.
 */
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type FileReader, nodeFiles } from './host-files.js'

export {
  decodeText,
  FileError,
  type FileProblem,
  type FileReader,
  type FileType,
  megabytes,
  type Permissions,
} from './host-files.js'

export interface Host {
  readonly files: FileReader
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** Absolute. `--home DIR` stands for it. */
  readonly home: string
  /** Absolute. */
  readonly cwd: string
  now(): Date
}

/** Path rules of the host's platform, which need not be the platform that this process runs on. */
export const pathsOf = (host: Pick<Host, 'platform'>): path.PlatformPath =>
  host.platform === 'win32' ? path.win32 : path.posix

/**
 * Variables that move the folders in which clients and package managers keep configuration, caches and installations. They
 * speak of the real user's home, so another home must not follow them. Case-blind: Windows and npm are. `test/host.test.ts`
 * holds the list to every variable that a client's file may depend on.
 */
const LOCATION_VARIABLES = new RegExp(
  `^(${[
    // What most are called: CLAUDE_CONFIG_DIR, CODEX_HOME, GOOSE_PATH_ROOT, AMP_SETTINGS_FILE, UV_TOOL_DIR, PIP_CONFIG_FILE.
    '(?!SSL_).*_(HOME|DIR|DIRS|ROOT|FILE|FOLDER|PATH|CONFIG|PREFIX|PORTABLE|APPDATA)',
    // The system's own.
    'XDG_.*|APPDATA|LOCALAPPDATA|PROGRAMDATA|ALLUSERSPROFILE|PUBLIC|HOME|USERPROFILE|HOMEDRIVE|HOMEPATH|TMPDIR|TMP|TEMP',
    // Clients and package managers that call them otherwise.
    'CLINE_.*|OPENCODE2?_CONFIG.*|CRUSH_GLOBAL_.*|NPM_CONFIG_(CACHE|PREFIX|LOCAL-PREFIX|USERCONFIG|GLOBALCONFIG)|PREFIX',
    'BUN_INSTALL.*|NVM_.*|FNM_.*|VIRTUAL_ENV|CONDA_.*|PYTHON(USERBASE|HOME|PATH)|PYENV_.*|YARN_RC_FILENAME',
  ].join('|')})$`,
  'i',
)

/**
 * The machine that this process runs on.
 *
 * @param overrides.home stands for the user's home, and detaches from every variable that points into the real one
 * @param overrides.cwd stands for the working folder
 */
export function nodeHost(overrides: { readonly home?: string; readonly cwd?: string } = {}): Host {
  const env = overrides.home === undefined ? { ...process.env } : elsewhere(process.env, os.homedir())
  const cwd = path.resolve(overrides.cwd ?? process.cwd())
  return {
    files: nodeFiles,
    env,
    platform: process.platform,
    home: overrides.home === undefined ? os.homedir() : path.resolve(cwd, overrides.home),
    cwd,
    now: () => new Date(),
  }
}

/** The environment without what speaks of the real user's home: variables that move folders, and folders of commands in it. */
function elsewhere(env: NodeJS.ProcessEnv, home: string): NodeJS.ProcessEnv {
  const isOfHome = (folder: string) => {
    const relative = path.relative(home, folder)
    return !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..'
  }
  const kept = Object.entries(env).filter(([name]) => !LOCATION_VARIABLES.test(name))
  return Object.fromEntries(
    kept.map(([name, value]) => [
      name,
      /^path$/i.test(name)
        ? value
            ?.split(path.delimiter)
            .filter((folder) => !isOfHome(folder))
            .join(path.delimiter)
        : value,
    ]),
  )
}

/** An environment variable; case-blind on Windows, as there. Empty counts as unset. */
export function variable(host: Pick<Host, 'env' | 'platform'>, name: string): string | undefined {
  if (host.env[name]) return host.env[name]
  if (host.platform !== 'win32') return undefined
  return Object.entries(host.env).find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1] || undefined
}

/** A variable that names a folder: only an absolute path counts, as the XDG base directory specification has it. */
export function folderVariable(host: Pick<Host, 'env' | 'platform'>, name: string): string | undefined {
  const value = variable(host, name)
  return value !== undefined && pathsOf(host).isAbsolute(value) ? value : undefined
}

/**
 * The folders that touchstone keeps things in: absolute paths, not created here.
 * Linux and other Unix: XDG base directories (a relative value counts as unset, as their specification says).
 * macOS and Windows: the same places that `env-paths` names. That package reads the process's home and environment when
 * it is imported, so it can't answer for `--home` or for another platform; hence its table stands here.
 */
export function folders(host: Pick<Host, 'env' | 'home' | 'platform'>): {
  readonly cache: string
  readonly state: string
  readonly config: string
} {
  const { join } = pathsOf(host)
  const place = (name: string, ...fallback: string[]) => folderVariable(host, name) ?? join(host.home, ...fallback)
  const name = 'touchstone'
  if (host.platform === 'darwin') {
    const library = join(host.home, 'Library')
    return {
      cache: join(library, 'Caches', name),
      state: join(library, 'Application Support', name),
      config: join(library, 'Preferences', name),
    }
  }
  if (host.platform === 'win32') {
    const local = place('LOCALAPPDATA', 'AppData', 'Local')
    return {
      cache: join(local, name, 'Cache'),
      state: join(local, name, 'Data'),
      config: join(place('APPDATA', 'AppData', 'Roaming'), name, 'Config'),
    }
  }
  return {
    cache: join(place('XDG_CACHE_HOME', '.cache'), name),
    state: join(place('XDG_STATE_HOME', '.local', 'state'), name),
    config: join(place('XDG_CONFIG_HOME', '.config'), name),
  }
}
