/** Two releases of a server, compared. */
import { timelineOf } from '../history/timeline.js'
import type { Binding } from './binding.js'
import { askFor } from './history-load.js'
import { push, type ReviewState, type ScreenOf, START, type Step, screenOf, stay, withTop } from './model.js'

interface Pair {
  readonly from: string
  readonly to: string
}

/** What would be compared, the older first; a sentence where it can't be. */
function pairOf(state: ReviewState): Pair | string {
  const screen = screenOf(state)
  const timeline = screen.type === 'history' ? timelineOf(state, screen) : null
  if (screen.type !== 'history' || timeline === null) return 'There is no release.'
  const { history, selected } = timeline
  const versions = history.releases.map(({ version }) => version)
  const marked = screen.view.marked === null ? -1 : versions.indexOf(screen.view.marked)
  if (marked === selected) return 'This release is the marked one: go to another one, or m to take the mark away.'
  const other = marked < 0 ? selected - 1 : marked
  const [from, to] = [versions[Math.min(other, selected)], versions[Math.max(other, selected)]]
  if (from !== undefined && to !== undefined) return { from, to }
  return versions.length < 2
    ? 'There is one release only: nothing to compare it with.'
    : 'This is the oldest release: mark another one with m to compare it.'
}

export function obstacleToCompare(state: ReviewState): string | null {
  const pair = pairOf(state)
  return typeof pair === 'string' ? pair : null
}

/** Opens what differs between the marked release, else the one before, and the selected one. */
export function compareSelected(state: ReviewState): Step {
  const screen = screenOf(state)
  const pair = pairOf(state)
  if (typeof pair === 'string' || screen.type !== 'history') return stay(state)
  const { server } = screen
  const opened = push(state, { type: 'releases', server, ...pair, pane: START })
  return askFor(opened, server, [pair.to, pair.from], true)
}

const onReleases = (state: ReviewState): ScreenOf<'releases'> | null => {
  const screen = screenOf(state)
  return screen.type === 'releases' ? screen : null
}

const again = (state: ReviewState): Step => {
  const screen = onReleases(state)
  return screen === null ? stay(state) : askFor(state, screen.server, [screen.to, screen.from], true)
}

export const releasesKeys: readonly Binding[] = [
  {
    keys: ['x'],
    on: ['releases'],
    label: 'swap',
    help: 'the other way round',
    run: (state) => {
      const screen = onReleases(state)
      if (screen === null) return stay(state)
      return stay(withTop(state, { ...screen, from: screen.to, to: screen.from, pane: START }))
    },
  },
  {
    keys: ['r'],
    on: ['releases'],
    label: null,
    help: 'ask again for what could not be read',
    obstacle: (state) => (again(state).effects.length === 0 ? 'Both releases are read.' : null),
    run: again,
  },
]
