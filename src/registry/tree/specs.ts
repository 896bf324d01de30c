/** The dependencies of one version, told apart by where npm would take them from. Pure. */
import npa from 'npm-package-arg'
import { redactSpec } from '../../launch/redact.js'
import type { Dependency } from '../../model.js'
import { type JsonObject, objectOf } from '../untrusted-json.js'
import { dictionary } from './trim.js'

/** What npm takes from no registry. */
export interface ForeignSpec {
  readonly name: string
  /** As written, without credentials. */
  readonly spec: string
  readonly source: Exclude<Dependency['source'], 'registry' | 'bundled'>
  readonly optional: boolean
  readonly peer: boolean
}

/** What a version wants below it. Maps have no prototype. */
export interface Wants {
  readonly dependencies: Record<string, string>
  readonly optionalDependencies: Record<string, string>
  readonly peerDependencies: Record<string, string>
  readonly peerDependenciesMeta: Record<string, { readonly optional: true }>
  readonly acceptDependencies: Record<string, string>
  readonly foreign: readonly ForeignSpec[]
  /** Whether its tarball holds packages that it depends on. */
  readonly bundles: boolean
  /** Whether its tarball says what is installed below it. */
  readonly shrinkwrapped: boolean
}

/** @param manifest as `trim` leaves it */
export function wantsOf(manifest: JsonObject): Wants {
  const shrinkwrapped = manifest._hasShrinkwrap === true
  const bundled = new Set((manifest.bundleDependencies ?? []) as readonly string[])
  const optionalPeers = objectOf(manifest.peerDependenciesMeta) ?? {}
  const optional = fieldOf(manifest.optionalDependencies)
  const foreign: ForeignSpec[] = []
  const fromRegistry = (entries: readonly Entry[], kind: 'required' | 'optional' | 'peer'): Record<string, string> =>
    dictionary(
      entries.filter(([name, spec]) => {
        if (bundled.has(name)) return false
        const source = sourceOf(name, spec)
        if (source === 'registry') return true
        const about = { optional: kind === 'optional', peer: kind === 'peer' }
        foreign.push({ name, spec: redactSpec(spec), source, ...about })
        return false
      }),
    )
  // npm lets the optional one win where a name stands in both.
  const names = new Set(optional.map(([name]) => name))
  const required = fieldOf(manifest.dependencies).filter(([name]) => !names.has(name))
  const peers = fieldOf(manifest.peerDependencies)
  return {
    dependencies: shrinkwrapped ? dictionary([]) : fromRegistry(required, 'required'),
    optionalDependencies: shrinkwrapped ? dictionary([]) : fromRegistry(optional, 'optional'),
    // Nobody installs an optional peer unasked.
    peerDependencies: fromRegistry(
      peers.filter(([name, spec]) => !Object.hasOwn(optionalPeers, name) || sourceOf(name, spec) === 'registry'),
      'peer',
    ),
    peerDependenciesMeta: dictionary(Object.keys(optionalPeers).map((name) => [name, { optional: true as const }])),
    acceptDependencies: dictionary(fieldOf(manifest.acceptDependencies)),
    foreign,
    bundles: bundled.size > 0,
    shrinkwrapped,
  }
}

type Entry = readonly [name: string, spec: string]

const fieldOf = (value: unknown): readonly Entry[] => Object.entries((objectOf(value) ?? {}) as Record<string, string>)

/** Ranges, versions and tags, as nearly all are: npm's reading takes a hundred times longer. */
const PLAIN = /^(?!\.)[^/\\:]*$/
const FILE = /\.(?:tgz|tar\.gz|tar)$/i

/** npm's own reading. What it can't read at all stays, and ends npm's own resolution with an error. */
export function sourceOf(name: string, spec: string): ForeignSpec['source'] | 'registry' {
  if (PLAIN.test(spec) && !FILE.test(spec)) return 'registry'
  try {
    const { type } = npa.resolve(name, spec, '/')
    if (type === 'git') return 'git'
    if (type === 'remote') return 'url'
    return type === 'file' || type === 'directory' ? 'file' : 'registry'
  } catch {
    return 'registry'
  }
}
