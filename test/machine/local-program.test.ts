import { describe, expect, it } from 'vitest'
import { openMachine } from '../../src/machine/machine.js'
import type { LocalProgram } from '../../src/model.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'
import { type EntryOptions, entryOf, json } from './entries.js'

type Files = NonNullable<MemoryHostOptions['files']>

const PROJECT = { scope: 'project', file: '/p/.cursor/mcp.json' } as const
const named = json({ name: 'p', version: '1.0.0' })

const locate = (program: LocalProgram | string, host: MemoryHostOptions, options: EntryOptions = PROJECT) =>
  openMachine(memoryHost(host), { dir: '/w' }).locateProgram(
    typeof program === 'string' ? { type: 'file', path: program } : program,
    entryOf(['node', 'x'], options),
  )

const reasonOf = async (...args: Parameters<typeof locate>) => {
  const located = await locate(...args)
  return 'reason' in located ? located.reason : located
}

describe('a file of a project', () => {
  const files: Files = { '/p/package.json': named, '/p/dist/index.js': '', '/q/package.json': named, '/q/x.mjs': '' }
  const found = { file: '/p/dist/index.js', folder: '/p', reading: 'package' }

  it.each<[string, EntryOptions]>([
    ['dist/index.js', PROJECT],
    ['./dist/index.js', PROJECT],
    ['./dist/index', PROJECT],
    ['dist', PROJECT],
    ['/p/dist/index.js', { scope: 'user' }],
    ['${workspaceFolder}/dist/index.js', PROJECT],
    ['${workspaceRoot}/dist/index.js', { scope: 'project', file: '/p/.vscode/mcp.json' }],
    ['${CLAUDE_PROJECT_DIR}/dist/index.js', { scope: 'project', file: '/p/.mcp.json' }],
    ['${CLAUDE_PROJECT_DIR:-.}/dist/index.js', { scope: 'project', file: '/p/.mcp.json' }],
    ['dist/index.js', { scope: 'project', file: '/p/.mcp.json' }],
    ['dist/index.js', { scope: 'project', file: '/p/.continue/mcpServers/deep/x.yaml' }],
    ['dist/index.js', { scope: 'project', file: '/p/opencode.json' }],
    ['dist/index.js', { scope: 'explicit', file: '/p/.vscode/mcp.json' }],
    ['dist/index.js', { scope: 'local', file: '/home/u/.claude.json', pointer: '/projects/~1p/mcpServers/x' }],
    ['index.js', { ...PROJECT, cwd: 'dist' }],
    ['index.js', { ...PROJECT, cwd: '${workspaceFolder}/dist' }],
    ['../dist/index.js', { scope: 'user', cwd: '/p/other' }],
    ['${CLAUDE_PLUGIN_ROOT}/dist/index.js', { scope: 'plugin', file: '/p/.mcp.json' }],
    ['${CLAUDE_PLUGIN_ROOT}/dist/index.js', { scope: 'plugin', file: '/p/.claude-plugin/plugin.json' }],
    ['${extensionPath}${/}dist${/}index.js', { scope: 'plugin', file: '/p/gemini-extension.json' }],
    ['${__dirname}/dist/index.js', { scope: 'plugin', file: '/p/manifest.json' }],
  ])('%s of %j', async (path, options) => expect(await locate(path, { files }, options)).toEqual(found))

  it.each<[string, string]>([
    ['~/s/x.mjs', '/home/u/s/x.mjs'],
    ['$HOME/s/x.mjs', '/home/u/s/x.mjs'],
    ['${HOME}/s/x.mjs', '/home/u/s/x.mjs'],
    ['${env:HOME}/s/x.mjs', '/home/u/s/x.mjs'],
    ['{env:HOME}/s/x.mjs', '/home/u/s/x.mjs'],
    ['${userHome}/s/x.mjs', '/home/u/s/x.mjs'],
  ])('of the home: %s', async (path, file) => {
    const home = { files: { '/home/u/s/x.mjs': '' } }
    expect(await locate(path, home, { scope: 'user' })).toEqual({ file, folder: '/home/u/s', reading: 'folder' })
  })

  it.each<[string, string, EntryOptions]>([
    ['x.mjs', 'relative', { scope: 'user' }],
    ['x.mjs', 'relative', { scope: 'managed', file: '/etc/x/managed-mcp.json' }],
    ['$SECRET_PLACE/x.mjs', 'variable', PROJECT],
    ['${input:place}/x.mjs', 'variable', PROJECT],
    ['${workspaceFolder:other}/x.mjs', 'variable', PROJECT],
    ['${workspaceFolder}/x.mjs', 'variable', { scope: 'user' }],
    ['%APPDATA%/x.mjs', 'variable', PROJECT],
    ['`id`.mjs', 'variable', PROJECT],
    ['C:\\Users\\u\\x.mjs', 'another machine', PROJECT],
    ['\\\\share\\x.mjs', 'another machine', PROJECT],
    ['', 'none', PROJECT],
    ['a\0b.mjs', 'none', PROJECT],
    ['x'.repeat(5000), 'none', PROJECT],
    ['absent.mjs', 'no such file', PROJECT],
    ['/', 'folder without a file', PROJECT],
    ['x.mjs', 'variable', { ...PROJECT, cwd: '${input:place}' }],
  ])('%j is not found: %s', async (path, reason, options) => {
    const said = await reasonOf(path, { files }, options)
    expect(said).toContain(reason)
    expect(said).not.toContain('SECRET')
  })

  it.each<[string, string, EntryOptions]>([
    ['%USERPROFILE%\\s\\x.mjs', 'C:\\Users\\u\\s\\x.mjs', { scope: 'user' }],
    ['%APPDATA%\\s\\x.mjs', 'C:\\Users\\u\\AppData\\Roaming\\s\\x.mjs', { scope: 'user' }],
    ['s/x.mjs', 'C:\\p\\s\\x.mjs', { scope: 'project', file: 'C:\\p\\.cursor\\mcp.json' }],
    ['${workspaceFolder}/s/x.mjs', 'C:\\p\\s\\x.mjs', { scope: 'project', file: 'C:\\p\\.vscode\\mcp.json' }],
  ])('on Windows: %s', async (path, file, options) => {
    const folder = file.slice(0, file.lastIndexOf('\\'))
    expect(await locate(path, { platform: 'win32', files: { [file]: '' } }, options)).toEqual({
      file,
      folder,
      reading: 'folder',
    })
  })

  it('never looks at a share of another machine', async () => {
    const host = memoryHost({ platform: 'win32', files: { '\\\\share\\x\\y.mjs': '' } })
    const asked: string[] = []
    const files = new Proxy(host.files, {
      get: (target, name: keyof typeof host.files) => (path: string, limits: { maxBytes: number }) => {
        asked.push(path)
        return target[name](path, limits)
      },
    })
    const machine = openMachine({ ...host, files }, { dir: 'C:\\w' })
    for (const path of ['\\\\share\\x\\y.mjs', '//share/x/y.mjs', '\\\\?\\UNC\\share\\x\\y.mjs']) {
      const program = { type: 'file', path } as const
      expect(await machine.locateProgram(program, entryOf(['node', 'x']))).toHaveProperty('reason')
      await machine.locateProgram({ type: 'file', path: 'y.mjs' }, entryOf(['node', 'x'], { cwd: path }))
    }
    expect(asked.filter((path) => /^[\\/]{2}/.test(path))).toEqual([])
  })
})

