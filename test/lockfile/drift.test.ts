import { describe, expect, it } from 'vitest'
import { dissect } from '../../src/launch/launch.js'
import { type Compared, driftOf } from '../../src/lockfile/drift.js'
import {
  type DependencyChange,
  type Drift,
  type Fact,
  type Finding,
  type InstalledCopy,
  known,
  type LockedOccurrence,
  type LockedServer,
  NO_GRANTS,
  NOTHING_ON_MACHINE,
  type Release,
  type ServerReport,
  unknown,
} from '../../src/model.js'
import { fact, release } from '../support/facts.js'

const sum = (letter: string): string => `sha512-${letter.repeat(86)}==`
const mail = (version: string, fields: Partial<Release> = {}): Release =>
  release({
    name: 'mail-mcp',
    version,
    purl: `pkg:npm/mail-mcp@${version}`,
    integrity: known(sum(version.at(-1) ?? 'A')),
    publisher: known('ann'),
    provenance: known(true),
    ...fields,
  })
const entry: LockedOccurrence = { client: 'cursor', scope: 'user', name: 'mail', launch: 'sha256-one' }

const locked = (fields: Partial<LockedServer> = {}): LockedServer => ({
  kind: 'npm',
  configured: [entry],
  spec: 'mail-mcp@latest',
  follows: null,
  decision: 'accept',
  reason: null,
  purl: 'pkg:npm/mail-mcp@1.0.1',
  integrity: sum('1'),
  publisher: 'ann',
  provenance: true,
  behaviour: null,
  acknowledged: [],
  findings: [],
  dependencies: new Map(),
  ...fields,
})

/** What is configured, made from its arguments as the audit makes it. */
function started(args: readonly string[], command = 'npx'): Pick<ServerReport, 'launch' | 'package'> {
  const { launch } = dissect({
    client: 'cursor',
    scope: 'user',
    name: 'mail',
    place: { file: '/home/u/.cursor/mcp.json', pointer: '/mcpServers/mail' },
    line: 1,
    launch: {
      transport: 'stdio',
      argv: [command, ...args].map((text, index) => ({ text, pointer: `/${index}`, offset: 0 })),
      env: {},
    },
    disabled: false,
    grants: NO_GRANTS,
  })
  return { launch, package: launch.packages[0] ?? null }
}

const report = (fields: Partial<ServerReport> = {}): ServerReport => ({
  id: 'npm:mail-mcp',
  name: 'mail',
  occurrences: [{ client: 'cursor', scope: 'user', file: '/f', pointer: '', disabled: false }],
  ...started(['-y', 'mail-mcp@latest']),
  release: mail('1.0.1'),
  onMachine: NOTHING_ON_MACHINE,
  baseline: { from: 'lock', release: mail('1.0.1') },
  score: { value: 100, grade: 'A', verdict: 'trust', contributions: [] },
  change: { added: [], removed: [] },
  facts: [],
  findings: [],
  repository: unknown('not asked'),
  dependencies: null,
  configured: [entry],
  ...fields,
})

const HISTORY = [mail('1.0.0'), mail('1.0.1')]
const compared = (fields: Partial<Compared> = {}): Compared => ({
  key: 'npm:mail-mcp',
  locked: locked(),
  report: report(),
  history: HISTORY,
  ...fields,
})
const drift = (fields: Partial<Compared> = {}): readonly Drift[] => driftOf([compared(fields)])
const brief = (drifts: readonly Drift[]) => drifts.map(({ kind, severity, message }) => [kind, severity, message])
const finding = (fields: Partial<Finding>): Finding => ({
  fingerprint: 'f',
  heuristic: 'constant-recipient',
  severity: 'critical',
  confidence: 'high',
  server: 'npm:mail-mcp',
  subject: '',
  title: '',
  message: '',
  evidence: [],
  facts: [],
  remedy: '',
  since: null,
  ...fields,
})
const bcc: Fact = fact('message.recipient', 'bcc a@b.example')

