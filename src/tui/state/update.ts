/** The reducer: what an action makes of the state, and what the world has to do for it. Pure. */
import { bindingOf, screensOf } from '../keys.js'
import { heard } from './audit.js'
import { dialogKey, dialogText } from './dialog.js'
import { bound, notYetSeen } from './drawn.js'
import { codeAnswered } from './evidence.js'
import { exported } from './exports.js'
import { behaviourAnswered, historyAnswered } from './history-load.js'
import { lost } from './lost.js'
import { type Action, notice, type ReviewState, START, type Step, screenOf, stay } from './model.js'
import { inSight } from './navigation.js'
import { answered } from './write.js'

/** How long a notice is seen, in ms: time to read two lines. */
const NOTICE = 6_000

export function update(state: ReviewState, action: Action): Step {
  switch (action.type) {
    case 'key':
      return state.dialog === null ? key(state, action.key) : dialogKey(state, action.key)
    case 'text':
      return state.dialog === null ? stay(state) : dialogText(state, action.text)
    case 'tick':
      return stay(tick(state, action.now))
    case 'resize':
      return stay(inSight({ ...state, size: action.size }))
    case 'audit':
    case 'audited':
    case 'audit failed':
      return heard(state, action)
    case 'world lost':
      return stay(lost(state, action.failure))
    case 'code':
      return stay(codeAnswered(state, action))
    case 'page':
      return stay({ ...state, pages: new Map([...state.pages, [action.heuristic, action.page]]) })
    case 'hold':
    case 'planned':
    case 'plan failed':
    case 'written':
      return answered(state, action)
    case 'copied':
      return stay(notice(state, 'good', `Copied: ${action.what}.`))
    case 'foreign locks':
      return stay({ ...state, foreignLocks: action.files })
    case 'notice':
      return stay(notice(state, action.tone, action.text))
    case 'history':
      return historyAnswered(state, action)
    case 'behaviour':
      return behaviourAnswered(state, action)
    case 'exported':
      return stay(exported(state, action))
  }
}

function key(state: ReviewState, name: string): Step {
  const binding = bindingOf(state, name)
  if (binding === null) return stay(elsewhere(state, name))
  const obstacle = binding.obstacle?.(state) ?? null
  const unseen = binding.isAboutServer === true ? notYetSeen(state) : null
  if (unseen !== null) return stay(unseen)
  if (obstacle !== null) return stay(notice(state, 'info', obstacle))
  const meant = binding.isAboutServer === true ? bound(state) : state
  const { state: next, effects } = binding.run({ ...meant, notice: null })
  return { state: hasMoved(state, next) ? next : inSight(next), effects }
}

/** Whether a key moved through a screen: it knows itself what is to be seen. */
function hasMoved(before: ReviewState, after: ReviewState): boolean {
  const [from, to] = [screenOf(before), screenOf(after)]
  return from.type === to.type && from.pane !== to.pane && to.pane !== START
}

/** A key that does nothing here says where it does. */
function elsewhere(state: ReviewState, name: string): ReviewState {
  const screens = [...new Set(screensOf(name))].filter((each) => each !== screenOf(state).type)
  const where = screens.length === 0 ? '' : `; it acts on: ${screens.join(', ')}`
  return notice(state, 'info', `${name} does nothing here${where}. ? shows all keys.`)
}

function tick(state: ReviewState, now: number): ReviewState {
  const over = state.notice !== null && now - state.notice.at > NOTICE
  return { ...state, clock: { ...state.clock, now }, notice: over ? null : state.notice }
}
