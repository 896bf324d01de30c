import { describe, expect, it } from 'vitest'
import type { Format } from '../../../src/discover/document.js'
import { formatOf, type Loaded, loader } from '../../../src/discover/load.js'
import { memoryHost, type Oddity } from '../../support/memory-host.js'
import { dataOf } from './tree.js'

const SECRET = 'hush-4711'
const load = (file: string, content: string | Uint8Array | Oddity, format?: Format): Promise<Loaded> =>
  loader(memoryHost({ files: { [file]: content } }))(file, format)

const failureOf = (loaded: Loaded) => (loaded.found === 'failure' ? loaded.failure : null)

describe('the format', () => {
  it.each([
    ['.mcp.json', 'json'],
    ['C:\\x\\kilo.JSONC', 'json'],
    ['a.code-workspace', 'json'],
    ['config.toml', 'toml'],
    ['config.yaml', 'yaml'],
    ['config.YML', 'yaml'],
    ['agents/scout.md', 'frontmatter'],
    ['settings', null],
    ['config.yaml.bak', null],
  ])('of %s is %s', (file, format) => expect(formatOf(file)).toBe(format))

  it.each([
    ['/srv/a.json', '{"a": 1} // c', undefined],
    ['/srv/a.toml', 'a = 1', undefined],
    ['/srv/a.yml', 'a: 1', undefined],
    ['/srv/a.md', '---\na: 1\n---\n', undefined],
    ['/srv/a', '{"a": 1}', undefined],
    ['/srv/a', 'a: 1', 'yaml'],
    ['/srv/a.txt', 'a = 1', 'toml'],
    ['/srv/a.json', '---\na: 1\n---\n', 'frontmatter'],
  ] as const)('%s with %j, read as %s', async (file, content, format) => {
    const loaded = await load(file, content, format)
    expect(loaded.found === 'document' && loaded.root && dataOf(loaded.root.node)).toEqual({ a: 1 })
  })

  it.each([
    ['/srv/config', `token: ${SECRET}`, /^not readable as JSON: line 1, column 1: /, /looks like YAML/],
    [
      '/srv/config',
      `# c\n\n[servers.a]\nkey = "${SECRET}"`,
      /^not readable as JSON: line 1, column 1: /,
      /looks like TOML/,
    ],
    ['/srv/config', `${SECRET}`, /^not readable as JSON/, /^Mend it/],
    ['/srv/a.json', 'a: 1', /^not readable as JSON/, /^Mend it/],
    ['/srv/a.toml', `a = "${SECRET}`, /^not readable as TOML: line 1, column /, /^Mend it/],
    ['/srv/a.yaml', `a: 1\na: ${SECRET}`, /^not readable as YAML: line 2, column 1: /, /^Mend it/],
    [
      '/srv/a.md',
      `---\na: {b: ${SECRET}\n---\n`,
      /^not readable as YAML frontmatter: line \d, column \d+: /,
      /^Mend it/,
    ],
    ['/srv/a.yaml', SECRET, /^its root is no object$/, /./],
    ['/srv/a.yaml', `- ${SECRET}`, /^its root is no object$/, /./],
  ])('%s with %j can not be read', async (file, content, message, remedy) => {
    const failure = failureOf(await load(file, content))
    expect(failure).toMatchObject({ stage: 'discover', subject: file })
    expect(failure?.message).toMatch(message)
    expect(failure?.remedy).toMatch(remedy)
    expect(JSON.stringify(failure)).not.toContain(SECRET)
  })
})

const bytes = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)))

describe.each(['a.json', 'a.toml', 'a.yaml', 'a.md'])('%s', (name) => {
  const file = `/srv/${name}`

  it.each([
    ['nothing', ''],
    ['a byte order mark', '\ufeff'],
    ['white space', '\n \n'],
  ])('is empty with %s', async (_, content) => {
    expect(await load(file, content)).toEqual({ found: 'document', root: null })
  })

  it.each([
    ['UTF-16', Buffer.from('\ufeff{"a": 1}', 'utf16le'), /UTF-16/],
    ['UTF-16 without a mark', Buffer.from('a = 1', 'utf16le'), /UTF-16/],
    ['binary', bytes([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]), /not valid UTF-8/],
    ['50 MB', { size: 50 * 1024 * 1024 }, /larger than 20 MB/],
    ['no permission', { odd: 'unreadable' }, /can't be read/],
    ['a folder', { odd: 'folder' }, /is a folder/],
  ] as const)('fails with %s', async (_, content, message) => {
    const failure = failureOf(await load(file, content))
    expect(failure?.message).toMatch(message)
    expect(failure?.remedy).not.toBe('')
  })

  it('is absent', async () => {
    expect(await loader(memoryHost())(file)).toEqual({ found: 'absent' })
  })
})

it('reads and parses a file once', async () => {
  const host = memoryHost({ files: { '/srv/a.yaml': 'a: 1' } })
  const loaded = loader(host)
  const [first, second, third] = await Promise.all([
    loaded('/srv/a.yaml'),
    loaded('/srv/a.yaml'),
    loaded('/srv/a.yaml', 'yaml'),
  ])
  expect(second).toBe(first)
  expect(third).toBe(first)
  expect(host.reads).toEqual(['/srv/a.yaml'])
})

it('says what of a file is not in its tree', async () => {
  const loaded = await load('/srv/a.yaml', 'a: 1\n---\nb: 2')
  expect(loaded).toMatchObject({
    found: 'document',
    unread: { subject: '/srv/a.yaml', what: 'the YAML documents after the first' },
  })
})
