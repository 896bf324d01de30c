import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conclude, EXIT_CODE, worstFirst } from '../src/audit/conclude.js'
import { baselineIn, lineageOf } from '../src/audit/lineage.js'
import { groupServers } from '../src/audit/servers.js'
import { type Packument, SEVERITIES, type ServerEntry, type Severity } from '../src/model.js'
import { sampleEntries } from '../src/sample.js'
import { remoteEntry, stdioEntry } from './launch/entries.js'
import { blocked, finding, release, remote, report, trusted } from './report/fixture.js'

const entry = (name: string, words: readonly string[], client = 'cursor'): ServerEntry => ({
  ...stdioEntry(words),
  name,
  client,
  place: { file: `/home/u/${client}.json`, pointer: `/mcpServers/${name}` },
})

describe('servers', () => {
  it('are one where clients launch the same package and spec', () => {
    const servers = groupServers([
      entry('mail', ['npx', '-y', 'mail-mcp'], 'cursor'),
      entry('notes', ['npx', 'notes-mcp@1.0.0']),
      entry('post', ['npx', 'mail-mcp'], 'vscode'),
    ])
    expect(servers.map(({ id, name }) => [id, name])).toEqual([
      ['npm:mail-mcp', 'mail'],
      ['npm:notes-mcp', 'notes'],
    ])
    expect(servers[0]?.occurrences.map(({ client, pointer }) => [client, pointer])).toEqual([
      ['cursor', '/mcpServers/mail'],
      ['vscode', '/mcpServers/post'],
    ])
  })

  it('are numbered where specs differ', () => {
    const specs = ['mail-mcp', 'mail-mcp@1.0.15', 'mail-mcp', 'mail-mcp@latest']
    expect(groupServers(specs.map((spec) => entry('mail', ['npx', spec]))).map(({ id }) => id)).toEqual([
      'npm:mail-mcp',
      'npm:mail-mcp#2',
      'npm:mail-mcp#3',
    ])
  })

  it('are apart where the same words mean other things', () => {
    const at = (file: string, one: ServerEntry): ServerEntry => ({ ...one, place: { ...one.place, file } })
    const ids = (...entries: readonly ServerEntry[]) => groupServers(entries).map(({ id }) => id)
    const script = entry('own', ['node', 'dist/index.js'])
    expect(ids(at('/srv/a/.mcp.json', script), at('/srv/b/.mcp.json', script))).toHaveLength(2)
    const absolute = entry('own', ['node', '/opt/own/index.js'])
    expect(ids(at('/srv/a/.mcp.json', absolute), at('/srv/b/.mcp.json', absolute))).toHaveLength(1)
    expect(ids(remoteEntry('https://mcp.example/a'), remoteEntry('https://mcp.example/b'))).toHaveLength(2)
    expect(ids(remoteEntry('https://mcp.example/a?k=1'), remoteEntry('https://mcp.example/a?k=2'))).toHaveLength(1)
    expect(ids(entry('mist', ['$' + '{A}']), entry('mist', ['$' + '{B}']))).toHaveLength(2)
  })

  it('are apart where something else is started or reached beside the same package', () => {
    const ids = (...entries: readonly ServerEntry[]) => groupServers(entries).map(({ id }) => id)
    const bridge = (url: string) => entry('far', ['npx', 'mcp-remote', url])
    expect(ids(bridge('https://a.example/x'), bridge('https://b.example/x'), bridge('https://a.example/x'))).toEqual([
      'npm:mcp-remote',
      'npm:mcp-remote#2',
    ])
    expect(ids(entry('own', ['node', '/s.js']), entry('own', ['sh', '-c', './prepare && node /s.js']))).toHaveLength(2)
  })

  it('are a package, and the code of this machine that it starts', () => {
    const [runner, own, ...more] = groupServers([entry('own', ['npx', 'tsx@4.0.0', 'src/server.ts'])])
    expect(runner).toMatchObject({ id: 'npm:tsx', package: { name: 'tsx' }, program: null })
    expect(own).toMatchObject({
      id: 'local:src/server.ts',
      launch: { kind: 'local', packages: [] },
      package: null,
      program: { type: 'file', path: 'src/server.ts' },
    })
    expect(more).toEqual([])
  })

  it('are apart where one path is another file in each project', () => {
    const at = (file: string, pointer: string, one: ServerEntry): ServerEntry => ({ ...one, place: { file, pointer } })
    const both = (one: ServerEntry): number =>
      groupServers([at('/srv/a/.mcp.json', '/mcpServers/own', one), at('/srv/b/.mcp.json', '/mcpServers/own', one)])
        .length
    const inFolder = (cwd: string) => {
      const one = entry('own', ['node', 'server.js'])
      return { ...one, launch: { ...one.launch, cwd } } as ServerEntry
    }
    expect(both(entry('own', ['node', '$' + '{workspaceFolder}/server.js']))).toBe(2)
    expect(both(entry('own', ['./server.mjs']))).toBe(2)
    expect(both(inFolder('$' + '{workspaceFolder}'))).toBe(2)
    expect(both(inFolder('/opt/own'))).toBe(1)
    const script = entry('own', ['node', './server.js'])
    const local = (project: string) => at('/home/u/.claude.json', `/projects/${project}/mcpServers/own`, script)
    expect(groupServers([local('~1srv~1a'), local('~1srv~1b'), local('~1srv~1a')])).toHaveLength(2)
  })

  it('are one per package of a launch, and one per origin of what is no package', () => {
    const servers = groupServers([
      entry('two', ['npx', '-p', 'mail-mcp', '-p', '@scope/notes', 'serve']),
      remoteEntry('https://user:hunter2@mcp.example/v1?key=hunter3'),
    ])
    expect(servers.map(({ id }) => id)).toEqual(['npm:mail-mcp', 'npm:@scope/notes', 'remote:https://mcp.example'])
    // Entries hold what their files hold; everything that is shown must not.
    const shown = servers.map(({ entries, ...rest }) => rest)
    expect(JSON.stringify(shown)).not.toMatch(/hunter/)
  })

  it('of the sample are ten packages that float', () => {
    const servers = groupServers(sampleEntries())
    expect(servers).toHaveLength(10)
    for (const server of servers) expect(server).toMatchObject({ launch: { kind: 'npm' }, package: { floating: true } })
  })
})

