/** One server: from its findings to their evidence, and to what else is known of it. */
import { selectedStop } from '../motion.js'
import { bodyOf } from '../views/body.js'
import type { Binding } from './binding.js'
import { openDependencies, whyNoDependencies } from './dependencies.js'
import { openEvidence } from './evidence.js'
import { push, type ReviewState, reportOf, rowOf, START, type Step, screenOf, stay } from './model.js'
import { openPage } from './page.js'

/** Id of what is selected on the screen of a server. */
function selectedOf(state: ReviewState): string | null {
  const screen = screenOf(state)
  return screen.type === 'server' ? (selectedStop(bodyOf(state), screen.pane)?.id ?? null) : null
}

/** Fingerprint of the finding that is selected, or that the screen is about; `null` where there is none. */
export function findingInView(state: ReviewState): string | null {
  const screen = screenOf(state)
  if (screen.type === 'evidence') return screen.finding
  if (screen.type !== 'server') return null
  const id = selectedOf(state)
  const findings = reportOf(state, screen.server)?.findings ?? []
  return findings.find(({ fingerprint }) => fingerprint === id)?.fingerprint ?? null
}

/** Opens the releases of a server, and asks for them where that was not asked for. */
function openHistory(state: ReviewState, server: string): Step {
  const view = { version: null, marked: null, left: 0 }
  const opened = push(state, { type: 'history', server, pane: START, view })
  const known = state.histories.get(server)
  if (known !== undefined && known.status !== 'failed') return stay(opened)
  const histories = new Map([...state.histories, [server, { status: 'loading' }] as const])
  return stay({ ...opened, histories }, { type: 'load history', server })
}

/** Why a server has no releases that could be shown, as a sentence; `null` where it has. */
function whyNoHistory(state: ReviewState, server: string): string | null {
  const row = rowOf(state, server)
  if (row === null) return 'This server is configured no more.'
  const { package: ref, launch } = row.listed
  if (ref?.ecosystem !== 'npm') {
    return launch.kind === 'pypi' || launch.kind === 'oci'
      ? `There is no history: releases are read of npm's packages alone, and this is ${launch.kind === 'oci' ? 'an image' : 'from PyPI'}.`
      : NO_RELEASES[launch.kind]
  }
  if (row.evaluation === null) return 'Its releases can be shown once its audit is done.'
  return row.evaluation.server.release === null ? `No release of ${ref.name} is known; r audits again.` : null
}

const NO_RELEASES = {
  npm: 'There is no history: no package of a registry is known for it.',
  git: 'There is no history: it is taken from a repository, and not from a registry of releases.',
  remote: 'There is no history: what runs at a remote address has no releases that could be read.',
  local: 'There is no history: code of this machine was never released.',
  unknown: 'There is no history: it is not known what it starts.',
} as const

const serverOf = (state: ReviewState): string | null => {
  const screen = screenOf(state)
  return screen.type === 'server' ? screen.server : null
}

function open(state: ReviewState): Step {
  const server = serverOf(state)
  const finding = findingInView(state)
  if (server === null) return stay(state)
  if (finding !== null) return openEvidence(state, server, finding)
  return selectedOf(state) === DEPENDENCIES ? openDependencies(state, server) : stay(state)
}

function whyNotOpen(state: ReviewState): string | null {
  if (findingInView(state) !== null) return null
  const server = serverOf(state)
  if (server !== null && selectedOf(state) === DEPENDENCIES) return whyNoDependencies(state, server)
  const found = server === null ? 0 : (reportOf(state, server)?.findings.length ?? 0)
  return found > 0 ? 'Only a finding has evidence; select one.' : 'Nothing was found here.'
}

/** The stop of the server's screen that leads to its dependencies. */
const DEPENDENCIES = 'section:dependencies'

const page = (state: ReviewState): Step => {
  const server = serverOf(state)
  const fingerprint = findingInView(state)
  const finding = server && reportOf(state, server)?.findings.find((each) => each.fingerprint === fingerprint)
  return finding ? openPage(state, finding.heuristic) : stay(push(state, { type: 'help', pane: START }))
}

/** What a key does with the server that the screen is about. */
const withServer =
  (act: (state: ReviewState, server: string) => Step) =>
  (state: ReviewState): Step => {
    const server = serverOf(state)
    return server === null ? stay(state) : act(state, server)
  }

const whyNot =
  (why: (state: ReviewState, server: string) => string | null) =>
  (state: ReviewState): string | null => {
    const server = serverOf(state)
    return server === null ? null : why(state, server)
  }

export const serverKeys: readonly Binding[] = [
  {
    keys: ['enter', 'right', 'l'],
    on: ['server'],
    label: 'code',
    help: 'the code that a finding rests on, before and after',
    obstacle: whyNotOpen,
    run: open,
  },
  {
    keys: ['t'],
    on: ['server'],
    label: 'history',
    help: 'releases on a time line, with what each of them does',
    obstacle: whyNot(whyNoHistory),
    run: withServer(openHistory),
  },
  {
    keys: ['d'],
    on: ['server'],
    label: 'deps',
    help: 'the packages below it, with what changed',
    obstacle: whyNot(whyNoDependencies),
    run: withServer(openDependencies),
  },
  {
    keys: ['?'],
    on: ['server'],
    label: 'why',
    help: "the page of the selected finding's heuristic",
    run: page,
  },
]
