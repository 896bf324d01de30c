/** From entries in many files to servers: what is launched once is audited once, however many clients start it. Pure. */
import { dissect } from '../launch/launch.js'
import { redactUrl } from '../launch/redact.js'
import type { Command, Launch, LocalProgram, Occurrence, PackageRef, ServerEntry } from '../model.js'

/** A server to audit, and where it is configured. */
export interface Server {
  /** Kind and package or origin, plus `#2`, `#3` … where specs differ; never the spec. */
  readonly id: string
  /** As the first entry calls it. */
  readonly name: string
  readonly occurrences: readonly Occurrence[]
  readonly entries: readonly DissectedEntry[]
  readonly launch: Launch
  /** `null` for kinds that are taken from no registry. */
  readonly package: PackageRef | null
  /** Code of this machine that it starts; `null` where it starts a package or can't be told. */
  readonly program: LocalProgram | null
}

/** An entry and the commands in it, which may hold secrets. */
export interface DissectedEntry {
  readonly entry: ServerEntry
  readonly commands: readonly Command[]
}

/** One server per package and spec, or per origin; in the order of the entries. */
export function groupServers(entries: readonly ServerEntry[]): Server[] {
  const servers = new Map<string, Server>()
  const numbers = new Map<string, number>()
  for (const entry of entries) {
    const { launch, commands, program } = dissect(entry)
    const dissected = { entry, commands }
    const refs: readonly (PackageRef | null)[] = launch.packages.length > 0 ? launch.packages : [null]
    for (const ref of refs) {
      const base = `${ref?.ecosystem ?? launch.kind}:${ref?.name ?? launch.origin ?? entry.name}`
      const key = JSON.stringify([base, ref?.spec, launch.registry, ref === null ? particulars(entry, launch) : null])
      const known = servers.get(key)
      if (known) {
        servers.set(key, {
          ...known,
          occurrences: [...known.occurrences, occurrenceOf(entry)],
          entries: [...known.entries, dissected],
        })
        continue
      }
      const number = (numbers.get(base) ?? 0) + 1
      numbers.set(base, number)
      const id = number === 1 ? base : `${base}#${number}`
      servers.set(key, {
        id,
        name: entry.name,
        occurrences: [occurrenceOf(entry)],
        entries: [dissected],
        launch,
        package: ref,
        program,
      })
    }
  }
  return [...servers.values()]
}

/** What tells servers without a package apart beside their origin. It may hold secrets: it is compared, and never shown. */
function particulars({ launch: started, place }: ServerEntry, launch: Launch): unknown {
  if (started.transport === 'remote') return redactUrl(started.url.text)
  if (launch.kind === 'local') {
    const { origin, runner } = launch
    // The same relative path is another program in every folder; a bare command is looked up by the system.
    if (origin !== null && (origin === runner || /^([\\/~$%]|[A-Za-z]:)/.test(origin))) return null
    return [started.cwd ?? place.file.replace(/[\\/][^\\/]*$/, ''), origin ?? started.argv.map(({ text }) => text)]
  }
  return launch.origin === null ? started.argv.map(({ text }) => text) : null
}

const occurrenceOf = ({ client, scope, place, disabled }: ServerEntry): Occurrence => ({
  client,
  scope,
  file: place.file,
  pointer: place.pointer,
  disabled,
})