describe('lineage', () => {
  const packument = (...versions: readonly string[]): Packument => ({
    name: 'mail-mcp',
    distTags: {},
    releases: versions.map((version) => release('mail-mcp', version)),
  })
  const lineage = (versions: readonly string[], candidate: string): string[] => {
    const all = packument(...versions)
    const found = all.releases.find(({ version }) => version === candidate)
    if (!found) throw new Error(candidate)
    return lineageOf(all, found).map(({ version }) => version)
  }

  it('is the stable releases before the candidate, and it', () => {
    expect(lineage(['1.0.0', '1.1.0-beta.1', '1.1.0', '1.2.0'], '1.1.0')).toEqual(['1.0.0', '1.1.0'])
  })

  it('of a fix to an old line leaves newer majors out', () => {
    expect(lineage(['1.0.0', '2.0.0', '1.0.1'], '1.0.1')).toEqual(['1.0.0', '1.0.1'])
    expect(lineage(['1.0.0', '2.0.0', '1.0.1', '2.0.1'], '2.0.1')).toEqual(['1.0.0', '1.0.1', '2.0.0', '2.0.1'])
  })

  it('leaves out lower versions that were published later', () => {
    expect(lineage(['1.0.0', '1.0.2', '1.0.1'], '1.0.2')).toEqual(['1.0.0', '1.0.2'])
  })

  it('takes prereleases where nothing is stable', () => {
    expect(lineage(['1.0.0-a', '1.0.0-b', '1.0.0-c'], '1.0.0-c')).toEqual(['1.0.0-a', '1.0.0-b', '1.0.0-c'])
    expect(lineage(['1.0.0', '2.0.0-a', '2.0.0-b'], '2.0.0-b')).toEqual(['1.0.0', '2.0.0-b'])
  })

  it('gives the N-th last release, or the oldest, or none', () => {
    const row = packument('1.0.0', '1.0.1', '1.0.2', '1.0.3').releases
    expect([1, 2, 9].map((n) => baselineIn(row, n)?.version)).toEqual(['1.0.2', '1.0.1', '1.0.0'])
    expect(baselineIn(row.slice(0, 1), 1)).toBeNull()
  })
})

describe('conclusion', () => {
  const { conclusion: _, ...open } = report
  const clean = { ...open, failures: [], notEvaluated: [] }
  const of = (parts: Partial<typeof open>, failOn: Severity = 'high', strict = false) =>
    conclude({ ...clean, ...parts }, { failOn, strict }).conclusion

  it('passes, fails at the severity, and is incomplete above all', () => {
    expect(of({ servers: [trusted] })).toBe('pass')
    expect(of({ servers: [blocked] })).toBe('fail')
    expect(of({ servers: [blocked], failures: report.failures })).toBe('incomplete')
    expect(EXIT_CODE).toEqual({ pass: 0, fail: 1, incomplete: 2 })
  })

  it('follows severity, never the score', () => {
    const server = { ...trusted, findings: [finding({ severity: 'medium' })] }
    expect(of({ servers: [server] }, 'high')).toBe('pass')
    expect(of({ servers: [server] }, 'medium')).toBe('fail')
    expect(of({ servers: [server] }, 'low')).toBe('fail')
  })

  it('counts what is not evaluated only when strict', () => {
    const { notEvaluated } = report
    expect(of({ servers: [remote], notEvaluated })).toBe('pass')
    expect(of({ servers: [remote], notEvaluated }, 'high', true)).toBe('incomplete')
    expect(of({ servers: [trusted] }, 'high', true)).toBe('pass')
  })

  it('puts the worst server first', () => {
    const severe = { ...blocked, name: 'z', findings: [finding({ severity: 'high' })] }
    expect(worstFirst([trusted, remote, severe, blocked]).map(({ name }) => name)).toEqual([
      'mail',
      'z',
      'hosted',
      'notes',
    ])
  })

  it('never improves by one more finding', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...SEVERITIES)),
        fc.constantFrom(...SEVERITIES),
        fc.constantFrom<Severity>('critical', 'high', 'medium', 'low'),
        (present, more, failOn) => {
          const code = (severities: readonly Severity[]) =>
            EXIT_CODE[
              of({ servers: [{ ...trusted, findings: severities.map((severity) => finding({ severity })) }] }, failOn)
            ]
          expect(code([...present, more])).toBeGreaterThanOrEqual(code(present))
        },
      ),
    ))
})
