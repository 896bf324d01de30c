/** The servers that the clients on this machine are configured to start, or those of the files that a user names. */
import { type Host, pathsOf } from '../host.js'
import type { Failure, NotEvaluated, Scope, SearchedFile, ServerEntry } from '../model.js'
import type { Client, KeyPath, ServerFile } from './client.js'
import { clients as allClients } from './clients/index.js'
import { disabledNames, type IsDisabled, listsBeside } from './disabled.js'
import { children, type Located } from './document.js'
import { readEntry } from './entry.js'
import { failure, type Loaded, type Loader, loader } from './load.js'
import { looksLikeEntry, mapsAt, recognise, type ServerMap } from './maps.js'
import { expand, projectFolders, templateFor } from './places.js'

export interface Discovery {
  /** In the order of the clients, their files, and the entries in each. */
  readonly entries: ServerEntry[]
  readonly failures: Failure[]
  readonly searched: SearchedFile[]
  /** Remarks on what stands in the files: it makes no audit incomplete. */
  readonly notEvaluated: NotEvaluated[]
}

/** Servers of one file that are read; a larger list is no person's configuration. */
export const MAX_SERVERS = 1000

/**
 * Finds servers. Never throws for what files hold or lack: that becomes a failure, free of their content.
 *
 * @param options.configs files to read instead of all that the clients keep
 * @param options.dir the project, absolute or relative to the host's working folder; that folder when absent
 */
export async function discover(
  host: Host,
  options: { readonly configs?: readonly string[]; readonly dir?: string; readonly clients?: readonly Client[] } = {},
): Promise<Discovery> {
  const found = new Collector()
  const load = loader(host)
  if (options.configs?.length) {
    for (const file of new Set(options.configs.map((file) => pathsOf(host).resolve(host.cwd, file)))) {
      const reading = readExplicit(host, file, await loadExplicit(load, file))
      const root = reading.loaded.found === 'document' ? reading.loaded.root : null
      found.addFile('config', 'explicit', file, reading, root ? listsBeside(root) : undefined)
    }
    return found.result()
  }
  const dir = pathsOf(host).resolve(host.cwd, options.dir ?? '.')
  if (dir !== host.cwd && (await host.files.type(dir)) !== 'folder') {
    found.fail(failure(dir, 'there is no such folder', 'Give the folder of a project, or name a file with --config.'))
  }
  const project = await projectFolders(host, dir)
  for (const client of options.clients ?? allClients) await discoverClient(host, client, project, load, found)
  return found.result()
}

async function discoverClient(
  host: Host,
  client: Client,
  project: readonly string[],
  load: Loader,
  found: Collector,
): Promise<void> {
  const first = found.entries.length
  const seen = new Set<string>()
  let exclusive = false
  const isDisabled = await disabledNames(host, client, project, load, found.notEvaluated)
  for (const file of client.files) {
    const template = templateFor(host, file)
    if (template === null) continue
    for (const path of await expand(host, template, project)) {
      // The user's file and the project's are the same one where the home is scanned.
      const identity = JSON.stringify([path, file.servers])
      if (seen.has(identity)) continue
      seen.add(identity)
      const loaded = await load(path)
      if (file.exclusive && loaded.found === 'document') exclusive = true
      found.addFile(client.id, file.scope, path, readClientFile(client, file, path, loaded), isDisabled)
    }
  }
  if (!exclusive) return
  for (let index = first; index < found.entries.length; index += 1) {
    const entry = found.entries[index]
    if (entry && entry.scope !== 'managed') found.entries[index] = { ...entry, disabled: true }
  }
}

interface FileReading {
  readonly loaded: Loaded
  readonly maps: readonly ServerMap[]
  readonly remarks: readonly NotEvaluated[]
}

function readClientFile(client: Client, file: ServerFile, path: string, loaded: Loaded): FileReading {
  if (loaded.found !== 'document' || loaded.root === null) return { loaded, maps: [], remarks: [] }
  const { root } = loaded
  const own = file.servers.flatMap((keys) => mapsAt(root, keys))
  if (file.shared) return { loaded, maps: own, remarks: [] }
  const pointers = new Set(own.map(({ at }) => at.pointer))
  const foreign = recognise(root).filter(({ at }) => !pointers.has(at.pointer) && children(at).some(looksLikeEntry))
  const reads = file.servers.filter((keys) => keys.length > 0).map(quoteKeys)
  const remarks = foreign.map(({ at, keys }) => ({
    subject: `${path}#${at.pointer}`,
    what: `whether ${client.title} starts these servers`,
    why: `they stand ${keys.length ? `under ${quoteKeys(keys)}` : 'at the top'}, and it reads ${reads.join(' and ')}`,
  }))
  return { loaded, maps: [...own, ...foreign], remarks }
}

async function loadExplicit(load: Loader, file: string): Promise<Loaded> {
  const format = /\.(toml|ya?ml)$/i.exec(file)?.[1]?.toUpperCase().replace('YML', 'YAML')
  const failed = (message: string, remedy: string): Loaded => ({
    found: 'failure',
    failure: failure(file, message, remedy),
  })
  if (format) return failed(`the format ${format} is not read yet`, 'Give the servers as JSON under `mcpServers`.')
  const loaded = await load(file)
  return loaded.found === 'absent' ? failed('the file does not exist', 'Check the path given with --config.') : loaded
}

