/** Behaviours against releases: what was there in which release, and where it came and went. Pure. */
import { type Behaviour, compareText, FACT_KINDS, type FactKind } from '../../model.js'
import { isBlind } from '../../since.js'
import type { History } from '../state/model.js'
import { behaviourAt, type Entry, entriesOf } from './behaviours.js'
import { GROUPS, type Group, groupOf, subjectName } from './words.js'

/** `unknown`: the release is not read, or a part of it that might hold it could not be. */
export type Presence = 'unknown' | 'absent' | 'dormant' | 'install' | 'runs'
/** `changed`: it is there before and after, in another form. */
export type Turn = 'came' | 'gone' | 'changed'

export interface Cell {
  readonly presence: Presence
  /** Against the release just before it, where both are known. */
  readonly turn: Turn | null
}

/** Columns are indices of releases. */
export interface Row {
  readonly id: string
  readonly group: Group
  readonly kind: FactKind
  readonly name: string
  /** One for each column of the matrix. */
  readonly cells: readonly Cell[]
  /** The newest change within the matrix; what lies between `after` and `at` is not known. `null`: none is seen. */
  readonly last: { readonly turn: Turn; readonly at: number; readonly after: number } | null
}

export type MatrixLine =
  | { readonly type: 'group'; readonly group: Group; readonly isSame: boolean; readonly rows: number }
  | { readonly type: 'row'; readonly row: Row }
  /** Above all rows that are the same in every release. */
  | { readonly type: 'same'; readonly rows: number }
  /** Behaviours that lie dormant wherever they are. */
  | { readonly type: 'dormant'; readonly rows: number }

export type Tally = Readonly<Record<Turn, number>>

export interface Matrix {
  readonly first: number
  /** Inclusive. */
  readonly last: number
  /** Rows that changed first, those that are everywhere the same last. */
  readonly lines: readonly MatrixLine[]
  readonly rows: readonly Row[]
  /** Index of each row by its id, and its line by its index. */
  readonly places: ReadonlyMap<string, number>
  readonly linesOfRows: readonly number[]
  /** What its cells hold. */
  readonly presences: ReadonlySet<Presence>
  /** By column: what a release brought against the one before it, by group; `null` where one of the two is not read. */
  readonly brought: readonly (ReadonlyMap<Group, Tally> | null)[]
}

interface Made {
  readonly columns: readonly (Behaviour | null)[]
  readonly matrix: Matrix
}

const made = new WeakMap<History['releases'], Made>()

/** For the releases from `first` to `last`, both counted; made anew only where another release of these is read. */
export function matrixOf(history: History, first: number, last: number): Matrix {
  // The release before the first column tells what came with it.
  const from = Math.max(first - 1, 0)
  const columns = Array.from({ length: Math.max(last - from + 1, 0) }, (_, index) => behaviourAt(history, from + index))
  const known = made.get(history.releases)
  const isSame = known?.matrix.first === first && known.matrix.last === last
  if (known !== undefined && isSame && columns.every((each, index) => each === known.columns[index]))
    return known.matrix
  const matrix = make(columns, from, first, last)
  made.set(history.releases, { columns, matrix })
  return matrix
}

function make(columns: readonly (Behaviour | null)[], from: number, first: number, last: number): Matrix {
  const rows: Row[] = []
  let dormant = 0
  for (const [subject, entries] of bySubject(columns)) {
    const row = rowOf(subject, entries, columns, from, first)
    if (row === null) dormant += 1
    else rows.push(row)
  }
  rows.sort(inOrder)
  const lines = linesOf(rows, dormant)
  return {
    first,
    last,
    lines,
    rows,
    places: new Map(rows.map(({ id }, index) => [id, index] as const)),
    linesOfRows: lines.flatMap(({ type }, index) => (type === 'row' ? [index] : [])),
    presences: new Set(rows.flatMap(({ cells }) => cells.map(({ presence }) => presence))),
    brought: broughtOf(rows, columns, from, first),
  }
}

/** What each release says of a subject, by index of the column. */
function bySubject(columns: readonly (Behaviour | null)[]): ReadonlyMap<string, readonly (Entry | undefined)[]> {
  const all = new Map<string, (Entry | undefined)[]>()
  for (const [index, behaviour] of columns.entries()) {
    if (behaviour === null) continue
    for (const [subject, entry] of entriesOf(behaviour)) {
      const entries = all.get(subject)
      if (entries !== undefined) entries[index] = entry
      else {
        const first = Array<Entry | undefined>(columns.length).fill(undefined)
        first[index] = entry
        all.set(subject, first)
      }
    }
  }
  return all
}

