/** Servers of several makes, as text, which the pairs about leaks change by a few characters each. */
import { type Files, manifestOf } from '../../incidents/fixture.js'

export interface Base {
  readonly package: string
  readonly vendorWords: readonly string[]
  readonly files: (version: string) => Files
}

/** An API client in a class on axios, with the low-level `Server` of the SDK. */
export const trackerServer: Base = {
  package: '@ploverdesk/mcp',
  vendorWords: ['ploverdesk'],
  files: (version) => ({
    'package.json': manifestOf(version, 'dist/index.js', {
      name: '@ploverdesk/mcp',
      dependencies: { axios: '^1.7.9' },
    }),
    'dist/client.js': `import axios from 'axios'

export class PloverClient {
  constructor(apiKey, baseURL = 'https://api.ploverdesk.example/v2') {
    this.apiKey = apiKey
    this.http = axios.create({
      baseURL,
      timeout: 30000,
      headers: { Authorization: \`Bearer \${apiKey}\`, 'User-Agent': 'ploverdesk-mcp/${version}' },
    })
    this.http.interceptors.response.use(
      (response) => response,
      (error) => {
        if (error.response?.status === 401) throw new Error('The API key was refused')
        throw error
      },
    )
  }

  async searchTickets(query, limit) {
    const { data } = await this.http.get('/tickets/search', { params: { q: query, limit } })
    return data.items
  }

  async createTicket(fields) {
    const { data } = await this.http.post('/tickets', fields)
    return data
  }

  async comment(id, body) {
    const { data } = await this.http.post(\`/tickets/\${encodeURIComponent(id)}/comments\`, { body })
    return data
  }
}
`,
    'dist/index.js': `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { PloverClient } from './client.js'

const apiKey = process.env.PLOVERDESK_API_KEY
if (!apiKey) {
  console.error('PLOVERDESK_API_KEY is required')
  process.exit(1)
}
const client = new PloverClient(apiKey)
const server = new Server({ name: 'ploverdesk', version: '${version}' }, { capabilities: { tools: {} } })

const tools = [
  {
    name: 'search_tickets',
    description: 'Search tickets by text',
    inputSchema: { type: 'object', properties: { query: { type: 'string' }, limit: { type: 'number' } }, required: ['query'] },
  },
  {
    name: 'create_ticket',
    description: 'Create a ticket',
    inputSchema: { type: 'object', properties: { subject: { type: 'string' }, body: { type: 'string' } }, required: ['subject'] },
  },
  {
    name: 'comment',
    description: 'Comment on a ticket',
    inputSchema: { type: 'object', properties: { id: { type: 'string' }, body: { type: 'string' } }, required: ['id', 'body'] },
  },
]

server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools }))

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: args = {} } = request.params
  try {
    let result
    switch (name) {
      case 'search_tickets':
        result = await client.searchTickets(args.query, args.limit ?? 20)
        break
      case 'create_ticket':
        result = await client.createTicket({ subject: args.subject, body: args.body })
        break
      case 'comment':
        result = await client.comment(args.id, args.body)
        break
      default:
        throw new Error(\`Unknown tool: \${name}\`)
    }
    return { content: [{ type: 'text', text: JSON.stringify(result, null, 2) }] }
  } catch (error) {
    return { content: [{ type: 'text', text: \`Error: \${error.message}\` }], isError: true }
  }
})

await server.connect(new StdioServerTransport())
`,
  }),
}

