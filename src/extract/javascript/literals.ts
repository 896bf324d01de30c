/** Values of operators, and of objects and lists as they are written. */
import type * as acorn from 'acorn'
import type { Evaluator } from './evaluate.js'
import type { Module } from './module.js'
import { arithmetic } from './operators.js'
import { type FunctionNode, type Node, writtenName } from './syntax.js'
import {
  concat,
  constant,
  type Frame,
  join,
  sourcesOf,
  stringOf,
  UNDEFINED,
  UNKNOWN,
  unknownFrom,
  type Value,
} from './values.js'

/** Elements of a list that are kept apart. */
const MOST_ITEMS = 4096
/** What may stand in a structure besides, kept apart. */
const MOST_REST = 64

export function binaryValue(
  on: Evaluator,
  node: acorn.BinaryExpression,
  module: Module,
  frame: Frame | undefined,
): Value {
  if (node.operator === '+') {
    const operands: Node[] = []
    let at: Node = node
    while (at.type === 'BinaryExpression' && at.operator === '+') {
      operands.push(at.right)
      at = at.left
    }
    operands.push(at)
    const values = operands.reverse().map((each) => on.value(each, module, frame))
    if (values.every((value) => value.t === 'const' && typeof value.v === 'number')) {
      return constant(values.reduce((sum, value) => sum + Number((value as { v: number }).v), 0))
    }
    return concat(values)
  }
  const left = on.value(node.left as Node, module, frame)
  const right = on.value(node.right, module, frame)
  if (left.t === 'const' && right.t === 'const' && typeof left.v === 'number' && typeof right.v === 'number') {
    return constant(arithmetic(node.operator, left.v, right.v))
  }
  const sources = new Set([...sourcesOf(left), ...sourcesOf(right)])
  return /^[=!<>]|in/.test(node.operator) ? UNKNOWN : unknownFrom(sources)
}

export function unaryValue(
  on: Evaluator,
  node: acorn.UnaryExpression,
  module: Module,
  frame: Frame | undefined,
): Value {
  const value = on.value(node.argument, module, frame)
  if (node.operator === 'void') return UNDEFINED
  if (value.t !== 'const') return UNKNOWN
  if (node.operator === '-' && typeof value.v === 'number') return constant(-value.v)
  if (node.operator === '!' && value.v !== undefined) return constant(!value.v)
  if (node.operator === '~' && typeof value.v === 'number') return constant(~value.v)
  if (node.operator === '+' && typeof value.v === 'string') return constant(Number(value.v))
  return UNKNOWN
}

export function objectValue(
  on: Evaluator,
  node: acorn.ObjectExpression,
  module: Module,
  frame: Frame | undefined,
): Value {
  const props = new Map<string, Value>()
  const rest: Value[] = []
  // A circular reference through a method's `this` meets the half-built object rather than looping.
  for (const property of node.properties) {
    if (property.type === 'SpreadElement') {
      const spread = on.value(property.argument, module, frame)
      if (spread.t === 'object') {
        for (const [name, value] of spread.props) props.set(name, value)
        for (const each of spread.rest.slice(0, MOST_REST)) if (!rest.includes(each)) rest.push(each)
      } else rest.push(spread)
      if (rest.length > MOST_REST)
        rest.splice(0, rest.length, unknownFrom(new Set(rest.flatMap((each) => [...sourcesOf(each)]))))
      continue
    }
    const name =
      writtenName(property) ?? (property.computed ? stringOf(on.value(property.key, module, frame)) : undefined)
    const value =
      property.kind === 'get'
        ? getter(on, property.value as FunctionNode, module)
        : on.value(property.value, module, frame)
    if (name === undefined) rest.push(value)
    else props.set(name, value)
  }
  return { t: 'object', props, rest }
}

function getter(on: Evaluator, fn: FunctionNode, module: Module): Value {
  return join((module.survey.returns.get(fn) ?? []).slice(0, 4).map((each) => on.value(each, module)))
}

export function arrayValue(
  on: Evaluator,
  elements: readonly (Node | null)[],
  module: Module,
  frame: Frame | undefined,
): Value {
  const items: Value[] = []
  const rest: Value[] = []
  for (const element of elements.slice(0, MOST_ITEMS)) {
    if (items.length > MOST_ITEMS) break
    if (element === null) items.push(UNDEFINED)
    else if (element.type === 'SpreadElement') {
      const spread = on.value(element.argument, module, frame)
      if (spread.t === 'array') {
        items.push(...spread.items.slice(0, MOST_ITEMS))
        rest.push(...spread.rest.slice(0, MOST_REST))
      } else if (spread.t === 'const' && typeof spread.v === 'string') {
        items.push(...[...spread.v.slice(0, MOST_ITEMS)].map(constant))
      } else rest.push(spread)
    } else items.push(on.value(element, module, frame))
  }
  return items.length > MOST_ITEMS || rest.length > MOST_REST
    ? { t: 'array', items: items.slice(0, MOST_ITEMS), rest: [join(rest), join(items.slice(MOST_ITEMS))] }
    : { t: 'array', items, rest }
}