describe('what belongs to a file', () => {
  it.each<[string, Files, string, object]>([
    [
      'the nearest package with a name',
      { '/p/a/package.json': named, '/p/package.json': named, '/p/a/b/x.js': '' },
      '/p/a/b/x.js',
      { folder: '/p/a', reading: 'package' },
    ],
    [
      'not a manifest that only says the type',
      { '/p/dist/package.json': '{"type":"module"}', '/p/package.json': named, '/p/dist/x.js': '' },
      '/p/dist/x.js',
      { folder: '/p', reading: 'package' },
    ],
    [
      'a nameless package, where there is no other',
      { '/p/package.json': '{"private":true}', '/p/dist/x.js': '' },
      '/p/dist/x.js',
      { folder: '/p', reading: 'package' },
    ],
    [
      'an installed package',
      {
        '/p/package.json': named,
        '/p/node_modules/@s/mail/dist/x.js': '',
        '/p/node_modules/@s/mail/package.json': '{}',
      },
      '/p/node_modules/@s/mail/dist/x.js',
      { folder: '/p/node_modules/@s/mail', reading: 'package' },
    ],
    [
      'its folder, without a package',
      { '/srv/tools/x.js': '' },
      '/srv/tools/x.js',
      { folder: '/srv/tools', reading: 'folder' },
    ],
    [
      'not a package of the home',
      { '/home/u/package.json': named, '/home/u/tools/x.js': '' },
      '/home/u/tools/x.js',
      { folder: '/home/u/tools', reading: 'folder' },
    ],
    [
      'nothing else in the home',
      { '/home/u/package.json': named, '/home/u/x.js': '' },
      '/home/u/x.js',
      { folder: '/home/u', reading: 'imports' },
    ],
    [
      'nothing else among downloads',
      { '/home/u/Downloads/x.js': '' },
      '/home/u/Downloads/x.js',
      { folder: '/home/u/Downloads', reading: 'imports' },
    ],
    [
      'nothing else among settings',
      { '/home/u/.claude/x.js': '', '/home/u/.claude/package.json': named },
      '/home/u/.claude/x.js',
      { folder: '/home/u/.claude', reading: 'imports' },
    ],
    [
      'nothing else among temporary files',
      { '/tmp/x.js': '', '/tmp/package.json': named },
      '/tmp/x.js',
      { folder: '/tmp', reading: 'imports' },
    ],
    ['nothing else at the root', { '/x.js': '', '/package.json': named }, '/x.js', { folder: '/', reading: 'imports' }],
    [
      'a project among many',
      { '/home/u/projects/package.json': named, '/home/u/projects/x.js': '' },
      '/home/u/projects/x.js',
      { folder: '/home/u/projects', reading: 'package' },
    ],
    [
      'nothing else among many projects',
      { '/home/u/projects/x.js': '' },
      '/home/u/projects/x.js',
      { folder: '/home/u/projects', reading: 'imports' },
    ],
  ])('is %s', async (_, files, file, around) => {
    expect(await locate(file, { files })).toEqual({ file, ...around })
  })

  it('is told of what a link leads to', async () => {
    const files: Files = {
      '/p/server.js': { link: '/srv/real/dist/x.js' },
      '/srv/real/dist/x.js': '',
      '/srv/real/package.json': named,
      '/p/node_modules/.bin/mail': { link: '../mail/cli.js' },
      '/p/node_modules/mail': { link: '.pnpm/mail@1.0.0/node_modules/mail' },
      '/p/node_modules/.pnpm/mail@1.0.0/node_modules/mail/cli.js': '',
      '/p/node_modules/.bin/shim': '#!/bin/sh\nexec node "$basedir/../mail/cli.js" "$@"\n',
    }
    const mail = '/p/node_modules/.pnpm/mail@1.0.0/node_modules/mail'
    expect(await locate('server.js', { files })).toEqual({
      file: '/srv/real/dist/x.js',
      folder: '/srv/real',
      reading: 'package',
    })
    for (const bin of ['mail', 'shim']) {
      const located = { file: `${mail}/cli.js`, folder: mail, reading: 'package' }
      expect(await locate(`./node_modules/.bin/${bin}`, { files })).toEqual(located)
    }
  })

  it.each<[string, string, string | Uint8Array | { size: number } | { odd: 'fifo' | 'unreadable' }, string | null]>([
    ['a script of Node without an ending', 'server', '#!/usr/bin/env node\n', null],
    ['a script of a shell', 'server', '#!/bin/bash\n', null],
    ['a script of Node with options', 'server', '#!/usr/bin/env -S node --no-warnings\n', null],
    ['a script of Python', 'server', '#!/usr/bin/env python3\n', 'not audited'],
    ['a script of Python by its ending', 'server.py', '', 'Python'],
    ['a script of PowerShell', 'server.ps1', '', 'Windows'],
    ['a compiled program', 'server', new Uint8Array([0x7f, 0x45, 0x4c, 0x46]), 'not audited'],
    ['a large program', 'server', { size: 50_000_000 }, 'not audited'],
    ['a FIFO', 'server.js', { odd: 'fifo' }, 'no regular file'],
    ['what may not be read', 'server', { odd: 'unreadable' }, 'not audited'],
  ])('where it is %s', async (_, name, content, reason) => {
    const said = await reasonOf(name, { files: { '/p/package.json': named, [`/p/${name}`]: content } })
    if (reason === null) expect(said).toEqual({ file: `/p/${name}`, folder: '/p', reading: 'package' })
    else expect(said).toContain(reason)
  })

  it('circles of links end', async () => {
    expect(await reasonOf('x.js', { files: { '/p/x.js': { link: '/p/x.js' } } })).toContain('circle')
  })
})

