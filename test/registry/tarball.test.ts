import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DEFAULT_UNPACK_LIMITS, unpack } from '../../src/registry/tarball.js'
import { hostileTarballs, noise, packageTarball } from '../support/packages.js'
import { pax, tar, tgz } from '../support/tar.js'

const text = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString()
const paths = (unpacked: Awaited<ReturnType<typeof unpack>>) => [...unpacked.files.keys()].sort()
const ordinary = ['index.js', 'package.json']

describe('an ordinary tarball', () => {
  it('gives its files without the root folder, whatever that is called', async () => {
    const files = { 'package.json': { name: 'a' }, 'lib/deep/x.js': 'x()', 'run.sh': '#!/bin/sh', empty: '' }
    for (const root of ['package', 'my-package-1.0.0', 'ä']) {
      const unpacked = await unpack(packageTarball(files, { root, executable: ['run.sh'] }).bytes)
      expect(paths(unpacked)).toEqual(['empty', 'lib/deep/x.js', 'package.json', 'run.sh'])
      expect(text(unpacked.files.get('lib/deep/x.js')?.bytes)).toBe('x()')
      expect(unpacked.files.get('run.sh')?.executable).toBe(true)
      expect(unpacked.files.get('package.json')?.executable).toBe(false)
      expect(unpacked.files.get('empty')?.size).toBe(0)
      expect(unpacked.refused).toEqual([])
    }
  })

  it('reads long names of GNU tar and of PAX, and folders', async () => {
    const long = `lib/${'x'.repeat(150)}.js`
    const { bytes } = packageTarball({ [long]: 'gnu' })
    expect(text((await unpack(bytes)).files.get(long)?.bytes)).toBe('gnu')
    const other = tgz([
      { path: 'package/lib/', type: '5' },
      pax({ path: `package/${long}` }),
      { path: 'package/short.js', content: 'pax' },
    ])
    const unpacked = await unpack(other)
    expect(paths(unpacked)).toEqual([long])
    expect(text(unpacked.files.get(long)?.bytes)).toBe('pax')
  })

  it('reads a bare archive, and one with zeros after its end', async () => {
    expect(paths(await unpack(tar([{ path: 'package/index.js', content: 'x' }])))).toEqual(['index.js'])
    expect(paths(await unpack(hostileTarballs.zerosAfterEnd().bytes))).toEqual(ordinary)
  })

  it('reads what random files hold', async () => {
    const name = fc.stringMatching(/^[a-z0-9_-]{1,12}(\/[a-z0-9_-]{1,12}){0,3}\.js$/)
    await fc.assert(
      fc.asyncProperty(fc.dictionary(name, fc.uint8Array({ maxLength: 2000 })), async (files) => {
        const clash = Object.keys(files).some((a) => Object.keys(files).some((b) => b.startsWith(`${a}/`)))
        fc.pre(!clash && Object.keys(files).length > 0)
        const unpacked = await unpack(packageTarball(files).bytes)
        expect(paths(unpacked)).toEqual(Object.keys(files).sort())
        for (const [path, content] of Object.entries(files)) {
          expect(Buffer.from(unpacked.files.get(path)?.bytes ?? []).equals(Buffer.from(content))).toBe(true)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('a hostile tarball', () => {
  it.each([
    ['traversal', 3, /leads out of the package/],
    ['absolute', 4, /absolute|drive|backslash/],
    ['backslash', 1, /backslash/],
    ['symlink', 1, /symbolic link/],
    ['hardlink', 1, /hard link/],
    ['device', 2, /device/],
    ['fifo', 1, /FIFO/],
    ['fileAsFolder', 1, /needs a folder/],
  ] as const)('%s: refuses the entries and keeps the rest', async (kind, count, why) => {
    const unpacked = await unpack(hostileTarballs[kind]().bytes)
    expect(paths(unpacked)).toEqual(ordinary)
    expect(unpacked.refused).toHaveLength(count)
    for (const refused of unpacked.refused) expect(refused.why).toMatch(why)
  })

  it('takes the later of two entries of one name, as npm does, and says so', async () => {
    const unpacked = await unpack(hostileTarballs.duplicate().bytes)
    expect(text(unpacked.files.get('index.js')?.bytes)).toContain('second')
    expect(unpacked.refused).toEqual([{ path: 'index.js', why: expect.stringContaining('second entry') }])
    const twice = { path: 'package/index.js', content: 'same' }
    expect((await unpack(tgz([twice, twice]))).refused).toEqual([])
    const dotted = await unpack(tgz([twice, { path: 'package/./lib//../index.js' }, { path: 'package//./index.js' }]))
    expect(dotted.refused.map(({ path }) => path)).toEqual(['package/./lib//../index.js', 'index.js'])
  })

  it('keeps both files whose names differ in case', async () => {
    expect(paths(await unpack(hostileTarballs.caseCollision().bytes))).toEqual(['INDEX.js', ...ordinary])
  })

  it('names like those of prototypes are ordinary files', async () => {
    const odd = ['__proto__', 'constructor', '__proto__/polluted.js', 'toString']
    const unpacked = await unpack(tgz(odd.slice(1).map((path) => ({ path: `package/${path}`, content: 'x' }))))
    expect(paths(unpacked)).toEqual(['__proto__/polluted.js', 'constructor', 'toString'])
    expect(({} as Record<string, unknown>)['polluted.js']).toBeUndefined()
  })

  it.each([
    ['truncated', /damaged/],
    ['truncatedArchive', /damaged/],
    ['garbageAfterEnd', /damaged/],
    ['lyingSize', /damaged/],
    ['notTarball', /no archive/],
    ['gzipOfText', /no archive/],
    ['empty', /no archive/],
    ['manyFiles', /more than 50000 files/],
  ] as const)('%s: fails', async (kind, why) => {
    await expect(unpack(hostileTarballs[kind]().bytes)).rejects.toThrow(why)
  })

  it('stops a bomb by its ratio, and by its size', async () => {
    const { bytes } = hostileTarballs.bomb()
    await expect(unpack(bytes)).rejects.toThrow(/100 times/)
    const limits = { ...DEFAULT_UNPACK_LIMITS, unpackedBytes: 1024 * 1024 }
    await expect(unpack(bytes, limits)).rejects.toThrow(/more than 1 MB/)
    await expect(unpack(tar([{ path: 'package/a', content: noise(2_000_000) }]), limits)).rejects.toThrow(/1 MB/)
  })

  it('is not unpacked twice', async () => {
    const inner = packageTarball({ 'index.js': 'x' }).bytes
    await expect(unpack(gzipSync(inner))).rejects.toThrow(/twice/)
  })

  it('never throws anything but its own error', async () => {
    const seeds = [hostileTarballs.duplicate().bytes, tar([{ path: 'package/a', content: 'x'.repeat(700) }])]
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...seeds),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        async (seed, changes) => {
          const bytes = Buffer.from(seed)
          for (const [at, value] of changes) bytes[at % bytes.length] = value
          try {
            await unpack(bytes)
          } catch (error) {
            expect((error as Error).constructor.name).toBe('TarballError')
          }
        },
      ),
      { numRuns: 300 },
    )
  })
})
