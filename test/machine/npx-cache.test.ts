import { describe, expect, it } from 'vitest'
import { dissect } from '../../src/launch/launch.js'
import { openMachine } from '../../src/machine/machine.js'
import { npxFolderName } from '../../src/machine/npm-command.js'
import type { PackageRef } from '../../src/model.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'
import { entryOf, findOn, json, launched, machineOf } from './entries.js'

const SRI = `sha512-${'A'.repeat(86)}==`

/** A folder of npm's cache as npm 11 leaves it. */
function cached(
  specs: readonly string[],
  packages: Readonly<Record<string, string>>,
  { cache = '/home/u/.npm', separator = '/', folder = npxFolderName(specs) } = {},
): Record<string, string> {
  const at = (...parts: string[]) => [cache, '_npx', folder, ...parts].join(separator)
  const locked = Object.fromEntries(
    Object.entries(packages).map(([name, version]) => [`node_modules/${name}`, { version, integrity: SRI }]),
  )
  return {
    [at('package.json')]: json({
      dependencies: Object.fromEntries(Object.entries(packages).map(([name, version]) => [name, `^${version}`])),
      _npx: { packages: specs },
    }),
    [at('package-lock.json')]: json({ lockfileVersion: 3, packages: { '': {}, ...locked } }),
    ...Object.fromEntries(
      Object.entries(packages).map(([name, version]) => [
        at('node_modules', ...name.split('/'), 'package.json'),
        json({ name, version, bin: 'cli.js' }),
      ]),
    ),
  }
}

describe('the name of a folder in the cache of npx', () => {
  // As `npx -y …` of npm 11.19.1 made them in a fresh cache, on 2026-11-21.
  it.each([
    [['semver'], 'a9bef924e4cb6cdb'],
    [['semver@7.6.3'], 'efc2fc194987058d'],
    [['semver@7.6.3', 'is-odd@3.0.1'], '6a45bd41e3586a71'],
  ])('of %j is %s', (specs, folder) => expect(npxFolderName(specs)).toBe(folder))

  it('is the same in whichever order packages are named', () => {
    expect(npxFolderName(['b', 'a'])).toBe(npxFolderName(['a', 'b']))
  })
})

