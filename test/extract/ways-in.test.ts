import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { reachedBy } from '../../src/extract/ways-in.js'
import { artifactOf } from '../support/artifact.js'

const read = (name: string) => `import { readFileSync } from 'node:fs'\nreadFileSync('/srv/${name}.txt')\n`
const manifest = (more: object) => JSON.stringify({ name: 'kit', version: '1.0.0', type: 'module', ...more })

const files = {
  'package.json': manifest({
    bin: { kit: 'cli.js' },
    exports: { '.': './main.js', './extra': './extra.js', './parts/*': './parts/*.js' },
  }),
  'main.js': `import './shared.js'\n${read('main')}`,
  'shared.js': read('shared'),
  'cli.js': `import './shared.js'\n${read('cli')}`,
  'extra.js': `import './cli.js'\n${read('extra')}`,
  'parts/one.js': read('one'),
}

const facts = extractBehaviour(artifactOf(files)).facts
const liveWith = (imports: readonly string[], commands = false): string[] =>
  reachedBy(facts, 'kit', imports, commands)
    .filter(({ kind, reach }) => kind === 'fs.read' && reach === 'runs')
    .map(({ value }) => value.replace(/.*\/|\.txt/g, ''))

describe('ways into a package', () => {
  it('are told for what the main one does not reach', () => {
    const by = new Map(facts.filter(({ kind }) => kind === 'fs.read').map((fact) => [fact.where.file, fact.by]))
    expect(by).toEqual(
      new Map([
        ['main.js', undefined],
        ['shared.js', undefined],
        ['cli.js', ['./extra', 'bin']],
        ['extra.js', ['./extra']],
        ['parts/one.js', ['./parts/*']],
      ]),
    )
  })

  it.each([
    [['kit'], false, ['main', 'shared']],
    [['kit'], true, ['cli', 'main', 'shared']],
    [['kit/extra'], false, ['cli', 'extra', 'main', 'shared']],
    [['kit', 'kit/parts/one'], false, ['main', 'one', 'shared']],
    [['kitten/extra', 'kit/parts'], false, ['main', 'shared']],
  ])('%j, commands %s: %j', (imports, commands, expected) => {
    expect(liveWith(imports, commands)).toEqual(expected)
  })

  it('are not told apart where the same thing is done on the main way, or on install', () => {
    const twice = { ...files, 'cli.js': read('main'), 'package.json': manifest({ bin: 'cli.js', main: 'main.js' }) }
    const found = extractBehaviour(artifactOf(twice)).facts.find(({ value }) => value.endsWith('main.txt'))
    expect(found?.by).toBeUndefined()
    const hook = { scripts: { postinstall: 'node cli.js' }, bin: 'cli.js', main: 'main.js' }
    const installed = extractBehaviour(artifactOf({ ...files, 'package.json': manifest(hook) })).facts
    expect(installed.find(({ value }) => value.endsWith('cli.txt'))).toMatchObject({ reach: 'install' })
    expect(installed.find(({ value }) => value.endsWith('cli.txt'))?.by).toBeUndefined()
  })

  it('name what is loaded from other packages, by code that runs', () => {
    const code = `import a from 'a/sub'\nimport '@s/b'\nimport './shared.js'\nconst c = require(process.argv[2])\n`
    const behaviour = extractBehaviour(artifactOf({ ...files, 'main.js': code, 'tests/x.js': `import 'unused'` }))
    expect(behaviour.imports).toEqual(expect.arrayContaining(['@s/b', 'a/sub', '{}']))
    expect(behaviour.imports).not.toContain('unused')
    expect(behaviour.imports?.some((each) => each.startsWith('.'))).toBe(false)
  })
})
