/** In what a machine differs from its lock. Pure. */
import type { Drift, LockedServer, ServerReport } from '../model.js'

export interface Compared {
  readonly key: string
  /** `null` for a server that no lock knows. */
  readonly locked: LockedServer | null
  /** `null` for one that is configured no more. */
  readonly report: ServerReport | null
}

/** Worst first. */
export function driftOf(_compared: readonly Compared[]): readonly Drift[] {
  throw new Error('not built yet')
}
