/**
 * Asks for packuments before Arborist does. Arborist goes through a tree step by step and waits at each; what it will want can
 * mostly be told from what it has. A wrong guess costs a request, never a wrong tree.
 */

import npa from 'npm-package-arg'
import pickManifest from 'npm-pick-manifest'
import semver from 'semver'
import type { Wants } from './specs.js'

/** As `npmView` makes it. */
export interface View {
  readonly name: string
  readonly versions: object
  readonly 'dist-tags': object
  readonly time?: object
}

export interface LookAheadOptions {
  readonly view: (name: string) => Promise<View>
  readonly before: Date | null
  readonly defaultTag: string
  readonly legacyPeerDeps: boolean
}

/** @returns is told what a version wants below it */
export function lookAhead({ view, before, defaultTag, legacyPeerDeps }: LookAheadOptions): (wants: Wants) => void {
  /** Name → versions that are likely in the tree: what they satisfy needs nothing more. */
  const likely = new Map<string, string[]>()
  const seen = new Set<string>()

  async function follow(name: string, spec: string): Promise<void> {
    const found = await view(name)
    const versions = likely.get(name) ?? []
    likely.set(name, versions)
    if (versions.some((version) => semver.satisfies(version, spec, { loose: true }))) return
    const time = found.time ?? {}
    const manifest = pickManifest({ ...found, time }, spec, { before, defaultTag })
    versions.push(manifest.version)
    // Its wants are read, and with that told here.
    void (manifest as { dependencies?: unknown }).dependencies
  }

  function expect(name: string, spec: string): void {
    const key = `${name}@${spec}`
    if (seen.has(key)) return
    seen.add(key)
    try {
      const [real, wanted] = /^npm:/i.test(spec) ? aliased(name, spec) : [name, spec]
      follow(real, wanted).catch(() => {})
    } catch {
      // Arborist will say so.
    }
  }

  return ({ dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta }) => {
    const peers = legacyPeerDeps
      ? []
      : Object.entries(peerDependencies).filter(([name]) => peerDependenciesMeta[name] === undefined)
    for (const [name, spec] of [...Object.entries(dependencies), ...Object.entries(optionalDependencies), ...peers])
      expect(name, spec)
  }
}

function aliased(name: string, spec: string): [name: string, spec: string] {
  const { subSpec } = npa.resolve(name, spec, '/') as npa.AliasResult
  return [subSpec.name ?? name, subSpec.rawSpec]
}
