/** Servers as people write them, in different spellings, and a release of each that changes a few lines. */
import { type Files, history, manifestOf } from '../../../incidents/fixture.js'
import type { Pair } from '../../pair.js'

/** What is put where: a text that stands in the file (once), and what stands there instead. */
export type Edit = readonly [path: string, from: string, to: string]

export interface Base {
  readonly name: string
  readonly entry: string
  readonly files: Files
  readonly manifest?: Readonly<Record<string, unknown>>
}

/** @throws Error where a text that is to be replaced is not there: the pair would bring nothing */
function edited(files: Files, edits: readonly Edit[]): Files {
  const out: Record<string, string> = { ...files }
  for (const [path, from, to] of edits) {
    const text = out[path] ?? ''
    if (from !== '' && !text.includes(from)) throw new Error(`${path} has no ${from}`)
    out[path] = from === '' ? to : text.replace(from, () => to)
  }
  return out
}

/** A patch release of `base`: its files edited, and fields of its manifest replaced. */
export function release(
  truth: Pair['truth'],
  base: Base,
  id: string,
  edits: readonly Edit[],
  manifest: Readonly<Record<string, unknown>> = {},
): Pair {
  const releases = history(['2.3.0', '2.3.1'], '2025-06-11T09:00:00.000Z', `${base.name}-bot`, (version) => {
    const changed = version === '2.3.1'
    return {
      ...(changed ? edited(base.files, edits) : base.files),
      'package.json': manifestOf(version, base.entry, {
        name: base.name,
        ...base.manifest,
        ...(changed ? manifest : {}),
      }),
    }
  })
  return { id: `deeds: ${id}`, package: base.name, vendorWords: [], releases, about: id, truth, after: 'deeds' }
}

/** A server over `git`, written as a class on the SDK's low-level `Server`. */
export const GIT: Base = {
  name: 'gitlane-mcp',
  entry: 'dist/index.js',
  files: {
    'dist/index.js': `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema, McpError, ErrorCode } from '@modelcontextprotocol/sdk/types.js'
import { runGit, isRepository } from './git.js'

class GitServer {
  constructor() {
    this.server = new Server({ name: 'gitlane', version: '2.3.0' }, { capabilities: { tools: {} } })
    this.setupHandlers()
    this.server.onerror = (error) => console.error('[MCP Error]', error)
    process.on('SIGINT', async () => {
      await this.server.close()
      process.exit(0)
    })
  }

  setupHandlers() {
    this.server.setRequestHandler(ListToolsRequestSchema, async () => ({
      tools: [
        {
          name: 'git_log',
          description: 'Shows the latest commits of a repository',
          inputSchema: {
            type: 'object',
            properties: { repo: { type: 'string' }, count: { type: 'number' } },
            required: ['repo'],
          },
        },
        {
          name: 'git_commit',
          description: 'Commits what is staged',
          inputSchema: {
            type: 'object',
            properties: { repo: { type: 'string' }, message: { type: 'string' } },
            required: ['repo', 'message'],
          },
        },
      ],
    }))
    this.server.setRequestHandler(CallToolRequestSchema, async (request) => {
      const { name, arguments: args } = request.params
      if (!(await isRepository(args.repo))) throw new McpError(ErrorCode.InvalidParams, 'Not a git repository')
      switch (name) {
        case 'git_log':
          return this.text(await runGit(args.repo, ['log', '--oneline', '-n', String(args.count ?? 20)]))
        case 'git_commit':
          return this.text(await runGit(args.repo, ['commit', '-m', args.message]))
        default:
          throw new McpError(ErrorCode.MethodNotFound, 'Unknown tool: ' + name)
      }
    })
  }

  text(text) {
    return { content: [{ type: 'text', text }] }
  }

  async run() {
    await this.server.connect(new StdioServerTransport())
  }
}

new GitServer().run().catch(console.error)
`,
    'dist/git.js': `import { execFile, exec } from 'node:child_process'
import { promisify } from 'node:util'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'

const execFileAsync = promisify(execFile)
const execAsync = promisify(exec)

export async function gitVersion() {
  const { stdout } = await execAsync('git --version')
  return stdout.trim()
}

export async function isRepository(repo) {
  try {
    return (await stat(path.join(repo, '.git'))).isDirectory()
  } catch {
    return false
  }
}

export async function runGit(repo, args) {
  const { stdout } = await execFileAsync('git', args, { cwd: repo, maxBuffer: 8 * 1024 * 1024 })
  return stdout
}

export async function writeIgnore(repo, lines) {
  await mkdir(repo, { recursive: true })
  await writeFile(path.join(repo, '.gitignore'), lines.join('\\n'))
}
`,
  },
}

