/** What the language and Node give to decode with: called on constants alone, and bounded in what they put out. */
import { type Concrete, IMPURE, Known, Pattern, Plain, Table, Thrown, TOO_BIG, toNumber, toText } from './concrete.js'
import { callCipher, decipher, inflate } from './layers.js'
import type { Machine } from './machine.js'
import { keysOf, MOST_ITEMS } from './members.js'
import { callMethod, encodingOf } from './methods.js'
import { MOST_TEXT } from './operators.js'

type Native = (on: Machine, args: Concrete[]) => Concrete

const encoder =
  (encode: (text: string) => Concrete): Native =>
  (on, [first]) => {
    const text = toText(first)
    if (text.length > MOST_TEXT / 6) throw TOO_BIG
    on.spend(text.length >> 6)
    return encode(text)
  }

const decoder =
  (decode: (text: string) => Concrete): Native =>
  (on, [first]) => {
    const text = toText(first)
    if (text.length > MOST_TEXT) throw TOO_BIG
    on.spend(text.length >> 6)
    on.decoded = true
    return decode(text)
  }

const fromCodes: Native = (on, args) => {
  on.picks += Math.max(1, args.length)
  if (args.length > 131_072) throw TOO_BIG
  let text = ''
  for (const each of args) {
    const code = toNumber(each)
    text += code > 0xffff && code <= 0x10ffff ? String.fromCodePoint(code) : String.fromCharCode(code)
  }
  return text
}

function makeBytes(on: Machine, [first, second]: Concrete[], asBuffer: boolean): Concrete {
  if (typeof first === 'string') {
    if (!asBuffer || first.length > MOST_TEXT) throw asBuffer ? TOO_BIG : IMPURE
    const encoding = encodingOf(second)
    on.spend(first.length >> 6)
    if (!/^utf-?8$/i.test(encoding)) on.decoded = true
    return Buffer.from(first, encoding)
  }
  if (typeof first === 'number') {
    if (!(first >= 0 && first <= MOST_TEXT)) throw TOO_BIG
    on.spend(first >> 6)
    return asBuffer ? Buffer.alloc(first) : new Uint8Array(first)
  }
  if (first instanceof Uint8Array) {
    on.spend(first.length >> 6)
    return asBuffer ? Buffer.from(first) : Uint8Array.from(first)
  }
  const list = on.list(first)
  on.spend(list.length)
  on.decoded = true
  const numbers = list.map(toNumber)
  return asBuffer ? Buffer.from(numbers) : Uint8Array.from(numbers)
}

const safely =
  (decode: (text: string) => string) =>
  (text: string): string => {
    try {
      return decode(text)
    } catch {
      throw new Thrown('URIError')
    }
  }

const MATH = [
  'floor',
  'ceil',
  'round',
  'abs',
  'trunc',
  'sign',
  'sqrt',
  'log2',
  'log',
  'imul',
  'pow',
  'max',
  'min',
] as const

