import { defineHeuristic } from '../src/heuristic.js'
import { registrable } from '../src/vendor.js'
import {
  calledHosts,
  clip,
  groupBy,
  isAskedAlone,
  isComputed,
  isExplained,
  isLocal,
  several,
} from './knowledge/read.js'

/** One new ordinary host is no alarm: 11 % of real releases bring one, mostly of docs or of the vendor's own. */
export default defineHeuristic({
  id: 'new-host',
  title: 'the code reaches a host that it did not reach before',
  severity: 'low',
  confidence: 'medium',
  needs: ['net.host', 'net.egress'],
  remedy: 'See what is sent to the host, and whose it is. If you expect it, accept the release.',

  *judge(context) {
    if (!context.compared) return
    const called = calledHosts(context.change.added)
    for (const [domain, hosts] of groupBy([...called.keys()], registrable)) {
      const evidence = hosts.flatMap((host) => called.get(host) ?? [])
      const names = several(hosts)
      if (context.knownDomains.has(domain)) {
        yield { severity: 'info', message: `reaches ${names}, of a domain that it knew`, evidence }
      } else if (context.vendor.owns(domain)) {
        yield { severity: 'info', message: `reaches ${names}, of its own vendor`, evidence }
      } else if (isExplained(context, hosts[0] ?? domain)) {
        const by = context.documented(hosts[0] ?? domain) === 'before' ? 'its README' : 'a variable or dependency of it'
        yield { severity: 'low', message: `reaches ${names}, which ${by} names`, evidence }
      } else if (context.documented(hosts[0] ?? domain) === 'now') {
        // Who hides a host does not announce it; yet a README is the publisher's own word.
        yield { severity: 'low', confidence: 'low', message: `reaches ${names}, which its README names now`, evidence }
      } else if (hosts.every((host) => isAskedAlone(context, host))) {
        yield { severity: 'low', message: `asks ${names}, and tells it nothing`, evidence }
      } else {
        const severity = context.smallStep ? 'medium' : 'low'
        yield { severity, message: `reaches ${names}, new with this ${stepName(context.step)}`, evidence }
      }
    }
    const mentioned = context.change
      .added('net.host')
      .filter(({ value }) => !called.has(value) && !isLocal(value) && !isComputed(value) && !context.isFamiliar(value))
    for (const [domain, evidence] of groupBy(mentioned, (fact) => registrable(fact.value))) {
      yield {
        severity: 'info',
        confidence: 'low',
        message: `names ${clip(domain)}, which no call is seen to reach`,
        evidence,
      }
    }
  },
})

const stepName = (step: string): string => (step === 'none' ? 'release' : `${step} release`)
