/** Entries for the tests of this room. */
import { dissect } from '../../src/launch/launch.js'
import { type Machine, openMachine } from '../../src/machine/machine.js'
import { NO_GRANTS, type OnMachine, type PackageRef, type Scope, type ServerEntry } from '../../src/model.js'
import { type MemoryHostOptions, memoryHost } from '../support/memory-host.js'

export interface EntryOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly scope?: Scope
  /** `/home/u/.cursor/mcp.json` when absent. */
  readonly file?: string
  readonly pointer?: string
}

/** An entry with an argv; of the user's own configuration unless it says otherwise. */
export function entryOf(argv: readonly string[], options: EntryOptions = {}): ServerEntry {
  const { env = {}, cwd, scope = 'user', file = '/home/u/.cursor/mcp.json', pointer = '/mcpServers/x' } = options
  return {
    client: 'cursor',
    scope,
    name: 'x',
    place: { file, pointer },
    line: 1,
    launch: {
      transport: 'stdio',
      argv: argv.map((text, i) => ({
        text,
        pointer: i === 0 ? `${pointer}/command` : `${pointer}/args/${i - 1}`,
        offset: 0,
      })),
      env,
      ...(cwd === undefined ? {} : { cwd }),
    },
    disabled: false,
    grants: NO_GRANTS,
  }
}

/** What a machine says of the first package that the entries launch. */
export async function findOn(
  options: MemoryHostOptions,
  entries: readonly ServerEntry[],
  dir = '/home/u/work',
): Promise<OnMachine> {
  const { ref } = launched(entries[0] as ServerEntry)
  return machineOf(options, dir).find(ref, entries)
}

export function launched(entry: ServerEntry) {
  const { launch } = dissect(entry)
  const [ref] = launch.packages
  if (ref === undefined) throw new Error(`no package in ${JSON.stringify(launch)}`)
  return { launch, ref: ref as PackageRef }
}

export const machineOf = (options: MemoryHostOptions, dir = '/home/u/work'): Machine =>
  openMachine(memoryHost(options), { dir })

export const json = (value: unknown): string => JSON.stringify(value)

/** A package in a folder of packages. */
export const installed = (
  modules: string,
  name: string,
  version: string,
  more: object = {},
): Record<string, string> => ({
  [`${modules}/${name}/package.json`]: json({ name, version, ...more }),
})
