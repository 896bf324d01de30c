/** What the heuristics about the configuration have in common. */

import { escapePointer } from '../../src/discover/document.js'
import type { ConfiguredServer } from '../../src/heuristic.js'
import type { ServerEntry, Severity, StdioLaunch } from '../../src/model.js'

/**
 * Whether a server is the one to speak of its entries: one entry may start several packages, a server each, and what holds for
 * the entry is said once.
 */
export function speaksForEntries({ ref, launch }: ConfiguredServer): boolean {
  const [first] = launch.packages
  return ref === null || first === undefined || (first.name === ref.name && first.spec === ref.spec)
}

/** A disabled entry starts nothing: what it would do is worth a word, and no alarm. */
export const weighed = (severity: Severity, { disabled }: ServerEntry): Severity => (disabled ? 'info' : severity)

const LADDER: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info']

export const oneStepLower = (severity: Severity): Severity => LADDER[LADDER.indexOf(severity) + 1] ?? 'info'

/** Name of a file, without the folders of this machine. */
export const baseName = (file: string): string => file.split(/[\\/]/).at(-1) ?? file

/** Where a variable of the entry stands; `undefined` where that is not known. */
export const variablePointer = ({ envPointer }: StdioLaunch, name: string): string | undefined =>
  envPointer === undefined ? undefined : `${envPointer}/${escapePointer(name)}`
