/** One file, whole or not at all. */
import path from 'node:path'
import { type About, codeOf, type Disk, type NewFile } from './disk.js'
import { step, WriteError } from './problems.js'
import { contentOf, type Target } from './target.js'

/** Of a new file, before the user's own mask. */
const NEW_MODE = 0o666
/** Of a new file while it is written: what it replaces may hold secrets. */
const PRIVATE = 0o600

/**
 * Puts bytes in the place of what a file holds: they are written beside it, flushed, given its mode and owner, and renamed over
 * it. Access lists and extended attributes can't be copied without programs of the system, and are those of a new file in that
 * folder. Between the last look and the renaming lie some microseconds in which no system lets two programs agree.
 *
 * @param temporary path beside it where nothing stands
 * @returns whether it was written: it is not where the file is no more as `target` says
 * @throws WriteError
 */
export async function replace(disk: Disk, target: Target, bytes: Uint8Array, temporary: string): Promise<boolean> {
  const { real, now } = target
  if (now !== null && !(await isReplaceable(disk, real, now.about))) return false
  try {
    await step('folder', () => writeBeside(disk, temporary, bytes, now?.about ?? null))
    if (!(await isStill(disk, target))) {
      await disk.remove(temporary)
      return false
    }
    await step('write', () => put(disk, temporary, target, bytes))
  } catch (error) {
    // What can't be removed now is removed by the next run, which finds it by the backup.
    await disk.remove(temporary).catch(() => {})
    throw error
  }
  // The file stands, whatever its file system answers now.
  await disk.syncFolder(path.dirname(real)).catch(() => {})
  return true
}

/** A network's disk may do it and say that it failed: what stands there decides. */
async function put(disk: Disk, temporary: string, { real, now }: Target, bytes: Uint8Array): Promise<void> {
  try {
    await disk.rename(temporary, real)
  } catch (error) {
    const found = await contentOf(disk, real).catch(() => null)
    const isNew = found !== null && found.about.identity !== now?.about.identity
    if (!isNew || Buffer.compare(found.bytes, bytes) !== 0) throw error
  }
}

/** Removes a file that is as `target` says. @returns whether it was */
export async function removeStill(disk: Disk, target: Target): Promise<boolean> {
  if (!(await isStill(disk, target))) return false
  await step('write', async () => {
    try {
      await disk.remove(target.real)
    } catch (error) {
      if ((await contentOf(disk, target.real).catch(() => target.now)) !== null) throw error
    }
  })
  await disk.syncFolder(path.dirname(target.real)).catch(() => {})
  return true
}

/** @returns whether it is still there; throws WriteError where it must not be replaced */
async function isReplaceable(disk: Disk, real: string, { mode, names }: About): Promise<boolean> {
  if (names > 1) {
    throw new WriteError(
      `can't be written: it has ${names} names (hard links), and the others would keep what it holds now`,
      'Change it by hand, or make it a file of its own: copy it, and rename the copy over it.',
    )
  }
  // Root may write to it, and would undo what somebody decided.
  if ((mode & 0o222) === 0) throw new WriteError("can't be written: it is read-only", 'Make it writable (`chmod u+w`).')
  return step('write', async () => {
    try {
      await disk.requireWritable(real)
      return true
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    }
  })
}

async function writeBeside(disk: Disk, temporary: string, bytes: Uint8Array, old: About | null): Promise<void> {
  const file = await disk.create(temporary, old === null ? NEW_MODE : PRIVATE)
  try {
    await file.write(bytes)
    if (old !== null) {
      const mode = await giveOwner(file, old)
      // After the owner: giving a file away clears bits of its mode.
      await file.chmod(mode)
    }
    await file.sync()
  } catch (error) {
    await file.close().catch(() => {})
    throw error
  }
  await file.close()
}

/** As far as the system permits it. @returns the mode that goes with it */
async function giveOwner(file: NewFile, old: About): Promise<number> {
  const own = await file.about()
  if (own.uid === old.uid && own.gid === old.gid) return old.mode
  try {
    await file.chown(old.uid, old.gid)
    return old.mode
  } catch {
    // Only root gives files away; to a group of one's own one may give them.
  }
  const group = await file.chown(own.uid, old.gid).then(
    () => true,
    () => own.gid === old.gid,
  )
  // Set-uid and set-gid speak of an owner that it no longer has.
  const mode = old.mode & 0o777
  if (group) return mode
  // Another group gets no more than everybody has.
  const others = mode & 0o007
  if (((mode >> 3) & 0o007 & ~others) !== 0) {
    throw new WriteError(
      "can't be written: its group has rights to it, and this user can't give a new file to that group",
      'Run this as its owner.',
    )
  }
  return mode
}

/** Whether a file holds what it held, and may be used as it could be. */
export async function isStill(disk: Disk, { real, now }: Target): Promise<boolean> {
  const found = await contentOf(disk, real)
  if (found === null || now === null) return found === now
  return sameUse(found.about, now.about) && Buffer.compare(found.bytes, now.bytes) === 0
}

const sameUse = (a: About, b: About): boolean =>
  a.mode === b.mode && a.uid === b.uid && a.gid === b.gid && a.names === b.names
