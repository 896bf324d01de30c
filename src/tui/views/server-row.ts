/** One row of the list of servers, in its columns. Pure. */
import { whyNoCode } from '../../report/words.js'
import { fitted, type Line, type Span, span } from '../line.js'
import { isAuditing } from '../state/list.js'
import type { ReviewState, ServerRow } from '../state/model.js'
import { cellOf, countsOf, versionsOf } from './cells.js'
import type { Column, ColumnName } from './columns.js'
import { signsOf } from './look.js'

/** Seconds from which a row says how long it has been worked on. */
const SLOW = 5

export function rowLine(row: ServerRow, columns: readonly Column[], state: ReviewState): Line {
  const { ellipsis } = signsOf(state)
  const said = saidOf(row, state)
  const cells = columns.filter(({ name }) => said === null || !said.instead.includes(name))
  const first = columns.find(({ name }) => said?.instead.includes(name))
  const out: Span[] = []
  const put = (cell: Line, { gap, width }: { readonly gap: number; readonly width: number }): void => {
    out.push(span(' '.repeat(gap)), ...fitted(cell, width, ellipsis, true))
  }
  for (const column of columns) {
    if (cells.includes(column)) put(cellOf(column.name, row, state, column.width), column)
    else if (column === first && said !== null)
      put(said.line, { gap: column.gap, width: across(columns, said.instead) })
  }
  return out
}

/** Of columns that stand beside each other, with what is between them. */
function across(columns: readonly Column[], names: readonly ColumnName[]): number {
  const own = columns.filter(({ name }) => names.includes(name))
  return own.reduce((sum, { width, gap }, index) => sum + width + (index > 0 ? gap : 0), 0)
}

/** What a row says in place of columns that it has nothing for. They stand beside each other. */
interface Said {
  readonly line: Line
  readonly instead: readonly ColumnName[]
}

const ALL: readonly ColumnName[] = ['version', 'findings', 'age']

function saidOf(row: ServerRow, state: ReviewState): Said | null {
  const { evaluation, progress } = row
  if (evaluation === null) {
    if (!isAuditing(state)) return { line: [span('not audited', 'unknown')], instead: ALL }
    return progress === 'working'
      ? { line: [span(`${takes(row, state)}${doingOf(row)}`, 'quiet')], instead: ALL }
      : null
  }
  const { server, failures, notEvaluated } = evaluation
  if (server.score.verdict !== 'unknown') return null
  const why =
    failures[0]?.message ??
    notEvaluated.find(({ what }) => what === 'code')?.why ??
    (server.facts === null ? whyNoCode(server) : null)
  if (why === null) return null
  const { to } = versionsOf(row)
  const counts = countsOf({ ...row, evaluation: { ...evaluation, failures: [] } })
  const found = counts.map(({ number, word, tone }) => span(`${number} ${word}; `, tone))
  const what = to === '' ? [] : [span(`${to}: `)]
  return { line: [...what, ...found, span(why, failures.length > 0 ? 'unknown' : 'quiet')], instead: ALL }
}

/** What is done, without the name of the package that the row is about. */
function doingOf({ doing, listed: { package: ref } }: ServerRow): string {
  if (ref === null || ref.name === '') return doing
  return doing.replace(`what ${ref.name}`, 'what it').replace(` of ${ref.name}`, '').replace(` ${ref.name}`, '')
}

function takes({ since }: ServerRow, { clock }: ReviewState): string {
  const seconds = since === undefined ? 0 : Math.floor((clock.now - since) / 1000)
  return seconds < SLOW ? '' : `${seconds} s  `
}
