/** Which of the servers that are configured now are those that were audited and decided about. Pure. */
import { lockedOccurrence } from '../../lockfile/entry.js'
import {
  compareText,
  type LockedOccurrence,
  type Occurrence,
  type ServerEntry,
  type ServerReport,
} from '../../model.js'
import { unevaluated } from '../evaluate.js'
import type { Server } from '../servers.js'
import { unconfigured } from '../survey.js'
import type { Choice } from './choice.js'

/** A server that is decided about, as it was audited. */
export interface Chosen {
  readonly report: ServerReport
  readonly choice: Choice
}

/** A server that a lock covers, as it is configured now. */
export interface Subject {
  readonly server: Server
  /** Of the part of it that the lock covers; without a verdict where nothing was decided. */
  readonly report: ServerReport
  readonly chosen: Chosen | null
}

/**
 * A server is the audited one while the same entries start it in the same way. That a decision stands in a configuration already,
 * since it was written and the lock could not be, changes nothing of it.
 *
 * @param now all servers that are configured
 * @returns of each server what was decided of it, and the decisions whose servers are configured otherwise by now
 */
export function chosenAmong(
  now: readonly Server[],
  all: readonly Chosen[],
): { readonly chosen: ReadonlyMap<Server, Chosen>; readonly changed: readonly Chosen[] } {
  const chosen = new Map<Server, Chosen>()
  const changed: Chosen[] = []
  for (const each of all) {
    const own = now.filter((server) => !chosen.has(server) && isSameSource(server, each))
    // Two servers may differ in what stands around their entries alone: then their places tell them apart.
    const found = wholly(each.report, own.filter(isAt(each.report.occurrences))) ?? wholly(each.report, own)
    if (found === null) changed.push(each)
    else for (const server of found) chosen.set(server, each)
  }
  return { chosen, changed }
}

function isSameSource({ launch, package: ref }: Server, { report, choice }: Chosen): boolean {
  const { package: old } = report
  if (launch.kind !== report.launch.kind || launch.registry !== report.launch.registry) return false
  if (ref === null || old === null) return ref === old && launch.origin === report.launch.origin
  if (ref.ecosystem !== old.ecosystem || ref.name !== old.name) return false
  return ref.spec === old.spec || (!ref.floating && ref.selector.value === wantedVersion(report, choice))
}

function wantedVersion({ release }: ServerReport, { decision }: Choice): string | null {
  if (decision?.type === 'accept') return release?.version ?? null
  return decision?.type === 'hold' && decision.target.type === 'release' ? decision.target.version : null
}

const isAt =
  (occurrences: readonly Occurrence[]) =>
  (server: Server): boolean =>
    server.occurrences.every(({ client, file, pointer }) =>
      occurrences.some((each) => each.client === client && each.file === file && each.pointer === pointer),
    )

/** Those that are started by entries of the report alone, where they are started by all of these; `null` where they are not. */
function wholly({ configured }: ServerReport, candidates: readonly Server[]): readonly Server[] | null {
  const wanted = configured.map(keyOf)
  const known = new Set(wanted)
  const own = candidates.filter(({ entries }) =>
    entries.every(({ entry }) => known.has(keyOf(lockedOccurrence(entry)))),
  )
  const found = own.flatMap(({ entries }) => entries.map(({ entry }) => keyOf(lockedOccurrence(entry))))
  const sorted = (keys: readonly string[]): string => JSON.stringify(keys.toSorted(compareText))
  return wanted.length > 0 && sorted(found) === sorted(wanted) ? own : null
}

const keyOf = ({ client, scope, name, launch }: LockedOccurrence): string =>
  JSON.stringify([client, scope, name, launch])

/**
 * @param covered the servers among `now` of which a lock speaks, each with those of its entries that it covers
 * @param chosen what was decided of servers among `now`
 */
export function subjectsOf(
  covered: readonly Server[],
  now: readonly Server[],
  chosen: ReadonlyMap<Server, Chosen>,
  moment: Date,
): readonly Subject[] {
  const byEntry = new Map<ServerEntry, Server[]>()
  for (const server of now) {
    for (const { entry } of server.entries) byEntry.set(entry, [...(byEntry.get(entry) ?? []), server])
  }
  return covered.map((server) => {
    const [first] = server.entries
    const whole = first && byEntry.get(first.entry)?.find((each) => isSamePart(each, server))
    const own = whole === undefined ? null : (chosen.get(whole) ?? null)
    const configured = server.entries.map(({ entry }) => lockedOccurrence(entry))
    const asked = { now: moment, doing: () => {}, configured }
    const report = own?.report ?? unevaluated(unconfigured(server), asked, 'nobody decided about it')
    return { server, report: configuredAs(report, server, configured), chosen: own }
  })
}

/** A release as it was judged, of a server as it is configured now. */
export const configuredAs = (
  report: ServerReport,
  { id, name, occurrences, launch, package: ref }: Pick<Server, 'id' | 'name' | 'occurrences' | 'launch' | 'package'>,
  configured: readonly LockedOccurrence[],
): ServerReport => ({ ...report, id, name, occurrences, launch, package: ref, configured })

/** Whether two servers are the same part of an entry that both of them have. */
function isSamePart(a: Server, b: Server): boolean {
  if (a.package === null || b.package === null) return a.package === b.package
  return a.package.ecosystem === b.package.ecosystem && a.package.spec === b.package.spec
}
