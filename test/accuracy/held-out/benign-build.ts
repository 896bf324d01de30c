import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import {
  COINTRAY_ES2015,
  COINTRAY_ES2022,
  FERRYLINE_ESBUILD,
  FERRYLINE_ROLLDOWN,
  QUILL_MINIFIED,
} from './benign-built.js'
import { edited, release } from './benign-parts.js'
import { QUILL_API, QUILL_CONFIG, QUILL_FORMAT, QUILL_INDEX } from './benign-quill.js'

// --- CommonJS to ES modules ------------------------------------------------------------------------------------------

const plumbCjs = `#!/usr/bin/env node
'use strict'

const { Server } = require('@modelcontextprotocol/sdk/server/index.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { CallToolRequestSchema, ListToolsRequestSchema } = require('@modelcontextprotocol/sdk/types.js')
const { definitions, handlers } = require('./lib/tools')
const pkg = require('./package.json')

const server = new Server({ name: pkg.name, version: pkg.version }, { capabilities: { tools: {} } })

server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: definitions }))
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const handler = handlers[params.name]
  if (!handler) throw new Error('Unknown tool: ' + params.name)
  return { content: [{ type: 'text', text: JSON.stringify(await handler(params.arguments || {})) }] }
})

server.connect(new StdioServerTransport())
`

const plumbToolsCjs = `'use strict'

const { issues } = require('./linearity')

exports.definitions = [
  {
    name: 'my_issues',
    description: 'Issues that are assigned to you',
    inputSchema: { type: 'object', properties: { state: { type: 'string' } } },
  },
  {
    name: 'comment',
    description: 'Comments on an issue',
    inputSchema: {
      type: 'object',
      properties: { issue: { type: 'string' }, body: { type: 'string' } },
      required: ['issue', 'body'],
    },
  },
]

exports.handlers = {
  my_issues: ({ state }) => issues.mine(state),
  comment: ({ issue, body }) => issues.comment(issue, body),
}
`

const plumbClientCjs = `'use strict'

const https = require('https')

function graphql(query, variables) {
  const body = JSON.stringify({ query, variables })
  return new Promise((resolve, reject) => {
    const request = https.request(
      {
        hostname: 'api.plumbline.example',
        path: '/graphql',
        method: 'POST',
        headers: { Authorization: process.env.PLUMBLINE_KEY, 'Content-Type': 'application/json' },
      },
      (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk))
        response.on('end', () => {
          const { data, errors } = JSON.parse(Buffer.concat(chunks).toString())
          if (errors) reject(new Error(errors[0].message))
          else resolve(data)
        })
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

exports.issues = {
  mine: (state) => graphql('query($state: String) { viewer { issues(state: $state) { id title url } } }', { state }),
  comment: (issue, body) =>
    graphql('mutation($issue: ID!, $body: String!) { comment(issue: $issue, body: $body) { id } }', { issue, body }),
}
`

const plumbEsm = `#!/usr/bin/env node
import { createRequire } from 'node:module'
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { definitions, handlers } from '../tools/index.js'

const pkg = createRequire(import.meta.url)('../../package.json')

const server = new Server({ name: pkg.name, version: pkg.version }, { capabilities: { tools: {} } })

server.setRequestHandler(ListToolsRequestSchema, () => ({ tools: definitions }))
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const handler = handlers[params.name]
  if (!handler) throw new Error('Unknown tool: ' + params.name)
  return { content: [{ type: 'text', text: JSON.stringify(await handler(params.arguments ?? {}), null, 2) }] }
})

server.connect(new StdioServerTransport()).catch((error) => {
  console.error(error)
  process.exitCode = 1
})
`

const plumbToolsEsm = `import { issues } from '../client/issues.js'

const object = (properties, required = []) => ({ type: 'object', properties, required })
const string = { type: 'string' }

export const definitions = [
  { name: 'my_issues', description: 'Issues that are assigned to you', inputSchema: object({ state: string }) },
  { name: 'comment', description: 'Comments on an issue', inputSchema: object({ issue: string, body: string }, ['issue', 'body']) },
  { name: 'close_issue', description: 'Closes an issue', inputSchema: object({ issue: string }, ['issue']) },
]

export const handlers = {
  my_issues: ({ state }) => issues.mine(state),
  comment: ({ issue, body }) => issues.comment(issue, body),
  close_issue: ({ issue }) => issues.close(issue),
}
`

const plumbClientEsm = `import { graphql } from './graphql.js'

const MINE = 'query($state: String) { viewer { issues(state: $state) { id title url } } }'
const COMMENT = 'mutation($issue: ID!, $body: String!) { comment(issue: $issue, body: $body) { id } }'
const CLOSE = 'mutation($issue: ID!) { close(issue: $issue) { id state } }'

export const issues = {
  mine: (state) => graphql(MINE, { state }),
  comment: (issue, body) => graphql(COMMENT, { issue, body }),
  close: (issue) => graphql(CLOSE, { issue }),
}
`

