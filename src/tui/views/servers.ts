/** The list of servers. Stub: a row each. */
import { type Body, type Line, line, span, strong } from '../line.js'
import { rowsShown } from '../state/list.js'
import type { ReviewState, ServerRow } from '../state/model.js'

export function serversBody(state: ReviewState): Body {
  const rows = rowsShown(state)
  return {
    length: rows.length,
    line: (index) => rowLine(rows[index]),
    stops: rows.map(({ listed }, index) => ({ id: listed.id, from: index, to: index + 1 })),
  }
}

function rowLine(row: ServerRow | undefined): Line {
  if (row === undefined) return []
  const verdict = row.evaluation?.server.score.verdict
  return line(
    verdict ? strong(verdict.toUpperCase().padEnd(9), verdict) : span(row.progress.padEnd(9)),
    row.listed.name,
    ` ${row.doing}`,
  )
}
