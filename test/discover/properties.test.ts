import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { discover } from '../../src/discover/discover.js'
import { parseJsonc } from '../../src/discover/document.js'
import { resolveLaunch } from '../../src/launch/launch.js'
import { memoryHost } from '../support/memory-host.js'

const FILE = '/srv/servers.json'
const read = (content: string | Uint8Array) => discover(memoryHost({ files: { [FILE]: content } }), { configs: [FILE] })

const key = fc.oneof(
  fc.constantFrom('command', 'args', 'env', 'url', 'type', 'headers', 'disabled', 'transport', 'path', 'name', 'cwd'),
  fc.constantFrom('__proto__', 'constructor', 'mcpServers', 'servers', 'mcp', 'projects', 'cmd', 'serverUrl'),
  fc.string({ unit: 'binary', maxLength: 6 }),
)
const leaf = fc.oneof(
  fc.constantFrom(
    'npx',
    '-y',
    'pkg@1.0.0',
    'sh',
    '-c',
    'npx pkg',
    'http',
    'https://u:p@h.example/?k=v',
    '$' + '{X:-y}',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name }).map((pairs) => {
      const map: Record<string, unknown> = Object.create(null)
      for (const [name, one] of pairs) map[name] = one
      return map
    }),
  ),
}))

/** What a pointer leads to, read independently of the parser. */
function at(document: unknown, pointer: string): unknown {
  let current = document
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    current = Object.getOwnPropertyDescriptor(current as object, name)?.value
  }
  return current
}

describe('discovery', () => {
  it('takes any bytes', async () => {
    await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => void (await read(bytes))))
  })

  it('takes any text, and a whole file cut anywhere', async () => {
    const whole = JSON.stringify({ mcpServers: { a: { command: 'npx', args: ['-y', 'pkg'], env: { KEY: 'value' } } } })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 80 }),
          fc.nat(whole.length - 1).map((end) => whole.slice(0, end)),
        ),
        async (text) => {
          const { entries } = await read(text)
          expect(entries).toEqual([])
        },
      ),
    )
  })

  it('takes any document, points at what is written, and gives entries that can be resolved', async () => {
    await fc.assert(
      fc.asyncProperty(value, value, async (servers, more) => {
        const document = { mcpServers: servers, projects: { x: { mcpServers: more } } }
        const text = JSON.stringify(document)
        const parsed: unknown = JSON.parse(text)
        const { entries, failures } = await read(text)
        for (const { launch, place, ...entry } of entries) {
          const words = launch.transport === 'stdio' ? launch.argv : [launch.url]
          expect(words.length).toBeGreaterThan(0)
          for (const word of words) {
            expect(word.pointer.startsWith(place.pointer)).toBe(true)
            const written = String(at(parsed, word.pointer))
            expect(written.slice(word.offset, word.offset + word.text.length)).toBe(word.text)
          }
          expect(resolveLaunch({ launch, place, ...entry }).kind).toBeTruthy()
        }
        for (const { remedy, subject } of failures)
          expect([remedy !== '', subject.startsWith(FILE)]).toEqual([true, true])
      }),
      { numRuns: 1000 },
    )
  })

  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJsonc(text).ok).toBe(true)
      }),
    )
  })
})
