/** Where a look at the configurations led, and where it did not: what was not looked at is not gone. Pure. */

import type { Discovery } from '../discover/discover.js'
import { type Coverage, covers } from '../lockfile/place.js'
import type { LockedOccurrence, Scope } from '../model.js'
import type { InventoryOptions } from './inventory.js'

/** What `--scope project` looks for. */
const CONFIGURED_IN_PROJECT: ReadonlySet<Scope> = new Set(['project', 'local'])

/**
 * Files that a person names are another matter than all that clients keep: who names some speaks of all that were locked so.
 *
 * @param found entries of a file that could not be read as a whole may still be there
 * @returns whether nobody looked where such an entry would stand, or the lock does not speak of it
 */
export function notLookedAt(
  { configs, clients, scope = 'all' }: InventoryOptions,
  coverage: Coverage,
  { searched, failures }: Discovery,
): (occurrence: Pick<LockedOccurrence, 'client' | 'scope'>) => boolean {
  const failing = new Set(failures.map(({ subject }) => subject.replace(/#.*/s, '')))
  const unread = new Set(
    searched.filter(({ file, found }) => found === 'failed' || failing.has(file)).map((each) => keyOf(each)),
  )
  return (occurrence) => {
    if (!covers(coverage, occurrence.scope) || unread.has(keyOf(occurrence))) return true
    const named = configs !== undefined && configs.length > 0
    if (named || occurrence.scope === 'explicit') return !named || occurrence.scope !== 'explicit'
    if (scope !== 'all' && CONFIGURED_IN_PROJECT.has(occurrence.scope) !== (scope === 'project')) return true
    return clients?.every(({ id }) => id !== occurrence.client) ?? false
  }
}

const keyOf = ({ client, scope }: { readonly client: string; readonly scope: Scope }): string => `${client}\n${scope}`
