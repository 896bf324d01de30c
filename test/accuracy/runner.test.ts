/** The runner itself: one attack that is found, and one twin that is not, in every style; and what it says of what it can't build. */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'
import { verdict, wrongOnes } from './figures.js'
import { graphOf, withoutModuleWords } from './modules.js'
import type { Pair } from './pair.js'
import { EMPTY, resultIn, serialise, storable } from './snapshot.js'
import { STYLES } from './styles.js'
import { TUNED } from './tuned.js'
import { measureWritten, type WrittenOutcome } from './written.js'

const measure = (pairs: readonly Pair[]): Promise<WrittenOutcome> =>
  measureWritten(pairs, false, {
    behaviour: async (files) => extractBehaviour(artifactOf(files)),
    progress: () => {},
  })

const pairOf = (id: string): Pair => TUNED.find((pair) => pair.id === id) ?? expect.fail(`no pair ${id}`)

describe('the runner', () => {
  it('finds an attack and leaves a twin alone, in every style', async () => {
    const pairs = [pairOf('postmark, property'), pairOf('bcc as an argument of the tool')]
    const outcome = await measure(pairs)
    expect(outcome.unbuilt).toEqual([])
    expect(outcome.unmeasured).toEqual([])
    for (const pair of outcome.pairs) for (const style of STYLES) expect(resultIn(pair, style), style).toBeDefined()
    expect(wrongOnes(outcome, 'attack')).toEqual([])
    expect(wrongOnes(outcome, 'benign')).toEqual([])
    const [attack] = outcome.pairs
    for (const { by } of attack?.results ?? []) expect(by).toContain('constant-recipient')
  })

  it('says which pair it can’t build, and counts it as nothing', async () => {
    const broken = pairOf('postmark, property')
    const releases = broken.releases.map((release) => ({
      ...release,
      files: { ...release.files, 'index.js': `${release.files['index.js']}\n)` },
    }))
    const { pairs, unbuilt } = await measure([{ ...broken, releases }])
    const found = STYLES.filter((style) => pairs[0] && resultIn(pairs[0], style))
    expect(found).not.toContain('bundled, minified')
    expect(found.length + unbuilt.length).toBe(STYLES.length)
    for (const { why } of unbuilt) expect(why).not.toBe('')
  })

  it('judges a first release by itself', () => {
    const result = { worst: null, alone: 'critical', by: [] } as const
    expect(verdict({ id: 'a', truth: 'attack', first: true, results: [] }, result)).toBe('critical')
    expect(verdict({ id: 'a', truth: 'attack', results: [] }, result)).toBe(null)
  })
})

describe('what is stored', () => {
  it('names no host of a registry, and is the same whatever the order', () => {
    const host = ['registry.npm', 'js.org'].join('')
    expect(storable(`taken from https://${host}/x\nnow`)).toBe('taken from https://<package registry>/x now')
    const pair = (name: string) => ({ from: `pkg:npm/${name}@1.0.0`, to: `pkg:npm/${name}@1.0.1`, findings: [] })
    const [a, b] = [pair('a'), pair('b')]
    const with_ = (pairs: (typeof a)[]) => serialise({ ...EMPTY, real: { ...EMPTY.real, servers: { pairs } } })
    expect(with_([a, b])).toBe(with_([b, a]))
    expect(JSON.parse(with_([a, b]))).toMatchObject({ real: { servers: { pairs: [a, b] } } })
  })
})

describe('modules', () => {
  it('are followed by literal, in both kinds', () => {
    const files = {
      'package.json': '{"type":"module"}',
      'a.js': `import './b.cjs'\nawait import('./c.js')\nimport('./' + x)`,
      'b.cjs': `require('./d.cjs')`,
      'c.js': `export * from './a.js'`,
      'd.cjs': '',
      'e.js': '',
    }
    expect([...graphOf('a.js', files)].sort()).toEqual(['a.js', 'b.cjs', 'c.js', 'd.cjs'])
  })

  it('become CommonJS without its words, or say why not', () => {
    const source = `#!/usr/bin/env node\nimport a from 'a'\nawait a(import.meta.url)\n`
    expect(withoutModuleWords(source)).toMatch(/^#!.*\nimport a from 'a'\n;\(async \(\) => {\nawait a\(require\(/)
    expect(() => withoutModuleWords('export const a = await b')).toThrow('waits at its top')
  })
})
