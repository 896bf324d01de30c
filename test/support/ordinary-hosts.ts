/**
 * Fixtures in the tree name only hosts that end in `.example` or `.invalid`. Before a test gives them to the product, these
 * names become ordinary ones in memory, so that no rule can lean on the reserved endings, in one direction or the other.
 *
 * After that the marks of `encodings` are replaced, so that an encoded host is the ordinary one too:
 * `⟦b64:text⟧`, `⟦hex:text⟧`, `⟦reversed:text⟧`, `⟦codes:text⟧` (comma-separated char codes), `⟦xhex:text⟧` (`\x61\x62`).
 */
import { names, seedFor } from './random-names.js'

export interface OrdinaryHosts {
  /** The text with each reserved host replaced, the same one always by the same name, and the encoding marks expanded. */
  text(text: string): string
  files(files: Readonly<Record<string, string>>): Record<string, string>
}

const RESERVED = /\b((?:[a-z0-9_-]+\.)*)([a-z0-9-]+)\.(?:example|invalid)\b/gi
const MARK = /⟦(b64|hex|reversed|codes|xhex):([^⟧]*)⟧/g

const encodings: Record<string, (text: string) => string> = {
  b64: (text) => Buffer.from(text, 'utf8').toString('base64'),
  hex: (text) => Buffer.from(text, 'utf8').toString('hex'),
  reversed: (text) => [...text].reverse().join(''),
  codes: (text) => [...text].map((c) => c.charCodeAt(0)).join(', '),
  xhex: (text) => [...Buffer.from(text, 'utf8')].map((b) => `\\x${b.toString(16).padStart(2, '0')}`).join(''),
}

/**
 * @param seed positive integer
 * @param vendorWords words that stand in package names as well as in hosts (`tallybird` in `@tallybird/mcp` and
 *   `tallybird.example`): they are renamed wherever they stand, so that package and host stay of one vendor.
 */
export function ordinaryHosts(seed: number, vendorWords: readonly string[] = []): OrdinaryHosts {
  const make = names(seedFor(seed, 'ordinary hosts'))
  const words = new Map(vendorWords.map((word) => [word.toLowerCase(), make.word()]))
  const domains = new Map<string, string>()

  const domainOf = (label: string, ending: string): string => {
    const key = `${label}.${ending}`
    let domain = domains.get(key)
    if (domain === undefined) {
      const word = words.get(label)
      domain = word === undefined ? make.domain() : word + make.pick(['.com', '.io', '.dev', '.app'])
      domains.set(key, domain)
    }
    return domain
  }
  const caseLike = (model: string, word: string): string => {
    if (model === model.toUpperCase()) return word.toUpperCase()
    return model.charAt(0) === model.charAt(0).toUpperCase() ? word.charAt(0).toUpperCase() + word.slice(1) : word
  }
  const text = (source: string): string => {
    let out = source.replace(RESERVED, (whole: string, before: string, label: string) => {
      const ending = whole.slice(whole.lastIndexOf('.') + 1).toLowerCase()
      return before + domainOf(label.toLowerCase(), ending)
    })
    for (const [from, to] of words) out = out.replace(new RegExp(from, 'gi'), (found) => caseLike(found, to))
    return out.replace(MARK, (_, how: string, what: string) => encodings[how]?.(what) ?? what)
  }
  return {
    text,
    files: (files) => Object.fromEntries(Object.entries(files).map(([path, source]) => [path, text(source)])),
  }
}
