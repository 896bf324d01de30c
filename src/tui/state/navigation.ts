/** Keys of every screen: moving, going back, help, leaving. */
import { type Motion, move, reveal } from '../motion.js'
import { bodyOf } from '../views/body.js'
import type { Binding } from './binding.js'
import { bodyHeight, pop, push, type ReviewState, START, type Step, screenOf, stay, withTop } from './model.js'
import { isAuditing, stopped } from './run.js'

/** Moves through the screen that is seen. */
export function moved(state: ReviewState, motion: Motion): ReviewState {
  const screen = screenOf(state)
  return withTop(state, { ...screen, pane: move(screen.pane, bodyOf(state), bodyHeight(state), motion) })
}

/** What is selected stays in sight when the terminal, the screen or a dialog over it changes. */
export function inSight(state: ReviewState): ReviewState {
  const screen = screenOf(state)
  return withTop(state, { ...screen, pane: reveal(screen.pane, bodyOf(state), bodyHeight(state)) })
}

const motion = (keys: readonly string[], what: Motion, help: string): Binding => ({
  keys,
  on: 'every screen',
  label: null,
  help,
  run: (state) => stay(moved(state, what)),
})

export const motionKeys: readonly Binding[] = [
  motion(['down', 'j'], 'down', 'the next one, or a line down'),
  motion(['up', 'k'], 'up', 'the one before, or a line up'),
  motion(['page down', 'ctrl+f', 'space'], 'page down', 'a screen down'),
  motion(['page up', 'ctrl+b'], 'page up', 'a screen up'),
  motion(['home', 'g'], 'top', 'to the top'),
  motion(['end', 'G'], 'bottom', 'to the bottom'),
]

const hasPending = ({ decisions: { pending } }: ReviewState): boolean =>
  pending.servers.size > 0 || pending.acknowledged.size > 0

export const leave = (state: ReviewState): Step => stay({ ...state, leaving: true, dialog: null }, { type: 'exit' })

const quit = (state: ReviewState): Step =>
  hasPending(state) ? stay({ ...state, dialog: { type: 'quit' } }) : leave(state)

/** Back; on the first screen it stops the audit. */
function back(state: ReviewState): Step {
  if (state.screens.length > 1) return stay(pop(state))
  return isAuditing(state) ? stopped(state) : stay(state)
}

function isFirst({ screens }: ReviewState): string | null {
  return screens.length > 1 ? null : 'This is the first screen; q leaves the review.'
}

export const navigationKeys: readonly Binding[] = [
  {
    keys: ['esc'],
    on: 'every screen',
    label: 'back',
    help: 'back to the screen before',
    obstacle: (state) => (isAuditing(state) ? null : isFirst(state)),
    run: back,
  },
  {
    // Unlike Esc they never stop the audit.
    keys: ['left', 'backspace'],
    on: 'every screen',
    label: null,
    help: 'back, too',
    obstacle: isFirst,
    run: (state) => stay(pop(state)),
  },
  {
    // Some screens have a `?` of their own.
    keys: ['?', 'H'],
    on: 'every screen',
    label: 'help',
    help: 'all keys',
    run: (state) => stay(screenOf(state).type === 'help' ? pop(state) : push(state, { type: 'help', pane: START })),
  },
  {
    keys: ['ctrl+z'],
    on: 'every screen',
    label: null,
    help: 'suspend, back to the shell',
    run: (state) => stay(state, { type: 'suspend' }),
  },
  {
    keys: ['ctrl+c'],
    on: 'every screen',
    label: null,
    help: 'stop the audit; a second time leave',
    run: (state) => (isAuditing(state) ? stopped(state) : quit(state)),
  },
  { keys: ['q'], on: 'every screen', label: 'quit', help: 'leave; asks where decisions are not written', run: quit },
]