/** `null` where it is reached in none of these releases. */
function rowOf(
  subject: string,
  entries: readonly (Entry | undefined)[],
  columns: readonly (Behaviour | null)[],
  from: number,
  first: number,
): Row | null {
  const newest = entries.findLastIndex((entry) => entry !== undefined && entry.presence !== 'dormant')
  const fact = entries[newest]?.facts[0]
  const holder = columns[newest]
  if (fact === undefined || !holder) return null
  const cells: Cell[] = []
  let last: Row['last'] = null
  let before: { readonly form: string; readonly at: number } | null = null
  for (const [index, entry] of entries.entries()) {
    const behaviour = columns[index] ?? null
    const isLive = entry !== undefined && entry.presence !== 'dormant'
    // What can't be read might reach what seems to lie dormant, too.
    const isUnknown = behaviour === null || (!isLive && isBlind(behaviour, holder, fact))
    const presence = isUnknown ? 'unknown' : (entry?.presence ?? 'absent')
    const form = entry?.form ?? ''
    let turn: Turn | null = null
    if (presence !== 'unknown') {
      turn = before === null ? null : turnOf(before.form, form)
      if (turn !== null && before !== null) last = { turn, at: from + index, after: before.at }
      if (before !== null && before.at !== from + index - 1) turn = null
      before = { form, at: from + index }
    }
    if (from + index >= first) cells.push(cellOf(presence, turn))
  }
  return {
    id: subject,
    group: groupOf(fact),
    kind: fact.kind,
    name: subjectName(fact),
    cells,
    // What changed only before the first column is not seen.
    last: last !== null && last.at >= first ? last : null,
  }
}

function turnOf(before: string, after: string): Turn | null {
  if (before === after) return null
  return before === '' ? 'came' : after === '' ? 'gone' : 'changed'
}

const TURNS = [null, 'came', 'gone', 'changed'] as const
const cellsOf = (presence: Presence): readonly Cell[] => TURNS.map((turn) => ({ presence, turn }))

/** Cells are few different ones: a matrix of thousands of rows shares them. */
const CELLS: Readonly<Record<Presence, readonly Cell[]>> = {
  unknown: cellsOf('unknown'),
  absent: cellsOf('absent'),
  dormant: cellsOf('dormant'),
  install: cellsOf('install'),
  runs: cellsOf('runs'),
}

const cellOf = (presence: Presence, turn: Turn | null): Cell =>
  CELLS[presence][TURNS.indexOf(turn)] ?? { presence, turn }

const rankOfGroup = new Map(GROUPS.map((group, index) => [group, index] as const))
const rankOfKind = new Map(FACT_KINDS.map((kind, index) => [kind, index] as const))

function inOrder(a: Row, b: Row): number {
  return (
    Number(a.last === null) - Number(b.last === null) ||
    (rankOfGroup.get(a.group) ?? 0) - (rankOfGroup.get(b.group) ?? 0) ||
    (b.last?.at ?? 0) - (a.last?.at ?? 0) ||
    (rankOfKind.get(a.kind) ?? 0) - (rankOfKind.get(b.kind) ?? 0) ||
    compareText(a.name, b.name) ||
    compareText(a.id, b.id)
  )
}

/** Rows stand in the order in which they are given. */
function linesOf(rows: readonly Row[], dormant: number): readonly MatrixLine[] {
  const lines: MatrixLine[] = []
  for (const isSame of [false, true]) {
    const own = rows.filter(({ last }) => (last === null) === isSame)
    if (isSame && own.length > 0) lines.push({ type: 'same', rows: own.length })
    for (const group of GROUPS) {
      const members = own.filter((row) => row.group === group)
      if (members.length === 0) continue
      lines.push({ type: 'group', group, isSame, rows: members.length })
      for (const row of members) lines.push({ type: 'row', row })
    }
  }
  if (dormant > 0) lines.push({ type: 'dormant', rows: dormant })
  return lines
}

function broughtOf(
  rows: readonly Row[],
  columns: readonly (Behaviour | null)[],
  from: number,
  first: number,
): Matrix['brought'] {
  return columns.slice(first - from).map((behaviour, index) => {
    const before = columns[first - from + index - 1] ?? null
    if (behaviour === null || before === null) return null
    const tallies = new Map<Group, Record<Turn, number>>()
    for (const { group, cells } of rows) {
      const turn = cells[index]?.turn
      if (turn == null) continue
      const tally = tallies.get(group) ?? { came: 0, gone: 0, changed: 0 }
      tally[turn] += 1
      tallies.set(group, tally)
    }
    return tallies
  })
}
