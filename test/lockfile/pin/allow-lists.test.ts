import { describe, expect, it } from 'vitest'
import { discover } from '../../../src/discover/discover.js'
import { planPinsAndLists } from '../../../src/lockfile/pin/allow-lists.js'
import { memoryHost } from '../../support/memory-host.js'
import { targetsOf } from './pinning.js'

const CLAUDE = '/home/u/.claude.json'
const USER = '/home/u/.claude/settings.json'
const MANAGED = '/etc/claude-code/managed-settings.json'
const PROJECT = '/home/u/work/.mcp.json'
const SHARED = '/home/u/work/.claude/settings.json'
const LOCAL = '/home/u/work/.claude/settings.local.json'

const entry = (...words: readonly string[]) => ({ type: 'stdio', command: words[0], args: words.slice(1) })
const servers = (map: object): string => `${JSON.stringify({ mcpServers: map }, null, 2)}\n`

async function plan(files: Readonly<Record<string, string>>, before?: Date) {
  const host = memoryHost({ files: { '/home/u/work/.git/HEAD': 'ref: refs/heads/main\n', ...files } })
  const { entries } = await discover(host)
  const result = await planPinsAndLists(targetsOf(entries, before), {
    host,
    dir: host.cwd,
    entries,
    textOf: (file) => host.files.readText(file, { maxBytes: 2 ** 20 }),
  })
  const after = Object.fromEntries(result.files.map(({ file, after }) => [file, after]))
  const again = await discover(
    memoryHost({ files: { '/home/u/work/.git/HEAD': 'ref: refs/heads/main\n', ...files, ...after } }),
  )
  return { ...result, after, entries, again: again.entries }
}

