import { describe, expect, it } from 'vitest'
import type { OnMachine, Shadow } from '../../src/model.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'
import { entryOf, findOn, installed, json } from './entries.js'

type Files = NonNullable<MemoryHostOptions['files']>

const PROJECT = { scope: 'project', file: '/p/.mcp.json' } as const
const project = (argv: readonly string[], files: Files, options: MemoryHostOptions = {}): Promise<OnMachine> =>
  findOn({ ...options, files: { '/p/package.json': json({ name: 'p', version: '1.0.0' }), ...files } }, [
    entryOf(argv, PROJECT),
  ])

/** A package with a bin that npm linked. */
const linked = (modules: string, name: string, version: string, bin: string, bins = `${modules}/.bin`): Files => ({
  ...installed(modules, name, version, { bin: { [bin]: 'cli.js' } }),
  [`${modules}/${name}/cli.js`]: '',
  [`${bins}/${bin}`]: { link: `${modules}/${name}/cli.js` },
})

/** Every rule here was tried with npm 11.19.1 on a real machine, on 2026-11-21. */
describe('npx starts, instead of the registry’s package', () => {
  it.each<[string, string[], Files, Shadow['file'], Shadow['package']]>([
    [
      'a bin of exactly that name in the project',
      ['npx', 'mail'],
      linked('/p/node_modules', 'mail', '1.0.0', 'mail'),
      '/p/node_modules/.bin/mail',
      { name: 'mail', version: '1.0.0' },
    ],
    [
      'a bin of another package',
      ['npx', 'mail'],
      linked('/p/node_modules', '@other/tools', '3.0.0', 'mail'),
      '/p/node_modules/.bin/mail',
      { name: '@other/tools', version: '3.0.0' },
    ],
    [
      'a bin above the project',
      ['npx', 'mail'],
      linked('/node_modules', 'mail', '1.0.0', 'mail'),
      '/node_modules/.bin/mail',
      { name: 'mail', version: '1.0.0' },
    ],
    [
      'a script of nobody',
      ['npx', 'mail'],
      { '/p/node_modules/.bin/mail': '#!/bin/sh\n' },
      '/p/node_modules/.bin/mail',
      null,
    ],
    [
      'a script named like a spec with its version',
      ['npx', 'mail@1.2.3'],
      { '/p/node_modules/.bin/mail@1.2.3': '' },
      '/p/node_modules/.bin/mail@1.2.3',
      null,
    ],
    [
      'a script named like a scoped package',
      ['npx', '@s/mail'],
      { '/p/node_modules/.bin/@s/mail': '' },
      '/p/node_modules/.bin/@s/mail',
      null,
    ],
    [
      "a bin of the project's own package",
      ['npx', 'mail'],
      {
        '/p/package.json': json({ name: 'own', version: '0.1.0', bin: { mail: './cli.js' } }),
        ...linked('/p/node_modules', 'mail', '1.0.0', 'mail'),
      },
      '/p/cli.js',
      { name: 'own', version: '0.1.0' },
    ],
    [
      "the only bin of the project's own package",
      ['npx', 'mail'],
      { '/p/package.json': json({ name: '@me/mail', version: '0.1.0', bin: 'cli.js' }) },
      '/p/cli.js',
      { name: '@me/mail', version: '0.1.0' },
    ],
    [
      'an installed copy of whichever version, where none is asked',
      ['npx', '-y', '@s/mail'],
      linked('/p/node_modules', '@s/mail', '0.9.0', 'mail-server'),
      '/p/node_modules/.bin/mail-server',
      { name: '@s/mail', version: '0.9.0' },
    ],
    [
      'an installed copy that fits the range',
      ['npx', 'mail@^1'],
      linked('/p/node_modules', 'mail', '1.0.0', 'mail'),
      '/p/node_modules/.bin/mail',
      { name: 'mail', version: '1.0.0' },
    ],
    [
      'an installed copy, where packages are named by flags',
      ['npx', '-p', 'mail', 'mail'],
      linked('/p/node_modules', 'mail', '1.0.0', 'mail'),
      '/p/node_modules/.bin/mail',
      { name: 'mail', version: '1.0.0' },
    ],
    [
      'a global bin',
      ['npx', 'mail'],
      { ...linked('/g/lib/node_modules', 'mail', '1.0.0', 'mail', '/g/bin'), '/home/u/.npmrc': 'prefix=/g' },
      '/g/bin/mail',
      { name: 'mail', version: '1.0.0' },
    ],
    [
      'a global copy of a scoped package',
      ['npx', '@s/mail@1.0.0'],
      { ...linked('/g/lib/node_modules', '@s/mail', '1.0.0', 'mail', '/g/bin'), '/home/u/.npmrc': 'prefix=/g' },
      '/g/bin/mail',
      { name: '@s/mail', version: '1.0.0' },
    ],
  ])('%s', async (_, argv, files, file, owner) => {
    const { copies, shadows } = await project(argv, files)
    expect(shadows).toEqual([{ file, package: owner }])
    const [ref] = argv.slice(-1)
    const own = copies.find(({ version }) => version === owner?.version)
    if (owner !== null && ref?.replace(/(.)@.*/, '$1') === owner.name) expect(own?.used ?? true).toBe(true)
    expect(copies.filter(({ place }) => place === 'npx cache').some(({ used }) => used)).toBe(false)
  })

  it.each<[string, string[], Files]>([
    ['a copy of another version', ['npx', 'mail@1.2.3'], linked('/p/node_modules', 'mail', '1.0.0', 'mail')],
    ['a copy that does not fit the range', ['npx', 'mail@^2'], linked('/p/node_modules', 'mail', '1.0.0', 'mail')],
    ['any copy, where a tag is asked', ['npx', 'mail@latest'], linked('/p/node_modules', 'mail', '1.0.0', 'mail')],
    ['a copy without a bin', ['npx', '@s/mail'], installed('/p/node_modules', '@s/mail', '1.0.0')],
    ['a bin with an ending', ['npx', 'mail'], { '/p/node_modules/.bin/mail.cmd': '' }],
    ['a folder of that name', ['npx', 'mail'], { '/p/mail/index.js': '', '/p/node_modules/.bin/mail/x': '' }],
    ['a bin beside the project', ['npx', 'mail'], { '/p/sub/node_modules/.bin/mail': '' }],
    ['a bin that leads nowhere', ['npx', 'mail'], { '/p/node_modules/.bin/mail': { link: '../gone' } }],
    [
      'a global copy, where packages are named by flags',
      ['npx', '-p', 'mail', 'mail'],
      { ...linked('/g/lib/node_modules', 'mail', '1.0.0', 'mail', '/g/bin'), '/home/u/.npmrc': 'prefix=/g' },
    ],
    [
      'what stands in the prefix of a Node that is not in use',
      ['npx', 'mail'],
      {
        ...linked(
          '/home/u/.nvm/versions/node/v18.0.0/lib/node_modules',
          'mail',
          '1.0.0',
          'mail',
          '/home/u/.nvm/versions/node/v18.0.0/bin',
        ),
        '/home/u/.nvm/versions/node/v18.0.0/bin/node': '',
        '/usr/bin/node': '',
      },
    ],
    ['what pnpm never looks at', ['pnpm', 'dlx', 'mail'], linked('/p/node_modules', 'mail', '1.0.0', 'mail')],
    ['what Yarn never looks at', ['yarn', 'dlx', 'mail'], linked('/p/node_modules', 'mail', '1.0.0', 'mail')],
  ])('not %s', async (_, argv, files) => expect((await project(argv, files)).shadows).toEqual([]))

  it('looks where the entry starts, not where its file stands', async () => {
    const files = linked('/srv/app/node_modules', 'mail', '1.0.0', 'mail')
    const of = async (cwd: string) => (await findOn({ files }, [entryOf(['npx', 'mail'], { ...PROJECT, cwd })])).shadows
    expect(await of('/srv/app')).toHaveLength(1)
    expect(await of('../srv/app/deeper')).toHaveLength(1)
    expect(await of('/srv')).toEqual([])
  })

  it('looks where --prefix says, and then at nothing global', async () => {
    const files = {
      ...linked('/q/node_modules', 'mail', '1.0.0', 'mail'),
      ...linked('/g/lib/node_modules', 'mail', '2.0.0', 'mail', '/g/bin'),
      '/home/u/.npmrc': 'prefix=/g',
    }
    expect((await project(['npx', '--prefix', '/q', 'mail'], files)).shadows).toMatchObject([
      { file: '/q/node_modules/.bin/mail' },
    ])
    expect((await project(['npx', '--prefix', '/none', 'mail'], files)).shadows).toEqual([])
  })

  it.each<[unknown, boolean]>([
    [['packages/*'], true],
    [['./packages/*/'], true],
    [['packages/**'], true],
    [['**'], true],
    [['**/a'], true],
    [['packages/**/a'], true],
    [['pack*/a'], true],
    [{ packages: ['packages/a'] }, true],
    [['packages/*', '!packages/a'], false],
    [['packages'], false],
    [['apps/*'], false],
    [['packages/*/*'], false],
    [[7, null], false],
    ['packages/*', false],
    [[`${'**/'.repeat(100)}x`], false],
  ])('with workspaces %j a folder of packages belongs to the root: %s', async (workspaces, belongs) => {
    const files = {
      '/m/package.json': json({ name: 'm', workspaces }),
      '/m/packages/a/package.json': json({ name: 'a' }),
      ...linked('/m/node_modules', '@s/mail', '1.0.0', 'mail'),
    }
    const entry = entryOf(['npx', '@s/mail'], { scope: 'project', file: '/m/packages/a/.mcp.json' })
    expect((await findOn({ files }, [entry])).shadows).toHaveLength(belongs ? 1 : 0)
  })
})

