/** What a client's settings say about servers that stand elsewhere: which are disabled, and which approved unasked. */
import type { Host } from '../host.js'
import type { ConfigPlace, NotEvaluated, Scope, ServerEntry } from '../model.js'
import type { Approval, Client, DisabledList } from './client.js'
import { child, children, isMap, type Located } from './document.js'
import { matchesGlob } from './glob.js'
import type { Loader } from './load.js'
import { mapsAt } from './maps.js'
import { closedFolderAbove, folderSpeller, type Places, templateFor } from './places.js'
import { booleanOf, textOf } from './values.js'

/** A server, as settings speak of it. */
export interface Subject {
  readonly scope: Scope
  readonly name: string
  /** The folder of the project that its own file names for it. */
  readonly project: string | null
  /** The folder of the project that its file belongs to. */
  readonly folder: string | null
  readonly launch: ServerEntry['launch']
}

export interface Policy {
  isDisabled(server: Subject): boolean
  /** The setting that lets it start unasked; `null` where none does. */
  approvedBy(server: Subject): ConfigPlace | null
}

export const NO_POLICY: Policy = { isDisabled: () => false, approvedBy: () => null }

/**
 * Reads a client's settings once, and answers for each server. Settings that can't be read say nothing, and are remarked.
 *
 * @param chain the scanned folder and its ancestors, whose settings hold for each other's servers: the client is opened in one of
 *   them and reads up from there
 */
export async function readPolicy(
  host: Host,
  client: Client,
  places: Places,
  chain: readonly string[],
  load: Loader,
  remarks: NotEvaluated[],
): Promise<Policy> {
  const normal = folderSpeller(host)
  const inChain = new Set(chain.map(normal))
  // A file that also holds servers fails on its own account.
  const reported = new Set(client.files.map((file) => templateFor(host, file)))
  const unread = new Set<string>()

  /** What stands at keys in all files of a template, with the project that it speaks of. */
  async function settingsAt({ path, keys, scopes }: Approval): Promise<readonly Setting[]> {
    const found: Setting[] = []
    for (const { path: file, folder } of await places.expand(path)) {
      const loaded = await load(file)
      if (loaded.found === 'failure' && !reported.has(path) && !(await closedFolderAbove(host, file))) unread.add(file)
      if (loaded.found !== 'document' || loaded.root === null) continue
      for (const { at, project } of mapsAt(loaded.root, keys)) {
        found.push({ file, at, scopes, project: project && normal(project), folder: folder && normal(folder) })
      }
    }
    return found
  }

  /** The project that a server belongs to, where it belongs to one. */
  const homeOf = ({ folder, project }: Subject): string | null => {
    const home = folder ?? project
    return home && normal(home)
  }

  /** Whether a setting of these scopes speaks of a server's project. */
  function concerns({ scopes, project, folder }: Setting, server: Subject): boolean {
    if (!scopes.includes(server.scope)) return false
    const home = homeOf(server)
    const together = (place: string): boolean =>
      home === place || (inChain.has(place) && (home === null || inChain.has(home)))
    if (folder !== null && !together(folder)) return false
    return project === null || (server.project === null ? together(project) : home === project)
  }

  const bucketOf = ({ project, folder }: Setting): string =>
    project ?? (folder !== null && !inChain.has(folder) ? folder : EVERYWHERE)
  const lists = (all: readonly DisabledList[]) =>
    all.map(({ path, names, scopes }) => ({ path, keys: names, scopes }) satisfies Approval)
  const read = async <T>(all: readonly Approval[], of: (at: Located) => T | null): Promise<Settings<T>> => {
    const buckets = new Map<string, { readonly setting: Setting; readonly value: T }[]>()
    for (const setting of (await Promise.all(all.map(settingsAt))).flat()) {
      const value = of(setting.at)
      if (value === null) continue
      const bucket = bucketOf(setting)
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), { setting, value }])
    }
    const inAll = [EVERYWHERE, ...inChain]
    return (server) => {
      const home = homeOf(server)
      const places = home === null || inChain.has(home) ? inAll : [EVERYWHERE, home]
      return places.flatMap((place) => (buckets.get(place) ?? []).filter(({ setting }) => concerns(setting, server)))
    }
  }
  const denying = await read(lists(client.disabledLists ?? []), readRules)
  const allowing = await read(lists(client.allowedLists ?? []), (at) =>
    at.node.type === 'list' ? readRules(at) : null,
  )
  const approving = await read(client.approvals ?? [], readApproval)

  for (const file of unread) {
    const what = `which servers ${client.title} has disabled or approved`
    remarks.push({ subject: file, what, why: 'the file is not readable' })
  }
  return {
    isDisabled(server) {
      if (denying(server).some(({ value }) => names(value, server))) return true
      const allowed = allowing(server)
      return allowed.length > 0 && !allowed.some(({ value }) => admits(value, server))
    },
    approvedBy(server) {
      for (const { setting, value } of approving(server)) {
        const pointer = value(server.name)
        if (pointer !== undefined) return { file: setting.file, pointer }
      }
      return null
    },
  }
}

