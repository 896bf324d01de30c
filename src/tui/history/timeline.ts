/** Releases as columns: which of them are seen, how wide they are, and what stands above them. Pure. */
import semver from 'semver'
import type { Release } from '../../model.js'
import { type History, type ReviewState, reportOf, type ScreenOf } from '../state/model.js'
import { bodyWidth } from '../views/look.js'

/** What a version says in a narrow column, read downwards. */
export interface Numbers {
  readonly major: string
  readonly minor: string
  /** With a mark behind it for a prerelease. */
  readonly patch: string
}

export interface Timeline {
  readonly history: History
  /** Indices of releases: the selected one, and the first and the last that are seen, both counted. */
  readonly selected: number
  readonly first: number
  readonly last: number
  /** Terminal columns of the names of rows, and of one release. */
  readonly head: number
  readonly cell: number
}

/** Names of rows are cut beyond this, and columns do not stand further right than that. */
const WIDEST_HEAD = 48
const CELL = { least: 3, most: 5 } as const

/** `null` where the releases are not known, or there are none. */
export function timelineOf(state: ReviewState, { server, view }: ScreenOf<'history'>): Timeline | null {
  const history = historyOf(state, server)
  if (history === null || history.releases.length === 0) return null
  const { releases } = history
  const newest = releases.length - 1
  const { indices, cell } = measured(releases)
  const wanted = view.version ?? reportOf(state, server)?.release?.version
  const selected = (wanted === undefined ? undefined : indices.get(wanted)) ?? newest
  const width = bodyWidth(state)
  const least = Math.min(WIDEST_HEAD, width >> 1)
  const slots = Math.min(Math.max(Math.floor((width - least) / cell), 1), releases.length)
  // As it was, and moved as little as shows what is selected.
  const left = Math.min(
    Math.max(view.left, newest - selected - slots + 1, 0),
    newest - selected,
    releases.length - slots,
  )
  const last = newest - left
  return {
    history,
    selected,
    first: last - slots + 1,
    last,
    cell,
    head: Math.max(Math.min(width - slots * cell, WIDEST_HEAD), 1),
  }
}

export function historyOf({ histories }: ReviewState, server: string): History | null {
  const found = histories.get(server)
  return found?.status === 'loaded' ? found.value : null
}

interface Measured {
  readonly indices: ReadonlyMap<string, number>
  readonly cell: number
}

const measures = new WeakMap<readonly Release[], Measured>()

function measured(releases: readonly Release[]): Measured {
  const known = measures.get(releases)
  if (known !== undefined) return known
  const numbers = releases.map(({ version }) => numbersOf(version))
  const needed = [
    ...numbers.map(({ patch }) => patch.length + 1),
    ...[...runsOf(numbers, 'major'), ...runsOf(numbers, 'minor')].map(({ number, columns }) =>
      Math.ceil((number.length + 1) / columns),
    ),
  ]
  const made = {
    indices: new Map(releases.map(({ version }, index) => [version, index] as const)),
    cell: needed.reduce((most, each) => Math.min(Math.max(most, each), CELL.most), CELL.least),
  }
  measures.set(releases, made)
  return made
}

/** Digits alone stand here, and the mark of a prerelease: nothing of it is a stranger's text. */
export function numbersOf(version: string): Numbers {
  const parsed = semver.parse(version, { loose: true })
  if (parsed === null) return { major: '', minor: '', patch: '?' }
  const { major, minor, patch, prerelease } = parsed
  return { major: String(major), minor: String(minor), patch: `${patch}${prerelease.length > 0 ? '-' : ''}` }
}

/** Neighbours that share a number, and the numbers above it, as one. */
export function runsOf(
  numbers: readonly Numbers[],
  part: 'major' | 'minor',
): readonly { readonly number: string; readonly columns: number }[] {
  const runs: { number: string; above: string; columns: number }[] = []
  for (const each of numbers) {
    const above = part === 'major' ? '' : each.major
    const before = runs.at(-1)
    if (before?.number === each[part] && before.above === above) before.columns += 1
    else runs.push({ number: each[part], above, columns: 1 })
  }
  return runs
}

export const isPrerelease = (version: string): boolean => numbersOf(version).patch.endsWith('-')

/** The day of publication; `null` where it is not known. */
export const dayOf = ({ publishedAt }: Release): string | null =>
  publishedAt.known ? publishedAt.value.slice(0, 10) : null
