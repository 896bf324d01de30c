/**
 * Writes files as one change: whole or not at all each, with their mode and owner, through links to the real file, never over what
 * somebody else wrote meanwhile, and with one backup from which all of it can be undone.
 *
 * write-file-atomic, which the field uses, is not enough for other people's files: it writes once, and renames what was written
 * by half where the system took less; its name beside the file can be foreseen and is followed where it is a link; it neither
 * looks whether the file is still the one that was read, nor at what it replaces (a device, one name of several), nor flushes
 * the folder.
 */
import path from 'node:path'
import type { Failure } from '../model.js'
import {
  type Backup,
  backupRoot,
  type Carried,
  changeBackup,
  type FoundBackup,
  findBackups,
  makeBackup,
  makeRoot,
  removeBackup,
  saveAnew,
  savedBytes,
  sha256,
  sweep,
  type ToSave,
} from './backup.js'
import { type Disk, nodeDisk } from './disk.js'
import { temporaryOf } from './manifest.js'
import { type Planned, planAll, planFile } from './plan.js'
import { explained, step, WriteError, writeFailure } from './problems.js'
import { replace } from './replace.js'
import { contentOf, targetOf } from './target.js'
import { inTurn } from './turn.js'

export { undoChanges } from './undo.js'

export interface FileChange {
  /** Absolute. */
  readonly file: string
  /**
   * The text that the change was made from; `null`: there was no file. Line ends and final line break are part of it. A byte
   * order mark may stand in both texts or in neither: one that they leave out stays in the file.
   */
  readonly before: string | null
  readonly after: string
  /** Makes the change anew where the file is another one by now; `null` where it can't be made any more. May throw. */
  readonly again?: (current: string) => Promise<string | null>
  /** Whether missing folders above a new file are made, for the user alone. Else they must exist. */
  readonly createFolders?: boolean
}

export interface WriteResult {
  /** Files that stand as wanted, as they were named. */
  readonly written: readonly string[]
  readonly failures: readonly Failure[]
}

export interface WriteOptions {
  /** How files are reached; this process's own when absent. */
  readonly disk?: Disk
}

/** How often a file is written anew that others write at the same time. */
const TRIES = 4
/** Of folders that are made. */
const PRIVATE_FOLDER = 0o700

/**
 * Before the first file changes, what all of them held is on the disk. What fails leaves its file as it is, and the others
 * change all the same: each is whole, and `undoChanges` puts back those that changed. Where no backup can be made nothing
 * changes. Nothing is thrown.
 *
 * Refused are files that are no UTF-8 (discovery does not read them either), links that lead nowhere, read-only files, and
 * files with several names.
 *
 * @param state folder for the backup (`folders(host).state`); made for the user alone where it is missing
 */
export async function writeChanges(
  changes: readonly FileChange[],
  state: string,
  { disk = nodeDisk }: WriteOptions = {},
): Promise<WriteResult> {
  const { planned, refused } = await planAll(disk, changes)
  const failed = new Map(refused)
  for (const each of planned) for (const [change, error] of each.refused) failed.set(change, error)
  const pending = planned.filter(isPending)
  const general: Failure[] = []
  const unwritten = new Set<FileChange>()
  if (pending.length > 0) {
    const root = backupRoot(path.resolve(state))
    try {
      await makeRoot(disk, root)
      const late = await inTurn(disk, root, () => writeAll(disk, root, pending))
      for (const [change, error] of late) failed.set(change, error)
    } catch (error) {
      const { message, remedy } = explained(error, 'folder')
      general.push({ stage: 'write', subject: root, message: `${message}; so no file was changed`, remedy })
      for (const each of pending) for (const change of each.changes) unwritten.add(change)
    }
  }
  return {
    written: changes.filter((change) => !failed.has(change) && !unwritten.has(change)).map(({ file }) => file),
    failures: [
      ...general,
      ...changes.flatMap((change) => {
        const error = failed.get(change)
        return error === undefined ? [] : [writeFailure(change.file, error)]
      }),
    ],
  }
}

const isPending = ({ target, after }: Planned): boolean =>
  after !== null && (target.now === null || Buffer.compare(target.now.bytes, after) !== 0)

/** @returns changes that were not made; throws WriteError where there is no backup, and then nothing has changed */
async function writeAll(
  disk: Disk,
  root: string,
  pending: readonly Planned[],
): Promise<ReadonlyMap<FileChange, WriteError>> {
  const older = await openBackups(disk, root)
  let backup = await backUp(disk, root, pending, older)
  const failed = new Map<FileChange, WriteError>()
  const written = new Set<string>()
  for (const each of pending) {
    try {
      const outcome = await writeFile(disk, backup, each)
      backup = outcome.backup
      for (const [change, error] of outcome.refused) failed.set(change, error)
      if (!outcome.written) continue
      written.add(each.target.real)
      // One backup is kept. What can't be removed is older than this one, and removed by the next run.
      if (written.size === 1) for (const { folder } of older) await removeBackup(disk, folder).catch(() => {})
    } catch (error) {
      for (const change of each.changes) failed.set(change, explained(error, 'write'))
    }
  }
  await closeBackup(disk, backup, pending, written).catch(() => {})
  return failed
}

