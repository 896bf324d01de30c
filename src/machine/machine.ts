/** What this machine holds of the servers that are configured: copies of packages, files that stand in their place, and code of its own. */
import type { Host } from '../host.js'
import {
  type Launch,
  NOTHING_ON_MACHINE,
  type OnMachine,
  type PackageRef,
  type RegistryFile,
  type ServerEntry,
} from '../model.js'

export interface Machine {
  /** Copies of a package, and files that are started in its place. Never rejects. */
  find(ref: PackageRef, launch: Launch, entries: readonly ServerEntry[]): Promise<OnMachine>
  /** Who else may write to a file or its folder; `null` where nobody can, or where it can't be told. Never rejects. */
  writableBy(file: string): Promise<'group' | 'everyone' | null>
  /** Settings of package managers beside an entry that choose where its packages come from. Never rejects. */
  registryFiles(entry: ServerEntry): Promise<readonly RegistryFile[]>
}

/** @param options.dir the scanned project, absolute */
export function openMachine(_host: Host, _options: { readonly dir: string }): Machine {
  return {
    find: async () => NOTHING_ON_MACHINE,
    writableBy: async () => null,
    registryFiles: async () => [],
  }
}
