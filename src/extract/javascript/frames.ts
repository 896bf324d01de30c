/** Which variables belong to a call that is followed. */
import type { Binding } from './bindings.js'
import type { FunctionNode } from './syntax.js'
import type { Frame } from './values.js'

export function isLocalTo(binding: Binding, frame: Frame): boolean {
  for (let at: Frame | undefined = frame; at !== undefined; at = at.outer) {
    for (const definition of binding.definitions) {
      if (definition.type === 'parameter') {
        if (definition.fn === at.fn) return true
      } else if ('node' in definition && definition.type !== 'function' && definition.type !== 'class') {
        const { node } = definition
        if (node.start >= at.fn.start && node.end <= at.fn.end && declaredInside(binding, at.fn)) return true
      }
    }
  }
  return false
}

/** Whether a function's own scopes declare the variable: a write from inside to an outer one does not make it local. */
function declaredInside(binding: Binding, fn: FunctionNode): boolean {
  for (const definition of binding.definitions) {
    if (!('node' in definition) || definition.type === 'function' || definition.type === 'class') return false
    if (definition.node.start < fn.start || definition.node.end > fn.end) return false
  }
  return binding.references.every((each) => each.start >= fn.start && each.end <= fn.end)
}
