/** Which specs of the configurations become exact: what `pin --write` changes in them. Nothing is written here. */
import type { Discovery } from '../discover/discover.js'
import type { Host } from '../host.js'
import type { Decided } from '../lockfile/decide-servers.js'
import { type PinTarget, type PlannedFile, planPins } from '../lockfile/pin/plan.js'
import type { ConfigEdit, LockedServer, NotEvaluated, PackageRef, ServerEntry } from '../model.js'
import { purlParts } from '../registry/packument.js'
import type { Registry } from '../registry/registry.js'
import { freezeOf } from './pin-freeze.js'
import { refsOf } from './pin-refs.js'
import type { Server } from './servers.js'
import type { Snapshot } from './snapshot.js'

export interface ConfigsToPin {
  readonly host: Host
  readonly services: { readonly registry: Registry }
  readonly write: boolean
  readonly freeze: boolean
  readonly decided: readonly Decided[]
  /** What was decided about, with its entries. */
  readonly servers: readonly Server[]
  readonly snapshot: Snapshot
  readonly discover: (host: Host) => Promise<Discovery>
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
  const { write, decided, servers, snapshot, discover } = options
  if (!write) return NOTHING
  const byId = new Map(servers.map((server) => [server.id, server]))
  const wanted: Wanted[] = []
  const notEvaluated: NotEvaluated[] = []
  for (const each of decided) {
    const { report, standing, locked } = each
    const server = byId.get(report.id)
    if (standing === 'refused' || locked === null || server === undefined || server.package === null) continue
    const frozen = options.freeze ? await freezeOf(options, each, server) : null
    if (frozen !== null && 'why' in frozen) {
      notEvaluated.push({ subject: report.id, what: 'freezing its dependencies', why: frozen.why })
    }
    const before = frozen !== null && 'before' in frozen ? frozen.before : null
    for (const { entry } of server.entries) {
      for (const ref of refsOf(entry, server.package)) {
        const version = versionOf(ref, locked)
        if (version !== null && (ref.floating || before !== null)) {
          wanted.push({ entry, ref, version, ...(before !== null && { before }) })
        } else if (ref.floating) {
          notEvaluated.push(notPinned(entry, 'which version is newest is not looked up: write the exact one yourself'))
        }
      }
    }
  }
  const realPathOf = (file: string): Promise<string | null> => options.host.files.realPath(file)
  const plan = await planPins(wanted, (file) => snapshot.textOf(file), realPathOf)
  return {
    files: plan.files,
    edits: plan.files.flatMap(({ edits }) => edits),
    notEvaluated: [...notEvaluated, ...plan.notPinned.map(({ entry, why }) => notPinned(entry, why))],
    async again(file, current) {
      const texts = new Map([...plan.files.map((each) => [each.file, each.before] as const), [file, current]])
      const { entries } = await discover(await snapshot.with(texts))
      const again = await planPins(wantedAgain(wanted, file, entries), async () => current)
      return again.files.find((each) => each.file === file)?.after ?? current
    },
  }
}

type Wanted = PinTarget

/** The entries of a file that is another one by now: those that still start what was decided about. */
const wantedAgain = (wanted: readonly Wanted[], file: string, entries: readonly ServerEntry[]): Wanted[] =>
  wanted.flatMap((target) => {
    const { entry, ref } = target
    if (entry.place.file !== file) return []
    const same = entries.filter(
      ({ client, scope, name, place }) =>
        place.file === file && client === entry.client && scope === entry.scope && name === entry.name,
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
