/** How an entry starts its server, as a digest. Pure. */
import { dissect } from '../launch/launch.js'
import type { LockedOccurrence, ServerEntry } from '../model.js'
import { sha256 } from './behaviour.js'

/** How an entry starts its server, without its path, without the spec of its package, without secrets. */
export function lockedOccurrence(entry: ServerEntry): LockedOccurrence {
  const { client, scope, name } = entry
  return { client, scope, name, launch: sha256(JSON.stringify(dissect(entry).launch)) }
}
