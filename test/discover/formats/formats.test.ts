import { describe, expect, it } from 'vitest'
import { type Format, parseDocument, parseJsonc } from '../../../src/discover/document.js'
import { dataIn, nodesIn } from './tree.js'

/** Line by pointer. */
const linesOf = async (text: string, format: Format): Promise<Record<string, number>> =>
  Object.fromEntries(nodesIn(await parseDocument(text, format)).map(({ node, pointer }) => [pointer, node.line]))

describe('a node stands on the line of its key, or its own where it has none', () => {
  it('json', async () => {
    const text = '// servers\n{\n  "a":\n    {\n      "b": [1,\n        2]\n    }\n}'
    const lines = { '': 2, '/a': 3, '/a/b': 5, '/a/b/0': 5, '/a/b/1': 6 }
    expect(await linesOf(text, 'json')).toEqual(lines)
    expect(nodesIn(parseJsonc(text)).map(({ node }) => node.line)).toEqual(Object.values(lines))
    expect(await linesOf(text.replaceAll('\n', '\r\n'), 'json')).toEqual(lines)
    expect(await linesOf(`\ufeff${text}`, 'json')).toEqual(lines)
  })

  it('toml: a table on the line of its own header, wherever its parts stand', async () => {
    const text = [
      '# servers',
      '[servers.a.env]',
      'KEY = "v"',
      '[servers.a]',
      'args = [',
      '  "x",',
      '  """',
      'y"""]',
      '[[list]]',
      'b.c = {d = 1,',
      '  e = 2}',
      '[[list]]',
    ].join('\n')
    const lines = {
      ...{ '': 2, '/servers': 2, '/servers/a': 4, '/servers/a/env': 2, '/servers/a/env/KEY': 3 },
      ...{ '/servers/a/args': 5, '/servers/a/args/0': 6, '/servers/a/args/1': 7 },
      ...{ '/list': 9, '/list/0': 9, '/list/0/b': 10, '/list/0/b/c': 10, '/list/0/b/c/d': 10, '/list/0/b/c/e': 11 },
      '/list/1': 12,
    }
    expect(await linesOf(text, 'toml')).toEqual(lines)
    expect(await linesOf(text.replaceAll('\n', '\r\n'), 'toml')).toEqual(lines)
  })

  it('yaml: what an alias brings stands at its anchor', async () => {
    const text = [
      '# servers',
      'base: &base',
      '  command: npx',
      'list:',
      '- *base',
      '-',
      '  <<: *base',
      '  args:',
      '    - |',
      '      x',
      '? key',
      ': value',
    ].join('\n')
    const lines = {
      ...{ '': 2, '/base': 2, '/base/command': 3, '/list': 4, '/list/0': 5, '/list/0/command': 3, '/list/1': 7 },
      ...{ '/list/1/command': 3, '/list/1/args': 8, '/list/1/args/0': 9, '/key': 11 },
    }
    expect(await linesOf(text, 'yaml')).toEqual(lines)
    expect(await linesOf(text.replaceAll('\n', '\r\n'), 'yaml')).toEqual(lines)
  })

  it('frontmatter: of the whole file', async () => {
    expect(await linesOf('---\na: 1\nb:\n  - c\n---\n# d\n', 'frontmatter')).toEqual({
      '': 2,
      '/a': 2,
      '/b': 3,
      '/b/0': 4,
    })
  })
})

