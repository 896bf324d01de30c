import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseLock } from '../../src/lockfile/read.js'
import { printLock, quoted } from '../../src/lockfile/write.js'
import type { Lockfile } from '../../src/model.js'
import { locks, oddText } from './arbitrary.js'
import { mail, sample } from './sample.js'

const FILE = '/srv/mcp-lock.json'

describe('a lock as text', () => {
  it('is what it was decided to be', async () => {
    await expect(printLock(sample)).toMatchFileSnapshot('../../snapshots/lockfile/mcp-lock.json')
  })

  it('is two lines of shape without servers', () => {
    expect(printLock({ lockfileVersion: 1, servers: new Map() })).toBe(
      '{\n  "lockfileVersion": 1,\n  "servers": {}\n}\n',
    )
  })

  it('is read back as the same lock, whatever names and values it holds', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        expect(parseLock(printLock(lock), FILE)).toEqual(lock)
      }),
    )
  })

  it('is the same text when it is read and written again', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const text = printLock(lock)
        expect(printLock(parseLock(text, FILE))).toBe(text)
        const onWindows = text.replaceAll('\n', '\r\n')
        expect(printLock(parseLock(onWindows, FILE), onWindows)).toBe(onWindows)
      }),
    )
  })

  it('is, of every text that is taken for a lock, the same JSON in the same order', () => {
    const layouts = fc.constantFrom<string | number>('', 1, 2, 7, '\t')
    fc.assert(
      fc.property(locks, layouts, (lock, layout) => {
        const text = JSON.stringify(JSON.parse(printLock(lock)), null, layout)
        const again = printLock(parseLock(text, FILE))
        expect(JSON.stringify(JSON.parse(again))).toBe(JSON.stringify(JSON.parse(text)))
      }),
    )
  })

  it('does not depend on the order in which a lock was put together', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const backwards: Lockfile = {
          lockfileVersion: 1,
          servers: new Map(
            [...lock.servers].reverse().map(([key, server]) => [
              key,
              {
                ...server,
                configured: [...server.configured].reverse(),
                acknowledged: [...server.acknowledged].reverse(),
                dependencies: server.dependencies && new Map([...server.dependencies].reverse()),
              },
            ]),
          ),
        }
        expect(printLock(backwards)).toBe(printLock(lock))
      }),
    )
  })

  it('is printable ASCII, and JSON', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        expect(printLock(lock)).toMatch(/^[\x20-\x7e\n]*$/)
        expect(() => JSON.parse(printLock(lock))).not.toThrow()
      }),
    )
    fc.assert(
      fc.property(oddText, (text) => {
        expect(JSON.parse(quoted(text))).toBe(text)
      }),
    )
    expect(quoted('fü\u001b[2J \u202e \ud83d')).toBe('"f\\u00fc\\u001b[2J \\u202e \\ud83d"')
  })

  it('has one line for each entry, fact, acknowledgement and dependency', () => {
    const count = (lock: Lockfile) => printLock(lock).split('\n').length
    const one: Lockfile = { lockfileVersion: 1, servers: new Map([['npm:mail-mcp', mail]]) }
    const [occurrence] = mail.configured
    const more = {
      ...mail,
      configured: [...mail.configured, ...(occurrence ? [{ ...occurrence, name: 'again' }] : [])],
      dependencies: new Map([...(mail.dependencies ?? []), ['ws@8.0.0', null] as const]),
    }
    expect(count({ ...one, servers: new Map([['npm:mail-mcp', more]]) })).toBe(count(one) + 2)
  })
})

// ── merges ───────────────────────────────────────────────────────────────────────────────────────

/** Lines of two texts that are the same, as pairs of positions: the longest common subsequence, as `diff` has it. */
function commonLines(a: readonly string[], b: readonly string[]): readonly (readonly [number, number])[] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0))
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = lengths[i]
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
    }
  }
  const pairs: (readonly [number, number])[] = []
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++])
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1
    else j += 1
  }
  return pairs
}

/**
 * Merges as `git merge-file` does: where both sides changed the lines between two that all three have in common, and not in the same
 * way, it is a conflict. So changes that stand next to each other conflict, too.
 */
