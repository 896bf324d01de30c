/** Claude Code keeps the local servers of all projects in one file of the user's: a project's lock holds its own alone. */
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

test("pin in a project neither locks nor rewrites another project's local servers", async () => {
  const file = await local({ mail: npx('mail-mcp') }, { notes: npx('notes-mcp') })
  expect((await stage.run(['pin', '--write', path.join(stage.home, 'shop')])).code).toBe(0)
  expect(await keys('shop/mcp-lock.json')).toEqual(['npm:mail-mcp'])
  expect(await readFile(file, 'utf8')).toMatch(/"mail-mcp@1\.0\.1"[\s\S]*"notes-mcp"/)
  expect((await stage.run(['verify', path.join(stage.home, 'shop')])).code).toBe(0)
  // Each project has a lock of its own, and none sees the other's changes.
  expect((await stage.run(['pin', '--write', path.join(stage.home, 'other')])).code).toBe(0)
  expect(await keys('other/mcp-lock.json')).toEqual(['npm:notes-mcp'])
  await local({ mail: npx('mail-mcp@1.0.1') }, { notes: npx('tool-mcp') })
  expect((await stage.run(['verify', path.join(stage.home, 'shop')])).code).toBe(0)
  const drifted = await stage.run(['verify', path.join(stage.home, 'other')])
  expect(drifted.code).toBe(1)
  expect(drifted.stdout).toContain('tool-mcp')
})

test("an entry of another project that can't be understood is no gap in this one's answer", async () => {
  await local({ mail: npx('mail-mcp') }, { broken: { command: 42 } })
  expect((await stage.run(['pin', path.join(stage.home, 'shop')])).code).toBe(0)
  expect((await stage.run(['verify', path.join(stage.home, 'shop')])).code).toBe(0)
  expect((await stage.run(['pin', path.join(stage.home, 'other')])).code).toBe(2)
})

test('where the project has no servers, the local ones of others stand in the lock of the user', async () => {
  await local({ mail: npx('mail-mcp') }, {})
  expect((await stage.run(['pin', path.join(stage.home, 'other')])).code).toBe(0)
  expect(await keys('.config/touchstone/mcp-lock.json')).toEqual(['npm:mail-mcp'])
})
