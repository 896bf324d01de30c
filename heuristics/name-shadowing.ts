import {
  type ConfigurationSign,
  type ConfiguredServer,
  defineConfigurationHeuristic,
  type Namesake,
} from '../src/heuristic.js'
import type { ServerEntry, Severity } from '../src/model.js'
import { baseName, projectOf, speaksForEntries } from './knowledge/entries.js'
import { type Identity, identityOf, isGenericName } from './knowledge/launches.js'
import { WELL_KNOWN_SERVERS } from './knowledge/popular-packages.js'

/** Other servers of the name that a message tells of. */
const MAX_NAMED = 3
/** Entries of a name that are looked at; hundreds of one name are nobody's configuration. */
const MAX_NAMESAKES = 200

const RANK: readonly Severity[] = ['info', 'low', 'medium']

/** A model, and an approval given once, know a server by its name alone. */
export default defineConfigurationHeuristic({
  id: 'name-shadowing',
  title: 'another entry starts something else under the same name',
  severity: 'low',
  confidence: 'medium',
  remedy: 'Give each server a name of its own, or let all entries of the name start the same.',

  *judge(server) {
    if (!speaksForEntries(server)) return
    const own = identityOf(server.launch)
    if (own === null) return
    for (const name of new Set(server.entries.map(({ entry }) => entry.name))) {
      const sign = ofName(server, own, name)
      if (sign !== null) yield sign
    }
  },
})

interface Meeting {
  readonly entry: ServerEntry
  readonly other: Identity
  readonly namesake: ServerEntry
  readonly severity: Severity
}

function ofName(server: ConfiguredServer, own: Identity, name: string): ConfigurationSign | null {
  const namesakes = server.namesakes.filter(({ entry }) => entry.name === name).slice(0, MAX_NAMESAKES)
  const meetings = server.entries
    .filter(({ entry }) => entry.name === name)
    .slice(0, MAX_NAMESAKES)
    .flatMap(({ entry }) => namesakes.flatMap((namesake) => meeting(entry, own, namesake) ?? []))
    .toSorted((a, b) => RANK.indexOf(b.severity) - RANK.indexOf(a.severity))
  const [worst] = meetings
  if (worst === undefined) return null
  const others = [...new Map(meetings.map((each) => [each.other.id, each])).values()]
  const told = others
    .slice(0, MAX_NAMED)
    .map(({ other, namesake }) => `${other.spec ?? other.name} ${whereOf(namesake)}`)
  const more = others.length > MAX_NAMED ? `, and ${others.length - MAX_NAMED} others` : ''
  return {
    message: `\`${name.slice(0, 80)}\` starts ${own.spec ?? own.name} ${whereOf(worst.entry)}, and ${told.join(', ')}${more}`,
    severity: worst.severity,
    entry: worst.entry,
    key: [name, ...others.map(({ other }) => other.name)],
    ...(worst.severity === 'medium'
      ? { remedy: 'Look at what the project starts, and call it something else than your own server.' }
      : {}),
  }
}

const whereOf = ({ scope, client, place }: ServerEntry): string =>
  scope === 'project' ? `in the project's \`${baseName(place.file)}\` (${client})` : `in ${client}`

/** What is to say about two entries of one name, if this side is the one to say it. */
function meeting(entry: ServerEntry, own: Identity, { entry: namesake, launch }: Namesake): Meeting | null {
  const other = identityOf(launch)
  if (other === null || entry.disabled || namesake.disabled || !meet(entry, namesake)) return null
  const same = other.id === own.id
  if (same && (own.spec === other.spec || own.spec === null || other.spec === null)) return null
  if (!speaksFirst({ entry, identity: own }, { entry: namesake, identity: other })) return null
  return { entry, other, namesake, severity: same ? 'info' : severityOf(entry, own, namesake) }
}

function severityOf(entry: ServerEntry, own: Identity, namesake: ServerEntry): Severity {
  // Clients take the project's entry for the user's of that name. A project's own code is what a project is about.
  const replaces =
    entry.scope === 'project' && namesake.scope === 'user' && entry.client === namesake.client && own.kind !== 'local'
  if (isGenericName(entry.name)) return 'info'
  if (replaces) return 'medium'
  // What the user set for one project on purpose; and plugins, whose servers clients call by the plugin's name as well.
  const apart = [entry.scope, namesake.scope]
  return apart.includes('local') || apart.includes('plugin') ? 'info' : 'low'
}

/** Whether both are in force in one place: entries of two projects never are. */
function meet(one: ServerEntry, other: ServerEntry): boolean {
  const [a, b] = [projectOf(one), projectOf(other)]
  if (a !== null && b !== null && a !== b && !a.startsWith(`${b}/`) && !b.startsWith(`${a}/`)) return false
  return !isGenericName(one.name) || (one.client === other.client && (a === null) !== (b === null))
}

interface Side {
  readonly entry: ServerEntry
  readonly identity: Identity
}

/** One of both speaks: the project's, else the less known, else the later in the alphabet; it is the same on every machine. */
function speaksFirst(one: Side, other: Side): boolean {
  for (const weigh of [
    ({ entry }: Side) => entry.scope === 'project',
    ({ identity }: Side) => !WELL_KNOWN_SERVERS.has(identity.name),
  ]) {
    if (weigh(one) !== weigh(other)) return weigh(one)
  }
  const [a, b] = [one, other].map(({ identity }) => `${identity.name}\n${identity.spec ?? ''}\n${identity.id}`)
  return (a ?? '') > (b ?? '')
}
