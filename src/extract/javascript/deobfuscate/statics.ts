/** What variables hold outside any call: constants, functions, tables, and texts that a few statements build step by step. */
import type { Binding, Definition, Survey } from '../bindings.js'
import { type CallNode, enclosingFunction, isFunction, type Node } from '../syntax.js'
import { mayFold } from './candidates.js'
import { type Concrete, IMPURE, Known, Unfoldable } from './concrete.js'
import { closureOf, Machine, type Statics } from './machine.js'
import { getMember } from './members.js'
import { isKnownMember, knownModule } from './natives.js'
import { runSlice, type Slice, sliceOf, writesTo } from './slices.js'

interface Cell {
  state: 'busy' | 'known' | 'failed'
  value: Concrete
  decoded: boolean
  /** Where the last of the statements that build it ends. */
  readonly from: number
}

interface Found {
  readonly value: Concrete
  readonly decoded: boolean
}

/** Calls of one function that give nothing, after which it is let be. */
const MOST_FAILURES = 16

export class StaticValues implements Statics {
  readonly machine: Machine
  /** Whether a table was turned: what is taken from tables here was hidden. */
  turned = false
  readonly #source: string
  readonly #cells = new Map<Binding, Cell>()
  readonly #found = new Map<Node, Found | 'failed'>()
  readonly #failures = new Map<Binding, number>()

  constructor(source: string) {
    this.#source = source
    this.machine = new Machine(this, source)
  }

  // ── expressions ──────────────────────────────────────────────────────────────────────────────

  known(node: Node): { readonly value: Concrete } | undefined {
    const found = this.#found.get(node)
    if (found === undefined) return undefined
    if (found === 'failed') throw IMPURE
    this.machine.decoded ||= found.decoded
    return Array.isArray(found.value) ? { value: [...found.value] } : found
  }

  found(node: Node): Found | undefined {
    const found = this.#found.get(node)
    return found === 'failed' ? undefined : found
  }

  keep(node: Node, value: Concrete, decoded: boolean): void {
    this.#found.set(node, { value, decoded })
    const callee = calleeBinding(node)
    if (callee !== undefined) this.#failures.set(callee, -1_000_000)
  }

  fail(node: Node): void {
    this.#found.set(node, 'failed')
    const callee = calleeBinding(node)
    if (callee !== undefined) this.#failures.set(callee, (this.#failures.get(callee) ?? 0) + 1)
  }

  /** Whether the function that a call goes to has been tried often enough, and never gave anything. */
  isHopeless(call: CallNode): boolean {
    const callee = calleeBinding(call)
    return callee !== undefined && (this.#failures.get(callee) ?? 0) >= MOST_FAILURES
  }

  /** The value of an expression, if it has one; at most a few steps. */
  peek(node: Node): Concrete | undefined {
    const { machine } = this
    machine.steps = 20_000
    try {
      return machine.value(node, undefined)
    } catch {
      return undefined
    }
  }

  // ── variables ────────────────────────────────────────────────────────────────────────────────

  valueOf(binding: Binding, at: Node): Concrete {
    let cell = this.#cells.get(binding)
    if (cell === undefined) cell = this.#materialise(binding)
    if (cell.state !== 'known') throw IMPURE
    if (at.start < cell.from && enclosingFunction(at) === homeOf(binding)) throw IMPURE
    this.machine.decoded ||= cell.decoded
    return cell.value
  }

  assign(binding: Binding, value: Concrete, at: Node): void {
    const cell = this.#cells.get(binding)
    const own = binding.definitions.some(
      (each) => 'node' in each && isFunction(each.node) && at.start > each.node.start && at.end < each.node.end,
    )
    if (!own || cell?.state !== 'known') throw IMPURE
    // A function that puts another in its place after its first call: tables and their readers do.
    this.turned = true
    this.machine.decoded = true
    cell.decoded = true
    cell.value = value
  }

  #materialise(binding: Binding): Cell {
    const { machine } = this
    const slice = this.#sliceFor(binding)
    const cell: Cell = { state: 'busy', value: undefined, decoded: false, from: slice?.end ?? 0 }
    this.#cells.set(binding, cell)
    const { decoded, picks } = machine
    machine.decoded = false
    machine.picks = 0
    try {
      if (slice === null) throw IMPURE
      if (slice !== undefined) {
        runSlice(machine, slice, (of, value) => {
          if (of === binding) cell.value = value
        })
        cell.decoded = machine.decoded || machine.picks >= 4
      } else {
        cell.value = this.#defined(binding)
        cell.decoded = machine.decoded
      }
      // Bytes that are all nothing are there to be filled by somebody: a source of random numbers, or a file.
      if (cell.value instanceof Uint8Array && slice === undefined && cell.value.every((each) => each === 0))
        throw IMPURE
      cell.state = 'known'
    } catch (error) {
      cell.state = 'failed'
      // Too few steps for this attempt may be enough for another one.
      if (error instanceof Unfoldable && error.why === 'steps') this.#cells.delete(binding)
      throw error
    } finally {
      machine.decoded ||= decoded
      machine.picks += picks
    }
    return cell
  }

