/**
 * Writes tarballs byte by byte, so that a test can write the ones no archiver would: traversal, links, devices, two
 * entries of one name, a header that lies.
 */
import { gzipSync } from 'node:zlib'

/** One entry. `type` is the ustar typeflag: `0` file, `1` hard link, `2` symbolic link, `3`/`4` device, `5` folder, `6` FIFO. */
export interface TarEntry {
  readonly path: string
  readonly content?: string | Uint8Array
  readonly type?: string
  readonly link?: string
  readonly mode?: number
  /** The size that the header states, where it lies. */
  readonly size?: number
}

const BLOCK = 512

/** An uncompressed tar archive of these entries, in this order. Paths over 100 bytes are written the way of GNU tar. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const parts: Buffer[] = []
  for (const entry of entries) {
    const path = Buffer.from(entry.path)
    if (path.length > 100) {
      parts.push(...blocks({ path: '././@LongLink', type: 'L', content: Buffer.concat([path, Buffer.alloc(1)]) }))
    }
    parts.push(...blocks(entry))
  }
  parts.push(Buffer.alloc(2 * BLOCK))
  return Buffer.concat(parts)
}

export const tgz = (entries: readonly TarEntry[], level = 6): Buffer => gzipSync(tar(entries), { level })

/** One PAX extended header, which gives the next entry the attributes; for instance `path`. */
export function pax(attributes: Readonly<Record<string, string>>): TarEntry {
  const records = Object.entries(attributes).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`
    const bytes = Buffer.byteLength(rest)
    let length = bytes + String(bytes).length
    length = bytes + String(length).length
    return `${length}${rest}`
  })
  return { path: 'PaxHeader', type: 'x', content: records.join('') }
}

function blocks(entry: TarEntry): Buffer[] {
  const content = Buffer.from((entry.content ?? '') as string)
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)
  return [header(entry, content.length), content, padding]
}

/** A ustar header: POSIX.1-1988, table of fields. */
function header(entry: TarEntry, length: number): Buffer {
  const block = Buffer.alloc(BLOCK)
  const octal = (value: number, offset: number, width: number) =>
    block.write(`${value.toString(8).padStart(width - 1, '0')}\0`, offset, 'latin1')
  Buffer.from(entry.path).copy(block, 0, 0, 100)
  octal(entry.mode ?? 0o644, 100, 8)
  octal(0, 108, 8)
  octal(0, 116, 8)
  octal(entry.size ?? length, 124, 12)
  octal(499162500, 136, 12)
  block.fill(' ', 148, 156)
  block.write(entry.type ?? '0', 156, 'latin1')
  Buffer.from(entry.link ?? '').copy(block, 157, 0, 100)
  block.write('ustar\x0000', 257, 'latin1')
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return block
}
