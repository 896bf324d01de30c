/** Notes what of an argument leaves for a host, so that a second host that gets the same is seen. */
import { branchesOf, handlerOf } from '../parameters.js'
import { type FunctionNode, isFunction, type Node } from '../syntax.js'
import type { Sources } from '../values.js'
import type { Recogniser } from './context.js'
import type { Carried } from './flow.js'

/** Notes that an argument leaves for a host. @returns the list of other hosts that get it, filled when all files are read */
export function sending(to: Recogniser, call: Node, host: string, carried: readonly Carried[]): string[] {
  const all = new Set(carried.flatMap((each) => [...each.sources]))
  const besides: string[] = all.has('passing') ? ['*'] : []
  if (!all.has('argument')) return besides
  if (handsOn(to, call, all)) besides.push('*')
  const tags = [...all].filter((each) => each.startsWith('at:'))
  const home = homeOf(call)
  // A request handler serves all tools, each in a branch of its own; any other function does one thing.
  const places = home === undefined ? [] : handlerOf(home) === 'setRequestHandler' ? branchesOf(call, home) : [home]
  const chain = places.map((each) => `in:${to.module.path}:${each.start}`)
  to.sent.push({ host, tags, chain, besides })
  return besides
}

/** Whether a function around the call sends its own argument, and gives it to a function that it was itself given: a wrapper. */
function handsOn(to: Recogniser, call: Node, sources: Sources): boolean {
  for (let up = call.parent; up !== undefined; up = up.parent) {
    if (!isFunction(up) || !sources.has(`at:${to.module.path}:${up.start}`)) continue
    for (const param of up.params) {
      for (const use of param.type === 'Identifier' ? (param.binding?.references ?? []) : []) {
        const given = use.parent
        if (given?.type !== 'CallExpression' || given.callee === use || given.callee.type !== 'Identifier') continue
        const callee = to.on.value(given.callee, to.module)
        if (callee.t === 'unknown' && callee.sources.has('argument')) return true
      }
    }
  }
  return false
}

/** The function that a call belongs to: not the callback of a promise or a list. */
function homeOf(node: Node): FunctionNode | undefined {
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (!isFunction(up)) continue
    const parent = up.parent
    const isCallback = parent?.type === 'CallExpression' && parent.callee !== up && handlerOf(up) === undefined
    if (!isCallback) return up
  }
  return undefined
}
