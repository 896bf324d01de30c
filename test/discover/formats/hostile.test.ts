import { describe, expect, it } from 'vitest'
import { type Format, parseDocument } from '../../../src/discover/document.js'
import { locate } from '../../../src/discover/formats/locate.js'
import { dataIn, messageOf, nodesIn } from './tree.js'

const SECRET = 'hush-4711'
const FORMATS: readonly Format[] = ['json', 'toml', 'yaml', 'frontmatter']
const fenced = (yaml: string): string => `---\n${yaml}\n---\n# Agent\n`
const nested = (open: string, close: string, levels = 10_000): string => open.repeat(levels) + close.repeat(levels)
/** Every level names the one before nine times: nine to the power of the levels. */
const laughs = (levels: number): string =>
  Array.from({ length: levels }, (_, level) =>
    level === 0
      ? '- &l0 lol'
      : `- &l${level} [${Array(9)
          .fill(`*l${level - 1}`)
          .join(', ')}]`,
  ).join('\n')
const stairs = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `${' '.repeat(level)}a:`).join('\n')

/** What can't be read, and what its failure says. */
const refused: readonly (readonly [Format, string, string, RegExp])[] = [
  ['json', 'lists', nested('[', ']'), /^line 1, column 201: nested deeper than 200 levels$/],
  ['json', 'maps', `${nested('{"a":', '').replace(/$/, '1')}${'}'.repeat(10_000)}`, /nested deeper than 200/],
  ['json', 'tokens', `[${'1,'.repeat(600_000)}1]`, /more than 1000000 tokens/],
  ['json', 'a quote that is left open', `{"a": "${SECRET}`, /^line 1, column 7: unexpected end of string$/],

  ['toml', 'arrays', `a = ${nested('[', ']')}`, /^line 1, column 205: nested deeper than 200 levels$/],
  ['toml', 'inline tables', `a = ${'{a='.repeat(10_000)}1${'}'.repeat(10_000)}`, /nested deeper than 200/],
  ['toml', 'dotted keys', `${'a.'.repeat(10_000)}a = 1`, /nested deeper than 200/],
  ['toml', 'dotted keys in a header', `[${'a.'.repeat(10_000)}a]`, /nested deeper than 200/],
  [
    'toml',
    'arrays of tables',
    Array.from({ length: 150 }, (_, n) => `[[${'a.'.repeat(n)}a]]`).join('\n'),
    /deeper than/,
  ],
  ['toml', 'a table under many dotted keys', `[${'a.'.repeat(150)}a]\n${'b.'.repeat(150)}b = {}`, /deeper than 200/],
  ['toml', 'tokens', `a = [${'1,'.repeat(300_000)}1]`, /more than 500000 tokens/],
  [
    'toml',
    'a number of 100,000 digits',
    `a = ${'9'.repeat(100_000)}`,
    /line 1, column 5: a key or a number of more than/,
  ],
  ['toml', 'a key of 100,000 characters', `${'a'.repeat(100_000)} = 1`, /a key or a number of more than/],
  ['toml', 'a quoted key of 100,000 characters', `"${'a'.repeat(100_000)}" = 1`, /a key that is too long/],
  [
    'toml',
    'a string of two million characters',
    `a = "${'x'.repeat(2_000_000)}"`,
    /^line 1, column 5: a string of more than/,
  ],
  ['toml', 'a long string with a bad escape', `a = "${'x'.repeat(100_000)}\\q"`, /invalid escape in a string/],
  ['toml', 'a long string that is left open', `a = "${'x'.repeat(100_000)}`, /unterminated string constant/],
  [
    'toml',
    'a key twice',
    `a = "${SECRET}"\na = "${SECRET}"`,
    /^line 2, column 1: defining a key multiple times is invalid$/,
  ],
  ['toml', 'a table twice', '[a]\nb = 1\n[a]\nc = 2', /^line 3, column 2: defining a key multiple times/],
  ['toml', 'a table that is a value', 'a = 1\n[a.b]\nc = 2', /defining a key multiple times/],
  ['toml', 'a quote that is left open', `a = "${SECRET}`, /unterminated string constant/],
  ['toml', 'an escape of no character', 'a = "\\ud8004711"', /^line 1, column 11: invalid code point$/],
  ['toml', 'a value without quotes', `a = ${SECRET}`, /line 1, column 5: unexpected character/],
  ['toml', 'JSON', '{"a": 1}', /line 1, column 1: unexpected token/],
  ['toml', 'a NUL', 'a = "\0"', /control characters/],

  ['yaml', 'flows', nested('[', ']'), /^line 1, column 201: nested deeper than 200 levels$/],
  ['yaml', 'flow maps', `${'{a: '.repeat(10_000)}1${'}'.repeat(10_000)}`, /nested deeper than 200/],
  ['yaml', 'blocks in one line', `${'- '.repeat(10_000)}a`, /^line 1, column 401: nested deeper than 200 levels$/],
  ['yaml', 'keys in one line', `${'? '.repeat(10_000)}a`, /^line 1, column 401: nested deeper than 200 levels$/],
  ['yaml', 'pairs in a flow', `[${'a: '.repeat(10_000)}]`, /nested/],
  ['yaml', 'blocks line by line', stairs(400), /^line 201, column 201: nested deeper than 200 levels$/],
  ['yaml', 'very many blocks line by line', stairs(3000), /nested/],
  [
    'yaml',
    'blocks below an alias',
    `a: &a\n${stairs(150).replace(/^/gm, ' ')}\nb:\n${stairs(100).replace(/^/gm, ' ')} *a`,
    /deeper/,
  ],
  ['yaml', 'tokens', `[${'1,'.repeat(600_000)}1]`, /more than 1000000 tokens/],
  ['yaml', 'very many errors', ']'.repeat(300_000), /line 1, column 1: a character that can not stand here/],
  ['yaml', 'a billion laughs', laughs(10), /^line \d, column \d+: aliases that stand for too much$/],
  [
    'yaml',
    'a billion laughs of maps',
    laughs(10).replace(
      /\[(.*)\]/g,
      (_, all) =>
        `{${all
          .split(', ')
          .map((one: string, n: number) => `k${n}: ${one}`)
          .join(', ')}}`,
    ),
    /aliases that stand for/,
  ],
  [
    'yaml',
    'a long text many times',
    `a: &a "${'x'.repeat(100_000)}"\nb: [${'*a, '.repeat(1000)}]`,
    /aliases that stand for/,
  ],
  [
    'yaml',
    'merges of a large map',
    `a: &a {${Array.from({ length: 2000 }, (_, n) => `k${n}: 1`).join(', ')}}\nb:\n${'- <<: *a\n'.repeat(1000)}`,
    /stand for too much/,
  ],
  ['yaml', 'an alias of what holds it', 'a: &a\n  b: *a', /^line 2, column 6: an alias inside of what it stands for$/],
  [
    'yaml',
    'an alias of what holds it, under a name that stood before',
    '- &a x\n- &a [*a]',
    /^line 2, column 7: an alias inside/,
  ],
  ['yaml', 'an alias without an anchor', `a: *${SECRET}`, /^line 1, column 4: an alias without an anchor before it$/],
  ['yaml', 'an alias before its anchor', 'a: *a\nb: &a 1', /an alias without an anchor before it/],
  ['yaml', 'a key twice', `a: ${SECRET}\nb: 1\na: ${SECRET}`, /^line 3, column 1: a key that stands twice in its map$/],
  ['yaml', 'a key twice, in quotes', 'a: 1\n"a": 2', /line 2, column 1: a key that stands twice/],
  ['yaml', 'a key twice, as number and text', '1: a\n"1": b', /line 2, column 1: a key that stands twice/],
  ['yaml', 'a key twice in a flow', '{a: 1, a: 2}', /line 1, column 8: a key that stands twice/],
  ['yaml', 'a tab for indentation', `a:\n\tb: ${SECRET}`, /^line 2, column 1: a tab in the indentation$/],
  ['yaml', 'two colons', `a: b: ${SECRET}`, /^line 1, column 4: a map or a list begins in the middle of a line/],
  ['yaml', 'a quote that is left open', `a: "${SECRET}`, /a character is missing/],
  ['yaml', 'a bad escape', `a: "${SECRET}\\q"`, /^line 1, column 14: invalid escape in a string$/],
  ['yaml', 'indentation that jumps back', 'a:\n    b: 1\n  c: 2', /indentation|can not stand here|must/],
  ['yaml', 'a reserved character', `a: @${SECRET}`, /begins with a reserved character/],

  [
    'frontmatter',
    'servers that are no YAML',
    fenced(`name: x\nmcpServers:\n  - a: {b: ${SECRET}`),
    /^line 5, column 1: |^line 4/,
  ],
  ['frontmatter', 'lists', fenced(`mcpServers:\n  ${nested('[', ']')}`), /nested deeper than 200/],
  ['frontmatter', 'a billion laughs', fenced(`a:\n${laughs(10)}`), /aliases that stand for too much/],
  [
    'frontmatter',
    'a key twice below the first level',
    fenced('a:\n  b: 1\n  b: 2'),
    /^line 4, column 3: a key that stands twice/,
  ],
]

