/** In what the packages below a server differ from those that were locked. Pure. */
import type { DependencyChange, Finding, ServerReport } from '../model.js'
import { differenceOf } from './difference.js'
import type { Difference } from './drift.js'
import { raised } from './drift-severity.js'

/** What came and what went since the lock; nothing where the tree was not compared with it. */
export function dependencyDrift({ dependencies, findings }: ServerReport): readonly Difference[] {
  if (dependencies === null || dependencies.baseline !== 'lock') return []
  const changed = new Set(dependencies.changes.flatMap(({ path, to }) => (to === null ? [] : (path.at(-1) ?? []))))
  return [
    ...dependencies.changes.map((change) => differenceFrom(change, findings)),
    ...findings.flatMap((finding) => (changed.has(finding.path?.at(-1) ?? '') ? [] : becameKnown(finding))),
  ]
}

/** What may become known of a package after it was locked: that it is an attack, or is called one by its publisher or registry. */
const WARNINGS = new Set(['known-malicious-dependency', 'dependency-deprecated'])

/** A package that was locked, and of which something bad became known. */
function becameKnown({ heuristic, severity, message, path = [], acknowledged }: Finding): Difference[] {
  const grave = severity === 'critical' || severity === 'high'
  if (!grave || !WARNINGS.has(heuristic) || acknowledged !== undefined) return []
  const release = path.at(-1) ?? null
  return [{ kind: 'dependency', severity, message, from: release, to: release, path }]
}

function differenceFrom(change: DependencyChange, findings: readonly Finding[]): Difference {
  const { name, from, to, path, behaviour } = change
  const below = findings.filter((finding) => isAbout(finding.path, change))
  const news = behaviour && differenceOf(behaviour)
  const does = behaviour === null ? '; what it does was not read' : news === null ? '' : `: ${news}`
  const place = { path, from: nameAt(name, from?.version), to: nameAt(name, to?.version) }
  if (change.change === 'integrity') {
    const how = to?.integrity?.includes(' ')
      ? `the registry states several sums of ${place.to} below it, and npm takes bytes that have any of them`
      : `${place.to} below it has other bytes than were locked`
    return {
      kind: 'integrity',
      severity: 'critical',
      // What the locked bytes did is not in the lock.
      message: `${how}${behaviour === null ? '; what they do could not be compared' : does}`,
      path,
      from: from?.integrity ?? null,
      to: to?.integrity ?? null,
    }
  }
  if (change.change === 'removed') {
    return { kind: 'dependency', severity: 'low', message: `${place.from} is below it no more`, ...place }
  }
  const added = change.change === 'added'
  // Trees move every day: what was read and does nothing new is hardly worth a line.
  const quiet = behaviour !== null && news === null && !added
  const what = added ? `${place.to} is new below it` : `${name} ${from?.version} → ${to?.version} below it`
  return { kind: 'dependency', severity: raised(quiet ? 'low' : 'medium', below), message: `${what}${does}`, ...place }
}

const nameAt = (name: string, version: string | undefined): string | null =>
  version === undefined ? null : `${name}@${version}`

/** Whether a finding is about the package that changed. */
const isAbout = (path: readonly string[] | undefined, { name, to }: DependencyChange): boolean =>
  to !== null && path?.at(-1) === `${name}@${to.version}`
