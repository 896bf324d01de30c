import { mkdir, readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { mail, openPinStage, PACKAGES, type PinStage, USER_LOCK } from './pin-world.js'
import { quiet } from './stage.js'

let stage: PinStage
const open = async (packages = PACKAGES): Promise<PinStage> => {
  stage = await openPinStage(packages)
  return stage
}
afterEach(() => stage.close())

describe('touchstone pin', () => {
  it('locks what would run today, with what it does and what is below it', async () => {
    const { configure, run, lock } = await open()
    await configure({ calm: ['-y', 'calm-mcp@latest'], lean: ['-y', 'lean-mcp@1.0.0'] })
    const outcome = await run(['pin', '--json'])
    expect([outcome.code, outcome.stderr]).toEqual([0, ''])
    const servers = await lock()
    expect([...servers.keys()]).toEqual(['npm:calm-mcp', 'npm:lean-mcp'])
    expect(servers.get('npm:calm-mcp')).toMatchObject({
      spec: 'calm-mcp@latest',
      follows: null,
      decision: 'accept',
      purl: 'pkg:npm/calm-mcp@1.0.1',
      integrity: expect.stringMatching(/^sha512-/),
      publisher: 'maintainer',
      configured: [{ client: 'cursor', scope: 'user', name: 'calm' }],
    })
    expect([...(servers.get('npm:lean-mcp')?.dependencies?.keys() ?? [])]).toEqual(['sums@1.1.0'])
    const report = outcome.json()
    expect(report).toMatchObject({ command: 'pin', conclusion: 'pass', refused: [], edits: [] })
    expect(report.locked?.toSorted((a, b) => a.server.localeCompare(b.server))).toEqual([
      {
        server: 'npm:calm-mcp',
        purl: 'pkg:npm/calm-mcp@1.0.1',
        integrity: servers.get('npm:calm-mcp')?.integrity,
      },
      {
        server: 'npm:lean-mcp',
        purl: 'pkg:npm/lean-mcp@1.0.0',
        integrity: servers.get('npm:lean-mcp')?.integrity,
      },
    ])
  })

  it('changes nothing the second time, not even a time stamp, and verify has nothing to say', async () => {
    const { configure, run, home } = await open()
    await configure({ calm: ['-y', 'calm-mcp@latest'], far: { url: 'https://mcp.far.example/mcp' } })
    await run(['pin'])
    const file = path.join(home, USER_LOCK)
    const before = await stat(file, { bigint: true })
    const again = await run(['pin'])
    expect(again.code).toBe(0)
    expect(again.stdout).toContain('as it was')
    const after = await stat(file, { bigint: true })
    expect([after.mtimeNs, after.ino]).toEqual([before.mtimeNs, before.ino])
    const verified = await run(['verify', '--json'])
    expect(verified.json()).toMatchObject({ conclusion: 'pass', drift: [] })
  })

  it('refuses what is judged block, says why and how to lock it all the same, and locks the rest', async () => {
    const { configure, run, lock } = await open()
    await configure({ calm: ['calm-mcp'], mail: ['postmark-mcp'] })
    const outcome = await run(['pin'])
    expect(outcome.code).toBe(1)
    expect(outcome.stdout).toMatch(/block +mail {2}refused/)
    expect(outcome.stdout).toContain('new bcc recipient phan@giftshop.example')
    expect(outcome.stdout.replace(/\s+/g, ' ')).toContain('touchstone pin --accept npm:postmark-mcp --reason')
    expect([...(await lock()).keys()]).toEqual(['npm:calm-mcp'])
    const { refused, locked } = (await run(['pin', '--json'])).json()
    expect(refused).toEqual([
      { server: 'npm:postmark-mcp', why: expect.stringContaining('critical: new bcc recipient') },
    ])
    expect(locked?.map(({ server }) => server)).toEqual(['npm:calm-mcp'])
  })

  it('locks what a person accepts, by id, name or package, and scan lets its findings pass until the day', async () => {
    const { configure, run, lock } = await open()
    await configure({ mail: ['postmark-mcp'] })
    const terms = ['--reason', 'we send to  that address', '--until', '2027-01-31', '--by', 'Ada']
    for (const name of ['npm:postmark-mcp', 'mail', 'postmark-mcp']) {
      expect((await run(['pin', '--accept', name, ...terms])).code).toBe(0)
    }
    const locked = (await lock()).get('npm:postmark-mcp')
    expect(locked).toMatchObject({ decision: 'accept', reason: 'we send to  that address' })
    expect(locked?.acknowledged.length).toBeGreaterThan(0)
    for (const each of locked?.acknowledged ?? []) {
      expect(each).toMatchObject({ when: '2026-11-20', until: '2027-01-31', by: 'Ada' })
    }
    const scanned = (await run(['scan', '--json'])).json()
    expect(scanned.conclusion).toBe('pass')
    expect(scanned.findings.find(({ severity }) => severity === 'critical')).toMatchObject({
      acknowledged: { reason: 'we send to  that address', until: '2027-01-31' },
    })
    // And pin goes on to keep it.
    expect((await run(['pin'])).code).toBe(0)
  })

  it('keeps what is locked when a newer release comes, names the newer one, and pins to the locked one', async () => {
    const { configure, run, lock, registry, text } = await open({ 'postmark-mcp': mail('1.0.15') })
    await configure({ mail: ['-y', 'postmark-mcp@latest'] })
    expect((await run(['pin'])).code).toBe(0)
    registry.publish('postmark-mcp', mail('1.0.16'))
    await new Promise((resolve) => setTimeout(resolve, 10))
    const kept = await run(['pin', '--write'])
    expect(kept.code).toBe(0)
    expect(kept.stdout.replace(/\s+/g, ' ')).toContain('1.0.16 would run today, and is judged block')
    expect((await lock()).get('npm:postmark-mcp')).toMatchObject({
      purl: 'pkg:npm/postmark-mcp@1.0.15',
      spec: 'postmark-mcp@1.0.15',
      follows: 'postmark-mcp@latest',
    })
    expect(await text('.cursor/mcp.json')).toContain('"postmark-mcp@1.0.15"')
  })

  it('refuses a locked version whose bytes are other ones by now', async () => {
    const { configure, run, lock, registry } = await open()
    await configure({ calm: ['calm-mcp@1.0.1'] })
    await run(['pin'])
    const before = await lock()
    const other = quiet('calm-mcp', ['1.0.0', '1.0.1'])
    const files = { ...other.versions['1.0.1']?.files, 'index.js': 'export const add = (a, b) => b + a\n' }
    registry.publish('calm-mcp', { versions: { ...other.versions, '1.0.1': { files } } })
    const moved = await run(['pin', '--json'])
    expect(moved.code).toBe(1)
    expect(moved.json().refused?.[0]?.why).toMatch(/other bytes for 1\.0\.1/)
    expect(await lock()).toEqual(before)
    expect((await run(['pin', '--accept', 'calm', '--reason', 'rebuilt'])).code).toBe(0)
    expect((await lock()).get('npm:calm-mcp')?.integrity).not.toBe(before.get('npm:calm-mcp')?.integrity)
  })

  it('keeps the tree that is locked when a dependency moves, says so, and names the way', async () => {
    const { configure, run, text, registry } = await open()
    await configure({ lean: ['lean-mcp@1.0.0'] })
    await run(['pin'])
    const before = await text(USER_LOCK)
    registry.publish('sums', quiet('sums', ['1.0.0', '1.1.0', '1.2.0']))
    const outcome = await run(['pin'])
    expect(outcome.stdout.replace(/\s+/g, ' ')).toContain(
      '1 of its dependencies moved since it was locked: `touchstone update npm:lean-mcp`',
    )
    expect(await text(USER_LOCK)).toBe(before)
  })

  it('lets go what is configured no more, but not what an option kept it from looking at', async () => {
    const { configure, write, run, lock } = await open()
    await configure({ calm: ['calm-mcp'] })
    const command = 'npx'
    await write('.codeium/windsurf/mcp_config.json', { mcpServers: { still: { command, args: ['still-mcp'] } } })
    await run(['pin'])
    expect([...(await lock()).keys()]).toEqual(['npm:calm-mcp', 'npm:still-mcp'])
    await run(['pin', '--client', 'cursor'])
    expect([...(await lock()).keys()]).toEqual(['npm:calm-mcp', 'npm:still-mcp'])
    await configure({})
    const gone = await run(['pin'])
    expect(gone.stdout).toContain('no more in it, as nothing starts them: npm:calm-mcp')
    expect([...(await lock()).keys()]).toEqual(['npm:still-mcp'])
    // A configuration that can't be read may hold it all the same.
    await write('.codeium/windsurf/mcp_config.json', '{ "mcpServers": { "still": ')
    expect((await run(['pin'])).code).toBe(2)
    expect([...(await lock()).keys()]).toEqual(['npm:still-mcp'])
  })

  it('locks by identity what is not audited by nature', async () => {
    const { configure, write, run, lock } = await open()
    await write('tools/own.mjs', 'console.log(1)\n')
    await configure({
      far: { url: 'https://mcp.far.example/mcp?key=s3cr3t' },
      python: { command: 'uvx', args: ['some-py-mcp'] },
      image: { command: 'docker', args: ['run', '-i', '--rm', 'mcp/time'] },
      own: { command: 'node', args: ['~/tools/own.mjs'] },
    })
    const outcome = await run(['pin'])
    expect([outcome.code, outcome.stderr]).toEqual([0, ''])
    const servers = [...(await lock()).values()]
    expect(servers.map(({ kind }) => kind).sort()).toEqual(['local', 'oci', 'pypi', 'remote'])
    const own = servers.find(({ kind }) => kind === 'local')
    expect(own).toMatchObject({ behaviour: { facts: [] }, integrity: expect.stringMatching(/^sha512-/) })
    expect(servers.filter(({ kind }) => kind !== 'local')).toSatisfy((all: { purl: unknown; behaviour: unknown }[]) =>
      all.every(({ purl, behaviour }) => purl === null && behaviour === null),
    )
    expect((await run(['pin'])).stdout).toContain('as it was')
  })

  it('writes nothing, and says so, where nothing is configured', async () => {
    const { run, home } = await open()
    const outcome = await run(['pin'])
    expect(outcome.code).toBe(0)
    expect(outcome.stdout).toContain('No MCP server is configured')
    expect(await readdir(home)).not.toContain('.config')
  })
})

describe('what pin says', () => {
  it('fits the width, in colours for a terminal that takes them, and obeys nobody', async () => {
    const { configure, run } = await open()
    await configure({
      calm: ['-y', 'calm-mcp@latest'],
      mail: ['postmark-mcp'],
      '\u001b[2Jred\u202e': { url: 'https://mcp.far.example/mcp' },
    })
    const plain = await run(['pin'])
    for (const columns of [80, 120]) {
      const { stdout } = await run(['pin'], { columns })
      expect(stdout.split('\n').every((line) => line.length <= columns)).toBe(true)
    }
    expect(plain.stdout).not.toMatch(/[\u001b\u202e]/)
    expect(plain.stdout).toContain('\\x1b[2Jred\\u202e')
    const colours = await run(['pin'], { isTTY: true })
    expect(colours.stdout).toContain('\u001b[')
    expect((await run(['pin'], { isTTY: true, env: { NO_COLOR: '1' } })).stdout).not.toContain('\u001b[')
    const ascii = await run(['pin'], { env: { LANG: 'C' } })
    expect(ascii.stdout).toMatch(/^[\x20-\x7e\n]*$/)
  })

  it('goes to a file with -o, and is quiet with --quiet', async () => {
    const { configure, run, home, text } = await open()
    await configure({ calm: ['calm-mcp'] })
    const outcome = await run(['pin', '--json', '-o', path.join(home, 'pin.json'), '--quiet'])
    expect([outcome.code, outcome.stdout, outcome.stderr]).toEqual([0, '', ''])
    expect(JSON.parse(await text('pin.json'))).toMatchObject({ command: 'pin', conclusion: 'pass' })
  })
})

describe('which lock', () => {
  const server = (name: string) => ({ mcpServers: { [name]: { command: 'npx', args: ['-y', `${name}-mcp`] } } })

  it("is the project's at the repository's root, where the project configures servers", async () => {
    const { write, run, lock, home } = await open()
    await mkdir(path.join(home, 'work/.git'), { recursive: true })
    await mkdir(path.join(home, 'work/deep/down'), { recursive: true })
    await write('work/.mcp.json', server('calm'))
    await write('.cursor/mcp.json', server('still'))
    const outcome = await run(['pin', path.join(home, 'work/deep/down')])
    expect(outcome.code).toBe(0)
    expect([...(await lock('work/mcp-lock.json')).keys()]).toEqual(['npm:calm-mcp'])
    expect(outcome.stdout.replace(/\s+/g, ' ')).toContain("not in it: 1 of the user's servers")
    await expect(lock()).rejects.toThrow('ENOENT')

    expect((await run(['pin', path.join(home, 'work'), '--global'])).code).toBe(0)
    expect([...(await lock()).keys()]).toEqual(['npm:still-mcp'])
    expect((await run(['verify', path.join(home, 'work'), '--json'])).json().drift).toEqual([])
    expect((await run(['verify', path.join(home, 'work'), '--global', '--json'])).json().drift).toEqual([])
  })

  it('stands in a git worktree, whose .git is a file', async () => {
    const { write, run, lock, home } = await open()
    await write('tree/.git', 'gitdir: /elsewhere/.git/worktrees/tree\n')
    await write('tree/.mcp.json', server('calm'))
    await mkdir(path.join(home, 'tree/sub'), { recursive: true })
    expect((await run(['pin', path.join(home, 'tree/sub')])).code).toBe(0)
    expect([...(await lock('tree/mcp-lock.json')).keys()]).toEqual(['npm:calm-mcp'])
  })

  it("is the user's where the project configures none, and the project's again where it has a lock to bring up to date", async () => {
    const { write, run, lock, home } = await open()
    await mkdir(path.join(home, 'work/.git'), { recursive: true })
    await write('.cursor/mcp.json', server('still'))
    const work = path.join(home, 'work')
    await run(['pin', work])
    expect([...(await lock()).keys()]).toEqual(['npm:still-mcp'])
    await write('work/.mcp.json', server('calm'))
    await run(['pin', work])
    await write('work/.mcp.json', { mcpServers: {} })
    await run(['pin', work])
    expect((await lock('work/mcp-lock.json')).size).toBe(0)
    expect([...(await lock()).keys()]).toEqual(['npm:still-mcp'])
  })

  it('is the one that is named, for everything, and --config takes files alone', async () => {
    const { write, run, lock, home } = await open()
    await write('.cursor/mcp.json', server('still'))
    const own = await write('own.json', server('calm'))
    await run(['pin', '--lockfile', path.join(home, 'all.json')])
    expect([...(await lock('all.json')).keys()]).toEqual(['npm:still-mcp'])
    expect((await run(['pin', '--lockfile', path.join(home, 'one.json'), '--config', own])).code).toBe(0)
    expect([...(await lock('one.json')).keys()]).toEqual(['npm:calm-mcp'])
    expect([...(await lock('one.json')).values()][0]?.configured[0]?.scope).toBe('explicit')
  })

  it('is no folder, and stands in one that exists', async () => {
    const { configure, run, home } = await open()
    await configure({ calm: ['calm-mcp'] })
    for (const file of [home, path.join(home, 'none/lock.json')]) {
      const outcome = await run(['pin', '--lockfile', file])
      expect(outcome.code).toBe(2)
      expect(outcome.stderr).toMatch(/folder/)
    }
  })
})

describe('wrong usage', () => {
  it.each([
    [['--accept', 'calm'], '--accept needs a reason'],
    [['--accept', 'calm', '--reason', '  '], '--accept needs a reason'],
    [['--accept', 'clam', '--reason', 'x'], 'no server is called clam'],
    [['--reason', 'x'], 'Add --accept'],
    [['--accept', 'calm', '--reason', 'x', '--until', 'soon'], '--until soon is no day'],
    [['--accept', 'calm', '--reason', 'x', '--until', '2026-02-30'], '--until 2026-02-30 is no day'],
    [['--accept', 'calm', '--reason', 'x', '--until', '2026-11-20'], 'not in the future'],
    [['--freeze-dependencies'], 'needs --write'],
    [['--undo', '--write'], '--undo'],
    [['--lockfile', 'a.json', '--global'], 'Leave one of them out'],
  ])('%s', async (options, said) => {
    const { configure, run, home } = await open()
    await configure({ calm: ['calm-mcp'] })
    const outcome = await run(['pin', ...options])
    expect([outcome.code, outcome.stdout]).toEqual([2, ''])
    expect(outcome.stderr).toContain(said)
    expect(await readdir(home)).toEqual(['.cursor'])
  })

  it('names the servers that are meant where a name is nearly one, or is two', async () => {
    const { configure, write, run } = await open()
    await configure({ calm: ['calm-mcp'] })
    await write('.codeium/windsurf/mcp_config.json', {
      mcpServers: { calm: { command: 'npx', args: ['calm-mcp@1.0.0'] } },
    })
    expect((await run(['pin', '--accept', 'calmm', '--reason', 'x'])).stderr).toContain('npm:calm-mcp')
    const two = await run(['pin', '--accept', 'calm', '--reason', 'x'])
    expect(two.code).toBe(2)
    expect(two.stderr).toMatch(/2 servers[\s\S]*npm:calm-mcp, npm:calm-mcp#2/)
  })
})
