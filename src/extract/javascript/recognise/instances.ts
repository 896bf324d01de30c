/**
 * A call in a helper or a client that several callers share, seen once for each of them: what one gives must not be mixed with
 * where another goes.
 */
import { type CallSite, callsOf, constructionsOf, givenFrom } from '../call-sites.js'
import type { Module } from '../module.js'
import { type FunctionNode, isClass, isFunction, type Node } from '../syntax.js'
import type { Frame } from '../values.js'
import type { Recogniser } from './context.js'

const MOST_INSTANCES = 12

/** Frames of the function around a node, one for each place that it is called from, or each object of its class that is made. */
export function instancesAt(to: Recogniser, node: Node): Frame[] {
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (!isFunction(up)) continue
    const owner = up.parent?.type === 'MethodDefinition' ? up.parent.parent?.parent : undefined
    const isMethod = owner !== undefined && isClass(owner)
    const isConstructor = up.parent?.type === 'MethodDefinition' && up.parent.kind === 'constructor'
    const calls = isMethod && !isConstructor ? constructionsOf(owner, to.module) : callsOf(up, to.module)
    if (calls.list.length < 2 || calls.list.length > MOST_INSTANCES) continue
    const fn = up
    return calls.list.map((site) =>
      isMethod && !isConstructor ? ofObject(to, fn, owner, to.module, site) : ofCall(to, fn, site),
    )
  }
  return []
}

function ofCall(to: Recogniser, fn: FunctionNode, site: CallSite): Frame {
  return { fn, args: givenFrom(to.on, site, 0), self: undefined, depth: 1, outer: undefined, memo: new Map() }
}

function ofObject(to: Recogniser, fn: FunctionNode, owner: Node, module: Module, site: CallSite): Frame {
  const self = isClass(owner)
    ? ({ t: 'instance', of: { t: 'class', node: owner, module }, args: givenFrom(to.on, site, 0) } as const)
    : undefined
  return { fn, args: undefined, self, depth: 1, outer: undefined, memo: new Map() }
}
