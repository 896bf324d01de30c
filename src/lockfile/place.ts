/** Where locks stand, and which entries each of them speaks of. */
import { projectFolders } from '../discover/places.js'
import { folders, type Host, pathsOf } from '../host.js'
import type { Scope } from '../model.js'
import { LockError } from './lock-error.js'
import { type LockText, readLock } from './read.js'

export const LOCK_NAME = 'mcp-lock.json'

/** A project's lock covers what the project configures, the user's all else; a lock that a person names covers everything. */
export type Coverage = 'project' | 'user' | 'all'

export interface LockPlace {
  /** Absolute. */
  readonly file: string
  readonly covers: Coverage
}

/** A lock that is there. */
export interface OpenLock extends LockPlace, LockText {}

export interface LockChoice {
  /** The project; absolute. */
  readonly dir: string
  /** `--lockfile FILE`, as given. */
  readonly lockfile?: string | undefined
  /** `--global`: the user's lock alone. */
  readonly global?: boolean | undefined
}

/** Servers that Claude Code calls local are a user's own, in a file of the user's: nobody else who works on the project has them. */
const OF_PROJECT: ReadonlySet<Scope> = new Set(['project', 'explicit'])

/** Whether a lock speaks of an entry of this scope. */
export function covers(coverage: Coverage, scope: Scope): boolean {
  return coverage === 'all' || OF_PROJECT.has(scope) === (coverage === 'project')
}

/**
 * Where the lock of the project is, or would be made: the nearest folder from `dir` up to the repository's root that holds one,
 * else the repository's root, else `dir`; and where the user's is. Outside of a repository the folders are looked into whose
 * configurations apply to `dir`; a repository that begins above the user's home is none.
 */
export async function lockPlaces(
  host: Host,
  { dir, lockfile }: LockChoice,
): Promise<{ readonly project: LockPlace; readonly user: LockPlace; readonly named: LockPlace | null }> {
  const { join, resolve } = pathsOf(host)
  const named = lockfile === undefined ? null : resolve(host.cwd, lockfile)
  return {
    project: { file: await projectLock(host, resolve(host.cwd, dir)), covers: 'project' },
    user: { file: join(folders(host).config, LOCK_NAME), covers: 'user' },
    named: named === null ? null : { file: named, covers: 'all' },
  }
}

async function projectLock(host: Host, dir: string): Promise<string> {
  const { join, normalize } = pathsOf(host)
  const above = await projectFolders(host, dir)
  const home = above.indexOf(normalize(host.home))
  const chain = home < 0 ? above : above.slice(0, home + 1)
  for (const folder of chain) {
    const file = join(folder, LOCK_NAME)
    // Whatever stands there: what is no file is an error of who reads it, and never passed over.
    if ((await host.files.type(file)) !== null) return file
  }
  const root = chain.at(-1) ?? dir
  const isRoot = (await host.files.type(join(root, '.git'))) !== null
  return join(isRoot ? root : dir, LOCK_NAME)
}

/**
 * A link that came with a repository would have one lock take the place of another, and `pin` write wherever it leads.
 *
 * @param file of a project's lock
 * @throws LockError where it is a link that leads out of its repository, or nowhere
 */
export async function requireInside(host: Host, file: string): Promise<void> {
  const { dirname, basename, relative, isAbsolute, sep } = pathsOf(host)
  const { files } = host
  const real = await files.realPath(file)
  if (real === null) {
    const isThere = (await files.type(file)) === null && (await files.list(dirname(file))).includes(basename(file))
    if (isThere) throw new LockError(file, null, 'is a link that leads nowhere', NO_LINK)
    return
  }
  const root = (await projectFolders(host, dirname(file))).at(-1) ?? dirname(file)
  const isRepository = (await files.type(pathsOf(host).join(root, '.git'))) !== null
  const around = isRepository ? root : dirname(file)
  const way = relative((await files.realPath(around)) ?? around, real)
  if (isAbsolute(way) || way.split(sep)[0] === '..') {
    throw new LockError(file, null, `is a link to ${real}, outside of the project`, NO_LINK)
  }
}

const NO_LINK = 'Remove the link, or name the lock that you mean with `--lockfile`.'

/**
 * The locks that are there, the nearest first: the named one alone, else the project's and the user's. Where there is no lock
 * of the project, the user's covers everything; with `global` it covers what it covers beside a project's lock, since that is what
 * `pin --global` writes into it.
 *
 * @throws LockError where one can't be read, or a named one is not there
 */
export async function openLocks(host: Host, choice: LockChoice): Promise<readonly OpenLock[]> {
  const { project, user, named } = await lockPlaces(host, choice)
  if (named !== null) {
    const lock = await readLock(host, named.file)
    if (lock !== null) return [{ ...named, ...lock }]
    throw new LockError(
      named.file,
      null,
      'does not exist',
      'Check the path after `--lockfile`; `touchstone pin --lockfile` makes it.',
    )
  }
  const ofUser = await readLock(host, user.file)
  if (choice.global) return ofUser === null ? [] : [{ ...user, ...ofUser }]
  // Who works in the folder of the user's lock has one lock and not two.
  if (project.file !== user.file) await requireInside(host, project.file)
  const ofProject = project.file === user.file ? null : await readLock(host, project.file)
  if (ofProject === null) return ofUser === null ? [] : [{ ...user, ...ofUser, covers: 'all' }]
  return [{ ...project, ...ofProject }, ...(ofUser === null ? [] : [{ ...user, ...ofUser }])]
}
