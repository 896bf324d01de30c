/**
 * Configurations as they were read once: what is planned from them is planned from the same characters, whatever a client
 * writes meanwhile, and can be looked at as it will be, before it is written.
 */
import { decodeText, type FileReader, type Host } from '../host.js'

export interface Snapshot {
  /** Reads each file once, and gives the same bytes ever after. */
  readonly host: Host
  /** The text of a file, with its byte order mark. Throws `FileError`. */
  textOf(file: string): Promise<string>
  /** The same machine, with these files in the place of those that are there. */
  with(texts: ReadonlyMap<string, string>): Promise<Host>
}

/** As discovery reads them. */
const MOST = 20 * 1024 * 1024

/** Only what is read through it stays in memory: it is made for configurations, each of which is bounded. */
export function snapshotOf(host: Host): Snapshot {
  const read = new Map<string, Promise<Uint8Array>>()
  const bytesOf = (file: string, maxBytes: number): Promise<Uint8Array> => {
    const bytes = read.get(file) ?? host.files.readBytes(file, { maxBytes })
    read.set(file, bytes)
    return bytes
  }
  const files = over(host.files, (file, { maxBytes }) => bytesOf(file, maxBytes))
  return {
    host: { ...host, files },
    textOf: async (file) => marked(await bytesOf(file, MOST), file),
    async with(texts) {
      // A file that is reached in two ways is the same in both.
      const real = new Map<string, string>()
      for (const [file, text] of texts) real.set((await files.realPath(file)) ?? file, text)
      const readBytes: FileReader['readBytes'] = async (file, limits) => {
        const text = texts.get(file) ?? real.get((await files.realPath(file)) ?? file)
        return text === undefined ? await files.readBytes(file, limits) : new TextEncoder().encode(text)
      }
      return { ...host, files: over(files, readBytes) }
    },
  }
}

/** `files` with another way to their bytes. */
const over = (files: FileReader, readBytes: FileReader['readBytes']): FileReader => ({
  readBytes,
  readText: async (file, limits) => decodeText(await readBytes(file, limits), file),
  type: (file) => files.type(file),
  list: (file) => files.list(file),
  realPath: (file) => files.realPath(file),
  permissions: (file) => files.permissions(file),
})

const MARK = '\uFEFF'

/** A byte order mark is part of the file, and has to be there again when it is written. */
function marked(bytes: Uint8Array, file: string): string {
  const [first, second, third] = bytes
  return (first === 0xef && second === 0xbb && third === 0xbf ? MARK : '') + decodeText(bytes, file)
}
