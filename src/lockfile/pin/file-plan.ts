/** The changes of all entries of a file as one new text, which is read back before it counts. Pure. */
import type { EntryPlan } from './entry-plan.js'
import { distinct, type Splice, spliced, spliceItem, spliceScalar } from './splice.js'
import { type Change, changed, nodeAt, type Piece, placesOf, sameTree } from './tree.js'
import { readWritten, type Written } from './written.js'

export interface Settled {
  readonly after: string
  /** What the new text holds. */
  readonly plans: readonly EntryPlan[]
  readonly dropped: readonly { readonly plan: EntryPlan; readonly why: string }[]
}

const SHARED = 'its characters count at other places of the file too (a YAML anchor), which would change with it'
const CLASH = 'another entry shares its characters, and is to be pinned otherwise'
const NO_WAY = 'the way in which it is written leaves no place for it'
const OTHERWISE = 'the file would be read otherwise with it'

/** Takes as many of the plans as go together. */
export async function settle(written: Written, wanted: readonly EntryPlan[]): Promise<Settled> {
  const { kept, dropped } = withoutShared(written, wanted)
  const { plans, lost } = await largest(written, kept)
  const after = (await attempt(written, plans)) ?? written.text
  return { after, plans, dropped: [...dropped, ...lost] }
}

type Dropped = Settled['dropped']

/** Plans for characters that count at places which no plan changes alike, taken out until none is left. */
function withoutShared(
  written: Written,
  wanted: readonly EntryPlan[],
): { readonly kept: readonly EntryPlan[]; readonly dropped: Dropped } {
  const dropped: { plan: EntryPlan; why: string }[] = []
  let kept = wanted
  const sharers = new Map<string, readonly string[]>()
  for (;;) {
    const asked = new Map<string, string>()
    for (const { changes } of kept)
      for (const change of changes) asked.set(change.pointer, saying(asked.get(change.pointer), change))
    const bad = kept.filter(({ changes }) =>
      changes.some((change) =>
        sharersOf(written, change.pointer, sharers).some((other) => asked.get(other) !== asked.get(change.pointer)),
      ),
    )
    if (bad.length === 0) return { kept, dropped }
    dropped.push(...bad.map((plan) => ({ plan, why: SHARED })))
    kept = kept.filter((plan) => !bad.includes(plan))
  }
}

/** All that is asked of one place, to be compared. */
function saying(before: string | undefined, change: Change): string {
  const said = new Set<string>(before === undefined ? [] : JSON.parse(before))
  if (change.kind === 'item') said.add(JSON.stringify(change.item.type === 'text' ? change.item.value : null))
  else for (const { start, end, text } of change.pieces) said.add(JSON.stringify([start, end, text]))
  return JSON.stringify([...said].sort())
}

/** Other places at which the characters of a scalar count. */
function sharersOf(written: Written, pointer: string, known: Map<string, readonly string[]>): readonly string[] {
  const before = known.get(pointer)
  if (before !== undefined) return before
  const node = nodeAt(written.root, pointer)?.node
  const scalar = node && written.scalar(node)
  const all =
    scalar?.reused === true
      ? placesOf(written.root, (other) => written.rangeOf(other)?.start === scalar.start).filter(
          (one) => one !== pointer,
        )
      : []
  known.set(pointer, all)
  return all
}

/** Halves what does not go together until what is at fault stands alone. */
async function largest(
  written: Written,
  plans: readonly EntryPlan[],
): Promise<{ readonly plans: readonly EntryPlan[]; readonly lost: Dropped }> {
  if (plans.length === 0 || (await attempt(written, plans)) !== null) return { plans, lost: [] }
  const [only] = plans
  if (plans.length === 1 && only) {
    return { plans: [], lost: [{ plan: only, why: splicesOf(written, only.changes) === null ? NO_WAY : OTHERWISE }] }
  }
  const middle = Math.ceil(plans.length / 2)
  const first = await largest(written, plans.slice(0, middle))
  const second = await largest(written, plans.slice(middle))
  const lost = [...first.lost, ...second.lost]
  const together = [...first.plans, ...second.plans]
  if ((await attempt(written, together)) !== null) return { plans: together, lost }
  return { plans: first.plans, lost: [...lost, ...second.plans.map((plan) => ({ plan, why: CLASH }))] }
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

/** The characters that change; `null` where they can not be written. */
export function splicesOf(written: Written, changes: readonly Change[]): readonly Splice[] | null {
  const splices: Splice[] = []
  for (const change of changes) {
    const found = nodeAt(written.root, change.pointer)
    const scalar = found && written.scalar(found.node)
    if (!found || !scalar) return null
    if (change.kind === 'text') {
      const own = spliceScalar(scalar, change.pieces)
      if (own === null) return null
      splices.push(...own)
    } else {
      const text = change.item.type === 'text' ? change.item.value : null
      const own = found.parent && text !== null ? spliceItem(written, found.parent, found.index, text) : null
      if (own === null) return null
      splices.push(own)
    }
  }
  return splices
}
