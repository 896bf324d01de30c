/**
 * What files held before the last change: a numbered folder for each, the highest is the last. A folder without a manifest was
 * never whole, or is being removed. All of this is done by the process whose turn it is (`turn.ts`).
 */
import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import { FileError } from '../host.js'
import { codeOf, type Disk } from './disk.js'
import {
  MAX_MANIFEST_BYTES,
  type Manifest,
  manifestText,
  readManifest,
  type SavedFile,
  temporaryOf,
} from './manifest.js'
import { step } from './problems.js'
import { MAX_BYTES } from './target.js'

/** Backups hold what configurations hold: secrets. */
const FOLDER_MODE = 0o700
const FILE_MODE = 0o600

const MANIFEST = 'manifest.json'

export interface Backup {
  readonly folder: string
  readonly number: number
  readonly manifest: Manifest
}

/** What was found under a number. */
export type FoundBackup =
  | ({ readonly found: 'backup' } & Backup)
  | { readonly found: 'unfinished'; readonly folder: string; readonly number: number }
  | { readonly found: 'broken'; readonly folder: string; readonly number: number; readonly why: string }

/** A file of a backup that is being made. */
export interface ToSave {
  readonly file: string
  readonly real: string
  /** `null`: there was no file. */
  readonly before: Uint8Array | null
  readonly after: Uint8Array
}

/** A file of an earlier change that was killed, with what it held before that; `null`: there was none. */
export interface Carried {
  readonly saved: SavedFile
  readonly bytes: Uint8Array | null
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const backupRoot = (state: string): string => path.join(state, 'backup')

export async function makeRoot(disk: Disk, root: string): Promise<void> {
  await step('folder', () => disk.makeFolders(root, FOLDER_MODE))
}

/** All of them, the last first. Nothing is changed. */
export async function findBackups(disk: Disk, root: string): Promise<readonly FoundBackup[]> {
  const numbers = (await step('read', () => disk.list(root))).filter((name) => /^[1-9]\d{0,8}$/.test(name)).map(Number)
  const found: FoundBackup[] = []
  for (const number of numbers.sort((a, b) => b - a)) {
    found.push(await readBackup(disk, path.join(root, String(number)), number))
  }
  return found
}

async function readBackup(disk: Disk, folder: string, number: number): Promise<FoundBackup> {
  try {
    const { bytes } = await disk.read(path.join(folder, MANIFEST), MAX_MANIFEST_BYTES)
    const manifest = readManifest(new TextDecoder('utf-8').decode(bytes))
    if (typeof manifest === 'string') return { found: 'broken', folder, number, why: manifest }
    return { found: 'backup', folder, number, manifest }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { found: 'unfinished', folder, number }
    const why = error instanceof FileError ? error.message : `can't be read (${codeOf(error)})`
    return { found: 'broken', folder, number, why: `its manifest ${why}` }
  }
}

/**
 * Makes a backup, on the disk when this returns.
 *
 * @throws WriteError
 */
export async function makeBackup(
  disk: Disk,
  root: string,
  number: number,
  files: readonly ToSave[],
  carried: readonly Carried[],
): Promise<Backup> {
  const folder = path.join(root, String(number))
  const token = randomBytes(8).toString('hex')
  return step('folder', async () => {
    await disk.makeFolders(folder, FOLDER_MODE)
    const saved: SavedFile[] = []
    for (const { file, real, before, after } of files) {
      const content = await saveContent(disk, folder, before, saved.length)
      saved.push({ file, real, before: before && sha256(before), after: sha256(after), content })
    }
    for (const { saved: old, bytes } of carried) {
      saved.push({ ...old, content: await saveContent(disk, folder, bytes, saved.length) })
    }
    const manifest: Manifest = {
      backupVersion: 1,
      token,
      made: new Date(disk.now()).toISOString(),
      whole: false,
      files: saved,
    }
    const backup = { folder, number, manifest }
    await writeManifest(disk, backup)
    for (const each of [root, path.dirname(root), path.dirname(path.dirname(root))]) await disk.syncFolder(each)
    return backup
  })
}

async function saveContent(
  disk: Disk,
  folder: string,
  bytes: Uint8Array | null,
  index: number,
): Promise<string | null> {
  if (bytes === null) return null
  await createFile(disk, path.join(folder, String(index)), bytes)
  return String(index)
}

async function createFile(disk: Disk, file: string, bytes: Uint8Array): Promise<void> {
  const handle = await disk.create(file, FILE_MODE)
  try {
    await handle.write(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** In the place of the one before, and on the disk when this returns. */
async function writeManifest(disk: Disk, { folder, manifest }: Backup): Promise<void> {
  const file = path.join(folder, MANIFEST)
  const temporary = `${file}.new`
  await disk.remove(temporary)
  await createFile(disk, temporary, Buffer.from(manifestText(manifest)))
  await disk.rename(temporary, file)
  await disk.syncFolder(folder)
}

/** The backup with another list of files, or another state. @throws WriteError */
export async function changeBackup(
  disk: Disk,
  backup: Backup,
  change: Partial<Pick<Manifest, 'files' | 'whole'>>,
): Promise<Backup> {
  const changed = { ...backup, manifest: { ...backup.manifest, ...change } }
  await step('folder', () => writeManifest(disk, changed))
  return changed
}

/** The backup with other old bytes for one of its files, since somebody wrote it meanwhile. @throws WriteError */
export async function saveAnew(disk: Disk, backup: Backup, real: string, file: ToSave): Promise<Backup> {
  const { files } = backup.manifest
  const next = 1 + Math.max(files.length, ...files.map(({ content }) => Number(content ?? 0)))
  const content = await step('folder', () => saveContent(disk, backup.folder, file.before, next))
  const saved = { before: file.before && sha256(file.before), after: sha256(file.after), content }
  return changeBackup(disk, backup, {
    files: files.map((each) => (each.real === real ? { ...each, ...saved } : each)),
  })
}

/** What a file held, as the backup has it; `undefined` where that is lost or altered. */
export async function savedBytes(disk: Disk, { folder }: Backup, saved: SavedFile): Promise<Uint8Array | undefined> {
  if (saved.content === null) return undefined
  try {
    const { bytes } = await disk.read(path.join(folder, saved.content), MAX_BYTES)
    return sha256(bytes) === saved.before ? bytes : undefined
  } catch {
    return undefined
  }
}

/** Removes what a killed run left beside the files of a backup. @returns whether nothing of it is left */
export async function sweep(disk: Disk, { manifest }: Pick<Backup, 'manifest'>): Promise<boolean> {
  let clean = true
  for (const { real } of manifest.files) {
    await disk.remove(temporaryOf(manifest, real)).catch((error) => {
      // No folder, nothing in it.
      clean &&= codeOf(error) === 'ENOTDIR'
    })
  }
  return clean
}

/** The manifest first: what is left after a kill counts as unfinished. Only what backups consist of is removed. */
export async function removeBackup(disk: Disk, folder: string): Promise<void> {
  await disk.remove(path.join(folder, MANIFEST))
  await disk.syncFolder(folder)
  for (const name of await disk.list(folder)) {
    if (/^\d{1,6}$|^manifest\.json\.new$/.test(name)) await disk.remove(path.join(folder, name))
  }
  await disk.removeFolder(folder)
}