/** What is odd, and read nevertheless. `undefined`: an empty document. */
const accepted: readonly (readonly [Format, string, string, unknown])[] = [
  ['json', 'keys twice', '{"a": 1, "a": 2}', { a: 2 }],
  ['json', 'a byte order mark', '\ufeff{"a": 1}', { a: 1 }],
  ['json', 'lone surrogates', '{"a": "\\ud800", "b": "\udc00"}', { a: '\ud800', b: '\udc00' }],
  [
    'json',
    'very large and very small numbers',
    '{"a": 1e999, "b": 12345678901234567890}',
    { a: Number.POSITIVE_INFINITY, b: Number('12345678901234567890') },
  ],
  ['toml', 'a byte order mark', '\ufeffa = 1', { a: 1 }],
  ['toml', 'Windows line ends', 'a = """x\r\ny"""\r\n[b]\r\nc = 1\r\n', { a: 'x\ny', b: { c: 1 } }],
  [
    'toml',
    'dates, as they are written',
    'a = 2020-01-02\nb = 2020-01-02T03:04:05.678Z\nc = 03:04:05',
    { a: '2020-01-02', b: '2020-01-02T03:04:05.678Z', c: '03:04:05' },
  ],
  [
    'toml',
    'special numbers',
    'a = [nan, inf, -inf, 0xff, 0o17, 0b11, 1_000]',
    { a: [Number.NaN, Infinity, -Infinity, 255, 15, 3, 1000] },
  ],
  [
    'toml',
    'a number of more than 64 bits',
    'a = 123456789012345678901234567890',
    { a: Number('123456789012345678901234567890') },
  ],
  [
    'toml',
    'a string of 200,000 characters',
    `a = "${'x'.repeat(200_000)}\\n"\nb = 1`,
    { a: `${'x'.repeat(200_000)}\n`, b: 1 },
  ],
  [
    'toml',
    'a text of 200,000 lines',
    `a = """\n${'x\n'.repeat(200_000)}"""\nb = 1`,
    { a: 'x\n'.repeat(200_000), b: 1 },
  ],
  [
    'toml',
    'a literal text of 100,000 lines',
    `a = '''${"\\\n'".repeat(100_000)}'''\nb = 1`,
    { a: "\\\n'".repeat(100_000), b: 1 },
  ],
  ['toml', 'an empty key', '"" = 1', { '': 1 }],
  ['yaml', 'a byte order mark', '\ufeffa: 1', { a: 1 }],
  ['yaml', 'Windows line ends', 'a:\r\n  - b\r\n  - |\r\n    c\r\n    d\r\n', { a: ['b', 'c\nd\n'] }],
  [
    'yaml',
    'tags, of which nothing is constructed',
    'a: !!js/function "function () {}"\nb: !!python/object/apply:os.system ["id"]\nc: !x {d: 1}\ne: !!binary aGk=',
    { a: 'function () {}', b: ['id'], c: { d: 1 }, e: 'aGk=' },
  ],
  ['yaml', 'a tag of text, and others', 'a: !!str 1\nb: ! 2\nc: !!int "3"\nd: !x 4', { a: '1', b: '2', c: 3, d: '4' }],
  ['yaml', 'sets and ordered maps', 'a: !!set {b, c}\nd: !!omap [e: 1]', { a: { b: null, c: null }, d: [{ e: 1 }] }],
  [
    'yaml',
    'keys that are no text',
    '1: a\n1.50: b\ntrue: c\nnull: d\n~x: e',
    { 1: 'a', 1.5: 'b', true: 'c', null: 'd', '~x': 'e' },
  ],
  ['yaml', 'keys that are maps and lists', '{a: {{x}: 1, [y]: 2}}', { a: { '{…}': 1, '[…]': 2 } }],
  ['yaml', 'a template without quotes', 'env: {{ secrets.X }}', undefined],
  [
    'yaml',
    'words that were booleans in YAML 1.1',
    'a: [yes, no, on, off, y, True, NULL]',
    { a: ['yes', 'no', 'on', 'off', 'y', true, null] },
  ],
  [
    'yaml',
    'an older version, which changes nothing',
    '%YAML 1.1\n---\na: yes\nb: 0o17\nc: 017',
    { a: 'yes', b: 15, c: 17 },
  ],
  [
    'yaml',
    'special numbers and dates',
    'a: [.nan, .inf, -.INF, 0xff, 12345678901234567890123, 1e3, 2020-01-02]',
    { a: [Number.NaN, Infinity, -Infinity, 255, Number('12345678901234567890123'), 1000, '2020-01-02'] },
  ],
  [
    'yaml',
    'control characters',
    'a: "\\0\\x1b"\nb: x\u0001y\nc: "\u001f"\nd: \u001f',
    { a: '\0\u001b', b: 'x\u0001y', c: '\u001f', d: '\u001f' },
  ],
  ['yaml', 'lone surrogates', 'a: \ud800\nb: "\\ud800"', { a: '\ud800', b: '\ud800' }],
  ['yaml', 'a text of 200,000 lines', `a: |\n${'  x\n'.repeat(200_000)}b: 1`, { a: 'x\n'.repeat(200_000), b: 1 }],
  ['yaml', 'a line of 5 MB', `a: "${'x'.repeat(5_000_000)}"`, { a: 'x'.repeat(5_000_000) }],
  ['yaml', 'JSON', '{"a": ["b", {"c": null}]}', { a: ['b', { c: null }] }],
  ['frontmatter', 'Windows line ends', '---\r\na: 1\r\n---\r\nb: 2\r\n', { a: 1 }],
  ['frontmatter', 'a byte order mark', '\ufeff---\na: 1\n---\n', { a: 1 }],
  ['frontmatter', 'a body of many rules', `---\na: 1\n---\n${'---\n'.repeat(200_000)}`, { a: 1 }],
]

