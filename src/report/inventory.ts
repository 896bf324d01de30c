/** The inventory as people read it in a terminal: a row per server, and where touchstone looked. */
import { compareText, type Inventory, type ListedServer, type SearchedFile } from '../model.js'
import { failureLines, notEvaluatedLines, nothingFound } from './closing.js'
import { underHome } from './home.js'
import { cachedVersion } from './json.js'
import { count, usableWidth } from './layout.js'
import type { Page } from './server-block.js'
import { type Look, type Style, style } from './style.js'
import { tableLines } from './table.js'
import { visibleIn } from './visible.js'

export interface InventoryTextOptions extends Look {
  /** Width of the terminal. */
  readonly columns: number
  /** The user's home, to stand as `~`. */
  readonly home: string
  /** Whether every place that was looked at is named, in place of the servers. */
  readonly where: boolean
}

/** @returns lines that end in a line break */
export function renderInventory(inventory: Inventory, options: InventoryTextOptions): string {
  const shown = visibleIn(underHome(inventory, options.home))
  const page: Page = { style: style(options), width: usableWidth(options.columns) }
  const nothing = shown.servers.length === 0 && shown.failures.length === 0 && !options.where
  const blocks = nothing
    ? [nothingFound(shown.searched, page)]
    : [
        options.where ? places(shown.searched, page) : servers(shown.servers, page),
        failureLines(shown.failures, page),
        notEvaluatedLines(shown.notEvaluated, page),
        [summary(shown)],
      ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}

function servers(all: readonly ListedServer[], { style, width }: Page): string[] {
  if (all.length === 0) return []
  const rows = all
    .toSorted((a, b) => compareText(a.name.toLowerCase(), b.name.toLowerCase()) || compareText(a.id, b.id))
    .map((server) => [
      server.name,
      startedBy(server),
      whatOf(server, style),
      pinOf(server),
      cachedVersion(server.onMachine.copies) ?? '',
      clientsOf(server),
    ])
  return tableLines(
    [
      { title: 'Server', least: 12, paint: style.strong },
      { title: 'Runs by', least: 8 },
      { title: 'What', least: 16 },
      { title: 'Version', least: 6 },
      { title: 'Cached', least: 6 },
      { title: 'Clients', least: 12, paint: style.quiet },
    ],
    rows,
    width,
    style.quiet,
  )
}

const startedBy = ({ launch }: ListedServer): string =>
  [...launch.wrappers, launch.runner || launch.kind].filter(Boolean).join(' ')

/** The package, with what it reaches behind itself: a bridge is nothing without its address. */
function whatOf({ package: ref, launch }: ListedServer, { sign }: Style): string {
  const origin = launch.origin ?? (ref === null ? `(${launch.kind})` : null)
  return [ref?.spec, origin].filter((each) => typeof each === 'string').join(` ${sign.arrow} `)
}

/** Only a package can be pinned; everything else has no version to name. */
const pinOf = ({ package: ref }: ListedServer): string => (ref === null ? '' : ref.floating ? 'floats' : 'pinned')

/** `cursor (user), vscode (project, disabled)`, each once. */
function clientsOf({ occurrences }: ListedServer): string {
  const clients = occurrences.map(
    ({ client, scope, disabled }) => `${client} (${scope}${disabled ? ', disabled' : ''})`,
  )
  return [...new Set(clients)].join(', ')
}

/** Every place, those with servers first, one line each. */
function places(searched: readonly SearchedFile[], { style, width }: Page): string[] {
  const rank = (found: SearchedFile['found']): number => ['failed', 'servers', 'no servers', 'absent'].indexOf(found)
  const rows = searched
    .toSorted((a, b) => rank(a.found) - rank(b.found))
    .map(({ client, scope, file, found, entries }) => [
      found === 'servers' ? count(entries, 'server') : found === 'failed' ? 'not readable' : found,
      `${client} (${scope})`,
      file,
    ])
  return tableLines(
    [
      { title: 'Found', least: 12 },
      { title: 'Client', least: 20, paint: style.quiet },
      { title: 'Place', least: 24, whole: true },
    ],
    rows,
    width,
    style.quiet,
  )
}

function summary({ servers, searched, failures }: Inventory): string {
  const files = new Set(searched.filter(({ found }) => found === 'servers').map(({ file }) => file))
  const clients = new Set(servers.flatMap(({ occurrences }) => occurrences.map(({ client }) => client)))
  const packages = servers.filter(({ package: ref }) => ref !== null)
  const floating = packages.filter(({ package: ref }) => ref?.floating).length
  const parts = [
    `${count(servers.length, 'server')} in ${count(files.size, 'file')} of ${count(clients.size, 'client')}`,
    ...(packages.length > 0
      ? [`${floating} of ${count(packages.length, 'package')} ${floating === 1 ? 'floats' : 'float'}`]
      : []),
    ...(failures.length > 0 ? [`${count(failures.length, 'thing')} could not be read`] : []),
  ]
  return `${parts.join('; ')}.`
}
