/** Definitions by their shape: `{ name, description, inputSchema }` wherever it stands, maps of them, classes, and modules. */
import type { Recogniser } from '../recognise/context.js'
import { type ClassNode, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, stringOf, textOf } from '../values.js'
import {
  described,
  describeNode,
  describeValue,
  HINTS,
  paramsOfNode,
  paramsOfValue,
  SCHEMA_KEYS,
  type Scope,
  tellValue,
} from './describe.js'
import { instancesOf } from './instances.js'
import type { Offered, Unit } from './ledger.js'
import { handlersOf, NAME, sight, sightResult } from './record.js'

/** Keys that say by themselves that what they stand in is a tool. */
const TOOL_SCHEMA = /^(?:inputSchema|input_schema|paramsSchema|inputShape|argsSchema)$/
const HANDLERS =
  /^(?:handler|handle|execute|run|call|callback|cb|func|fn|invoke|implementation|action|toolHandler|handleRequest|perform)$/
const MOST_FOR_PARAMETERS = 8

interface Shape {
  readonly name: Node | undefined
  readonly schemas: readonly Node[]
  readonly handlers: readonly Node[]
  readonly keys: ReadonlySet<string>
}

function shapeOf(object: Node): Shape | undefined {
  if (object.type !== 'ObjectExpression' || object.properties.length > 64) return undefined
  let name: Node | undefined
  const schemas: Node[] = []
  const handlers: Node[] = []
  const keys = new Set<string>()
  for (const property of object.properties) {
    if (property.type !== 'Property') continue
    const key = writtenName(property)
    if (key === undefined) continue
    keys.add(key)
    if (key === 'name') name = property.value
    else if (SCHEMA_KEYS.has(key)) schemas.push(property.value)
    else if (HANDLERS.test(key)) handlers.push(property.value)
  }
  return { name, schemas, handlers, keys }
}

/** What the shape of an object says that it offers. */
function offeredBy(
  { keys, schemas, handlers }: Shape,
  object: Node & { type: 'ObjectExpression' },
): Offered | undefined {
  const described = keys.has('description') || keys.has('title')
  if (keys.has('uriTemplate') && (described || keys.has('mimeType'))) return 'template'
  if (keys.has('uri') && (described || keys.has('mimeType')) && !keys.has('text') && !keys.has('blob'))
    return 'resource'
  if (!described) return undefined
  for (const key of keys) if (TOOL_SCHEMA.test(key)) return 'tool'
  if (keys.has('flags')) return undefined
  if (keys.has('parameters') && (object.properties.length <= MOST_FOR_PARAMETERS || handlers.length > 0)) return 'tool'
  if (keys.has('annotations') && hintsIn(object)) return 'tool'
  const list = object.properties.find((each) => each.type === 'Property' && writtenName(each) === 'arguments')
  if (list?.type === 'Property' && list.value.type === 'ArrayExpression') return 'prompt'
  if (handlers.length > 0 && schemas.length > 0) return 'tool'
  return undefined
}

function hintsIn(object: Node & { type: 'ObjectExpression' }): boolean {
  for (const each of object.properties) {
    if (each.type !== 'Property' || writtenName(each) !== 'annotations') continue
    const { value } = each
    if (value.type !== 'ObjectExpression') return value.type === 'Identifier' || value.type === 'CallExpression'
    return value.properties.some((one) => one.type === 'Property' && HINTS.has(writtenName(one) ?? ''))
  }
  return false
}

/** Every definition of the file by its shape. */
export function recogniseToolObjects(to: Recogniser): void {
  const { on, module } = to
  for (const object of module.survey.objects) {
    keyFunctions(to, object)
    toldText(to, object)
    const shape = shapeOf(object)
    const what = shape === undefined ? undefined : offeredBy(shape, object)
    if (shape !== undefined && shape.handlers.length > 0 && shape.name === undefined) keyHandlers(to, object, shape)
    // A copy of a tool that is given other words: `{ ...tool, description: … }`.
    if (what === undefined) describedText(to, object)
    if (what === undefined || shape === undefined) continue
    if (shape.name === undefined && what !== 'tool') continue
    offerObject(to, { on, module }, object, what, false)
  }
  for (const write of module.survey.writes)
    if (write.left.type === 'MemberExpression' && TELLS.test(writtenName(write.left) ?? '')) tellResult(to, write.right)
  for (const each of module.survey.classes) recogniseToolClass(to, each)
  for (const each of module.survey.specifiers) to.ledger.mention(each, module.path)
  recogniseToolModule(to)
}

