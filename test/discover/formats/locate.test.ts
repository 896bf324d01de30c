import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type Format, parseDocument } from '../../../src/discover/document.js'
import { locate, type ScalarSource } from '../../../src/discover/formats/locate.js'
import { nodesIn } from './tree.js'

/** The characters that say a value, or the part of it that is `part`. */
function written(text: string, source: ScalarSource | null, part = source?.value ?? ''): string {
  if (source === null) throw new Error('not located')
  const from = source.value.indexOf(part)
  return text.slice(source.offsets[from], source.offsets[from + part.length])
}

/** Every spelling of `npx -y "pkg@1.0" é🙂\t|` or of a part of it, and what says `pkg@1.0` in it. */
const spellings: readonly (readonly [Format, string, string, string, string])[] = [
  ['json', '{"a": {"x": ["-y", "pkg@1.0"]}}', '/a/x/1', 'pkg@1.0', 'json'],
  ['json', '{"a": "npx\\t\\"pkg\\u00401.0\\" \\ud83d\\ude42"}', '/a', 'npx\t"pkg@1.0" 🙂', 'json'],
  ['json', '{"a": "no", "a": "pkg@1.0"} // last', '/a', 'pkg@1.0', 'json'],
  ['json', '{"a~b/c": {"": "pkg@1.0"}}', '/a~0b~1c/', 'pkg@1.0', 'json'],
  ['json', '{"a": 1.50}', '/a', '1.50', 'bare'],
  ['toml', 'a = "npx \\"pkg@1.0\\" \\U0001F642\\x41\\e"', '/a', 'npx "pkg@1.0" 🙂A\u001b', 'toml-basic'],
  ['toml', "a = 'npx \\ pkg@1.0'", '/a', 'npx \\ pkg@1.0', 'toml-literal'],
  ['toml', 'a = """\nnpx \\\n\n   pkg@1.0\n"""', '/a', 'npx pkg@1.0\n', 'toml-multiline-basic'],
  ['toml', 'a = """pkg@1.0"""""', '/a', 'pkg@1.0""', 'toml-multiline-basic'],
  ['toml', "a = '''\nnpx\\\npkg@1.0'\n'''", '/a', "npx\\\npkg@1.0'\n", 'toml-multiline-literal'],
  ['toml', '[s.a.env]\nx = {y = ["-y", "pkg@1.0"]}\n[s.a]\nz = 1', '/s/a/env/x/y/1', 'pkg@1.0', 'toml-basic'],
  ['toml', 'a = 2020-01-02', '/a', '2020-01-02', 'bare'],
  ['yaml', 'a: [-y, pkg@1.0 ]', '/a/1', 'pkg@1.0', 'yaml-plain'],
  ['yaml', 'a: npx\n  pkg@1.0\n\n  x # c', '/a', 'npx pkg@1.0\nx', 'yaml-plain'],
  ['yaml', "a: 'it''s pkg@1.0\n   so'", '/a', "it's pkg@1.0 so", 'yaml-single'],
  [
    'yaml',
    'a: "npx \\"pkg\\x401.0\\"\\\n   \\u00e9\\U0001F642 \\\\\n\n b "',
    '/a',
    'npx "pkg@1.0"é🙂 \\\nb ',
    'yaml-double',
  ],
  ['yaml', 'a: | # c\n  npx\n\n    pkg@1.0\nb: 1', '/a', 'npx\n\n  pkg@1.0\n', 'yaml-literal'],
  ['yaml', 'a:\n- |2-\n    npx\n   pkg@1.0\n', '/a/0', '  npx\n pkg@1.0', 'yaml-literal'],
  ['yaml', 'a: >\n  npx\n  pkg@1.0\n\n  x\n    y\n  z\n', '/a', 'npx pkg@1.0\nx\n  y\nz\n', 'yaml-folded'],
  ['yaml', 'a: >+\n  pkg@1.0\n\n\n', '/a', 'pkg@1.0\n\n\n', 'yaml-folded'],
  ['yaml', 'a: &x "pkg@1.0"', '/a', 'pkg@1.0', 'yaml-double'],
  ['yaml', 'a: !!str 1.0', '/a', '1.0', 'yaml-plain'],
  ['yaml', 'a: 0x1F', '/a', '0x1F', 'yaml-plain'],
  ['frontmatter', '---\nm:\n  - t: {args: [-y, "pkg@1.0"]}\n---\n"pkg@1.0"', '/m/0/t/args/1', 'pkg@1.0', 'yaml-double'],
]

