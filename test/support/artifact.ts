/** An artefact of given files, in memory, as the unpacking of a verified tarball gives it. */
import { createHash } from 'node:crypto'
import type { Artifact } from '../../src/model.js'

/** @param files content by path; `package.json` gives name and version of the purl. */
export function artifactOf(files: Readonly<Record<string, string | Uint8Array>>): Artifact {
  const bytes = new Map(
    Object.entries(files).map(([path, content]) => [
      path,
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    ]),
  )
  const hash = createHash('sha512')
  for (const [path, content] of [...bytes].sort(([a], [b]) => (a < b ? -1 : 1))) hash.update(path).update(content)
  let manifest: { name?: unknown; version?: unknown } = {}
  try {
    manifest = JSON.parse(new TextDecoder().decode(bytes.get('package.json'))) ?? {}
  } catch {
    // a package without a readable manifest is a case of its own
  }
  return {
    purl: `pkg:npm/${String(manifest.name ?? 'unnamed').replace('@', '%40')}@${String(manifest.version ?? '0.0.0')}`,
    integrity: `sha512-${hash.digest('base64')}`,
    list: () =>
      [...bytes].map(([path, content]) => ({ path, size: content.length, executable: /(^|\/)bin\/|\.sh$/.test(path) })),
    read: (path) => bytes.get(path),
    refused: [],
  }
}
