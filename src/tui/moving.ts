/** Whether the screen changes by itself: then time has to move in the state. Pure. */
import type { Loading, ReviewState } from './state/model.js'

export function isMoving({ audit, notice, write, codes, histories, pages, holds }: ReviewState): boolean {
  if (audit.status === 'discovering' || audit.status === 'running' || notice !== null) return true
  if (write.status === 'planning' || write.status === 'writing') return true
  if ([codes, histories, pages, holds].some((each) => hasLoading(each.values()))) return true
  return [...histories.values()].some((each) => each.status === 'loaded' && hasLoading(each.value.behaviours.values()))
}

function hasLoading(all: Iterable<Loading<unknown>>): boolean {
  for (const { status } of all) if (status === 'loading') return true
  return false
}
