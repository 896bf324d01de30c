import type { Reach } from '../model.js'
import type { FactDraft } from './draft.js'

export interface ManifestDraft {
  readonly draft: FactDraft
  readonly reach: Reach
  /** In UTF-16 units of the decoded text. */
  readonly offset: number
}
export interface EntryPoints {
  readonly bin: string[]
  readonly main: string[]
  /** Files that install scripts run. */
  readonly install: string[]
}
/** What of a package the manifest needs to look at. */
export interface PackageFiles {
  has(path: string): boolean
  read(path: string): Uint8Array | undefined
}
export interface Manifest {
  readonly [field: string]: unknown
}
/** @returns the manifest's object, or why there is none. */
export function parseManifest(
  _bytes: Uint8Array,
): { ok: true; manifest: Manifest; text: string } | { ok: false; why: string; text: string } {
  return { ok: false, why: 'unparsable', text: '' }
}
export function manifestFacts(_bytes: Uint8Array, _files: PackageFiles): ManifestDraft[] {
  return []
}
export function entryPoints(_manifest: Manifest, _files: PackageFiles): EntryPoints {
  return { bin: [], main: [], install: [] }
}
/** Dependency facts; `imported` names the packages that reached code imports. */
export function dependencyFacts(_manifest: Manifest, _imported: ReadonlySet<string>): FactDraft[] {
  return []
}
/** Differences between the registry's manifest and the tarball's that npm's own normalisation does not explain. */
export function manifestMismatch(_registry: Manifest, _tarball: Manifest): string[] {
  return []
}