/** Those that were there, after what killed runs left has been cleaned up. */
async function openBackups(disk: Disk, root: string): Promise<readonly FoundBackup[]> {
  const kept: FoundBackup[] = []
  for (const found of await findBackups(disk, root)) {
    if (found.found === 'backup') await sweep(disk, found)
    if (found.found === 'unfinished') await removeBackup(disk, found.folder).catch(() => kept.push(found))
    else kept.push(found)
  }
  return kept
}

/**
 * The backup of this change. One that was killed is continued: what its files held before it is still what undoing brings
 * back.
 */
async function backUp(
  disk: Disk,
  root: string,
  pending: readonly Planned[],
  older: readonly FoundBackup[],
): Promise<Backup> {
  const number = 1 + Math.max(0, ...older.map((each) => each.number))
  const last = older.find((each) => each.found === 'backup')
  const continued = last === undefined || last.manifest.whole ? [] : await carriedFrom(disk, last)
  const files = pending.map((each) => {
    const own = toSave(each)
    const earlier = continued.find(({ saved }) => saved.real === own.real)
    // What it held before the change that broke off, where nobody has changed it since.
    return earlier !== undefined && own.before !== null && earlier.saved.after === sha256(own.before)
      ? { ...own, before: earlier.bytes }
      : own
  })
  const carried = continued.filter(({ saved }) => !files.some(({ real }) => real === saved.real))
  try {
    return await makeBackup(disk, root, number, files, carried)
  } catch (error) {
    await removeBackup(disk, path.join(root, String(number))).catch(() => {})
    throw error
  }
}

const toSave = ({ changes, target, after }: Planned): ToSave => ({
  file: changes[0]?.file ?? target.real,
  real: target.real,
  before: target.now?.bytes ?? null,
  after: after ?? new Uint8Array(),
})

/** What a backup has of files that stand as its change left them. What somebody changed since could not be put back anyway. */
async function carriedFrom(disk: Disk, backup: Backup): Promise<readonly Carried[]> {
  const carried: Carried[] = []
  for (const saved of backup.manifest.files) {
    const bytes = saved.before === null ? null : await savedBytes(disk, backup, saved)
    const now = await contentOf(disk, saved.real).catch(() => null)
    if (bytes !== undefined && now !== null && sha256(now.bytes) === saved.after) carried.push({ saved, bytes })
  }
  return carried
}

/** @throws WriteError where nothing was changed of it */
async function writeFile(
  disk: Disk,
  of: Backup,
  planned: Planned,
): Promise<{
  readonly backup: Backup
  readonly written: boolean
  readonly refused: ReadonlyMap<FileChange, WriteError>
}> {
  const { changes } = planned
  const createFolders = changes.some((change) => change.createFolders)
  const { real } = planned.target
  let backup = of
  let plan = planned
  for (let tries = 0; tries < TRIES; tries += 1) {
    if (plan.after === null || !isPending(plan)) return { backup, written: false, refused: plan.refused }
    if (tries > 0) backup = await saveAnew(disk, backup, real, toSave(plan))
    if (plan.target.now === null && createFolders) {
      await step('folder', () => disk.makeFolders(path.dirname(real), PRIVATE_FOLDER))
    }
    if (await replace(disk, plan.target, plan.after, temporaryOf(backup.manifest, real))) {
      return { backup, written: true, refused: plan.refused }
    }
    const target = await targetOf(disk, changes[0]?.file ?? real, createFolders)
    if (target.real !== real) break
    plan = await planFile(target, changes)
  }
  throw new WriteError('was changed while it was being written, and is left as it is', 'Run this again.')
}

/** Leaves in the backup what changed; where nothing did, the one before it stays the last. */
async function closeBackup(
  disk: Disk,
  backup: Backup,
  pending: readonly Planned[],
  written: ReadonlySet<string>,
): Promise<void> {
  if (written.size === 0) {
    if (await sweep(disk, backup)) await removeBackup(disk, backup.folder)
    return
  }
  const untouched = new Set(pending.map(({ target }) => target.real).filter((real) => !written.has(real)))
  const files = backup.manifest.files.filter(({ real }) => !untouched.has(real))
  await changeBackup(disk, backup, { files, whole: true })
}
