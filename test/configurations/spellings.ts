/** How a secret may be written elsewhere: as it is, in a URL, in JSON, in base64 wherever it begins. */
export function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    // Without the characters that also hold bits of what stands before and after.
    return text.slice(before === 0 ? 0 : before + 1, -1)
  })
  return [
    ...new Set([
      secret,
      secret.toUpperCase(),
      encodeURIComponent(secret),
      encodeURIComponent(secret).replaceAll('-', '%2D'),
      bytes.toString('hex'),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ]
}
