/**
 * Which values were found while something that they depend on was still being evaluated. Such a value holds only for the
 * evaluation that it is part of: kept longer, it would make what a file says depend on what was asked first.
 */
import type { Node } from './syntax.js'
import type { Value } from './values.js'

/** Where a value is kept; a level above 0 says that it is being evaluated. */
export interface Cell {
  value: Value | undefined
  level: number
}

/** Partial values of one file that are found anew. A program that is one great cycle has more, and keeps what came first. */
const MOST_DROPPED = 5_000

const NONE = Number.POSITIVE_INFINITY

interface Kept {
  readonly place: Cell | Node
  readonly memo?: Map<object, Value>
}

function drop({ place, memo }: Kept): void {
  if (memo !== undefined) memo.delete(place)
  else if ('level' in place) place.value = undefined
  else place.memo = undefined
}

export class PartialValues {
  /** How many evaluations are under way. */
  #level = 0
  /** The outermost evaluation under way that the present one has met again. */
  #met = NONE
  #droppable = MOST_DROPPED
  readonly #kept: Kept[] = []
  readonly #metBy = new Map<object, number>()

  /** Begins another file. */
  fund(): void {
    this.#droppable = MOST_DROPPED
  }

  /** How many evaluations are under way: one that is about to begin has the next level. */
  get level(): number {
    return this.#level
  }

  /** Begins an evaluation. @returns what `end` needs: what the one around it has met so far */
  begin(): number {
    this.#level++
    const outer = this.#met
    this.#met = NONE
    return outer
  }

  /** How many partial values are kept; `end` needs the number from before the evaluation. */
  get kept(): number {
    return this.#kept.length
  }

  /** Ends an evaluation whose value is kept in a cell, on a node, or in a frame's memo. */
  end(outer: number, kept: number, place: Cell | Node, memo?: Map<object, Value>): void {
    const level = this.#level--
    const met = this.#met
    this.#met = met < level && met < outer ? met : outer
    if (met < level) {
      this.#kept.push(memo === undefined ? { place } : { place, memo })
      if (memo === undefined) this.#metBy.set(place, met)
      return
    }
    while (this.#kept.length > kept) {
      const partial = this.#kept.pop()
      if (partial === undefined) break
      if (this.#droppable-- > 0) drop(partial)
      this.#metBy.delete(partial.place)
    }
  }

  /** Notes that an evaluation under way was met again: `level` is its cell's. */
  meet(level: number): void {
    if (level < this.#met) this.#met = level
  }

  /** Notes that a kept value was used. */
  use(key: object): void {
    if (this.#metBy.size === 0) return
    const met = this.#metBy.get(key)
    if (met !== undefined && met < this.#met) this.#met = met
  }
}
