/**
 * What esbuild makes of a choice of the spellings. esbuild works in a child process, which no test may start, so its output is
 * kept in fixtures/esbuild.json. After a change of a chosen spelling or of esbuild, write it anew:
 *
 *   npx esbuild test/extract/spellings/record-esbuild.ts --bundle --platform=node --format=esm --packages=external \
 *     --outfile=node_modules/.cache/record-esbuild.mjs && node node_modules/.cache/record-esbuild.mjs
 */
import { createHash } from 'node:crypto'
import { postmarkProgram } from '../../incidents/postmark.js'
import type { Program } from '../../support/bundle.js'
import { names, seedFor } from '../../support/random-names.js'
import { evaluated } from './evals.js'
import { environments } from './flow-machine.js'
import { tokens } from './flow-tokens.js'
import { addresses } from './host-addresses.js'
import { calls } from './host-calls.js'
import { commonjsCalls, nodeCalls } from './host-node.js'
import { type Expected, programOf, type Spelling } from './parts.js'
import { places } from './recipient-places.js'
import { commonjs, protocols } from './recipient-protocols.js'
import { values } from './recipient-values.js'
import { commonjsSpawned, spawned } from './spawns.js'

export interface Recorded {
  readonly id: string
  /** Of the program that was bundled. */
  readonly sha256: string
  /** Code of the bundle by the name of the shape. */
  readonly shapes: Readonly<Record<string, string>>
}

export interface Chosen {
  readonly id: string
  readonly program: Program
  readonly expected: readonly Expected[]
}

const CHOICE: readonly (readonly [readonly Spelling[], readonly string[]])[] = [
  [
    places,
    [
      'property',
      'capital property',
      'Object.assign onto',
      'spread of a const object',
      'class field',
      'helper that assigns',
    ],
  ],
  [
    values,
    [
      'const of another file',
      'const of another file, renamed',
      'default of another file',
      'namespace of another file',
      're-exported',
      'function of another file',
      'template with constant holes',
      'env with default ??',
    ],
  ],
  [
    protocols,
    [
      'JSON body of fetch',
      'personalizations[].bcc[].email',
      'append to a form',
      'header line in a template',
      'vendored client',
    ],
  ],
  [commonjs, commonjs.map(([name]) => name)],
  [calls, ['axios.create in another file', 'fetch in a helper', 'fetch in a method']],
  [nodeCalls, ['await import(node:https)', 'await import, destructured', 'https.request of options', 'createRequire']],
  [commonjsCalls, ['destructured require', 'inline require', 'helper of another file', 'class of another file']],
  [addresses, ['const of another file', 'object of another file', 'host and path of another file']],
  [
    tokens,
    ['from another file', 'from a function of another file', 'helper of another file sends', 'through a class field'],
  ],
  [environments, ['JSON.stringify(process.env)', 'Object.keys, looked up']],
  [spawned, ['promisify(exec)', 'runner of another file', 'exec of the namespace', `cp['ex' + 'ec']`]],
  [commonjsSpawned, ['inline require', 'promisify of inline require']],
  [evaluated, ['vm.runInNewContext', 'the network']],
]

const fromSpellings: readonly Chosen[] = CHOICE.flatMap(([spellings, wanted]) =>
  wanted.map((name) => {
    const found = spellings.find(([n]) => n === name)
    if (!found) throw new Error(`no spelling ${name}`)
    const n = names(seedFor(1, name), true)
    const parts = found[1](n)
    return {
      id: `${spellings === commonjsCalls || spellings === commonjsSpawned ? 'commonjs: ' : ''}${name}`,
      program: programOf(n, parts),
      expected: parts.expected ?? [],
    }
  }),
)

const fromPostmark: readonly Chosen[] = ['postmark, property', 'postmark, header'].flatMap((id) =>
  ['1.0.15', '1.0.16'].map((version) => ({
    id: `${id} ${version}`,
    program: postmarkProgram(id, version),
    expected: version === '1.0.16' ? [{ kind: 'message.recipient' as const, value: 'bcc phan@giftshop.example' }] : [],
  })),
)

export const chosen: readonly Chosen[] = [...fromSpellings, ...fromPostmark].filter(
  (each, i, all) => all.findIndex((other) => other.id === each.id) === i,
)

export const hashOf = (program: Program): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(program.files).sort()))
    .digest('hex')
