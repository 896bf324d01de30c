import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { registrable } from '../src/vendor.js'
import { CODE_HOSTS } from './knowledge/domains.js'
import { POPULAR_PACKAGES } from './knowledge/popular-packages.js'
import { clip, text } from './knowledge/read.js'

/** What a registry does not hold has no integrity, no history and no one who can take it down. */
export default defineHeuristic({
  id: 'dependency-source',
  title: 'a dependency comes from elsewhere than a registry',
  severity: 'medium',
  confidence: 'high',
  needs: ['dependency'],
  remedy:
    'Ask for a release from a registry, or pin the exact commit after reading it. What stands behind the address can change at any time.',

  *judge(context) {
    for (const fact of context.judged('dependency')) {
      const source = text(fact, 'source')
      const isNew = context.isNew(fact)
      if (source === 'alias') yield* alias(context, fact)
      if (!['git', 'http', 'file'].includes(source)) continue
      const spec = text(fact, 'spec')
      const name = clip(text(fact, 'name') || fact.value, 80)
      if (source === 'file') {
        // Left behind by a monorepo; it can't be resolved by those who install the package, so it is broken rather than dangerous.
        yield { severity: 'low', confidence: 'low', message: `${name} is taken from ${clip(spec)}`, evidence: [fact] }
        continue
      }
      const host = hostOf(spec)
      const known = host !== null && CODE_HOSTS.has(host)
      const pinned = /#[0-9a-f]{40}$/i.test(spec)
      const severity =
        source === 'http' ? (known && !isNew ? 'medium' : 'high') : isNew || !known ? 'high' : pinned ? 'low' : 'medium'
      yield {
        severity,
        confidence: isNew ? 'high' : 'medium',
        message: `${name} ${isNew ? 'now comes' : 'comes'} from ${clip(spec)}`,
        evidence: [fact],
      }
    }
  },
})

/** A name that was a package, and is another one now: what imports it looks as it did. */
function* alias(context: Context, fact: Fact) {
  const name = text(fact, 'name')
  const target = aliased(text(fact, 'spec'))
  const before = context.before('dependency').find((each) => text(each, 'name') === name)
  if (!context.isNew(fact) || before === undefined || target === null) return
  const was = text(before, 'source') === 'alias' ? aliased(text(before, 'spec')) : name
  if (was === target || POPULAR_PACKAGES.has(target) || scopeOf(target) === scopeOf(context.release.name)) return
  yield {
    severity: context.smallStep ? ('high' as const) : ('medium' as const),
    confidence: 'high' as const,
    message: `${clip(name, 80)} is another package now: ${clip(target, 80)}`,
    evidence: [fact],
  }
}

const aliased = (spec: string): string | null => /^npm:((?:@[^/@]+\/)?[^@]+)/.exec(spec)?.[1] ?? null

const scopeOf = (name: string): string => (name.startsWith('@') ? name.slice(0, name.indexOf('/')) : name)

function hostOf(spec: string): string | null {
  const shorthand = /^(github|gitlab|bitbucket|gist):|^[\w-]+\/[\w.-]+(#|$)/.exec(spec)
  if (shorthand !== null)
    return { gitlab: 'gitlab.com', bitbucket: 'bitbucket.org' }[shorthand[1] ?? ''] ?? 'github.com'
  const host =
    /^(?:git\+)?(?:https?|git|ssh):\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(spec)?.[1] ??
    /^(?:git\+ssh:\/\/)?[^@\s]+@([^:/]+)[:/]/.exec(spec)?.[1]
  return host === undefined ? null : registrable(host)
}
