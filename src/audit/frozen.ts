/** Which releases of a server's package and of those below it are taken, where its entries say so. Pure. */
import { dissect } from '../launch/launch.js'
import { commandOf } from '../lockfile/pin/commands.js'
import { freezeOf } from '../lockfile/pin/freeze.js'
import type { ServerEntry, SpecToken } from '../model.js'
import type { ReleaseSettings } from '../registry/registry.js'
import { refsOf } from './pin/refs.js'
import type { Server } from './servers.js'

/** The moment that all entries of a server name already; `null` where one of them names none. */
export function frozenSince({ entries, package: ref }: Pick<Server, 'entries' | 'package'>): Date | null {
  const moments = entries.flatMap(({ entry }) =>
    ref === null ? [] : refsOf(entry, ref).map(({ token }) => momentOf(entry, token)),
  )
  const [first] = moments
  return first == null || moments.some((each) => each?.getTime() !== first.getTime()) ? null : first
}

function momentOf(entry: ServerEntry, token: SpecToken): Date | null {
  const command = commandOf(dissect(entry), token)
  const given = command === null ? null : freezeOf(command, '')
  if (given?.kind !== 'given') return null
  const moment = new Date(given.value.text)
  return Number.isNaN(moment.getTime()) ? null : moment
}

const DAY = 86_400_000

/** How npm chooses the releases of a server's package, and of all below it; empty where nothing but its configuration says so. */
export function choosing(
  server: Pick<Server, 'entries' | 'package' | 'choice'>,
  now: Date,
): { readonly settings?: ReleaseSettings } {
  const { choice } = server
  if (choice === null) {
    // Where nobody looked around the entries, their words are there all the same.
    const before = frozenSince(server)
    return before === null ? {} : { settings: { before } }
  }
  const { before, minAge, tag } = choice
  const until =
    minAge !== undefined
      ? new Date(now.getTime() - minAge * DAY)
      : typeof before === 'string'
        ? new Date(before)
        : before
  return { settings: { ...(until !== undefined && { before: until }), ...(tag !== undefined && { tag }) } }
}
