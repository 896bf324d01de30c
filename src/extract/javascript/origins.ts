/**
 * Whose argument a value is. A source `argument` travels with tags that no fact shows: `at:<path>:<offset>` is the function (or
 * the branch of a request handler) that was given it, `of:<name>` the field of it. Only where a fact is recorded are they
 * turned into words: the tool or the exported function, its fields, and the place.
 */
import type { Where } from '../../model.js'
import type { Evaluator } from './evaluate.js'
import type { Module } from './module.js'
import { type CallNode, type FunctionNode, isFunction, type Node, writtenName } from './syntax.js'
import { NO_SOURCES, type Sources, sourcesOf, stringOf } from './values.js'

/** Tags and marks that travel with sources; no fact shows them. */
const HIDDEN = /^(?:at:|of:|as:|tool$|passing$|request$)/

/** Sources as facts name them, sorted. */
export function shownSources(sources: Iterable<string>): string[] {
  return [...new Set(sources)].filter((each) => !HIDDEN.test(each)).sort()
}

/** Tells one function's argument from another's. */
export function tagOf(node: Node, module: Module): string {
  return `at:${module.path}:${node.start}`
}

/** Parts of a request that only wrap what a tool is given. */
const WRAPS = new Set(['params', 'arguments', 'args', 'toString', 'input'])
const FIELD = /^[A-Za-z_$][\w$-]{0,63}$/
const MOST_NAMES = 8

/** What a member of an argument is: its first field names it. Fields of fields say no more. */
export function fieldOf(sources: Sources, name: string): Sources {
  // How long something is says nothing of what it is.
  if (name === 'length') return NO_SOURCES
  if (!sources.has('argument')) return sources
  if (sources.has('request')) {
    // A request for a completion holds what the user and the model said.
    if (name === 'messages' || name === 'systemPrompt') return new Set(['conversation'])
    if (name === 'arguments') return new Set([...sources].filter((each) => each !== 'request'))
    return sources
  }
  if (WRAPS.has(name) || !FIELD.test(name)) return sources
  for (const each of sources) if (each.startsWith('of:')) return sources
  const out = new Set<string>()
  for (const each of sources) if (!each.startsWith('as:')) out.add(each)
  out.add(`of:${name}`)
  return out
}

/** Which tools or functions were given a value, which fields of it, and where. */
export interface Origin {
  readonly tools: readonly string[]
  readonly fields: readonly string[]
  readonly where: Where | undefined
}

interface Giver {
  readonly node: Node
  readonly module: Module
}

interface Named {
  readonly tools: readonly string[]
  readonly where: Where
}

/** Functions and branches that tags stand for. Names are found when a fact asks for them. */
export class Origins {
  readonly #givers = new Map<string, Giver>()
  readonly #named = new Map<string, Named>()
  readonly #on: Evaluator

  constructor(on: Evaluator) {
    this.#on = on
  }

