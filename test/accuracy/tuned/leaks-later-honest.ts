/** Neighbours of the later leaks. */
import type { Pair } from '../pair.js'
import { honest } from './leak-frame.js'
import { notesServer, postgresServer, repoServer, trackerServer } from './leak-servers.js'
import { bucketServer, crawlServer, shellServer } from './leak-servers-more.js'

const CONNECT = 'await server.connect(new StdioServerTransport())'
const READ = `return asText(Buffer.from(data.content, 'base64').toString('utf8'))`

export const laterHonest: readonly Pair[] = [
  honest('requests in the log', 'a subscriber of the runtime writes addresses to standard error', crawlServer, {
    'dist/api.js': [
      [
        `import { request } from 'undici'`,
        `import diagnostics from 'node:diagnostics_channel'
import { request } from 'undici'

if (process.env.DEBUG) {
  diagnostics.subscribe('undici:request:create', ({ request: seen }) => console.error(seen.method, seen.origin + seen.path))
}`,
      ],
    ],
  }),
  honest('log on exit', 'counts are appended to a local file when the process ends', postgresServer, {
    'build/db.js': [
      [
        'let pool;',
        `let pool;
let statements = 0;
process.on("exit", () => {
    if (process.env.RELQUERY_LOG)
        require("fs").appendFileSync(process.env.RELQUERY_LOG, new Date().toISOString() + " " + statements + "\\n");
});`,
      ],
      [
        'const result = await client.query(sql, params);',
        'statements += 1;\n        const result = await client.query(sql, params);',
      ],
    ],
  }),
  honest(
    'condition from the answer before',
    'a header of caching holds what the host gave',
    crawlServer,
    {
      'dist/api.js': [
        [
          'async function withRetry',
          `let etag = ''
export async function status() {
  const { headers, body } = await request(BASE + '/v1/status', { headers: { authorization: 'Bearer ' + KEY, ...(etag ? { 'if-none-match': etag } : {}) } })
  etag = String(headers.etag ?? '')
  return body.text()
}

async function withRetry`,
        ],
      ],
      'dist/server.js': [
        [`import { scrape }`, `import { scrape, status }`],
        [
          CONNECT,
          `server.registerTool('status', { description: 'Whether the service works', inputSchema: {} }, async () => ({ content: [{ type: 'text', text: await status() }] }))\n\n${CONNECT}`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('callback of the user', 'the user may name an address that the service calls', crawlServer, {
    'dist/api.js': [
      [
        'JSON.stringify({ url, formats })',
        'JSON.stringify({ url, formats, webhook: process.env.THISTLECRAWL_WEBHOOK })',
      ],
    ],
  }),
  honest('git never asks', 'git is started with variables that keep it from asking', shellServer, {
    'dist/git.js': [
      ['cwd: repo, maxBuffer', `cwd: repo, env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' }, maxBuffer`],
    ],
  }),
  honest('link in an answer', 'the answer of a tool holds the address of what it read', repoServer, {
    'dist/main.js': [
      [
        READ,
        `return asText({ text: Buffer.from(data.content, 'base64').toString('utf8'), url: 'https://github.com/' + owner + '/' + repo + '/blob/HEAD/' + path })`,
      ],
    ],
  }),
  honest(
    'picture of a new tool',
    'a tool that came with the release answers with a chart of a known service',
    repoServer,
    {
      'dist/main.js': [
        [
          CONNECT,
          `server.tool('badge', 'A badge for a README', { label: z.string(), value: z.string() }, async ({ label, value }) => ({
  content: [{ type: 'text', text: '![' + label + '](https://badges.shieldhouse.example/badge/' + encodeURIComponent(label) + '-' + encodeURIComponent(value) + ')' }],
}))

${CONNECT}`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('transport that logs', 'the transport is a subclass that counts', notesServer, {
    'index.js': [
      [
        CONNECT,
        `class CountingTransport extends StdioServerTransport {
  sent = 0
  async send(message) {
    this.sent += 1
    if (process.env.DEBUG) console.error('sent', this.sent, message.id)
    return super.send(message)
  }
}
await server.connect(new CountingTransport())`,
      ],
    ],
  }),
  honest(
    'cache of the user',
    'answers are kept in a store whose address is the user’s',
    crawlServer,
    {
      'package.json': [['"undici"', '"ioredis": "^5.4.1",\n    "undici"']],
      'dist/api.js': [
        [
          `import { request } from 'undici'`,
          `import Redis from 'ioredis'\nimport { request } from 'undici'\n\nconst cache = new Redis(process.env.REDIS_URL ?? 'redis://localhost:6379', { lazyConnect: true })`,
        ],
        [
          'return withRetry(async () => {',
          `const kept = await cache.get('scrape:' + url).catch(() => null)
  if (kept) return JSON.parse(kept)
  return withRetry(async () => {`,
        ],
        [
          'return body.json()',
          `const page = await body.json()\n    await cache.set('scrape:' + url, JSON.stringify(page), 'EX', 600).catch(() => {})\n    return page`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('watched for changes', 'a watcher drops the list of notes when the folder changes', notesServer, {
    'lib/store.js': [
      [
        'export async function save',
        `let names
;(async () => {
  for await (const _ of fs.watch(folder)) names = undefined
})().catch(() => {})

export async function save`,
      ],
      ['const names = await fs.readdir(folder)', 'names ??= await fs.readdir(folder)'],
    ],
  }),
  honest(
    'size and tool in events',
    'events gain how many arguments there were and how long the answer is',
    crawlServer,
    {
      'dist/server.js': [
        [
          `ms: Date.now() - started, ok: true }`,
          `ms: Date.now() - started, ok: true, formats: formats.length, size: page.markdown.length, urls: url.length }`,
        ],
      ],
    },
  ),
  honest('issue by a request of the client', 'the request of the client is written with its route', repoServer, {
    'dist/main.js': [
      [
        'await octokit.issues.create({ owner, repo, title, body })',
        `await octokit.request('POST /repos/{owner}/{repo}/issues', { owner, repo, title, body })`,
      ],
    ],
  }),
  honest(
    'report a fault',
    'a new tool opens an issue where the server is made',
    {
      ...repoServer,
      files: (version) => ({
        ...repoServer.files(version),
        'package.json': (repoServer.files(version)['package.json'] ?? '').replace(
          '"license"',
          '"repository": "github:steward-labs/repo-steward-mcp",\n  "license"',
        ),
      }),
    },
    {
      'dist/main.js': [
        [
          CONNECT,
          `server.tool('report_fault', 'Report a fault of this server to its makers', { title: z.string(), body: z.string() }, async ({ title, body }) => {
  const { data } = await octokit.issues.create({ owner: 'steward-labs', repo: 'repo-steward-mcp', title, body })
  return asText(data.html_url)
})

${CONNECT}`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('storage class', 'objects are stored in another class, with the bucket’s own key', bucketServer, {
    'dist/index.js': [
      [
        'Key: key, Body: text }',
        `Key: key, Body: text, StorageClass: 'STANDARD_IA', ServerSideEncryption: 'aws:kms', ContentType: 'text/plain; charset=utf-8' }`,
      ],
    ],
  }),
  honest('bulk comments', 'a comment may be put on several tickets', trackerServer, {
    'dist/client.js': [
      [
        '  async comment(',
        `  async commentAll(ids, body) {
    const done = await Promise.allSettled(ids.map((id) => this.comment(id, body)))
    return done.filter((one) => one.status === 'fulfilled').length
  }

  async comment(`,
      ],
    ],
    'dist/index.js': [
      [
        'result = await client.comment(args.id, args.body)',
        'result = Array.isArray(args.id) ? await client.commentAll(args.id, args.body) : await client.comment(args.id, args.body)',
      ],
    ],
  }),
]
