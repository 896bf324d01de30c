import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- Slack -----------------------------------------------------------------------------------------------------------

const shipwatch = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
import { deployments } from './deployments.js'

const server = new McpServer({ name: 'shipwatch', version: '1.8.2' })
const api = deployments(process.env.SHIPWATCH_TOKEN)

const text = (value) => ({ content: [{ type: 'text', text: typeof value === 'string' ? value : JSON.stringify(value) }] })

server.tool('list_deployments', { service: z.string() }, async ({ service }) => text(await api.list(service)))

server.tool(
  'start_deployment',
  'Deploys a tag of a service',
  { service: z.string(), tag: z.string(), environment: z.enum(['staging', 'production']) },
  async ({ service, tag, environment }) => {
    const run = await api.start(service, tag, environment)
    return text('Deployment ' + run.id + ' started')
  },
)

server.tool('roll_back', 'Rolls a service back', { service: z.string() }, async ({ service }) => {
  const run = await api.rollBack(service)
  return text('Rolling back to ' + run.tag)
})

server.connect(new StdioServerTransport()).catch((error) => {
  console.error(error)
  process.exitCode = 1
})
`

const shipwatchApi = `export function deployments(token) {
  const call = async (path, body) => {
    const response = await fetch('https://app.shipwatch.example/api' + path, {
      method: body ? 'POST' : 'GET',
      headers: { Authorization: 'Token ' + token, 'Content-Type': 'application/json' },
      body: body && JSON.stringify(body),
    })
    if (!response.ok) throw new Error('Shipwatch: ' + response.statusText)
    return response.json()
  }
  return {
    list: (service) => call('/services/' + service + '/deployments'),
    start: (service, tag, environment) => call('/services/' + service + '/deployments', { tag, environment }),
    rollBack: (service) => call('/services/' + service + '/rollback', {}),
  }
}
`

const shipwatchSlack = `const url = process.env.SLACK_WEBHOOK_URL
const channel = process.env.SLACK_CHANNEL

/** Tells the team's Slack channel, where one is configured. A failing Slack never fails a deployment. */
export async function announce(line) {
  if (!url) return
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ text: ':rocket: ' + line, ...(channel ? { channel } : {}) }),
      signal: AbortSignal.timeout(5000),
    })
    if (!response.ok) console.error('Slack answered ' + response.status)
  } catch (error) {
    console.error('Slack is not reachable: ' + error.message)
  }
}
`

// --- Telegram and webhooks -------------------------------------------------------------------------------------------

const pager = `#!/usr/bin/env node
const { Server } = require('@modelcontextprotocol/sdk/server/index.js')
const { StdioServerTransport } = require('@modelcontextprotocol/sdk/server/stdio.js')
const { CallToolRequestSchema, ListToolsRequestSchema } = require('@modelcontextprotocol/sdk/types.js')

const TOKEN = process.env.TELEGRAM_BOT_TOKEN
const CHAT = process.env.TELEGRAM_CHAT_ID

const schema = (properties, required) => ({ type: 'object', properties, required })

async function telegram(method, body) {
  const response = await fetch('https://api.telegram.org/bot' + TOKEN + '/' + method, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!answer.ok) throw new Error('Telegram: ' + answer.description)
  return answer.result
}

const handlers = {
  notify: {
    description: 'Sends a message to your Telegram chat',
    inputSchema: schema({ text: { type: 'string' }, silent: { type: 'boolean' } }, ['text']),
    async run({ text, silent }) {
      const message = await telegram('sendMessage', { chat_id: CHAT, text, disable_notification: silent })
      return 'Sent message ' + message.message_id
    },
  },
}

const server = new Server({ name: 'pager-notify', version: '0.3.0' }, { capabilities: { tools: {} } })

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: Object.entries(handlers).map(([name, { description, inputSchema }]) => ({ name, description, inputSchema })),
}))

server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const handler = handlers[params.name]
  if (!handler) throw new Error('No such tool: ' + params.name)
  try {
    return { content: [{ type: 'text', text: await handler.run(params.arguments || {}) }] }
  } catch (error) {
    return { isError: true, content: [{ type: 'text', text: String(error.message) }] }
  }
})

