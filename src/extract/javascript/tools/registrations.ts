/** Calls that offer something: `server.tool(…)`, `registerPrompt(…)`, list handlers, decorators, and a server's instructions. */
import { argumentsOf, type Callee } from '../apply.js'
import type { Recogniser } from '../recognise/context.js'
import { calledName } from '../recognise/place.js'
import { type CallNode, isClass, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, sourcesOf, stringOf, type Value } from '../values.js'
import {
  type Described,
  described,
  describeNode,
  describeValue,
  paramsOfNode,
  paramsOfValue,
  SCHEMA_KEYS,
  type Scope,
  tellValue,
} from './describe.js'
import { instancesOf } from './instances.js'
import type { Offered, Unit } from './ledger.js'
import { offerObject, tellResult } from './objects.js'
import { handlersOf, NAME, sight } from './record.js'

const REGISTERS: Readonly<Record<string, Offered>> = Object.assign(Object.create(null), {
  tool: 'tool',
  registerTool: 'tool',
  addTool: 'tool',
  defineTool: 'tool',
  createTool: 'tool',
  prompt: 'prompt',
  registerPrompt: 'prompt',
  addPrompt: 'prompt',
  resource: 'resource',
  registerResource: 'resource',
  addResource: 'resource',
  resourceTemplate: 'template',
  addResourceTemplate: 'template',
})
/** A package's own helper around one of them. */
const HELPER = /^(?:add|create|define|make|build|register|new|mk)\w{0,24}(Tool|Prompt|Resource)$/
const DECORATOR = /^(?:Mcp)?(Tool|Prompt|Resource|ResourceTemplate)$/
const LISTS: readonly (readonly [key: string, what: Offered])[] = [
  ['tools', 'tool'],
  ['prompts', 'prompt'],
  ['resources', 'resource'],
  ['resourceTemplates', 'template'],
]
const MOST_LISTED = 1_000

/** Reads one call; `args` are its arguments without any loop or helper around it. */
export function recogniseToolCall(to: Recogniser, call: CallNode, callee: Callee): void {
  const name = callee.method ?? calledName(call.callee as Node)
  if (name === undefined) return
  const given = (): readonly Value[] => argumentsOf(to.on, call, callee, to.module)
  // What a handler throws, the model reads.
  if (call.type === 'NewExpression' && /Error$/.test(name)) {
    for (const each of call.arguments.slice(0, 2)) if (each.type !== 'SpreadElement') tellResult(to, each)
    return
  }
  if (name === 'setRequestHandler') {
    recogniseList(to, call)
    return
  }
  const what = REGISTERS[name] ?? helperOf(name, call)
  if (
    what !== undefined &&
    (call.callee.type === 'MemberExpression' || REGISTERS[name] === undefined || given().length > 1)
  )
    recogniseRegistration(to, call, what)
  const decorator = DECORATOR.exec(name)
  if (decorator !== null && call.type === 'CallExpression') recogniseDecorator(to, call, decorator[1] as string)
  if (call.arguments.some(mayHoldInstructions)) recogniseServer(to, call, name)
}

function helperOf(name: string, call: CallNode): Offered | undefined {
  const found = HELPER.exec(name)
  if (found === null || call.arguments.length < 2) return undefined
  return found[1] === 'Tool' ? 'tool' : found[1] === 'Prompt' ? 'prompt' : 'resource'
}

/** `server.tool(name, description, …)`, `server.registerTool(name, { description }, …)`, `server.addTool({ name, description })`. */
function recogniseRegistration(to: Recogniser, call: CallNode, what: Offered): void {
  const { on, module } = to
  const args = call.arguments.filter((each) => each.type !== 'SpreadElement') as Node[]
  const [first, second] = args
  if (first === undefined) return
  const plain: Scope = { on, module }
  // A helper is given the server first.
  const start =
    stringOf(on.value(first, module)) === undefined && call.callee.type === 'Identifier' && args.length > 2 ? 1 : 0
  const nameNode = args[start] as Node
  const value = on.value(nameNode, module)
  if (args.length <= 2 && alternatives(value).some((each) => each.t === 'object')) {
    if (nameNode.type === 'ObjectExpression' && stringOf(on.member(value, 'name', module)) !== undefined) {
      offerObject(to, plain, nameNode, what, true)
      return
    }
    for (const scope of instancesOf(plain, [nameNode]))
      offerValue(to, scope, call, on.value(nameNode, module, scope.frame), what)
    return
  }
  if (args.length - start < 2 && !(second !== undefined && start === 0)) return
  const known = stringOf(value)
  const scopes = known === undefined ? instancesOf(plain, [nameNode]) : [plain]
  for (const scope of scopes) {
    const name = stringOf(on.value(nameNode, module, scope.frame))
    if (name === undefined || !NAME.test(name)) continue
    recordCall(to, scope, call, { what, name, shared: scopes.length > 1 }, args.slice(start + 1))
  }
}

