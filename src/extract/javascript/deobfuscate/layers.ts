/** Compressed and encrypted constants: data processing on bytes that the package itself holds, bounded in what comes out. */
import { createDecipheriv } from 'node:crypto'
import * as zlib from 'node:zlib'
import { type Concrete, IMPURE, Known, Plain, Thrown, TOO_BIG, toText } from './concrete.js'
import type { Machine } from './machine.js'

/** Bytes of one layer, and how many times its packed size it may have: more is a bomb, and no program. */
const MOST_OUTPUT = 4 << 20
const MOST_RATIO = 400

const INFLATERS: Readonly<Record<string, (data: Uint8Array, options: { maxOutputLength: number }) => Buffer>> = {
  gunzipSync: zlib.gunzipSync,
  inflateSync: zlib.inflateSync,
  inflateRawSync: zlib.inflateRawSync,
  unzipSync: zlib.unzipSync,
  brotliDecompressSync: zlib.brotliDecompressSync,
}

/** @throws {Unfoldable} where more comes out than is analysed */
export function inflate(on: Machine, name: string, data: Concrete): Concrete {
  const run = INFLATERS[name]
  if (run === undefined || !(data instanceof Uint8Array)) throw IMPURE
  on.spend(1 + (data.length >> 4))
  on.decoded = true
  try {
    const out = run(data, { maxOutputLength: Math.min(MOST_OUTPUT, Math.max(1 << 16, data.length * MOST_RATIO)) })
    on.spend(out.length >> 6)
    return out
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE') {
      on.bomb = true
      throw TOO_BIG
    }
    throw new Thrown('Error')
  }
}

const CIPHERS = /^(?:aes-?(?:128|192|256)-(?:cbc|ctr|gcm|ecb)|rc4|des-ede3-cbc)$/i

const bytesOf = (value: Concrete): Uint8Array | null => {
  if (value === null) return null
  if (value instanceof Uint8Array) return value
  if (typeof value === 'string') return Buffer.from(value)
  throw IMPURE
}

/** What `createDecipheriv` gives: `update` and `final` are answered by `callCipher`. */
export function decipher([algorithm, key, iv]: Concrete[]): Concrete {
  const name = toText(algorithm)
  const secret = bytesOf(key ?? null)
  if (!CIPHERS.test(name) || secret === null) throw IMPURE
  const state = {
    name: name.toLowerCase(),
    key: secret,
    iv: bytesOf(iv ?? null),
    data: Buffer.alloc(0),
    tag: undefined as Uint8Array | undefined,
  }
  const object = new Plain()
  for (const method of ['update', 'final', 'setAuthTag', 'setAutoPadding']) {
    const known = new Known(`Cipher#${method}`)
    object.props.set(method, known)
  }
  states.set(object, state)
  return object
}

interface State {
  readonly name: string
  readonly key: Uint8Array
  readonly iv: Uint8Array | null
  data: Buffer
  tag: Uint8Array | undefined
}
const states = new WeakMap<Plain, State>()

/** `update` gives all that is there, `final` what is left: read together they are the whole, whatever the block size. */
export function callCipher(on: Machine, method: string, self: Concrete, args: Concrete[]): Concrete {
  const state = self instanceof Plain ? states.get(self) : undefined
  if (state === undefined) throw IMPURE
  const [data, inputEncoding, outputEncoding] = args
  on.decoded = true
  if (method === 'setAuthTag') {
    state.tag = bytesOf(data ?? null) ?? undefined
    return self
  }
  if (method === 'setAutoPadding') throw IMPURE
  if (method === 'final') {
    const encoding = data
    return encoding === undefined ? Buffer.alloc(0) : ''
  }
  const bytes = typeof data === 'string' ? Buffer.from(data, encoding(inputEncoding)) : bytesOf(data ?? null)
  if (bytes === null || state.data.length > 0) throw IMPURE
  if (bytes.length > MOST_OUTPUT) throw TOO_BIG
  on.spend(bytes.length >> 4)
  state.data = Buffer.from(bytes)
  try {
    const cipher = createDecipheriv(state.name, state.key, state.iv)
    if (state.tag !== undefined && 'setAuthTag' in cipher)
      (cipher as unknown as { setAuthTag(tag: Uint8Array): void }).setAuthTag(state.tag)
    const first = cipher.update(bytes)
    // Whether the text is whole is not asked: what is there is read.
    const last = state.name.endsWith('gcm') ? Buffer.alloc(0) : cipher.final()
    const out = Buffer.concat([first, last])
    return outputEncoding === undefined ? out : out.toString(encoding(outputEncoding))
  } catch {
    throw new Thrown('Error')
  }
}

function encoding(value: Concrete): BufferEncoding {
  const name = value === undefined ? 'utf8' : toText(value)
  if (!Buffer.isEncoding(name)) throw IMPURE
  return name
}
