/**
 * One touchstone writes at a time. Each puts a file of its own into the folder, and looks whether another stands there: of two, at
 * least the later sees the other. Of those that wait, the one whose name comes first leaves its file, and the others take theirs
 * away for a while. No name is used twice, so that removing what a dead process left never takes away a living one's.
 */
import { createHash, randomBytes } from 'node:crypto'
import path from 'node:path'
import type { Disk } from './disk.js'
import { explained, step, WriteError } from './problems.js'

/** Writing takes parts of a second; a number of a process that is gone may be another's by now. */
const STALE = 10 * 60 * 1000
const TRIES = 60
/** Milliseconds between two tries, at most. */
const LONGEST_WAIT = 200

const NAME = /^turn-(\d{1,10})-([0-9a-f]{1,32})-([0-9a-f]{8})-[0-9a-f]{8}$/

/** @param root folder that exists @throws WriteError where another process does not come to its end, and what `work` throws */
export async function inTurn<T>(disk: Disk, root: string, work: () => Promise<T>): Promise<T> {
  const own = path.join(root, nameOf(disk))
  await takeTurn(disk, root, own)
  try {
    return await work()
  } finally {
    // Where it can't be removed, the next one sees that this process is gone.
    await disk.remove(own).catch(() => {})
  }
}

async function takeTurn(disk: Disk, root: string, own: string): Promise<void> {
  const name = path.basename(own)
  let others: readonly string[] = []
  let stands = false
  try {
    for (let tried = 0; tried < TRIES; tried += 1) {
      if (!stands) await step('folder', async () => (await disk.create(own, 0o600)).close())
      stands = true
      others = await livingOthers(disk, root, name)
      if (others.length === 0) return
      if (others.some((other) => other < name)) {
        await step('folder', () => disk.remove(own))
        stands = false
      }
      await disk.wait(LONGEST_WAIT * Math.random())
    }
  } catch (error) {
    await disk.remove(own).catch(() => {})
    throw explained(error, 'folder')
  }
  await disk.remove(own).catch(() => {})
  const pid = NAME.exec(others[0] ?? '')?.[1] ?? '?'
  throw new WriteError(
    `can't be changed: another touchstone is writing (process ${pid})`,
    `Wait for it, and run this again. If there is none, remove ${path.join(root, others[0] ?? '')}.`,
  )
}

const machineOf = (disk: Disk): string => createHash('sha256').update(disk.self.machine).digest('hex').slice(0, 8)

const nameOf = (disk: Disk): string =>
  `turn-${disk.self.pid}-${disk.self.nonce}-${machineOf(disk)}-${randomBytes(4).toString('hex')}`

/** Others that may still write; what dead ones left is removed. */
async function livingOthers(disk: Disk, root: string, own: string): Promise<readonly string[]> {
  const living: string[] = []
  for (const name of await step('read', () => disk.list(root))) {
    if (name === own || !NAME.test(name)) continue
    const about = await step('read', () => disk.about(path.join(root, name)))
    if (about === null) continue
    if (isLiving(disk, name, about.modified)) living.push(name)
    else await step('folder', () => disk.remove(path.join(root, name)))
  }
  return living
}

function isLiving(disk: Disk, name: string, modified: number): boolean {
  if (disk.now() - modified > STALE) return false
  const [, pid, nonce, machine] = NAME.exec(name) ?? []
  if (machine !== machineOf(disk)) return true
  // In containers every run has the same number.
  if (Number(pid) === disk.self.pid) return nonce === disk.self.nonce
  return disk.self.isAlive(Number(pid))
}
