/**
 * The few statements of one list that build a variable: `let s = ''; for (…) s += …`. They are run apart from all that stands
 * between them, with all that they write beside it; where they do anything but compute, nothing is known.
 */
import type { Binding } from '../bindings.js'
import { isFunction, type Node } from '../syntax.js'
import { type Concrete, IMPURE, Scope } from './concrete.js'
import type { Machine } from './machine.js'
import { walk } from './rewrite.js'
import { runStatement } from './statements.js'

const MOST_STATEMENTS = 32
const MOST_VARIABLES = 32
const MOST_REFERENCES = 400
const MOST_NODES = 6_000

export interface Slice {
  readonly statements: readonly Node[]
  readonly variables: ReadonlySet<Binding>
  readonly end: number
}

const CHANGES = /^(?:push|pop|shift|unshift|splice|sort|reverse|fill|set|copyWithin|write)$/

/** The references of a variable that change it, or what it holds; its declaration apart. */
export function writesTo(binding: Binding): Node[] {
  if (binding.references.length > MOST_REFERENCES * 8) return []
  return binding.references.filter(changes)
}

function changes(use: Node): boolean {
  let at = use
  let up = use.parent
  while (up?.type === 'MemberExpression' && up.object === at) {
    const name =
      up.property.type === 'Identifier' && !up.computed
        ? up.property.name
        : up.property.type === 'Literal'
          ? String(up.property.value)
          : ''
    if (up.parent?.type === 'CallExpression' && up.parent.callee === up) return CHANGES.test(name)
    at = up
    up = up.parent
  }
  switch (up?.type) {
    case 'AssignmentExpression':
      return up.left === at
    case 'UpdateExpression':
      return true
    case 'CallExpression':
      // A call whose answer nobody takes is made for what it does to what it is given.
      return up.callee !== at && !isFunction(up.callee) && isForEffect(up) && mayBeFilled(use)
    case 'UnaryExpression':
      return up.operator === 'delete'
    case 'ForOfStatement':
    case 'ForInStatement':
      return up.left === at
    case 'ArrayPattern':
    case 'AssignmentPattern':
    case 'RestElement':
      return at === use
    default:
      return false
  }
}

/** Bytes and lists; a text stays what it is. */
function mayBeFilled(use: Node): boolean {
  const [first] = use.type === 'Identifier' ? (use.binding?.definitions ?? []) : []
  return first?.type === 'value' && /^(?:New|Array|Call)Expression$/.test(first.node.type)
}

function isForEffect(call: Node): boolean {
  const up = call.parent?.type === 'AwaitExpression' ? call.parent.parent : call.parent
  return up?.type === 'ExpressionStatement'
}

/** @returns undefined where the variable is written from elsewhere, or by more than a few statements */
export function sliceOf(binding: Binding): Slice | undefined {
  const home = listAround(binding)
  if (home === undefined) return undefined
  const variables = new Set<Binding>([binding])
  const locals = new Set<Binding>()
  const statements = new Set<Node>()
  let nodes = 0
  for (const each of variables) {
    if (variables.size > MOST_VARIABLES || each.references.length > MOST_REFERENCES) return undefined
    const places: Node[] = writesTo(each)
    for (const definition of each.definitions) {
      if (definition.type === 'function' || !('node' in definition)) return undefined
      places.push(definition.node)
    }
    for (const place of places) {
      const statement = statementIn(home, place)
      if (statement === undefined) return undefined
      if (statements.has(statement)) continue
      if (/^(?:Function|Class|Export|Import)/.test(statement.type)) return undefined
      statements.add(statement)
      if (statements.size > MOST_STATEMENTS) return undefined
      walk(statement, (node) => {
        if (++nodes > MOST_NODES) return 'stop'
        if (node.type !== 'Identifier' || node.binding === undefined || variables.has(node.binding)) return undefined
        if (isWithin(node.binding, statement)) locals.add(node.binding)
        else if (changes(node)) variables.add(node.binding)
        return undefined
      })
      if (nodes > MOST_NODES) return undefined
    }
  }
  const inOrder = [...statements].sort((a, b) => a.start - b.start)
  return { statements: inOrder, variables: new Set([...variables, ...locals]), end: inOrder.at(-1)?.end ?? 0 }
}

function isWithin(binding: Binding, statement: Node): boolean {
  return (
    binding.references.length <= MOST_REFERENCES &&
    binding.definitions.every(
      (each) => 'node' in each && each.node.start >= statement.start && each.node.end <= statement.end,
    ) &&
    binding.references.every((each) => each.start >= statement.start && each.end <= statement.end)
  )
}

/** The block in which a variable first gets a value. */
function listAround(binding: Binding): Node | undefined {
  const [first] = binding.definitions
  if (first === undefined || !('node' in first)) return undefined
  for (let up = first.node.parent; up !== undefined; up = up.parent) {
    if (up.type === 'BlockStatement' || up.type === 'Program') return up
    if (/Function/.test(up.type)) return undefined
  }
  return undefined
}

function statementIn(home: Node, place: Node): Node | undefined {
  for (let at: Node | undefined = place; at !== undefined; at = at.parent) {
    if (at.parent === home) return at
    if (/Function/.test(at.type)) return undefined
  }
  return undefined
}

export function runSlice(on: Machine, slice: Slice, tell: (of: Binding, value: Concrete) => void): void {
  const scope = new Scope(undefined, undefined, undefined)
  for (const each of slice.variables) scope.vars.set(each, undefined)
  for (const statement of slice.statements) if (runStatement(on, statement, scope) !== undefined) throw IMPURE
  for (const [of, value] of scope.vars) tell(of, value)
}
