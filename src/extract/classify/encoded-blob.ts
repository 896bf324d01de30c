/** Long encoded texts in source: payloads, among images, fonts and tables that are none. */

export interface Blob {
  readonly offset: number
  readonly length: number
}

/** Characters. A licence key, a certificate or a hash is shorter; a payload of any use is longer. */
const SHORTEST_BASE64 = 1000
const SHORTEST_HEX = 600
/** Bits for each character: text in base64 has 5.0 to 5.6, compressed data 5.9 to 6; repeated or sparse tables less. */
const LEAST_ENTROPY = { base64: 4.6, hex: 3 }

/** Beginnings, in base64, of formats that are no program: images, fonts, audio, PDF, SVG and XML, JSON (source maps, tokens). */
const ORDINARY_BASE64 =
  /^(?:iVBORw0KGgo|R0lGOD|\/9j\/|UklGR|Qk[0-3]|AAABAA|PHN2Zy|PD94bWw|PCFET0NUWVBF|PGh0bWw|d09GRg|d09GMg|AAEAAA|T1RUTw|dHR|JVBERi0|SUQz|T2dnUw|AAAA[A-Z]Gl0eXA|GkXfo|eyJ|W3s|ewog|LS0tLS1CRUdJTi|MII|AGFzbQ|SUkq|TU0A)/
/** The primes of Diffie-Hellman groups begin so (RFC 2409, RFC 3526). */
const ORDINARY_HEX = /^(?:f{16}c90fdaa2|89504e47|47494638|ffd8ff|0061736d|3082|2d2d2d2d2d)/i

/** @returns the longest encoded literal that is no ordinary resource, or null */
export function encodedBlob(source: string): Blob | null {
  let longest: Blob | null = null
  for (const found of source.matchAll(/(?<=['"`])[A-Za-z0-9+/_-]{600,}={0,2}(?=['"`])/g)) {
    const text = found[0]
    if (longest !== null && text.length <= longest.length) continue
    if (!isPayload(text)) continue
    longest = { offset: found.index, length: text.length }
  }
  return longest
}

function isPayload(text: string): boolean {
  const sample = text.slice(0, 4096)
  if (/^[0-9a-fA-F]+$/.test(sample))
    return text.length >= SHORTEST_HEX && !ORDINARY_HEX.test(text) && entropy(sample) >= LEAST_ENTROPY.hex
  if (text.length < SHORTEST_BASE64 || ORDINARY_BASE64.test(text)) return false
  // A long word of letters alone is a table or an alphabet.
  if (!/[0-9]/.test(sample) || !/[a-z]/.test(sample) || !/[A-Z]/.test(sample)) return false
  return entropy(sample) >= LEAST_ENTROPY.base64
}

/** Shannon entropy in bits for each character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const c of text) counts.set(c, (counts.get(c) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length)
  return bits
}
