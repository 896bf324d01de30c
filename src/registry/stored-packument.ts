/** How a packument lies in the store: one line of JSON about the answer, then its body. */

export function envelope({ bytes, ...about }: { etag: string | null; asked: number; bytes: Uint8Array }): Uint8Array {
  return Buffer.concat([Buffer.from(`${JSON.stringify(about)}\n`), bytes])
}

/** `undefined` where nothing is stored, or nothing that can be read. */
export function openEnvelope(
  stored: Uint8Array | undefined,
): { bytes: Uint8Array; etag?: string; asked: number } | undefined {
  const end = stored?.indexOf(10) ?? -1
  if (stored === undefined || end < 0) return undefined
  try {
    const { etag, asked } = JSON.parse(Buffer.from(stored.subarray(0, end)).toString()) as Record<string, unknown>
    const about = { bytes: stored.subarray(end + 1), asked: typeof asked === 'number' ? asked : 0 }
    return { ...about, ...(typeof etag === 'string' ? { etag } : {}) }
  } catch {
    return undefined
  }
}
