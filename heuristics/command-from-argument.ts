import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { downloads, programOf } from './knowledge/commands.js'
import { clip, flag, flowOf, groupBy, list, several, text } from './knowledge/read.js'

/** Programs that show something to the user; quoting mistakes in them are worth a repair, not an alarm. */
const OPENERS = /^(?:open|xdg-open|start|cmd|explorer|gio|wslview|sensible-browser|taskkill|kill|tasklist|ps)$/

/** figma-developer-mcp (CVE-2025-53967): a curl command line built from what the tool is given. */
export default defineHeuristic({
  id: 'command-from-argument',
  title: 'a shell command is built from what a tool is given',
  severity: 'high',
  confidence: 'high',
  needs: ['process.spawn', 'data.flow'],
  remedy:
    'Whoever can put words into the agent can run commands with them. Use a release that passes a list of arguments without a shell.',

  *judge(context) {
    const flows = context
      .facts('data.flow')
      .filter((fact) => flowOf(fact).source === 'argument' && flowOf(fact).sink.startsWith('spawn:'))
    const sinks = (some: readonly Fact[]) => new Set(some.map((fact) => flowOf(fact).sink.slice('spawn:'.length)))
    const reached = sinks(flows)
    const reachedByTool = sinks(flows.filter((fact) => flag(fact, 'fromTool')))
    // Followed from a tool's handler; else it is the parameter of some function, which may only get what its author wrote.
    const fromTool = (fact: Fact): boolean => flag(fact, 'fromTool') || reachedByTool.has(fact.value)
    const judged = context
      .judged('process.spawn')
      .concat(context.accepted ? context.facts('process.spawn').filter((fact) => gotShell(context, fact)) : [])
      .filter((fact) => flag(fact, 'shell') && (flag(fact, 'argument') || reached.has(fact.value)))
    // Chosen, not left out: libraries listen without an address too.
    const open = context
      .facts('net.listen')
      .filter(
        (fact) => flag(fact, 'allInterfaces') && /^(0\.0\.0\.0|::|\[::\])/.test(text(fact, 'address') || fact.value),
      )

    for (const [severity, facts] of groupBy(judged, (fact) => weigh(context, fact, fromTool(fact), open.length > 0))) {
      const whole = facts.filter(isWhole)
      const parts = facts.filter((fact) => !isWhole(fact))
      const said = [
        ...(whole.length > 0
          ? [`runs whatever command it is given${open.length > 0 ? ', and listens on all interfaces' : ''}`]
          : []),
        ...(parts.length > 0
          ? [`an argument becomes part of ${several(parts.map((fact) => `\`${clip(commandOf(fact), 80)}\``))}`]
          : []),
      ]
      yield {
        severity: severity as Severity,
        confidence: severity === 'high' && facts.some(fromTool) ? 'high' : 'medium',
        message: said.join('; '),
        evidence: facts,
        context: [...flows, ...(whole.length > 0 ? open : [])],
      }
    }
  },
})

const commandOf = (fact: Fact): string => text(fact, 'command') || fact.value

/** The whole command is the argument: a shell is what such a tool is for. It still is one. */
const isWhole = (fact: Fact): boolean => commandOf(fact).trim() === '{}'

/** What runs commands for a living says so in its name. */
const RUNNERS =
  /(?:^|[-_/@])(?:shell|command|commander|terminal|exec|execute|ssh|cli|bash|powershell|console|cmd|run|runner|tmux|docker|kubectl|git|adb|os)(?:[-_/]|$)/i

/** A list of arguments that became a text for a shell reads the same; only the way of the argument is new. */
const gotShell = (context: Context, fact: Fact): boolean =>
  context.change
    .added('data.flow')
    .some((flow) => flowOf(flow).source === 'argument' && flowOf(flow).sink === `spawn:${fact.value}`)

/** Whether nothing was ever started, and nothing that is offered, or came to be offered, says that it does now. */
const isUnoffered = (context: Context): boolean =>
  context.before('process.spawn').length === 0 &&
  context.facts('mcp.tool').length > 0 &&
  context.change.added('mcp.tool').length === 0 &&
  !context.facts('mcp.tool').some((tool) => list(tool, 'does').some((words) => words.startsWith('process.spawn')))

function weigh(context: Context, fact: Fact, tool: boolean, open: boolean): Severity | null {
  const isNew = context.isNew(fact) || gotShell(context, fact)
  // An old weakness is no betrayal; whoever chose a server that runs commands chose that.
  const old = (severity: Severity): Severity =>
    context.compared || !RUNNERS.test(context.release.name) ? severity : severity === 'high' ? 'medium' : severity
  const trade = context.compared && !isNew && RUNNERS.test(context.release.name)
  if (trade && !open) return 'low'
  // The first program of all, whichever the caller says, and no tool that is offered starts one.
  if (isWhole(fact) && isNew && context.smallStep && isUnoffered(context)) return 'high'
  if (isWhole(fact)) return isNew || open ? old(tool || open ? 'high' : 'medium') : tool ? 'medium' : 'low'
  const command = commandOf(fact)
  if (OPENERS.test(programOf(command))) return tool ? 'medium' : isNew ? 'low' : null
  // A hole within quotes that the author wrote stands for free text.
  const quoted = /(["'])[^"']*\{\}[^"']*\1/.test(command)
  if (downloads(command)) return isNew || tool ? 'high' : 'medium'
  // A launcher's own parameter, since ever: a library is told what to start by who uses it.
  if (quoted) return isNew ? 'high' : tool || !context.compared ? 'medium' : 'low'
  // Followed from a handler, yet perhaps a name that an API gave back: alarming when it comes, worth a look when it was there.
  if (tool) return isNew ? 'high' : context.compared ? 'medium' : old('high')
  return isNew ? 'medium' : 'low'
}
