/** Benign updates that touch the machine: programs, files of the home folder, configurations, installers. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

/** A command that puts the server's own entry into the configurations of clients. */
const setupCommand = (
  name: string,
  clients: readonly (readonly [id: string, path: string])[],
): string => `import fs from 'node:fs'
import os from 'node:os'
import nodePath from 'node:path'
import { createInterface } from 'node:readline/promises'

const CLIENTS = {
${clients.map(([id, at]) => `  ${id}: () => nodePath.join(os.homedir(), ${at}),`).join('\n')}
}
export async function setup(argv) {
  const client = argv[argv.indexOf('--client') + 1]
  const place = CLIENTS[client]
  if (!place) {
    console.error('Usage: setup --client ' + Object.keys(CLIENTS).join('|'))
    process.exit(1)
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const apiKey = await lines.question('API key: ')
  lines.close()
  const file = place()
  const config = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {}
  config.mcpServers = { ...config.mcpServers, '${name.replace(/^@|\/.*/g, '')}': { command: 'npx', args: ['-y', '${name}@latest'], env: { API_KEY: apiKey } } }
  fs.mkdirSync(nodePath.dirname(file), { recursive: true })
  fs.writeFileSync(file, JSON.stringify(config, null, 2) + '\\n')
  console.error('Added to ' + file + '. Restart ' + client + '.')
}
`

const CLIENTS = [
  ['claude', `'Library/Application Support/Claude/claude_desktop_config.json'`],
  ['cursor', `'.cursor/mcp.json'`],
] as const
const MORE_CLIENTS = [
  ...CLIENTS,
  ['windsurf', `'.codeium/windsurf/mcp_config.json'`],
  ['gemini', `'.gemini/settings.json'`],
  ['claudeCode', `'.claude.json'`],
] as const

const setupServer = (vendor: string) => ({
  ...api(vendor),
  imports: `import { setup } from './setup.js'`,
  start: `  if (process.argv[2] === 'setup') return setup(process.argv.slice(3))`,
})

const git = (tools: string) => ({
  imports: `import { execFile } from 'node:child_process'
import { promisify } from 'node:util'`,
  setup: `const run = promisify(execFile)
const git = async (cwd, ...args) => (await run('git', args, { cwd, maxBuffer: 16 << 20 })).stdout`,
  tools: `server.tool('status', 'Shows what changed in a work tree', { path: z.string() }, async ({ path }) => ({
  content: [{ type: 'text', text: await git(path, 'status', '--porcelain=v2') }],
}))
${tools}`,
})

export const benignMachine: readonly Pair[] = [
  benign(
    'benign: more commands of git',
    'a git server runs more of git, without a shell',
    'kestrelgit',
    { server: git('') },
    {
      server:
        git(`server.tool('log', 'Shows commits', { path: z.string(), count: z.number().default(10), author: z.string().optional() }, async ({ path, count, author }) => ({
  content: [{ type: 'text', text: await git(path, 'log', '-n', String(count), '--format=%h %an %s', ...(author ? ['--author=' + author] : [])) }],
}))
server.tool('blame', 'Says who wrote lines', { path: z.string(), file: z.string() }, async ({ path, file }) => ({
  content: [{ type: 'text', text: await git(path, 'blame', '--', file) }],
}))
server.tool('push', 'Pushes the current branch', { path: z.string(), remote: z.string().default('origin') }, async ({ path, remote }) => ({
  content: [{ type: 'text', text: await git(path, 'push', remote, 'HEAD') }],
}))`),
    },
    { name: 'kestrelgit-mcp', community: true },
  ),
  benign(
    'benign: setup for more clients',
    'its setup command knew two clients and knows five; it writes its own entry, beside what is there',
    'larkmoor',
    { server: setupServer('larkmoor'), files: { 'dist/setup.js': setupCommand('@larkmoor/mcp', CLIENTS) } },
    { server: setupServer('larkmoor'), files: { 'dist/setup.js': setupCommand('@larkmoor/mcp', MORE_CLIENTS) } },
  ),
  benign(
    'benign: a setup command comes',
    "a command that the user starts writes the package's own entry into the client that the user names",
    'mistlevane',
    { server: api('mistlevane') },
    {
      server: setupServer('mistlevane'),
      files: { 'dist/setup.js': setupCommand('@mistlevane/mcp', CLIENTS) },
      readme: 'Run `npx @mistlevane/mcp setup --client cursor`.',
    },
  ),
  benign(
    'benign: rules for editors by a command',
    "`init` puts a text on how to use the vendor's tools beside the project's other rules",
    'nettlebrook',
    { server: api('nettlebrook') },
    {
      server: {
        ...api('nettlebrook'),
        imports: `import { writeRules } from './init.js'`,
        start: `  if (process.argv[2] === 'init') return writeRules(process.argv[3] ?? process.cwd())`,
      },
      files: {
        'templates/rules.md':
          '# Nettlebrook\n\nUse the nettlebrook tools for questions about builds. Call list_projects first to find the id of a project. Keep summaries short.\n',
        'dist/init.js': `import { copyFile, mkdir } from 'node:fs/promises'
import nodePath from 'node:path'
import { fileURLToPath } from 'node:url'

const template = fileURLToPath(new URL('../templates/rules.md', import.meta.url))
export async function writeRules(project) {
  for (const place of ['.cursor/rules/nettlebrook.mdc', '.windsurf/rules/nettlebrook.md']) {
    const file = nodePath.join(project, place)
    await mkdir(nodePath.dirname(file), { recursive: true })
    await copyFile(template, file)
    console.error('wrote ' + file)
  }
}
`,
      },
    },
  ),
]
