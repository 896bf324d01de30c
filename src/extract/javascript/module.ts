/** One analysed file: its text, its tree, and what the binding pass found in it. */
import type * as acorn from 'acorn'
import type { Where } from '../../model.js'
import type { Survey } from './bindings.js'
import type { CallSite } from './call-sites.js'
import { unfold } from './deobfuscate/fold.js'
import type { Cell } from './partial.js'
import {
  type CallNode,
  type ClassNode,
  enclosingStatement,
  type FunctionNode,
  isFunction,
  type Node,
  writtenName,
} from './syntax.js'
import type { Value } from './values.js'

const EXCERPT_LENGTH = 200

/** What links a module to the rest of its package. */
export interface Links {
  /** The value of `import`/`require` of a specifier that names a file of the package; undefined for all else. */
  load(from: Module, specifier: string): Value | undefined
  /** The text of a file of the package, whatever its kind. */
  text(from: Module, specifier: string): string | undefined
  /** Calls, in other files of the package, of a function or class that a module defines. */
  callsFromOutside(module: Module, of: FunctionNode | ClassNode): readonly CallSite[]
}

/** Assignments to `this.name` of one class, constructor function or object literal. */
export type FieldWrites = ReadonlyMap<Node, ReadonlyMap<string, readonly Node[]>>

export class Module {
  readonly path: string
  readonly source: string
  readonly program: acorn.Program
  readonly survey: Survey
  /** Starts of what was decoded in the tree, sorted. */
  readonly decoded: readonly number[]
  /** Whether something that decodes took more than it may. */
  readonly exhausted: boolean
  readonly links: Links
  /** Where an embedded script stands in the file that holds it; undefined for a file of its own. */
  readonly host: Where | undefined
  #lineStarts: number[] | undefined
  #fieldWrites: FieldWrites | undefined
  #callsByMethod: Map<string, CallNode[]> | undefined
  #superCalls: Map<Node, CallNode> | undefined
  readonly exportValues = new Map<string, Cell>()

  constructor(path: string, source: string, program: acorn.Program, links: Links, host?: Where) {
    this.path = path
    this.source = source
    this.program = program
    this.links = links
    this.host = host
    const { survey, decoded, exhausted } = unfold(program, source)
    this.survey = survey
    this.decoded = decoded
    this.exhausted = exhausted
  }

  text(node: Node): string {
    return this.source.slice(node.start, node.end)
  }

  /** Place and excerpt of a node: its statement, or of a long statement the part around the node. */
  where(node: Node): Where {
    if (this.host !== undefined) return this.host
    return this.whereAt(node.start, readable(node))
  }

  /** Place of an offset; the excerpt comes from the given statement, else from the line. */
  whereAt(offset: number, statement?: Node): Where {
    if (this.host !== undefined) return this.host
    this.#lineStarts ??= lineStarts(this.source)
    const starts = this.#lineStarts
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle - 1
    }
    const lineStart = starts[low] as number
    const lineEnd = starts[low + 1] ?? this.source.length
    let from = statement?.start ?? lineStart
    let to = statement?.end ?? lineEnd
    if (to - from > EXCERPT_LENGTH) {
      // A bundle's statement may be megabytes: keep what stands around the offset.
      from = Math.max(from, Math.max(offset - 60, statement === undefined ? lineStart : from))
      to = Math.min(to, from + EXCERPT_LENGTH)
    }
    const excerpt = this.source.slice(from, to).replace(/\s+/g, ' ').trim().slice(0, EXCERPT_LENGTH)
    return { file: this.path, line: low + 1, column: offset - lineStart + 1, excerpt }
  }

  /** Calls `x.name(…)` by method name. */
  callsOfMethod(name: string): readonly CallNode[] {
    if (this.#callsByMethod === undefined) {
      this.#callsByMethod = new Map()
      for (const call of this.survey.calls) {
        const callee = call.callee
        if (callee.type !== 'MemberExpression') continue
        const key =
          callee.property.type === 'PrivateIdentifier'
            ? `#${callee.property.name}`
            : !callee.computed && callee.property.type === 'Identifier'
              ? callee.property.name
              : undefined
        if (key === undefined) continue
        const list = this.#callsByMethod.get(key)
        if (list === undefined) this.#callsByMethod.set(key, [call])
        else list.push(call)
      }
    }
    return this.#callsByMethod.get(name) ?? []
  }

  /** The call of `super` in the constructor of a class. */
  superCallOf(owner: ClassNode): CallNode | undefined {
    if (this.#superCalls === undefined) {
      this.#superCalls = new Map()
      for (const call of this.survey.calls) {
        const of = call.callee.type === 'Super' ? ownerOfThis(call) : undefined
        if (of !== undefined && !this.#superCalls.has(of)) this.#superCalls.set(of, call)
      }
    }
    return this.#superCalls.get(owner)
  }

  get fieldWrites(): FieldWrites {
    this.#fieldWrites ??= collectFieldWrites(this.survey.writes, this.survey.calls)
    return this.#fieldWrites
  }
}

