/** Lists of server names, kept outside of the servers' own entries, that disable them. */
import { type Host, pathsOf } from '../host.js'
import type { NotEvaluated, Scope } from '../model.js'
import type { Client, DisabledList } from './client.js'
import type { Located } from './document.js'
import type { Loader } from './load.js'
import { mapsAt } from './maps.js'
import { expand, templateFor } from './places.js'

/** Whether lists disable a server. `project` is the one that its own file names, as Claude Code's local servers have. */
export type IsDisabled = (server: {
  readonly scope: Scope
  readonly name: string
  readonly project: string | null
}) => boolean

/**
 * Reads a client's lists once, and answers for each server. A list that can't be read disables nothing, and is remarked.
 *
 * @param project the scanned folder and its ancestors: what a server of scope `project` belongs to
 */
export async function disabledNames(
  host: Host,
  client: Client,
  project: readonly string[],
  load: Loader,
  remarks: NotEvaluated[],
): Promise<IsDisabled> {
  const lists: { readonly list: DisabledList; readonly project: string | null; readonly names: ReadonlySet<string> }[] =
    []
  // A file that also holds servers fails on its own account.
  const reported = new Set(client.files.map((file) => templateFor(host, file)))
  const unread = new Set<string>()
  for (const list of client.disabledLists ?? []) {
    for (const file of await expand(host, list.path, project)) {
      const loaded = await load(file)
      if (loaded.found === 'failure' && !reported.has(list.path)) unread.add(file)
      if (loaded.found !== 'document' || loaded.root === null) continue
      for (const { at, project } of mapsAt(loaded.root, list.names)) {
        lists.push({ list, project: project === null ? null : sameFolder(host, project), names: textsOf(at) })
      }
    }
  }
  for (const file of unread) {
    remarks.push({ subject: file, what: `which servers ${client.title} has disabled`, why: 'the file is not readable' })
  }
  const folders = new Set(project.map((folder) => sameFolder(host, folder)))
  return (server) =>
    lists.some(({ list, project, names }) => {
      if (!list.scopes.includes(server.scope) || !names.has(server.name)) return false
      if (project === null) return true
      return server.project === null ? folders.has(project) : sameFolder(host, server.project) === project
    })
}

/** The lists that a file of unknown client holds beside its own servers: Claude Code's, per project. */
export function listsBeside(root: Located): IsDisabled {
  const lists = mapsAt(root, ['projects', '*', 'disabledMcpServers'])
  const names = new Map(lists.map(({ at, project }) => [project, textsOf(at)]))
  return (server) => server.project !== null && (names.get(server.project)?.has(server.name) ?? false)
}

const textsOf = ({ node }: Located): ReadonlySet<string> =>
  new Set(node.type === 'list' ? node.items.flatMap((item) => (item.type === 'text' ? [item.value] : [])) : [])

/** Clients write a project's folder with either slash on Windows, where case does not count. */
function sameFolder(host: Host, folder: string): string {
  const normal = pathsOf(host)
    .normalize(folder)
    .replace(/[\\/]+$/, '')
  return host.platform === 'win32' ? normal.toLowerCase() : normal
}
