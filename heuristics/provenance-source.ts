import { defineHeuristic } from '../src/heuristic.js'
import type { BuildSource } from '../src/model.js'
import { graveNews } from './knowledge/grave-news.js'
import { isFromPipeline } from './knowledge/history.js'
import { clip, several } from './knowledge/read.js'

/** In 2026 attacks came through projects' own pipelines: from forks, from branches, and from workflows that nobody had seen. */
export default defineHeuristic({
  id: 'provenance-source',
  title: 'the release was built from another place than it says, or than before',
  severity: 'medium',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Look at the run that built it: whose repository, which branch, which workflow, and who started it.',

  *judge(context) {
    const { attestation, attestationBefore, release } = context
    if (attestation?.known !== true || attestation.value.result !== 'verified') return
    const now = attestation.value.source
    const last =
      attestationBefore?.known === true && attestationBefore.value.result === 'verified'
        ? attestationBefore.value.source
        : null
    const news = graveNews(context)
    const brings = news.length > 0 ? `. The release brings ${several(news)}` : ''
    const worse = news.length > 0

    const stated = repositoryIn(release.manifest)
    if (last !== null && nameOf(last.repository) !== nameOf(now.repository)) {
      yield {
        severity: worse ? 'high' : 'medium',
        message: `built from ${clip(now.repository)}; the release before it from ${clip(last.repository)}${brings}`,
        evidence: [],
        key: ['repository', nameOf(now.repository)],
      }
    } else if (stated !== null && nameOf(now.repository) !== stated) {
      // A repository that was renamed keeps its old name in manifests for years.
      yield {
        severity: worse ? 'medium' : 'low',
        message: `built from ${clip(now.repository)}, and not from ${clip(stated)}, which its manifest names${brings}`,
        evidence: [],
        key: ['stated', nameOf(now.repository)],
      }
    }

    const changed = last === null ? [] : differences(last, now)
    if (changed.length > 0) {
      yield {
        severity: worse ? 'medium' : 'info',
        confidence: 'low',
        message: `${changed.join('; ')}${isFromPipeline(release) ? ', and published without a token' : ''}${brings}`,
        evidence: [],
        key: ['workflow', now.workflow ?? '', kindOf(now.ref)],
      }
    }
  },
})

function differences(last: BuildSource, now: BuildSource): readonly string[] {
  const other = last.workflow !== null && now.workflow !== null && last.workflow !== now.workflow
  const [before, after] = [kindOf(last.ref), kindOf(now.ref)]
  return [
    ...(other ? [`built by the workflow ${clip(now.workflow ?? '')}; before by ${clip(last.workflow ?? '')}`] : []),
    // Tags differ with each release; branches do not.
    ...(before !== '' && after !== '' && before !== after ? [`built from ${after}; before from ${before}`] : []),
  ]
}

const kindOf = (ref: string | null): string =>
  ref === null ? '' : ref.startsWith('refs/tags/') ? 'a tag' : clip(ref.replace('refs/heads/', 'the branch '))

/** `owner/name` in lower case. */
const nameOf = (url: string): string =>
  url
    .replace(/^[a-z+]*:\/\/(?:[^/@]*@)?/i, '')
    .replace(/#.*/s, '')
    .replace(/(?:\.git)?\/?$/, '')
    .toLowerCase()

/** Repository that a manifest names, as `github.com/owner/name`; `null` where none is, or on no host that builds are attested of. */
function repositoryIn({ repository }: Readonly<Record<string, unknown>>): string | null {
  const url = typeof repository === 'string' ? repository : (repository as { url?: unknown } | null | undefined)?.url
  if (typeof url !== 'string' || url.length > 300) return null
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(url.trim())?.[1]
  const [, host, name] =
    short === undefined
      ? (/(?:^|[/@])(github\.com|gitlab\.com)[/:]([\w.-]+\/[\w.-]+)/i.exec(url.trim()) ?? [])
      : [short, 'github.com', short]
  return host === undefined || name === undefined ? null : `${host}/${name.replace(/\.git$/, '')}`.toLowerCase()
}
