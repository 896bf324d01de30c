/** From what was decided to how it stands in the configurations when they are written. Pure. */

import type { Settled } from '../../lockfile/decide-servers.js'
import { lockedOccurrence } from '../../lockfile/entry.js'
import { type PlacedServer, spokenFor } from '../../lockfile/lock-servers.js'
import type { Launch, PackageRef, ServerEntry } from '../../model.js'
import type { Server } from '../servers.js'

/**
 * Two specs of a package become one server where both are pinned to the same version, and one server becomes two where not all of
 * its entries can be.
 *
 * @param before the servers that were audited
 * @param after the servers as they will be configured
 */
export function placeServers(
  decided: readonly Settled[],
  before: readonly Server[],
  after: readonly Server[],
): readonly PlacedServer[] {
  const byId = new Map(decided.map((each) => [each.report.id, each]))
  const known = new Map<string, Settled[]>()
  for (const server of before) {
    const own = byId.get(server.id)
    if (own === undefined) continue
    for (const { entry } of server.entries) {
      const key = keyOf(entry)
      known.set(key, [...(known.get(key) ?? []), own])
    }
  }
  const fromOf = (server: Server, entry: ServerEntry): Settled[] =>
    (known.get(keyOf(entry)) ?? []).filter(({ report }) => isSame(report, server))
  return after.map((server) => {
    const entries = server.entries.map(({ entry }) => ({ entry, from: fromOf(server, entry) }))
    const from = [...new Set(entries.flatMap((each) => each.from))]
    const spoken = new Set(spokenFor(from))
    return {
      id: server.id,
      spec: server.package?.spec ?? null,
      floating: server.package?.floating ?? false,
      configured: entries
        .filter((each) => each.from.some((one) => spoken.has(one)))
        .map(({ entry }) => lockedOccurrence(entry)),
      from,
    }
  })
}

const keyOf = ({ client, scope, name, place }: ServerEntry): string =>
  JSON.stringify([client, scope, name, place.file, place.pointer])

interface Started {
  readonly launch: Launch
  readonly package: PackageRef | null
}

/** Whether it is the same part of an entry, which may start several packages. */
function isSame(a: Started, b: Started): boolean {
  if (a.package === null || b.package === null) {
    return a.package === b.package && a.launch.kind === b.launch.kind && a.launch.origin === b.launch.origin
  }
  return a.package.ecosystem === b.package.ecosystem && a.package.name === b.package.name
}
