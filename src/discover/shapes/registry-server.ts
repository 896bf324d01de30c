/**
 * The server.json of the MCP registry: an entry for each package and each remote, as clients make them when they install the
 * server. Pure.
 * https://github.com/modelcontextprotocol/registry, docs/reference/server-json; older files are written in snake_case.
 *
 * Identifier and version stand under two keys. The word of the package's spec is `identifier@version`, as the runner takes it,
 * and points at the identifier's text; `versionPointer` leads from there to the version's own text. Where no version stands, or the
 * identifier names it itself, the word is the identifier's text and nothing else.
 */
import type { Word } from '../../model.js'
import { child, children, isMap, type Located } from '../document.js'
import type { EntryReading } from '../entry.js'
import { type Candidate, notA, problem } from '../reading.js'
import { textOf } from '../values.js'
import { addedWords, connected, pairsOf, scalarAt, started, wordAt, wordsOf } from './words.js'

/** A server.json has a name, and packages or remotes in lists. */
export function isRegistryServer(root: Located): boolean {
  const isList = (key: string): boolean => child(root, key)?.node.type === 'list'
  if (textOf(child(root, 'name')) === undefined || !(isList('packages') || isList('remotes'))) return false
  return /server\.schema\.json/.test(textOf(child(root, '$schema')) ?? '') || described(root)
}

/** Without a schema, what it lists has to look like packages or remotes: a package.json's `packages` does not. */
const described = (root: Located): boolean =>
  ['packages', 'remotes'].some((key) =>
    itemsOf(root, key).some(
      (item) => firstOf(item, TYPE) !== undefined && (child(item, 'url') ?? firstOf(item, IDENTIFIER)) !== undefined,
    ),
  )

const TYPE = ['registryType', 'registry_type', 'registry_name', 'type', 'transport_type']
const IDENTIFIER = ['identifier', 'name']

export function readRegistryServer(root: Located, fallbackName: string): readonly Candidate[] {
  const name = textOf(child(root, 'name')) || fallbackName
  const packages = itemsOf(root, 'packages')
  const remotes = itemsOf(root, 'remotes')
  // They are alternatives under one name: what tells them apart is said with it.
  const nameOf = (what: string): string => (packages.length + remotes.length > 1 ? `${name} (${what})` : name)
  return [
    ...packages.map((at) => ({
      name: nameOf(registryOf(at) ?? 'package'),
      at,
      project: null,
      reading: readPackage(at),
    })),
    ...remotes.map((at) => ({ name: nameOf('remote'), at, project: null, reading: readRemote(at) })),
  ]
}

/**
 * Pointer of the version that belongs to an identifier of a server.json, given the pointer of the identifier.
 * Whether a version stands there has to be looked up.
 */
export const versionPointer = (identifier: string): string => identifier.replace(/\/(identifier|name)$/, '/version')

function readPackage(at: Located): EntryReading {
  if (!isMap(at)) return notA('an object', at)
  const identifier = firstOf(at, IDENTIFIER)
  const id = textOf(identifier)
  if (identifier === undefined || !id) return problem('its package has no identifier')
  const spec = (between: string): Word => wordAt(identifier, withVersion(id, between, scalarAt(child(at, 'version'))))
  const hint = firstOf(at, ['runtimeHint', 'runtime_hint'])
  const runner = (text: string): readonly Word[] => (textOf(hint) ? wordsOf(hint) : addedWords(at, ...text.split(' ')))
  const before = argumentsIn(firstOf(at, ['runtimeArguments', 'runtime_arguments']))
  const after = argumentsIn(firstOf(at, ['packageArguments', 'package_arguments']))
  const env = pairsOf(firstOf(at, ['environmentVariables', 'environment_variables']))
  switch (registryOf(at)) {
    case 'npm':
      return started([...runner('npx'), ...from(at, '--registry'), ...before, spec('@'), ...after], { env })
    case 'pypi':
      return started([...runner('uvx'), ...from(at, '--default-index'), ...before, spec('@'), ...after], { env })
    case 'nuget':
      return started([...runner('dnx'), spec('@'), ...before, ...after], { env })
    case 'oci': {
      const run = before[0]?.text === 'run' ? [] : addedWords(at, 'run', '-i', '--rm')
      return started([...runner('docker'), ...run, ...before, image(at, identifier, id), ...after], { env })
    }
    case 'mcpb':
      // Its client downloads the bundle, and starts what its manifest says.
      return started([wordAt(identifier, id), ...after], { env })
    default:
      return problem('the kind of its package is none of npm, pypi, nuget, oci and mcpb')
  }
}

/** The registry that the file names, as the runner is told of it; the usual ones go without saying. */
function from(at: Located, flag: string): readonly Word[] {
  const base = firstOf(at, ['registryBaseUrl', 'registry_base_url'])
  const url = textOf(base)
  return base === undefined || !url || USUAL.test(url) ? [] : [...addedWords(at, flag), wordAt(base, url)]
}

/** In two parts each, as no registry is to be asked by accident. */
const USUAL = new RegExp(`^https://(?:registry\\.${'npmjs'}\\.org|${'pypi'}\\.org)(?:/simple)?/?$`)

/** `docker` is what the oldest files call it. */
function registryOf(at: Located): string | undefined {
  const type = textOf(firstOf(at, ['registryType', 'registry_type', 'registry_name']))?.toLowerCase()
  return type === 'docker' ? 'oci' : type
}

const withVersion = (id: string, between: string, version: string | undefined): string =>
  version ? `${id}${between}${version}` : id

/** An image, with the registry that older files keep apart, and with the version as its tag where it has none of its own. */
function image(at: Located, identifier: Located, id: string): Word {
  const base = textOf(firstOf(at, ['registryBaseUrl', 'registry_base_url']))
  const host = base === undefined ? undefined : /^https?:\/\/([^/@\s]+)\/?$/.exec(base)?.[1]
  const elsewhere = host !== undefined && host !== 'docker.io' && !id.startsWith(`${host}/`)
  const full = elsewhere ? `${host}/${id}` : id
  const named = full.includes('@') || full.lastIndexOf(':') > full.lastIndexOf('/')
  return wordAt(identifier, named ? full : withVersion(full, ':', scalarAt(child(at, 'version'))))
}

/** Positional ones stand for their value, named ones for their name and value. Without a value, the user is asked for it. */
function argumentsIn(list: Located | undefined): readonly Word[] {
  if (list?.node.type !== 'list') return []
  return children(list).flatMap((item) => {
    if (!isMap(item)) return wordsOf(item)
    const value = ['value', 'default'].map((key) => child(item, key)).find((one) => scalarAt(one) !== undefined)
    const name = textOf(child(item, 'type')) === 'named' ? child(item, 'name') : undefined
    return [...wordsOf(name), ...wordsOf(value)]
  })
}

function readRemote(at: Located): EntryReading {
  if (!isMap(at)) return notA('an object', at)
  const url = child(at, 'url')
  const text = textOf(url)
  return url && text ? connected(url, text, pairsOf(child(at, 'headers'))) : problem('it has no URL')
}

function itemsOf(root: Located, key: string): readonly Located[] {
  const list = child(root, key)
  return list?.node.type === 'list' ? children(list) : []
}

function firstOf(at: Located, keys: readonly string[]): Located | undefined {
  for (const key of keys) {
    const value = child(at, key)
    if (value !== undefined && scalarOrList(value)) return value
  }
  return undefined
}

const scalarOrList = (value: Located): boolean => value.node.type === 'list' || scalarAt(value) !== undefined
