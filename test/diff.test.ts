import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedFacts, diffBehaviour, identityOf } from '../src/diff.js'
import { FACT_KINDS, type Fact, type Reach } from '../src/model.js'
import { behaviour, fact } from './support/facts.js'

const values = (facts: readonly Fact[]): string[] => facts.map(identityOf)

describe('diffBehaviour', () => {
  it('calls nothing new without a baseline', () => {
    expect(diffBehaviour(null, behaviour([fact('env.read', 'A')]))).toEqual({ added: [], removed: [] })
  })

  it('sees no difference in other places, details and order', () => {
    const before = [fact('env.read', 'A', { secret: false }, { line: 3 }), fact('env.read', 'B')]
    const after = [fact('env.read', 'B', {}, { file: 'bundle.js' }), fact('env.read', 'A', {}, { line: 9 })]
    expect(diffBehaviour(behaviour(before), behaviour(after))).toEqual({ added: [], removed: [] })
  })

  it('counts what was dormant and is reached as added, and the reverse as removed', () => {
    const dormant = fact('process.spawn', 'curl x', {}, { reach: 'dormant' })
    const runs = fact('process.spawn', 'curl x')
    expect(diffBehaviour(behaviour([dormant]), behaviour([runs])).added).toEqual([runs])
    expect(diffBehaviour(behaviour([runs]), behaviour([dormant])).removed).toEqual([runs])
    expect(diffBehaviour(behaviour([]), behaviour([dormant])).added).toEqual([])
  })

  it('takes install and run time for one life', () => {
    const install = fact('net.host', 'a.example', {}, { reach: 'install' })
    expect(diffBehaviour(behaviour([install]), behaviour([fact('net.host', 'a.example')]))).toEqual({
      added: [],
      removed: [],
    })
  })

  const anyFact = fc
    .tuple(
      fc.constantFrom(...FACT_KINDS),
      fc.constantFrom('a', 'b', 'c', '__proto__'),
      fc.constantFrom<Reach>('runs', 'install', 'dormant'),
    )
    .map(([kind, value, reach]) => fact(kind, value, {}, { reach }))
  const anyFacts = fc.uniqueArray(anyFact, { selector: identityOf, maxLength: 30 })

  it('is set arithmetic: what was, less what went, plus what came, is what is', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const { added, removed } = diffBehaviour(behaviour(before), behaviour(after))
        const live = (facts: readonly Fact[]) => new Set(values(facts.filter(({ reach }) => reach !== 'dormant')))
        const made = live(before)
        for (const each of values(removed)) expect(made.delete(each)).toBe(true)
        for (const each of values(added)) expect(made.has(each)).toBe(false)
        expect(new Set([...made, ...values(added)])).toEqual(live(after))
        expect(values(added)).toEqual([...values(added)].sort())
      }),
    )
  })

  it('is mirrored when the releases change places', () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        const there = diffBehaviour(behaviour(before), behaviour(after))
        const back = diffBehaviour(behaviour(after), behaviour(before))
        expect(values(there.added)).toEqual(values(back.removed))
        expect(values(there.removed)).toEqual(values(back.added))
      }),
    )
  })
})

describe('changedFacts', () => {
  const script = (command: string) =>
    fact('install.script', `postinstall: ${command}`, { event: 'postinstall', command }, { reach: 'install' })
  const dependency = (name: string, spec: string) => fact('dependency', `${name}@${spec}`, { name, spec })

  it('pairs one event, file, dependency or tool in two forms', () => {
    const before = [
      script('node a.js'),
      dependency('@a/b', '^1.0.0'),
      fact('file.opaque', 'wasm 01', { path: 'x.wasm' }),
      fact('mcp.tool', 'tool:list 01', { name: 'list', what: 'tool' }),
    ]
    const after = [
      script('node b.js'),
      dependency('@a/b', '^2.0.0'),
      fact('file.opaque', 'wasm 02', { path: 'x.wasm' }),
      fact('mcp.tool', 'tool:list 02', { name: 'list', what: 'tool' }),
    ]
    const pairs = changedFacts(diffBehaviour(behaviour(before), behaviour(after)))
    expect(pairs.map((pair) => [pair.before.value, pair.after.value]).sort()).toEqual([
      ['@a/b@^1.0.0', '@a/b@^2.0.0'],
      ['postinstall: node a.js', 'postinstall: node b.js'],
      ['tool:list 01', 'tool:list 02'],
      ['wasm 01', 'wasm 02'],
    ])
  })

  it('reads the subject from the value where details are missing', () => {
    const pairs = changedFacts({ added: [fact('dependency', '@a/b@2')], removed: [fact('dependency', '@a/b@1')] })
    expect(pairs).toHaveLength(1)
  })

  it('leaves alone what came or went by itself, and kinds without a subject', () => {
    const change = diffBehaviour(
      behaviour([dependency('a', '1'), fact('net.host', 'a.example')]),
      behaviour([dependency('b', '1'), fact('net.host', 'b.example')]),
    )
    expect(changedFacts(change)).toEqual([])
  })
})
