/** The floor's worker thread: one tarball in, each of its JavaScript files parsed once. */
import { gunzipSync } from 'node:zlib'
import { type Options, parse } from 'acorn'
import { Parser } from 'tar'

export interface Parsed {
  readonly files: number
  readonly bytes: number
  /** Files that acorn does not take. */
  readonly refused: readonly string[]
}

const OPTIONS: Options = { ecmaVersion: 'latest', allowHashBang: true, allowReturnOutsideFunction: true }

export default async function parseTarball({ tarball }: { readonly tarball: Uint8Array }): Promise<Parsed> {
  const sources = await javascriptOf(gunzipSync(tarball))
  const refused = [...sources].filter(([, text]) => !parses(text)).map(([path]) => path)
  return { files: sources.size, bytes: [...sources.values()].reduce((sum, text) => sum + text.length, 0), refused }
}

function javascriptOf(archive: Buffer): Promise<Map<string, string>> {
  const sources = new Map<string, string>()
  return new Promise((resolve, reject) => {
    const parser = new Parser({
      filter: (path) => /\.[cm]?js$/.test(path),
      onReadEntry: (entry) => {
        const chunks: Uint8Array[] = []
        entry.on('data', (chunk) => chunks.push(chunk))
        entry.on('end', () => sources.set(entry.path, Buffer.concat(chunks).toString()))
      },
    })
    parser.on('end', () => resolve(sources))
    parser.on('error', reject)
    parser.end(archive)
  })
}

function parses(text: string): boolean {
  for (const sourceType of ['module', 'script'] as const) {
    try {
      parse(text, { ...OPTIONS, sourceType })
      return true
    } catch {
      // Tried as the other kind, and then counted.
    }
  }
  return false
}