describe('yaml', () => {
  const data = async (text: string) => dataIn(await parseDocument(text, 'yaml'))

  it('follows aliases, each to the last anchor before it', async () => {
    expect(await data('- &a 1\n- *a\n- &a [2]\n- *a\n- &b {c: &c 3, d: *c}\n- *b')).toEqual([
      ...[1, 1, [2], [2]],
      ...[
        { c: 3, d: 3 },
        { c: 3, d: 3 },
      ],
    ])
    expect(await data('&k key: v\nother: *k\n? *k\n: 1'.replace('? *k\n: 1', '? &n [x]\n: *k'))).toEqual({
      key: 'v',
      other: 'key',
      '[…]': 'key',
    })
  })

  it('follows merge keys: what the map says itself stays, then what the first base says', async () => {
    const base = 'x: &x {a: 1, b: 1}\ny: &y {b: 2, c: 2}\n'
    expect(await data(`${base}z: {<<: *x, b: 3}`)).toMatchObject({ z: { a: 1, b: 3 } })
    expect(await data(`${base}z: {b: 3, <<: *x}`)).toMatchObject({ z: { a: 1, b: 3 } })
    expect(await data(`${base}z: {<<: [*x, *y]}`)).toMatchObject({ z: { a: 1, b: 1, c: 2 } })
    expect(await data(`${base}z: {<<: *x, '<<': 4}`)).toMatchObject({ z: { a: 1, '<<': 4 } })
    expect(await data('z: {<<: text}')).toEqual({ z: { '<<': 'text' } })
    expect(await data('z: {<<: {q: 1}}')).toEqual({ z: { q: 1 } })
  })

  it('takes the first document, and says that there are more', async () => {
    const more = { what: 'the YAML documents after the first', why: 'clients read one for a file' }
    expect(await parseDocument('a: 1\n---\nb: 2\n', 'yaml')).toMatchObject({ ok: true, unread: more })
    expect(await data('a: 1\n---\nb: *not: "yaml\n')).toEqual({ a: 1 })
    expect(await parseDocument('a: 1\n---\n# nothing\n', 'yaml')).not.toHaveProperty('unread')
    expect(await parseDocument('---\na: 1\n...\n', 'yaml')).not.toHaveProperty('unread')
    expect(await parseDocument('---\n---\na: 1\n', 'yaml')).toEqual({ ok: true, root: null, unread: more })
  })

  it('says which keys stand twice where a client may take either', async () => {
    expect(await parseDocument('{[a]: 1, [b]: 2}', 'yaml')).toMatchObject({ root: { repeated: ['[…]'] } })
    expect(await parseDocument('{"a": 1, "a": 2, "b": 3}', 'json')).toMatchObject({ root: { repeated: ['a'] } })
  })
})

describe('frontmatter', () => {
  const data = async (text: string) => dataIn(await parseDocument(text, 'frontmatter'))
  const servers = 'mcpServers:\n  - github\n  - tally:\n      command: npx\n      args: [-y, tally-mcp]'
  const expected = ['github', { tally: { command: 'npx', args: ['-y', 'tally-mcp'] } }]

  it.each([
    ['a description with a colon', `name: scout\ndescription: Use it so: first\n${servers}`],
    ['behind the servers', `name: scout\n${servers}\ndescription: Use it so: first`],
    [
      'a description over several lines',
      `description: Use it. Examples:\n\n<example>\nuser: "Do it"\nassistant: 'so: done'\n</example>\n${servers}\nname: scout`,
    ],
    ['a quote that is left open', `name: scout\ndescription: "Use it\n${servers}`],
    ['a quote in the middle', `name: scout\ndescription: "Use" it: now\n${servers}`],
    ['a key twice at the first level', `name: scout\nname: scout\n${servers}`],
    ['a reserved character', `name: scout\ndescription: @home\n${servers}`],
    ['a list beside it', `name: scout\ntools: [Read, Grep]\ndescription: a: b\n${servers}`],
  ])('servers are read beside prose that is no YAML: %s', async (_, yaml) => {
    for (const text of [yaml, yaml.replaceAll('\n', '\r\n')]) {
      expect(await data(`---\n${text}\n---\nbody`)).toMatchObject({ name: 'scout', mcpServers: expected })
    }
  })

  it('takes the prose as it stands, at its line', async () => {
    const document = await parseDocument('---\nname: "x"\ndescription: a: b\n  c\nmodel: d\n---\n', 'frontmatter')
    expect(dataIn(document)).toEqual({ name: 'x', description: 'a: b\n  c', model: 'd' })
    expect(nodesIn(document).map(({ node }) => node.line)).toEqual([2, 2, 3, 5])
  })
})