const NATIVES: Readonly<Record<string, Native>> = Object.assign(Object.create(null), {
  atob: decoder((text) => Buffer.from(text, 'base64').toString('latin1')),
  btoa: encoder((text) => Buffer.from(text, 'latin1').toString('base64')),
  unescape: decoder((text) =>
    text.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_all, wide: string | undefined, narrow: string | undefined) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow ?? '', 16)),
    ),
  ),
  escape: encoder((text) => {
    return text.replace(/[^\w@*+./-]/g, (c) => {
      const code = c.charCodeAt(0)
      return code < 256 ? `%${hex(code, 2)}` : `%u${hex(code, 4)}`
    })
  }),
  decodeURIComponent: decoder(safely(decodeURIComponent)),
  decodeURI: decoder(safely(decodeURI)),
  encodeURIComponent: encoder(safely(encodeURIComponent)),
  String: (_on: Machine, args: Concrete[]) => (args.length === 0 ? '' : toText(args[0])),
  Number: (_on: Machine, [first]: Concrete[]) => toNumber(first ?? 0),
  Boolean: (_on: Machine, [first]: Concrete[]) => Boolean(first),
  Array: (_on: Machine, args: Concrete[]) => {
    const [length] = args
    if (args.length !== 1 || typeof length !== 'number') return args
    if (!(length >= 0 && length <= MOST_ITEMS)) throw TOO_BIG
    return new Array<Concrete>(length).fill(undefined)
  },
  parseInt: (on: Machine, [text, radix]: Concrete[]) => {
    const base = radix === undefined ? undefined : toNumber(radix)
    if (base === 16 || base === 2 || base === 36) on.picks++
    return Number.parseInt(toText(text), base)
  },
  parseFloat: (_on: Machine, [text]: Concrete[]) => Number.parseFloat(toText(text)),
  isNaN: (_on: Machine, [value]: Concrete[]) => Number.isNaN(toNumber(value)),
  'Number.parseInt': (on: Machine, args: Concrete[]) => NATIVES['parseInt']?.(on, args),
  'Number.isNaN': (_on: Machine, [value]: Concrete[]) => Number.isNaN(value),
  'String.fromCharCode': fromCodes,
  'String.fromCodePoint': fromCodes,
  'Array.isArray': (_on: Machine, [value]: Concrete[]) => Array.isArray(value),
  'Array.of': (_on: Machine, args: Concrete[]) => args,
  'Array.from': (on: Machine, [from, fn]: Concrete[]) => {
    const length = from instanceof Plain ? toNumber(from.props.get('length') ?? 0) : -1
    if (length > MOST_ITEMS) throw TOO_BIG
    const items = length >= 0 ? new Array<Concrete>(length).fill(undefined) : [...on.list(from ?? null)]
    on.spend(items.length)
    return fn === undefined ? items : items.map((item, index) => on.call(fn, undefined, [item, index]))
  },
  'Object.keys': (_on: Machine, [object]: Concrete[]) => keysOf(object),
  'Object.freeze': (_on: Machine, [object]: Concrete[]) => object,
  'Object.create': () => new Plain(),
  'JSON.parse': (on: Machine, [text]: Concrete[]) => {
    const source = toText(text)
    if (source.length > 1 << 18) throw TOO_BIG
    on.spend(source.length >> 3)
    try {
      return concreteOf(JSON.parse(source))
    } catch {
      throw new Thrown('SyntaxError')
    }
  },
  Function: functionOf,
  'Buffer.from': (on: Machine, args: Concrete[]) => makeBytes(on, args, true),
  'Buffer.alloc': (on: Machine, args: Concrete[]) => makeBytes(on, args.slice(0, 1), true),
  'Uint8Array.from': (on: Machine, [from, fn]: Concrete[]) => {
    const list = fn === undefined ? from : on.list(from).map((each, i) => on.call(fn, undefined, [each, i]))
    return makeBytes(on, [list], false)
  },
  'Buffer.concat': (_on: Machine, [list]: Concrete[]) => {
    if (!Array.isArray(list)) throw IMPURE
    const parts = list.map((each) => {
      if (!(each instanceof Uint8Array)) throw IMPURE
      return each
    })
    if (parts.reduce((sum, each) => sum + each.length, 0) > MOST_TEXT) throw TOO_BIG
    return Buffer.concat(parts)
  },
  RegExp: (_on: Machine, [source, flags]: Concrete[]) =>
    source instanceof Pattern ? source : new Pattern(toText(source), flags === undefined ? '' : toText(flags)),
  'TextDecoder.decode': (on: Machine, [bytes]: Concrete[]) => {
    if (!(bytes instanceof Uint8Array)) throw IMPURE
    on.decoded = true
    return Buffer.from(bytes).toString('utf8')
  },
  'TextEncoder.encode': (_on: Machine, [text]: Concrete[]) => Uint8Array.from(Buffer.from(toText(text))),
  ...Object.fromEntries(
    ['gunzipSync', 'inflateSync', 'inflateRawSync', 'unzipSync', 'brotliDecompressSync'].map((name) => [
      `zlib.${name}`,
      (on: Machine, [data]: Concrete[]) => inflate(on, name, data),
    ]),
  ),
  'crypto.createDecipheriv': (_on: Machine, args: Concrete[]) => decipher(args),
  ...Object.fromEntries(
    MATH.map((name) => [
      `Math.${name}`,
      (_on: Machine, args: Concrete[]) =>
        (Math[name] as (...numbers: number[]) => number)(...args.slice(0, 65_536).map(toNumber)),
    ]),
  ),
} satisfies Record<string, Native>)