/** The largest part of the code around a node that can be read at a glance: its statement, or what of it fits. */
function readable(node: Node): Node {
  const statement = enclosingStatement(node)
  let at = node
  while (at !== statement && at.parent !== undefined && at.parent.end - at.parent.start <= EXCERPT_LENGTH)
    at = at.parent
  return at
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

/** What `this` means at a node: a class, a constructor function, or an object literal; undefined where it can't be told. */
export function ownerOfThis(node: Node): Node | undefined {
  for (let up: Node | undefined = node.parent; up !== undefined; up = up.parent) {
    if (up.type === 'PropertyDefinition' || up.type === 'StaticBlock') return up.parent?.parent
    if (!isFunction(up) || up.type === 'ArrowFunctionExpression' || isAppliedHere(up)) continue
    return ownerOfFunction(up)
  }
  return undefined
}

/** A generator that a helper applies to the `this` beside it: `__async(this, null, function* () {…})`. */
function isAppliedHere(fn: FunctionNode): boolean {
  const call = fn.parent
  return fn.generator === true && call?.type === 'CallExpression' && call.arguments[0]?.type === 'ThisExpression'
}

function ownerOfFunction(fn: FunctionNode): Node | undefined {
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'MethodDefinition') return parent.parent?.parent
  if (parent?.type === 'Property') return parent.parent
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    // F.prototype.method = function () {…}: `this` is what F constructs.
    const target = parent.left.object
    if (
      target.type === 'MemberExpression' &&
      target.object.type === 'Identifier' &&
      target.property.type === 'Identifier' &&
      target.property.name === 'prototype'
    ) {
      for (const definition of target.object.binding?.definitions ?? []) {
        if (definition.type === 'function' || definition.type === 'class') return definition.node
        if (definition.type === 'value' && isFunction(definition.node)) return definition.node
      }
    }
    return undefined
  }
  return fn
}

function collectFieldWrites(writes: readonly acorn.AssignmentExpression[], calls: readonly CallNode[]): FieldWrites {
  const byOwner = new Map<Node, Map<string, Node[]>>()
  const put = (self: Node, name: string, value: Node): void => {
    const owner = ownerOfThis(self)
    if (owner === undefined) return
    let fields = byOwner.get(owner)
    if (fields === undefined) {
      fields = new Map()
      byOwner.set(owner, fields)
    }
    const list = fields.get(name)
    if (list === undefined) fields.set(name, [value])
    else list.push(value)
  }
  for (const write of writes) {
    const left = write.left
    if (left.type !== 'MemberExpression' || left.object.type !== 'ThisExpression') continue
    const property = left.property
    const name =
      property.type === 'PrivateIdentifier'
        ? `#${property.name}`
        : !left.computed && property.type === 'Identifier'
          ? property.name
          : property.type === 'Literal'
            ? String(property.value)
            : undefined
    if (name !== undefined) put(left.object, name, write.right)
  }
  // Class fields for an older language: `__publicField(this, "name", value)`, `Object.defineProperty(this, "name", { value })`.
  for (const call of calls) {
    const [self, name, value] = call.arguments
    if (call.arguments.length !== 3 || self?.type !== 'ThisExpression' || call.type !== 'CallExpression') continue
    if (name?.type !== 'Literal' || typeof name.value !== 'string' || value === undefined) continue
    if (value.type === 'SpreadElement') continue
    if (call.callee.type === 'MemberExpression') {
      if (writtenName(call.callee) !== 'defineProperty' || value.type !== 'ObjectExpression') continue
      for (const property of value.properties) {
        if (property.type === 'Property' && writtenName(property) === 'value') put(self, name.value, property.value)
      }
    } else put(self, name.value, value)
  }
  return byOwner
}