  /** Statements that build a variable; undefined where its definition says all, null where it can't be told. */
  #sliceFor(binding: Binding): Slice | null | undefined {
    const [first, second] = binding.definitions
    if (first === undefined) return null
    if (isFunctionDefinition(first) && binding.definitions.every((each) => each === first || isInside(each, first)))
      return undefined
    if (second === undefined && writesTo(binding).length === 0) return undefined
    if (second === undefined && first.type === 'value' && first.path.length === 0) {
      // `let x; x = …` is written once, where it is defined.
      const [write, more] = writesTo(binding)
      if (more === undefined && write?.parent?.type === 'AssignmentExpression' && write.parent.right === first.node)
        return undefined
    }
    // A cheap look first: most variables are given what only a run could tell.
    for (const each of binding.definitions)
      if ((each.type === 'value' || each.type === 'append') && !mayFold(each.node)) return null
    return sliceOf(binding) ?? null
  }

  #defined(binding: Binding): Concrete {
    const [first] = binding.definitions
    if (first === undefined) throw IMPURE
    switch (first.type) {
      case 'function': {
        const closure = closureOf(first.node, this.#source)
        if (closure === undefined) throw IMPURE
        return closure
      }
      case 'class':
        return this.machine.value(first.node, undefined)
      case 'import': {
        const module = knownModule(first.from)
        if (module === undefined) throw IMPURE
        if (first.name === '*' || first.name === 'default') return module
        const path = `${module.path}.${first.name}`
        if (!isKnownMember(path)) throw IMPURE
        return new Known(path)
      }
      case 'value': {
        let value = this.machine.value(first.node, undefined)
        for (const { key, default: fallback } of first.path) {
          if (typeof key !== 'string' && typeof key !== 'number') throw IMPURE
          value = getMember(this.machine, value, String(key))
          if (value === undefined && fallback !== undefined) value = this.machine.value(fallback, undefined)
        }
        return value
      }
      case 'parameter': {
        const call = first.fn.parent
        const given = call?.type === 'CallExpression' && call.callee === first.fn ? call.arguments : []
        const argument = given[first.index]
        if (argument === undefined || first.rest || first.path.length > 0) throw IMPURE
        if (given.slice(0, first.index + 1).some((each) => each.type === 'SpreadElement')) throw IMPURE
        return this.machine.value(argument, undefined)
      }
      default:
        throw IMPURE
    }
  }

  // ── tables ───────────────────────────────────────────────────────────────────────────────────

  /** A function that is called where it stands, and turns a list until it is as its program wants it. */
  isSetup(call: CallNode): boolean {
    const { callee } = call
    if (call.type !== 'CallExpression' || !isFunction(callee) || callee.end - callee.start > 20_000) return false
    let up = call.parent
    while (
      up?.type === 'UnaryExpression' ||
      up?.type === 'SequenceExpression' ||
      up?.type === 'ParenthesizedExpression'
    )
      up = up.parent
    if (up?.type !== 'ExpressionStatement' && up?.type !== 'VariableDeclarator') return false
    const text = this.#source.slice(callee.start, callee.end)
    return (
      /\b(?:while|for)\b/.test(text) &&
      /push|\\x70|\\u0070/.test(text) &&
      /shift|\\x73|\\u0073|splice/.test(text) &&
      call.arguments.length > 0
    )
  }

  /** What a failed setup may have changed is not known any more. */
  spoil(call: CallNode): void {
    for (const each of call.arguments) {
      if (each.type !== 'Identifier' || each.binding === undefined) continue
      this.#cells.set(each.binding, { state: 'failed', value: undefined, decoded: false, from: 0 })
    }
  }

  /** Uses, as arguments, of variables that are built step by step. */
  *spelledUses(found: Survey): Generator<Node> {
    for (const call of found.calls) {
      if (!isCall(call)) continue
      for (const each of call.arguments) {
        if (each.type !== 'Identifier' || each.binding === undefined) continue
        if (each.binding.definitions.some(isStep)) yield each
      }
    }
  }
}

/** A node that was a call when it was found may have been replaced since. */
export const isCall = (node: Node): boolean => node.type === 'CallExpression' || node.type === 'NewExpression'

function calleeBinding(node: Node): Binding | undefined {
  return node.type === 'CallExpression' && node.callee.type === 'Identifier' ? node.callee.binding : undefined
}

/** Whether a variable is given this value beside others, step by step. */
function isStep(definition: Definition, index: number): boolean {
  if (definition.type === 'append') return true
  if (definition.type !== 'value' || index === 0) return false
  let up = definition.node.parent
  for (let hops = 0; up !== undefined && hops < 8; up = up.parent, hops++)
    if (/^(?:For|While|DoWhile)/.test(up.type)) return true
  return false
}

function isFunctionDefinition(definition: Definition): definition is Definition & { node: Node } {
  return (
    definition.type === 'function' ||
    (definition.type === 'value' && isFunction(definition.node) && definition.path.length === 0)
  )
}

function isInside(definition: Definition, of: { readonly node: Node }): boolean {
  return 'node' in definition && definition.node.start > of.node.start && definition.node.end <= of.node.end
}

/** The function in which a variable gets its first value. */
function homeOf(binding: Binding): Node | undefined {
  const [first] = binding.definitions
  return first !== undefined && 'node' in first ? enclosingFunction(first.node) : undefined
}
