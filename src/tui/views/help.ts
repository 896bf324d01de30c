/** All keys, from the bindings alone: those of the screen below first, then the others', then those of every screen. */
import { actsOn, type KeyGroup, keyGroups, keysOn, nameOf } from '../bindings.js'
import { type Body, bodyOfLines, EMPTY_LINE, fitted, type Line, line, lineWidth, span, strong, wrap } from '../line.js'
import type { Binding } from '../state/binding.js'
import type { ReviewState, ScreenType } from '../state/model.js'
import { keyLabel } from './footer.js'
import { bodyWidth, signsOf } from './look.js'

/** From here on help stands in two columns. */
const WIDE = 100
const BETWEEN = 4
/** Columns of the keys. */
const KEYS_WIDTH = 19

/** Time passes while help is read; what it says does not change. */
let last: { readonly key: string; readonly body: Body } | null = null

export function helpBody(state: ReviewState): Body {
  const below = state.screens.at(-2)?.type ?? 'servers'
  const key = [below, bodyWidth(state), state.look.unicode, state.look.screenReader].join()
  if (last?.key !== key) last = { key, body: bodyOfLines(helpLines(state, below)) }
  return last.body
}

function helpLines(state: ReviewState, below: ScreenType): readonly Line[] {
  const width = bodyWidth(state)
  const isHere = ({ on }: KeyGroup): boolean => on !== 'every screen' && on.includes(below)
  const all = keyGroups()
  const groups = [...all.filter((each) => isHere(each)), ...all.filter((each) => !isHere(each))]
  const isTwo = width >= WIDE && !state.look.screenReader
  const column = isTwo ? Math.floor((width - BETWEEN) / 2) : width
  const blocks = groups.map((group) => block(state, group, below, column))
  return isTwo ? beside(blocks, column, signsOf(state).ellipsis) : blocks.flat()
}

/** A heading, a line or more for each key, and an empty one. */
function block(state: ReviewState, { on, bindings }: KeyGroup, below: ScreenType, width: number): readonly Line[] {
  const isHere = on !== 'every screen' && on.includes(below)
  const heading = line(strong(nameOf(on), isHere ? 'accent' : 'plain'))
  return [heading, ...bindings.flatMap((each) => entry(state, each, on, below, width)), EMPTY_LINE]
}

function entry(
  state: ReviewState,
  binding: Binding,
  on: Binding['on'],
  below: ScreenType,
  width: number,
): readonly Line[] {
  // A key of every screen that means something else on the screen below is not named as if it meant this there.
  const screen = on === 'every screen' || on.includes(below) ? below : (on[0] ?? below)
  const keys = actsOn(binding, screen) ? keysOn(binding, screen) : binding.keys
  if (keys.length === 0) return []
  const names = keys.map((each) => keyLabel(state, each)).join(' ')
  const head = line(span('  '), strong(names, 'accent'))
  const gap = Math.max(KEYS_WIDTH - lineWidth(head), 2)
  return wrap([...head, span(' '.repeat(gap)), span(binding.help)], width, KEYS_WIDTH)
}

/** Two columns, cut where both are most even. */
function beside(blocks: readonly (readonly Line[])[], column: number, ellipsis: string): readonly Line[] {
  const height = (some: readonly (readonly Line[])[]): number => some.reduce((sum, each) => sum + each.length, 0)
  const tallest = (at: number): number => Math.max(height(blocks.slice(0, at)), height(blocks.slice(at)))
  const cuts = blocks.map((_, index) => index + 1)
  const cut = cuts.reduce((best, at) => (tallest(at) < tallest(best) ? at : best), 1)
  const [left, right] = [blocks.slice(0, cut).flat(), blocks.slice(cut).flat()]
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [
    ...fitted(left[index] ?? EMPTY_LINE, column, ellipsis, true),
    span(' '.repeat(BETWEEN)),
    ...(right[index] ?? EMPTY_LINE),
  ])
}
