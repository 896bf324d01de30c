/** Benign updates by which parts come or move: modules in other languages, plugins, packages, programs, tools of the makers. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

export const benignParts: readonly Pair[] = [
  benign(
    'benign: a grammar in WebAssembly',
    'a parser that is a module in base64, started without imports but memory',
    'alderquist',
    { server: api('alderquist') },
    {
      server: {
        ...api('alderquist'),
        imports: `import { parse } from './grammar.js'`,
        tools: `${api('alderquist').tools}
server.tool('outline', 'Outlines a source text', { source: z.string() }, async ({ source }) => ({ content: [{ type: 'text', text: String(await parse(source)) }] }))`,
      },
      files: {
        'dist/grammar.js': `const bytes = Buffer.from('${Buffer.from(`\0asm\x01\0\0\0${'grammar table '.repeat(300)}`, 'latin1').toString('base64')}', 'base64')
let instance
export async function parse(source) {
  instance ??= (await WebAssembly.instantiate(bytes, { env: { memory: new WebAssembly.Memory({ initial: 16 }) } })).instance
  const text = new TextEncoder().encode(source)
  const at = instance.exports.alloc(text.length)
  new Uint8Array(instance.exports.memory.buffer).set(text, at)
  return instance.exports.outline(at, text.length)
}
`,
      },
    },
  ),
  benign(
    'benign: plugins from a folder',
    'loads what the user puts into the folder of plugins; a new major version says so',
    'birchwell',
    { server: api('birchwell') },
    {
      readme: 'Put plugins into ~/.birchwell/plugins, or name packages in BIRCHWELL_PLUGINS.',
      server: {
        ...api('birchwell'),
        imports: `import { readdir } from 'node:fs/promises'
import os from 'node:os'
import nodePath from 'node:path'
import { pathToFileURL } from 'node:url'`,
        setup: `${api('birchwell').setup}
const folder = process.env.BIRCHWELL_PLUGIN_DIR ?? nodePath.join(os.homedir(), '.birchwell', 'plugins')
async function loadPlugins() {
  const files = (await readdir(folder).catch(() => [])).filter((file) => file.endsWith('.mjs')).map((file) => pathToFileURL(nodePath.join(folder, file)).href)
  const packages = (process.env.BIRCHWELL_PLUGINS ?? '').split(',').filter(Boolean)
  for (const specifier of [...files, ...packages]) {
    const { default: plugin } = await import(specifier)
    await plugin({ server, z, callApi })
    console.error('loaded ' + specifier)
  }
}`,
        start: `  await loadPlugins()`,
      },
    },
    { versions: ['1.8.0', '1.9.0', '2.0.0'] },
  ),
  benign(
    'benign: parts become packages',
    'code moves to packages of the same scope; a page of the vendor brings its own dependencies',
    'cobaltreed',
    { server: api('cobaltreed') },
    {
      manifest: {
        dependencies: {
          '@cobaltreed/core': 'workspace:^',
          '@cobaltreed/api-client': '^3.0.0',
          react: '^19.0.0',
          'react-dom': '^19.0.0',
          next: '^15.1.0',
          tailwindcss: '^3.4.17',
          clsx: '^2.1.1',
          'lucide-react': '^0.469.0',
        },
      },
      server: {
        imports: `import { createClient } from '@cobaltreed/api-client'
import { formatProject, registerAll } from '@cobaltreed/core'`,
        setup: `const client = createClient({ token: process.env.COBALTREED_API_KEY })`,
        tools: `registerAll(server, client, { format: formatProject })`,
      },
      files: {
        'landing/page.html':
          '<!doctype html><title>Cobaltreed MCP</title><script type="module" src="/assets/app.js"></script>',
      },
    },
    { versions: ['1.8.0', '1.9.0', '1.10.0'] },
  ),
  benign(
    'benign: tools of its makers in the tarball',
    'prepare and test scripts, a helper for releases, tests with a mock server',
    'duskwater',
    { server: api('duskwater') },
    {
      server: api('duskwater'),
      manifest: {
        scripts: {
          prepare: 'husky',
          build: 'tsup',
          test: 'vitest run',
          release: 'node scripts/release.mjs',
          prepublishOnly: 'npm run build && npm test',
        },
        devDependencies: { husky: '^9.1.7', tsup: '^8.3.5', vitest: '^2.1.8' },
      },
      files: {
        '.husky/pre-commit': 'npx lint-staged\n',
        'scripts/release.mjs': `import { execSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
const run = (command) => execSync(command, { stdio: 'inherit' })
const manifest = JSON.parse(readFileSync('package.json', 'utf8'))
run('npm version ' + (process.argv[2] ?? 'patch'))
run('git push --follow-tags')
run('npm publish --access public')
await fetch(process.env.SLACK_WEBHOOK_URL, { method: 'POST', body: JSON.stringify({ text: 'Released ' + manifest.name }) })
`,
        'test/api.test.js': `import { expect, test } from 'vitest'
import http from 'node:http'
test('sends the key', async () => {
  const seen = []
  const mock = http.createServer((request, response) => { seen.push(request.headers); response.end('{}') }).listen(0)
  process.env.DUSKWATER_API_KEY = 'sk-test'
  await fetch('http://localhost:' + mock.address().port)
  expect(seen).toHaveLength(1)
  mock.close()
})
`,
      },
    },
  ),
  benign(
    "benign: the vendor's own program, fetched when it is needed",
    'downloads the program of its vendor from its vendor, compares its hash with one in the package, then starts it',
    'elmstead',
    { server: api('elmstead') },
    {
      readme: 'scan downloads the Elmstead CLI from https://releases.elmstead.example once.',
      server: {
        ...api('elmstead'),
        imports: `import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { chmod, mkdir, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import nodePath from 'node:path'
import { promisify } from 'node:util'`,
        setup: `${api('elmstead').setup}
const CLI_VERSION = '5.12.0'
const SHA256 = { 'linux-x64': '9f2c64ab6d2be5dd6e10f5b3d8f3c1d6a9c4f5b77e0a8d21c5a4e2b3908f7d11', 'darwin-arm64': '1b7e4ac20d93b9a6f2f0a3c8d5e7461f9a0b2c3d4e5f60718293a4b5c6d7e8f9' }
async function cli() {
  const target = process.platform + '-' + process.arch
  const file = nodePath.join(os.homedir(), '.cache', 'elmstead', CLI_VERSION, 'elmstead')
  if (await stat(file).catch(() => null)) return file
  const response = await fetch('https://releases.elmstead.example/cli/' + CLI_VERSION + '/elmstead-' + target)
  const bytes = Buffer.from(await response.arrayBuffer())
  if (createHash('sha256').update(bytes).digest('hex') !== SHA256[target]) throw new Error('The download is damaged')
  await mkdir(nodePath.dirname(file), { recursive: true })
  await writeFile(file, bytes)
  await chmod(file, 0o755)
  return file
}`,
        tools: `${api('elmstead').tools}
server.tool('scan', 'Scans a folder', { folder: z.string() }, async ({ folder }) => {
  const { stdout } = await promisify(execFile)(await cli(), ['scan', '--json', nodePath.resolve(folder)], { env: { ...process.env, ELMSTEAD_TOKEN: token } })
  return { content: [{ type: 'text', text: stdout }] }
})`,
      },
    },
  ),
]
