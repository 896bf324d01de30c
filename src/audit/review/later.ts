/**
 * What is found about configurations as they will be. A version that is written exactly is judged by itself, without a registry: what
 * was accepted as what would run would be news once it is written.
 */
import type { Host } from '../../host.js'
import { acceptedAs } from '../../lockfile/acceptance.js'
import { isSettled, type Settled } from '../../lockfile/decide-servers.js'
import { knownFindings } from '../../lockfile/entry.js'
import { openMachine } from '../../machine/machine.js'
import type { Finding } from '../../model.js'
import { placeServers } from '../pin/places.js'
import type { Server } from '../servers.js'
import { survey } from '../survey.js'
import { forbids } from './about.js'
import { withoutPassed } from './entry.js'
import type { Subject } from './subjects.js'

/** By id. @param host the machine as it will be */
export async function foundLater(
  host: Host,
  dir: string,
  servers: readonly Server[],
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const surveyed = await survey(servers, openMachine(host, { dir }))
  return new Map(surveyed.map(({ id, configuration }) => [id, configuration.findings]))
}

/**
 * With a reason it passes like all else that is found about an accepted server; without one it becomes known, but for what must not run.
 *
 * @param subjects one for each of the decided
 * @param after servers as they will be configured, with what is found about them by id
 */
export function withLater(
  decided: readonly Settled[],
  subjects: readonly Subject[],
  after: readonly Server[],
  found: ReadonlyMap<string, readonly Finding[]>,
): readonly Settled[] {
  const servers = subjects.map(({ server }) => server)
  const placed = placeServers(decided, servers, after)
  return decided.map((each, index) => {
    const { locked } = each
    const decision = subjects[index]?.chosen?.choice.decision
    if (locked === null || !isSettled(each) || decision == null || decision.type === 'block') return each
    const own = placed.filter(({ from }) => from.includes(each)).flatMap(({ id }) => found.get(id) ?? [])
    const old = new Set([...locked.findings, ...locked.acknowledged.map(({ fingerprint }) => fingerprint)])
    const fresh = own.filter(({ fingerprint }) => !old.has(fingerprint))
    if (decision.type === 'accept' && decision.acceptance !== null) {
      return { ...each, locked: acceptedAs(locked, fresh, decision.acceptance) }
    }
    const known = knownFindings(
      fresh.filter((finding) => !forbids(finding)),
      locked.acknowledged,
    )
    return {
      ...each,
      locked: { ...locked, findings: withoutPassed([...locked.findings, ...known], locked.acknowledged) },
    }
  })
}
