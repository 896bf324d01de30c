/**
 * Where the code around a place stood in the text before, token by token, though minifiers call every local variable otherwise each
 * time: by runs of tokens that both texts have once, as patience diff finds lines, with local names left out of account.
 */
import { diffArrays } from 'diff'
import { hashesOf } from './token-hashes.js'
import type { Tokens } from './tokens.js'

/** Part of a text's tokens, by index. */
export interface TokenRange {
  readonly from: number
  /** Exclusive. */
  readonly to: number
}

export interface Alignment {
  readonly before: TokenRange
  readonly after: TokenRange
  /** From a token after to the same one before, both by index in their texts. */
  readonly pairs: ReadonlyMap<number, number>
}

/** Tokens to each side of a place that are compared: several screens of laid out code. */
export const REACH = 700
/** Tokens to each side in which something known is looked for, where all around the place is new. */
const FAR = 20_000
/** Tokens of a run that is looked for. */
const RUN = 6
/** A run that stands more often in the text before tells no place. */
const MOST_COPIES = 6
/** Runs that must be found in order. */
const FEWEST = 3
/** Tokens that differ at most; time grows with its square. */
const MOST_CHANGES = 1_500

/** `null` where nothing of what stands around the place stood in the text before. */
export function align(before: Tokens, after: Tokens, place: number): Alignment | null {
  const [old, now] = [hashesOf(before), hashesOf(after)]
  const near = chainAround(old, now, place, REACH)
  if (near.length < FEWEST) {
    const ends = betweenEnds(old, now, place)
    if (ends !== null) return { ...ends, pairs: pairsIn(old, now, ends.before, ends.after, []) }
  }
  const chain = near.length < FEWEST ? chainAround(old, now, place, FAR) : near
  if (chain.length < FEWEST) return null
  const [left, right] = [Math.max(0, place - REACH), Math.min(after.count, place + REACH)]
  const within = chain.filter(({ after: at }) => at >= left && at + RUN <= right)
  const [first, last] = [within[0], within.at(-1)]
  const above = chain.filter(({ after: at }) => at < left).at(-1)
  const below = chain.find(({ after: at }) => at + RUN > right)
  const afterRange = {
    from: first !== undefined && first.after <= place ? first.after : left,
    to: last !== undefined && last.after + RUN > place ? last.after + RUN : right,
  }
  const beforeFrom = rangeStart()
  const beforeRange = { from: beforeFrom, to: Math.max(beforeFrom, rangeEnd(beforeFrom)) }
  return { before: beforeRange, after: afterRange, pairs: pairsIn(old, now, beforeRange, afterRange, within) }

  function rangeStart(): number {
    if (first !== undefined && first.after <= place) return first.before
    const least = above === undefined ? 0 : above.before + RUN
    const next = first ?? below
    return next === undefined ? least : Math.max(least, next.before - (next.after - left), 0)
  }
  function rangeEnd(from: number): number {
    if (last !== undefined && last.after + RUN > place) return last.before + RUN
    const most = below === undefined ? before.count : below.before
    return Math.min(most, from + 2 * REACH)
  }
}

