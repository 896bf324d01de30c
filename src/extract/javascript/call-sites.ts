/** Where a function of the package is called: by its name, through `call`, `apply` and `bind`, as a callback, from other files. */
import type { Binding } from './bindings.js'
import type { Evaluator } from './evaluate.js'
import type { Module } from './module.js'
import { type CallNode, type FunctionNode, isClass, type Node, writtenName } from './syntax.js'
import { elementOf, type Frame, UNDEFINED, UNKNOWN, type Value } from './values.js'

/** A function with more visible calls than this is an interface: its parameter is anything. */
const MOST_CALLS = 48
/** Methods are found by name only, so few calls must be enough. */
const MOST_METHOD_CALLS = 6
/** Classes that extend each other, one after the other. */
export const MOST_HEIRS = 8

export interface CallSite {
  readonly call: CallNode
  readonly module: Module
  /** How many leading arguments are not the function's own: `f.call(self, x)`. */
  readonly skip: number
  /** How the arguments come: one by one, as one list (`apply`), or only the first of them (`bind`). */
  readonly form: 'plain' | 'list' | 'first'
  /** What `bind` gave before. */
  readonly bound: readonly Value[]
}

export interface Calls {
  readonly list: readonly CallSite[]
  /** Uses of the function's name as an argument of a call: it is called back. */
  readonly passed: readonly { readonly use: Node; readonly call: CallNode }[]
  /** Whether others may call it too. */
  readonly open: boolean
}

const OPEN: Calls = { list: [], passed: [], open: true }

export const plainSite = (call: CallNode, module: Module, bound: readonly Value[] = []): CallSite => ({
  call,
  module,
  skip: 0,
  form: 'plain',
  bound,
})

/** What a call gives for a parameter; `undefined` where the call says nothing of it. */
export function givenAt(on: Evaluator, site: CallSite, index: number, frame?: Frame): Value | undefined {
  if (index < site.bound.length) return site.bound[index]
  const at = index - site.bound.length
  const args = site.call.arguments
  if (site.form === 'list') {
    const list = args[site.skip]
    if (list === undefined || list.type === 'SpreadElement') return UNKNOWN
    const value = on.value(list, site.module, frame)
    return value.t === 'array' && value.rest.length === 0 ? (value.items[at] ?? UNDEFINED) : elementOf(value)
  }
  const place = at + site.skip
  const spread = args.findIndex((each) => each.type === 'SpreadElement')
  if (spread >= 0 && spread <= place) {
    const value = on.value((args[spread] as { argument: Node }).argument, site.module, frame)
    if (value.t === 'array' && value.rest.length === 0 && spread === args.length - 1)
      return value.items[place - spread] ?? UNDEFINED
    return elementOf(value)
  }
  const arg = args[place]
  if (arg !== undefined) return on.value(arg as Node, site.module, frame)
  return site.form === 'first' ? undefined : UNDEFINED
}

/** All that a call gives from a parameter on. */
export function givenFrom(on: Evaluator, site: CallSite, index: number, frame?: Frame): Value[] {
  const early = site.bound.slice(index)
  if (site.form === 'list') {
    const list = givenAt(on, { ...site, form: 'plain', bound: [] }, 0, frame)
    return list?.t === 'array'
      ? list.items.slice(Math.max(0, index - site.bound.length))
      : list === undefined
        ? []
        : [elementOf(list)]
  }
  const own = site.call.arguments.slice(site.skip + Math.max(0, index - site.bound.length))
  return [...early, ...on.values(own, site.module, frame)]
}

export function callsOf(fn: FunctionNode, module: Module): Calls {
  const binding = nameOf(fn)
  const through = fn.parent?.type === 'MemberExpression' ? throughMethod(fn.parent, module) : undefined
  if (through !== undefined) {
    // (function (a, b) {…}).bind(null, x): what is called later is told of by the index of calls.
    const later = through.form === 'first' ? module.links.callsFromOutside(module, fn) : []
    return { list: [through, ...later], passed: [], open: through.form === 'first' && later.length === 0 }
  }
  if (binding === undefined && (isWrittenToMember(fn) || isHandedOut(fn))) {
    // exports.send = (text) => …, and what a function returns: (fn) => (…args) => fn(…args)
    const list = module.links.callsFromOutside(module, fn)
    return list.length > MOST_CALLS || list.length === 0 ? OPEN : { list, passed: [], open: false }
  }
  if (binding !== undefined) {
    const own = callsThrough(binding, module)
    const top = module.survey.top.names.get(binding.name) === binding
    const outside = own.open || own.passed.length > 0 || top ? module.links.callsFromOutside(module, fn) : []
    const list = [...own.list, ...outside]
    if (list.length > MOST_CALLS) return OPEN
    // An exported function that the package calls itself is its own helper; one that it never calls is for others.
    return { list, passed: own.passed, open: own.open && outside.length === 0 }
  }
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'MethodDefinition' && parent.kind === 'constructor') {
    const owner = parent.parent?.parent
    return owner !== undefined && isClass(owner) ? constructionsOf(owner, module) : OPEN
  }
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition' || parent?.type === 'Property') {
    const name = writtenName(parent)
    const calls = name === undefined ? [] : module.callsOfMethod(name)
    if (calls.length > 0 && calls.length <= MOST_METHOD_CALLS)
      return { list: calls.map((call) => plainSite(call, module)), passed: [], open: true }
  }
  return OPEN
}

