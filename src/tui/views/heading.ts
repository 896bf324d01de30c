/** The first line: what is seen, and how far the audit is. */
import { fitted, type Line, lineWidth, span, strong } from '../line.js'
import { verdictOf } from '../state/list.js'
import { type ReviewState, rowOf, type Screen } from '../state/model.js'
import { VERDICTS } from '../state/order.js'
import { bar, spinner } from './bar.js'
import { signsOf } from './look.js'

/** At least these blanks between what is seen and how far the audit is. */
const GAP = 2
/** Columns that the name of a screen keeps, whatever else is to be said. */
const LEAST = 14

export function headingLine(state: ReviewState): Line {
  const { columns } = state.size
  const crumbs = crumbsOf(state)
  const right = longest(rightOf(state), columns - GAP - Math.min(lineWidth(joined(crumbs, state)), LEAST))
  const left = shortened(crumbs, columns - GAP - lineWidth(right), state)
  const blanks = Math.max(columns - lineWidth(left) - lineWidth(right), 0)
  return [...left, span(' '.repeat(blanks)), ...right]
}

// ── what is seen ─────────────────────────────────────────────────────────────────────────────────

/** The way to the screen that is seen: a crumb for each screen that lies on the list. */
function crumbsOf(state: ReviewState): readonly Line[] {
  const [, ...above] = state.screens
  if (above.length === 0) return [[strong('touchstone', 'accent')]]
  let server = ''
  return above.flatMap((screen): readonly Line[] => {
    const own = labelOf(screen)
    if (!('server' in screen) || screen.server === server) return own
    server = screen.server
    return [serverCrumb(state, server), ...own]
  })
}

function serverCrumb(state: ReviewState, id: string): Line {
  const row = rowOf(state, id)
  const verdict = row === null ? null : verdictOf(row)
  const sign = verdict === null ? [] : [span(`${signsOf(state).verdict[verdict]} `, verdict)]
  return [...sign, strong(row?.listed.name ?? id)]
}

function labelOf(screen: Screen): readonly Line[] {
  switch (screen.type) {
    case 'servers':
    case 'server':
      return []
    case 'releases':
      return [[span(`${screen.from} against ${screen.to}`)]]
    case 'page':
      return [[span(screen.heuristic)]]
    case 'pending':
      return [[strong('decisions')]]
    case 'failures':
      return [[strong('not done, not evaluated')]]
    case 'help':
      return [[strong('keys')]]
    default:
      return [[span(screen.type)]]
  }
}

const joined = (crumbs: readonly Line[], state: ReviewState): Line => {
  const { closed } = signsOf(state)
  return crumbs.flatMap((crumb, index) => (index > 0 ? [span(` ${closed} `, 'quiet'), ...crumb] : crumb))
}

/** Without its first crumbs where there is no room for them: the last one says what is seen. */
function shortened(crumbs: readonly Line[], width: number, state: ReviewState): Line {
  const { ellipsis } = signsOf(state)
  for (let from = 0; from < crumbs.length; from++) {
    const rest = crumbs.slice(from)
    const made = joined(from > 0 ? [[span(ellipsis, 'quiet')], ...rest] : rest, state)
    if (lineWidth(made) <= width) return made
  }
  return fitted(crumbs.at(-1) ?? [], Math.max(width, 1), ellipsis)
}

// ── how far the audit is ─────────────────────────────────────────────────────────────────────────

/** The fullest of several ways to say a thing that fits; the last one where none does. */
const longest = (ways: readonly Line[], width: number): Line =>
  ways.find((way) => lineWidth(way) <= width) ?? ways.at(-1) ?? []

/** The same in fewer and fewer words. Below the list, how far it is and what is not written is enough. */
function rightOf(state: ReviewState): readonly Line[] {
  const elapsed = [span(elapsedOf(state), 'quiet')]
  const pending = pendingOf(state)
  const progress = (width: number): Line => progressOf(state, width)
  const below: readonly (readonly Line[])[] = [[pending, progress(10)], [pending, progress(0)], [progress(0)]]
  if (state.screens.length > 1) return below.map(spaced)
  const [counts, short] = [countsOf(state, true), countsOf(state, false)]
  return [
    [pending, counts, progress(20), elapsed],
    [pending, counts, progress(10), elapsed],
    [pending, short, progress(10), elapsed],
    [pending, short, progress(0), elapsed],
    [pending, short, progress(0)],
    ...below,
  ].map(spaced)
}

const spaced = (parts: readonly Line[]): Line =>
  parts
    .filter((part) => part.length > 0 && lineWidth(part) > 0)
    .flatMap((part, index) => (index > 0 ? [span('  '), ...part] : part))

/** @param width of the bar */
function progressOf(state: ReviewState, width: number): Line {
  const { audit, servers } = state
  const done = servers.filter(({ progress }) => progress === 'done').length
  const number = span(`${done}/${servers.length}`)
  switch (audit.status) {
    case 'discovering':
      return [spinner(state)]
    case 'running': {
      const part = servers.length === 0 ? 0 : done / servers.length
      return width === 0 ? [number] : [...bar(part, width, 'accent', signsOf(state)), span(' '), number]
    }
    case 'cancelled':
      return [strong('stopped', 'unknown'), span(' at '), number]
    case 'failed':
      return [strong('failed', 'block')]
    case 'done':
      return []
  }
}

/** How many servers have each verdict. @param isLong with its word, else with its sign */
function countsOf(state: ReviewState, isLong: boolean): Line {
  const { dot, verdict: signs } = signsOf(state)
  const verdicts = state.servers.map(verdictOf)
  return VERDICTS.flatMap((verdict) => {
    const number = verdicts.filter((each) => each === verdict).length
    return number === 0 ? [] : [span(isLong ? `${number} ${verdict}` : `${signs[verdict]}${number}`, verdict)]
  }).flatMap((each, index) => (index > 0 ? [span(isLong ? ` ${dot} ` : ' ', 'quiet'), each] : [each]))
}

function pendingOf({ decisions: { pending } }: ReviewState): Line {
  const number = pending.servers.size + [...pending.acknowledged.values()].reduce((sum, { size }) => sum + size, 0)
  return number === 0 ? [] : [strong(`${number} pending`, 'pending')]
}

function elapsedOf({ clock, audit, servers }: ReviewState): string {
  if (audit.status === 'discovering' && servers.length === 0) return ''
  const seconds = Math.max(Math.floor(((clock.ended ?? clock.now) - clock.started) / 1000), 0)
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60]
  return minutes === 0 ? `${rest} s` : `${minutes}:${String(rest).padStart(2, '0')}`
}
