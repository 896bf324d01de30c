import { afterEach, describe, expect, it } from 'vitest'
import { mail, openPinStage, PACKAGES, type PinStage } from '../commands/pin-world.js'

const stages: PinStage[] = []
const open = async (): Promise<PinStage> => {
  const stage = await openPinStage({ ...PACKAGES, 'postmark-mcp': mail('1.0.16') })
  stages.push(stage)
  return stage
}
afterEach(async () => {
  for (const stage of stages.splice(0)) await stage.close()
})

const CONFIG = '.cursor/mcp.json'

describe('what is found once versions are written exactly', () => {
  it('passes with what was accepted, so that nothing is news to the lock', async () => {
    const stage = await open()
    await stage.configure({ mail: ['-y', 'postmark-mcp'] })
    const pinned = await stage.run(['pin', '--write', '--accept', 'mail', '--reason', 'we looked'])
    expect(pinned.code).toBe(0)
    expect(await stage.text(CONFIG)).toContain('postmark-mcp@1.0.16')
    expect((await stage.run(['verify'])).code).toBe(0)
    expect((await stage.run(['scan'])).code).toBe(0)
  })

  it('is refused where it would be blocked, and others are written', async () => {
    const stage = await open()
    await stage.configure({ mail: ['-y', 'postmark-mcp@latest'], calm: ['calm-mcp'] })
    await stage.run(['pin', '--accept', 'mail', '--reason', 'for a while'])
    const { versions } = mail('1.0.16')
    const { files } = versions['1.0.15'] ?? expect.fail('no clean release')
    const manifest = { ...Object(files?.['package.json']), version: '1.0.18' }
    const clean = { publishedAt: '2025-12-01T00:00:00Z', files: { ...files, 'package.json': manifest } }
    stage.registry.publish('postmark-mcp', { versions: { ...versions, '1.0.18': clean } })
    const before = await stage.text(CONFIG)
    const pinned = await stage.run(['pin', '--write'])
    expect(pinned.code).toBe(1)
    expect(pinned.stdout.replace(/\s+/g, ' ')).toContain('once that is written, the next audit blocks it: critical')
    expect(await stage.text(CONFIG)).toBe(before.replace('"calm-mcp"', '"calm-mcp@1.0.1"'))
  })
})
