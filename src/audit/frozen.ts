/** Until when the packages below a server are taken, where its entries say so. Pure. */
import { dissect } from '../launch/launch.js'
import { commandOf } from '../lockfile/pin/commands.js'
import { freezeOf } from '../lockfile/pin/freeze.js'
import type { ServerEntry, SpecToken } from '../model.js'
import { refsOf } from './pin-refs.js'
import type { Server } from './servers.js'

/** The moment that all entries of a server name already; `null` where one of them names none. */
export function frozenSince({ entries, package: ref }: Server): Date | null {
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