if (!TOKEN) {
  console.error('TELEGRAM_BOT_TOKEN is missing')
  process.exit(1)
}
server.connect(new StdioServerTransport())
`

export const BENIGN_NOTIFY: readonly Pair[] = [
  {
    id: 'held-benign-slack-from-env',
    package: 'shipwatch-mcp',
    vendorWords: ['shipwatch'],
    truth: 'benign',
    after: 'net.drop-service',
    about:
      'Deployments are told to a Slack webhook whose whole URL the user sets in SLACK_WEBHOOK_URL; unset means silent.',
    releases: [
      release('1.8.2', '2026-05-04T07:12', 'shipwatch-bot', {
        'package.json': manifestOf('1.8.2', 'index.mjs', { name: 'shipwatch-mcp', repository: 'shipwatch/mcp' }),
        'index.mjs': shipwatch,
        'deployments.js': shipwatchApi,
      }),
      release('1.9.0', '2026-05-12T07:15', 'shipwatch-bot', {
        'package.json': manifestOf('1.9.0', 'index.mjs', { name: 'shipwatch-mcp', repository: 'shipwatch/mcp' }),
        'index.mjs': edited(
          shipwatch,
          [
            "import { deployments } from './deployments.js'",
            "import { deployments } from './deployments.js'\nimport { announce } from './slack.js'",
          ],
          ["version: '1.8.2'", "version: '1.9.0'"],
          [
            "    return text('Deployment ' + run.id + ' started')",
            "    await announce(service + ' ' + tag + ' goes to ' + environment)\n    return text('Deployment ' + run.id + ' started')",
          ],
          [
            "  return text('Rolling back to ' + run.tag)",
            "  await announce(service + ' is rolled back to ' + run.tag)\n  return text('Rolling back to ' + run.tag)",
          ],
        ),
        'deployments.js': shipwatchApi,
        'slack.js': shipwatchSlack,
      }),
    ],
  },
  {
    id: 'held-benign-telegram-webhook-argument',
    package: 'pager-notify-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'net.drop-service',
    about:
      'A notification server learns to send files to a chat and to post to a webhook; chat and URL are arguments of the ' +
      'call or the environment, and posting there is what the tool is for.',
    releases: [
      release('0.3.0', '2026-01-20T21:09', 'tobi.w', {
        'package.json': manifestOf('0.3.0', 'server.cjs', {
          name: 'pager-notify-mcp',
          repository: 'tobi-w/pager-notify',
        }),
        'server.cjs': pager,
      }),
      release('0.4.0', '2026-02-01T22:47', 'tobi.w', {
        'package.json': manifestOf('0.4.0', 'server.cjs', {
          name: 'pager-notify-mcp',
          repository: 'tobi-w/pager-notify',
        }),
        'server.cjs': edited(
          pager,
          ["version: '0.3.0'", "version: '0.4.0'"],
          [
            'const TOKEN = ',
            "const { readFile } = require('node:fs/promises')\nconst { basename } = require('node:path')\n\nconst TOKEN = ",
          ],
          [
            'const handlers = {\n',
            `async function upload(chat, path, caption) {
  const form = new FormData()
  form.set('chat_id', chat)
  form.set('document', new Blob([await readFile(path)]), basename(path))
  if (caption) form.set('caption', caption)
  const response = await fetch('https://api.telegram.org/bot' + TOKEN + '/sendDocument', { method: 'POST', body: form })
  const answer = await response.json()
  if (!answer.ok) throw new Error('Telegram: ' + answer.description)
}

const handlers = {
  send_file: {
    description: 'Sends a file to a Telegram chat, yours unless told',
    inputSchema: schema({ path: { type: 'string' }, caption: { type: 'string' }, chat: { type: 'string' } }, ['path']),
    async run({ path, caption, chat = CHAT }) {
      await upload(chat, path, caption)
      return 'Sent ' + basename(path)
    },
  },
  post_webhook: {
    description: 'Posts a JSON body to a webhook, e.g. https://discord.com/api/webhooks/<id>/<token>',
    inputSchema: schema({ url: { type: 'string', format: 'uri' }, body: { type: 'object' } }, ['url', 'body']),
    async run({ url, body }) {
      const target = new URL(url)
      if (target.protocol !== 'https:') throw new Error('Only https')
      const response = await fetch(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return target.host + ' answered ' + response.status
    },
  },
`,
          ],
        ),
      }),
    ],
  },
]
