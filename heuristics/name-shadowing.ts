import {
  type ConfigurationSign,
  type ConfiguredEntry,
  defineConfigurationHeuristic,
  type Namesake,
} from '../src/heuristic.js'
import type { ServerEntry, Severity } from '../src/model.js'
import { baseName, projectOf } from './knowledge/entries.js'
import { ownEntries } from './knowledge/exposure.js'
import { areOfOneVendor, type Identity, identityOf, isGenericName, isWellKnown } from './knowledge/launches.js'

/** Other servers of the name that a message tells of. */
const MAX_NAMED = 3
/** Entries of a name that are looked at, on each side; more of one name are nobody's configuration. */
const MAX_NAMESAKES = 50

const REMEDY: Readonly<Partial<Record<Severity, string>>> = {
  medium: 'Look at what the project starts, and call it something else than your own server.',
  info: 'Nothing, if you want both; else give one of them a name of its own.',
}

const RANK: readonly Severity[] = ['info', 'low', 'medium']

/** A model, and an approval given once, know a server by its name alone. */
export default defineConfigurationHeuristic({
  id: 'name-shadowing',
  title: 'another entry starts something else under the same name',
  severity: 'low',
  confidence: 'medium',
  remedy: 'Give each server a name of its own, or let all entries of the name start the same.',

  *judge(server) {
    const own = identityOf(server.launch)
    if (own === null || server.namesakes.length === 0) return
    const named = byName(ownEntries(server))
    for (const [name, namesakes] of byName(server.namesakes)) {
      const sign = ofName(own, named.get(name) ?? [], namesakes)
      if (sign !== null) yield sign
    }
  },
})

/** One of two entries of a name. */
interface Side {
  readonly entry: ServerEntry
  readonly identity: Identity
}

interface Meeting {
  readonly own: Side
  readonly other: Side
  readonly severity: Severity
}

/** At most `MAX_NAMESAKES` of each name. */
function byName<T extends { readonly entry: ServerEntry }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const group = groups.get(each.entry.name)
    if (group === undefined) groups.set(each.entry.name, [each])
    else if (group.length < MAX_NAMESAKES) group.push(each)
  }
  return groups
}

function ofName(
  own: Identity,
  entries: readonly ConfiguredEntry[],
  namesakes: readonly Namesake[],
): ConfigurationSign | null {
  const sides = namesakes.flatMap(({ entry, launch }) => {
    const identity = identityOf(launch)
    return identity === null ? [] : [{ entry, identity }]
  })
  const meetings = entries
    .flatMap(({ entry }) => sides.flatMap((side) => meeting({ entry, identity: own }, side) ?? []))
    .toSorted((a, b) => RANK.indexOf(b.severity) - RANK.indexOf(a.severity))
  const [worst] = meetings
  if (worst === undefined) return null
  const { entry } = worst.own
  const others = [...new Map(meetings.map(({ other }) => [other.identity.id, other])).values()]
  const more = others.length > MAX_NAMED ? `, and ${others.length - MAX_NAMED} more` : ''
  const told = others.slice(0, MAX_NAMED).map(tell).join(', ')
  return {
    message: `\`${entry.name.slice(0, 80)}\` stands for ${tell(worst.own)}, and for ${told}${more}`,
    severity: worst.severity,
    entry,
    key: [entry.name, ...others.map(({ identity }) => identity.name)],
    ...(REMEDY[worst.severity] === undefined ? {} : { remedy: REMEDY[worst.severity] }),
  }
}

const tell = ({ entry: { scope, client, place }, identity: { spec, name } }: Side): string =>
  `${spec ?? name} in ${scope === 'project' ? `the project's \`${baseName(place.file)}\` (${client})` : client}`

/** What is to say about two entries of one name, if the first is the one to say it. */
function meeting(own: Side, other: Side): Meeting | null {
  if (own.entry.disabled || other.entry.disabled || !meet(own.entry, other.entry)) return null
  const [a, b] = [own.identity, other.identity]
  const same = a.id === b.id
  if (same && (a.spec === b.spec || a.spec === null || b.spec === null)) return null
  if (!speaksFirst(own, other)) return null
  return { own, other, severity: same ? 'info' : severityOf(own, other) }
}

function severityOf({ entry, identity }: Side, { entry: namesake, identity: other }: Side): Severity {
  if (isGenericName(entry.name) || areOfOneVendor(identity, other)) return 'info'
  // Clients take the project's entry for the user's of that name. A project's own code is what a project is about.
  const replaces = entry.scope === 'project' && namesake.scope === 'user' && entry.client === namesake.client
  if (replaces && identity.kind !== 'local') return 'medium'
  // What the user set for one project on purpose; and plugins, whose servers clients call by the plugin's name as well.
  const scopes = [entry.scope, namesake.scope]
  return scopes.includes('local') || scopes.includes('plugin') ? 'info' : 'low'
}

/** Whether both are in force in one place: entries of two projects never are. */
function meet(one: ServerEntry, other: ServerEntry): boolean {
  const [a, b] = [projectOf(one), projectOf(other)]
  if (a !== null && b !== null && a !== b && !a.startsWith(`${b}/`) && !b.startsWith(`${a}/`)) return false
  return !isGenericName(one.name) || (one.client === other.client && (a === null) !== (b === null))
}

/** One of both speaks: the project's, else the less known, else the later in the alphabet; it is the same on every machine. */
function speaksFirst(one: Side, other: Side): boolean {
  for (const weigh of [
    ({ entry }: Side) => entry.scope === 'project',
    ({ identity }: Side) => !isWellKnown(identity),
  ]) {
    if (weigh(one) !== weigh(other)) return weigh(one)
  }
  const [a, b] = [one, other].map(({ identity }) => `${identity.name}\n${identity.spec ?? ''}\n${identity.id}`)
  return (a ?? '') > (b ?? '')
}
