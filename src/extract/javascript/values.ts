/**
 * The lattice that expressions evaluate to. Small on purpose: a constant, one of a few, a text with holes, a structure,
 * a reference to something known from outside the file, code of the package, or unknown with the sources that feed it.
 */

import type { Module } from './module.js'
import type { ClassNode, FunctionNode } from './syntax.js'

export type Primitive = string | number | boolean | null | undefined | bigint

/** Where a value that is not known comes from, in the words of `data.flow`: `env:NAME`, `env:*`, `argument`, `net:<host>` … */
export type Sources = ReadonlySet<string>

export const NO_SOURCES: Sources = new Set()

export type Value =
  | { readonly t: 'const'; readonly v: Primitive; readonly from?: Sources }
  | { readonly t: 'bytes'; readonly bytes: Uint8Array }
  | { readonly t: 'regexp'; readonly source: string; readonly flags: string }
  | { readonly t: 'template'; readonly parts: readonly (string | Sources)[] }
  | { readonly t: 'one'; readonly of: readonly Value[] }
  | { readonly t: 'array'; readonly items: readonly Value[]; readonly rest: readonly Value[] }
  | ObjectValue
  | RefValue
  | {
      readonly t: 'function'
      readonly node: FunctionNode
      readonly module: Module
      readonly frame: Frame | undefined
      /** Arguments that `bind` gave beforehand. */
      readonly bound?: readonly Value[]
    }
  | { readonly t: 'class'; readonly node: ClassNode; readonly module: Module }
  | InstanceValue
  | { readonly t: 'namespace'; readonly module: Module }
  | {
      readonly t: 'commonjs'
      readonly node: FunctionNode
      readonly module: Module
      readonly exportsAt: number
      readonly moduleAt: number
    }
  | { readonly t: 'unknown'; readonly sources: Sources }

/** What `new` of a class, or of a constructor function, of the package makes. */
export interface InstanceValue {
  readonly t: 'instance'
  readonly of: Value & { t: 'class' | 'function' }
  /** What its constructor was given; undefined for `this`, which stands for any object of the class. */
  readonly args: readonly Value[] | undefined
  /** Written into it afterwards. */
  readonly written?: readonly Value[]
}

export interface ObjectValue {
  readonly t: 'object'
  readonly props: ReadonlyMap<string, Value>
  /** Spread operands and computed keys' values: what else may stand in it. */
  readonly rest: readonly Value[]
}

/**
 * Something from outside the package's own code, by path: `node:child_process.exec`, `pkg:axios.post`, `global:fetch`.
 * A call appends `()`, a construction puts `new ` in front; `on` is what the path was reached through.
 */
export interface RefValue {
  readonly t: 'ref'
  readonly path: string
  readonly args?: readonly Value[]
  readonly on?: Value
  /** Arguments that `bind` gave beforehand. */
  readonly bound?: readonly Value[]
  /** Values written into it after it was made (`append`, `set`, assigned properties). */
  readonly written?: readonly Value[]
}

/** Parameter values of one inlined call. */
export interface Frame {
  readonly fn: FunctionNode
  /** Undefined where only `this` is known. */
  readonly args: readonly Value[] | undefined
  readonly self: Value | undefined
  readonly depth: number
  readonly outer: Frame | undefined
  /** Values of expressions under this frame. */
  readonly memo: Map<object, Value>
}

export const UNKNOWN: Value = { t: 'unknown', sources: NO_SOURCES }
export const UNDEFINED: Value = { t: 'const', v: undefined }

export const constant = (v: Primitive): Value => ({ t: 'const', v })
export const reference = (path: string, rest: Omit<RefValue, 't' | 'path'> = {}): RefValue => ({
  t: 'ref',
  path,
  ...rest,
})
export const source = (name: string): Value => ({ t: 'unknown', sources: new Set([name]) })
export const unknownFrom = (sources: Sources): Value => (sources.size === 0 ? UNKNOWN : { t: 'unknown', sources })

/** Alternatives kept apart; more are folded into one unknown that keeps their sources. */
const MOST_ALTERNATIVES = 24
const MOST_TEXT = 1 << 20
const MOST_PARTS = 64

