/** Files that are no text and that something could run or unpack, told by their first bytes, never by their name. */

export interface BinaryKind {
  readonly why: 'native' | 'wasm' | 'archive'
  readonly format: string
}

interface Magic extends BinaryKind {
  readonly at: number
  readonly bytes: readonly number[]
}

const magic = (why: BinaryKind['why'], format: string, hex: string, at = 0): Magic => ({
  why,
  format,
  at,
  bytes: (hex.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)),
})

/** From the formats' own specifications, as `file` (libmagic) has them. */
const MAGICS: readonly Magic[] = [
  magic('native', 'ELF', '7f454c46'),
  magic('native', 'Mach-O', 'feedface'),
  magic('native', 'Mach-O', 'feedfacf'),
  magic('native', 'Mach-O', 'cefaedfe'),
  magic('native', 'Mach-O', 'cffaedfe'),
  // Universal Mach-O and Java classes begin alike.
  magic('native', 'Mach-O universal or Java class', 'cafebabe'),
  magic('native', 'LLVM bitcode', '4243c0de'),
  magic('native', 'Android DEX', '6465780a'),
  magic('wasm', 'WebAssembly', '0061736d'),
  magic('archive', 'zip', '504b0304'),
  magic('archive', 'zip', '504b0506'),
  magic('archive', 'gzip', '1f8b08'),
  magic('archive', 'xz', 'fd377a585a00'),
  magic('archive', '7z', '377abcaf271c'),
  magic('archive', 'zstd', '28b52ffd'),
  magic('archive', 'lz4', '04224d18'),
  magic('archive', 'rar', '526172211a07'),
  magic('archive', 'cabinet', '4d534346'),
  magic('archive', 'ar', '213c617263683e0a'),
  magic('archive', 'tar', '7573746172', 257),
]

/** @returns what the bytes are; null for text, images, fonts, maps, and all else that does not run */
export function binaryKind(bytes: Uint8Array): BinaryKind | null {
  for (const { why, format, at, bytes: wanted } of MAGICS) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return { why, format }
  }
  if (isPortableExecutable(bytes)) return { why: 'native', format: 'PE' }
  if (bytes[0] === 0x42 && bytes[1] === 0x5a && bytes[2] === 0x68 && (bytes[4] === 0x31 || bytes[4] === 0x17))
    return { why: 'archive', format: 'bzip2' }
  // CPython writes a version, then CR LF; V8 serialises code (bytenode's .jsc) under 0xC0DE.
  if (bytes.length > 16 && bytes[1] === 0x0d && bytes[2] === 0x0d && bytes[3] === 0x0a)
    return { why: 'native', format: 'Python bytecode' }
  if (bytes.length > 64 && bytes[2] === 0xde && bytes[3] === 0xc0) return { why: 'native', format: 'V8 bytecode' }
  return null
}

/** `MZ` are letters too: the header that it points to decides. */
function isPortableExecutable(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x4d || bytes[1] !== 0x5a || bytes.length < 64) return false
  const header = (bytes[0x3c] ?? 0) | ((bytes[0x3d] ?? 0) << 8) | ((bytes[0x3e] ?? 0) << 16)
  return bytes[header] === 0x50 && bytes[header + 1] === 0x45 && bytes[header + 2] === 0 && bytes[header + 3] === 0
}
