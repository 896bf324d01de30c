import fc from 'fast-check'
import { createScanner } from 'jsonc-parser'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { type Document, type Format, parseDocument, parseJsonc } from '../../../src/discover/document.js'
import { locate } from '../../../src/discover/formats/locate.js'
import { tomlOf } from './toml-writer.js'
import { dataIn, nodesIn } from './tree.js'

const FORMATS: readonly Format[] = ['json', 'toml', 'yaml', 'frontmatter']

/** Pieces that the grammars are made of, so that random texts get further than to their first character. */
const pieces = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'b',
        'key',
        '1',
        'true',
        'null',
        '~',
        '"x"',
        "'y'",
        '"',
        "'",
        '"""',
        "'''",
        '\\',
        '\\n',
        '\\u0041',
        'ü',
        '🙂',
      ],
      ...[
        ': ',
        ':',
        ' = ',
        '=',
        ', ',
        ',',
        '.',
        '- ',
        '? ',
        '[',
        ']',
        '{',
        '}',
        '[[',
        ']]',
        '[a]\n',
        '[[b]]\n',
        'c = 1\n',
      ],
      ...[
        '\n',
        '\n  ',
        '\n    ',
        '\r\n',
        ' ',
        '\t',
        '# c',
        '// c\n',
        '/*',
        '|\n',
        '>-\n',
        '&a ',
        '*a',
        '<<: ',
        '!!str ',
        '---\n',
      ],
    ),
    { maxLength: 25 },
  )
  .map((parts) => parts.join(''))
const anyText = fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 60 }))

const scalar = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
)
const key = fc.oneof(
  fc.stringMatching(/^[a-z_-]{1,6}$/),
  fc.string({ unit: 'grapheme', maxLength: 6 }),
  fc.constantFrom('__proto__', 'constructor', '1', 'null', 'yes', '<<', 'a.b', 'a/b', 'a~b', ''),
)
const values = (leaf: fc.Arbitrary<unknown>) =>
  fc.letrec<{ value: unknown; map: Record<string, unknown> }>((tie) => ({
    value: fc.oneof({ maxDepth: 4 }, leaf, fc.array(tie('value'), { maxLength: 3 }), tie('map')),
    map: fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: false }),
  })).map
const withNull = values(fc.oneof(scalar, fc.constant(null)))
const withoutNull = values(scalar)

/** What a pointer leads to, read independently of the parser. */
function at(data: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((from, name) => Object.getOwnPropertyDescriptor(from as object, name)?.value, data)
}

/** Minus zero is zero to every client, and not every format has it. */
const plain = (data: unknown): unknown => (data === undefined ? data : JSON.parse(JSON.stringify(data)))

function hold(document: Document, text: string, data: unknown): void {
  expect(plain(dataIn(document))).toEqual(plain(data))
  const lines = text.split('\n').length
  for (const { node, pointer } of nodesIn(document)) {
    if (node.type === 'text') expect(at(data, pointer)).toBe(node.value)
    expect(node.line).toBeGreaterThanOrEqual(1)
    expect(node.line).toBeLessThanOrEqual(lines)
  }
}

