/** The page of a heuristic: what it finds, why that matters, and what to do. */
import { push, type ReviewState, START, type Step, stay } from './model.js'

/** Opens the page of a heuristic, and asks for it where that was not asked for. */
export function openPage(state: ReviewState, heuristic: string): Step {
  const opened = push(state, { type: 'page', heuristic, pane: START })
  const known = state.pages.get(heuristic)
  if (known !== undefined && known.status !== 'failed') return stay(opened)
  const pages = new Map([...state.pages, [heuristic, { status: 'loading' }] as const])
  return stay({ ...opened, pages }, { type: 'load page', heuristic })
}
