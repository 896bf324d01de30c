/** What a package makes an installer take with it. */
import npa from 'npm-package-arg'
import { draft, type FactDraft } from './draft.js'
import { isRecord, type Manifest } from './manifest-read.js'

export type DependencySource = 'registry' | 'git' | 'http' | 'file' | 'alias'

const MOST_DEPENDENCIES = 5000
const LONGEST_SPEC = 2000

/**
 * @param imported names of the packages that the package's own reached code imports
 * @returns one fact for each dependency that an install takes: dependencies, optional and bundled ones, and peers, which npm
 *   installs too since version 7 unless they are marked optional
 */
export function dependencyFacts(manifest: Manifest, imported: ReadonlySet<string>): FactDraft[] {
  const bundled = bundledNames(manifest)
  const taken = new Map<string, { spec: string; group: string }>()
  const optionalPeers = isRecord(manifest.peerDependenciesMeta) ? manifest.peerDependenciesMeta : {}
  for (const group of ['peerDependencies', 'dependencies', 'optionalDependencies']) {
    const table = manifest[group]
    if (!isRecord(table)) continue
    for (const [name, spec] of Object.entries(table)) {
      if (typeof spec !== 'string' || name.length > 300 || spec.length > LONGEST_SPEC) continue
      const meta = Object.hasOwn(optionalPeers, name) ? optionalPeers[name] : undefined
      if (group === 'peerDependencies' && isRecord(meta) && meta.optional === true) continue
      if (taken.size >= MOST_DEPENDENCIES) break
      // npm lets an optional dependency win over a plain one of the same name.
      taken.set(name, { spec, group: bundled.has(name) ? 'bundled' : group })
    }
  }
  const version = typeof manifest.version === 'string' ? manifest.version : ''
  return [...taken].map(([name, { spec, group }]) => {
    const shown = withoutCredentials(spec)
    return draft('dependency', `${name}@${shown}`, {
      name,
      spec: shown,
      source: sourceOf(name, spec),
      group,
      imported: imported.has(name),
      inLockstep: version !== '' && spec.replace(/^(?:npm:[^@]+@|npm:@[^@]+@)?[\^~=v]*/, '') === version,
    })
  })
}

function bundledNames(manifest: Manifest): Set<string> {
  const list = manifest.bundleDependencies ?? manifest.bundledDependencies
  if (list === true) return new Set(isRecord(manifest.dependencies) ? Object.keys(manifest.dependencies) : [])
  return new Set(Array.isArray(list) ? list.filter((each): each is string => typeof each === 'string') : [])
}

/** Where npm would take a dependency from. */
export function sourceOf(name: string, spec: string): DependencySource {
  // Left over from a workspace: nothing outside of it can resolve these.
  if (/^(?:workspace|catalog|link|portal|patch):/.test(spec)) return 'file'
  try {
    const { type } = npa.resolve(name, spec)
    if (type === 'git') return 'git'
    if (type === 'remote') return 'http'
    if (type === 'file' || type === 'directory') return 'file'
    return type === 'alias' ? 'alias' : 'registry'
  } catch {
    if (/^(?:git\+|git:|ssh:|github:|gitlab:|bitbucket:|gist:)/.test(spec)) return 'git'
    return /^https?:/.test(spec) ? 'http' : 'registry'
  }
}

/** `https://user:token@host` → `https://***@host` */
const withoutCredentials = (spec: string): string => spec.replace(/(:\/\/)[^/@\s]{1,500}@/, '$1***@')
