/**
 * VS Code's workspace file. Its `settings` may hold servers, and it opens each of its `folders`, wherever they lie, with the
 * servers that are configured there. https://code.visualstudio.com/docs/editing/workspaces/multi-root-workspaces
 */
import { child, children, type Located } from '../document.js'
import { failure } from '../load.js'
import { mapsAt, type ServerMap } from '../maps.js'
import { type Contents, type FileReading, join, NOTHING, placeIn, readMaps } from '../reading.js'
import { textOf } from '../values.js'
import type { ShapedFile, ShapeHost } from './shape.js'

/** Folders of one workspace that are looked into. */
const MAX_FOLDERS = 50
/** In each folder, and where servers stand in them. */
const FILES = [
  { names: ['.vscode', 'mcp.json'], servers: [['servers']] },
  { names: ['.vscode', 'settings.json'], servers: [['mcp', 'servers'], ['mcp.servers']] },
] as const

export async function readWorkspace(
  of: ShapeHost,
  { file, root, loaded }: ShapedFile,
  maps: readonly ServerMap[],
): Promise<readonly FileReading[]> {
  const { load, paths, dialect } = of
  const own: Contents[] = [readMaps(file, maps, dialect)]
  const list = child(root, 'folders')
  const folders = list?.node.type === 'list' ? children(list) : []
  if (folders.length > MAX_FOLDERS && list) own.push(tooMany(file, list, folders.length))
  const readings: FileReading[] = []
  for (const folder of folders.slice(0, MAX_FOLDERS)) {
    const path = textOf(child(folder, 'path'))
    if (path === undefined) {
      if (child(folder, 'uri')) own.push(elsewhere(file, folder))
      continue
    }
    for (const { names, servers } of FILES) {
      const config = paths.resolve(paths.dirname(file), path, ...names)
      const found = await load(config)
      if (found.found === 'absent') continue
      const { root: top = null } = found.found === 'document' ? found : {}
      const inside = top === null ? [] : servers.flatMap((keys) => mapsAt(top, keys))
      readings.push({ ...readMaps(config, inside, dialect), file: config, loaded: found })
    }
  }
  return [{ file, loaded, ...join(own) }, ...readings]
}

const elsewhere = (file: string, folder: Located): Contents => ({
  ...NOTHING,
  remarks: [
    {
      subject: placeIn(file, folder),
      what: 'the servers of a folder of the workspace',
      why: 'it is on another machine',
    },
  ],
})

const tooMany = (file: string, list: Located, count: number): Contents => ({
  ...NOTHING,
  failures: [
    failure(
      placeIn(file, list),
      `the workspace has ${count} folders, and ${MAX_FOLDERS} are looked into`,
      'Scan the folders one by one.',
    ),
  ],
})
