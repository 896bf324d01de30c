/** From floating specs to exact ones: which characters of which files change. Pure but for the texts that it is handed. */
import { formatOf } from '../../discover/load.js'
import { FileError } from '../../host.js'
import type { ConfigEdit, PackageRef, ServerEntry } from '../../model.js'
import { planEntry } from './entry-plan.js'
import { settle } from './file-plan.js'
import { readWritten } from './written.js'

/** One package of one entry, to be pinned. */
export interface PinTarget {
  readonly entry: ServerEntry
  /** As `dissect(entry)` gives it. */
  readonly ref: PackageRef
  /** The exact version; for an image its digest (`sha256:…`). */
  readonly version: string
  /** Holds the resolution of its dependencies at this moment, where its runner can; absent: the spec alone changes. */
  readonly before?: Date
}

export interface PlannedFile {
  /** Absolute, as discovery names it. */
  readonly file: string
  readonly before: string
  readonly after: string
  readonly edits: readonly ConfigEdit[]
}

/** An entry that can't be pinned in its file, and why: a remark for the person, never a silent omission. */
export interface NotPinned {
  readonly entry: ServerEntry
  readonly why: string
}

/** The words of an entry before and after: what lists of commands are compared with. They may hold secrets. */
export interface ChangedCommand {
  readonly entry: ServerEntry
  readonly from: readonly string[]
  readonly to: readonly string[]
  readonly edits: readonly ConfigEdit[]
}

export interface PinPlan {
  /** One for each file that changes, by name. */
  readonly files: readonly PlannedFile[]
  readonly notPinned: readonly NotPinned[]
  readonly commands: readonly ChangedCommand[]
}

/**
 * A spec that is exact already stays as it is where it names the version that is wanted, and becomes it where it names another
 * one. Nothing is planned that would not be read back as wanted.
 *
 * @param textOf the text of a file, read anew; every file is asked for once. It throws `FileError` where it can't be read.
 * @param realPathOf of a file, links followed: a file that is reached in two ways is changed once. Its own name when absent.
 * @returns files whose text changes, and what could not be pinned
 */
export async function planPins(
  targets: readonly PinTarget[],
  textOf: (file: string) => Promise<string>,
  realPathOf: (file: string) => Promise<string | null> = async (file) => file,
): Promise<PinPlan> {
  const byFile = new Map<string, PinTarget[]>()
  const realPaths = new Map<string, string>()
  for (const target of targets) {
    const { file } = target.entry.place
    const real = realPaths.get(file) ?? (await realPathOf(file)) ?? file
    realPaths.set(file, real)
    const own = byFile.get(real) ?? []
    byFile.set(real, own)
    own.push(target)
  }
  const plans = await Promise.all([...byFile.values()].map((own) => planFile(own, textOf)))
  return {
    files: plans.flatMap(({ file }) => file ?? []).sort((a, b) => (a.file < b.file ? -1 : 1)),
    notPinned: plans.flatMap(({ notPinned }) => notPinned),
    commands: plans.flatMap(({ commands }) => commands),
  }
}

interface FilePlan {
  readonly file: PlannedFile | null
  readonly notPinned: readonly NotPinned[]
  readonly commands: readonly ChangedCommand[]
}

async function planFile(targets: readonly PinTarget[], textOf: (file: string) => Promise<string>): Promise<FilePlan> {
  const file = targets[0]?.entry.place.file ?? ''
  const none = (why: string): FilePlan => ({
    file: null,
    notPinned: [...new Set(targets.map(({ entry }) => entry))].map((entry) => ({ entry, why })),
    commands: [],
  })
  let text: string
  try {
    text = await textOf(file)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return none(`its file ${error.message}`)
  }
  const format = formatOf(file) ?? 'json'
  const written = await readWritten(text, format)
  if ('problem' in written) return none(`its file can't be read: ${written.problem}`)

  const notPinned: NotPinned[] = []
  const refuse = (entry: ServerEntry, why: string): void => {
    if (!notPinned.some((one) => one.entry === entry && one.why === why)) notPinned.push({ entry, why })
  }
  const byEntry = new Map<ServerEntry, PinTarget[]>()
  for (const target of targets) {
    const own = byEntry.get(target.entry) ?? []
    byEntry.set(target.entry, own)
    own.push(target)
  }
  const wanted = [...byEntry].flatMap(([entry, own]) => {
    if ((formatOf(entry.place.file) ?? 'json') !== format) {
      refuse(entry, 'its file has two names, which ask for different formats')
      return []
    }
    const { plan, why } = planEntry(written, entry, own)
    for (const reason of why) refuse(entry, reason)
    return plan ?? []
  })
  const { after, plans, dropped } = await settle(written, wanted)
  for (const { plan, why } of dropped) refuse(plan.entry, why)
  const edits = new Map(
    plans.flatMap((plan) =>
      plan.edits.map((edit) => [JSON.stringify([edit.pointer, edit.from, edit.to]), { ...edit, file }]),
    ),
  )
  return {
    file: after === text ? null : { file, before: text, after, edits: [...edits.values()] },
    notPinned,
    commands: plans.map(({ entry, launch, edits: own }) => ({
      entry,
      from: wordsOf(entry.launch),
      to: wordsOf(launch),
      edits: own,
    })),
  }
}

export const wordsOf = (launch: ServerEntry['launch']): readonly string[] =>
  launch.transport === 'stdio' ? launch.argv.map(({ text }) => text) : []