describe('lists of commands', () => {
  it('allow the exact command in place of the floating one', async () => {
    const list = `{
  // mine
  "allowedMcpServers": [
    { "serverCommand": ["npx", "-y", "pkg"] },
    { "serverCommand": ["npx", "-y", "other"] }, { "serverName": "x" },
  ],
}
`
    const { after, notPinned } = await plan({ [CLAUDE]: servers({ one: entry('npx', '-y', 'pkg') }), [USER]: list })
    expect(notPinned).toEqual([])
    expect(after[USER]).toBe(list.replace('"pkg"', '"pkg@7.8.9"'))
    expect(after[CLAUDE]).toContain('"pkg@7.8.9"')
  })

  it('deny the exact command beside the floating one, so that neither starts', async () => {
    const list = `{
  "deniedMcpServers": [
    {
      "serverCommand": ["npx", "-y", "pkg"]
    }
  ]
}
`
    const found = await plan({ [CLAUDE]: servers({ one: entry('npx', '-y', 'pkg') }), [USER]: list })
    expect(found.notPinned).toEqual([])
    expect(found.after[USER]).toBe(`{
  "deniedMcpServers": [
    {
      "serverCommand": ["npx", "-y", "pkg@7.8.9"]
    },
    {
      "serverCommand": ["npx", "-y", "pkg"]
    }
  ]
}
`)
    expect(found.entries.map(({ disabled }) => disabled)).toEqual([true])
    expect(found.again.map(({ disabled }) => disabled)).toEqual([true])
  })

  it('of the administrator stay, and so does what they speak of', async () => {
    for (const key of ['deniedMcpServers', 'allowedMcpServers']) {
      const list = JSON.stringify({ [key]: [{ serverCommand: ['npx', '-y', 'pkg'] }] })
      const files = {
        [CLAUDE]: servers({ one: entry('npx', '-y', 'pkg'), two: entry('npx', 'free') }),
        [MANAGED]: list,
      }
      const { after, notPinned, again } = await plan(files)
      expect(Object.keys(after)).toEqual([CLAUDE])
      expect(after[CLAUDE]).toContain('"free@7.8.9"')
      expect(after[CLAUDE]).toContain('"pkg"')
      expect(notPinned.map((one) => [one.entry.name, one.why])).toEqual([['one', expect.stringContaining(MANAGED)]])
      expect(again.find(({ name }) => name === 'one')?.disabled).toBe(key === 'deniedMcpServers')
    }
  })

  it('keep a rule that another entry still needs', async () => {
    const list = '{"allowedMcpServers":[{"serverCommand":["npx","-y","pkg"]}]}'
    const managed = servers({ fixed: entry('npx', '-y', 'pkg') })
    const { after } = await plan({
      [CLAUDE]: servers({ one: entry('npx', '-y', 'pkg') }),
      '/home/u/.claude/plugins/cache/m/p/1/.mcp.json': managed,
      [USER]: list,
    })
    expect(after[USER]).toBe(
      '{"allowedMcpServers":[{"serverCommand":["npx","-y","pkg@7.8.9"]}, {"serverCommand":["npx","-y","pkg"]}]}',
    )
  })

  it('of a project that others share keep their rule where a server of the user is pinned', async () => {
    const list = '{\n  "allowedMcpServers": [{ "serverCommand": ["npx", "-y", "pkg"] }]\n}'
    const own = await plan({ [PROJECT]: servers({ one: entry('npx', '-y', 'pkg') }), [SHARED]: list, [LOCAL]: list })
    expect(own.after[SHARED]).toBe(list.replace('"pkg"', '"pkg@7.8.9"'))
    expect(own.after[LOCAL]).toBe(list.replace('"pkg"', '"pkg@7.8.9"'))
    const users = await plan({ [CLAUDE]: servers({ one: entry('npx', '-y', 'pkg') }), [SHARED]: list })
    expect(users.after[SHARED]).toContain(
      '{ "serverCommand": ["npx", "-y", "pkg@7.8.9"] }, { "serverCommand": ["npx", "-y", "pkg"] }',
    )
  })

  it('follow an option that is put in, and show no secret', async () => {
    const command = ['sh', '-c', 'TOKEN=hush-0815 npx -y pkg']
    const list = JSON.stringify({
      allowedMcpServers: [{ serverCommand: command }, { serverCommand: ['npx', '-y', 'b'] }],
    })
    const files = { [CLAUDE]: servers({ one: entry(...command), two: entry('npx', '-y', 'b') }), [USER]: list }
    const { after, files: changed } = await plan(files, new Date('2026-11-20T12:00:00Z'))
    expect(JSON.parse(after[USER] ?? '').allowedMcpServers).toEqual([
      { serverCommand: ['sh', '-c', 'TOKEN=hush-0815 npx --before=2026-11-20T12:00:00Z -y pkg@7.8.9'] },
      { serverCommand: ['npx', '--before=2026-11-20T12:00:00Z', '-y', 'b@7.8.9'] },
    ])
    expect(JSON.stringify(changed.flatMap(({ edits }) => edits))).not.toContain('hush')
  })

  it('that can not be read, or hold other things, change nothing', async () => {
    for (const list of [
      '{',
      '[]',
      '{"allowedMcpServers": {"serverCommand": 1}}',
      '{"allowedMcpServers": [1, null, {"serverCommand": "npx -y pkg"}]}',
    ]) {
      const { after, notPinned } = await plan({ [CLAUDE]: servers({ one: entry('npx', '-y', 'pkg') }), [USER]: list })
      expect(Object.keys(after)).toEqual([CLAUDE])
      expect(notPinned).toEqual([])
    }
  })

  it('of Amp are not read, so that a person is told of them', async () => {
    const settings = JSON.stringify({
      'amp.mcpServers': { one: { command: 'npx', args: ['-y', 'pkg'] } },
      'amp.mcpPermissions': [{ matches: { command: 'npx', args: '-y pkg' }, action: 'allow' }],
    })
    const { notPinned, after } = await plan({ '/home/u/.config/amp/settings.json': settings })
    expect(Object.values(after)[0]).toContain('pkg@7.8.9')
    expect(notPinned.map(({ why }) => why)).toEqual([expect.stringContaining('amp.mcpPermissions')])
  })
})