/** The settings that speak of a server, without a look at all the others. */
type Settings<T> = (server: Subject) => readonly { readonly setting: Setting; readonly value: T }[]

/** Stands for all projects, and is no folder. */
const EVERYWHERE = '*'

/** The lists that a file of unknown client holds beside its own servers: Claude Code's, per project. */
export function policyBeside(root: Located): Policy {
  const lists = mapsAt(root, ['projects', '*', 'disabledMcpServers'])
  const rules = new Map(lists.map(({ at, project }) => [project, readRules(at)]))
  return {
    isDisabled(server) {
      const own = server.project === null ? undefined : rules.get(server.project)
      return own !== undefined && names(own, server)
    },
    approvedBy: () => null,
  }
}

interface Setting {
  readonly file: string
  readonly at: Located
  readonly scopes: readonly Scope[]
  /** Normal, as is `folder`. */
  readonly project: string | null
  /** The project's folder that the file stands in. */
  readonly folder: string | null
}

interface Rules {
  readonly names: ReadonlySet<string>
  /** Exact command and arguments, as JSON. */
  readonly commands: ReadonlySet<string>
  /** With `*` for any run of characters. */
  readonly urls: readonly string[]
}

/** Patterns of URLs are compared one by one with each server: of one list so many, of such a length, are. */
const MAX_URLS = 100
const MAX_URL = 1_000

/** Names, Claude Code's rules, or a map of switches: `{"github": {"enabled": false}}`. */
function readRules(at: Located): Rules {
  const names = new Set<string>()
  const commands = new Set<string>()
  const urls: string[] = []
  if (isMap(at)) for (const one of children(at)) if (isOff(one)) names.add(one.key)
  for (const item of at.node.type === 'list' ? children(at) : []) {
    const name = textOf(item) ?? textOf(child(item, 'serverName'))
    if (name !== undefined) names.add(name)
    const url = textOf(child(item, 'serverUrl'))
    if (url !== undefined && url.length <= MAX_URL && urls.length < MAX_URLS) urls.push(url)
    const command = child(item, 'serverCommand')
    if (command?.node.type === 'list')
      commands.add(JSON.stringify(children(command).map((word) => textOf(word) ?? null)))
  }
  return { names, commands, urls }
}

const isOff = (one: Located): boolean =>
  booleanOf(one) === false || booleanOf(child(one, 'enabled')) === false || booleanOf(child(one, 'disabled')) === true

const hasCommand = ({ commands }: Rules, { launch }: Subject): boolean =>
  commands.size > 0 && launch.transport === 'stdio' && commands.has(JSON.stringify(launch.argv.map(({ text }) => text)))

const hasUrl = ({ urls }: Rules, { launch }: Subject): boolean =>
  launch.transport === 'remote' && urls.some((pattern) => matchesGlob(pattern, launch.url.text))

/** Whether any rule is about a server. */
const names = (rules: Rules, server: Subject): boolean =>
  rules.names.has(server.name) || hasCommand(rules, server) || hasUrl(rules, server)

/**
 * Whether a list that alone allows servers has one. As soon as such a list names commands, a name does not do for a server that is
 * started, nor for one that is connected to once the list names URLs: https://code.claude.com/docs/en/managed-mcp
 */
function admits(rules: Rules, server: Subject): boolean {
  if (server.launch.transport === 'stdio' && rules.commands.size > 0) return hasCommand(rules, server)
  if (server.launch.transport === 'remote' && rules.urls.length > 0) return hasUrl(rules, server)
  return rules.names.has(server.name)
}

/** The pointer of what approves a server by name: `true` for all of them, or an item of a list. */
function readApproval(at: Located): (name: string) => string | undefined {
  if (booleanOf(at) === true) return () => at.pointer
  const items = at.node.type === 'list' ? children(at) : []
  const pointers = new Map(items.map((item) => [textOf(item), item.pointer]))
  return (name) => pointers.get(name)
}
