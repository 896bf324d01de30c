import { describe, expect, it } from 'vitest'
import { binaryKind } from '../../src/extract/binary.js'

const bytes = (hex: string, length = 600): Uint8Array => {
  const out = new Uint8Array(length).fill(0x20)
  out.set(Buffer.from(hex, 'hex'))
  return out
}
const executable = bytes('4d5a')
executable.set([0x80, 0, 0, 0], 0x3c)
executable.set([0x50, 0x45, 0, 0], 0x80)
const archive = bytes('')
archive.set(Buffer.from('ustar'), 257)

describe('binaryKind', () => {
  it.each([
    ['ELF', bytes('7f454c46'), 'native'],
    ['Mach-O', bytes('cffaedfe'), 'native'],
    ['universal Mach-O', bytes('cafebabe'), 'native'],
    ['PE', executable, 'native'],
    ['V8 bytecode', bytes('a60dde c0'.replace(' ', '')), 'native'],
    ['Python bytecode', bytes('a70d0d0a'), 'native'],
    ['WebAssembly', bytes('0061736d01000000'), 'wasm'],
    ['zip', bytes('504b0304'), 'archive'],
    ['gzip', bytes('1f8b08'), 'archive'],
    ['xz', bytes('fd377a585a00'), 'archive'],
    ['7z', bytes('377abcaf271c'), 'archive'],
    ['tar', archive, 'archive'],
  ])('%s', (_, content, why) => {
    expect(binaryKind(content)?.why).toBe(why)
  })

  it.each([
    ['nothing', new Uint8Array(0)],
    ['text', Buffer.from('MZ is how this text begins, and it is long enough to hold a header that it does not have.')],
    ['JavaScript', Buffer.from('#!/usr/bin/env node\nf()')],
    ['PNG', bytes('89504e470d0a1a0a')],
    ['JPEG', bytes('ffd8ffe0')],
    ['WOFF', bytes('774f4632')],
    ['a cut header', bytes('7f45', 2)],
  ])('null for %s', (_, content) => {
    expect(binaryKind(content)).toBeNull()
  })
})
