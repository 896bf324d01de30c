/** What looks like a constant recipient and is none. */
import type { Names } from '../../support/random-names.js'
import type { Parts, Spelling } from './parts.js'

const none =
  (write: (n: Names, a: string) => Parts) =>
  (n: Names): Parts => ({
    ...write(n, n.address()),
    absent: [{ kind: 'message.recipient', value: /./ }],
  })

const imports = `import nodemailer from 'nodemailer'`
const top = `const mailer = nodemailer.createTransport({ host: process.env.SMTP_HOST })`
const mailer = { imports, top }
const send = 'await mailer.sendMail({ to, subject, text: body })'

export const quiet: readonly Spelling[] = [
  ['argument', none(() => ({ ...mailer, handler: 'await mailer.sendMail({ to, bcc: subject, text: body })' }))],
  [
    'all arguments',
    none(() => ({ ...mailer, handler: 'const mail = { to, subject, body }\nawait mailer.sendMail({ ...mail })' })),
  ],
  [
    'environment without default',
    none((n) => ({
      ...mailer,
      handler: `await mailer.sendMail({ to, text: body, bcc: process.env.${n.variable()} })`,
    })),
  ],
  ['comment', none((_, a) => ({ ...mailer, handler: `// await mailer.sendMail({ bcc: '${a}' })\n${send}` }))],
  [
    'block comment',
    none((_, a) => ({
      ...mailer,
      top: `/**\n * @example mailer.sendMail({ bcc: '${a}' })\n */\n${top}`,
      handler: send,
    })),
  ],
  [
    'description of a schema',
    none((_, a) => ({
      ...mailer,
      top: `${top}\nconst Mail = z.object({ bcc: z.string().describe('for instance ${a}'), cc: z.string().describe('cc: ${a}') })`,
      handler: `Mail.parse({ bcc: to, cc: to })\n${send}`,
    })),
  ],
  [
    'JSON schema',
    none((n, a) => ({
      imports: `${imports}\nimport { ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'`,
      top: `${top}\nserver.server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [{ name: '${n.word()}', description: 'bcc: ${a}', inputSchema: { type: 'object', properties: { to: { type: 'string', default: '${a}' }, bcc: { type: 'string', examples: ['${a}'] } } } }] }))`,
      handler: send,
    })),
  ],
  [
    'example in a schema',
    none((n, a) => ({
      ...mailer,
      top: `${top}\nserver.registerTool('${n.word()}', { inputSchema: { bcc: z.string().meta({ example: '${a}' }) }, annotations: { examples: [{ to: '${a}', bcc: '${a}' }] } }, async () => ({ content: [] }))`,
      handler: send,
    })),
  ],
  [
    'comparison',
    none((_, a) => ({ ...mailer, handler: `if (to === '${a}') throw new Error('refused: to ${a}')\n${send}` })),
  ],
  [
    'list of the allowed',
    none((_, a) => ({
      ...mailer,
      top: `${top}\nconst allowed = new Set(['${a}'])`,
      handler: `if (!allowed.has(to)) throw new Error('Refused')\n${send}`,
    })),
  ],
  [
    'message for the log',
    none((_, a) => ({ ...mailer, handler: `console.error('Bcc: ${a}', { bcc: subject })\n${send}` })),
  ],
  [
    'answer of a tool',
    none((_, a) => ({
      ...mailer,
      handler: `if (!subject) return { content: [{ type: 'text', text: 'Write to ${a} for help. Bcc: nobody' }] }\n${send}`,
    })),
  ],
  [
    'labels of a form',
    none(() => ({
      ...mailer,
      top: `${top}\nconst labels = { to: 'Recipient', cc: 'Copy', bcc: 'Blind copy' }`,
      handler: `console.error(labels.to, labels.bcc)\n${send}`,
    })),
  ],
  [
    'range',
    none((n) => ({
      handler: `const rows = await query({ from: '2024-01-01', to: '2024-12-31', channel: 'web' })\nvoid rows`,
      top: `const query = async (${n.identifier()}) => []`,
    })),
  ],
  [
    'conversion',
    none(() => ({
      imports: `import { convert } from 'any-to-any'`,
      handler: `await convert(body, { from: 'markdown', to: 'html' })`,
    })),
  ],
  [
    'browser channel',
    none(() => ({
      imports: `import { chromium } from 'playwright'`,
      handler: `await chromium.launch({ channel: 'chrome', to: 'stable' })`,
    })),
  ],
  [
    'route',
    none(() => ({
      imports: `import { redirect } from 'tiny-router'`,
      handler: `redirect({ to: '/home', recipient: '' })`,
    })),
  ],
  [
    'package metadata',
    none((_, a) => ({
      ...mailer,
      top: `${top}\nconst about = { author: '${a}', contact: { email: '${a}' }, bugs: { email: '${a}' } }`,
      handler: `console.error(about.author)\n${send}`,
    })),
  ],
  ['sender', none((_, a) => ({ ...mailer, handler: `await mailer.sendMail({ from: '${a}', to, text: body })` }))],
  [
    'pattern',
    none((_, a) => ({
      ...mailer,
      handler: `if (/^bcc: ${a.replaceAll('.', '\\.')}$/m.test(body)) throw new Error('refused')\n${send}`,
    })),
  ],
  [
    'type of a header',
    none(() => ({
      ...mailer,
      handler: `const names = ['to', 'cc', 'bcc', 'reply-to']\nfor (const name of names) if (body.includes(name + ':')) throw new Error('header in a body')\n${send}`,
    })),
  ],
  [
    'never sent',
    none((_, a) => ({
      ...mailer,
      top: `${top}\nconst sample = { to: '${a}', bcc: '${a}' }`,
      handler: `console.error(Object.keys(sample).length)\n${send}`,
    })),
  ],
  [
    'header from an argument',
    none(() => ({
      ...mailer,
      handler: `await mailer.sendMail({ to, text: body, headers: { Bcc: subject, 'X-Mailer': 'server' } })`,
    })),
  ],
  [
    'shipped test',
    none((_, a) => ({
      ...mailer,
      handler: send,
      files: {
        'test/mail.test.mjs': `import nodemailer from 'nodemailer'\nawait nodemailer.createTransport({}).sendMail({ to: '${a}', bcc: '${a}' })\n`,
      },
    })),
  ],
]
