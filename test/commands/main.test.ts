import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.js'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

describe('command line', () => {
  it('prints version and help on standard output', async () => {
    const version = await stage.run(['--version'])
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' })
    const help = await stage.run(['--help'])
    expect(help).toMatchObject({ code: 0, stderr: '' })
    await expect(help.stdout).toMatchFileSnapshot('../../snapshots/cli/help.txt')
    for (const command of ['scan', 'list', 'diff', 'inspect', 'pin', 'verify', 'update', 'explain']) {
      const { code, stdout } = await stage.run([command, '--help'], { bare: true })
      expect(code).toBe(0)
      await expect(stdout).toMatchFileSnapshot(`../../snapshots/cli/help-${command}.txt`)
    }
  })

  it.each([
    [['frobnicate'], 'there is no command frobnicate'],
    [['scan', '--bogus'], "unknown option '--bogus'"],
    [['scan', '--fail-on', 'info'], 'Allowed choices are critical, high, medium, low'],
    [['scan', '--history', '0'], 'It must be a whole number from 1'],
    [['scan', '--concurrency', 'many'], 'It must be a whole number from 1'],
    [['scan', '--registry', 'ftp://a.example'], 'It must be a http or https URL'],
    [['scan', 'no-such-folder'], 'no-such-folder is no folder'],
    [['scan', '--sample', '--config', 'a.json'], '--sample takes neither'],
    [['scan', '--client', 'nobody'], 'there is no client nobody'],
    [['list', '--scope', 'mine'], 'Allowed choices are user, project, all'],
    [['list', '--config', 'a.json', '--scope', 'user'], '--config reads these files alone'],
    [['list', 'no-such-folder'], 'no-such-folder is no folder'],
    [['diff', 'one'], "missing required argument 'to'"],
    [['explain', 'constant-recipent'], 'there is no heuristic constant-recipent'],
    [['--json', 'scan'], 'options stand after the command'],
  ])('%j is wrong usage: exit 2, and the next step', async (argv, message) => {
    const { code, stdout, stderr } = await stage.run(argv, { bare: true })
    expect(code).toBe(2)
    const said = argv.includes('--json') ? stdout : stderr
    expect(said).toContain(message)
    if (!argv.includes('--json')) expect(stdout).toBe('')
  })

  it.each([
    [['scan', '--bogus', '--json']],
    [['--json', '--history', 'x']],
    [['diff', 'one', '--json']],
    [['scan', 'nowhere', '--json']],
  ])('%j still gives one JSON document', async (argv) => {
    const outcome = await stage.run(argv, { bare: true })
    expect(outcome.code).toBe(2)
    expect(outcome.stderr).toBe('')
    expect(outcome.json()).toMatchObject({ conclusion: 'incomplete', failures: [{ subject: 'command line' }] })
  })

  it('stops when it is interrupted', async () => {
    const interrupt = new AbortController()
    interrupt.abort(new Error('interrupted'))
    await stage.configure({ mail: ['mail-mcp'] })
    const { code, stderr, stdout } = await stage.run(['scan'], { signal: interrupt.signal })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('interrupted')
    const json = await stage.run(['scan', '--json'], { signal: interrupt.signal })
    expect(json.json().failures[0]?.message).toBe('interrupted')
  })
})
