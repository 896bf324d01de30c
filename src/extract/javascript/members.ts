/** What a member of a value is: of objects, lists, classes and what they make, and of what comes from outside. */
import type * as acorn from 'acorn'
import { memberOfReference } from './apply.js'
import type { Evaluator } from './evaluate.js'
import { type Module, ownerOfThis } from './module.js'
import { fieldOf } from './origins.js'
import { type ClassNode, enclosingFunction, type FunctionNode, isClass, writtenName } from './syntax.js'
import {
  alternatives,
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

export class Members {
  readonly #on: Evaluator
  readonly #members = new WeakMap<Value, Map<string, Value>>()
  readonly #constructed = new WeakMap<Value, Frame>()
  /** Values of all members of a structure, for the ones that are looked up by a computed name. */
  readonly #anyMember = new WeakMap<Value, Value>()

  constructor(on: Evaluator) {
    this.#on = on
  }

  read(node: acorn.MemberExpression, module: Module, frame: Frame | undefined): Value {
    if (node.object.type === 'Super') {
      const owner = ownerOfThis(node)
      const base =
        owner !== undefined && isClass(owner) && owner.superClass != null
          ? this.#on.value(owner.superClass, module)
          : UNKNOWN
      const name = writtenName(node)
      return name === undefined || base.t !== 'class'
        ? UNKNOWN
        : this.of({ t: 'instance', of: base, args: undefined }, name, module)
    }
    const object = this.#on.value(node.object, module, frame)
    const name = writtenName(node)
    if (name !== undefined) return this.of(object, name, module)
    const key = this.#on.value(node.property, module, frame)
    const names = alternatives(key).map(stringOf)
    if (names.length > 0 && names.every((each) => each !== undefined)) {
      return join(names.map((each) => this.of(object, each, module)))
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
  of(object: Value, name: string, module: Module): Value {
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
        return this.#on.exported(object.module, name)
      case 'commonjs':
        return this.#on.commonjsMember(object, name)
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
            .map((node) => this.#on.value(node, object.module)),
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
    const value = this.#on.deeper(() => join(values.map((each) => this.of(each, name, module))))
    if (value === undefined) return UNKNOWN
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
          if (each.value != null) found.push(this.#on.value(each.value, module))
        } else if (each.kind === 'get') {
          found.push(
            ...(module.survey.returns.get(each.value as FunctionNode) ?? [])
              .slice(0, 4)
              .map((value) => this.#on.value(value, module)),
          )
        } else if (each.kind === 'method')
          found.push({ t: 'function', node: each.value as FunctionNode, module, frame: undefined })
      }
    }
    const frame = this.#constructorFrame(object)
    for (const write of (module.fieldWrites.get(node)?.get(name) ?? []).slice(0, 12))
      found.push(
        this.#on.value(write, module, frame !== undefined && enclosingFunction(write) === frame.fn ? frame : undefined),
      )
    if (found.length > 0) return join(found)
    if (isClass(node) && node.superClass != null && hops < 8) {
      const base = this.#on.value(node.superClass, module)
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
    const args = call === undefined ? object.args : this.#on.values(call.arguments, module, frame)
    return { t: 'instance', of: base, args }
  }

  #static(object: Value & { t: 'class' }, name: string): Value {
    const { node, module } = object
    const found: Value[] = []
    for (const each of node.body.body) {
      if (each.type === 'StaticBlock' || !each.static || writtenName(each) !== name) continue
      if (each.type === 'PropertyDefinition') {
        if (each.value != null) found.push(this.#on.value(each.value, module))
      } else found.push({ t: 'function', node: each.value as FunctionNode, module, frame: undefined })
    }
    return found.length > 0 ? join(found) : UNKNOWN
  }
}

function constructorOf(node: ClassNode): FunctionNode | undefined {
  for (const each of node.body.body)
    if (each.type === 'MethodDefinition' && each.kind === 'constructor') return each.value as FunctionNode
  return undefined
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
