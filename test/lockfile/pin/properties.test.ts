import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fileOf } from './generated-files.js'
import { packagesOf, pinFile, withoutReleases } from './pinning.js'

/** What fails is printed as it is: a file that is made up in so many steps takes minutes to shrink. */
const runs = (numRuns: number) => ({ numRuns, endOnFailure: true })

const DATE = new Date('2026-11-20T12:00:00Z')
/** A word that was put in, with what parts it from the next one. */
const ADDED = /["']?--(?:before|exclude-newer)=2026-11-20T12:00:00Z["']?,?\s*(?:- +)?/g

describe('pinning', () => {
  it('changes the characters of the specs and no others, in every format, style and launch', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const { name, text } = fileOf(g)
        const { after, plan, before, entries } = await pinFile(text('from'), name)
        expect([plan.notPinned.map(({ why }) => why), after]).toEqual([[], text('to')])
        expect(entries.map(withoutReleases)).toEqual(before.map(withoutReleases))
        for (const said of entries.flatMap(packagesOf)) expect(said).toMatch(/!$/)
        expect((await pinFile(after, name)).plan.files).toEqual([])
      }),
      runs(200),
    )
  })

  it('puts in what holds the dependencies, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.gen(), async (g) => {
        const { name, text } = fileOf(g)
        const { after, plan, entries } = await pinFile(text('from'), name, DATE)
        for (const { why } of plan.notPinned) expect(why).toMatch(/has no option that does it$/)
        expect(after.replace(ADDED, '')).toBe(text('to'))
        for (const said of entries.flatMap(packagesOf)) expect(said).toMatch(/!$/)
        expect((await pinFile(after, name, DATE)).plan.files).toEqual([])
      }),
      runs(150),
    )
  })

  it('takes any text for a file, and any words for a launch', async () => {
    const words = fc.array(
      fc.oneof(
        fc.constantFrom(
          'npx',
          'uvx',
          'sh',
          '-c',
          '-y',
          'pkg',
          '@s/p@',
          'docker',
          'run',
          '-p',
          '--from',
          'npx "a',
          '$X',
          '$' + '{A:-b}',
          '&&',
          '|',
        ),
        fc.constantFrom(
          "npx 'pkg'@latest | x",
          'npx $(pkg)',
          'npx pkg@$' + '{V:-1}',
          'uvx a@ b',
          'cmd',
          '/c',
          'npx ^"a^" b',
          '\u2028',
          '\ud800',
        ),
        fc.string({ unit: 'binary', maxLength: 12 }),
      ),
      { maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(words, fc.string({ maxLength: 8 }), async ([command = '', ...args], junk) => {
        const text = `{"mcpServers": {"a": ${JSON.stringify({ command, args })}, "b": ${JSON.stringify(junk)}}}`
        const { after, before, entries } = await pinFile(text, undefined, DATE)
        expect(entries.length).toBe(before.length)
        // Neither half a change nor one that is not understood.
        expect((await pinFile(after, undefined, DATE)).plan.files).toEqual([])
      }),
      runs(1000),
    )
  })
})
