import { type DependencyContext, defineDependencyHeuristic, type JudgedDependency } from '../src/heuristic.js'
import { hoursSince, isYoungPackage } from './knowledge/dependency-age.js'
import { lookAlike } from './knowledge/look-alike.js'
import { POPULAR_PACKAGES } from './knowledge/popular-packages.js'

/** One character away from what everyone has, put below a package that nobody looks into. */
export default defineDependencyHeuristic({
  id: 'transitive-look-alike',
  title: 'a package came below the server that is called almost like a popular one',
  severity: 'low',
  confidence: 'low',
  remedy: 'Look at the package: whether it is the one that was meant, who publishes it, and how old it is.',

  *judge(context) {
    for (const dependency of context.packages) {
      if (!isSuspicious(dependency, context)) continue
      const { name, packageSince } = dependency
      const young = isYoungPackage(packageSince, context.now)
      const twin = lookAlike(name, POPULAR_PACKAGES)
      // Of names in the depth of trees many are near to another: of an older package only a near one tells anything.
      if (twin === null || (!young && twin.how === 'two characters differ')) continue
      yield {
        severity: young ? 'high' : 'low',
        confidence: young ? 'medium' : 'low',
        dependency,
        message: `${name} is almost ${twin.of}: ${twin.how}`,
      }
    }
  },
})

/** A name that has stood for a year is known by itself. */
const YEAR_HOURS = 365 * 24

/** What stood there before, or came with what everyone has, is known under its name. */
function isSuspicious({ status, path, packageSince }: JudgedDependency, { now }: DependencyContext): boolean {
  // What the server's own manifest names is told by dependency-look-alike, as a fact of its code.
  if (path.length <= 2) return false
  if (isYoungPackage(packageSince, now)) return status !== 'same'
  if (packageSince.known && hoursSince(packageSince, now) > YEAR_HOURS) return false
  return status === 'added' && !POPULAR_PACKAGES.has(nameOf(path.at(-2) ?? ''))
}

const nameOf = (step: string): string => step.slice(0, Math.max(step.lastIndexOf('@'), 0))
