/** A file that the user names for an output: whole or not at all, and no backup. */
import { randomBytes } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Failure } from '../model.js'
import { type Disk, nodeDisk } from './disk.js'
import { explained, step, WriteError } from './problems.js'
import { replace } from './replace.js'
import { targetOf } from './target.js'

const TRIES = 4

/**
 * What stood there stays until the new text is complete; its mode and owner are kept, and links are followed. A device or a FIFO
 * (`/dev/null`, `/dev/stdout`) is written to, and never replaced.
 *
 * @param file absolute
 */
export async function writeWhole(file: string, text: string, disk: Disk = nodeDisk): Promise<Failure | null> {
  try {
    if (await isStream(file)) await step('write', () => writeFile(file, text))
    else await overwrite(disk, file, Buffer.from(text))
    return null
  } catch (error) {
    const { message, remedy } = explained(error, 'write')
    return { stage: 'write', subject: file, message, remedy }
  }
}

/** Whoever else writes it at the same time loses: the user asked for this. @throws WriteError */
async function overwrite(disk: Disk, file: string, bytes: Uint8Array): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const target = await targetOf(disk, file)
    const temporary = path.join(path.dirname(target.real), `.touchstone-${randomBytes(8).toString('hex')}`)
    if (await replace(disk, target, bytes, temporary)) return
  }
  throw new WriteError("can't be written: another program writes it all the time", 'Name another file.')
}

const isStream = (file: string): Promise<boolean> =>
  stat(file).then(
    (about) => !about.isFile() && !about.isDirectory(),
    () => false,
  )
