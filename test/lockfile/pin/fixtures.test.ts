/** Every fixture of discovery, with all of its floating packages pinned to made-up versions. */
import { describe, expect, it } from 'vitest'
import { discover } from '../../../src/discover/discover.js'
import { planPins } from '../../../src/lockfile/pin/plan.js'
import type { PackageRef, ServerEntry } from '../../../src/model.js'
import { type Fixture, fixtureIds, loadFixture } from '../../configurations/fixture.js'
import { memoryHost } from '../../support/memory-host.js'
import { packagesOf, targetsOf, VERSIONS, withoutReleases } from './pinning.js'

/** Fixture and server → why it is not pinned in its file. */
const NOT_PINNED: Readonly<Record<string, RegExp>> = {
  'docker-mcp/1 wikipedia-mcp': /Docker's catalogue/,
  'gemini-cli/1 templated': /stands in a variable/,
  'gemini-cli/1 context7': /belongs to a plugin/,
  'odd-files/1 twice': /stands twice/,
}

const optionsOf = ({ configs }: Fixture) => (configs.length > 0 ? { configs } : {})
const textOf =
  ({ host }: Fixture) =>
  (file: string) =>
    host.files.readText(file, { maxBytes: 2 ** 25 })

async function pin(fixture: Fixture) {
  const { entries } = await discover(fixture.host, optionsOf(fixture))
  const targets = targetsOf(entries).filter(({ ref }) => ref.floating)
  const plan = await planPins(targets, textOf(fixture))
  const { platform, home, cwd } = fixture.host
  const after = Object.fromEntries(plan.files.map(({ file, after }) => [file, after]))
  const files = { ...Object.fromEntries(fixture.contents), [`${cwd}/.git/HEAD`]: 'ref: refs/heads/main\n', ...after }
  const host = memoryHost({ platform, home, cwd, files })
  return { entries, targets, plan, host, again: await discover(host, optionsOf(fixture)) }
}

const keyOf = ({ client, scope, place }: ServerEntry): string => `${client} ${scope} ${place.file}#${place.pointer}`

const counted = { all: 0, pinned: 0 }

describe.each(fixtureIds)('%s', (id) => {
  it('is pinned where it can be, in its own characters alone', async () => {
    const fixture = loadFixture(id)
    const { entries, targets, plan, host, again } = await pin(fixture)

    const refused = new Set(plan.notPinned.map(({ entry }) => entry))
    counted.all += targets.length
    counted.pinned += targets.filter(({ entry }) => !refused.has(entry)).length
    for (const { entry, why } of plan.notPinned) expect(why).toMatch(NOT_PINNED[`${id} ${entry.name}`] ?? /^$/)
    const wanted = (entry: ServerEntry): readonly string[] => {
      const own = targets.filter((target) => target.entry === entry && !refused.has(entry)).map(({ ref }) => ref)
      return packagesOf(entry).map((said, index) => pinnedAs(own, entry, index) ?? said)
    }
    // A file that is closed on purpose, or the like, is found no better afterwards.
    expect(again.entries.map(keyOf)).toEqual(entries.map(keyOf))
    for (const [index, entry] of entries.entries()) {
      const other = again.entries[index] ?? expect.fail()
      expect(packagesOf(other)).toEqual(wanted(entry))
      expect(withoutReleases(other)).toEqual(withoutReleases(entry))
      expect([other.name, other.disabled, other.line]).toEqual([entry.name, entry.disabled, entry.line])
    }
    for (const { before, after, edits } of plan.files) {
      const [old, now] = [before.split('\n'), after.split('\n')]
      expect(now.length).toBe(old.length)
      for (const [line, text] of now.entries())
        expect([text, isUndone(text, old[line] ?? '', edits)]).toEqual([text, true])
    }

    // A second time, nothing is left to do.
    const second = await planPins(
      targetsOf(again.entries).filter(
        ({ entry, ref, version }) =>
          (ref.floating || ref.selector.value === version) &&
          !plan.notPinned.some((one) => keyOf(one.entry) === keyOf(entry)),
      ),
      (file) => host.files.readText(file, { maxBytes: 2 ** 25 }),
    )
    expect(second.files).toEqual([])
    expect(second.notPinned).toEqual([])
  })
})

function pinnedAs(own: readonly PackageRef[], entry: ServerEntry, index: number): string | null {
  const ref = own.find(
    ({ ecosystem, name, selector }) => packagesOf(entry)[index] === `${ecosystem} ${name} ${selector.value}`,
  )
  return ref === undefined ? null : `${ref.ecosystem} ${ref.name} ${VERSIONS[ref.ecosystem]}!`
}

/** Whether a line is the old one again, with the words of some edits put back. The version stands nowhere else. */
function isUndone(now: string, old: string, edits: readonly { readonly from: string; readonly to: string }[]): boolean {
  const plain = now.replaceAll('\\/', '/')
  if (plain === old.replaceAll('\\/', '/')) return true
  return edits.some(
    ({ from, to }) =>
      plain.includes(to) &&
      isUndone(
        plain.replace(to, () => from),
        old,
        edits,
      ),
  )
}

it('counts what can be pinned', () => {
  const left = counted.all - counted.pinned
  expect(left).toBe(Object.keys(NOT_PINNED).length)
  expect(counted.pinned).toBeGreaterThanOrEqual(240)
})
