import { renameSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { mail, openPinStage, PACKAGES, type PinStage, USER_LOCK } from './pin-world.js'

let stage: PinStage
const open = async (packages = PACKAGES): Promise<PinStage> => {
  stage = await openPinStage(packages)
  return stage
}
afterEach(() => stage.close())

/** `verify` has nothing to say, and a second `pin --write` changes no byte. */
async function isSettled({ run, text }: PinStage, files: readonly string[], ...options: string[]): Promise<void> {
  const verified = (await run(['verify', '--json'])).json()
  expect(verified.drift).toEqual([])
  const before = await Promise.all(files.map(text))
  const again = (await run(['pin', '--write', '--json', ...options])).json()
  expect(again.edits).toEqual([])
  expect(await Promise.all(files.map(text))).toEqual(before)
}

const JSONC =
  '{\n  // the servers\n  "mcpServers": {\n    "calm": { "command": "npx", "args": ["-y", "calm-mcp@latest"], }, // ours\n  },\n}\n'
const TOML = "# mine\r\n[mcp_servers.calm]\r\ncommand = 'npx'\r\nargs = [ \"-y\", 'calm-mcp' ] # floats\r\n"
const YAML = 'extensions:\n  calm:\n    type: stdio\n    enabled: true\n    cmd: npx\n    args: [-y, calm-mcp@^1]\n'

// Written in two parts: it is no template.
const VARIABLE = `calm-mcp@$${'{TAG:-latest}'}`

describe('touchstone pin --write', () => {
  it('pins a Python package to the copy that the next start takes, and keeps to it when the copy moves', async () => {
    const { write, run, lock, text } = await open()
    const copy = (version: string) => {
      const folder = `.local/share/uv/tools/calm-py-mcp/lib/python3.13/site-packages/calm_py_mcp-${version}.dist-info`
      return write(`${folder}/METADATA`, `Metadata-Version: 2.1\nName: calm-py-mcp\nVersion: ${version}\n`)
    }
    const python = '{ "mcpServers": { "py": { "command": "uvx", "args": ["calm-py-mcp"] } } }\n'
    await write('.cursor/mcp.json', python)
    await copy('2.1.0')
    expect((await run(['pin', '--json'])).code).toBe(0)
    expect((await lock()).get('pypi:calm-py-mcp')).toMatchObject({
      purl: 'pkg:pypi/calm-py-mcp@2.1.0',
      behaviour: null,
    })
    await rm(path.join(stage.home, '.local'), { recursive: true })
    await copy('2.2.0')
    const moved = await run(['verify', '--json'])
    expect(moved.code).toBe(1)
    expect(moved.json().drift).toMatchObject([{ kind: 'cache', from: '2.1.0', to: '2.2.0' }])
    expect((await run(['pin', '--write', '--json'])).json().edits).toMatchObject([{ to: 'calm-py-mcp@2.1.0' }])
    expect(await text('.cursor/mcp.json')).toBe(python.replace('"calm-py-mcp"', '"calm-py-mcp@2.1.0"'))
  })

  it('pins a server in three clients and formats, and every other character stays', async () => {
    const { write, run, lock, text } = await open()
    await write('.cursor/mcp.json', `\ufeff${JSONC}`)
    await write('.codex/config.toml', TOML)
    await write('.config/goose/config.yaml', YAML)
    const outcome = await run(['pin', '--write', '--json'])
    expect([outcome.code, outcome.stderr]).toEqual([0, ''])
    expect(await text('.cursor/mcp.json')).toBe(`\ufeff${JSONC.replace('calm-mcp@latest', 'calm-mcp@1.0.1')}`)
    expect(await text('.codex/config.toml')).toBe(TOML.replace("'calm-mcp'", "'calm-mcp@1.0.1'"))
    expect(await text('.config/goose/config.yaml')).toBe(YAML.replace('calm-mcp@^1', 'calm-mcp@1.0.1'))
    expect(
      outcome
        .json()
        .edits?.map(({ from, to }) => [from, to])
        .sort(),
    ).toEqual([
      ['calm-mcp', 'calm-mcp@1.0.1'],
      ['calm-mcp@^1', 'calm-mcp@1.0.1'],
      ['calm-mcp@latest', 'calm-mcp@1.0.1'],
    ])
    // Three specs have become one, so the lock has one entry.
    const servers = await lock()
    expect([...servers.keys()]).toEqual(['npm:calm-mcp'])
    expect(servers.get('npm:calm-mcp')).toMatchObject({ spec: 'calm-mcp@1.0.1' })
    expect(servers.get('npm:calm-mcp')?.configured.map(({ client }) => client)).toEqual(['codex', 'cursor', 'goose'])
    await isSettled(stage, [USER_LOCK, '.cursor/mcp.json', '.codex/config.toml', '.config/goose/config.yaml'])
  })

  it('pins after a lock was made without it, and keeps what the spec followed', async () => {
    const { configure, run, lock } = await open()
    await configure({ calm: ['-y', 'calm-mcp@^1.0.0'], still: ['still-mcp@2.1.0'] })
    const first = await run(['pin'])
    expect(first.stdout.replace(/\s+/g, ' ')).toContain('1 place floats: `touchstone pin --write` pins it')
    await run(['pin', '--write'])
    expect((await lock()).get('npm:calm-mcp')).toMatchObject({ spec: 'calm-mcp@1.0.1', follows: 'calm-mcp@^1.0.0' })
    expect((await lock()).get('npm:still-mcp')).toMatchObject({ spec: 'still-mcp@2.1.0', follows: null })
    await isSettled(stage, [USER_LOCK, '.cursor/mcp.json'])
  })

  it('leaves refused servers as they are, and pins the others', async () => {
    const { configure, run, text } = await open()
    await configure({ calm: ['calm-mcp'], mail: ['postmark-mcp'] })
    const outcome = await run(['pin', '--write'])
    expect(outcome.code).toBe(1)
    const config = JSON.parse(await text('.cursor/mcp.json'))
    expect(config.mcpServers.calm.args).toEqual(['calm-mcp@1.0.1'])
    expect(config.mcpServers.mail.args).toEqual(['postmark-mcp'])
  })

  it('names what it can not pin, locks it all the same, and stays settled', async () => {
    const { write, run, lock, text } = await open()
    await write('.cursor/mcp.json', {
      mcpServers: {
        calm: { command: 'npx', args: ['-y', VARIABLE] },
        still: { command: 'npx', args: ['-y', 'still-mcp'] },
        python: { command: 'uvx', args: ['some-py-mcp'] },
      },
    })
    const outcome = await run(['pin', '--write', '--json'])
    const { notEvaluated, edits } = outcome.json()
    expect(edits?.map(({ to }) => to)).toEqual(['still-mcp@2.1.0'])
    const remarks = notEvaluated.filter(({ what }) => what === 'pin')
    expect(remarks.map(({ subject }) => subject.replace(/^.*#/, '')).sort()).toEqual([
      '/mcpServers/calm',
      '/mcpServers/python',
    ])
    expect(await text('.cursor/mcp.json')).toContain(VARIABLE)
    expect((await lock()).size).toBe(3)
    await isSettled(stage, [USER_LOCK, '.cursor/mcp.json'])
  })

  it('pins what it can where one server is written in two places, of which one is not to be changed', async () => {
    const { configure, write, run, lock } = await open()
    await configure({ calm: ['-y', 'calm-mcp'] })
    const plugin = { mcpServers: { calm: { command: 'npx', args: ['-y', 'calm-mcp'] } } }
    const folder = '.claude/plugins/cache/shop/calm/1.0.0'
    await write(`${folder}/.mcp.json`, plugin)
    await write(`${folder}/.claude-plugin/plugin.json`, { name: 'calm' })
    await write('.claude/plugins/installed_plugins.json', {
      version: 2,
      plugins: { 'calm@shop': [{ scope: 'user', installPath: path.join(stage.home, folder), version: '1.0.0' }] },
    })
    await write('.claude/settings.json', { enabledPlugins: { 'calm@shop': true } })
    await run(['pin', '--write'])
    const servers = [...(await lock()).values()]
    expect(servers.map(({ spec, follows }) => [spec, follows])).toEqual([
      ['calm-mcp', null],
      ['calm-mcp@1.0.1', 'calm-mcp'],
    ])
    expect(servers.map(({ purl }) => purl)).toEqual(['pkg:npm/calm-mcp@1.0.1', 'pkg:npm/calm-mcp@1.0.1'])
    await isSettled(stage, [USER_LOCK, '.cursor/mcp.json', `${folder}/.mcp.json`])
  })

  it('writes through a link, and a file that is reached in two ways once', async () => {
    const { write, run, home, text } = await open()
    await write('dotfiles/mcp.json', JSONC)
    await mkdir(path.join(home, '.cursor'), { recursive: true })
    await mkdir(path.join(home, '.codeium/windsurf'), { recursive: true })
    await symlink(path.join(home, 'dotfiles/mcp.json'), path.join(home, '.cursor/mcp.json'))
    await symlink(path.join(home, 'dotfiles/mcp.json'), path.join(home, '.codeium/windsurf/mcp_config.json'))
    const outcome = await run(['pin', '--write'])
    expect([outcome.code, outcome.stderr]).toEqual([0, ''])
    expect(await text('dotfiles/mcp.json')).toBe(JSONC.replace('@latest', '@1.0.1'))
    await isSettled(stage, [USER_LOCK, 'dotfiles/mcp.json'])
  })

  it('moves a pinned config on only with its lock', async () => {
    const { configure, run, registry, text } = await open({ 'postmark-mcp': mail('1.0.14') })
    await configure({ mail: ['postmark-mcp'] })
    await run(['pin', '--write'])
    registry.publish('postmark-mcp', mail('1.0.15'))
    await run(['pin', '--write'])
    expect(await text('.cursor/mcp.json')).toContain('postmark-mcp@1.0.14')
  })
})

describe('touchstone pin --undo', () => {
  it('puts back configurations and lock together, once', async () => {
    const { configure, run, text, home } = await open()
    await configure({ calm: ['calm-mcp'] })
    const config = await text('.cursor/mcp.json')
    await run(['pin'])
    const locked = await text(USER_LOCK)
    await run(['pin', '--write'])
    expect(await text(USER_LOCK)).not.toBe(locked)
    const undone = await run(['pin', '--undo'])
    expect([undone.code, undone.stderr]).toEqual([0, ''])
    expect(undone.stdout).toContain('Put back 2 files')
    expect(undone.stdout).toContain('~/.cursor/mcp.json')
    expect([await text('.cursor/mcp.json'), await text(USER_LOCK)]).toEqual([config, locked])
    const nothing = await run(['pin', '--undo', '--json', '--home', home], { bare: true })
    expect(nothing.json()).toMatchObject({ command: 'pin' })
  })

  it('leaves what somebody changed since, and says so', async () => {
    const { configure, run, text } = await open()
    const file = await configure({ calm: ['calm-mcp'] })
    await run(['pin', '--write'])
    const since = `${await text('.cursor/mcp.json')}\n`
    await writeFile(file, since)
    const undone = await run(['pin', '--undo'])
    expect(undone.code).toBe(2)
    expect(await text('.cursor/mcp.json')).toBe(since)
  })
})

describe('touchstone pin --dry-run', () => {
  it('prints the lock alone, or with --write the configurations too, and writes nothing', async () => {
    const { configure, run, text } = await open()
    await configure({ calm: ['calm-mcp'], mail: ['postmark-mcp'] })
    const config = await text('.cursor/mcp.json')
    const lockAlone = await run(['pin', '--dry-run'])
    expect(lockAlone.code).toBe(1)
    expect(lockAlone.stdout).toMatch(/^--- /m)
    expect(lockAlone.stdout).toContain('+++ ~/.config/touchstone/mcp-lock.json')
    expect(lockAlone.stdout).not.toContain('.cursor')
    expect(lockAlone.stderr).toMatch(/mail {2}refused/)
    const both = await run(['pin', '--dry-run', '--write'])
    expect(both.stdout).toMatch(/^-.*"calm-mcp"/m)
    expect(both.stdout).toMatch(/^\+.*"calm-mcp@1\.0\.1"/m)
    const json = (await run(['pin', '--dry-run', '--write', '--json'])).json()
    expect(json.edits).toEqual([expect.objectContaining({ from: 'calm-mcp', to: 'calm-mcp@1.0.1' })])
    expect(await text('.cursor/mcp.json')).toBe(config)
    await expect(text(USER_LOCK)).rejects.toThrow('ENOENT')
  })
})

describe('a machine that does not stand still', () => {
  it('plans anew where a client wrote the file meanwhile', async () => {
    const { configure, run, text, registry, home } = await open()
    const file = await configure({ calm: ['calm-mcp'] })
    const next = path.join(home, 'next.json')
    const entry = { command: 'npx', args: ['calm-mcp'] }
    const calm = PACKAGES['calm-mcp'] ?? expect.fail('there is no calm-mcp')
    registry.publish('calm-mcp', {
      ...calm,
      // When the registry is asked, the configuration was read.
      packument(packument) {
        writeFileSync(next, JSON.stringify({ other: 'a'.repeat(50), mcpServers: { calm: entry } }))
        renameSync(next, file)
        return packument
      },
    })
    expect((await run(['pin', '--write'])).code).toBe(0)
    const after = JSON.parse(await readFile(file, 'utf8'))
    expect(after.other).toBe('a'.repeat(50))
    expect(after.mcpServers.calm.args).toEqual(['calm-mcp@1.0.1'])
    expect(await text(USER_LOCK)).toContain('calm-mcp@1.0.1')
  })
})
