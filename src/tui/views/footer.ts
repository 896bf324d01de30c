/** The last line: the keys that act here, most useful first, as many as fit. */
import { actsOn, bindings, keysOn } from '../bindings.js'
import { type Line, line, lineWidth, span, strong } from '../line.js'
import type { Binding } from '../state/binding.js'
import { dialogKeys } from '../state/dialog.js'
import { type ReviewState, screenOf } from '../state/model.js'

/** Keys that are worth their room first; the others follow in the order of the bindings. */
const FIRST = ['enter', 'y', 'n', 'p', 'a', 'h', 't', 'd', 'b', 'i', 'w', '?', '/', 's', 'f', 'm', 'u']
/** Ways out stand at the end, and are always there. */
const OUT = new Set(['esc', '?', 'q'])

/** As a key stands on the screen: in short, with arrows drawn; in words where they are read aloud. */
export function keyLabel({ look }: Pick<ReviewState, 'look'>, key: string): string {
  if (look.screenReader) return key
  const arrow = look.unicode ? ARROWS[key] : undefined
  return (
    arrow ??
    key.replace(/^ctrl\+(.)$/, (_, letter: string) => `^${letter.toUpperCase()}`).replace(/^page (up|down)$/, 'pg$1')
  )
}

const ARROWS: Readonly<Record<string, string>> = { up: '↑', down: '↓', left: '←', right: '→' }

export function footerLine(state: ReviewState): Line {
  const { dialog } = state
  const width = state.size.columns
  const labelled = (key: string, label: string, isQuiet = false): Line => {
    const name = keyLabel(state, key)
    return line(isQuiet ? span(name, 'quiet') : strong(name, 'accent'), span(` ${label}`, 'quiet'))
  }
  if (dialog !== null)
    return fitting(
      dialogKeys(dialog).map(({ key, label }) => labelled(key, label)),
      [],
      width,
    )
  const { type } = screenOf(state)
  const items = bindings()
    .filter((each) => each.label !== null && actsOn(each, type))
    .flatMap((each): readonly Item[] => {
      const key = keysOn(each, type)[0]
      return key === undefined ? [] : [{ binding: each, key, isQuiet: hasObstacle(each, state) }]
    })
  const draw = ({ binding, key, isQuiet }: Item): Line => labelled(key, binding.label ?? '', isQuiet)
  // On the first screen there is no way back.
  const ways = items.filter((each) => isWayOut(each) && !each.isQuiet)
  const others = items.filter((each) => !isWayOut(each)).sort((a, b) => rank(a) - rank(b))
  return fitting(others.map(draw), ways.map(draw), width)
}

interface Item {
  readonly binding: Binding
  readonly key: string
  readonly isQuiet: boolean
}

const isWayOut = ({ binding }: Item): boolean =>
  binding.on === 'every screen' && binding.keys.some((each) => OUT.has(each))

const hasObstacle = ({ obstacle }: Binding, state: ReviewState): boolean => (obstacle?.(state) ?? null) !== null

function rank({ key }: Item): number {
  const at = FIRST.indexOf(key)
  return at < 0 ? FIRST.length : at
}

const GAP = 2

/** As many of `items` as fit beside `always`. */
function fitting(items: readonly Line[], always: readonly Line[], width: number): Line {
  const kept: Line[] = []
  let used = always.reduce((sum, each) => sum + lineWidth(each) + GAP, -GAP)
  for (const each of items) {
    const own = lineWidth(each) + GAP
    if (used + own > width) continue
    used += own
    kept.push(each)
  }
  return [...kept, ...always].flatMap((each, index) => (index === 0 ? each : [span(' '.repeat(GAP)), ...each]))
}
