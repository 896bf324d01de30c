/**
 * Packages out of plain objects, as the tarball that a registry serves.
 *
 *   const { bytes, integrity } = packageTarball({ 'package.json': { name: 'a', version: '1.0.0' }, 'index.js': 'x()' })
 */
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type TarEntry, tar, tgz } from './tar.js'

/** Path → content. A plain object becomes JSON with two spaces. */
export type PackageFiles = Readonly<Record<string, string | Uint8Array | Readonly<Record<string, unknown>>>>

export interface Tarball {
  readonly bytes: Uint8Array
  /** SRI, sha512. */
  readonly integrity: string
  /** sha1, hexadecimal. */
  readonly shasum: string
}

export interface TarballOptions {
  /** The root folder; `package` as npm writes it. */
  readonly root?: string
  /** Paths with the executable bit. */
  readonly executable?: readonly string[]
}

export function packageTarball(files: PackageFiles, options: TarballOptions = {}): Tarball {
  return seal(tgz(entriesOf(files, options)))
}

/** Bytes with the hashes that a registry states for them. */
export function seal(bytes: Uint8Array): Tarball {
  return {
    bytes,
    integrity: `sha512-${createHash('sha512').update(bytes).digest('base64')}`,
    shasum: createHash('sha1').update(bytes).digest('hex'),
  }
}

function entriesOf(files: PackageFiles, options: TarballOptions = {}): TarEntry[] {
  const root = options.root ?? 'package'
  return Object.entries(files).map(([path, content]) => ({
    path: `${root}/${path}`,
    content: typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content, null, 2),
    mode: options.executable?.includes(path) ? 0o755 : 0o644,
  }))
}

/** What a hostile archive holds beside an ordinary `package.json` and `index.js`. */
const ordinary: TarEntry[] = entriesOf({
  'package.json': { name: 'hostile', version: '1.0.0', main: 'index.js' },
  'index.js': 'export const fine = 1\n',
})

const withEntries = (...entries: TarEntry[]) => seal(tgz([...ordinary, ...entries]))

/** Archives that want to break whoever opens them. Each is made when asked for. */
export const hostileTarballs = {
  traversal: () =>
    withEntries(
      { path: 'package/../../escaped.js', content: 'bad()' },
      { path: '../escaped-too.js', content: 'bad()' },
      { path: 'package/lib/../../../etc/passwd', content: 'bad' },
    ),
  absolute: () =>
    withEntries(
      { path: '/etc/absolute.js', content: 'bad()' },
      { path: 'C:\\Windows\\drive.js', content: 'bad()' },
      { path: 'package/C:/drive.js', content: 'bad()' },
      { path: '\\\\server\\share.js', content: 'bad()' },
    ),
  backslash: () => withEntries({ path: 'package/..\\..\\escaped.js', content: 'bad()' }),
  symlink: () => withEntries({ path: 'package/link.js', type: '2', link: '/etc/passwd' }),
  hardlink: () => withEntries({ path: 'package/hard.js', type: '1', link: 'package/index.js' }),
  device: () => withEntries({ path: 'package/char', type: '3' }, { path: 'package/block', type: '4' }),
  fifo: () => withEntries({ path: 'package/pipe', type: '6' }),
  /** npm writes the later one over the earlier one. */
  duplicate: () => withEntries({ path: 'package/index.js', content: 'export const second = 2\n' }),
  /** Two files on Linux, one on macOS and Windows. */
  caseCollision: () => withEntries({ path: 'package/INDEX.js', content: 'export const shouted = 3\n' }),
  /** A file where another entry needs a folder. */
  fileAsFolder: () => withEntries({ path: 'package/index.js/inner.js', content: 'bad()' }),
  manyFiles: (count = 100_000) => {
    const block = tar([{ path: 'package/f', content: '' }]).subarray(0, 512)
    const archive = Buffer.alloc((count + 2) * 512)
    for (let index = 0; index < count; index++) {
      block.copy(archive, index * 512)
      archive.write(`package/${String(index).padStart(6, '0')}.js`, index * 512, 'latin1')
      rechecksum(archive.subarray(index * 512, (index + 1) * 512))
    }
    return seal(gzipSync(archive, { level: 1 }))
  },
  /** Zeros: `megabytes` unpacked, a thousandth of it packed. */
  bomb: (megabytes = 64) => withEntries({ path: 'package/zeros.js', content: Buffer.alloc(megabytes * 1024 * 1024) }),
  /** The header states 8 GB, and nothing follows. */
  lyingSize: () => withEntries({ path: 'package/huge.js', size: 0o77777777777 }),
  truncated: () => {
    const { bytes } = withEntries({ path: 'package/noise.js', content: noise(20_000) })
    return seal(bytes.subarray(0, Math.floor(bytes.length / 2)))
  },
  /** Whole gzip stream, half an archive. */
  truncatedArchive: () => {
    const archive = tar([...ordinary, { path: 'package/noise.js', content: noise(20_000) }])
    return seal(gzipSync(archive.subarray(0, archive.length - 8_000)))
  },
  notTarball: () => seal(Buffer.from('<html><body>502 Bad Gateway</body></html>')),
  gzipOfText: () => seal(gzipSync('this is no archive at all, but it is well packed text\n'.repeat(100))),
  empty: () => seal(new Uint8Array()),
  /** npm reads over zeros after the gzip stream, and fails on anything else. */
  zerosAfterEnd: () => seal(Buffer.concat([tgz(ordinary), Buffer.alloc(20)])),
  garbageAfterEnd: () => seal(Buffer.concat([tgz(ordinary), Buffer.from('garbage')])),
} as const

/** Bytes that do not compress; the same on every run. */
export function noise(length: number, seed = 'noise'): Buffer {
  const chunks: Buffer[] = []
  for (let index = 0; chunks.length * 64 < length; index++) {
    chunks.push(createHash('sha512').update(`${seed}${index}`).digest())
  }
  return Buffer.concat(chunks).subarray(0, length)
}

function rechecksum(block: Buffer): void {
  block.fill(' ', 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
}
