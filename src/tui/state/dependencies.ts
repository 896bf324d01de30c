/** The packages below a server: which of them are seen, and the way to what was found about them. */
import type { Finding, ServerReport } from '../../model.js'
import { selectedStop } from '../motion.js'
import { bodyOf } from '../views/body.js'
import type { Binding } from './binding.js'
import { type DependencyFilter, findingsAbout } from './dependency-tree.js'
import { openEvidence } from './evidence.js'
import { push, type ReviewState, reportOf, rowOf, START, type Step, screenOf, stay, withTop } from './model.js'

/** A tree of more packages is first seen with what speaks, not with all of it. */
const LARGE = 60

/** Opens the tree: a small one whole, of a large one what was found, else what changed. */
export function openDependencies(state: ReviewState, server: string): Step {
  const report = reportOf(state, server)
  return stay(
    push(state, { type: 'dependencies', server, pane: START, only: report === null ? 'all' : firstFilter(report) }),
  )
}

function firstFilter({ dependencies, findings }: ServerReport): DependencyFilter {
  if (dependencies === null || dependencies.tree.packages.length <= LARGE) return 'all'
  if (findings.some(({ path, severity }) => path !== undefined && severity !== 'info')) return 'findings'
  return dependencies.changes.length > 0 ? 'changed' : 'all'
}

/** Why there is no tree, as a sentence; `null` where there is one. */
export function whyNoDependencies(state: ReviewState, server: string): string | null {
  const row = rowOf(state, server)
  if (row === null) return 'This server is configured no more.'
  if (row.evaluation === null) return 'Dependencies are resolved while it is audited; that is not done yet.'
  const { server: report, notEvaluated, failures } = row.evaluation
  if (report.dependencies !== null) return null
  const remark = notEvaluated.find(({ what }) => what === 'dependencies')
  const failure = failures.find(({ stage }) => stage === 'resolve') ?? failures[0]
  const why =
    remark?.why ??
    (failure && `${failure.subject} ${failure.message}`) ??
    report.launch.reason ??
    `those of the kind ${report.launch.kind} are not read`
  return `Dependencies were not resolved: ${why}.`
}

/** Stops of the screen: a package of the tree, or one that is gone, or a finding about one that is not in the tree. */
export const packageStop = (index: number): string => `package ${index}`
export const goneStop = (index: number): string => `gone ${index}`
export const findingStop = (fingerprint: string): string => `finding ${fingerprint}`

/** The finding that enter opens. */
function findingSelected(state: ReviewState): Finding | null {
  const screen = screenOf(state)
  if (screen.type !== 'dependencies') return null
  const report = reportOf(state, screen.server)
  const id = selectedStop(bodyOf(state), screen.pane)?.id
  if (!report?.dependencies || id === undefined) return null
  const [, type, rest = ''] = /^(\w+) (.*)$/su.exec(id) ?? []
  if (type === 'finding') return report.findings.find(({ fingerprint }) => fingerprint === rest) ?? null
  return type === 'package' ? (findingsAbout(report, Number(rest))[0] ?? null) : null
}

const FILTERS: readonly DependencyFilter[] = ['all', 'changed', 'findings']

function filter(state: ReviewState): Step {
  const screen = screenOf(state)
  if (screen.type !== 'dependencies') return stay(state)
  const only = FILTERS[(FILTERS.indexOf(screen.only) + 1) % FILTERS.length] ?? 'all'
  return stay(withTop(state, { ...screen, only }))
}

export const dependencyKeys: readonly Binding[] = [
  {
    keys: ['enter', 'right', 'l'],
    on: ['dependencies'],
    label: 'evidence',
    help: 'the code of the worst finding about a package',
    obstacle: (state) => (findingSelected(state) === null ? 'Nothing was found about this package.' : null),
    run: (state) => {
      const screen = screenOf(state)
      const finding = findingSelected(state)
      return finding === null || screen.type !== 'dependencies'
        ? stay(state)
        : openEvidence(state, screen.server, finding.fingerprint)
    },
  },
  {
    keys: ['f'],
    on: ['dependencies'],
    label: 'filter',
    help: 'all packages, those that changed, those with findings',
    run: filter,
  },
]
