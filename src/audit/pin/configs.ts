/** Which specs of the configurations become exact: what `pin --write` changes in them. Nothing is written here. */
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import { isSettled, type Settled } from '../../lockfile/decide-servers.js'
import { planPinsAndLists } from '../../lockfile/pin/allow-lists.js'
import type { PinTarget, PlannedFile } from '../../lockfile/pin/plan.js'
import type { ConfigEdit, LockedServer, NotEvaluated, PackageRef, ServerEntry } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import type { Registry } from '../../registry/registry.js'
import type { FileChange } from '../../write/changes.js'
import { frozenSince } from '../frozen.js'
import type { Server } from '../servers.js'
import type { Snapshot } from '../snapshot.js'
import { freezeOf } from './freeze.js'
import { refsOf } from './refs.js'

export interface TargetsToFind {
  readonly host: Host
  readonly services: { readonly registry: Registry }
  readonly freeze: boolean
  /** Whether specs that are exact already become what is locked. */
  readonly moves?: boolean
  readonly decided: readonly Settled[]
  /** What was decided about, with its entries. */
  readonly servers: readonly Server[]
}

export interface TargetsToPlan {
  readonly snapshot: Snapshot
  /** The project; absolute. */
  readonly dir: string
  /** All entries that were found: lists of commands may speak of those that the lock does not cover. */
  readonly everything: readonly ServerEntry[]
  readonly discover: (host: Host) => Promise<Discovery>
}

export interface ConfigsToPin extends TargetsToFind, TargetsToPlan {
  readonly write: boolean
}

export interface PlannedConfigs {
  readonly files: readonly PlannedFile[]
  readonly edits: readonly ConfigEdit[]
  /** What could not be pinned. */
  readonly notEvaluated: readonly NotEvaluated[]
  /** The same for a file that is another one by now; `null` where that can't be read any more. */
  again(file: string, current: string): Promise<string | null>
}

const NOTHING: PlannedConfigs = { files: [], edits: [], notEvaluated: [], again: async (_, current) => current }

/** Never rejects for what files hold. */
export async function planConfigs(options: ConfigsToPin): Promise<PlannedConfigs> {
  if (!options.write) return NOTHING
  const { wanted, notEvaluated } = await findTargets(options)
  const planned = await planTargets(wanted, options)
  return { ...planned, notEvaluated: [...notEvaluated, ...planned.notEvaluated] }
}

/** Where configurations name packages of what is locked, and the versions that are to stand there. */
export async function findTargets(
  options: TargetsToFind,
): Promise<{ readonly wanted: readonly PinTarget[]; readonly notEvaluated: readonly NotEvaluated[] }> {
  const { decided, servers, moves = false } = options
  const byId = new Map(servers.map((server) => [server.id, server]))
  const wanted: PinTarget[] = []
  const notEvaluated: NotEvaluated[] = []
  for (const each of decided) {
    const { report, standing, locked, configs } = each
    const server = byId.get(report.id)
    if (!isSettled(each) || configs === 'left' || locked === null || !server?.package) continue
    // A moment that was held before is too early for a release that came later.
    const freezes = options.freeze || (standing === 'changed' && configs !== 'moved' && frozenSince(server) !== null)
    const frozen = freezes ? await freezeOf(options, each, server) : null
    if (frozen !== null && 'why' in frozen) {
      notEvaluated.push({ subject: report.id, what: 'holding the dependencies', why: frozen.why })
    }
    const before = frozen !== null && 'before' in frozen ? frozen.before : null
    for (const { entry } of server.entries) {
      for (const ref of refsOf(entry, server.package)) {
        const version = versionOf(ref, locked)
        if (version !== null && (ref.floating || moves || configs === 'moved' || before !== null)) {
          wanted.push({ entry, ref, version, ...(before !== null && { before }) })
        } else if (ref.floating) {
          notEvaluated.push(notPinned(entry, 'which version is newest is not looked up: write the exact one yourself'))
        }
      }
    }
  }
  return { wanted, notEvaluated }
}

/** Never rejects for what files hold. */
export async function planTargets(
  wanted: readonly PinTarget[],
  { snapshot, dir, everything, discover }: TargetsToPlan,
): Promise<PlannedConfigs> {
  const plan = await planPinsAndLists(wanted, {
    host: snapshot.host,
    dir,
    entries: everything,
    textOf: (file) => snapshot.textOf(file),
  })
  return {
    files: plan.files,
    edits: plan.files.flatMap(({ edits }) => edits),
    notEvaluated: plan.notPinned.map(({ entry, why }) => notPinned(entry, why)),
    async again(file, current) {
      const world = await snapshot.with(new Map([[file, current]]))
      const { entries } = await discover(world)
      const again = await planPinsAndLists(wantedAgain(wanted, entries), {
        host: world,
        dir,
        entries: everything,
        textOf: async (each) => (each === file ? current : await snapshot.textOf(each)),
      })
      return again.files.find((each) => each.file === file)?.after ?? current
    },
  }
}

/** The change of one of the planned files, which can be made anew where the file is another one by then. */
export const configChange = (
  { file, before, after }: PlannedFile,
  planned: Pick<PlannedConfigs, 'again'>,
): FileChange => ({ file, before, after, again: (current) => planned.again(file, current) })

/** The entries of files of which one is another by now: those that still start what was decided about. */
const wantedAgain = (wanted: readonly PinTarget[], entries: readonly ServerEntry[]): PinTarget[] =>
  wanted.flatMap((target) => {
    const { entry, ref } = target
    const same = entries.filter(
      ({ client, scope, name, place }) =>
        place.file === entry.place.file && client === entry.client && scope === entry.scope && name === entry.name,
    )
    return same.flatMap((each) => refsOf(each, ref).map((now) => ({ ...target, entry: each, ref: now })))
  })

function versionOf(ref: PackageRef, { purl }: LockedServer): string | null {
  const parts = purl === null ? null : purlParts(purl)
  if (parts !== null && parts.name === ref.name) return parts.version
  return ref.floating ? null : ref.selector.value
}

const notPinned = ({ place }: ServerEntry, why: string): NotEvaluated => ({
  subject: `${place.file}#${place.pointer}`,
  what: 'pin',
  why,
})
