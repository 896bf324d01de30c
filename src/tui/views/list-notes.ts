/** What is said of the list as a whole: how it is filtered, that the audit failed or was stopped, why nothing is there. Pure. */
import type { SearchedFile } from '../../model.js'
import { shortener } from '../../report/home.js'
import { count } from '../../report/layout.js'
import { EMPTY_LINE, type Line, line, type Span, span, strong, wrap } from '../line.js'
import { isAuditing, isDisabled } from '../state/list.js'
import type { ReviewState, ServerRow } from '../state/model.js'
import { spinner } from './bar.js'
import { bodyWidth, signsOf } from './look.js'

/** Above the rows. */
export const notesAbove = (state: ReviewState, rows: readonly ServerRow[]): readonly Line[] => [
  ...troubleLines(state),
  ...foreignLines(state),
  ...viewLines(state, rows),
]

/** What somebody else accepted is judged anew, which one wants to know before one wonders. */
const foreignLines = (state: ReviewState): readonly Line[] =>
  state.foreignLocks.flatMap((file) => {
    const name = shortener(state.look.home ?? '')(file)
    return said(state, span(name, 'place'), span(' was not written by you here: nothing is taken from it.', 'quiet'))
  })

/** In place of the rows, where none is seen. */
export function emptyLines(state: ReviewState): readonly Line[] {
  const { audit, servers, list } = state
  if (servers.length > 0) {
    const hidden = list.disabled === 'hidden' ? servers.filter(({ listed }) => isDisabled(listed)).length : 0
    const disabled = hidden > 0 ? ` ${count(hidden, 'disabled server')} are hidden; x shows them.` : ''
    return list.filter === ''
      ? said(state, strong('All servers are disabled.'), span(' x shows them.'))
      : said(
          state,
          strong(`No server matches “${list.filter}”.`),
          span(` Esc shows all ${servers.length}, / changes the filter.${disabled}`),
        )
  }
  if (audit.status === 'failed' || audit.status === 'cancelled') return troubleLines(state)
  if (isAuditing(state)) return [line(spinner(state), ' Looking for configured servers')]
  return audit.status === 'done' ? nothingLines(state, audit.report.searched, audit.report.failures.length) : []
}

function nothingLines(state: ReviewState, searched: readonly SearchedFile[], failures: number): readonly Line[] {
  const places = new Set(searched.map(({ file }) => file)).size
  const clients = new Set(searched.map(({ client }) => client)).size
  return [
    ...said(state, strong(failures > 0 ? 'No server could be read' : 'No MCP server is configured')),
    EMPTY_LINE,
    ...(failures > 0 ? said(state, strong(`${count(failures, 'thing')} could not be done`, 'unknown'), NOT_DONE) : []),
    ...said(state, span(`touchstone looked in ${count(places, 'place')} of ${count(clients, 'client')}.`)),
    EMPTY_LINE,
    ...commands(state, [
      ['touchstone list --where', 'names the places'],
      ['touchstone review --sample', 'audits ten well-known servers'],
      ['touchstone review -c FILE', 'reads a file of yours'],
      ['r', 'looks again'],
    ]),
  ]
}

const NOT_DONE = span('; F shows what.', 'quiet')

const commands = (state: ReviewState, all: readonly (readonly [command: string, what: string])[]): readonly Line[] =>
  all.flatMap(([command, what]) =>
    wrap(line(strong(command.padEnd(28), 'accent'), span(what, 'quiet')), bodyWidth(state), 28),
  )

/** Why the audit is not whole, and how to go on. */
function troubleLines(state: ReviewState): readonly Line[] {
  const { audit, servers } = state
  const left = servers.filter(({ progress }) => progress !== 'done').length
  const unknown = servers.filter(({ evaluation }) => evaluation === null).length
  if (audit.status === 'cancelled') {
    const what =
      left === 0 ? '' : `: ${left} of ${count(servers.length, 'server')} not audited${left > unknown ? ' anew' : ''}`
    return [...said(state, strong(`The audit was stopped${what}.`, 'unknown'), AGAIN), EMPTY_LINE]
  }
  if (audit.status === 'done' && audit.report.failures.length > 0) {
    const what = `${count(audit.report.failures.length, 'thing')} could not be done;`
    return said(state, strong(what, 'unknown'), span(' F shows what.', 'quiet'))
  }
  if (audit.status !== 'failed') return []
  const { stage, subject, message, remedy } = audit.failure
  const { verdict } = signsOf(state)
  return [
    ...said(state, strong(`${verdict.block} The audit failed (${stage}): `, 'block'), span(`${subject}: ${message}`)),
    ...said(state, span(remedy), AGAIN),
    EMPTY_LINE,
  ]
}

const AGAIN = span(' r audits again.', 'quiet')

/** How the list is shown, where that is not the usual way. */
function viewLines({ list, servers, ...state }: ReviewState, rows: readonly ServerRow[]): readonly Line[] {
  const hidden = list.disabled === 'hidden' ? servers.filter(({ listed }) => isDisabled(listed)).length : 0
  const parts: readonly (readonly Span[])[] = [
    list.filter === ''
      ? []
      : [span('filter '), strong(`“${list.filter}”`, 'accent'), span(`: ${rows.length} of ${servers.length}`)],
    hidden === 0 ? [] : [span(`${hidden} disabled hidden`)],
    list.order === 'worst' ? [] : [span(`by ${ORDER[list.order]}`)],
    list.grouping === 'none' ? [] : [span(`grouped by ${list.grouping}`)],
  ].filter((part) => part.length > 0)
  if (parts.length === 0) return []
  const { dot } = signsOf(state)
  return [parts.flatMap((part, index) => (index > 0 ? [span(` ${dot} `, 'quiet'), ...part] : part))]
}

const ORDER = { name: 'name', score: 'score, lowest first', age: 'age, newest first' } as const

const said = (state: ReviewState, ...spans: readonly Span[]): readonly Line[] => wrap(spans, bodyWidth(state))