/** For every format: an empty document in it, and nothing but comments or white space. */
const empty: readonly (readonly [Format, string])[] = [
  ['json', ''],
  ['json', ' \n\t'],
  ['json', '// a\n/* b */'],
  ['json', '\ufeff'],
  ['toml', ''],
  ['toml', '\n\r\n  '],
  ['toml', '# a\n# b'],
  ['toml', '\ufeff'],
  ['yaml', ''],
  ['yaml', '\n  \n'],
  ['yaml', '# a\n\n# b'],
  ['yaml', '---\n# a\n...\n'],
  ['yaml', '\ufeff'],
  ['frontmatter', ''],
  ['frontmatter', '# Agent\n\nmcpServers: none\n'],
  ['frontmatter', '---\n---\n# Agent'],
  ['frontmatter', '---\n# only a comment\n---\n'],
  ['frontmatter', '---\nA rule above, and one below.\n---\n'],
  ['frontmatter', '---\n- a list\n- of things\n---\n'],
  ['frontmatter', '---\na: never closed\n'],
  ['frontmatter', '\n---\na: not at the top\n---\n'],
  ['frontmatter', 'text\n---\na: 1\n---\n'],
]

/** Texts that could make a careless reader slow: long runs of what its loops and expressions look for. */
const baits = [
  ...[
    ' ',
    '\t',
    '\n',
    '\r',
    '\r\n',
    '#',
    '#\n',
    '-',
    '- ',
    '---\n',
    '...\n',
    '? ',
    ': ',
    ':\n',
    ', ',
    '"',
    "'",
    '\\',
    '"\\"',
  ],
  ...[
    'a ',
    'a\n',
    'a: ',
    'a:\n',
    'a = ',
    'a = 1\n',
    'a.',
    '[',
    ']',
    '[]',
    '[a]\n',
    '[[a]]\n',
    '{',
    '}',
    '{}',
    '&a ',
    '*a ',
    '!a ',
  ],
  ...[
    '|\n',
    '>\n',
    '| ',
    '|\n \n',
    "''",
    '""',
    '"""',
    "'''",
    '"""\n',
    '%',
    '%A\n',
    '@\n',
    '<<: ',
    '\0',
    '\ufeff',
    '\u0002',
    '\u0018',
    '\u001f',
  ],
  ...[
    '🙂',
    '/*',
    '//',
    '\\u00',
    '1',
    '1_',
    '1e',
    '0x',
    '.',
    '=',
    '2020-01-01 ',
    '---\na: 1\n---\n',
    '"a" b\n',
    '- "\n',
    "- '\n",
    'a: b: c\n',
  ],
]

