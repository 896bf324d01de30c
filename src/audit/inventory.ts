/** What is configured on this machine, and what of it the machine holds: no network, no code read, nothing judged. */
import pLimit from 'p-limit'
import type { Client } from '../discover/client.js'
import { type Discovery, discover } from '../discover/discover.js'
import { type Host, pathsOf } from '../host.js'
import { type Machine, openMachine } from '../machine/machine.js'
import { type Failure, type Inventory, type ListedServer, NOTHING_ON_MACHINE, type ServerEntry } from '../model.js'
import { groupServers, type Server } from './servers.js'

/** Whose configurations: this user's, this project's, or both. */
export type ConfiguredIn = 'user' | 'project' | 'all'

export interface InventoryOptions {
  readonly configs?: readonly string[] | undefined
  /** The project. */
  readonly dir?: string | undefined
  readonly clients?: readonly Client[] | undefined
  readonly scope?: ConfiguredIn | undefined
  readonly recursive?: boolean | undefined
}

/** Never rejects for what files hold or lack. */
export async function takeInventory(host: Host, options: InventoryOptions): Promise<Inventory> {
  const { entries, failures, notEvaluated, searched } = await discoverFor(host, options)
  const machine = openMachine(host, { dir: pathsOf(host).resolve(host.cwd, options.dir ?? '.') })
  const servers = groupServers(entries)
  const unclear = servers.flatMap((server) => launchFailure(server) ?? [])
  const all = [...failures, ...unclear]
  return {
    conclusion: all.length > 0 ? 'incomplete' : 'pass',
    servers: await Promise.all(servers.map((server) => listed(server, machine))),
    failures: all,
    notEvaluated,
    searched,
  }
}

/** Finds the entries that the options ask for, each with the settings of npm that choose its releases. */
export async function discoverFor(host: Host, options: InventoryOptions): Promise<Discovery> {
  const found = await discover(host, {
    dir: options.dir ?? host.cwd,
    ...(options.configs && { configs: options.configs }),
    ...(options.clients && { clients: options.clients }),
    ...(options.scope && { scope: options.scope }),
    ...(options.recursive && { recursive: true }),
  })
  const machine = openMachine(host, { dir: pathsOf(host).resolve(host.cwd, options.dir ?? '.') })
  const limit = pLimit(AT_A_TIME)
  const chosen = async (entry: ServerEntry): Promise<ServerEntry> => {
    const choices = await machine.releaseChoices(entry)
    return choices.length === 0 ? entry : { ...entry, choices }
  }
  return { ...found, entries: await Promise.all(found.entries.map((entry) => limit(() => chosen(entry)))) }
}

/** Entries whose surroundings are looked at at once. */
const AT_A_TIME = 32

async function listed(server: Server, machine: Machine): Promise<ListedServer> {
  const { id, name, occurrences, launch, package: ref, entries } = server
  const own = entries.map(({ entry }) => entry)
  const onMachine = ref === null ? NOTHING_ON_MACHINE : await machine.find(ref, own)
  return { id, name, occurrences, launch, package: ref, onMachine }
}

/**
 * Why it can't be told what a server starts; `null` where its kind or origin is known. Where not even an origin is known, a
 * package may hide behind the command, and silence would read as clean.
 */
export function launchFailure({ id, launch, occurrences }: Server): Failure | null {
  if (launch.kind !== 'unknown' || launch.origin !== null || occurrences.every(({ disabled }) => disabled)) return null
  return {
    stage: 'launch',
    subject: id,
    message: `can't tell what it starts: ${launch.reason ?? 'its command is not understood'}`,
    remedy: 'Name the package and its version in the entry itself, as in `npx -y name@1.2.3`.',
  }
}
