/** The list of servers: which are seen, in which order, and its keys. */

import { selectedStop } from '../motion.js'
import { bodyOf } from '../views/body.js'
import type { Binding } from './binding.js'
import { push, type ReviewState, type ServerRow, START, type Step, screenOf, stay } from './model.js'

/** Rows as they are seen. Stub: in the order in which they were found. */
export const rowsShown = ({ servers }: ReviewState): readonly ServerRow[] => servers

/** The server that the screen is about, or that is selected in the list; `null` where there is none. */
export function serverInView(state: ReviewState): string | null {
  const screen = screenOf(state)
  if ('server' in screen) return screen.server
  return screen.type === 'servers' ? (selectedStop(bodyOf(state), screen.pane)?.id ?? null) : null
}

function open(state: ReviewState): Step {
  const server = serverInView(state)
  return stay(server === null ? state : push(state, { type: 'server', server, pane: START }))
}

export const listKeys: readonly Binding[] = [
  {
    keys: ['enter', 'right', 'l'],
    on: ['servers'],
    label: 'open',
    help: 'look at the server',
    obstacle: (state) => (serverInView(state) === null ? 'There is no server here.' : null),
    run: open,
  },
]
