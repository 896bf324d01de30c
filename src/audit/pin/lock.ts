/** From what was decided to the change of one lock, which can be made anew over a lock that is another one by then. */
import type { Settled } from '../../lockfile/decide-servers.js'
import { isSettled } from '../../lockfile/decide-servers.js'
import { unreviewed, withUnreviewed } from '../../lockfile/foreign.js'
import { lockServers, type NewLock } from '../../lockfile/lock-servers.js'
import type { LockPlace } from '../../lockfile/place.js'
import { type LockText, parseLock } from '../../lockfile/read.js'
import { printLock } from '../../lockfile/write.js'
import type { LockedOccurrence, Lockfile } from '../../model.js'
import type { FileChange } from '../../write/changes.js'
import type { Server } from '../servers.js'
import { placeServers } from './places.js'

export interface LockToPlan {
  readonly place: LockPlace
  /** The lock that stands there; `null` where there is none. */
  readonly old: LockText | null
  /** Whether what it says is this user's own word. */
  readonly isOwn: boolean
  /** Whether nobody looked where such an entry would stand. */
  readonly isUnseen: (occurrence: LockedOccurrence) => boolean
  /** What becomes of entries that nothing starts any more; `dropped` when absent. */
  readonly forgotten?: 'dropped' | 'kept'
  /** Servers that the lock covers, as they are configured. */
  readonly servers: readonly Server[]
  /** The same as they will be configured. */
  readonly after: readonly Server[]
  readonly decided: readonly Settled[]
  /** Decides anew over another lock; `null` where the answer would be another one. */
  readonly decide: (lock: Lockfile) => readonly Settled[] | null
}

export interface LockPlan {
  /** `null` where it stands as wanted. */
  readonly change: FileChange | null
  /** Of the new lock. */
  readonly text: string
  /** Servers in it. */
  readonly servers: number
  /** Keys of the lock whose servers are configured no more. */
  readonly gone: readonly string[]
  /** Whether all that stands in it was reviewed by this user: now, or when it was locked. */
  readonly whole: boolean
}

/** What of a lock decides: of one that somebody else wrote no release, and nothing that it lets pass. */
export const decidingPart = (lock: Lockfile, isOwn: boolean): Lockfile => (isOwn ? lock : unreviewed(lock))

export function planLock(options: LockToPlan): LockPlan {
  const { place, old, isOwn, decided, decide } = options
  const { lock, gone, whole } = lockOver(options, old, decided)
  const text = printLock(lock, old?.text)
  const changes = old === null ? lock.servers.size > 0 : text !== old.text
  const { file } = place
  const again = async (current: string): Promise<string | null> => {
    const now = { lock: parseLock(current, file), text: current }
    const anew = decide(decidingPart(now.lock, isOwn))
    return anew && printLock(lockOver(options, now, anew).lock, current)
  }
  return {
    change: changes
      ? { file, before: old?.text ?? null, after: text, again: orNull(again), createFolders: true }
      : null,
    text,
    servers: lock.servers.size,
    gone,
    whole,
  }
}

function lockOver(
  { isOwn, isUnseen, forgotten, servers, after }: LockToPlan,
  from: LockText | null,
  decided: readonly Settled[],
): NewLock & { readonly whole: boolean } {
  const placed = placeServers(decided, servers, after)
  const made = lockServers(from === null ? null : decidingPart(from.lock, isOwn), placed, isUnseen, forgotten)
  if (from === null || isOwn) return { ...made, whole: true }
  const reviewed = decided.flatMap((each) => (each.key === null || !isSettled(each) ? [] : [each.key]))
  return { ...made, ...withUnreviewed(made.lock, from.lock, new Set(reviewed)) }
}

/** `null` for what can't be made anew: somebody else's lock that can't be read, for one. */
const orNull =
  (again: (current: string) => Promise<string | null>) =>
  async (current: string): Promise<string | null> => {
    try {
      return await again(current)
    } catch {
      return null
    }
  }
