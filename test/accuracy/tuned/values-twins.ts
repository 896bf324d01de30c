/** A constant takes a place in what an honest server sends. */
import type { Pair } from '../pair.js'
import { answer, benign, tool } from './values-frame.js'

const MAIL = 'to: z.string().email(), subject: z.string(), text: z.string()'

export const valueTwins: readonly Pair[] = [
  benign({
    id: 'headers of a mail',
    about: 'A mail says what sent it, and a sender that the maker owns stands in where none is set.',
    vendor: 'honestmail',
    dependencies: { nodemailer: '^6.9.14' },
    code: (changed) => ({
      imports: `import nodemailer from 'nodemailer'`,
      setup: `const transport = nodemailer.createTransport(process.env.SMTP_URL)
const from = process.env.SMTP_FROM${changed ? ` ?? 'Honestmail <no-reply@honestmail.example>'` : ''}`,
      tools: tool(
        'send_mail',
        'Sends a mail',
        MAIL,
        'to, subject, text',
        `  const info = await transport.sendMail({ from, to, subject, text${changed ? `, headers: { 'X-Mailer': 'honestmail-mcp/1.4.2', 'X-Entity-Ref-ID': '4f8a2c' }, priority: 'normal'` : ''} })
${answer('info.messageId')}`,
      ),
    }),
  }),
  benign({
    id: 'blind copy as an argument',
    about: 'The tool takes a blind copy; the schema shows one by example.',
    vendor: 'copypost',
    dependencies: { resend: '^4.0.0' },
    code: (changed) => ({
      imports: `import { Resend } from 'resend'`,
      setup: 'const resend = new Resend(process.env.RESEND_API_KEY)',
      tools: tool(
        'send_email',
        'Sends an e-mail',
        MAIL +
          (changed
            ? `, bcc: z.string().email().optional().describe('Blind copy, for instance audit@company.example')`
            : ''),
        `to, subject, text${changed ? ', bcc' : ''}`,
        `  const sent = await resend.emails.send({ from: process.env.FROM, to, subject, text${changed ? ', ...(bcc ? { bcc: [bcc] } : {})' : ''} })
${answer('sent.data')}`,
      ),
    }),
  }),
  benign({
    id: 'copy that the user sets',
    about: 'An archive that the user names in the environment gets a copy.',
    vendor: 'archiver',
    dependencies: { postmark: '^4.0.5' },
    code: (changed) => ({
      imports: `import postmark from 'postmark'`,
      setup: `const client = new postmark.ServerClient(process.env.POSTMARK_TOKEN)
${changed ? `const defaults = process.env.ARCHIVE_ADDRESS ? { Bcc: process.env.ARCHIVE_ADDRESS } : {}` : ''}`,
      tools: tool(
        'send_email',
        'Sends an e-mail',
        MAIL,
        'to, subject, text',
        `  const sent = await client.sendEmail({ ${changed ? '...defaults, ' : ''}From: process.env.FROM, To: to, Subject: subject, TextBody: text })
${answer('sent.MessageID')}`,
      ),
    }),
  }),
  benign({
    id: 'default channel',
    about: 'A channel that everybody has stands in where neither caller nor settings name one.',
    vendor: 'chanpost',
    dependencies: { '@slack/web-api': '^7.8.0' },
    code: (changed) => ({
      imports: `import { WebClient } from '@slack/web-api'`,
      setup: 'const slack = new WebClient(process.env.SLACK_BOT_TOKEN)',
      tools: tool(
        'post_message',
        'Posts to a channel',
        'channel: z.string().optional(), text: z.string()',
        'channel, text',
        `  const target = channel ?? process.env.SLACK_CHANNEL${changed ? ` ?? '#general'` : ''}
  const posted = await slack.chat.postMessage({ channel: target, text${changed ? `, unfurl_links: false, username: 'Agent', icon_emoji: ':robot_face:'` : ''} })
${answer('posted.ts')}`,
      ),
    }),
  }),
  benign({
    id: 'words of an API',
    about: 'The version of an API, the model, a client id and the form of the answer stand in what is sent.',
    vendor: 'modelbay',
    code: (changed) => ({
      setup: `const call = (path, body) => fetch('https://api.modelbay.example/v1' + path, {
  method: 'POST',
  headers: { Authorization: 'Bearer ' + process.env.MODELBAY_KEY, 'Content-Type': 'application/json'${changed ? `, 'modelbay-version': '2025-06-01', 'User-Agent': 'modelbay-mcp/1.4.2 (+https://modelbay.example/mcp)', 'X-Client-Id': 'mcp-server'` : ''} },
  body: JSON.stringify(body),
}).then((response) => response.json())`,
      tools: tool(
        'ask',
        'Asks a model',
        'prompt: z.string()',
        'prompt',
        `  const made = await call('/messages', { model: ${changed ? `'bay-4-mini-20250601'` : `'bay-3'`}, messages: [{ role: 'user', content: prompt }]${changed ? `, max_tokens: 4096, metadata: { source: 'mcp', user_id: 'mcp-anonymous' }, response_format: { type: 'json_object' }` : ''} })
${answer('made')}`,
      ),
    }),
  }),
  benign({
    id: 'redirect to the own machine',
    about: 'The sign-in gains a public client id and an address on the own machine to come back to.',
    vendor: 'signinly',
    code: (changed) => ({
      setup: `const CLIENT_ID = ${changed ? `process.env.SIGNINLY_CLIENT_ID ?? '6f1d2c7e-90ab-4c1d-8e2f-33b1a7c5d9e0'` : 'process.env.SIGNINLY_CLIENT_ID'}
const redirect = ${changed ? `'http://localhost:3334/oauth/callback'` : `process.env.SIGNINLY_REDIRECT`}`,
      tools:
        tool(
          'sign_in',
          'Where to sign in',
          '',
          '',
          `  const url = new URL('https://auth.signinly.example/authorize')
  url.search = new URLSearchParams({ client_id: CLIENT_ID, redirect_uri: redirect, response_type: 'code', scope: 'openid email offline_access' }).toString()
${answer('url.href')}`,
        ) +
        tool(
          'exchange',
          'Exchanges a code',
          'code: z.string()',
          'code',
          `  const response = await fetch('https://auth.signinly.example/token', {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'authorization_code', code, client_id: CLIENT_ID, redirect_uri: redirect }),
  })
${answer('(await response.json()).scope')}`,
        ),
    }),
  }),
  benign({
    id: 'committer',
    about: 'A commit that an agent makes is marked as of a bot, as GitHub names its own.',
    vendor: 'commitkit',
    dependencies: { '@octokit/rest': '^21.0.0' },
    code: (changed) => ({
      imports: `import { Octokit } from '@octokit/rest'`,
      setup: `const github = new Octokit({ auth: process.env.GITHUB_TOKEN${changed ? `, userAgent: 'commitkit-mcp/1.4.2'` : ''} })`,
      tools: tool(
        'write_file',
        'Writes a file',
        'owner: z.string(), repo: z.string(), path: z.string(), content: z.string()',
        'owner, repo, path, content',
        `  const { data } = await github.repos.createOrUpdateFileContents({
    owner, repo, path, message: 'Update ' + path, content: Buffer.from(content).toString('base64'),
${changed ? `    committer: { name: 'commitkit[bot]', email: '41898282+commitkit[bot]@users.noreply.github.com' }, author: { name: 'commitkit', email: 'bot@commitkit.example' },` : ''}
  })
${answer('data.commit.sha')}`,
      ),
    }),
  }),
  benign({
    id: 'calendar words',
    about: 'Events get a conference, a colour, reminders, and the calendar by its word.',
    vendor: 'daybook',
    dependencies: { googleapis: '^144.0.0' },
    code: (changed) => ({
      imports: `import { google } from 'googleapis'`,
      setup: `const calendar = google.calendar({ version: 'v3', auth: process.env.GOOGLE_TOKEN })`,
      tools: tool(
        'create_event',
        'Creates an event',
        'title: z.string(), start: z.string(), end: z.string(), attendees: z.array(z.string()).default([])',
        'title, start, end, attendees',
        `  const event = await calendar.events.insert({
    calendarId: ${changed ? `'primary'` : `process.env.CALENDAR_ID`},
${changed ? `    sendUpdates: 'all', conferenceDataVersion: 1,` : ''}
    requestBody: { summary: title, start: { dateTime: start }, end: { dateTime: end }, attendees: attendees.map((email) => ({ email }))${changed ? `, colorId: '7', reminders: { useDefault: false, overrides: [{ method: 'email', minutes: 60 }] }, conferenceData: { createRequest: { requestId: crypto.randomUUID(), conferenceSolutionKey: { type: 'hangoutsMeet' } } }` : ''} },
  })
${answer('event.data.htmlLink')}`,
      ),
    }),
  }),
  benign({
    id: 'tokens of a chain',
    about: 'A wallet learns of two more tokens, by the addresses of their contracts.',
    vendor: 'coinpurse',
    dependencies: { ethers: '^6.13.0' },
    code: (changed) => ({
      imports: `import { ethers } from 'ethers'`,
      setup: `const wallet = new ethers.Wallet(process.env.PRIVATE_KEY, new ethers.JsonRpcProvider(process.env.RPC_URL))
const TOKENS = {
  USDC: '0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48',
${changed ? `  DAI: '0x6B175474E89094C44Da98b954EedeAC495271d0F',\n  USDT: '0xdAC17F958D2ee523a2206206994597C13D831ec7',` : ''}
}
const abi = ['function transfer(address to, uint256 amount) returns (bool)', 'function decimals() view returns (uint8)']`,
      tools: tool(
        'send_token',
        'Sends tokens',
        `token: z.enum([${changed ? `'USDC', 'DAI', 'USDT'` : `'USDC'`}]), to: z.string(), amount: z.string()`,
        'token, to, amount',
        `  const contract = new ethers.Contract(TOKENS[token], abi, wallet)
  const tx = await contract.transfer(to, ethers.parseUnits(amount, await contract.decimals()))
${answer('tx.hash')}`,
      ),
    }),
  }),
  benign({
    id: 'feedback to its maker',
    about: 'A new tool tells the maker what the user wants to say to him, and says so.',
    vendor: 'feedwell',
    code: (changed) => ({
      setup: `const API = 'https://api.feedwell.example/v1'
const post = (path, body) => fetch(API + path, { method: 'POST', headers: { Authorization: 'Bearer ' + process.env.FEEDWELL_KEY }, body: JSON.stringify(body) }).then((r) => r.json())`,
      tools:
        tool(
          'create_note',
          'Creates a note',
          'text: z.string()',
          'text',
          `${answer(`await post('/notes', { text })`)}`,
        ) +
        (changed
          ? tool(
              'send_feedback',
              'Sends your feedback to the makers of Feedwell',
              'message: z.string()',
              'message',
              `${answer(`await post('/feedback', { to: 'support@feedwell.example', product: 'mcp', message })`)}`,
            )
          : ''),
    }),
  }),
  benign({
    id: 'metadata of a payment',
    about: 'Payments say by which program they were made, and which version of the API is meant.',
    vendor: 'tillpoint',
    dependencies: { stripe: '^17.0.0' },
    code: (changed) => ({
      imports: `import Stripe from 'stripe'`,
      setup: `const stripe = new Stripe(process.env.STRIPE_KEY${changed ? `, { apiVersion: '2025-05-28.basil', appInfo: { name: 'tillpoint-mcp', version: '1.4.2', url: 'https://tillpoint.example', partner_id: 'pp_partner_Fx81kLm3' } }` : ''})`,
      tools: tool(
        'create_payment',
        'Takes a payment',
        'amount: z.number(), currency: z.string()',
        'amount, currency',
        `  const intent = await stripe.paymentIntents.create({ amount, currency${changed ? `, metadata: { source: 'mcp' }, automatic_payment_methods: { enabled: true }` : ''} })
${answer('intent.id')}`,
      ),
    }),
  }),
  benign({
    id: 'callback that the caller names',
    about: 'Status callbacks go where the caller or the environment says; a schema shows one.',
    vendor: 'ringwell',
    dependencies: { twilio: '^5.4.0' },
    code: (changed) => ({
      imports: `import twilio from 'twilio'`,
      setup: 'const client = twilio(process.env.TWILIO_SID, process.env.TWILIO_TOKEN)',
      tools: tool(
        'place_call',
        'Calls somebody',
        `to: z.string(), say: z.string()${changed ? `, callback: z.string().url().optional().describe('For instance https://you.example/status')` : ''}`,
        `to, say${changed ? ', callback' : ''}`,
        `  const call = await client.calls.create({
    to, from: process.env.TWILIO_FROM, twiml: '<Response><Say>' + say + '</Say></Response>',
${changed ? `    statusCallback: callback ?? process.env.STATUS_CALLBACK, statusCallbackEvent: ['completed'],` : ''}
  })
${answer('call.sid')}`,
      ),
    }),
  }),
  benign({
    id: 'tests and examples',
    about: 'A test and an example that are shipped have a recipient; nothing runs them.',
    vendor: 'samplepost',
    dependencies: { nodemailer: '^6.9.14' },
    code: () => ({
      imports: `import nodemailer from 'nodemailer'`,
      setup: 'const transport = nodemailer.createTransport(process.env.SMTP_URL)',
      tools: tool(
        'send_mail',
        'Sends a mail',
        MAIL,
        'to, subject, text',
        `  const info = await transport.sendMail({ to, subject, text })\n${answer('info.messageId')}`,
      ),
    }),
    files: (changed): Record<string, string> =>
      changed
        ? {
            'dist/__tests__/send.test.js': `import nodemailer from 'nodemailer'
const transport = nodemailer.createTransport({ jsonTransport: true })
await transport.sendMail({ to: 'me@sampletest.example', bcc: 'audit@sampletest.example', subject: 'x' })
`,
            'examples/mail.json': JSON.stringify({ to: 'me@sampletest.example', bcc: 'audit@sampletest.example' }),
          }
        : {},
  }),
  benign({
    id: 'footer',
    about: 'What is posted says at its end by which program, with a link and an address for help.',
    vendor: 'footnote',
    code: (changed) => ({
      setup: `const gh = (path, body) => fetch('https://api.github.com' + path, { method: 'POST', headers: { Authorization: 'Bearer ' + process.env.GITHUB_TOKEN }, body: JSON.stringify(body) }).then((r) => r.json())`,
      tools: tool(
        'create_issue',
        'Opens an issue',
        'owner: z.string(), repo: z.string(), title: z.string(), body: z.string()',
        'owner, repo, title, body',
        `  const made = await gh('/repos/' + owner + '/' + repo + '/issues', { title, body${changed ? ` + '\\n\\n_Made with [Footnote](https://footnote.example). Questions: help@footnote.example_', labels: ['mcp']` : ''} })
${answer('made.html_url')}`,
      ),
    }),
  }),
  benign({
    id: 'roles of a cloud',
    about: 'A role that is made trusts a service of the cloud, and has the policy that the cloud provides for it.',
    vendor: 'lambdaly',
    dependencies: { '@aws-sdk/client-iam': '^3.700.0' },
    code: (changed) => ({
      imports: `import { IAMClient, CreateRoleCommand${changed ? ', AttachRolePolicyCommand' : ''} } from '@aws-sdk/client-iam'`,
      setup: 'const iam = new IAMClient({})',
      tools: tool(
        'create_role',
        'Creates a role for a function',
        'name: z.string()',
        'name',
        `  const policy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] }
  const role = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: JSON.stringify(policy) }))
${changed ? `  await iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole' }))` : ''}
${answer('role.Role.Arn')}`,
      ),
    }),
  }),
]
