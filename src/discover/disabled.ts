/** Lists of server names, kept outside of the servers' own entries, that disable them. */
import { type Host, pathsOf } from '../host.js'
import type { NotEvaluated, Scope } from '../model.js'
import type { Client, DisabledList } from './client.js'
import type { Loader } from './load.js'
import { mapsAt } from './maps.js'
import { expand } from './places.js'

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
  const unread = new Set<string>()
  for (const list of client.disabledLists ?? []) {
    for (const file of await expand(host, list.path, project)) {
      const loaded = await load(file)
      if (loaded.found === 'failure') unread.add(file)
      if (loaded.found !== 'document' || loaded.root === null) continue
      for (const { at, project } of mapsAt(loaded.root, list.names)) {
        if (at.node.type !== 'list') continue
        const names = new Set(at.node.items.flatMap((item) => (item.type === 'text' ? [item.value] : [])))
        if (names.size > 0) lists.push({ list, project: project === null ? null : sameFolder(host, project), names })
      }
    }
  }
  // A file that also holds servers fails on its own account.
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

/** Clients write a project's folder with either slash on Windows, where case does not count. */
function sameFolder(host: Host, folder: string): string {
  const normal = pathsOf(host)
    .normalize(folder)
    .replace(/[\\/]+$/, '')
  return host.platform === 'win32' ? normal.toLowerCase() : normal
}
