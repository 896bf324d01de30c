/** `--accept`, `--reason`, `--until` and `--by`: whose findings may pass, why, until when, and who says so. */
import { distance } from 'fastest-levenshtein'
import type { Server } from '../audit/servers.js'
import { checkedDay, checkedLine, dayOf } from '../lockfile/acceptance-text.js'
import type { Acceptance } from '../lockfile/decide-servers.js'
import { UsageError } from './io.js'

export interface AcceptanceOptions {
  readonly accept?: readonly string[]
  readonly reason?: string
  readonly until?: string
  readonly by?: string
}

/**
 * @returns `null` where nothing is accepted
 * @throws UsageError
 */
export function acceptanceOf({ accept, reason, until, by }: AcceptanceOptions, now: Date): Acceptance | null {
  if (accept === undefined || accept.length === 0) {
    const alone = Object.entries({ reason, until, by }).find(([, value]) => value !== undefined)?.[0]
    if (alone === undefined) return null
    throw new UsageError(`--${alone} says something of accepted servers, and none is`, 'Add --accept <server>.')
  }
  const why = lineOf('reason', reason)
  if (why === null) {
    const remedy = 'Add --reason "…": it stands in the lock, for everyone who reads it later.'
    throw new UsageError('--accept needs a reason', remedy)
  }
  return {
    reason: why,
    when: dayOf(now),
    until: until === undefined ? null : dayAfter(now, until),
    by: lineOf('by', by),
  }
}

function dayAfter(now: Date, text: string): string {
  const day = checkedDay(text, now)
  if (!day.ok) throw new UsageError(`--until ${text} ${day.problem}`, day.remedy)
  return day.value
}

function lineOf(option: string, text: string | undefined): string | null {
  const line = checkedLine(text)
  if (!line.ok) throw new UsageError(`--${option} ${line.problem}`, line.remedy)
  return line.value
}

/**
 * @param names ids, names in a configuration, or names of packages
 * @returns ids
 * @throws UsageError where one means no server, or more than one
 */
export function acceptedIn(servers: readonly Server[], names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => serverCalled(servers, name).id))
}

function serverCalled(servers: readonly Server[], name: string): Server {
  const byId = servers.find(({ id }) => id === name)
  if (byId !== undefined) return byId
  const called = servers.filter((server) => namesOf(server).includes(name))
  const [only, another] = called
  if (only !== undefined && another === undefined) return only
  if (only !== undefined) {
    const ids = called.map(({ id }) => id)
    throw new UsageError(`${name} means ${ids.length} servers`, `Name one of them: ${ids.join(', ')}.`)
  }
  const near = nearest(servers, name)
  throw new UsageError(
    `no server is called ${name}`,
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'See `touchstone list` for those that there are.',
  )
}

const namesOf = (server: Server): string[] => [
  ...server.entries.map(({ entry }) => entry.name),
  ...(server.package === null ? [] : [server.package.name]),
]

/** Ids of servers that are called nearly so, the nearest first. */
function nearest(servers: readonly Server[], name: string): string[] {
  return servers
    .map((server) => {
      const all = [server.id, ...namesOf(server)]
      const far = Math.min(
        ...all.map((each) => (each.includes(name) ? 1 : distance(each.toLowerCase(), name.toLowerCase()))),
      )
      return { id: server.id, far }
    })
    .filter(({ far }) => far <= Math.max(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ id }) => id)
}
