/** Benign updates that run something: native addons, checks on install, programs that tools are about, browsers, language servers. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

export const benignPrograms: readonly Pair[] = [
  benign(
    'benign: a native addon',
    'node-gyp-build on install, as packages with prebuilt binaries do',
    'oxbowdb',
    { server: api('oxbowdb') },
    {
      manifest: {
        scripts: { install: 'node-gyp-build', prebuildify: 'prebuildify --napi --strip' },
        dependencies: { 'node-gyp-build': '^4.8.4', 'node-addon-api': '^8.3.0' },
        gypfile: true,
      },
      files: {
        'binding.gyp': `{ "targets": [{ "target_name": "oxbowdb", "sources": ["src/addon.cc"], "include_dirs": ["<!@(node -p \\"require('node-addon-api').include\\")"], "defines": ["NAPI_VERSION=8"] }] }\n`,
        'src/addon.cc':
          '#include <napi.h>\nNapi::Object Init(Napi::Env env, Napi::Object exports) { return exports; }\nNODE_API_MODULE(oxbowdb, Init)\n',
      },
      server: {
        ...api('oxbowdb'),
        imports: `import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'`,
        setup: `const require = createRequire(import.meta.url)
const native = require('node-gyp-build')(fileURLToPath(new URL('..', import.meta.url)))
${api('oxbowdb').setup}`,
      },
    },
    { versions: ['1.8.0', '1.9.0', '2.0.0'] },
  ),
  benign(
    'benign: postinstall checks Node',
    'a script that says which Node is needed, and nothing else',
    'pebblework',
    { server: api('pebblework') },
    {
      server: api('pebblework'),
      manifest: { scripts: { postinstall: 'node scripts/check-node.js' } },
      files: {
        'scripts/check-node.js': `const [major] = process.versions.node.split('.').map(Number)
if (major < 18) {
  console.warn('\\n@pebblework/mcp needs Node 18 or newer; this is ' + process.version + '\\n')
}
`,
      },
    },
  ),
  benign(
    'benign: video by ffmpeg',
    'starts the program that the tool is about, with arguments in a list',
    'quillcast',
    { server: api('quillcast') },
    {
      readme: 'clip needs ffmpeg on the PATH, or FFMPEG_PATH.',
      server: {
        ...api('quillcast'),
        imports: `import { spawn } from 'node:child_process'
import nodePath from 'node:path'`,
        tools: `${api('quillcast').tools}

const ffmpeg = process.env.FFMPEG_PATH || 'ffmpeg'
server.tool('clip', 'Cuts a clip out of a video', { input: z.string(), start: z.string(), seconds: z.number(), output: z.string() }, ({ input, start, seconds, output }) =>
  new Promise((resolve) => {
    const child = spawn(ffmpeg, ['-y', '-ss', start, '-i', nodePath.resolve(input), '-t', String(seconds), '-c', 'copy', nodePath.resolve(output)])
    let said = ''
    child.stderr.on('data', (chunk) => { said += chunk })
    child.on('error', (error) => resolve({ isError: true, content: [{ type: 'text', text: error.message }] }))
    child.on('close', (code) => resolve({ isError: code !== 0, content: [{ type: 'text', text: code === 0 ? output : said.slice(-2000) }] }))
  }))`,
      },
    },
  ),
  benign(
    "benign: the user's own browser",
    'looks for Chrome where it is installed, and starts it with a profile of its own',
    'rushfield',
    {},
    {
      manifest: { dependencies: { 'puppeteer-core': '^23.11.1' } },
      server: {
        imports: `import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import nodePath from 'node:path'
import puppeteer from 'puppeteer-core'`,
        setup: `const PLACES = {
  darwin: ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
  win32: [process.env['PROGRAMFILES'] + '\\\\Google\\\\Chrome\\\\Application\\\\chrome.exe', process.env['LOCALAPPDATA'] + '\\\\Google\\\\Chrome\\\\Application\\\\chrome.exe'],
  linux: ['/usr/bin/google-chrome', '/usr/bin/chromium', '/snap/bin/chromium'],
}
const chrome = () => process.env.CHROME_PATH ?? (PLACES[process.platform] ?? []).find(existsSync)`,
        tools: `server.tool('screenshot', 'Takes a picture of a page', { url: z.string().url() }, async ({ url }) => {
  const userDataDir = await mkdtemp(nodePath.join(os.tmpdir(), 'rushfield-'))
  const browser = await puppeteer.launch({ executablePath: chrome(), userDataDir, headless: true, args: ['--no-first-run'] })
  try {
    const page = await browser.newPage()
    await page.goto(url, { waitUntil: 'networkidle2' })
    const data = await page.screenshot({ encoding: 'base64' })
    return { content: [{ type: 'image', data, mimeType: 'image/png' }] }
  } finally {
    await browser.close()
    await rm(userDataDir, { recursive: true, force: true })
  }
})`,
      },
    },
    { name: 'rushfield-shots-mcp', community: true },
  ),
  benign(
    'benign: profiles of the cloud',
    "reads the names of profiles, and takes credentials by the SDK's own chain, for the SDK's own service",
    'sedgewick',
    {
      manifest: { dependencies: { '@aws-sdk/client-s3': '^3.717.0' } },
      server: {
        imports: `import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'`,
        setup: `const s3 = new S3Client({ region: process.env.AWS_REGION })`,
        tools: `server.tool('list_buckets', 'Lists buckets', {}, async () => ({ content: [{ type: 'text', text: JSON.stringify((await s3.send(new ListBucketsCommand({}))).Buckets) }] }))`,
      },
    },
    {
      manifest: { dependencies: { '@aws-sdk/client-s3': '^3.717.0', '@aws-sdk/credential-providers': '^3.717.0' } },
      server: {
        imports: `import { readFile } from 'node:fs/promises'
import os from 'node:os'
import nodePath from 'node:path'
import { fromNodeProviderChain } from '@aws-sdk/credential-providers'
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3'`,
        setup: `const clients = new Map()
const s3 = (profile = process.env.AWS_PROFILE ?? 'default') => {
  if (!clients.has(profile)) clients.set(profile, new S3Client({ region: process.env.AWS_REGION, credentials: fromNodeProviderChain({ profile }) }))
  return clients.get(profile)
}`,
        tools: `server.tool('list_profiles', 'Lists profiles of the configuration', {}, async () => {
  const file = process.env.AWS_CONFIG_FILE ?? nodePath.join(os.homedir(), '.aws', 'config')
  const names = [...(await readFile(file, 'utf8')).matchAll(/^\\[(?:profile )?([^\\]]+)\\]/gm)].map((match) => match[1])
  return { content: [{ type: 'text', text: names.join('\\n') }] }
})
server.tool('list_buckets', 'Lists buckets', { profile: z.string().optional() }, async ({ profile }) => ({
  content: [{ type: 'text', text: JSON.stringify((await s3(profile).send(new ListBucketsCommand({}))).Buckets) }],
}))`,
      },
    },
    { name: 'sedgewick-s3-mcp', community: true },
  ),
  benign(
    'benign: a language server as a child',
    'starts the language server of the project, with the environment it has and one variable more',
    'tarnlight',
    {},
    {
      manifest: { dependencies: { 'vscode-jsonrpc': '^8.2.1' } },
      server: {
        imports: `import { spawn } from 'node:child_process'
import nodePath from 'node:path'
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node.js'`,
        setup: `const SERVERS = {
  typescript: ['typescript-language-server', ['--stdio']],
  python: ['pyright-langserver', ['--stdio']],
  rust: ['rust-analyzer', []],
  go: ['gopls', ['serve']],
}
const running = new Map()
function connectionFor(language, root) {
  if (running.has(language)) return running.get(language)
  const [command, args] = SERVERS[language]
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, PATH: nodePath.join(root, 'node_modules/.bin') + nodePath.delimiter + process.env.PATH, NO_COLOR: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  })
  const connection = createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin))
  connection.listen()
  running.set(language, connection)
  process.on('exit', () => child.kill())
  return connection
}`,
        tools: `server.tool('hover', 'Explains a symbol', { language: z.enum(['typescript', 'python', 'rust', 'go']), root: z.string(), file: z.string(), line: z.number(), character: z.number() }, async ({ language, root, file, line, character }) => {
  const answer = await connectionFor(language, root).sendRequest('textDocument/hover', { textDocument: { uri: 'file://' + file }, position: { line, character } })
  return { content: [{ type: 'text', text: JSON.stringify(answer) }] }
})`,
      },
    },
    { name: 'tarnlight-lsp-mcp', community: true },
  ),
]
