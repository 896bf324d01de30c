/** Whatever an entry says and whatever stands on the machine: every question ends, and nothing is thrown. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dissect } from '../../src/launch/launch.js'
import { validVersion } from '../../src/machine/files.js'
import { openMachine } from '../../src/machine/machine.js'
import { pythonVersion } from '../../src/machine/python.js'
import { memoryHost } from '../support/memory-host.js'
import { entryOf } from './entries.js'

const name = fc.constantFrom(
  'mail',
  '@s/mail',
  'mail@1.0.0',
  '@s/mail@^1',
  'm@npm:mail@1',
  '../x',
  '.',
  '__proto__',
  '',
)
const word = fc.oneof(
  name,
  fc.constantFrom(
    '-y',
    '-p',
    '--package',
    '--cache',
    '/c',
    '--prefix=..',
    '--',
    'npx',
    'exec',
    '-c',
    '--call',
    '${HOME}',
    '~',
  ),
  fc.string({ maxLength: 20 }),
)
const runner = fc.constantFrom('npx', 'npm', 'bunx', 'bun', 'uvx', 'uv', 'pipx', 'node', 'cmd', 'sh', 'env', 'pnpm')
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom('1.0.0', 'v1', '', 'npm:mail@1', './cli.js', '../../x', 'mail', '\u001b[31m'),
  fc.jsonValue({ maxDepth: 3 }),
)
const manifest = fc
  .dictionary(
    fc.constantFrom('name', 'version', 'bin', 'dependencies', 'packages', 'scripts', 'main', 'workspaces', '__proto__'),
    fc.oneof(value, fc.dictionary(name, value)),
  )
  .map((each) => JSON.stringify(each))
const content = fc.oneof(
  manifest,
  fc.constantFrom('', '{', '[', 'registry=https://x.example', 'cache=..', 'prefix=~/g'),
  fc.string(),
)
const path = fc.constantFrom(
  ...[
    '/p/package.json',
    '/p/.npmrc',
    '/home/u/.npmrc',
    '/p/node_modules/mail/package.json',
    '/p/node_modules/.bin/mail',
  ],
  ...['/p/node_modules/@s/mail/package.json', '/home/u/.npm/_npx/a9bef924e4cb6cdb/package.json', '/usr/bin/node'],
  ...['/home/u/.npm/_npx/a9bef924e4cb6cdb/node_modules/mail/package.json', '/usr/lib/node_modules/mail/package.json'],
  ...[
    '/home/u/.cache/uv/archive-v0/x/mail-1.0.dist-info/METADATA',
    '/p/cli.js',
    '/p/.cursor/mcp.json',
    '/usr/bin/mail',
  ],
  ...['/home/u/.local/share/uv/tools/mail/lib/python3.1/site-packages/mail-1.0.dist-info/METADATA'],
)
const odd = fc.oneof(
  fc.constantFrom({ odd: 'loop' as const }, { odd: 'fifo' as const }, { odd: 'unreadable' as const }, { size: 1e9 }),
  path.map((link) => ({ link })),
)
const files = fc.dictionary(path, fc.oneof({ weight: 5, arbitrary: content }, { weight: 1, arbitrary: odd }), {
  maxKeys: 12,
})
const scope = fc.constantFrom('user', 'project', 'plugin', 'managed', 'local', 'explicit')
const cwd = fc.option(fc.constantFrom('/p', '..', '${workspaceFolder}', '$X', '\0', '//share'), { nil: undefined })

it('every question is answered', async () => {
  await fc.assert(
    fc.asyncProperty(
      files,
      runner,
      fc.array(word, { maxLength: 6 }),
      scope,
      cwd,
      async (files, runner, args, scope, cwd) => {
        const entry = entryOf([runner, ...args], {
          scope,
          file: '/p/.cursor/mcp.json',
          ...(cwd === undefined ? {} : { cwd }),
        })
        const machine = openMachine(memoryHost({ files }), { dir: '/p' })
        const { launch, program } = dissect(entry)
        for (const ref of launch.packages) {
          const { copies, shadows } = await machine.find(ref, [entry])
          for (const { version, folder } of copies) {
            expect(validVersion(version) ?? pythonVersion(version)).not.toBe(null)
            expect(folder.startsWith('/')).toBe(true)
          }
          for (const { file } of shadows) expect(file.startsWith('/')).toBe(true)
        }
        await machine.registryFiles(entry)
        await machine.writableBy(entry.place.file)
        const programs = [
          program,
          { type: 'file' as const, path: args[0] ?? '' },
          { type: 'package' as const, folder: '.', script: args[0] ?? null },
        ]
        for (const each of programs) if (each !== null) await machine.locateProgram(each, entry)
      },
    ),
    { numRuns: 300 },
  )
})
