/** Files that a user names: of any client, any format, any shape. */
import { type Host, pathsOf } from '../host.js'
import type { NotEvaluated } from '../model.js'
import type { Collector, Reader } from './collect.js'
import { children, type Located } from './document.js'
import { failure, type Loaded, type Loader } from './load.js'
import { mapsAt, recognise, repeatedAbove } from './maps.js'
import { NO_POLICY, policyBeside } from './policy.js'
import { earlier, type FileReading, join, NOTHING, placeIn, readMaps } from './reading.js'
import { readReferences } from './shapes/references.js'
import { isCatalogue, readCatalogue, readShape, recogniseShape } from './shapes/shape.js'

/** @param file absolute */
export async function readNamedFile(host: Host, load: Loader, file: string, found: Collector): Promise<void> {
  const loaded = await load(file)
  const root = loaded.found === 'document' ? loaded.root : null
  const reader: Reader = {
    client: 'config',
    scope: 'explicit',
    folder: null,
    policy: root === null ? NO_POLICY : policyBeside(root),
    startsOnOpen: false,
    needsType: false,
    overruled: false,
    wants: () => true,
  }
  const readings = root === null ? [missing(file, loaded)] : await readRoot(host, load, file, loaded, root)
  for (const reading of readings) found.add(reader, reading)
}

async function readRoot(
  host: Host,
  load: Loader,
  file: string,
  loaded: Loaded,
  root: Located,
): Promise<readonly FileReading[]> {
  const paths = pathsOf(host)
  const known = recogniseShape(file, root)
  if (known) {
    const of = { host, load, paths, dialect: undefined }
    return readShape(known.shape, of, { file, root, loaded }, mapsAt(root, known.keys))
  }
  if (isCatalogue(root)) return [{ file, loaded, ...readCatalogue(file, root) }]
  const maps = recognise(root).map((map) => (map.single ? { ...map, name: paths.parse(file).name } : map))
  // In the frontmatter of a subagent names stand for servers elsewhere.
  const isAgent = /\.(md|markdown|mdc)$/i.test(file)
  const contents = isAgent ? join(maps.map((map) => readReferences(file, map))) : readMaps(file, maps)
  const remarks = [
    ...maps.flatMap(({ keys }) => repeatedAbove(root, keys)).map(({ at, key }) => earlier(file, at, key)),
    ...maps.filter(({ misspelled }) => misspelled).map(({ at }) => spelledOtherwise(file, at)),
  ]
  if (maps.length > 0) return [{ file, loaded, ...contents, remarks: [...remarks, ...contents.remarks] }]
  return [children(root).length === 0 ? { ...NOTHING, file, loaded } : notRecognised(file)]
}

const spelledOtherwise = (file: string, at: Located): NotEvaluated => ({
  subject: placeIn(file, at),
  what: 'whether these servers are started',
  why: 'their key is written in another case than any client has it',
})

function missing(file: string, loaded: Loaded): FileReading {
  if (loaded.found !== 'absent') return { ...NOTHING, file, loaded }
  return failing(file, 'the file does not exist', 'Check the path given with --config.')
}

const notRecognised = (file: string): FileReading =>
  failing(
    file,
    'no servers are recognised in it',
    'Give a file that holds `mcpServers`, `servers`, `mcp.servers`, `context_servers`, `mcp`, or one entry per name.',
  )

const failing = (file: string, message: string, remedy: string): FileReading => ({
  ...NOTHING,
  file,
  loaded: { found: 'failure', failure: failure(file, message, remedy) },
})
