/** Packages in a folder of packages: of a project, or of all. */
import { type Host, pathsOf } from '../host.js'
import { isPackageName, objectOf, own, readManifest, validVersion } from './files.js'
import { mayHold } from './memory.js'

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
