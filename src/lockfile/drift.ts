/** In what a machine differs from its lock. Pure. */
import {
  compareText,
  type Drift,
  type DriftKind,
  type LockedServer,
  type Release,
  type ServerReport,
  severityRank,
} from '../model.js'
import { configurationDrift, forgottenDrift, unknownDrift } from './drift-of-configuration.js'
import { copyDrift } from './drift-of-copies.js'
import { dependencyDrift } from './drift-of-dependencies.js'
import { releaseDrift } from './drift-of-release.js'

export interface Compared {
  readonly key: string
  /** `null` for a server that no lock knows. */
  readonly locked: LockedServer | null
  /** `null` for one that is configured no more. Of its entries those alone that the lock speaks of. */
  readonly report: ServerReport | null
  /** All releases that the registry lists of the locked package today; `null` where it was not asked, or did not answer. */
  readonly history: readonly Release[] | null
}

/** A drift before it is known of which server. */
export type Difference = Omit<Drift, 'server'>

/** In the order in which they are told where they are equally bad. */
const KINDS: readonly DriftKind[] = ['config', 'integrity', 'version', 'publisher', 'provenance', 'dependency', 'cache']

/** Worst first. */
export const driftOf = (compared: readonly Compared[]): readonly Drift[] =>
  compared
    .flatMap((each) => differences(each).map((drift) => ({ server: each.report?.id ?? each.key, ...drift })))
    .sort(byWorst)

/** Worst first. */
export const byWorst = (a: Drift, b: Drift): number =>
  severityRank(a.severity) - severityRank(b.severity) ||
  compareText(a.server, b.server) ||
  KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
  compareText(a.path.join('\n'), b.path.join('\n')) ||
  compareText(a.message, b.message)

function differences({ locked, report, history }: Compared): readonly Difference[] {
  if (report === null) return locked === null ? [] : [forgottenDrift(locked)]
  if (locked === null) return [unknownDrift(report)]
  return [
    ...configurationDrift(locked, report),
    ...releaseDrift(locked, report, history),
    ...dependencyDrift(report),
    ...copyDrift(locked, report),
  ]
}
