/**
 * Whether a loop of the interpreted program comes back to where it was. Then it never ends: not for want of steps here, but
 * wherever it runs, and nothing behind it ever happens. What was written since a turn is kept with what it was then; a turn
 * that leaves all of it as it was, and nothing else changed, is the first one over again.
 */
import type { Binding } from '../bindings.js'
import { type Concrete, ENDLESS, type Scope, scopesMade } from './concrete.js'

/** Variables and lists that are kept of one turn; with more, nothing is told. */
const MOST_KEPT = 64

export class Watch {
  readonly #variables = new Map<Scope, Map<Binding, Concrete>>()
  readonly #lists = new Map<Concrete[], readonly Concrete[]>()
  #changed = true
  #turns = 0
  /** The turn that is remembered is a later one each time, twice as far: any circle is found so. */
  #next = 1
  #since = 0
  readonly #spend: (steps: number) => void

  /** @param spend pays for what is kept and compared */
  constructor(spend: (steps: number) => void) {
    this.#spend = spend
  }

  /** Before a variable is written. What a call or block keeps to itself, begun since then, is gone when it ends. */
  wrote(scope: Scope, binding: Binding, value: Concrete): void {
    if (this.#changed || scope.made > this.#since) return
    let kept = this.#variables.get(scope)
    if (kept === undefined) {
      if (this.#variables.size >= MOST_KEPT) this.#changed = true
      kept = new Map()
      this.#variables.set(scope, kept)
    }
    if (kept.has(binding) || Object.is(scope.vars.get(binding), value)) return
    if (kept.size >= MOST_KEPT) this.#changed = true
    kept.set(binding, scope.vars.get(binding))
  }

  /** Before a value is changed. */
  changes(value: Concrete): void {
    if (this.#changed) return
    if (!Array.isArray(value) || this.#lists.size >= MOST_KEPT) this.#changed = true
    else if (!this.#lists.has(value)) {
      this.#spend(value.length >> 3)
      this.#lists.set(value, [...value])
    }
  }

  /** At each turn of the loop that is watched. @throws {Unfoldable} `ENDLESS` */
  turn(): void {
    if (!this.#changed && this.#isAsBefore()) throw ENDLESS
    if (++this.#turns < this.#next) return
    this.#next *= 2
    this.#changed = false
    this.#since = scopesMade()
    this.#variables.clear()
    this.#lists.clear()
  }

  #isAsBefore(): boolean {
    for (const [scope, kept] of this.#variables) {
      this.#spend(kept.size)
      for (const [binding, value] of kept) if (!Object.is(scope.vars.get(binding), value)) return false
    }
    for (const [list, before] of this.#lists) {
      if (list.length !== before.length) return false
      const other = list.findIndex((each, index) => !Object.is(each, before[index]))
      this.#spend((other < 0 ? list.length : other) >> 3)
      if (other >= 0) return false
    }
    return true
  }
}
