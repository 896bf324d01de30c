/** Locks that can't be used: each is an error with the line and the next step, and none is taken for another. */
import { describe, expect, it } from 'vitest'
import { LockError, parseLock, readLock } from '../../src/lockfile/read.js'
import { printLock } from '../../src/lockfile/write.js'
import { memoryHost } from '../support/memory-host.js'
import { digestOf, integrityOf, mail, sample } from './sample.js'

const FILE = '/srv/shop/mcp-lock.json'
const good = printLock(sample)

function errorOf(text: string): LockError {
  try {
    parseLock(text, FILE)
  } catch (error) {
    if (error instanceof LockError) return error
    throw error
  }
  throw new Error('it was taken for a lock')
}

/** The text with one part of it replaced. */
function edited(from: string, to: string, text = good): string {
  if (!text.includes(from)) throw new Error(`there is no ${from}`)
  return text.replace(from, () => to)
}

/** The line on which a text begins, from 1. */
const lineOf = (part: string, text = good): number => text.slice(0, text.indexOf(part)).split('\n').length

/** Two lines that follow each other change places; the comma stays where it is. */
function swapped(first: string, second: string): string {
  const lines = good.split('\n')
  const at = lines.findIndex((line) => line.includes(first))
  const next = lines.findIndex((line) => line.includes(second))
  const [one = '', two = ''] = [lines[at], lines[next]]
  const bare = (line: string) => line.replace(/,$/, '')
  const comma = (line: string) => (line.endsWith(',') ? ',' : '')
  lines[at] = bare(two) + comma(one)
  lines[next] = bare(one) + comma(two)
  return lines.join('\n')
}

const conflicted = good
  .split('\n')
  .flatMap((line) =>
    line.includes('axios@')
      ? ['<<<<<<< HEAD', line, '=======', line.replace('1.7.2', '1.7.9'), '>>>>>>> theirs']
      : [line],
  )
  .join('\n')

const server = (key: string): string => `{"lockfileVersion":1,"servers":{${JSON.stringify(key)}:{}}}`

/** What it is; the line and the words of the error; the next step, where it is a special one. */
type Row = [what: string, text: string, line: number | null, message: RegExp, remedy?: RegExp]

describe('texts that are no JSON', () => {
  it.each<Row>([
    ['nothing', '', null, /is empty/],
    ['blanks', ' \n\t\r\n', null, /is empty/],
    ['a mark alone', '\ufeff', null, /is empty/],
    ['a comment alone', '// mine', 1, /comment/, /plain JSON/],
    ['a truncated lock', good.slice(0, good.indexOf('"zod@')), lineOf('"zod@'), /no JSON: .*the file ends early/],
    ['one in the middle of a text', good.slice(0, good.indexOf('axios') + 3), lineOf('"axios'), /no JSON/],
    ['a lock with more behind it', `${good}{}`, good.split('\n').length, /no JSON/],
    ['control characters', '\u0000\u0001\u0002', 1, /no JSON/],
    ['a line break in a text', edited('"someone"', '"some\none"'), lineOf('"someone"'), /no JSON/],
    ['an escape that is none', edited('"someone"', '"\\x41"'), lineOf('"someone"'), /no JSON/],
    ['single quotes', edited('"someone"', "'someone'"), lineOf('"someone"'), /no JSON/],
    ['a comment', edited('"follows"', '/* was latest */ "follows"'), lineOf('"follows"'), /comment/, /Remove it/],
    [
      'a comma too many',
      edited('null }\n', 'null },\n'),
      lineOf('"fingerprint"'),
      /comma behind the last/,
      /Remove it/,
    ],
    ['a merge that was not resolved', conflicted, lineOf('axios@'), /merge/, /keep one side.*touchstone pin/],
    ['one with the line ends of Windows', conflicted.replaceAll('\n', '\r\n'), lineOf('axios@'), /merge/, /Resolve/],
    ['the rest of one', edited('      "spec"', '=======\n      "spec"'), lineOf('"spec"'), /merge/, /Resolve/],
    ['diff3 marks', edited('      "spec"', '||||||| base\n      "spec"'), lineOf('"spec"'), /merge/, /Resolve/],
    ['brackets', '['.repeat(100_000), 1, /nested deeper/],
    ['objects', '{"a":'.repeat(50_000), 1, /nested deeper/],
    ['a flood of numbers', `[${'1,'.repeat(1_100_000)}1]`, 1, /tokens/],
  ])('%s', (_, text, line, message, remedy = /version control|plain JSON/) => {
    const error = errorOf(text)
    expect(error).toMatchObject({ file: FILE, line, name: 'LockError' })
    expect(error.message).toMatch(message)
    expect(error.remedy).toMatch(remedy)
    expect(error.message.length).toBeLessThan(300)
  })
})

