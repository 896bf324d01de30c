/** The servers that the clients on this machine are configured to start, or those of the files that a user names. */
import { type Host, pathsOf } from '../host.js'
import type { Scope } from '../model.js'
import type { Client, KeyPath, ServerFile } from './client.js'
import { clients as allClients } from './clients/index.js'
import { Collector, type Discovery, type Reader } from './collect.js'
import type { Located } from './document.js'
import { looksLikeEntry } from './entry.js'
import { readNamedFile } from './explicit.js'
import { unreadKeys } from './foreign.js'
import { readInstalled } from './installed.js'
import { failure, type Loaded, type Loader, loader } from './load.js'
import { mapsAt, repeatedAbove, type ServerMap } from './maps.js'
import {
  closedFolder,
  closedFolderAbove,
  filesAbove,
  folderSpeller,
  foldersBelow,
  openPlaces,
  type Place,
  type Places,
  type Project,
  projectFolders,
  templateFor,
} from './places.js'
import { type Policy, readPolicy } from './policy.js'
import { earlier, type FileReading, join, NOTHING, readMaps } from './reading.js'
import { readShape } from './shapes/shape.js'

export type { Discovery } from './collect.js'
export { MAX_SERVERS } from './reading.js'

export interface DiscoverOptions {
  /** Files to read instead of all that the clients keep. */
  readonly configs?: readonly string[]
  /** The project, absolute or relative to the host's working folder; that folder when absent. */
  readonly dir?: string
  /** All that are known when absent. */
  readonly clients?: readonly Client[]
  /**
   * Whose servers: `project` those of this project, among them the user's own for it; `user` all others: of the user, of other
   * projects, of plugins, and those that are managed. Both when absent.
   */
  readonly scope?: 'user' | 'project' | 'all'
  /** Also reads the projects in the folders below, as a monorepo has them. */
  readonly recursive?: boolean
}

/** Finds servers. Never throws for what files hold or lack: that becomes a failure, free of their content. */
export async function discover(host: Host, options: DiscoverOptions = {}): Promise<Discovery> {
  const found = new Collector()
  if (options.configs?.length) {
    const load = loader(host)
    for (const file of new Set(options.configs.map((file) => pathsOf(host).resolve(host.cwd, file)))) {
      await readNamedFile(host, load, file, found)
    }
    return found.result()
  }
  const dir = pathsOf(host).resolve(host.cwd, options.dir ?? '.')
  if (dir !== host.cwd && (await host.files.type(dir)) !== 'folder') {
    found.fail(failure(dir, 'there is no such folder', 'Give the folder of a project, or name a file with --config.'))
  }
  const chain = await projectFolders(host, dir)
  const { below, remarks } = options.recursive
    ? await foldersBelow(host, chain, isOfProject)
    : { below: [], remarks: [] }
  for (const one of remarks) found.remark(one)
  await readClients(host, { chain, below }, options, found)
  if (options.scope !== 'user') await remarkAbove(host, chain, options.clients ?? allClients, found)
  return found.result()
}

/** Files above the repository belong to others, so they are not read; but a client that reads them is told of. */
async function remarkAbove(host: Host, chain: readonly string[], clients: readonly Client[], found: Collector) {
  for (const { above, title } of clients) {
    for (const file of above === undefined ? [] : await filesAbove(host, chain, above)) {
      const why = `it lies above the project, where ${title} may read it all the same: scan its folder to see them`
      found.remark({ subject: file, what: 'the servers in it', why })
    }
  }
}

/** First names of the files that clients keep in a project. */
const OF_PROJECT = new Set(
  allClients
    .flatMap(({ files }) => files)
    .flatMap(({ path }) => (typeof path === 'string' && path.startsWith('./') ? [path.split('/')[1] ?? ''] : [])),
)
const isOfProject = (name: string): boolean => OF_PROJECT.has(name) && name !== '.github'

/** A file that a client reads. */
interface Job {
  readonly client: Client
  readonly file: ServerFile
  readonly place: Place
}

async function readClients(
  host: Host,
  project: Project,
  { clients: wanted = allClients, scope = 'all' }: DiscoverOptions,
  found: Collector,
): Promise<void> {
  const places = openPlaces(host, project)
  const load = loader(host)
  const inScope = ({ file }: Job): boolean => scope === 'all' || reaches(scope, file.scope)
  // Another client's file tells which of its keys are read after all; one that is exclusive speaks of all others.
  const others = allClients.filter((client) => !wanted.includes(client))
  const known = (await Promise.all([...wanted, ...others].map((client) => jobsOf(host, client, places)))).flat()
  const jobs = new Set(known.filter((job) => wanted.includes(job.client) && (inScope(job) || job.file.exclusive)))
  const readings = await readFiles(host, project, known, jobs, load)

  const isMine = projectTest(host, project)
  for (const client of wanted) {
    const mine = [...jobs].filter((job) => job.client === client)
    const policy = await readPolicy(host, client, places, project.chain, load, found)
    const unused = await readInstalled(host, client, places, load, found)
    const exclusive = mine.some(
      (job) => job.file.exclusive && readings.get(job)?.some(({ loaded }) => loaded.found === 'document'),
    )
    for (const job of mine.filter(inScope)) {
      const reader = readerOf(job, policy, exclusive, scope, isMine)
      for (const reading of readings.get(job) ?? []) {
        const off = job.file.scope === 'plugin' && unused(reading.file)
        found.add(off ? { ...reader, overruled: true } : reader, reading)
      }
    }
  }
  // Templates are looked up side by side, so these come in any order.
  for (const one of places.failures.toSorted(bySubject)) found.fail(one)
  for (const one of places.remarks.toSorted(bySubject)) found.remark(one)
}

