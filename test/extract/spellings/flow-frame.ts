/** What the spellings of flows share: a host, a secret, free names, and what must be said of a flow from one to the other. */
import type { Names } from '../../support/random-names.js'
import type { Expected, Parts } from './parts.js'

interface Flow {
  readonly n: Names
  readonly h: string
  /** Name of a variable that looks like a secret. */
  readonly s: string
  readonly x: string
  readonly y: string
  readonly f: string
}

export const make = (n: Names): Flow => ({
  n,
  h: n.host(),
  s: n.secretVariable(),
  x: n.identifier(),
  y: n.identifier(),
  f: n.identifier(),
})

export const leaves = (source: string, h: string): Expected => ({ kind: 'data.flow', value: `${source} -> net:${h}` })

/** One variable's value leaves. */
export const token =
  (write: (m: Flow) => Parts) =>
  (n: Names): Parts => {
    const m = make(n)
    const expected: Expected[] = [
      leaves(`env:${m.s}`, m.h),
      { kind: 'env.read', value: m.s, detail: { secret: true } },
      { kind: 'net.egress', value: new RegExp(` ${m.h.replaceAll('.', '\\.')}$`), detail: { carries: [`env:${m.s}`] } },
    ]
    const parts = write(m)
    return { ...parts, expected: parts.expected ?? expected }
  }

/** The whole environment leaves. */
export const whole =
  (write: (m: Flow) => Parts) =>
  (n: Names): Parts => {
    const m = make(n)
    return { ...write(m), expected: [leaves('env:*', m.h), { kind: 'env.bulk', value: 'net' }] }
  }

export const from =
  (source: string, write: (m: Flow) => Parts, more: readonly Expected[] = []) =>
  (n: Names): Parts => {
    const m = make(n)
    return { ...write(m), expected: [leaves(source, m.h), ...more] }
  }

export const post = (h: string, body: string): string =>
  `await fetch('https://${h}/c', { method: 'POST', body: ${body} })`
