/**
 * Replaces, in a tree, what only computes a text by the text: then all that reads the tree sees it as if it were written
 * plainly. Places stay where they were. Only what was taken out of an encoding is replaced; ordinary constants stay.
 */
import type * as acorn from 'acorn'
import { type Survey, survey } from '../bindings.js'
import type { CallNode, Node } from '../syntax.js'
import type { Value } from '../values.js'
import { mayFold } from './candidates.js'
import { Closure, type Concrete, ENDLESS, Known, OUT_OF_STEPS, Plain, Thrown, TOO_BIG, Unfoldable } from './concrete.js'
import { unflatten } from './flattened.js'
import { inlineProxy } from './proxies.js'
import { forget } from './rewrite.js'
import { isCall, StaticValues } from './statics.js'

/** Steps of one attempt, of one that decodes, of the search for a table's rotation, and of all attempts in one file besides a share for its size. */
const STEPS = 8_000
const STEPS_OF_DECODER = 3_000_000
const STEPS_OF_SETUP = 12_000_000
/** Tables in one file that are turned. */
const MOST_SETUPS = 6
const STEPS_OF_FILE = 4_000_000
/** Added where a table was found: each of its texts is deciphered by itself. */
const STEPS_OF_TABLE = 32_000_000
/** Characters taken one by one from which a text was spelt rather than written. */
const LEAST_PICKS = 4
/** And from which an attempt that ran out of steps is worth more of them. */
const MOST_IDLE_PICKS = 64
const MOST_BYTES_IN_ALL = 24 << 20

const MOST_ROUNDS = 3
/** An order of cases, as a flattened function has it. */
const FLATTENED = /['"`]\d{1,3}(?:\|\d{1,3}){2,}['"`]/

export interface Unfolded {
  readonly survey: Survey
  /** Starts of the nodes that were decoded, sorted. */
  readonly decoded: readonly number[]
  /** Whether something that decodes could not be followed to its end. */
  readonly exhausted: boolean
}

/** @param source text of the file; positions of the tree are its offsets */
export function unfold(program: acorn.Program, source: string): Unfolded {
  let found = survey(program)
  const decoded: number[] = []
  let exhausted = false
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const fold = new Fold(found, source)
    const changed = fold.run(program, round === 0)
    decoded.push(...fold.decoded)
    exhausted ||= fold.exhausted
    if (changed === 'nothing') break
    if (changed === 'texts') {
      dropReplaced(found)
      break
    }
    forget(program)
    found = survey(program)
  }
  return { survey: found, decoded: [...new Set(decoded)].sort((a, b) => a - b), exhausted }
}

/** Texts stand where calls and members stood: no need to pass over the whole tree again. */
function dropReplaced(found: Survey): void {
  const keep = <T extends Node>(list: T[], stays: (node: Node) => boolean): void => {
    let at = 0
    for (const each of list) if (stays(each)) list[at++] = each
    list.length = at
  }
  const replaced: acorn.Literal[] = []
  const note = (node: Node): boolean => {
    if (node.type === 'Literal') replaced.push(node)
    return false
  }
  keep(found.calls, (node) => isCall(node) || note(node))
  keep(found.members, (node) => node.type === 'MemberExpression' || note(node))
  for (const each of replaced) found.texts.push(each)
}

class Fold {
  readonly decoded: number[] = []
  exhausted = false
  readonly #survey: Survey
  readonly #statics: StaticValues
  #left = STEPS_OF_FILE
  #setups = 0
  #bytes = MOST_BYTES_IN_ALL

  readonly #source: string

  constructor(found: Survey, source: string) {
    this.#source = source
    this.#survey = found
    this.#statics = new StaticValues(source)
  }

