/** Settings files that choose where an entry's packages come from: only keys and origins leave this file, never a token. */
import { folderVariable, type Host, pathsOf, variable } from '../host.js'
import { dissect } from '../launch/launch.js'
import { originOf } from '../launch/redact.js'
import type { RegistryFile, ServerEntry } from '../model.js'
import { startFolder } from './entry-folder.js'
import { readText, upwards } from './files.js'
import { localPrefix } from './local-prefix.js'
import { npmExecs } from './npm-command.js'
import { type NpmSettings, withVariables } from './npm-settings.js'

const SETTINGS_BYTES = 256 * 1024
const MOST_LINES = 5000

export async function registryFiles(
  host: Host,
  settings: NpmSettings,
  entry: ServerEntry,
  dir: string,
): Promise<RegistryFile[]> {
  if (entry.launch.transport !== 'stdio') return []
  const { launch } = dissect(entry)
  const ecosystems = new Set(launch.packages.map(({ ecosystem }) => ecosystem))
  const start = startFolder(host, entry, dir)
  return [
    ...(ecosystems.has('npm') ? await npmFiles(host, settings, entry, start) : []),
    ...(ecosystems.has('pypi') ? await pythonFiles(host, entry, start, launch.runner) : []),
  ]
}

async function npmFiles(
  host: Host,
  settings: NpmSettings,
  entry: ServerEntry,
  start: string | null,
): Promise<RegistryFile[]> {
  const { join } = pathsOf(host)
  const own = settings.userFile({ entry, assignments: {} })
  const project = start === null ? null : join(await localPrefix(host, start), '.npmrc')
  const named = namedFiles(settings, entry, start)
  const files = new Set([
    ...(project === null || project === own ? [] : [project]),
    // What the entry itself names counts, whosever it is.
    ...(named.length > 0 ? named : entry.scope === 'user' ? [own] : []),
  ])
  const found: RegistryFile[] = []
  for (const file of files) {
    for (const [key, value] of await settings.file(file)) {
      if (!/^(?:@[\w~-][\w.~-]*:)?registry$/.test(key)) continue
      found.push(...withOrigin(file, key, withVariables(host, value) ?? value))
    }
  }
  return found
}

/** Files that stand in the place of the user's own, where words or variables of the entry name them. */
function namedFiles(settings: NpmSettings, entry: ServerEntry, start: string | null): readonly string[] {
  const { commands, launch } = dissect(entry)
  return launch.packages
    .filter(({ ecosystem }) => ecosystem === 'npm')
    .flatMap((ref) => npmExecs(commands, ref, launch))
    .flatMap(({ flags, assignments }) => {
      const written = flags.get('userconfig') ?? ofEntry(entry, assignments)
      return written === undefined ? [] : (settings.asPath(written, start) ?? [])
    })
}

function ofEntry({ launch }: ServerEntry, assignments: Readonly<Record<string, string>>): string | undefined {
  const own = launch.transport === 'stdio' ? launch.env : {}
  return [...Object.entries(own), ...Object.entries(assignments)].findLast(
    ([name, value]) => name.toLowerCase() === 'npm_config_userconfig' && value !== '',
  )?.[1]
}

/** uv reads its own files, and for tools only the user's; pipx asks pip. */
async function pythonFiles(
  host: Host,
  entry: ServerEntry,
  start: string | null,
  runner: string,
): Promise<RegistryFile[]> {
  const { join } = pathsOf(host)
  if (runner.startsWith('pipx'))
    return (await Promise.all(pipFiles(host).map((file) => pipSettings(host, file)))).flat()
  const found: RegistryFile[] = []
  if (runner === 'uv run' && start !== null) {
    for (const folder of upwards(host, start)) {
      const own = join(folder, 'uv.toml')
      const project = join(folder, 'pyproject.toml')
      if ((await host.files.type(own)) === 'file') found.push(...(await uvSettings(host, own, '')))
      else if ((await host.files.type(project)) === 'file') found.push(...(await uvSettings(host, project, 'tool.uv')))
      else continue
      break
    }
  }
  if (entry.scope === 'user') found.push(...(await uvSettings(host, userUvFile(host), '')))
  return found
}

