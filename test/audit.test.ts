import { describe, expect, it } from 'vitest'
import { type AuditEvent, audit, type Services } from '../src/audit.js'
import { type Artifact, type Behaviour, type Packument, type Release, unknown } from '../src/model.js'
import { RegistryError } from '../src/registry/registry.js'
import { release } from './report/fixture.js'
import { artifactOf } from './support/artifact.js'
import { memoryHost } from './support/memory-host.js'

/** Services of which every part can be replaced. Each package has the releases 1.0.0 … 1.0.9. */
function services(parts: {
  readonly artifact?: (release: Release) => Promise<Artifact>
  readonly behaviour?: (artifact: Artifact) => Promise<Behaviour>
  readonly lookup?: () => Promise<never>
}): Services {
  const packumentOf = (name: string): Packument => ({
    name,
    distTags: {},
    releases: Array.from({ length: 10 }, (_, index) => ({
      ...release(name, `1.0.${index}`),
      manifest: { name, version: `1.0.${index}`, license: 'MIT', repository: 'https://github.com/acme/mail' },
    })),
  })
  return {
    registry: {
      packument: async (name) => packumentOf(name),
      pick: ({ releases, name }) => {
        const last = releases.at(-1)
        if (!last) throw new RegistryError('resolve', name, 'has no releases', '')
        return last
      },
      served: async (release) => release,
      tree: async ({ purl }) => ({ root: purl, packages: [] }),
      artifact: parts.artifact ?? (async ({ manifest }) => artifactOf({ 'package.json': JSON.stringify(manifest) })),
    },
    extractor: { behaviour: parts.behaviour ?? (async () => ({ facts: [], unanalysed: [] })) },
    repositories: { lookup: parts.lookup ?? (async () => unknown('no network')) },
  }
}

const configured = (...names: readonly string[]) =>
  memoryHost({
    files: {
      '/home/u/.cursor/mcp.json': JSON.stringify({
        mcpServers: Object.fromEntries(names.map((name) => [name, { command: 'npx', args: [name] }])),
      }),
    },
  })

describe('audit', () => {
  it('tells what it does', async () => {
    const events: AuditEvent[] = []
    await audit(configured('a-mcp', 'b-mcp'), { services: services({}) }, (event) => events.push(event))
    const [first] = events
    expect(first?.type === 'discovered' ? first.servers.map(({ name }) => name).sort() : []).toEqual(['a-mcp', 'b-mcp'])
    const done = events.flatMap((event) => (event.type === 'done' ? [event.evaluation.server.name] : []))
    expect(done.sort()).toEqual(['a-mcp', 'b-mcp'])
  })

  it('works on so many servers at once as it is told', async () => {
    let running = 0
    let most = 0
    const behaviour = async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setImmediate(resolve))
      running -= 1
      return { facts: [], unanalysed: [] }
    }
    const names = Array.from({ length: 20 }, (_, index) => `server-${index}-mcp`)
    const report = await audit(configured(...names), { services: services({ behaviour }), concurrency: 2 })
    expect(report.servers).toHaveLength(20)
    // Two servers, each with its candidate and its baseline.
    expect(most).toBeLessThanOrEqual(4)
  })

  it('takes errors of every kind for a failure of one server', async () => {
    const artifact = async ({ name, manifest }: Release) => {
      if (name === 'bad-mcp') throw new TypeError('cannot read https://user:hunter2@files.example/a')
      return artifactOf({ 'package.json': JSON.stringify(manifest) })
    }
    const report = await audit(configured('bad-mcp', 'good-mcp'), { services: services({ artifact }) })
    expect(report.servers.map(({ name, score }) => [name, score.verdict])).toEqual([
      ['bad-mcp', 'unknown'],
      ['good-mcp', 'trust'],
    ])
    expect(report.conclusion).toBe('incomplete')
    expect(JSON.stringify(report)).not.toContain('hunter2')
    expect(report.failures[0]).toMatchObject({ stage: 'extract', subject: 'pkg:npm/bad-mcp@1.0.9' })
  })

  it('names code that could not be analysed, and does not trust it', async () => {
    const unanalysed = [1, 2, 3, 4, 5].map((n) => ({ file: `dist/${n}.js`, why: 'too deep' }))
    const report = await audit(configured('deep-mcp'), {
      services: services({ behaviour: async () => ({ facts: [], unanalysed }) }),
    })
    expect(report.servers[0]?.score.verdict).toBe('unknown')
    expect(report.failures).toMatchObject([
      { stage: 'extract', message: expect.stringMatching(/dist\/1\.js \(too deep\).* and 2 more/) },
    ])
  })

  it('names entries of a tarball that were refused, and does not trust the rest', async () => {
    const artifact = async ({ manifest }: Release) => ({
      ...artifactOf({ 'package.json': JSON.stringify(manifest) }),
      refused: [{ path: '../escaped.js', why: 'leads out of the package' }],
    })
    const report = await audit(configured('sly-mcp'), { services: services({ artifact }) })
    expect(report.servers[0]?.score.verdict).toBe('unknown')
    expect(report.failures).toMatchObject([{ stage: 'fetch', message: expect.stringContaining('../escaped.js') }])
  })

  it('goes on without evidence about the repository, and says so', async () => {
    const report = await audit(configured('a-mcp'), {
      services: services({ lookup: () => Promise.reject(new Error('boom')) }),
    })
    expect(report.servers[0]?.score.verdict).toBe('trust')
    expect(report.conclusion).toBe('pass')
    expect(report.notEvaluated).toContainEqual({
      subject: 'pkg:npm/a-mcp@1.0.9',
      what: 'repository',
      why: 'the request failed',
    })
  })

  it('rejects with the reason when it is aborted, and starts nothing more', async () => {
    const abort = new AbortController()
    let fetched = 0
    const artifact = async ({ manifest }: Release) => {
      fetched += 1
      abort.abort(new Error('stop'))
      return artifactOf({ 'package.json': JSON.stringify(manifest) })
    }
    const names = Array.from({ length: 10 }, (_, index) => `server-${index}-mcp`)
    const running = audit(configured(...names), {
      services: services({ artifact }),
      concurrency: 1,
      signal: abort.signal,
    })
    await expect(running).rejects.toThrow('stop')
    expect(fetched).toBeLessThanOrEqual(2)
  })
})
