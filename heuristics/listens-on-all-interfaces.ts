import { defineHeuristic } from '../src/heuristic.js'
import { clip, flag, text } from './knowledge/read.js'

const LOOPBACK = /^(?:127\.|localhost$|::1$|\[::1\]$)/

/** A server that agents start on the user's machine has no reason to be reached from the network. */
export default defineHeuristic({
  id: 'listens-on-all-interfaces',
  title: 'the code listens on all network interfaces',
  severity: 'low',
  confidence: 'medium',
  needs: ['net.listen'],
  remedy: 'Use the stdio transport, or have the server bind to 127.0.0.1.',

  *judge(context) {
    for (const fact of context.judged('net.listen')) {
      if (!flag(fact, 'allInterfaces')) continue
      // Without an address all interfaces are meant too, by omission: half of all servers with an HTTP transport do it.
      const chosen = /^(0\.0\.0\.0|::|\[::\])/.test(text(fact, 'address') || fact.value)
      const isNew = context.isNew(fact)
      // It was for this machine alone, and is no more: nobody who chose it knows.
      const opened =
        isNew &&
        chosen &&
        context.change.gone.some((old) => old.kind === 'net.listen' && LOOPBACK.test(text(old, 'address')))
      const shells = context.facts('process.spawn').filter((spawn) => flag(spawn, 'argument') && flag(spawn, 'shell'))
      const severity =
        (shells.length > 0 && isNew) || (opened && context.smallStep && !flag(fact, 'checked'))
          ? 'high'
          : chosen && isNew && context.smallStep
            ? 'medium'
            : chosen || isNew
              ? 'low'
              : 'info'
      yield {
        severity,
        message: `${isNew ? 'now listens' : 'listens'} on ${clip(fact.value)}${opened ? ', and no longer on this machine alone' : ''}${shells.length > 0 ? ', and runs commands that it is given' : ''}`,
        evidence: [fact],
        context: severity === 'high' && shells.length > 0 ? shells : [],
      }
    }
  },
})
