import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Confidence, Fact, Severity } from '../src/model.js'
import { STRONG_OBFUSCATION } from './knowledge/install.js'
import { clip, flag, several, text } from './knowledge/read.js'

/** Files whose content an agent executes or obeys: hooks, permissions, tasks, instructions. */
const OBEYED = /settings(\.local)?\.json|hooks?\b|tasks\.json|launch\.json/i

/** SANDWORM_MODE: a server that writes itself into the agents' configurations comes back when it is removed. */
export default defineHeuristic({
  id: 'agent-config-write',
  title: 'the code writes the configuration of AI agents',
  severity: 'medium',
  confidence: 'medium',
  needs: ['agent.config'],
  remedy: 'Look into these files for entries, hooks and permissions that you did not make.',

  *judge(context) {
    const judged = context.judged('agent.config').filter((fact) => flag(fact, 'write'))
    if (judged.length === 0) return
    const company = malice(context)
    const weight = weigh(context, judged, company)
    yield {
      ...weight,
      message: `${judged.some(context.isNew) ? 'now writes' : 'writes'} ${several(judged.map((fact) => clip(text(fact, 'file') || fact.value, 60)))}`,
      evidence: judged,
      context: company,
    }
  },
})

/** What an honest installer has no use for. */
function malice(context: Context): Fact[] {
  return [
    ...context.facts('code.eval').filter((fact) => ['decoded', 'net'].includes(text(fact, 'origin'))),
    ...context.facts('code.obfuscated').filter((fact) => STRONG_OBFUSCATION.has(fact.value)),
    ...context.facts('mcp.tool').filter((fact) => hasSigns(fact)),
    ...context.facts('data.flow').filter((fact) => /^(secret:\S+|env:\*) -> (net|dns):/.test(fact.value)),
  ]
}

const hasSigns = (fact: Fact): boolean =>
  [fact.detail.phrases, fact.detail.hidden].some((each) => Array.isArray(each) && each.length > 0)

function weigh(
  context: Context,
  facts: readonly Fact[],
  company: readonly Fact[],
): { severity: Severity; confidence: Confidence } {
  if (company.length > 0 || facts.some((fact) => fact.reach === 'install'))
    return { severity: 'critical', confidence: 'high' }
  const obeyed = facts.filter((fact) => OBEYED.test(text(fact, 'file') || fact.value))
  const isNew = facts.some(context.isNew)
  // Nobody asked: the write happens when the server starts, not when a command for it is given.
  const unasked = facts.filter((fact) => flag(fact, 'atLoad'))
  if (unasked.some(context.isNew)) return { severity: 'high', confidence: 'high' }
  if (unasked.length > 0) return { severity: 'high', confidence: 'medium' }
  if (isNew && context.smallStep && obeyed.length > 0) return { severity: 'high', confidence: 'high' }
  // Only what is obeyed, and no list of servers: nothing that an installer of a server needs.
  if (obeyed.length === facts.length) return { severity: 'high', confidence: 'medium' }
  return { severity: 'medium', confidence: 'medium' }
}