describe('an unchanged world', () => {
  it('has no drift', () => expect(drift()).toEqual([]))
  it('has none where the lock knows less', () => {
    const less = locked({ integrity: null, publisher: null, provenance: null, dependencies: null })
    expect(drift({ locked: less })).toEqual([])
  })
  it('has none where the registry was not asked', () => {
    expect(drift({ report: report({ release: null }), history: null })).toEqual([])
  })
  it('has none where the registry says less, or sums of another algorithm', () => {
    const silent = mail('1.0.1', { publisher: unknown(''), provenance: unknown(''), integrity: known('sha1-AAAA') })
    expect(drift({ report: report({ release: silent }), history: [silent] })).toEqual([])
  })
})

describe('the configuration', () => {
  it('starts a server that no lock knows', () => {
    expect(drift({ locked: null })).toEqual([
      {
        server: 'npm:mail-mcp',
        kind: 'config',
        severity: 'high',
        message: 'is not in the lock, and configured in cursor (user) as mail',
        from: null,
        to: 'mail-mcp@latest',
        path: [],
      },
    ])
    expect(drift({ locked: null, report: report({ findings: [finding({})] }) })[0]?.severity).toBe('critical')
    const acknowledged = { fingerprint: 'f', reason: 'known', when: '2026-01-01', until: null, by: null }
    const passing = report({ findings: [finding({ acknowledged })] })
    expect(drift({ locked: null, report: passing })[0]?.severity).toBe('high')
    const off = report({ occurrences: [{ client: 'c', scope: 'user', file: '', pointer: '', disabled: true }] })
    expect(drift({ locked: null, report: off })[0]).toMatchObject({ severity: 'medium', kind: 'config' })
  })
  it('starts one no more', () => {
    expect(drift({ report: null })).toMatchObject([
      { kind: 'config', severity: 'low', from: 'mail-mcp@latest', to: null },
    ])
  })
  it('starts one that is blocked', () => {
    const [first] = drift({ locked: locked({ decision: 'block', reason: 'it read my mail' }) })
    expect(first).toMatchObject({ kind: 'config', severity: 'critical', from: 'block', to: 'mail-mcp@latest' })
    expect(first?.message).toContain('it read my mail')
  })
  it.each([
    ['exact → tag', 'mail-mcp@1.0.1', ['mail-mcp@latest'], 'medium', 'its version floats'],
    ['exact → nothing', 'mail-mcp@1.0.1', ['mail-mcp'], 'medium', 'its version floats'],
    ['exact → range', 'mail-mcp@1.0.1', ['mail-mcp@^1.0.0'], 'medium', 'its version floats'],
    ['tag → exact', 'mail-mcp@latest', ['mail-mcp@1.0.1'], 'low', 'held to one version'],
    ['range → range', 'mail-mcp@^1.0.0', ['mail-mcp@>=1'], 'medium', 'floats in another way'],
    ['exact → exact', 'mail-mcp@1.0.0', ['mail-mcp@1.0.1'], 'medium', 'another version'],
    ['another package', 'mail-mcp@1.0.1', ['mial-mcp@1.0.1'], 'high', 'another package'],
    ['from git', 'mail-mcp@1.0.1', ['github:a/mail-mcp'], 'high', 'code from git in the place of an npm package'],
  ])('%s', (_, spec, args, severity, words) => {
    const [first] = drift({ locked: locked({ spec }), report: report(started(args)), history: null })
    expect(first).toMatchObject({ kind: 'config', severity, from: spec })
    expect(first?.message).toContain(words)
  })
  it('loosens a requirement of Python, and an image', () => {
    const python = started(['mail-mcp'], 'uvx')
    const [one] = drift({
      locked: locked({ kind: 'pypi', spec: 'mail-mcp==1.0', purl: null }),
      report: report({ ...python, release: null }),
    })
    expect(one).toMatchObject({ kind: 'config', severity: 'medium', from: 'mail-mcp==1.0', to: 'mail-mcp' })
    expect(one?.message).toContain('floats')
    const digest = `mail@sha256:${'a'.repeat(64)}`
    const image = started(['run', '-i', 'mail:latest'], 'docker')
    const [other] = drift({
      locked: locked({ kind: 'oci', spec: digest, purl: null }),
      report: report({ ...image, release: null }),
    })
    expect(other).toMatchObject({ kind: 'config', from: digest, to: 'mail:latest' })
    expect(other?.message).toContain('floats')
  })
  it('starts it in another way, more often, or less', () => {
    const changed = { ...entry, launch: 'sha256-two' }
    expect(drift({ report: report({ configured: [changed] }) })).toMatchObject([
      { kind: 'config', severity: 'high', from: 'sha256-one', to: 'sha256-two' },
    ])
    const second = { ...entry, client: 'vscode' }
    const more = drift({ report: report({ configured: [entry, second] }) })
    expect(more).toMatchObject([{ kind: 'config', from: null, to: 'vscode (user) as mail' }])
    const less = drift({ locked: locked({ configured: [entry, second] }) })
    expect(less).toMatchObject([{ kind: 'config', severity: 'low', from: 'vscode (user) as mail', to: null }])
    const twice = drift({ report: report({ configured: [entry, changed] }) })
    expect(twice).toMatchObject([{ from: null, message: expect.stringContaining('does not know') }])
    expect(drift({ report: report({ configured: [entry, entry] }) })).toEqual([])
  })
})

