/** What a definition tells the model: its texts, its parameters and its annotations, from the tree and from values. */
import type { Evaluator } from '../evaluate.js'
import type { Module } from '../module.js'
import { isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, type Frame, sourcesOf, textOf, type Value } from '../values.js'

/** Collected while a definition is read. */
export interface Described {
  readonly texts: Set<string>
  /** `name type`; the type is empty where it can't be told. */
  readonly params: Map<string, string>
  /** `readOnlyHint=true` */
  readonly annotations: Set<string>
  /** Hosts and files that a text comes from when the server runs: `net:host`. */
  readonly remote: Set<string>
}

export const described = (): Described => ({
  texts: new Set(),
  params: new Map(),
  annotations: new Set(),
  remote: new Set(),
})

/** Keys whose texts a model reads. */
const TOLD = new Set(['description', 'title', 'instructions', 'default', 'errorMessage', 'summary'])
export const HINTS: ReadonlySet<string> = new Set([
  'readOnlyHint',
  'destructiveHint',
  'idempotentHint',
  'openWorldHint',
])
/** Keys that hold the schema of what a tool takes. */
export const SCHEMA_KEYS: ReadonlySet<string> = new Set([
  'inputSchema',
  'input_schema',
  'parameters',
  'paramsSchema',
  'inputShape',
  'argsSchema',
  'schema',
  'args',
  'params',
  'arguments',
])
/** Methods that give one text to what they are called on: zod, TypeBox, arktype, valibot. */
const TELLING = new Set(['describe', 'title', 'description', 'default'])
const MOST_NODES = 6_000
const MOST_HOPS = 6
const MOST_TEXTS = 400
const MOST_PARAMS = 200
const MOST_ENUM = 64

export interface Scope {
  readonly on: Evaluator
  readonly module: Module
  readonly frame?: Frame | undefined
}

/** Reads a definition off its tree; code of handlers is left out. */
export function describeNode(scope: Scope, node: Node, into: Described): void {
  walk(scope, node, into, { left: MOST_NODES, seen: new Set() }, 0)
}

interface Walk {
  left: number
  readonly seen: Set<Node>
}

function walk(scope: Scope, root: Node, into: Described, state: Walk, hops: number): void {
  const stack: Node[] = [root]
  while (stack.length > 0) {
    const node = stack.pop() as Node
    if (state.left-- <= 0) return
    switch (node.type) {
      case 'ObjectExpression':
        for (const property of node.properties) {
          if (property.type === 'SpreadElement') stack.push(property.argument)
          else if (property.type === 'Property') {
            const key = writtenName(property)
            if (key !== undefined && TOLD.has(key) && !isFunction(property.value) && !holdsSchema(property.value))
              tell(scope, property.value, into)
            else if (key !== undefined && HINTS.has(key)) hint(into, key, valueAt(scope, property.value))
            else if (key === 'enum' || key === 'examples') tellEnum(valueAt(scope, property.value), into)
            else if (!isFunction(property.value)) stack.push(property.value)
          }
        }
        break
      case 'ArrayExpression':
        for (const each of node.elements.slice(0, 256))
          if (each !== null) stack.push(each.type === 'SpreadElement' ? each.argument : each)
        break
      case 'CallExpression':
      case 'NewExpression': {
        const { callee } = node
        const method = callee.type === 'MemberExpression' ? writtenName(callee) : undefined
        const [first] = node.arguments
        if (method !== undefined && TELLING.has(method) && first !== undefined && first.type !== 'SpreadElement')
          tell(scope, first, into)
        else if (method === 'enum' && first !== undefined && first.type !== 'SpreadElement')
          tellEnum(valueAt(scope, first), into)
        else
          for (const each of node.arguments) {
            const arg: Node = each.type === 'SpreadElement' ? each.argument : each
            if (!isFunction(arg)) stack.push(arg)
            // `z.lazy(() => Schema)`
            else if (arg.body.type !== 'BlockStatement' && method === 'lazy') stack.push(arg.body)
          }
        if (callee.type === 'MemberExpression' && callee.object.type !== 'Super') stack.push(callee.object)
        break
      }
      case 'MemberExpression':
        if (node.object.type !== 'Super') stack.push(node.object)
        break
      case 'ConditionalExpression':
        stack.push(node.consequent, node.alternate)
        break
      case 'LogicalExpression':
        stack.push(node.left, node.right)
        break
      case 'Identifier': {
        if (hops >= MOST_HOPS) break
        const target = definitionOf(scope, node)
        if (target === undefined || state.seen.has(target.node)) break
        state.seen.add(target.node)
        walk({ ...scope, module: target.module, frame: undefined }, target.node, into, state, hops + 1)
        break
      }
    }
  }
}

