import { defineHeuristic } from '../src/heuristic.js'
import { clip, flag, list, text } from './knowledge/read.js'

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
    for (const fact of context.judged('agent.invoke')) {
      const skips = flag(fact, 'skipPermissions')
      const isNew = context.isNew(fact)
      const binary = text(fact, 'binary') || (fact.value.split(' ', 1)[0] ?? '')
      const flags = list(fact, 'flags').join(' ')
      if (!skips && !flag(fact, 'prompt') && !isNew && fact.reach === 'runs') continue
      const severity =
        fact.reach === 'install'
          ? 'critical'
          : skips
            ? flag(fact, 'prompt') || (isNew && context.smallStep)
              ? 'critical'
              : 'high'
            : isNew && context.smallStep
              ? 'high'
              : isNew
                ? 'medium'
                : 'low'
      yield {
        severity,
        confidence: skips || fact.reach === 'install' ? 'high' : 'medium',
        message: `${isNew ? 'now starts' : 'starts'} ${clip(binary)}${flags === '' ? '' : ` ${clip(flags)}`}${skips ? ', which skips the asking for permission' : ''}`,
        evidence: [fact],
      }
    }
  },
})