/** The value that is any of the given. */
export function join(values: readonly Value[]): Value {
  const flat: Value[] = []
  for (const value of values) {
    if (value.t === 'one') flat.push(...value.of)
    else flat.push(value)
  }
  // An empty start value stands for what is set later: beside anything else it says nothing.
  const told = flat.filter((value) => !isBlank(value))
  if (told.length > 0 && told.length < flat.length) flat.splice(0, flat.length, ...told)
  const kept: Value[] = []
  const seen = new Set<string>()
  // Arguments of several callers are one argument: kept apart, they would multiply with each text that they stand in.
  const given = flat.length > 1 ? argumentsOf(flat) : undefined
  if (given !== undefined) kept.push(given)
  for (const value of flat) {
    if (value.t === 'unknown' && flat.length > 1) {
      if (value.sources.size === 0 || (given !== undefined && value.sources.has('argument'))) continue
    }
    const key =
      value.t === 'const'
        ? `c:${typeof value.v}:${String(value.v)}`
        : value.t === 'ref' && !value.args && !value.written
          ? `r:${value.path}`
          : undefined
    if (key !== undefined) {
      if (seen.has(key)) continue
      seen.add(key)
    } else if (kept.includes(value)) continue
    kept.push(value)
    if (kept.length > MOST_ALTERNATIVES) return unknownFrom(new Set(flat.flatMap((each) => [...sourcesOf(each)])))
  }
  const first = kept[0]
  if (first === undefined) return UNKNOWN
  return kept.length === 1 ? first : { t: 'one', of: kept }
}

/** What is unknown for being an argument, as one; undefined where there is none, or only one such. */
function argumentsOf(values: readonly Value[]): Value | undefined {
  let first: Value | undefined
  let all: Set<string> | undefined
  for (const value of values) {
    if (value.t !== 'unknown' || !value.sources.has('argument')) continue
    if (first === undefined) {
      first = value
      continue
    }
    if (value === first) continue
    all ??= new Set((first as Value & { t: 'unknown' }).sources)
    for (const name of value.sources) all.add(name)
  }
  if (all === undefined) return first
  return { t: 'unknown', sources: all.size > MOST_TAGS ? withFewerTags(all) : all }
}

/** Tags that say whose an argument is, of one value: more tell nobody anything. */
const MOST_TAGS = 40

/** The same sources with so many tags that all other values with them stay small; which ones is decided by their names alone. */
function withFewerTags(sources: Sources): Sources {
  const tags = [...sources].filter((name) => /^(?:at|of|as):/.test(name)).sort()
  const dropped = new Set(tags.slice(MOST_TAGS / 2))
  return new Set([...sources].filter((name) => !dropped.has(name)))
}

function isBlank(value: Value): boolean {
  return value.t === 'const' && (value.v === '' || value.v === undefined || value.v === null)
}

/** All single values that a value may be. */
export function alternatives(value: Value): readonly Value[] {
  return value.t === 'one' ? value.of : [value]
}

/** Sources of refs that are sources by their path. Set by the evaluator's catalogue, so that this file knows no API. */
let sourceOfRef: (ref: RefValue) => { readonly own: Sources; readonly through: boolean } = () => ({
  own: NO_SOURCES,
  through: true,
})
export function defineRefSources(lookup: typeof sourceOfRef): void {
  sourceOfRef = lookup
}

const MOST_NESTING = 200
const known = new WeakMap<Value, Sources>()

/**
 * Everything from outside that a value carries, however deep. Values never change, so each is asked once.
 * Bounded: a structure nested deeper than any that code writes gives what stands above.
 */
export function sourcesOf(value: Value, depth = 0): Sources {
  switch (value.t) {
    case 'unknown':
      return value.sources
    case 'const':
      return value.from ?? NO_SOURCES
    case 'bytes':
    case 'regexp':
    case 'function':
    case 'class':
    case 'namespace':
    case 'commonjs':
      return NO_SOURCES
  }
  const cached = known.get(value)
  if (cached !== undefined) return cached
  if (depth > MOST_NESTING) return NO_SOURCES
  const out = new Set<string>()
  const take = (values: Iterable<Value>): void => {
    for (const each of values) for (const name of sourcesOf(each, depth + 1)) out.add(name)
  }
  switch (value.t) {
    case 'template':
      for (const part of value.parts) if (typeof part !== 'string') for (const name of part) out.add(name)
      break
    case 'one':
      take(value.of)
      break
    case 'array':
      take(value.items)
      take(value.rest)
      break
    case 'object':
      take(value.props.values())
      take(value.rest)
      break
    case 'instance':
      take(value.args ?? [])
      take(value.written ?? [])
      break
    case 'ref': {
      const { own, through } = sourceOfRef(value)
      for (const name of own) out.add(name)
      if (through) {
        take(value.args ?? [])
        if (value.on !== undefined) take([value.on])
      }
      take(value.written ?? [])
      break
    }
  }
  const sources = out.size === 0 ? NO_SOURCES : out
  known.set(value, sources)
  return sources
}

const texts = new WeakMap<Value, readonly (string | Sources)[]>()
/** Parts of a list's text that are kept apart. */
const MOST_LIST_PARTS = 1024

/** The text of a list. Lists that share what they hold are asked once, and what grows beyond all use is one hole. */
function partsOfList(value: Value & { readonly t: 'array' }): readonly (string | Sources)[] {
  const asked = texts.get(value)
  if (asked !== undefined) return asked
  let parts: (string | Sources)[] = []
  value.items.forEach((item, index) => {
    if (parts.length > MOST_LIST_PARTS) return
    if (index > 0) parts.push(',')
    parts.push(...(partsOf(item) ?? [sourcesOf(item)]))
  })
  if (value.rest.length > 0) parts.push(...value.rest.map(sourcesOf))
  if (parts.length > MOST_LIST_PARTS) parts = [sourcesOf(value)]
  texts.set(value, parts)
  return parts
}