describe('what can not be read is one message, by line and column, without a piece of the text', () => {
  it.each(refused)('%s: %s', async (format, _, text, message) => {
    const document = await parseDocument(text, format)
    expect(messageOf(document)).toMatch(message)
    expect(messageOf(document)).not.toContain(SECRET)
    expect(await locate(text, format, '/a')).toBeNull()
  })
})

describe('what is odd is read', () => {
  it.each(accepted)('%s: %s', async (format, _, text, data) => {
    const document = await parseDocument(text, format)
    if (data !== undefined) expect(dataIn(document)).toEqual(data)
    else expect(document.ok).toBe(true)
  })

  it.each(empty)('%s: nothing in %j', async (format, text) => {
    expect(await parseDocument(text, format)).toEqual({ ok: true, root: null })
  })
})

describe('names of the prototype are names', () => {
  const names = ['__proto__', 'constructor', 'hasOwnProperty', 'toString']
  const texts: Record<Format, string> = {
    json: `{${names.map((name) => `"${name}": {"${name}": 1}`).join(', ')}}`,
    toml: names.map((name) => `[${name}]\n${name} = 1`).join('\n'),
    yaml: names.map((name) => `${name}: {${name}: 1}`).join('\n'),
    frontmatter: fenced(names.map((name) => `${name}: {${name}: 1}`).join('\n')),
  }
  it.each(FORMATS)('%s', async (format) => {
    const document = await parseDocument(texts[format], format)
    expect(nodesIn(document).map(({ pointer }) => pointer)).toEqual([
      '',
      ...names.map((name) => `/${name}`),
      ...names.map((name) => `/${name}/${name}`),
    ])
    expect(Object.getPrototypeOf({})).toBe(Object.prototype)
    expect(({} as { readonly a?: unknown }).a).toBeUndefined()
  })
})