describe('what would run now', () => {
  const next = (fields: Partial<Release> = {}, more: Partial<ServerReport> = {}): Partial<Compared> => {
    const candidate = mail('1.0.2', fields)
    return { report: report({ release: candidate, ...more }), history: [...HISTORY, candidate] }
  }
  it('is another version that does nothing new', () => {
    expect(drift(next())).toEqual([
      {
        server: 'npm:mail-mcp',
        kind: 'version',
        severity: 'medium',
        message: '1.0.1 → 1.0.2: it does nothing new',
        from: '1.0.1',
        to: '1.0.2',
        path: [],
      },
    ])
  })
  it('is another version that does something new', () => {
    const change = { added: [fact('env.read', 'TOKEN'), bcc], removed: [] }
    const drifts = drift(next({}, { change, findings: [finding({})] }))
    expect(brief(drifts)).toEqual([
      ['version', 'critical', '1.0.1 → 1.0.2: sends to bcc a@b.example; reads the variable TOKEN'],
    ])
  })
  it('is an older version', () => {
    expect(drift({ report: report({ release: mail('1.0.0') }) })[0]?.message).toContain('an older release')
  })
  it('is not raised by what is found about the entry or below it', () => {
    const findings = [finding({ heuristic: 'floating-spec', severity: 'high' }), finding({ path: ['a', 'b'] })]
    expect(drift(next({}, { findings }))[0]?.severity).toBe('medium')
  })
  it('could not be compared', () => {
    expect(drift(next({}, { facts: null }))[0]?.message).toContain('could not be compared')
  })
  it('has other bytes under the same version', () => {
    const moved = mail('1.0.1', { integrity: known(sum('Z')) })
    const change = { added: [bcc], removed: [] }
    expect(brief(drift({ report: report({ release: moved, change }), history: [moved] }))).toEqual([
      ['integrity', 'critical', 'the registry serves other bytes as 1.0.1 than were locked: sends to bcc a@b.example'],
    ])
  })
  it('has other bytes as the locked version beside a newer one', () => {
    const history = [mail('1.0.1', { integrity: known(sum('Z')) }), mail('1.0.2')]
    const kinds = drift({ report: report({ release: mail('1.0.2') }), history }).map(({ kind }) => kind)
    expect(kinds).toEqual(['integrity', 'version'])
  })
  it('was withdrawn', () => {
    expect(drift({ report: report({ release: null }), history: [mail('1.0.0')] })).toMatchObject([
      { kind: 'version', severity: 'high', from: '1.0.1', to: null },
    ])
    expect(drift({ report: report({ release: null }), history: [] })).toHaveLength(1)
  })
  it('was published by somebody else', () => {
    const [, publisher] = drift(next({ publisher: known('eve') }))
    expect(publisher).toMatchObject({ kind: 'publisher', severity: 'medium', from: 'ann', to: 'eve' })
    const found = finding({ heuristic: 'publisher-changed', severity: 'high' })
    expect(drift(next({ publisher: known('eve') }, { findings: [found] }))).toMatchObject([
      { kind: 'publisher', severity: 'high' },
      { kind: 'version', severity: 'medium' },
    ])
    const candidate = mail('1.0.2', { publisher: known('bob') })
    const history = [mail('1.0.0', { publisher: known('bob') }), mail('1.0.1'), candidate]
    const known_ = drift({ report: report({ release: candidate }), history })
    expect(known_[1]).toMatchObject({ kind: 'publisher', severity: 'low' })
    const rewritten = mail('1.0.1', { publisher: known('eve') })
    expect(drift({ report: report({ release: rewritten }), history: [rewritten] })).toMatchObject([
      { kind: 'publisher', severity: 'high', from: 'ann', to: 'eve' },
    ])
  })
  it('lost its provenance', () => {
    expect(drift(next({ provenance: known(false) }))).toMatchObject([
      { kind: 'version' },
      { kind: 'provenance', severity: 'medium', from: 'attested', to: 'none' },
    ])
    const bare = mail('1.0.1', { provenance: known(false) })
    expect(drift({ report: report({ release: bare }) })).toMatchObject([{ kind: 'provenance', severity: 'high' }])
  })
  it('is the locked release, which became known as bad', () => {
    const grave = (deprecated: string) => mail('1.0.1', { deprecated })
    const malware = grave('this is malware')
    const expected = [{ kind: 'version', severity: 'high', message: expect.stringContaining('this is malware') }]
    expect(drift({ report: report({ release: malware }), history: [malware] })).toMatchObject(expected)
    expect(drift({ report: report({ release: grave('old') }), history: [grave('old')] })).toEqual([])
    // Which npm passes over, so that another one would run.
    const older = report({ release: mail('1.0.0') })
    expect(drift({ report: older, history: [mail('1.0.0'), malware] })).toMatchObject([...expected, { to: '1.0.0' }])
    const attack = finding({ heuristic: 'known-malicious', severity: 'critical', message: 'an attack' })
    expect(drift({ report: report({ findings: [attack] }) })).toMatchObject([{ kind: 'version', severity: 'critical' }])
    expect(drift({ report: report({ findings: [finding({})] }) })).toEqual([])
  })
})

