/**
 * The manifest.json of an MCPB bundle (once DXT): one server, which the bundle brings along. Pure.
 * https://github.com/modelcontextprotocol/mcpb, MANIFEST.md. `${__dirname}` is the folder of the bundle, and stays as written.
 */
import type { Word } from '../../model.js'
import { child, children, isMap, type Located } from '../document.js'
import { type EntryReading, readEntry } from '../entry.js'
import { type Candidate, problem } from '../reading.js'
import { textOf } from '../values.js'
import { addedWords, scalarAt, started, wordAt, wordsOf } from './words.js'

/** A manifest has its `server`, and says by which version of the specification it is written. */
export function isBundle(root: Located): boolean {
  const server = child(root, 'server')
  if (!isMap(server)) return false
  return child(server, 'mcp_config') !== undefined || child(server, 'entry_point') !== undefined
}

export function readBundle(root: Located, platform: NodeJS.Platform, fallbackName: string): readonly Candidate[] {
  const server = child(root, 'server')
  if (server === undefined) return []
  const name = textOf(child(root, 'name')) || textOf(child(root, 'display_name')) || fallbackName
  return [{ name, at: server, project: null, reading: readServer(server, platform) }]
}

function readServer(server: Located, platform: NodeJS.Platform): EntryReading {
  const config = child(server, 'mcp_config')
  if (!isMap(config)) return byType(server)
  const overrides = child(config, 'platform_overrides')
  const override = overrides && child(overrides, platform)
  const pick = (key: string): Located | undefined => (override && child(override, key)) ?? child(config, key)
  const command = pick('command')
  // Nothing is replaced: any other reading of the entry holds.
  if (override === undefined) return readEntry(config)
  const text = textOf(command)
  if (command === undefined || !text) return byType(server)
  return started([wordAt(command, text), ...wordsOf(pick('args'))], {
    env: { ...environment(child(config, 'env')), ...environment(child(override, 'env')) },
  })
}

/** Without a command of its own, the host starts the entry point as its type asks. */
function byType(server: Located): EntryReading {
  const entry = child(server, 'entry_point')
  const file = textOf(entry)
  if (entry === undefined || !file) return problem('it has neither a command nor an entry point')
  const point = wordAt(entry, file)
  const starts: Readonly<Record<string, readonly Word[]>> = {
    node: [...addedWords(server, 'node'), point],
    python: [...addedWords(server, 'python'), point],
    uv: [...addedWords(server, 'uv', 'run'), point],
    binary: [point],
  }
  const argv = new Map(Object.entries(starts)).get(textOf(child(server, 'type')) ?? '')
  return argv ? started(argv) : problem('its type is none of node, python, uv and binary')
}

function environment(map: Located | undefined): Readonly<Record<string, string>> {
  const env: Record<string, string> = Object.create(null)
  if (!isMap(map)) return env
  for (const one of children(map)) {
    const value = scalarAt(one)
    if (value !== undefined) env[one.key] = value
  }
  return env
}
