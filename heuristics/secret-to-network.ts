import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { namesHost, namesHostExactly, registrable, secretWords } from '../src/vendor.js'
import { FILE_HOSTS, SCHEMA_HOSTS } from './knowledge/domains.js'
import { origins, towards } from './knowledge/ends.js'
import { flowOf, groupBy, isComputed, isExplained, isLocal, netHost, several } from './knowledge/read.js'
import { isSecretSource, wordsOfSecret } from './knowledge/secrets.js'
import { isOfTrade } from './knowledge/trade.js'

interface Flow {
  readonly fact: Fact
  readonly source: string
  readonly host: string
}

/**
 * A token that goes to the host it is for is what every server does. What speaks is a host that neither the token, nor the
 * package, nor an earlier release knows.
 */
export default defineHeuristic({
  id: 'secret-to-network',
  title: 'a secret goes to a host that it is not for',
  severity: 'high',
  confidence: 'high',
  needs: ['data.flow'],
  remedy: 'Do not run this release with the secret set. If it ran, revoke the secret and issue a new one.',

  *judge(context) {
    const all = context.facts('data.flow').flatMap(secretFlow)
    const judged = new Set(context.judged('data.flow'))
    const astray = all.filter((flow) => isAstray(context, flow, all))
    const byHost = groupBy(
      astray.filter(({ fact }) => judged.has(fact)),
      ({ host }) => host,
    )
    for (const [host, flows] of byHost) {
      const sources = [...new Set(flows.map(({ source }) => source))]
      const weight = weigh(context, host, flows, all)
      if (weight === null) continue
      const news = flows.some(({ fact }) => context.isNew(fact)) ? 'now sends' : 'sends'
      yield {
        ...weight,
        message: `${news} ${several(sources.map(nameOf))} to ${towards(
          flows.map(({ fact }) => fact),
          host,
        )}`,
        evidence: [
          ...flows.map(({ fact }) => fact),
          ...origins(
            context,
            flows.map(({ fact }) => fact),
          ),
        ],
        context: context.facts('net.host').filter((fact) => fact.value === host),
      }
    }
    yield* toRecipients(context)
  },
})

function* toRecipients(context: Context) {
  for (const fact of context.judged('data.flow')) {
    const { source, sink } = flowOf(fact)
    if (sink.startsWith('recipient:') && isSecretSource(source)) {
      yield { severity: 'high' as const, message: `${nameOf(source)} in a message's ${sink}`, evidence: [fact] }
    }
  }
}

function secretFlow(fact: Fact): Flow[] {
  const { source, sink } = flowOf(fact)
  const host = netHost(sink)
  if (host === null || !isSecretSource(source) || isLocal(host)) return []
  // Where settings decide about the host, a variable goes where its user says; a file of another program never does.
  if (isComputed(host)) return source.startsWith('secret:') ? [{ fact, source, host }] : []
  const domain = registrable(host) ?? ''
  return SCHEMA_HOSTS.has(domain) || FILE_HOSTS.has(domain) ? [] : [{ fact, source, host }]
}

/** Neither the secret's own name nor the package's vendor names the host. */
function isAstray(context: Context, { source, host }: Flow, all: readonly Flow[]): boolean {
  const file = source.startsWith('secret:')
  const words = wordsOfSecret(source)
  const own = !file && context.vendor.owns(host)
  if (own || namesHostExactly(words, host)) return false
  // `openaiapp.com` may be the vendor's; not where the secret already goes to openai.com.
  const official = all.some((flow) => flow.source === source && namesHostExactly(words, flow.host))
  return official ? !isKnownAlike(context, words, host) : !namesHost(words, host)
}

const isKnownAlike = (context: Context, words: readonly string[], host: string): boolean =>
  namesHost(words, host) && context.isFamiliar(host)

function weigh(
  context: Context,
  host: string,
  flows: readonly Flow[],
  all: readonly Flow[],
): { severity: Severity; confidence: Confidence } | null {
  const own = context.vendor.owns(host)
  const file = flows.some(({ source }) => source.startsWith('secret:'))
  const isNew = flows.some(({ fact }) => context.isNew(fact))
  if (file && isComputed(host)) {
    // A vendor's login that goes to the vendor goes to a computed host of the vendor as well.
    const known = flows.every(({ source }) =>
      all.some((flow) => flow.source === source && !isAstray(context, flow, all)),
    )
    const trade = flows.every(({ source }) => isOfTrade(context, source.slice('secret:'.length)))
    return known || trade ? null : { severity: isNew ? 'high' : 'medium', confidence: 'medium' }
  }
  if (file) return { severity: own ? 'high' : 'critical', confidence: own ? 'medium' : 'high' }

  const hostIsNew = context.compared && !context.isFamiliar(host)
  const secrets = new Set(flows.map(({ source }) => source))
  // The vendors of two different secrets have no host in common, unless it is someone else's.
  const vendors = new Set([...secrets].map((source) => secretWords(source.slice(4))[0] ?? ''))
  vendors.delete('')
  const severalVendors = vendors.size > 1
  const atHome = [...secrets].some((source) =>
    all.some((flow) => flow.source === source && flow.host !== host && !isAstray(context, flow, all)),
  )
  const named = vendors.size > 0
  const explained = isExplained(context, host)

  if (isNew && hostIsNew) {
    if (!explained && (severalVendors || (atHome && context.smallStep))) {
      return { severity: 'critical', confidence: 'high' }
    }
    if (explained && (!atHome || severalVendors)) return { severity: 'medium', confidence: 'low' }
    if (named || atHome) return { severity: 'high', confidence: context.smallStep || atHome ? 'high' : 'medium' }
    return { severity: context.smallStep ? 'high' : 'medium', confidence: 'medium' }
  }
  // A setting chooses among many hosts: what looks like one secret to many strangers is one client for many.
  const domains = new Set(all.filter(({ source }) => secrets.has(source)).map((flow) => registrable(flow.host)))
  if (domains.size > 3) return { severity: 'low', confidence: 'low' }
  if (explained) return isNew ? { severity: 'low', confidence: 'low' } : null
  // The host may have come a release before the secret did.
  if (atHome || (isNew && severalVendors)) return { severity: 'high', confidence: isNew ? 'high' : 'medium' }
  // A name that its host does not share is ordinary where it has always been so: `FOO_TOKEN` and the host of Foo's owner.
  if (named) {
    const severity = severalVendors || isNew || !context.compared ? 'medium' : 'low'
    return { severity, confidence: severalVendors || isNew ? 'medium' : 'low' }
  }
  return isNew ? { severity: 'low', confidence: 'low' } : null
}

const nameOf = (source: string): string => source.replace(/^(env|secret):/, '')