describe('code of this machine', () => {
  const own = { name: 'own', version: '0.1.0', purl: 'pkg:generic/own@0.1.0' }
  const program = (integrity: string, fields: Partial<ServerReport> = {}): Partial<Compared> => ({
    locked: locked({ kind: 'local', spec: 'own.js', purl: own.purl, integrity: sum('1') }),
    report: report({
      ...started(['own.js'], 'node'),
      release: release({ ...own, integrity: known(integrity) }),
      ...fields,
    }),
    history: null,
  })
  it('is as it was', () => expect(drift(program(sum('1')))).toEqual([]))
  it('changed', () => {
    const change = { added: [bcc], removed: [] }
    expect(brief(drift(program(sum('2'), { change })))).toEqual([
      ['integrity', 'high', 'its files changed since it was locked: sends to bcc a@b.example'],
    ])
  })
})

describe('dependencies', () => {
  const at = (version: string, letter: string) => ({ version, integrity: sum(letter) })
  const nothing = { added: [], removed: [] }
  const below = (change: Partial<DependencyChange>, findings: readonly Finding[] = []) =>
    drift({
      report: report({
        findings,
        dependencies: {
          tree: { root: 'pkg:npm/mail-mcp@1.0.1', packages: [] },
          baseline: 'lock',
          changes: [
            {
              change: 'moved',
              name: 'axios',
              from: at('1.0.0', 'A'),
              to: at('1.0.1', 'B'),
              path: ['mail-mcp@1.0.1', 'axios@1.0.1'],
              behaviour: nothing,
              ...change,
            },
          ],
        },
      }),
    })
  it('moved, and does nothing new', () => {
    expect(below({})).toEqual([
      {
        server: 'npm:mail-mcp',
        kind: 'dependency',
        severity: 'low',
        message: 'axios 1.0.0 → 1.0.1 below it',
        from: 'axios@1.0.0',
        to: 'axios@1.0.1',
        path: ['mail-mcp@1.0.1', 'axios@1.0.1'],
      },
    ])
  })
  it('moved, and does something new, or was not read', () => {
    const findings = [finding({ path: ['mail-mcp@1.0.1', 'axios@1.0.1'], severity: 'high' })]
    expect(brief(below({ behaviour: { added: [bcc], removed: [] } }, findings))).toEqual([
      ['dependency', 'high', 'axios 1.0.0 → 1.0.1 below it: sends to bcc a@b.example'],
    ])
    expect(brief(below({ behaviour: null }))).toEqual([
      ['dependency', 'medium', 'axios 1.0.0 → 1.0.1 below it; what it does was not read'],
    ])
  })
  it('came, went, or has other bytes', () => {
    expect(below({ change: 'added', from: null })).toMatchObject([
      { kind: 'dependency', severity: 'medium', from: null, to: 'axios@1.0.1' },
    ])
    expect(below({ change: 'removed', to: null, path: ['mail-mcp@1.0.1'] })).toMatchObject([
      { kind: 'dependency', severity: 'low', from: 'axios@1.0.0', to: null },
    ])
    const attack = finding({ heuristic: 'known-malicious-dependency', path: ['mail-mcp@1.0.1', 'zod@1.0.0'] })
    expect(below({}, [attack])).toMatchObject([
      { kind: 'dependency', severity: 'critical', from: 'zod@1.0.0', to: 'zod@1.0.0' },
      { kind: 'dependency', severity: 'low' },
    ])
    expect(below({ change: 'integrity', to: at('1.0.0', 'B') })).toMatchObject([
      { kind: 'integrity', severity: 'critical', from: sum('A'), to: sum('B') },
    ])
  })
})