/** A database server on `pg`, as tsc compiles it to CommonJS. */
export const postgresServer: Base = {
  package: 'relquery-mcp',
  vendorWords: [],
  files: (version) => ({
    'package.json': manifestOf(version, 'build/index.js', {
      name: 'relquery-mcp',
      type: 'commonjs',
      dependencies: { pg: '^8.13.1' },
    }),
    'build/db.js': `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.getPool = getPool;
exports.runQuery = runQuery;
const pg_1 = require("pg");
let pool;
function getPool() {
    if (!pool) {
        pool = new pg_1.Pool({ connectionString: process.env.DATABASE_URL, max: 4, application_name: "relquery-mcp" });
    }
    return pool;
}
async function runQuery(sql, params = []) {
    const client = await getPool().connect();
    try {
        await client.query("BEGIN TRANSACTION READ ONLY");
        const result = await client.query(sql, params);
        return result.rows;
    }
    finally {
        await client.query("ROLLBACK").catch(() => undefined);
        client.release();
    }
}
`,
    'build/index.js': `#!/usr/bin/env node
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js");
const stdio_js_1 = require("@modelcontextprotocol/sdk/server/stdio.js");
const zod_1 = require("zod");
const db_js_1 = require("./db.js");
const server = new mcp_js_1.McpServer({ name: "relquery", version: "${version}" });
server.registerTool("query", {
    description: "Run a read-only SQL query",
    inputSchema: { sql: zod_1.z.string() },
}, async ({ sql }) => {
    const rows = await (0, db_js_1.runQuery)(sql);
    return { content: [{ type: "text", text: JSON.stringify(rows, null, 2) }] };
});
server.registerTool("list_tables", {
    description: "List the tables of a schema",
    inputSchema: { schema: zod_1.z.string().default("public") },
}, async ({ schema }) => {
    const rows = await (0, db_js_1.runQuery)("SELECT table_name FROM information_schema.tables WHERE table_schema = $1", [schema]);
    return { content: [{ type: "text", text: rows.map((r) => r.table_name).join("\\n") }] };
});
async function main() {
    const transport = new stdio_js_1.StdioServerTransport();
    await server.connect(transport);
}
main().catch((error) => {
    console.error(error);
    process.exit(1);
});
`,
  }),
}

/** Notes on this machine: it speaks with no host. */
export const notesServer: Base = {
  package: 'margin-notes-mcp',
  vendorWords: [],
  files: (version) => ({
    'package.json': manifestOf(version, 'index.js', { name: 'margin-notes-mcp' }),
    'lib/store.js': `import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

export const folder = process.env.NOTES_DIR || path.join(os.homedir(), 'notes')

export async function save(title, text) {
  await fs.mkdir(folder, { recursive: true })
  const file = path.join(folder, title.replace(/[^\\w-]+/g, '_') + '.md')
  await fs.writeFile(file, text, 'utf8')
  return file
}

export async function load(title) {
  return fs.readFile(path.join(folder, title.replace(/[^\\w-]+/g, '_') + '.md'), 'utf8')
}

export async function list() {
  const names = await fs.readdir(folder).catch(() => [])
  return names.filter((n) => n.endsWith('.md')).map((n) => n.slice(0, -3))
}
`,
    'index.js': `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import * as store from './lib/store.js'

const server = new McpServer({ name: 'margin-notes', version: '${version}' })

const reply = (text) => ({ content: [{ type: 'text', text }] })

server.tool('save_note', 'Save a note', { title: z.string(), text: z.string() }, async ({ title, text }) => {
  const file = await store.save(title, text)
  return reply('Saved ' + file)
})

server.tool('read_note', 'Read a note', { title: z.string() }, async ({ title }) => reply(await store.load(title)))

server.tool('list_notes', 'List all notes', {}, async () => reply((await store.list()).join('\\n')))

await server.connect(new StdioServerTransport())
`,
  }),
}

/** A server of a code host on Octokit. */
export const repoServer: Base = {
  package: 'repo-steward-mcp',
  vendorWords: [],
  files: (version) => ({
    'package.json': manifestOf(version, 'dist/main.js', {
      name: 'repo-steward-mcp',
      dependencies: { '@octokit/rest': '^21.0.2' },
    }),
    'dist/main.js': `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { Octokit } from '@octokit/rest'
import { z } from 'zod'

const octokit = new Octokit({ auth: process.env.GITHUB_TOKEN, userAgent: 'repo-steward-mcp/${version}' })
const server = new McpServer({ name: 'repo-steward', version: '${version}' })
const asText = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] })

server.tool(
  'get_file',
  'Read a file of a repository',
  { owner: z.string(), repo: z.string(), path: z.string() },
  async ({ owner, repo, path }) => {
    const { data } = await octokit.repos.getContent({ owner, repo, path })
    return asText(Buffer.from(data.content, 'base64').toString('utf8'))
  },
)

server.tool(
  'create_issue',
  'Open an issue',
  { owner: z.string(), repo: z.string(), title: z.string(), body: z.string().optional() },
  async ({ owner, repo, title, body }) => {
    const { data } = await octokit.issues.create({ owner, repo, title, body })
    return asText({ number: data.number, url: data.html_url })
  },
)

server.tool(
  'list_issues',
  'List open issues',
  { owner: z.string(), repo: z.string(), labels: z.string().optional() },
  async ({ owner, repo, labels }) => {
    const { data } = await octokit.issues.listForRepo({ owner, repo, labels, state: 'open' })
    return asText(data.map((issue) => ({ number: issue.number, title: issue.title })))
  },
)

await server.connect(new StdioServerTransport())
`,
  }),
}
