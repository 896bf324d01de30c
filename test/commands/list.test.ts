import { afterEach, describe, expect, it } from 'vitest'
import { openStage, portable, type Stage } from './stage.js'

let stage: Stage
const open = async (): Promise<Stage> => {
  stage = await openStage({})
  return stage
}
afterEach(() => stage?.close())

/** Servers of several kinds, in the files of three clients. */
async function configured(): Promise<Stage> {
  const opened = await open()
  await opened.configure({
    mail: ['-y', 'mail-mcp'],
    notes: ['-y', '@acme/notes-mcp@1.2.3'],
    hosted: { url: 'https://user:hush-1@mcp.example/v1?key=hush-2' },
    own: { command: '/opt/tools/serve', args: ['--token', 'hush-3'] },
    off: { command: 'npx', args: ['quiet-mcp@^2'], disabled: true },
  })
  await opened.write('.vscode/mcp.json', { servers: { mail: { command: 'npx', args: ['-y', 'mail-mcp'] } } })
  await opened.write(
    '.codex/config.toml',
    '[mcp_servers.time]\ncommand = "uvx"\nargs = ["mcp-server-time==2025.1.1"]\n',
  )
  return opened
}

describe('list', () => {
  it.each([80, 120])('shows every server, what it starts and where, at %i columns', async (columns) => {
    const { run, home, registry } = await configured()
    const { code, stdout, stderr } = await run(['list'], { columns })
    expect([code, stderr]).toEqual([0, ''])
    expect(registry.requests).toEqual([])
    expect(stdout).not.toContain('hush')
    await expect(portable(stdout, home)).toMatchFileSnapshot(`../../snapshots/cli/list.${columns}.txt`)
  })

  it('gives the inventory as JSON, without score and verdict', async () => {
    const { run } = await configured()
    const { stdout, json } = await run(['list', '--json'])
    const { servers, command, conclusion, searched } = json()
    expect([command, conclusion, searched]).toEqual(['list', 'pass', undefined])
    const mail = servers.find(({ name }) => name === 'mail')
    expect(mail).toMatchObject({
      id: 'npm:mail-mcp',
      launch: { kind: 'npm', runner: 'npx', package: 'mail-mcp', spec: 'mail-mcp', pinned: false },
      score: null,
      verdict: null,
      cachedVersion: null,
    })
    expect(mail?.occurrences.map(({ client, scope }) => [client, scope])).toEqual([
      ['cursor', 'user'],
      ['vscode', 'project'],
    ])
    expect(stdout).not.toContain('hush')
  })

  it('names every place that was looked at, and what was found there', async () => {
    const { run, home, write } = await configured()
    await write('.kiro/settings/mcp.json', '{ broken')
    const { code, json } = await run(['list', '--where', '--json'])
    expect(code).toBe(2)
    const at = (file: string) => json().searched?.find((each) => portable(each.file, home) === file)
    expect(at('~/.cursor/mcp.json')).toMatchObject({ client: 'cursor', found: 'servers', entries: 5 })
    expect(at('~/.kiro/settings/mcp.json')).toMatchObject({ client: 'kiro', found: 'failed' })
    expect(at('~/.junie/mcp/mcp.json')).toMatchObject({ client: 'junie', found: 'absent' })
    const { stdout } = await run(['list', '--where'])
    expect(stdout).toMatch(/^5 servers +cursor \(user\) +~\/\.cursor\/mcp\.json$/m)
    expect(stdout).toMatch(/^not readable +kiro \(user\)/m)
  })

  it('narrows to clients and scopes', async () => {
    const { run } = await configured()
    const names = async (...options: readonly string[]) =>
      (await run(['list', '--json', ...options])).json().servers.map(({ name }) => name)
    expect(await names('--client', 'codex')).toEqual(['time'])
    expect(await names('--client', 'vscode', '--client', 'codex')).toEqual(['mail', 'time'])
    expect(await names('--scope', 'project')).toEqual(['mail'])
    expect(await names('--scope', 'user')).toEqual(['mail', 'notes', 'hosted', 'own', 'off', 'time'])
  })

  it('reads the configurations of all folders of a project when asked', async () => {
    const { run, write } = await open()
    const servers = { mcpServers: { deep: { command: 'npx', args: ['deep-mcp'] } } }
    await write('app/.git/HEAD', '')
    await write('app/packages/one/.cursor/mcp.json', servers)
    await write('app/.gitignore', 'ignored/\n')
    await write('app/ignored/.cursor/mcp.json', { mcpServers: { ignored: { command: 'npx', args: ['x-mcp'] } } })
    const names = async (...options: readonly string[]) =>
      (await run(['list', 'app', '--json', ...options])).json().servers.map(({ name }) => name)
    expect(await names()).toEqual([])
    expect(await names('--recursive')).toEqual(['deep'])
  })

  it('is incomplete where it can not be told what an entry starts, and lists it all the same', async () => {
    const { run, configure } = await open()
    await configure({ mist: { command: '$' + '{SERVER}' } })
    const { code, stdout } = await run(['list'])
    expect(code).toBe(2)
    expect(stdout).toContain('mist')
    expect(stdout).toContain("can't tell what it starts")
  })
})
