/** The language's and Node's own pure functions, on constants. Nothing of a package runs here: only these, bounded. */
import type { Evaluator } from './evaluate.js'
import {
  alternatives,
  concat,
  constant,
  join,
  type RefValue,
  reference,
  sourcesOf,
  stringOf,
  textOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'

const MOST_BYTES = 1 << 20
const MOST_JSON = 1 << 18

type Builtin = (args: readonly Value[], on: Evaluator, ref: RefValue) => Value | undefined

/** @returns the value of a call of something outside that is pure, or undefined. */
export function callBuiltin(on: Evaluator, path: string, args: readonly Value[], ref: RefValue): Value | undefined {
  return BUILTINS[path]?.(args, on, ref)
}

const onText =
  (change: (text: string) => string): Builtin =>
  ([first]) => {
    if (first === undefined) return undefined
    return join(
      alternatives(first).map((each) => {
        const text = stringOf(each)
        if (text === undefined || text.length > MOST_BYTES) return unknownFrom(sourcesOf(each))
        try {
          return constant(change(text))
        } catch {
          return UNKNOWN
        }
      }),
    )
  }

const numbersOf = (value: Value | undefined): number[] | undefined => {
  if (value === undefined) return undefined
  if (value.t === 'bytes') return [...value.bytes]
  if (value.t !== 'array' || value.rest.length > 0) return undefined
  const out: number[] = []
  for (const item of value.items) {
    if (item.t !== 'const' || typeof item.v !== 'number') return undefined
    out.push(item.v)
  }
  return out
}

const fromCodes: Builtin = (args) => {
  const codes: number[] = []
  for (const each of args) {
    if (each.t !== 'const' || !Number.isInteger(Number(each.v)) || Number(each.v) < 0 || Number(each.v) > 0x10ffff)
      return undefined
    codes.push(Number(each.v))
  }
  return constant(codes.map((code) => String.fromCodePoint(code)).join(''))
}

const bufferFrom: Builtin = ([first, second]) => {
  if (first === undefined) return undefined
  const numbers = numbersOf(first)
  if (numbers !== undefined) return { t: 'bytes', bytes: Uint8Array.from(numbers) }
  const text = stringOf(first)
  if (text === undefined || text.length > MOST_BYTES) return unknownFrom(sourcesOf(first))
  const encoding = second === undefined ? 'utf8' : stringOf(second)
  return encoding !== undefined && Buffer.isEncoding(encoding)
    ? { t: 'bytes', bytes: Buffer.from(text, encoding) }
    : undefined
}

const makeUrl: Builtin = ([first, second]) => {
  if (first === undefined) return undefined
  return join(
    alternatives(first).map((each) => {
      const relative = textOf(each)
      if (second === undefined || (relative !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(relative)))
        return reference('new global:URL', { args: [each] })
      return join(alternatives(second).map((base) => reference('new global:URL', { args: [resolved(each, base)] })))
    }),
  )
}

/** `new URL(relative, base)` as text; holes stay holes. */
function resolved(relative: Value, base: Value): Value {
  const path = stringOf(relative)
  const root = stringOf(base)
  if (path !== undefined && root !== undefined && /^[a-z][a-z0-9+.-]*:\/\//i.test(root)) {
    try {
      return constant(new URL(path, root).href)
    } catch {
      return UNKNOWN
    }
  }
  if (root === '<dir>/<file>' && path !== undefined) return constant(joined(['<dir>', path]))
  const baseText = textOf(base)
  const origin = baseText === undefined ? null : /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)/i.exec(baseText)
  if (origin?.[1] !== undefined) return concat([constant(`${origin[1]}/`), relative])
  return concat([base, constant('/'), relative])
}

function joined(parts: readonly string[]): string {
  const out: string[] = []
  const text = parts.filter((part) => part !== '').join('/')
  const absolute = text.startsWith('/')
  for (const segment of text.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && out.length > 0 && out.at(-1) !== '..' && !out.at(-1)?.startsWith('<dir')) out.pop()
    else out.push(segment)
  }
  return (absolute ? '/' : '') + out.join('/')
}

