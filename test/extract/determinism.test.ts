/** The same artefact gives the same facts, whatever the order of its files, and whatever lies beside what it imports. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'
import { runSeed } from '../support/random-names.js'

const MANIFEST = JSON.stringify({ name: 'some-mcp', version: '1.0.0', main: 'a.js', bin: 'b.js', type: 'module' })
const NAMES = ['a', 'b', 'c', 'd'] as const

/** Expressions over what the files export, so that values depend on each other across files and in cycles. */
const name = fc.constantFrom(...NAMES)
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    name.map((n) => `'https://${n}.example-host.org/'`),
    name.map((n) => `${n}1.value`),
    name.map((n) => `${n}2`),
    name.map((n) => `process.env.${n.toUpperCase()}_TOKEN`),
    fc.tuple(name, tie('expression')).map(([n, e]) => `${n}1.call(${e})`),
    fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `${x} + ${y}`),
    fc.tuple(tie('expression'), tie('expression')).map(([x, y]) => `(q ? ${x} : ${y})`),
    tie('expression').map((e) => `{ url: ${e}, ...rest }.url`.replace(/^/, '(').replace(/$/, ')')),
  ),
}))
const statement = fc.oneof(
  expression.map((e) => `fetch(${e}, { body: call(${e}) })`),
  expression.map((e) => `value = ${e}`),
  expression.map((e) => `rest.bcc = ${e}`),
  expression.map((e) => `execSync(${e})`),
  expression.map((e) => `send({ to: ${e}, bcc: 'k@b.org' })`),
)
const file = fc
  .tuple(expression, expression, fc.array(statement, { maxLength: 4 }))
  .map(([value, returned, statements]) =>
    [
      `import { execSync } from 'node:child_process'`,
      ...NAMES.map((n) => `import * as ${n}1 from './${n}.js'\nimport { value as ${n}2 } from './${n}.js'`),
      `export let value = ${value}`,
      'const rest = {}',
      `export function call(x) { return ${returned} + x }`,
      ...statements,
    ].join('\n'),
  )

const told = (files: Record<string, string>): string => JSON.stringify(extractBehaviour(artifactOf(files)))
const settings = { numRuns: 60, seed: runSeed() }

describe(`the same facts [TOUCHSTONE_SEED=${runSeed()}]`, () => {
  it('in whatever order the files are listed', () => {
    fc.assert(
      fc.property(
        fc.tuple(file, file, file, file),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        (texts, order) => {
          const listed = (indexes: readonly number[]) =>
            told({
              'package.json': MANIFEST,
              ...Object.fromEntries(indexes.map((i) => [`${NAMES[i]}.js`, texts[i] ?? ''])),
            })
          expect(listed(order)).toBe(listed([0, 1, 2, 3]))
        },
      ),
      settings,
    )
  })

  it('beside files that nothing imports', () => {
    fc.assert(
      fc.property(fc.tuple(file, file, file, file), fc.constantFrom('0.js', 'm.js', 'z/z.js'), (texts, path) => {
        const own = Object.fromEntries(texts.map((text, i) => [`${NAMES[i]}.js`, text]))
        const reached = (files: Record<string, string>) =>
          JSON.stringify(
            extractBehaviour(artifactOf({ 'package.json': MANIFEST, ...files })).facts.filter(
              (fact) => fact.reach !== 'dormant',
            ),
          )
        const up = path.includes('/') ? '../' : './'
        const aside = `import * as c1 from '${up}c.js'\nimport { call } from '${up}a.js'\nfetch(c1.call(c1.value) + call('x'))`
        expect(reached({ ...own, [path]: aside })).toBe(reached(own))
      }),
      settings,
    )
  })
})
