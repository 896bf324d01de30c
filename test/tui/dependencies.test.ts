import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { heuristics } from '../../heuristics/index.js'
import type { Dependency, ServerReport } from '../../src/model.js'
import { lineWidth, textOf } from '../../src/tui/line.js'
import { type ReviewState, type ScreenOf, START, screenOf } from '../../src/tui/state/model.js'
import { bodyOf } from '../../src/tui/views/body.js'
import { bodyWidth } from '../../src/tui/views/look.js'
import { dependency, postmark, tree } from './server-fixture.js'
import { act, finding, HOSTILE, NOW, press, type StateWords, stateWith } from './support/state.js'

type Only = ScreenOf<'dependencies'>['only']

const on = (report: ServerReport, only: Only = 'all', words: StateWords = {}): ReviewState =>
  stateWith({
    servers: [report],
    screens: [{ type: 'dependencies', server: report.id, pane: START, only }],
    ...words,
  })
const textFrom = (state: ReviewState): string => {
  const body = bodyOf(state)
  return Array.from({ length: body.length }, (_, index) => textOf(body.line(index))).join('\n')
}
const withPackages = (packages: readonly Dependency[], more: Partial<ServerReport> = {}): ServerReport =>
  postmark({
    dependencies: { tree: { root: 'pkg:npm/postmark-mcp@1.0.16', packages }, baseline: 'none', changes: [] },
    ...more,
  })
const prose = (state: ReviewState): string => textFrom(state).replace(/\s+/g, ' ')
const wide = (count: number): ServerReport =>
  withPackages(
    Array.from({ length: count }, (_, index) =>
      dependency({ way: [`p${Math.floor(index / 9)}@1.0.0`, `q${index}@1.0.0`] }),
    ),
  )

