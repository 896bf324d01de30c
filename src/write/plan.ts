/** What is to stand in each real file, by all changes that lead to it. */
import type { FileChange } from './changes.js'
import type { Disk } from './disk.js'
import { explained, WriteError } from './problems.js'
import { bytesOf, isMarked, type MarkedText, type Target, targetOf, textOf, unmarked } from './target.js'

export interface Planned {
  /** Those that lead to the same file, by its name or by links. */
  readonly changes: readonly FileChange[]
  readonly target: Target
  /** What it is to hold; what it holds already where nothing is to be done. */
  readonly after: Uint8Array | null
  readonly refused: ReadonlyMap<FileChange, WriteError>
}

/** Reads every file once. What can't be done of it is in `refused`; nothing is thrown and nothing changed. */
export async function planAll(
  disk: Disk,
  changes: readonly FileChange[],
): Promise<{ readonly planned: readonly Planned[]; readonly refused: ReadonlyMap<FileChange, WriteError> }> {
  const refused = new Map<FileChange, WriteError>()
  const byFile = new Map<string, { target: Target; changes: FileChange[] }>()
  for (const change of changes) {
    try {
      const target = await targetOf(disk, change.file, change.createFolders ?? false)
      const known = byFile.get(target.real)
      if (known === undefined) byFile.set(target.real, { target, changes: [change] })
      else known.changes.push(change)
    } catch (error) {
      refused.set(change, explained(error, 'read'))
    }
  }
  const planned: Planned[] = []
  for (const each of byFile.values()) planned.push(await planFile(each.target, each.changes))
  return { planned, refused }
}

/** What a file is to hold, from what it holds now: the changes one after the other. */
export async function planFile(target: Target, changes: readonly FileChange[]): Promise<Planned> {
  const refused = new Map<FileChange, WriteError>()
  const refuseAll = (error: unknown): Planned => {
    for (const change of changes) refused.set(change, explained(error, 'read'))
    return { changes, target, after: target.now?.bytes ?? null, refused }
  }
  let text: MarkedText | null
  try {
    text = target.now && textOf(target.now.bytes, target.real)
  } catch (error) {
    return refuseAll(error)
  }
  for (const change of changes) {
    try {
      text = await applied(change, text)
    } catch (error) {
      refused.set(change, explained(error, 'read'))
    }
  }
  try {
    return { changes, target, after: text && bytesOf(text), refused }
  } catch (error) {
    return refuseAll(error)
  }
}

/** @throws WriteError where the change was made from another text and can't be made anew */
async function applied(change: FileChange, now: MarkedText | null): Promise<MarkedText> {
  const { before, after, again } = change
  if (now === null) {
    if (before !== null) throw new WriteError('is gone since it was read', 'Run this again.')
    return { text: unmarked(after), marked: isMarked(after) }
  }
  if (before !== null && sameText(before, now, isMarked(before))) return marked(after, change, now)
  if (sameText(after, now, isMarked(before ?? after))) return now
  const anew =
    again === undefined ? null : await madeAnew(again, isMarked(before ?? '') ? now : { ...now, marked: false })
  if (anew !== null) return marked(anew, change, now)
  throw before === null
    ? new WriteError('was made by somebody else in the meantime', 'Look at it, and run this again.')
    : new WriteError('was changed in the meantime, and is left as it is', 'Run this again.')
}

async function madeAnew(again: NonNullable<FileChange['again']>, now: MarkedText): Promise<string | null> {
  try {
    return await again(now.marked ? `\ufeff${now.text}` : now.text)
  } catch {
    // Its message may hold what the file holds.
    throw new WriteError('was changed in the meantime, and the change could not be made anew', 'Run this again.')
  }
}

/** @param strict whether the mark of `text` counts: else it is one that reading leaves out */
const sameText = (text: string, now: MarkedText, strict: boolean): boolean =>
  unmarked(text) === now.text && (!strict || isMarked(text) === now.marked)

/** The mark that the file has stays, unless the texts speak of it. */
const marked = (text: string, { before, after }: FileChange, now: MarkedText): MarkedText => ({
  text: unmarked(text),
  marked: isMarked(before ?? '') || isMarked(after) ? isMarked(text) : now.marked,
})
