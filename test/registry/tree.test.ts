import { afterEach, describe, expect, it } from 'vitest'
import type { DependencyTree } from '../../src/model.js'
import { type LoopbackPackage, type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'
import { testRegistry } from '../support/npm-registry.js'

let loopback: LoopbackRegistry
afterEach(() => loopback?.close())

const versions = (manifests: Readonly<Record<string, Record<string, unknown>>>): LoopbackPackage => ({
  versions: Object.fromEntries(Object.entries(manifests).map(([version, manifest]) => [version, { manifest }])),
})

const names = ({ packages }: DependencyTree) => packages.map(({ name, version }) => `${name}@${version}`)

describe('a tree', () => {
  it('holds what npm would install below a release', async () => {
    loopback = await startRegistry({
      packages: {
        mail: versions({ '1.0.0': { dependencies: { queue: '^1.0.0', text: '2.x' } } }),
        queue: versions({ '1.0.0': {}, '1.2.0': { dependencies: { text: '^1.0.0' } }, '2.0.0': {} }),
        text: versions({ '1.0.0': {}, '1.5.0': {}, '2.0.0': {} }),
      },
    })
    const registry = await testRegistry({ registry: loopback.url })
    const packument = await registry.packument('mail')
    const release = registry.pick(packument, { type: 'tag', value: 'latest' })
    const tree = await registry.tree(release)
    expect(tree.root).toBe('pkg:npm/mail@1.0.0')
    expect(names(tree)).toEqual(['queue@1.2.0', 'text@1.5.0', 'text@2.0.0'])
    expect(tree.packages.map(({ path }) => path)).toEqual([
      ['mail@1.0.0', 'queue@1.2.0'],
      ['mail@1.0.0', 'queue@1.2.0', 'text@1.5.0'],
      ['mail@1.0.0', 'text@2.0.0'],
    ])
  })
})
