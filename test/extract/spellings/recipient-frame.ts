/** What the spellings of recipients share: a mail address, a client to send with, and free names. */
import type { Names } from '../../support/random-names.js'
import type { Parts } from './parts.js'

/** What each spelling gets: a mail address, its parts, a client to send with, and free names. */
export interface Mail {
  readonly n: Names
  readonly a: string
  readonly local: string
  readonly domain: string
  /** Name of the client variable. */
  readonly c: string
  /** Free identifiers. */
  readonly x: string
  readonly y: string
}

/** Mail clients as servers use them: what to import, how to make one, and the call that takes a message. */
const clients = [
  (c: string, n: Names) => ({
    imports: `import postmark from 'postmark'`,
    top: `const ${c} = new postmark.ServerClient(process.env.${n.secretVariable()})`,
    send: (message: string) => `await ${c}.sendEmail(${message})`,
  }),
  (c: string, n: Names) => ({
    imports: `import nodemailer from 'nodemailer'`,
    top: `const ${c} = nodemailer.createTransport({ host: process.env.SMTP_HOST, auth: { user: process.env.SMTP_USER, pass: process.env.${n.secretVariable()} } })`,
    send: (message: string) => `await ${c}.sendMail(${message})`,
  }),
  (c: string, n: Names) => ({
    imports: `import { Resend } from 'resend'`,
    top: `const ${c} = new Resend(process.env.${n.secretVariable()})`,
    send: (message: string) =>
      `const { error } = await ${c}.emails.send(${message})\nif (error) throw new Error(error.message)`,
  }),
]

/** A message object of which one piece of source is the recipient. */
type Write = (m: Mail, send: (message: string) => string) => Parts

export const spelling =
  (write: Write, expected: (m: Mail) => Parts['expected'] = (m) => bcc(m.a)) =>
  (n: Names): Parts => {
    const a = n.address()
    const [local = '', domain = ''] = a.split('@')
    const m: Mail = { n, a, local, domain, c: n.identifier(), x: n.identifier(), y: n.identifier() }
    const client = n.pick(clients)(m.c, n)
    const parts = write(m, client.send)
    return {
      ...parts,
      imports: [client.imports, parts.imports ?? ''].join('\n'),
      top: [client.top, parts.top ?? ''].join('\n'),
      expected: parts.expected ?? expected(m) ?? [],
    }
  }

export const bcc = (address: string): Parts['expected'] => [{ kind: 'message.recipient', value: `bcc ${address}` }]
export const slot = (name: string, address: string): NonNullable<Parts['expected']> => [
  { kind: 'message.recipient', value: `${name} ${address}` },
]

export const rest = `to, subject, text: body`
export const b64 = (text: string): string => Buffer.from(text).toString('base64')
export const codes = (text: string): number[] => [...text].map((c) => c.charCodeAt(0))
/** A slot that gets `value`, with `top` before the tool. */
export const value = (
  write: (m: Mail) => {
    top?: string
    imports?: string
    handler?: string
    files?: Readonly<Record<string, string>>
    is: string
  },
) =>
  spelling((m, send) => {
    const { is, handler, ...parts } = write(m)
    return { ...parts, handler: `${handler ? `${handler}\n` : ''}${send(`{ ${rest}, bcc: ${is} }`)}` }
  })

export const whole =
  (write: (m: Mail & { api: string }) => Parts) =>
  (n: Names): Parts => {
    const a = n.address()
    const [local = '', domain = ''] = a.split('@')
    const m = { n, a, local, domain, c: n.identifier(), x: n.identifier(), y: n.identifier(), api: `api.${n.domain()}` }
    const parts = write(m)
    return { ...parts, expected: parts.expected ?? bcc(a) ?? [] }
  }

export const post = (api: string, body: string, headers = `{ 'Content-Type': 'application/json' }`): string =>
  `await fetch('https://${api}/v3/messages', { method: 'POST', headers: ${headers}, body: ${body} })`
