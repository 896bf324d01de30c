import { defineHeuristic } from '../src/heuristic.js'
import { before } from './knowledge/history.js'
import { newForeignHosts, several } from './knowledge/read.js'

/** event-stream (2018), xrpl (2025): the first release of an account that had never published this package. */
export default defineHeuristic({
  id: 'publisher-changed',
  title: 'the release comes from an account that never published this package before',
  severity: 'low',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'See who it is: a new colleague, a new pipeline, or someone with a stolen or bought package.',

  *judge(context) {
    const { release, history, change, compared } = context
    if (!release.publisher.known) return
    const earlier = before(history, release)
    const people = new Set(earlier.flatMap(({ publisher }) => (publisher.known ? [publisher.value] : [])))
    // One earlier release is no habit.
    if (earlier.length < 2 || people.size === 0 || people.has(release.publisher.value)) return
    const listed = earlier.at(-1)?.maintainers
    const invited = listed?.known === true && listed.value.includes(release.publisher.value)
    const attested = release.provenance.known && release.provenance.value
    const news = compared ? whatCame() : []
    const severity = news.length > 0 ? (attested ? 'medium' : 'high') : invited || attested ? 'info' : 'low'
    yield {
      severity,
      message: `first release of ${release.publisher.value}; until now ${several(people, 3)}${news.length > 0 ? `. It brings ${several(news)}` : ''}`,
      evidence: [],
      key: [release.publisher.value],
    }

    function whatCame(): string[] {
      const hosts = [...newForeignHosts(context).keys()]
      return [
        ...(change.added('install.script').length > 0 ? ['an install script'] : []),
        ...change
          .added('dependency')
          .filter((fact) => fact.detail.imported === false && fact.detail.group === 'dependencies')
          .map((fact) => `the unused dependency ${fact.detail.name}`),
        ...(context.smallStep ? hosts.map((host) => `the host ${host}`) : []),
        ...(change.added('code.obfuscated').length > 0 ? ['obfuscated code'] : []),
        ...(context.before('process.spawn').length === 0 && change.added('process.spawn').length > 0
          ? ['its first spawn']
          : []),
      ]
    }
  },
})
