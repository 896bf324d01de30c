/** From entries in many files to servers: what is launched once is audited once, however many clients start it. Pure. */
import { type Dissection, dissect } from '../launch/launch.js'
import { redactSpec, redactUrl } from '../launch/redact.js'
import type { Command, Launch, LocalProgram, Occurrence, PackageRef, ReleaseChoice, ServerEntry } from '../model.js'

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
  /** How npm is told to choose its release; `null` where it is told nothing beside the spec. */
  readonly choice: ReleaseChoice | null
  /** Code of this machine that it starts; `null` for a package, and where it can't be told. */
  readonly program: LocalProgram | null
}

/** An entry and the commands in it, which may hold secrets. */
export interface DissectedEntry {
  readonly entry: ServerEntry
  readonly commands: readonly Command[]
}

/**
 * One server per package, spec and way to choose its release, per program of this machine, or per origin; in the order of the
 * entries. What is started or reached beside a package tells servers apart, too: `npx mcp-remote <URL>` is another server with each URL.
 */
export function groupServers(entries: readonly ServerEntry[]): Server[] {
  const servers = new Map<string, Growing>()
  const numbers = new Map<string, number>()
  for (const entry of entries) {
    const dissection = dissect(entry)
    const dissected = { entry, commands: dissection.commands }
    for (const { launch, package: ref, program } of partsOf(dissection)) {
      const base = `${ref?.ecosystem ?? launch.kind}:${ref?.name ?? launch.origin ?? entry.name}`
      const { registry, origin, reason, beside } = launch
      const own = ref === null ? particulars(entry, launch, program) : null
      const choice = ref === null ? null : choiceOf(entry, ref)
      const key = JSON.stringify([base, ref?.spec, registry, origin, reason, beside, own, choice])
      const known = servers.get(key)
      if (known) {
        known.occurrences.push(occurrenceOf(entry))
        known.entries.push(dissected)
        continue
      }
      const number = (numbers.get(base) ?? 0) + 1
      numbers.set(base, number)
      servers.set(key, {
        id: number === 1 ? base : `${base}#${number}`,
        name: entry.name,
        occurrences: [occurrenceOf(entry)],
        entries: [dissected],
        launch,
        package: ref,
        choice,
        program,
      })
    }
  }
  return [...servers.values()]
}

const choiceOf = ({ choices }: ServerEntry, { ecosystem, name, spec }: PackageRef): ReleaseChoice | null =>
  (ecosystem === 'npm' && choices?.find((each) => each.name === name && each.spec === spec)?.choice) || null

interface Growing extends Server {
  readonly occurrences: Occurrence[]
  readonly entries: DissectedEntry[]
}

/** What of an entry is audited by itself: each package, and beside packages the code of this machine that they start. */
function partsOf({ launch, program }: Dissection): readonly Pick<Server, 'launch' | 'package' | 'program'>[] {
  if (launch.packages.length === 0) return [{ launch, package: null, program }]
  const packages = launch.packages.map((ref) => ({ launch, package: ref, program: null }))
  if (program === null) return packages
  const origin = redactSpec(program.type === 'file' ? program.path : program.folder)
  const { reason: _, beside: __, registry: ___, ...rest } = launch
  return [...packages, { launch: { ...rest, kind: 'local', packages: [], origin }, package: null, program }]
}

/** What tells servers without a package apart beside their origin. It may hold secrets: it is compared, and never shown. */
function particulars({ launch: started, place }: ServerEntry, launch: Launch, program: LocalProgram | null): unknown {
  if (started.transport === 'remote') return redactUrl(started.url.text)
  if (launch.kind === 'local') {
    const { origin, runner } = launch
    if (origin !== null && isFixed(origin)) return program
    // A bare command is looked up by the system.
    if (program === null && origin === runner) return null
    const { cwd } = started
    const folder = cwd !== undefined && isFixed(cwd) ? cwd : [cwd, projectIn(place)]
    return [folder, program, origin ?? started.argv.map(({ text }) => text)]
  }
  return launch.origin === null ? started.argv.map(({ text }) => text) : null
}

/** Whether a path is the same everywhere: a relative one, or a variable, is another one in every folder. */
const isFixed = (path: string): boolean => /^([\\/~]|[A-Za-z]:)/.test(path)

/** The project of an entry under `projects["/path"]`, as Claude Code has it; else the folder of its file. */
function projectIn({ file, pointer }: ServerEntry['place']): string {
  const [, key, project] = pointer.split('/')
  return key === 'projects' && project !== undefined ? project : file.replace(/[\\/][^\\/]*$/, '')
}

const occurrenceOf = ({ client, scope, place, disabled }: ServerEntry): Occurrence => ({
  client,
  scope,
  file: place.file,
  pointer: place.pointer,
  disabled,
})
