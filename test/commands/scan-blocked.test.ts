/** A server that a lock blocks, and that somebody configures again. */
import { afterEach, expect, it } from 'vitest'
import { openPinStage, type PinStage, USER_LOCK } from './pin-world.js'

let stage: PinStage
afterEach(() => stage.close())

const calm = { mcpServers: { calm: { command: 'npx', args: ['-y', 'calm-mcp@1.0.1'] } } }
const blocking = (lock: string): string =>
  lock.replace('"decision": "accept",\n      "reason": null', '"decision": "block",\n      "reason": "not ours"')

it.each([
  ['the user’s', '.cursor/mcp.json', USER_LOCK, '.'],
  // Somebody else's lock lets nothing pass, and this is no leave.
  ['a project’s, which somebody else wrote', 'shop/.mcp.json', 'shop/mcp-lock.json', 'shop'],
])('is found by scan in %s lock', async (_, config, lock, dir) => {
  stage = await openPinStage()
  const { home, run, write, text } = stage
  await write('shop/.git/HEAD', 'ref: refs/heads/main\n')
  await write(config, calm)
  expect((await run(['pin', `${home}/${dir}`])).code).toBe(0)
  expect((await run(['scan', `${home}/${dir}`])).code).toBe(0)
  const blocked = blocking(await text(lock))
  expect(blocked).toContain('"block"')
  await write(lock, blocked)
  const outcome = await run(['scan', `${home}/${dir}`, '--json'])
  expect(outcome.code).toBe(1)
  expect(outcome.json()).toMatchObject({
    conclusion: 'fail',
    servers: [{ id: 'npm:calm-mcp', verdict: 'block' }],
    findings: expect.arrayContaining([
      expect.objectContaining({ heuristic: 'blocked-server', message: expect.stringContaining('not ours') }),
    ]),
  })
})

it('is found again where it was accepted, and blocked by somebody later', async () => {
  stage = await openPinStage()
  const { run, write, text } = stage
  await write('.cursor/mcp.json', calm)
  await run(['pin'])
  const blocked = blocking(await text(USER_LOCK))
  await write(USER_LOCK, blocked)
  expect((await run(['pin', '--accept', 'calm', '--reason', 'ours after all'])).code).toBe(0)
  expect((await run(['scan'])).code).toBe(0)
  await write(USER_LOCK, (await text(USER_LOCK)).replace('"decision": "accept"', '"decision": "block"'))
  expect((await run(['scan'])).code).toBe(1)
})