const joinPath: Builtin = (args) => {
  const choice = args.findIndex((each) => each.t === 'one' && each.of.length <= 16)
  if (choice >= 0) {
    const each = args[choice] as Value & { t: 'one' }
    return join(
      each.of.map(
        (one) =>
          joinPath(
            [...args.slice(0, choice), one, ...args.slice(choice + 1)],
            undefined as never,
            undefined as never,
          ) ?? UNKNOWN,
      ),
    )
  }
  if (args.every((each) => stringOf(each) !== undefined))
    return constant(joined(args.map((each) => stringOf(each) as string)))
  return concat(args.flatMap((each, index) => (index === 0 ? [each] : [constant('/'), each])))
}

/** `path.resolve`: the last part that is absolute begins anew. */
const resolvePath: Builtin = (args, on, ref) => {
  const from = args.findLastIndex((each) => /^(?:[/~]|<|[a-z]:\\)/i.test(textOf(each) ?? ''))
  const parts = from > 0 ? args.slice(from) : args
  // What stands before a part that we can't see may be dropped by it, or not: the part alone is what is sure.
  return joinPath(parts.length > 1 && stringOf(parts[0]) === '.' ? parts.slice(1) : parts, on, ref)
}

const keysOf: Builtin = ([first]) => {
  if (first?.t === 'object')
    return {
      t: 'array',
      items: [...first.props.keys()].map(constant),
      rest: first.rest.map((each) => unknownFrom(sourcesOf(each))),
    }
  return first === undefined ? undefined : { t: 'array', items: [], rest: [unknownFrom(sourcesOf(first))] }
}

const valuesOf: Builtin = ([first]) => {
  if (first?.t === 'object') return { t: 'array', items: [...first.props.values()], rest: first.rest }
  return first === undefined ? undefined : { t: 'array', items: [], rest: [unknownFrom(sourcesOf(first))] }
}

const entriesOf: Builtin = ([first]) => {
  if (first?.t === 'object') {
    const items: Value[] = [...first.props].map(([name, value]) => ({
      t: 'array',
      items: [constant(name), value],
      rest: [],
    }))
    return { t: 'array', items, rest: first.rest.map((each) => unknownFrom(sourcesOf(each))) }
  }
  return first === undefined ? undefined : { t: 'array', items: [], rest: [unknownFrom(sourcesOf(first))] }
}

const assign: Builtin = (args) => {
  const props = new Map<string, Value>()
  const rest: Value[] = []
  for (const each of args) {
    if (each.t === 'object') {
      for (const [name, value] of each.props) props.set(name, value)
      rest.push(...each.rest)
    } else rest.push(each)
  }
  return { t: 'object', props, rest }
}

const fromEntries: Builtin = ([first]) => {
  if (first?.t !== 'array') return first === undefined ? undefined : unknownFrom(sourcesOf(first))
  const props = new Map<string, Value>()
  const rest: Value[] = [...first.rest]
  for (const item of first.items) {
    const name = item.t === 'array' ? stringOf(item.items[0]) : undefined
    if (item.t === 'array' && name !== undefined) props.set(name, item.items[1] ?? UNDEFINED)
    else rest.push(item)
  }
  return { t: 'object', props, rest }
}

/** Plain data as a value. */
export function fromJson(data: unknown, depth = 0): Value {
  if (depth > 40) return UNKNOWN
  if (Array.isArray(data))
    return { t: 'array', items: data.slice(0, 4096).map((each) => fromJson(each, depth + 1)), rest: [] }
  if (typeof data === 'object' && data !== null) {
    return {
      t: 'object',
      props: new Map(Object.entries(data).map(([name, each]) => [name, fromJson(each, depth + 1)])),
      rest: [],
    }
  }
  return constant(data as string | number | boolean | null)
}

const parseJson: Builtin = ([first]) => {
  const text = stringOf(first)
  if (text === undefined || text.length > MOST_JSON) return undefined
  try {
    return fromJson(JSON.parse(text))
  } catch {
    return UNKNOWN
  }
}

const identity: Builtin = ([first]) => first
const decoded = (encoding: BufferEncoding): Builtin => onText((text) => Buffer.from(text, encoding).toString('latin1'))
const list: Builtin = ([first]) => {
  if (first === undefined) return undefined
  const text = stringOf(first)
  if (text !== undefined) return { t: 'array', items: [...text].slice(0, 4096).map(constant), rest: [] }
  return first.t === 'array'
    ? first
    : first.t === 'bytes'
      ? { t: 'array', items: [...first.bytes].slice(0, 4096).map(constant), rest: [] }
      : undefined
}