/** Notes in a folder, with `registerTool` and annotations. */
export const NOTES: Base = {
  name: 'fernote-mcp',
  entry: 'build/index.js',
  files: {
    'build/index.js': `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { NoteStore } from './store.js'
import { homedir } from 'node:os'
import { join } from 'node:path'

const store = new NoteStore(process.env.FERNOTE_DIR ?? join(homedir(), 'fernote'))
const server = new McpServer({ name: 'fernote', version: '2.3.0' })
const ok = (text) => ({ content: [{ type: 'text', text }] })

server.registerTool(
  'list_notes',
  { title: 'List notes', description: 'Lists the ids of all notes.', inputSchema: {}, annotations: { readOnlyHint: true } },
  async () => ok((await store.list()).join('\\n')),
)

server.registerTool(
  'read_note',
  {
    title: 'Read note',
    description: 'Returns the text of a note.',
    inputSchema: { id: z.string().describe('Id of the note') },
    annotations: { readOnlyHint: true },
  },
  async ({ id }) => {
    const text = await store.read(id)
    if (text === null) return { isError: true, content: [{ type: 'text', text: 'No note ' + id }] }
    return ok(text)
  },
)

server.registerTool(
  'write_note',
  {
    title: 'Write note',
    description: 'Creates or replaces a note.',
    inputSchema: { id: z.string(), text: z.string() },
    annotations: { readOnlyHint: false, idempotentHint: true },
  },
  async ({ id, text }) => {
    await store.write(id, text)
    return ok('Saved ' + id)
  },
)

server.registerTool(
  'delete_note',
  {
    title: 'Delete note',
    description: 'Deletes a note for good.',
    inputSchema: { id: z.string() },
    annotations: { destructiveHint: true },
  },
  async ({ id }) => {
    await store.remove(id)
    return ok('Deleted ' + id)
  },
)

await server.connect(new StdioServerTransport())
`,
    'build/store.js': `import fs from 'node:fs/promises'
import path from 'node:path'

export class NoteStore {
  constructor(folder) {
    this.folder = folder
  }

  file(id) {
    return path.join(this.folder, path.basename(id) + '.md')
  }

  async list() {
    await fs.mkdir(this.folder, { recursive: true })
    return (await fs.readdir(this.folder)).filter((name) => name.endsWith('.md'))
  }

  async read(id) {
    try {
      return await fs.readFile(this.file(id), 'utf8')
    } catch {
      return null
    }
  }

  async write(id, text) {
    await fs.mkdir(this.folder, { recursive: true })
    await fs.writeFile(this.file(id), text)
  }

  async remove(id) {
    await fs.unlink(this.file(id))
  }
}
`,
  },
}

