/**
 * Which locks of projects this user's touchstone has written. A lock that came with a repository is a stranger's file like all else
 * in it: it could name a malicious release as the reviewed one, or let its findings pass. So `scan` takes a project's lock at its word
 * only where it stands as it was written here; who wants more names it with `--lockfile`.
 */
import { createHash } from 'node:crypto'
import { folders, type Host, pathsOf } from '../host.js'
import { writeWhole } from '../write/whole.js'
import type { OpenLock } from './place.js'

/** Locks that are remembered, the last ones written. */
const MOST = 1_000
const MAX_BYTES = 1024 * 1024

type Known = ReadonlyMap<string, string>

/** The user's own lock, one that a person named, and a project's that was written here and not changed since. */
export async function ownLocks(
  host: Host,
  locks: readonly OpenLock[],
): Promise<{ readonly own: readonly OpenLock[]; readonly foreign: readonly OpenLock[] }> {
  const known = locks.some(({ covers }) => covers === 'project') ? await remembered(host) : new Map<string, string>()
  const isOwn = ({ covers, file, text }: OpenLock): boolean =>
    covers !== 'project' || known.get(file) === digestOf(text)
  return { own: locks.filter(isOwn), foreign: locks.filter((each) => !isOwn(each)) }
}

/** Remembers that a lock of a project was written here. Where that fails it counts as a stranger's, which is never less safe. */
export async function rememberLock(host: Host, file: string, text: string): Promise<void> {
  const known = new Map(await remembered(host))
  if (known.get(file) === digestOf(text)) return
  known.delete(file)
  known.set(file, digestOf(text))
  const locks = Object.fromEntries([...known].slice(-MOST))
  const { mkdir } = await import('node:fs/promises')
  const { state } = folders(host)
  try {
    await mkdir(state, { recursive: true, mode: 0o700 })
  } catch {
    return
  }
  await writeWhole(fileOf(host), `${JSON.stringify({ version: 1, locks }, null, 2)}\n`)
}

const fileOf = (host: Host): string => pathsOf(host).join(folders(host).state, 'locks.json')

const digestOf = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

/** Nothing where the file is absent or no such list. */
async function remembered(host: Host): Promise<Known> {
  try {
    const value: unknown = JSON.parse(await host.files.readText(fileOf(host), { maxBytes: MAX_BYTES }))
    const locks = typeof value === 'object' && value !== null && 'locks' in value ? value.locks : null
    if (typeof locks !== 'object' || locks === null) return new Map()
    return new Map(Object.entries(locks).filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return new Map()
  }
}
