import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  OPTIONAL_VALUES,
  PLAIN_TEXT,
  readNpmArguments,
  SHORTHANDS,
  SWITCHES,
  VALUE_FLAGS,
} from '../../src/launch/npm-flags.js'

interface NpmConfig {
  readonly definitions: Readonly<Record<string, { readonly type: unknown }>>
  readonly shorthands: Readonly<Record<string, readonly string[]>>
}

it('holds the flags of npm as its own configuration package defines them', () => {
  const { definitions, shorthands }: NpmConfig = createRequire(import.meta.url)(
    '@npmcli/config/lib/definitions/index.js',
  )
  const isSwitch = ({ type }: { readonly type: unknown }) =>
    type === Boolean || (Array.isArray(type) && type.includes(Boolean))
  const names = (of: typeof isSwitch) =>
    Object.entries(definitions).flatMap(([name, definition]) => (of(definition) ? [name] : []))
  expect([...SWITCHES].sort()).toEqual(names(isSwitch).sort())
  expect([...VALUE_FLAGS].sort()).toEqual(names((definition) => !isSwitch(definition)).sort())
  expect(Object.fromEntries(SHORTHANDS)).toEqual(
    Object.fromEntries(Object.entries(shorthands).map(([name, words]) => [name, words.join('=').replace(/^--/, '')])),
  )
})

const load = createRequire(import.meta.url)
const { definitions, shorthands }: NpmConfig = load('@npmcli/config/lib/definitions/index.js')

it('knows which flags read the next word in a way of their own', () => {
  const single = (type: unknown) => (Array.isArray(type) && type.length === 1 ? type[0] : type)
  const named = (test: (type: unknown) => boolean) =>
    Object.entries(definitions).flatMap(([name, { type }]) => (test(single(type)) ? [name] : []))
  expect([...PLAIN_TEXT].sort()).toEqual(named((type) => type === String).sort())
  expect([...OPTIONAL_VALUES.keys()].sort()).toEqual(
    named((type) => Array.isArray(type) && type.includes(Boolean) && type.length > 1).sort(),
  )
})

it('reads words as npm does', () => {
  const { lib } = load('nopt')
  const typeDefs: unknown = load('@npmcli/config/lib/type-defs.js')
  const types = Object.fromEntries(Object.entries(definitions).map(([name, { type }]) => [name, type]))
  const words = `-y --yes -p --package --package= --package=a -c --call --call=x --registry -n --no --quiet -q -d -s --cache
    --unknown --unknown=x -- --@s:registry --@s:registry=https://r.invalid/ -w --ws --prefix -C -g --loglevel --yes=false
    --no-yes true false null --pack --pac --regi -pa -yc -yp --c --ca --cal -py --- -1 --include -l --json
    --browser --color always --scope 3 --tag next -L --save-prefix --node-options --script-shell evil@1 @s/p a b -`
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words.trim().split(/\s+/)), { maxLength: 7 }), (given) => {
      const conf = lib.nopt([...given], {
        typeDefs,
        types,
        shorthands,
        invalidHandler: false,
        unknownHandler: false,
        abbrevHandler: false,
      })
      // A flag at the end, or before `--`, has the value `true` there, and none here.
      const packages = [conf.package ?? []].flat().filter((one) => String(one) !== 'true')
      const ours = readNpmArguments(given.map((text) => ({ text, pointer: '', at: 0 })))
      expect(ours.positionals.map(({ text }) => text)).toEqual(conf.argv.remain)
      expect(ours.packages.map(({ text }) => text).filter((one) => one !== 'true')).toEqual(packages)
      if (conf.call !== 'true') expect(ours.call?.text ?? '').toBe(conf.call ?? '')
    }),
    { numRuns: 3000 },
  )
})
