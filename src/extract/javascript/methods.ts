/** Methods of strings, arrays and bytes, on constants. Bounded: no result longer than a megabyte, no foreign regular expression that can backtrack. */
import { inline } from './apply.js'
import type { Evaluator } from './evaluate.js'
import {
  concat,
  constant,
  elementOf,
  type Frame,
  join,
  type Sources,
  sourcesOf,
  stringOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'

const MOST_TEXT = 1 << 20
const MOST_ITEMS = 4096

/** @returns the value of `self.method(args)` where it is one of the language's own, or undefined. */
export function callMethod(
  on: Evaluator,
  self: Value,
  method: string,
  args: readonly Value[],
  frame: Frame | undefined,
): Value | undefined {
  if (self.t === 'one' && self.of.length <= 8) {
    const each = self.of.map((one) => callMethod(on, one, method, args, frame))
    return each.every((value) => value !== undefined) ? join(each) : undefined
  }
  switch (self.t) {
    case 'const':
      return typeof self.v === 'string'
        ? onString(self.v, method, args)
        : typeof self.v === 'number' && method === 'toString'
          ? onNumber(self.v, args)
          : undefined
    case 'template':
      return onTemplate(self, method, args)
    case 'array':
      return onArray(on, self, method, args, frame)
    case 'bytes':
      return onBytes(self.bytes, method, args)
    case 'ref':
      if (self.path === 'new global:URL' && (method === 'toString' || method === 'toJSON')) return self.args?.[0]
      if (self.path === 'new global:TextDecoder' && method === 'decode' && args[0]?.t === 'bytes')
        return constant(Buffer.from(args[0].bytes).toString('utf8'))
      if (self.path === 'new global:TextEncoder' && method === 'encode') {
        const text = stringOf(args[0])
        return text === undefined ? undefined : { t: 'bytes', bytes: Buffer.from(text) }
      }
      return undefined
    case 'object':
      // What is given, and had something added: a list whose beginning nobody knows.
      if (
        self.props.size === 0 &&
        self.rest.length > 0 &&
        /^(?:concat|join|map|filter|slice|flat|sort)$/.test(method)
      ) {
        const added = self.rest.filter((each) => each.t !== 'unknown')
        const given = self.rest.filter((each) => each.t === 'unknown')
        return onArray(on, { t: 'array', items: added, rest: given }, method, args, frame)
      }
      return onObject(self, method, args)
    case 'unknown':
      // A list or a text that the caller gave, with something of the code's own behind it.
      if (method === 'concat' && args.some((each) => each.t === 'array'))
        return { t: 'array', items: args.flatMap((each) => (each.t === 'array' ? each.items : [each])), rest: [self] }
      if (method === 'concat' && args.some((each) => stringOf(each) !== undefined)) return concat([self, ...args])
      // A schema picks the variables that it names: what comes out is no longer the whole environment.
      return undefined
    default:
      return undefined
  }
}

function onObject(self: Value & { t: 'object' }, method: string, args: readonly Value[]): Value | undefined {
  if (method === 'get' && !self.props.has('get')) {
    const name = stringOf(args[0])
    if (name !== undefined) return self.props.get(name) ?? unknownFrom(sourcesOf(self))
  }
  if (method === 'toString' || method === 'valueOf') return unknownFrom(sourcesOf(self))
  return undefined
}

function onNumber(value: number, [radix]: readonly Value[]): Value | undefined {
  const base = radix === undefined ? 10 : radix.t === 'const' ? Number(radix.v) : Number.NaN
  return base >= 2 && base <= 36 ? constant(value.toString(base)) : undefined
}

function onString(text: string, method: string, args: readonly Value[]): Value | undefined {
  const [first, second] = args
  const number = (value: Value | undefined): number | undefined =>
    value === undefined ? undefined : value.t === 'const' && typeof value.v === 'number' ? value.v : Number.NaN
  const a = number(first)
  const b = number(second)
  switch (method) {
    case 'concat':
      return concat([constant(text), ...args])
    case 'toString':
    case 'valueOf':
    case 'normalize':
      return constant(text)
    case 'trim':
    case 'trimStart':
    case 'trimEnd':
    case 'toLowerCase':
    case 'toUpperCase':
      return constant(text[method]())
    case 'slice':
    case 'substring':
    case 'substr':
      if (Number.isNaN(a ?? 0) || Number.isNaN(b ?? 0)) return UNKNOWN
      return constant(text[method](a ?? 0, b))
    case 'charAt':
      return a === undefined || Number.isNaN(a) ? UNKNOWN : constant(text.charAt(a))
    case 'at':
      return a === undefined || Number.isNaN(a) ? UNKNOWN : constant(text.at(a))
    case 'charCodeAt':
    case 'codePointAt':
      return Number.isNaN(a ?? 0) ? UNKNOWN : constant(text.charCodeAt(a ?? 0))
    case 'repeat':
      return a === undefined || !(a >= 0 && a * text.length <= MOST_TEXT) ? UNKNOWN : constant(text.repeat(a))
    case 'padStart':
    case 'padEnd': {
      const pad = second === undefined ? ' ' : stringOf(second)
      return a === undefined || !(a <= 4096) || pad === undefined ? UNKNOWN : constant(text[method](a, pad))
    }
    case 'split': {
      const by = stringOf(first)
      if (by === undefined)
        return first?.t === 'regexp' && isLinear(first.source, text)
          ? listOf(text.split(new RegExp(first.source, first.flags.replace(/[^ims]/g, ''))))
          : undefined
      return listOf(text.split(by))
    }
    case 'replace':
    case 'replaceAll':
      return replaced(text, first, second, method === 'replaceAll')
    default:
      return undefined
  }
}

function listOf(items: readonly string[]): Value {
  return { t: 'array', items: items.slice(0, MOST_ITEMS).map(constant), rest: [] }
}

/** One character class or character, repeated at most once: such an expression can't backtrack. */
function isLinear(source: string, text: string): boolean {
  // Looks from each place to the end.
  if (source.endsWith('+$') && text.length > 4096) return false
  return /^\^?(?:\\[a-zA-Z/.\-+*?$^()[\]{}|\\]|\[[^\]\\]{1,60}\]|[^\\()[\]{}*+?|^$])\+?\$?$|^(?:\\[/.\-+*?$^()[\]{}|\\]|[\w\s:/@#%-]){1,60}$/.test(
    source,
  )
}

function replaced(text: string, pattern: Value | undefined, by: Value | undefined, all: boolean): Value | undefined {
  if (pattern === undefined || by === undefined) return undefined
  const search = stringOf(pattern)
  const replacement = stringOf(by)
  if (search !== undefined && search !== '') {
    const pieces = all
      ? text.split(search)
      : text.includes(search)
        ? [text.slice(0, text.indexOf(search)), text.slice(text.indexOf(search) + search.length)]
        : [text]
    if (pieces.length > 256) return UNKNOWN
    return concat(pieces.flatMap((piece, index) => (index === 0 ? [constant(piece)] : [by, constant(piece)])))
  }
  if (
    pattern.t === 'regexp' &&
    isLinear(pattern.source, text) &&
    replacement !== undefined &&
    text.length * (replacement.length + 1) <= MOST_TEXT * 4
  ) {
    return constant(text.replace(new RegExp(pattern.source, pattern.flags.replace(/[^gimsu]/g, '')), replacement))
  }
  return pattern.t === 'regexp' ? unknownFrom(sourcesOf(by)) : undefined
}

function onTemplate(self: Value & { t: 'template' }, method: string, args: readonly Value[]): Value | undefined {
  switch (method) {
    case 'trim':
    case 'trimStart':
    case 'trimEnd':
    case 'toString':
    case 'valueOf':
    case 'normalize':
      return self
    case 'toLowerCase':
    case 'toUpperCase':
      return { t: 'template', parts: self.parts.map((part) => (typeof part === 'string' ? part[method]() : part)) }
    case 'concat':
      return concat([self, ...args])
    // What a list of one element is joined to is that element.
    case 'join':
      return self
    case 'replace':
    case 'replaceAll': {
      const search = stringOf(args[0])
      if (search !== undefined && search !== '' && args[1] !== undefined) {
        const by = args[1]
        return concat(
          self.parts.flatMap((part): Value[] => {
            if (typeof part !== 'string') return [unknownFrom(part as Sources)]
            const pieces = part.split(search)
            return pieces.flatMap((piece, index) => (index === 0 ? [constant(piece)] : [by, constant(piece)]))
          }),
        )
      }
      // Trimming a slash or the like keeps the text's beginning, which is what says where it goes.
      return self
    }
    default:
      return undefined
  }
}

function onArray(
  on: Evaluator,
  self: Value & { t: 'array' },
  method: string,
  args: readonly Value[],
  frame: Frame | undefined,
): Value | undefined {
  const { items, rest } = self
  const [first, second] = args
  switch (method) {
    case 'join': {
      const by = first === undefined ? constant(',') : first
      if (items.length === 0 && rest.length === 0) return constant('')
      const all: Value[] = [...items, ...rest.map((each) => unknownFrom(sourcesOf(each)))]
      const plain = all.every((each) => stringOf(each) !== undefined) ? stringOf(by) : undefined
      if (plain !== undefined) {
        const text = all.map((each) => stringOf(each) as string).join(plain)
        return text.length > MOST_TEXT ? UNKNOWN : constant(text)
      }
      return concat(all.slice(0, 256).flatMap((each, index) => (index === 0 ? [each] : [by, each])))
    }
    case 'reverse':
    case 'toReversed':
      return { t: 'array', items: [...items].reverse(), rest }
    case 'concat':
      return {
        t: 'array',
        items: [...items, ...args.flatMap((each) => (each.t === 'array' ? each.items : [each]))].slice(0, MOST_ITEMS),
        rest: [...rest, ...args.flatMap((each) => (each.t === 'array' ? each.rest : []))],
      }
    case 'slice': {
      const a = first?.t === 'const' ? Number(first.v) : 0
      const b = second?.t === 'const' ? Number(second.v) : undefined
      return rest.length > 0 ? self : { t: 'array', items: items.slice(a, b), rest }
    }
    case 'filter':
    case 'sort':
    case 'toSorted':
    case 'values':
      return self
    case 'flat':
      return {
        t: 'array',
        items: items.flatMap((each) => (each.t === 'array' ? each.items : [each])).slice(0, MOST_ITEMS),
        rest,
      }
    case 'at': {
      const index = first?.t === 'const' ? Number(first.v) : Number.NaN
      return rest.length > 0 || Number.isNaN(index) ? elementOf(self) : (items.at(index) ?? UNDEFINED)
    }
    case 'find':
    case 'pop':
    case 'shift':
      return elementOf(self)
    case 'map':
    case 'flatMap': {
      if (first?.t !== 'function') {
        const path = first?.t === 'ref' ? first.path : ''
        if (path === 'global:String') return { t: 'array', items: items.map((each) => concat([each])), rest }
        if (path === 'global:Number')
          return {
            t: 'array',
            items: items.map((each) => (each.t === 'const' ? constant(Number(each.v)) : UNKNOWN)),
            rest,
          }
        return undefined
      }
      const mapped = items
        .slice(0, MOST_ITEMS)
        .map((each, index) => inline(on, first, [each, constant(index)], undefined, frame))
      const others = rest.map((each) => inline(on, first, [elementOf(each)], undefined, frame))
      return { t: 'array', items: mapped, rest: others.map((each): Value => ({ t: 'array', items: [], rest: [each] })) }
    }
    case 'reduce': {
      if (first?.t !== 'function' || rest.length > 0 || items.length > 512) return undefined
      let sum: Value | undefined = second
      items.forEach((each, index) => {
        sum = sum === undefined ? each : inline(on, first, [sum, each, constant(index)], undefined, frame)
      })
      return sum
    }
    case 'includes':
    case 'indexOf':
    case 'some':
    case 'every':
      return UNKNOWN
    default:
      return undefined
  }
}

function onBytes(bytes: Uint8Array, method: string, args: readonly Value[]): Value | undefined {
  const buffer = Buffer.from(bytes)
  switch (method) {
    case 'toString': {
      const encoding = args[0] === undefined ? 'utf8' : stringOf(args[0])
      return encoding !== undefined && Buffer.isEncoding(encoding) ? constant(buffer.toString(encoding)) : undefined
    }
    case 'reverse':
      return { t: 'bytes', bytes: Uint8Array.from(bytes).reverse() }
    case 'map':
    case 'slice':
    case 'subarray':
      return method === 'map'
        ? undefined
        : {
            t: 'bytes',
            bytes: bytes.slice(
              args[0]?.t === 'const' ? Number(args[0].v) : 0,
              args[1]?.t === 'const' ? Number(args[1].v) : undefined,
            ),
          }
    default:
      return undefined
  }
}
