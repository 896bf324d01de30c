/** What a client's settings say about servers that stand elsewhere: which are disabled, and which approved unasked. */
import type { Host } from '../host.js'
import type { ConfigPlace, NotEvaluated, Scope, ServerEntry } from '../model.js'
import type { Approval, Client } from './client.js'
import { child, children, isMap, type Located } from './document.js'
import { matchesGlob } from './glob.js'
import { type Loader, loader } from './load.js'
import { mapsAt } from './maps.js'
import { closedFolderAbove, folderSpeller, type Place, type Places, templateFor } from './places.js'
import { readToolApproval, type ToolApproval } from './tool-approvals.js'
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
  /** Tools of it that run without a question by a setting; `*` for all of them. */
  approvedTools(server: Subject): readonly string[]
}

export const NO_POLICY: Policy = { isDisabled: () => false, approvedBy: () => null, approvedTools: () => [] }

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
  found: { remark(one: NotEvaluated): void },
): Promise<Policy> {
  const normal = folderSpeller(host)
  const inChain = new Set(chain.map(normal))
  // A file that also holds servers fails on its own account.
  const reported = new Set(client.files.map((file) => templateFor(host, file)))
  const unread = new Set<string>()

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

  const denying = new Settings<Rules>()
  const allowing = new Settings<Rules>()
  const approving = new Settings<Approving>()
  const unasking = new Settings<ToolApproval>()
  const parts: readonly Part[] = [
    ...(client.disabledLists ?? []).map((list) => ({ ...list, keys: list.names, add: denying.adder(readRules) })),
    ...(client.allowedLists ?? []).map((list) => ({ ...list, keys: list.names, add: allowing.adder(readAllowed) })),
    ...(client.approvals ?? []).map((approval) => ({ ...approval, add: approving.adder(readApproval) })),
    ...(client.toolApprovals ?? []).map((approval) => ({ ...approval, add: unasking.adder(readToolApproval) })),
  ]
  const files = new Map<string, { readonly place: Place; readonly parts: Part[] }>()
  for (const part of parts) {
    const template = templateFor(host, part)
    for (const place of template === null ? [] : await places.expand(template)) {
      const file = files.get(place.path) ?? { place, parts: [] }
      files.set(place.path, file)
      file.parts.push(part)
    }
  }
  for (const [file, { place, parts }] of files) {
    const folder = place.folder && normal(place.folder)
    const isBelow = folder !== null && !inChain.has(folder)
    // Settings of a walked project are many, and each is asked for here alone: their documents are not kept.
    const loaded = await (isBelow ? loader(host) : load)(file)
    if (loaded.found === 'failure' && !parts.some((part) => reported.has(templateFor(host, part)))) {
      if ((await closedFolderAbove(host, file)) === null) unread.add(file)
    }
    if (loaded.found !== 'document' || loaded.root === null) continue
    for (const { keys, scopes, add } of parts) {
      for (const map of mapsAt(loaded.root, keys)) {
        const project = map.project && normal(map.project)
        add(project ?? (isBelow ? folder : EVERYWHERE), { file, scopes, project, folder }, map.at)
      }
    }
  }

  /** The settings that concern a server, without a look at all the others. */
  function about<T>(settings: Settings<T>, server: Subject): readonly Said<T>[] {
    const home = homeOf(server)
    const buckets = home === null || inChain.has(home) ? [EVERYWHERE, ...inChain] : [EVERYWHERE, home]
    return buckets.flatMap((bucket) => settings.about(bucket).filter(({ setting }) => concerns(setting, server)))
  }

  for (const file of unread) {
    const what = `which servers ${client.title} has disabled or approved`
    found.remark({ subject: file, what, why: 'the file is not readable' })
  }
  return {
    isDisabled(server) {
      if (about(denying, server).some(({ value }) => names(value, server))) return true
      const allowed = about(allowing, server)
      return allowed.length > 0 && !allowed.some(({ value }) => admits(value, server))
    },
    approvedBy(server) {
      // That a project approves itself is graver than what its user has answered.
      const said = about(approving, server)
      const ofProject = said.filter(({ setting }) => setting.folder !== null)
      for (const { setting, value } of [...ofProject, ...said]) {
        const pointer = value(server.name)
        if (pointer !== undefined) return { file: setting.file, pointer }
      }
      return null
    },
    approvedTools(server) {
      return [...new Set(about(unasking, server).flatMap(({ value }) => value(server.name)))]
    },
  }
}

/** One of a client's constants, and where what it leads to is put. */
interface Part extends Approval {
  readonly add: (bucket: string, setting: Setting, at: Located) => void
}

/** What a setting says, as far as it was understood. */
interface Said<T> {
  readonly setting: Setting
  readonly value: T
}

/** Settings by the project that they speak of. */
class Settings<T> {
  readonly #buckets = new Map<string, Said<T>[]>()

  about(bucket: string): readonly Said<T>[] {
    return this.#buckets.get(bucket) ?? []
  }

  /** @param read `null` for what says nothing */
  adder(read: (at: Located) => T | null): Part['add'] {
    return (bucket, setting, at) => {
      const value = read(at)
      if (value === null) return
      const said = this.#buckets.get(bucket) ?? []
      said.push({ setting, value })
      this.#buckets.set(bucket, said)
    }
  }
}

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
    approvedTools: () => [],
  }
}

interface Setting {
  readonly file: string
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

const readAllowed = (at: Located): Rules | null => (at.node.type === 'list' ? readRules(at) : null)

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

type Approving = (name: string) => string | undefined

/** The pointer of what approves a server by name: `true` for all of them, or an item of a list. */
function readApproval(at: Located): Approving {
  if (booleanOf(at) === true) return () => at.pointer
  const items = at.node.type === 'list' ? children(at) : []
  const pointers = new Map(items.map((item) => [textOf(item), item.pointer]))
  return (name) => pointers.get(name)
}
