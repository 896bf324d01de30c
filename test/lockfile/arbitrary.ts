/** Locks with odd names and values, for properties. */
import fc from 'fast-check'
import { lockedBehaviour } from '../../src/lockfile/behaviour.js'
import { DECISIONS, SCOPES } from '../../src/lockfile/decode.js'
import { dependencyKey } from '../../src/lockfile/entry.js'
import { lockKey } from '../../src/lockfile/portable.js'
import { byFingerprint, byOccurrence } from '../../src/lockfile/write.js'
import { compareText, FACT_KINDS, type Fact, type LockedServer, type Lockfile } from '../../src/model.js'
import { digestOf, fact, integrityOf } from './sample.js'

/** What strangers call things: prototypes, paths, escapes, half characters, JSON. */
export const oddText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom('\ud83d', '\ude00', '\u202e', '\u0000', '"', '\\', '\n', '}', ',', 'ı', '\u2028'),
  }),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    '',
    ' ',
    '../../x',
    'C:\\x',
    '~/x',
    '<<<<<<< HEAD',
    '{"a":1}',
  ),
  fc.string({ minLength: 490, maxLength: 520 }),
)

const letter = fc.constantFrom(...'ABCDEFGHabcdefgh01234567+/')
const integrity = fc.option(letter.map(integrityOf), { nil: null })
const digest = letter.map(digestOf)
const maybe = fc.option(oddText, { nil: null })
const day = fc
  .date({ noInvalidDate: true, min: new Date('2000-01-01'), max: new Date('2099-12-31') })
  .map((date) => date.toISOString().slice(0, 10))

const sortedOnce = <T>(items: readonly T[], order: (a: T, b: T) => number): readonly T[] =>
  [...items].sort(order).filter((item, index, all) => index === 0 || order(all[index - 1] as T, item) !== 0)

const occurrence = fc.record({
  client: fc.constantFrom('cursor', 'claude-code', 'vscode', 'explicit'),
  scope: fc.constantFrom(...SCOPES),
  name: oddText,
  launch: digest,
})

const fingerprint = fc.stringMatching(/^[0-9a-f]{64}$/)

const acknowledgement = fc.record({
  fingerprint,
  reason: oddText.filter((text) => text.trim() !== ''),
  when: day,
  until: fc.option(day, { nil: null }),
  by: maybe,
})

export const facts: fc.Arbitrary<readonly Fact[]> = fc.array(
  fc
    .tuple(fc.constantFrom(...FACT_KINDS), oddText, fc.constantFrom('runs', 'install', 'dormant' as const))
    .map(([kind, value, reach]) => fact(kind, value, reach as Fact['reach'])),
  { maxLength: 8 },
)

const dependencies = fc
  .array(fc.tuple(fc.record({ name: oddText, version: oddText.filter((text) => text !== '') }), integrity), {
    maxLength: 6,
  })
  .map((packages) => new Map(packages.map(([each, hash]) => [dependencyKey(each), hash] as const)))

const kinds = fc.constantFrom('npm', 'pypi', 'oci', 'git', 'remote', 'local', 'unknown' as const)

const server = (kind: LockedServer['kind']): fc.Arbitrary<LockedServer> =>
  fc.record({
    kind: fc.constant(kind),
    configured: fc.array(occurrence, { maxLength: 4 }).map((all) => sortedOnce(all, byOccurrence)),
    spec: fc.option(
      oddText.map((text) => text.replace(/^(?:[\\/]|[A-Za-z]:|file:)/i, 'x')),
      { nil: null },
    ),
    follows: maybe,
    decision: fc.constantFrom(...DECISIONS),
    reason: maybe,
    purl: fc.constantFrom(null, kind === 'local' ? 'pkg:generic/unnamed@0.0.0' : 'pkg:npm/%40scope/mail@1.0.0-rc.1'),
    integrity,
    publisher: maybe,
    provenance: fc.constantFrom(null, true, false),
    behaviour: fc.option(facts.map(lockedBehaviour), { nil: null }),
    acknowledged: fc.array(acknowledgement, { maxLength: 3 }).map((all) => sortedOnce(all, byFingerprint)),
    findings: fc.array(fingerprint, { maxLength: 3 }).map((all) => sortedOnce(all, compareText)),
    dependencies: fc.option(
      dependencies.map((tree) => new Map([...tree].sort(([a], [b]) => compareText(a, b)))),
      { nil: null },
    ),
  })

/** In the order of their keys, as a lock that was read has them. */
export const locks: fc.Arbitrary<Lockfile> = fc
  .array(
    fc
      .tuple(kinds, oddText)
      .chain(([kind, name]) => server(kind).map((each) => [lockKey(`${kind}:${name}`), each] as const)),
    { maxLength: 5 },
  )
  .map((servers) => ({
    lockfileVersion: 1,
    servers: new Map([...new Map(servers)].sort(([a], [b]) => compareText(a, b))),
  }))
