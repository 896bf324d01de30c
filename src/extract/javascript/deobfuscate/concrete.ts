/**
 * The values that the bounded interpreter computes with. Primitives and lists are the host's; everything else is a class of
 * its own, so that no name of a stranger's text ever reaches a prototype of the host.
 */
import type { Binding } from '../bindings.js'
import type { ClassNode, FunctionNode } from '../syntax.js'

export type Primitive = string | number | boolean | null | undefined | bigint

export type Concrete = Primitive | Concrete[] | Plain | Closure | Known | Uint8Array | Pattern | Table | Blueprint

/** Thrown where a value can't be known without running something: it ends the attempt, never the analysis. */
export class Unfoldable {
  readonly why: 'impure' | 'steps' | 'size' | 'endless'
  constructor(why: 'impure' | 'steps' | 'size' | 'endless') {
    this.why = why
  }
}
export const IMPURE = new Unfoldable('impure')
export const OUT_OF_STEPS = new Unfoldable('steps')
export const TOO_BIG = new Unfoldable('size')
/** It would not end wherever it ran. */
export const ENDLESS = new Unfoldable('endless')

/** An exception of the interpreted program itself. */
export class Thrown {
  readonly value: Concrete
  constructor(value: Concrete) {
    this.value = value
  }
}

let made = 0
/** How many scopes were made: one that is made later has a higher number. */
export const scopesMade = (): number => made

/** Variables of one call or block. */
export class Scope {
  readonly made = ++made
  readonly vars = new Map<Binding, Concrete>()
  readonly outer: Scope | undefined
  readonly self: Concrete
  readonly args: Concrete[] | undefined
  constructor(outer: Scope | undefined, self: Concrete, args: Concrete[] | undefined) {
    this.outer = outer
    this.self = self
    this.args = args
  }
}

export class Plain {
  /** A property whose value is not known is not in `props`, but here. */
  readonly hidden = new Set<string>()
  readonly props = new Map<string, Concrete>()
  proto: Plain | undefined
  constructor(proto: Plain | undefined = undefined) {
    this.proto = proto
  }
}

export class Closure {
  readonly props = new Map<string, Concrete>()
  readonly node: FunctionNode
  readonly scope: Scope | undefined
  readonly source: string
  constructor(node: FunctionNode, scope: Scope | undefined, source: string) {
    this.node = node
    this.scope = scope
    this.source = source
  }
}

/** A class without a base: its methods, and what its fields begin with. */
export class Blueprint {
  readonly node: ClassNode
  readonly scope: Scope | undefined
  readonly proto = new Plain()
  /** Its static members. */
  readonly props = new Map<string, Concrete>()
  make: Closure | undefined
  constructor(node: ClassNode, scope: Scope | undefined) {
    this.node = node
    this.scope = scope
  }
}

/** Something of the language or of Node by its path: `String.fromCharCode`, `zlib.gunzipSync`; `self` where it was taken from a value. */
export class Known {
  readonly props = new Map<string, Concrete>()
  readonly path: string
  readonly self: Concrete
  constructor(path: string, self: Concrete = undefined) {
    this.path = path
    this.self = self
  }
}

export class Pattern {
  lastIndex = 0
  readonly source: string
  readonly flags: string
  constructor(source: string, flags: string) {
    this.source = source
    this.flags = flags
  }
}

/** `Map` and `Set`: a set has its members as keys. */
export class Table {
  readonly entries = new Map<Concrete, Concrete>()
  readonly isSet: boolean
  constructor(isSet: boolean) {
    this.isSet = isSet
  }
}

export const isPrimitive = (value: Concrete): value is Primitive => typeof value !== 'object' || value === null

/** @throws {Unfoldable} for what has no text of its own */
export function toText(value: Concrete, depth = 0): string {
  if (isPrimitive(value)) return String(value)
  if (Array.isArray(value)) {
    if (depth > 8) throw IMPURE
    if (value.length > 65_536) throw TOO_BIG
    return value.map((each) => (each === null || each === undefined ? '' : toText(each, depth + 1))).join(',')
  }
  if (value instanceof Uint8Array) return Buffer.isBuffer(value) ? value.toString('utf8') : Array.from(value).join(',')
  if (value instanceof Plain) return '[object Object]'
  if (value instanceof Closure) return value.source
  if (value instanceof Pattern) return `/${value.source}/${value.flags}`
  if (value instanceof Known && /^[\w.]+$/.test(value.path))
    return `function ${value.path.split('.').at(-1)}() { [native code] }`
  throw IMPURE
}

export function toNumber(value: Concrete): number {
  if (typeof value === 'bigint') throw IMPURE
  return Number(isPrimitive(value) ? value : toText(value))
}

export const isTrue = (value: Concrete): boolean => (isPrimitive(value) ? Boolean(value) : true)

export function typeOf(value: Concrete): string {
  if (value instanceof Closure || value instanceof Blueprint) return 'function'
  if (value instanceof Known)
    return /^(?:process|global|Math|JSON|zlib|crypto|util|buffer)$/.test(value.path) ? 'object' : 'function'
  return typeof value
}
