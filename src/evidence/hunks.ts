/** Two lists of lines → what is the same, added and removed, and of that the part around a place. */
import { diffArrays } from 'diff'

/** One line of a difference, by its index in both lists. */
export type Step =
  | { readonly change: 'same'; readonly before: number; readonly after: number }
  | { readonly change: 'added'; readonly before: null; readonly after: number }
  | { readonly change: 'removed'; readonly before: number; readonly after: null }

/** Lines above and below a place. */
const CONTEXT = 6
/** Lines around another change near it. */
const OTHER_CONTEXT = 2
/** Lines above and below the place of the change that it stands in. */
const MOST_ABOVE = 20
const MOST_BELOW = 40
/** Changes of so many lines, within so many lines of the place, are shown with it. */
const SMALL = 12
const NEAR = 60
const MOST_OTHERS = 3
/** Lines that differ at most, of both lists together: time grows with its square. */
const MOST_CHANGES = 1_000

/** `null` where more differs than is compared. */
export function stepsOf(before: readonly string[], after: readonly string[]): Step[] | null {
  let head = 0
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1
  let tail = 0
  const most = Math.min(before.length, after.length) - head
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1
  const changes = diffArrays(before.slice(head, before.length - tail), after.slice(head, after.length - tail), {
    maxEditLength: MOST_CHANGES,
  })
  if (changes === undefined) return null
  const steps: Step[] = []
  let [old, now] = [0, 0]
  const add = (change: Step['change'], count: number): void => {
    for (let index = 0; index < count; index += 1) {
      if (change === 'same') steps.push({ change, before: old++, after: now++ })
      else if (change === 'added') steps.push({ change, before: null, after: now++ })
      else steps.push({ change, before: old++, after: null })
    }
  }
  add('same', head)
  for (const { added, removed, count } of changes) add(added ? 'added' : removed ? 'removed' : 'same', count)
  add('same', tail)
  return steps
}

/** Lines of one list alone, around a place. */
export const stepsAlone = (change: 'same' | 'added', length: number, place: number): Step[] => {
  const from = Math.max(0, place - NEAR)
  return Array.from({ length: Math.max(0, Math.min(length, place + NEAR) - from) }, (_, index): Step => {
    const at = from + index
    return change === 'same' ? { change, before: at, after: at } : { change, before: null, after: at }
  })
}

interface Range {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

/** Lines that stand together, and where they stand as seen from the place; `null` for those around it. */
export interface Near {
  readonly steps: readonly Step[]
  readonly side: 'above' | 'below' | null
}

/**
 * The part around a place, first, and small changes near it, in their order: what is used in a line was often made a few lines above.
 *
 * @param place index of a line of `after`
 */
export function hunksAround(steps: readonly Step[], place: number): Near[] {
  const at = steps.findIndex(({ after }) => after === place)
  if (at < 0) return []
  const own = changeAt(steps, at)
  const main = {
    from: Math.max(own.from - CONTEXT, at - MOST_ABOVE, 0),
    to: Math.min(own.to + CONTEXT, at + MOST_BELOW, steps.length),
  }
  const others = changesNear(steps, at, main)
  const isApart = (one: Range, other: Range): boolean => one.to < other.from || other.to < one.from
  // What touches the part around the place is shown in one with it.
  const joined = others.filter((each) => !isApart(each, main)).reduce(union, main)
  const apart: Range[] = []
  for (const each of others) {
    if (!isApart(each, joined)) continue
    const last = apart.at(-1)
    if (last !== undefined && !isApart(last, each)) apart[apart.length - 1] = union(last, each)
    else apart.push(each)
  }
  return [
    { steps: steps.slice(joined.from, joined.to), side: null },
    ...apart.map(
      ({ from, to }): Near => ({ steps: steps.slice(from, to), side: from < joined.from ? 'above' : 'below' }),
    ),
  ]
}

const union = (one: Range, other: Range): Range => ({
  from: Math.min(one.from, other.from),
  to: Math.max(one.to, other.to),
})

/** The run of changed lines that a line stands in; the line alone where it is the same. */
function changeAt(steps: readonly Step[], at: number): Range {
  let [from, to] = [at, at + 1]
  if (steps[at]?.change === 'same') return { from, to }
  while (from > 0 && steps[from - 1]?.change !== 'same') from -= 1
  while (to < steps.length && steps[to]?.change !== 'same') to += 1
  return { from, to }
}

/** In their order, with their context. */
function changesNear(steps: readonly Step[], place: number, beyond: Range): Range[] {
  const found: Range[] = []
  for (let at = Math.max(0, place - NEAR); at < Math.min(steps.length, place + NEAR); at += 1) {
    if (steps[at]?.change === 'same' || (at >= beyond.from && at < beyond.to)) continue
    const { from, to } = changeAt(steps, at)
    const isPart = from < beyond.to && to > beyond.from
    if (to - from <= SMALL && !isPart) {
      found.push({ from: Math.max(0, from - OTHER_CONTEXT), to: Math.min(steps.length, to + OTHER_CONTEXT) })
    }
    at = Math.max(at, to - 1)
  }
  const distance = ({ from, to }: Range): number => Math.min(Math.abs(from - place), Math.abs(to - place))
  const nearest = [...found].sort((a, b) => distance(a) - distance(b)).slice(0, MOST_OTHERS)
  return found.filter((each) => nearest.includes(each))
}
