/** The history of a server: moving through its releases and behaviours. */
import { layoutOf, rowIndex } from '../history/layout.js'
import { historyOf, timelineOf } from '../history/timeline.js'
import type { Motion } from '../motion.js'
import type { Binding } from './binding.js'
import { askForHistory, askInView } from './history-load.js'
import { notice, type ReviewState, type ScreenOf, type Step, screenOf, stay, withTop } from './model.js'
import { compareSelected, obstacleToCompare, releasesKeys } from './releases.js'

const onHistory = (state: ReviewState): ScreenOf<'history'> | null => {
  const screen = screenOf(state)
  return screen.type === 'history' ? screen : null
}

/** Why there is nothing to move through. */
function nothingHere(state: ReviewState): string | null {
  const screen = onHistory(state)
  if (screen === null || timelineOf(state, screen) !== null) return null
  const known = state.histories.get(screen.server)
  if (known?.status === 'loading') return 'The releases are still asked for.'
  return known?.status === 'loaded' ? 'There is no release.' : 'The releases are not known; r asks for them again.'
}

/** Selects another release; as far as there are any. */
function toRelease(state: ReviewState, by: (seen: number) => number): Step {
  const screen = onHistory(state)
  const timeline = screen && timelineOf(state, screen)
  if (!screen || !timeline) return stay(state)
  const { history, selected, first, last } = timeline
  const newest = history.releases.length - 1
  const wanted = Math.min(Math.max(selected + by(last - first + 1), 0), newest)
  const version = history.releases[wanted]?.version ?? null
  const moved: ScreenOf<'history'> = { ...screen, view: { ...screen.view, version, left: newest - last } }
  // Where the columns are then, they stay.
  const left = newest - (timelineOf(withTop(state, moved), moved)?.last ?? newest)
  return askInView(withTop(state, { ...moved, view: { ...moved.view, left } }), screen.server)
}

const older = (by: (seen: number) => number): Pick<Binding, 'obstacle' | 'run'> => ({
  obstacle: (state) => nothingHere(state) ?? (placeOf(state).isOldest ? 'This is the oldest release.' : null),
  run: (state) => toRelease(state, (seen) => -by(seen)),
})

const newer = (by: (seen: number) => number): Pick<Binding, 'obstacle' | 'run'> => ({
  obstacle: (state) => nothingHere(state) ?? (placeOf(state).isNewest ? 'This is the newest release.' : null),
  run: (state) => toRelease(state, by),
})

function placeOf(state: ReviewState): { readonly isOldest: boolean; readonly isNewest: boolean } {
  const screen = onHistory(state)
  const timeline = screen && timelineOf(state, screen)
  if (!timeline) return { isOldest: true, isNewest: true }
  const { selected, history } = timeline
  return { isOldest: selected === 0, isNewest: selected === history.releases.length - 1 }
}

/** Selects another row. The head of the matrix stays where it is, so that only its rows move. */
function toRow(state: ReviewState, motion: Motion): Step {
  const screen = onHistory(state)
  const layout = screen && layoutOf(state, screen)
  if (!screen || !layout) return stay(state)
  const { matrix, height } = layout
  const now = rowIndex(matrix, screen)
  const last = matrix.rows.length - 1
  const page = Math.max(height - 1, 1)
  const wanted = {
    up: now - 1,
    down: now + 1,
    'page up': now - page,
    'page down': now + page,
    top: 0,
    bottom: last,
  }[motion]
  const row = matrix.rows[Math.max(Math.min(wanted, last), 0)]
  const moved: ScreenOf<'history'> = { ...screen, pane: { selected: row?.id ?? null, top: 0 } }
  const top = layoutOf(withTop(state, moved), moved)?.top ?? 0
  return stay(withTop(state, { ...moved, view: { ...moved.view, top } }))
}

function mark(state: ReviewState): Step {
  const screen = onHistory(state)
  const timeline = screen && timelineOf(state, screen)
  const version = timeline?.history.releases[timeline.selected]?.version
  if (!screen || version === undefined) return stay(state)
  const marked = screen.view.marked === version ? null : version
  const next = withTop(state, { ...screen, view: { ...screen.view, marked } })
  const text =
    marked === null ? `${version} is no longer marked.` : `${version} is marked; enter compares it with another.`
  return stay(notice(next, 'info', text))
}

/** Asks again for what could not be had. */
function again(state: ReviewState): Step {
  const screen = onHistory(state)
  if (screen === null) return stay(state)
  return historyOf(state, screen.server) === null
    ? askForHistory(state, screen.server)
    : askInView(state, screen.server, true)
}

const row = (keys: readonly string[], motion: Motion, help: string): Binding => ({
  keys,
  on: ['history'],
  label: null,
  help,
  obstacle: nothingHere,
  run: (state) => toRow(state, motion),
})

export const historyKeys: readonly Binding[] = [
  { keys: ['left', 'h'], on: ['history'], label: 'older', help: 'the release before', ...older(() => 1) },
  { keys: ['right', 'l'], on: ['history'], label: 'newer', help: 'the release after', ...newer(() => 1) },
  { keys: ['['], on: ['history'], label: null, help: 'as many releases older as are seen', ...older((seen) => seen) },
  { keys: [']'], on: ['history'], label: null, help: 'as many releases newer as are seen', ...newer((seen) => seen) },
  row(['down', 'j'], 'down', 'the next behaviour'),
  row(['up', 'k'], 'up', 'the behaviour before'),
  row(['page down', 'ctrl+f', 'space'], 'page down', 'a screen of behaviours down'),
  row(['page up', 'ctrl+b'], 'page up', 'a screen of behaviours up'),
  row(['home', 'g'], 'top', 'the first behaviour'),
  row(['end', 'G'], 'bottom', 'the last behaviour'),
  {
    keys: ['m'],
    on: ['history'],
    label: 'mark',
    help: 'mark the release, to compare another one with it',
    obstacle: nothingHere,
    run: mark,
  },
  {
    keys: ['enter'],
    on: ['history'],
    label: 'compare',
    help: 'what differs between the marked release, else the one before, and the selected one',
    obstacle: (state) => nothingHere(state) ?? obstacleToCompare(state),
    run: compareSelected,
  },
  {
    keys: ['r'],
    on: ['history'],
    label: null,
    help: 'ask again for what could not be read',
    obstacle: (state) => {
      const { effects } = again(state)
      return effects.length === 0 ? 'All that is asked for is read.' : null
    },
    run: again,
  },
  ...releasesKeys,
]
