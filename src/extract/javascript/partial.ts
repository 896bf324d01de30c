/**
 * Which values were found while something that they depend on was still being evaluated. Such a value holds only for the
 * evaluation that it is part of: kept longer, it would make what a file says depend on what was asked first.
 */
import type { Value } from './values.js'

/** Where a value is kept; a level above 0 says that it is being evaluated. */
export interface Cell {
  value: Value | undefined
  level: number
}

/** Partial values of one file that are found anew. A program that is one great cycle has more, and keeps what came first. */
const MOST_DROPPED = 5_000

const NONE = Number.POSITIVE_INFINITY

export class PartialValues {
  /** How many evaluations are under way. */
  #level = 0
  /** The outermost evaluation under way that the present one has met again. */
  #met = NONE
  #droppable = MOST_DROPPED
  readonly #kept: { readonly key: object; readonly drop: () => void }[] = []
  readonly #metBy = new Map<object, number>()

  /** Begins another file. */
  fund(): void {
    this.#droppable = MOST_DROPPED
  }

  /** Begins an evaluation. @returns what `end` needs */
  begin(): { readonly level: number; readonly outer: number; readonly mark: number } {
    const begun = { level: ++this.#level, outer: this.#met, mark: this.#kept.length }
    this.#met = NONE
    return begun
  }

  /**
   * Ends an evaluation. @returns whether its value holds for good; where not, `drop` is called once the evaluation that it
   * depends on has ended
   */
  end(
    begun: { readonly level: number; readonly outer: number; readonly mark: number },
    key: object,
    drop: () => void,
  ): boolean {
    this.#level--
    const met = this.#met
    this.#met = Math.min(begun.outer, met < begun.level ? met : NONE)
    if (met >= begun.level) {
      while (this.#kept.length > begun.mark) {
        const partial = this.#kept.pop()
        if (partial === undefined) break
        if (this.#droppable-- > 0) partial.drop()
        this.#metBy.delete(partial.key)
      }
      return true
    }
    this.#kept.push({ key, drop })
    this.#metBy.set(key, met)
    return false
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
