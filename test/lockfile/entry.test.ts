import { describe, expect, it } from 'vitest'
import { dependencyKey, lockServer } from '../../src/lockfile/entry.js'
import { parseLock } from '../../src/lockfile/read.js'
import { printLock } from '../../src/lockfile/write.js'
import { type Dependency, known, type LockedServer, type Release, type ServerReport, unknown } from '../../src/model.js'
import { blocked, release, remote } from '../report/fixture.js'
import { digestOf, fact, integrityOf, mail } from './sample.js'

const [finding] = blocked.findings
if (finding === undefined) throw new Error('there is one')

const published: Release = {
  ...release('mail-mcp', '1.0.16'),
  integrity: known(integrityOf('A')),
  publisher: known('someone'),
  provenance: known(true),
}

const dependency = (name: string, version: string, more: Partial<Dependency> = {}): Dependency => ({
  name,
  version,
  purl: `pkg:npm/${name}@${version}`,
  integrity: integrityOf('B'),
  source: 'registry',
  path: [name],
  optional: false,
  installScript: false,
  release: null,
  ...more,
})

const weighty = (['info', 'low', 'medium', 'high', 'critical'] as const).map((severity, index) => ({
  ...finding,
  severity,
  fingerprint: String(9 - index).repeat(64),
}))

const report = (more: Partial<ServerReport> = {}): ServerReport => ({
  ...blocked,
  release: published,
  facts: [fact('net.host', 'api.mail.example')],
  configured: [
    { client: 'vscode', scope: 'user', name: 'b', launch: digestOf('B') },
    { client: 'cursor', scope: 'user', name: 'a', launch: digestOf('A') },
    { client: 'vscode', scope: 'user', name: 'b', launch: digestOf('B') },
  ],
  findings: weighty,
  dependencies: null,
  ...more,
})

const withTree = (...packages: readonly Dependency[]): ServerReport =>
  report({ dependencies: { tree: { root: published.purl, packages }, baseline: 'none', changes: [] } })

/** Whatever is locked can be written and is read back as it is. */
function readBack(key: string, locked: LockedServer): LockedServer | undefined {
  return parseLock(printLock({ lockfileVersion: 1, servers: new Map([[key, locked]]) }), '/x').servers.get(key)
}

describe('what is locked of a server', () => {
  it('is what is known of it', () => {
    const locked = lockServer(report(), null)
    expect(locked).toMatchObject({
      kind: 'npm',
      spec: blocked.package?.spec,
      follows: null,
      decision: 'accept',
      reason: null,
      purl: 'pkg:npm/mail-mcp@1.0.16',
      integrity: integrityOf('A'),
      publisher: 'someone',
      provenance: true,
      behaviour: { facts: ['net.host api.mail.example'] },
      acknowledged: [],
      // Sorted, from medium on.
      findings: ['5', '6', '7'].map((digit) => digit.repeat(64)),
      dependencies: null,
    })
    expect(locked.configured.map(({ client }) => client)).toEqual(['cursor', 'vscode'])
    expect(readBack('npm:mail-mcp', locked)).toEqual(locked)
  })

  it('is null where it is not known', () => {
    const why = unknown('the registry does not say')
    const silent = { ...published, integrity: why, publisher: why, provenance: why }
    const nothing = { integrity: null, publisher: null, provenance: null }
    expect(lockServer(report({ release: silent, facts: null }), null)).toMatchObject({ ...nothing, behaviour: null })
    expect(lockServer(report({ release: null }), null)).toMatchObject({ ...nothing, purl: null })
    expect(lockServer(report({ release: { ...published, integrity: known('md5-x') } }), null).integrity).toBeNull()
  })

  it('keeps what a person said', () => {
    const [one] = mail.acknowledged
    if (one === undefined) throw new Error('there is one')
    const expired = { ...one, fingerprint: '0'.repeat(64), until: '2020-01-01' }
    const before: LockedServer = {
      ...mail,
      decision: 'hold',
      reason: 'for the demo',
      follows: 'mail-mcp@latest',
      acknowledged: [one, expired],
    }
    expect(lockServer(report(), before)).toMatchObject({
      decision: 'hold',
      reason: 'for the demo',
      follows: 'mail-mcp@latest',
      acknowledged: [expired, one],
      // Not of before.
      purl: 'pkg:npm/mail-mcp@1.0.16',
      publisher: 'someone',
    })
  })

  it('is the origin of what comes from no registry', () => {
    const locked = lockServer(remote, null)
    expect(locked).toMatchObject({ kind: 'remote', spec: remote.launch.origin, purl: null, behaviour: null })
    expect(readBack(`remote:${remote.launch.origin}`, locked)).toEqual(locked)
  })

  it('is no path of this machine', () => {
    const launch = { ...remote.launch, kind: 'local' as const, origin: '/home/u/shop/dist/index.js' }
    const own = {
      ...release('unnamed', '0.0.0'),
      purl: 'pkg:generic/unnamed@0.0.0',
      integrity: known(integrityOf('C')),
    }
    const program = { ...remote, launch, release: own, facts: [fact('env.read', 'A')] }
    expect(lockServer(program, null).spec).toBe('index.js')
    expect(lockServer(program, null, { home: '/home/u' }).spec).toBe('~/shop/dist/index.js')
    const locked = lockServer(program, null, { home: '/home/u', dir: '/home/u/shop' })
    expect(locked).toMatchObject({ spec: './dist/index.js', purl: own.purl, integrity: integrityOf('C') })
    expect(readBack('local:./dist/index.js', locked)).toEqual(locked)
  })
})

