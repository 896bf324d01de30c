import { defineHeuristic } from '../src/heuristic.js'
import { graveNews } from './knowledge/grave-news.js'
import { several } from './knowledge/read.js'

/** Anyone can write any repository into a manifest: only what the repository says of the package counts. */
export default defineHeuristic({
  id: 'repository-of-another-package',
  title: 'the repository that the release names does not know the package',
  severity: 'low',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Look for the package in the repository. If it is not there, its stars and its history are another one’s.',

  *judge(context) {
    const { repository, release } = context
    if (!repository.known || repository.value.knowsPackage !== false) return
    const { url, owner, otherPackages = [] } = repository.value
    const news = graveNews(context)
    const own = isNamed(owner, [
      release.name,
      ...(release.publisher.known ? [release.publisher.value] : []),
      ...(release.maintainers.known ? release.maintainers.value : []),
    ])
    yield {
      // Whoever owns both renamed one of them.
      severity: news.length > 0 ? 'medium' : own ? 'info' : 'low',
      message: `the package.json files of ${url} name ${several(otherPackages, 3)}, and not ${release.name}${news.length > 0 ? `. The release brings ${several(news)}` : ''}`,
      evidence: [],
      key: ['unknown to', url.toLowerCase()],
    }
  },
})

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '')

const isNamed = (owner: string, names: readonly string[]): boolean =>
  names.some((name) => plain(name) === plain(owner) || plain(name.replace(/^@([^/]*)\/.*$/, '$1')) === plain(owner))
