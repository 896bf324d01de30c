import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { flag, groupBy, several, text } from './knowledge/read.js'

/** What outlives the server's own process. */
export default defineHeuristic({
  id: 'persistence',
  title: 'the code makes something start by itself',
  severity: 'high',
  confidence: 'high',
  needs: ['persistence'],
  remedy: 'Look into the named place and remove what you did not put there. Removing the server does not remove it.',

  *judge(context) {
    const written = context.facts('persistence').filter((fact) => flag(fact, 'write'))
    const profiles = written.filter((fact) => isProfile(targetOf(fact))).length
    const judged = context.judged('persistence').filter((fact) => flag(fact, 'write'))
    for (const [severity, facts] of groupBy(judged, (fact) => weigh(context, fact, profiles))) {
      const isNew = facts.some(context.isNew)
      yield {
        severity: severity as Severity,
        confidence: severity === 'critical' || (severity === 'high' && isNew) ? 'high' : 'medium',
        message: `${isNew ? 'now writes' : 'writes'} ${several(facts.map(targetOf))}`,
        evidence: facts,
      }
    }
  },
})

function weigh(context: Context, fact: Fact, profiles: number): Severity {
  const target = targetOf(fact)
  if (/authorized_keys/.test(target) || fact.reach === 'install') return 'critical'
  const newInSmallStep = context.isNew(fact) && context.smallStep
  // Helpers of a repository set up git hooks when they are asked to.
  if (/git hook/i.test(target)) return newInSmallStep ? 'high' : 'medium'
  // Who knows the start files of every shell sets up an alias or a completion that the user asks for.
  if (isProfile(target) && profiles >= 4 && !newInSmallStep)
    return context.compared && !context.isNew(fact) ? 'low' : 'medium'
  return 'high'
}

const targetOf = (fact: Fact): string => text(fact, 'target') || fact.value

const isProfile = (target: string): boolean => /rc$|profile|config\.fish|zshenv|zlogin/i.test(target)
