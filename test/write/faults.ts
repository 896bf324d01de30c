/** Disks that fail, or on which the process is killed, at one chosen step; and folders to try them in. */
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach } from 'vitest'
import { type Disk, type NewFile, nodeDisk } from '../../src/write/disk.js'

/**
 * `throw`: the step fails; `throw after`: it is done, and fails all the same, as on a network's disk; `kill`: it is done, and the
 * process is gone; `half`: half of the bytes are written, and it fails; `kill half`: half, and the process is gone.
 */
export const FAULTS = ['throw', 'throw after', 'kill', 'half', 'kill half'] as const
export type Fault = (typeof FAULTS)[number]

/** Steps that change nothing: whether they are done before a fault is all the same. */
const LOOKS: ReadonlySet<string> = new Set(['about', 'realPath', 'read', 'requireWritable', 'list'])

/** Steps at which a fault differs from others. */
export const stepsFor = (fault: Fault, steps: readonly string[]): readonly number[] =>
  steps.flatMap((name, at) =>
    fault === 'throw' || (fault.endsWith('half') ? name === 'write' : !LOOKS.has(name)) ? [at] : [],
  )

export interface FaultyDisk {
  readonly disk: Disk
  /** Steps so far, by name. */
  readonly steps: readonly string[]
  /** Resolves when the process is killed. */
  readonly killed: Promise<'killed'>
  /** Closes what a killed process left open. */
  clear(): Promise<void>
}

let processes = 0
const alive = new Set<number>()

/** Every disk is a process of its own, which lives until it is killed or `dead` says so. @param at step that fails, from 0 */
export function faultyDisk(at = -1, fault: Fault = 'throw', code = 'EIO'): FaultyDisk {
  processes += 1
  const pid = 1_000_000 + processes
  alive.add(pid)
  const steps: string[] = []
  const open = new Set<NewFile>()
  let kill: (word: 'killed') => void = () => {}
  const killed = new Promise<'killed'>((resolve) => {
    kill = resolve
  })
  let dead = false

  async function step<T>(name: string, work: () => Promise<T>, half?: () => Promise<unknown>): Promise<T> {
    if (dead) return new Promise<T>(() => {})
    const own = steps.push(name) - 1
    if (own !== at) return work()
    const die = (): Promise<T> => {
      dead = true
      alive.delete(pid)
      kill('killed')
      return new Promise<T>(() => {})
    }
    const error = Object.assign(new Error(`injected ${code}`), { code })
    if (fault.endsWith('half')) await half?.()
    else if (fault !== 'throw') await work().catch(() => {})
    if (fault.startsWith('kill')) return die()
    throw error
  }

  const disk: Disk = {
    about: (file) => step('about', () => nodeDisk.about(file)),
    realPath: (file) => step('realPath', () => nodeDisk.realPath(file)),
    read: (file, max) => step('read', () => nodeDisk.read(file, max)),
    requireWritable: (file) => step('requireWritable', () => nodeDisk.requireWritable(file)),
    list: (folder) => step('list', () => nodeDisk.list(folder)),
    create: async (file, mode) => {
      const made = await step('create', async () => {
        const handle = await nodeDisk.create(file, mode)
        open.add(handle)
        return handle
      })
      return {
        write: (bytes) =>
          step(
            'write',
            () => made.write(bytes),
            () => made.write(bytes.subarray(0, bytes.length / 2)),
          ),
        about: () => step('about', () => made.about()),
        chown: (uid, gid) => step('chown', () => made.chown(uid, gid)),
        chmod: (bits) => step('chmod', () => made.chmod(bits)),
        // Not asked of the real disk: no test can see it, and each takes milliseconds.
        sync: () => step('sync', async () => {}),
        close: () =>
          step('close', async () => {
            open.delete(made)
            await made.close()
          }),
      }
    },
    rename: (from, to) => step('rename', () => nodeDisk.rename(from, to)),
    remove: (file) => step('remove', () => nodeDisk.remove(file)),
    makeFolders: (folder, mode) => step('makeFolders', () => nodeDisk.makeFolders(folder, mode)),
    removeFolder: (folder) => step('removeFolder', () => nodeDisk.removeFolder(folder)),
    syncFolder: (folder) => step('syncFolder', async () => void folder),
    now: () => nodeDisk.now(),
    wait: () => new Promise((resume) => setImmediate(resume)),
    self: { pid, nonce: '00', machine: 'here', isAlive: (other) => alive.has(other) },
  }
  const clear = async () => {
    alive.delete(pid)
    for (const handle of open) await handle.close().catch(() => {})
    open.clear()
  }
  return { disk, steps, killed, clear }
}

/** Runs on a faulty disk until it ends or is killed; then its process is gone. */
export async function run<T>(faulty: FaultyDisk, work: (disk: Disk) => Promise<T>): Promise<T | 'killed'> {
  try {
    return await Promise.race([work(faulty.disk), faulty.killed])
  } finally {
    await faulty.clear()
  }
}

const made: string[] = []
// In one go they are so many that the hook takes too long.
afterEach(() => {
  for (const root of made.splice(0)) rmSync(root, { recursive: true, force: true })
})

/** A new empty folder, for one test. */
export function folder(): string {
  const own = mkdtempSync(path.join(os.tmpdir(), 'touchstone-write-'))
  made.push(own)
  return own
}

/** Files of a folder by relative path, links as `→ target`; without what lies under `state`. */
export function treeOf(root: string): Record<string, string> {
  const tree: Record<string, string> = {}
  const walk = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const file = path.join(at, name)
      const relative = path.relative(root, file)
      if (relative === 'state') continue
      const about = lstatSync(file)
      if (about.isSymbolicLink()) tree[relative] = `→ ${readlinkSync(file)}`
      else if (about.isDirectory()) walk(file)
      else tree[relative] = readFileSync(file, 'utf8')
    }
  }
  walk(root)
  return tree
}

/** Names in the backup's folder. */
export const backupsOf = (root: string): string[] => {
  try {
    return readdirSync(path.join(root, 'state', 'backup')).sort()
  } catch {
    return []
  }
}

export function put(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
  }
}
