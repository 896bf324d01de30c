/** The changes of all entries of a file as one new text, which is read back before it counts. Pure. */
import type { EntryPlan } from './entry-plan.js'
import { distinct, spliced, splicesOf } from './splice.js'
import { type Change, changed, everyNode, nodeAt, type Piece, sameTree } from './tree.js'
import { readWritten, type Written } from './written.js'

export interface Settled {
  readonly after: string
  /** What the new text holds. */
  readonly plans: readonly EntryPlan[]
  readonly dropped: readonly { readonly plan: EntryPlan; readonly why: string }[]
}

const SHARED = 'its characters count at other places of the file too (a YAML anchor), which would change with it'
const CLASH = 'another entry shares its characters, and is to be pinned otherwise'
const OTHERWISE = 'the file would be read otherwise with it'

/**
 * Readings of the whole file that a search for the plan at fault may take. Nearly always the first one does; who writes a file
 * that takes more must not keep the machine busy.
 */
const MAX_ATTEMPTS = 60

/** Takes as many of the plans as go together. */
export async function settle(written: Written, wanted: readonly EntryPlan[]): Promise<Settled> {
  const { kept, dropped } = withoutShared(written, wanted)
  const search = new Search(written)
  const { after, plans, lost } = await search.largest(kept)
  return { after, plans, dropped: [...dropped, ...lost] }
}

type Dropped = Settled['dropped']

/** Plans for characters that count at places which no plan changes alike, taken out until none is left. */
function withoutShared(
  written: Written,
  wanted: readonly EntryPlan[],
): { readonly kept: readonly EntryPlan[]; readonly dropped: Dropped } {
  const sharers = sharersOf(written, wanted)
  const dropped: { plan: EntryPlan; why: string }[] = []
  let kept = wanted
  while (sharers.size > 0) {
    const asked = new Map<string, string>()
    for (const { changes } of kept) {
      for (const change of changes) asked.set(change.pointer, saying(asked.get(change.pointer), change))
    }
    const isBad = ({ changes }: EntryPlan): boolean =>
      changes.some(({ pointer }) => sharers.get(pointer)?.some((other) => asked.get(other) !== asked.get(pointer)))
    const good = kept.filter((plan) => !isBad(plan))
    if (good.length === kept.length) break
    dropped.push(...kept.filter(isBad).map((plan) => ({ plan, why: SHARED })))
    kept = good
  }
  return { kept, dropped }
}

/** All that is asked of one place, to be compared. */
function saying(before: string | undefined, change: Change): string {
  const said = new Set<string>(before === undefined ? [] : JSON.parse(before))
  if (change.kind === 'item') said.add(JSON.stringify(change.item.type === 'text' ? change.item.value : null))
  else for (const { start, end, text } of change.pieces) said.add(JSON.stringify([start, end, text]))
  return JSON.stringify([...said].sort())
}

/** All places at which the characters of a scalar count, for the scalars in YAML's anchors that are to change. */
function sharersOf(written: Written, plans: readonly EntryPlan[]): ReadonlyMap<string, readonly string[]> {
  const startOf = (pointer: string): number | null => {
    const node = nodeAt(written.root, pointer)?.node
    const scalar = node && written.scalar(node)
    return scalar?.reused === true ? scalar.start : null
  }
  const starts = new Map(
    plans.flatMap(({ changes }) => changes.map(({ pointer }) => [pointer, startOf(pointer)] as const)),
  )
  const shared = new Map(
    [...starts.values()].flatMap((start) => (start === null ? [] : [[start, [] as string[]] as const])),
  )
  if (shared.size === 0) return new Map()
  for (const { pointer, node } of everyNode(written.root)) {
    const start = written.rangeOf(node)?.start
    if (start !== undefined) shared.get(start)?.push(pointer)
  }
  return new Map(
    [...starts].flatMap(([pointer, start]) => (start === null ? [] : [[pointer, shared.get(start) ?? []]])),
  )
}

interface Taken {
  readonly after: string
  readonly plans: readonly EntryPlan[]
  readonly lost: Dropped
}

/** Halves what does not go together until what is at fault stands alone. */
class Search {
  private readonly written: Written
  private attempts = 0

  constructor(written: Written) {
    this.written = written
  }

  async largest(plans: readonly EntryPlan[]): Promise<Taken> {
    const whole = await this.attempt(plans)
    if (whole !== null) return { after: whole, plans, lost: [] }
    const none: Taken = { after: this.written.text, plans: [], lost: plans.map((plan) => ({ plan, why: OTHERWISE })) }
    if (plans.length < 2 || this.attempts >= MAX_ATTEMPTS) return none
    const middle = Math.ceil(plans.length / 2)
    const first = await this.largest(plans.slice(0, middle))
    const second = await this.largest(plans.slice(middle))
    const lost = [...first.lost, ...second.lost]
    const together = [...first.plans, ...second.plans]
    const after = second.plans.length === 0 ? first.after : await this.attempt(together)
    if (after !== null) return { after, plans: together, lost }
    return { ...first, lost: [...lost, ...second.plans.map((plan) => ({ plan, why: CLASH }))] }
  }

  private async attempt(plans: readonly EntryPlan[]): Promise<string | null> {
    if (plans.length === 0) return this.written.text
    this.attempts += 1
    return this.attempts > MAX_ATTEMPTS ? null : attempt(this.written, plans)
  }
}

/** The new text; `null` where it can't be written, or reads otherwise than it should. */
async function attempt(written: Written, plans: readonly EntryPlan[]): Promise<string | null> {
  const changes = unified(plans.flatMap((plan) => plan.changes))
  const splices = changes && splicesOf(written, changes)
  const after = splices && spliced(written.text, splices)
  if (!changes || after === null) return null
  const other = await readWritten(after, written.format)
  if ('problem' in other || !sameTree(changed(written.root, '', changes), other.root)) return null
  return plans.every(({ holds }) => holds(other.root)) ? after : null
}

/** Each change once, however many entries ask for it; `null` where two of them touch the same characters. */
export function unified(changes: readonly Change[]): readonly Change[] | null {
  const pieces = new Map<string, readonly Piece[]>()
  const items = new Map<string, Change>()
  for (const change of changes) {
    if (change.kind === 'text') {
      pieces.set(change.pointer, distinct([...(pieces.get(change.pointer) ?? []), ...change.pieces]))
    } else items.set(JSON.stringify([change.pointer, change.item.type === 'text' ? change.item.value : null]), change)
  }
  const clash = [...pieces.values()].some((all) =>
    all.some((piece, index) => piece.start < (all[index - 1]?.end ?? 0) || samePlace(piece, all[index - 1])),
  )
  if (clash) return null
  return [...[...pieces].map(([pointer, own]): Change => ({ kind: 'text', pointer, pieces: own })), ...items.values()]
}

const samePlace = (one: Piece, other: Piece | undefined): boolean => one.start === other?.start && one.end === other.end
