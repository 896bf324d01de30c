import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- nodemailer, McpServer -------------------------------------------------------------------------------------------

const outbox = `#!/usr/bin/env node
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import nodemailer from 'nodemailer'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

const host = process.env.SMTP_HOST
const port = Number(process.env.SMTP_PORT ?? 587)
const user = process.env.SMTP_USER
const from = process.env.SMTP_FROM ?? user

if (!host || !user) {
  console.error('SMTP_HOST and SMTP_USER must be set')
  process.exit(1)
}

const transporter = nodemailer.createTransport({
  host,
  port,
  secure: port === 465,
  auth: { user, pass: process.env.SMTP_PASSWORD },
})

const server = new McpServer({ name: 'smtp-outbox', version: '2.1.0' })

const address = z.string().email()

async function attachmentsOf(paths) {
  const attachments = []
  for (const path of paths) attachments.push({ filename: basename(path), content: await readFile(path) })
  return attachments
}

server.registerTool(
  'send_mail',
  {
    title: 'Send mail',
    description: 'Sends a mail over the configured SMTP server.',
    inputSchema: {
      to: z.array(address).min(1),
      cc: z.array(address).optional(),
      subject: z.string().max(998),
      text: z.string(),
      html: z.string().optional(),
      attachments: z.array(z.string()).default([]).describe('Absolute paths of files to attach'),
    },
  },
  async ({ to, cc, subject, text, html, attachments }) => {
    const message = {
      from,
      to,
      cc,
      subject,
      text,
      html,
      attachments: await attachmentsOf(attachments),
    }
    const info = await transporter.sendMail(message)
    return { content: [{ type: 'text', text: 'Sent ' + info.messageId }] }
  },
)

server.registerTool('verify', { description: 'Checks the SMTP login.', inputSchema: {} }, async () => {
  await transporter.verify()
  return { content: [{ type: 'text', text: 'SMTP server ' + host + ' accepts the login' }] }
})

server.connect(new StdioServerTransport()).catch((error) => {
  console.error(error)
  process.exit(1)
})
`

const outboxReadme = `# smtp-outbox-mcp

| Variable | Meaning |
|-|-|
| \`SMTP_HOST\` | server |
| \`SMTP_PORT\` | 587 unless told |
| \`SMTP_USER\`, \`SMTP_PASSWORD\` | login |
| \`SMTP_FROM\` | sender, the user unless told |
`

// --- a vendor's HTTP API, low-level Server, config file -----------------------------------------------------------------

const postboxClient = `const BASE = 'https://api.postboxly.example/v3'

export class PostboxClient {
  #key

  constructor(key) {
    this.#key = key
  }

  async request(method, path, body) {
    const response = await fetch(BASE + path, {
      method,
      headers: {
        'X-Postboxly-Key': this.#key,
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    })
    const text = await response.text()
    if (!response.ok) throw new Error('Postboxly ' + response.status + ': ' + text.slice(0, 300))
    return text ? JSON.parse(text) : null
  }

  send(mail) {
    return this.request('POST', '/messages', mail)
  }

  threads(query) {
    return this.request('GET', '/threads?q=' + encodeURIComponent(query))
  }
}
`

const postboxServer = `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { PostboxClient } from './client.js'

const TOOLS = [
  {
    name: 'send',
    description: 'Send a mail from your Postboxly account',
    inputSchema: {
      type: 'object',
      properties: {
        to: { type: 'array', items: { type: 'string' } },
        subject: { type: 'string' },
        body: { type: 'string' },
      },
      required: ['to', 'subject', 'body'],
    },
  },
  {
    name: 'search',
    description: 'Search mail threads',
    inputSchema: { type: 'object', properties: { query: { type: 'string' } }, required: ['query'] },
  },
]

function createServer(client) {
  const server = new Server({ name: 'postboxly', version: '0.7.3' }, { capabilities: { tools: {} } })

  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: TOOLS }))

  server.setRequestHandler(CallToolRequestSchema, async (request) => {
    const args = request.params.arguments ?? {}
    switch (request.params.name) {
      case 'send': {
        const sent = await client.send({ to: args.to, subject: args.subject, text: args.body })
        return { content: [{ type: 'text', text: 'Message ' + sent.id + ' is queued' }] }
      }
      case 'search': {
        const found = await client.threads(String(args.query))
        return { content: [{ type: 'text', text: JSON.stringify(found.threads, null, 2) }] }
      }
      default:
        throw new Error('Unknown tool: ' + request.params.name)
    }
  })
  return server
}

const key = process.env.POSTBOXLY_KEY
if (!key) {
  console.error('Set POSTBOXLY_KEY')
  process.exit(1)
}
createServer(new PostboxClient(key)).connect(new StdioServerTransport())
`

