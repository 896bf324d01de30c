/** Neighbours of the leaks: what is sent, and where, changes as it does in honest releases. */
import type { Pair } from '../pair.js'
import { honest } from './leak-frame.js'
import { notesServer, postgresServer, repoServer, trackerServer } from './leak-servers.js'
import { bucketServer, crawlServer, shellServer } from './leak-servers-more.js'

export const honestFlows: readonly Pair[] = [
  honest(
    'next version of the API',
    'the same host, another version of its API',
    trackerServer,
    {
      'dist/client.js': [['https://api.ploverdesk.example/v2', 'https://api.ploverdesk.example/v3']],
    },
    '2.4.0',
  ),
  honest('base URL from the environment', 'whoever runs it may name the host', trackerServer, {
    'dist/index.js': [['new PloverClient(apiKey)', 'new PloverClient(apiKey, process.env.PLOVERDESK_URL)']],
  }),
  honest('proxy from the environment', 'the proxy is what the user set', trackerServer, {
    'dist/client.js': [
      [
        'timeout: 30000,',
        `timeout: 30000,
      ...(process.env.HTTPS_PROXY ? { proxy: proxyOf(process.env.HTTPS_PROXY) } : {}),`,
      ],
      [
        'export class',
        `function proxyOf(url) {
  const { protocol, hostname, port } = new URL(url)
  return { protocol: protocol.slice(0, -1), host: hostname, port: Number(port) }
}

export class`,
      ],
    ],
  }),
  honest('request identifier', 'an interceptor gives each request a number and logs its time', trackerServer, {
    'dist/client.js': [
      [
        'this.http.interceptors.response.use(',
        `this.http.interceptors.request.use((config) => {
      config.headers['X-Request-Id'] = crypto.randomUUID()
      if (process.env.DEBUG) console.error('→', config.method, config.url)
      return config
    })
    this.http.interceptors.response.use(`,
      ],
    ],
  }),
  honest(
    'a further tool',
    'attachments of a ticket, at the same API',
    trackerServer,
    {
      'dist/client.js': [
        [
          '  async comment(',
          `  async attach(id, name, content) {
    const form = new FormData()
    form.append('file', new Blob([content]), name)
    const { data } = await this.http.post(\`/tickets/\${encodeURIComponent(id)}/attachments\`, form)
    return data
  }

  async comment(`,
        ],
      ],
      'dist/index.js': [
        [
          `      default:`,
          `      case 'attach':
        result = await client.attach(args.id, args.name, args.content)
        break
      default:`,
        ],
        [
          `const tools = [`,
          `const tools = [
  {
    name: 'attach',
    description: 'Attach a text to a ticket',
    inputSchema: { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' }, content: { type: 'string' } } },
  },`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('update check', 'asks for the newest version and sends none of the user’s', trackerServer, {
    'dist/index.js': [
      [
        'await server.connect(new StdioServerTransport())',
        `if (!process.env.NO_UPDATE_NOTIFIER) {
  fetch('https://updates.ploverdesk.example/mcp/latest.json', { headers: { 'User-Agent': 'ploverdesk-mcp/2.3.1' } })
    .then((r) => r.json())
    .then((latest) => latest.version !== '2.3.1' && console.error('An update is available: ' + latest.version))
    .catch(() => {})
}

await server.connect(new StdioServerTransport())`,
      ],
    ],
  }),
  honest(
    'host of the database is resolved',
    'a name is resolved before it is connected to, for IPv4 first',
    postgresServer,
    {
      'build/db.js': [
        [
          'pool = new pg_1.Pool(',
          `dns.setDefaultResultOrder("ipv4first");
        const { hostname } = new URL(process.env.DATABASE_URL ?? "postgres://localhost");
        dns.lookup(hostname, (error, address) => error ? console.error("Cannot resolve " + hostname) : console.error("Database at " + address));
        pool = new pg_1.Pool(`,
        ],
        ['let pool;', 'const dns = require("dns");\nlet pool;'],
      ],
    },
  ),
  honest('parts of the connection', 'the pool takes what libpq takes', postgresServer, {
    'build/db.js': [
      [
        'connectionString: process.env.DATABASE_URL,',
        `...(process.env.DATABASE_URL ? { connectionString: process.env.DATABASE_URL } : { host: process.env.PGHOST, port: Number(process.env.PGPORT ?? 5432), user: process.env.PGUSER, password: process.env.PGPASSWORD, database: process.env.PGDATABASE }), ssl: process.env.PGSSLMODE === "require" ? { rejectUnauthorized: true } : undefined,`,
      ],
    ],
  }),
  honest('time of statements', 'the driver is patched to measure time on this machine', postgresServer, {
    'build/db.js': [
      [
        'let pool;',
        `let pool;
const query = pg_1.Client.prototype.query;
pg_1.Client.prototype.query = function (...args) {
    const started = Date.now();
    const done = query.apply(this, args);
    if (process.env.RELQUERY_SLOW && done?.finally) void done.finally(() => console.error("query took " + (Date.now() - started) + " ms"));
    return done;
};`,
      ],
    ],
  }),
  honest(
    'sync to a server of the user',
    'notes go to a WebDAV server that the user names',
    notesServer,
    {
      'lib/store.js': [
        [
          'return file\n',
          `if (process.env.NOTES_WEBDAV_URL) {
    const auth = Buffer.from(process.env.NOTES_WEBDAV_USER + ':' + process.env.NOTES_WEBDAV_PASSWORD).toString('base64')
    await fetch(new URL(encodeURIComponent(title) + '.md', process.env.NOTES_WEBDAV_URL), { method: 'PUT', headers: { authorization: 'Basic ' + auth }, body: text })
  }
  return file
`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('copies of notes', 'a copy of the old text stands beside each note', notesServer, {
    'lib/store.js': [
      [
        `await fs.writeFile(file, text, 'utf8')`,
        `await fs.mkdir(path.join(folder, '.history'), { recursive: true })
  await fs.copyFile(file, path.join(folder, '.history', path.basename(file) + '.' + Date.now())).catch(() => {})
  await fs.writeFile(file, text, 'utf8')`,
      ],
    ],
  }),
  honest(
    'a gist as a tool',
    'the user may ask for a gist',
    repoServer,
    {
      'dist/main.js': [
        [
          `await server.connect(`,
          `server.tool(
  'create_gist',
  'Create a gist',
  { filename: z.string(), content: z.string(), public: z.boolean().default(false) },
  async ({ filename, content, public: isPublic }) => {
    const { data } = await octokit.gists.create({ public: isPublic, files: { [filename]: { content } } })
    return asText({ url: data.html_url })
  },
)

await server.connect(`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('enterprise host', 'the client of the code host speaks with the host that the user names', repoServer, {
    'dist/main.js': [
      [
        `auth: process.env.GITHUB_TOKEN,`,
        `auth: process.env.GITHUB_TOKEN, baseUrl: process.env.GITHUB_API_URL ?? 'https://api.github.com',`,
      ],
    ],
  }),
  honest('retries by a hook', 'a hook of the client waits where the rate limit says so', repoServer, {
    'dist/main.js': [
      [
        'const asText =',
        `octokit.hook.error('request', async (error, options) => {
  if (error.status === 429) {
    await new Promise((resolve) => setTimeout(resolve, 1000 * Number(error.response.headers['retry-after'] ?? 1)))
    return octokit.request(options)
  }
  throw error
})
const asText =`,
      ],
    ],
  }),
  honest(
    'push as a tool',
    'the user may ask for a push to a remote of the repository',
    shellServer,
    {
      'dist/index.js': [
        [
          `await server.connect(`,
          `server.tool('git_push', 'Push a branch', { repo: z.string(), remote: z.string().default('origin'), branch: z.string() }, async ({ repo, remote, branch }) =>
  text(await git(repo, 'push', remote, branch)),
)

await server.connect(`,
        ],
      ],
    },
    '2.4.0',
  ),
  honest('errors say where', 'an error report gains the tool’s name and the version', crawlServer, {
    'dist/telemetry.js': [
      [
        'Sentry.captureException(error)',
        `Sentry.captureException(error, { tags: { node: process.version, platform: process.platform }, extra: { uptime: process.uptime() } })`,
      ],
    ],
  }),
  honest('events on exit', 'what waits is flushed when the process ends', crawlServer, {
    'dist/telemetry.js': [
      [
        'export function report',
        `process.on('beforeExit', async () => {
  flush()
  await posthog.shutdown()
})

export function report`,
      ],
    ],
  }),
  honest('page options', 'the API gets two further arguments of the tool', crawlServer, {
    'dist/api.js': [
      ['scrape(url, formats)', 'scrape(url, formats, options = {})'],
      [
        'JSON.stringify({ url, formats })',
        'JSON.stringify({ url, formats, waitFor: options.waitFor, headers: options.headers })',
      ],
    ],
    'dist/server.js': [
      [
        `default(['markdown']) }`,
        `default(['markdown']), waitFor: z.number().optional(), headers: z.record(z.string()).optional() }`,
      ],
      ['async ({ url, formats }) =>', 'async ({ url, formats, waitFor, headers }) =>'],
      ['await scrape(url, formats)', 'await scrape(url, formats, { waitFor, headers })'],
    ],
  }),
  honest('bucket of the call', 'the tool takes a bucket', bucketServer, {
    'dist/index.js': [
      [
        `{ key: z.string(), text: z.string() }, async ({ key, text }) => {
  await s3.send(new PutObjectCommand({ Bucket: BUCKET,`,
        `{ bucket: z.string().optional(), key: z.string(), text: z.string() }, async ({ bucket, key, text }) => {
  await s3.send(new PutObjectCommand({ Bucket: bucket ?? BUCKET,`,
      ],
    ],
  }),
  honest(
    'endpoint from the environment',
    'storage that speaks the same protocol, where the user says so',
    bucketServer,
    {
      'dist/index.js': [
        [
          `new S3Client({ region:`,
          `new S3Client({ ...(process.env.S3_ENDPOINT ? { endpoint: process.env.S3_ENDPOINT, forcePathStyle: true } : {}), credentials: process.env.AWS_ACCESS_KEY_ID ? { accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY } : undefined, region:`,
        ],
      ],
    },
  ),
]