function recordCall(
  to: Recogniser,
  scope: Scope,
  call: CallNode,
  { what, name, shared }: { readonly what: Offered; readonly name: string; readonly shared: boolean },
  args: readonly Node[],
): void {
  const { on, module } = to
  const into = described()
  const handlers: Unit[] = []
  let kind = what
  args.forEach((arg, index) => {
    if (isFunction(arg)) {
      handlers.push(...handlersOf(to.ledger, scope, arg))
      if (what === 'prompt') saidFromElsewhere(scope, arg, into)
      return
    }
    const value = on.value(arg, module, scope.frame)
    if (what === 'resource' && index === 0 && isTemplate(arg, value)) kind = 'template'
    if (alternatives(value).some((each) => each.t === 'function')) {
      handlers.push(...handlersOf(to.ledger, scope, arg))
      return
    }
    if (index === 0 && value.t !== 'object' && value.t !== 'ref') {
      // A resource's second argument is its address.
      if (what !== 'resource') tellValue(value, into)
      if (value.t !== 'unknown') return
    }
    if (index === 0 && value.t === 'ref' && what !== 'resource') tellValue(value, into)
    describeValue(value, into)
    if (arg.type !== 'Identifier' || scope.frame === undefined) describeNode(scope, arg, into)
    for (const schema of schemasIn(arg)) paramsOfNode(scope, schema, into)
    if (value.t === 'object')
      for (const [key, inner] of value.props) {
        if (SCHEMA_KEYS.has(key)) paramsOfValue(inner, into)
      }
    if (index === args.length - 1 && arg.type === 'CallExpression') handlers.push(...handlersOf(to.ledger, scope, arg))
  })
  sight(to.ledger, scope, call, { what: kind, name, described: into, handlers, shared })
}

/** A prompt whose words come from a host when it is asked for. */
function saidFromElsewhere({ on, module }: Scope, fn: Node, into: Described): void {
  if (!isFunction(fn)) return
  for (const each of alternatives(on.settled(on.returned(fn, module)))) {
    const messages = each.t === 'object' ? each.props.get('messages') : undefined
    for (const source of messages === undefined ? [] : sourcesOf(messages))
      if (source.startsWith('net:')) into.remote.add(source)
  }
}

/** The schema in a registration's argument: under its key, or the argument itself where it is a shape. */
function schemasIn(arg: Node): Node[] {
  if (arg.type !== 'ObjectExpression') return [arg]
  const keyed: Node[] = []
  for (const each of arg.properties)
    if (each.type === 'Property' && SCHEMA_KEYS.has(writtenName(each) ?? '')) keyed.push(each.value)
  if (keyed.length > 0) return keyed
  const described = arg.properties.some(
    (each) =>
      each.type === 'Property' && /^(?:title|description|annotations|mimeType|\w+Hint)$/.test(writtenName(each) ?? ''),
  )
  return described ? [] : [arg]
}

const isTemplate = (arg: Node, value: Value): boolean =>
  (arg.type === 'NewExpression' && /Template$/.test(calledName(arg.callee as Node) ?? '')) ||
  (value.t === 'ref' && /ResourceTemplate$/.test(value.path))

// ── handlers of requests ───────────────────────────────────────────────────────────────────────────

/** `setRequestHandler(ListToolsRequestSchema, …)`: what the handler returns under `tools`, `prompts` or `resources`. */
function recogniseList(to: Recogniser, call: CallNode): void {
  const { on, module } = to
  const [schema, handler] = call.arguments
  if (schema === undefined || handler === undefined || handler.type === 'SpreadElement') return
  const scope: Scope = { on, module }
  const units = handlersOf(to.ledger, scope, handler)
  const name = schema.type === 'SpreadElement' ? '' : requestOf(on.value(schema, module), schema)
  if (name === '' || /CallTool|tools\/call/.test(name)) for (const unit of units) to.ledger.dispatchers.add(unit)
  if (/CallTool|tools\/call/.test(name)) return
  for (const fn of alternatives(on.value(handler, module))) {
    if (fn.t !== 'function') continue
    for (const returned of alternatives(on.settled(on.returned(fn.node, fn.module)))) {
      for (const [key, what] of LISTS) {
        const list = returned.t === 'object' ? returned.props.get(key) : undefined
        if (list !== undefined) listed(to, call, on.settled(list), what)
      }
      if (returned.t !== 'object' && /List(?:Tools|Prompts|Resources)|\/list/.test(name))
        listed(to, call, returned, 'tool')
    }
  }
}

/** Name of the request that a schema stands for; empty where it can't be told. */
function requestOf(value: Value, node: Node): string {
  if (value.t === 'const') return String(value.v)
  const written = calledName(node) ?? ''
  if (/Request/.test(written)) return written
  const name = value.t === 'ref' ? (/(?<!\w)\w+$/.exec(value.path)?.[0] ?? '') : ''
  return name.includes('Request') ? name : ''
}