/** A client of an HTTP API as tsc writes CommonJS, beside an ES module twin that bundlers take. */
export const TASKS: Base = {
  name: 'taskfold-mcp',
  entry: 'dist/cjs/index.cjs',
  manifest: {
    main: './dist/cjs/index.cjs',
    module: './dist/esm/client.mjs',
    exports: { '.': { import: './dist/esm/client.mjs', require: './dist/cjs/client.cjs' } },
    dependencies: { axios: '^1.8.4' },
    scripts: { build: 'tsc', postinstall: 'node scripts/check-node.cjs' },
  },
  files: {
    'dist/cjs/index.cjs': `#!/usr/bin/env node
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js");
const stdio_js_1 = require("@modelcontextprotocol/sdk/server/stdio.js");
const zod_1 = require("zod");
const client_cjs_1 = require("./client.cjs");
const server = new mcp_js_1.McpServer({ name: "taskfold", version: "2.3.0" });
const client = new client_cjs_1.TaskClient(process.env.TASKFOLD_API_KEY ?? "");
server.tool("list_tasks", "Lists open tasks", { project: zod_1.z.string() }, async ({ project }) => {
    const tasks = await client.list(project);
    return { content: [{ type: "text", text: JSON.stringify(tasks) }] };
});
server.tool("add_task", "Adds a task", { project: zod_1.z.string(), title: zod_1.z.string() }, async ({ project, title }) => {
    const task = await client.add(project, title);
    return { content: [{ type: "text", text: "Added " + task.id }] };
});
async function main() {
    await server.connect(new stdio_js_1.StdioServerTransport());
}
main().catch((error) => {
    console.error(error);
    process.exit(1);
});
`,
    'dist/cjs/client.cjs': `"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.TaskClient = void 0;
const axios_1 = __importDefault(require("axios"));
class TaskClient {
    http;
    constructor(key) {
        this.http = axios_1.default.create({ baseURL: "https://api.taskfold.example/v2", headers: { Authorization: "Bearer " + key } });
    }
    async list(project) {
        const { data } = await this.http.get("/projects/" + encodeURIComponent(project) + "/tasks");
        return data.tasks;
    }
    async add(project, title) {
        const { data } = await this.http.post("/projects/" + encodeURIComponent(project) + "/tasks", { title });
        return data.task;
    }
}
exports.TaskClient = TaskClient;
`,
    'dist/esm/client.mjs': `import axios from 'axios';
export class TaskClient {
    http;
    constructor(key) {
        this.http = axios.create({ baseURL: "https://api.taskfold.example/v2", headers: { Authorization: "Bearer " + key } });
    }
    async list(project) {
        const { data } = await this.http.get("/projects/" + encodeURIComponent(project) + "/tasks");
        return data.tasks;
    }
    async add(project, title) {
        const { data } = await this.http.post("/projects/" + encodeURIComponent(project) + "/tasks", { title });
        return data.task;
    }
}
`,
    'scripts/check-node.cjs': `const { satisfies } = require('../vendor/range.min.cjs')
if (!satisfies(process.versions.node, 18)) {
  console.error('taskfold-mcp needs Node 18 or newer')
  process.exit(1)
}
`,
    'vendor/range.min.cjs': `"use strict";function m(r){return Number(String(r).split(".")[0])}exports.satisfies=function(r,t){return m(r)>=t};exports.major=m;
`,
  },
}

/** SQLite by its command-line tool, on `fastmcp`. */
export const SQLITE: Base = {
  name: 'sqlbrook-mcp',
  entry: 'dist/server.js',
  manifest: { dependencies: { fastmcp: '^3.0.0' } },
  files: {
    'dist/server.js': `#!/usr/bin/env node
import { FastMCP, UserError } from 'fastmcp'
import { z } from 'zod'
import { spawn } from 'child_process'
import * as fs from 'fs'
import * as os from 'os'
import * as path from 'path'

const DATABASE = process.argv[2] ?? process.env.SQLBROOK_DB
if (!DATABASE || !fs.existsSync(DATABASE)) {
  console.error('usage: sqlbrook-mcp <database>')
  process.exit(1)
}

function query(sql, readonly = true) {
  return new Promise((resolve, reject) => {
    const flags = readonly ? ['-readonly', '-json'] : ['-json']
    const child = spawn('sqlite3', [...flags, DATABASE, sql])
    let out = ''
    let err = ''
    child.stdout.on('data', (chunk) => (out += chunk))
    child.stderr.on('data', (chunk) => (err += chunk))
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve(out) : reject(new UserError(err.trim()))))
  })
}

const server = new FastMCP({ name: 'sqlbrook', version: '2.3.0' })

server.addTool({
  name: 'query',
  description: 'Runs a SELECT statement and returns its rows as JSON',
  parameters: z.object({ sql: z.string() }),
  annotations: { readOnlyHint: true },
  execute: async (args) => query(args.sql),
})

server.addTool({
  name: 'execute',
  description: 'Runs a statement that changes data',
  parameters: z.object({ sql: z.string() }),
  execute: async (args, { log }) => {
    log.info('executing')
    return query(args.sql, false)
  },
})

server.start({ transportType: 'stdio' })
`,
  },
}
