import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { parseLock } from '../../src/lockfile/read.js'
import { type LockfileV1, lockfileV1, lockJsonSchema } from '../../src/lockfile/schema.js'
import { printLock } from '../../src/lockfile/write.js'
import type { LockedServer, Lockfile } from '../../src/model.js'
import { sourceFiles } from '../support/imports.js'
import { locks } from './arbitrary.js'
import { sample } from './sample.js'

/** A type of the model as JSON has it: maps are objects, and nothing is read-only. */
type Json<T> =
  T extends ReadonlyMap<string, infer V>
    ? Record<string, Json<V>>
    : T extends readonly (infer V)[]
      ? Json<V>[]
      : T extends object
        ? { -readonly [K in keyof T]: Json<T[K]> }
        : T

describe('the schema of a lock', () => {
  it('is committed as JSON Schema', async () => {
    await expect(`${JSON.stringify(lockJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
      '../../snapshots/schema/mcp-lock-v1.schema.json',
    )
  })

  it('is that of the model', () => {
    expectTypeOf<LockfileV1>().toEqualTypeOf<Json<Lockfile>>()
    expectTypeOf<LockfileV1['servers'][string]>().toEqualTypeOf<Json<LockedServer>>()
  })

  it('has the fields in the order in which they are written', () => {
    const text = printLock(sample)
    expect(JSON.stringify(lockfileV1.parse(JSON.parse(text)))).toBe(JSON.stringify(JSON.parse(text)))
  })

  it('takes every lock that is written', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const json: unknown = JSON.parse(printLock(lock))
        expect(lockfileV1.parse(json)).toEqual(json)
      }),
    )
  })

  it('refuses nothing that the reader takes: with any one value replaced, the reader refuses what the schema refuses', () => {
    const values = fc.constantFrom<unknown>(
      null,
      0,
      2,
      -1,
      1.5,
      true,
      '',
      ' ',
      'x',
      '2026-02-28',
      'accept',
      [],
      {},
      [null],
      [{}],
    )
    let refused = 0
    fc.assert(
      fc.property(fc.nat(), values, (position, value) => {
        const json = JSON.parse(printLock(sample)) as object
        const places = placesIn(json)
        const [holder, key] = places[position % places.length] ?? [{}, '']
        Reflect.set(holder, key, value)
        if (lockfileV1.safeParse(json).success) return
        refused += 1
        expect(() => parseLock(JSON.stringify(json), '/x')).toThrow()
      }),
      { numRuns: 1000 },
    )
    expect(refused).toBeGreaterThan(300)
  })
})

describe('reading a lock', () => {
  it('loads neither the validator nor a parser of code', () => {
    const files = new Map(sourceFiles('src', 'heuristics').map((file) => [file.file, file]))
    const loaded = new Set<string>()
    const follow = (name: string): void => {
      if (loaded.has(name)) return
      loaded.add(name)
      for (const each of files.get(name)?.static ?? []) follow(each)
    }
    for (const name of ['read', 'entry', 'match', 'place']) follow(`src/lockfile/${name}.ts`)
    expect(loaded).toContain('src/extract/version.ts')
    const heavy = /^(?:zod|@babel\/parser|acorn|pacote|tar|cacache|@npmcli\/.*|src\/extract\/(?:extract|pool)\.ts)$/
    expect([...loaded].filter((each) => heavy.test(each))).toEqual([])
  })
})

/** Everything in a document that could be replaced. */
function placesIn(holder: object): readonly (readonly [holder: object, key: string])[] {
  return Object.entries(holder).flatMap(([key, value]) => [
    [holder, key] as const,
    ...(typeof value === 'object' && value !== null ? placesIn(value as object) : []),
  ])
}