describe('JSON that is no lock', () => {
  it.each<Row>([
    ['a list', '[]', 1, /must be an object/],
    ['null', 'null', 1, /must be an object/],
    ['a number', '1', 1, /must be an object/],
    ['nothing in it', '{}', 1, /no `lockfileVersion`/],
    [
      "npm's own lock",
      '{\n  "name": "x",\n  "lockfileVersion": 3,\n  "packages": {}\n}',
      3,
      /lockfileVersion 3/,
      /Update/,
    ],
    [
      'of a newer version',
      '{\n "lockfileVersion": 2,\n "mcp": []\n}',
      2,
      /lockfileVersion 2.*reads 1/,
      /Update touchstone/,
    ],
    ['of an older version', edited('Version": 1', 'Version": 0'), 2, /no older one/],
    ['of a negative one', edited('Version": 1', 'Version": -1'), 2, /no older one/],
    ['of half a version', edited('Version": 1', 'Version": 1.5'), 2, /must be the number 1/],
    ['of a version in quotes', edited('Version": 1', 'Version": "1"'), 2, /must be the number 1/],
    ['of the version null', edited('Version": 1', 'Version": null'), 2, /must be the number 1/],
    ['of an endless version', edited('Version": 1', 'Version": 1e999'), 2, /must be the number 1/],
    ['without servers', '{"lockfileVersion": 1}', 1, /no `servers`/],
    ['servers in a list', '{"lockfileVersion": 1, "servers": []}', 1, /`servers` must be an object/],
    ['servers first', '{\n"servers": {},\n"lockfileVersion": 1}', 2, /`servers` stands.*`lockfileVersion` belongs/],
    [
      'a field that nobody knows',
      edited('  "servers"', '  "hooks": {},\n  "servers"'),
      3,
      /field `hooks`/,
      /Update.*remove/,
    ],
    ['__proto__', edited('  "servers"', '  "__proto__": {},\n  "servers"'), 3, /field `__proto__`/],
    ['a version twice', edited('  "servers"', '  "lockfileVersion": 2,\n  "servers"'), 3, /stands twice/, /Remove/],
    ['a server twice', `{"lockfileVersion":1,\n"servers":{"npm:a":{},\n"npm:a":{}}}`, 3, /`npm:a` stands twice/],
    [
      'a field twice',
      edited('"reason": null,', '"reason": null,\n      "reason": "x",'),
      lineOf('"reason"') + 1,
      /twice/,
    ],
    [
      'a dependency twice',
      edited('"left@', `"axios@1.7.2": null,\n        "left@`),
      lineOf('"left@'),
      /`axios@1.7.2` stands twice/,
    ],
    [
      'a field twice in one line',
      edited('"scope": "user"', '"scope": "user", "scope": "user"'),
      lineOf('"user"'),
      /twice/,
    ],
    [
      'a field less',
      edited('      "follows": null,\n', ''),
      lineOf('"npm:mail-mcp"'),
      /`npm:mail-mcp` has no `follows`/,
    ],
    ['a field of a prototype', edited('"follows"', '"constructor"'), lineOf('"follows"'), /field `constructor`/],
    [
      'fields out of order',
      swapped('"follows"', '"decision"'),
      lineOf('"follows"'),
      /`decision` stands.*`follows` belongs/,
      /order: kind, configured/,
    ],
    [
      'dependencies out of order',
      swapped('"axios@', '"left@'),
      lineOf('"left@'),
      /`axios@1.7.2` stands behind `left@/,
      /Move it.*touchstone pin/,
    ],
    [
      'facts out of order',
      swapped('env.read', 'install install'),
      lineOf('install install'),
      /stands behind.*`facts` is sorted/,
    ],
    [
      'a fact twice',
      edited('"env.read MAIL_TOKEN",', '"env.read MAIL_TOKEN",\n"env.read MAIL_TOKEN",'),
      lineOf('env.read') + 1,
      /twice/,
    ],
    ['entries out of order', swapped('"cursor"', '"vscode"'), lineOf('"vscode"'), /`configured` is sorted/],
    ['a name that a terminal obeys', server('npm:\u001b[31mred'), 1, /no key of a server/],
    ['a path for a name', server('npm:../../etc/passwd'), 1, /no key of a server/],
    ['a path of a package', server('npm:@../x'), 1, /no key of a server/],
    ['a path for a key', server('/etc/passwd'), 1, /no key of a server/],
    ['a path of this machine', server('local:/home/u/x.js'), 1, /no key of a server/],
    ['one of Windows', server('local:C:\\x.js'), 1, /no key of a server/],
    ['one of the network', server('unknown:\\\\host\\x'), 1, /no key of a server/],
    ['an address of a file', server('git:git+file:///home/u/x'), 1, /no key of a server/],
    ['a path of an image', server('oci:ghcr.example/../x'), 1, /no key of a server/],
    ['__proto__ for a server', server('__proto__'), 1, /no key of a server/],
    ['nothing for a key', server(''), 1, /no key of a server/],
    ['a kind for a key', server('npm:'), 1, /no key of a server/],
    ['a kind that there is not', server('gem:mail'), 1, /no key of a server/],
    ['an endless key', server(`npm:${'a'.repeat(100_000)}`), 1, /no key of a server/],
    [
      'another kind than its key',
      edited('"kind": "npm"', '"kind": "pypi"'),
      lineOf('"kind"'),
      /can't have the kind pypi/,
    ],
    ['a kind in a list', edited('"kind": "npm"', '"kind": ["npm"]'), lineOf('"kind"'), /`kind` must be one of npm/],
    ['a client that is a path', edited('"cursor"', '"../cursor"'), lineOf('"cursor"'), /`client` must be/],
    ['a scope that there is not', edited('"scope": "user"', '"scope": "world"'), lineOf('"cursor"'), /`scope` must be/],
    ['a launch that is no digest', edited(digestOf('L'), 'sha256-x'), lineOf('"cursor"'), /`launch` must be/],
    ['a decision that there is not', edited('"accept"', '"allow"'), lineOf('"decision"'), /accept, hold, block/],
    ['a reason that is a number', edited('"reason": null', '"reason": 7'), lineOf('"reason"'), /a text, or null/],
    ['a purl without a version', edited('mail-mcp@1.0.15', 'mail-mcp'), lineOf('"purl"'), /`purl` must be/],
    ['a purl of another kind', edited('pkg:npm/mail', 'pkg:generic/mail'), lineOf('"purl"'), /`purl` must be/],
    ['a purl with a path', edited('pkg:npm/mail-mcp', 'pkg:npm/../../mail-mcp'), lineOf('"purl"'), /`purl` must be/],
    [
      'a purl that is written otherwise',
      edited('pkg:npm/mail-mcp', 'pkg:NPM/mail-mcp'),
      lineOf('"purl"'),
      /`purl` must be/,
    ],
    [
      'an integrity of md5',
      edited(integrityOf('A'), 'md5-AAAAAAAAAAAAAAAAAAAAAA=='),
      lineOf('"integrity"'),
      /subresource integrity/,
    ],
    ['a short integrity', edited(integrityOf('A'), 'sha512-AAAA'), lineOf('"integrity"'), /subresource integrity/],
    ['an integrity in hex', edited(integrityOf('A'), 'a'.repeat(128)), lineOf('"integrity"'), /subresource integrity/],
    [
      'provenance in words',
      edited('"provenance": null', '"provenance": "yes"'),
      lineOf('"provenance"'),
      /true, false or null/,
    ],
    [
      'provenance as a number',
      edited('"provenance": null', '"provenance": 1'),
      lineOf('"provenance"'),
      /true, false or null/,
    ],
    [
      'a fact more',
      edited('"env.read MAIL_TOKEN",', '"env.read MAIL_TOKEN",\n"fs.write *",'),
      lineOf('"digest"'),
      /`digest` is not that of the facts/,
    ],
    ['a fact less', edited('          "env.read MAIL_TOKEN",\n', ''), lineOf('"digest"'), /changed by hand/],
    [
      'a digest of other facts',
      edited(good.match(/"digest": "(.*)"/)?.[1] ?? '', digestOf('A')),
      lineOf('"digest"'),
      /changed by hand/,
    ],
    ['a fact of no kind', edited('env.read MAIL', 'env.steal MAIL'), lineOf('env.read'), /is no fact/],
    ['a fact that is a list', edited('"env.read MAIL_TOKEN"', '[]'), lineOf('env.read'), /is no fact/],
    ['no extractor', edited('"extractor": 4', '"extractor": "3"'), lineOf('"extractor"'), /whole number from 1/],
    ['half an extractor', edited('"extractor": 4', '"extractor": 3.5'), lineOf('"extractor"'), /whole number from 1/],
    ['a fingerprint that is none', edited('f'.repeat(64), 'all'), lineOf('"fingerprint"'), /`fingerprint` must be/],
    [
      'no reason',
      edited('"it sends mail, that is what it is for"', '" "'),
      lineOf('"fingerprint"'),
      /a reason in words/,
    ],
    [
      'a finding that is none',
      edited('e'.repeat(64), 'eval-new'),
      lineOf('"findings"') + 2,
      /an item of `findings` must be/,
    ],
    ['a finding that stands twice', edited('e'.repeat(64), '1'.repeat(64)), lineOf('"findings"') + 2, /stands twice/],
    ['findings that are not sorted', edited('e'.repeat(64), '0'.repeat(64)), lineOf('"findings"') + 2, /sorted/],
    ['a day that is none', edited('2026-11-20', 'yesterday'), lineOf('"fingerprint"'), /`when` must be a day/],
    ['a day of no calendar', edited('2026-11-20', '2026-02-30'), lineOf('"fingerprint"'), /`when` must be a day/],
    [
      'an endless day',
      edited('"until": null', '"until": "9999-99-99"'),
      lineOf('"fingerprint"'),
      /`until` must be a day.*or null/,
    ],
    [
      'dependencies in a list',
      edited('"dependencies": null', '"dependencies": []'),
      lineOf('"dependencies": null'),
      /must be an object/,
    ],
    ['a dependency without a version', edited('axios@1.7.2', 'axios'), lineOf('axios@'), /`axios` is no dependency/],
    ['a path for a dependency', edited('axios@1.7.2', '../../axios@1.7.2'), lineOf('axios@'), /is no dependency/],
    ['__proto__ for a dependency', edited('axios@1.7.2', '__proto__'), lineOf('axios@'), /is no dependency/],
    ['a dependency with a number', edited(`"${integrityOf('B')}"`, '1'), lineOf('axios@'), /subresource integrity/],
    [
      'a path of this machine for a spec',
      edited('"mail-mcp@latest"', '"/home/u/mail"'),
      lineOf('"spec"'),
      /path of one machine/,
    ],
  ])('%s', (_, text, line, message, remedy = /\w{4}/) => {
    const error = errorOf(text)
    expect(error.message).toMatch(message)
    expect(error.message.length).toBeLessThan(300)
    expect(error.remedy).toMatch(remedy)
    expect(error.remedy).toMatch(/^[A-Z].{20,}\.$/)
    expect(error.line).toBe(line)
  })

  it('is told without a value of the file: it may be another file than a lock', () => {
    const text = edited('"someone"', '{"token":"hunter2-hunter2"}')
    expect(JSON.stringify(errorOf(text))).not.toContain('hunter2')
    expect(errorOf(text).message).not.toContain('hunter2')
  })
})

describe('what is let pass', () => {
  it('a byte order mark, the line ends of Windows, another layout', () => {
    expect(parseLock(`\ufeff${good}`, FILE)).toEqual(sample)
    expect(parseLock(good.replaceAll('\n', '\r\n'), FILE)).toEqual(sample)
    expect(parseLock(JSON.stringify(JSON.parse(good)), FILE)).toEqual(sample)
    expect(parseLock(JSON.stringify(JSON.parse(good), null, '\t'), FILE)).toEqual(sample)
  })

  it('facts of kinds that a newer extractor knows', () => {
    const text = edited('"extractor": 4', '"extractor": 5').replace('"env.read MAIL_TOKEN"', '"env.steal MAIL_TOKEN"')
    expect(errorOf(text).message).toContain('digest')
  })

  it('several hashes of one release', () => {
    const both = `${integrityOf('A')} sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=`
    expect(parseLock(edited(integrityOf('A'), both), FILE).servers.get('npm:mail-mcp')?.integrity).toBe(both)
  })
})

it('a server with more dependencies than any tree has is refused', () => {
  const tree = (size: number) =>
    new Map(Array.from({ length: size }, (_, index) => [`sums@0.0.${String(index).padStart(6, '0')}`, null] as const))
  const text = (size: number): string =>
    printLock({ lockfileVersion: 1, servers: new Map([['npm:mail-mcp', { ...mail, dependencies: tree(size) }]]) })
  expect(parseLock(text(10_000), '/x').servers.get('npm:mail-mcp')?.dependencies?.size).toBe(10_000)
  expect(() => parseLock(text(10_001), '/x')).toThrow(/holds 10001 packages/)
})

describe('a file', () => {
  const readAt = (content: Parameters<typeof memoryHost>[0]) => readLock(memoryHost(content), FILE)

  it('is read as it stands', async () => {
    expect(await readAt({ files: { [FILE]: good } })).toEqual({ lock: sample, text: good })
    expect(await readAt({ files: { [FILE]: { link: 'real.json' }, '/srv/shop/real.json': good } })).toMatchObject({
      text: good,
    })
  })

  it('that is not there is none', async () => {
    expect(await readAt({})).toBeNull()
    expect(await readAt({ files: { [FILE]: { link: '/nowhere' } } })).toBeNull()
  })

  it.each([
    ['a folder', { odd: 'folder' }, /is a folder/],
    ['a FIFO', { odd: 'fifo' }, /not a regular file/],
    ['a loop', { odd: 'loop' }, /leads back/],
    ['not for us', { odd: 'unreadable' }, /can't be read/],
    ['100 MB', { size: 100 * 1024 * 1024 }, /larger than 20 MB/],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x7b, 0]), /UTF-16/],
    ['no text', new Uint8Array([0x7b, 0xc3, 0x28, 0x7d]), /UTF-8/],
  ] as const)('that is %s is an error', async (_, content, message) => {
    const error = await readAt({ files: { [FILE]: content } }).catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(LockError)
    expect(error).toMatchObject({ file: FILE, line: null })
    expect((error as LockError).message).toMatch(message)
    expect((error as LockError).remedy).toMatch(/^[A-Z].{20,}\.$/)
  })
})
