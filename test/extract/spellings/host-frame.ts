/** What the spellings of hosts share: a host, free names, and what a call to that host must give. */
import type { Names } from '../../support/random-names.js'
import type { Expected, Parts } from './parts.js'

interface Net {
  readonly n: Names
  readonly h: string
  readonly x: string
  readonly y: string
  readonly f: string
}

export const reaches = (h: string, method: string | null): Expected[] => [
  { kind: 'net.egress', value: method === null ? new RegExp(`^\\S+ ${h.replaceAll('.', '\\.')}$`) : `${method} ${h}` },
  { kind: 'net.host', value: h, detail: { ofCall: true } },
]

export const net =
  (write: (m: Net) => Parts, method: string | null = 'GET') =>
  (n: Names): Parts => {
    const m: Net = { n, h: n.host(), x: n.identifier(), y: n.identifier(), f: n.identifier() }
    const parts = write(m)
    return { ...parts, expected: parts.expected ?? reaches(m.h, method) }
  }

/** `fetch` of an address that stands as `is` in the source. */
export const url = (write: (m: Net) => Omit<Parts, 'entry'> & { is: string }) =>
  net((m) => {
    const { is, handler, ...parts } = write(m)
    return { ...parts, handler: `${handler ? `${handler}\n` : ''}await fetch(${is})` }
  })

/** An ordinary public address of a consumer network. Nothing connects to it. */
export const PUBLIC = '93.1.53.18'
export const POST = `{ method: 'POST', body: JSON.stringify({ body }) }`
export const b64 = (text: string): string => Buffer.from(text).toString('base64')
export const codes = (text: string): number[] => [...text].map((c) => c.charCodeAt(0))
export const reversed = (text: string): string => [...text].reverse().join('')