function readExplicit(host: Host, file: string, loaded: Loaded): FileReading {
  if (loaded.found !== 'document' || loaded.root === null) return { loaded, maps: [], remarks: [] }
  const maps = recognise(loaded.root).map((map) => (map.single ? named(map, pathsOf(host).parse(file).name) : map))
  if (maps.length > 0 || children(loaded.root).length === 0) return { loaded, maps, remarks: [] }
  const message = 'no servers are recognised in it'
  const remedy =
    'Give a file that holds `mcpServers`, `servers`, `mcp.servers`, `context_servers`, `mcp`, or one entry per name.'
  return { loaded: { found: 'failure', failure: failure(file, message, remedy) }, maps: [], remarks: [] }
}

/** A document that is one entry, as a map that holds it under the file's name. */
const named = (map: ServerMap, name: string): ServerMap => ({ ...map, name })

/** Gathers results; one failure per file, however many clients read it. */
class Collector {
  readonly entries: ServerEntry[] = []
  readonly failures: Failure[] = []
  readonly searched: SearchedFile[] = []
  readonly notEvaluated: NotEvaluated[] = []

  result(): Discovery {
    const { entries, failures, searched, notEvaluated } = this
    return { entries, failures, searched, notEvaluated }
  }

  addFile(
    client: string,
    scope: Scope,
    file: string,
    { loaded, maps, remarks }: FileReading,
    isDisabled: IsDisabled = () => false,
  ): void {
    if (loaded.found === 'absent') {
      this.searched.push({ client, scope, file, found: 'absent', entries: 0 })
      return
    }
    const before = { entries: this.entries.length, failures: this.failures.length }
    let failed = loaded.found === 'failure'
    if (loaded.found === 'failure') this.fail(loaded.failure)
    for (const map of maps) failed = !this.addMap(client, scope, file, map, isDisabled) || failed
    this.notEvaluated.push(...remarks)
    const found = this.entries.length > before.entries ? 'servers' : failed ? 'failed' : 'no servers'
    this.searched.push({ client, scope, file, found, entries: this.entries.length - before.entries })
  }

  /** False where something of the map could not be read. */
  private addMap(client: string, scope: Scope, file: string, map: ServerMap, isDisabled: IsDisabled): boolean {
    const at = (pointer: string) => `${file}#${pointer}`
    const { node, pointer } = map.at
    if (node.type === 'text' || (node.type === 'other' && node.value !== null)) {
      this.fail(failure(at(pointer), 'the servers are no object', 'Write them as {"name": {…}}.'))
      return false
    }
    if (node.type === 'map') for (const name of node.repeated) this.notEvaluated.push(repeated(at(pointer), name))
    let ok = true
    const all = map.name === undefined ? children(map.at) : [{ ...map.at, key: map.name }]
    if (all.length > MAX_SERVERS) {
      this.fail(
        failure(
          at(pointer),
          `it lists ${all.length} servers, and ${MAX_SERVERS} are read`,
          'Split the file, and name its parts with --config.',
        ),
      )
      ok = false
    }
    for (const one of all.slice(0, MAX_SERVERS)) {
      const name = node.type === 'list' ? (nameIn(one) ?? one.key) : one.key
      const reading = readEntry(one)
      if (reading.kind === 'problem') {
        const remedy = 'Mend the entry, or remove it. The other entries are read.'
        this.fail(failure(at(one.pointer), `the server "${name}" can't be understood: ${reading.message}`, remedy))
        ok = false
      }
      if (reading.kind !== 'entry') continue
      if (one.node.type === 'map') {
        for (const key of one.node.repeated) this.notEvaluated.push(repeated(at(one.pointer), key))
      }
      if (reading.grants.shellHooks.length > 0) this.notEvaluated.push(headersHelper(at(one.pointer)))
      const disabled = reading.disabled || isDisabled({ scope, name, project: map.project })
      const place = { file, pointer: one.pointer }
      this.entries.push({
        client,
        scope,
        name,
        place,
        line: 1,
        launch: reading.launch,
        disabled,
        grants: reading.grants,
      })
    }
    return ok
  }

  fail(one: Failure): void {
    const known = this.failures.some(({ subject, message }) => subject === one.subject && message === one.message)
    if (!known) this.failures.push(one)
  }
}

function nameIn(entry: Located): string | undefined {
  const name = entry.node.type === 'map' ? entry.node.entries.get('name') : undefined
  return name?.type === 'text' && name.value !== '' ? name.value : undefined
}

const repeated = (subject: string, key: string): NotEvaluated => ({
  subject,
  what: `the earlier value of "${key}"`,
  why: 'the key stands more than once, and clients take the last value',
})

const headersHelper = (subject: string): NotEvaluated => ({
  subject,
  what: 'the command in `headersHelper`',
  why: 'the client runs it to make headers, and it is no package',
})

const quoteKeys = (keys: KeyPath): string => `\`${keys.join('.')}\``