describe('10,000 servers', () => {
  const numbers = Array.from({ length: 10_000 }, (_, number) => number)
  const entry = (number: number) => `{"command": "npx", "args": ["-y", "pkg@1.0.${number}"], "env": {"KEY": "value"}}`
  const block = (number: number) =>
    `  s${number}:\n    command: npx\n    args: ["-y", pkg@1.0.${number}]\n    env: {KEY: value}`
  const texts: Record<Format, string> = {
    json: `{"servers": {\n${numbers.map((number) => `"s${number}": ${entry(number)}`).join(',\n')}\n}}`,
    toml: numbers
      .map(
        (number) => `[servers.s${number}]\ncommand = "npx"\nargs = ["-y", "pkg@1.0.${number}"]\nenv = {KEY = "value"}`,
      )
      .join('\n'),
    yaml: `servers:\n${numbers.map(block).join('\n')}`,
    frontmatter: fenced(`servers:\n${numbers.map(block).join('\n')}`),
  }
  const lines: Record<Format, number> = { json: 10_001, toml: 39_997, yaml: 39_998, frontmatter: 39_999 }
  it.each(FORMATS)('%s', async (format) => {
    const nodes = nodesIn(await parseDocument(texts[format], format))
    expect(nodes).toHaveLength(2 + 10_000 * 7)
    expect(nodes.find(({ pointer }) => pointer === '/servers/s9999')?.node.line).toBe(lines[format])
    expect(await locate(texts[format], format, '/servers/s9999/args/1')).toMatchObject({ value: 'pkg@1.0.9999' })
  })
})

describe('no text takes long', () => {
  const around: Record<Format, readonly ((run: string) => string)[]> = {
    json: [(run) => run, (run) => `["${run}"]`, (run) => `[${run}]`],
    toml: [(run) => run, (run) => `a = ${run}`, (run) => `a = "${run}"`],
    yaml: [(run) => run, (run) => `a: ${run}`, (run) => `a: "${run}"`, (run) => `a:\n  ${run}`, (run) => `[${run}]`],
    frontmatter: [fenced, (run) => fenced(`a: ${run}`)],
  }
  it.each(FORMATS)('%s', async (format) => {
    for (const bait of baits) {
      const run = bait.repeat(Math.ceil(10_000 / bait.length))
      for (const text of around[format].map((make) => make(run))) {
        expect(typeof messageOf(await parseDocument(text, format))).toBe('string')
      }
    }
  })
})