describe('a package in its folder', () => {
  const at = (script: string | null, manifest: object, more: Files = {}, folder = '.') =>
    locate(
      { type: 'package', folder, script },
      { files: { '/p/package.json': json({ name: 'p', ...manifest }), ...more } },
    )

  it.each<[string, string]>([
    ['node server.mjs', 'server.mjs'],
    ['tsc -p . && node --enable-source-maps dist/index.js --port 3000', 'dist/index.js'],
    ['cross-env NODE_ENV=production tsx watch src/index.ts', 'src/index.ts'],
    ['node --import tsx -r ./setup.js "src/with space.ts"', 'src/with space.ts'],
    ['bun run src/index.ts', 'src/index.ts'],
    ['deno run -A src/index.ts', 'src/index.ts'],
    ['npm run build && npm run inner', 'dist/index.js'],
    ['./bin/cli.js', 'bin/cli.js'],
  ])('starts what its script says: %s', async (serve, file) => {
    const scripts = { serve, build: 'tsc', inner: 'node dist/index.js' }
    expect(await at('serve', { scripts }, { [`/p/${file}`]: '' })).toEqual({
      file: `/p/${file}`,
      folder: '/p',
      reading: 'package',
    })
  })

  it.each<[string, object, Files]>([
    ['no file that can be told', { serve: 'next start' }, {}],
    ['a file that is not built', { serve: 'node dist/index.js' }, {}],
    ['a file of the machine', { serve: 'node /etc/x.js' }, { '/etc/x.js': '' }],
    ['a file outside', { serve: 'node ../x.js' }, { '/x.js': '' }],
    ['a file by a variable', { serve: 'node $X' }, {}],
    ['itself', { serve: 'npm run serve' }, {}],
  ])('whose script starts %s is read by its own entries', async (_, scripts, files) => {
    expect(await at('serve', { scripts }, files)).toEqual({ file: null, folder: '/p', reading: 'package' })
  })

  it('starts its only bin, where no script is named', async () => {
    const files = { '/p/cli.js': '' }
    const found = { file: '/p/cli.js', folder: '/p', reading: 'package' }
    expect(await at(null, { bin: './cli.js' }, files)).toEqual(found)
    expect(await at(null, { bin: { a: 'cli.js', b: 'cli.js' } }, files)).toEqual(found)
    expect(await at(null, { bin: { a: 'cli.js', b: 'other.js' } }, files)).toEqual({ ...found, file: null })
    expect(await at(null, {}, files)).toEqual({ ...found, file: null })
  })

  it('is found above the folder, as npm finds it', async () => {
    const files = { '/p/server.js': '', '/p/deep/er/x': '' }
    expect(await at('start', {}, files, './deep/er')).toEqual({
      file: '/p/server.js',
      folder: '/p',
      reading: 'package',
    })
  })

  it('that is none says so', async () => {
    const of = (folder: string, script: string | null, files: Files) =>
      reasonOf({ type: 'package', folder, script }, { files: { '/p/x': '', ...files } })
    expect(await of('absent', 'x', {})).toContain('not on this machine')
    expect(await of('.', null, {})).toContain('no package.json')
    expect(await of('.', 'x', { '/p/package.json': '{' })).toContain('no package.json')
    expect(await of('.', 'x', { '/p/package.json': named })).toContain('no script of that name')
    expect(await of('$X', 'x', {})).toContain('variable')
  })

  it.each<[string, unknown]>([
    ['a list', []],
    ['a number', { x: 7 }],
    ['a prototype', JSON.parse('{"__proto__":{"x":"node a.js"}}')],
    ['a long one', { x: `node ${'a '.repeat(100_000)}` }],
    ['many quotes', { x: `node ${'"'.repeat(100_000)}` }],
  ])('with scripts that are %s does no harm', async (_, scripts) => {
    const located = await at('x', { scripts })
    expect('reason' in located || located.file === null).toBe(true)
  })
})