describe('on Windows', () => {
  const at = (rest: string) => `C:\\p\\${rest}`
  const shim = 'basedir=$(dirname "$0")\nexec "$basedir/node.exe"  "$basedir/../@s/tools/dist/cli.js" "$@"\n'
  const files: Files = {
    [at('package.json')]: '{}',
    [at('node_modules\\.bin\\mail')]: shim,
    [at('node_modules\\.bin\\mail.cmd')]: '@ECHO off\r\n"%_prog%"  "%dp0%\\..\\@s\\tools\\dist\\cli.js" %*\r\n',
    [at('node_modules\\@s\\tools\\package.json')]: json({ name: '@s/tools', version: '1.0.0' }),
    [at('node_modules\\@s\\tools\\dist\\cli.js')]: '',
  }
  const entry = (argv: string[]) => entryOf(argv, { scope: 'project', file: at('.mcp.json') })

  it.each([
    ['npx', 'mail'],
    ['bunx', 'mail.cmd'],
  ])('%s finds a shim, and whose it is', async (runner, name) => {
    const { shadows } = await findOn({ platform: 'win32', files }, [entry([runner, 'mail'])], 'C:\\p')
    expect(shadows).toEqual([
      { file: at(`node_modules\\.bin\\${name}`), package: { name: '@s/tools', version: '1.0.0' } },
    ])
  })

  it("finds global ones in npm's folder", async () => {
    const roaming = 'C:\\Users\\u\\AppData\\Roaming\\npm'
    const global = {
      [`${roaming}\\mail`]: '"$basedir/node_modules/mail/cli.js"',
      [`${roaming}\\node_modules\\mail\\package.json`]: json({ name: 'mail', version: '1.0.0' }),
      [`${roaming}\\node_modules\\mail\\cli.js`]: '',
    }
    const { copies, shadows } = await findOn(
      { platform: 'win32', files: global },
      [entry(['cmd', '/c', 'npx', '-y', 'mail'])],
      'C:\\p',
    )
    expect(shadows).toEqual([{ file: `${roaming}\\mail`, package: { name: 'mail', version: '1.0.0' } }])
    expect(copies).toMatchObject([{ place: 'global', version: '1.0.0', used: true }])
  })
})

