/** The list of servers: which are seen, in which order, and its keys. */
import type { Verdict } from '../../model.js'
import { selectedStop } from '../motion.js'
import { bodyOf } from '../views/body.js'
import type { Binding } from './binding.js'
import { matchOf } from './filter.js'
import {
  GROUPINGS,
  type ListView,
  ORDERS,
  push,
  type ReviewState,
  type ServerRow,
  START,
  type Step,
  screenOf,
  stay,
} from './model.js'
import { navigationKeys } from './navigation.js'
import { ordered, VERDICTS } from './order.js'
import { whyBusy } from './pending.js'
import { begun, isAuditing } from './run.js'

export { isAuditing } from './run.js'

/** Servers that stand together, below a line that names what they share. */
export interface Group {
  /** Empty where nothing is grouped. */
  readonly name: string
  readonly rows: readonly ServerRow[]
}

/** What is seen of the list. */
export interface Shown {
  readonly groups: readonly Group[]
  /** Those of all groups, in their order. */
  readonly rows: readonly ServerRow[]
}

/** Made once for servers and a view: a tick of the clock changes neither. */
const made = new WeakMap<readonly ServerRow[], { readonly list: ListView; readonly shown: Shown }>()

export function shownOf({ servers, list }: Pick<ReviewState, 'servers' | 'list'>): Shown {
  const known = made.get(servers)
  if (known?.list === list) return known.shown
  const rows = servers.filter(
    ({ listed }) =>
      (list.disabled === 'shown' || !isDisabled(listed)) && (list.filter === '' || matchOf(listed, list.filter)),
  )
  const groups = grouped(ordered(rows, list.order), list.grouping)
  const shown = { groups, rows: groups.flatMap((group) => group.rows) }
  made.set(servers, { list, shown })
  return shown
}

/** Whether no client starts it. */
export const isDisabled = ({ occurrences }: ServerRow['listed']): boolean =>
  occurrences.length > 0 && occurrences.every(({ disabled }) => disabled)

export const verdictOf = ({ evaluation }: ServerRow): Verdict | null => evaluation?.server.score.verdict ?? null

/** Its clients, each once. */
export const clientsOf = ({ occurrences }: ServerRow['listed']): readonly string[] => [
  ...new Set(occurrences.map(({ client }) => client)),
]

const NOT_AUDITED = 'not audited'
/** By verdict the groups have an order of their own; by client that of the first server in each. */
const FIXED: readonly string[] = [...VERDICTS, NOT_AUDITED]

function grouped(rows: readonly ServerRow[], grouping: ListView['grouping']): readonly Group[] {
  if (grouping === 'none') return [{ name: '', rows }]
  const groups = new Map<string, ServerRow[]>()
  for (const row of rows) {
    // A server that several clients start stands once, below all of them.
    const name =
      grouping === 'verdict'
        ? (verdictOf(row) ?? NOT_AUDITED)
        : clientsOf(row.listed).toSorted().join(', ') || 'no client'
    const own = groups.get(name)
    if (own === undefined) groups.set(name, [row])
    else own.push(row)
  }
  const all = [...groups].map(([name, own]) => ({ name, rows: own }))
  return grouping === 'verdict' ? all.toSorted((a, b) => FIXED.indexOf(a.name) - FIXED.indexOf(b.name)) : all
}

/** The server that the screen is about, or that is selected in the list; `null` where there is none. */
export function serverInView(state: ReviewState): string | null {
  const screen = screenOf(state)
  if ('server' in screen) return screen.server
  return screen.type === 'servers' ? (selectedStop(bodyOf(state), screen.pane)?.id ?? null) : null
}

function open(state: ReviewState): Step {
  const server = serverInView(state)
  return stay(server === null ? state : push(state, { type: 'server', server, pane: START }))
}

const shownAs = (state: ReviewState, list: Partial<ListView>): Step =>
  stay({ ...state, list: { ...state.list, ...list } })

const after = <T>(all: readonly [T, ...T[]], now: T): T => all[(all.indexOf(now) + 1) % all.length] ?? all[0]

/** Whether something could not be done, or was not evaluated. */
function hasGaps({ audit, servers }: ReviewState): boolean {
  if (audit.status === 'failed') return true
  if (audit.status === 'done' && audit.report.failures.length + audit.report.notEvaluated.length > 0) return true
  return servers.some(({ evaluation: each }) => each !== null && each.failures.length + each.notEvaluated.length > 0)
}

/** What Esc does everywhere. */
const back = (): Binding | undefined => navigationKeys.find(({ keys }) => keys.includes('esc'))

const none = (state: ReviewState): string | null => (state.servers.length === 0 ? 'There is no server here.' : null)

export const listKeys: readonly Binding[] = [
  {
    keys: ['enter', 'right', 'l'],
    on: ['servers'],
    isAboutServer: true,
    label: 'open',
    help: 'look at the server',
    obstacle: (state) => (serverInView(state) === null ? 'There is no server here.' : null),
    run: open,
  },
  {
    keys: ['/'],
    on: ['servers'],
    label: 'filter',
    help: 'show only servers that match: name, package, client',
    obstacle: none,
    run: (state) =>
      stay({
        ...state,
        dialog: { type: 'filter', before: state.list.filter, caret: state.list.filter.length },
      }),
  },
  {
    keys: ['s'],
    on: ['servers'],
    label: 'sort',
    help: 'sort by the worst, by name, by score, by age of the release',
    obstacle: none,
    run: (state) => shownAs(state, { order: after(ORDERS, state.list.order) }),
  },
  {
    keys: ['v'],
    on: ['servers'],
    label: 'group',
    help: 'group by client, by verdict, not at all',
    obstacle: none,
    run: (state) => shownAs(state, { grouping: after(GROUPINGS, state.list.grouping) }),
  },
  {
    keys: ['x'],
    on: ['servers'],
    label: null,
    help: 'hide or show servers that are disabled in every client',
    obstacle: ({ servers }) => (servers.some(({ listed }) => isDisabled(listed)) ? null : 'No server is disabled.'),
    run: (state) => shownAs(state, { disabled: state.list.disabled === 'shown' ? 'hidden' : 'shown' }),
  },
  {
    keys: ['F'],
    on: ['servers'],
    label: null,
    help: 'what could not be done, and what was not evaluated',
    obstacle: (state) =>
      hasGaps(state) ? null : `Everything${isAuditing(state) ? ' so far' : ''} could be done and was evaluated.`,
    run: (state) => stay(push(state, { type: 'failures', pane: START })),
  },
  {
    keys: ['r'],
    on: ['servers'],
    label: null,
    help: 'audit again; decisions stay where they are about what is found then',
    obstacle: (state) => (isAuditing(state) ? 'The audit is still running; Esc stops it.' : whyBusy(state)),
    run: begun,
  },
  {
    keys: ['esc'],
    on: ['servers'],
    label: null,
    help: 'show all servers again where they are filtered; else stop the audit',
    obstacle: (state) => (state.list.filter === '' ? (back()?.obstacle?.(state) ?? null) : null),
    run: (state) => (state.list.filter === '' ? (back()?.run(state) ?? stay(state)) : shownAs(state, { filter: '' })),
  },
]
