/**
 * Evaluates expressions on demand, without running anything: with a memo, a budget, and unknown wherever it can't tell.
 * Flow-insensitive: a variable is any of the values that it is given anywhere, which is what a renamed or reordered
 * bundle keeps.
 */
import type * as acorn from 'acorn'
import { applyCall, inline, memberOfReference } from './apply.js'
import type { Binding, Definition, Step } from './bindings.js'
import { assignmentOver, callGiven, definedGetters, type ExportTable, exportsIn, exportTarget } from './exports.js'
import { interopCall, steppedGenerator } from './interop.js'
import { type Module, ownerOfThis } from './module.js'
import { arithmetic } from './operators.js'
import { fieldOf, Origins } from './origins.js'
import { parameterValue } from './parameters.js'
import { type Cell, PartialValues } from './partial.js'
import { moduleReference } from './references.js'
import {
  type ClassNode,
  enclosingFunction,
  type FunctionNode,
  isClass,
  isFunction,
  type Node,
  writtenName,
} from './syntax.js'
import {
  alternatives,
  concat,
  constant,
  elementOf,
  type Frame,
  type InstanceValue,
  join,
  reference,
  source,
  sourcesOf,
  stringOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'
import { withWrites } from './writes.js'

/** Steps of evaluation for one file, besides a share that grows with its tree. */
const BASE_BUDGET = 2_000_000
const BUDGET_PER_NODE = 30
/** Steps for all files of a package together, besides the shares of their trees. */
const PACKAGE_BUDGET = 6_000_000
/** Characters of a computed text that count as one step. */
const CHARACTERS_PER_STEP = 64
const MOST_DEPTH = 120
/** Evaluations within each other that begin anew. */
const MOST_NESTED = 3
/** Inlining deeper than this finds nothing that real code does, and costs exponentially. */
export const MOST_FRAMES = 3
/** Elements of a list that are kept apart. */
const MOST_ITEMS = 4096
/** What may stand in a structure besides, kept apart. */
const MOST_REST = 64
/** Modules that one module exports whole. */
const MOST_STARS = 64

export class Evaluator {
  #depth = 0
  #nested = 0
  /** How often each function was inlined; see `inline`. */
  readonly inlined = new Map<FunctionNode, number>()
  readonly #returned = new Map<FunctionNode, Cell>()
  readonly origins = new Origins(this)
  readonly #partial = new PartialValues()
  readonly #tables = new WeakMap<Node, ExportTable>()
  readonly #members = new WeakMap<Value, Map<string, Value>>()
  readonly #constructed = new WeakMap<Value, Frame>()
  #budget = BASE_BUDGET
  #reserve = PACKAGE_BUDGET
  /** Values of all members of a structure, for the ones that are looked up by a computed name. */
  readonly #anyMember = new WeakMap<Value, Value>()
  exhausted = false

  /** Adds the budget of one more file. */
  fund(module: Module): void {
    this.#reserve += Math.max(0, Math.min(this.#budget, BASE_BUDGET))
    const base = Math.min(BASE_BUDGET, this.#reserve)
    this.#reserve -= base
    this.#budget = base + module.survey.nodes * BUDGET_PER_NODE
    this.exhausted = false
    this.#partial.fund()
    // How often a function was followed for other files says nothing of this one.
    this.inlined.clear()
  }

  /** The value of an expression; `frame` holds the arguments when a call is being inlined. */
  value(node: Node, module: Module, frame?: Frame): Value {
    const known = frame === undefined ? node.memo : frame.memo.get(node)
    if (known !== undefined) {
      if (frame === undefined) this.#partial.use(node)
      return known
    }
    if (node.folded !== undefined) return node.folded
    if (this.#depth >= MOST_DEPTH) {
      // Asked from nearer, it may be known: nothing that hangs on it is kept beyond what is asked now.
      this.#partial.meet(1)
      return UNKNOWN
    }
    if (this.#budget-- <= 0) {
      this.exhausted = true
      return UNKNOWN
    }
    this.#depth++
    const kept = this.#partial.kept
    const outer = this.#partial.begin()
    try {
      const value = this.#evaluate(node, module, frame)
      if (value.t === 'const' && typeof value.v === 'string' && node.type !== 'Literal')
        this.#budget -= Math.floor(value.v.length / CHARACTERS_PER_STEP)
      if (frame === undefined) node.memo = value
      else frame.memo.set(node, value)
      return value
    } finally {
      this.#depth--
      this.#partial.end(outer, kept, node, frame?.memo)
    }
  }

  /**
   * Evaluates as if nothing were under way: what is made so serves all, and must not depend on how deep it was first asked for.
   * Bounded, since the stack holds only so much.
   */
  anew(make: () => void): void {
    const depth = this.#depth
    if (this.#nested < MOST_NESTED) this.#depth = Math.min(depth, 1)
    this.#nested++
    try {
      make()
    } finally {
      this.#nested--
      this.#depth = depth
    }
  }

  values(nodes: readonly (Node | null)[], module: Module, frame?: Frame): Value[] {
    const out: Value[] = []
    for (const node of nodes) {
      if (node === null) out.push(UNDEFINED)
      else if (node.type === 'SpreadElement') {
        const spread = this.value(node.argument, module, frame)
        if (spread.t === 'array' && spread.rest.length === 0) out.push(...spread.items)
        else out.push(elementOf(spread))
      } else out.push(this.value(node, module, frame))
    }
    return out
  }

  #evaluate(node: Node, module: Module, frame: Frame | undefined): Value {
    switch (node.type) {
      case 'Literal':
        if (node.regex != null) return { t: 'regexp', source: node.regex.pattern, flags: node.regex.flags }
        return constant(
          node.value instanceof RegExp ? undefined : (node.value as string | number | boolean | null | bigint),
        )
      case 'TemplateLiteral': {
        const parts: Value[] = []
        node.quasis.forEach((quasi, index) => {
          parts.push(constant(quasi.value.cooked ?? quasi.value.raw))
          const hole = node.expressions[index]
          if (hole !== undefined) parts.push(this.value(hole, module, frame))
        })
        return concat(parts)
      }
      case 'Identifier':
        return this.#identifier(node, module, frame)
      case 'ThisExpression':
        return this.#this(node, module, frame)
      case 'MemberExpression':
        return this.#member(node, module, frame)
      case 'ChainExpression':
        return this.value(node.expression, module, frame)
      case 'CallExpression':
      case 'NewExpression':
        return interopCall(this, node, module, frame) ?? applyCall(this, node, module, frame)
      case 'TaggedTemplateExpression': {
        const tag = this.value(node.tag, module, frame)
        const text = this.value(node.quasi, module, frame)
        if (tag.t === 'ref' && tag.path === 'global:String.raw') return text
        if (tag.t === 'function') {
          const strings: Value = {
            t: 'array',
            items: node.quasi.quasis.map((each) => constant(each.value.cooked ?? each.value.raw)),
            rest: [],
          }
          return inline(this, tag, [strings, ...this.values(node.quasi.expressions, module, frame)], undefined, frame)
        }
        return tag.t === 'ref' ? reference(`${tag.path}()`, { args: [text], on: tag }) : unknownFrom(sourcesOf(text))
      }
      case 'ImportExpression': {
        const name = stringOf(this.value(node.source, module, frame))
        return name === undefined ? UNKNOWN : this.moduleValue(module, name)
      }
      case 'MetaProperty':
        return reference('global:import.meta')
      case 'AwaitExpression':
        return this.settled(this.value(node.argument, module, frame))
      case 'YieldExpression':
        // In a generator that stands for an async function, what is awaited; what others send to a generator is unknown.
        return node.argument != null && isStepped(node)
          ? this.settled(this.value(node.argument, module, frame))
          : UNKNOWN
      case 'SequenceExpression':
        return this.value(node.expressions.at(-1) as Node, module, frame)
      case 'AssignmentExpression':
        return this.value(node.right, module, frame)
      case 'ConditionalExpression':
        return join([this.value(node.consequent, module, frame), this.value(node.alternate, module, frame)])
      case 'LogicalExpression': {
        const left = this.value(node.left, module, frame)
        const right = this.value(node.right, module, frame)
        if (node.operator === '&&') return right
        // A constant that always wins leaves the other side unreached only when it is truthy.
        if (left.t === 'const' && typeof left.v === 'string' && left.v !== '') return left
        return join([left, right])
      }
      case 'BinaryExpression':
        return this.#binary(node, module, frame)
      case 'UnaryExpression':
        return this.#unary(node, module, frame)
      case 'ObjectExpression':
        return this.#object(node, module, frame)
      case 'ArrayExpression':
        return this.#array(node.elements, module, frame)
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
        return { t: 'function', node: node as FunctionNode, module, frame }
      case 'ClassExpression':
      case 'ClassDeclaration':
        return { t: 'class', node: node as ClassNode, module }
      case 'ParenthesizedExpression':
        return this.value(node.expression, module, frame)
      case 'SpreadElement':
        return this.value(node.argument, module, frame)
      default:
        return UNKNOWN
    }
  }

  // ── names ────────────────────────────────────────────────────────────────────────────────────

  #identifier(node: acorn.Identifier, module: Module, frame: Frame | undefined): Value {
    const binding = node.binding
    if (binding !== undefined) return this.bindingValue(binding, module, frame)
    switch (node.name) {
      case 'undefined':
        return UNDEFINED
      case 'NaN':
        return constant(Number.NaN)
      case 'Infinity':
        return constant(Number.POSITIVE_INFINITY)
      case '__dirname':
        return constant('<dir>')
      case '__filename':
        return constant('<dir>/<file>')
      case 'arguments':
        return this.#arguments(node, module, frame)
      case 'exports':
        return reference('commonjs:exports')
      case 'module':
        return reference('commonjs:module')
      default:
        return reference(`global:${node.name}`)
    }
  }

  /** `arguments`: all that the function around it is given. */
  #arguments(node: acorn.Identifier, module: Module, frame: Frame | undefined): Value {
    let fn = enclosingFunction(node)
    while (fn?.type === 'ArrowFunctionExpression') fn = enclosingFunction(fn)
    if (fn === undefined) return UNKNOWN
    return parameterValue(this, { type: 'parameter', fn, index: 0, rest: true, path: [] }, module, frame)
  }

  /** The join of all that a variable is given, with what is written into it afterwards. */
  bindingValue(binding: Binding, module: Module, frame: Frame | undefined): Value {
    if (frame !== undefined && isLocalTo(binding, frame)) {
      return join(binding.definitions.map((definition) => this.#definition(definition, module, frame)))
    }
    return this.#celled(binding, () => {
      const appended: Value[] = []
      const given: Value[] = []
      for (const definition of binding.definitions) {
        if (definition.type === 'append') appended.push(this.value(definition.node, module))
        else given.push(this.#definition(definition, module, undefined))
      }
      let value = join(given)
      if (appended.length > 0) value = concat([value, ...appended.slice(0, 32)])
      // What is written into it may read it.
      binding.value = value
      return withWrites(this, binding, value, module)
    })
  }

  /** Evaluates what a cell is for, once; within itself it is what is known of it so far. */
  #celled(cell: Cell, make: () => Value): Value {
    if (cell.level > 0) {
      this.#partial.meet(cell.level)
      return cell.value ?? UNKNOWN
    }
    if (cell.value !== undefined) {
      this.#partial.use(cell)
      return cell.value
    }
    const kept = this.#partial.kept
    const outer = this.#partial.begin()
    cell.level = this.#partial.level
    try {
      cell.value = make()
    } finally {
      cell.level = 0
      this.#partial.end(outer, kept, cell)
    }
    return cell.value
  }

  #definition(definition: Definition, module: Module, frame: Frame | undefined): Value {
    switch (definition.type) {
      case 'value':
        return this.#destructured(this.value(definition.node, module, frame), definition.path, module, frame)
      case 'append':
        return this.value(definition.node, module, frame)
      case 'parameter':
        return this.#destructured(parameterValue(this, definition, module, frame), definition.path, module, frame)
      case 'element':
        return this.#destructured(
          elementOf(this.settled(this.value(definition.node, module, frame))),
          definition.path,
          module,
          frame,
        )
      case 'key':
        return unknownFrom(sourcesOf(this.value(definition.node, module, frame)))
      case 'import': {
        const imported = this.moduleValue(module, definition.from)
        return definition.name === '*' || (definition.name === 'default' && imported.t === 'object')
          ? imported
          : this.member(imported, definition.name, module)
      }
      case 'function':
        return { t: 'function', node: definition.node, module, frame: undefined }
      case 'class':
        return { t: 'class', node: definition.node, module }
      case 'opaque':
        return UNKNOWN
    }
  }

  #destructured(value: Value, path: readonly Step[], module: Module, frame: Frame | undefined): Value {
    let at = value
    for (const step of path) {
      const { key } = step
      if (key === null) {
        // A default on the whole pattern.
      } else if (typeof key === 'object' && 'rest' in key) {
        const taken = key.rest
        at =
          at.t === 'object'
            ? { t: 'object', props: new Map([...at.props].filter(([name]) => !taken.includes(name))), rest: at.rest }
            : at
      } else if (typeof key === 'object' && 'from' in key) {
        at =
          at.t === 'array' ? { t: 'array', items: at.items.slice(key.from), rest: at.rest } : unknownFrom(sourcesOf(at))
      } else if (typeof key === 'number') {
        at = at.t === 'array' ? this.member(at, String(key), module) : elementOf(at)
      } else if (typeof key === 'string') at = this.member(at, key, module)
      else {
        const name = stringOf(this.value(key, module, frame))
        at = name === undefined ? unknownFrom(sourcesOf(at)) : this.member(at, name, module)
      }
      if (step.default !== undefined) {
        const fallback = this.value(step.default, module, frame)
        at = at.t === 'const' && at.v === undefined ? fallback : join([at, fallback])
      }
    }
    return at
  }

  moduleValue(module: Module, specifier: string): Value {
    return module.links.load(module, specifier) ?? moduleReference(specifier)
  }

  #this(node: acorn.ThisExpression, module: Module, frame: Frame | undefined): Value {
    if (frame?.self !== undefined) return frame.self
    const owner = ownerOfThis(node)
    if (owner === undefined) return UNKNOWN
    if (isClass(owner)) return { t: 'instance', of: { t: 'class', node: owner, module }, args: undefined }
    if (isFunction(owner))
      return { t: 'instance', of: { t: 'function', node: owner, module, frame: undefined }, args: undefined }
    if (owner.type === 'ObjectExpression') return this.value(owner, module)
    return UNKNOWN
  }

  // ── members ──────────────────────────────────────────────────────────────────────────────────

  #member(node: acorn.MemberExpression, module: Module, frame: Frame | undefined): Value {
    if (node.object.type === 'Super') {
      const owner = ownerOfThis(node)
      const base =
        owner !== undefined && isClass(owner) && owner.superClass != null
          ? this.value(owner.superClass, module)
          : UNKNOWN
      const name = writtenName(node)
      return name === undefined || base.t !== 'class'
        ? UNKNOWN
        : this.member({ t: 'instance', of: base, args: undefined }, name, module)
    }
    const object = this.value(node.object, module, frame)
    const name = writtenName(node)
    if (name !== undefined) return this.member(object, name, module)
    const key = this.value(node.property, module, frame)
    const names = alternatives(key).map(stringOf)
    if (names.length > 0 && names.every((each) => each !== undefined)) {
      return join(names.map((each) => this.member(object, each, module)))
    }
    if (object.t === 'ref' && object.path === 'global:process.env') {
      // Looked up by its own names, one by one, is all of it.
      return source(sourcesOf(key).has('env:*') ? 'env:*' : 'env:{}')
    }
    if (object.t === 'array' || object.t === 'object') {
      const known = this.#anyMember.get(object)
      if (known !== undefined) return known
      const all = object.t === 'array' ? [...object.items, ...object.rest] : [...object.props.values(), ...object.rest]
      const any = join(all)
      this.#anyMember.set(object, any)
      return any
    }
    return unknownFrom(new Set([...sourcesOf(object)]))
  }

  /** `object.name`. */
  member(object: Value, name: string, module: Module): Value {
    switch (object.t) {
      case 'one':
        return this.#memberOfMany(object, object.of, name, module)
      case 'object': {
        const own = object.props.get(name)
        if (own !== undefined) return own
        if (name === 'constructor') return reference('global:Object')
        return object.rest.length > 0 ? this.#memberOfMany(object, object.rest, name, module) : UNDEFINED
      }
      case 'array': {
        if (name === 'length') return object.rest.length > 0 ? UNKNOWN : constant(object.items.length)
        if (name === 'constructor') return reference('global:Array')
        if (/^(?:filter|map|find|at|sort|concat|join|flat|push|pop|slice|forEach)$/.test(name)) {
          return reference(`global:Array.prototype.${name}`)
        }
        const item = /^\d{1,6}$/.test(name) ? object.items[Number(name)] : undefined
        if (item !== undefined) return item
        return object.rest.length > 0 ? join(object.rest.map(elementOf)) : UNDEFINED
      }
      case 'const':
        if (typeof object.v === 'string') {
          if (name === 'length') return constant(object.v.length)
          if (name === 'constructor') return reference('global:String')
          if (/^\d{1,6}$/.test(name)) return constant(object.v[Number(name)])
        }
        return object.from === undefined ? UNKNOWN : unknownFrom(object.from)
      case 'ref':
        return memberOfReference(object, name)
      case 'namespace':
        return this.exported(object.module, name)
      case 'commonjs':
        return this.commonjsMember(object, name)
      case 'instance':
        return this.#field(object, name)
      case 'class':
        return this.#static(object, name)
      case 'function':
        if (name === 'constructor') return reference('global:Function')
        if (name === 'call' || name === 'apply' || name === 'bind' || name === 'prototype') return UNKNOWN
        return join(
          (object.module.fieldWrites.get(object.node)?.get(name) ?? [])
            .slice(0, 8)
            .map((node) => this.value(node, object.module)),
        )
      case 'unknown':
        if (object.sources.size === 0) return UNKNOWN
        return unknownFrom(fieldOf(narrowed(object.sources, name), name))
      case 'template':
        return unknownFrom(sourcesOf(object))
      default:
        return UNKNOWN
    }
  }

  /** A member of any of several values, asked once: spreads of spreads share their parts, and every path is no more than one. */
  #memberOfMany(object: Value, values: readonly Value[], name: string, module: Module): Value {
    let members = this.#members.get(object)
    if (members === undefined) {
      members = new Map()
      this.#members.set(object, members)
    }
    const known = members.get(name)
    if (known !== undefined) return known
    members.set(name, UNKNOWN)
    if (this.#depth >= MOST_DEPTH || this.#budget-- <= 0) return UNKNOWN
    this.#depth++
    const value = join(values.map((each) => this.member(each, name, module)))
    this.#depth--
    members.set(name, value)
    return value
  }

  #field(object: InstanceValue, name: string, hops = 0): Value {
    const { node, module } = object.of
    const found: Value[] = []
    if (isClass(node)) {
      for (const each of node.body.body) {
        if (each.type === 'StaticBlock' || each.static || writtenName(each) !== name) continue
        if (each.type === 'PropertyDefinition') {
          if (each.value != null) found.push(this.value(each.value, module))
        } else if (each.kind === 'get') {
          found.push(
            ...(module.survey.returns.get(each.value as FunctionNode) ?? [])
              .slice(0, 4)
              .map((value) => this.value(value, module)),
          )
        } else if (each.kind === 'method')
          found.push({ t: 'function', node: each.value as FunctionNode, module, frame: undefined })
      }
    }
    const frame = this.#constructorFrame(object)
    for (const write of (module.fieldWrites.get(node)?.get(name) ?? []).slice(0, 12))
      found.push(
        this.value(write, module, frame !== undefined && enclosingFunction(write) === frame.fn ? frame : undefined),
      )
    if (found.length > 0) return join(found)
    if (isClass(node) && node.superClass != null && hops < 8) {
      const base = this.value(node.superClass, module)
      if (base.t === 'class') return this.#field(this.#asBase(object, base), name, hops + 1)
      if (base.t === 'ref') return memberOfReference(reference(`new ${base.path}`, { args: object.args ?? [] }), name)
    }
    return unknownFrom(sourcesOf(object))
  }

  /** What an object's own constructor was given; every object of a class has its own. */
  #constructorFrame(object: InstanceValue): Frame | undefined {
    if (object.args === undefined) return undefined
    const known = this.#constructed.get(object)
    if (known !== undefined) return known
    const { node } = object.of
    const fn = isClass(node) ? constructorOf(node) : node
    if (fn === undefined) return undefined
    const frame: Frame = { fn, args: object.args, self: object, depth: 1, outer: undefined, memo: new Map() }
    this.#constructed.set(object, frame)
    return frame
  }

  /** An object as one of the class that its own extends: what `super` is given there. */
  #asBase(object: InstanceValue, base: Value & { t: 'class' }): InstanceValue {
    const { node, module } = object.of
    const call = isClass(node) && object.args !== undefined ? module.superCallOf(node) : undefined
    const frame = this.#constructorFrame(object)
    const args = call === undefined ? object.args : this.values(call.arguments, module, frame)
    return { t: 'instance', of: base, args }
  }

  #static(object: Value & { t: 'class' }, name: string): Value {
    const { node, module } = object
    const found: Value[] = []
    for (const each of node.body.body) {
      if (each.type === 'StaticBlock' || !each.static || writtenName(each) !== name) continue
      if (each.type === 'PropertyDefinition') {
        if (each.value != null) found.push(this.value(each.value, module))
      } else found.push({ t: 'function', node: each.value as FunctionNode, module, frame: undefined })
    }
    return found.length > 0 ? join(found) : UNKNOWN
  }

  // ── exports ──────────────────────────────────────────────────────────────────────────────────

  /** What a module of the package exports under a name. */
  exported(module: Module, name: string, hops = 0): Value {
    if (hops > 12) return UNKNOWN
    let cell = module.exportValues.get(name)
    if (cell === undefined) {
      cell = { value: undefined, level: 0 }
      module.exportValues.set(name, cell)
    }
    const asked = cell
    if (asked.value !== undefined || asked.level > 0 || this.#depth < MOST_DEPTH / 2)
      return this.#celled(asked, () => this.#exported(module, name, hops))
    let value: Value = UNKNOWN
    this.anew(() => {
      value = this.#celled(asked, () => this.#exported(module, name, hops))
    })
    return value
  }

  #exported(module: Module, name: string, hops: number): Value {
    const from = module.survey.exports.get(name)
    if (from !== undefined) {
      if (from.type === 'node') return this.value(from.node, module)
      if (from.type === 'binding') {
        const binding = module.survey.top.lookup(from.name)
        return binding === undefined ? UNKNOWN : this.bindingValue(binding, module, undefined)
      }
      const other = this.moduleValue(module, from.from)
      if (from.name === '*') return other
      return other.t === 'namespace'
        ? this.exported(other.module, from.name, hops + 1)
        : this.member(other, from.name, module)
    }
    for (const specifier of module.survey.reexports) {
      const other = this.moduleValue(module, specifier)
      const value = other.t === 'namespace' ? this.exported(other.module, name, hops + 1) : UNKNOWN
      if (value !== UNKNOWN) return value
    }
    const own = this.#tableOf(module.program, () =>
      exportsIn(
        module.survey.writes,
        definedGetters(module, module.survey.calls, exportTarget),
        module.survey.calls,
        exportTarget,
      ),
    )
    const named = own.named.get(name)
    if (named !== undefined) return join(named.slice(0, 8).map((each) => this.value(each, module)))
    if (own.whole.length > 0) {
      const whole = join(own.whole.slice(0, 8).map((each) => this.value(each, module)))
      return name === 'default' ? whole : this.member(whole, name, module)
    }
    const starred = this.#starred(own.stars, name, module)
    if (starred !== undefined) return starred
    if (name === 'default' && own.named.size > 0) return { t: 'namespace', module }
    return UNKNOWN
  }

  /** What the modules that are exported whole besides give for a name. */
  #starred(stars: readonly Node[], name: string, module: Module): Value | undefined {
    for (const star of stars.slice(0, MOST_STARS)) {
      const value = this.member(this.value(star, module), name, module)
      if (value !== UNKNOWN && !(value.t === 'const' && value.v === undefined)) return value
    }
    return undefined
  }

  /** Calling a namespace that is a CommonJS module's whole export: `require('./x')(…)`. */
  wholeExport(module: Module): Value {
    return this.exported(module, 'default')
  }

  /** What a CommonJS module exports, found once for each. */
  #tableOf(key: Node, make: () => ExportTable): ExportTable {
    let table = this.#tables.get(key)
    if (table === undefined) {
      table = make()
      this.#tables.set(key, table)
    }
    return table
  }

  /** A member of a CommonJS module that a bundler wrapped into a function. */
  commonjsMember(object: Value & { t: 'commonjs' }, name: string | undefined): Value {
    const { node, module } = object
    const exportsBinding = parameterBinding(node, object.exportsAt)
    const moduleBinding = parameterBinding(node, object.moduleAt)
    const targetOf = (at: Node): 'whole' | 'exports' | undefined => {
      if (at.type === 'Identifier' && at.binding !== undefined && at.binding === exportsBinding) return 'exports'
      if (
        at.type === 'MemberExpression' &&
        at.object.type === 'Identifier' &&
        at.object.binding !== undefined &&
        at.object.binding === moduleBinding &&
        writtenName(at) === 'exports'
      )
        return 'whole'
      return undefined
    }
    const { whole, named, stars } = this.#tableOf(node, () => {
      const uses = [...(exportsBinding?.references ?? []), ...(moduleBinding?.references ?? [])]
      const writes = [...new Set(uses.map(assignmentOver))].filter((each) => each !== undefined)
      const calls = [...new Set(uses.map(callGiven))].filter((each) => each !== undefined)
      return exportsIn(writes, definedGetters(module, calls, targetOf), calls, targetOf)
    })
    if (name !== undefined) {
      const own = named.get(name)
      if (own !== undefined) return join(own.slice(0, 8).map((each) => this.value(each, module)))
    }
    if (whole.length === 0) {
      const starred = name === undefined ? undefined : this.#starred(stars, name, module)
      return starred ?? (name === 'default' ? object : UNKNOWN)
    }
    const all = join(whole.slice(0, 8).map((each) => this.value(each, module)))
    if (name === undefined) return all
    const value = this.member(all, name, module)
    return name === 'default' && (value === UNKNOWN || (value.t === 'const' && value.v === undefined)) ? all : value
  }

  // ── operators and literals ───────────────────────────────────────────────────────────────────

  #binary(node: acorn.BinaryExpression, module: Module, frame: Frame | undefined): Value {
    if (node.operator === '+') {
      const operands: Node[] = []
      let at: Node = node
      while (at.type === 'BinaryExpression' && at.operator === '+') {
        operands.push(at.right)
        at = at.left
      }
      operands.push(at)
      const values = operands.reverse().map((each) => this.value(each, module, frame))
      if (values.every((value) => value.t === 'const' && typeof value.v === 'number')) {
        return constant(values.reduce((sum, value) => sum + Number((value as { v: number }).v), 0))
      }
      return concat(values)
    }
    const left = this.value(node.left as Node, module, frame)
    const right = this.value(node.right, module, frame)
    if (left.t === 'const' && right.t === 'const' && typeof left.v === 'number' && typeof right.v === 'number') {
      return constant(arithmetic(node.operator, left.v, right.v))
    }
    const sources = new Set([...sourcesOf(left), ...sourcesOf(right)])
    return /^[=!<>]|in/.test(node.operator) ? UNKNOWN : unknownFrom(sources)
  }

  #unary(node: acorn.UnaryExpression, module: Module, frame: Frame | undefined): Value {
    const value = this.value(node.argument, module, frame)
    if (node.operator === 'void') return UNDEFINED
    if (value.t !== 'const') return UNKNOWN
    if (node.operator === '-' && typeof value.v === 'number') return constant(-value.v)
    if (node.operator === '!' && value.v !== undefined) return constant(!value.v)
    if (node.operator === '~' && typeof value.v === 'number') return constant(~value.v)
    if (node.operator === '+' && typeof value.v === 'string') return constant(Number(value.v))
    return UNKNOWN
  }

  #object(node: acorn.ObjectExpression, module: Module, frame: Frame | undefined): Value {
    const props = new Map<string, Value>()
    const rest: Value[] = []
    // A circular reference through a method's `this` meets the half-built object rather than looping.
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.value(property.argument, module, frame)
        if (spread.t === 'object') {
          for (const [name, value] of spread.props) props.set(name, value)
          for (const each of spread.rest.slice(0, MOST_REST)) if (!rest.includes(each)) rest.push(each)
        } else rest.push(spread)
        if (rest.length > MOST_REST)
          rest.splice(0, rest.length, unknownFrom(new Set(rest.flatMap((each) => [...sourcesOf(each)]))))
        continue
      }
      const name =
        writtenName(property) ?? (property.computed ? stringOf(this.value(property.key, module, frame)) : undefined)
      const value =
        property.kind === 'get'
          ? this.#getter(property.value as FunctionNode, module)
          : this.value(property.value, module, frame)
      if (name === undefined) rest.push(value)
      else props.set(name, value)
    }
    return { t: 'object', props, rest }
  }

  #getter(fn: FunctionNode, module: Module): Value {
    return join((module.survey.returns.get(fn) ?? []).slice(0, 4).map((each) => this.value(each, module)))
  }

  #array(elements: readonly (Node | null)[], module: Module, frame: Frame | undefined): Value {
    const items: Value[] = []
    const rest: Value[] = []
    for (const element of elements.slice(0, MOST_ITEMS)) {
      if (items.length > MOST_ITEMS) break
      if (element === null) items.push(UNDEFINED)
      else if (element.type === 'SpreadElement') {
        const spread = this.value(element.argument, module, frame)
        if (spread.t === 'array') {
          items.push(...spread.items.slice(0, MOST_ITEMS))
          rest.push(...spread.rest.slice(0, MOST_REST))
        } else if (spread.t === 'const' && typeof spread.v === 'string') {
          items.push(...[...spread.v.slice(0, MOST_ITEMS)].map(constant))
        } else rest.push(spread)
      } else items.push(this.value(element, module, frame))
    }
    return items.length > MOST_ITEMS || rest.length > MOST_REST
      ? { t: 'array', items: items.slice(0, MOST_ITEMS), rest: [join(rest), join(items.slice(MOST_ITEMS))] }
      : { t: 'array', items, rest }
  }

  /** What a function returns whoever calls it. */
  returned(fn: FunctionNode, module: Module): Value {
    let cell = this.#returned.get(fn)
    if (cell === undefined) {
      cell = { value: undefined, level: 0 }
      this.#returned.set(fn, cell)
    }
    return this.#celled(cell, () =>
      join((module.survey.returns.get(fn) ?? []).slice(0, 8).map((each) => this.value(each, module))),
    )
  }

  /** What awaiting a value gives. */
  settled(value: Value): Value {
    if (value.t === 'one') return join(value.of.map((each) => this.settled(each)))
    if (value.t !== 'ref') return value
    if (value.path === 'new global:Promise' && value.written !== undefined) return join(value.written)
    if (/^global:Promise\.(all|allSettled|race|any|resolve)\(\)$/.test(value.path)) return value.args?.[0] ?? UNKNOWN
    return value
  }
}

