import { defineHeuristic } from '../src/heuristic.js'
import { isBareShell } from './knowledge/commands.js'
import { clip, egressHost, flowOf, isLocal, several, text } from './knowledge/read.js'

const HTTP = /^(https?|wss?)$/
const METHOD = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|QUERY|WS|WSS|\*) /

/** A shell that takes its commands from a socket. */
export default defineHeuristic({
  id: 'reverse-shell',
  title: 'a shell takes its commands from the network',
  severity: 'critical',
  confidence: 'high',
  needs: ['process.spawn'],
  remedy: 'Do not run this release. If it ran, treat the machine as taken over.',

  *judge(context) {
    for (const fact of context.judged('data.flow')) {
      const { source, sink } = flowOf(fact)
      if (source === 'listener') {
        yield {
          severity: context.isNew(fact) ? 'critical' : 'high',
          confidence: 'medium',
          message: `${context.isNew(fact) ? 'now runs' : 'runs'} what it gets from whoever connects: ${clip(sink, 100)}`,
          evidence: [fact],
          context: context.facts('net.listen'),
        }
        continue
      }
      if (!source.startsWith('net:') || !sink.startsWith('spawn:')) continue
      const host = source.slice('net:'.length)
      if (isLocal(host)) continue
      yield { severity: 'critical', message: `commands come from ${clip(host)}`, evidence: [fact] }
    }
    const shells = context.facts('process.spawn').filter((fact) => isBareShell(text(fact, 'command') || fact.value))
    const sockets = [
      ...context
        .facts('net.egress')
        .filter((fact) => !isLocal(egressHost(fact)) && isSocket(text(fact, 'scheme'), fact.value)),
      ...context
        .facts('net.host')
        .filter(
          (fact) =>
            text(fact, 'scheme') !== '' && !HTTP.test(text(fact, 'scheme')) && SOCKET.test(text(fact, 'scheme')),
        ),
    ]
    // Both came together: who connects gets it. Terminals in a browser have theirs from the beginning.
    const [open, opened] = [context.change.added('net.listen'), shells.filter(context.isNew)]
    if (context.compared && open.length > 0 && opened.length > 0)
      yield {
        severity: context.smallStep ? 'critical' : 'high',
        confidence: 'medium',
        message: `starts \`${clip(opened[0]?.value ?? '')}\` and begins to listen on ${several(open.map(({ value }) => value))}`,
        evidence: [...opened, ...open],
      }
    if (shells.length === 0 || sockets.length === 0) return
    const judged = [...context.judged('process.spawn'), ...context.judged('net.egress'), ...context.judged('net.host')]
    if (![...shells, ...sockets].some((fact) => judged.includes(fact))) return
    yield {
      severity: [...shells, ...sockets].some((fact) => context.isNew(fact)) ? 'critical' : 'high',
      message: `starts \`${clip(shells[0]?.value ?? '')}\` and connects to ${several(sockets.map((fact) => (fact.kind === 'net.egress' ? egressHost(fact) : fact.value)))}`,
      evidence: [...shells, ...sockets],
    }
  },
})

const SOCKET = /^(tcp|tls|net|socket|udp|ssl)$/

const isSocket = (scheme: string, value: string): boolean =>
  SOCKET.test(scheme) || (scheme === '' && !METHOD.test(value) && /^(CONNECT|TCP|TLS|UDP|SOCKET|NET)\b/i.test(value))
