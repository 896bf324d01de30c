/**
 * A small interpreter of the language over the tree, for code that computes nothing but values: texts, numbers, lists and
 * tables. It has no world: what it does not know ends the attempt (`Unfoldable`). Steps, depth and sizes are bounded.
 * This is how strangers' decoders are seen through; nothing of them is ever given to the host's own engine.
 */
import type * as acorn from 'acorn'
import type { Binding } from '../bindings.js'
import { type ClassNode, type FunctionNode, isFunction, type Node, writtenName } from '../syntax.js'
import {
  Blueprint,
  Closure,
  type Concrete,
  IMPURE,
  isTrue,
  Known,
  OUT_OF_STEPS,
  Pattern,
  Plain,
  Scope,
  Thrown,
  toText,
} from './concrete.js'
import type { Watch } from './endless.js'
import { deleteMember, getMember, hasMember, keysOf, setMember } from './members.js'
import { callKnown, constructKnown, isKnownGlobal } from './natives.js'
import { add, binary, unary } from './operators.js'
import { runBody } from './statements.js'

const MOST_DEPTH = 180

/** What the interpreter asks about variables that no running call declares. */
export interface Statics {
  /** @throws {Unfoldable} where it may be more than one value */
  valueOf(binding: Binding, at: Node): Concrete
  assign(binding: Binding, value: Concrete, at: Node): void
  /** A value that was found before, outside any call; `undefined` where it was not asked. */
  known(node: Node): { readonly value: Concrete } | undefined
}

export class Machine {
  /** Whether the present attempt took something out of an encoding. */
  decoded = false
  /** Characters taken out of texts one by one in the present attempt. */
  picks = 0
  steps = 0
  /** Whether more came out of a packed constant than is taken. */
  bomb = false
  /** Whether it is asked if a loop ends at all: then no part of a sum is left out. */
  watchesLoops = false
  /** What is told of all changes, within a loop that is watched. */
  watch: Watch | undefined
  #depth = 0
  /** What the program sets on the global object. */
  readonly globals = new Map<string, Concrete>()

  readonly statics: Statics
  readonly source: string
  constructor(statics: Statics, source: string) {
    this.statics = statics
    this.source = source
  }

  spend(steps: number): void {
    this.steps -= steps
    if (this.steps < 0) throw OUT_OF_STEPS
  }

  value(node: Node, scope: Scope | undefined): Concrete {
    if (--this.steps < 0) throw OUT_OF_STEPS
    if (scope === undefined) {
      const known = this.statics.known(node)
      if (known !== undefined) return known.value
    }
    if (++this.#depth > MOST_DEPTH) {
      this.#depth--
      throw IMPURE
    }
    try {
      return this.#value(node, scope)
    } finally {
      this.#depth--
    }
  }

