import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packagesBelow } from '../../src/machine/npx-tree.js'
import type { InstalledCopy } from '../../src/model.js'
import { memoryHost } from '../support/memory-host.js'

const SRI = `sha512-${'A'.repeat(86)}==`
const ROOT = '/home/u/.npm/_npx/0123456789abcdef'
const copy = (name = 'mail-mcp', place: InstalledCopy['place'] = 'npx cache'): InstalledCopy => ({
  place,
  name,
  version: '1.0.0',
  integrity: null,
  folder: `${ROOT}/node_modules/${name}`,
  used: true,
})
const entry = (version: string, more: object = {}) => ({ version, integrity: SRI, ...more })
const below = async (packages: unknown, of = copy(), file = 'package-lock.json') => {
  const host = memoryHost({ files: { [`${ROOT}/${file}`]: JSON.stringify({ lockfileVersion: 3, packages }) } })
  return (await packagesBelow(host, of))?.map(({ name, version }) => `${name}@${version}`).sort()
}

describe('what npx installed with a copy', () => {
  it('is found as Node finds it, and nothing of the packages beside it', async () => {
    const packages = {
      '': { dependencies: { 'mail-mcp': '^1', 'other-mcp': '^1' } },
      'node_modules/mail-mcp': entry('1.0.0', {
        dependencies: { a: '1' },
        optionalDependencies: { b: '1', absent: '1' },
      }),
      'node_modules/a': entry('1.0.0', { dependencies: { ms: '^2' }, peerDependencies: { p: '1' } }),
      'node_modules/a/node_modules/ms': entry('2.1.3'),
      'node_modules/b': entry('1.0.0', { dependencies: { ms: '^3', a: '1' } }),
      'node_modules/ms': entry('3.0.0'),
      'node_modules/p': entry('1.0.0'),
      'node_modules/other-mcp': entry('1.0.0', { dependencies: { c: '1' } }),
      'node_modules/c': entry('1.0.0'),
    }
    expect(await below(packages)).toEqual(['a@1.0.0', 'b@1.0.0', 'ms@2.1.3', 'ms@3.0.0', 'p@1.0.0'])
    expect(await below(packages, copy(), 'node_modules/.package-lock.json')).toHaveLength(5)
  })

  it('knows an alias by the name of its package, and scoped copies', async () => {
    const packages = {
      'node_modules/@acme/mcp': entry('1.0.0', { dependencies: { short: 'npm:@acme/long@1' } }),
      'node_modules/short': entry('1.2.0', { name: '@acme/long' }),
    }
    expect(await below(packages, copy('@acme/mcp'))).toEqual(['@acme/long@1.2.0'])
  })

  it('leaves out links and what comes from no registry', async () => {
    const packages = {
      'node_modules/mail-mcp': entry('1.0.0', { dependencies: { fork: 'github:a/b', linked: 'file:../x', zod: '3' } }),
      'node_modules/fork': entry('1.0.0', { resolved: 'git+ssh://git@code.example/a/b.git#abc' }),
      'node_modules/linked': { resolved: '../x', link: true, version: '1.0.0' },
      'node_modules/zod': entry('3.25.76', { resolved: 'https://registry.example/zod-3.25.76.tgz' }),
    }
    expect(await below(packages)).toEqual(['zod@3.25.76'])
  })

  it('is not known of copies in other places, without a lockfile, or with one that names the copy nowhere', async () => {
    const packages = { 'node_modules/mail-mcp': entry('1.0.0') }
    expect(await below(packages, copy('mail-mcp', 'global'))).toBeUndefined()
    expect(await below({ 'node_modules/zod': entry('1.0.0') })).toBeUndefined()
    expect(await packagesBelow(memoryHost({ files: {} }), copy())).toBeNull()
  })

  it('ends for whatever a lockfile holds', async () => {
    const place = fc.constantFrom(
      '',
      'node_modules/mail-mcp',
      'node_modules/a',
      'node_modules/a/node_modules/a',
      '__proto__',
    )
    const map = fc.oneof(
      fc.dictionary(fc.constantFrom('a', 'mail-mcp', '__proto__', '../x'), fc.string()),
      fc.anything(),
    )
    const value = fc.oneof(fc.anything(), fc.record({ version: fc.constantFrom('1.0.0', 'x', 1), dependencies: map }))
    await fc.assert(
      fc.asyncProperty(fc.dictionary(place, value), async (packages) => {
        const found = (await below(packages)) ?? []
        expect(found.filter((each) => !/^(a|mail-mcp)@1\.0\.0$/.test(each))).toEqual([])
      }),
    )
  })
})
