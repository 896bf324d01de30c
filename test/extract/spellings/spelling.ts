/**
 * The frame of the spelling tests: one behaviour, written in a certain way inside of an MCP server, must give the same fact in every
 * module style and bundle. All names come from a seed; `TOUCHSTONE_SEED=<seed>` repeats a run.
 */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../../src/extract/extract.js'
import type { Artifact, Behaviour, Fact } from '../../../src/model.js'
import { artifactOf } from '../../support/artifact.js'
import { asPackage, type Program, packagesOf, type Shape, shapesFor } from '../../support/bundle.js'
import { names, runSeed, seedFor } from '../../support/random-names.js'
import { type Expected, programOf, type Spelling } from './parts.js'

export async function packageOf(program: Program, shape: Shape, name: string): Promise<Artifact> {
  const dependencies = Object.fromEntries(packagesOf(program).map((p) => [p, '^1.0.0']))
  return artifactOf(asPackage(await shape.build(program), { name, dependencies }))
}

export const matches = (fact: Fact, expected: Expected): boolean =>
  fact.kind === expected.kind &&
  (typeof expected.value === 'string' ? fact.value === expected.value : expected.value.test(fact.value)) &&
  Object.entries(expected.detail ?? {}).every(([key, value]) => {
    const held = fact.detail[key]
    return Array.isArray(value) && Array.isArray(held) ? value.every((v) => held.includes(v)) : held === value
  })

export const reached = (behaviour: Behaviour): readonly Fact[] => behaviour.facts.filter((f) => f.reach !== 'dormant')

export const tell = (facts: readonly Fact[]): string =>
  facts.map((f) => `${f.kind}  ${f.value}  ${JSON.stringify(f.detail)}  (${f.reach})`).join('\n  ') || '(no facts)'

/**
 * What all shapes of a program must have in common. A minifier decodes what it can, so a decoded layer is a constant then, a
 * module's composed name a plain import and a hidden text is hidden no more; and a bundle does not say which of its functions
 * were exported.
 */
export const identities = (behaviour: Behaviour): string[] =>
  reached(behaviour)
    .filter((f) => f.kind !== 'code.obfuscated' || f.value !== 'hidden-text')
    .filter((f) => f.kind !== 'module.dynamic' || f.value.includes('{}'))
    .filter((f) => f.kind !== 'data.flow' || !f.value.startsWith('argument -> net:') || f.detail.slot === 'header')
    .map((f) => `${f.kind} ${f.kind === 'code.eval' ? f.value.replace(/^decoded /, 'constant ') : f.value}`)

/**
 * One test per spelling and shape, and one per spelling that all its bundles give the same facts as its source.
 */
export function testSpellings(title: string, spellings: readonly Spelling[]): void {
  const seed = runSeed()
  describe(`${title} [TOUCHSTONE_SEED=${seed}]`, () => {
    for (const [name, write] of spellings) {
      const n = names(seedFor(seed, `${title} ${name}`))
      const parts = write(n)
      const program = programOf(n, parts)
      const packageName = n.packageName()
      const done = new Map<string, Promise<Behaviour>>()
      const behaviourIn = (shape: Shape): Promise<Behaviour> => {
        const had = done.get(shape.name)
        if (had) return had
        const made = packageOf(program, shape, packageName).then((artifact) => extractBehaviour(artifact))
        done.set(shape.name, made)
        return made
      }
      describe(name, () => {
        const usable = shapesFor(program).filter((shape) => !parts.brokenIn?.includes(shape.name))
        for (const shape of usable) {
          it(shape.name, async () => {
            const behaviour = await behaviourIn(shape)
            for (const wanted of parts.expected ?? []) {
              const found = reached(behaviour).some((fact) => matches(fact, wanted))
              const others = behaviour.facts.filter((f) => f.kind === wanted.kind)
              const why = `${wanted.kind} ${String(wanted.value)} ${JSON.stringify(wanted.detail ?? {})} is missing; of this kind there is\n  ${tell(others)}`
              expect(found, why).toBe(true)
            }
            for (const unwanted of parts.absent ?? []) {
              const falseAlarms = reached(behaviour).filter((fact) => matches(fact, unwanted))
              expect(falseAlarms.length, `must be absent:\n  ${tell(falseAlarms)}`).toBe(0)
            }
          })
        }
        it('has the same facts in all shapes', async () => {
          const [first, ...others] = usable
          if (!first) return
          const wanted = identities(await behaviourIn(first))
          for (const other of others) {
            const given = identities(await behaviourIn(other))
            const lost = wanted.filter((f) => !given.includes(f))
            const gained = given.filter((f) => !wanted.includes(f))
            const why = `${other.name} against ${first.name}\n  lost: ${lost.join('\n    ')}\n  gained: ${gained.join('\n    ')}`
            expect({ lost, gained }, why).toEqual({ lost: [], gained: [] })
          }
        })
      })
    }
  })
}
