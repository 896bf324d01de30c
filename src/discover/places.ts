/** From a client's path templates to the files of this machine. */
import { type Host, pathsOf } from '../host.js'
import type { Failure, NotEvaluated } from '../model.js'
import type { PathTemplate, ServerFile } from './client.js'
import { matchesGlob } from './glob.js'
import { failure } from './load.js'
import { fileVariable, rootOf } from './roots.js'
import { type WalkedFolder, walk } from './walk.js'

/** Levels and folders that `**` looks through. */
export const MAX_TEMPLATE_DEPTH = 6
export const MAX_TEMPLATE_FOLDERS = 2_000
/** Names in one folder that a `*` stands for. No person keeps more profiles, extensions or agents. */
export const MAX_TEMPLATE_NAMES = 2_000

/** Levels and folders of a project that is walked. */
export const MAX_PROJECT_DEPTH = 12
export const MAX_PROJECT_FOLDERS = 20_000

export interface Project {
  /** The scanned folder first, then its ancestors. */
  readonly chain: readonly string[]
  /** Folders below the scanned one; empty unless they are asked for. */
  readonly below: readonly WalkedFolder[]
}

export interface Place {
  /** Absolute path of a file. */
  readonly path: string
  /** The folder of the project that `./` stands for in it; `null` for all that belong to the user or the machine. */
  readonly folder: string | null
}

export interface Places {
  /**
   * Paths that a template stands for. Those without `*` are given whether or not anything is there; of a project template only the
   * scanned folder's own path is given without a look, and others when they exist. Each template is looked up once.
   */
  expand(template: PathTemplate): Promise<readonly Place[]>
  /** What was not looked at, as far as templates have been expanded. */
  readonly remarks: readonly NotEvaluated[]
  readonly failures: readonly Failure[]
}

/**
 * The folders whose project files apply to `dir`: itself and its ancestors up to the root of its repository. Outside of
 * a repository the walk ends below the user's home, and does not begin where `dir` lies elsewhere: folders such as `/tmp`
 * are written by others.
 */
export async function projectFolders(host: Host, dir: string): Promise<readonly string[]> {
  const paths = pathsOf(host)
  const ancestors: string[] = []
  for (let folder = paths.resolve(host.cwd, dir); ; ) {
    ancestors.push(folder)
    if ((await host.files.type(paths.join(folder, '.git'))) !== null) return ancestors
    const parent = paths.dirname(folder)
    if (parent === folder) break
    folder = parent
  }
  const atHome = ancestors.indexOf(paths.normalize(host.home))
  return ancestors.slice(0, Math.max(1, atHome))
}

/** Files of a name in the folders above a project, up to the root of the file system. */
export async function filesAbove(host: Host, chain: readonly string[], name: string): Promise<readonly string[]> {
  const { dirname, join } = pathsOf(host)
  const found: string[] = []
  let folder = chain.at(-1) ?? host.cwd
  for (let parent = dirname(folder); parent !== folder; parent = dirname(parent)) {
    folder = parent
    const file = join(folder, name)
    if ((await host.files.type(file)) !== null) found.push(file)
  }
  return found
}

/**
 * Folders in one spelling, to be compared: clients write a project's folder with either slash on Windows, where case does
 * not count.
 */
export function folderSpeller(host: Pick<Host, 'platform'>): (folder: string) => string {
  const known = new Map<string, string>()
  const { normalize } = pathsOf(host)
  return (folder) => {
    const before = known.get(folder)
    if (before !== undefined) return before
    const plain = normalize(folder).replace(/(?<![\\/])[\\/]+$/, '')
    const now = host.platform === 'win32' ? plain.toLowerCase() : plain
    known.set(folder, now)
    return now
  }
}

/** The folders below the scanned one. */
export async function foldersBelow(
  host: Host,
  [dir = host.cwd, ...ancestors]: readonly string[],
  telling: (name: string) => boolean = () => false,
): Promise<{ readonly below: readonly WalkedFolder[]; readonly remarks: readonly NotEvaluated[] }> {
  const limits = { depth: MAX_PROJECT_DEPTH, folders: MAX_PROJECT_FOLDERS }
  const { folders, leftOut } = await walk(host, dir, limits, { ignoring: ancestors.toReversed(), telling })
  return { below: folders.slice(1), remarks: leftOut.map((why) => notWalked(dir, why)) }
}

const notWalked = (folder: string, why: string): NotEvaluated => ({
  subject: folder,
  what: 'whether all folders below it hold configurations',
  why: `some are left out: ${why}`,
})

/** The template of a server file on the host's platform; `null` where the client keeps no such file there. */
export function templateFor(host: Host, file: Pick<ServerFile, 'path'>): PathTemplate | null {
  if (typeof file.path === 'string') return file.path
  const platform = host.platform === 'win32' || host.platform === 'darwin' ? host.platform : 'linux'
  return file.path[platform] ?? null
}

