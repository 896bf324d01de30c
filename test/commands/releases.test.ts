import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { heuristics } from '../../heuristics/index.js'
import { postmark } from '../incidents/postmark.js'
import { packageTarball } from '../support/packages.js'
import { openStage, published, type Stage } from './stage.js'

const incident = postmark[0] ?? expect.fail('the postmark incident is missing')
const filesOf = (version: string) => incident.releases.find((each) => each.version === version)?.files ?? {}

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ 'postmark-mcp': published(incident) })
  for (const version of ['1.0.15', '1.0.16']) {
    for (const [file, content] of Object.entries(filesOf(version))) await stage.write(`${version}/${file}`, content)
  }
  const { writeFile } = await import('node:fs/promises')
  await writeFile(`${stage.home}/postmark-mcp-1.0.16.tgz`, packageTarball(filesOf('1.0.16')).bytes)
})
afterAll(() => stage.close())

describe('diff', () => {
  it.each([
    ['npm:postmark-mcp@1.0.15', 'npm:postmark-mcp@1.0.16'],
    ['postmark-mcp@1.0.15', 'postmark-mcp@~1.0.16'],
    ['./1.0.15', './1.0.16'],
    ['1.0.15', 'postmark-mcp-1.0.16.tgz'],
    ['npm:postmark-mcp@1.0.15', './1.0.16'],
  ])('%s %s', async (from, to) => {
    const outcome = await stage.run(['diff', from, to, '--json'])
    expect([outcome.code, outcome.stderr]).toEqual([1, ''])
    const { command, servers, findings } = outcome.json()
    expect(command).toBe('diff')
    expect(servers).toHaveLength(1)
    expect(servers[0]).toMatchObject({ name: 'postmark-mcp', verdict: 'block', occurrences: [] })
    expect(servers[0]?.baseline).toEqual({ purl: 'pkg:npm/postmark-mcp@1.0.15', from: 'previous' })
    expect(servers[0]?.changes.map(({ kind }) => kind)).toContain('message.recipient')
    expect(findings[0]?.evidence[0]).toMatchObject({ file: 'index.js', excerpt: expect.stringContaining('Bcc') })
  })

  it('shows text', async () => {
    const { stdout } = await stage.run(['diff', 'postmark-mcp@1.0.15', 'postmark-mcp@1.0.16'])
    await expect(stdout).toMatchFileSnapshot('../../snapshots/cli/diff-postmark.80.txt')
  })

  it('finds nothing between a release and itself', async () => {
    const { code, stdout } = await stage.run(['diff', 'postmark-mcp@1.0.14', 'postmark-mcp@1.0.14'])
    expect(code).toBe(0)
    expect(stdout).toContain('nothing since 1.0.14')
  })

  it.each([
    ['postmark-mcp@9.9.9', 'resolve'],
    ['no-such-mcp@1.0.0', 'resolve'],
    ['npm:./1.0.15', 'resolve'],
    ['git+https://user:hunter2@git.example/a.git', 'resolve'],
    ['./absent.tgz', 'fetch'],
    ['./absent/', 'fetch'],
  ])('is incomplete where %s can not be had', async (release, at) => {
    const outcome = await stage.run(['diff', 'postmark-mcp@1.0.15', release, '--json'])
    expect(outcome.code).toBe(2)
    expect(outcome.json()).toMatchObject({ servers: [], failures: [{ stage: at }] })
    expect(outcome.stdout).not.toContain('hunter2')
  })
})

describe('inspect', () => {
  it('lists every fact', async () => {
    const outcome = await stage.run(['inspect', 'postmark-mcp@1.0.15', '--json'])
    const { servers } = outcome.json()
    expect(outcome.code).toBe(0)
    expect(servers[0]?.facts).toContainEqual(
      expect.objectContaining({ kind: 'env.read', value: 'POSTMARK_SERVER_TOKEN', file: 'index.js', reach: 'runs' }),
    )
    expect(servers[0]?.baseline).toEqual({ purl: null, from: 'none' })
  })

  it('shows text', async () => {
    const { stdout } = await stage.run(['inspect', 'npm:postmark-mcp@1.0.15'])
    await expect(stdout).toMatchFileSnapshot('../../snapshots/cli/inspect-postmark.80.txt')
  })
})

describe('explain', () => {
  it('lists the heuristics', async () => {
    const { code, stdout } = await stage.run(['explain'])
    expect(code).toBe(0)
    for (const { id } of heuristics) expect(stdout).toContain(id)
  })

  it('shows the page of each', async () => {
    for (const { id } of heuristics) {
      const { code, stdout } = await stage.run(['explain', id])
      expect([id, code]).toEqual([id, 0])
      expect(stdout).toContain(`# ${id}`)
    }
  })

  it('suggests a near id', async () => {
    const { stderr } = await stage.run(['explain', 'constant-recipent'])
    expect(stderr).toContain('Did you mean constant-recipient?')
  })
})