const plumbGraphqlEsm = `const ENDPOINT = 'https://api.plumbline.example/graphql'

export async function graphql(query, variables) {
  const response = await fetch(ENDPOINT, {
    method: 'POST',
    headers: { Authorization: process.env.PLUMBLINE_KEY, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = await response.json()
  if (errors) throw new Error(errors.map(({ message }) => message).join('; '))
  return data
}
`

// --- polyfills -------------------------------------------------------------------------------------------------------

const hamlet = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

const server = new McpServer({ name: 'hamlet-library', version: '0.3.3' })

async function library(path) {
  const response = await fetch('https://catalogue.hamletlibrary.example/api' + path)
  if (!response.ok) throw new Error('The catalogue answered ' + response.status)
  return response.json()
}

server.tool('find_book', 'Finds books by author or title', { query: z.string() }, async ({ query }) => {
  const { books } = await library('/books?q=' + encodeURIComponent(query))
  const sorted = [...books].sort((a, b) => b.year - a.year)
  return { content: [{ type: 'text', text: sorted.map((book) => book.author + ': ' + book.title + ', ' + book.year).join('\\n') }] }
})

server.tool('availability', 'Where a book can be had', { isbn: z.string() }, async ({ isbn }) => {
  const { copies } = await library('/books/' + isbn + '/copies')
  const byBranch = {}
  for (const copy of copies) (byBranch[copy.branch] ??= []).push(copy.status)
  return { content: [{ type: 'text', text: JSON.stringify(byBranch) }] }
})

server.connect(new StdioServerTransport())
`

const hamletPolyfills = `// For Node 16 and 18. Each stands only where the engine has none.
import fetch, { Headers, Request, Response } from 'node-fetch'

function define(target, name, value) {
  if (!(name in target)) Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false })
}

define(Array.prototype, 'toSorted', function toSorted(compare) {
  return Array.prototype.slice.call(this).sort(compare)
})

define(Array.prototype, 'at', function at(index) {
  const position = Math.trunc(index) || 0
  return this[position < 0 ? position + this.length : position]
})

define(String.prototype, 'replaceAll', function replaceAll(search, replacement) {
  return search instanceof RegExp ? this.replace(search, replacement) : this.split(search).join(replacement)
})

define(Object, 'groupBy', (items, keyOf) => {
  const groups = Object.create(null)
  let index = 0
  for (const item of items) (groups[keyOf(item, index++)] ??= []).push(item)
  return groups
})

define(Promise, 'withResolvers', function withResolvers() {
  const deferred = {}
  deferred.promise = new this((resolve, reject) => Object.assign(deferred, { resolve, reject }))
  return deferred
})

