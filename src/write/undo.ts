/** Puts back what the last change replaced. */
import path from 'node:path'
import type { Failure } from '../model.js'
import {
  type Backup,
  backupRoot,
  changeBackup,
  findBackups,
  removeBackup,
  savedBytes,
  sha256,
  sweep,
} from './backup.js'
import type { WriteOptions, WriteResult } from './changes.js'
import { type Disk, nodeDisk } from './disk.js'
import { type SavedFile, temporaryOf } from './manifest.js'
import { explained, WriteError, writeFailure } from './problems.js'
import { removeStill, replace } from './replace.js'
import { contentOf, type Target } from './target.js'
import { inTurn } from './turn.js'

/**
 * Puts the files of the last change back, those alone that nobody has changed since. Once all of them stand as before, the
 * backup is gone; else it keeps those that could not be put back. A file that the change made is removed. Nothing is thrown.
 *
 * @param state as `writeChanges` was given it
 * @returns `written`: files that stand as they did before the change
 */
export async function undoChanges(state: string, { disk = nodeDisk }: WriteOptions = {}): Promise<WriteResult> {
  const root = backupRoot(path.resolve(state))
  try {
    // Without a backup no folder is made for the turn.
    if ((await findBackups(disk, root)).length === 0) return nothingToUndo(root)
    return await inTurn(disk, root, () => undoLast(disk, root))
  } catch (error) {
    return failed(root, error)
  }
}

const failed = (subject: string, error: unknown): WriteResult => ({
  written: [],
  failures: [writeFailure(subject, explained(error, 'folder'))],
})

const nothingToUndo = (root: string): WriteResult =>
  failed(root, new WriteError('there is nothing to undo', 'Undoing brings back what the last `pin --write` changed.'))

async function undoLast(disk: Disk, root: string): Promise<WriteResult> {
  const all = await findBackups(disk, root)
  for (const each of all) if (each.found === 'backup') await sweep(disk, each)
  for (const [index, each] of all.entries()) {
    if (each.found === 'broken') {
      const remedy = `What it holds of your files is in ${each.folder}: compare and copy it by hand.`
      return failed(each.folder, new WriteError(`the backup can't be used: ${each.why}`, remedy))
    }
    const result = each.found === 'backup' ? await undoBackup(disk, each, all.slice(index + 1)) : null
    if (result !== null) return result
    // Nothing of it ever changed, or all of it was put back.
    await removeBackup(disk, each.folder).catch(() => {})
  }
  return nothingToUndo(root)
}

interface Judged {
  readonly saved: SavedFile
  readonly target: Target
  /** `after`: as the change left it. */
  readonly state: 'before' | 'after' | 'other'
}

/** @returns `null` where all of its files stand as they did before it */
async function undoBackup(
  disk: Disk,
  backup: Backup,
  older: readonly { readonly folder: string }[],
): Promise<WriteResult | null> {
  const judged: Judged[] = []
  for (const saved of backup.manifest.files) judged.push(await judge(disk, saved))
  if (judged.every(({ state }) => state === 'before')) return null
  // This change did happen, so that the ones before it can't be undone any more: it was killed before it removed them.
  if (judged.some(({ state }) => state === 'after')) {
    for (const { folder } of older) await removeBackup(disk, folder).catch(() => {})
  }
  const written: string[] = []
  const failures: Failure[] = []
  const left: SavedFile[] = []
  for (const each of judged) {
    try {
      await putBack(disk, backup, each)
      written.push(each.saved.file)
    } catch (error) {
      left.push(each.saved)
      failures.push(writeFailure(each.saved.file, error))
    }
  }
  await close(disk, backup, left).catch(() => {})
  return { written, failures }
}

async function judge(disk: Disk, saved: SavedFile): Promise<Judged> {
  const now = await contentOf(disk, saved.real).catch(() => undefined)
  const target = { real: saved.real, now: now ?? null }
  if (now === undefined) return { saved, target, state: 'other' }
  const digest = now && sha256(now.bytes)
  return { saved, target, state: digest === saved.before ? 'before' : digest === saved.after ? 'after' : 'other' }
}

/** @throws WriteError where the file is left as it is */
async function putBack(disk: Disk, backup: Backup, { saved, target, state }: Judged): Promise<void> {
  if (state === 'before') return
  if (state === 'other') throw changedSince(backup, saved)
  if (saved.before === null) {
    if (!(await removeStill(disk, target))) throw changedSince(backup, saved)
    return
  }
  const bytes = await savedBytes(disk, backup, saved)
  if (bytes === undefined) {
    throw new WriteError(
      "can't be put back: what it held before was altered, or is gone",
      `Look into ${backup.folder}.`,
    )
  }
  if (!(await replace(disk, target, bytes, temporaryOf(backup.manifest, saved.real)))) throw changedSince(backup, saved)
}

const changedSince = ({ folder }: Backup, { content }: SavedFile): WriteError =>
  new WriteError(
    'was changed since, and is left as it is',
    content === null
      ? 'There was no such file before: remove it, if nobody needs it.'
      : `What it held before is in ${path.join(folder, content)}: compare them, and copy what you want back.`,
  )

async function close(disk: Disk, backup: Backup, left: readonly SavedFile[]): Promise<void> {
  if (left.length > 0) await changeBackup(disk, backup, { files: [...left] })
  else if (await sweep(disk, backup)) await removeBackup(disk, backup.folder)
}