function merged(base: string, ours: string, theirs: string): string | 'conflict' {
  const [o, a, b] = [base, ours, theirs].map((text) => text.split('\n')) as [string[], string[], string[]]
  const inOurs = new Map(commonLines(o, a))
  const inTheirs = new Map(commonLines(o, b))
  const result: string[] = []
  let [lastO, lastA, lastB] = [0, 0, 0]
  for (let line = 0; line <= o.length; line += 1) {
    const end = line === o.length
    const [nextA, nextB] = end ? [a.length, b.length] : [inOurs.get(line), inTheirs.get(line)]
    if (nextA === undefined || nextB === undefined) continue
    const [was, own, other] = [o.slice(lastO, line), a.slice(lastA, nextA), b.slice(lastB, nextB)].map((part) =>
      part.join('\n'),
    )
    const [changedHere, changedThere] = [
      own !== was || nextA - lastA !== line - lastO,
      other !== was || nextB - lastB !== line - lastO,
    ]
    if (changedHere && changedThere && own !== other) return 'conflict'
    result.push(...(changedHere ? a.slice(lastA, nextA) : b.slice(lastB, nextB)))
    if (!end) result.push(o[line] ?? '')
    ;[lastO, lastA, lastB] = [line + 1, nextA + 1, nextB + 1]
  }
  return result.join('\n')
}

describe('merges', () => {
  const [a, b, c] = ['npm:a', 'npm:b', 'npm:c'].map(
    (key) => [key, { ...mail, spec: `${key.slice(4)}@latest` }] as const,
  )
  const base = new Map([a, b, c].flatMap((each) => (each ? [each] : [])))
  const text = (servers: Lockfile['servers']): string => printLock({ lockfileVersion: 1, servers })
  const changed = (key: string, change: Partial<typeof mail>): Map<string, typeof mail> =>
    new Map([...base].map(([name, server]) => [name, name === key ? { ...server, ...change } : server]))

  const changes: Partial<typeof mail>[] = [
    { configured: [] },
    { configured: mail.configured.slice(1) },
    { spec: 'x@1.0.0', follows: 'x' },
    { purl: 'pkg:npm/x@2.0.0', integrity: null },
    { behaviour: null },
    { acknowledged: [] },
    { dependencies: null },
    { dependencies: new Map() },
    { dependencies: new Map([...(mail.dependencies ?? []), ['zz@1.0.0', null]]) },
    { dependencies: new Map([['aa@1.0.0', null], ...(mail.dependencies ?? [])]) },
    { ...mail, configured: [], dependencies: null, spec: null },
  ]

  const bracketGoes = ({ dependencies = mail.dependencies }: Partial<typeof mail>): boolean => !dependencies?.size

  it.each(['npm:b', 'npm:c'])('of changes of npm:a and of %s do not conflict, and give both', (other) => {
    for (const one of changes) {
      for (const two of changes) {
        const [ours, theirs] = [changed('npm:a', one), changed(other, two)]
        const both = new Map([...ours].map(([key, server]) => [key, key === other ? { ...server, ...two } : server]))
        expect(merged(text(base), text(ours), text(theirs))).toBe(text(both))
        expect(merged(text(base), text(theirs), text(ours))).toBe(text(both))
      }
    }
  })

  it('of a server that is new and of one that changed do not conflict', () => {
    for (const key of ['npm:0', 'npm:bb', 'npm:d']) {
      const ours = new Map([...base, [key, mail]])
      for (const other of base.keys()) {
        for (const change of changes) {
          // The last server gets its comma from the one behind it, beside the bracket of a tree that goes.
          if (key === 'npm:d' && other === 'npm:c' && bracketGoes(change)) continue
          const theirs = changed(other, change)
          expect(merged(text(base), text(ours), text(theirs))).toBe(text(new Map([...theirs, [key, mail]])))
        }
      }
    }
  })

  it('of a server that is gone and of another that changed do not conflict', () => {
    for (const gone of base.keys()) {
      const ours = new Map([...base].filter(([key]) => key !== gone))
      for (const other of ours.keys()) {
        const theirs = changed(other, { purl: 'pkg:npm/x@2.0.0', dependencies: new Map([['aa@1.0.0', null]]) })
        const both = new Map([...theirs].filter(([key]) => key !== gone))
        expect([gone, other, merged(text(base), text(ours), text(theirs))]).toEqual([gone, other, text(both)])
      }
    }
  })

  it('of two changes of one line conflict', () => {
    const [ours, theirs] = [changed('npm:a', { spec: 'x' }), changed('npm:a', { spec: 'y' })]
    expect(merged(text(base), text(ours), text(theirs))).toBe('conflict')
  })
})
