/** Which settings of npm choose the releases of an entry; a table, and npm's own code over the same settings. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Config from '@npmcli/config'
import npm from '@npmcli/config/lib/definitions/index.js'
import { describe, expect, it } from 'vitest'
import type { ReleaseChoice } from '../../src/model.js'
import type { MemoryHostOptions } from '../support/memory-host.js'
import { type EntryOptions, entryOf, machineOf } from './entries.js'

const PROJECT = { scope: 'project', file: '/p/.mcp.json' } as const
const DAY = '2025-02-10T00:00:00.000Z'

async function choice(
  line: string | readonly string[],
  { env = {}, ...more }: EntryOptions & { readonly host?: MemoryHostOptions } = {},
): Promise<ReleaseChoice | null> {
  const { host = {}, ...options } = more
  const argv = typeof line === 'string' ? line.split(' ') : line
  const found = await machineOf(host).releaseChoices(entryOf(argv, { ...PROJECT, env, ...options }))
  expect(found.length).toBeLessThan(2)
  return found[0]?.choice ?? null
}

const npmrc = (text: string, more: Readonly<Record<string, string>> = {}): { readonly host: MemoryHostOptions } => ({
  host: { files: { '/p/package.json': '{}', '/p/.npmrc': text, ...more } },
})

describe('words and variables', () => {
  it.each<readonly [string | readonly string[], Readonly<Record<string, string>>, ReleaseChoice | null]>([
    ['npx -y mail', {}, null],
    ['npx -y --before=2025-02-10 mail', {}, { before: DAY }],
    ['npx -y --before 2025-02-10 mail', {}, { before: DAY }],
    ['npx -y --enjoy-by=2025-02-10 mail', {}, { before: DAY }],
    ['npm exec --before=2025-02-10 -- mail', {}, { before: DAY }],
    ['npm create --before=2025-02-10 mail', {}, { before: DAY }],
    ['npx -y mail --before=2025-02-10', {}, null],
    ['npx -y --min-release-age=30 mail', {}, { minAge: 30 }],
    ['npx -y --min-release-age=0 mail', {}, { before: null }],
    ['npx -y --before=null mail', {}, { before: null }],
    ['npx --tag=beta mail', {}, { tag: 'beta' }],
    ['npx --tag beta --before=2025-02-10 mail', {}, { before: DAY, tag: 'beta' }],
    ['npx mail', { npm_config_before: '2025-02-10' }, { before: DAY }],
    ['npx mail', { NPM_CONFIG_BEFORE: '2025-02-10' }, { before: DAY }],
    ['npx mail', { 'Npm_Config_Min-Release-Age': '7' }, { minAge: 7 }],
    ['npx mail', { npm_config_min_release_age: '7', npm_config_before: '2025-02-10' }, { before: DAY }],
    ['npx mail', { npm_config_tag: 'beta' }, { tag: 'beta' }],
    ['npx mail', { npm_config_tag: '' }, null],
    ['npx --min-release-age=3 mail', { npm_config_before: '2025-02-10' }, { minAge: 3 }],
    ['env npm_config_before=2025-02-10 npx mail', {}, { before: DAY }],
    [['sh', '-c', 'npm_config_before=2025-02-10 npx -y mail'], {}, { before: DAY }],
    [['sh', '-c', 'export npm_config_tag=beta; npx -y mail'], {}, { tag: 'beta' }],
    // Other runners have settings of their own.
    ['pnpm dlx mail', { npm_config_before: '2025-02-10' }, null],
    ['uvx mail', { npm_config_before: '2025-02-10' }, null],
  ])('%j %j', async (line, env, wanted) => {
    expect(await choice(line, { env })).toEqual(wanted)
  })

  it.each<readonly [string | readonly string[], Readonly<Record<string, string>>, string]>([
    ['npx mail', { npm_config_before: '${WHEN}' }, 'its environment set `before`'],
    ['npx mail', { npm_config_before: 'soon' }, 'its environment set `before`'],
    ['npx mail', { npm_config_min_release_age: 'Infinity' }, '`min-release-age`'],
    ['npx --no-before mail', {}, 'its words set `before`'],
    ['npx --tag=$TAG mail', {}, 'its words set `tag`'],
    ['npx mail', { npm_config_before: '2025-02-10', NPM_CONFIG_BEFORE: '2024-02-10' }, '`before`'],
    [['sh', '-c', 'npx mail; npm_config_before=2025-02-10 npx mail'], {}, 'in several ways'],
    ['npx --userconfig=$HOME/x mail', {}, 'in a file that it names'],
  ])('%j %j can not be told, and quotes nothing', async (line, env, why) => {
    const found = await choice(line, { env })
    expect(found).toEqual({ unclear: expect.stringContaining(why) })
    for (const value of Object.values(env)) expect(found?.unclear).not.toContain(value)
  })
})

describe('.npmrc', () => {
  it('of the project counts below words and variables, and tells nothing else', async () => {
    const text = '//one.example/:_authToken=invented\nbefore=2025-02-10\ntag=beta\n'
    expect(await choice('npx mail', npmrc(text))).toEqual({ before: DAY, tag: 'beta' })
    expect(await choice('npx --min-release-age=3 mail', npmrc(text))).toEqual({ minAge: 3, tag: 'beta' })
    expect(await choice('npx mail', { ...npmrc(text), env: { npm_config_tag: 'next' } })).toEqual({
      before: DAY,
      tag: 'next',
    })
    expect(await choice('npx mail', { ...npmrc(text), cwd: '/elsewhere' })).toBeNull()
    expect(await choice('npx mail', { ...npmrc(text), scope: 'user', file: '/home/u/.cursor/mcp.json' })).toBeNull()
  })

  it('of the project gives way to the environment of the user, which the registry knows', async () => {
    const { host } = npmrc('before=2025-02-10\n')
    expect(await choice('npx mail', { host: { ...host, env: { npm_config_min_release_age: '3' } } })).toBeNull()
  })

  it('of the project is doubtful where npm may be told to look at none', async () => {
    expect(await choice('npx -g mail', npmrc('before=2025-02-10\n'))).toEqual({
      unclear: expect.stringContaining('the settings in /p/.npmrc set `before`'),
    })
    expect(await choice('npx -g mail', npmrc('registry=https://one.example/\n'))).toBeNull()
  })

  it('that the entry names stands in the place of the user’s', async () => {
    const files = { '/p/own.npmrc': 'before=2025-02-10\n', '/home/u/.npmrc': 'before=2024-01-01\n' }
    const named = { before: DAY, tag: 'latest' }
    expect(await choice('npx --userconfig=./own.npmrc mail', npmrc('', files))).toEqual(named)
    expect(await choice('npx mail', { ...npmrc('', files), env: { npm_config_userconfig: '/p/own.npmrc' } })).toEqual(
      named,
    )
    // What the user's own file holds back is held back no more.
    expect(await choice('npx --userconfig=./gone mail', npmrc('', files))).toEqual({ before: null, tag: 'latest' })
  })

  it.each<[string, NonNullable<MemoryHostOptions['files']>]>([
    ['a huge one', { '/p/package.json': '{}', '/p/.npmrc': { size: 10_000_000 } }],
    ['a FIFO', { '/p/package.json': '{}', '/p/.npmrc': { odd: 'fifo' } }],
  ])('%s says nothing', async (_, files) => {
    expect(await choice('npx mail', { host: { files } })).toBeNull()
  })
})

/** What npm's own code makes of words, variables and a project's file: the moment and the tag. */
async function byNpm(argv: readonly string[], env: Readonly<Record<string, string>>, project: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'touchstone-'))
  try {
    const home = path.join(folder, 'home')
    await mkdir(home)
    await writeFile(path.join(folder, 'package.json'), '{}')
    await writeFile(path.join(folder, '.npmrc'), project)
    const config = new Config({
      npmPath: path.join(folder, 'npm'),
      definitions: npm.definitions,
      shorthands: npm.shorthands,
      flatten: npm.flatten,
      nerfDarts: npm.nerfDarts,
      argv: [process.execPath, 'npm', ...argv],
      env: { HOME: home, ...env },
      cwd: folder,
      platform: 'linux',
      warn: false,
    })
    await config.load()
    return { before: config.flat.before as unknown, tag: config.flat.defaultTag as unknown }
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('npm itself', () => {
  const words = [[], ['--before=2025-03-01'], ['--min-release-age=5'], ['--min-release-age=0'], ['--tag=a']]
  const variables = [{}, { npm_config_before: 'null' }, { npm_config_min_release_age: '9' }, { NPM_CONFIG_TAG: 'b' }]
  const files = [
    '',
    'before=2025-01-01',
    'min-release-age=2\nbefore="2025-01-02"',
    'min-release-age = 3\ntag=c',
    'tag=',
  ]
  const all = words.flatMap((argv) => variables.flatMap((env) => files.map((text) => ({ argv, env, text }))))

  it.each(all)('agrees on %j', async ({ argv, env, text }) => {
    const wanted = await byNpm(argv, env as Record<string, string>, text)
    const found = await choice(['npx', ...argv, 'mail'], { ...npmrc(text), env: env as Record<string, string> })
    expect(found?.unclear).toBeUndefined()
    const until = found?.minAge === undefined ? (found?.before ?? null) : found.minAge
    const age = wanted.before instanceof Date ? Math.round((Date.now() - wanted.before.getTime()) / 86_400_000) : null
    const moment = wanted.before instanceof Date ? wanted.before.toISOString() : null
    expect(until).toBe(typeof until === 'number' ? age : moment)
    expect(found?.tag ?? 'latest').toBe(wanted.tag)
  })
})
