import { applyCall, inline } from './apply.js'
import type { Binding } from './bindings.js'
import { isLocalTo } from './frames.js'
import { interopCall, steppedGenerator } from './interop.js'
import { arrayValue, binaryValue, objectValue, unaryValue } from './literals.js'
import { Members } from './members.js'
import type { Module } from './module.js'
import { ModuleExports } from './module-exports.js'
import { definitionValue, identifierValue, thisValue } from './names.js'
import { Origins } from './origins.js'
import { type Cell, PartialValues } from './partial.js'
import { moduleReference } from './references.js'
import { type ClassNode, enclosingFunction, type FunctionNode, type Node } from './syntax.js'
import {
  concat,
  constant,
  elementOf,
  type Frame,
  join,
  reference,
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
/** Callbacks of one file that are followed into the functions that they are handed to; large bundles have some thousands. */
const MOST_FOLLOWED = 50_000
/** Evaluations within each other that begin anew. */
const MOST_NESTED = 3
/** Inlining deeper than this finds nothing that real code does, and costs exponentially. */
export const MOST_FRAMES = 3

export class Evaluator {
  #depth = 0
  #nested = 0
  #followed = 0
  /** How often each function was inlined; see `inline`. */
  readonly inlined = new Map<FunctionNode, number>()
  readonly #returned = new Map<FunctionNode, Cell>()
  readonly origins = new Origins(this)
  readonly #members = new Members(this)
  readonly #exports = new ModuleExports(this)
  readonly #partial = new PartialValues()
  #budget = BASE_BUDGET
  #reserve = PACKAGE_BUDGET
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
    this.#followed = 0
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

  /** Counts a callback that is followed into the function that it is handed to. @returns false where there are too many of them */
  follows(): boolean {
    if (this.#followed++ < MOST_FOLLOWED) return true
    this.exhausted = true
    return false
  }

  /** Whether little depth is left. */
  get isDeep(): boolean {
    return this.#depth >= MOST_DEPTH / 2
  }

  /** Makes a value one step further in. @returns undefined where the depth or the budget is reached */
  deeper(make: () => Value): Value | undefined {
    if (this.#depth >= MOST_DEPTH || this.#budget-- <= 0) return undefined
    this.#depth++
    try {
      return make()
    } finally {
      this.#depth--
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
        return identifierValue(this, node, module, frame)
      case 'ThisExpression':
        return thisValue(this, node, module, frame)
      case 'MemberExpression':
        return this.#members.read(node, module, frame)
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
        return binaryValue(this, node, module, frame)
      case 'UnaryExpression':
        return unaryValue(this, node, module, frame)
      case 'ObjectExpression':
        return objectValue(this, node, module, frame)
      case 'ArrayExpression':
        return arrayValue(this, node.elements, module, frame)
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

  /** The join of all that a variable is given, with what is written into it afterwards. */
  bindingValue(binding: Binding, module: Module, frame: Frame | undefined): Value {
    if (frame !== undefined && isLocalTo(binding, frame)) {
      return join(binding.definitions.map((definition) => definitionValue(this, definition, module, frame)))
    }
    return this.celled(binding, () => {
      const appended: Value[] = []
      const given: Value[] = []
      for (const definition of binding.definitions) {
        if (definition.type === 'append') appended.push(this.value(definition.node, module))
        else given.push(definitionValue(this, definition, module, undefined))
      }
      let value = join(given)
      if (appended.length > 0) value = concat([value, ...appended.slice(0, 32)])
      // What is written into it may read it.
      binding.value = value
      return withWrites(this, binding, value, module)
    })
  }

  /** Evaluates what a cell is for, once; within itself it is what is known of it so far. */
  celled(cell: Cell, make: () => Value): Value {
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

  moduleValue(module: Module, specifier: string): Value {
    return module.links.load(module, specifier) ?? moduleReference(specifier)
  }

  // ── members and exports ──────────────────────────────────────────────────────────────────────

  /** `object.name`. */
  member(object: Value, name: string, module: Module): Value {
    return this.#members.of(object, name, module)
  }

  /** What a module of the package exports under a name. */
  exported(module: Module, name: string): Value {
    return this.#exports.exported(module, name)
  }

  /** Calling a namespace that is a CommonJS module's whole export: `require('./x')(…)`. */
  wholeExport(module: Module): Value {
    return this.#exports.exported(module, 'default')
  }

  /** A member of a CommonJS module that a bundler wrapped into a function. */
  commonjsMember(object: Value & { t: 'commonjs' }, name: string | undefined): Value {
    return this.#exports.commonjsMember(object, name)
  }

  /** What a function returns whoever calls it. */
  returned(fn: FunctionNode, module: Module): Value {
    let cell = this.#returned.get(fn)
    if (cell === undefined) {
      cell = { value: undefined, level: 0 }
      this.#returned.set(fn, cell)
    }
    return this.celled(cell, () =>
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

/** Whether a `yield` stands for `await`: its generator is handed to a helper that steps through it. */
function isStepped(node: Node): boolean {
  const fn = enclosingFunction(node)
  const call = fn?.parent
  return call?.type === 'CallExpression' && call.callee !== fn && steppedGenerator(call) === fn
}
