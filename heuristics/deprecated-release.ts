import { defineHeuristic } from '../src/heuristic.js'
import { saysGrave } from './knowledge/deprecation.js'
import { clip } from './knowledge/read.js'

/** The publisher's own word, or a registry's. */
export default defineHeuristic({
  id: 'deprecated-release',
  title: 'the publisher advises against this release',
  severity: 'low',
  confidence: 'high',
  about: 'publishing',
  needs: [],
  remedy: 'Read the reason and take the release or package that it names.',

  *judge({ release }) {
    if (release.deprecated === null || release.deprecated === '') return
    const grave = saysGrave(release.deprecated)
    yield {
      severity: grave ? 'high' : 'low',
      message: `deprecated: “${clip(release.deprecated, 200)}”`,
      evidence: [],
      // Who lets one release pass that is called malicious lets no other pass, whatever is said of that.
      key: [release.deprecated, ...(grave ? [release.version] : [])],
    }
  },
})
