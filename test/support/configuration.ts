/** Cases of one heuristic about the configuration: entries as people write them, taken through discovery and launch. */
import { expect } from 'vitest'
import { groupServers } from '../../src/audit/servers.js'
import { parseJsonc } from '../../src/discover/document.js'
import { readEntry } from '../../src/discover/entry.js'
import { judgeConfiguration } from '../../src/judge.js'
import {
  type Finding,
  type Grants,
  NO_GRANTS,
  NOTHING_ON_MACHINE,
  type OnMachine,
  type RegistryFile,
  type Scope,
  type ServerEntry,
} from '../../src/model.js'
import { type CasesOf, casesWith } from './heuristics.js'

export interface EntryParts {
  /** As its file has it: `{ command, args, env }`, `{ url, headers }` … */
  readonly entry: unknown
  /** `tally` when absent. */
  readonly name?: string
  /** `cursor` when absent. */
  readonly client?: string
  /** `user` when absent. */
  readonly scope?: Scope
  /** By scope and client when absent. */
  readonly file?: string
  readonly disabled?: boolean
  readonly grants?: Partial<Grants>
}

export interface ConfigurationParts extends EntryParts {
  /** Further entries, in the same or other files: those that start the same belong to the server, of the others the namesakes count. */
  readonly also?: readonly EntryParts[]
  readonly onMachine?: Partial<OnMachine>
  readonly writableBy?: 'group' | 'everyone' | null
  readonly registryFiles?: readonly RegistryFile[]
  readonly blocked?: { readonly reason: string | null } | null
}

/** @param id the heuristic that the file is about; only its findings count */
export const configurationCasesOf = (id: string, cases: (add: CasesOf<ConfigurationParts>) => void): void =>
  casesWith(id, configurationFindings, cases)

/** Findings of one heuristic over the server of the first entry. */
export function configurationFindings(id: string, parts: ConfigurationParts): readonly Finding[] {
  const servers = groupServers([parts, ...(parts.also ?? [])].map(serverEntry))
  const [server] = servers
  if (server === undefined) throw new Error('no server')
  const names = new Set(server.entries.map(({ entry }) => entry.name))
  const { findings, failures } = judgeConfiguration({
    server: server.id,
    launch: server.launch,
    ref: server.package,
    entries: server.entries.map((each) => ({ ...each, writableBy: parts.writableBy ?? null })),
    onMachine: { ...NOTHING_ON_MACHINE, ...parts.onMachine },
    namesakes: servers
      .slice(1)
      .flatMap(({ entries, launch }) => entries.map(({ entry }) => ({ entry, launch })))
      .filter(({ entry }) => names.has(entry.name)),
    registryFiles: parts.registryFiles ?? [],
    blocked: parts.blocked ?? null,
  })
  expect(failures).toEqual([])
  return findings.filter(({ heuristic }) => heuristic === id)
}

export function serverEntry(parts: EntryParts): ServerEntry {
  const { entry, name = 'tally', client = 'cursor', scope = 'user', disabled, grants } = parts
  const document = parseJsonc(JSON.stringify({ [name]: entry }))
  if (!document.ok || document.root?.type !== 'map') throw new Error('no entry')
  const node = document.root.entries.get(name)
  const pointer = `/mcpServers/${name}`
  const reading = node ? readEntry({ node, pointer }) : null
  if (reading?.kind !== 'entry') throw new Error(`no entry: ${JSON.stringify(reading)}`)
  const file = parts.file ?? (scope === 'project' ? `/srv/app/.${client}/mcp.json` : `/home/u/.${client}/mcp.json`)
  return {
    client,
    scope,
    name,
    place: { file, pointer },
    line: 1,
    launch: reading.launch,
    disabled: disabled ?? reading.disabled,
    grants: { ...NO_GRANTS, ...grants },
  }
}