export function openPlaces(host: Host, project: Project): Places {
  const { join } = pathsOf(host)
  const remarks: NotEvaluated[] = []
  const failures: Failure[] = []
  const expanded = new Map<PathTemplate, Promise<readonly Place[]>>()
  const listed = new Map<string, Promise<readonly string[]>>()
  // Windows and macOS find a file however its name is written.
  const fold = (name: string): string =>
    host.platform === 'win32' || host.platform === 'darwin' ? name.toLowerCase() : name
  const below = project.below.map(({ path, names }) => ({ path, names: new Set([...names].map(fold)) }))

  function list(folder: string): Promise<readonly string[]> {
    const before = listed.get(folder)
    if (before) return before
    const now = host.files.list(folder).then(async (names) => {
      if (names.length === 0 && (await isClosed(host, folder))) failures.push(closedFolder(folder))
      return names
    })
    listed.set(folder, now)
    return now
  }

  async function expand(template: PathTemplate): Promise<readonly Place[]> {
    if (template.startsWith('./')) return inProject(template.slice(2).split('/'))
    const named = /^\{=([^}]+)\}$/.exec(template)?.[1]
    const root = named === undefined ? rootOf(host, template) : fileVariable(host, named)
    if (root === null) return []
    const files = typeof root === 'string' ? [root] : await matches(root.folder, root.below)
    return files.map((path) => ({ path, folder: null }))
  }

  async function inProject(segments: readonly string[]): Promise<readonly Place[]> {
    const [here = host.cwd, ...above] = project.chain
    const places: Place[] = []
    const add = async (folder: string, asked: boolean) => {
      const files = await matches(folder, segments)
      for (const path of files) {
        if (asked || (await host.files.type(path)) !== null) places.push({ path, folder })
      }
    }
    await add(here, true)
    for (const folder of above) await add(folder, false)
    const first = fold(segments[0] ?? '')
    for (const { path, names } of below) {
      const present = first.includes('*') ? [...names].some((name) => matchesGlob(first, name)) : names.has(first)
      if (present || first === '**') await add(path, false)
    }
    return places
  }

  /** Segments without `*` are joined without a look; for the others, what exists. */
  async function matches(folder: string, segments: readonly string[]): Promise<readonly string[]> {
    const at = segments.findIndex((segment) => segment.includes('*'))
    if (at < 0) return [join(folder, ...segments)]
    const base = join(folder, ...segments.slice(0, at))
    const pattern = segments[at] ?? ''
    const rest = segments.slice(at + 1)
    const found =
      pattern === '**'
        ? (await tree(base)).map(({ path }) => path)
        : (await names(base, fold(pattern))).map((name) => join(base, name))
    const files = await Promise.all(found.map((path) => (rest.length > 0 ? matches(path, rest) : [path])))
    const types = await Promise.all(files.flat().map((file) => host.files.type(file)))
    return files.flat().filter((_, index) => types[index] !== null && types[index] !== 'folder')
  }

  async function names(folder: string, pattern: string): Promise<readonly string[]> {
    const matching = (await list(folder)).filter((name) => matchesGlob(pattern, fold(name)))
    if (matching.length > MAX_TEMPLATE_NAMES) {
      remarks.push({
        subject: folder,
        what: `the files and folders in it beyond the first ${MAX_TEMPLATE_NAMES}`,
        why: `it holds ${matching.length}, more than a person keeps`,
      })
    }
    return matching.slice(0, MAX_TEMPLATE_NAMES)
  }

  /** Several templates look through the same folders. */
  const trees = new Map<string, Promise<readonly WalkedFolder[]>>()

  function tree(root: string): Promise<readonly WalkedFolder[]> {
    const before = trees.get(root)
    if (before) return before
    const now = walkTree(root)
    trees.set(root, now)
    return now
  }

  async function walkTree(root: string): Promise<readonly WalkedFolder[]> {
    const { folders, leftOut } = await walk(host, root, { depth: MAX_TEMPLATE_DEPTH, folders: MAX_TEMPLATE_FOLDERS })
    remarks.push(...leftOut.map((why) => notWalked(root, why)))
    return folders
  }

  return {
    expand(template) {
      const before = expanded.get(template)
      if (before) return before
      const now = expand(template)
      expanded.set(template, now)
      return now
    },
    remarks,
    failures,
  }
}

/** Whether a folder is there and can't be listed: nobody may, by its permissions. Unknown on Windows, which counts as no. */
async function isClosed(host: Host, folder: string): Promise<boolean> {
  if ((await host.files.type(folder)) !== 'folder') return false
  const permissions = await host.files.permissions(folder)
  return permissions !== null && (permissions.mode & 0o444) === 0
}

/** No file has this name, so that what is said of it is said of its folder. */
const NO_FILE = '.touchstone-looks-for-nothing'

/**
 * The folder that keeps a file from being seen: the outermost one that can't be looked into. `null` where there is none, and
 * the file itself is what can't be read.
 */
export async function closedFolderAbove(host: Host, file: string): Promise<string | null> {
  const { dirname, join } = pathsOf(host)
  let folder = dirname(file)
  while ((await host.files.type(folder)) === 'other' && dirname(folder) !== folder) folder = dirname(folder)
  if ((await host.files.type(folder)) !== 'folder') return null
  return (await host.files.type(join(folder, NO_FILE))) === 'other' ? folder : null
}

export const closedFolder = (folder: string): Failure =>
  failure(
    folder,
    "the folder can't be looked into, so what is configured in it is not known",
    'Make it readable for this user, or name the files to audit with --config.',
  )
