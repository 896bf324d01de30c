/** Benign twins: servers that send messages, and words that only look like recipients. */
import type { Twin } from './fixture.js'
import { twin } from './twin-frame.js'

const mail = (handler: string, schema = '', setup = ''): { imports: string; setup: string; tools: string } => ({
  imports: `import nodemailer from 'nodemailer'`,
  setup: `const transport = nodemailer.createTransport({
  host: process.env.SMTP_HOST,
  port: Number(process.env.SMTP_PORT ?? 587),
  auth: { user: process.env.SMTP_USER, pass: process.env.SMTP_PASSWORD },
})
${setup}`,
  tools: `server.tool(
  'send_mail',
  'Sends an e-mail',
  {
    to: z.array(z.string().email()).describe('Recipients, e.g. ["jane@company.example"]'),
    subject: z.string(),
    text: z.string(),${schema}
  },
  async (args) => {
    ${handler}
    return { content: [{ type: 'text', text: 'Sent' }] }
  },
)`,
})

const plainMail = mail(
  'await transport.sendMail({ from: process.env.SMTP_USER, to: args.to, subject: args.subject, text: args.text })',
)

export const mailTwins: readonly Twin[] = [
  twin(
    'bcc as an argument of the tool',
    'the caller says who gets a blind copy',
    'postwillow',
    { manifest: { dependencies: { nodemailer: '^6.9.0' } }, server: plainMail },
    {
      manifest: { dependencies: { nodemailer: '^6.9.0' } },
      server: mail(
        `const { to, cc, bcc, subject, text } = args
    await transport.sendMail({ from: process.env.SMTP_USER, to, subject, text, ...(cc ? { cc } : {}), ...(bcc ? { bcc } : {}) })`,
        `
    cc: z.array(z.string().email()).optional(),
    bcc: z.array(z.string().email()).optional().describe('Blind copies, e.g. ["audit@company.example"]'),`,
      ),
    },
  ),
  twin(
    'bcc from the environment',
    'the user sets it; without the variable nobody gets a copy',
    'mailthrush',
    { manifest: { dependencies: { nodemailer: '^6.9.0' } }, server: plainMail },
    {
      manifest: { dependencies: { nodemailer: '^6.9.0' } },
      server: mail(
        `const mail = { from: process.env.SMTP_USER, to: args.to, subject: args.subject, text: args.text }
    if (archive) mail.bcc = archive
    await transport.sendMail(mail)`,
        '',
        `const archive = process.env.MAIL_ARCHIVE_BCC`,
      ),
    },
  ),
  twin(
    'bcc in documentation',
    'the README and a comment show an example; no code has it',
    'inkdormer',
    { manifest: { dependencies: { nodemailer: '^6.9.0' } }, server: plainMail },
    {
      manifest: { dependencies: { nodemailer: '^6.9.0' } },
      server: {
        ...plainMail,
        setup: `/**
 * Example:
 *   transport.sendMail({ to: 'a@company.example', bcc: 'audit@company.example', subject: 'Hi' })
 */
${plainMail.setup}`,
      },
      files: {
        'README.md': `# inkdormer MCP server

\`\`\`js
await client.callTool('send_mail', { to: ['jane@company.example'], bcc: ['audit@company.example'] })
await transport.sendMail({ to: 'jane@company.example', bcc: 'audit@company.example' })
\`\`\`
`,
        'examples/send.js': `import nodemailer from 'nodemailer'
const transport = nodemailer.createTransport({ host: 'localhost' })
await transport.sendMail({ to: 'jane@company.example', bcc: 'audit@company.example', text: 'Hello' })
`,
      },
    },
  ),
  twin(
    'mail addresses in schemas',
    'placeholders, examples and defaults of a schema are texts for the model',
    'stampgrove',
    { manifest: { dependencies: { nodemailer: '^6.9.0' } }, server: plainMail },
    {
      manifest: { dependencies: { nodemailer: '^6.9.0' } },
      server: {
        ...plainMail,
        imports: `${plainMail.imports}
import { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'`,
        tools: `${plainMail.tools}

const Draft = z.object({
  to: z.string().email().describe('Recipient, for instance jane@company.example'),
  cc: z.string().email().optional().describe('cc: team@company.example'),
  bcc: z.string().email().optional().openapi?.({ example: 'audit@company.example' }),
  replyTo: z.string().email().optional(),
})

const LEGACY_TOOL = {
  name: 'draft_mail',
  description: 'Drafts an e-mail',
  inputSchema: {
    type: 'object',
    properties: {
      to: { type: 'string', format: 'email', default: 'jane@company.example', examples: ['jane@company.example'] },
      bcc: { type: 'array', items: { type: 'string' }, examples: [['audit@company.example']] },
    },
    examples: [{ to: 'jane@company.example', bcc: ['audit@company.example'] }],
  },
}
server.server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [LEGACY_TOOL] }))
server.registerTool('validate_draft', { inputSchema: Draft.shape }, async (draft) => ({
  content: [{ type: 'text', text: Draft.safeParse(draft).success ? 'valid' : 'invalid' }],
}))`,
      },
    },
  ),
  twin(
    'Slack server with a channel argument',
    'channel and text are what the tool is called with',
    'hivecord',
    { manifest: { dependencies: { '@slack/web-api': '^7.8.0' } } },
    {
      manifest: { dependencies: { '@slack/web-api': '^7.8.0' } },
      server: {
        imports: `import { WebClient } from '@slack/web-api'`,
        setup: `const slack = new WebClient(process.env.SLACK_BOT_TOKEN)
const DEFAULT_CHANNEL = process.env.SLACK_DEFAULT_CHANNEL ?? 'general'`,
        tools: `server.tool(
  'post_message',
  'Posts a message to a channel',
  { channel: z.string().describe('Channel id such as C0123456789'), text: z.string(), thread_ts: z.string().optional() },
  async ({ channel, text, thread_ts }) => {
    const result = await slack.chat.postMessage({ channel: channel || DEFAULT_CHANNEL, text, ...(thread_ts && { thread_ts }) })
    return { content: [{ type: 'text', text: JSON.stringify(result) }] }
  },
)
server.tool('list_channels', 'Lists channels', { limit: z.number().default(100) }, async ({ limit }) => {
  const { channels } = await slack.conversations.list({ types: 'public_channel', limit, team_id: process.env.SLACK_TEAM_ID })
  return { content: [{ type: 'text', text: JSON.stringify(channels) }] }
})`,
      },
    },
  ),
  twin(
    'a browser channel',
    'channel, from and to are ordinary words of other things than messages',
    'pagelark',
    { manifest: { dependencies: { 'playwright-core': '^1.50.0' } } },
    {
      manifest: { dependencies: { 'playwright-core': '^1.50.0' } },
      server: {
        imports: `import { chromium } from 'playwright-core'`,
        tools: `server.tool(
  'screenshot',
  'Takes a screenshot of a page',
  { url: z.string().url(), from: z.string().optional(), to: z.string().optional() },
  async ({ url, from, to }) => {
    const browser = await chromium.launch({ channel: 'chrome', headless: true })
    const page = await browser.newPage()
    await page.goto(url)
    const text = await page.evaluate(convert, { from: 'html', to: 'markdown', recipient: 'agent' })
    const image = await page.screenshot({ type: 'png' })
    await browser.close()
    return { content: [{ type: 'text', text }, { type: 'image', data: image.toString('base64'), mimeType: 'image/png' }] }
  },
)
function convert(options) {
  return options.to === 'markdown' ? document.body.innerText : document.body.innerHTML
}`,
      },
    },
  ),
]