describe('findings that are known', () => {
  const passed = (until: string | null) => ({
    fingerprint: '6'.repeat(64),
    reason: 'x',
    when: '2020-01-01',
    until,
    by: null,
  })
  it.each([null, '2020-01-02'])('are not those that a person let pass, until %s', (until) => {
    const locked = lockServer(report(), { ...mail, acknowledged: [passed(until)] })
    expect(locked.findings).toEqual(['5'.repeat(64), '7'.repeat(64)])
    expect(readBack('npm:mail-mcp', locked)).toEqual(locked)
  })
  it('are those of today, and each once', () => {
    expect(lockServer(report({ findings: [...weighty, ...weighty] }), mail).findings).toHaveLength(3)
    expect(lockServer(report({ findings: [] }), mail).findings).toEqual([])
  })
})

describe('its dependencies', () => {
  it('are a name, a version and an integrity, without what is bundled and runs no script', () => {
    const locked = lockServer(
      withTree(
        dependency('zod', '3.25.76'),
        dependency('@scope/a', '1.0.0', { integrity: null }),
        dependency('inside', '1.0.0', { source: 'bundled' }),
        dependency('scripted', '1.0.0', { source: 'bundled', integrity: null, installScript: true }),
        dependency('left', 'git+https://git.example/left.git#0123', { source: 'git', integrity: null }),
        dependency('twice', '1.0.0', { integrity: null }),
        dependency('twice', '1.0.0'),
        dependency('bad', '1.0.0', { integrity: 'sha512-<script>' }),
      ),
      null,
    )
    expect(Object.fromEntries(locked.dependencies ?? [])).toEqual({
      'zod@3.25.76': integrityOf('B'),
      '@scope/a@1.0.0': null,
      'scripted@1.0.0': null,
      'left@git+https://git.example/left.git#0123': null,
      'twice@1.0.0': integrityOf('B'),
      'bad@1.0.0': null,
    })
    expect(readBack('npm:mail-mcp', locked)?.dependencies).toEqual(locked.dependencies)
  })

  it('have keys that the reader takes, whatever they are called', () => {
    const names = [
      '..',
      '../x',
      '@/x',
      '@../x',
      '__proto__',
      '',
      'a b',
      '\u0000',
      '\ud83d',
      'x'.repeat(10_000),
      'a@b',
      '@a/b@c',
    ]
    for (const name of names) {
      const locked = lockServer(withTree(dependency(name, '1.0.0')), null)
      expect(readBack('npm:mail-mcp', locked)?.dependencies).toEqual(locked.dependencies)
    }
    expect(dependencyKey({ name: '@scope/x', version: '1.0.0' })).toBe('@scope/x@1.0.0')
  })
})