  #value(node: Node, scope: Scope | undefined): Concrete {
    switch (node.type) {
      case 'Literal':
        if (node.regex != null) return new Pattern(node.regex.pattern, node.regex.flags)
        if (node.value instanceof RegExp) throw IMPURE
        return node.value as Concrete
      case 'TemplateLiteral': {
        let text = ''
        for (let i = 0; i < node.quasis.length; i++) {
          text = toText(add(text, node.quasis[i]?.value.cooked ?? ''))
          const hole = node.expressions[i]
          if (hole !== undefined) text = toText(add(text, toText(this.value(hole, scope))))
        }
        return text
      }
      case 'Identifier':
        return this.#identifier(node, scope)
      case 'ThisExpression':
        for (let at = scope; at !== undefined; at = at.outer) if (at.args !== undefined) return at.self
        throw IMPURE
      case 'MemberExpression': {
        const object = this.value(node.object, scope)
        if ((object === undefined || object === null) && node.optional) return undefined
        return getMember(this, object, this.key(node, scope))
      }
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        return this.value(node.expression, scope)
      case 'CallExpression':
        return this.#call(node, scope)
      case 'NewExpression':
        return this.#construct(node, scope)
      case 'SequenceExpression': {
        let last: Concrete
        for (const each of node.expressions) last = this.value(each, scope)
        return last
      }
      case 'AssignmentExpression':
        return this.#assignment(node, scope)
      case 'UpdateExpression': {
        const old = unary('+', this.value(node.argument, scope)) as number
        const next = node.operator === '++' ? old + 1 : old - 1
        this.assign(node.argument, next, scope)
        return node.prefix ? next : old
      }
      case 'ConditionalExpression':
        return this.value(isTrue(this.value(node.test, scope)) ? node.consequent : node.alternate, scope)
      case 'LogicalExpression': {
        const left = this.value(node.left, scope)
        const stays =
          node.operator === '&&' ? !isTrue(left) : node.operator === '||' ? isTrue(left) : (left ?? null) !== null
        return stays ? left : this.value(node.right, scope)
      }
      case 'BinaryExpression':
        return this.#binary(node, scope)
      case 'UnaryExpression':
        return this.#unary(node, scope)
      case 'ObjectExpression':
        return this.#object(node, scope)
      case 'ArrayExpression':
        return this.#items(node.elements, scope)
      case 'ClassExpression':
      case 'ClassDeclaration':
        return this.#blueprint(node as ClassNode, scope)
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'FunctionDeclaration':
        if (node.async || node.generator) throw IMPURE
        return new Closure(
          node as FunctionNode,
          scope,
          this.source.slice(node.start, Math.min(node.end, node.start + 4096)),
        )
      default:
        throw IMPURE
    }
  }

  // ── names ────────────────────────────────────────────────────────────────────────────────────

  #identifier(node: acorn.Identifier, scope: Scope | undefined): Concrete {
    const { binding } = node
    if (binding !== undefined) {
      for (let at = scope; at !== undefined; at = at.outer) if (at.vars.has(binding)) return at.vars.get(binding)
      return this.statics.valueOf(binding, node)
    }
    switch (node.name) {
      case 'undefined':
        return undefined
      case 'NaN':
        return Number.NaN
      case 'Infinity':
        return Number.POSITIVE_INFINITY
      case 'arguments':
        for (let at = scope; at !== undefined; at = at.outer) if (at.args !== undefined) return at.args
        throw IMPURE
    }
    return this.global(node.name)
  }

  /** @throws {Unfoldable} for what depends on where the program runs */
  global(name: string): Concrete {
    const own = this.globals.get(name)
    if (own !== undefined) return own
    if (/^(?:global|globalThis|window|self)$/.test(name)) return new Known('global')
    if (isKnownGlobal(name)) return new Known(name)
    throw IMPURE
  }

  key(node: acorn.MemberExpression, scope: Scope | undefined): string {
    if (node.object.type === 'Super') throw IMPURE
    if (node.property.type === 'PrivateIdentifier') return `#${node.property.name}`
    if (!node.computed && node.property.type === 'Identifier') return node.property.name
    return toText(this.value(node.property, scope))
  }

  write(scope: Scope, binding: Binding, value: Concrete): void {
    this.watch?.wrote(scope, binding, value)
    scope.vars.set(binding, value)
  }

  assign(target: Node, value: Concrete, scope: Scope | undefined): void {
    switch (target.type) {
      case 'Identifier': {
        const { binding } = target
        if (binding === undefined) throw IMPURE
        for (let at = scope; at !== undefined; at = at.outer)
          if (at.vars.has(binding)) {
            this.write(at, binding, value)
            return
          }
        this.watch?.changes(undefined)
        this.statics.assign(binding, value, target)
        return
      }
      case 'MemberExpression':
        setMember(this, this.value(target.object, scope), this.key(target, scope), value)
        return
      case 'AssignmentPattern':
        this.assign(target.left, value === undefined ? this.value(target.right, scope) : value, scope)
        return
      case 'ArrayPattern': {
        const items = this.list(value)
        target.elements.forEach((element, index) => {
          if (element === null) return
          if (element.type === 'RestElement') this.assign(element.argument, items.slice(index), scope)
          else this.assign(element, items[index], scope)
        })
        return
      }
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') throw IMPURE
          const key =
            !property.computed && property.key.type === 'Identifier'
              ? property.key.name
              : toText(this.value(property.key, scope))
          this.assign(property.value, getMember(this, value, key), scope)
        }
        return
      default:
        throw IMPURE
    }
  }

  #assignment(node: acorn.AssignmentExpression, scope: Scope | undefined): Concrete {
    if (node.operator === '=') {
      const value = this.value(node.right, scope)
      this.assign(node.left, value, scope)
      return value
    }
    const old = this.value(node.left, scope)
    if (node.operator === '??=' || node.operator === '||=' || node.operator === '&&=') {
      const stays =
        node.operator === '&&=' ? !isTrue(old) : node.operator === '||=' ? isTrue(old) : (old ?? null) !== null
      if (stays) return old
      const value = this.value(node.right, scope)
      this.assign(node.left, value, scope)
      return value
    }
    const value = binary(node.operator.slice(0, -1), old, this.value(node.right, scope))
    if (typeof value === 'string') this.spend(value.length >> 9)
    this.assign(node.left, value, scope)
    return value
  }

  // ── operators and literals ───────────────────────────────────────────────────────────────────

  #binary(node: acorn.BinaryExpression, scope: Scope | undefined): Concrete {
    // A long sum leans to the left: it costs no depth.
    const rights: acorn.BinaryExpression[] = []
    let at: Node = node
    while (at.type === 'BinaryExpression' && at.operator !== 'in' && at.operator !== 'instanceof') {
      rights.push(at)
      at = at.left as Node
      if (scope === undefined && this.statics.known(at) !== undefined) break
    }
    if (rights.length === 0) {
      if (node.operator !== 'in') throw IMPURE
      return hasMember(this.value(node.right, scope), toText(this.value(node.left as Node, scope)))
    }
    let value = this.value(at, scope)
    for (const each of rights.reverse()) {
      this.spend(1)
      // Whatever number comes, the result is none: this is what makes the search for a rotation cheap.
      if (
        !this.watchesLoops &&
        Number.isNaN(value as number) &&
        (/^[-*/%]$/.test(each.operator) || (each.operator === '+' && isNumeric(each.right)))
      )
        continue
      value = binary(each.operator, value, this.value(each.right, scope))
      if (typeof value === 'string') this.spend(value.length >> 9)
    }
    return value
  }

  #unary(node: acorn.UnaryExpression, scope: Scope | undefined): Concrete {
    if (node.operator === 'typeof' && node.argument.type === 'Identifier' && node.argument.binding === undefined) {
      const { name } = node.argument
      if (/^(?:window|document|self)$/.test(name)) return 'undefined'
      if (/^(?:process|global|globalThis)$/.test(name)) return 'object'
      if (name === 'require' || isKnownGlobal(name)) return 'function'
    }
    if (node.operator === 'delete') {
      if (node.argument.type !== 'MemberExpression') throw IMPURE
      this.watch?.changes(undefined)
      deleteMember(this.value(node.argument.object, scope), this.key(node.argument, scope))
      return true
    }
    return unary(node.operator, this.value(node.argument, scope))
  }

  #object(node: acorn.ObjectExpression, scope: Scope | undefined): Concrete {
    const object = new Plain()
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.value(property.argument, scope)
        for (const key of keysOf(spread)) object.props.set(key, getMember(this, spread, key))
        continue
      }
      if (property.kind !== 'init') throw IMPURE
      const { key } = property
      const name = !property.computed && key.type === 'Identifier' ? key.name : toText(this.value(key, scope))
      try {
        object.props.set(name, this.value(property.value, scope))
        object.hidden.delete(name)
      } catch (error) {
        // One member that is not known leaves the others as they are.
        if (error !== IMPURE || scope !== undefined) throw error
        object.props.delete(name)
        object.hidden.add(name)
      }
    }
    return object
  }

  #items(nodes: readonly (Node | null)[], scope: Scope | undefined): Concrete[] {
    const items: Concrete[] = []
    for (const each of nodes) {
      if (each === null) items.push(undefined)
      else if (each.type === 'SpreadElement') {
        const spread = this.list(this.value(each.argument, scope))
        this.spend(spread.length)
        for (const item of spread) items.push(item)
      } else items.push(this.value(each, scope))
    }
    return items
  }

  /** What a loop over a value gives. */
  list(value: Concrete): Concrete[] {
    if (Array.isArray(value)) return value
    if (typeof value === 'string') {
      this.spend(value.length >> 2)
      return [...value]
    }
    if (value instanceof Uint8Array) return Array.from(value)
    if (typeof value === 'object' && value !== null && 'entries' in value && 'isSet' in value)
      return value.isSet ? [...value.entries.keys()] : [...value.entries].map(([key, each]): Concrete => [key, each])
    throw IMPURE
  }

  // ── calls ────────────────────────────────────────────────────────────────────────────────────

  #call(node: acorn.CallExpression, scope: Scope | undefined): Concrete {
    const callee =
      node.callee.type === 'ChainExpression' ? (node.callee as { expression: Node }).expression : node.callee
    if (callee.type === 'Super') throw IMPURE
    if (callee.type === 'MemberExpression') {
      const self = this.value(callee.object, scope)
      if ((self === undefined || self === null) && callee.optional) return undefined
      const key = this.key(callee, scope)
      const target = getMember(this, self, key)
      return this.call(target, self, this.#items(node.arguments, scope))
    }
    // A stand-in for the module loader can't be followed; its own name for one of Node's pure modules can.
    if (callee.type === 'Identifier' && callee.binding === undefined && callee.name === 'require') {
      const name = toText(this.value(node.arguments[0] as Node, scope)).replace(/^node:/, '')
      if (/^(?:zlib|buffer|crypto|util)$/.test(name)) return new Known(name)
      throw IMPURE
    }
    return this.call(this.value(callee, scope), undefined, this.#items(node.arguments, scope))
  }

  call(target: Concrete, self: Concrete, args: Concrete[]): Concrete {
    if (target instanceof Closure) return this.enter(target, self, args)
    if (target instanceof Known) return callKnown(this, target, target.self ?? self, args)
    if (target === undefined || target === null || typeof target !== 'object') throw new Thrown('TypeError')
    throw IMPURE
  }

  #construct(node: acorn.NewExpression, scope: Scope | undefined): Concrete {
    const target = this.value(node.callee as Node, scope)
    const args = this.#items(node.arguments, scope)
    if (target instanceof Known) return constructKnown(this, target, args)
    if (target instanceof Blueprint) return this.#instance(target, args)
    if (!(target instanceof Closure)) throw IMPURE
    const proto = target.props.get('prototype')
    const object = new Plain(proto instanceof Plain ? proto : undefined)
    const made = this.enter(target, object, args)
    return made instanceof Plain ? made : object
  }

  #blueprint(node: ClassNode, scope: Scope | undefined): Concrete {
    if (node.superClass != null) throw IMPURE
    const made = new Blueprint(node, scope)
    for (const each of node.body.body) {
      if (each.type === 'PropertyDefinition' && !each.static) continue
      const name = each.type === 'StaticBlock' ? undefined : writtenName(each)
      if (name === undefined || each.type === 'StaticBlock') throw IMPURE
      if (each.type === 'PropertyDefinition') {
        made.props.set(name, each.value == null ? undefined : this.value(each.value, scope))
        continue
      }
      if (each.type !== 'MethodDefinition' || each.kind === 'get' || each.kind === 'set') throw IMPURE
      // A method that waits or yields is only not known itself.
      const fn = each.value as FunctionNode
      if (fn.async || fn.generator) made.proto.hidden.add(name)
      else if (each.kind === 'constructor') made.make = this.value(fn, scope) as Closure
      else if (each.static) made.props.set(name, this.value(fn, scope))
      else made.proto.props.set(name, this.value(fn, scope))
    }
    return made
  }

  #instance(of: Blueprint, args: Concrete[]): Concrete {
    const object = new Plain(of.proto)
    const scope = new Scope(of.scope, object, [])
    for (const each of of.node.body.body) {
      if (each.type !== 'PropertyDefinition' || each.static) continue
      const name = writtenName(each)
      if (name === undefined) throw IMPURE
      object.props.set(name, each.value == null ? undefined : this.value(each.value, scope))
    }
    if (of.make !== undefined) this.enter(of.make, object, args)
    return object
  }

  enter(target: Closure, self: Concrete, args: Concrete[]): Concrete {
    if (++this.#depth > MOST_DEPTH) {
      this.#depth--
      throw IMPURE
    }
    try {
      const { node } = target
      const isArrow = node.type === 'ArrowFunctionExpression'
      const scope = new Scope(target.scope, self, isArrow ? undefined : args)
      for (const binding of node.scope?.names.values() ?? []) scope.vars.set(binding, undefined)
      if (node.type === 'FunctionExpression' && node.id?.binding !== undefined) scope.vars.set(node.id.binding, target)
      node.params.forEach((param, index) => {
        if (param.type === 'RestElement') this.assign(param.argument, args.slice(index), scope)
        else this.assign(param, args[index], scope)
      })
      if (node.body.type !== 'BlockStatement') return this.value(node.body, scope)
      return runBody(this, node.body, scope)
    } finally {
      this.#depth--
    }
  }
}

function isNumeric(node: Node): boolean {
  return (
    (node.type === 'BinaryExpression' && /^[-*/%]$/.test(node.operator)) ||
    (node.type === 'UnaryExpression' && /^[-+]$/.test(node.operator)) ||
    (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'parseInt')
  )
}

export const closureOf = (node: Node, source: string): Closure | undefined =>
  isFunction(node) && !node.async && !node.generator
    ? new Closure(node, undefined, source.slice(node.start, Math.min(node.end, node.start + 4096)))
    : undefined
