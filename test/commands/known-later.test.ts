/** A release that was locked, and is known to be malicious by now: whoever looks at its lock again is told. */
import { afterEach, expect, it } from 'vitest'
import { openPinStage, type PinStage, USER_LOCK } from './pin-world.js'

let stage: PinStage
afterEach(() => stage.close())

const NPM = { command: 'npx', args: ['-y', 'postmark-mcp@1.0.16'] }
const PYPI = { command: 'uvx', args: ['litellm==1.82.8'] }
const ACKNOWLEDGED = /"acknowledged": \[\n[\s\S]*?\n {6}\]/

/** The lock as it was made while nobody knew, or of which the time that a person let it pass is over. */
async function locked(server: object, change: (lock: string) => string): Promise<void> {
  stage = await openPinStage()
  await stage.write('.cursor/mcp.json', { mcpServers: { mail: server } })
  expect((await stage.run(['pin', '--accept', 'mail', '--reason', 'seen'])).code).toBe(0)
  const text = await stage.text(USER_LOCK)
  expect(change(text)).not.toBe(text)
  await stage.write(USER_LOCK, change(text))
}

const before = (lock: string): string => lock.replace(ACKNOWLEDGED, '"acknowledged": []')
const expired = (lock: string): string => lock.replaceAll('"until": null', '"until": "2026-01-31"')

it.each([
  ['npm', NPM, 'locked before', before],
  ['npm', NPM, 'let pass until a day that is over', expired],
  ['PyPI', PYPI, 'locked before', before],
  ['PyPI', PYPI, 'let pass until a day that is over', expired],
])('%s: %s, %s', async (_, server, __, change) => {
  await locked(server, change)
  for (const argv of [['scan'], ['verify'], ['verify', '--frozen'], ['pin']]) {
    const outcome = await stage.run([...argv, '--json'])
    const { findings, drift, refused } = outcome.json()
    expect([argv, outcome.code]).toEqual([argv, 1])
    expect(findings).toContainEqual(
      expect.objectContaining({ severity: 'critical', heuristic: expect.stringMatching(/^known-malicious/) }),
    )
    if (argv[0] === 'verify') expect(drift).toContainEqual(expect.objectContaining({ severity: 'critical' }))
    if (argv[0] === 'pin') expect(refused).toHaveLength(1)
  }
})

it('npm, told by update', async () => {
  await locked(NPM, before)
  const { code, stdout } = await stage.run(['update'])
  expect(code).toBe(1)
  expect(stdout).toContain('refused')
  expect(stdout).toContain('[known-malicious]')
})
