import { describe, expect, it } from 'vitest'
import { admits } from '../../src/lockfile/admits.js'
import {
  type Acceptance,
  type Decided,
  decideServers,
  type LockedToday,
  type Settled,
} from '../../src/lockfile/decide-servers.js'
import { lockServers, type PlacedServer } from '../../src/lockfile/lock-servers.js'
import { parseLock } from '../../src/lockfile/read.js'
import { printLock } from '../../src/lockfile/write.js'
import {
  type Finding,
  known,
  type LockedOccurrence,
  type LockedServer,
  type Lockfile,
  NOTHING_ON_MACHINE,
  type PackageRef,
  type ServerReport,
  unknown,
  type Verdict,
} from '../../src/model.js'
import { finding, release } from '../report/fixture.js'
import { digestOf, integrityOf, mail, remote } from './sample.js'

const SELECTORS: Readonly<Record<string, PackageRef['selector']>> = {
  'mail-mcp': { type: 'range', value: '*' },
  'mail-mcp@latest': { type: 'tag', value: 'latest' },
  'mail-mcp@next': { type: 'tag', value: 'next' },
  'mail-mcp@^1.0.0': { type: 'range', value: '^1.0.0' },
  'mail-mcp@^2': { type: 'range', value: '^2' },
  'mail-mcp@1.0.15': { type: 'version', value: '1.0.15' },
  'mail-mcp@v1.0.15': { type: 'version', value: 'v1.0.15' },
  'mail-mcp@1.0.16': { type: 'version', value: '1.0.16' },
}

const ref = (spec: string): PackageRef => {
  const selector = SELECTORS[spec] ?? expect.fail(`no selector for ${spec}`)
  const token = { file: '/home/u/.cursor/mcp.json', pointer: '/mcpServers/mail/args/1', start: 0, end: spec.length }
  return { ecosystem: 'npm', name: 'mail-mcp', spec, selector, floating: selector.type !== 'version', token }
}

const cursor: LockedOccurrence = { client: 'cursor', scope: 'user', name: 'mail', launch: digestOf('L') }

interface Told {
  readonly spec?: string
  readonly version?: string
  readonly integrity?: string
  readonly verdict?: Verdict
  readonly findings?: readonly Finding[]
}

const server = (
  {
    spec = 'mail-mcp@latest',
    version = '1.0.15',
    integrity = integrityOf('A'),
    verdict = 'trust',
    findings = [],
  }: Told,
  more: Partial<ServerReport> = {},
): ServerReport => ({
  id: 'npm:mail-mcp',
  name: 'mail',
  occurrences: [],
  launch: { kind: 'npm', runner: 'npx', wrappers: [], packages: [ref(spec)], origin: null },
  package: ref(spec),
  release: { ...release('mail-mcp', version), integrity: known(integrity) },
  onMachine: NOTHING_ON_MACHINE,
  baseline: { from: 'none', release: null },
  score: { value: 100, grade: 'A', verdict, contributions: [] },
  change: { added: [], removed: [] },
  facts: [],
  findings,
  repository: unknown('no network'),
  dependencies: null,
  configured: [cursor],
  ...more,
})

const lockOf = (...entries: readonly (readonly [string, LockedServer])[]): Lockfile => ({
  lockfileVersion: 1,
  servers: new Map(entries),
})
const old: LockedServer = { ...mail, configured: [cursor], acknowledged: [] }
const listed: LockedToday = { listed: true, integrity: integrityOf('A') }
const because: Acceptance = { reason: 'it is ours', when: '2026-11-20', until: '2027-01-01', by: null }

const decideOne = (
  report: ServerReport,
  {
    lock = lockOf(['npm:mail-mcp', old]),
    today = listed,
    accepted = null,
  }: { lock?: Lockfile | null; today?: LockedToday; accepted?: Acceptance | null } = {},
): Decided => {
  const [decided] = decideServers(lock, [report], { lockedToday: () => today, acceptance: () => accepted })
  return decided ?? expect.fail('nothing was decided')
}

const critical = finding({ message: 'sends to bcc x@y.example', heuristic: 'constant-recipient' })

