import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffBehaviour } from '../../src/diff.js'
import { behaviourOfLock, digestOfFacts, lockedBehaviour, shortened } from '../../src/lockfile/behaviour.js'
import type { Behaviour, Fact } from '../../src/model.js'
import { facts, oddText } from './arbitrary.js'
import { fact } from './sample.js'

const behaviour = (of: readonly Fact[]): Behaviour => ({ facts: of, unanalysed: [] })
/** One fact for each identity, as the extractor gives them. */
const distinct = (of: readonly Fact[]): readonly Fact[] => [
  ...new Map(of.map((each) => [`${each.kind}\n${each.value}`, each])).values(),
]
const long = (end: string): string => `curl ${'x'.repeat(2000)}${end}`

describe('the behaviour in a lock', () => {
  it('is a sorted line for each fact', () => {
    const locked = lockedBehaviour([
      fact('net.host', 'b.example'),
      fact('net.host', 'a.example', 'dormant'),
      fact('install.script', 'postinstall: x', 'install'),
      fact('env.read', 'A'),
      fact('env.read', 'A'),
    ])
    expect(locked.facts).toEqual([
      'dormant net.host a.example',
      'env.read A',
      'install install.script postinstall: x',
      'net.host b.example',
    ])
    expect(locked.digest).toBe(digestOfFacts(locked.facts))
  })

  it('does not depend on the order of the facts, nor on where they stand', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const moved = some.map((each) => ({
          ...each,
          where: { file: 'x', line: 9, column: 9, excerpt: 'y' },
          detail: { a: 1 },
        }))
        expect(lockedBehaviour([...moved].reverse())).toEqual(lockedBehaviour(some))
      }),
    )
  })

  it('has another digest for other facts: no line break and no half character makes two the same', () => {
    const digest = (...values: readonly string[]) =>
      lockedBehaviour(values.map((value) => fact('fs.read', value))).digest
    const all = [
      [],
      ['a'],
      ['a', 'b'],
      ['a\nfs.read b'],
      ['\ud83d'],
      ['\ud83e'],
      ['\ufffd'],
      ['"'],
      ['\\"'],
      ['\\u0022'],
    ]
    expect(new Set(all.map((values) => digest(...values))).size).toBe(all.length)
  })

  it('differs in nothing from what it was made of', () => {
    fc.assert(
      fc.property(facts, (some) => {
        const today = behaviour(distinct(some))
        const remembered = behaviourOfLock(lockedBehaviour(today.facts), today.facts)
        expect(diffBehaviour(remembered, today)).toEqual({ added: [], removed: [] })
        expect(diffBehaviour(today, remembered)).toEqual({ added: [], removed: [] })
        expect(lockedBehaviour(remembered.facts)).toEqual(lockedBehaviour(today.facts))
      }),
    )
  })

  it('tells what came, what went, and what is reached now', () => {
    const locked = lockedBehaviour([
      fact('env.read', 'A'),
      fact('net.host', 'a.example', 'dormant'),
      fact('fs.read', 'x'),
    ])
    const today = behaviour([fact('env.read', 'A'), fact('net.host', 'a.example'), fact('net.host', 'b.example')])
    const { added, removed } = diffBehaviour(behaviourOfLock(locked, today.facts), today)
    expect(added.map(({ value }) => value)).toEqual(['a.example', 'b.example'])
    expect(removed.map(({ value }) => value)).toEqual(['x'])
  })

  it('holds long values cut, and knows them again', () => {
    const [one, other] = [fact('process.spawn', long('1')), fact('process.spawn', long('2'))]
    const locked = lockedBehaviour([one])
    expect(locked.facts[0]).toMatch(/^process\.spawn curl x{395}… sha256-[\w+/]{43}=$/)
    expect(diffBehaviour(behaviourOfLock(locked, [one]), behaviour([one]))).toEqual({ added: [], removed: [] })
    const moved = diffBehaviour(behaviourOfLock(locked, [other]), behaviour([other]))
    expect([moved.added.length, moved.removed.length]).toEqual([1, 1])
  })

  it('leaves out kinds that this version does not know', () => {
    const locked = { digest: '', extractor: 99, facts: ['env.read A', 'mind.read B', 'install mind.read C', 'nothing'] }
    expect(behaviourOfLock(locked).facts.map(({ kind, value }) => [kind, value])).toEqual([['env.read', 'A']])
  })
})

describe('a text that is cut', () => {
  it('stays short, stays itself, and is never another’s', () => {
    const texts = fc.oneof(oddText, fc.string({ minLength: 480, maxLength: 1200, unit: 'binary' }))
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        expect(shortened(one).length).toBeLessThanOrEqual(500)
        expect(shortened(shortened(one))).toBe(shortened(one))
        expect(shortened(one) === shortened(other)).toBe(one === other)
      }),
    )
    const emoji = `${'x'.repeat(399)}${'\u{1f600}'.repeat(100)}`
    expect(shortened(emoji)).toMatch(/^x{399}…/)
  })
})
