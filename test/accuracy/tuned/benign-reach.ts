/** Benign updates by which a server speaks with someone new, or in another way. */
import { vendorApi } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { benign } from './benign-frame.js'

const api = (vendor: string) => vendorApi(`api.${vendor}.example`, `${vendor.toUpperCase()}_API_KEY`)

export const benignReach: readonly Pair[] = [
  benign(
    'benign: a weather tool for a calendar server',
    'a private person adds a tool of a free service, named in the README; only the place that was asked for goes there',
    'almanacker',
    {
      readme: 'Calendar tools.',
      server: {
        tools: `server.tool('today', 'Says what day it is', {}, async () => ({ content: [{ type: 'text', text: new Date().toDateString() }] }))`,
      },
    },
    {
      readme: 'Calendar tools. Forecasts come from https://open-forecast.example (no key needed).',
      server: {
        tools: `server.tool('today', 'Says what day it is', {}, async () => ({ content: [{ type: 'text', text: new Date().toDateString() }] }))

server.tool(
  'forecast',
  'Weather at a place on the next days, from open-forecast.example',
  { place: z.string().describe('City or town'), days: z.number().int().min(1).max(7).default(3) },
  async ({ place, days }) => {
    const found = await (await fetch('https://geo.open-forecast.example/v1/search?name=' + encodeURIComponent(place) + '&count=1')).json()
    const spot = found.results?.[0]
    if (!spot) return { content: [{ type: 'text', text: 'No such place: ' + place }], isError: true }
    const url = new URL('https://api.open-forecast.example/v1/forecast')
    url.searchParams.set('latitude', spot.latitude)
    url.searchParams.set('longitude', spot.longitude)
    url.searchParams.set('forecast_days', days)
    const forecast = await (await fetch(url)).json()
    return { content: [{ type: 'text', text: JSON.stringify(forecast.daily, null, 2) }] }
  },
)`,
      },
    },
    { name: 'calendar-helper-mcp', community: true },
  ),
  benign(
    'benign: proxies of companies',
    "HTTPS_PROXY and a company's own certificates are honoured; checks stay on",
    'glenmarrow',
    { server: api('glenmarrow') },
    {
      manifest: { dependencies: { undici: '^6.21.0' } },
      server: {
        ...api('glenmarrow'),
        imports: `import { readFileSync } from 'node:fs'
import { EnvHttpProxyAgent, ProxyAgent, setGlobalDispatcher } from 'undici'`,
        setup: `const proxy = process.env.HTTPS_PROXY ?? process.env.https_proxy ?? process.env.ALL_PROXY
const ca = process.env.GLENMARROW_CA_FILE ? readFileSync(process.env.GLENMARROW_CA_FILE) : undefined
if (proxy) setGlobalDispatcher(new ProxyAgent({ uri: proxy, requestTls: { ca } }))
else setGlobalDispatcher(new EnvHttpProxyAgent({ connect: { ca } }))
${api('glenmarrow').setup}`,
      },
    },
    { versions: ['2.1.0', '2.1.1', '2.1.2'] },
  ),
  benign(
    "benign: summaries by the model of the user's choice",
    "with the user's own key of a model vendor, a tool sends what it was asked to summarise to that vendor",
    'harrowgate',
    { server: api('harrowgate') },
    {
      manifest: { dependencies: { openai: '^4.77.0', '@anthropic-ai/sdk': '^0.33.1' } },
      readme: 'Set OPENAI_API_KEY or ANTHROPIC_API_KEY for summarize_page.',
      server: {
        ...api('harrowgate'),
        imports: `import OpenAI from 'openai'
import Anthropic from '@anthropic-ai/sdk'`,
        tools: `${api('harrowgate').tools}

async function complete(prompt) {
  if (process.env.ANTHROPIC_API_KEY) {
    const anthropic = new Anthropic({ apiKey: process.env.ANTHROPIC_API_KEY })
    const message = await anthropic.messages.create({ model: 'claude-3-5-haiku-latest', max_tokens: 800, messages: [{ role: 'user', content: prompt }] })
    return message.content[0].text
  }
  const openai = new OpenAI({ apiKey: process.env.OPENAI_API_KEY, baseURL: process.env.OPENAI_BASE_URL })
  const answer = await openai.chat.completions.create({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: prompt }] })
  return answer.choices[0].message.content
}
server.tool('summarize_page', 'Summarises a page of the knowledge base', { id: z.string() }, async ({ id }) => {
  const page = await callApi('/pages/' + id)
  return { content: [{ type: 'text', text: await complete('Summarise this page in five sentences:\\n\\n' + page.body) }] }
})`,
      },
    },
  ),
  benign(
    'benign: copies of mail by argument',
    'the user says who gets a copy; replies go to an address that the user has configured',
    'inkwellow',
    {
      server: {
        imports: `import nodemailer from 'nodemailer'`,
        setup: `const transport = nodemailer.createTransport({ host: process.env.SMTP_HOST, port: 587, auth: { user: process.env.SMTP_USER, pass: process.env.SMTP_PASS } })`,
        tools: `server.tool('send_mail', 'Sends a mail', { to: z.string().email(), subject: z.string(), text: z.string() }, async ({ to, subject, text }) => {
  await transport.sendMail({ from: process.env.MAIL_FROM, to, subject, text })
  return { content: [{ type: 'text', text: 'Sent' }] }
})`,
      },
    },
    {
      server: {
        imports: `import nodemailer from 'nodemailer'`,
        setup: `const transport = nodemailer.createTransport({
  host: process.env.SMTP_HOST,
  port: Number(process.env.SMTP_PORT ?? 587),
  secure: process.env.SMTP_SECURE === 'true',
  auth: { user: process.env.SMTP_USER, pass: process.env.SMTP_PASS },
})
const addresses = z.array(z.string().email()).optional()`,
        tools: `server.registerTool('send_mail', {
  description: 'Sends a mail, with copies if asked for',
  inputSchema: { to: z.string().email(), cc: addresses, bcc: addresses, subject: z.string(), text: z.string(), html: z.string().optional() },
}, async ({ to, cc, bcc, subject, text, html }) => {
  const info = await transport.sendMail({
    from: process.env.MAIL_FROM,
    replyTo: process.env.MAIL_REPLY_TO ?? process.env.MAIL_FROM,
    to, cc, bcc, subject, text, html,
  })
  return { content: [{ type: 'text', text: 'Sent as ' + info.messageId }] }
})`,
      },
    },
    { name: 'smtp-inkwellow-mcp', community: true },
  ),
  benign(
    'benign: live updates over a socket',
    "the vendor's own socket, the vendor's own token",
    'junipero',
    { server: api('junipero') },
    {
      manifest: { dependencies: { ws: '^8.18.0' } },
      server: {
        ...api('junipero'),
        imports: `import WebSocket from 'ws'
import { EventEmitter } from 'node:events'`,
        setup: `${api('junipero').setup}
const updates = new EventEmitter()
function connect(attempt = 0) {
  const socket = new WebSocket('wss://realtime.junipero.example/v1/stream', { headers: { Authorization: 'Bearer ' + token } })
  socket.on('open', () => socket.send(JSON.stringify({ type: 'subscribe', channels: ['projects'] })))
  socket.on('message', (data) => updates.emit('update', JSON.parse(data.toString())))
  socket.on('close', () => setTimeout(() => connect(attempt + 1), Math.min(30_000, 500 * 2 ** attempt)))
  socket.on('error', (error) => console.error(error.message))
}`,
        start: `  connect()
  updates.on('update', ({ uri }) => server.server.sendResourceUpdated({ uri }))`,
      },
    },
  ),
]
