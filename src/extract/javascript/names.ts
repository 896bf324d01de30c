/** What names stand for: variables by what they are given, globals, `arguments`, `this`. */
import type * as acorn from 'acorn'
import type { Definition, Step } from './bindings.js'
import type { Evaluator } from './evaluate.js'
import { type Module, ownerOfThis } from './module.js'
import { parameterValue } from './parameters.js'
import { enclosingFunction, isClass, isFunction } from './syntax.js'
import {
  constant,
  elementOf,
  type Frame,
  join,
  reference,
  sourcesOf,
  stringOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'

export function identifierValue(
  on: Evaluator,
  node: acorn.Identifier,
  module: Module,
  frame: Frame | undefined,
): Value {
  const binding = node.binding
  if (binding !== undefined) return on.bindingValue(binding, module, frame)
  switch (node.name) {
    case 'undefined':
      return UNDEFINED
    case 'NaN':
      return constant(Number.NaN)
    case 'Infinity':
      return constant(Number.POSITIVE_INFINITY)
    case '__dirname':
      return constant('<dir>')
    case '__filename':
      return constant('<dir>/<file>')
    case 'arguments':
      return argumentsValue(on, node, module, frame)
    case 'exports':
      return reference('commonjs:exports')
    case 'module':
      return reference('commonjs:module')
    default:
      return reference(`global:${node.name}`)
  }
}

/** `arguments`: all that the function around it is given. */
function argumentsValue(on: Evaluator, node: acorn.Identifier, module: Module, frame: Frame | undefined): Value {
  let fn = enclosingFunction(node)
  while (fn?.type === 'ArrowFunctionExpression') fn = enclosingFunction(fn)
  if (fn === undefined) return UNKNOWN
  return parameterValue(on, { type: 'parameter', fn, index: 0, rest: true, path: [] }, module, frame)
}

export function definitionValue(
  on: Evaluator,
  definition: Definition,
  module: Module,
  frame: Frame | undefined,
): Value {
  switch (definition.type) {
    case 'value':
      return destructured(on, on.value(definition.node, module, frame), definition.path, module, frame)
    case 'append':
      return on.value(definition.node, module, frame)
    case 'parameter':
      return destructured(on, parameterValue(on, definition, module, frame), definition.path, module, frame)
    case 'element':
      return destructured(
        on,
        elementOf(on.settled(on.value(definition.node, module, frame))),
        definition.path,
        module,
        frame,
      )
    case 'key':
      return unknownFrom(sourcesOf(on.value(definition.node, module, frame)))
    case 'import': {
      const imported = on.moduleValue(module, definition.from)
      return definition.name === '*' || (definition.name === 'default' && imported.t === 'object')
        ? imported
        : on.member(imported, definition.name, module)
    }
    case 'function':
      return { t: 'function', node: definition.node, module, frame: undefined }
    case 'class':
      return { t: 'class', node: definition.node, module }
    case 'opaque':
      return UNKNOWN
  }
}

function destructured(
  on: Evaluator,
  value: Value,
  path: readonly Step[],
  module: Module,
  frame: Frame | undefined,
): Value {
  let at = value
  for (const step of path) {
    const { key } = step
    if (key === null) {
      // A default on the whole pattern.
    } else if (typeof key === 'object' && 'rest' in key) {
      const taken = key.rest
      at =
        at.t === 'object'
          ? { t: 'object', props: new Map([...at.props].filter(([name]) => !taken.includes(name))), rest: at.rest }
          : at
    } else if (typeof key === 'object' && 'from' in key) {
      at =
        at.t === 'array' ? { t: 'array', items: at.items.slice(key.from), rest: at.rest } : unknownFrom(sourcesOf(at))
    } else if (typeof key === 'number') {
      at = at.t === 'array' ? on.member(at, String(key), module) : elementOf(at)
    } else if (typeof key === 'string') at = on.member(at, key, module)
    else {
      const name = stringOf(on.value(key, module, frame))
      at = name === undefined ? unknownFrom(sourcesOf(at)) : on.member(at, name, module)
    }
    if (step.default !== undefined) {
      const fallback = on.value(step.default, module, frame)
      at = at.t === 'const' && at.v === undefined ? fallback : join([at, fallback])
    }
  }
  return at
}

export function thisValue(on: Evaluator, node: acorn.ThisExpression, module: Module, frame: Frame | undefined): Value {
  if (frame?.self !== undefined) return frame.self
  const owner = ownerOfThis(node)
  if (owner === undefined) return UNKNOWN
  if (isClass(owner)) return { t: 'instance', of: { t: 'class', node: owner, module }, args: undefined }
  if (isFunction(owner))
    return { t: 'instance', of: { t: 'function', node: owner, module, frame: undefined }, args: undefined }
  if (owner.type === 'ObjectExpression') return on.value(owner, module)
  return UNKNOWN
}
