import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { STRONG_OBFUSCATION } from './knowledge/install.js'
import { isLoaderPatch, isNetworkPatch, isPolyfillable, isSecretPatch, targetOf } from './knowledge/patches.js'
import { calledHosts, clip, flag, isComputed, isExplained, newForeignHosts, several, text } from './knowledge/read.js'

/** chalk, debug (2025): a line that patches fetch and XMLHttpRequest rewrites what every other module sends. */
export default defineHeuristic({
  id: 'global-patch',
  title: 'the code replaces a function that all other code uses',
  severity: 'medium',
  confidence: 'medium',
  needs: ['global.patch'],
  remedy: 'See what the replacement does with what passes through it.',

  *judge(context) {
    const foreign = newForeignHosts(context)
    const judged = context
      .judged('global.patch')
      .filter(
        (fact) =>
          isNetworkPatch(fact) || isLoaderPatch(fact) || isSecretPatch(fact) || isEar(context, fact, foreign.size > 0),
      )
    if (judged.length === 0) return
    const hidden = context.facts('code.obfuscated').filter((fact) => STRONG_OBFUSCATION.has(fact.value))
    const weight = weigh(context, judged, hidden, foreign.size > 0)
    if (weight === null) return
    const also =
      hidden.length > 0
        ? ', in code that hides what it does'
        : foreign.size > 0
          ? `, and reaches ${several(foreign.keys())} for the first time`
          : ''
    yield {
      ...weight,
      message: `replaces ${several(judged.map((fact) => clip(targetOf(fact), 60)))}${also}`,
      evidence: judged,
      context: hidden.length > 0 ? hidden : [...foreign.values()].flat(),
    }
  },
})

/** A method that all data passes, replaced in the release that first reaches a stranger. Programs quiet the console for themselves. */
const isEar = (context: Context, fact: Fact, reachesNew: boolean): boolean =>
  reachesNew && context.isNew(fact) && !flag(fact, 'console') && !flag(fact, 'polyfill') && context.smallStep

/** Packages that give old runtimes what newer ones have. */
const STAND_INS = new Set([
  'node-fetch',
  'cross-fetch',
  'isomorphic-fetch',
  'undici',
  'ws',
  'eventsource',
  'whatwg-fetch',
])

function weigh(
  context: Context,
  patches: readonly Fact[],
  hidden: readonly Fact[],
  reachesNew: boolean,
): { severity: Severity; confidence: Confidence } | null {
  const isNew = patches.some(context.isNew)
  const network = patches.some(isNetworkPatch)
  if (hidden.length > 0 && network) return { severity: 'critical', confidence: 'high' }
  if (isNew && reachesNew) return { severity: 'high', confidence: 'high' }
  const polyfills = patches.every(isPolyfillable)
  if (isNew && polyfills && context.facts('dependency').some((fact) => STAND_INS.has(text(fact, 'name'))))
    return { severity: 'low', confidence: 'medium' }
  if (isNew) return { severity: polyfills || !context.smallStep ? 'medium' : 'high', confidence: 'medium' }
  if (polyfills) return null
  // Agents of monitoring patch too; they speak with hosts that something in the package names.
  const strangers = [...calledHosts(context.facts).keys()].filter(
    (host) => !isComputed(host) && !context.vendor.owns(host) && !isExplained(context, host),
  )
  if (context.compared) return { severity: 'low', confidence: 'low' }
  return network && strangers.length > 0
    ? { severity: 'medium', confidence: 'medium' }
    : { severity: 'low', confidence: 'low' }
}