describe('any text', () => {
  it.each(FORMATS)('is read as %s or is one message', async (format) => {
    await fc.assert(
      fc.asyncProperty(anyText, async (any) => {
        const text = format === 'frontmatter' ? `---\n${any}\n---\n` : any
        const document = await parseDocument(text, format)
        if (!document.ok) expect(document.message).toMatch(/^line \d+, column \d+: \S/)
        for (const { node, pointer } of nodesIn(document)) {
          expect(node.line).toBeGreaterThanOrEqual(1)
          const source = await locate(text, format, pointer)
          if (source && node.type === 'text') expect(source.value).toBe(node.value)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('data that a program has written is read as it was', () => {
  it('json', async () => {
    await fc.assert(
      fc.asyncProperty(withNull, fc.constantFrom(0, 2), async (data, indent) => {
        const text = JSON.stringify(data, null, indent)
        hold(await parseDocument(text, 'json'), text, JSON.parse(text))
      }),
      { numRuns: 500 },
    )
  })

  it('yaml', async () => {
    const options = fc.record({
      collectionStyle: fc.constantFrom('any', 'block', 'flow'),
      defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
      indent: fc.constantFrom(1, 2, 4),
      lineWidth: fc.constantFrom(0, 20, 80),
    } as const)
    await fc.assert(
      fc.asyncProperty(withNull, options, async (data, options) => {
        // Block scalars can't hold carriage returns, and are written with them nevertheless. Aliases are not the matter here.
        const clean = JSON.parse(JSON.stringify(data).replaceAll('\\r', '').replaceAll('"<<"', '"<"'))
        const text = stringify(clean, { ...options, defaultKeyType: 'QUOTE_DOUBLE', aliasDuplicateObjects: false })
        const document = await parseDocument(text, 'yaml')
        hold(document, text, clean)
      }),
      { numRuns: 500 },
    )
  })

  it('toml', async () => {
    await fc.assert(
      fc.asyncProperty(withoutNull, fc.infiniteStream(fc.nat(9)), async (data, choices) => {
        const text = tomlOf(data, () => choices.next().value)
        const document = await parseDocument(text, 'toml')
        hold(document, text, Object.keys(data).length === 0 ? undefined : data)
      }),
      { numRuns: 500 },
    )
  })

  it('frontmatter', async () => {
    await fc.assert(
      fc.asyncProperty(withNull, async (data) => {
        const clean = JSON.parse(JSON.stringify(data).replaceAll('"<<"', '"<"'))
        const text = `---\n${stringify({ 'a-key': clean }, { defaultKeyType: 'QUOTE_DOUBLE', lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE' })}---\nbody: not: read`
        hold(await parseDocument(text, 'frontmatter'), text, { 'a-key': clean })
      }),
    )
  })
})

describe('the line of a key', () => {
  it.each(['json', 'toml', 'yaml'] as const)('is where it is written: %s', async (format) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(3), { minLength: 1, maxLength: 20 }),
        fc.constantFrom('\n', '\r\n'),
        async (gaps, end) => {
          const comment = format === 'json' ? '// c' : '# c'
          const pair = (name: string) => ({ json: `"${name}": 1,`, toml: `${name} = 1`, yaml: `${name}: 1` })[format]
          const rows = gaps.flatMap((gap, index) => [...Array(gap).fill(comment), pair(`k${index}`)])
          const text = (format === 'json' ? ['{', ...rows, '}'] : rows).join(end)
          const document = await parseDocument(text, format)
          const written = text.split(end)
          for (const { node, pointer } of nodesIn(document).slice(1)) {
            expect(written[node.line - 1]).toContain(pointer.slice(1))
          }
          expect(nodesIn(document)).toHaveLength(gaps.length + 1)
        },
      ),
    )
  })
})

describe('the depth of a text that is no JSON', () => {
  /** As jsonc-parser's scanner has it; its parser recurses once for each level. */
  function depthOf(text: string): number {
    const scanner = createScanner(text, true)
    let [depth, deepest] = [0, 0]
    // `SyntaxKind`: 1 `{`, 2 `}`, 3 `[`, 4 `]`, 17 the end.
    for (let token: number = scanner.scan(); token !== 17; token = scanner.scan()) {
      if (token === 1 || token === 3) depth += 1
      else if (token === 2 || token === 4) depth -= 1
      deepest = Math.max(deepest, depth)
    }
    return deepest
  }

  it('is counted as the parser counts', () => {
    const text = fc
      .array(
        fc.constantFrom(
          ...[
            '[',
            ']',
            '{',
            '}',
            '"',
            '"x"',
            '\\',
            '\\"',
            '\\u',
            "'",
            '//',
            '/*',
            '*/',
            '*',
            '/',
            '\n',
            '\r',
            '\u2028',
          ],
          ...[' ', 'a', '1', ',', ':'],
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, (text) => {
        const depth = depthOf(text)
        const deep = (levels: number) => parseJsonc('['.repeat(levels) + text)
        const refused = /nested deeper than 200 levels/
        expect(deep(201 - Math.max(depth, 1))).toMatchObject(
          depth > 0 ? { message: expect.stringMatching(refused) } : {},
        )
        expect(deep(200 - depth)).not.toMatchObject({ message: expect.stringMatching(refused) })
      }),
      { numRuns: 2000 },
    )
  })
})