describe('the characters of a scalar', () => {
  it.each(spellings)('%s: %j at %s', async (format, text, pointer, value, style) => {
    const variants = [text, `\ufeff${text}`, text.replaceAll('\n', '\r\n'), `\ufeff${text.replaceAll('\n', '\r\n')}`]
    for (const variant of variants) {
      const source = await locate(variant, format, pointer)
      expect(source).toMatchObject({ value, style, reused: false })
      expect(source?.offsets).toHaveLength(value.length + 1)
      expect(source?.offsets).toEqual([...(source?.offsets ?? [])].sort((one, other) => one - other))
      if (!value.includes('pkg@1.0')) continue
      expect(written(variant, source, 'pkg@1.0')).toMatch(/^pkg(@|\\u0040|\\x40)1\.0$/)
      // The proof of it: the part is replaced in the file, and so it is in the data, and nothing else.
      const at = source?.value.indexOf('pkg@1.0') ?? -1
      const [from, to] = [source?.offsets[at], source?.offsets[at + 'pkg@1.0'.length]]
      const changed = `${variant.slice(0, from)}pkg@2.0.0${variant.slice(to)}`
      const before = nodesIn(await parseDocument(variant, format))
      const after = nodesIn(await parseDocument(changed, format))
      const scalars = (all: typeof before) =>
        all.flatMap((one) => ('value' in one.node ? [[one.pointer, one.node.value] as const] : []))
      expect(scalars(after)).toEqual(
        scalars(before).map(([key, old]) => [key, key === pointer ? value.replace('pkg@1.0', 'pkg@2.0.0') : old]),
      )
    }
  })

  it('says that they count elsewhere, too', async () => {
    const text = 'a: &a {x: "pkg", y: 1}\nb: *a\nc: {<<: *a, z: 2}\nd: &d one\ne: *d\nf: &f alone'
    for (const pointer of ['/a/x', '/b/x', '/c/x']) {
      expect(await locate(text, 'yaml', pointer)).toMatchObject({ value: 'pkg', start: 10, reused: true })
    }
    expect(await locate(text, 'yaml', '/e')).toMatchObject({ value: 'one', reused: true })
    expect(await locate(text, 'yaml', '/c/z')).toMatchObject({ reused: false })
    expect(await locate(text, 'yaml', '/f')).toMatchObject({ reused: false })
  })

  it.each([
    ['a map', 'yaml', 'a: {b: 1}', '/a'],
    ['the root', 'json', '{}', ''],
    ['nothing', 'toml', 'a = 1', '/b'],
    ['something below a scalar', 'toml', 'a = 1', '/a/b'],
    ['an item that is not there', 'json', '{"a": [1]}', '/a/1'],
    ['an item by no number', 'json', '{"a": [1]}', '/a/length'],
    ['a value that is not written out', 'yaml', 'a:', '/a/0'],
    ['prose that is no YAML', 'frontmatter', '---\na: b: c\n---\n', '/a'],
    ['a document that can not be read', 'json', '{"a": ', '/a'],
  ] as const)('are not those of %s', async (_, format, text, pointer) => {
    expect(await locate(text, format, pointer)).toBeNull()
  })
})

describe('every text of a document that was written by a program is located', () => {
  const text = fc
    .oneof(
      fc.string({ maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
      fc
        .array(fc.constantFrom('a', ' ', '\n', '"', "'", '\\', ': ', '#', '- ', 'é', '🙂', '\t'), { maxLength: 20 })
        .map((parts) => parts.join('')),
    )
    // A block of nothing but white space is not located: there is nothing in it to change.
    .filter((value) => value.trim() !== '' || value === '')
  const data = fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.array(text, { maxLength: 4 }), { maxKeys: 4 })

  async function check(format: Format, written: string, values: Record<string, readonly string[]>): Promise<void> {
    for (const [key, items] of Object.entries(values)) {
      for (const [index, value] of items.entries()) {
        const source = await locate(written, format, `/${key}/${index}`)
        expect(source?.value).toBe(value)
        expect(source?.offsets.every((offset) => offset >= (source?.start ?? 0) && offset <= source?.end)).toBe(true)
      }
    }
  }

  it('json', () =>
    fc.assert(fc.asyncProperty(data, (values) => check('json', JSON.stringify(values, null, 2), values))))

  it.each(['PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const)('yaml, %s', (style) =>
    fc.assert(
      fc.asyncProperty(data, fc.constantFrom(0, 20), async (values, lineWidth) => {
        // A carriage return in a block scalar is a line end to whoever reads it.
        const plain = Object.fromEntries(
          Object.entries(values).map(([key, items]) => [key, items.map((item) => item.replaceAll('\r', ''))]),
        )
        const written = stringify(plain, { defaultStringType: style, lineWidth })
        await check('yaml', written, plain)
      }),
    ),
  )
})
