/** A loopback registry made of manifests alone, and the trees that the product resolves over it. */
import type { Dependency, DependencyTree } from '../../src/model.js'
import type { NpmRegistryOptions } from '../../src/registry/npm.js'
import type { Registry } from '../../src/registry/registry.js'
import {
  type LoopbackOptions,
  type LoopbackPackage,
  type LoopbackRegistry,
  type LoopbackVersion,
  startRegistry,
} from '../support/loopback-registry.js'
import { testRegistry } from '../support/npm-registry.js'

export type Manifest = Readonly<Record<string, unknown>>

/** Versions by their manifests; what is no manifest is a whole version of the loopback registry. */
export type Versions = Readonly<Record<string, Manifest | { readonly version: LoopbackVersion }>>

export const packageOf = (versions: Versions): LoopbackPackage => ({
  versions: Object.fromEntries(
    Object.entries(versions).map(([version, about]) => [
      version,
      'version' in about && typeof about.version === 'object' && about.version !== null
        ? (about.version as LoopbackVersion)
        : { manifest: about },
    ]),
  ),
})

export interface Stage {
  readonly loopback: LoopbackRegistry
  /** A registry of its own run, with an empty store where none is given. */
  open(options?: Partial<NpmRegistryOptions>): Promise<Registry>
  close(): Promise<void>
}

export async function stage(
  packages: Readonly<Record<string, Versions>>,
  options: Omit<LoopbackOptions, 'packages'> = {},
): Promise<Stage> {
  const made = Object.entries(packages).map(([name, versions]) => [name, packageOf(versions)] as const)
  const loopback = await startRegistry({ ...options, packages: Object.fromEntries(made) })
  return {
    loopback,
    open: (more = {}) => testRegistry({ registry: loopback.url, ...more }),
    close: () => loopback.close(),
  }
}

/** The tree below the newest release of a package. */
export async function treeOf(
  registry: Registry,
  name = 'server',
  options: { readonly registry?: string; readonly before?: Date } = {},
): Promise<DependencyTree> {
  const { registry: ofEntry, before } = options
  const packument = await registry.packument(name, ofEntry === undefined ? {} : { registry: ofEntry })
  const release = registry.pick(packument, { type: 'tag', value: 'latest' }, before === undefined ? {} : { before })
  return registry.tree(release, options)
}

/** `name@version`, behind its source where that is no registry, with `?` where it is optional. */
export const inShort = ({ packages }: DependencyTree): string[] =>
  packages.map(
    ({ name, version, source, optional }) =>
      `${source === 'registry' ? '' : `${source} `}${name}@${version}${optional ? '?' : ''}`,
  )

export const find = ({ packages }: DependencyTree, name: string): Dependency => {
  const found = packages.find((each) => each.name === name)
  if (!found) throw new Error(`no ${name} in the tree`)
  return found
}

/** The way to a package, in one line. */
export const way = (tree: DependencyTree, name: string): string => find(tree, name).path.join(' > ')