if (typeof globalThis.fetch !== 'function') {
  globalThis.fetch = fetch
  globalThis.Headers = Headers
  globalThis.Request = Request
  globalThis.Response = Response
}
`

export const BENIGN_BUILD: readonly Pair[] = [
  {
    id: 'held-benign-bundler-upgrade',
    package: 'ferryline-mcp',
    vendorWords: ['ferryline'],
    truth: 'benign',
    after: 'code.obfuscated',
    about:
      'esbuild is replaced by rolldown, which minifies: no line is the same and one is very long, yet behaviour differs only ' +
      'by heeding Retry-After.',
    releases: [
      release('1.7.2', '2026-03-26T08:30', 'ferryline-ci', {
        'package.json': manifestOf('1.7.2', 'dist/index.js', { name: 'ferryline-mcp', repository: 'ferryline/mcp' }),
        'dist/index.js': FERRYLINE_ESBUILD,
      }),
      release('1.7.3', '2026-04-08T08:30', 'ferryline-ci', {
        'package.json': manifestOf('1.7.3', 'dist/index.js', { name: 'ferryline-mcp', repository: 'ferryline/mcp' }),
        'dist/index.js': FERRYLINE_ROLLDOWN,
      }),
    ],
  },
  {
    id: 'held-benign-first-minified-bundle',
    package: 'quillnotes-mcp',
    vendorWords: ['quillnotes'],
    truth: 'benign',
    after: 'file.opaque',
    about:
      'Four readable files become one minified CommonJS bundle in a major release; the same tools, host and settings.',
    releases: [
      release('1.9.4', '2026-02-22T14:00', 'quillnotes', {
        'package.json': manifestOf('1.9.4', 'src/index.js', { name: 'quillnotes-mcp', repository: 'quillnotes/mcp' }),
        'src/index.js': QUILL_INDEX,
        'src/api.js': QUILL_API,
        'src/config.js': QUILL_CONFIG,
        'src/format.js': QUILL_FORMAT,
      }),
      release('2.0.0', '2026-03-09T14:20', 'quillnotes', {
        'package.json': manifestOf('2.0.0', 'dist/server.cjs', {
          name: 'quillnotes-mcp',
          repository: 'quillnotes/mcp',
          scripts: {
            build: 'esbuild src/index.js --bundle --minify --platform=node --packages=external',
            prepublishOnly: 'npm run build',
          },
        }),
        'dist/server.cjs': QUILL_MINIFIED,
      }),
    ],
  },
  {
    id: 'held-benign-typescript-target',
    package: 'cointray-mcp',
    vendorWords: ['cointray'],
    truth: 'benign',
    after: 'code.obfuscated',
    about:
      'The same TypeScript, compiled for ES2022 instead of ES2015: helpers go, every async function is another text.',
    releases: [
      release('0.4.8', '2026-05-05T05:05', 'mirela', {
        'package.json': manifestOf('0.4.8', 'dist/index.js', {
          name: 'cointray-mcp',
          repository: 'cointray/cointray-mcp',
        }),
        'dist/index.js': COINTRAY_ES2015,
      }),
      release('0.4.9', '2026-05-19T05:15', 'mirela', {
        'package.json': manifestOf('0.4.9', 'dist/index.js', {
          name: 'cointray-mcp',
          repository: 'cointray/cointray-mcp',
        }),
        'dist/index.js': COINTRAY_ES2022,
      }),
    ],
  },
  {
    id: 'held-benign-esm-moved-new-maintainer',
    package: 'plumbline-mcp',
    vendorWords: ['plumbline'],
    truth: 'benign',
    after: 'event-stream',
    about:
      'A new co-maintainer publishes: CommonJS becomes ES modules, all files move, https.request becomes fetch. Suspicious by ' +
      'its circumstances; host, key and queries are the same, one tool is added.',
    releases: [
      release('0.9.0', '2025-10-02T11:44', 'gwen', {
        'package.json': manifestOf('0.9.0', 'index.js', {
          name: 'plumbline-mcp',
          type: 'commonjs',
          repository: 'gwen/plumbline-mcp',
        }),
        'index.js': edited(plumbCjs, ['params.arguments || {}', 'params.arguments']),
        'lib/tools.js': plumbToolsCjs,
        'lib/linearity.js': plumbClientCjs,
      }),
      release('0.9.1', '2025-10-20T11:50', 'gwen', {
        'package.json': manifestOf('0.9.1', 'index.js', {
          name: 'plumbline-mcp',
          type: 'commonjs',
          repository: 'gwen/plumbline-mcp',
        }),
        'index.js': plumbCjs,
        'lib/tools.js': plumbToolsCjs,
        'lib/linearity.js': plumbClientCjs,
      }),
      release('1.0.0', '2026-01-12T20:31', 'arjun-s', {
        'package.json': manifestOf('1.0.0', 'src/bin/server.js', {
          name: 'plumbline-mcp',
          repository: 'gwen/plumbline-mcp',
          contributors: ['gwen', 'arjun-s'],
        }),
        'src/bin/server.js': plumbEsm,
        'src/tools/index.js': plumbToolsEsm,
        'src/client/issues.js': plumbClientEsm,
        'src/client/graphql.js': plumbGraphqlEsm,
      }),
    ],
  },
  {
    id: 'held-benign-polyfills',
    package: 'hamletlibrary-mcp',
    vendorWords: ['hamletlibrary'],
    truth: 'benign',
    after: 'chalk/debug',
    about:
      'Patches prototypes, Promise, Object and globalThis.fetch, but only where the engine lacks them, with plain ' +
      'implementations and the well-known node-fetch.',
    releases: [
      release('0.3.3', '2026-01-27T13:13', 'villagelibs', {
        'package.json': manifestOf('0.3.3', 'index.js', {
          name: 'hamletlibrary-mcp',
          repository: 'villagelibs/hamlet',
        }),
        'index.js': hamlet,
      }),
      release('0.3.4', '2026-02-06T13:22', 'villagelibs', {
        'package.json': manifestOf('0.3.4', 'index.js', {
          name: 'hamletlibrary-mcp',
          repository: 'villagelibs/hamlet',
          dependencies: { 'node-fetch': '^3.3.2' },
        }),
        'polyfills.js': hamletPolyfills,
        'index.js': edited(
          hamlet,
          ['#!/usr/bin/env node\n', "#!/usr/bin/env node\nimport './polyfills.js'\n"],
          ["version: '0.3.3'", "version: '0.3.4'"],
          ['[...books].sort((a, b) => b.year - a.year)', 'books.toSorted((a, b) => b.year - a.year)'],
          [
            '  const byBranch = {}\n  for (const copy of copies) (byBranch[copy.branch] ??= []).push(copy.status)\n',
            '  const byBranch = Object.groupBy(copies, (copy) => copy.branch)\n',
          ],
        ),
      }),
    ],
  },
]