const SCHEMA_CALL =
  /^(?:string|number|boolean|enum|nativeEnum|array|object|union|literal|any|unknown|record|int|date|nullable|optional|coerce|lazy|tuple|String|Number|Boolean|Array|Object|Union|Optional|preprocess)$/

/** `title: z.string()` is a parameter of that name, not a text. */
const holdsSchema = (node: Node): boolean =>
  node.type === 'ObjectExpression' || (node.type === 'CallExpression' && SCHEMA_CALL.test(rootMethod(node) ?? ''))

/** What a name that is given one value stands for, in whatever file. */
export function definitionOf(scope: Scope, id: Node): { node: Node; module: Module } | undefined {
  if (id.type !== 'Identifier') return undefined
  const definitions = id.binding?.definitions ?? []
  const [first] = definitions
  if (definitions.length !== 1 || first === undefined) return undefined
  if (first.type === 'value') return first.path.length === 0 ? { node: first.node, module: scope.module } : undefined
  if (first.type !== 'import') return undefined
  let module: Module = scope.module
  let { from, name } = first
  for (let hops = 0; hops < MOST_HOPS; hops++) {
    const loaded = scope.on.moduleValue(module, from)
    if (loaded.t !== 'namespace') return undefined
    module = loaded.module
    const source = module.survey.exports.get(name)
    if (source?.type === 'node') return { node: source.node, module }
    if (source?.type === 'binding') {
      const [definition] = module.survey.top.lookup(source.name)?.definitions ?? []
      return definition?.type === 'value' && definition.path.length === 0
        ? { node: definition.node, module }
        : undefined
    }
    if (source === undefined) {
      const [star] = module.survey.reexports
      if (module.survey.reexports.length !== 1 || star === undefined) return undefined
      from = star
    } else {
      from = source.from
      name = source.name
    }
  }
  return undefined
}

const valueAt = ({ on, module, frame }: Scope, node: Node): Value => on.value(node, module, frame)

function tell(scope: Scope, node: Node, into: Described): void {
  tellValue(valueAt(scope, node), into)
}

/** Takes the texts that a value may be, and where the value comes from when it comes from outside. */
export function tellValue(value: Value, into: Described): void {
  for (const source of sourcesOf(value)) if (source.startsWith('net:')) into.remote.add(source)
  for (const each of alternatives(value)) {
    const text = textOf(each)
    if (text !== undefined && into.texts.size < MOST_TEXTS) into.texts.add(text)
  }
}

/** Values to choose from are words; what is a sentence speaks to the model. */
function tellEnum(value: Value, into: Described): void {
  for (const each of alternatives(value)) {
    if (each.t !== 'array') continue
    for (const item of each.items.slice(0, MOST_ENUM)) {
      const text = textOf(item)
      if (text !== undefined && text.length > 24 && /\s\S+\s/.test(text)) into.texts.add(text)
    }
  }
}

function hint(into: Described, key: string, value: Value): void {
  for (const each of alternatives(value))
    if (each.t === 'const' && typeof each.v === 'boolean') into.annotations.add(`${key}=${each.v}`)
}

// ── values ─────────────────────────────────────────────────────────────────────────────────────────

/** Reads a definition off its value, as far as that is data, or the call of a schema library from outside. */
export function describeValue(value: Value, into: Described, depth = 0, state = { left: MOST_NODES }): void {
  if (depth > 12 || state.left-- <= 0) return
  for (const each of alternatives(value)) {
    switch (each.t) {
      case 'object':
        for (const [name, inner] of each.props) {
          if (TOLD.has(name) && inner.t !== 'object') tellValue(inner, into)
          else if (HINTS.has(name)) hint(into, name, inner)
          else if (name === 'enum') tellEnum(inner, into)
          else if (inner.t !== 'const' && inner.t !== 'function') describeValue(inner, into, depth + 1, state)
        }
        break
      case 'array':
        for (const inner of each.items.slice(0, 256)) describeValue(inner, into, depth + 1, state)
        break
      case 'ref': {
        const method = /\.(\w+)\(\)$/.exec(each.path)?.[1]
        const [first] = each.args ?? []
        if (method !== undefined && TELLING.has(method)) {
          if (first !== undefined) tellValue(first, into)
        } else for (const arg of each.args ?? []) if (arg.t !== 'const') describeValue(arg, into, depth + 1, state)
        if (each.on !== undefined) describeValue(each.on, into, depth + 1, state)
        break
      }
    }
  }
}

// ── parameters ─────────────────────────────────────────────────────────────────────────────────────

