/** YAML scalars that may run over several lines of a flow: plain, in single quotes, in double quotes. */
import { type Decoded, Decoding, type Escapes, escapeAt } from './decoding.js'
import type { ScalarRange } from './source.js'

/** YAML 1.2.2, section 5.7. */
const ESCAPES: Escapes = {
  ...{ '0': '\0', a: '\u0007', b: '\b', e: '\u001b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\t': '\t' },
  ...{ N: '\u0085', _: '\u00a0', L: '\u2028', P: '\u2029', ' ': ' ', '"': '"', '/': '/', '\\': '\\' },
  ...{ x: 2, u: 4, U: 8 },
}

/** YAML 1.2.2, section 6.5: a line end is a space, further ones are line feeds, and white space around them is nothing. */
export function decodeFolded(text: string, { start, end, style }: ScalarRange): Decoded | null {
  const decoding = new Decoding()
  const quoted = style !== 'yaml-plain'
  const last = quoted ? end - 1 : end
  let at = quoted ? start + 1 : start
  while (at < last) {
    const character = text.charAt(at)
    const fold = foldAt(text, at, last)
    if (fold !== null) {
      decoding.add(fold.units, at)
      at = fold.end
    } else if (style === 'yaml-double' && character === '\\') {
      const continued = lineEndAt(text, at + 1)
      if (continued > 0) {
        at += 1 + continued
        while (isBlank(text.charAt(at))) at += 1
        continue
      }
      const said = escapeAt(text, at, ESCAPES)
      if (said === null) return null
      decoding.add(said.units, at)
      at += said.length
    } else {
      decoding.add(character, at)
      at += style === 'yaml-single' && character === "'" ? 2 : 1
    }
  }
  return decoding.end(last)
}

/** Line ends with the white space around them, where they begin here. */
function foldAt(text: string, start: number, last: number): { readonly units: string; readonly end: number } | null {
  let at = start
  while (isBlank(text.charAt(at))) at += 1
  let breaks = 0
  for (let length = lineEndAt(text, at); length > 0 && at < last; length = lineEndAt(text, at)) {
    breaks += 1
    at += length
    while (isBlank(text.charAt(at))) at += 1
  }
  if (breaks === 0) return null
  return { units: breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), end: Math.min(at, last) }
}

const isBlank = (character: string): boolean => character === ' ' || character === '\t'

const lineEndAt = (text: string, at: number): number =>
  text.charAt(at) === '\n' ? 1 : text.startsWith('\r\n', at) ? 2 : 0
