/** From an audited server to what its lock says of it. Pure. */
import type {
  Behaviour,
  Fact,
  LockedBehaviour,
  LockedOccurrence,
  LockedServer,
  ServerEntry,
  ServerReport,
} from '../model.js'

/** How an entry starts its server, without its path, without the spec of its package, without secrets. */
export function lockedOccurrence({ client, scope, name }: ServerEntry): LockedOccurrence {
  return { client, scope, name, launch: '' }
}

export function lockedBehaviour(_facts: readonly Fact[]): LockedBehaviour {
  throw new Error('not built yet')
}

/** What a lock remembers: kinds, values and reach, without places and details. */
export function behaviourOfLock(_locked: LockedBehaviour): Behaviour {
  throw new Error('not built yet')
}

/** @param before the entry that it had; its decision, its acknowledgements and what it follows stay */
export function lockServer(_report: ServerReport, _before: LockedServer | null): LockedServer {
  throw new Error('not built yet')
}
