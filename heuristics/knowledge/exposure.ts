/** Who reads, and who writes, the file that an entry stands in; and which of a server's entries are its own to judge. */
import type { ConfiguredEntry, ConfiguredServer } from '../../src/heuristic.js'
import { resolveLaunch } from '../../src/launch/launch.js'
import type { Scope, ServerEntry } from '../../src/model.js'

/**
 * `shared`: everyone who has the project, the plugin or the machine has the file, and whoever can change it decides for
 * them. `own`: the user's alone. `unknown`: a file that was named on the command line.
 */
export type Exposure = 'shared' | 'own' | 'unknown'

const EXPOSURE: Record<Scope, Exposure> = {
  user: 'own',
  local: 'own',
  project: 'shared',
  plugin: 'shared',
  managed: 'shared',
  explicit: 'unknown',
}

export const exposureOf = (entry: ServerEntry): Exposure => EXPOSURE[entry.scope]

/**
 * Entries of which this server is the first package, so that a word of an entry is judged once: a bridge that starts a
 * second package makes two servers of one entry.
 */
export function ownEntries({ entries, ref, launch }: ConfiguredServer): readonly ConfiguredEntry[] {
  if (ref === null || (entries.length === 1 && launch.packages.length < 2)) return entries
  return entries.filter(({ entry }) => {
    const [first] = resolveLaunch(entry).packages
    return first === undefined || (first.name === ref.name && first.spec === ref.spec)
  })
}