/** @param registered whether a call says what it is, so that its shape need not */
export function offerObject(
  to: Recogniser,
  plain: Scope,
  object: Node & { type: 'ObjectExpression' },
  what: Offered,
  registered: boolean,
): void {
  const shape = shapeOf(object)
  if (shape === undefined) return
  const own = shape.name === undefined ? keyOf(object, shape) : undefined
  if (shape.name === undefined && own === undefined) return
  const known = own ?? (shape.name === undefined ? undefined : stringOf(plain.on.value(shape.name, plain.module)))
  const scopes = known === undefined && shape.name !== undefined ? instancesOf(plain, [shape.name]) : [plain]
  for (const scope of scopes) {
    const name =
      own ?? (shape.name === undefined ? undefined : stringOf(plain.on.value(shape.name, plain.module, scope.frame)))
    if (name === undefined || !NAME.test(name)) continue
    const into = described()
    describeNode(scope, object, into)
    if (scope.frame !== undefined || registered) describeValue(plain.on.value(object, plain.module, scope.frame), into)
    for (const schema of shape.schemas) paramsOfNode(scope, schema, into)
    const handlers = shape.handlers.flatMap((each) => handlersOf(to.ledger, scope, each))
    sight(to.ledger, scope, object, { what, name, described: into, handlers })
  }
}

/** The key under which a definition without a name stands in a map of tools. */
function keyOf(object: Node, shape: Shape): string | undefined {
  let holder = object.parent
  // list_tables: injectable({ description, parameters })
  if (holder?.type === 'CallExpression' && holder.arguments[0] === object) holder = holder.parent
  if (holder?.type !== 'Property' || holder.parent?.type !== 'ObjectExpression') return undefined
  const certain =
    shape.handlers.length > 0 ||
    shape.keys.has('annotations') ||
    shape.keys.has('outputSchema') ||
    shape.keys.has('inputSchema')
  const name = writtenName(holder)
  return certain && name !== undefined && !/^(?:tools?|config|options|definition|meta|metadata|spec)$/.test(name)
    ? name
    : undefined
}

/** `const handlers = { list_files: (args) => … }`: what may answer for a tool of that name. */
function keyFunctions(to: Recogniser, object: Node & { type: 'ObjectExpression' }): void {
  if (object.properties.length > 500) return
  for (const property of object.properties) {
    if (property.type !== 'Property') continue
    const name = writtenName(property) ?? stringOf(property.computed ? to.on.value(property.key, to.module) : undefined)
    if (name === undefined || name.length > 128 || !NAME.test(name)) continue
    const { value } = property
    if (isFunction(value)) {
      const unit = to.ledger.function(value, to.module)
      if (unit !== undefined) to.ledger.key(name, unit)
    } else if (value.type === 'Identifier' && value.binding?.definitions.some(isFunctionDefinition) === true) {
      for (const unit of handlersOf(to.ledger, { on: to.on, module: to.module }, value)) to.ledger.key(name, unit)
    } else if (value.type === 'MemberExpression' || (value.type === 'CallExpression' && isBind(value))) {
      for (const unit of handlersOf(to.ledger, { on: to.on, module: to.module }, value)) to.ledger.key(name, unit)
    }
  }
}

/** `list_tables: injectable({ ...definitions.list_tables, execute })`: what answers for the tool of that key. */
function keyHandlers(to: Recogniser, object: Node, { handlers }: Shape): void {
  let holder = object.parent
  if (holder?.type === 'CallExpression' && holder.callee !== object) holder = holder.parent
  const name = holder?.type === 'Property' ? writtenName(holder) : undefined
  if (name === undefined) return
  for (const each of handlers)
    for (const unit of handlersOf(to.ledger, { on: to.on, module: to.module }, each)) to.ledger.key(name, unit)
}

const isFunctionDefinition = (definition: { readonly type: string }): boolean =>
  definition.type === 'function' || definition.type === 'import'

const isBind = (node: Node): boolean =>
  node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && writtenName(node.callee) === 'bind'

/** `{ type: 'text', text }`: what a tool answers, and what a prompt says. Kept only where it turns to the model. */
function toldText(to: Recogniser, object: Node & { type: 'ObjectExpression' }): void {
  let text: Node | undefined
  let isText = false
  for (const property of object.properties) {
    if (property.type !== 'Property') continue
    const key = writtenName(property)
    if (key === 'text') text = property.value
    else if (key === 'type') isText = property.value.type === 'Literal' && property.value.value === 'text'
  }
  if (isText && text !== undefined) tellResult(to, text)
}

/** Keys and members whose text a model reads, whatever they are of. */
const TELLS = /^(?:description|instructions)$/

function describedText(to: Recogniser, object: Node & { type: 'ObjectExpression' }): void {
  for (const property of object.properties)
    if (
      property.type === 'Property' &&
      TELLS.test(writtenName(property) ?? '') &&
      property.value.type !== 'ObjectExpression'
    )
      tellResult(to, property.value)
}

/** A text that a tool answers with, whatever tool it is. */
export function tellResult(to: Recogniser, node: Node): void {
  if (isFunction(node)) return
  const value = to.on.value(node, to.module)
  for (const each of alternatives(value)) {
    const text = textOf(each)
    if (text === undefined || text.length < 24) continue
    sightResult(to.ledger, { on: to.on, module: to.module }, node, text)
  }
}

