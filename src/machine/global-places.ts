/**
 * Where packages are installed for all projects: by npm under any of the managers of Node's versions, by pnpm, Yarn and Bun.
 */
import { folderVariable, type Host, pathsOf, variable } from '../host.js'
import { readText } from './files.js'
import { parseNpmrc, withVariables } from './npm-settings.js'

const MOST_VERSIONS = 100
const MOST_PATH_FOLDERS = 200
const NPMRC_BYTES = 64 * 1024

/** Where a prefix of npm keeps packages and their commands. */
export interface GlobalPlace {
  readonly modules: string
  /** `null` where no runner looks for commands. */
  readonly bin: string | null
  /** Whether it is the one that npm would use here. */
  readonly active: boolean
}

/** All places of global packages. What the settings name is used, else the folder of the Node that is found first. */
export async function globalPlaces(host: Host, configured: string | null): Promise<GlobalPlace[]> {
  const { join } = pathsOf(host)
  const windows = host.platform === 'win32'
  const ofPrefix = (prefix: string, active: boolean): GlobalPlace => ({
    modules: windows ? join(prefix, 'node_modules') : join(prefix, 'lib', 'node_modules'),
    bin: windows ? prefix : join(prefix, 'bin'),
    active,
  })
  const versions = await versionFolders(host)
  const active = configured ?? (await nodePrefix(host, versions))
  const prefixes = [...new Set([...(active === null ? [] : [active]), ...systemPrefixes(host), ...versions])]
  return [
    ...prefixes.map((prefix) => ofPrefix(prefix, prefix === active)),
    ...otherManagers(host).map((modules) => ({ modules, bin: null, active: false })),
  ]
}

function systemPrefixes(host: Host): string[] {
  const { join } = pathsOf(host)
  if (host.platform === 'win32') return [roaming(host, 'npm')]
  return [
    '/usr/local',
    '/usr',
    ...(host.platform === 'darwin' ? ['/opt/homebrew'] : ['/home/linuxbrew/.linuxbrew']),
    join(host.home, '.npm-global'),
    join(host.home, '.npm-packages'),
  ]
}

/** The prefix of the Node that stands first in the path; where none is found there, the only one that is installed. */
async function nodePrefix(host: Host, versions: readonly string[]): Promise<string | null> {
  const paths = pathsOf(host)
  if (host.platform === 'win32') return roaming(host, 'npm')
  const onPath = (variable(host, 'PATH') ?? '').split(paths.delimiter).slice(0, MOST_PATH_FOLDERS)
  for (const folder of onPath) {
    if (!paths.isAbsolute(folder) || (await host.files.type(paths.join(folder, 'node'))) !== 'file') continue
    // asdf and mise decide at every start, by the project, which version a shim stands for.
    if (paths.basename(folder) !== 'bin') return null
    const real = await host.files.realPath(paths.join(folder, 'node'))
    return builtinPrefix(host, paths.dirname(real === null ? folder : paths.dirname(real)))
  }
  const holding: string[] = []
  for (const prefix of [...systemPrefixes(host), ...versions]) {
    if ((await host.files.type(paths.join(prefix, 'bin', 'node'))) === 'file') holding.push(prefix)
  }
  return holding[0] !== undefined && holding.length === 1 ? builtinPrefix(host, holding[0]) : null
}

/** Distributions give npm a prefix of its own, beside its code: Homebrew, whose Node stands in its cellar, and Debian. */
async function builtinPrefix(host: Host, prefix: string): Promise<string> {
  const paths = pathsOf(host)
  const [before, cellar] = prefix.split('/Cellar/')
  if (before !== undefined && cellar !== undefined) return before
  const places = [paths.join(prefix, 'lib', 'node_modules', 'npm', 'npmrc')]
  if (prefix === '/usr') places.push('/usr/share/nodejs/npm/npmrc')
  for (const file of places) {
    const settings = parseNpmrc((await readText(host.files, file, NPMRC_BYTES)) ?? '')
    const written = settings.findLast(({ key }) => key === 'prefix')?.value
    const value = written === undefined ? null : withVariables(host, written)
    if (value !== null && paths.isAbsolute(value)) return paths.normalize(value)
  }
  return prefix
}

/** Prefixes of the versions of Node that its managers keep. */
async function versionFolders(host: Host): Promise<string[]> {
  const { join } = pathsOf(host)
  const { home } = host
  const place = (name: string, ...fallback: string[]) => folderVariable(host, name) ?? join(home, ...fallback)
  const data = place('XDG_DATA_HOME', '.local', 'share')
  const parents: (readonly [folder: string, ...below: string[]])[] =
    host.platform === 'win32'
      ? [
          [folderVariable(host, 'NVM_HOME') ?? roaming(host, 'nvm')],
          [join(folderVariable(host, 'FNM_DIR') ?? roaming(host, 'fnm'), 'node-versions'), 'installation'],
        ]
      : [
          [join(place('NVM_DIR', '.nvm'), 'versions', 'node')],
          [join(place('VOLTA_HOME', '.volta'), 'tools', 'image', 'node')],
          ...[place('FNM_DIR', '.fnm'), join(data, 'fnm'), join(home, 'Library', 'Application Support', 'fnm')].map(
            (fnm) => [join(fnm, 'node-versions'), 'installation'] as const,
          ),
          [join(place('ASDF_DATA_DIR', '.asdf'), 'installs', 'nodejs')],
          [join(place('MISE_DATA_DIR', '.local', 'share', 'mise'), 'installs', 'node')],
          [join(place('NODENV_ROOT', '.nodenv'), 'versions')],
        ]
  const found: string[] = []
  for (const [parent, ...below] of parents) {
    const names = (await host.files.list(parent)).filter((name) => /^v?\d/.test(name)).slice(0, MOST_VERSIONS)
    found.push(...names.map((name) => join(parent, name, ...below)))
  }
  return found
}

/** `node_modules` of global packages that other package managers install. */
function otherManagers(host: Host): string[] {
  const { join } = pathsOf(host)
  const { home } = host
  const windows = host.platform === 'win32'
  const local = windows ? (folderVariable(host, 'LOCALAPPDATA') ?? join(home, 'AppData', 'Local')) : ''
  const data = folderVariable(host, 'XDG_DATA_HOME') ?? join(home, '.local', 'share')
  const config = folderVariable(host, 'XDG_CONFIG_HOME') ?? join(home, '.config')
  const pnpm =
    folderVariable(host, 'PNPM_HOME') ??
    (windows ? join(local, 'pnpm') : join(host.platform === 'darwin' ? join(home, 'Library') : data, 'pnpm'))
  return [
    join(pnpm, 'global', '5', 'node_modules'),
    join(folderVariable(host, 'BUN_INSTALL') ?? join(home, '.bun'), 'install', 'global', 'node_modules'),
    join(windows ? join(local, 'Yarn', 'Data') : join(config, 'yarn'), 'global', 'node_modules'),
  ]
}

function roaming(host: Host, name: string): string {
  const { join } = pathsOf(host)
  return join(folderVariable(host, 'APPDATA') ?? join(host.home, 'AppData', 'Roaming'), name)
}
