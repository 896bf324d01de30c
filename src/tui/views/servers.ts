/** The list of servers: the worst first, each in a row, with what is to be said of the whole above them. */
import { count } from '../../report/layout.js'
import { type Body, bodyOfLines, fitted, type Line, lineWidth, type Span, type Stop, span, strong } from '../line.js'
import { clientsOf, type Group, type Shown, shownOf, verdictOf } from '../state/list.js'
import type { ListView, ReviewState, ServerRow } from '../state/model.js'
import { VERDICTS } from '../state/order.js'
import { findingsText, nameText, packageOf, versionText } from './cells.js'
import { type Column, type ColumnName, layOut, type Wish } from './columns.js'
import { emptyLines, notesAbove } from './list-notes.js'
import { bodyWidth, signsOf } from './look.js'
import { rowLine } from './server-row.js'

export function serversBody(state: ReviewState): Body {
  const shown = shownOf(state)
  if (shown.rows.length === 0) return bodyOfLines(emptyLines(state))
  const above = notesAbove(state, shown.rows)
  const { items, stops } = structure(shown, above.length + 1)
  let columns: readonly Column[] | null = null
  return {
    length: above.length + 1 + items.length,
    line(index) {
      const note = above[index]
      if (note !== undefined) return note
      columns ??= columnsOf(state)
      if (index === above.length) return titles(columns, state)
      const item = items[index - above.length - 1]
      if (item === undefined || item === 'blank') return []
      return 'rows' in item ? groupLine(item, state) : rowLine(item, columns, state)
    },
    stops,
  }
}

type Item = ServerRow | Group | 'blank'

interface Structure {
  readonly from: number
  readonly items: readonly Item[]
  readonly stops: readonly Stop[]
}

const structures = new WeakMap<Shown, Structure>()

/** Lines below the titles, and which of them can be selected. @param from lines above them */
function structure(shown: Shown, from: number): Structure {
  const known = structures.get(shown)
  if (known?.from === from) return known
  const items: Item[] = []
  const stops: Stop[] = []
  for (const group of shown.groups) {
    if (items.length > 0) items.push('blank')
    if (group.name !== '') items.push(group)
    for (const row of group.rows) {
      const at = from + items.length
      items.push(row)
      stops.push({ id: row.listed.id, from: at, to: at + 1 })
    }
  }
  const made = { from, items, stops }
  structures.set(shown, made)
  return made
}

const TITLES: Readonly<Record<ColumnName, string>> = {
  verdict: 'verdict',
  score: 'score',
  name: 'name',
  version: 'version',
  findings: 'findings',
  age: 'age',
  decision: 'chosen',
  clients: 'clients',
  package: 'package',
}

const SORTED: Readonly<Record<ListView['order'], ColumnName>> = {
  worst: 'verdict',
  name: 'name',
  score: 'score',
  age: 'age',
}

/** The one that the list is sorted by stands out. */
function titles(columns: readonly Column[], state: ReviewState): Line {
  const { ellipsis } = signsOf(state)
  return columns.flatMap(({ name, width, gap }): readonly Span[] => {
    const title = SORTED[state.list.order] === name ? strong(TITLES[name], 'accent') : span(TITLES[name], 'quiet')
    return [span(' '.repeat(gap)), ...fitted([title], width, ellipsis, true)]
  })
}

function groupLine({ name, rows }: Group, state: ReviewState): Line {
  const { dot, open } = signsOf(state)
  const isVerdict = state.list.grouping === 'verdict'
  const verdicts = VERDICTS.flatMap((verdict) => {
    const number = isVerdict ? 0 : rows.filter((row) => verdictOf(row) === verdict).length
    return number === 0 ? [] : [span(` ${dot} `, 'quiet'), span(`${number} ${verdict}`, verdict)]
  })
  const tone = VERDICTS.find((verdict) => isVerdict && verdict === name) ?? 'place'
  return [
    span(`${open} `, 'quiet'),
    strong(name, tone),
    span(`  ${count(rows.length, 'server')}`, 'quiet'),
    ...verdicts,
  ]
}

/** Widths that a row would like. */
interface Sizes {
  readonly unicode: boolean
  readonly of: Readonly<Record<'name' | 'version' | 'findings' | 'clients' | 'package', number>>
}

const sizes = new WeakMap<ServerRow, Sizes>()

function sizesOf(row: ServerRow, unicode: boolean, arrow: string): Sizes['of'] {
  const known = sizes.get(row)
  if (known?.unicode === unicode) return known.of
  const width = (text: string): number => lineWidth([span(text)])
  const of = {
    name: width(nameText(row.listed)),
    version: width(versionText(row, arrow)),
    findings: width(findingsText(row)),
    clients: width(clientsOf(row.listed).join(', ')),
    package: width(packageOf(row.listed)),
  }
  sizes.set(row, { unicode, of })
  return of
}

interface Laid {
  readonly key: string
  readonly columns: readonly Column[]
}

const laid = new WeakMap<readonly ServerRow[], Laid>()

/** Of all servers, those that are not seen too: columns stay where they are when the filter changes. */
function columnsOf(state: ReviewState): readonly Column[] {
  const { servers, look, decisions } = state
  const width = bodyWidth(state)
  const isPending = decisions.pending.servers.size + decisions.pending.acknowledged.size > 0
  const locked = servers.flatMap(({ evaluation }) => evaluation?.server.locked?.decision ?? [])
  const decision = locked.includes('block') ? 7 : isPending || locked.length > 0 ? 6 : 0
  const key = `${width} ${look.unicode} ${decision} ${isPending}`
  const known = laid.get(servers)
  if (known?.key === key) return known.columns
  const { arrow } = signsOf(state)
  const most = { name: 0, version: 0, findings: 0, clients: 0, package: 0 }
  for (const row of servers) {
    const own = sizesOf(row, look.unicode, arrow)
    most.name = Math.max(most.name, own.name)
    most.version = Math.max(most.version, own.version)
    most.findings = Math.max(most.findings, own.findings)
    most.clients = Math.max(most.clients, own.clients)
    most.package = Math.max(most.package, own.package)
  }
  const columns = layOut(
    wishes(most, { least: decision, good: decision, best: isPending ? HOLD : decision }, width),
    width,
  )
  laid.set(servers, { key, columns })
  return columns
}

/** Columns from which the list has room for names of packages beside all else. */
const WIDE = 130

/** `hold` and a version; what is written already is said in a word. */
const HOLD = 12

/** A column without any text is not there; one with some has room for its title. */
const atLeast = (title: number, width: number): number => (width === 0 ? 0 : Math.max(title, width))

const fixed = (width: number): Wish => ({ least: width, good: width, best: width })

/** Columns whose texts come with the results have their room from the beginning, so that nothing moves while they come. */
const wishes = (most: Sizes['of'], decision: Wish, width: number): Readonly<Partial<Record<ColumnName, Wish>>> => ({
  verdict: fixed(9),
  score: { least: 5, good: 9, best: 14 },
  name: { least: 12, good: Math.max(4, Math.min(most.name, 16)), best: Math.max(4, Math.min(most.name, 36)) },
  version: { least: 10, good: 15, best: Math.max(17, Math.min(most.version, 28)) },
  findings: { least: 10, good: 13, best: Math.max(19, Math.min(most.findings, 40)) },
  age: fixed(4),
  decision,
  clients: { least: 8, good: atLeast(7, Math.min(most.clients, 16)), best: atLeast(7, Math.min(most.clients, 40)) },
  ...(width >= WIDE && { package: { least: 12, good: 24, best: atLeast(7, Math.min(most.package, 48)) } }),
})
