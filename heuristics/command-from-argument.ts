import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { clip, flag, flowOf, groupBy, text } from './knowledge/read.js'

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
    const flows = new Set(
      context
        .facts('data.flow')
        .filter((fact) => /^(argument|net:)/.test(flowOf(fact).source) && flowOf(fact).sink.startsWith('spawn:'))
        .map((fact) => flowOf(fact).sink.slice('spawn:'.length)),
    )
    const judged = context
      .judged('process.spawn')
      .filter((fact) => flag(fact, 'shell') && (flag(fact, 'argument') || flows.has(fact.value)))
    for (const [command, facts] of groupBy(judged, (fact) => text(fact, 'command') || fact.value)) {
      const isNew = facts.some((fact) => context.isNew(fact))
      const related: Fact[] = context.facts('data.flow').filter((fact) => flowOf(fact).sink === `spawn:${command}`)
      const open = context.facts('net.listen').filter((fact) => flag(fact, 'allInterfaces'))
      // The whole command is the argument: a shell is what such a tool is for. It still is one.
      const whole = command.trim() === '{}'
      const remote = whole && open.length > 0
      yield {
        severity: whole && !isNew && !remote ? 'medium' : 'high',
        confidence: whole && !remote ? 'medium' : 'high',
        message: whole
          ? `runs whatever command it is given${remote ? ', and listens on all interfaces' : ''}`
          : `an argument becomes part of the shell command \`${clip(command)}\``,
        evidence: [...facts, ...related],
        context: remote ? open : [],
      }
    }
  },
})