function userUvFile(host: Host): string {
  const { join } = pathsOf(host)
  const moved = variable(host, 'UV_CONFIG_FILE')
  if (moved !== undefined && pathsOf(host).isAbsolute(moved)) return moved
  const roaming = folderVariable(host, 'APPDATA') ?? join(host.home, 'AppData', 'Roaming')
  const config = folderVariable(host, 'XDG_CONFIG_HOME') ?? join(host.home, '.config')
  return join(host.platform === 'win32' ? roaming : config, 'uv', 'uv.toml')
}

/**
 * `index-url`, `extra-index-url` and `[[index]]` of uv's settings, as they are written on lines of their own. Other spellings
 * of TOML are left out: uv's documentation has none.
 *
 * @param table that the settings stand in: none in `uv.toml`
 */
async function uvSettings(host: Host, file: string, table: string): Promise<RegistryFile[]> {
  const found: RegistryFile[] = []
  const index = table === '' ? 'index' : `${table}.index`
  let section = ''
  for (const line of await linesOf(host, file)) {
    const [, header] = /^\[{1,2}\s*([\w."-]{1,200})\s*\]{1,2}\s*(?:#.*)?$/.exec(line) ?? []
    if (header !== undefined) section = header
    const [, key = '', rest = ''] = /^([\w-]{1,100})\s*=\s*(.*)/.exec(line) ?? []
    const urls = [...rest.matchAll(/"([^"]{1,2000})"|'([^']{1,2000})'/g)].map((match) => match[1] ?? match[2] ?? '')
    if (section === index && key === 'url') found.push(...withOrigin(file, 'index', urls[0] ?? ''))
    const ofTable = section === table || section === (table === '' ? 'pip' : `${table}.pip`)
    if (ofTable && /^(?:extra-|default-)?index(?:-url)?$|^find-links$/.test(key)) {
      found.push(...urls.flatMap((url) => withOrigin(file, key, url)))
    }
  }
  return found
}

function pipFiles(host: Host): string[] {
  const { join, isAbsolute } = pathsOf(host)
  const moved = variable(host, 'PIP_CONFIG_FILE')
  if (moved !== undefined) return isAbsolute(moved) ? [moved] : []
  const { home } = host
  if (host.platform === 'win32') {
    return [join(folderVariable(host, 'APPDATA') ?? join(home, 'AppData', 'Roaming'), 'pip', 'pip.ini')]
  }
  const config = folderVariable(host, 'XDG_CONFIG_HOME') ?? join(home, '.config')
  return [
    join(home, '.pip', 'pip.conf'),
    join(config, 'pip', 'pip.conf'),
    ...(host.platform === 'darwin' ? [join(home, 'Library', 'Application Support', 'pip', 'pip.conf')] : []),
  ]
}

/** `index-url` and `extra-index-url` of pip, which may go on over indented lines. */
async function pipSettings(host: Host, file: string): Promise<RegistryFile[]> {
  const found: RegistryFile[] = []
  let key = ''
  for (const raw of await linesOf(host, file, false)) {
    if (/^\s*(?:[#;].*)?$/.test(raw)) continue
    const [, written, value] = /^([\w-]{1,100})\s*[=:]\s*(.*)/.exec(raw) ?? []
    if (!/^\s/.test(raw)) key = written ?? ''
    if (!/^(?:extra-)?index-url$|^find-links$/.test(key)) continue
    const urls = /^\s/.test(raw) ? raw : (value ?? '')
    found.push(...urls.split(/\s+/).flatMap((url) => withOrigin(file, key, url)))
  }
  return found
}

async function linesOf(host: Host, file: string, trimmed = true): Promise<string[]> {
  const lines = ((await readText(host.files, file, SETTINGS_BYTES)) ?? '').split(/\r?\n/, MOST_LINES)
  return trimmed ? lines.map((line) => line.trim()) : lines
}

/** Nothing for what is no URL of a host, or hides it behind a variable. */
function withOrigin(file: string, key: string, url: string): RegistryFile[] {
  const origin = originOf(url.trim())
  return origin === null || /[${}]/.test(origin) ? [] : [{ file, key, origin }]
}