  /**
   * @param first later rounds find what the first one laid open; what tables hold was taken from them by then
   * @returns what was changed: texts in the place of expressions, or more
   */
  run(program: acorn.Program, first: boolean): 'nothing' | 'texts' | 'statements' {
    let changed = false
    for (const call of this.#survey.calls) {
      if (!this.#statics.isSetup(call)) continue
      if (first) this.#setUp(call)
      else this.#statics.spoil(call)
    }
    // Inner calls come after the outer ones in the survey: from its end, each is built of what is known.
    for (let i = this.#survey.calls.length - 1; i >= 0; i--) {
      const call = this.#survey.calls[i] as CallNode
      if (!this.#statics.isHopeless(call) && mayFold(call)) this.#tryNode(call)
    }
    let last: Node | undefined
    for (const call of this.#survey.calls) {
      // What stands in a node that was replaced is gone with it.
      if (last !== undefined && call.start >= last.start && call.end <= last.end) continue
      if (!this.#replace(call)) continue
      last = call
      changed = true
    }
    for (const use of this.#statics.spelledUses(this.#survey)) {
      this.#tryNode(use)
      changed = this.#replace(use) || changed
    }
    for (const member of this.#survey.members) {
      if (member.type !== 'MemberExpression' || !member.computed || this.#left <= 0 || !mayFold(member.property))
        continue
      if (member.property.type === 'Literal') continue
      this.#tryNode(member.property)
      changed = this.#replace(member.property) || changed
    }
    let moved = false
    if (this.#statics.turned || FLATTENED.test(this.#source)) {
      for (const call of this.#survey.calls) if (isCall(call)) moved = inlineProxy(call, this.#statics) || moved
      moved = unflatten(program, this.#statics) || moved
    }
    return moved ? 'statements' : changed ? 'texts' : 'nothing'
  }

  #setUp(call: CallNode): void {
    const { machine } = this.#statics
    machine.steps = STEPS_OF_SETUP
    if (this.#setups++ >= MOST_SETUPS) {
      this.exhausted = true
      return
    }
    try {
      machine.value(call, undefined)
      this.#statics.turned = true
      this.#left = Math.max(this.#left, STEPS_OF_TABLE)
    } catch (error) {
      if (!(error instanceof Unfoldable) && !(error instanceof Thrown)) throw error
      if (error === TOO_BIG || (error === OUT_OF_STEPS && !this.#isEndless(call))) this.exhausted = true
      this.#statics.spoil(call)
    }
  }

  /**
   * Whether a search for a rotation goes in circles. Then the program hangs where it stands, and no more steps would find what the
   * table holds: that is no want of steps here.
   */
  #isEndless(call: CallNode): boolean {
    const { machine } = this.#statics
    machine.steps = STEPS_OF_SETUP
    machine.watchesLoops = true
    try {
      machine.value(call, undefined)
      return false
    } catch (error) {
      if (!(error instanceof Unfoldable) && !(error instanceof Thrown)) throw error
      return error === ENDLESS
    } finally {
      machine.watchesLoops = false
    }
  }

  #tryNode(node: Node, most = STEPS): void {
    if (this.#left <= 0) return
    const { machine } = this.#statics
    machine.steps = Math.min(most, this.#left)
    machine.decoded = false
    machine.picks = 0
    const before = machine.steps
    let again = false
    try {
      const value = machine.value(node, undefined)
      this.#statics.keep(node, value, machine.decoded || machine.picks >= LEAST_PICKS)
    } catch (error) {
      const decodes = machine.decoded || machine.picks >= MOST_IDLE_PICKS
      if (error === OUT_OF_STEPS && decodes && most === STEPS) again = true
      else if (error instanceof RangeError || error instanceof Unfoldable || error instanceof Thrown) {
        this.#statics.fail(node)
      } else throw error
    }
    if (machine.bomb) this.exhausted = true
    this.#left -= before - machine.steps + 8
    if (again) this.#tryNode(node, STEPS_OF_DECODER)
  }

  /** Writes what a node gives in its place, where that was hidden. */
  #replace(node: Node): boolean {
    const found = this.#statics.found(node)
    if (found === undefined || !found.decoded) return false
    const { value } = found
    if (typeof value === 'string') {
      if (value.length > this.#bytes) {
        this.exhausted = true
        return false
      }
      this.#bytes -= value.length >> 3
      this.decoded.push(node.start)
      const literal = node as unknown as Record<string, unknown>
      for (const key of [
        'callee',
        'arguments',
        'optional',
        'name',
        'operator',
        'left',
        'right',
        'quasis',
        'expressions',
        'object',
        'property',
      ])
        delete literal[key]
      literal['type'] = 'Literal'
      literal['value'] = value
      literal['raw'] = ''
      literal['decoded'] = true
      return true
    }
    const folded = asValue(value)
    if (folded === undefined || node.folded !== undefined) return false
    node.folded = folded
    this.decoded.push(node.start)
    return false
  }
}

/** Bytes and lists of texts, as the evaluator has them. */
function asValue(value: Concrete, depth = 0): Value | undefined {
  if (value instanceof Uint8Array) return { t: 'bytes', bytes: value }
  if (Array.isArray(value)) {
    if (value.length > 4096 || depth > 4) return undefined
    const items = value.map((each) => asValue(each, depth + 1))
    return items.every((each) => each !== undefined) ? { t: 'array', items: items as Value[], rest: [] } : undefined
  }
  if (value instanceof Plain || value instanceof Closure || value instanceof Known) return undefined
  if (typeof value === 'object' && value !== null) return undefined
  return depth === 0 && typeof value !== 'string' ? undefined : { t: 'const', v: value }
}