  note(node: Node, module: Module): string {
    const tag = tagOf(node, module)
    if (!this.#givers.has(tag) && !this.#named.has(tag)) this.#givers.set(tag, { node, module })
    return tag
  }

  /** Finds the names for one file, whose tree is about to be given up. */
  settle(path: string): void {
    for (const [tag, giver] of this.#givers) if (giver.module.path === path) this.#name(tag)
  }

  /** What sources say of an argument. `at`: the place where it goes out, whose branches name the tool of a request handler. */
  of(sources: Iterable<string>, at?: { readonly node: Node; readonly module: Module }): Origin {
    const tools = new Set<string>()
    const fields = new Set<string>()
    const places: Where[] = []
    for (const each of sources) {
      if (each.startsWith('of:') || each.startsWith('as:')) fields.add(each.slice(3))
      if (!each.startsWith('at:')) continue
      const named = this.#name(each)
      if (named === undefined) continue
      for (const tool of named.tools) tools.add(tool)
      places.push(named.where)
    }
    if (tools.size === 0 && at !== undefined)
      for (const name of branchTools(this.#on, at.node, at.module)) tools.add(name)
    places.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column))
    return {
      tools: [...tools].sort().slice(0, MOST_NAMES),
      fields: [...fields].sort().slice(0, MOST_NAMES),
      where: places[0],
    }
  }

  #name(tag: string): Named | undefined {
    const known = this.#named.get(tag)
    if (known !== undefined) return known
    const giver = this.#givers.get(tag)
    if (giver === undefined) return undefined
    const { node, module } = giver
    const tools = isFunction(node) ? namesOf(this.#on, node, module) : branchTools(this.#on, node, module)
    const named = { tools, where: module.where(isFunction(node) ? headOf(node) : node) }
    this.#named.set(tag, named)
    this.#givers.delete(tag)
    return named
  }
}

/** The part of a function that a reader looks for: its parameters, or itself. */
function headOf(fn: FunctionNode): Node {
  return fn.params[0] ?? fn
}

/** Names under which clients, or other packages, know a function. */
function namesOf(on: Evaluator, fn: FunctionNode, module: Module): readonly string[] {
  const registered = registeredName(on, fn, module)
  if (registered !== undefined) return registered
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'MethodDefinition') {
    const name = writtenName(parent)
    const owner = parent.parent?.parent
    const of =
      owner?.type === 'ClassDeclaration' || owner?.type === 'ClassExpression' ? exportedName(owner, module) : undefined
    if (parent.kind === 'constructor') return of === undefined ? [] : [of]
    return name === undefined ? [] : [of === undefined ? name : `${of}.${name}`]
  }
  if (parent?.type === 'Property') {
    const sibling = nameBeside(on, parent.parent, module)
    const name = sibling ?? writtenName(parent)
    return name === undefined ? [] : [name]
  }
  const name = exportedName(fn, module)
  return name === undefined ? [] : [name]
}

/** `server.tool('name', …, fn)`, `addTool({ name: 'name', execute: fn })`; an empty list for handlers that serve all tools. */
function registeredName(on: Evaluator, fn: FunctionNode, module: Module): readonly string[] | undefined {
  let at: Node = fn
  for (let steps = 0; at.parent !== undefined && steps < 4; steps++) {
    const parent: Node = at.parent
    if (parent.type === 'CallExpression') return nameGiven(on, parent, module)
    if (parent.type !== 'Property' && parent.type !== 'ObjectExpression') return undefined
    if (parent.type === 'ObjectExpression') {
      const name = nameBeside(on, parent, module)
      if (name !== undefined) return [name]
    }
    at = parent
  }
  return undefined
}

function nameGiven(on: Evaluator, call: CallNode, module: Module): readonly string[] | undefined {
  const [first] = call.arguments
  if (first === undefined || first.type === 'SpreadElement' || isFunction(first)) return undefined
  const name = stringOf(on.value(first, module))
  return name !== undefined && TOOL_NAME.test(name) ? [name] : undefined
}

const TOOL_NAME = /^[A-Za-z0-9_.:/-]{1,128}$/

function nameBeside(on: Evaluator, object: Node | undefined, module: Module): string | undefined {
  if (object?.type !== 'ObjectExpression') return undefined
  for (const property of object.properties) {
    if (property.type !== 'Property' || isFunction(property.value) || writtenName(property) !== 'name') continue
    const name = stringOf(on.value(property.value, module))
    if (name !== undefined && TOOL_NAME.test(name)) return name
  }
  return undefined
}

/** The name that a module exports a function or class under. */
function exportedName(node: Node, module: Module): string | undefined {
  const parent: Node | undefined = node.parent
  const local =
    node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration'
      ? node.id?.name
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.name
        : undefined
  for (const [name, from] of module.survey.exports) {
    if (
      from.type === 'binding' ? from.name === local && local !== undefined : from.type === 'node' && from.node === node
    )
      return name === 'default' ? (local ?? 'default') : name
  }
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression') {
    const name = writtenName(parent.left)
    if (name !== undefined && name !== 'exports') return name
  }
  if (local === undefined) return undefined
  for (const write of module.survey.writes) {
    if (write.right.type === 'Identifier' && write.right.name === local && write.left.type === 'MemberExpression')
      return writtenName(write.left) === 'exports' ? local : writtenName(write.left)
    if (write.right.type === 'ObjectExpression' && write.left.type === 'MemberExpression') {
      for (const each of write.right.properties) {
        if (each.type === 'Property' && each.value.type === 'Identifier' && each.value.name === local)
          return writtenName(each)
      }
    }
  }
  return undefined
}

/** Names that a branch around a node is for: `case 'send':`, `if (name === 'send')`. The innermost that names any. */
function branchTools(on: Evaluator, node: Node, module: Module): readonly string[] {
  let at: Node = node
  for (let up: Node | undefined = node, steps = 0; up !== undefined && steps < 40; up = up.parent, steps++) {
    if (up.type === 'SwitchCase') {
      const names = caseNames(on, up, module)
      if (names.length > 0) return names
    } else if (up.type === 'IfStatement' && up.consequent === at) {
      const names = testedNames(on, up.test, module, 0)
      if (names.length > 0) return names
    }
    at = up
  }
  return []
}

function caseNames(on: Evaluator, branch: Node & { type: 'SwitchCase' }, module: Module): string[] {
  const over = branch.parent?.type === 'SwitchStatement' ? branch.parent : undefined
  if (over === undefined || !sourcesOf(on.value(over.discriminant, module)).has('argument')) return []
  const all = over.cases
  const out: string[] = []
  // Empty cases before it fall through into it.
  for (let index = all.indexOf(branch); index >= 0; index--) {
    const each = all[index]
    if (each === undefined || (each !== branch && each.consequent.length > 0)) break
    const name = each.test == null ? undefined : stringOf(on.value(each.test, module))
    if (name !== undefined && TOOL_NAME.test(name)) out.push(name)
  }
  return out
}

function testedNames(on: Evaluator, test: Node, module: Module, depth: number): string[] {
  if (depth > 4) return []
  if (test.type === 'LogicalExpression')
    return [...testedNames(on, test.left, module, depth + 1), ...testedNames(on, test.right, module, depth + 1)]
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return []
  // Only a test of what was asked for names a tool: others ask about the machine, or a setting.
  const asks = [test.left as Node, test.right].some((side) => sourcesOf(on.value(side, module)).has('argument'))
  if (!asks) return []
  const out: string[] = []
  for (const side of [test.left as Node, test.right]) {
    const name = side.type === 'Literal' || side.type === 'Identifier' ? stringOf(on.value(side, module)) : undefined
    if (name !== undefined && TOOL_NAME.test(name)) out.push(name)
  }
  return out
}
