/** Methods of texts, lists, bytes and the like, on concrete values. */
import {
  Closure,
  type Concrete,
  IMPURE,
  isTrue,
  Known,
  Pattern,
  Plain,
  Table,
  Thrown,
  TOO_BIG,
  toNumber,
  toText,
} from './concrete.js'
import type { Machine } from './machine.js'
import { MOST_ITEMS } from './members.js'
import { MOST_TEXT } from './operators.js'
import { matchAll, replaceText } from './patterns.js'

type Method = (on: Machine, self: Concrete, args: Concrete[]) => Concrete

const METHODS: Readonly<Record<string, Readonly<Record<string, Method>>>> = Object.assign(Object.create(null), {
  String: strings(),
  Array: lists(),
  Bytes: bytes(),
  Function: functions(),
  Object: objects(),
  Number: {
    toString: (_on: Machine, self: Concrete, [radix]: Concrete[]) => Number(self).toString(radixOf(radix)),
    toFixed: (_on: Machine, self: Concrete, [digits]: Concrete[]) =>
      Number(self).toFixed(Math.min(20, toNumber(digits ?? 0))),
    valueOf: (_on: Machine, self: Concrete) => self,
  },
  Boolean: {
    toString: (_on: Machine, self: Concrete) => String(self),
    valueOf: (_on: Machine, self: Concrete) => self,
  },
  RegExp: {
    test: (on: Machine, self: Concrete, [text]: Concrete[]) =>
      matchAll(on, pattern(self), toText(text), false).length > 0,
    exec: (on: Machine, self: Concrete, [text]: Concrete[]) => {
      const at = pattern(self)
      if (/[gy]/.test(at.flags)) throw IMPURE
      return matchAll(on, at, toText(text), false)[0]?.groups ?? null
    },
    toString: (_on: Machine, self: Concrete) => toText(self),
  },
  Table: tables(),
})

export const isMethod = (kind: string, name: string): boolean => Object.hasOwn(METHODS[kind] ?? {}, name)

