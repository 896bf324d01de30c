import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { STRONG_OBFUSCATION } from './knowledge/install.js'
import { isForeignEntry, isOwnEntry, isSetupCommand } from './knowledge/own-entry.js'
import { clip, flag, groupBy, list, several, text } from './knowledge/read.js'

/** Files whose content an agent or an editor executes: hooks, permissions, tasks. */
const EXECUTED =
  /settings(\.local)?\.json|hooks?\b|tasks\.json|launch\.json|devcontainer|code-workspace|\.idea|\.claude\/plugins|^extension /i
/** Files whose content an agent obeys as if the user had said it. */
const INSTRUCTIONS =
  /\.mdc?$|rules|\.claude\/(?:agents|commands|skills)|\.(?:cursor|gemini)\/commands|\.codex\/prompts|\.agents\/skills|guidelines|\.aider/i

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
    for (const [severity, facts] of groupBy(judged, (fact) => weigh(context, fact, company))) {
      const isNew = facts.some(context.isNew)
      const grave = severity === 'critical' || severity === 'high'
      const held = [...new Set(facts.flatMap((fact) => list(fact, 'holds')))].flatMap((each) => HOLDS[each] ?? [])
      yield {
        severity: severity as Severity,
        confidence: grave && (isNew || company.length > 0) ? 'high' : 'medium',
        message: `${isNew ? 'now writes' : 'writes'} ${several(facts.map((fact) => clip(text(fact, 'file') || fact.value, 60)))}${held.length > 0 ? ` (${held.join(', ')})` : ''}${facts.every((fact) => isAsked(context, fact)) ? ', when a command asks for it' : ''}`,
        evidence: facts,
        context: grave ? company : [],
      }
    }
  },
})

const HOLDS: Readonly<Record<string, string>> = {
  hooks: 'commands that the agent runs by itself',
  approval: 'what it no longer asks about',
  task: 'commands that run when a folder is opened',
  redirect: 'where the agent sends what it is told',
  download: 'a command that runs what it downloads',
  orders: 'orders to the model behind the user’s back',
}

/** What an honest installer has no use for. */
function malice(context: Context): Fact[] {
  return [
    // A shell that runs what it downloads is told by itself: installers of runtimes do it too.
    ...context
      .facts('code.eval')
      .filter((fact) => ['decoded', 'net'].includes(text(fact, 'origin')) && fact.value !== 'net shell'),
    ...context.facts('code.obfuscated').filter((fact) => STRONG_OBFUSCATION.has(fact.value)),
    ...context.facts('mcp.tool').filter((fact) => hasSigns(fact)),
    ...context.facts('data.flow').filter((fact) => /^(secret:\S+|env:\*) -> (net|dns):/.test(fact.value)),
  ]
}

const hasSigns = (fact: Fact): boolean =>
  [fact.detail.phrases, fact.detail.hidden].some((each) => Array.isArray(each) && each.length > 0)

/** A word of the command line, or an answer to a question: the user wants it. */
const isAsked = (context: Context, fact: Fact): boolean => flag(fact, 'asked') || isSetupCommand(context, fact)

function weigh(context: Context, fact: Fact, company: readonly Fact[]): Severity {
  const isNew = context.isNew(fact)
  const holds = list(fact, 'holds')
  const starts = list(fact, 'starts')
  const foreign = starts.some((start) => isForeignEntry(context, start))
  const own = starts.length > 0 && starts.every((start) => isOwnEntry(context, start))
  const asked = isAsked(context, fact)
  const file = text(fact, 'file') || fact.value
  // Nobody writes these for the user, whoever asked.
  const grave = holds.includes('download') || holds.includes('orders')
  if (grave) return asked && !isNew ? 'high' : 'critical'
  if (fact.reach === 'install') return 'critical'
  if (company.length > 0 && (!asked || company.some(context.isNew))) return asked ? 'high' : 'critical'
  if (asked) {
    if (holds.includes('redirect') && foreign) return isNew ? 'high' : 'medium'
    return (foreign && !own) || holds.includes('approval') ? (isNew && context.smallStep ? 'medium' : 'low') : 'low'
  }
  const executed = EXECUTED.test(file)
  const commands = foreign || ['hooks', 'approval', 'task', 'redirect'].some((each) => holds.includes(each))
  // Nobody asked: the write happens when the server starts, not when a command for it is given.
  if (flag(fact, 'atLoad')) return isNew && commands && !own ? 'critical' : own && !isNew ? 'medium' : 'high'
  // What the model, and through it the user, wants written.
  const old = context.compared && !isNew
  if (flag(fact, 'fromArgument')) return executed && !old ? (isNew && context.smallStep ? 'high' : 'medium') : 'low'
  if (own && !executed) return isNew && context.smallStep ? 'medium' : 'low'
  if (isNew && commands) return 'high'
  if (isNew && context.smallStep && (executed || INSTRUCTIONS.test(file))) return 'high'
  // Only what is executed, and no list of servers: nothing that an installer of a server needs.
  const others = context.facts('agent.config').filter((each) => flag(each, 'write'))
  if (executed && !own && others.every((each) => EXECUTED.test(text(each, 'file') || each.value))) return 'high'
  // The release before wrote the same places: worth a look on the first day, no news on each later one.
  return old && !commands ? 'low' : 'medium'
}
