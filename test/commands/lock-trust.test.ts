import { cp, readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openPinStage, PACKAGES, type PinStage } from './pin-world.js'

const stages: PinStage[] = []
const open = async (): Promise<PinStage> => {
  const stage = await openPinStage(PACKAGES)
  stages.push(stage)
  return stage
}
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close()
})

const BAD = { mcpServers: { mail: { command: 'npx', args: ['-y', 'postmark-mcp@1.0.16'] } } }
const accepting = ['--accept', 'mail', '--reason', 'we like it', '--until', '2027-01-31', '--by', 'Kim']

/** A project whose lock lets the attack pass. */
async function accepted(): Promise<PinStage> {
  const stage = await open()
  await stage.write('project/.git/HEAD', 'ref: refs/heads/main\n')
  await stage.write('project/.mcp.json', BAD)
  const { code } = await stage.run(['pin', `${stage.home}/project`, ...accepting])
  expect(code).toBe(0)
  return stage
}

describe("a project's lock", () => {
  it('is taken at its word by the one who wrote it, and says what it lets pass', async () => {
    const { home, run } = await accepted()
    const { code, stdout, stderr } = await run(['scan', `${home}/project`])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('let pass')
    expect(stdout).toMatch(/“we like it”\s+\(2026-11-20 by Kim, until\s+2027-01-31\)/)
    expect(stdout).toContain('let pass by the lock')
    const { findings } = (await run(['scan', `${home}/project`, '--json'])).json()
    expect(findings.filter(({ acknowledged }) => acknowledged !== null).length).toBeGreaterThan(0)
  })

  it('that came with the project hides nothing, until it is named', async () => {
    const theirs = await accepted()
    const ours = await open()
    await cp(path.join(theirs.home, 'project'), path.join(ours.home, 'project'), { recursive: true })
    const project = `${ours.home}/project`
    const scanned = await ours.run(['scan', project])
    expect(scanned.code).toBe(1)
    expect(scanned.stdout).toContain('✖ BLOCK')
    expect(scanned.stdout).toContain('[constant-recipient]')
    expect(scanned.stdout).not.toContain('let pass')
    expect(scanned.stderr).toMatch(/mcp-lock\.json was not written by you .*--lockfile/)
    expect((await ours.run(['scan', project, '--lockfile', `${project}/mcp-lock.json`])).code).toBe(0)
    // Nor does pin make it ours without a look.
    expect((await ours.run(['pin', project])).code).toBe(1)
    expect((await ours.run(['scan', project])).code).toBe(1)
  })

  it('that somebody else changed since is a stranger’s again', async () => {
    const { home, run, write } = await accepted()
    const text = await readFile(`${home}/project/mcp-lock.json`, 'utf8')
    await write('project/mcp-lock.json', text.replaceAll('we like it', 'we like it a lot'))
    expect((await run(['scan', `${home}/project`])).code).toBe(1)
  })

  it('speaks of no server that the user starts, too', async () => {
    const { home, run, write } = await accepted()
    await write('.cursor/mcp.json', BAD)
    expect((await run(['scan', `${home}/project`])).code).toBe(1)
  })

  it.each([
    ['no JSON', 'nonsense'],
    ['a list', '[]'],
    ['of other types', '{"locks": {"a": 1}}'],
  ])('is a stranger’s where what is remembered is %s', async (_, text) => {
    const { home, run, write } = await accepted()
    await write('.local/state/touchstone/locks.json', text)
    expect((await run(['scan', `${home}/project`])).code).toBe(1)
  })
})