// ── classes and modules ────────────────────────────────────────────────────────────────────────────

/** `class ListFiles { name = 'list_files'; description = '…'; schema = {…}; async execute(input) {…} }` */
function recogniseToolClass(to: Recogniser, node: ClassNode): void {
  const { on, module } = to
  const own = new Map<string, Node>()
  const functions = new Map<string, Node>()
  const written = module.fieldWrites.get(node)
  for (const [name, values] of written ?? []) if (values[0] !== undefined) own.set(name, values[0])
  for (const each of node.body.body) {
    if (each.type === 'StaticBlock') continue
    const name = writtenName(each)
    if (name === undefined) continue
    if (each.type === 'PropertyDefinition') {
      if (each.value != null) own.set(name, each.value as Node)
    } else if (each.kind === 'get') {
      const [returned] = module.survey.returns.get(each.value as never) ?? []
      if (returned !== undefined) own.set(name, returned)
    } else if (each.kind === 'method') {
      functions.set(name, each.value as Node)
      if (isFunction(each.value as Node)) {
        const unit = to.ledger.function(each.value as never, module)
        if (unit !== undefined) to.ledger.method(name, unit)
      }
    }
  }
  const of = (name: string): Node | undefined => {
    const field = own.get(name) ?? own.get(`tool${name[0]?.toUpperCase()}${name.slice(1)}`)
    if (field !== undefined) return field
    const getter = functions.get(`get${name[0]?.toUpperCase()}${name.slice(1)}`)
    return getter === undefined ? undefined : module.survey.returns.get(getter as never)?.[0]
  }
  const nameNode = of('name')
  const description = of('description')
  if (nameNode === undefined || description === undefined) return
  const schemas = [...SCHEMA_KEYS].map(of).filter((each) => each !== undefined)
  const handlers = [...functions].filter(([name]) => HANDLERS.test(name)).map(([, fn]) => fn)
  if (schemas.length === 0 && handlers.length === 0) return
  const name = stringOf(on.value(nameNode, module))
  if (name === undefined || !NAME.test(name)) return
  const scope: Scope = { on, module }
  const into = described()
  tellValue(on.value(description, module), into)
  for (const each of [...schemas, of('annotations')]) if (each !== undefined) describeNode(scope, each, into)
  for (const each of schemas) paramsOfNode(scope, each, into)
  const units = handlers.flatMap((each) => (isFunction(each) ? [to.ledger.function(each, module)] : []))
  const known = units.filter((each): each is Unit => each !== undefined)
  sight(to.ledger, scope, node, { what: 'tool', name, described: into, handlers: known })
}

/** A module that is a tool: `export const name`, `description`, `parameters` and a function that answers. */
function recogniseToolModule(to: Recogniser): void {
  const { on, module } = to
  if (module.host !== undefined) return
  const named = (key: string) => on.exported(module, key)
  if (!/\bdescription\b/.test(module.source) || !exportsName(to, 'description')) return
  const description = named('description')
  if (textOf(description) === undefined) return
  const keys = [...SCHEMA_KEYS].filter((key) => exportsName(to, key))
  if (keys.length === 0) return
  const name = ['name', 'method', 'toolName', 'id']
    .map((key) => stringOf(named(key)))
    .find((each) => each !== undefined)
  if (name === undefined || !NAME.test(name)) return
  const scope: Scope = { on, module }
  const into = described()
  tellValue(description, into)
  if (exportsName(to, 'title')) tellValue(named('title'), into)
  for (const key of [...keys, 'annotations']) {
    const source = module.survey.exports.get(key)
    const node =
      source?.type === 'node' ? source.node : source?.type === 'binding' ? topNode(to, source.name) : undefined
    if (node !== undefined) {
      describeNode(scope, node, into)
      if (key !== 'annotations') paramsOfNode(scope, node, into)
    } else {
      describeValue(named(key), into)
      paramsOfValue(named(key), into)
    }
    if (key === 'annotations') describeValue({ t: 'object', props: new Map([[key, named(key)]]), rest: [] }, into)
  }
  const handlers: Unit[] = []
  for (const key of ['handler', 'execute', 'run', 'call', 'default', 'handle', name]) {
    for (const each of alternatives(named(key))) {
      if (each.t !== 'function') continue
      const unit = to.ledger.function(each.node, each.module)
      if (unit !== undefined) handlers.push(unit)
    }
  }
  sight(to.ledger, scope, module.program.body[0] ?? module.program, { what: 'tool', name, described: into, handlers })
}

function exportsName(to: Recogniser, key: string): boolean {
  if (to.module.survey.exports.has(key)) return true
  const value = to.module.source.includes(`exports.${key}`) ? to.on.exported(to.module, key) : undefined
  return value !== undefined && value.t !== 'unknown'
}

function topNode(to: Recogniser, name: string): Node | undefined {
  const [definition] = to.module.survey.top.lookup(name)?.definitions ?? []
  return definition?.type === 'value' && definition.path.length === 0 ? definition.node : undefined
}
