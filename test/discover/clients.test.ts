import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { template } from '../../src/discover/clients/_template.js'
import { claudeCode } from '../../src/discover/clients/claude-code.js'
import { clients } from '../../src/discover/clients/index.js'
import { discover } from '../../src/discover/discover.js'
import { clientsTable } from '../support/clients-table.js'
import { root } from '../support/imports.js'
import { memoryHost } from '../support/memory-host.js'

describe('clients', () => {
  it('have names and titles of their own, and say where the facts come from', () => {
    expect(new Set(clients.map(({ id }) => id)).size).toBe(clients.length)
    expect(new Set(clients.map(({ title }) => title)).size).toBe(clients.length)
    for (const { id, title, docs } of clients) {
      expect(id).toMatch(/^[a-z\d]+(-[a-z\d]+)*$/)
      expect(title).not.toMatch(/[|`\n]/)
      expect(docs).toMatch(/^https:\/\//)
    }
  })

  it('are all listed', () => {
    const files = readdirSync(path.join(root, 'src/discover/clients'))
    // The template, the list itself, and what several clients share.
    const others = ['_template.ts', 'index.ts', 'editors.ts']
    expect(files.filter((file) => !others.includes(file))).toHaveLength(clients.length)
  })

  it('stand in a table, one row each', () => {
    const rows = clientsTable().split('\n').slice(2)
    expect(rows.map((row) => row.split(' | ')[0]?.slice(2))).toEqual(clients.map(({ title }) => title))
    for (const row of rows) {
      expect(row.split(' | ')).toHaveLength(3)
      // No template's own words.
      expect(row).not.toMatch(/\{[A-Za-z]\w*[|}]|undefined/)
      expect(row.length).toBeLessThan(1000)
    }
    expect(rows.find((row) => row.startsWith('| Codex '))).toContain('`mcp_servers` (TOML)')
    expect(rows.find((row) => row.startsWith('| Windsurf '))).toBe(
      '| Windsurf | `~/.codeium/{windsurf, windsurf-next}/mcp_config.json`<br>`~/.codeium/mcp_config.json` | `mcpServers` |',
    )
  })

  it('know no file twice', () => {
    for (const { files } of clients) {
      const places = files.map(({ path, servers }) => JSON.stringify([path, servers]))
      expect(places.filter((place, index) => places.indexOf(place) !== index)).toEqual([])
    }
  })

  it('includes the template that a new client is copied from', async () => {
    const text = '{"mcpServers":{"a":{"command":"x"},"b":{"command":"x"}}}'
    const files = {
      '/home/u/work/.template/mcp.json': text,
      '/home/u/work/.template/settings.json': '{"disabledServers":["b"]}',
    }
    const { entries } = await discover(memoryHost({ files }), { clients: [template] })
    expect(entries.map(({ client, disabled }) => [client, disabled])).toEqual([
      ['template', false],
      ['template', true],
    ])
  })
})

describe('projects', () => {
  const server = '{"mcpServers":{"a":{"command":"x"}}}'
  const at = async (files: Record<string, string>, dir: string) =>
    (await discover(memoryHost({ files }), { dir, clients: [claudeCode] })).entries.map(({ place }) => place.file)

  it('reads the folder and its ancestors up to the root of the repository', async () => {
    const files = {
      '/home/u/r/a/b/.mcp.json': server,
      '/home/u/r/a/.mcp.json': server,
      '/home/u/r/.mcp.json': server,
      '/home/u/r/.git/HEAD': '',
      '/home/u/.mcp.json': server,
    }
    const expected = ['/home/u/r/a/b/.mcp.json', '/home/u/r/a/.mcp.json', '/home/u/r/.mcp.json']
    expect(await at(files, '/home/u/r/a/b')).toEqual(expected)
    expect(await at(files, '/home/u/r/a/b/')).toEqual(expected)
  })

  it('takes a file named .git (a worktree) for the root', async () => {
    const files = { '/srv/r/.git': 'gitdir: x', '/srv/r/.mcp.json': server, '/srv/.mcp.json': server }
    expect(await at(files, '/srv/r')).toEqual(['/srv/r/.mcp.json'])
  })

  it('stays below the home, or in the folder itself, outside of a repository', async () => {
    const files = { '/home/u/a/.mcp.json': server, '/home/u/.mcp.json': server, '/tmp/.mcp.json': server }
    expect(await at(files, '/home/u/a/b')).toEqual(['/home/u/a/.mcp.json'])
    expect(await at(files, '/tmp/a')).toEqual([])
    expect(await at(files, '/home/u')).toEqual(['/home/u/.mcp.json'])
  })

  it('takes the folder relative to the working folder', async () => {
    expect(await at({ '/home/u/work/sub/.mcp.json': server }, 'sub')).toEqual(['/home/u/work/sub/.mcp.json'])
  })

  it("fails on a project that is no folder, and reads what is the user's", async () => {
    const files = { '/home/u/.cursor/mcp.json': server, '/srv/file': '' }
    for (const dir of ['/srv/nowhere', '/srv/file']) {
      const { entries, failures } = await discover(memoryHost({ files }), { dir })
      expect(entries).toHaveLength(1)
      expect(failures).toMatchObject([{ subject: dir, message: 'there is no such folder' }])
    }
  })

  it('reads a file once where the home itself is scanned', async () => {
    const found = await discover(memoryHost({ files: { '/home/u/.cursor/mcp.json': server } }), { dir: '/home/u' })
    expect(found.entries.map(({ scope }) => scope)).toEqual(['user'])
  })
})
