import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { registrable } from '../src/vendor.js'
import { clip, flowOf, groupBy, list, several } from './knowledge/read.js'
import { isSecretName } from './knowledge/secrets.js'

/** Names that are looked up reach whoever answers for their domain, past every proxy and firewall. */
export default defineHeuristic({
  id: 'dns-exfiltration',
  title: 'data leaves in the names that the code looks up',
  severity: 'high',
  confidence: 'high',
  needs: ['net.dns', 'data.flow'],
  remedy: 'Do not run this release. No honest server puts data into the names it resolves.',

  *judge(context) {
    const flows = context.judged('data.flow').filter((fact) => flowOf(fact).sink.startsWith('dns:'))
    const told = new Set<string>()
    for (const [sink, facts] of groupBy(flows, (fact) => flowOf(fact).sink)) {
      const template = sink.slice('dns:'.length)
      told.add(template)
      const weight = weigh(
        context,
        facts,
        template,
        facts.map((fact) => flowOf(fact).source),
      )
      if (weight === null) continue
      yield {
        ...weight,
        message: `${several(facts.map((fact) => flowOf(fact).source))} in lookups of ${clip(template)}`,
        evidence: facts,
        context: context.facts('net.dns').filter((fact) => fact.value === template),
      }
    }
    for (const fact of context.judged('net.dns')) {
      if (told.has(fact.value)) continue
      const carries = list(fact, 'carries')
      const weight = weigh(context, [fact], fact.value, carries)
      if (weight !== null) {
        yield { ...weight, message: `${several(carries)} in lookups of ${clip(fact.value)}`, evidence: [fact] }
      } else if (fact.value.startsWith('setServers') && context.isNew(fact)) {
        yield {
          severity: 'medium',
          confidence: 'medium',
          message: `asks its own name server: ${clip(fact.value)}`,
          evidence: [fact],
        }
      }
    }
  },
})

/**
 * Whoever connects resolves what the user set: names that are wholly given, or that end in what is given, go to nobody who is not
 * meant. Only before a fixed domain, whose owner is asked, does a part of a name tell something.
 */
function weigh(
  context: Context,
  facts: readonly Fact[],
  template: string,
  sources: readonly string[],
): { severity: Severity; confidence: Confidence } | null {
  const domain = fixedEnd(template)
  if (domain === null) return null
  const secret = sources.some(
    (source) =>
      source === 'env:*' ||
      source.startsWith('secret:') ||
      (source.startsWith('env:') && isSecretName(source.slice(4))),
  )
  const isPrivate = sources.some((source) =>
    /^(?:argument|conversation|transport|stdin|clipboard$|file:|recon:|net:|env:(?:USER|LOGNAME|HOSTNAME|COMPUTERNAME|USERNAME|USERDOMAIN)$)/.test(
      source,
    ),
  )
  if (secret) return { severity: 'critical', confidence: 'high' }
  if (!isPrivate) return null
  const isNew = facts.some((fact) => context.isNew(fact))
  // Lists of bad senders are asked by name, by tools that were made for it.
  if (context.compared && !isNew) return { severity: 'low', confidence: 'low' }
  const known = context.vendor.owns(domain) || context.knownDomains.has(domain)
  return known ? { severity: 'medium', confidence: 'low' } : { severity: 'high', confidence: 'high' }
}

/** `{}.t.example.com`: the domain behind a hole that someone has registered. */
function fixedEnd(template: string): string | null {
  return template.includes('{}') ? registrable(template.replace(/^.*\{\}[^.]*\./, '')) : null
}