const CONSTRUCTORS: Readonly<Record<string, Native>> = Object.assign(Object.create(null), {
  Array: NATIVES['Array'],
  RegExp: NATIVES['RegExp'],
  Function: functionOf,
  Uint8Array: (on: Machine, args: Concrete[]) => makeBytes(on, args, false),
  Buffer: (on: Machine, args: Concrete[]) => makeBytes(on, args, true),
  String: NATIVES['String'],
  Object: () => new Plain(),
  TextDecoder: () => new Known('TextDecoder'),
  TextEncoder: () => new Known('TextEncoder'),
  Error: (_on: Machine, [message]: Concrete[]) => toText(message ?? ''),
  Map: (on: Machine, [entries]: Concrete[]) => {
    const table = new Table(false)
    for (const each of entries === undefined ? [] : on.list(entries)) {
      const [key, value] = on.list(each)
      table.entries.set(key, value)
    }
    return table
  },
  Set: (on: Machine, [items]: Concrete[]) => {
    const table = new Table(true)
    for (const each of items === undefined ? [] : on.list(items)) table.entries.set(each, each)
    return table
  },
})

const GLOBALS =
  /^(?:String|Number|Boolean|Array|Object|Math|JSON|RegExp|Function|Buffer|Uint8Array|TextDecoder|TextEncoder|Map|Set|Error|atob|btoa|escape|unescape|decodeURIComponent|decodeURI|encodeURIComponent|parseInt|parseFloat|isNaN)$/

export const isKnownGlobal = (name: string): boolean => GLOBALS.test(name)

export const isKnownMember = (path: string): boolean =>
  path in NATIVES || path === 'String.prototype' || path === 'buffer.Buffer' || path === 'util.TextDecoder'

/** A module of Node that only computes. */
export function knownModule(specifier: string): Known | undefined {
  const name = specifier.replace(/^node:/, '')
  return /^(?:zlib|buffer|crypto|util)$/.test(name) ? new Known(name) : undefined
}

export function callKnown(on: Machine, target: Known, self: Concrete, args: Concrete[]): Concrete {
  on.spend(1)
  if (target.path.startsWith('Cipher#')) return callCipher(on, target.path.slice(7), self, args)
  if (/cipher/i.test(target.path)) on.watch?.changes(undefined)
  if (target.path.includes('#')) return callMethod(on, target.path, self, args)
  if (target.path === 'global!') return new Known('global')
  const native = NATIVES[target.path.replace(/^(?:buffer|util)\./, '')]
  if (native === undefined) throw IMPURE
  return native(on, args)
}

export function constructKnown(on: Machine, target: Known, args: Concrete[]): Concrete {
  on.spend(1)
  const make = CONSTRUCTORS[target.path.replace(/^(?:buffer|util)\./, '')]
  if (make === undefined) throw IMPURE
  return make(on, args)
}

/** Probes for the global object are answered; no other text becomes code here. */
function functionOf(_on: Machine, args: Concrete[]): Concrete {
  const text = toText(args.at(-1) ?? '')
  if (
    /^\s*return\s*(?:\(function\s*\(\)\s*\{\}\.constructor\("return this"\)\(\s*\)\)|this|globalThis);?\s*$/.test(text)
  )
    return new Known('global!')
  throw IMPURE
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0')
}

function concreteOf(data: unknown, depth = 0): Concrete {
  if (depth > 40) throw IMPURE
  if (Array.isArray(data)) return data.map((each) => concreteOf(each, depth + 1))
  if (typeof data === 'object' && data !== null) {
    const object = new Plain()
    for (const [name, each] of Object.entries(data)) object.props.set(name, concreteOf(each, depth + 1))
    return object
  }
  return data as Concrete
}