const BUILTINS: Readonly<Record<string, Builtin>> = Object.assign(Object.create(null), {
  'global:atob': decoded('base64'),
  'global:btoa': onText((text) => Buffer.from(text, 'latin1').toString('base64')),
  'global:unescape': onText((text) =>
    text.replace(/%u([0-9a-f]{4})|%([0-9a-f]{2})/gi, (_all, wide: string, narrow: string) =>
      String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
    ),
  ),
  'global:decodeURIComponent': onText(decodeURIComponent),
  'global:decodeURI': onText(decodeURI),
  'global:encodeURIComponent': onText(encodeURIComponent),
  'global:encodeURI': onText(encodeURI),
  'global:String': ([first]: readonly Value[]) => (first === undefined ? constant('') : concat([first])),
  'global:String.fromCharCode': fromCodes,
  'global:String.fromCodePoint': fromCodes,
  'global:Number': ([first]: readonly Value[]) => (first?.t === 'const' ? constant(Number(first.v)) : undefined),
  'global:parseInt': ([first, radix]: readonly Value[]) => {
    const text = stringOf(first)
    const base = radix?.t === 'const' ? Number(radix.v) : 10
    return text === undefined ? undefined : constant(Number.parseInt(text, base))
  },
  'global:JSON.parse': parseJson,
  'global:Buffer.from': bufferFrom,
  'global:Uint8Array.from': bufferFrom,
  'new global:Uint8Array': bufferFrom,
  'new global:Buffer': bufferFrom,
  'global:Buffer.concat': ([first]: readonly Value[]) => {
    if (first?.t !== 'array' || !first.items.every((each) => each.t === 'bytes')) return undefined
    return { t: 'bytes', bytes: Buffer.concat(first.items.map((each) => (each as Value & { t: 'bytes' }).bytes)) }
  },
  'global:Object.keys': keysOf,
  'global:Object.values': valuesOf,
  'global:Object.entries': entriesOf,
  'global:Object.fromEntries': fromEntries,
  'global:Object.assign': assign,
  'global:Object.freeze': identity,
  'global:Object.seal': identity,
  'global:structuredClone': identity,
  'global:Promise.resolve': identity,
  'global:Object.create': () => ({ t: 'object', props: new Map(), rest: [] }),
  'global:Object.getPrototypeOf': ([first]: readonly Value[]) =>
    first?.t === 'function' || first?.t === 'class' ? reference('global:Function.prototype') : undefined,
  'global:Array.from': (args: readonly Value[], on: Evaluator) =>
    args.length > 1 ? undefined : list(args, on, undefined as never),
  'global:Array.of': (args: readonly Value[]) => ({ t: 'array', items: args, rest: [] }),
  'global:Reflect.get': ([first, name]: readonly Value[], on: Evaluator) => {
    const key = stringOf(name)
    return first === undefined || key === undefined ? undefined : on.member(first, key, undefined as never)
  },
  'new global:String': identity,
  'new global:Set': ([first]: readonly Value[]) => first,
  'new global:Map': ([first]: readonly Value[], on: Evaluator, ref: RefValue) =>
    first === undefined ? { t: 'object', props: new Map(), rest: [] } : fromEntries([first], on, ref),
  'new global:URL': makeUrl,
  'node:path.join': joinPath,
  'node:path.resolve': resolvePath,
  'node:path.posix.join': joinPath,
  'node:path.win32.join': joinPath,
  'node:path.normalize': identity,
  'node:path.dirname': ([first]: readonly Value[]) => {
    const text = stringOf(first)
    return text === undefined ? undefined : constant(text.replace(/\/[^/]*$/, ''))
  },
  'node:url.fileURLToPath': ([first]: readonly Value[]) =>
    first?.t === 'ref' && first.path === 'new global:URL' ? first.args?.[0] : first,
  'node:url.pathToFileURL': ([first]: readonly Value[]) =>
    first === undefined ? undefined : reference('new global:URL', { args: [first] }),
  'node:os.homedir': () => constant('~'),
  'node:os.tmpdir': () => constant('<tmp>'),
  'global:process.cwd': () => constant('.'),
  'node:util.promisify': identity,
  'node:util.callbackify': identity,
  'node:util.format': (args: readonly Value[]) => unknownFrom(new Set(args.flatMap((each) => [...sourcesOf(each)]))),
  'global:Deno.env.get': ([first]: readonly Value[]) => {
    const name = stringOf(first)
    return name === undefined ? undefined : unknownFrom(new Set([`env:${name}`]))
  },
} satisfies Record<string, Builtin>)
