/** Decisions that fall: whoever decides means what is on the screen, and an audit may bring something else. Pure. */
import type { ServerReport } from '../../model.js'
import { whyOther } from './basis.js'
import { type Dialog, type Fallen, notice, type Pending, type ReviewState, type WriteState } from './model.js'
import { nameOf, rewritten, shortened, withAcknowledged, withServer } from './pending.js'

/** Takes out what was decided about a server as it was; nothing brings that back. A dialog about it closes. */
export function judgedAnew(state: ReviewState, id: string, report: ServerReport): ReviewState {
  const { decisions, dialog } = state
  const now = rewritten(decisions, (pending) => fitting(pending, id, report))
  const asks = purposeIn(dialog, id)
  const isClosing = asks !== null && whyOther(asks.basis, report, asks.type) !== null
  if (now === decisions && !isClosing) return state
  const why = whyOf(decisions.pending, id, report) ?? (isClosing ? whyOther(asks.basis, report, asks.type) : null)
  const name = nameOf(state, id)
  const fallen = why === null ? [] : [{ server: id, name, text: `${name}: ${why}: decide anew.` }]
  return withFallen({ ...state, decisions: now, dialog: isClosing ? null : dialog }, decisions.pending, fallen)
}

function fitting(pending: Pending, id: string, report: ServerReport): Pending {
  const decision = pending.servers.get(id)
  let now = pending
  if (decision !== undefined && whyOther(decision.basis, report, decision.type) !== null)
    now = withServer(now, id, null)
  for (const [finding, { basis }] of pending.acknowledged.get(id) ?? []) {
    if (whyOther(basis, report, 'acknowledge') !== null) now = withAcknowledged(now, id, finding, null)
  }
  return now
}

/** Why something that is pending of a server falls; `null` where nothing does. */
function whyOf({ servers, acknowledged }: Pending, id: string, report: ServerReport): string | null {
  const decision = servers.get(id)
  const why = decision === undefined ? null : whyOther(decision.basis, report, decision.type)
  if (why !== null) return why
  for (const { basis } of acknowledged.get(id)?.values() ?? []) {
    const other = whyOther(basis, report, 'acknowledge')
    if (other !== null) return other
  }
  return null
}

/**
 * The same after a new look at what is configured: ids are other ones, and what was decided or is shown goes with its server.
 *
 * @param state with the rows of before
 * @param same from ids of before to those of now
 * @param isNow whether a server of now has this id
 */
export function renamed(
  state: ReviewState,
  same: ReadonlyMap<string, string>,
  isNow: (id: string) => boolean,
): ReviewState {
  const { decisions, dialog } = state
  const asks = dialog?.type === 'ask' && dialog.purpose.type !== 'export' ? dialog.purpose : null
  const { servers, acknowledged } = decisions.pending
  const decided = [...servers.keys(), ...acknowledged.keys(), ...(asks === null ? [] : [asks.server])]
  const fallen = [...new Set(decided)]
    .filter((id) => !same.has(id))
    .map((server): Fallen => {
      const name = nameOf(state, server)
      return { server, name, text: `${name} is configured otherwise now, or no more: decide anew.` }
    })
  const next: ReviewState = {
    ...state,
    decisions: rewritten(decisions, (pending) => under(pending, same)),
    dialog: asks === null ? dialog : renamedDialog(dialog, same),
    screens: screensOf(state, same, isNow),
  }
  return withFallen(next, decisions.pending, fallen)
}

function under(pending: Pending, same: ReadonlyMap<string, string>): Pending {
  const { servers, acknowledged } = pending
  if ([...servers.keys(), ...acknowledged.keys()].every((id) => same.get(id) === id)) return pending
  const move = <T>(all: ReadonlyMap<string, T>): ReadonlyMap<string, T> =>
    new Map(
      [...all].flatMap(([id, each]) => {
        const now = same.get(id)
        return now === undefined ? [] : [[now, each] as const]
      }),
    )
  return { servers: move(servers), acknowledged: move(acknowledged) }
}

function renamedDialog(dialog: Dialog | null, same: ReadonlyMap<string, string>): Dialog | null {
  if (dialog?.type !== 'ask' || dialog.purpose.type === 'export') return dialog
  const server = same.get(dialog.purpose.server)
  return server === undefined ? null : { ...dialog, purpose: { ...dialog.purpose, server } }
}

/** A screen about a server that is no more says so; under the id of another one it would show that one. */
function screensOf(
  { screens }: ReviewState,
  same: ReadonlyMap<string, string>,
  isNow: (id: string) => boolean,
): ReviewState['screens'] {
  const [list, ...others] = screens
  const { selected } = list.pane
  const first = { ...list, pane: { ...list.pane, selected: selected === null ? null : (same.get(selected) ?? null) } }
  const moved = others.map((each) => {
    const server = 'server' in each ? same.get(each.server) : undefined
    return server === undefined ? each : { ...each, server }
  })
  const wrong = others.findIndex((each) => 'server' in each && !same.has(each.server) && isNow(each.server))
  return [selected === first.pane.selected ? list : first, ...(wrong < 0 ? moved : moved.slice(0, wrong))]
}

const purposeIn = (dialog: Dialog | null, id: string) =>
  dialog?.type === 'ask' && dialog.purpose.type !== 'export' && dialog.purpose.server === id ? dialog.purpose : null

/** What is planned, or shown, was made of other decisions. */
export const withoutPlan = (write: WriteState): WriteState => (write.status === 'writing' ? write : { status: 'idle' })

function withFallen(state: ReviewState, before: Pending, fallen: readonly Fallen[]): ReviewState {
  const write = state.decisions.pending === before ? state.write : withoutPlan(state.write)
  if (fallen.length === 0) return { ...state, write }
  const again = new Set(fallen.map(({ server }) => server))
  const all = [...state.fallen.filter(({ server }) => !again.has(server)), ...fallen]
  return withFallenSaid({ ...state, write, fallen: all })
}

/** Names that stand in one notice. */
const MOST_NAMES = 3

/** Says all that fell in this audit, and was not decided anew since. */
export function withFallenSaid(state: ReviewState): ReviewState {
  const { servers, acknowledged } = state.decisions.pending
  const open = state.fallen.filter(({ server }) => !servers.has(server) && !acknowledged.has(server))
  const [first, ...others] = open
  if (first === undefined) return state
  if (others.length === 0) return notice(state, 'bad', first.text)
  const names = open.slice(0, MOST_NAMES).map(({ name }) => shortened(name, 20))
  const more = open.length > MOST_NAMES ? ` and ${open.length - MOST_NAMES} more` : ''
  return notice(state, 'bad', `Not as you decided about them any more: ${names.join(', ')}${more}; decide anew.`)
}
