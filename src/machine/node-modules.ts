/**
 * Packages that are installed on this machine: in a project's `node_modules`, or globally, by npm, pnpm, Yarn or Bun, under any
 * of the managers of Node's versions.
 */
import { folderVariable, type Host, pathsOf, variable } from '../host.js'
import { isPackageName, objectOf, own, readManifest, upwards, validVersion } from './files.js'
import { mayHold } from './memory.js'

const MOST_VERSIONS = 100

/** A package in a folder of packages. */
export interface InstalledPackage {
  readonly name: string
  readonly version: string
  readonly folder: string
  /** The command that npm would take of it; `null` where it can't choose one. */
  readonly bin: string | null
}

export async function installedIn(host: Host, modules: string, name: string): Promise<InstalledPackage | null> {
  if (!isPackageName(name) || !(await mayHold(host.files, modules, name.split('/')[0] ?? ''))) return null
  const { join } = pathsOf(host)
  const folder = join(modules, ...name.split('/'))
  const manifest = await readManifest(host.files, folder, join)
  const version = validVersion(own(manifest, 'version'))
  return version === null ? null : { name, version, folder, bin: chosenBin(own(manifest, 'bin'), name) }
}

/** libnpmexec's `get-bin-from-manifest.js`: the only bin there is, else the one with the package's name without scope. */
function chosenBin(bin: unknown, name: string): string | null {
  const short = name.replace(/^@[^/]+\//, '')
  if (typeof bin === 'string') return short
  const bins = objectOf(bin)
  if (bins === null) return null
  const names = Object.keys(bins)
  const chosen = new Set(Object.values(bins)).size === 1 ? names[0] : names.find((each) => each === short)
  return chosen !== undefined && isPackageName(chosen) && !chosen.includes('/') ? chosen : null
}

/**
 * The project's folder as npm finds it from where it starts: the first above that holds a `package.json` or `node_modules`,
 * or the root of the workspaces that it belongs to; else where it starts.
 */
export async function localPrefix(host: Host, start: string): Promise<string> {
  const { join } = pathsOf(host)
  let found: string | null = null
  for (const folder of upwards(host, start)) {
    const manifest = await host.files.type(join(folder, 'package.json'))
    if (found === null) {
      if (manifest === 'file' || (await host.files.type(join(folder, 'node_modules'))) === 'folder') found = folder
    } else if (manifest === 'file') {
      // Which folders are workspaces of it, npm finds by globs; whoever stands below a root of workspaces is taken for one.
      if (own(await readManifest(host.files, folder, join), 'workspaces')) return folder
    }
  }
  return found ?? start
}

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
  const onPath = (variable(host, 'PATH') ?? '').split(paths.delimiter).slice(0, 200)
  for (const folder of onPath) {
    if (!paths.isAbsolute(folder) || paths.basename(folder) !== 'bin') continue
    if ((await host.files.type(paths.join(folder, 'node'))) !== 'file') continue
    const real = await host.files.realPath(paths.join(folder, 'node'))
    // Homebrew links to its cellar, and tells npm to use its own prefix; elsewhere a prefix is where the real file stands.
    const brewed = real === null || /[\\/]Cellar[\\/]/.test(real)
    return paths.dirname(brewed ? folder : paths.dirname(real))
  }
  const holding: string[] = []
  for (const prefix of [...systemPrefixes(host), ...versions]) {
    if ((await host.files.type(paths.join(prefix, 'bin', 'node'))) === 'file') holding.push(prefix)
  }
  return holding.length === 1 ? (holding[0] ?? null) : null
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