/** Names and types of what a tool takes, from a JSON Schema, a zod shape, or an object of either. */
export function paramsOfNode(scope: Scope, node: Node, into: Described, hops = 0): void {
  if (hops > MOST_HOPS + 6 || into.params.size >= MOST_PARAMS) return
  switch (node.type) {
    case 'Identifier': {
      const target = definitionOf(scope, node)
      if (target !== undefined)
        paramsOfNode({ ...scope, module: target.module, frame: undefined }, target.node, into, hops + 1)
      else paramsOfValue(valueAt(scope, node), into)
      return
    }
    case 'MemberExpression':
      if (node.object.type !== 'Super' && /^(?:shape|_def|inputSchema|schema)$/.test(writtenName(node) ?? ''))
        paramsOfNode(scope, node.object, into, hops + 1)
      return
    case 'ObjectExpression': {
      const named = (key: string) =>
        node.properties.find((each) => each.type === 'Property' && writtenName(each) === key)
      const properties = named('properties')
      if (properties?.type === 'Property') paramsOfShape(scope, properties.value, into, hops + 1)
      else if (named('type') === undefined || named('$schema') === undefined) {
        // `{}` of a JSON Schema that takes nothing is no shape.
        const type = named('type')
        if (type?.type === 'Property' && type.value.type === 'Literal') return
        paramsOfShape(scope, node, into, hops + 1)
      }
      return
    }
    case 'CallExpression': {
      const { callee } = node
      const method = callee.type === 'MemberExpression' ? (writtenName(callee) ?? '') : ''
      const [first] = node.arguments
      if (/^(?:object|strictObject|looseObject|Object|extend|safeExtend|Struct)$/.test(method)) {
        if (first !== undefined && first.type !== 'SpreadElement') paramsOfShape(scope, first, into, hops + 1)
      } else if (method === '' || /^(?:merge|preprocess|pipe|intersection)$/.test(method)) {
        // zodToJsonSchema(Schema), z.preprocess(aliases, Schema)
        for (const each of node.arguments.slice(0, 3))
          if (each.type !== 'SpreadElement' && !isFunction(each)) paramsOfNode(scope, each, into, hops + 1)
      }
      if (callee.type === 'MemberExpression' && callee.object.type === 'CallExpression')
        paramsOfNode(scope, callee.object, into, hops + 1)
      else if (callee.type === 'MemberExpression' && callee.object.type === 'Identifier' && method !== 'object')
        paramsOfNode(scope, callee.object, into, hops + 1)
    }
  }
}

function paramsOfShape(scope: Scope, node: Node, into: Described, hops: number): void {
  if (hops > MOST_HOPS + 6) return
  if (node.type === 'Identifier') {
    const target = definitionOf(scope, node)
    if (target !== undefined)
      paramsOfShape({ ...scope, module: target.module, frame: undefined }, target.node, into, hops + 1)
    return
  }
  if (node.type === 'MemberExpression') {
    paramsOfNode(scope, node, into, hops + 1)
    return
  }
  if (node.type !== 'ObjectExpression') return
  for (const property of node.properties.slice(0, MOST_PARAMS)) {
    if (property.type === 'SpreadElement') paramsOfShape(scope, property.argument, into, hops + 1)
    else if (property.type === 'Property') {
      const name = writtenName(property)
      if (name !== undefined && !into.params.has(name)) into.params.set(name, typeOf(scope, property.value))
    }
  }
}

/** `string` of `z.string().optional()` and of `{ type: 'string' }`. */
function typeOf(scope: Scope, node: Node): string {
  if (node.type === 'ObjectExpression') {
    for (const each of node.properties)
      if (each.type === 'Property' && writtenName(each) === 'type' && each.value.type === 'Literal')
        return String(each.value.value).slice(0, 20)
    return ''
  }
  const target = definitionOf(scope, node)
  const call = target?.node ?? node
  return call.type === 'CallExpression' ? (rootMethod(call) ?? '').slice(0, 20) : ''
}

/** The first method of a chain. */
function rootMethod(node: Node): string | undefined {
  let found: string | undefined
  for (let at: Node = node, steps = 0; steps < 40; steps++) {
    if (at.type !== 'CallExpression' || at.callee.type !== 'MemberExpression') break
    found = writtenName(at.callee)
    at = at.callee.object
  }
  return found
}

export function paramsOfValue(value: Value, into: Described): void {
  for (const each of alternatives(value)) {
    if (each.t !== 'object') continue
    const properties = each.props.get('properties')
    if (properties?.t !== 'object') continue
    for (const [name, inner] of properties.props) {
      if (into.params.size >= MOST_PARAMS) return
      const type = inner.t === 'object' ? inner.props.get('type') : undefined
      if (!into.params.has(name)) into.params.set(name, type?.t === 'const' ? String(type.v).slice(0, 20) : '')
    }
  }
}
