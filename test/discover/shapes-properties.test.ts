import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Client, Shape } from '../../src/discover/client.js'
import { discover } from '../../src/discover/discover.js'
import { memoryHost } from '../support/memory-host.js'

const SHAPES: readonly (readonly [Shape, readonly string[]])[] = [
  ['plugin-manifest', ['mcpServers']],
  ['references', ['mcpServers']],
  ['goose', ['extensions']],
  ['docker-catalog', ['registry']],
  ['bundle', []],
  ['registry-server', []],
]
const clients: readonly Client[] = SHAPES.map(([shape, keys]) => ({
  id: shape,
  title: shape,
  docs: 'https://one.example',
  files: [{ scope: 'user', path: '~/x.json', servers: [keys], shape }],
}))

const key = fc.constantFrom(
  ...[
    'mcpServers',
    'extensions',
    'registry',
    'server',
    'mcp_config',
    'entry_point',
    'platform_overrides',
    'linux',
    'command',
  ],
  ...[
    'args',
    'env',
    'type',
    'packages',
    'remotes',
    'identifier',
    'version',
    'registryType',
    'runtimeHint',
    'name',
    'value',
  ],
  ...[
    'runtimeArguments',
    'packageArguments',
    'url',
    'headers',
    'image',
    'volumes',
    'tools',
    'container',
    'remote',
    'a',
  ],
  '__proto__',
)
const leaf = fc.oneof(
  fc.constantFrom(
    'npm',
    'oci',
    'npx',
    'stdio',
    'node',
    './a.json',
    '../../x',
    '/',
    'poci',
    'builtin',
    'https://h.example/',
    '',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.uniqueArray(fc.tuple(key, tie('value')), { maxLength: 5, selector: ([name]) => name }).map((pairs) => {
      const map: Record<string, unknown> = Object.create(null)
      for (const [name, one] of pairs) map[name] = one
      return map
    }),
  ),
}))
const document = fc.record({
  mcpServers: value,
  extensions: value,
  registry: value,
  server: value,
  packages: value,
  remotes: value,
})

/** What a pointer leads to, read independently of the parser. */
function at(parsed: unknown, pointer: string): unknown {
  let current = parsed
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    current = Object.getOwnPropertyDescriptor(Object(current), name)?.value
  }
  return current
}

describe('every shape', () => {
  it('takes any document, and its words point into their entry', async () => {
    await fc.assert(
      fc.asyncProperty(document, document, async (first, second) => {
        const [text, other] = [JSON.stringify(first), JSON.stringify(second)]
        const files = {
          '/home/u/x.json': text,
          '/home/u/a.json': other,
          '/home/u/catalogs/docker-mcp.yaml': other,
          '/srv/server.json': text,
          '/srv/plugin.json': text,
        }
        const host = memoryHost({ files })
        const found = await discover(host, { clients })
        const named = await discover(host, { configs: ['/srv/server.json', '/srv/plugin.json'] })
        for (const { launch, place } of [...found.entries, ...named.entries]) {
          const parsed: unknown = JSON.parse(files[place.file as keyof typeof files] ?? 'null')
          const words = launch.transport === 'stdio' ? launch.argv : [launch.url]
          expect(words.length).toBeGreaterThan(0)
          for (const word of words) {
            expect(word.pointer.startsWith(place.pointer)).toBe(true)
            const written = at(parsed, word.pointer)
            // A word that a client adds points at the object; all others are written there, or begin or end with what is.
            if (typeof written === 'object') continue
            expect(word.text).toContain(String(written))
          }
        }
      }),
      { numRuns: 200 },
    )
  })
})
