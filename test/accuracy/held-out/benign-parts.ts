import type { Files, FixtureRelease } from '../../incidents/fixture.js'

/** `text` with each first member, which stands in it exactly once, replaced by the second. */
export function edited(text: string, ...edits: readonly (readonly [string, string])[]): string {
  let result = text
  for (const [old, now] of edits) {
    if (result.split(old).length !== 2) throw new Error(`stands not exactly once: ${old}`)
    result = result.replace(old, () => now)
  }
  return result
}

/** A release; `at` is a time in UTC without seconds. */
export const release = (version: string, at: string, publisher: string, files: Files): FixtureRelease => ({
  version,
  publishedAt: `${at}:27.000Z`,
  publisher,
  files,
})
