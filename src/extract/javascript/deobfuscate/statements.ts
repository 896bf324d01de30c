/** Statements, for the bounded interpreter. */
import type * as acorn from 'acorn'
import type { FunctionNode, Node } from '../syntax.js'
import { type Concrete, IMPURE, isTrue, Scope, Thrown } from './concrete.js'
import { Watch } from './endless.js'
import type { Machine } from './machine.js'
import { keysOf } from './members.js'

/** How a statement ended. `undefined`: it came to its end. */
type End =
  | { readonly type: 'return'; readonly value: Concrete }
  | { readonly type: 'break' | 'continue'; readonly label: string | undefined }
  | undefined

export function runBody(on: Machine, body: acorn.BlockStatement, scope: Scope): Concrete {
  const end = runAll(on, body.body, scope)
  return end?.type === 'return' ? end.value : undefined
}

/** Runs statements in order; functions that they declare are there from the beginning. */
export function runAll(on: Machine, statements: readonly Node[], scope: Scope): End {
  for (const each of statements)
    if (each.type === 'FunctionDeclaration') declareFunction(on, each as FunctionNode, scope)
  for (const each of statements) {
    const end = runStatement(on, each, scope)
    if (end !== undefined) return end
  }
  return undefined
}

function declareFunction(on: Machine, node: FunctionNode, scope: Scope): void {
  const binding = node.id?.binding
  if (binding === undefined || node.async || node.generator) return
  // Where no running call declares it, it is a static one, and found by itself.
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer)
    if (at.vars.has(binding)) {
      on.write(at, binding, on.value(node, scope))
      return
    }
}

function inner(node: { readonly scope?: acorn.Node['scope'] }, outer: Scope): Scope {
  const names = node.scope?.names
  if (names === undefined || names.size === 0) return outer
  const scope = new Scope(outer, undefined, undefined)
  for (const binding of names.values()) scope.vars.set(binding, undefined)
  return scope
}

export function runStatement(on: Machine, node: Node, scope: Scope, label?: string): End {
  on.spend(1)
  switch (node.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration':
    case 'DebuggerStatement':
      return undefined
    case 'ExpressionStatement':
      on.value(node.expression, scope)
      return undefined
    case 'VariableDeclaration':
      for (const each of node.declarations) {
        if (each.init != null) on.assign(each.id, on.value(each.init, scope), scope)
        else if (node.kind !== 'var') on.assign(each.id, undefined, scope)
      }
      return undefined
    case 'ReturnStatement':
      return { type: 'return', value: node.argument == null ? undefined : on.value(node.argument, scope) }
    case 'IfStatement': {
      const taken = isTrue(on.value(node.test, scope)) ? node.consequent : node.alternate
      return taken == null ? undefined : runStatement(on, taken, scope)
    }
    case 'BlockStatement':
      return runAll(on, node.body, inner(node, scope))
    case 'BreakStatement':
      return { type: 'break', label: node.label?.name }
    case 'ContinueStatement':
      return { type: 'continue', label: node.label?.name }
    case 'LabeledStatement': {
      const end = runStatement(on, node.body, scope, node.label.name)
      return end?.type === 'break' && end.label === node.label.name ? undefined : end
    }
    case 'ThrowStatement':
      throw new Thrown(on.value(node.argument, scope))
    case 'TryStatement':
      return runTry(on, node, scope)
    case 'SwitchStatement':
      return runSwitch(on, node, inner(node, scope))
    case 'ForStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return on.watchesLoops && on.watch === undefined
        ? runWatched(on, node, scope, label)
        : runLoop(on, node, scope, label)
    case 'ForOfStatement':
      if (node.await) throw IMPURE
      return runEach(on, node, on.list(on.value(node.right, scope)), scope, label)
    case 'ForInStatement':
      return runEach(on, node, keysOf(on.value(node.right, scope)), scope, label)
    default:
      throw IMPURE
  }
}

function runTry(on: Machine, node: acorn.TryStatement, scope: Scope): End {
  let end: End
  try {
    end = runStatement(on, node.block, scope)
  } catch (error) {
    if (!(error instanceof Thrown) || node.handler == null) throw error
    const handler = inner(node.handler, scope)
    if (node.handler.param != null) on.assign(node.handler.param, error.value, handler)
    end = runStatement(on, node.handler.body, handler)
  }
  if (node.finalizer != null) end = runStatement(on, node.finalizer, scope) ?? end
  return end
}

function runSwitch(on: Machine, node: acorn.SwitchStatement, scope: Scope): End {
  const value = on.value(node.discriminant, scope)
  let from = node.cases.findIndex((each) => each.test != null && on.value(each.test, scope) === value)
  if (from < 0) from = node.cases.findIndex((each) => each.test == null)
  if (from < 0) return undefined
  for (const each of node.cases.slice(from)) {
    const end = runAll(on, each.consequent, scope)
    if (end?.type === 'break' && end.label === undefined) return undefined
    if (end !== undefined) return end
  }
  return undefined
}

/** @returns what ends the loop, or `next` */
function afterTurn(end: End, label: string | undefined): 'next' | { readonly end: End } {
  if (end === undefined) return 'next'
  if (end.type === 'return') return { end }
  const own = end.label === undefined || end.label === label
  if (end.type === 'break') return { end: own ? undefined : end }
  return own ? 'next' : { end }
}

type Loop = acorn.ForStatement | acorn.WhileStatement | acorn.DoWhileStatement

function runLoop(on: Machine, node: Loop, outer: Scope, label: string | undefined, turn?: () => void): End {
  const scope = inner(node, outer)
  if (node.type === 'ForStatement' && node.init != null) {
    if (node.init.type === 'VariableDeclaration') runStatement(on, node.init, scope)
    else on.value(node.init, scope)
  }
  for (let first = true; ; first = false) {
    on.spend(1)
    turn?.()
    const asks = node.type !== 'DoWhileStatement' || !first
    if (asks && node.test != null && !isTrue(on.value(node.test, scope))) return undefined
    const after = afterTurn(runStatement(on, node.body, scope), label)
    if (after !== 'next') return after.end
    if (node.type === 'ForStatement' && node.update != null) on.value(node.update, scope)
  }
}

/** Runs a loop of which it is asked whether it ends; loops inside of it are part of it. */
function runWatched(on: Machine, node: Loop, scope: Scope, label: string | undefined): End {
  const watch = new Watch((steps) => on.spend(steps))
  on.watch = watch
  try {
    return runLoop(on, node, scope, label, () => watch.turn())
  } finally {
    on.watch = undefined
  }
}

function runEach(
  on: Machine,
  node: acorn.ForOfStatement | acorn.ForInStatement,
  values: readonly Concrete[],
  outer: Scope,
  label: string | undefined,
): End {
  for (const value of values) {
    const scope = inner(node, outer)
    if (node.left.type === 'VariableDeclaration') {
      const declared = node.left.declarations[0]
      if (declared !== undefined) on.assign(declared.id, value, scope)
    } else on.assign(node.left, value, scope)
    const after = afterTurn(runStatement(on, node.body, scope), label)
    if (after !== 'next') return after.end
  }
  return undefined
}
