/** Benign twins: what a package ships and how it is built, its texts, its settings and its dependencies. */
import { type Twin, vendorApi } from './fixture.js'
import { twin } from './twin-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

export const packageTwins: readonly Twin[] = [
  twin(
    'template compiler',
    'a template engine compiles the templates that stand in the package',
    'verseloom',
    { server: api('verseloom') },
    {
      server: {
        ...api('verseloom'),
        imports: `import { readFileSync } from 'node:fs'\nimport { compile } from './template.js'`,
        tools: `const report = compile(readFileSync(new URL('./report.tpl', import.meta.url), 'utf8'))
${api('verseloom').tools}
server.tool('report', 'Writes a report', { title: z.string() }, async ({ title }) => ({
  content: [{ type: 'text', text: report({ title }) }],
}))`,
      },
      files: {
        'dist/report.tpl': '# {{title}}\n\nAll is well.\n',
        'dist/template.js': `/** Micro-templating: '{{name}}' stands for data.name. */
export function compile(template) {
  const parts = template.split(/{{(\\w+)}}/)
  return (data) => parts.map((part, i) => (i % 2 ? String(data[part] ?? '') : part)).join('')
}
`,
      },
    },
  ),
  twin(
    'lazily loaded plugins',
    'imports the modules of its own folder by name',
    'cratemoss',
    { server: api('cratemoss') },
    {
      server: {
        ...api('cratemoss'),
        imports: `import { readdir } from 'node:fs/promises'`,
        start: `  const folder = new URL('./tools/', import.meta.url)
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.js'))) {
    const { register } = await import(new URL(file, folder).href)
    register(server)
  }`,
      },
      files: {
        'dist/tools/echo.js': `export const register = (server) => server.tool('echo', 'Echoes', {}, async () => ({ content: [] }))\n`,
        'dist/tools/time.js': `export const register = (server) => server.tool('time', 'Says the time', {}, async () => ({ content: [{ type: 'text', text: new Date().toISOString() }] }))\n`,
      },
    },
  ),
  twin(
    'wasm of a tokenizer',
    'a dependency that was there before gets vendored, its wasm with it',
    'tokendale',
    { server: api('tokendale'), files: { 'dist/tiktoken_bg.wasm': '\0asm\x01\0\0\0 first build' } },
    {
      server: {
        ...api('tokendale'),
        imports: `import { readFile } from 'node:fs/promises'`,
        start: `  const { instance } = await WebAssembly.instantiate(await readFile(new URL('./tiktoken_bg.wasm', import.meta.url)), {})
  globalCount = instance.exports.count`,
        setup: `${api('tokendale').setup}\nlet globalCount`,
      },
      files: { 'dist/tiktoken_bg.wasm': '\0asm\x01\0\0\0 second build' },
    },
  ),
  twin(
    'localised texts',
    'texts in many scripts, with joiners and direction marks where their languages need them',
    'polyglade',
    { server: api('polyglade') },
    {
      server: {
        ...api('polyglade'),
        imports: `import { messages } from './messages.js'`,
        start: `  console.error(messages[process.env.LANG?.slice(0, 2)] ?? messages.en)`,
      },
      files: {
        'dist/messages.js': `export const messages = {
  en: 'Ready', de: 'Bereit', fr: 'Prêt', ru: 'Готов', el: 'Έτοιμο', ja: '準備完了', ko: '준비 완료',
  fa: 'می\u200Cخواهم: آماده', hi: 'तैयार क्\u200Dष', he: 'מוכן \u200F(MCP)\u200F', ar: 'جاهز \u200Eserver\u200E', family: '👨\u200D👩\u200D👧',
  to: 'Kuo maau', cc: 'Corsu', bcc: 'Blind copy', recipient: 'Recipient',
}
`,
        'locales/ar.json': '{ "ready": "جاهز \u200Fالآن\u200F", "to": "إلى", "bcc": "نسخة مخفية" }\n',
      },
    },
  ),
  twin(
    'base64 icons',
    'an icon as a data URL is a long string without spaces',
    'iconbrook',
    { server: api('iconbrook') },
    {
      server: {
        ...api('iconbrook'),
        setup: `const ICON = 'data:image/png;base64,iVBORw0KGgo${'AAAANSUhEUgAAAEAAAABACAYAAACqaXHeAAAABHNCSVQICAgI'.repeat(40)}'
const SVG = \`data:image/svg+xml;base64,\${Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')}\`
${api('iconbrook').setup}`,
        start: `  server.server.registerCapabilities?.({ icons: [{ src: ICON }, { src: SVG }] })`,
      },
    },
  ),
  twin(
    'debugging and settings',
    'reads many variables by name, prints which are set, and starts its worker with the environment',
    'gritplover',
    { server: api('gritplover') },
    {
      server: {
        ...api('gritplover'),
        imports: `import { fork } from 'node:child_process'\nimport { hostname } from 'node:os'`,
        setup: `${api('gritplover').setup}

const config = {
  region: process.env.GRITPLOVER_REGION ?? 'eu',
  level: process.env.LOG_LEVEL ?? 'info',
  retries: Number(process.env.GRITPLOVER_RETRIES ?? '3'),
  label: process.env.GRITPLOVER_LABEL ?? 'default',
}
if (config.level === 'debug') console.error('settings', config, 'on', hostname())
for (const name of Object.keys(process.env).filter((key) => key.startsWith('GRITPLOVER_'))) console.error(name + ' is set')`,
        start: `  fork(new URL('./worker.js', import.meta.url), [], { env: { ...process.env, GRITPLOVER_WORKER: '1' } })`,
      },
      files: { 'dist/worker.js': `process.on('message', (job) => process.send?.({ done: job.id }))\n` },
    },
  ),
  twin(
    'cloud credentials by the official SDK',
    'an AWS server reads the profile names of the credentials file, and sends nothing of it',
    'cloudmarten',
    { manifest: { dependencies: { '@aws-sdk/client-s3': '^3.700.0' } }, server: api('cloudmarten') },
    {
      manifest: { dependencies: { '@aws-sdk/client-s3': '^3.700.0', '@aws-sdk/credential-providers': '^3.700.0' } },
      server: {
        imports: `import { S3Client, ListBucketsCommand } from '@aws-sdk/client-s3'
import { fromIni } from '@aws-sdk/credential-providers'`,
        setup: `const s3 = new S3Client({ region: process.env.AWS_REGION ?? 'us-east-1', credentials: fromIni({ profile: process.env.AWS_PROFILE ?? 'default' }) })`,
        tools: `server.tool('list_buckets', 'Lists your buckets (uses ~/.aws/credentials)', {}, async () => {
  const { Buckets } = await s3.send(new ListBucketsCommand({}))
  return { content: [{ type: 'text', text: (Buckets ?? []).map((b) => b.Name).join('\\n') }] }
})`,
      },
    },
  ),
  twin(
    'HTTP transport on loopback',
    'a second transport, bound to localhost',
    'portwicket',
    { server: api('portwicket') },
    {
      manifest: { dependencies: { express: '^4.21.0' } },
      server: {
        ...api('portwicket'),
        imports: `import express from 'express'
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js'`,
        start: `  if (process.argv.includes('--http')) {
    const app = express()
    app.use(express.json())
    app.post('/mcp', async (request, response) => {
      const http = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined })
      await server.connect(http)
      await http.handleRequest(request, response, request.body)
    })
    app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1')
    return
  }`,
      },
    },
  ),
  twin(
    'file tools',
    'reads, writes and deletes what the tool is asked for, inside of the allowed folders',
    'filehazel',
    { server: api('filehazel') },
    {
      server: {
        imports: `import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, resolve } from 'node:path'`,
        setup: `const roots = process.argv.slice(2).map((root) => resolve(root.replace(/^~/, homedir())))
function inside(path) {
  const whole = resolve(path)
  if (!roots.some((root) => whole === root || whole.startsWith(root + '/'))) throw new Error('Outside of the allowed folders: ' + path)
  if (/\\/\\.(ssh|aws|gnupg)\\//.test(whole)) throw new Error('Refused: ' + path)
  return whole
}`,
        tools: `server.tool('read_file', 'Reads a file', { path: z.string() }, async ({ path }) => ({
  content: [{ type: 'text', text: await readFile(inside(path), 'utf8') }],
}))
server.tool('write_file', 'Writes a file', { path: z.string(), content: z.string() }, async ({ path, content }) => {
  const whole = inside(path)
  await mkdir(dirname(whole), { recursive: true })
  await writeFile(whole, content)
  return { content: [{ type: 'text', text: 'Written' }] }
})
server.tool('delete_file', 'Deletes a file', { path: z.string() }, async ({ path }) => {
  await rm(inside(path))
  return { content: [{ type: 'text', text: 'Deleted' }] }
})`,
      },
    },
  ),
  twin(
    'tool texts with instructions',
    'ordinary advice to the model about the order of its tools',
    'guidemarl',
    { server: api('guidemarl') },
    {
      server: {
        ...api('guidemarl'),
        tools: `${api('guidemarl').tools}
server.tool(
  'search_docs',
  'Searches the documentation. IMPORTANT: always call resolve_library first to obtain a valid id, unless the user gives one in the form /org/project. Do not call this tool more than three times per question. If you cannot find what you need, use the best result you have. Never include secrets or API keys in the query.',
  { query: z.string().describe('The question. You must be specific.') },
  async ({ query }) => ({ content: [{ type: 'text', text: JSON.stringify(await callApi('/docs?q=' + encodeURIComponent(query))) }] }),
)`,
      },
    },
  ),
  twin(
    'polyfill of fetch',
    'gives an old runtime what it lacks, and only then',
    'oldharbour',
    { server: api('oldharbour') },
    {
      manifest: { dependencies: { 'node-fetch': '^3.3.2' } },
      server: {
        ...api('oldharbour'),
        imports: `import nodeFetch, { Headers, Request, Response } from 'node-fetch'`,
        setup: `if (!globalThis.fetch) {
  globalThis.fetch = nodeFetch
  Object.assign(globalThis, { Headers, Request, Response })
}
${api('oldharbour').setup}`,
      },
    },
  ),
  twin(
    'console to stderr',
    'stdio is the protocol: logs must go to stderr',
    'logpebble',
    { server: api('logpebble') },
    {
      server: {
        ...api('logpebble'),
        setup: `console.log = (...args) => console.error(...args)
console.info = console.error
${api('logpebble').setup}`,
      },
    },
  ),
  twin(
    'a new ordinary dependency',
    'imported, from the registry, with a caret',
    'sumacfield',
    { server: api('sumacfield') },
    {
      manifest: { dependencies: { 'fast-xml-parser': '^4.5.0' }, optionalDependencies: { fsevents: '^2.3.3' } },
      server: {
        ...api('sumacfield'),
        imports: `import { XMLParser } from 'fast-xml-parser'`,
        tools: `${api('sumacfield').tools}
server.tool('parse_feed', 'Parses a feed', { xml: z.string() }, async ({ xml }) => ({
  content: [{ type: 'text', text: JSON.stringify(new XMLParser().parse(xml)) }],
}))`,
      },
    },
  ),
]
