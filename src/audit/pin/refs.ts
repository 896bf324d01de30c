/** Where the entries of a server name its package. Pure. */
import { dissect } from '../../launch/launch.js'
import type { PackageRef, ServerEntry } from '../../model.js'

/** The same package and spec stands at another place in each entry. */
export const refsOf = (entry: ServerEntry, { ecosystem, name, spec }: PackageRef): readonly PackageRef[] =>
  dissect(entry).launch.packages.filter(
    (each) => each.ecosystem === ecosystem && each.name === name && each.spec === spec,
  )