describe('copies in the cache of npx', () => {
  it('are told by a lockfile that is read once, however many packages it locks', async () => {
    const packages = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`p${i}`, '1.0.0']))
    const host = memoryHost({ files: cached(['many'], packages) })
    const machine = openMachine(host, { dir: '/w' })
    for (const name of Object.keys(packages)) {
      const entry = entryOf(['npx', '-y', name])
      const { launch } = dissect(entry)
      const { copies } = await machine.find(launch.packages[0] as PackageRef, [entry])
      expect(copies).toMatchObject([{ name, version: '1.0.0', integrity: SRI }])
    }
    expect(host.reads.filter((file) => file.endsWith('lock.json'))).toHaveLength(2)
  })

  it('have no integrity where lockfiles are too large together', async () => {
    const lock = json({
      packages: { 'node_modules/p': { version: '1.0.0', integrity: SRI } },
      rest: ' '.repeat(7 * 1024 * 1024),
    })
    const files: Record<string, string> = {}
    for (let i = 0; i < 40; i += 1) {
      const folder = `${i}`.padStart(16, '0')
      Object.assign(files, cached(['p'], { p: '1.0.0' }, { folder }))
      files[`/home/u/.npm/_npx/${folder}/package-lock.json`] = lock
    }
    const { copies } = await findOn({ files }, [entryOf(['npx', '-y', 'p'])])
    expect(copies).toHaveLength(40)
    expect(copies.every(({ version }) => version === '1.0.0')).toBe(true)
    expect(new Set(copies.map(({ integrity }) => integrity))).toEqual(new Set([SRI, null]))
  })

  it('says which one the words of the entry lead to', async () => {
    const files = {
      ...cached(['@s/mail'], { '@s/mail': '1.2.3' }),
      ...cached(['@s/mail@1.0.0'], { '@s/mail': '1.0.0' }),
      ...cached(['other'], { other: '9.0.0' }),
    }
    const { copies, shadows } = await findOn({ files }, [entryOf(['npx', '-y', '@s/mail'])])
    expect(shadows).toEqual([])
    expect(copies).toMatchObject([
      { place: 'npx cache', name: '@s/mail', version: '1.2.3', integrity: SRI, used: true },
      { place: 'npx cache', name: '@s/mail', version: '1.0.0', integrity: SRI, used: false },
    ])
    expect(copies[0]?.folder).toBe(`/home/u/.npm/_npx/${npxFolderName(['@s/mail'])}/node_modules/@s/mail`)
  })

  it.each([
    ['npx', ['npx', '-y', '@s/mail@1.0.0', '--port', '1'], ['@s/mail@1.0.0']],
    ['npx with a flag that it does not know', ['npx', '--unknown', '@s/mail', 'word'], ['@s/mail']],
    ['npx with packages', ['npx', '-p', 'b', '--package=@s/mail@^1', 'mail'], ['@s/mail@^1', 'b']],
    ['npm exec', ['npm', 'exec', '--yes', '--', '@s/mail'], ['@s/mail']],
    ['npm x with packages', ['npm', 'x', '--package=@s/mail', '--', 'mail'], ['@s/mail']],
    ['cmd', ['cmd', '/c', 'npx -y @s/mail'], ['@s/mail']],
    ['a shell', ['sh', '-c', 'cd /srv && exec npx -y "@s/mail"'], ['@s/mail']],
    ['a default', ['npx', '-y', '@s/mail@${MAIL:-1.0.0}'], ['@s/mail@1.0.0']],
  ])('reads the words of %s', async (_, argv, specs) => {
    const entry = entryOf(argv)
    const { launch } = dissect(entry)
    const ref = launch.packages.find(({ name }) => name === '@s/mail') as PackageRef
    const host = { files: cached(specs, { '@s/mail': '1.0.0' }) }
    expect((await machineOf(host).find(ref, [entry])).copies).toMatchObject([{ version: '1.0.0', used: true }])
  })

  it.each<[string, Parameters<typeof entryOf>, MemoryHostOptions]>([
    ['a flag', [['npx', '--cache', '/c', 'mail']], {}],
    ['a flag with its value', [['npm', 'exec', '--cache=/c', '--', 'mail']], {}],
    ['the entry', [['npx', 'mail'], { env: { npm_config_cache: '/c' } }], {}],
    ['a wrapper', [['env', 'NPM_CONFIG_CACHE=/c', 'npx', 'mail']], {}],
    ['the environment', [['npx', 'mail']], { env: { npm_config_cache: '/c' } }],
    ["the user's file", [['npx', 'mail']], { files: { '/home/u/.npmrc': '; x\ncache = "${HOME}/../../c"\n' } }],
    [
      'another file of the user',
      [['npx', 'mail'], { env: { npm_config_userconfig: '~/n' } }],
      { files: { '/home/u/n': 'cache=/c' } },
    ],
    [
      "a project's file, which wins over the user's",
      [['npx', 'mail'], { scope: 'project', file: '/p/.mcp.json' }],
      { files: { '/p/package.json': '{}', '/p/.npmrc': 'cache=../c', '/home/u/.npmrc': 'cache=/other' } },
    ],
  ])('follows %s to another cache', async (_, entry, host) => {
    const files = { ...host.files, ...cached(['mail'], { mail: '1.0.0' }, { cache: '/c' }) }
    const { copies } = await findOn({ ...host, files }, [entryOf(...entry)])
    expect(copies).toMatchObject([
      { version: '1.0.0', used: true, folder: `/c/_npx/${npxFolderName(['mail'])}/node_modules/mail` },
    ])
  })

  it.each<[NodeJS.Platform, string, string, Record<string, string>]>([
    ['darwin', '/Users/u/.npm', '/', {}],
    ['win32', 'C:\\Users\\u\\AppData\\Local\\npm-cache', '\\', {}],
    ['win32', 'D:\\L\\npm-cache', '\\', { LOCALAPPDATA: 'D:\\L' }],
  ])('stands at its own place on %s: %s', async (platform, cache, separator, env) => {
    const files = cached(['@s/mail'], { '@s/mail': '1.0.0' }, { cache, separator })
    const file = platform === 'win32' ? 'C:\\Users\\u\\.cursor\\mcp.json' : '/Users/u/.cursor/mcp.json'
    const { copies } = await findOn(
      { platform, files, env },
      [entryOf(['npx', '@s/mail'], { file })],
      platform === 'win32' ? 'C:\\w' : '/w',
    )
    expect(copies).toMatchObject([{ version: '1.0.0', used: true }])
  })

  it('knows an alias by the package that it stands for', async () => {
    const folder = `/home/u/.npm/_npx/${npxFolderName(['m@npm:@s/mail@1.0.0'])}`
    const files = {
      [`${folder}/package.json`]: json({ dependencies: { m: 'npm:@s/mail@^1.0.0' } }),
      [`${folder}/node_modules/m/package.json`]: json({ name: '@s/mail', version: '1.0.0' }),
    }
    const { copies } = await findOn({ files }, [entryOf(['npx', 'm@npm:@s/mail@1.0.0'])])
    expect(copies).toMatchObject([
      { name: '@s/mail', version: '1.0.0', integrity: null, used: true, folder: `${folder}/node_modules/m` },
    ])
  })

  it('takes what stands there for what runs, whatever the lockfile says', async () => {
    const files = cached(['mail'], { mail: '1.0.0' })
    const manifest = Object.keys(files).find((file) => file.endsWith('mail/package.json')) as string
    const { copies } = await findOn({ files: { ...files, [manifest]: json({ version: '1.0.1' }) } }, [
      entryOf(['npx', 'mail']),
    ])
    expect(copies).toMatchObject([{ version: '1.0.1', integrity: null }])
  })

  it('looks at each cache once in a run', async () => {
    const host = memoryHost({ files: { ...cached(['a'], { a: '1.0.0' }), ...cached(['b'], { b: '1.0.0' }) } })
    const machine = openMachine(host, { dir: '/home/u/work' })
    for (const argv of [
      ['npx', 'a'],
      ['npx', 'a'],
      ['npx', 'b'],
      ['npx', 'c'],
    ]) {
      const entry = entryOf(argv)
      const { ref } = launched(entry)
      await machine.find(ref, [entry])
    }
    const locks = host.reads.filter((file) => file.endsWith('lock.json'))
    expect(locks.length).toBeLessThanOrEqual(4)
    expect(host.reads.filter((file) => file.endsWith('_npx'))).toEqual([])
  })
})

