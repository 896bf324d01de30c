import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { postmark } from '../incidents/postmark.js'
import type { LoopbackPackage } from '../support/loopback-registry.js'
import { seal } from '../support/packages.js'
import { openStage, portable, published, quiet, type Stage } from './stage.js'

let stage: Stage
const open = async (packages: Readonly<Record<string, LoopbackPackage>>) => {
  stage = await openStage(packages)
  return stage
}
afterEach(() => stage?.close())

const incident = postmark[0] ?? expect.fail('the postmark incident is missing')
const fine = { 'calm-mcp': quiet('calm-mcp'), 'still-mcp': quiet('still-mcp') }

describe('scan', () => {
  it.each([80, 120])('shows the postmark incident at %i columns', async (columns) => {
    const { configure, run, home } = await open({ 'postmark-mcp': published(incident), ...fine })
    await configure({ mail: ['-y', 'postmark-mcp'], calm: ['-y', 'calm-mcp@1.0.1'] })
    const { code, stdout, stderr } = await run(['scan'], { columns })
    expect([code, stderr]).toEqual([1, ''])
    await expect(portable(stdout, home)).toMatchFileSnapshot(`../../snapshots/cli/postmark.${columns}.txt`)
  })

  it('gives the postmark incident as JSON', async () => {
    const { configure, run, home } = await open({ 'postmark-mcp': published(incident), ...fine })
    await configure({ mail: ['-y', 'postmark-mcp'], calm: ['-y', 'calm-mcp@1.0.1'] })
    const outcome = await run(['scan', '--json'])
    expect([outcome.code, outcome.stderr]).toEqual([1, ''])
    const report = outcome.json()
    expect(report.findings[0]).toMatchObject({
      severity: 'critical',
      since: { version: '1.0.16', date: '2025-09-17', releasesBefore: 16 },
      evidence: [{ file: 'index.js', excerpt: expect.stringContaining("Bcc: 'phan@") }],
    })
    await expect(portable(outcome.stdout, home)).toMatchFileSnapshot('../../snapshots/cli/postmark.json')
  })

  it('finds the incident against the release before it, too', async () => {
    const { configure, run } = await open({ 'postmark-mcp': published(incident, '1.0.16') })
    await configure({ mail: ['postmark-mcp'] })
    const { servers, findings } = (await run(['scan', '--json'])).json()
    expect(servers[0]).toMatchObject({ verdict: 'block', baseline: { purl: 'pkg:npm/postmark-mcp@1.0.15' } })
    expect(servers[0]?.changes).toContainEqual(
      expect.objectContaining({ kind: 'message.recipient', change: 'added', file: 'index.js' }),
    )
    expect(findings[0]?.severity).toBe('critical')
  })

  it('is clean where nothing is found, and 0', async () => {
    const { configure, run } = await open(fine)
    await configure({ calm: ['calm-mcp@1.0.1'], still: ['still-mcp@1.0.1'] })
    const outcome = await run(['scan', '--json'])
    expect(outcome.code).toBe(0)
    expect(outcome.json()).toMatchObject({ conclusion: 'pass', failures: [] })
    expect(outcome.json().servers.map(({ verdict }) => verdict)).toEqual(['trust', 'trust'])
  })

  it('follows --fail-on', async () => {
    const { configure, run } = await open({ 'postmark-mcp': published(incident), ...fine })
    await configure({ calm: ['calm-mcp'] })
    const low = (await run(['scan', '--json'])).json().findings
    expect(low.every(({ severity }) => severity === 'low' || severity === 'info')).toBe(true)
    expect((await run(['scan', '--fail-on', 'medium'])).code).toBe(0)
    await configure({ mail: ['postmark-mcp'] })
    expect((await run(['scan', '--fail-on', 'critical'])).code).toBe(1)
  })

  it('compares with the N-th last release', async () => {
    const { configure, run } = await open({ 'postmark-mcp': published(incident) })
    await configure({ mail: ['postmark-mcp'] })
    const of = async (n: string) => (await run(['scan', '--json', '--history', n])).json().servers[0]
    expect((await of('1'))?.baseline).toEqual({ purl: 'pkg:npm/postmark-mcp@1.0.16', from: 'previous' })
    expect((await of('2'))?.baseline.purl).toBe('pkg:npm/postmark-mcp@1.0.15')
    expect((await of('2'))?.changes.length).toBeGreaterThan(0)
    expect((await of('99'))?.baseline.purl).toBe('pkg:npm/postmark-mcp@1.0.0')
  })

  it('fetches no tarball twice, and needs no network for what is cached', async () => {
    const { configure, run, registry } = await open({ 'postmark-mcp': published(incident), ...fine })
    await configure({ mail: ['postmark-mcp'], calm: ['calm-mcp'] })
    const first = await run(['scan', '--json'])
    const tarballs = registry.requests.filter(({ kind }) => kind === 'tarball').map((each) => each.path)
    expect(new Set(tarballs).size).toBe(tarballs.length)
    registry.forgetRequests()
    const second = await run(['scan', '--json'])
    expect(registry.count('tarball')).toBe(0)
    expect(second.stdout).toBe(first.stdout)
    registry.forgetRequests()
    const offline = await run(['scan', '--json', '--offline'])
    expect(registry.requests).toEqual([])
    expect(offline.json().findings).toEqual(first.json().findings)
  })

  it('is incomplete offline where nothing is cached', async () => {
    const { configure, run } = await open(fine)
    await configure({ calm: ['calm-mcp'] })
    const outcome = await run(['scan', '--json', '--offline'])
    expect(outcome.code).toBe(2)
    expect(outcome.json().servers[0]).toMatchObject({ verdict: 'unknown', score: { value: null } })
  })

  it('reads the newest release before the candidate as incomplete where it can not be fetched', async () => {
    const { configure, run, registry } = await open({ 'postmark-mcp': published(incident, '1.0.16') })
    await configure({ mail: ['postmark-mcp'] })
    registry.fail('/postmark-mcp/-/postmark-mcp-1.0.15.tgz', { status: 404 })
    const outcome = await run(['scan', '--json'])
    expect(outcome.code).toBe(2)
    const { servers, findings, failures } = outcome.json()
    expect(servers[0]).toMatchObject({ baseline: { from: 'none' }, verdict: 'block' })
    expect(findings[0]).toMatchObject({ severity: 'critical' })
    expect(failures).toHaveLength(1)
    expect(failures[0]).toMatchObject({ stage: 'fetch', subject: 'postmark-mcp@1.0.15' })
  })

  it('keeps what goes wrong with one server from all others', async () => {
    const files = { 'package.json': { name: 'torn-mcp', version: '1.0.0' } }
    const { configure, run, write } = await open({
      ...fine,
      'torn-mcp': { versions: { '1.0.0': { files, tarball: seal(new TextEncoder().encode('no tarball')) } } },
      'odd-mcp': { versions: {}, packument: () => '{"versions": [' },
    })
    await configure({
      gone: ['gone-mcp'],
      torn: ['torn-mcp'],
      odd: ['odd-mcp'],
      none: ['calm-mcp@9.9.9'],
      mist: { command: '$' + '{SERVER}' },
      calm: ['calm-mcp'],
      hosted: { url: 'https://mcp.example/sse' },
      own: { command: '/opt/tools/server' },
    })
    await write('.config/Code/User/mcp.json', '{"servers": {')
    const outcome = await run(['scan', '--json'])
    expect(outcome.code).toBe(2)
    const { servers, failures, notEvaluated } = outcome.json()
    const verdicts = Object.fromEntries(servers.map(({ name, verdict, score }) => [name, [verdict, score?.value]]))
    const unknown = ['unknown', null]
    expect(verdicts).toMatchObject({ gone: unknown, torn: unknown, odd: unknown, none: unknown, mist: unknown })
    expect(verdicts).toMatchObject({ hosted: unknown, own: unknown, calm: ['trust', expect.any(Number)] })
    expect(failures.map(({ stage }) => stage).sort()).toEqual([
      'discover',
      'fetch',
      'launch',
      'resolve',
      'resolve',
      'resolve',
    ])
    for (const { message, remedy } of failures) expect([message, remedy].every((each) => each.length > 5)).toBe(true)
    const code = notEvaluated.filter(({ what }) => what === 'code').map(({ subject }) => subject)
    expect(code.map((subject) => subject.split(':')[0]).sort()).toEqual(['local', 'remote'])
  })

  it('counts what is not evaluated only when strict', async () => {
    const { configure, run } = await open(fine)
    await configure({ hosted: { url: 'https://mcp.example/sse' } })
    expect((await run(['scan'])).code).toBe(0)
    expect((await run(['scan', '--strict'])).code).toBe(2)
  })

  it('judges what stands below a server, and says where it was told not to', async () => {
    const { configure, run } = await open(fine)
    await configure({ calm: ['calm-mcp'] })
    const scan = async (...more: readonly string[]) => (await run(['scan', '--json', ...more])).json()
    const skipped = ({ notEvaluated }: Awaited<ReturnType<typeof scan>>) =>
      notEvaluated.find(({ what }) => what === 'dependencies')?.why
    const [whole, without] = [await scan(), await scan('--no-deps')]
    expect([skipped(whole), whole.servers[0]?.dependencies?.count]).toEqual([undefined, 0])
    expect([skipped(without), without.servers[0]?.dependencies]).toEqual(['--no-deps', null])
  })

  it('says where it looked when nothing is configured, and offers the sample', async () => {
    const { run } = await open({})
    const { code, stdout } = await run(['scan'])
    expect(code).toBe(0)
    expect(stdout).toContain('scan --sample')
    expect(stdout).toMatch(/looked in \d+ places of \d+ clients; `touchstone list --where`/)
    expect((await run(['scan', '--json'])).json()).toMatchObject({ conclusion: 'pass', servers: [] })
  })

  it('reads the files of --config alone, and fails where one is missing', async () => {
    const { configure, run, write } = await open(fine)
    await configure({ calm: ['calm-mcp'] })
    const file = await write('other.json', { mcpServers: { still: { command: 'npx', args: ['still-mcp'] } } })
    const only = (await run(['scan', '--json', '--config', file])).json()
    expect(only.servers.map(({ name }) => name)).toEqual(['still'])
    const missing = await run(['scan', '--json', '-c', file, '-c', 'absent.json'])
    expect(missing.code).toBe(2)
    expect(missing.json().servers).toHaveLength(1)
  })

  it('audits a project beside what the user has', async () => {
    const { configure, run, write } = await open(fine)
    await configure({ calm: ['calm-mcp'] })
    await write('project/.cursor/mcp.json', { mcpServers: { still: { command: 'npx', args: ['still-mcp'] } } })
    const { servers } = (await run(['scan', 'project', '--json'])).json()
    expect(servers.map(({ name }) => name).sort()).toEqual(['calm', 'still'])
  })

  it('writes to a file, whole, and prints nothing', async () => {
    const { configure, run, home } = await open(fine)
    await configure({ calm: ['calm-mcp'] })
    const outcome = await run(['scan', '--json', '-o', 'report.json', '--quiet'])
    expect(outcome).toMatchObject({ code: 0, stdout: '', stderr: '' })
    expect(JSON.parse(await readFile(path.join(home, 'report.json'), 'utf8')).schemaVersion).toBe(1)
    const failed = await run(['scan', '--json', '-o', 'no/such/folder/report.json'])
    expect(failed.code).toBe(2)
    expect(failed.json().failures).toMatchObject([{ stage: 'write', subject: 'no/such/folder/report.json' }])
    const text = await run(['scan', '-o', 'report.txt'], { env: { FORCE_COLOR: '1' } })
    expect(text.stderr).toBe('Written to report.txt\n')
    expect(await readFile(path.join(home, 'report.txt'), 'utf8')).toMatch(/^✔ TRUST/)
  })

  it('colours for a terminal, and not with NO_COLOR or --no-color', async () => {
    const { configure, run } = await open(fine)
    await configure({ calm: ['calm-mcp'] })
    const colored = async (argv: readonly string[], env = {}) =>
      (await run(['scan', ...argv], { isTTY: true, env })).stdout.includes('\x1b[')
    expect(await colored([])).toBe(true)
    expect(await colored([], { NO_COLOR: '1' })).toBe(false)
    expect(await colored(['--no-color'])).toBe(false)
    expect(await colored(['--json'])).toBe(false)
  })

  it('runs without a command, too', async () => {
    const { configure, run } = await open(fine)
    await configure({ calm: ['calm-mcp'] })
    const { home, registry } = stage
    const outcome = await run(['--json', '--home', home, '--registry', registry.url], { bare: true })
    expect(outcome.json()).toMatchObject({ command: 'scan', servers: [{ name: 'calm' }] })
  })

  it('never shows a secret of a configuration', async () => {
    const { configure, run, registry, home } = await open(fine)
    const secret = (n: number) => `hunter2secret${n}`
    await configure({
      calm: {
        command: 'npx',
        args: [
          '-y',
          `--registry=http://user:${secret(1)}@${new URL(registry.url).host}/`,
          'calm-mcp',
          '--token',
          secret(2),
        ],
        env: { API_KEY: secret(3) },
      },
      gone: { command: 'sh', args: ['-c', `TOKEN=${secret(4)} npx gone-mcp --key=${secret(4)}`] },
      hosted: {
        url: `https://user:${secret(5)}@mcp.example/${secret(6)}?key=${secret(7)}`,
        headers: { Authorization: `Bearer ${secret(8)}` },
      },
      git: ['-y', `git+https://user:${secret(9)}@git.example/a/b.git`],
      tarball: ['-y', `https://user:${secret(10)}@files.example/a.tgz?sig=${secret(11)}`],
      own: { command: '/opt/server', args: [`--password=${secret(12)}`] },
      mist: { command: `$X ${secret(13)}` },
    })
    for (const argv of [['scan'], ['scan', '--json'], ['scan', '--offline', '--json']]) {
      const { stdout, stderr } = await run(argv)
      expect(stdout + stderr).not.toContain('hunter2')
    }
    // Nor does it stand in what is kept on disk.
    const kept = await filesBelow(path.join(home, '.cache'))
    expect(kept.length).toBeGreaterThan(0)
    for (const file of kept) expect((await readFile(file)).includes('hunter2'), file).toBe(false)
  })
})

async function filesBelow(folder: string): Promise<string[]> {
  const { readdir } = await import('node:fs/promises')
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}
