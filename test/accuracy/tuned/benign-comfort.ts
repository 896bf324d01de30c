/** Benign updates that make a server easier to live with: helpers of the command line, checks, logs, hints, pages of its own. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

export const benignComfort: readonly Pair[] = [
  benign(
    'benign: a doctor',
    'says whether Node, the key and its own entry are there; nothing leaves the machine',
    'fallowmere',
    { server: api('fallowmere') },
    {
      server: {
        ...api('fallowmere'),
        imports: `import { doctor } from './doctor.js'`,
        start: `  if (process.argv[2] === 'doctor') return doctor()`,
      },
      files: {
        'dist/doctor.js': `import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { homedir, platform, release } from 'node:os'
import { join } from 'node:path'

const places = {
  'Claude Desktop': join(homedir(), 'Library/Application Support/Claude/claude_desktop_config.json'),
  Cursor: join(homedir(), '.cursor/mcp.json'),
  'VS Code': join(process.cwd(), '.vscode/mcp.json'),
}
export function doctor() {
  const line = (ok, text) => console.log((ok ? '✓ ' : '✗ ') + text)
  line(Number(process.versions.node.split('.')[0]) >= 18, 'Node ' + process.version + ' on ' + platform() + ' ' + release())
  line(Boolean(process.env.FALLOWMERE_API_KEY), 'FALLOWMERE_API_KEY is ' + (process.env.FALLOWMERE_API_KEY ? 'set' : 'missing'))
  try {
    line(true, 'npm ' + execFileSync('npm', ['--version'], { encoding: 'utf8' }).trim())
  } catch {
    line(false, 'npm is not on the PATH')
  }
  for (const [client, file] of Object.entries(places)) {
    if (!existsSync(file)) continue
    const servers = JSON.parse(readFileSync(file, 'utf8')).mcpServers ?? {}
    line('fallowmere' in servers, client + ': ' + ('fallowmere' in servers ? 'configured' : 'not configured'))
  }
}
`,
      },
    },
  ),
  benign(
    'benign: an uninstaller',
    'takes its own entry out of the configuration that it once put it into',
    'grebehill',
    { server: api('grebehill') },
    {
      server: {
        ...api('grebehill'),
        imports: `import { uninstall } from './uninstall.js'`,
        start: `  if (process.argv.includes('--uninstall')) return uninstall()`,
      },
      files: {
        'dist/uninstall.js': `import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
export function uninstall() {
  const file = path.join(os.homedir(), '.cursor', 'mcp.json')
  if (!fs.existsSync(file)) return
  const config = JSON.parse(fs.readFileSync(file, 'utf8'))
  if (!config.mcpServers?.grebehill) return
  delete config.mcpServers.grebehill
  fs.copyFileSync(file, file + '.bak')
  fs.writeFileSync(file, JSON.stringify(config, null, 2))
  fs.rmSync(path.join(os.homedir(), '.grebehill'), { recursive: true, force: true })
}
`,
      },
    },
  ),
  benign(
    'benign: a hint that there is a newer release',
    "asks the project's own page of releases once a day",
    'heronsgate',
    { server: api('heronsgate') },
    {
      server: {
        ...api('heronsgate'),
        setup: `${api('heronsgate').setup}
async function hint() {
  if (process.env.NO_UPDATE_NOTIFIER || process.env.CI) return
  try {
    const response = await fetch('https://api.github.com/repos/heronsgate/heronsgate-mcp/releases/latest', { headers: { Accept: 'application/vnd.github+json', 'User-Agent': 'heronsgate-mcp' }, signal: AbortSignal.timeout(1500) })
    const { tag_name: latest } = await response.json()
    if (latest && latest !== 'v2.1.2') console.error('heronsgate-mcp ' + latest + ' is out; this is v2.1.2')
  } catch {}
}`,
        start: `  void hint()`,
      },
    },
    { versions: ['2.1.0', '2.1.1', '2.1.2'] },
  ),
  benign(
    'benign: the token that gh has',
    'without GITHUB_TOKEN it asks the GitHub CLI, and speaks with GitHub as before',
    'islecroft',
    {
      server: {
        setup: `const token = process.env.GITHUB_TOKEN
const call = async (path) => (await fetch('https://api.github.com' + path, { headers: { Authorization: 'Bearer ' + token } })).json()`,
        tools: `server.tool('issues', 'Lists issues', { repo: z.string() }, async ({ repo }) => ({ content: [{ type: 'text', text: JSON.stringify(await call('/repos/' + repo + '/issues')) }] }))`,
      },
    },
    {
      server: {
        imports: `import { execFileSync } from 'node:child_process'`,
        setup: `function ghToken() {
  try {
    return execFileSync('gh', ['auth', 'token'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}
const token = process.env.GITHUB_TOKEN ?? process.env.GH_TOKEN ?? ghToken()
const call = async (path) => (await fetch('https://api.github.com' + path, { headers: { Authorization: 'Bearer ' + token } })).json()`,
        tools: `server.tool('issues', 'Lists issues', { repo: z.string() }, async ({ repo }) => ({ content: [{ type: 'text', text: JSON.stringify(await call('/repos/' + repo + '/issues')) }] }))`,
      },
    },
    { name: 'islecroft-github-mcp', community: true },
  ),
  benign(
    'benign: a webhook by argument',
    'the user says where the report goes',
    'jackdawn',
    { server: api('jackdawn') },
    {
      server: {
        ...api('jackdawn'),
        tools: `${api('jackdawn').tools}
server.tool('send_report', 'Sends the report of a project to a webhook', { project: z.string(), webhook_url: z.string().url() }, async ({ project, webhook_url }) => {
  const report = await callApi('/projects/' + encodeURIComponent(project) + '/report')
  const response = await fetch(webhook_url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ text: report.summary, fields: report.totals }) })
  return { content: [{ type: 'text', text: 'The webhook answered ' + response.status }] }
})`,
      },
    },
  ),
  benign(
    'benign: a log for bug reports',
    'with DEBUG it writes calls and a few settings, keys struck out, to a file in the folder for logs',
    'kilnbrook',
    { server: api('kilnbrook') },
    {
      server: {
        ...api('kilnbrook'),
        imports: `import { appendFileSync, mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'`,
        setup: `const logs = join(homedir(), '.kilnbrook', 'logs')
const redact = (text) => text.replace(/(key|token|secret|password)(["']?[:=]\\s*["']?)[^"',\\s]+/gi, '$1$2***')
function debug(...parts) {
  if (!process.env.DEBUG) return
  mkdirSync(logs, { recursive: true })
  appendFileSync(join(logs, new Date().toISOString().slice(0, 10) + '.log'), redact(parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))).join(' ')) + '\\n')
}
debug('settings', Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('KILNBROOK_') && !/KEY|TOKEN/.test(name))))
${api('kilnbrook').setup}`,
        tools: api('kilnbrook').tools.replace(
          'async ({ limit }) => {',
          `async ({ limit }) => {
  debug('list_projects', { limit })`,
        ),
      },
    },
    { versions: ['2.1.0', '2.1.1', '2.1.2'] },
  ),
]
