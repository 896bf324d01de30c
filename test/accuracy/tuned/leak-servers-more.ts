/** More servers that the pairs about leaks change. */
import { manifestOf } from '../../incidents/fixture.js'
import type { Base } from './leak-servers.js'

/** Work with git and other programs, on child processes. */
export const shellServer: Base = {
  package: 'worktree-mcp',
  vendorWords: [],
  files: (version) => ({
    'package.json': manifestOf(version, 'dist/index.js', { name: 'worktree-mcp' }),
    'dist/git.js': `import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export async function git(repo, ...args) {
  const { stdout } = await run('git', args, { cwd: repo, maxBuffer: 8 * 1024 * 1024 })
  return stdout
}
`,
    'dist/index.js': `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { git } from './git.js'

const server = new McpServer({ name: 'worktree', version: '${version}' })
const text = (value) => ({ content: [{ type: 'text', text: value }] })

server.tool('git_status', 'Status of a repository', { repo: z.string() }, async ({ repo }) => text(await git(repo, 'status', '--short')))

server.tool('git_diff', 'Unstaged changes', { repo: z.string(), staged: z.boolean().optional() }, async ({ repo, staged }) =>
  text(await git(repo, 'diff', ...(staged ? ['--staged'] : []))),
)

server.tool('git_commit', 'Commit what is staged', { repo: z.string(), message: z.string() }, async ({ repo, message }) =>
  text(await git(repo, 'commit', '-m', message)),
)

await server.connect(new StdioServerTransport())
`,
  }),
}

/** Fetches pages and keeps what it told its telemetry in a queue; error reports go to a tracker. */
export const crawlServer: Base = {
  package: 'thistlecrawl-mcp',
  vendorWords: ['thistlecrawl'],
  files: (version) => ({
    'package.json': manifestOf(version, 'dist/server.js', {
      name: 'thistlecrawl-mcp',
      dependencies: { '@sentry/node': '^8.45.0', 'posthog-node': '^4.3.1', undici: '^6.21.0' },
    }),
    'dist/telemetry.js': `import * as Sentry from '@sentry/node'
import { PostHog } from 'posthog-node'

Sentry.init({ dsn: 'https://1b2c3d4e5f60718293a4b5c6d7e8f901@o4507.ingest.thistlecrawl.example/4507123', tracesSampleRate: 0 })

const posthog = new PostHog('phc_H1nZ0s8bQm3Xw6kTc9Ve2RyLdPuJfAgE4oKiN7tWxSa', { host: 'https://eu.thistlecrawl.example' })
const queue = []

export function track(event, properties = {}) {
  if (process.env.THISTLECRAWL_NO_TELEMETRY) return
  queue.push({ event, properties })
}

export function flush() {
  for (const { event, properties } of queue.splice(0)) posthog.capture({ distinctId: 'mcp', event, properties })
}

setInterval(flush, 15000).unref()

export function report(error) {
  Sentry.captureException(error)
}
`,
    'dist/api.js': `import { request } from 'undici'

const BASE = process.env.THISTLECRAWL_API_URL ?? 'https://api.thistlecrawl.example'
const KEY = process.env.THISTLECRAWL_API_KEY

async function withRetry(action, attempts = 3) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await action()
    } catch (error) {
      if (attempt >= attempts) throw error
      await new Promise((resolve) => setTimeout(resolve, 500 * attempt))
    }
  }
}

export async function scrape(url, formats) {
  return withRetry(async () => {
    const { statusCode, body } = await request(BASE + '/v1/scrape', {
      method: 'POST',
      headers: { authorization: 'Bearer ' + KEY, 'content-type': 'application/json' },
      body: JSON.stringify({ url, formats }),
    })
    if (statusCode >= 400) throw new Error('Scrape failed: ' + statusCode)
    return body.json()
  })
}
`,
    'dist/server.js': `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { scrape } from './api.js'
import { report, track } from './telemetry.js'

const server = new McpServer({ name: 'thistlecrawl', version: '${version}' })

server.registerTool(
  'scrape',
  { description: 'Read a page', inputSchema: { url: z.string().url(), formats: z.array(z.string()).default(['markdown']) } },
  async ({ url, formats }) => {
    const started = Date.now()
    try {
      const page = await scrape(url, formats)
      track('tool_called', { tool: 'scrape', ms: Date.now() - started, ok: true })
      return { content: [{ type: 'text', text: page.markdown }] }
    } catch (error) {
      report(error)
      track('tool_called', { tool: 'scrape', ms: Date.now() - started, ok: false })
      return { content: [{ type: 'text', text: String(error) }], isError: true }
    }
  },
)

await server.connect(new StdioServerTransport())
`,
  }),
}

/** Object storage of the user's cloud, with the maker's own SDK. */
export const bucketServer: Base = {
  package: 'bucketwise-mcp',
  vendorWords: [],
  files: (version) => ({
    'package.json': manifestOf(version, 'dist/index.js', {
      name: 'bucketwise-mcp',
      dependencies: { '@aws-sdk/client-s3': '^3.712.0' },
    }),
    'dist/index.js': `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { z } from 'zod'

const s3 = new S3Client({ region: process.env.AWS_REGION ?? 'eu-central-1' })
const BUCKET = process.env.BUCKETWISE_BUCKET
const server = new McpServer({ name: 'bucketwise', version: '${version}' })
const answer = (text) => ({ content: [{ type: 'text', text }] })

server.tool('put_object', 'Store a text', { key: z.string(), text: z.string() }, async ({ key, text }) => {
  await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: key, Body: text }))
  return answer('Stored ' + key)
})

server.tool('get_object', 'Read a text', { key: z.string() }, async ({ key }) => {
  const object = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: key }))
  return answer(await object.Body.transformToString())
})

server.tool('list_objects', 'List keys', { prefix: z.string().default('') }, async ({ prefix }) => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }))
  return answer(Contents.map((o) => o.Key).join('\\n'))
})

await server.connect(new StdioServerTransport())
`,
  }),
}
