/**
 * Python packages that uv and pipx keep on this machine. Places from uv's reference ("Storage"), its `uv-state` and `uv-dirs`
 * crates, and pipx's "Configure Paths".
 */
import { folderVariable, type Host, pathsOf } from '../host.js'
import type { InstalledCopy } from '../model.js'
import { mayHold } from './memory.js'

const MOST_ARCHIVES = 5000
const MOST_PYTHONS = 20
const MOST_NAMES = 5000

type Copy = Omit<InstalledCopy, 'used'>

/** PEP 503: case and runs of `-`, `_` and `.` make no difference. */
export const pythonName = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-')

/** Whether it can be a part of a path: a name in its normal form, by PEP 508. */
const isPythonName = (name: string): boolean => name.length <= 214 && /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(name)

/** A version by PEP 440 in its normal form; `null` for anything else. */
export const pythonVersion = (text: string): string | null =>
  text.length <= 100 &&
  /^(?:\d+!)?\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?(?:\+[a-z0-9]+(?:[._-][a-z0-9]+)*)?$/.test(text)
    ? text
    : null

/** Lists each folder once in a run, when it is first asked for. */
export class PythonCopies {
  private readonly archives = new Map<string, Promise<ReadonlyMap<string, readonly Copy[]>>>()
  private readonly host: Host

  constructor(host: Host) {
    this.host = host
  }

  /** The copy in the environment of an installed tool: `uv tool install`. */
  async uvTool(name: string, moved: string | null): Promise<Copy | null> {
    for (const tools of moved === null ? this.toolFolders() : [moved]) {
      const found = await this.inEnvironment(tools, name, 'uv tool')
      if (found !== null) return found
    }
    return null
  }

  /** Copies in uv's cache: unpacked wheels, and environments made of them. */
  async uvCache(name: string, moved: string | null): Promise<readonly Copy[]> {
    const copies: Copy[] = []
    for (const cache of moved === null ? this.cacheFolders() : [moved]) {
      const known = this.archives.get(cache) ?? this.readArchives(cache)
      this.archives.set(cache, known)
      copies.push(...((await known).get(pythonName(name)) ?? []))
    }
    return copies
  }

  /** The copy that `pipx install` made. */
  async pipx(name: string): Promise<Copy | null> {
    const { join } = pathsOf(this.host)
    for (const home of this.pipxFolders()) {
      const found = await this.inEnvironment(join(home, 'venvs'), name, 'global')
      if (found !== null) return found
    }
    return null
  }

  /** The copy in the environment of its own name, in a folder of environments. */
  private async inEnvironment(environments: string, name: string, place: InstalledCopy['place']): Promise<Copy | null> {
    const own = pythonName(name)
    if (!isPythonName(own) || !(await mayHold(this.host.files, environments, own))) return null
    const environment = pathsOf(this.host).join(environments, own)
    for (const packages of await this.sitePackages(environment)) {
      for (const { name: found, version } of await this.distributions(packages)) {
        if (found === own) return { place, name: found, version, integrity: null, folder: environment }
      }
    }
    return null
  }

  private async sitePackages(environment: string): Promise<string[]> {
    const { join } = pathsOf(this.host)
    if (this.host.platform === 'win32') return [join(environment, 'Lib', 'site-packages')]
    const pythons = (await this.host.files.list(join(environment, 'lib'))).filter((each) =>
      /^(?:python|pypy)\d/.test(each),
    )
    return pythons.slice(0, MOST_PYTHONS).map((python) => join(environment, 'lib', python, 'site-packages'))
  }

  /** `<name>-<version>.dist-info` in a folder. */
  private async distributions(folder: string): Promise<{ name: string; version: string }[]> {
    return (await this.host.files.list(folder)).slice(0, MOST_NAMES).flatMap((entry) => {
      const [, name = '', written = ''] = /^([A-Za-z0-9][\w.]{0,200})-([^-]{1,100})\.dist-info$/.exec(entry) ?? []
      const version = pythonVersion(written)
      return name !== '' && version !== null ? [{ name: pythonName(name), version }] : []
    })
  }

  private async readArchives(cache: string): Promise<ReadonlyMap<string, readonly Copy[]>> {
    const { join } = pathsOf(this.host)
    const root = join(cache, 'archive-v0')
    const found = new Map<string, Copy[]>()
    const names = (await this.host.files.list(root))
      .filter((name) => /^[\w-]{1,64}$/.test(name))
      .slice(0, MOST_ARCHIVES)
    for (const name of names) {
      const archive = join(root, name)
      const wheels = await this.distributions(archive)
      const environments =
        wheels.length > 0
          ? []
          : await Promise.all((await this.sitePackages(archive)).map((each) => this.distributions(each)))
      for (const { name, version } of [...wheels, ...environments.flat()]) {
        const copies = found.get(name) ?? []
        if (copies.some((copy) => copy.version === version)) continue
        found.set(name, [...copies, { place: 'uv cache', name, version, integrity: null, folder: archive }])
      }
    }
    return found
  }

  private toolFolders(): string[] {
    const { join } = pathsOf(this.host)
    const moved = folderVariable(this.host, 'UV_TOOL_DIR')
    if (moved !== undefined) return [moved]
    if (this.host.platform === 'win32') {
      const roaming = this.windows('APPDATA', 'Roaming')
      return [join(roaming, 'uv', 'tools'), join(roaming, 'uv', 'data', 'tools')]
    }
    const data = folderVariable(this.host, 'XDG_DATA_HOME') ?? join(this.host.home, '.local', 'share')
    return [join(data, 'uv', 'tools'), ...this.application('uv', 'tools')]
  }

  private cacheFolders(): string[] {
    const { join } = pathsOf(this.host)
    const moved = folderVariable(this.host, 'UV_CACHE_DIR')
    if (moved !== undefined) return [moved]
    if (this.host.platform === 'win32') return [join(this.windows('LOCALAPPDATA', 'Local'), 'uv', 'cache')]
    const cache = folderVariable(this.host, 'XDG_CACHE_HOME') ?? join(this.host.home, '.cache')
    return [
      join(cache, 'uv'),
      ...(this.host.platform === 'darwin' ? [join(this.host.home, 'Library', 'Caches', 'uv')] : []),
    ]
  }

  private pipxFolders(): string[] {
    const { join } = pathsOf(this.host)
    const { home, platform } = this.host
    const moved = folderVariable(this.host, 'PIPX_HOME')
    if (moved !== undefined) return [moved]
    if (platform === 'win32') {
      return [join(home, 'pipx'), join(this.windows('LOCALAPPDATA', 'Local'), 'pipx'), join(home, '.local', 'pipx')]
    }
    const data = folderVariable(this.host, 'XDG_DATA_HOME') ?? join(home, '.local', 'share')
    return [join(home, '.local', 'pipx'), join(data, 'pipx'), ...this.application('pipx'), '/opt/pipx']
  }

  /** Where versions of before XDG on macOS kept theirs. */
  private application(...names: string[]): string[] {
    const { join } = pathsOf(this.host)
    return this.host.platform === 'darwin' ? [join(this.host.home, 'Library', 'Application Support', ...names)] : []
  }

  private windows(name: string, fallback: string): string {
    return folderVariable(this.host, name) ?? pathsOf(this.host).join(this.host.home, 'AppData', fallback)
  }
}
