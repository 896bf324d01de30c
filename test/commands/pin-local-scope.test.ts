/** Claude Code keeps the local servers of all projects in one file of the user's: they are the user's, and in no project's lock. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openStage, quiet, type Stage } from './stage.js'

let stage: Stage
beforeEach(async () => {
  stage = await openStage({
    'mail-mcp': quiet('mail-mcp'),
    'notes-mcp': quiet('notes-mcp'),
    'tool-mcp': quiet('tool-mcp'),
  })
  await stage.write('shop/.git/HEAD', '')
  await stage.write('other/.git/HEAD', '')
})
afterEach(() => stage.close())

const npx = (name: string) => ({ command: 'npx', args: ['-y', name] })
const local = (shop: Record<string, unknown>, other: Record<string, unknown>) =>
  stage.write('.claude.json', {
    projects: {
      [path.join(stage.home, 'shop')]: { mcpServers: shop },
      [path.join(stage.home, 'other')]: { mcpServers: other },
    },
  })
const keys = async (file: string): Promise<string[]> =>
  Object.keys(JSON.parse(await readFile(path.join(stage.home, file), 'utf8')).servers)

test("local servers are the user's: the user's lock holds those of all projects, whichever is worked in", async () => {
  const file = await local({ mail: npx('mail-mcp') }, { notes: npx('notes-mcp') })
  expect((await stage.run(['pin', '--write', path.join(stage.home, 'shop')])).code).toBe(0)
  expect(await keys('.config/touchstone/mcp-lock.json')).toEqual(['npm:mail-mcp', 'npm:notes-mcp'])
  expect(await readFile(file, 'utf8')).toMatch(/"mail-mcp@1\.0\.1"[\s\S]*"notes-mcp@1\.0\.1"/)
  expect((await stage.run(['verify', path.join(stage.home, 'other')])).code).toBe(0)
  await local({ mail: npx('mail-mcp@1.0.1') }, { notes: npx('tool-mcp') })
  const drifted = await stage.run(['verify', path.join(stage.home, 'shop')])
  expect(drifted.code).toBe(1)
  expect(drifted.stdout).toContain('tool-mcp')
})

test("a project's lock, which others share, says nothing of them", async () => {
  await stage.write('shop/.mcp.json', { mcpServers: { tool: npx('tool-mcp') } })
  const file = await local({ mail: npx('mail-mcp') }, {})
  const before = await readFile(file, 'utf8')
  const pinned = await stage.run(['pin', '--write', path.join(stage.home, 'shop')])
  expect([pinned.code, pinned.stdout]).toEqual([0, expect.stringContaining('--global')])
  expect(await keys('shop/mcp-lock.json')).toEqual(['npm:tool-mcp'])
  expect(await readFile(file, 'utf8')).toBe(before)
  await local({}, {})
  expect((await stage.run(['verify', path.join(stage.home, 'shop')])).code).toBe(0)
})

test("an entry of the user's that can't be understood is no gap in the answer of a project", async () => {
  await stage.write('shop/.mcp.json', { mcpServers: { tool: npx('tool-mcp') } })
  await local({ mail: npx('mail-mcp') }, { broken: { command: 42 } })
  expect((await stage.run(['pin', path.join(stage.home, 'shop')])).code).toBe(0)
  expect((await stage.run(['verify', path.join(stage.home, 'shop')])).code).toBe(0)
  expect((await stage.run(['pin', '--global', path.join(stage.home, 'shop')])).code).toBe(2)
})
