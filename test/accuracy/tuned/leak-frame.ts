/** A pair of releases of a server that differ by the edits that are written, each of which has to apply. */
import { type Files, history } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import type { Base } from './leak-servers.js'

/** By path: what is replaced by what, once each; a text in the place of a list is the whole new file. */
export type Edits = Readonly<Record<string, string | readonly (readonly [from: string, to: string])[]>>

function edited(files: Files, edits: Edits, id: string): Files {
  const out: Record<string, string> = { ...files }
  for (const [path, change] of Object.entries(edits)) {
    if (typeof change === 'string') {
      out[path] = change
      continue
    }
    for (const [from, to] of change) {
      const text = out[path] ?? ''
      if (!text.includes(from)) throw new Error(`${id}: ${path} does not hold ${from}`)
      out[path] = text.replace(from, () => to)
    }
  }
  return out
}

/** @param earlier edits that both releases have */
export const pairOf =
  (truth: Pair['truth']) =>
  (id: string, about: string, base: Base, edits: Edits, step = '2.3.1', earlier: Edits = {}): Pair => ({
    id: `leak: ${id}`,
    package: base.package,
    vendorWords: base.vendorWords,
    releases: history(['2.3.0', step], '2025-09-14T09:20:00.000Z', 'maker', (version, index) => {
      const before = edited(base.files(version), earlier, id)
      return index === 0 ? before : edited(before, edits, id)
    }),
    about,
    truth,
    after: 'leak',
  })

export const leak = pairOf('attack')
export const honest = pairOf('benign')
