/**
 * Files that a runner starts in the place of a registry's package. Rules of npm 11 (libnpmexec's `index.js`, `file-exists.js`;
 * `lib/commands/exec.js`) and of Bun (`bunx_command`). pnpm's and Yarn's `dlx` look at nothing that is installed.
 */
import semver from 'semver'
import { type Host, pathsOf } from '../host.js'
import type { PackageRef, Shadow } from '../model.js'
import { isInside, isPackageName, objectOf, own, readManifest, readText, upwards, validVersion } from './files.js'
import type { GlobalPlace } from './global-places.js'
import { mayHold } from './memory.js'
import { type InstalledPackage, installedIn } from './node-modules.js'

const SHIM_BYTES = 16 * 1024

/** What starts in the place of the registry's package, and the package's folder where it is known. */
export interface Found {
  readonly shadow: Shadow
  /** Without links. */
  readonly folder: string | null
}

export interface NpmStart {
  readonly ref: PackageRef
  /** The argument that may name a bin; `null` where packages are named by flags. */
  readonly asked: string | null
  /** Folder of the project, as npm finds it; `null` where only the client knows where it starts. */
  readonly localPrefix: string | null
  /** The place of global packages that is in use; `null` where none is known, or npm looks at none. */
  readonly global: GlobalPlace | null
}

/**
 * What `npx` would start of this machine: the first of a bin of the project's own package, a bin of exactly the argument's name
 * in the project or above it, one among the global bins, an installed copy of the package that fits the spec.
 */
export async function npmShadow(host: Host, start: NpmStart): Promise<Found | null> {
  const { join } = pathsOf(host)
  const { ref, asked, localPrefix, global } = start
  if (asked !== null && isBinPath(asked)) {
    const byName =
      localPrefix === null
        ? null
        : ((await ownBin(host, localPrefix, asked)) ?? (await localBin(host, localPrefix, asked)))
    if (byName !== null) return byName
    if (global?.bin) {
      const found = await binAt(host, global.bin, asked)
      if (found !== null) return found
    }
  }
  if (localPrefix !== null) {
    const modules = join(localPrefix, 'node_modules')
    const local = await installedIn(host, modules, ref.name)
    if (local !== null && fits(local, ref)) return installed(host, local, join(modules, '.bin'))
  }
  if (asked === null || !global?.bin) return null
  const everywhere = await installedIn(host, global.modules, ref.name)
  return everywhere !== null && fits(everywhere, ref) ? installed(host, everywhere, global.bin) : null
}

/** `bunx` looks for the package's bare name among the bins of the folder and those above, where no version is asked. */
export async function bunShadow(host: Host, start: string, ref: PackageRef): Promise<Found | null> {
  if (!isBare(ref) || !isPackageName(ref.name)) return null
  const { join } = pathsOf(host)
  const name = ref.name.replace(/^@[^/]+\//, '')
  for (const folder of upwards(host, start)) {
    for (const ending of host.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : ['']) {
      const found = await binAt(host, join(folder, 'node_modules', '.bin'), name + ending)
      if (found !== null) return found
    }
  }
  return null
}

/** Whether a spec asks for no version. */
export const isBare = ({ selector }: PackageRef): boolean => selector.type === 'range' && selector.value === '*'

/** Whether npm takes an installed copy without asking the registry: a tag it looks up. */
export function fits({ version }: Pick<InstalledPackage, 'version'>, { selector }: PackageRef): boolean {
  if (selector.type === 'tag') return false
  return selector.type === 'version' ? version === selector.value : semver.satisfies(version, selector.value, true)
}

/** An argument that can be the name of a file below a folder of bins. */
const isBinPath = (asked: string): boolean =>
  asked.length <= 300 && /^[^\0\\/]+(?:\/[^\0\\/]+)?$/.test(asked) && !/(?:^|\/)\.{1,2}(?:\/|$)/.test(asked)

async function ownBin(host: Host, folder: string, asked: string): Promise<Found | null> {
  const { join } = pathsOf(host)
  const manifest = await readManifest(host.files, folder, join)
  const name = own(manifest, 'name')
  const bin = own(manifest, 'bin')
  const short = typeof name === 'string' ? name.replace(/^@[^/]+\//, '') : null
  const target = typeof bin === 'string' ? (short === asked ? bin : undefined) : own(objectOf(bin), asked)
  if (typeof target !== 'string' || target === '' || target.includes('\0')) return null
  const file = join(folder, target)
  if (!isInside(host, file, folder)) return null
  return { shadow: { file, package: identity(manifest) }, folder: await host.files.realPath(folder) }
}

async function localBin(host: Host, from: string, asked: string): Promise<Found | null> {
  const { join } = pathsOf(host)
  for (const folder of upwards(host, from)) {
    const found = await binAt(host, join(folder, 'node_modules', '.bin'), asked)
    if (found !== null) return found
  }
  return null
}

async function installed(host: Host, copy: InstalledPackage, bins: string): Promise<Found | null> {
  if (copy.bin === null) return null
  const file = pathsOf(host).join(bins, copy.bin)
  if ((await host.files.type(file)) !== 'file') return null
  const { name, version, folder } = copy
  return { shadow: { file, package: { name, version } }, folder: await host.files.realPath(folder) }
}

async function binAt(host: Host, bins: string, name: string): Promise<Found | null> {
  const segments = name.split('/')
  if (!(await mayHold(host.files, bins, segments[0] ?? ''))) return null
  const file = pathsOf(host).join(bins, ...segments)
  if ((await host.files.type(file)) !== 'file') return null
  const { folder, ...rest } = await packageOf(host, file)
  return { shadow: { file, package: rest.package }, folder }
}

/** The package that a bin belongs to: by the file that it links to, or that its shim names. */
export async function packageOf(host: Host, bin: string): Promise<Pick<Shadow, 'package'> & { folder: string | null }> {
  const paths = pathsOf(host)
  const target = await shimTarget(host, bin)
  const file = await host.files.realPath(target ?? bin)
  const none = { package: null, folder: null }
  if (file === null) return none
  for (const folder of upwards(host, paths.dirname(file))) {
    // What stands above `node_modules` is the project, not the owner of a file in it.
    if (paths.basename(folder) === 'node_modules') return none
    const manifest = await readManifest(host.files, folder, paths.join)
    const found = identity(manifest)
    if (found !== null) return { package: found, folder }
  }
  return none
}

/** Windows and pnpm have small scripts instead of links, which name their program beside themselves. */
export async function shimTarget(host: Host, bin: string): Promise<string | null> {
  const paths = pathsOf(host)
  const text = await readText(host.files, bin, SHIM_BYTES)
  if (text === null) return null
  for (const [, relative = ''] of text.matchAll(/"(?:\$basedir|%dp0%|%~dp0)[\\/]([^"$%\r\n]{1,300})"/g)) {
    if (!/^(?:node|bun|deno)(?:\.exe)?$/.test(relative)) {
      return paths.join(paths.dirname(bin), ...relative.split(/[\\/]/))
    }
  }
  return null
}

function identity(manifest: Readonly<Record<string, unknown>> | null): Shadow['package'] {
  const name = own(manifest, 'name')
  const version = validVersion(own(manifest, 'version'))
  return typeof name === 'string' && isPackageName(name) && version !== null ? { name, version } : null
}
