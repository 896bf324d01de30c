/** Bytes of a file → text, as Node reads source: UTF-8, a byte order mark dropped, broken sequences replaced. */
const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: false })

export function decodeText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}
