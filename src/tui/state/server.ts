/** One server: from its findings to their evidence. */
import { selectedStop } from '../motion.js'
import { bodyOf } from '../views/body.js'
import type { Binding } from './binding.js'
import { codeKey, push, type ReviewState, START, type Step, screenOf, stay } from './model.js'

/** Fingerprint of the finding that is selected, or that the screen is about; `null` where there is none. */
export function findingInView(state: ReviewState): string | null {
  const screen = screenOf(state)
  if (screen.type === 'evidence') return screen.finding
  return screen.type === 'server' ? (selectedStop(bodyOf(state), screen.pane)?.id ?? null) : null
}

/** Opens the evidence of a finding, and asks for its code where that was not asked for. */
export function openEvidence(state: ReviewState, server: string, finding: string): Step {
  const opened = push(state, { type: 'evidence', server, finding, pane: START })
  const key = codeKey(server, finding)
  const known = state.codes.get(key)
  if (known !== undefined && known.status !== 'failed') return stay(opened)
  const codes = new Map([...state.codes, [key, { status: 'loading' }] as const])
  return stay({ ...opened, codes }, { type: 'load code', server, finding })
}

export const serverKeys: readonly Binding[] = [
  {
    keys: ['enter', 'right', 'l'],
    on: ['server'],
    label: 'evidence',
    help: 'the code that a finding rests on, before and after',
    obstacle: (state) => (findingInView(state) === null ? 'Nothing was found here.' : null),
    run: (state) => {
      const screen = screenOf(state)
      const finding = findingInView(state)
      return finding === null || !('server' in screen) ? stay(state) : openEvidence(state, screen.server, finding)
    },
  },
]
