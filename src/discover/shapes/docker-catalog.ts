/**
 * Servers of Docker's MCP Toolkit. `registry.yaml` says which are enabled, the catalogues beside it what each of them is: an
 * image that the gateway runs, a URL, or an image per tool.
 * https://github.com/docker/mcp-gateway, pkg/catalog/types.go and docs/
 */
import type { Word } from '../../model.js'
import { child, children, isMap, type Located } from '../document.js'
import type { EntryReading } from '../entry.js'
import { failure } from '../load.js'
import type { ServerMap } from '../maps.js'
import {
  bounded,
  brief,
  type Candidate,
  type Contents,
  type FileReading,
  NOTHING,
  notA,
  placeIn,
  problem,
} from '../reading.js'
import { textOf } from '../values.js'
import type { ShapeHost } from './shape.js'
import { addedWords, connected, pairsOf, scalarAt, started, wordAt, wordsOf } from './words.js'

/** Beside `registry.yaml`. */
const CATALOGUES = 'catalogs'
/** Docker's own, which the gateway reads first. */
const DOCKERS_OWN = 'docker-mcp.yaml'
const MAX_CATALOGUES = 50

/** A catalogue describes servers; `registry.yaml` only refers to them, with an empty `ref`. */
export function isCatalogue(root: Located): boolean {
  const registry = child(root, 'registry')
  if (!isMap(registry)) return false
  return children(registry).some((one) => ['image', 'remote', 'tools', 'type'].some((key) => child(one, key)))
}

export function isEnabledList(root: Located): boolean {
  const registry = child(root, 'registry')
  return isMap(registry) && children(registry).some((one) => child(one, 'ref') !== undefined) && !isCatalogue(root)
}

/** All servers of a catalogue that is itself named as a configuration. */
export function readCatalogue(file: string, root: Located): Contents {
  const registry = child(root, 'registry')
  if (registry === undefined) return NOTHING
  const { all, failures } = bounded(file, registry, children(registry))
  return { ...NOTHING, candidates: all.flatMap((one) => readServer(one.key, one)), failures }
}

/** The servers that a map in `registry.yaml` enables, each at its place in a catalogue. */
export async function readEnabled(
  { host, load, paths }: ShapeHost,
  file: string,
  maps: readonly ServerMap[],
): Promise<readonly FileReading[]> {
  const folder = paths.join(paths.dirname(file), CATALOGUES)
  const names = (await host.files.list(folder)).filter((name) => /\.ya?ml$/i.test(name) && name !== DOCKERS_OWN)
  const files = [DOCKERS_OWN, ...names.slice(0, MAX_CATALOGUES)].map((name) => paths.join(folder, name))

  /** Each server in the first catalogue that has it. */
  const described = new Map<string, { readonly file: string; readonly at: Located }>()
  const catalogues = new Map<string, FileReading>()
  for (const catalogue of files) {
    const loaded = await load(catalogue)
    catalogues.set(catalogue, { ...NOTHING, file: catalogue, loaded })
    const registry = loaded.found === 'document' && loaded.root ? child(loaded.root, 'registry') : undefined
    if (!isMap(registry)) continue
    for (const one of children(registry))
      if (!described.has(one.key)) described.set(one.key, { file: catalogue, at: one })
  }

  const candidates = new Map<string, Candidate[]>()
  const missing: FileReading['failures'][number][] = []
  for (const { at } of maps) {
    const { all, failures } = bounded(file, at, children(at))
    missing.push(...failures)
    for (const { key, pointer } of all) {
      const found = described.get(key)
      if (found) {
        const own = candidates.get(found.file) ?? []
        candidates.set(found.file, own)
        own.push(...readServer(key, found.at))
        continue
      }
      const message = `the server "${brief(key)}" is enabled, and no catalogue beside this file says what it starts`
      const remedy = 'Let Docker update its catalogues, or disable the server.'
      missing.push(failure(placeIn(file, { pointer }), message, remedy))
    }
  }
  return [
    ...(missing.length > 0
      ? [{ ...NOTHING, file, loaded: { found: 'document', root: null } as const, failures: missing }]
      : []),
    ...[...catalogues.values()].map((one) => ({ ...one, candidates: candidates.get(one.file) ?? [] })),
  ]
}

/** A server, or for a collection of tools in containers of their own, one entry per image. */
function readServer(name: string, at: Located): readonly Candidate[] {
  const tools = textOf(child(at, 'type')) === 'poci' ? child(at, 'tools') : undefined
  if (tools?.node.type !== 'list') return [{ name, at, project: null, reading: readImage(at) }]
  const images = new Set<string>()
  return children(tools).flatMap((tool) => {
    const container = child(tool, 'container')
    const image = container && textOf(child(container, 'image'))
    if (container === undefined || !image || images.has(image)) return []
    images.add(image)
    const own = `${name}/${textOf(child(tool, 'name')) ?? tool.key}`
    return [{ name: own, at: container, project: null, reading: readImage(container) }]
  })
}

/** What the gateway runs: `docker run`, with the volumes that it mounts. */
function readImage(at: Located): EntryReading {
  if (!isMap(at)) return notA('an object', at)
  const remote = child(at, 'remote')
  const url = (remote && child(remote, 'url')) ?? child(at, 'sseEndpoint')
  const address = textOf(url)
  if (url && address) return connected(url, address, textsOf(remote && child(remote, 'headers')))
  const image = child(at, 'image')
  const text = textOf(image)
  if (image === undefined || !text) return problem('it has neither an image nor a URL')
  const volumes = wordsOf(child(at, 'volumes')).flatMap((volume): readonly Word[] => [...addedWords(at, '-v'), volume])
  const user = child(at, 'user')
  const as = scalarAt(user) === undefined ? [] : [...addedWords(at, '-u'), ...wordsOf(user)]
  const argv = [...addedWords(at, 'docker', 'run', '-i', '--rm'), ...volumes, ...as]
  return started([...argv, wordAt(image, text), ...wordsOf(child(at, 'command'))], { env: pairsOf(child(at, 'env')) })
}

function textsOf(map: Located | undefined): Readonly<Record<string, string>> {
  const texts: Record<string, string> = Object.create(null)
  if (!isMap(map)) return texts
  for (const one of children(map)) {
    const value = scalarAt(one)
    if (value !== undefined) texts[one.key] = value
  }
  return texts
}
