/** The packages below a server: resolved as npm would, compared with the baseline's, and judged. */
import process from 'node:process'
import { isYoungRelease } from '../../heuristics/knowledge/dependency-age.js'
import { judgeDependencies } from '../judge.js'
import {
  type DependencyChange,
  type DependencyTree,
  type Finding,
  type NotEvaluated,
  type Release,
  severityRank,
} from '../model.js'
import { NOT_IN_SHORT_FORM } from '../registry/tree/trim.js'
import { readChanges } from './dependencies/behaviour.js'
import { type Comparison, compareTrees, type EarlierTree } from './dependencies/compare.js'
import { dependencyContext } from './dependencies/context.js'
import { earlierTree } from './dependencies/earlier.js'
import { Releases } from './dependencies/releases.js'
import type { DependencyEvaluation, DependencySubject } from './dependencies/subject.js'
import type { EvaluateOptions } from './evaluate.js'
import { failureOf } from './failure.js'
import { choosing } from './frozen.js'
import { treeAsServed } from './served.js'
import type { Workshop } from './workshop.js'

export type { DependencyEvaluation, DependencySubject } from './dependencies/subject.js'

/** Rejects only where the signal is aborted. A tree that can't be resolved is a failure: npm could not start the server either. */
export async function auditDependencies(
  subject: DependencySubject,
  shop: Workshop,
  options: EvaluateOptions,
): Promise<DependencyEvaluation> {
  const { release, registry } = subject
  const { now, signal, doing } = options
  doing(`resolving what ${release.name} depends on`)
  let tree: DependencyTree
  try {
    // What an entry says of the releases that are taken it says of these, too.
    tree = await shop.registry.tree(release, { ...(registry && { registry }), ...choosing(subject.server, now) })
  } catch (error) {
    signal?.throwIfAborted()
    const failure = failureOf(error, { stage: 'resolve', subject: release.purl })
    return { report: null, findings: [], failures: [failure], notEvaluated: [], complete: false }
  }
  const earlier = await earlierTree(subject, tree, { shop, installed: options.installed, now })
  const served = await treeAsServed(tree, earlier.tree, shop.registry, signal)
  signal?.throwIfAborted()
  tree = served.tree

  const comparison = doubting(compareTrees(tree, nameOf(release), earlier.tree), earlier.tree, now)
  const releases = new Releases(shop, registry)
  const platform = { os: process.platform, cpu: process.arch }
  const [{ context, notEvaluated }, changes] = await Promise.all([
    dependencyContext(subject, comparison, earlier.tree, { shop, releases, now }),
    readChanges(subject, comparison, earlier.tree, { shop, releases, options, platform }),
  ])
  signal?.throwIfAborted()
  const judged = judgeDependencies(context)
  return {
    report: {
      tree,
      baseline: earlier.tree?.from ?? 'none',
      changes: comparison.changes.map((each) => withBehaviour(each, comparison, changes.behaviour)),
    },
    findings: [...judged.findings.filter((each) => !isToldByCode(each, changes.findings)), ...changes.findings],
    failures: [...served.failures, ...judged.failures, ...changes.failures],
    notEvaluated: [
      ...ageless(release, comparison, earlier.tree),
      ...earlier.notEvaluated,
      ...served.notEvaluated,
      ...notEvaluated,
      ...changes.notEvaluated,
    ],
    complete: changes.complete,
  }
}

const nameOf = ({ name, version }: DependencySubject['release']): string => `${name}@${version}`

/**
 * What the previous release would take today says nothing of what it took in its time: of a version of the last days nobody is
 * known to have run it before.
 */
function doubting(comparison: Comparison, earlier: EarlierTree | null, now: Date): Comparison {
  if (earlier?.from !== 'previous') return comparison
  const packages = comparison.packages.map((each) =>
    each.status === 'same' && isYoungRelease(each.dependency.release, now)
      ? { ...each, status: 'unknown' as const, before: null }
      : each,
  )
  return { ...comparison, packages }
}

/** Packages that might be young, for all that is known: the same is not young where it was locked, or ran here before. */
function ageless({ purl }: Release, { packages }: Comparison, earlier: EarlierTree | null): readonly NotEvaluated[] {
  const stood = earlier !== null && earlier.from !== 'previous'
  const open = packages.flatMap(({ dependency: { release }, status }) => {
    if (release === null || release.publishedAt.known || (stood && status === 'same')) return []
    // Which versions contradict each other is another matter for each package.
    return release.publishedAt.reason === NOT_IN_SHORT_FORM
      ? []
      : [release.publishedAt.reason.replace(/ \([^()]*\)$/, '')]
  })
  const why = `${[...new Set(open)].sort().join('; ')} (${open.length} of ${packages.length} packages)`
  return open.length === 0 ? [] : [{ subject: purl, what: 'age of dependencies', why }]
}

/** What the registry says of a script is no news where its code was read, and found to be as bad or worse. */
function isToldByCode({ heuristic, path, severity }: Finding, ofCode: readonly Finding[]): boolean {
  if (heuristic !== 'dependency-install-script' || path === undefined) return false
  return ofCode.some(
    (each) =>
      /^install-/.test(each.heuristic) && each.path === path && severityRank(each.severity) <= severityRank(severity),
  )
}

function withBehaviour(
  change: DependencyChange,
  { packages }: Comparison,
  behaviour: Awaited<ReturnType<typeof readChanges>>['behaviour'],
): DependencyChange {
  const now = packages.find(({ dependency: { path } }) => path === change.path)?.dependency
  return { ...change, behaviour: (now && behaviour.get(now)) ?? null }
}
