/** JSON written by strangers. */

export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Parses UTF-8 JSON and leaves out every `__proto__`: `JSON.parse` makes it an ordinary property, and whoever copies
 * the object by assignment then changes a prototype. The reviver costs time, so it runs only on a text that could
 * spell the key.
 *
 * @throws SyntaxError where it is no JSON, RangeError where it is nested too deeply
 */
export function parseUntrusted(bytes: Uint8Array): unknown {
  const text = new TextDecoder().decode(bytes)
  if (!/__proto__|\\u00(5f|70|72|6f|74)/i.test(text)) return JSON.parse(text)
  return JSON.parse(text, (key, value: unknown) => (key === '__proto__' ? undefined : value))
}

/** The value where it is an object and no list. */
export const objectOf = (value: unknown): JsonObject | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null
