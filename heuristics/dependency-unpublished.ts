import { defineDependencyHeuristic } from '../src/heuristic.js'

/** Registries remove what turns out to be malware; publishers hardly ever remove a version that others depend on. */
export default defineDependencyHeuristic({
  id: 'dependency-unpublished',
  title: 'a package that stood below the server is not in the registry any more',
  severity: 'medium',
  confidence: 'medium',
  remedy:
    'Find out why it was removed. If it was malware, treat what it could reach as disclosed, and clear npm’s cache on every machine that ran it.',

  *judge({ gone, accepted }) {
    const where = accepted ? 'locked' : 'installed on this machine'
    for (const dependency of gone) {
      const { name, version, wholly } = dependency
      yield {
        severity: wholly ? 'high' : 'medium',
        dependency,
        // That one version was removed says nothing of why the next one is.
        key: [version],
        message: wholly
          ? `${name}@${version} is ${where}, and the registry has nothing of ${name} any more`
          : `${name}@${version} is ${where}, and the registry lists other versions alone`,
      }
    }
  },
})
