/** All keys of the review, in the order in which help shows them. */
import type { Binding } from './state/binding.js'
import { decisionKeys } from './state/decisions.js'
import { dependencyKeys } from './state/dependencies.js'
import { evidenceKeys } from './state/evidence.js'
import { exportKeys } from './state/exports.js'
import { historyKeys } from './state/history.js'
import { listKeys } from './state/list.js'
import { type ReviewState, type ScreenType, screenOf } from './state/model.js'
import { motionKeys, navigationKeys } from './state/navigation.js'
import { serverKeys } from './state/server.js'
import { writeKeys } from './state/write.js'

export const KEYS: readonly Binding[] = [
  ...motionKeys,
  ...listKeys,
  ...serverKeys,
  ...evidenceKeys,
  ...historyKeys,
  ...dependencyKeys,
  ...decisionKeys,
  ...writeKeys,
  ...exportKeys,
  ...navigationKeys,
]

export const actsOn = ({ on }: Binding, screen: ScreenType): boolean => on === 'every screen' || on.includes(screen)

/** What a key does on the screen that is seen; one of that screen before one of every screen. */
export function bindingOf(state: ReviewState, key: string): Binding | null {
  const { type } = screenOf(state)
  const meant = KEYS.filter((each) => each.keys.includes(key) && actsOn(each, type))
  return meant.find(({ on }) => on !== 'every screen') ?? meant[0] ?? null
}

/** Where else a key acts; for the answer to one that does nothing here. */
export const screensOf = (key: string): readonly ScreenType[] =>
  KEYS.filter((each) => each.keys.includes(key)).flatMap(({ on }) => (on === 'every screen' ? [] : on))