/** A text as constants and holes; `undefined` for values that make no text. */
export function partsOf(value: Value): readonly (string | Sources)[] | undefined {
  switch (value.t) {
    case 'const':
      // Nobody means the words `undefined` and `null`: they stand for a value that is set elsewhere.
      return value.v === undefined || value.v === null ? [NO_SOURCES] : [String(value.v)]
    case 'template':
      return value.parts
    case 'bytes':
      return [Buffer.from(value.bytes).toString('latin1')]
    case 'unknown':
      return [value.sources]
    case 'array':
      return partsOfList(value)
    case 'ref':
      if (/^new (global|node:url):?\.?URL$/.test(value.path.replace('node:url.', 'global:'))) {
        const url = value.args?.[0]
        const base = url === undefined ? undefined : partsOf(url)
        if (base === undefined) return undefined
        const written = (value.written ?? []).flatMap((each) => [...sourcesOf(each)])
        return written.length > 0 ? [...base, new Set(written)] : base
      }
      return [sourcesOf(value)]
    case 'one':
    case 'object':
    case 'instance':
      return [sourcesOf(value)]
    default:
      return [NO_SOURCES]
  }
}

/** Texts that a concatenation is kept apart into; beyond that a choice becomes a hole. */
const MOST_TEXTS = 16

/** Concatenation as text. A choice among texts stays a choice, so that `host + path` of two hosts is two texts. */
export function concat(values: readonly Value[]): Value {
  let texts: (readonly (string | Sources)[])[] = [[]]
  for (const value of values) {
    const choices = value.t === 'one' && value.of.length * texts.length <= MOST_TEXTS ? value.of : [value]
    const next: (readonly (string | Sources)[])[] = []
    for (const choice of choices) {
      const parts = partsOf(choice) ?? [NO_SOURCES]
      for (const text of texts) next.push(appended(text, parts))
    }
    texts = next
  }
  return join(texts.map((parts) => textValue(parts, values)))
}

function appended(
  text: readonly (string | Sources)[],
  parts: readonly (string | Sources)[],
): readonly (string | Sources)[] {
  const out = [...text]
  for (const part of parts) {
    const last = out.at(-1)
    if (typeof part === 'string') {
      if (typeof last === 'string') out[out.length - 1] = last + part
      else out.push(part)
    } else if (last !== undefined && typeof last !== 'string') {
      if (part.size > 0) out[out.length - 1] = last.size === 0 ? part : new Set([...last, ...part])
    } else out.push(part)
  }
  return out
}

function textValue(parts: readonly (string | Sources)[], values: readonly Value[]): Value {
  const size = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 0), 0)
  if (size > MOST_TEXT || parts.length > MOST_PARTS) {
    return unknownFrom(new Set(values.flatMap((each) => [...sourcesOf(each)])))
  }
  const [only] = parts
  if (only === undefined) return constant('')
  return parts.length === 1 && typeof only === 'string' ? constant(only) : { t: 'template', parts }
}

/** The text of a value with `{}` for each hole; `undefined` where nothing of it is constant. */
export function textOf(value: Value, hole: (sources: Sources) => string = () => '{}'): string | undefined {
  if (value.t === 'const')
    return typeof value.v === 'string' || typeof value.v === 'number' ? String(value.v) : undefined
  const parts = partsOf(value)
  if (parts === undefined || !parts.some((part) => typeof part === 'string' && part.length > 0)) return undefined
  return parts.map((part) => (typeof part === 'string' ? part : hole(part))).join('')
}

/** Each constant text that a value may be, templates with `{}` included. */
export function textsOf(value: Value): readonly string[] {
  const out: string[] = []
  for (const each of alternatives(value)) {
    const text = textOf(each)
    if (text !== undefined) out.push(text)
  }
  return out
}

/** The constant string that a value is, if it is one. */
export function stringOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined
  if (value.t === 'const' && (typeof value.v === 'string' || typeof value.v === 'number')) return String(value.v)
  return undefined
}

/** Elements of a list-like value, or what a loop over it would give. */
export function elementOf(value: Value): Value {
  const out: Value[] = []
  for (const each of alternatives(value))
    out.push(each.t === 'array' ? elementOfArray(each) : unknownFrom(sourcesOf(each)))
  return join(out)
}

const elements = new WeakMap<Value, Value>()

/** Lists that are spread into each other share what they hold: asked anew on every way to it, that doubles with each of them. */
function elementOfArray(array: Value & { readonly t: 'array' }): Value {
  const asked = elements.get(array)
  if (asked !== undefined) return asked
  const element = join([...array.items, ...array.rest.map(elementOf)])
  elements.set(array, element)
  return element
}
