/** Keys that decide: what is let run, held back, blocked, let pass; and what was decided so far. */
import { isOfBlock } from '../../lockfile/acceptance.js'
import type { LaunchKind } from '../../model.js'
import { selectedStop } from '../motion.js'
import { bodyOf } from '../views/body.js'
import type { Binding } from './binding.js'
import { accept, acceptable, acceptTrusted, acknowledge, block, hold } from './decide.js'
import { openEvidence } from './evidence.js'
import { serverInView } from './list.js'
import { notice, push, type ReviewState, rowOf, START, type Step, screenOf, stay } from './model.js'
import {
  DECIDING,
  decided,
  decidedCount,
  findingOf,
  NOTHING_DECIDED,
  nameOf,
  titleOf,
  undone,
  whyBusy,
  withAcknowledged,
  withServer,
} from './pending.js'
import { unaudited, withHolds } from './run.js'
import { findingInView } from './server.js'

type Why = string | null

const first = (state: ReviewState, ...checks: readonly ((state: ReviewState) => Why)[]): Why => {
  for (const check of checks) {
    const why = check(state)
    if (why !== null) return why
  }
  return null
}

function noServer(state: ReviewState): Why {
  const server = serverInView(state)
  if (server === null) return 'There is no server here.'
  return rowOf(state, server) === null ? `${nameOf(state, server)} is configured no more.` : null
}

const notDone = (state: ReviewState): Why => unaudited(state, serverInView(state) ?? '')

/** What a server is that has no releases of its own, or none that touchstone can look at. */
const WITHOUT_RELEASES: Readonly<Record<Exclude<LaunchKind, 'npm'>, string>> = {
  pypi: 'comes from PyPI',
  oci: 'is an image',
  git: 'comes from a Git repository',
  remote: 'runs elsewhere',
  local: 'is a program of this machine',
  unknown: 'starts nobody can tell what',
}

function noReleases(state: ReviewState): Why {
  const server = serverInView(state) ?? ''
  const listed = rowOf(state, server)?.listed
  const kind = listed?.package?.ecosystem ?? listed?.launch.kind
  // What is started through npm, and is no package of its registry, has no releases either.
  const what = kind === undefined ? null : kind !== 'npm' ? WITHOUT_RELEASES[kind] : null
  const isNpm = kind === 'npm' && listed?.package !== null
  if (kind === undefined || isNpm) return null
  const why = what ?? 'is no package of the registry'
  return `${nameOf(state, server)} ${why}: it has no releases to hold; b or a decides.`
}

function noFinding(state: ReviewState): Why {
  const [server, fingerprint] = [serverInView(state), findingInView(state)]
  if (server === null || fingerprint === null) return 'No finding is selected: enter opens a server.'
  const finding = findingOf(state, server, fingerprint)
  if (finding === null) return 'What is selected is no finding.'
  if (isOfBlock(finding)) return 'That the lock blocks it does not pass: a or h lifts the block.'
  if (finding.acknowledged !== undefined) return 'The lock lets it pass already.'
  return finding.severity === 'info' ? 'It is told for information: there is nothing to let pass.' : null
}

const onServer =
  (run: (state: ReviewState, server: string) => Step) =>
  (state: ReviewState): Step => {
    const server = serverInView(state)
    return server === null ? stay(state) : run(state, server)
  }

function undo(state: ReviewState): Step {
  const step = undone(state.decisions)
  if (step === null) return stay(state)
  const { decisions, what } = step
  return withHolds(notice({ ...state, decisions }, 'info', `Undone: ${what}.`))
}

// ── what is pending ──────────────────────────────────────────────────────────────────────────────

/** What a stop of the screen of pending decisions is about. */
interface PendingStop {
  readonly server: string
  /** Fingerprint of a finding that passes; `null`: the decision about the server. */
  readonly finding: string | null
}

export const pendingStopId = ({ server, finding }: PendingStop): string => JSON.stringify([server, finding])

/** The decision that is selected on that screen; `null` where there is none. */
function pendingInView(state: ReviewState): PendingStop | null {
  const screen = screenOf(state)
  if (screen.type !== 'pending') return null
  const id = selectedStop(bodyOf(state), screen.pane)?.id
  const { servers, acknowledged } = state.decisions.pending
  const all: PendingStop[] = [
    ...[...servers.keys()].map((server) => ({ server, finding: null })),
    ...[...acknowledged].flatMap(([server, own]) => [...own.keys()].map((finding) => ({ server, finding }))),
  ]
  return all.find((each) => pendingStopId(each) === id) ?? null
}

