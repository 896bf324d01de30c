/** Benign updates at the user's own desk: threads, a page on the loopback, prompts, the clipboard, machines by name, reports of faults. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

export const benignDesk: readonly Pair[] = [
  benign(
    'benign: work in threads',
    'a worker that parses what the tool is given, in a file of its own',
    'lapwingdale',
    {
      server: {
        tools: `server.tool('count', 'Counts words', { text: z.string() }, async ({ text }) => ({ content: [{ type: 'text', text: String(text.split(/\\s+/).length) }] }))`,
      },
    },
    {
      server: {
        imports: `import { Worker } from 'node:worker_threads'`,
        setup: `const inThread = (task) => new Promise((resolve, reject) => {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: task, resourceLimits: { maxOldGenerationSizeMb: 256 } })
  worker.once('message', resolve)
  worker.once('error', reject)
})`,
        tools: `server.tool('count', 'Counts words', { text: z.string() }, async ({ text }) => ({ content: [{ type: 'text', text: JSON.stringify(await inThread({ text })) }] }))`,
      },
      files: {
        'dist/worker.js': `import { parentPort, workerData } from 'node:worker_threads'
const words = workerData.text.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) ?? []
const counts = new Map()
for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
parentPort.postMessage({ words: words.length, top: [...counts].sort((a, b) => b[1] - a[1]).slice(0, 20) })
`,
      },
    },
    { name: 'lapwingdale-text-mcp', community: true },
  ),
  benign(
    'benign: a page that shows what goes on',
    'on the loopback, behind a token that is made anew each time; its scripts come from the package',
    'marlinspike',
    { server: api('marlinspike') },
    {
      server: {
        ...api('marlinspike'),
        imports: `import http from 'node:http'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { spawn } from 'node:child_process'`,
        setup: `${api('marlinspike').setup}
function dashboard(port = 7341) {
  const secret = randomBytes(16).toString('hex')
  const page = readFileSync(new URL('../assets/dashboard.html', import.meta.url), 'utf8')
  http.createServer((request, response) => {
    const url = new URL(request.url, 'http://localhost')
    if (url.searchParams.get('t') !== secret) return response.writeHead(403).end()
    response.setHeader('Content-Type', 'text/html').end(page)
  }).listen(port, '127.0.0.1', () => {
    const address = 'http://127.0.0.1:' + port + '/?t=' + secret
    console.error('Dashboard: ' + address)
    const opener = process.platform === 'darwin' ? 'open' : process.platform === 'win32' ? 'explorer' : 'xdg-open'
    spawn(opener, [address], { stdio: 'ignore', detached: true }).unref()
  })
}`,
        start: `  if (process.argv.includes('--dashboard')) dashboard()`,
      },
      files: {
        'assets/dashboard.html':
          '<!doctype html><title>Marlinspike</title><main id="calls"></main><script>setInterval(() => {}, 1000)</script>',
      },
    },
  ),
  benign(
    'benign: prompts for reviews',
    'tells the model how to review, and to leave secrets alone',
    'nightjarrow',
    { server: api('nightjarrow') },
    {
      server: {
        ...api('nightjarrow'),
        setup: `${api('nightjarrow').setup}
server.registerPrompt('review', { title: 'Review', description: 'Reviews a change', argsSchema: { id: z.string() } }, ({ id }) => ({
  messages: [{ role: 'user', content: { type: 'text', text: \`You are an experienced reviewer. Review change \${id}.

Rules you MUST follow:
- Read every changed file before you judge. Do not guess.
- Never print values of passwords, tokens or API keys; if you find some in the code, say in which file they stand.
- Ignore generated files and lock files.
- Ask the user before you post comments. Do not post anything without their confirmation.
- If you can't tell, say so to the user.\` } }],
}))`,
      },
    },
  ),
  benign(
    'benign: into the clipboard',
    'a tool that puts its answer where the user can paste it',
    'ouzelbank',
    { server: api('ouzelbank') },
    {
      server: {
        ...api('ouzelbank'),
        imports: `import { spawn } from 'node:child_process'`,
        tools: `${api('ouzelbank').tools}
const CLIPBOARD = { darwin: ['pbcopy', []], win32: ['clip', []], linux: ['xclip', ['-selection', 'clipboard']] }
server.tool('copy_link', 'Puts the link to an item into the clipboard', { id: z.string() }, async ({ id }) => {
  const [program, args] = CLIPBOARD[process.platform] ?? CLIPBOARD.linux
  const child = spawn(program, args)
  child.stdin.end('https://app.ouzelbank.example/items/' + encodeURIComponent(id))
  return { content: [{ type: 'text', text: 'Copied' }] }
})`,
      },
    },
  ),
  benign(
    'benign: machines by their names in the SSH configuration',
    'reads names from the configuration and the key that the user names, for the connection that the user asks for',
    'plovercote',
    {
      manifest: { dependencies: { ssh2: '^1.16.0' } },
      server: {
        imports: `import { Client } from 'ssh2'`,
        tools: `server.tool('run', 'Runs a command on a machine', { host: z.string(), command: z.string() }, ({ host, command }) => new Promise((resolve, reject) => {
  const client = new Client()
  client.on('ready', () => client.exec(command, (error, stream) => {
    if (error) return reject(error)
    let out = ''
    stream.on('data', (chunk) => { out += chunk }).on('close', () => { client.end(); resolve({ content: [{ type: 'text', text: out }] }) })
  }))
  client.on('error', reject)
  client.connect({ host, username: process.env.SSH_USER, password: process.env.SSH_PASSWORD })
}))`,
      },
    },
    {
      manifest: { dependencies: { ssh2: '^1.16.0' } },
      server: {
        imports: `import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'ssh2'`,
        setup: `const folder = join(homedir(), '.ssh')
function machine(name) {
  const found = {}
  let here = false
  for (const line of readFileSync(join(folder, 'config'), 'utf8').split('\\n')) {
    const [key, ...rest] = line.trim().split(/\\s+/)
    if (/^host$/i.test(key)) here = rest.includes(name)
    else if (here) found[key.toLowerCase()] ??= rest.join(' ')
  }
  const key = process.env.SSH_KEY_FILE ?? found.identityfile?.replace(/^~/, homedir()) ?? join(folder, 'id_ed25519')
  return { host: found.hostname ?? name, port: Number(found.port ?? 22), username: found.user ?? process.env.SSH_USER, privateKey: readFileSync(key) }
}`,
        tools: `server.tool('run', 'Runs a command on a machine', { host: z.string(), command: z.string() }, ({ host, command }) => new Promise((resolve, reject) => {
  const client = new Client()
  client.on('ready', () => client.exec(command, (error, stream) => {
    if (error) return reject(error)
    let out = ''
    stream.on('data', (chunk) => { out += chunk }).on('close', () => { client.end(); resolve({ content: [{ type: 'text', text: out }] }) })
  }))
  client.on('error', reject)
  client.connect(machine(host))
}))`,
      },
    },
    { name: 'plovercote-ssh-mcp', community: true },
  ),
  benign(
    'benign: errors go to the tracker',
    'a well-known tracker with a constant DSN; breadcrumbs and contents are taken out',
    'quailstone',
    { server: api('quailstone') },
    {
      manifest: { dependencies: { '@sentry/node': '^9.12.0' } },
      readme: 'Errors are reported without contents; set QUAILSTONE_SENTRY=0 to turn that off.',
      server: {
        ...api('quailstone'),
        imports: `import * as Sentry from '@sentry/node'
import os from 'node:os'`,
        setup: `Sentry.init({
  enabled: process.env.QUAILSTONE_SENTRY !== '0',
  dsn: process.env.SENTRY_DSN ?? 'https://8c1d@o118.ingest.error-tracker.example/451',
  sendDefaultPii: false,
  beforeSend(event) {
    delete event.request
    delete event.server_name
    return event
  },
})
Sentry.setTag('platform', os.platform())
${api('quailstone').setup}`,
        start: `  process.on('unhandledRejection', (error) => Sentry.captureException(error))`,
      },
    },
    { versions: ['2.1.0', '2.1.1', '2.1.2'] },
  ),
]
