/** Tools, prompts and resources in all the ways that servers offer them, and what the code behind each of them does. */
import { describe, expect, it } from 'vitest'
import { extractBehaviour } from '../../src/extract/extract.js'
import { artifactOf } from '../support/artifact.js'

const offered = (files: Record<string, string>) =>
  extractBehaviour(
    artifactOf({ 'package.json': '{"name":"a","version":"1.0.0","type":"module","main":"index.js"}', ...files }),
  ).facts.filter(({ kind }) => kind === 'mcp.tool')

const names = (files: Record<string, string>): string[] =>
  offered(files).map(({ detail }) => `${detail.what}:${detail.name}`)

const only = (files: Record<string, string>, name: string) => {
  const [found, ...more] = offered(files).filter(({ detail }) => detail.name === name)
  expect(more).toEqual([])
  return found?.detail ?? {}
}

const SPAWN = `import { execFileSync } from 'node:child_process'\n`

describe('what a server offers', () => {
  it.each<[string, Record<string, string>, string[]]>([
    [
      'calls of the SDK',
      {
        'index.js': `server.tool('a', 'Does a', { q: z.string() }, async () => {})
server.registerTool('b', { description: 'Does b', inputSchema: {} }, async () => {})
server.registerPrompt('c', { description: 'Asks c' }, () => {})
server.registerResource('d', new ResourceTemplate('d://{x}'), { title: 'D' }, () => {})
server.addTool({ name: 'e', description: 'Does e', execute: async () => {} })`,
      },
      ['prompt:c', 'template:d', 'tool:a', 'tool:b', 'tool:e'],
    ],
    [
      'a loop over a list of another file',
      {
        'index.js': `import { tools } from './tools.js'
for (const tool of tools) server.registerTool(tool.id, { description: tool.text }, tool.answer)`,
        'tools.js': `export const tools = [{ id: 'one', text: 'First', answer() {} }, { id: 'two', text: 'Second', answer() {} }]`,
      },
      ['tool:one', 'tool:two'],
    ],
    [
      'a helper that registers',
      {
        'index.js': `const offer = (name, text) => server.tool(name, text, {}, async () => {})
offer('one', 'First')
offer('two', 'Second')`,
      },
      ['tool:one', 'tool:two'],
    ],
    [
      'a handler that lists',
      {
        'index.js': `import base from './tools.json' with { type: 'json' }
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [...base, MORE].map((t) => ({ ...t })) }))
const MORE = { name: 'more', description: 'More', inputSchema: {} }`,
        'tools.json': '[{"name":"from_json","description":"Of a file","inputSchema":{}}]',
      },
      ['tool:from_json', 'tool:more'],
    ],
    [
      'a file that is read when it runs',
      {
        'index.js': `import { readFileSync } from 'node:fs'
export const tools = JSON.parse(readFileSync(new URL('./data/list.json', import.meta.url)))`,
        'data/list.json': '{"tools":[{"name":"read_later","description":"Later","inputSchema":{}}]}',
      },
      ['tool:read_later'],
    ],
    [
      'classes, maps and decorators',
      {
        'index.js': `export class Notes { name = 'notes'; description = 'Notes'; schema = {}; async execute() {} }
export const all = { by_key: { description: 'By its key', parameters: z.object({}), execute: async () => {} } }
class Service { async sum() {} }
__decorate([Tool({ name: 'sum', description: 'Adds' })], Service.prototype, 'sum', null)
new McpServer({ name: 'x' }, { instructions: 'Begin with sum' })`,
      },
      ['server:instructions', 'tool:by_key', 'tool:notes', 'tool:sum'],
    ],
    [
      'settings and commands that are none',
      { 'index.js': `cli({ name: 'fetch', description: 'x', parameters: ['u'], flags: {} })` },
      [],
    ],
  ])('%s', (_title, files, expected) => {
    expect(names(files)).toEqual(expected)
  })

  it('parameters, annotations and the texts of schemas in other files', () => {
    const detail = only(
      {
        'index.js': `import { Input } from './schema.js'
server.registerTool('find', { description: 'Finds', inputSchema: Input.shape, annotations: { readOnlyHint: true } }, () => {})`,
        'schema.js': `import { z } from 'zod'
export const Input = z.object({ query: z.string().describe('What to find'), most: z.number().optional() })`,
      },
      'find',
    )
    expect(detail).toMatchObject({ annotations: ['readOnlyHint=true'], params: ['most number', 'query string'] })
    expect(detail.text).toContain('What to find')
  })

  it('a text that is fetched', () => {
    const source = `const text = await (await fetch('https://texts.other-place.com/t')).text()
server.tool('late', text, {}, async () => {})`
    expect(only({ 'index.js': source }, 'late').remote).toEqual(['net:texts.other-place.com'])
  })
})

describe('what the code behind a tool does', () => {
  it('through helpers, of a tool alone', () => {
    const files = {
      'index.js': `${SPAWN}import { wipe } from './wipe.js'
server.tool('log', 'Shows', {}, async () => run('log'))
server.tool('wipe', 'Wipes', {}, async () => wipe())
server.tool('idle', 'Waits', {}, async () => 1)
function run(what) { return execFileSync('git', [what]) }`,
      'wipe.js': `import { rmSync } from 'node:fs'
export const wipe = () => rmSync('/srv/data')`,
    }
    expect(only(files, 'log').does).toEqual(['process.spawn git'])
    expect(only(files, 'wipe').does).toEqual(['fs.delete /srv/data'])
    expect(only(files, 'idle').does).toEqual([])
  })

  it.each([
    ['cases', `switch (name) { case 'log': return run(); case 'idle': return 1 }`],
    ['conditions', `if (name === 'log') { return run() } if (name === 'idle') return 1`],
    ['a map', `return handlers[name]()`],
  ])('in one handler for all: %s', (_title, body) => {
    const files = {
      'index.js': `${SPAWN}const run = () => execFileSync('git', ['log'])
const handlers = { log: () => run(), idle: () => 1 }
export const tools = [{ name: 'log', description: 'Shows', inputSchema: {} }, { name: 'idle', description: 'Waits', inputSchema: {} }]
server.setRequestHandler(CallToolRequestSchema, async ({ params: { name } }) => { ${body} })`,
    }
    expect(only(files, 'log').does).toEqual(['process.spawn git'])
    expect(only(files, 'idle').does).toEqual([])
  })
})

describe('hostile definitions', () => {
  it('end', () => {
    const ring = `const a = { name: 'a', description: 'A', inputSchema: b, get self() { return a } }
const b = { properties: { x: a, y: b } }
function offer(list) { for (const each of list) { server.tool(each.name, each.text, {}, each.go); offer(each.list) } }
offer([a, b])`
    const many = `for (const a of list) for (const b of a) server.tool(a + b, 'x', {}, f)
const list = [${Array.from({ length: 60 }, () => `[${'1,'.repeat(60)}]`).join()}]`
    const deep = `server.tool('deep', 'Deep', ${'z.object({ a: '.repeat(2_000)}z.string().describe('x')${' })'.repeat(2_000)}, f)`
    expect(names({ 'index.js': ring })).toContain('tool:a')
    expect(names({ 'index.js': many })).toEqual([])
    expect(names({ 'index.js': deep }).length).toBeLessThan(2)
  })
})
