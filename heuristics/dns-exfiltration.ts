import { defineHeuristic } from '../src/heuristic.js'
import { registrable } from '../src/vendor.js'
import { clip, flowOf, groupBy, list, several } from './knowledge/read.js'

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
    for (const [sink, facts] of groupBy(flows, (fact) => flowOf(fact).sink)) {
      const sources = facts.map((fact) => flowOf(fact).source)
      const secret = sources.some((source) => /^(env|secret):/.test(source))
      const template = sink.slice('dns:'.length)
      // Tools that resolve what they are asked for look up the whole argument.
      if (!secret && !hasFixedEnd(template)) continue
      yield {
        severity: secret ? 'critical' : 'high',
        message: `${several(sources)} in lookups of ${clip(template)}`,
        evidence: facts,
        context: context.facts('net.dns').filter((fact) => fact.value === template),
      }
    }
    const told = new Set(flows.map((fact) => flowOf(fact).sink.slice('dns:'.length)))
    for (const fact of context.judged('net.dns')) {
      if (told.has(fact.value)) continue
      const carries = list(fact, 'carries').filter((source) => /^(env|secret|file|recon):|^argument/.test(source))
      const secret = carries.some((source) => /^(env|secret):/.test(source))
      if (carries.length > 0 && (secret || hasFixedEnd(fact.value))) {
        yield { message: `${several(carries)} in lookups of ${clip(fact.value)}`, evidence: [fact] }
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

/** `{}.t.example.com`: a hole before a domain that someone has registered. */
const hasFixedEnd = (template: string): boolean =>
  template.includes('{}') && registrable(template.replace(/^.*\{\}[^.]*\./, '')) !== null
