import { describe, expect, it } from 'vitest'
import { manifestOfScript, startedManifest } from '../../src/registry/started-manifest.js'

const parsed = (text: string) => JSON.parse(startedManifest(text, 'dist/cli.js'))

describe('a manifest that starts with one file', () => {
  it.each<[string, object]>([
    ['nothing', {}],
    ['another bin', { name: 'x', bin: { x: './a.js', y: './b.js' } }],
    ['a main', { name: 'x', main: 'lib/index.js', version: '1.0.0' }],
    ['exports', { name: 'x', exports: { '.': { import: './m.js' } }, module: './m.js', directories: { bin: 'bin' } }],
    ['a key that looks like one', { name: 'x', config: { bin: 'stays', exports: 'stays' } }],
  ])('from one with %s', (_, manifest) => {
    for (const space of [0, 2]) {
      const result = parsed(JSON.stringify(manifest, null, space))
      expect(result).toMatchObject({ bin: './dist/cli.js', main: './dist/cli.js' })
      expect([result.exports ?? null, result.module ?? null, result.directories ?? null]).toEqual([null, null, null])
      expect(result.config).toEqual((manifest as { config?: object }).config)
    }
  })

  it('leaves every other line where it was', () => {
    const text = JSON.stringify(
      {
        name: 'x',
        bin: { a: 'a.js', b: 'b.js' },
        exports: { '.': { import: './m.js' } },
        scripts: { postinstall: 'x' },
      },
      null,
      2,
    )
    const line = (each: string) => each.split('\n').findIndex((one) => one.includes('postinstall'))
    expect(line(startedManifest(text, 'a.js'))).toBe(line(text))
    expect(startedManifest(text, 'a.js').split('\n').length).toBe(text.split('\n').length)
  })

  it('replaces every spelling of a key, since the last one counts', () => {
    expect(parsed('{"bin":"a.js","b\\u0069n":"b.js","bin":{"x":"c.js"}}').bin).toBe('./dist/cli.js')
  })

  it.each([
    ['a list', '[]'],
    ['nothing', ''],
    ['deep JSON', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('of %s it keeps only where it starts', (_, text) => {
    expect(parsed(text)).toEqual({ bin: './dist/cli.js', main: './dist/cli.js' })
  })

  it('quotes the name of a file', () => {
    const file = 'a"b\n.js'
    expect(JSON.parse(startedManifest('{}', file)).bin).toBe(`./${file}`)
    expect(JSON.parse(manifestOfScript(file)).main).toBe(`./${file}`)
  })
})