describe('bunx starts', () => {
  const files = linked('/p/node_modules', '@s/mail', '1.0.0', 'mail')
  it.each([
    ['a local bin of the bare name, where no version is asked', ['bunx', '@s/mail'], 1],
    ['the same by its long name', ['bun', 'x', '@s/mail'], 1],
    ['nothing local, where a version is asked', ['bunx', '@s/mail@1.0.0'], 0],
    ['nothing local, where a tag is asked', ['bunx', '@s/mail@latest'], 0],
  ])('%s', async (_, argv, number) => expect((await project(argv, files)).shadows).toHaveLength(number))
})

describe('hostile folders', () => {
  it('do not lead out of the package by its manifest', async () => {
    const own = { '/p/package.json': json({ name: 'mail', version: '1.0.0', bin: '../../etc/passwd' }) }
    expect((await project(['npx', 'mail'], own)).shadows).toEqual([])
  })

  it.each<[string, unknown]>([
    ['a list', []],
    ['a number', 7],
    ['a number of a bin', { mail: 7 }],
    ['a prototype', JSON.parse('{"__proto__":{"mail":"x.js"}}')],
    ['a constructor', { constructor: 'x.js' }],
  ])('with %s for bins', async (_, bin) => {
    const files = {
      '/p/package.json': json({ name: 'p', bin }),
      ...installed('/p/node_modules', '@s/mail', '1.0.0', { bin }),
    }
    expect((await project(['npx', 'mail'], files)).shadows).toEqual([])
    expect((await project(['npx', '@s/mail'], files)).shadows).toEqual([])
  })

  it('with circles, deep JSON and owners of odd names end', async () => {
    const files: Files = {
      '/p/node_modules/.bin/mail': { link: '/srv/x/cli.js' },
      '/srv/x/cli.js': '',
      '/srv/x/package.json': json({ name: '../../evil\u001b[31m', version: '1.0.0' }),
      '/srv/package.json': '['.repeat(100_000),
      '/p/node_modules/mail': { link: '/p/node_modules/mail' },
    }
    expect((await project(['npx', 'mail'], files)).shadows).toEqual([
      { file: '/p/node_modules/.bin/mail', package: null },
    ])
  })

  it('the argument leads nowhere else', async () => {
    const host = memoryHost({ files: { '/p/package.json': '{}', '/etc/passwd': 'x' } })
    expect(host.reads).toEqual([])
    for (const argv of [
      ['npx', '../../etc/passwd'],
      ['npx', '-p', 'mail', '../../../etc/passwd'],
    ]) {
      await findOn({ files: { '/etc/passwd': 'x', '/p/package.json': '{}' } }, [entryOf(argv, PROJECT)]).then(
        ({ shadows }) => expect(shadows).toEqual([]),
        // The first names no package of a registry at all.
        (error: Error) => expect(error.message).toContain('no package'),
      )
    }
  })
})