describe('a cache that someone prepared', () => {
  const own = npxFolderName(['mail'])
  const at = (rest: string) => `/home/u/.npm/_npx/${own}/${rest}`
  const found = async (files: NonNullable<MemoryHostOptions['files']>) =>
    (await findOn({ files }, [entryOf(['npx', 'mail'])])).copies

  it.each<[string, MemoryHostOptions['files']]>([
    [
      'links to a package elsewhere',
      { [at('node_modules/mail')]: { link: '/srv/mail' }, '/srv/mail/package.json': json({ version: '6.6.6' }) },
    ],
    [
      'is a link itself',
      {
        [`/home/u/.npm/_npx/${own}`]: { link: '/srv/x' },
        '/srv/x/package.json': json({ dependencies: { mail: '1' } }),
        '/srv/x/node_modules/mail/package.json': json({ version: '6.6.6' }),
      },
    ],
    ['holds a circle', { [at('node_modules/mail')]: { link: at('node_modules/mail') } }],
    ['has no such package', {}],
    ['has a version with escapes', { [at('node_modules/mail/package.json')]: json({ version: '1.0.0\u001b[2J' }) }],
    ['has a version that is none', { [at('node_modules/mail/package.json')]: json({ version: { toString: 1 } }) }],
    ['has a list for a manifest', { [at('node_modules/mail/package.json')]: '[]' }],
    ['has broken JSON', { [at('node_modules/mail/package.json')]: '{"version":' }],
    ['has deep JSON', { [at('node_modules/mail/package.json')]: '['.repeat(200_000) }],
    ['has a huge manifest', { [at('node_modules/mail/package.json')]: { size: 5_000_000 } }],
    ['has a FIFO', { [at('node_modules/mail/package.json')]: { odd: 'fifo' } }],
    ['has a huge lockfile', { [at('package-lock.json')]: { size: 50_000_000 } }],
    ['has a deep lockfile', { [at('package-lock.json')]: `{"packages":${'{"a":'.repeat(50_000)}` }],
    [
      'has a lockfile with an odd version',
      { [at('package-lock.json')]: json({ packages: { 'node_modules/mail': { version: '../../x' } } }) },
    ],
  ])('that %s tells nothing', async (_, files) => {
    expect(await found({ [at('package.json')]: json({ dependencies: { mail: '^1' } }), ...files })).toEqual([])
  })

  it('does not lead out by the names in it', async () => {
    const files = {
      [at('package.json')]: json({
        dependencies: { '../../../../srv/mail': 'npm:mail@1', __proto__: 'npm:mail@1', '.bin': 'npm:mail@1' },
      }),
      '/srv/mail/package.json': json({ version: '6.6.6' }),
    }
    expect(await found(files)).toEqual([])
  })

  it('states no integrity that is no hash', async () => {
    const files = {
      [at('package.json')]: json({ dependencies: { mail: '^1' } }),
      [at('node_modules/mail/package.json')]: json({ version: '1.0.0' }),
      [at('package-lock.json')]: json({
        packages: { 'node_modules/mail': { version: '1.0.0', integrity: 'sha512-\u001b[31m' } },
      }),
    }
    expect(await found(files)).toMatchObject([{ version: '1.0.0', integrity: null }])
  })

  it('of thousands of folders still tells what the entry leads to', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => [
      `/home/u/.npm/_npx/${i.toString(16).padStart(16, '0')}/package.json`,
      json({ dependencies: { mail: '1' } }),
    ])
    const files = { ...Object.fromEntries(many), ...cached(['mail'], { mail: '1.0.0' }) }
    expect(await found(files)).toMatchObject([{ version: '1.0.0', used: true }])
  })
})