function listed(to: Recogniser, call: CallNode, list: Value, what: Offered): void {
  const scope: Scope = { on: to.on, module: to.module }
  let left = MOST_LISTED
  for (const each of alternatives(list)) {
    if (each.t === 'array') {
      for (const item of each.items.slice(0, left)) offerValue(to, scope, call, item, what)
      left -= each.items.length
      for (const rest of each.rest.slice(0, 64)) {
        for (const one of alternatives(rest)) {
          if (one.t === 'array')
            for (const item of one.items.slice(0, MOST_LISTED)) offerValue(to, scope, call, item, what)
        }
      }
    }
    const hosts = [...sourcesOf(each)].filter((source) => source.startsWith('net:'))
    if (each.t === 'array' || hosts.length === 0) continue
    const into = described()
    for (const host of hosts) into.remote.add(host)
    sight(to.ledger, scope, call, { what: 'list', name: `${what}s`, described: into })
  }
}

/** A tool as a value: one element of a list. */
export function offerValue(to: Recogniser, scope: Scope, node: Node, value: Value, what: Offered): void {
  for (const each of alternatives(value)) {
    if (each.t !== 'object') continue
    const name = stringOf(each.props.get('name')) ?? stringOf(each.props.get('method'))
    if (name === undefined || !NAME.test(name)) continue
    const into = described()
    describeValue(each, into)
    for (const [key, inner] of each.props) if (SCHEMA_KEYS.has(key)) paramsOfValue(inner, into)
    const handlers: Unit[] = []
    for (const [, inner] of each.props) {
      for (const fn of alternatives(inner)) {
        if (fn.t !== 'function') continue
        const unit = to.ledger.function(fn.node, fn.module)
        if (unit !== undefined) handlers.push(unit)
      }
    }
    sight(to.ledger, scope, node, { what, name, described: into, handlers })
  }
}

// ── decorators and servers ─────────────────────────────────────────────────────────────────────────

/** `@Tool({ name, description })` on a method, as TypeScript has it or as it is compiled to. */
function recogniseDecorator(to: Recogniser, call: CallNode, of: string): void {
  const { on, module } = to
  const method = decorated(to, call)
  if (method === undefined) return
  const scope: Scope = { on, module }
  const [first] = call.arguments
  const into = described()
  let name = method.name
  if (first !== undefined && first.type !== 'SpreadElement') {
    const value = on.value(first, module)
    name = stringOf(on.member(value, 'name', module)) ?? stringOf(value) ?? name
    describeNode(scope, first, into)
    describeValue(value, into)
    for (const schema of schemasIn(first)) if (schema !== first) paramsOfNode(scope, schema, into)
  }
  if (!NAME.test(name)) return
  const what: Offered =
    of === 'Tool' ? 'tool' : of === 'Prompt' ? 'prompt' : of === 'Resource' ? 'resource' : 'template'
  const unit = method.fn === undefined || !isFunction(method.fn) ? undefined : to.ledger.function(method.fn, module)
  sight(to.ledger, scope, call, { what, name, described: into, handlers: unit === undefined ? [] : [unit] })
}

function decorated(to: Recogniser, call: CallNode): { name: string; fn: Node | undefined } | undefined {
  const up: Node | undefined = call.parent
  const member = up?.parent
  if ((up as { type: string } | undefined)?.type === 'Decorator' && member?.type === 'MethodDefinition')
    return { name: writtenName(member) ?? '', fn: member.value as Node }
  // __decorate([Tool({…}), …], Service.prototype, 'list', null)
  if (up?.type !== 'ArrayExpression' || member?.type !== 'CallExpression') return undefined
  const [, target, key] = member.arguments
  if (key?.type !== 'Literal' || typeof key.value !== 'string' || target?.type !== 'MemberExpression') return undefined
  const owner = target.object.type === 'Super' ? undefined : to.on.value(target.object, to.module)
  if (owner?.t !== 'class' || !isClass(owner.node)) return { name: key.value, fn: undefined }
  const found = owner.node.body.body.find((each) => each.type === 'MethodDefinition' && writtenName(each) === key.value)
  return { name: key.value, fn: found?.type === 'MethodDefinition' ? (found.value as Node) : undefined }
}

const mayHoldInstructions = (node: Node): boolean =>
  node.type === 'ObjectExpression' &&
  node.properties.some((each) => each.type === 'Property' && writtenName(each) === 'instructions')

/** `new McpServer(info, { instructions })`. */
function recogniseServer(to: Recogniser, call: CallNode, name: string): void {
  if (call.type !== 'NewExpression' && !/server|mcp/i.test(name)) return
  const { on, module } = to
  for (const arg of call.arguments) {
    if (arg.type !== 'ObjectExpression') continue
    for (const property of arg.properties) {
      if (property.type !== 'Property' || writtenName(property) !== 'instructions') continue
      const into = described()
      tellValue(on.value(property.value, module), into)
      if (into.texts.size > 0 || into.remote.size > 0)
        sight(to.ledger, { on, module }, property, { what: 'server', name: 'instructions', described: into })
    }
  }
}
