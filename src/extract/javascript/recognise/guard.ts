/** Under which condition code runs: always, or where the user asked for it by the command line, a variable or an answer. */
import type { Module } from '../module.js'
import { type FunctionNode, isClass, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, type RefValue, sourcesOf, stringOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { calledName } from './place.js'

/**
 * `command`: a word of the command line, a subcommand, or an answer to a question decides. `setting`: a variable or an option
 * that has to be set does. `handler`: runs when a client calls a tool or an event comes. `load`: runs whenever its module does.
 */
export type Guard = 'command' | 'setting' | 'handler' | 'load'

/** Hops from a function to its callers. */
const MOST_HOPS = 5
const MOST_CALLERS = 12
/** Nodes of one condition that are looked at. */
const MOST_OF_TEST = 60

/** Libraries that read the command line or ask the user. */
const COMMAND_LINES =
  /^(?:new )?pkg:(?:commander|yargs|yargs-parser|minimist|cac|meow|mri|arg|sade|citty|clipanion|cleye|gunshi|command-line-args|@oclif\/|@clack\/|inquirer|@inquirer\/|prompts|enquirer|getopts|caporal|@commander-js\/|@stricli\/|dashdash|nopt)|^node:util\.parseArgs|^node:readline|^global:process\.argv|^global:Deno\.args|^global:Bun\.argv/
/** Methods by which such a library is given what a subcommand does. */
const ACTIONS = new Set(['action', 'command', 'handler', 'run', 'defineCommand', 'subcommand', 'cli', 'define'])

type Asked = 'command' | 'setting' | undefined

/** @returns the strongest condition between a node and the start of the program */
export function guardOf(to: Recogniser, node: Node): Guard {
  return guarded(to, node, to.module, 0)
}

function guarded(to: Recogniser, node: Node, module: Module, hops: number): Guard {
  let best: Asked
  const take = (asked: Asked): boolean => {
    if (asked === 'command') return true
    best ??= asked
    return false
  }
  let at = node
  for (let up = node.parent; up !== undefined; up = up.parent) {
    if (take(conditionOver(to, up, at, module))) return 'command'
    if (up.type === 'BlockStatement' || up.type === 'Program') {
      for (const statement of up.body) {
        if (statement === at) break
        if (
          statement.type === 'IfStatement' &&
          statement.alternate == null &&
          leaves(statement.consequent) &&
          !(fails(statement.consequent) && !namesWord(statement.test))
        ) {
          if (take(askedBy(to, statement.test, false, module))) return 'command'
        }
      }
    }
    if (isFunction(up)) {
      const outer = hops >= MOST_HOPS ? 'handler' : callers(to, up, module, hops)
      return outer === 'command' ? 'command' : (best ?? outer)
    }
    at = up
  }
  return best ?? 'load'
}

/** What the node above says of the branch that `at` is. */
function conditionOver(to: Recogniser, up: Node, at: Node, module: Module): Asked {
  switch (up.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return up.test === at ? undefined : askedBy(to, up.test, up.consequent === at, module)
    case 'LogicalExpression':
      if (up.right !== at || up.operator === '??') return undefined
      return askedBy(to, up.left, up.operator === '&&', module)
    case 'SwitchCase': {
      const owner = up.parent
      if (up.test == null || up.test === at || owner?.type !== 'SwitchStatement') return undefined
      return askedBy(to, owner.discriminant, true, module)
    }
    default:
      return undefined
  }
}

/** Whether a statement ends what follows it. */
function leaves(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  if (last === undefined) return false
  if (last.type === 'ReturnStatement' || last.type === 'ThrowStatement' || last.type === 'ContinueStatement')
    return true
  return (
    last.type === 'ExpressionStatement' &&
    last.expression.type === 'CallExpression' &&
    calledName(last.expression.callee as Node) === 'exit'
  )
}

/** Whether a statement gives up: what it asks for is needed to run at all, and no wish for what follows. */
function fails(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  if (last?.type === 'ThrowStatement') return true
  if (last?.type !== 'ExpressionStatement' || last.expression.type !== 'CallExpression') return false
  const [code] = last.expression.arguments
  return code?.type === 'Literal' && code.value !== 0
}

/** Whether a condition compares with a word of its own, as a subcommand is told: `argv[2] !== 'init'`, `argv.includes('--x')`. */
function namesWord(test: Node): boolean {
  let seen = 0
  const queue: Node[] = [test]
  for (const each of queue) {
    if (++seen > MOST_OF_TEST) break
    if (each.type === 'Literal') {
      if (typeof each.value === 'string' && each.value !== '') return true
    } else if (each.type === 'LogicalExpression' || each.type === 'BinaryExpression')
      queue.push(each.left as Node, each.right)
    else if (each.type === 'UnaryExpression' && each.operator === '!') queue.push(each.argument)
    else if (
      each.type === 'CallExpression' &&
      /^(?:includes|has|some|startsWith|test)$/.test(calledName(each.callee as Node) ?? '')
    )
      return true
  }
  return false
}

/** @param holds whether the branch is the one in which the condition holds */
function askedBy(to: Recogniser, test: Node, holds: boolean, module: Module, depth = 0): Asked {
  if (depth > 8) return undefined
  const inner = (each: Node, positive: boolean): Asked => askedBy(to, each, positive, module, depth + 1)
  switch (test.type) {
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return inner(test.expression, holds)
    case 'AwaitExpression':
      return inner(test.argument, holds)
    case 'UnaryExpression':
      return test.operator === '!' ? inner(test.argument, !holds) : undefined
    case 'LogicalExpression': {
      const [left, right] = [inner(test.left, holds), inner(test.right, holds)]
      const both = (test.operator === '||') === holds
      // Of two that each suffice, the weaker one decides.
      if (both) return left === undefined || right === undefined ? undefined : left === right ? left : 'setting'
      return left === 'command' || right === 'command' ? 'command' : (left ?? right)
    }
    case 'BinaryExpression':
      return comparison(to, test, holds, module)
    default: {
      const asked = namedIn(to, test, module)
      // `!argv.includes('--quiet')` and `!process.env.STRICT` hold where nobody said a word.
      if (asked !== undefined) return holds || isGiven(to.on.value(test, module)) ? asked : undefined
      const written = definitionOf(to, test, module)
      return written === undefined || written === test ? undefined : inner(written, holds)
    }
  }
}

/** What a caller gives, and no variable: which of two ways is the usual one can't be told. */
function isGiven(value: Value): boolean {
  const sources = [...sourcesOf(value)]
  return sources.includes('argument') && !sources.some((each) => each.startsWith('env:'))
}

/** The expression that a variable or a member of an object of settings was given, where it is written out and the only one. */
function definitionOf(to: Recogniser, node: Node, module: Module, hops = 0): Node | undefined {
  if (hops > 6) return undefined
  const inner = (each: Node): Node | undefined => definitionOf(to, each, module, hops + 1)
  switch (node.type) {
    case 'Identifier': {
      const [only, second] = node.binding?.definitions ?? []
      if (only?.type !== 'value' || second !== undefined || only.path.length > 1) return undefined
      const [step] = only.path
      if (step === undefined) return only.node
      return typeof step.key === 'string' ? propertyOf(inner(only.node) ?? only.node, step.key) : undefined
    }
    case 'MemberExpression': {
      const name = writtenName(node)
      if (name === undefined || node.object.type === 'Super') return undefined
      return propertyOf(inner(node.object) ?? node.object, name)
    }
    case 'CallExpression': {
      const target = node.callee.type === 'Super' ? undefined : to.on.value(node.callee as Node, module)
      const returned =
        target?.t === 'function' && target.module === module ? module.survey.returns.get(target.node) : undefined
      return returned?.length === 1 ? returned[0] : undefined
    }
    case 'AwaitExpression':
      return inner(node.argument)
    default:
      return undefined
  }
}

function propertyOf(object: Node | undefined, name: string): Node | undefined {
  if (object === undefined) return undefined
  if (object.type !== 'ObjectExpression') return undefined
  for (const property of object.properties)
    if (property.type === 'Property' && writtenName(property) === name) return property.value
  return undefined
}

const EQUAL = new Set(['===', '==', '>=', '>', 'in'])

function comparison(to: Recogniser, test: Node & { type: 'BinaryExpression' }, holds: boolean, module: Module): Asked {
  const left = namedIn(to, test.left as Node, module)
  const right = namedIn(to, test.right, module)
  const asked = left === 'command' || right === 'command' ? 'command' : (left ?? right)
  if (asked === undefined) return undefined
  const other = to.on.value(left === undefined ? (test.left as Node) : test.right, module)
  const empty =
    other.t === 'const' && (other.v === undefined || other.v === null || other.v === '' || other.v === 'production')
  const low = other.t === 'const' && typeof other.v === 'number' && other.v <= 2
  const equal = EQUAL.has(test.operator)
  // `argv.length === 2`, `NODE_ENV === 'production'`, `X === undefined`: what holds where nobody said a word.
  if (/^[=!]/.test(test.operator) && (empty || low))
    return equal !== holds ? (empty && other.t === 'const' && other.v === 'production' ? undefined : asked) : undefined
  return equal === holds ? asked : undefined
}

/** What of the user's an expression reads. */
function namedIn(to: Recogniser, node: Node, module: Module): Asked {
  let asked: Asked
  let seen = 0
  const queue: Node[] = [node]
  for (const each of queue) {
    if (++seen > MOST_OF_TEST) break
    if (each.type === 'Identifier' || each.type === 'MemberExpression' || each.type === 'CallExpression') {
      const found = askedOf(to.on.value(each, module))
      if (found === 'command') return 'command'
      asked ??= found
    }
    if (each.type === 'Identifier') {
      // `const [, , command] = process.argv`, `for (const word of process.argv)`
      for (const from of each.binding?.definitions.slice(0, 4) ?? [])
        if ((from.type === 'value' && from.path.length > 0) || from.type === 'element') queue.push(from.node)
    } else if (each.type === 'MemberExpression' && each.object.type !== 'Super') queue.push(each.object)
    else if (each.type === 'CallExpression') {
      if (each.callee.type !== 'Super') queue.push(each.callee as Node)
      for (const arg of each.arguments) if (!isFunction(arg)) queue.push(arg)
    } else if (each.type === 'ChainExpression' || each.type === 'ParenthesizedExpression') queue.push(each.expression)
    else if (each.type === 'AwaitExpression' || each.type === 'UnaryExpression') queue.push(each.argument)
    else if (each.type === 'LogicalExpression' || each.type === 'BinaryExpression')
      queue.push(each.left as Node, each.right)
    else if (each.type === 'TemplateLiteral') queue.push(...each.expressions)
  }
  return asked
}

function askedOf(value: Value, depth = 0): Asked {
  let asked: Asked
  for (const each of alternatives(value)) {
    if (each.t === 'ref' && isCommandLine(each)) return 'command'
    if (each.t === 'array' && depth < 3)
      for (const item of [...each.rest, ...each.items.slice(0, 4)])
        if (askedOf(item, depth + 1) === 'command') return 'command'
  }
  const sources = sourcesOf(value)
  // The place of the user's own home is no wish of the user's.
  for (const source of sources)
    if (source === 'argument' || (source.startsWith('env:') && !ORDINARY.test(source))) asked = 'setting'
  return asked
}

const ORDINARY =
  /^env:(?:\*|HOME|USERPROFILE|PATH|APPDATA|LOCALAPPDATA|SHELL|USER|LOGNAME|PWD|TMPDIR|TEMP|LANG|CI|TERM)$/

function isCommandLine(ref: RefValue, hops = 0): boolean {
  if (COMMAND_LINES.test(ref.path)) return true
  if (hops > 6) return false
  if (ref.on?.t === 'ref' && isCommandLine(ref.on, hops + 1)) return true
  return (ref.args ?? []).slice(0, 3).some((each) => each.t === 'ref' && isCommandLine(each, hops + 1))
}

/** How a function comes to run: by its callers where they can be seen, by what it is handed to, or by its name in a table. */
function callers(to: Recogniser, fn: FunctionNode, module: Module, hops: number): Guard {
  const parent: Node | undefined = fn.parent
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') {
    if (parent.callee === fn) return guarded(to, parent, module, hops + 1)
    return handedTo(to, parent, module, hops)
  }
  if (parent?.type === 'MemberExpression') return guarded(to, parent, module, hops + 1)
  // `{ command: 'init', handler() {…} }` of yargs, `defineCommand({ run() {…} })`.
  if (parent?.type === 'Property' || parent?.type === 'MethodDefinition') {
    const name = writtenName(parent) ?? ''
    const owner = parent.parent
    const call = owner?.parent
    if (parent.type === 'Property' && (call?.type === 'CallExpression' || call?.type === 'NewExpression')) {
      const guard = handedTo(to, call, module, hops)
      if (guard !== 'handler') return guard
    }
    if (parent.type === 'MethodDefinition' && owner?.parent !== undefined && isClass(owner.parent)) {
      const base = owner.parent.superClass
      if (name === 'run' && base != null && askedOf(to.on.value(base, module)) === 'command') return 'command'
    }
    return strongest(
      to,
      module
        .callsOfMethod(name)
        .slice(0, MOST_CALLERS)
        .map((call) => ({ call, module })),
      hops,
    )
  }
  const uses: { readonly call: Node; readonly module: Module }[] = []
  const binding =
    fn.type === 'FunctionDeclaration'
      ? fn.id?.binding
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id.binding
        : parent?.type === 'AssignmentExpression' && parent.left.type === 'Identifier'
          ? parent.left.binding
          : undefined
  for (const use of binding?.references ?? []) {
    const up: Node | undefined = use.parent
    if (up?.type !== 'CallExpression' && up?.type !== 'NewExpression') continue
    if (up.callee === use) uses.push({ call: up, module })
    else if (handedTo(to, up, module, hops) === 'command') return 'command'
    else if (RUNS_BY_ITSELF.test(calledName(up.callee as Node) ?? '')) uses.push({ call: up, module })
    if (uses.length >= MOST_CALLERS) break
  }
  for (const each of module.links.callsFromOutside(module, fn).slice(0, MOST_CALLERS)) uses.push(each)
  return strongest(to, uses, hops)
}

