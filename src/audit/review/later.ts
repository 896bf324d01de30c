/**
 * What is found about configurations as they will be. A version that is written exactly is judged by itself, without a registry: what
 * was accepted as what would run would be news once it is written, and what must not run would be blocked.
 */
import type { Host } from '../../host.js'
import { type Acceptance, acceptedAs } from '../../lockfile/acceptance.js'
import { inWords, isSettled, type Settled } from '../../lockfile/decide-servers.js'
import { knownFindings } from '../../lockfile/entry.js'
import { openMachine } from '../../machine/machine.js'
import type { Finding } from '../../model.js'
import { acknowledge } from '../locked.js'
import { placeServers } from '../pin/places.js'
import type { Server } from '../servers.js'
import { survey } from '../survey.js'
import { forbids } from './about.js'
import { withoutPassed } from './entry.js'

/** Servers as they will be configured, with what is found about them by id; nothing where no configuration changes. */
export interface Later {
  readonly servers: readonly Server[]
  readonly found: ReadonlyMap<string, readonly Finding[]>
}

/** @param host the machine as it will be */
export async function foundLater(host: Host, dir: string, servers: readonly Server[]): Promise<Later> {
  const surveyed = await survey(servers, openMachine(host, { dir }))
  return { servers, found: new Map(surveyed.map(({ id, configuration }) => [id, configuration.findings])) }
}

/**
 * @param decided of servers that are locked as they will be configured, those alone that may run
 * @param servers that were decided about, as they are configured now
 * @returns for each of the decided what is found about it then
 */
export function findingsLater(
  decided: readonly Settled[],
  servers: readonly Server[],
  { servers: after, found }: Later,
): readonly (readonly Finding[])[] {
  if (found.size === 0) return decided.map(() => [])
  const placed = placeServers(decided, servers, after)
  return decided.map((each) => {
    if (!isSettled(each) || each.locked === null || each.locked.decision === 'block') return []
    return placed.filter(({ from }) => from.includes(each)).flatMap(({ id }) => found.get(id) ?? [])
  })
}

/**
 * With a reason it passes like all else that is found about an accepted server; without one it becomes known, but for what must not run.
 *
 * @param later of each of the decided
 */
export const withLater = <T extends Settled>(
  decided: readonly T[],
  later: readonly (readonly Finding[])[],
  acceptanceOf: (each: T, index: number) => Acceptance | null,
): readonly T[] =>
  decided.map((each, index) => {
    const { locked } = each
    const found = later[index] ?? []
    if (locked === null || found.length === 0) return each
    const old = new Set([...locked.findings, ...locked.acknowledged.map(({ fingerprint }) => fingerprint)])
    const fresh = found.filter(({ fingerprint }) => !old.has(fingerprint))
    const acceptance = acceptanceOf(each, index)
    if (acceptance !== null) return { ...each, locked: acceptedAs(locked, fresh, acceptance) }
    const known = knownFindings(
      fresh.filter((finding) => !forbids(finding)),
      locked.acknowledged,
    )
    return {
      ...each,
      locked: { ...locked, findings: withoutPassed([...locked.findings, ...known], locked.acknowledged) },
    }
  })

/** For each of the decided why it can't be written: the next audit would block it. `null` for what can. */
export const blockedLater = (
  decided: readonly Settled[],
  later: readonly (readonly Finding[])[],
  now: Date,
): readonly (string | null)[] =>
  decided.map(({ locked }, index) => {
    const blocking = acknowledge(later[index] ?? [], locked?.acknowledged ?? [], now).filter(forbids)
    if (blocking.length === 0) return null
    return `once that is written, the next audit blocks it: ${[...new Set(blocking.map(inWords))].join('; ')}`
  })