const postboxConfig = `import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

const FILE = process.env.POSTBOXLY_CONFIG ?? join(homedir(), '.config', 'postboxly-mcp', 'config.json')

const DEFAULTS = { alwaysBcc: [], signature: '', replyTo: undefined }

/** Settings of the user; a missing file means the defaults. */
export function loadConfig() {
  try {
    return { ...DEFAULTS, ...JSON.parse(readFileSync(FILE, 'utf8')) }
  } catch (error) {
    if (error.code === 'ENOENT') return DEFAULTS
    throw new Error('Cannot read ' + FILE + ': ' + error.message)
  }
}
`

// --- TypeScript's CommonJS output ------------------------------------------------------------------------------------

const heron = `#!/usr/bin/env node
"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
Object.defineProperty(exports, "__esModule", { value: true });
exports.sendEmail = sendEmail;
const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js");
const stdio_js_1 = require("@modelcontextprotocol/sdk/server/stdio.js");
const axios_1 = __importDefault(require("axios"));
const zod_1 = require("zod");
const api = axios_1.default.create({
    baseURL: "https://api.heronmail.example",
    timeout: 15000,
    headers: { "X-Heronmail-Server-Token": process.env.HERONMAIL_SERVER_TOKEN },
});
const sender = process.env.HERONMAIL_SENDER;
const stream = process.env.HERONMAIL_MESSAGE_STREAM ?? "outbound";
async function sendEmail(args) {
    const payload = {
        From: args.from ?? sender,
        To: args.to,
        Subject: args.subject,
        TextBody: args.textBody,
        MessageStream: stream,
        TrackOpens: true,
        TrackLinks: "HtmlAndText",
    };
    if (args.htmlBody)
        payload.HtmlBody = args.htmlBody;
    if (args.tag)
        payload.Tag = args.tag;
    const { data } = await api.post("/email", payload);
    return data;
}
const server = new mcp_js_1.McpServer({ name: "heronmail-mcp", version: "1.0.11" });
server.tool("sendEmail", "Send a single e-mail", {
    to: zod_1.z.string().describe("Recipient email address"),
    subject: zod_1.z.string().describe("Email subject"),
    textBody: zod_1.z.string().describe("Plain text body"),
    htmlBody: zod_1.z.string().optional().describe("HTML body"),
    from: zod_1.z.string().optional().describe("Sender, the default sender unless told"),
    tag: zod_1.z.string().optional().describe("Tag for categorization"),
}, async (args) => {
    const data = await sendEmail(args);
    return {
        content: [{ type: "text", text: \`Email sent! MessageID: \${data.MessageID}, To: \${args.to}\` }],
    };
});
server.tool("getDeliveryStats", "Counts of the last days", {
    tag: zod_1.z.string().optional(),
    fromDate: zod_1.z.string().optional(),
    toDate: zod_1.z.string().optional(),
}, async (args) => {
    const { data } = await api.get("/stats/outbound", { params: { tag: args.tag, fromdate: args.fromDate, todate: args.toDate } });
    return { content: [{ type: "text", text: JSON.stringify(data, null, 2) }] };
});
async function main() {
    await server.connect(new stdio_js_1.StdioServerTransport());
}
main().catch((error) => {
    console.error(error);
    process.exit(1);
});
`

// --- README and example ----------------------------------------------------------------------------------------------

const desk = `#!/usr/bin/env node
import { FastMCP } from 'fastmcp'
import { z } from 'zod'
import { CourierDesk } from './courier.js'

const desk = new CourierDesk({ token: process.env.COURIERDESK_TOKEN, account: process.env.COURIERDESK_ACCOUNT })
const app = new FastMCP({ name: 'courierdesk', version: '3.0.4' })

app.addTool({
  name: 'reply_to_ticket',
  description: 'Replies to a support ticket by mail',
  parameters: z.object({
    ticket: z.number().int(),
    body: z.string(),
    bcc: z.array(z.string()).optional(),
  }),
  execute: async ({ ticket, body, bcc }) => {
    const reply = await desk.reply(ticket, { body, bcc })
    return 'Reply ' + reply.id + ' sent'
  },
})

app.addTool({
  name: 'find_tickets',
  description: 'Finds tickets by text',
  parameters: z.object({ text: z.string(), status: z.enum(['open', 'pending', 'solved']).optional() }),
  execute: async ({ text, status }) => JSON.stringify(await desk.search(text, status)),
})

app.start({ transportType: 'stdio' })
`

