/** What the spellings of processes, evaluated code and files share. */
import type { Names } from '../../support/random-names.js'
import type { Expected, Parts } from './parts.js'

export interface Free {
  readonly n: Names
  readonly h: string
  readonly x: string
  readonly y: string
  readonly f: string
}

export const free = (n: Names): Free => ({ n, h: n.host(), x: n.identifier(), y: n.identifier(), f: n.identifier() })

/** @param expected facts that follow from the same names */
export const giving =
  (expected: (m: Free) => readonly Expected[], write: (m: Free) => Parts) =>
  (n: Names): Parts => {
    const m = free(n)
    const parts = write(m)
    return { ...parts, expected: parts.expected ?? expected(m) }
  }

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A command that starts with these words in this order. */
export const spawns = (words: string, detail: Readonly<Record<string, unknown>> = {}): Expected => ({
  kind: 'process.spawn',
  value: new RegExp(`^${words.split(' ').map(escaped).join('\\s+')}`),
  detail,
})

export const b64 = (text: string): string => Buffer.from(text).toString('base64')
export const codes = (text: string): number[] => [...text].map((c) => c.charCodeAt(0))
export const reversed = (text: string): string => [...text].reverse().join('')