const bySubject = (a: { readonly subject: string }, b: { readonly subject: string }): number =>
  a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0

/**
 * Reads files, each with all of its readers at hand.
 *
 * @param known what all clients read
 * @param jobs what is asked for
 */
async function readFiles(
  host: Host,
  project: Project,
  known: readonly Job[],
  jobs: ReadonlySet<Job>,
  shared: Loader,
): Promise<ReadonlyMap<Job, readonly FileReading[]>> {
  const byPath = new Map<string, Job[]>()
  for (const job of known) {
    const readers = byPath.get(job.place.path) ?? []
    byPath.set(job.place.path, readers)
    readers.push(job)
  }
  const chain = new Set(project.chain)
  const readings = new Map<Job, readonly FileReading[]>()
  for (const [path, readers] of byPath) {
    const own = readers.filter((job) => jobs.has(job))
    // Documents of a walked project are many, and each is asked for here alone: none is kept.
    const keeps = readers.some(({ place }) => place.folder === null || chain.has(place.folder))
    const load = keeps ? shared : loader(host)
    for (const [index, job] of own.entries()) {
      const loaded = await seen(host, path, await load(path, job.file.format))
      const [reading, ...others] = await readJob(host, job, loaded, load)
      if (!reading) continue
      const contents = index === 0 ? join([reading, unreadKeys(path, loaded, readers, job)]) : reading
      readings.set(
        job,
        [{ ...reading, ...contents }, ...others].map((one) => ({ ...one, loaded: withoutTree(one.loaded) })),
      )
    }
  }
  return readings
}

/** What is kept of a document when its entries are read. */
const withoutTree = (loaded: Loaded): Loaded => (loaded.found === 'document' ? { ...loaded, root: null } : loaded)

/** The files of a client, each once: the user's file and the project's are the same one where the home is scanned. */
async function jobsOf(host: Host, client: Client, places: Places): Promise<readonly Job[]> {
  const jobs = new Map<string, Job>()
  for (const file of client.files) {
    const template = templateFor(host, file)
    if (template === null) continue
    for (const place of await places.expand(template)) {
      const key = JSON.stringify([place.path, file.servers])
      if (!jobs.has(key)) jobs.set(key, { client, file, place })
    }
  }
  return [...jobs.values()]
}

/** Whether a scope that is asked for may hold servers of a file. Local servers are of this project, or of another. */
const reaches = (asked: 'user' | 'project', scope: Scope): boolean =>
  scope === 'local' || (scope === 'project') === (asked === 'project')

/** Whether a folder that a file names is this project: the scanned folder, one above it, or one below that is walked. */
function projectTest(host: Host, { chain, below }: Project): (folder: string) => boolean {
  const spell = folderSpeller(host)
  const folders = new Set([...chain, ...below.map(({ path }) => path)].map(spell))
  return (folder) => folders.has(spell(folder))
}

function readerOf(
  { client, file, place }: Job,
  policy: Policy,
  exclusive: boolean,
  scope: 'user' | 'project' | 'all',
  isMine: (folder: string) => boolean,
): Reader {
  return {
    client: client.id,
    scope: file.scope,
    folder: place.folder,
    policy,
    startsOnOpen: client.startsOnOpen === true && file.scope === 'project',
    needsType: client.needsType === true,
    overruled: exclusive && file.scope !== 'managed',
    wants: ({ project }) =>
      scope === 'all' || file.scope !== 'local' || (project === null || isMine(project)) === (scope === 'project'),
  }
}

async function readJob(
  host: Host,
  { client, file, place }: Job,
  loaded: Loaded,
  load: Loader,
): Promise<readonly FileReading[]> {
  const { path } = place
  if (loaded.found !== 'document' || loaded.root === null) return [{ ...NOTHING, file: path, loaded }]
  const { root } = loaded
  const maps = file.servers.flatMap((keys) => mapsOf(host, path, root, keys))
  const { dialect } = client
  const remarks = file.servers.flatMap((keys) => repeatedAbove(root, keys)).map(({ at, key }) => earlier(path, at, key))
  if (file.shape) {
    const of = { host, load, paths: pathsOf(host), dialect }
    const [own, ...others] = await readShape(file.shape, of, { file: path, root, loaded }, maps)
    return own ? [{ ...own, remarks: [...remarks, ...own.remarks] }, ...others] : []
  }
  const contents = readMaps(path, maps, dialect)
  return [{ file: path, loaded, ...contents, remarks: [...remarks, ...contents.remarks] }]
}

/** The document itself may be one entry, which its file names. */
function mapsOf(host: Host, path: string, root: Located, keys: KeyPath): readonly ServerMap[] {
  if (keys.length > 0 || !looksLikeEntry(root)) return mapsAt(root, keys)
  return [{ at: root, keys, project: null, single: true, name: pathsOf(host).parse(path).name }]
}

/** A file that can't be read because a folder above it is closed is no failure of its own: one names the folder. */
async function seen(host: Host, path: string, loaded: Loaded): Promise<Loaded> {
  if (loaded.found !== 'failure') return loaded
  const folder = await closedFolderAbove(host, path)
  return folder === null ? loaded : { found: 'failure', failure: closedFolder(folder) }
}