/** Timers, promises and lists run what they are given; everything else waits for an event. */
const RUNS_BY_ITSELF =
  /^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask|then|finally|catch|forEach|map|filter|reduce|some|every|Promise|all)$/

function handedTo(
  to: Recogniser,
  call: Node & { type: 'CallExpression' | 'NewExpression' },
  module: Module,
  hops: number,
): Guard {
  if (call.callee.type === 'Super') return 'handler'
  const name = calledName(call.callee as Node) ?? ''
  if (RUNS_BY_ITSELF.test(name)) return guarded(to, call, module, hops + 1)
  if (!ACTIONS.has(name)) return 'handler'
  const callee = call.callee as Node
  const of = callee.type === 'MemberExpression' && callee.object.type !== 'Super' ? callee.object : callee
  if (askedOf(to.on.value(of, module)) !== 'command') return 'handler'
  // The command that runs when none is named is no wish for anything.
  return isDefaultCommand(to, of, module) ? 'load' : 'command'
}

/** `program.action(…)` without a `.command('init')` before it. */
function isDefaultCommand(to: Recogniser, of: Node, module: Module): boolean {
  let at: Node = of
  for (let steps = 0; steps < 40; steps++) {
    if (at.type === 'CallExpression') {
      if (calledName(at.callee as Node) === 'command') {
        const first = at.arguments[0]
        const name =
          first === undefined || first.type === 'SpreadElement' ? undefined : stringOf(to.on.value(first, module))
        return name !== undefined && /^(?:\$0|\*|start|serve|run|server|stdio)\b|^$/.test(name.trim())
      }
      at = at.callee as Node
    } else if (at.type === 'MemberExpression') at = at.object
    else if (at.type === 'Identifier') {
      const [only] = at.binding?.definitions ?? []
      if (only?.type !== 'value') return !/^(?:yargs)/.test(at.name)
      at = only.node
    } else break
  }
  return true
}

/** One caller that nobody asked for is enough. */
function strongest(
  to: Recogniser,
  uses: readonly { readonly call: Node; readonly module: Module }[],
  hops: number,
): Guard {
  let least: Guard | undefined
  const order: readonly Guard[] = ['load', 'handler', 'setting', 'command']
  for (const { call, module } of uses) {
    const guard = guarded(to, call, module, hops + 1)
    if (least === undefined || order.indexOf(guard) < order.indexOf(least)) least = guard
    if (least === 'load') break
  }
  return least ?? 'handler'
}
