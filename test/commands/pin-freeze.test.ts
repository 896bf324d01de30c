import { afterEach, describe, expect, it } from 'vitest'
import { createNpmRegistry } from '../../src/registry/npm.js'
import { openPinStage, PACKAGES, type PinStage, USER_LOCK } from './pin-world.js'
import { quiet } from './stage.js'

let stage: PinStage
afterEach(() => stage.close())

/** As `sums`, with a release of the day after the freeze. */
const newer = () => {
  const { versions } = quiet('sums', ['1.0.0', '1.1.0', '1.2.0'])
  return { versions: { ...versions, '1.2.0': { ...versions['1.2.0'], publishedAt: '2026-11-21T08:00:00Z' } } }
}

describe('touchstone pin --write --freeze-dependencies', () => {
  it('writes a moment that holds the tree, while without it the tree moves', async () => {
    stage = await openPinStage()
    const { configure, run, text, lock, registry } = stage
    await configure({ lean: ['-y', 'lean-mcp'] })
    const outcome = await run(['pin', '--write', '--freeze-dependencies'])
    expect([outcome.code, outcome.stderr]).toEqual([0, ''])
    const { args } = JSON.parse(await text('.cursor/mcp.json')).mcpServers.lean
    expect(args).toContain('lean-mcp@1.0.0')
    const before = args.find((word: string) => word.startsWith('--before='))?.slice('--before='.length)
    expect(before).toBe('2026-11-20T12:00:00Z')
    expect([...((await lock()).get('npm:lean-mcp')?.dependencies?.keys() ?? [])]).toEqual(['sums@1.1.0'])

    registry.publish('sums', newer())
    const names = async (options: { before?: Date }): Promise<string[]> => {
      const host = { ...(await import('../../src/host.js')).nodeHost({ home: stage.home, cwd: stage.home }) }
      const { openStore } = await import('../../src/store/store.js')
      const store = await openStore(`${stage.home}/fresh`, { onWarning: () => {} })
      const npm = await createNpmRegistry({ host, store, offline: false, registry: registry.url })
      const packument = await npm.packument('lean-mcp')
      const release = npm.pick(packument, { type: 'version', value: '1.0.0' })
      return (await npm.tree(release, options)).packages.map(({ name, version }) => `${name}@${version}`)
    }
    expect(await names({ before: new Date(before) })).toEqual(['sums@1.1.0'])
    expect(await names({})).toEqual(['sums@1.2.0'])
  })

  it('changes nothing the second time, though time went on', async () => {
    stage = await openPinStage()
    const { configure, run, text } = stage
    await configure({ lean: ['-y', 'lean-mcp'] })
    await run(['pin', '--write', '--freeze-dependencies'])
    const before = [await text('.cursor/mcp.json'), await text(USER_LOCK)]
    const again = await run(['pin', '--write', '--freeze-dependencies', '--json'])
    expect(again.json().edits).toEqual([])
    expect([await text('.cursor/mcp.json'), await text(USER_LOCK)]).toEqual(before)
    expect((await run(['verify', '--json'])).json().drift).toEqual([])
  })

  it('holds what runs: verify and pin resolve as the entry says, when a newer dependency comes', async () => {
    stage = await openPinStage()
    const { configure, run, registry, text } = stage
    await configure({ lean: ['-y', 'lean-mcp'] })
    await run(['pin', '--write', '--freeze-dependencies'])
    const lock = await text(USER_LOCK)
    registry.publish('sums', newer())
    expect((await run(['verify', '--json'])).json().drift).toEqual([])
    await run(['pin', '--write', '--freeze-dependencies'])
    expect(await text(USER_LOCK)).toBe(lock)
  })

  it("holds an exact package of uv by uv's own option, once", async () => {
    stage = await openPinStage()
    const { configure, run, text } = stage
    await configure({ time: { command: 'uvx', args: ['some-py-mcp==1.2.0'] } })
    expect((await run(['pin', '--write', '--freeze-dependencies'])).code).toBe(0)
    const { args } = JSON.parse(await text('.cursor/mcp.json')).mcpServers.time
    expect(args).toEqual(['--exclude-newer=2026-11-20T12:00:00Z', 'some-py-mcp==1.2.0'])
    expect((await run(['pin', '--write', '--freeze-dependencies', '--json'])).json().edits).toEqual([])
    expect((await run(['verify', '--json'])).json().drift).toEqual([])
  })

  it('is refused where the registry does not say when things were published', async () => {
    const lean = PACKAGES['lean-mcp'] ?? expect.fail('there is no lean-mcp')
    stage = await openPinStage({
      ...PACKAGES,
      'lean-mcp': { ...lean, packument: ({ time: _, ...packument }) => packument },
    })
    const { configure, run, text } = stage
    await configure({ lean: ['-y', 'lean-mcp'] })
    const outcome = await run(['pin', '--write', '--freeze-dependencies', '--json'])
    const why = outcome.json().notEvaluated.find(({ what }) => what === 'holding the dependencies')
    expect(why?.subject).toBe('npm:lean-mcp')
    expect(await text('.cursor/mcp.json')).toContain('lean-mcp@1.0.0')
    expect(await text('.cursor/mcp.json')).not.toContain('before')
  })

  it('is refused where the tree is not locked, and takes nothing from the pin itself', async () => {
    stage = await openPinStage()
    const { configure, run, text } = stage
    await configure({ lean: ['-y', 'lean-mcp'] })
    const outcome = await run(['pin', '--write', '--freeze-dependencies', '--no-deps', '--json'])
    expect(outcome.json().notEvaluated.map(({ what }) => what)).toContain('holding the dependencies')
    expect(await text('.cursor/mcp.json')).toContain('lean-mcp@1.0.0')
  })
})
