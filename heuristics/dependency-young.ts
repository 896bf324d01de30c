import { defineDependencyHeuristic, type JudgedDependency } from '../src/heuristic.js'
import { hoursSince, isYoungPackage, isYoungRelease } from './knowledge/dependency-age.js'
import { several } from './knowledge/dependency-list.js'

/** What is hours old has been looked at by nobody; most malicious releases are taken down within three days. */
export default defineDependencyHeuristic({
  id: 'dependency-young',
  title: 'packages below the server are younger than three days',
  severity: 'low',
  confidence: 'high',
  remedy:
    'Wait, or keep to the versions of before: `npm_config_before=<date>` in the entry’s environment makes npm do so. Most malicious releases are taken down within days.',

  *judge({ packages, now, compared }) {
    const young = packages.filter(({ status, release }) => status !== 'same' && isYoungRelease(release, now))
    const ordinary: JudgedDependency[] = []
    for (const dependency of young) {
      if (!isYoungPackage(dependency.packageSince, now)) {
        ordinary.push(dependency)
        continue
      }
      const { name, version, status } = dependency
      const days = Math.floor(hoursSince(dependency.packageSince, now) / 24)
      yield {
        severity: status === 'added' ? 'medium' : 'low',
        dependency,
        message: `${name} ${version} was published ${ago(dependency, now)}, and its first version ${days < 1 ? 'on the same day' : `${days} days ago`}`,
        key: ['package'],
      }
    }
    if (ordinary.length === 0) return
    const newest = ordinary.toSorted((a, b) => age(a, now) - age(b, now))
    yield {
      // A tree that floats takes what came last; only against what was there before is that news.
      severity: compared && ordinary.some(({ status }) => status !== 'unknown') ? 'low' : 'info',
      dependency: null,
      message: `${several(newest)} ${ordinary.length === 1 ? 'was' : 'were'} published less than three days ago, the newest ${newest[0] ? ago(newest[0], now) : ''}`,
    }
  },
})

const age = ({ release }: JudgedDependency, now: Date): number =>
  release === null ? Number.POSITIVE_INFINITY : hoursSince(release.publishedAt, now)

function ago(dependency: JudgedDependency, now: Date): string {
  const hours = Math.floor(age(dependency, now))
  return hours < 1 ? 'within the last hour' : hours === 1 ? '1 hour ago' : `${hours} hours ago`
}
