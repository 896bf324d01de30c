/** What this machine holds of the servers that are configured: copies of packages, files that stand in their place, and code of its own. */
import type { Host } from '../host.js'
import type {
  InstalledCopy,
  LocalProgram,
  OnMachine,
  PackageChoice,
  PackageRef,
  RegistryFile,
  ServerEntry,
} from '../model.js'
import { type LocatedProgram, locateProgram } from './local-program.js'
import { remembering } from './memory.js'
import { NpmSettings } from './npm-settings.js'
import { type InstalledPackage, packagesBelow } from './npx-tree.js'
import { PackageSearch } from './package-search.js'
import { writableBy } from './permissions.js'
import { registryFiles } from './registry-files.js'
import { releaseChoices } from './release-choice.js'

export type { LocatedProgram } from './local-program.js'

export interface Machine {
  /** Copies of a package, and files that are started in its place. Never rejects. */
  find(ref: PackageRef, entries: readonly ServerEntry[]): Promise<OnMachine>
  /** The packages from registries that npx installed with a copy; `null` where nothing tells. Never rejects. */
  packagesBelow(copy: InstalledCopy): Promise<readonly InstalledPackage[] | null>
  /** Who else may write to a file or its folder; `null` where nobody can, or where it can't be told. Never rejects. */
  writableBy(file: string): Promise<'group' | 'everyone' | null>
  /** Settings of package managers beside an entry that choose where its packages come from. Never rejects. */
  registryFiles(entry: ServerEntry): Promise<readonly RegistryFile[]>
  /** How npm is told to choose releases of an entry's packages; empty where it is told nothing. Never rejects. */
  releaseChoices(entry: ServerEntry): Promise<readonly PackageChoice[]>
  /**
   * Where the code of this machine stands that an entry starts. Never rejects.
   *
   * @returns what `localProgram` reads; or why there is nothing to read, as the end of a sentence that quotes nothing of the entry
   */
  locateProgram(program: LocalProgram, entry: ServerEntry): Promise<LocatedProgram | { readonly reason: string }>
}

/**
 * Each folder and file is looked at once in the life of a machine, when it is first needed.
 *
 * @param options.dir the scanned project, absolute
 */
export function openMachine(real: Host, { dir }: { readonly dir: string }): Machine {
  const host = { ...real, files: remembering(real.files) }
  const settings = new NpmSettings(host)
  const search = new PackageSearch(host, settings, dir)
  return {
    find: (ref, entries) => search.find(ref, entries),
    packagesBelow: (copy) => packagesBelow(host, copy),
    writableBy: (file) => writableBy(host, file),
    registryFiles: (entry) => registryFiles(host, settings, entry, dir),
    releaseChoices: (entry) => releaseChoices(host, settings, entry, dir),
    locateProgram: (program, entry) => locateProgram(host, program, entry),
  }
}