describe('a server that no lock knows', () => {
  it('is locked at trust and at review, and refused at block and where it is unknown', () => {
    const standing = (verdict: Verdict, findings: readonly Finding[] = []) =>
      decideOne(server({ verdict, findings }), { lock: null })
    expect(standing('trust').standing).toBe('new')
    expect(standing('review').standing).toBe('new')
    expect(standing('block', [critical])).toMatchObject({
      standing: 'refused',
      locked: null,
      remarks: ['critical: sends to bcc x@y.example [constant-recipient]'],
    })
    expect(standing('unknown').remarks.join()).toMatch(/evaluated/)
  })

  it('is locked where a person accepts it: findings from medium on are acknowledged, each once', () => {
    const findings = [
      critical,
      finding({ fingerprint: 'b', severity: 'medium' }),
      finding({ fingerprint: 'c', severity: 'low' }),
    ]
    const { standing, locked } = decideOne(server({ verdict: 'block', findings }), { lock: null, accepted: because })
    expect(standing).toBe('new')
    expect(locked?.reason).toBe('it is ours')
    expect(locked?.acknowledged).toEqual([
      { fingerprint: 'b', ...because },
      { fingerprint: 'f00d', ...because },
    ])
  })

  it('is refused too where nothing of it is audited and its entry alone is dangerous', () => {
    const script = server({}, { package: null, release: null, facts: null, findings: [critical] })
    const local = { ...script, launch: { ...script.launch, kind: 'local' as const, packages: [], origin: 'bash' } }
    expect(decideOne(local, { lock: null }).standing).toBe('refused')
    expect(decideOne({ ...local, findings: [] }, { lock: null })).toMatchObject({
      standing: 'new',
      locked: { spec: 'bash', purl: null, integrity: null, behaviour: null, dependencies: null },
    })
  })
})