/** Methods that change what they are called on. */
const CHANGING =
  /^(?:Array#(?:push|pop|shift|unshift|reverse|splice|fill|sort)|Bytes#reverse|Table#(?:set|add|delete))$/

export function callMethod(on: Machine, path: string, self: Concrete, args: Concrete[]): Concrete {
  const [kind, name] = path.split('#') as [string, string]
  const method = METHODS[kind]?.[name]
  if (method === undefined) throw IMPURE
  on.spend(1)
  if (on.watch !== undefined && CHANGING.test(path)) on.watch.changes(self)
  return method(on, self, args)
}

const pattern = (value: Concrete): Pattern => {
  if (!(value instanceof Pattern)) throw IMPURE
  return value
}

function radixOf(radix: Concrete): number {
  const base = radix === undefined ? 10 : toNumber(radix)
  if (!(base >= 2 && base <= 36)) throw new Thrown('RangeError')
  return base
}

const optional = (value: Concrete): number | undefined => (value === undefined ? undefined : toNumber(value))

function textOf(self: Concrete): string {
  if (self === undefined || self === null) throw new Thrown('TypeError')
  return toText(self)
}

function strings(): Record<string, Method> {
  const simple =
    (change: (text: string, args: Concrete[]) => Concrete): Method =>
    (on, self, args) => {
      const text = textOf(self)
      on.spend(text.length >> 6)
      return change(text, args)
    }
  const one =
    (change: (text: string, at: number) => Concrete): Method =>
    (on, self, [at]) => {
      on.picks++
      return change(textOf(self), optional(at) ?? 0)
    }
  const pad = (side: 'padStart' | 'padEnd') =>
    simple((text, [length, by]) => {
      const wanted = toNumber(length)
      if (!(wanted <= MOST_TEXT)) throw TOO_BIG
      return text[side](wanted, by === undefined ? ' ' : toText(by))
    })
  return {
    charCodeAt: one((text, at) => text.charCodeAt(at)),
    codePointAt: one((text, at) => text.codePointAt(at)),
    charAt: one((text, at) => text.charAt(at)),
    at: one((text, at) => text.at(at)),
    slice: simple((text, [a, b]) => text.slice(optional(a), optional(b))),
    substring: simple((text, [a, b]) => text.substring(optional(a) ?? 0, optional(b))),
    substr: simple((text, [a, b]) => text.substr(optional(a) ?? 0, optional(b))),
    indexOf: simple((text, [what, from]) => text.indexOf(toText(what), optional(from))),
    lastIndexOf: simple((text, [what]) => text.lastIndexOf(toText(what))),
    includes: simple((text, [what]) => text.includes(toText(what))),
    startsWith: simple((text, [what]) => text.startsWith(toText(what))),
    endsWith: simple((text, [what]) => text.endsWith(toText(what))),
    toLowerCase: simple((text) => text.toLowerCase()),
    toUpperCase: simple((text) => text.toUpperCase()),
    trim: simple((text) => text.trim()),
    trimStart: simple((text) => text.trimStart()),
    trimEnd: simple((text) => text.trimEnd()),
    toString: simple((text) => text),
    valueOf: simple((text) => text),
    normalize: simple((text) => text.normalize()),
    padStart: pad('padStart'),
    padEnd: pad('padEnd'),
    concat: simple((text, args) => args.reduce((sum: string, each) => sum + toText(each), text)),
    repeat: simple((text, [times]) => {
      const count = toNumber(times)
      if (!(count >= 0 && count * text.length <= MOST_TEXT)) throw TOO_BIG
      return text.repeat(count)
    }),
    split: (on, self, [by, most]) => {
      const text = textOf(self)
      on.spend(text.length >> 2)
      if (text.length > MOST_ITEMS) throw TOO_BIG
      const parts =
        by === undefined ? [text] : by instanceof Pattern ? splitByPattern(on, text, by) : text.split(toText(by))
      return most === undefined ? parts : parts.slice(0, toNumber(most))
    },
    replace: (on, self, [what, by]) => replaceText(on, textOf(self), what, by, false),
    replaceAll: (on, self, [what, by]) => replaceText(on, textOf(self), what, by, true),
    match: (on, self, [what]) => {
      const at = what instanceof Pattern ? what : new Pattern(toText(what), '')
      const all = at.flags.includes('g')
      const found = matchAll(on, at, textOf(self), all)
      if (found.length === 0) return null
      return all ? found.map((each) => each.groups[0]) : (found[0]?.groups ?? null)
    },
  }
}

function splitByPattern(on: Machine, text: string, by: Pattern): Concrete[] {
  const out: Concrete[] = []
  let from = 0
  for (const { index, groups } of matchAll(on, by, text, true)) {
    const whole = toText(groups[0])
    if (whole === '') throw IMPURE
    out.push(text.slice(from, index), ...groups.slice(1))
    from = index + whole.length
  }
  out.push(text.slice(from))
  return out
}

function lists(): Record<string, Method> {
  const listOf = (self: Concrete): Concrete[] => {
    if (!Array.isArray(self)) throw IMPURE
    return self
  }
  const on_ =
    (act: (list: Concrete[], args: Concrete[], on: Machine) => Concrete): Method =>
    (on, self, args) => {
      const list = listOf(self)
      on.spend(list.length >> 3)
      return act(list, args, on)
    }
  const each = (on: Machine, list: Concrete[], fn: Concrete): Concrete[] =>
    list.map((item, index) => on.call(fn, undefined, [item, index, list]))
  return {
    push: on_((list, args) => {
      if (list.length + args.length > MOST_ITEMS) throw TOO_BIG
      return list.push(...args)
    }),
    pop: on_((list) => list.pop()),
    shift: on_((list) => list.shift()),
    unshift: on_((list, args) => {
      if (list.length + args.length > MOST_ITEMS) throw TOO_BIG
      return list.unshift(...args)
    }),
    reverse: on_((list, _args, on) => {
      if (isSpelled(list)) on.decoded = true
      return list.reverse()
    }),
    toReversed: on_((list, _args, on) => {
      if (isSpelled(list)) on.decoded = true
      return [...list].reverse()
    }),
    join: on_((list, [by], on) => {
      const separator = by === undefined ? ',' : toText(by)
      const texts = list.map((item) => (item === undefined || item === null ? '' : toText(item)))
      const size = texts.reduce((sum, item) => sum + item.length + separator.length, 0)
      if (size > MOST_TEXT) throw TOO_BIG
      on.spend(size >> 6)
      // Pieces of one or two characters, put together.
      if (separator === '' && texts.length >= 4 && size <= texts.length * 4 && /[a-z]{3}/i.test(texts.join('')))
        on.decoded = true
      return texts.join(separator)
    }),
    slice: on_((list, [a, b]) => list.slice(optional(a), optional(b))),
    splice: on_((list, [a, b, ...items]) =>
      list.splice(toNumber(a ?? 0), b === undefined ? list.length : toNumber(b), ...items),
    ),
    concat: on_((list, args) => list.concat(...args.map((item) => (Array.isArray(item) ? item : [item])))),
    indexOf: on_((list, [what]) => list.indexOf(what)),
    includes: on_((list, [what]) => list.includes(what)),
    at: on_((list, [at]) => list.at(toNumber(at))),
    fill: on_((list, [value]) => list.fill(value)),
    flat: on_((list) => list.flat() as Concrete[]),
    keys: on_((list) => list.map((_, index) => index)),
    values: on_((list) => [...list]),
    entries: on_((list) => list.map((item, index): Concrete => [index, item])),
    map: on_((list, [fn], on) => each(on, list, fn)),
    flatMap: on_((list, [fn], on) => each(on, list, fn).flat() as Concrete[]),
    forEach: on_((list, [fn], on) => void each(on, list, fn)),
    filter: on_((list, [fn], on) => list.filter((item, index) => isTrue(on.call(fn, undefined, [item, index, list])))),
    find: on_((list, [fn], on) => list.find((item, index) => isTrue(on.call(fn, undefined, [item, index, list])))),
    findIndex: on_((list, [fn], on) => list.findIndex((item, i) => isTrue(on.call(fn, undefined, [item, i, list])))),
    some: on_((list, [fn], on) => list.some((item, index) => isTrue(on.call(fn, undefined, [item, index, list])))),
    every: on_((list, [fn], on) => list.every((item, index) => isTrue(on.call(fn, undefined, [item, index, list])))),
    reduce: on_((list, args, on) => {
      if (list.length === 0 && args.length < 2) throw new Thrown('TypeError')
      let sum = args.length > 1 ? args[1] : list[0]
      for (let i = args.length > 1 ? 0 : 1; i < list.length; i++)
        sum = on.call(args[0], undefined, [sum, list[i], i, list])
      return sum
    }),
    reduceRight: on_((list, args, on) => {
      if (args.length < 2) throw IMPURE
      on.decoded = true
      return list.reduceRight((sum: Concrete, item, i) => on.call(args[0], undefined, [sum, item, i, list]), args[1])
    }),
    sort: on_((list, [fn], on) => {
      if (fn === undefined) return list.sort((a, b) => (toText(a) < toText(b) ? -1 : 1))
      return list.sort((a, b) => toNumber(on.call(fn, undefined, [a, b])))
    }),
    toString: on_((list) => toText(list)),
  }
}

/** Whether a list is a text, character by character. */
function isSpelled(list: readonly Concrete[]): boolean {
  return list.length >= 4 && list.slice(0, 64).every((each) => typeof each === 'string' && each.length === 1)
}

function bytes(): Record<string, Method> {
  const on_ =
    (act: (list: Uint8Array, args: Concrete[], on: Machine) => Concrete): Method =>
    (on, self, args) => {
      if (!(self instanceof Uint8Array)) throw IMPURE
      on.spend(self.length >> 6)
      return act(self, args, on)
    }
  return {
    toString: on_((list, [encoding]) => {
      if (!Buffer.isBuffer(list)) return toText(list)
      return list.toString(encodingOf(encoding))
    }),
    reverse: on_((list, _args, on) => {
      on.decoded = true
      return list.reverse()
    }),
    slice: on_((list, [a, b]) => list.subarray(optional(a), optional(b))),
    subarray: on_((list, [a, b]) => list.subarray(optional(a), optional(b))),
    map: on_((list, [fn], on) => {
      on.decoded = true
      const out = Buffer.isBuffer(list) ? Buffer.alloc(list.length) : new Uint8Array(list.length)
      for (let i = 0; i < list.length; i++) out[i] = toNumber(on.call(fn, undefined, [list[i], i, list]))
      return out
    }),
    forEach: on_((list, [fn], on) => {
      for (let i = 0; i < list.length; i++) on.call(fn, undefined, [list[i], i, list])
      return undefined
    }),
    reduce: on_((list, [fn, start], on) => {
      if (start === undefined) throw IMPURE
      let sum: Concrete = start
      for (let i = 0; i < list.length; i++) sum = on.call(fn, undefined, [sum, list[i], i, list]) as Concrete
      return sum
    }),
    readUInt8: on_((list, [at]) => list[toNumber(at)]),
    join: on_((list, [by]) => Array.from(list).join(by === undefined ? ',' : toText(by))),
  }
}

/** @throws {Unfoldable} for an encoding that Node does not know */
export function encodingOf(encoding: Concrete): BufferEncoding {
  const name = encoding === undefined ? 'utf8' : toText(encoding)
  if (!Buffer.isEncoding(name)) throw IMPURE
  return name
}

function functions(): Record<string, Method> {
  return {
    call: (on, self, [that, ...args]) => on.call(self, that, args),
    apply: (on, self, [that, args]) => {
      const list = args === undefined || args === null ? [] : on.list(args)
      if (list.length > 131_072) throw TOO_BIG
      return on.call(self, that, list)
    },
    bind: (_on, self, args) => {
      if (args.length > 1) throw IMPURE
      if (self instanceof Known) return new Known(self.path, args[0])
      if (self instanceof Closure) return self
      throw IMPURE
    },
    toString: (_on: Machine, self: Concrete) => toText(self),
  }
}

function objects(): Record<string, Method> {
  return {
    hasOwnProperty: (_on: Machine, self: Concrete, [key]: Concrete[]) => {
      if (!(self instanceof Plain)) throw IMPURE
      return self.props.has(toText(key)) || self.hidden.has(toText(key))
    },
    toString: () => '[object Object]',
  }
}

function tables(): Record<string, Method> {
  const on_ =
    (act: (table: Table, args: Concrete[]) => Concrete): Method =>
    (on, self, args) => {
      if (!(self instanceof Table)) throw IMPURE
      on.spend(1)
      if (self.entries.size > 65_536) throw TOO_BIG
      return act(self, args)
    }
  return {
    get: on_((table, [key]) => table.entries.get(key)),
    has: on_((table, [key]) => table.entries.has(key)),
    set: on_((table, [key, value]) => {
      table.entries.set(key, value)
      return table
    }),
    add: on_((table, [key]) => {
      table.entries.set(key, key)
      return table
    }),
    delete: on_((table, [key]) => table.entries.delete(key)),
    keys: on_((table) => [...table.entries.keys()]),
    values: on_((table) => [...table.entries.values()]),
  }
}
