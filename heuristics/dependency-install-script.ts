import { type DependencyContext, defineDependencyHeuristic, type JudgedDependency } from '../src/heuristic.js'
import { isYoungPackage, isYoungRelease } from './knowledge/dependency-age.js'
import { several } from './knowledge/dependency-list.js'
import { POPULAR_PACKAGES } from './knowledge/popular-packages.js'

/** axios 1.14.1 (2026): a dependency came along, one day old, for its postinstall alone. */
export default defineDependencyHeuristic({
  id: 'dependency-install-script',
  title: 'a package below the server runs code when it is installed',
  severity: 'medium',
  confidence: 'medium',
  remedy:
    'Read the script of the package before anything installs this release, or install it with `npm_config_ignore_scripts=true`.',

  *judge(context) {
    const scripted = context.packages.filter(({ installScript }) => installScript)
    const known: JudgedDependency[] = []
    for (const dependency of scripted) {
      const sign = signOf(dependency, context)
      if (sign === null) known.push(dependency)
      else yield { ...sign, dependency, key: ['came', dependency.version] }
    }
    if (known.length === 0) return
    yield {
      severity: 'info',
      confidence: 'high',
      dependency: null,
      message: `${several(known)} ${known.length === 1 ? 'runs' : 'run'} scripts when ${known.length === 1 ? 'it is' : 'they are'} installed`,
    }
  },
})

/** `null` for what was there before, as far as anyone knows. */
function signOf(
  { name, version, status, movedFrom, ranScriptBefore, release, packageSince }: JudgedDependency,
  { now }: DependencyContext,
): {
  readonly message: string
  readonly severity: 'high' | 'medium' | 'low'
  readonly confidence: 'high' | 'medium'
} | null {
  const young = isYoungRelease(release, now)
  const newcomer = isYoungPackage(packageSince, now)
  if (status === 'moved' && movedFrom !== null) {
    if (ranScriptBefore === true) return null
    const before = ranScriptBefore === false ? `; ${movedFrom} ran none` : ''
    // What the script does is told by its code, where that could be read; of a version of yesterday nobody knows it yet.
    return {
      severity: young && ranScriptBefore === false ? 'high' : 'medium',
      confidence: ranScriptBefore === false ? 'high' : 'medium',
      message: `${name} ${version} ${before === '' ? 'runs' : 'starts to run'} a script when it is installed${before}`,
    }
  }
  if (status === 'same') return null
  const age = newcomer
    ? ', and the package itself is new'
    : young
      ? ', and this version is younger than three days'
      : ''
  if (status === 'unknown') {
    // Nobody is known to have run it before; what has been there for longer is ordinary.
    if (!young || !newcomer) return null
    return {
      severity: 'high',
      confidence: 'medium',
      message: `${name} ${version} runs a script when it is installed${age}`,
    }
  }
  const severity =
    newcomer || (young && !POPULAR_PACKAGES.has(name)) ? 'high' : POPULAR_PACKAGES.has(name) ? 'low' : 'medium'
  const confidence = newcomer && young ? 'high' : 'medium'
  return { severity, confidence, message: `${name} ${version} came, and runs a script when it is installed${age}` }
}
