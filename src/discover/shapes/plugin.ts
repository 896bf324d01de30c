/**
 * The plugin.json of a plugin, in `.claude-plugin/` or a folder like it. Its `mcpServers` is a map of servers, the path of a file that
 * holds one, or a list of these. Paths are relative to the plugin's folder, and lead nowhere else.
 * https://code.claude.com/docs/en/plugins-reference
 */
import { child, children, type Located } from '../document.js'
import { failure, type Loaded } from '../load.js'
import { mapsAt, type ServerMap } from '../maps.js'
import { type Contents, type FileReading, join, NOTHING, placeIn, readMap } from '../reading.js'
import { nameOf } from '../values.js'
import type { ShapedFile, ShapeHost } from './shape.js'

/** Of Claude Code, Cursor, Codex and Copilot, in the plugin's folder. */
const MANIFEST_FOLDER = /[\\/](?:\.(?:claude|cursor|codex)-plugin|\.github[\\/]plugin|\.plugin)$/
const ROOT_VARIABLE = /^\$\{(?:[A-Z]+_)?PLUGIN_ROOT\}[\\/]?/
/** Files that one manifest names. */
const MAX_FILES = 50

/** A plugin's manifest that names files; one that holds a plain map is read as any such file. */
export function isPluginManifest(root: Located): boolean {
  const servers = child(root, 'mcpServers')
  if (servers?.node.type === 'text') return true
  return servers?.node.type === 'list' && servers.node.items.some(({ type }) => type === 'text')
}

export async function readPlugin(
  of: ShapeHost,
  { file, loaded }: ShapedFile,
  maps: readonly ServerMap[],
): Promise<readonly FileReading[]> {
  const own: Contents[] = []
  const named: Located[] = []
  for (const map of maps) {
    const parts = map.at.node.type === 'list' ? children(map.at) : [map.at]
    for (const at of parts) {
      if (at.node.type === 'text') named.push(at)
      else if (at.node.type === 'map') own.push(readMap(file, { ...map, at }, of.dialect))
      else if (at.node.type !== 'other' || at.node.value !== null) own.push(wrong(file, at))
    }
  }
  const files: FileReading[] = []
  for (const at of named.slice(0, MAX_FILES)) {
    const reading = await readNamed(of, file, at)
    if ('loaded' in reading) files.push(reading)
    else own.push(reading)
  }
  if (named.length > MAX_FILES) {
    const message = `it names ${named.length} files of servers, and ${MAX_FILES} are read`
    own.push(failing(file, maps[0]?.at ?? { pointer: '' }, message, 'Put the servers into the manifest.'))
  }
  return [{ file, loaded, ...join(own) }, ...files]
}

/** The file that a manifest names, or why there is none. */
async function readNamed(of: ShapeHost, manifest: string, at: Located): Promise<FileReading | Contents> {
  const { host, load, paths } = of
  const text = at.node.type === 'text' ? at.node.value : ''
  if (/\.(mcpb|dxt)$/i.test(text)) {
    const why = 'it is packed; its client unpacks it when it starts the server'
    return {
      ...NOTHING,
      remarks: [{ subject: placeIn(manifest, at), what: 'the servers of the bundle that it names', why }],
    }
  }
  const folder = paths.dirname(manifest)
  const plugin = folder.replace(MANIFEST_FOLDER, '') || folder
  const file = paths.resolve(plugin, text.replace(ROOT_VARIABLE, './'))
  if (!isInside(of, plugin, file)) return outside(manifest, at)
  const [realPlugin, realFile] = [await host.files.realPath(plugin), await host.files.realPath(file)]
  if (realPlugin !== null && realFile !== null && !isInside(of, realPlugin, realFile)) return outside(manifest, at)
  const loaded = await load(file)
  if (loaded.found === 'absent') {
    return failing(manifest, at, 'it names a file that does not exist', 'Update the plugin, or mend the path.')
  }
  return { file, loaded, ...contentsOf(file, loaded, of) }
}

function contentsOf(file: string, loaded: Loaded, { dialect }: ShapeHost): Contents {
  if (loaded.found !== 'document' || loaded.root === null) return NOTHING
  const { root } = loaded
  const nested = mapsAt(root, ['mcpServers'])
  return join((nested.length > 0 ? nested : mapsAt(root, [])).map((map) => readMap(file, map, dialect)))
}

/** Below a folder, by the words of both paths. */
function isInside({ paths }: ShapeHost, folder: string, file: string): boolean {
  const relative = paths.relative(folder, file)
  return relative !== '' && relative !== '..' && !relative.startsWith(`..${paths.sep}`) && !paths.isAbsolute(relative)
}

const outside = (manifest: string, at: Located): Contents =>
  failing(
    manifest,
    at,
    'it names a file outside of its plugin',
    'Read that file, and name it with --config if it holds servers.',
  )

const wrong = (file: string, at: Located): Contents =>
  failing(file, at, `its servers are ${nameOf(at)}, not an object or a path`, 'Update the plugin, or remove it.')

const failing = (file: string, at: Pick<Located, 'pointer'>, message: string, remedy: string): Contents => ({
  ...NOTHING,
  failures: [failure(placeIn(file, at), message, remedy)],
})