const nonePending = (state: ReviewState): Why =>
  pendingInView(state) === null ? 'Nothing is decided: esc leads back.' : null

function goTo(state: ReviewState): Step {
  const stop = pendingInView(state)
  if (stop === null) return stay(state)
  const { server, finding } = stop
  if (finding !== null && findingOf(state, server, finding) !== null) return openEvidence(state, server, finding)
  return stay(push(state, { type: 'server', server, pane: START }))
}

const gone = (state: ReviewState): Why => {
  const stop = pendingInView(state)
  return stop !== null && rowOf(state, stop.server) === null
    ? `${nameOf(state, stop.server)} is configured no more; x takes the decision back.`
    : null
}

/** Takes one decision back; a step like any other. */
function takeBack(state: ReviewState): Step {
  const stop = pendingInView(state)
  if (stop === null) return stay(state)
  const { pending } = state.decisions
  const { server, finding } = stop
  const name = nameOf(state, server)
  const next = finding === null ? withServer(pending, server, null) : withAcknowledged(pending, server, finding, null)
  const what =
    finding === null
      ? `${pending.servers.get(server)?.type} ${name}`
      : `let "${titleOf(state, server, finding)}" of ${name} pass`
  return stay(notice(decided(state, next, `taking back: ${what}`), 'info', `Taken back: ${what}. u undoes that.`))
}

const NONE_ACCEPTABLE = 'No undecided server of the list has the verdict trust.'

const noResults = ({ audit }: ReviewState): Why =>
  audit.status === 'discovering' ? 'The audit has just begun: what stands here is of the one before.' : null

export const decisionKeys: readonly Binding[] = [
  {
    keys: ['a'],
    on: DECIDING,
    isAboutServer: true,
    label: 'accept',
    help: 'accept the server: what would run becomes the baseline; asks why where findings above medium stand',
    obstacle: (state) => first(state, whyBusy, noServer, notDone),
    run: onServer(accept),
  },
  {
    keys: ['A'],
    on: DECIDING,
    label: null,
    help: 'accept every server of the list whose verdict is trust, and of which nothing is decided, in the lock neither',
    obstacle: (state) =>
      first(state, whyBusy, noResults, () => (acceptable(state).length === 0 ? NONE_ACCEPTABLE : null)),
    run: acceptTrusted,
  },
  {
    keys: ['h'],
    on: DECIDING,
    isAboutServer: true,
    label: 'hold',
    help: 'hold the server at the locked release, else at the last one against which nothing speaks',
    obstacle: (state) => first(state, whyBusy, noServer, noReleases, notDone),
    run: onServer(hold),
  },
  {
    keys: ['b'],
    on: DECIDING,
    isAboutServer: true,
    label: 'block',
    help: 'block the server: it must not be configured any more; asks why',
    obstacle: (state) => first(state, whyBusy, noServer),
    run: onServer(block),
  },
  {
    keys: ['i'],
    on: DECIDING,
    isAboutServer: true,
    label: 'let pass',
    help: 'let one finding pass; asks why, and until when',
    obstacle: (state) => first(state, whyBusy, noServer, noFinding),
    run: onServer((state, server) => acknowledge(state, server, findingInView(state) ?? '')),
  },
  {
    keys: ['enter', 'right', 'l'],
    on: ['pending'],
    label: 'open',
    help: 'go to what was decided about',
    obstacle: (state) => first(state, nonePending, gone),
    run: goTo,
  },
  {
    keys: ['x'],
    on: ['pending'],
    label: 'take back',
    help: 'take the selected decision back',
    obstacle: (state) => first(state, whyBusy, nonePending),
    run: takeBack,
  },
  {
    keys: ['u'],
    on: [...DECIDING, 'pending'],
    label: 'undo',
    help: 'undo the last decision',
    obstacle: (state) =>
      first(state, whyBusy, ({ decisions }) =>
        decisions.past.length > 0
          ? null
          : 'There is nothing to undo; what is written, `touchstone pin --undo` puts back.',
      ),
    run: undo,
  },
  {
    keys: ['P'],
    on: DECIDING,
    label: null,
    help: 'what is decided and not written',
    obstacle: ({ decisions: { pending } }) => (decidedCount(pending) === 0 ? NOTHING_DECIDED : null),
    run: (state) => stay(push(state, { type: 'pending', pane: START })),
  },
]
