import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupServers } from '../../src/audit/servers.js'
import { lockedOccurrence, lockKey, lockServer } from '../../src/lockfile/entry.js'
import { matchServers, type Recognised } from '../../src/lockfile/match.js'
import type { LockedServer, Lockfile, ServerEntry, ServerReport } from '../../src/model.js'
import { remoteEntry, stdioEntry } from '../launch/entries.js'
import { blocked } from '../report/fixture.js'

/** `name: words`, or `name: URL`; `client/name: …` for another client than Cursor. */
function entry(line: string): ServerEntry {
  const [, client = 'cursor', name = '', rest = ''] = /^(?:([\w-]+)\/)?([^:]+): (.*)$/.exec(line) ?? []
  const one = /^https?:/.test(rest) ? remoteEntry(rest) : stdioEntry(rest.split(' '))
  return { ...one, client, name, place: { file: '/srv/shop/mcp.json', pointer: `/mcpServers/${name}` } }
}

const serversOf = (lines: readonly string[]): readonly Recognised[] =>
  groupServers(lines.map(entry)).map((server) => ({
    ...server,
    configured: server.entries.map((each) => lockedOccurrence(each.entry)),
  }))

/** As `pin` would lock them. */
function lockOf(lines: readonly string[], home = '/home/u'): Lockfile {
  const servers = new Map<string, LockedServer>()
  for (const server of serversOf(lines)) {
    const report: ServerReport = { ...blocked, ...server, release: null, facts: null, dependencies: null }
    const key = lockKey(server.id, { home })
    const free = [key, ...[2, 3, 4].map((number) => `${key}#${number}`)].find((each) => !servers.has(each)) ?? key
    servers.set(free, lockServer(report, null, { home }))
  }
  return { lockfileVersion: 1, servers }
}

/** Ids of servers and the keys that they are recognised by. */
function matched(locked: readonly string[], today: readonly string[]): Record<string, string | null> {
  const servers = serversOf(today)
  const found = matchServers(lockOf(locked), servers)
  return Object.fromEntries(servers.map((server) => [server.id, found.get(server)?.key ?? null]))
}

const cases: readonly (readonly [string, readonly string[], readonly string[], Record<string, string | null>])[] = [
  ['the same entry', ['mail: npx mail-mcp'], ['mail: npx mail-mcp'], { 'npm:mail-mcp': 'npm:mail-mcp' }],
  ['an entry of another name', ['mail: npx mail-mcp'], ['post: npx mail-mcp'], { 'npm:mail-mcp': 'npm:mail-mcp' }],
  ['a spec that was pinned', ['mail: npx mail-mcp'], ['mail: npx mail-mcp@1.0.0'], { 'npm:mail-mcp': 'npm:mail-mcp' }],
  [
    'a spec and a name that changed, of the only one',
    ['mail: npx mail-mcp'],
    ['vscode/post: npx mail-mcp@1.0.0'],
    { 'npm:mail-mcp': 'npm:mail-mcp' },
  ],
  ['another package', ['mail: npx mail-mcp'], ['mail: npx evil-mcp'], { 'npm:evil-mcp': null }],
  ['the same name in another ecosystem', ['mail: npx mail-mcp'], ['mail: uvx mail-mcp'], { 'pypi:mail-mcp': null }],
  [
    'two specs in the other order: the number in the id tells nothing',
    ['a: npx mail-mcp@1.0.0', 'b: npx mail-mcp@2.0.0'],
    ['b: npx mail-mcp@2.0.0', 'a: npx mail-mcp@1.0.0'],
    { 'npm:mail-mcp': 'npm:mail-mcp#2', 'npm:mail-mcp#2': 'npm:mail-mcp' },
  ],
  [
    'one of two that changed: its name tells',
    ['a: npx mail-mcp@1.0.0', 'b: npx mail-mcp@2.0.0'],
    ['b: npx mail-mcp@3.0.0', 'a: npx mail-mcp@1.0.0'],
    { 'npm:mail-mcp': 'npm:mail-mcp#2', 'npm:mail-mcp#2': 'npm:mail-mcp' },
  ],
  [
    'both changed, and neither name: nobody can tell',
    ['a: npx mail-mcp@1.0.0', 'b: npx mail-mcp@2.0.0'],
    ['c: npx mail-mcp@3.0.0', 'd: npx mail-mcp@4.0.0'],
    { 'npm:mail-mcp': null, 'npm:mail-mcp#2': null },
  ],
  [
    'one that came beside the locked one',
    ['a: npx mail-mcp@1.0.0'],
    ['b: npx mail-mcp@2.0.0', 'a: npx mail-mcp@1.0.0'],
    { 'npm:mail-mcp': null, 'npm:mail-mcp#2': 'npm:mail-mcp' },
  ],
  [
    'one package that reaches two addresses',
    ['a: npx mcp-remote https://a.example', 'b: npx mcp-remote https://b.example'],
    ['b: npx mcp-remote https://b.example', 'a: npx mcp-remote https://a.example'],
    { 'npm:mcp-remote': 'npm:mcp-remote#2', 'npm:mcp-remote#2': 'npm:mcp-remote' },
  ],
  [
    'a remote server under another name',
    ['docs: https://docs.example/mcp'],
    ['more: https://docs.example/mcp'],
    { 'remote:https://docs.example': 'remote:https://docs.example' },
  ],
  [
    'two addresses of one host',
    ['a: https://docs.example/a', 'b: https://docs.example/b'],
    ['b: https://docs.example/b', 'a: https://docs.example/a'],
    {
      'remote:https://docs.example': 'remote:https://docs.example#2',
      'remote:https://docs.example#2': 'remote:https://docs.example',
    },
  ],
  [
    'a server that moved to another host',
    ['docs: https://docs.example'],
    ['docs: https://evil.example'],
    { 'remote:https://evil.example': 'remote:https://docs.example' },
  ],
  [
    'another remote server',
    ['docs: https://docs.example'],
    ['mail: https://mail.example'],
    { 'remote:https://mail.example': null },
  ],
  ['what nobody knows, by its name', ['a: $X b'], ['a: $Y b'], { 'unknown:a': 'unknown:a' }],
  ['what nobody knows, under another name', ['a: $X b'], ['c: $Y b'], { 'unknown:c': null }],
  [
    'a program of this machine, of which the lock holds no path',
    ['own: node /opt/own/index.js'],
    ['own: node /opt/own/index.js'],
    { 'local:/opt/own/index.js': 'local:index.js' },
  ],
  [
    'programs whose files are called the same',
    ['a: node /home/u/a/index.js', 'b: node /home/u/b/index.js'],
    ['x: node /home/u/b/index.js', 'y: node /home/u/a/index.js'],
    { 'local:/home/u/b/index.js': 'local:~/b/index.js', 'local:/home/u/a/index.js': 'local:~/a/index.js' },
  ],
  [
    'a program that moved, by its name',
    ['a: node /home/u/a/index.js'],
    ['a: node /home/u/b/main.js'],
    { 'local:/home/u/b/main.js': 'local:~/a/index.js' },
  ],
  [
    'another program',
    ['a: node /home/u/a/index.js'],
    ['b: node /home/u/b/index.js'],
    { 'local:/home/u/b/index.js': null },
  ],
]

