/** Which copies in a cache of plugins are in use. */
import type { Host } from '../host.js'
import type { NotEvaluated } from '../model.js'
import type { Client } from './client.js'
import { child, children, isMap, type Located } from './document.js'
import type { Loader } from './load.js'
import { type Places, templateFor } from './places.js'
import { brief, placeIn } from './reading.js'
import { booleanOf, textOf } from './values.js'

/** Whether a file belongs to a cached copy that is not started. */
export type Unused = (file: string) => boolean

const allUsed: Unused = () => false

interface Settings {
  readonly path: string
  readonly root: Located
  readonly ofProject: boolean
}

/** Plugins that a remark names. */
const NAMED = 5

/** The client offers to install them when the project is opened, from a marketplace that the same settings may name. */
function offered(file: string, at: Located, names: readonly string[]): NotEvaluated {
  const shown = names.slice(0, NAMED).map(brief).join(', ') + (names.length > NAMED ? ' and others' : '')
  const why = "the project's settings switch these plugins on, and they are not installed here"
  return { subject: placeIn(file, at), what: `the servers that plugins bring: ${shown}`, why }
}

/**
 * Reads the record of installed plugins, and the settings that switch them. Paths in the record are compared from the cache on:
 * the record is copied between machines. Where it names nothing, nothing is known.
 */
export async function readInstalled(
  host: Host,
  client: Client,
  places: Places,
  load: Loader,
  found: { remark(one: NotEvaluated): void },
): Promise<Unused> {
  const { installed } = client
  if (installed === undefined) return allUsed
  const read = async (template: string | null): Promise<readonly Settings[]> => {
    const all: Settings[] = []
    for (const { path, folder } of template === null ? [] : await places.expand(template)) {
      const loaded = await load(path)
      if (loaded.found === 'document' && loaded.root) all.push({ path, root: loaded.root, ofProject: folder !== null })
    }
    return all
  }
  const tailOf = (path: string): string | null => {
    const plain = path.replaceAll('\\', '/')
    const at = plain.lastIndexOf(`/${installed.cache}`)
    if (at < 0) return null
    const tail = plain.slice(at + installed.cache.length + 1).replace(/(?<!\/)\/*$/, '/')
    return host.platform === 'win32' ? tail.toLowerCase() : tail
  }

  const switched = new Map<string, boolean>()
  const byProject: { readonly path: string; readonly at: Located; readonly names: readonly string[] }[] = []
  for (const template of installed.switches) {
    for (const { path, root, ofProject } of await read(templateFor(host, { path: template }))) {
      const plugins = child(root, 'enabledPlugins')
      if (plugins === undefined) continue
      for (const one of children(plugins)) {
        const on = booleanOf(one)
        if (on !== undefined && !switched.has(one.key)) switched.set(one.key, on)
      }
      const names = children(plugins).flatMap((one) => (booleanOf(one) === false ? [] : [one.key]))
      if (ofProject) byProject.push({ path, at: plugins, names })
    }
  }
  const used: string[] = []
  const present = new Set<string>()
  let known = 0
  for (const { root } of await read(installed.record)) {
    const plugins = child(root, 'plugins')
    for (const plugin of isMap(plugins) ? children(plugins) : []) {
      for (const copy of plugin.node.type === 'list' ? children(plugin) : [plugin]) {
        const tail = tailOf(textOf(child(copy, 'installPath')) ?? '')
        if (tail === null || tail === '/') continue
        known += 1
        present.add(plugin.key)
        if (switched.get(plugin.key) !== false) used.push(tail)
      }
    }
  }
  for (const { path, at, names } of byProject) {
    const missing = names.filter((name) => !present.has(name))
    if (missing.length > 0) found.remark(offered(path, at, missing))
  }
  if (known === 0) return allUsed
  return (file) => {
    const tail = tailOf(file)
    return tail !== null && !used.some((folder) => tail.startsWith(folder))
  }
}
