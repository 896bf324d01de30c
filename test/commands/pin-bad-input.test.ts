import { chmod, link, mkdir, readdir, readFile, symlink, unlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { openPinStage, PACKAGES, type PinStage, USER_LOCK } from './pin-world.js'

let stage: PinStage
const open = async (packages = PACKAGES): Promise<PinStage> => {
  stage = await openPinStage(packages)
  return stage
}
afterEach(() => stage.close())

const calm = (spec: string) => ({ command: 'npx', args: ['-y', spec] })
/** Permissions mean nothing to root. */
const isRoot = process.getuid?.() === 0

describe('a lock that is broken', () => {
  it.each([
    ['conflict marks', '{\n<<<<<<< ours\n  "lockfileVersion": 1\n=======\n>>>>>>> theirs\n}\n', 'mcp-lock.json:2'],
    ['half a file', '{ "lockfileVersion": 1, "servers": {', 'JSON'],
    ['a newer version', '{ "lockfileVersion": 2, "servers": {} }', 'lockfileVersion'],
    ['nothing', '', 'empty'],
    ['another file', '[1, 2]', 'mcp-lock.json'],
  ])('with %s is named, and not written over', async (_, text, said) => {
    const { configure, write, run, home } = await open()
    await configure({ calm: ['calm-mcp'] })
    const file = await write(USER_LOCK, text)
    const config = await readFile(path.join(home, '.cursor/mcp.json'), 'utf8')
    for (const options of [[], ['--write'], ['--dry-run']]) {
      const outcome = await run(['pin', ...options])
      expect([outcome.code, outcome.stdout]).toEqual([2, ''])
      expect(outcome.stderr).toContain(said)
      expect(outcome.stderr).not.toContain('bug')
    }
    const json = (await run(['pin', '--json'])).json()
    expect(json).toMatchObject({ conclusion: 'incomplete', failures: [{ stage: 'lock' }] })
    expect(await readFile(file, 'utf8')).toBe(text)
    expect(await readFile(path.join(home, '.cursor/mcp.json'), 'utf8')).toBe(config)
    expect(await readdir(home)).not.toContain('.local')
  })

  it('is left alone where it is the user’s, in the clothes of a project’s', async () => {
    const { configure, write, run, home, text } = await open()
    await configure({ calm: ['-y', 'calm-mcp@1.0.1'] })
    expect((await run(['pin'])).code).toBe(0)
    const before = await text(USER_LOCK)
    await mkdir(path.join(home, 'shop/.git'), { recursive: true })
    await write('shop/.mcp.json', { mcpServers: { still: { command: 'npx', args: ['-y', 'still-mcp@2.0.0'] } } })
    await symlink(path.join(home, USER_LOCK), path.join(home, 'shop/mcp-lock.json'))
    for (const command of ['pin', 'verify', 'scan']) {
      const { code, stderr } = await run([command, path.join(home, 'shop')])
      expect([command, code]).toEqual([command, 2])
      expect(stderr).toContain('outside of the project')
    }
    expect(await text(USER_LOCK)).toBe(before)
  })
})

describe('configurations that are broken, or can not be written', () => {
  it('leaves a file that can not be written as it is, pins the others, and says so', async () => {
    const { configure, write, run, text, home } = await open()
    const file = await configure({ calm: calm('calm-mcp') })
    await write('.codeium/windsurf/mcp_config.json', { mcpServers: { calm: calm('calm-mcp') } })
    // A second name: to replace the file would part the two.
    await link(file, path.join(home, 'other.json'))
    const before = await text('.cursor/mcp.json')
    const outcome = await run(['pin', '--write'])
    expect(outcome.code).toBe(2)
    expect(outcome.stdout).toContain('1 change in 1 file')
    expect(outcome.stdout).toContain('~/.cursor/mcp.json')
    expect(await text('.cursor/mcp.json')).toBe(before)
    expect(await text('.codeium/windsurf/mcp_config.json')).toContain('calm-mcp@1.0.1')
    await unlink(path.join(home, 'other.json'))
    expect((await run(['pin', '--write'])).code).toBe(0)
    expect((await run(['verify', '--json'])).json().drift).toEqual([])
  })

  it.skipIf(isRoot)('leaves a read-only file as it is, pins the others, and says so', async () => {
    const { configure, write, run, text } = await open()
    const file = await configure({ calm: calm('calm-mcp') })
    await write('.codeium/windsurf/mcp_config.json', { mcpServers: { calm: calm('calm-mcp') } })
    await chmod(file, 0o444)
    const before = await text('.cursor/mcp.json')
    const outcome = await run(['pin', '--write', '--json'])
    expect(outcome.code).toBe(2)
    expect(outcome.json().failures).toEqual([expect.objectContaining({ stage: 'write', subject: file })])
    expect(await text('.cursor/mcp.json')).toBe(before)
    expect(await text('.codeium/windsurf/mcp_config.json')).toContain('calm-mcp@1.0.1')
    expect(outcome.json().edits).toHaveLength(1)
    // When it may be written, the rest is done, and all is as wanted.
    await chmod(file, 0o644)
    expect((await run(['pin', '--write'])).code).toBe(0)
    expect(await text('.cursor/mcp.json')).toContain('calm-mcp@1.0.1')
    expect((await run(['verify', '--json'])).json().drift).toEqual([])
  })

  it.skipIf(isRoot)('locks what it can read where a file may not be read', async () => {
    const { configure, write, run, lock } = await open()
    const file = await configure({ calm: calm('calm-mcp') })
    await write('.codeium/windsurf/mcp_config.json', { mcpServers: { still: calm('still-mcp') } })
    await chmod(file, 0o000)
    expect((await run(['pin', '--write'])).code).toBe(2)
    expect([...(await lock()).keys()]).toEqual(['npm:still-mcp'])
    await chmod(file, 0o644)
  })

  it('pins a server that stands twice in one file where it can be told which is meant', async () => {
    const { write, run, text } = await open()
    const twice =
      '{ "mcpServers": { "a": { "command": "npx", "args": ["calm-mcp"] }, "b": { "command": "npx", "args": ["calm-mcp"] } } }'
    await write('.cursor/mcp.json', twice)
    await run(['pin', '--write'])
    expect(await text('.cursor/mcp.json')).toBe(twice.replaceAll('calm-mcp', 'calm-mcp@1.0.1'))
    const sameKey =
      '{ "mcpServers": { "a": { "command": "npx", "args": ["calm-mcp"] }, "a": { "command": "npx", "args": ["calm-mcp"] } } }'
    await write('.cursor/mcp.json', sameKey)
    const outcome = await run(['pin', '--write', '--json'])
    const after = await text('.cursor/mcp.json')
    // Whichever is read: nothing is half written, and what is not pinned is said.
    if (after === sameKey) expect(outcome.json().notEvaluated.some(({ what }) => what === 'pin')).toBe(true)
    expect(() => JSON.parse(after)).not.toThrow()
  })

  it('works in a home with blanks and other letters', async () => {
    const { run, home, registry } = await open()
    const other = path.join(home, 'Ada Łovelace 数')
    await mkdir(path.join(other, '.cursor'), { recursive: true })
    await writeFile(path.join(other, '.cursor/mcp.json'), JSON.stringify({ mcpServers: { calm: calm('calm-mcp') } }))
    const bare = ['--home', other, '--registry', registry.url]
    expect((await run(['pin', '--write', ...bare], { bare: true })).code).toBe(0)
    expect(await readFile(path.join(other, '.cursor/mcp.json'), 'utf8')).toContain('calm-mcp@1.0.1')
    expect(await readFile(path.join(other, USER_LOCK), 'utf8')).not.toContain('ovelace')
    expect((await run(['verify', ...bare], { bare: true })).code).toBe(0)
  })
})

describe('no network', () => {
  it('locks from a warm cache, and without one keeps what was locked and says so', async () => {
    const { configure, run, lock, home, text, registry } = await open()
    await configure({ calm: calm('calm-mcp') })
    await run(['scan'])
    registry.fail('*', { status: 503 })
    const warm = await run(['pin', '--offline'])
    expect([warm.code, (await lock()).size]).toEqual([0, 1])
    const before = await text(USER_LOCK)

    const cold = { XDG_CACHE_HOME: path.join(home, 'cold') }
    await configure({ calm: calm('calm-mcp'), still: calm('still-mcp') })
    const outcome = await run(['pin', '--offline', '--write', '--json'], { env: cold })
    expect(outcome.code).toBe(2)
    expect(
      outcome
        .json()
        .refused?.map(({ server }) => server)
        .sort(),
    ).toEqual(['npm:calm-mcp', 'npm:still-mcp'])
    expect(outcome.json().failures.length).toBeGreaterThan(0)
    expect(await text(USER_LOCK)).toBe(before)
    expect(await text('.cursor/mcp.json')).not.toContain('calm-mcp@')
  })
})

describe('secrets', () => {
  // Shaped like the real ones, and none of them.
  const SECRETS = {
    env: `ghp_${'A1b2C3d4E5f6'.repeat(3)}`,
    argument: `sk-proj-${'Zz9Yy8Xx7Ww6'.repeat(4)}`,
    inline: 'hunter2-correct-horse-battery',
    header: `Bearer ${'eyJhbGciOiJIUzI1NiJ9'.repeat(2)}.abc`,
    query: 'q-4f9a8b7c6d5e4f3a2b1c',
    user: 'u-ada:p4ssw0rd-very-long',
  }

  it('stand in no lock, no output, no message and no name of a backup', async () => {
    const { write, run, home } = await open()
    await write('.cursor/mcp.json', {
      mcpServers: {
        calm: {
          command: 'npx',
          args: ['-y', 'calm-mcp', '--token', SECRETS.argument],
          env: { GITHUB_TOKEN: SECRETS.env, PASSWORD: SECRETS.inline },
        },
        shell: {
          command: 'sh',
          args: ['-c', `API_KEY=${SECRETS.inline} npx -y still-mcp@latest --key ${SECRETS.argument}`],
        },
        far: {
          url: `https://${SECRETS.user}@mcp.far.example/mcp?key=${SECRETS.query}`,
          headers: { Authorization: SECRETS.header },
        },
      },
    })
    const spoken: string[] = []
    for (const argv of [
      ['pin', '--dry-run', '--write'],
      ['pin', '--dry-run', '--write', '--json'],
      ['pin', '--write', '--accept', 'calm', '--accept', 'shell', '--accept', 'far', '--reason', 'a test'],
      ['pin', '--write', '--json'],
      ['pin'],
      ['pin', '--undo'],
    ]) {
      const { stdout, stderr } = await run(argv)
      spoken.push(stdout, stderr)
    }
    spoken.push(await readFile(path.join(home, USER_LOCK), 'utf8').catch(() => ''))
    const backup = path.join(home, '.local/state/touchstone')
    spoken.push((await readdir(backup, { recursive: true })).join('\n'))
    const said = spoken.join('\n')
    expect(said).toContain('still-mcp@2.1.0')
    for (const secret of Object.values(SECRETS)) {
      // Nor a part of it that would be enough to guess the rest.
      expect(said).not.toContain(secret.slice(0, 12))
      expect(said).not.toContain(secret.slice(-12))
    }
  })
})