describe('the dependencies of a server', () => {
  it.each(['all', 'changed', 'findings'] as const)('are a tree: %s', async (only) => {
    await expect(textFrom(on(tree(), only))).toMatchFileSnapshot(`__snapshots__/dependencies-${only}.txt`)
  })

  it('are drawn in ASCII, too', () => {
    const text = textFrom(on(tree(), 'findings', { ascii: true, size: [120, 40] }))
    expect(text).toMatchInlineSnapshot(`
      "postmark-mcp 1.0.16 depends on 9 packages; 1 added, 1 moved, 1 gone, 1 with other bytes since 1.0.15.
       all 9   changed 4  [with findings 3]

      postmark-mcp 1.0.16
      |- axios 1.14.0 -> 1.14.1  ~ moved  does 1 new thing
      |  \`- plain-crypto-js 4.2.1  + added  not read  runs a script at install
      |        x critical  what runs at install fetches code and starts it [install-download]
      |        ! high      a package below it runs code when it is installed [dependency-install-script]
      \`- helper 1.0.0  from git
            o low       a package below it comes from no registry [dependency-source]

      About packages that are not in the tree
      o low       ghost@2.0.0 is in the registry no more [dependency-unpublished]"
    `)
  })

  it('say that there is nothing to compare with, and nothing below', () => {
    expect(prose(on(wide(2)))).toContain('depends on 2 packages; there is nothing to compare it with.')
    expect(prose(on(wide(2), 'changed'))).toContain('Nobody knows what changed')
    expect(prose(on(wide(2), 'findings'))).toContain('Nothing was found about the packages below it')
    expect(textFrom(on(withPackages([]), 'findings'))).toContain('There is no package below it.')
    expect(prose(on(postmark()))).toContain('Dependencies were not resolved')
  })

  it('open as a whole where they are few, and else with what speaks', () => {
    const opened = (report: ServerReport): string => {
      const state = stateWith({ servers: [report], screens: [{ type: 'server', server: report.id, pane: START }] })
      const screen = screenOf(press(state, 'd').state)
      return screen.type === 'dependencies' ? screen.only : screen.type
    }
    expect(opened(tree())).toBe('all')
    expect(opened(wide(200))).toBe('all')
    const found = wide(200)
    expect(opened({ ...found, findings: [finding('low', { path: ['postmark-mcp@1.0.16', 'p1@1.0.0'] })] })).toBe(
      'findings',
    )
  })

  it('f goes through the filters, enter opens the worst finding of a package', () => {
    const state = on(tree())
    const only = (keys: readonly string[]): unknown => screenOf(press(state, ...keys).state)
    expect(only(['f'])).toMatchObject({ only: 'changed' })
    expect(only(['f', 'f'])).toMatchObject({ only: 'findings' })
    expect(only(['f', 'f', 'f'])).toMatchObject({ only: 'all' })
    expect(press(state, 'enter').state.notice?.text).toBe('Nothing was found about this package.')
    const opened = press(on(tree(), 'findings'), 'enter')
    expect(screenOf(opened.state)).toMatchObject({ type: 'evidence', finding: 'ee55' })
    const last = press(on(tree(), 'findings'), 'G', 'enter')
    expect(screenOf(last.state)).toMatchObject({ type: 'evidence', finding: 'ff88' })
  })

  it('names findings about no single package, as all heuristics about dependencies do', () => {
    const report = wide(3)
    const whole = finding('info', {
      fingerprint: 'w',
      heuristic: 'dependency-install-script',
      message: 'p1 runs scripts',
    })
    expect(textFrom(on({ ...report, findings: [whole] }, 'findings'))).toContain('About the tree as a whole')
    const isNamed = (id: string): boolean => {
      const found = [finding('info', { heuristic: id })]
      return textFrom(on({ ...report, findings: found }, 'findings')).includes('About the tree as a whole')
    }
    const named = heuristics.filter(({ about }) => about === 'dependencies')
    expect(named.filter(({ id }) => !isNamed(id)).map(({ id }) => id)).toEqual([])
  })

  it('are laid out once: only what is seen is drawn while the clock moves', () => {
    const state = on(wide(2_000))
    expect(bodyOf(state).stops).toHaveLength(2_000)
    const later = act(state, { type: 'tick', now: NOW + 120 }).state
    expect(bodyOf(later).stops.map(({ id }) => id)).toEqual(bodyOf(state).stops.map(({ id }) => id))
  })

  it('holds for packages on a way of thousands, at one place, and without a way', () => {
    const long = Array.from({ length: 3_000 }, (_, index) => `n${index}@1.0.0`)
    const odd = [
      dependency({ way: long }),
      dependency({ way: ['twin@1.0.0'] }),
      dependency({ way: ['twin@1.0.0'], source: 'bundled' }),
      { ...dependency({ way: ['none@1.0.0'] }), path: [] },
    ]
    const state = on(withPackages(odd))
    expect(bodyOf(state).stops).toHaveLength(4)
    expect(textFrom(state)).toContain('twin 1.0.0  bundled')
    expect(textFrom(state)).toContain('none 1.0.0')
  })

  it('no line is wider than the screen, whatever the packages are called', () => {
    const text = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme' }), fc.string())
    const packages = fc.array(fc.array(text, { minLength: 1, maxLength: 14 }), { maxLength: 12 })
    fc.assert(
      fc.property(packages, fc.integer({ min: 60, max: 140 }), fc.boolean(), (ways, columns, ascii) => {
        const report = withPackages(ways.map((way) => dependency({ way })))
        const path = report.dependencies?.tree.packages[0]?.path ?? ['x']
        const found = { ...report, findings: [finding('high', { path, title: ways[0]?.[0] ?? '' })] }
        const state = on(found, 'all', { size: [columns, 24], ascii })
        const body = bodyOf(state)
        expect(body.stops.length).toBeGreaterThanOrEqual(ways.length)
        for (let index = 0; index < body.length; index += 1) {
          const line = body.line(index)
          expect(lineWidth(line)).toBeLessThanOrEqual(bodyWidth(state))
          expect(textOf(line)).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/)
        }
      }),
      { numRuns: 100 },
    )
  })
})
