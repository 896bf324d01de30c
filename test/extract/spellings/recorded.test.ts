/** The chosen spellings as esbuild bundles them, from its recorded output; hosts become ordinary ones in memory. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../../src/extract/extract.js'
import { artifactOf } from '../../support/artifact.js'
import { asPackage, packagesOf } from '../../support/bundle.js'
import { ordinaryHosts } from '../../support/ordinary-hosts.js'
import { runSeed, seedFor } from '../../support/random-names.js'
import type { Expected } from './parts.js'
import { chosen, hashOf, type Recorded } from './recorded.js'
import { identities, matches, reached, tell } from './spelling.js'

const seed = runSeed()
const recorded = JSON.parse(readFileSync(new URL('./fixtures/esbuild.json', import.meta.url), 'utf8')) as Recorded[]

describe(`bundles of esbuild [TOUCHSTONE_SEED=${seed}]`, () => {
  describe.each(chosen.map((each) => [each.id, each] as const))('%s', (id, { program, expected }) => {
    const record = recorded.find((r) => r.id === id)
    const { text, files } = ordinaryHosts(seedFor(seed, id))
    const dependencies = Object.fromEntries(packagesOf(program).map((name) => [name, '^1.0.0']))
    const behaviourOf = (code: string, commonjs: boolean) =>
      extractBehaviour(
        artifactOf(
          asPackage(
            { files: files({ 'dist/index.js': code }), entry: 'dist/index.js', commonjs },
            { name: 'some-mcp', dependencies },
          ),
        ),
      )
    const source = () =>
      extractBehaviour(
        artifactOf(asPackage({ ...program, files: files(program.files) }, { name: 'some-mcp', dependencies })),
      )
    const ordinary = (wanted: Expected): Expected => ({
      ...wanted,
      value:
        typeof wanted.value === 'string'
          ? text(wanted.value)
          : new RegExp(text(wanted.value.source.replaceAll('\\.', '.')).replaceAll('.', '\\.'), wanted.value.flags),
      ...(wanted.detail ? { detail: JSON.parse(text(JSON.stringify(wanted.detail))) } : {}),
    })

    it('is recorded from this source', () => {
      expect(record?.sha256, 'write fixtures/esbuild.json anew: see recorded.ts').toBe(hashOf(program))
    })

    it.each(Object.entries(record?.shapes ?? {}))('%s', (shape, code) => {
      const behaviour = behaviourOf(code, shape.includes('cjs'))
      for (const wanted of expected.map(ordinary)) {
        const found = reached(behaviour).some((fact) => matches(fact, wanted))
        const others = behaviour.facts.filter((f) => f.kind === wanted.kind)
        expect(
          found,
          `${wanted.kind} ${String(wanted.value)} is missing; of this kind there is\n  ${tell(others)}`,
        ).toBe(true)
      }
      const given = identities(behaviour)
      const before = identities(source())
      const lost = before.filter((f) => !given.includes(f))
      const gained = given.filter((f) => !before.includes(f))
      expect({ lost, gained }, `lost: ${lost.join(', ')}\n  gained: ${gained.join(', ')}`).toEqual({
        lost: [],
        gained: [],
      })
    })
  })
})
