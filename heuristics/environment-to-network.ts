import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { origins, towards } from './knowledge/ends.js'
import { flowOf, groupBy, isComputed, isLocal, netHost, several, text } from './knowledge/read.js'

/** The environment of an agent's server holds the keys of everything it was given. */
export default defineHeuristic({
  id: 'environment-to-network',
  title: 'the whole environment leaves the machine',
  severity: 'critical',
  confidence: 'high',
  needs: ['env.bulk', 'data.flow'],
  remedy: 'Do not run this release. If it ran, revoke every secret that stood in its environment.',

  *judge(context) {
    const leaving = context.judged('data.flow').flatMap((fact) => {
      const { source, sink } = flowOf(fact)
      return source === 'env:*' && /^(net|dns|recipient):/.test(sink) ? [{ fact, host: netHost(sink), to: sink }] : []
    })
    const told = new Set(leaving.map(({ host }) => host))
    for (const fact of context.judged('env.bulk')) {
      const host = text(fact, 'host') || '*'
      if (text(fact, 'to') !== 'net' || told.has(host) || (host === '*' && leaving.length > 0)) continue
      leaving.push({ fact, host, to: host === '*' ? 'the network' : host })
    }
    const abroad = leaving.filter(({ host }) => host === null || !isLocal(host))
    for (const [severity, some] of groupBy(abroad, ({ fact, host }) => weigh(context, fact, host))) {
      yield {
        severity: severity as Severity,
        confidence: severity === 'critical' ? 'high' : 'medium',
        message: `all variables of the environment go to ${several(some.map(({ fact, host, to }) => (host === null ? to : towards([fact], host))))}`,
        evidence: [
          ...some.map(({ fact }) => fact),
          ...origins(
            context,
            some.map(({ fact }) => fact),
          ),
        ],
      }
    }
  },
})

/** @param host `null` where it leaves by other ways than a request */
function weigh(context: Context, fact: Fact, host: string | null): Severity {
  if (host === null) return 'critical'
  const isNew = context.isNew(fact)
  // Where the user or the vendor decides about the host, a stranger does not receive it.
  if (isComputed(host)) return isNew ? 'high' : 'medium'
  if (context.vendor.owns(host)) return isNew && context.smallStep ? 'high' : 'medium'
  return 'critical'
}
