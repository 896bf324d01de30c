/** Every fixture of discovery: what a lock says of an entry does not move when its file is pinned, and its dependencies held. */
import { describe, expect, it } from 'vitest'
import { discover } from '../../src/discover/discover.js'
import { lockedOccurrence } from '../../src/lockfile/launch-digest.js'
import { planPins } from '../../src/lockfile/pin/plan.js'
import { fixtureIds, loadFixture } from '../configurations/fixture.js'
import { memoryHost } from '../support/memory-host.js'
import { targetsOf } from './pin/pinning.js'

let changed = 0

describe.each(fixtureIds)('%s', (id) => {
  it.each([
    ['pinned', undefined],
    ['pinned and held', new Date('2026-11-20T12:00:00Z')],
  ])('%s', async (_, before) => {
    const { host, configs, contents } = loadFixture(id)
    const options = configs.length > 0 ? { configs } : {}
    const { entries } = await discover(host, options)
    const textOf = (file: string) => host.files.readText(file, { maxBytes: 2 ** 25 })
    const plan = await planPins(targetsOf(entries, before), textOf)
    const after = Object.fromEntries(plan.files.map((file) => [file.file, file.after]))
    const { platform, home, cwd } = host
    const files = { ...Object.fromEntries(contents), [`${cwd}/.git/HEAD`]: 'ref: refs/heads/main\n', ...after }
    const again = await discover(memoryHost({ platform, home, cwd, files }), options)
    expect(again.entries.map(lockedOccurrence)).toEqual(entries.map(lockedOccurrence))
    changed += plan.files.length
  })
})

it('many files were changed', () => {
  expect(changed).toBeGreaterThan(50)
})
