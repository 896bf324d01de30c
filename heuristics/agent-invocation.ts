import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { flag, groupBy, list, several, text } from './knowledge/read.js'

/** nx (s1ngularity, 2025): the installed AI tools did the searching for the attacker. */
export default defineHeuristic({
  id: 'agent-invocation',
  title: 'the code starts an AI agent',
  severity: 'medium',
  confidence: 'medium',
  needs: ['agent.invoke'],
  remedy:
    'See what the agent is told, and with which permissions. Nothing that an agent is started with should skip the user.',

  *judge(context) {
    // One finding per weight: a script that tries every agent is one thing to decide about.
    const told = groupBy(context.judged('agent.invoke'), (fact) => weigh(context, fact))
    for (const [severity, facts] of told) {
      const skips = facts.some((fact) => flag(fact, 'skipPermissions'))
      const calls = facts.map((fact) => [text(fact, 'binary') || fact.value, ...list(fact, 'flags')].join(' '))
      yield {
        severity: severity as Severity,
        confidence: skips || facts.some((fact) => fact.reach === 'install') ? 'high' : 'medium',
        message: `${facts.some(context.isNew) ? 'now starts' : 'starts'} ${several(calls)}${skips ? ', which skips the asking for permission' : ''}`,
        evidence: facts,
      }
    }
  },
})

function weigh(context: Context, fact: Fact): Severity | null {
  const isNew = context.isNew(fact)
  // A model that is told to look for secrets does the attacker's work.
  if (text(fact, 'order') !== '') return isNew || !context.compared ? 'critical' : 'high'
  if (fact.reach === 'install') return 'critical'
  // What a word of the command line asks for, the user wants.
  if (flag(fact, 'asked')) return isNew ? (flag(fact, 'skipPermissions') ? 'medium' : 'low') : null
  if (flag(fact, 'skipPermissions')) {
    if (isNew && context.smallStep) return isTrade(context, text(fact, 'binary')) ? 'high' : 'critical'
    // A wrapper of agents says so by what it depends on or is called; its users chose it for that.
    if (isTrade(context, text(fact, 'binary'))) return context.compared && !isNew ? 'low' : 'medium'
    return flag(fact, 'prompt') ? 'critical' : 'high'
  }
  // The same agent with another option that takes no question away.
  const binary = text(fact, 'binary')
  const before = context.before('agent.invoke').filter((each) => text(each, 'binary') === binary)
  const had = new Set(before.flatMap((each) => [...list(each, 'flags')]))
  const widens = list(fact, 'flags').some((each) => WIDENS.test(each) && !had.has(each))
  if (isNew && !widens && before.some((each) => prompts(fact, each))) return 'low'
  if (isNew) return context.smallStep ? 'high' : 'medium'
  return flag(fact, 'prompt') ? 'low' : null
}

/** Options by which an agent gets other servers, settings, hooks or rules. */
const WIDENS = /^--(?:mcp-config|settings|plugin-dir|hooks?|agents|extensions?|config|profile)\b/

/** Whether it is told no more than it was. */
const prompts = (fact: Fact, before: Fact): boolean => !flag(fact, 'prompt') || flag(before, 'prompt')

function isTrade(context: Context, binary: string): boolean {
  const names = context.facts('dependency').map((fact) => text(fact, 'name'))
  return (
    binary.length > 1 &&
    [...names, context.release.name].some((name) => name.toLowerCase().includes(binary.toLowerCase()))
  )
}
