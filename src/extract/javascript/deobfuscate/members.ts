/** Members of concrete values: read, written, listed. Names of strangers meet maps and lists only. */
import {
  Blueprint,
  Closure,
  type Concrete,
  IMPURE,
  isPrimitive,
  Known,
  Pattern,
  Plain,
  Table,
  Thrown,
  TOO_BIG,
  toNumber,
} from './concrete.js'
import type { Machine } from './machine.js'
import { isMethod } from './methods.js'
import { isKnownMember } from './natives.js'

/** Elements of a list that the interpreter makes. */
export const MOST_ITEMS = 1 << 20

const INDEX = /^(?:0|[1-9]\d{0,8})$/

export function getMember(on: Machine, object: Concrete, key: string): Concrete {
  if (object === undefined || object === null) throw new Thrown('TypeError')
  if (typeof object === 'string') {
    if (key === 'length') return object.length
    if (INDEX.test(key)) {
      on.picks++
      return object[Number(key)]
    }
    return methodOf(object, 'String', key)
  }
  if (Array.isArray(object)) {
    if (key === 'length') return object.length
    if (INDEX.test(key)) return object[Number(key)]
    return methodOf(object, 'Array', key)
  }
  if (object instanceof Uint8Array) {
    if (key === 'length' || key === 'byteLength') return object.length
    if (key === 'buffer') return object
    if (INDEX.test(key)) return object[Number(key)]
    return methodOf(object, 'Bytes', key)
  }
  if (object instanceof Plain) {
    for (let at: Plain | undefined = object, hops = 0; at !== undefined && hops < 16; at = at.proto, hops++) {
      if (at.hidden.has(key)) throw IMPURE
      if (at.props.has(key)) return at.props.get(key)
    }
    return methodOf(object, 'Object', key)
  }
  if (object instanceof Closure) {
    if (object.props.has(key)) return object.props.get(key)
    if (key === 'length') return object.node.params.length
    if (key === 'prototype') {
      const prototype = new Plain()
      object.props.set(key, prototype)
      return prototype
    }
    return methodOf(object, 'Function', key)
  }
  if (object instanceof Known) {
    if (object.path === 'global') return on.globals.has(key) ? on.globals.get(key) : globalMember(on, key)
    if (object.props.has(key)) return object.props.get(key)
    if (isMethod('Function', key)) return new Known(`Function#${key}`, object)
    const path = `${object.path}.${key}`
    if (isKnownMember(path)) return new Known(path)
    throw IMPURE
  }
  if (object instanceof Blueprint) {
    if (object.props.has(key)) return object.props.get(key)
    throw IMPURE
  }
  if (object instanceof Pattern) {
    if (key === 'source') return object.source
    if (key === 'flags') return object.flags
    if (key === 'lastIndex') return object.lastIndex
    return methodOf(object, 'RegExp', key)
  }
  if (object instanceof Table) return key === 'size' ? object.entries.size : methodOf(object, 'Table', key)
  if (typeof object === 'number') return methodOf(object, 'Number', key)
  if (typeof object === 'boolean') return methodOf(object, 'Boolean', key)
  throw IMPURE
}

function globalMember(on: Machine, key: string): Concrete {
  // Asked of the global object, a name that nobody set may still be there: only pure ones are known.
  return on.global(key)
}

const CONSTRUCTORS: Readonly<Record<string, string>> = {
  String: 'String',
  Array: 'Array',
  Number: 'Number',
  Boolean: 'Boolean',
  Object: 'Object',
  Function: 'Function',
  RegExp: 'RegExp',
}

function methodOf(self: Concrete, kind: string, key: string): Concrete {
  if (isMethod(kind, key)) return new Known(`${kind}#${key}`)
  if (key === 'constructor' && kind in CONSTRUCTORS) return new Known(CONSTRUCTORS[kind] ?? '')
  if (isPrimitive(self) || Array.isArray(self) || self instanceof Closure || self instanceof Plain) return undefined
  throw IMPURE
}

export function setMember(on: Machine, object: Concrete, key: string, value: Concrete): void {
  if (object === undefined || object === null) throw new Thrown('TypeError')
  on.watch?.changes(object)
  if (Array.isArray(object)) {
    if (INDEX.test(key)) {
      const index = Number(key)
      if (index > object.length + 65_536 || index >= MOST_ITEMS) throw TOO_BIG
      while (object.length < index) object.push(undefined)
      object[index] = value
    } else if (key === 'length') {
      const length = toNumber(value)
      if (!(length >= 0 && length <= object.length)) throw IMPURE
      object.length = length
    } else throw IMPURE
  } else if (object instanceof Uint8Array) {
    if (!INDEX.test(key)) throw IMPURE
    const index = Number(key)
    if (index < object.length) object[index] = toNumber(value)
  } else if (object instanceof Plain) {
    if (key === '__proto__') throw IMPURE
    object.hidden.delete(key)
    if (!object.props.has(key) && object.props.size > 65_536) throw TOO_BIG
    object.props.set(key, value)
  } else if (object instanceof Closure) object.props.set(key, value)
  else if (object instanceof Pattern && key === 'lastIndex') object.lastIndex = toNumber(value)
  else if (object instanceof Known && object.path === 'global') on.globals.set(key, value)
  else throw IMPURE
}

export function deleteMember(object: Concrete, key: string): void {
  if (!(object instanceof Plain)) throw IMPURE
  object.props.delete(key)
  object.hidden.delete(key)
}

export function hasMember(object: Concrete, key: string): boolean {
  if (object instanceof Plain) {
    if (object.hidden.has(key)) return true
    return object.props.has(key) || (object.proto !== undefined && hasMember(object.proto, key))
  }
  if (Array.isArray(object)) return INDEX.test(key) && Number(key) < object.length
  throw IMPURE
}

export function keysOf(object: Concrete): string[] {
  if (object instanceof Plain) {
    if (object.hidden.size > 0) throw IMPURE
    return [...object.props.keys()]
  }
  if (Array.isArray(object) || typeof object === 'string')
    return Array.from({ length: object.length }, (_, i) => String(i))
  if (object instanceof Closure) return [...object.props.keys()]
  throw IMPURE
}
