import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { SHORTHANDS, SWITCHES, VALUE_FLAGS } from '../../src/launch/npm-flags.js'

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