function constructorOf(node: ClassNode): FunctionNode | undefined {
  for (const each of node.body.body)
    if (each.type === 'MethodDefinition' && each.kind === 'constructor') return each.value as FunctionNode
  return undefined
}

/** Whether a `yield` stands for `await`: its generator is handed to a helper that steps through it. */
function isStepped(node: Node): boolean {
  const fn = enclosingFunction(node)
  const call = fn?.parent
  return call?.type === 'CallExpression' && call.callee !== fn && steppedGenerator(call) === fn
}

/** `env:*` narrows to one variable when a member of it is read. */
function narrowed(sources: ReadonlySet<string>, name: string): ReadonlySet<string> {
  if (!sources.has('env:*') && !sources.has('env:{}')) return sources
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) return sources
  const out = new Set(sources)
  out.delete('env:*')
  out.delete('env:{}')
  out.add(/^[A-Z]/.test(name) ? `env:${name}` : 'env:{}')
  return out
}

function isLocalTo(binding: Binding, frame: Frame): boolean {
  for (let at: Frame | undefined = frame; at !== undefined; at = at.outer) {
    for (const definition of binding.definitions) {
      if (definition.type === 'parameter') {
        if (definition.fn === at.fn) return true
      } else if ('node' in definition && definition.type !== 'function' && definition.type !== 'class') {
        const { node } = definition
        if (node.start >= at.fn.start && node.end <= at.fn.end && declaredInside(binding, at.fn)) return true
      }
    }
  }
  return false
}

/** Whether a function's own scopes declare the variable: a write from inside to an outer one does not make it local. */
function declaredInside(binding: Binding, fn: FunctionNode): boolean {
  for (const definition of binding.definitions) {
    if (!('node' in definition) || definition.type === 'function' || definition.type === 'class') return false
    if (definition.node.start < fn.start || definition.node.end > fn.end) return false
  }
  return binding.references.every((each) => each.start >= fn.start && each.end <= fn.end)
}

export function parameterBinding(fn: FunctionNode, index: number): Binding | undefined {
  const param = fn.params[index]
  return param?.type === 'Identifier' ? param.binding : undefined
}
