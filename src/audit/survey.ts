/** How servers are configured on this machine: what it holds of them, and what their entries say, judged without a network. */
import { setImmediate } from 'node:timers/promises'
import pLimit from 'p-limit'
import type { ConfiguredServer, Namesake } from '../heuristic.js'
import { type Judgement, judgeConfiguration } from '../judge.js'
import type { Machine } from '../machine/machine.js'
import { type LockedServer, NOTHING_ON_MACHINE, type OnMachine } from '../model.js'
import type { Server } from './servers.js'

/** A server, with what was found without looking at its code. */
export interface SurveyedServer extends Server {
  readonly onMachine: OnMachine
  readonly configuration: Judgement
}

/** Servers that the machine is asked for at once. */
const AT_A_TIME = 32
/** Entries of one name that a server is compared with; more are nobody's configuration. */
const MOST_NAMESAKES = 200
/** Milliseconds of judging after which timers and signals have their turn: the progress is drawn, Ctrl-C is heard. */
const TURN = 50

/**
 * In time that grows with the number of entries: each is compared with at most `MOST_NAMESAKES` others.
 *
 * @param machine `null` where nothing configures the servers: then there is nothing to look at
 * @param lockedAs what a lock says of a server
 */
export async function survey(
  servers: readonly Server[],
  machine: Machine | null,
  lockedAs: (server: Server) => LockedServer | null = () => null,
): Promise<SurveyedServer[]> {
  if (machine === null) return servers.map(unconfigured)
  const namesakesOf = namesakesAmong(servers)
  const limit = pLimit(AT_A_TIME)
  let turn = performance.now()
  return await Promise.all(
    servers.map((server) =>
      limit(async () => {
        if (performance.now() - turn > TURN) {
          await setImmediate()
          turn = performance.now()
        }
        return await surveyed(server, namesakesOf(server), machine, lockedAs(server))
      }),
    ),
  )
}

async function surveyed(
  server: Server,
  namesakes: readonly Namesake[],
  machine: Machine,
  locked: LockedServer | null,
): Promise<SurveyedServer> {
  const own = server.entries.map(({ entry }) => entry)
  const files = [...new Set(own.map(({ place }) => place.file))]
  const [onMachine, writable, registryFiles] = await Promise.all([
    server.package === null ? NOTHING_ON_MACHINE : machine.find(server.package, own),
    Promise.all(files.map(async (file) => [file, await machine.writableBy(file)] as const)),
    Promise.all(own.map((entry) => machine.registryFiles(entry))),
  ])
  const writableBy = new Map(writable)
  const configured: ConfiguredServer = {
    server: server.id,
    launch: server.launch,
    ref: server.package,
    entries: server.entries.map((each) => ({ ...each, writableBy: writableBy.get(each.entry.place.file) ?? null })),
    onMachine,
    namesakes,
    registryFiles: [...new Map(registryFiles.flat().map((each) => [`${each.file}\n${each.key}`, each])).values()],
    blocked: locked?.decision === 'block' ? { reason: locked.reason } : null,
  }
  return { ...server, onMachine, configuration: judgeConfiguration(configured) }
}

/** Entries of a server's names that are not its own; one entry may launch several packages, each a server of its own. */
function namesakesAmong(servers: readonly Server[]): (server: Server) => readonly Namesake[] {
  const byName = new Map<string, Namesake[]>()
  for (const { entries, launch } of servers) {
    for (const { entry } of entries) {
      const known = byName.get(entry.name)
      if (known === undefined) byName.set(entry.name, [{ entry, launch }])
      else known.push({ entry, launch })
    }
  }
  return ({ entries }) => {
    const own = new Set(entries.map(({ entry }) => entry))
    const found: Namesake[] = []
    for (const name of new Set(entries.map(({ entry }) => entry.name))) {
      let left = MOST_NAMESAKES
      for (const namesake of byName.get(name) ?? []) {
        if (left === 0) break
        if (own.has(namesake.entry)) continue
        found.push(namesake)
        left -= 1
      }
    }
    return found
  }
}

/** A server that no configuration starts. */
export const unconfigured = (server: Server): SurveyedServer => ({
  ...server,
  onMachine: NOTHING_ON_MACHINE,
  configuration: { findings: [], failures: [] },
})