describe('a server that the lock knows', () => {
  it('keeps its release while its spec admits it, whatever is newest', () => {
    for (const spec of ['mail-mcp', 'mail-mcp@latest', 'mail-mcp@^1.0.0']) {
      const decided = decideOne(server({ spec, version: '1.0.16', integrity: integrityOf('Z'), verdict: 'block' }))
      expect(decided.standing).toBe('kept')
      expect(decided.locked).toMatchObject({ spec, purl: mail.purl, integrity: mail.integrity, follows: null })
      expect(decided.remarks.join()).toContain('1.0.16 would run today, and is judged block')
    }
  })

  it('moves with its spec, by verdict', () => {
    const report = { spec: 'mail-mcp@1.0.16', version: '1.0.16', integrity: integrityOf('Z') }
    expect(decideOne(server(report))).toMatchObject({
      standing: 'changed',
      locked: { purl: 'pkg:npm/mail-mcp@1.0.16', integrity: integrityOf('Z'), spec: 'mail-mcp@1.0.16' },
    })
    const refused = decideOne(server({ ...report, verdict: 'block', findings: [critical] }))
    expect(refused).toMatchObject({ standing: 'refused', locked: old })
  })

  it('moves on where the registry lists the locked release no more', () => {
    const gone = decideOne(server({ version: '1.0.16' }), { today: { listed: false, integrity: null } })
    expect(gone).toMatchObject({ standing: 'changed', locked: { purl: 'pkg:npm/mail-mcp@1.0.16' } })
  })

  it('is refused where the bytes of the locked version are other ones, whether or not that is the newest', () => {
    const today = { listed: true, integrity: integrityOf('Z') }
    for (const version of ['1.0.15', '1.0.16']) {
      const moved = decideOne(server({ version, integrity: integrityOf('Z') }), { today })
      expect(moved).toMatchObject({ standing: 'refused', locked: old })
      expect(moved.remarks.join()).toContain('other bytes for 1.0.15')
    }
    const accepted = decideOne(server({ integrity: integrityOf('Z') }), { today, accepted: because })
    expect(accepted).toMatchObject({ standing: 'changed', locked: { integrity: integrityOf('Z') } })
  })

  it('keeps its entry where nobody could be asked', () => {
    const offline = decideOne(server({ verdict: 'unknown' }, { release: null, facts: null }), { today: null })
    expect(offline).toMatchObject({ standing: 'refused', locked: old })
  })

  it('is refused where the very release that is locked is judged block by now', () => {
    const decided = decideOne(server({ verdict: 'block', findings: [critical] }))
    expect(decided).toMatchObject({ standing: 'refused', locked: old })
  })

  it('is refused where its entry is dangerous, though another release is judged', () => {
    const ofEntry = finding({ subject: '/home/u/.cursor/mcp.json#/mcpServers/mail' })
    const newer = { version: '1.0.16', verdict: 'block' as const, findings: [ofEntry] }
    expect(decideOne(server(newer)).standing).toBe('refused')
  })

  it('is refused where the lock blocks it, until a person accepts it', () => {
    const lock = lockOf(['npm:mail-mcp', { ...old, decision: 'block', reason: 'it leaks' }])
    expect(decideOne(server({}), { lock })).toMatchObject({
      standing: 'refused',
      remarks: ['the lock blocks it: it leaks'],
    })
    expect(decideOne(server({}), { lock, accepted: because })).toMatchObject({
      standing: 'kept',
      locked: { decision: 'accept', reason: 'it is ours' },
    })
  })

  it('fills what was not known when it was locked, and keeps what was', () => {
    const tree = { root: 'pkg:npm/mail-mcp@1.0.15', packages: [] }
    const dependencies = { tree, baseline: 'none' as const, changes: [] }
    const lock = lockOf(['npm:mail-mcp', { ...old, behaviour: null, dependencies: null }])
    expect(decideOne(server({}, { dependencies }), { lock }).locked).toMatchObject({
      behaviour: { facts: [] },
      dependencies: new Map(),
    })
    expect(decideOne(server({}, { dependencies })).locked).toEqual(old)
  })

  it('takes an acceptance of today for the release that is locked alone', () => {
    const newer = decideOne(server({ version: '1.0.16', verdict: 'block', findings: [critical] }), {
      accepted: because,
    })
    expect(newer).toMatchObject({ standing: 'kept', locked: { purl: mail.purl, acknowledged: [] } })
    expect(newer.remarks.join()).toContain('touchstone update npm:mail-mcp')
  })

  it('does not change where the same is accepted again on another day', () => {
    const findings = [critical]
    const first = decideOne(server({ verdict: 'block', findings }), { accepted: because })
    const lock = lockOf(['npm:mail-mcp', first.locked ?? old])
    const later = { ...because, when: '2026-11-23' }
    expect(decideOne(server({ findings }), { lock, accepted: later }).locked).toEqual(first.locked)
  })
})

describe('what a spec admits', () => {
  const at = (version: string, more: Partial<LockedServer> = {}): LockedServer => ({
    ...old,
    purl: `pkg:npm/mail-mcp@${version}`,
    ...more,
  })

  it.each([
    ['mail-mcp', '1.0.15', true],
    ['mail-mcp@latest', '1.0.15', true],
    ['mail-mcp@^1.0.0', '1.0.15', true],
    ['mail-mcp@^2', '1.0.15', false],
    ['mail-mcp@1.0.15', '1.0.15', true],
    ['mail-mcp@v1.0.15', '1.0.15', true],
    ['mail-mcp@1.0.16', '1.0.15', false],
    ['mail-mcp@next', '1.0.15', false],
    ['mail-mcp', '2.0.0-beta.1', false],
    ['mail-mcp@^1.0.0', '1.1.0-beta.1', false],
  ])('%s and %s: %s', (spec, version, expected) => {
    expect(admits(ref(spec), at(version, { spec: 'mail-mcp@0.0.1' }))).toBe(expected)
  })

  it('counts a moving tag as what it was when it was locked', () => {
    expect(admits(ref('mail-mcp@next'), at('2.0.0-beta.1', { spec: 'mail-mcp@next' }))).toBe(true)
    const pinned = { spec: 'mail-mcp@2.0.0-beta.1', follows: 'mail-mcp@next' }
    expect(admits(ref('mail-mcp@next'), at('2.0.0-beta.1', pinned))).toBe(true)
  })

  it('is never another package, nor what names no release', () => {
    expect(admits(ref('mail-mcp'), { ...old, purl: 'pkg:npm/other@1.0.0' })).toBe(false)
    expect(admits(ref('mail-mcp'), { ...old, purl: null })).toBe(false)
  })
})

