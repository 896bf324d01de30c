/** Which variables only have another name now: minifiers and bundlers choose anew each time. Pure. */
import type { Alignment } from './align.js'
import { isVariable } from './token-hashes.js'
import { KIND, type Tokens, tokenText } from './tokens.js'

/** Names to each side among which the same letter means the same, mostly: a function, and a few functions. */
const CLOSE = 24
const AROUND = 60

interface Pair {
  readonly now: number
  readonly from: string
  readonly to: string
}

/**
 * A name counts as another name of the same variable where most of its neighbours say the same, in both directions. A variable that
 * was put in the place of another one is the exception among them, and stays a difference.
 *
 * @returns indexes of tokens after
 */
export function renamed(before: Tokens, after: Tokens, { pairs }: Alignment): ReadonlySet<number> {
  const names = [...pairs].flatMap(([now, old]): Pair[] =>
    after.kinds[now] === KIND.name && isVariable(after, now)
      ? [{ now, from: tokenText(before, old), to: tokenText(after, now) }]
      : [],
  )
  const [close, around] = [new Counts(), new Counts()]
  const windows = [
    { counts: close, size: CLOSE },
    { counts: around, size: AROUND },
  ]
  const accepted = new Set<number>()
  for (const { counts, size } of windows) for (const each of names.slice(0, size)) counts.add(each, 1)
  for (const [index, each] of names.entries()) {
    for (const { counts, size } of windows) {
      const [entering, leaving] = [names[index + size], names[index - size]]
      if (entering !== undefined) counts.add(entering, 1)
      if (leaving !== undefined) counts.add(leaving, -1)
    }
    const { from, to, now } = each
    // Two functions may use one letter for two variables. A name that is kept nearby has no other one there.
    const isKept = close.of({ from, to: from }) > 0
    const isOfFunction = !isKept && close.isUsual(each) && around.isOnlyOrigin(each)
    if (from !== to && (around.isUsual(each) || isOfFunction)) accepted.add(now)
  }
  return accepted
}

class Counts {
  private readonly counts = new Map<string, number>()

  add({ from, to }: Pick<Pair, 'from' | 'to'>, by: number): void {
    for (const key of [`<${from}`, `>${to}`, `${from}>${to}`]) this.counts.set(key, (this.counts.get(key) ?? 0) + by)
  }

  of({ from, to }: Pick<Pair, 'from' | 'to'>): number {
    return this.counts.get(`${from}>${to}`) ?? 0
  }

  /** Whether a name mostly became this one, and this one mostly comes of it. */
  isUsual(pair: Pick<Pair, 'from' | 'to'>): boolean {
    const [from, to] = [this.counts.get(`<${pair.from}`) ?? 0, this.counts.get(`>${pair.to}`) ?? 0]
    return this.of(pair) * 2 > from && this.of(pair) * 2 > to
  }

  /** Whether a name comes of no other one. */
  isOnlyOrigin(pair: Pick<Pair, 'from' | 'to'>): boolean {
    return this.of(pair) === this.counts.get(`>${pair.to}`)
  }
}
