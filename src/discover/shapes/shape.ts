/** Files in which servers stand in another way than as a map of entries; each shape is described in `../client.ts`. */
import type path from 'node:path'
import type { Host } from '../../host.js'
import type { Shape } from '../client.js'
import type { Located } from '../document.js'
import type { Dialect } from '../grants.js'
import type { Loaded, Loader } from '../load.js'
import type { ServerMap } from '../maps.js'
import { type FileReading, join, NOTHING } from '../reading.js'
import { isBundle, readBundle } from './bundle.js'
import { isCatalogue, isEnabledList, readCatalogue, readEnabled } from './docker-catalog.js'
import { isGoose, readGoose } from './goose.js'
import { isPluginManifest, readPlugin } from './plugin.js'
import { readReferences } from './references.js'
import { isRegistryServer, readRegistryServer } from './registry-server.js'
import { readWorkspace } from './workspace.js'

/** What reading a shape takes beside the document. */
export interface ShapeHost {
  readonly host: Host
  /** For other files that the document names. */
  readonly load: Loader
  readonly paths: path.PlatformPath
  readonly dialect: Dialect | undefined
}

/** A document with its file. */
export interface ShapedFile {
  readonly file: string
  readonly root: Located
  readonly loaded: Loaded
}

/**
 * Reads a document of a known shape.
 *
 * @param maps what stands at the client's keys
 * @returns a reading for the file, and one for each other file that its servers stand in
 */
export async function readShape(
  shape: Shape,
  of: ShapeHost,
  { file, root, loaded }: ShapedFile,
  maps: readonly ServerMap[],
): Promise<readonly FileReading[]> {
  const own = { ...NOTHING, file, loaded }
  const name = of.paths.parse(file).name
  switch (shape) {
    case 'workspace':
      return readWorkspace(of, { file, root, loaded }, maps)
    case 'plugin-manifest':
      return readPlugin(of, { file, root, loaded }, maps)
    case 'docker-catalog': {
      const [first = own, ...others] = await readEnabled(of, file, maps)
      return first.file === file ? [{ ...first, loaded }, ...others] : [own, first, ...others]
    }
    case 'references':
      return [{ ...own, ...join(maps.map((map) => readReferences(file, map, of.dialect))) }]
    case 'goose':
      return [{ ...own, ...join(maps.map((map) => readGoose(file, map, of.dialect))) }]
    case 'bundle':
      return [{ ...own, candidates: readBundle(root, of.host.platform, name) }]
    case 'registry-server':
      return [{ ...own, candidates: readRegistryServer(root, name) }]
  }
}

/**
 * The shape of a document of no known client, and the keys at which its servers stand; `null` where it has none of these.
 *
 * @param file its name: other files follow from the paths in a plugin's manifest, so that one has to be named as it is
 */
export function recogniseShape(
  file: string,
  root: Located,
): { readonly shape: Shape; readonly keys: readonly string[] } | null {
  if (isBundle(root)) return { shape: 'bundle', keys: [] }
  if (isRegistryServer(root)) return { shape: 'registry-server', keys: [] }
  if (/(^|[\\/])plugin\.json$/i.test(file) && isPluginManifest(root))
    return { shape: 'plugin-manifest', keys: ['mcpServers'] }
  if (isEnabledList(root)) return { shape: 'docker-catalog', keys: ['registry'] }
  if (isGoose(root)) return { shape: 'goose', keys: ['extensions'] }
  return null
}

export { isCatalogue, readCatalogue }