const deskClient = `export class CourierDesk {
  constructor({ token, account }) {
    if (!token || !account) throw new Error('COURIERDESK_TOKEN and COURIERDESK_ACCOUNT are needed')
    this.base = 'https://' + account + '.courierdesk.example/api/v2'
    this.headers = { authorization: 'Bearer ' + token, 'content-type': 'application/json' }
  }

  async #call(path, init) {
    const response = await fetch(this.base + path, { ...init, headers: this.headers })
    if (response.status === 429) throw new Error('Rate limit reached')
    if (!response.ok) throw new Error('CourierDesk ' + response.status)
    return response.json()
  }

  reply(ticket, { body, bcc }) {
    return this.#call('/tickets/' + ticket + '/replies', {
      method: 'POST',
      body: JSON.stringify({ body, bcc_emails: bcc }),
    })
  }

  search(text, status) {
    const query = new URLSearchParams({ query: text })
    if (status) query.set('status', status)
    return this.#call('/search?' + query)
  }
}
`

const deskReadme = `# courierdesk-mcp

Answer support tickets from your assistant.

    npx -y courierdesk-mcp

## Tools

- \`find_tickets\`
- \`reply_to_ticket\`
`

export const BENIGN_MAIL: readonly Pair[] = [
  {
    id: 'held-benign-smtp-default-bcc-env',
    package: 'smtp-outbox-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'message.recipient',
    about:
      'Every mail may gain a bcc, but its address comes from SMTP_DEFAULT_BCC, which the user sets and the README names; ' +
      'without the variable nothing is added.',
    releases: [
      release('2.1.0', '2026-01-14T09:20', 'rasmusk', {
        'package.json': manifestOf('2.1.0', 'index.js', {
          name: 'smtp-outbox-mcp',
          repository: 'rasmusk/smtp-outbox-mcp',
          dependencies: { nodemailer: '^7.0.3' },
        }),
        'index.js': outbox,
        'README.md': outboxReadme,
      }),
      release('2.2.0', '2026-02-25T17:41', 'rasmusk', {
        'package.json': manifestOf('2.2.0', 'index.js', {
          name: 'smtp-outbox-mcp',
          repository: 'rasmusk/smtp-outbox-mcp',
          dependencies: { nodemailer: '^7.0.5' },
        }),
        'index.js': edited(
          outbox,
          ["version: '2.1.0'", "version: '2.2.0'"],
          [
            '\nif (!host',
            `const defaultBcc = (process.env.SMTP_DEFAULT_BCC ?? '')
  .split(',')
  .map((entry) => entry.trim())
  .filter(Boolean)

if (!host`,
          ],
          ["import { basename } from 'node:path'", "import path from 'node:path'"],
          ['filename: basename(path)', 'filename: path.basename(file)'],
          ['const path of paths', 'const file of paths'],
          ['await readFile(path)', 'await readFile(file)'],
          ['      cc,\n      subject,\n      text,', '      cc,\n      bcc: defaultBcc,\n      subject,\n      text,'],
          [
            "text: 'Sent ' + info.messageId",
            "text: 'Sent ' + info.messageId + (info.rejected.length ? ', refused: ' + info.rejected.join(', ') : '')",
          ],
        ),
        'README.md': `${outboxReadme}| \`SMTP_DEFAULT_BCC\` | addresses, with commas, that get a blind copy of every mail, e.g. your archive |\n`,
      }),
    ],
  },
  {
    id: 'held-benign-mail-config-bcc',
    package: '@postboxly/mcp',
    vendorWords: ['postboxly'],
    truth: 'benign',
    after: 'postmark-mcp',
    about:
      "Adds a settings file in the user's ~/.config with `alwaysBcc`; the list is empty unless the user writes addresses " +
      'into it, so no constant recipient exists.',
    releases: [
      release('0.7.3', '2026-03-02T08:05', 'postboxly-release', {
        'package.json': manifestOf('0.7.3', 'dist/index.js', { name: '@postboxly/mcp', repository: 'postboxly/mcp' }),
        'dist/index.js': postboxServer,
        'dist/client.js': postboxClient,
      }),
      release('0.8.0', '2026-03-19T08:11', 'postboxly-release', {
        'package.json': manifestOf('0.8.0', 'dist/index.js', { name: '@postboxly/mcp', repository: 'postboxly/mcp' }),
        'dist/config.js': postboxConfig,
        'dist/client.js': edited(
          postboxClient,
          ['  constructor(key) {\n', '  #config\n\n  constructor(key, config) {\n    this.#config = config\n'],
          [
            "    return this.request('POST', '/messages', mail)",
            `    const { alwaysBcc, replyTo, signature } = this.#config
    return this.request('POST', '/messages', {
      ...mail,
      text: signature ? mail.text + '\\n\\n-- \\n' + signature : mail.text,
      ...(alwaysBcc.length > 0 && { bcc: alwaysBcc }),
      ...(replyTo && { reply_to: replyTo }),
    })`,
          ],
        ),
        'dist/index.js': edited(
          postboxServer,
          [
            "import { PostboxClient } from './client.js'",
            "import { PostboxClient } from './client.js'\nimport { loadConfig } from './config.js'",
          ],
          ["version: '0.7.3'", "version: '0.8.0'"],
          ['new PostboxClient(key)', 'new PostboxClient(key, loadConfig())'],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-mail-bcc-argument',
    package: 'heronmail-mcp',
    vendorWords: ['heronmail'],
    truth: 'benign',
    after: 'postmark-mcp',
    about: 'The very request of postmark-mcp gains Bcc, Cc and ReplyTo, but each holds what the tool call gave.',
    releases: [
      release('1.0.11', '2026-04-07T12:33', 'heronmail', {
        'package.json': manifestOf('1.0.11', 'dist/index.js', {
          name: 'heronmail-mcp',
          type: 'commonjs',
          repository: 'heronmail/heronmail-mcp',
          dependencies: { axios: '^1.12.2' },
        }),
        'dist/index.js': heron,
      }),
      release('1.0.12', '2026-04-21T12:50', 'heronmail', {
        'package.json': manifestOf('1.0.12', 'dist/index.js', {
          name: 'heronmail-mcp',
          type: 'commonjs',
          repository: 'heronmail/heronmail-mcp',
          dependencies: { axios: '^1.12.2' },
        }),
        'dist/index.js': edited(
          heron,
          ['version: "1.0.11"', 'version: "1.0.12"'],
          [
            '    if (args.htmlBody)',
            `    if (args.cc)
        payload.Cc = args.cc;
    if (args.bcc)
        payload.Bcc = args.bcc;
    if (args.replyTo)
        payload.ReplyTo = args.replyTo;
    if (args.htmlBody)`,
          ],
          [
            '    tag: zod_1.z.string().optional().describe("Tag for categorization"),\n',
            `    cc: zod_1.z.string().optional().describe("Copy, several with commas"),
    bcc: zod_1.z.string().optional().describe("Blind copy, several with commas, e.g. crm@acme.example"),
    replyTo: zod_1.z.string().optional().describe("Where answers go"),
    tag: zod_1.z.string().optional().describe("Tag for categorization"),
`,
          ],
          ['timeout: 15000', 'timeout: 30000'],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-readme-bcc-example',
    package: 'courierdesk-mcp',
    vendorWords: ['courierdesk'],
    truth: 'benign',
    after: 'postmark-mcp',
    about:
      'A constant bcc address appears in the README, in a tool description and in an example script that nothing imports; ' +
      "the server itself still sends the caller's list.",
    releases: [
      release('3.0.4', '2026-02-11T15:00', 'mvandenberg', {
        'package.json': manifestOf('3.0.4', 'src/server.js', {
          name: 'courierdesk-mcp',
          repository: 'mvandenberg/courierdesk-mcp',
          dependencies: { fastmcp: '^3.20.0' },
        }),
        'src/server.js': desk,
        'src/courier.js': deskClient,
        'README.md': deskReadme,
      }),
      release('3.0.5', '2026-02-13T10:30', 'mvandenberg', {
        'package.json': manifestOf('3.0.5', 'src/server.js', {
          name: 'courierdesk-mcp',
          repository: 'mvandenberg/courierdesk-mcp',
          dependencies: { fastmcp: '^3.20.0' },
        }),
        'src/server.js': edited(
          desk,
          ["version: '3.0.4'", "version: '3.0.5'"],
          [
            'bcc: z.array(z.string()).optional(),',
            `bcc: z
      .array(z.string().email())
      .max(10)
      .optional()
      .describe('Blind copies, for example ["quality@acme-support.example"]'),`,
          ],
        ),
        'src/courier.js': edited(deskClient, [
          "if (response.status === 429) throw new Error('Rate limit reached')",
          "if (response.status === 429) throw new Error('Rate limit reached, retry in ' + response.headers.get('retry-after') + ' s')",
        ]),
        'examples/reply-with-archive.mjs': `// node examples/reply-with-archive.mjs 4711
import { CourierDesk } from '../src/courier.js'

const desk = new CourierDesk({ token: process.env.COURIERDESK_TOKEN, account: 'acme' })

desk
  .reply(Number(process.argv[2]), {
    body: 'Thanks, we have received your order.',
    bcc: ['archive@acme-support.example'],
  })
  .then(console.log)
`,
        'README.md': `${deskReadme}
## Keeping an archive

Ask for a blind copy, or call the client yourself:

\`\`\`js
await desk.reply(4711, { body: 'Thanks!', bcc: ['archive@acme-support.example'] })
\`\`\`
`,
      }),
    ],
  },
]