/** Code that repeats itself has no run that tells a place: then what both texts begin and end with does, where it is near. */
function betweenEnds(old: Uint32Array, now: Uint32Array, place: number): Omit<Alignment, 'pairs'> | null {
  const most = Math.min(old.length, now.length)
  let head = 0
  while (head < most && old[head] === now[head]) head += 1
  let tail = 0
  while (tail < most - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1
  const after = { from: Math.max(0, place - REACH), to: Math.min(now.length, place + REACH) }
  const known = Math.max(0, head - after.from) + Math.max(0, after.to - (now.length - tail))
  if (known < FEWEST * RUN) return null
  const from = Math.min(after.from, head)
  const to = after.to > now.length - tail ? after.to + old.length - now.length : old.length - tail
  // Of a long part that is gone the end is nearer to what follows.
  const bounded =
    after.from < head ? { from, to: Math.min(to, from + 4 * REACH) } : { from: Math.max(from, to - 4 * REACH), to }
  return { after, before: { from: bounded.from, to: Math.max(bounded.from, bounded.to) } }
}

interface Anchor {
  /** Index of the first token of a run. */
  readonly before: number
  readonly after: number
}

/** Runs of tokens within reach of the place that stand in both texts, in the same order. */
function chainAround(old: Uint32Array, now: Uint32Array, place: number, reach: number): Anchor[] {
  const from = Math.max(0, place - reach)
  const wanted = new Map<number, number[]>()
  const hints = new Uint8Array(1 << HINT_BITS)
  const last = Math.min(now.length, place + reach) - RUN
  for (let at = from; at <= last; at += 1) {
    const key = runAt(now, at)
    wanted.set(key, wanted.has(key) ? AMBIGUOUS : [at])
    hints[hintAt(now, at)] = 1
  }
  const copies = new Map<number, number[]>()
  for (let at = 0; at + RUN <= old.length; at += 1) {
    if (hints[hintAt(old, at)] === 0) continue
    const [own] = wanted.get(runAt(old, at)) ?? AMBIGUOUS
    if (own === undefined) continue
    const places = copies.get(own)
    if (places === undefined) copies.set(own, [at])
    else if (places.length <= MOST_COPIES) places.push(at)
  }
  const found = [...copies]
    .filter(([, places]) => places.length <= MOST_COPIES)
    .flatMap(([own, places]) => places.map((at) => ({ before: at, after: own, weight: weightOf(own - place, places) })))
  return increasing(densest(found, 3 * reach))
}

const AMBIGUOUS: number[] = []

/** What stands once, and near the place, tells most. */
const weightOf = (distance: number, { length }: readonly number[]): number =>
  1 / length ** 2 / (20 + Math.abs(distance))

/** The anchors of the stretch of the text before, at most `span` tokens long, that weigh most together. */
function densest<T extends Anchor & { readonly weight: number }>(anchors: readonly T[], span: number): T[] {
  const sorted = [...anchors].sort((a, b) => a.before - b.before || a.after - b.after)
  let best = { from: 0, to: 0, weight: 0 }
  let [from, weight] = [0, 0]
  for (const [index, each] of sorted.entries()) {
    weight += each.weight
    for (let first = sorted[from]; first !== undefined && each.before - first.before > span; first = sorted[from]) {
      weight -= first.weight
      from += 1
    }
    if (weight > best.weight + 1e-9) best = { from, to: index + 1, weight }
  }
  return sorted.slice(best.from, best.to)
}

/** The longest chain that goes forward in both texts. */
function increasing(sorted: readonly Anchor[]): Anchor[] {
  const tails: number[] = []
  const previous: number[] = []
  for (const [index, { after, before }] of sorted.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[tails[middle] ?? 0]?.after ?? 0) < after) low = middle + 1
      else high = middle
    }
    const tail = tails[low - 1]
    // Of several places for one token the first stands: a chain goes forward in both.
    if (tail !== undefined && (sorted[tail]?.before ?? 0) >= before) continue
    previous[index] = tail ?? -1
    tails[low] = index
  }
  const chain: Anchor[] = []
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const anchor = sorted[at]
    if (anchor !== undefined) chain.push(anchor)
  }
  return chain.reverse()
}

function pairsIn(
  old: Uint32Array,
  now: Uint32Array,
  before: TokenRange,
  after: TokenRange,
  anchors: readonly Anchor[],
): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>()
  const changes = diffArrays([...old.subarray(before.from, before.to)], [...now.subarray(after.from, after.to)], {
    maxEditLength: MOST_CHANGES,
  })
  if (changes === undefined) {
    for (const each of anchors) for (let at = 0; at < RUN; at += 1) pairs.set(each.after + at, each.before + at)
    return pairs
  }
  let [left, right] = [before.from, after.from]
  for (const { added, removed, count } of changes) {
    if (removed) left += count
    else if (added) right += count
    else for (let at = 0; at < count; at += 1) pairs.set(right++, left++)
  }
  return pairs
}

const HINT_BITS = 16

/** Of three tokens of a run: most of a large text is sorted out by it. */
function hintAt(hashes: Uint32Array, at: number): number {
  const mixed = Math.imul(
    (hashes[at] ?? 0) ^ Math.imul(hashes[at + 3] ?? 0, 31) ^ Math.imul(hashes[at + 5] ?? 0, 961),
    0x85ebca6b,
  )
  return mixed >>> (32 - HINT_BITS)
}

/** Of `RUN` tokens, 52 bits. */
function runAt(hashes: Uint32Array, at: number): number {
  let high = 0x811c9dc5
  let low = 0x9e3779b9
  for (let index = at; index < at + RUN; index += 1) {
    const hash = hashes[index] ?? 0
    high = Math.imul(high ^ hash, 0x01000193)
    low = Math.imul(low ^ (hash >>> 7) ^ (hash << 3), 0x85ebca6b)
  }
  return (high >>> 0) * 0x100000 + (low >>> 12)
}
