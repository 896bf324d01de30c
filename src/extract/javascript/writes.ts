/** What is written into a variable's value after it was made: assigned properties, `push`, `append`, `set`, `Object.assign`. */
import type { Binding } from './bindings.js'
import type { Evaluator } from './evaluate.js'
import type { Module } from './module.js'
import { isFunction, type Node, writtenName } from './syntax.js'
import { concat, constant, elementOf, join, type RefValue, stringOf, UNKNOWN, type Value } from './values.js'

const ADDS_ITEMS = new Set(['push', 'unshift', 'add'])
const SETS_NAMED = new Set(['append', 'set', 'setHeader', 'addHeader', 'header', 'field'])
const WRITES_WHOLE = new Set(['write', 'end', 'update', 'concat', 'assign', 'send', 'run', 'enterWith'])
const MOST_WRITES = 64

interface Written {
  readonly path: readonly string[]
  readonly value: Value
  readonly how: 'property' | 'item'
}

/** @returns the value with its later writes, the same value where there are none. */
export function withWrites(on: Evaluator, binding: Binding, value: Value, module: Module): Value {
  if (value.t === 'const' && value.v !== undefined && value.v !== null) return value
  if (value.t === 'function' || value.t === 'class' || value.t === 'namespace' || value.t === 'commonjs') return value
  const writes = writesOf(on, binding, module)
  if (writes.length === 0) return value
  if (value.t === 'ref' && value.path === 'new global:URL') return movedUrl(value, writes)
  if (value.t === 'ref') {
    const written: Value[] = [...(value.written ?? []), ...writes.map((each) => each.value)]
    return { ...(value as RefValue), written }
  }
  if (value.t === 'one') return { t: 'one', of: value.of.map((each) => apply(each, writes)) }
  return apply(value, writes)
}

/** A URL whose host, or whole address, is assigned after it was made goes to either. */
function movedUrl(url: RefValue, writes: readonly Written[]): Value {
  const addresses: Value[] = [url.args?.[0] ?? UNKNOWN]
  for (const { path, value } of writes) {
    if (path.length !== 1) continue
    if (path[0] === 'host' || path[0] === 'hostname') addresses.push(concat([constant('https://'), value]))
    else if (path[0] === 'href') addresses.push(value)
  }
  const written = [...(url.written ?? []), ...writes.map((each) => each.value)]
  return join(addresses.map((address) => ({ ...url, args: [address], written })))
}

function apply(value: Value, writes: readonly Written[]): Value {
  if (value.t === 'array') {
    const items = [...value.items]
    const rest = [...value.rest]
    for (const write of writes) {
      if (write.how === 'item' && write.path.length === 0) items.push(write.value)
      else rest.push(write.value)
    }
    return { t: 'array', items, rest }
  }
  if (value.t === 'instance')
    return { ...value, written: [...(value.written ?? []), ...writes.map((each) => each.value)] }
  const props = new Map(value.t === 'object' ? value.props : [])
  const rest = value.t === 'object' ? [...value.rest] : [value]
  for (const write of writes) {
    const [first, ...deeper] = write.path
    if (first === undefined) {
      if (write.value.t === 'object')
        for (const [name, each] of write.value.props) props.set(name, merged(props.get(name), each))
      else rest.push(write.value)
    } else props.set(first, merged(props.get(first), nested(deeper, write)))
  }
  return { t: 'object', props, rest }
}

function nested(path: readonly string[], write: Written): Value {
  if (path.length === 0) return write.how === 'item' ? { t: 'array', items: [write.value], rest: [] } : write.value
  const [first, ...deeper] = path
  return { t: 'object', props: new Map([[first as string, nested(deeper, write)]]), rest: [] }
}

function merged(old: Value | undefined, value: Value): Value {
  if (old === undefined || (old.t === 'const' && old.v === undefined)) return value
  if (old.t === 'array' && value.t === 'array')
    return { t: 'array', items: [...old.items, ...value.items], rest: [...old.rest, ...value.rest] }
  if (old.t === 'object' && value.t === 'object') {
    const props = new Map(old.props)
    for (const [name, each] of value.props) props.set(name, merged(props.get(name), each))
    return { t: 'object', props, rest: [...old.rest, ...value.rest] }
  }
  return join([old, value])
}

function writesOf(on: Evaluator, binding: Binding, module: Module): Written[] {
  const out: Written[] = []
  for (const use of binding.references) {
    if (out.length >= MOST_WRITES) break
    const path: string[] = []
    let at: Node = use
    let known = true
    while (at.parent?.type === 'MemberExpression' && at.parent.object === at) {
      const member: Node = at.parent
      const name = writtenName(member) ?? (member.computed ? stringOf(on.value(member.property, module)) : undefined)
      if (name === undefined) known = false
      else path.push(name)
      at = member
    }
    const up = at.parent
    if (up?.type === 'AssignmentExpression' && up.left === at && at !== use) {
      out.push({ path: known ? path : [], value: on.value(up.right, module), how: 'property' })
    } else if (up?.type === 'CallExpression' && up.callee === at && at !== use) {
      const method = path.pop()
      const args = up.arguments
      if (method === undefined || args.length === 0) continue
      if (ADDS_ITEMS.has(method)) {
        for (const arg of args) {
          out.push({
            path,
            value: arg.type === 'SpreadElement' ? elementOf(on.value(arg.argument, module)) : on.value(arg, module),
            how: 'item',
          })
        }
      } else if (SETS_NAMED.has(method) && args.length >= 2) {
        const name = stringOf(on.value(args[0] as Node, module))
        const value = on.value(args[1] as Node, module)
        out.push({ path: name === undefined ? [] : [name], value, how: 'property' })
      } else if (WRITES_WHOLE.has(method)) {
        out.push({ path: [], value: on.value(args[0] as Node, module), how: 'item' })
      }
    } else if (up?.type === 'CallExpression' && up.arguments[0] === use) {
      out.push(...assigned(on, up.callee as Node, up.arguments.slice(1), module))
    }
  }
  return out
}

/** `Object.assign(x, {…})`, `Object.defineProperty(x, 'k', {value})`, and a bundler's `export(x, { name: () => … })`. */
function assigned(on: Evaluator, callee: Node, args: readonly Node[], module: Module): Written[] {
  const target = callee.type === 'Super' ? undefined : on.value(callee, module)
  if (target?.t === 'ref' && target.path === 'global:Object.assign') {
    return on.values(args, module).map((value) => ({ path: [], value, how: 'property' }))
  }
  if (
    target?.t === 'ref' &&
    (target.path === 'global:Object.defineProperty' ||
      target.path === 'global:Reflect.set' ||
      target.path === 'global:Reflect.defineProperty')
  ) {
    const [name, value] = on.values(args, module)
    const key = stringOf(name)
    if (key === undefined || value === undefined) return []
    const inner =
      target.path === 'global:Reflect.set' ? value : value.t === 'object' ? value.props.get('value') : undefined
    return inner === undefined ? [] : [{ path: [key], value: inner, how: 'property' }]
  }
  const [getters] = args
  if (target?.t !== 'function' || getters?.type !== 'ObjectExpression') return []
  const out: Written[] = []
  for (const property of getters.properties) {
    if (property.type !== 'Property' || !isFunction(property.value) || property.value.params.length > 0) return out
    const name = writtenName(property)
    const [returned] = module.survey.returns.get(property.value) ?? []
    if (name !== undefined && returned !== undefined)
      out.push({ path: [name], value: on.value(returned, module), how: 'property' })
  }
  return out
}
