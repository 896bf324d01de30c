/** How servers are configured on this machine: what it holds of them, and what their entries say, judged without a network. */
import type { ConfiguredServer, Namesake } from '../heuristic.js'
import { type Judgement, judgeConfiguration } from '../judge.js'
import type { Machine } from '../machine/machine.js'
import { NOTHING_ON_MACHINE, type OnMachine } from '../model.js'
import type { Server } from './servers.js'

/** A server, with what was found without looking at its code. */
export interface SurveyedServer extends Server {
  readonly onMachine: OnMachine
  readonly configuration: Judgement
}

/** @param machine `null` where nothing configures the servers: then there is nothing to look at */
export async function survey(servers: readonly Server[], machine: Machine | null): Promise<SurveyedServer[]> {
  if (machine === null) return servers.map(unconfigured)
  const byName = new Map<string, Namesake[]>()
  for (const { entries, launch } of servers) {
    for (const { entry } of entries) byName.set(entry.name, [...(byName.get(entry.name) ?? []), { entry, launch }])
  }
  return await Promise.all(
    servers.map(async (server) => {
      const own = server.entries.map(({ entry }) => entry)
      const [onMachine, entries, registryFiles] = await Promise.all([
        server.package === null ? NOTHING_ON_MACHINE : machine.find(server.package, server.launch, own),
        Promise.all(
          server.entries.map(async (each) => ({
            ...each,
            writableBy: await machine.writableBy(each.entry.place.file),
          })),
        ),
        Promise.all(own.map((entry) => machine.registryFiles(entry))),
      ])
      const configured: ConfiguredServer = {
        server: server.id,
        launch: server.launch,
        ref: server.package,
        entries,
        onMachine,
        namesakes: [...new Set(own.map(({ name }) => name))]
          .flatMap((name) => byName.get(name) ?? [])
          // One entry may launch several packages, each a server of its own.
          .filter(({ entry }) => !own.includes(entry)),
        registryFiles: [...new Map(registryFiles.flat().map((each) => [`${each.file}\n${each.key}`, each])).values()],
      }
      return { ...server, onMachine, configuration: judgeConfiguration(configured) }
    }),
  )
}

/** A server that no configuration starts. */
export const unconfigured = (server: Server): SurveyedServer => ({
  ...server,
  onMachine: NOTHING_ON_MACHINE,
  configuration: { findings: [], failures: [] },
})