/** Where objects of a class are made: by its name, in other files, and by the constructors of classes that extend it. */
export function constructionsOf(owner: Node, module: Module, hops = 0): Calls {
  if (hops > MOST_HEIRS) return OPEN
  if (owner.parent?.type === 'NewExpression' && owner.parent.callee === owner)
    return { list: [plainSite(owner.parent, module)], passed: [], open: false }
  const of = classBinding(owner)
  if (of === undefined && !isWrittenToMember(owner)) return OPEN
  const own = of === undefined ? [] : callsThrough(of, module).list.filter((each) => each.call.type === 'NewExpression')
  const outside = isClass(owner) ? module.links.callsFromOutside(module, owner) : []
  const list = [...own, ...superCalls(of), ...outside]
  return list.length > MOST_CALLS || list.length === 0 ? OPEN : { list, passed: [], open: false }

  function superCalls(binding: Binding | undefined): CallSite[] {
    const out: CallSite[] = []
    for (const use of binding?.references ?? []) {
      const heir: Node | undefined = use.parent
      if (!isClass(heir) || heir.superClass !== use) continue
      const call = module.superCallOf(heir)
      if (call !== undefined) out.push(plainSite(call, module))
      // Without a constructor of its own, a class hands on what it is given.
      else out.push(...constructionsOf(heir, module, hops + 1).list)
    }
    return out
  }
}

function callsThrough(binding: Binding, module: Module): Calls {
  const list: CallSite[] = []
  const passed: { use: Node; call: CallNode }[] = []
  let open = false
  for (const use of binding.references) {
    const parent: Node | undefined = use.parent
    if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
      if (parent.callee === use) list.push(plainSite(parent, module))
      else passed.push({ use, call: parent })
    } else {
      const through =
        parent?.type === 'MemberExpression' && parent.object === use ? throughMethod(parent, module) : undefined
      if (through === undefined) open = true
      else list.push(through)
      if (through?.form === 'first') open = true
    }
    if (list.length > MOST_CALLS) return OPEN
  }
  return { list, passed, open }
}

/** `f.call(self, x)`, `f.apply(self, list)`, `f.bind(self, x)`. */
function throughMethod(member: Node & { type: 'MemberExpression' }, module: Module): CallSite | undefined {
  const call: Node | undefined = member.parent
  if (call?.type !== 'CallExpression' || call.callee !== member) return undefined
  const name = writtenName(member)
  if (name !== 'call' && name !== 'apply' && name !== 'bind') return undefined
  return { call, module, skip: 1, form: name === 'call' ? 'plain' : name === 'apply' ? 'list' : 'first', bound: [] }
}

export function nameOf(fn: FunctionNode): Binding | undefined {
  if (fn.type === 'FunctionDeclaration') return fn.id?.binding
  const parent: Node | undefined = wholeOf(fn).parent
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.binding
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return parent.left.binding
  return undefined
}

/** The expression that a node is the value of: minifiers write several in one, and choose among them. */
function wholeOf(node: Node): Node {
  let at = node
  for (let up = node.parent; up !== undefined; up = up.parent) {
    const gives =
      (up.type === 'SequenceExpression' && up.expressions.at(-1) === at) ||
      (up.type === 'ConditionalExpression' && up.test !== at) ||
      up.type === 'LogicalExpression'
    if (!gives) break
    at = up
  }
  return at
}

function isWrittenToMember(node: Node): boolean {
  const parent = node.parent
  return parent?.type === 'AssignmentExpression' && parent.right === node && parent.left.type === 'MemberExpression'
}

/** Whether a function is what another returns. */
function isHandedOut(fn: FunctionNode): boolean {
  const whole = wholeOf(fn)
  const { parent } = whole
  return parent?.type === 'ReturnStatement' || (parent?.type === 'ArrowFunctionExpression' && parent.body === whole)
}

/** The variable that holds a class from where it is written. */
export function classBinding(node: Node): Binding | undefined {
  if (node.type === 'ClassDeclaration') return node.id?.binding
  const parent = node.parent
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.binding
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier') return parent.left.binding
  return undefined
}