describe('what this machine holds', () => {
  const copy = (fields: Partial<InstalledCopy>): InstalledCopy => ({
    place: 'npx cache',
    name: 'mail-mcp',
    version: '1.0.1',
    integrity: sum('1'),
    folder: '/c',
    used: true,
    ...fields,
  })
  const held = (one: Partial<InstalledCopy>, args = ['mail-mcp']) =>
    drift({
      locked: locked({ spec: args[0] ?? '' }),
      report: report({ ...started(args), onMachine: { copies: [copy(one)], shadows: [] } }),
    })
  it('is the locked release, or not used, or of nobody knows which bytes', () => {
    expect(held({})).toEqual([])
    expect(held({ version: '1.0.0', used: false })).toEqual([])
    expect(held({ integrity: null })).toEqual([])
  })
  it('is another version', () => {
    expect(held({ version: '1.0.0' })).toMatchObject([
      { kind: 'cache', severity: 'low', from: '1.0.1', to: '1.0.0', message: expect.stringContaining('replaces it') },
    ])
    expect(held({ version: '1.0.2' })).toMatchObject([{ severity: 'medium' }])
    expect(held({ version: '1.0.0' }, ['mail-mcp@^1.0.0'])).toMatchObject([{ severity: 'medium' }])
    expect(held({ version: '1.0.0', place: 'project' })).toMatchObject([
      { severity: 'medium', message: expect.stringContaining('the next start takes it') },
    ])
  })
  it('has other bytes', () => {
    expect(held({ integrity: sum('Z') })).toMatchObject([{ kind: 'cache', severity: 'critical', to: sum('Z') }])
  })
  it('is a file in its place', () => {
    const shadowed = (own: { name: string; version: string } | null) =>
      drift({
        report: report({ onMachine: { copies: [], shadows: [{ file: '/p/node_modules/.bin/x', package: own }] } }),
      })
    expect(shadowed(null)).toMatchObject([{ kind: 'cache', severity: 'high' }])
    expect(shadowed({ name: 'mail-mcp', version: '1.0.1' })).toEqual([])
    expect(shadowed({ name: 'mail-mcp', version: '6.6.6' })).toMatchObject([{ kind: 'cache', to: 'mail-mcp@6.6.6' }])
  })
})

it('tells the worst first, and names a forgotten server by its key', () => {
  const drifts = driftOf([
    compared({ key: 'npm:gone', report: null }),
    compared({ report: report({ release: mail('1.0.2') }), history: [...HISTORY, mail('1.0.2')] }),
    compared({ locked: null, report: report({ id: 'npm:new' }) }),
  ])
  expect(drifts.map(({ server, severity }) => [server, severity])).toEqual([
    ['npm:new', 'high'],
    ['npm:mail-mcp', 'medium'],
    ['npm:gone', 'low'],
  ])
})