describe('which entry of a lock is which server', () => {
  it.each(cases)('%s', (_, locked, today, expected) => {
    expect(matched(locked, today)).toEqual(expected)
  })

  it('is every entry for its own server, in any order, and each at most once', () => {
    const line = fc
      .tuple(
        fc.constantFrom('cursor', 'vscode'),
        fc.constantFrom('a', 'b', 'c', '__proto__'),
        fc.constantFrom(
          ...[
            'npx mail-mcp',
            'npx mail-mcp@1.0.0',
            'npx -y @scope/x',
            'uvx mail',
            'node /home/u/a/i.js',
            'node b/i.js',
          ],
          ...['https://a.example/x', 'https://a.example/y', 'docker run ghcr.example/x/y', '$WHAT x', 'npx Weird$Name'],
        ),
      )
      .map(([client, name, rest]) => `${client}/${name}: ${rest}`)
    fc.assert(
      fc.property(fc.uniqueArray(line, { maxLength: 8 }), fc.infiniteStream(fc.nat()), (lines, chance) => {
        const shuffled = lines
          .map((each) => [chance.next().value ?? 0, each] as const)
          .sort(([a], [b]) => a - b)
          .map(([, each]) => each)
        const servers = serversOf(shuffled)
        const found = matchServers(lockOf(lines), servers)
        expect(found.size).toBe(servers.length)
        expect(new Set([...found.values()].map(({ key }) => key)).size).toBe(servers.length)
        for (const [server, { locked }] of found) {
          const launches = (all: typeof locked.configured) => new Set(all.map(({ launch }) => launch))
          expect(launches(locked.configured)).toEqual(launches(server.configured))
        }
      }),
    )
  })

  it('is found in time that grows with their number', () => {
    const [one] = serversOf(['a: npx mail-mcp'])
    const locked = lockOf(['a: npx mail-mcp']).servers.get('npm:mail-mcp')
    if (!one || !locked) throw new Error('there is one')
    const many = Array.from({ length: 3000 }, (_, index) => ({ ...one, id: `npm:mail-mcp#${index}` }))
    const servers = new Map(many.map(({ id }) => [id, locked]))
    expect(matchServers({ lockfileVersion: 1, servers }, many).size).toBeGreaterThan(0)
  })
})
