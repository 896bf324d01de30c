/** What a CommonJS module exports, read off its tree: assignments, defined getters, and modules that are exported whole. */
import type * as acorn from 'acorn'
import type { Module } from './module.js'
import { type CallNode, isFunction, type Node, writtenName } from './syntax.js'

/** `module.exports` is the whole, `exports` or `module.exports` are what named exports are written on. */
export function exportTarget(node: Node): 'whole' | 'exports' | undefined {
  if (node.type === 'Identifier') return node.name === 'exports' && node.binding === undefined ? 'exports' : undefined
  if (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'module' &&
    node.object.binding === undefined &&
    writtenName(node) === 'exports'
  )
    return 'whole'
  return undefined
}

function isSelfExport(node: Node): boolean {
  return node.type === 'Identifier' && node.name === 'exports'
}

/** The assignment whose target an identifier begins: `id.a.b = …`. */
export function assignmentOver(id: acorn.Identifier): acorn.AssignmentExpression | undefined {
  let at: Node = id
  while (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = at.parent
  const up = at.parent
  return up?.type === 'AssignmentExpression' && up.left === at ? up : undefined
}

/** Arguments that stand beside the exports in a call: another module that is exported whole. */
function starsIn(calls: readonly CallNode[], targetOf: (node: Node) => 'whole' | 'exports' | undefined): Node[] {
  const out: Node[] = []
  for (const call of calls) {
    if (call.arguments.length !== 2 || !call.arguments.some((each) => targetOf(each) !== undefined)) continue
    for (const each of call.arguments) {
      if (each.type === 'CallExpression' || (each.type === 'Identifier' && targetOf(each) === undefined)) out.push(each)
    }
  }
  return out
}

/** The call that takes `id` or `id.exports` as an argument. */
export function callGiven(id: acorn.Identifier): CallNode | undefined {
  let at: Node = id
  if (at.parent?.type === 'MemberExpression' && at.parent.object === at) at = at.parent
  const up = at.parent
  return up?.type === 'CallExpression' && up.callee !== at ? up : undefined
}

export interface ExportTable {
  /** Expressions that replace `module.exports`. */
  readonly whole: readonly Node[]
  readonly named: ReadonlyMap<string, readonly Node[]>
  /** Modules that are exported whole besides: `__exportStar(require('./x'), exports)`. */
  readonly stars: readonly Node[]
}

export function exportsIn(
  writes: readonly acorn.AssignmentExpression[],
  getters: Iterable<{ readonly name: string; readonly node: Node }>,
  calls: readonly CallNode[],
  targetOf: (node: Node) => 'whole' | 'exports' | undefined,
): ExportTable {
  const whole: Node[] = []
  const named = new Map<string, Node[]>()
  const put = (name: string, node: Node): void => {
    const list = named.get(name)
    if (list === undefined) named.set(name, [node])
    else list.push(node)
  }
  for (const write of writes) {
    const left = write.left
    if (left.type !== 'MemberExpression') continue
    if (targetOf(left) === 'whole') {
      if (write.right.type === 'AssignmentExpression' || !isSelfExport(write.right)) whole.push(write.right)
      continue
    }
    const name = targetOf(left.object) === undefined ? undefined : writtenName(left)
    if (name !== undefined) put(name, write.right)
  }
  for (const getter of getters) put(getter.name, getter.node)
  return { whole, named, stars: starsIn(calls, targetOf) }
}

/** `Object.defineProperty(exports, 'x', { get() { return … } })` and bundlers' `export(exports, { x: () => … })`. */
export function* definedGetters(
  module: Module,
  calls: readonly CallNode[],
  targetOf: (node: Node) => 'whole' | 'exports' | undefined,
): Generator<{ name: string; node: Node }> {
  for (const call of calls) {
    const [target, second, third] = call.arguments
    if (target === undefined || target.type === 'SpreadElement' || targetOf(target) === undefined) continue
    if (second?.type === 'Literal' && typeof second.value === 'string' && third?.type === 'ObjectExpression') {
      for (const property of third.properties) {
        if (property.type !== 'Property') continue
        const name = writtenName(property)
        if (name === 'value') yield { name: second.value, node: property.value }
        else if (name === 'get' && isFunction(property.value)) {
          for (const node of module.survey.returns.get(property.value) ?? []) yield { name: second.value, node }
        }
      }
    } else if (second?.type === 'ObjectExpression') {
      for (const property of second.properties) {
        if (property.type !== 'Property' || !isFunction(property.value)) continue
        const name = writtenName(property)
        if (name === undefined) continue
        for (const node of module.survey.returns.get(property.value) ?? []) yield { name, node }
      }
    }
  }
}
