import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { discover, MAX_SERVERS } from '../../src/discover/discover.js'
import { nodeHost } from '../../src/host.js'
import { memoryHost, type Oddity } from '../support/memory-host.js'

const SECRET = 'hush-4711'
const GOOD = '{"mcpServers":{"good":{"command":"npx","args":["pkg"]}}}'
const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

/** What stands in Cursor's file; what the failure says. */
const broken: readonly (readonly [string, string | Uint8Array | Oddity, RegExp])[] = [
  ['truncated in a key', '{"mcpServers":{"a', /not readable as JSON: line 1, column 16/],
  ['truncated in a map', `{"mcpServers":{"a":{"command":"${SECRET}"`, /the file ends early/],
  ['truncated after a value', '{"mcpServers":{"a":{"command":"x"}}\n', /the file ends early/],
  ['no JSON', `token: ${SECRET}`, /line 1, column 1/],
  ['single quotes', "{'mcpServers':{}}", /line 1, column 2/],
  ['two documents', '{} {}', /line 1, column 4/],
  ['a NUL between tokens', '{"a":\0 1}', /not readable as JSON/],
  ['a NUL inside a string', '{"a":"\0"}', /not readable as JSON/],
  ['a list at the root', '[{"command":"x"}]', /root is no object/],
  ['text at the root', `"${SECRET}"`, /root is no object/],
  ['10,000 lists', '['.repeat(10_000), /nested deeper than 200/],
  ['10,000 maps', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`, /nested deeper than 200/],
  [
    '10,000 maps inside a server',
    `{"mcpServers":{"a":{"env":${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}}}}`,
    /deeper/,
  ],
  ['nine million numbers', `{"mcpServers":[${'1,'.repeat(9_000_000)}1]}`, /more than 1000000 tokens/],
  ['invalid UTF-8', bytes('{"a":"', [0xff, 0xfe, 0xc0], '"}'), /not valid UTF-8/],
  ['UTF-16', Buffer.from(`\ufeff${GOOD}`, 'utf16le'), /UTF-16/],
  ['50 MB', { size: 50 * 1024 * 1024 }, /larger than 20 MB/],
  ['unreadable', { odd: 'unreadable' }, /can't be read/],
  ['a link to itself', { odd: 'loop' }, /leads back to itself/],
  ['a folder', { odd: 'folder' }, /is a folder/],
  ['a FIFO', { odd: 'fifo' }, /not a regular file/],
  ['text for servers', `{"mcpServers":"${SECRET}"}`, /the servers are no object/],
]

describe('a broken file is one failure, and hides no other file', () => {
  it.each(broken)('%s', async (_, content, message) => {
    const file = '/home/u/.cursor/mcp.json'
    const files = {
      [file]: content,
      '/home/u/.claude.json': GOOD,
      '/home/u/.config/Code/User/mcp.json': '{"servers":{}}',
    }
    const { entries, failures, searched } = await discover(memoryHost({ files }))
    expect(entries.map(({ name }) => name)).toEqual(['good'])
    expect(failures).toHaveLength(1)
    expect(failures[0]?.stage).toBe('discover')
    expect(failures[0]?.subject.startsWith(file)).toBe(true)
    expect(failures[0]?.message).toMatch(message)
    expect(failures[0]?.remedy).not.toBe('')
    expect(JSON.stringify({ failures, searched })).not.toContain(SECRET)
    expect(searched.find((one) => one.file === file)?.found).toBe('failed')
  })

  it.each(broken)('%s, given with --config', async (_, content) => {
    const files = { '/srv/bad.json': content, '/srv/good.json': GOOD }
    const { entries, failures } = await discover(memoryHost({ files }), {
      configs: ['/srv/bad.json', '/srv/good.json'],
    })
    expect(entries.map(({ name }) => name)).toEqual(['good'])
    expect(failures).toHaveLength(1)
    expect(JSON.stringify(failures)).not.toContain(SECRET)
  })

  it('reports a file once, however many readings it has', async () => {
    const { failures, notEvaluated, searched } = await discover(memoryHost({ files: { '/home/u/.claude.json': '{' } }))
    expect(failures).toHaveLength(1)
    expect(notEvaluated).toEqual([])
    expect(searched.filter(({ found }) => found === 'failed').map(({ scope }) => scope)).toEqual(['user', 'local'])
  })

  it('bounds the servers of one file', async () => {
    const many = Object.fromEntries(
      Array.from({ length: MAX_SERVERS + 1 }, (_, index) => [`s${index}`, { command: 'x' }]),
    )
    const files = { '/home/u/.cursor/mcp.json': JSON.stringify({ mcpServers: many }) }
    const { entries, failures } = await discover(memoryHost({ files }))
    expect(entries).toHaveLength(MAX_SERVERS)
    expect(failures[0]?.message).toContain(String(MAX_SERVERS + 1))
  })
})

/** Of formats beside JSON: file name, its text, what its failure says. */
const brokenOthers: readonly (readonly [string, string, RegExp])[] = [
  ['bad.toml', `[mcp_servers.a]\ncommand = "${SECRET}`, /not readable as TOML: line 2, column \d+/],
  [
    'bad.toml',
    `[mcp_servers.a]\ncommand = "x"\n[mcp_servers.a]\nurl = "${SECRET}"`,
    /line 3, column 14: .*multiple times/,
  ],
  ['bad.toml', `mcp_servers = ${'{a='.repeat(10_000)}`, /nested deeper than 200/],
  ['bad.yaml', `mcpServers:\n  - name: a\n   command: ${SECRET}`, /not readable as YAML: line \d, column \d+/],
  ['bad.yaml', `mcpServers:\n  a: &a [*a, ${SECRET}]`, /line 2, column 10: an alias inside/],
  ['bad.yml', `mcpServers: {a: {command: x}, a: {command: ${SECRET}}}`, /a key that stands twice/],
  ['bad.md', `---\nmcpServers:\n  - a: {command: ${SECRET}\n---\n`, /not readable as YAML frontmatter/],
  ['bad', `[mcp_servers.a]\ncommand = "${SECRET}"`, /not readable as JSON/],
]

describe('a broken file of another format is one failure, too', () => {
  it.each(brokenOthers)('%s: %j', async (name, content, message) => {
    const files = { [`/srv/${name}`]: content, '/srv/good.json': GOOD }
    const { entries, failures } = await discover(memoryHost({ files }), { configs: Object.keys(files) })
    expect(entries.map((entry) => entry.name)).toEqual(['good'])
    expect(failures).toHaveLength(1)
    expect(failures[0]?.subject).toBe(`/srv/${name}`)
    expect(failures[0]?.message).toMatch(message)
    expect(failures[0]?.remedy).not.toBe('')
    expect(JSON.stringify(failures)).not.toContain(SECRET)
  })
})

describe('one server in every format', () => {
  it.each([
    ['good.json', GOOD],
    ['good.toml', '[mcp_servers.good]\ncommand = "npx"\nargs = ["pkg"]'],
    ['good.yaml', 'mcpServers:\n  good:\n    command: npx\n    args: [pkg]'],
    ['good.md', '---\nname: scout\nmcpServers:\n  - good: {command: npx, args: [pkg]}\n---\n# Scout'],
  ])('%s', async (name, content) => {
    const { entries, failures } = await discover(memoryHost({ files: { [`/srv/${name}`]: content } }), {
      configs: [`/srv/${name}`],
    })
    expect(failures).toEqual([])
    expect(entries).toHaveLength(1)
    expect(entries[0]).toMatchObject({ name: 'good', launch: { argv: [{ text: 'npx' }, { text: 'pkg' }] } })
  })
})

describe('what real files hold besides JSON', () => {
  it.each([
    ['a byte order mark', `\ufeff${GOOD}`],
    ['comments', `// first\n{ /* x */ "mcpServers": { "good": { "command": "npx", "args": ["pkg"] } } } // last`],
    ['trailing commas', '{"mcpServers":{"good":{"command":"npx","args":["pkg",],},},}'],
    [
      'a URL in a value, which is no comment',
      '{"mcpServers":{"good":{"command":"npx","args":["https://h.example//x"]}}}',
    ],
    ['Windows line ends and tabs', GOOD.replaceAll(',', ',\r\n\t')],
  ])('%s', async (_, text) => {
    const { entries, failures } = await discover(memoryHost({ files: { '/home/u/.cursor/mcp.json': text } }))
    expect(failures).toEqual([])
    expect(entries.map(({ name }) => name)).toEqual(['good'])
  })

  it('keeps names as they are: what is printed makes them visible', async () => {
    const text = '{"mcpServers":{"\\u001b[2Jx":{"command":"y"},"":{"command":"z"}}}'
    const { entries } = await discover(memoryHost({ files: { '/home/u/.cursor/mcp.json': text } }))
    expect(entries.map(({ name }) => name)).toEqual(['\u001b[2Jx', ''])
  })
})

describe('on the disk', () => {
  let home = ''
  beforeAll(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'touchstone-discover-'))
    mkdirSync(path.join(home, '.cursor'))
    mkdirSync(path.join(home, '.vscode-server/data/User'), { recursive: true })
    mkdirSync(path.join(home, 'work/.vscode'), { recursive: true })
    writeFileSync(path.join(home, '.claude.json'), GOOD)
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  it.skipIf(process.platform === 'win32')('survives loops, sparse files, folders and links', async () => {
    symlinkSync('mcp.json', path.join(home, '.cursor/mcp.json'))
    writeFileSync(path.join(home, '.vscode-server/data/User/mcp.json'), '')
    truncateSync(path.join(home, '.vscode-server/data/User/mcp.json'), 50 * 1024 * 1024)
    mkdirSync(path.join(home, 'work/.vscode/mcp.json'))
    symlinkSync(path.join(home, '.claude.json'), path.join(home, 'work/.mcp.json'))
    const { entries, failures } = await discover(nodeHost({ home, cwd: path.join(home, 'work') }))
    expect(new Set(entries.map(({ scope }) => scope))).toEqual(new Set(['user', 'project']))
    expect(failures.map(({ subject }) => path.relative(home, subject)).sort()).toEqual([
      '.cursor/mcp.json',
      '.vscode-server/data/User/mcp.json',
      'work/.vscode/mcp.json',
    ])
  })

  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('names a file that it may not read', async () => {
    const file = path.join(home, 'unreadable.json')
    writeFileSync(file, GOOD)
    chmodSync(file, 0)
    const { failures } = await discover(nodeHost({ home }), { configs: [file] })
    expect(failures[0]?.message).toContain('EACCES')
  })
})