describe('the new lock', () => {
  const placedOf = (decided: Decided, more: Partial<PlacedServer> = {}): PlacedServer => ({
    id: decided.report.id,
    spec: decided.report.package?.spec ?? null,
    floating: decided.report.package?.floating ?? false,
    configured: decided.report.configured,
    from: [decided],
    ...more,
  })
  const seen = (): boolean => false

  it('is the old one where nothing moved', () => {
    const lock = lockOf(['npm:mail-mcp', old])
    const again = lockServers(lock, [placedOf(decideOne(server({})))], seen)
    expect(again).toEqual({ lock, gone: [] })
  })

  it('says what an exact spec follows, and goes on to say so', () => {
    const decided = decideOne(server({}))
    const exact = { spec: 'mail-mcp@1.0.15', floating: false }
    const { lock } = lockServers(lockOf(['npm:mail-mcp', old]), [placedOf(decided, exact)], seen)
    expect(lock.servers.get('npm:mail-mcp')).toMatchObject({ spec: 'mail-mcp@1.0.15', follows: 'mail-mcp@latest' })

    const next = decideOne(server({ spec: 'mail-mcp@1.0.15' }), { lock })
    expect(lockServers(lock, [placedOf(next)], seen).lock).toEqual(lock)
    // Who unpins by hand follows nothing any more.
    const loose = decideOne(server({ spec: 'mail-mcp@^1.0.0' }), { lock })
    expect(lockServers(lock, [placedOf(loose)], seen).lock.servers.get('npm:mail-mcp')).toMatchObject({
      spec: 'mail-mcp@^1.0.0',
      follows: null,
    })
  })

  it('makes one entry of two servers whose specs become the same, and two of one that is only half pinned', () => {
    const [a, b] = decideServers(null, [server({}), server({ spec: 'mail-mcp@^1.0.0' }, { id: 'npm:mail-mcp#2' })], {
      lockedToday: () => null,
      acceptance: () => null,
    })
    if (a === undefined || b === undefined) return expect.fail('nothing was decided')
    const vscode: LockedOccurrence = { ...cursor, client: 'vscode' }
    const exact = { spec: 'mail-mcp@1.0.15', floating: false }
    const one = lockServers(null, [{ ...placedOf(a, exact), configured: [vscode, cursor], from: [a, b] }], seen)
    expect([...one.lock.servers.keys()]).toEqual(['npm:mail-mcp'])
    expect(one.lock.servers.get('npm:mail-mcp')).toMatchObject({
      configured: [cursor, vscode],
      follows: 'mail-mcp@latest',
    })

    const halves = [
      placedOf(a, { ...exact, configured: [cursor] }),
      placedOf(a, { id: 'npm:mail-mcp#2', configured: [vscode] }),
    ]
    const two = lockServers(null, halves, seen).lock
    expect([...two.servers].map(([key, { spec, follows, configured }]) => [key, spec, follows, configured])).toEqual([
      ['npm:mail-mcp', 'mail-mcp@1.0.15', 'mail-mcp@latest', [cursor]],
      ['npm:mail-mcp#2', 'mail-mcp@latest', null, [vscode]],
    ])
    expect(parseLock(printLock(two), 'mcp-lock.json')).toEqual(two)
  })

  it('lets go what is configured no more, but not what nobody looked for, nor that a server must not run', () => {
    const blocked: LockedServer = { ...remote, decision: 'block', configured: [] }
    const lock = lockOf(['npm:mail-mcp', old], ['remote:https://mcp.docs.example', remote], ['npm:bad', blocked])
    expect(lockServers(lock, [], seen)).toEqual({
      lock: lockOf(['npm:bad', blocked]),
      gone: ['npm:mail-mcp', 'remote:https://mcp.docs.example'],
    })
    const unseen = lockServers(lock, [], ({ client }) => client === 'claude-code')
    expect([...unseen.lock.servers.keys()]).toEqual(['remote:https://mcp.docs.example', 'npm:bad'])
    expect(unseen.gone).toEqual(['npm:mail-mcp'])
  })

  it('keeps occurrences that nobody looked for beside those that were found', () => {
    const vscode: LockedOccurrence = { ...cursor, client: 'vscode' }
    const lock = lockOf(['npm:mail-mcp', { ...old, configured: [cursor, vscode] }])
    const decided = decideOne(server({}), { lock })
    const { lock: now } = lockServers(lock, [placedOf(decided)], ({ client }) => client === 'vscode')
    expect(now).toEqual(lock)
    const looked = lockServers(lock, [placedOf(decided)], seen).lock.servers.get('npm:mail-mcp')
    expect(looked?.configured).toEqual([cursor])
  })

  it('leaves the entry of a refused server as it was, and gives its key to nobody else', () => {
    const lock = lockOf(['npm:mail-mcp', old])
    const refused = decideOne(server({ verdict: 'block', findings: [critical] }))
    const other = decideOne(server({ spec: 'mail-mcp@^1.0.0' }, { configured: [] }), { lock: null })
    const { lock: now } = lockServers(lock, [placedOf(other), placedOf(refused)], seen)
    expect(now.servers.get('npm:mail-mcp')).toEqual(old)
    expect([...now.servers.keys()].sort()).toEqual(['npm:mail-mcp', 'npm:mail-mcp#2'])
  })

  it('holds nothing of a server that is refused and was never locked', () => {
    const refused = decideOne(server({ verdict: 'block', findings: [critical] }), { lock: null })
    expect(lockServers(null, [placedOf(refused)], seen).lock.servers.size).toBe(0)
  })

  const untouched = (decided: Decided): Settled => ({ ...decided, standing: 'untouched', locked: decided.before })

  it('leaves an untouched entry as it stands, however its server is configured by now', () => {
    const lock = lockOf(['npm:mail-mcp', old])
    const moved = server(
      { spec: 'mail-mcp@1.0.16', version: '1.0.16' },
      { configured: [{ ...cursor, client: 'vscode' }] },
    )
    const placed = { ...placedOf(decideOne(moved)), from: [untouched(decideOne(moved))] }
    expect(lockServers(lock, [placed], seen)).toEqual({ lock, gone: [] })
    expect(
      lockServers(null, [{ ...placed, from: [{ ...untouched(decideOne(moved)), locked: null }] }], seen).lock.servers
        .size,
    ).toBe(0)
  })

  it('makes one entry of a settled server and an untouched one that is locked at the same bytes, and of no other', () => {
    const exact: LockedServer = { ...old, spec: 'mail-mcp@1.0.15', configured: [{ ...cursor, client: 'vscode' }] }
    const lock = lockOf(['npm:mail-mcp', exact])
    const other = untouched(decideOne(server({ spec: 'mail-mcp@1.0.15' }, { configured: exact.configured }), { lock }))
    const settled = decideOne(server({}), { lock: null })
    const placed = {
      ...placedOf(settled, { spec: 'mail-mcp@1.0.15', floating: false }),
      ...{ from: [settled, other], configured: [cursor, ...exact.configured] },
    }
    const { servers } = lockServers(lock, [placed], seen).lock
    expect([...servers]).toEqual([
      [
        'npm:mail-mcp',
        expect.objectContaining({ configured: [cursor, ...exact.configured], follows: 'mail-mcp@latest' }),
      ],
    ])
    const bytes: Settled = { ...other, locked: { ...exact, integrity: integrityOf('Z') } }
    const apart = lockServers(lock, [{ ...placed, from: [settled, bytes], configured: [cursor] }], seen).lock.servers
    expect([...apart.keys()]).toEqual(['npm:mail-mcp', 'npm:mail-mcp#2'])
  })

  it('keeps what is configured no more where only that is to change which was decided', () => {
    const lock = lockOf(['npm:mail-mcp', old], ['remote:https://mcp.docs.example', remote])
    expect(lockServers(lock, [], seen, 'kept')).toEqual({ lock, gone: [] })
  })
})
