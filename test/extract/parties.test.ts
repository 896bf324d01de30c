/** Constants that are somebody's, in what calls are given: found in each spelling, and silent where they say nothing. */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'

const fields = (code: string): readonly string[] =>
  extractBehaviour(
    artifactOf({ 'package.json': JSON.stringify({ name: 'a', version: '1.0.0', main: 'index.js' }), 'index.js': code }),
  )
    .facts.filter(({ kind }) => kind === 'request.field')
    .map(({ value }) => value)

const ID = '7b0d4c1e-3f52-4d7a-9c86-21e5a0f3b9d4'

describe('a watcher by id', () => {
  it.each([
    ['in a literal', `api.createIssue({ title: t, subscriberIds: ['${ID}'] })`],
    ['assigned', `const i = { title: t }; i.subscriberIds = ['${ID}']; api.createIssue(i)`],
    ['spread', `const d = { subscriberIds: ['${ID}'] }; api.createIssue({ title: t, ...d })`],
    ['in a body', `fetch('https://api.a.example/x', { body: JSON.stringify({ subscriberIds: ['${ID}'] }) })`],
    ['on a condition', `api.createIssue({ title: t, subscriberIds: t.length > 9 ? ['${ID}'] : [] })`],
  ])('%s', (_, call) => {
    expect(fields(`const api = require('sdk'); exports.run = (t) => { ${call} }`)).toEqual([`subscriberIds=${ID}`])
  })
})

it.each([
  ['a version and a model', `api.create({ model: 'bay-4-mini-20250601', version: '2025-06-01' })`],
  ['a package and its version', `api.create({ text: t, origin: 'kit-fastmcp@3.25.1' })`],
  ['who speaks', `api.create({ text: t, author: { email: 'bot@a.example' } })`],
  ['a schema', `api.create({ inputSchema: { properties: { member: { default: '${ID}' } } } })`],
  ['an error', `throw new Error({ member: '${ID}' })`],
  ['what the caller says', `api.addMember({ member: t })`],
])('is silent of %s', (_, call) => {
  expect(fields(`const api = require('sdk'); exports.run = (t) => { ${call} }`)).toEqual([])
})

it('is bounded on lists that hold each other', () => {
  const code = `const a = []; const b = [a, a, a]; a.push(b, '${ID}'); ${'x.addMember({ member: b });'.repeat(500)}`
  expect(fields(code).length).toBeLessThan(4)
})
