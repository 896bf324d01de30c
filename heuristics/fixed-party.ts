import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { registrable } from '../src/vendor.js'
import { addressOf } from './knowledge/addresses.js'
import { MAILBOX_PROVIDERS } from './knowledge/domains.js'
import { clip, flag, groupBy, isExplained, several, text } from './knowledge/read.js'

/** A share, an account or a callback that nobody asked for needs no new API: one constant in what was sent already. */
export default defineHeuristic({
  id: 'fixed-party',
  title: 'somebody who is fixed in the code is given a share, a payment or a callback',
  severity: 'high',
  confidence: 'high',
  needs: ['request.field'],
  remedy:
    'Find out whose account, key or address this is. If it is not yours and no tool asked for it, do not run this release, and take back what it has granted.',

  *judge(context) {
    for (const [key, facts] of groupBy(context.judged('request.field'), (fact) => text(fact, 'act'))) {
      const bySeverity = groupBy(facts, (fact) => weigh(context, fact, key)?.join(' ') ?? null)
      for (const [weight, same] of bySeverity) {
        const [severity, confidence] = weight.split(' ') as [Severity, Confidence]
        const news = same.some(context.isNew) ? 'now ' : ''
        yield { severity, confidence, message: `${news}${said(key)} ${several(same.map(named))}`, evidence: same }
      }
    }
  },
})

const said = (act: string): string =>
  ({
    grant: 'lets in, or lets hear,',
    callback: 'has the service call',
    pay: 'has money paid to',
    key: 'hands out the key',
    public: 'opens something to',
  })[act] ?? 'names in what it sends'

const named = (fact: Fact): string => `${clip(text(fact, 'text'), 80)} (${clip(text(fact, 'slot'), 60)})`

type Weight = readonly [Severity, Confidence]

function weigh(context: Context, fact: Fact, act: string): Weight | null {
  // What was always there, who installs it can know; the first audit can't tell a feature from a theft.
  if (!context.isNew(fact)) return act === 'key' || act === 'pay' ? ['medium', 'medium'] : ['low', 'low']
  const value = text(fact, 'text')
  if (act === 'callback') return ofCallback(context, fact, value)
  if (act === 'public') return ['medium', 'medium']
  if (value.includes('@') && isHome(context, value)) return ['medium', 'medium']
  if (act === 'other') return ['medium', 'low']
  if (act === 'key') return ['critical', 'high']
  // A name, or a number, can be a word of the service's own: who publishes an id of somebody's knows whose it is.
  return text(fact, 'form') === 'name' && !context.smallStep ? ['medium', 'medium'] : ['high', 'high']
}

function ofCallback(context: Context, fact: Fact, url: string): Weight | null {
  const address = addressOf(url.replaceAll('{}', 'x'))
  if (address === null || address.reach !== 'public') return null
  const { host } = address
  if (context.isFamiliar(host) || context.documented(host) === 'before') return ['info', 'medium']
  // A client that signs in names where it comes back to; several such are a list of what is allowed.
  const explained = isExplained(context, host) || context.documented(host) === 'now'
  if (explained && !context.smallStep) return ['low', 'low']
  return flag(fact, 'besideGiven') && !explained ? ['high', 'high'] : ['high', 'medium']
}

function isHome(context: Context, address: string): boolean {
  const domain = registrable(address.slice(address.lastIndexOf('@') + 1))
  return domain !== null && !MAILBOX_PROVIDERS.has(domain) && context.vendor.owns(domain)
}
