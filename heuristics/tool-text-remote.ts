import { defineHeuristic } from '../src/heuristic.js'
import { clip, list, netHost, several, text } from './knowledge/read.js'
import { offerOf, toolsBefore } from './knowledge/tool-deeds.js'

/** What a host serves today is what was reviewed; what it serves tomorrow is not. */
export default defineHeuristic({
  id: 'tool-text-remote',
  title: 'the text of a tool is fetched when the server runs',
  severity: 'medium',
  confidence: 'medium',
  needs: ['mcp.tool'],
  remedy:
    'Texts that a model obeys belong into the package, where a release changes them. Ask who may change what the host serves.',

  *judge(context) {
    const before = toolsBefore(context)
    for (const fact of context.judged('mcp.tool')) {
      const known = before.get(offerOf(fact))
      const had = new Set(known === undefined ? [] : list(known, 'remote'))
      const hosts = list(fact, 'remote')
        .filter((each) => !had.has(each))
        .map((each) => netHost(each) ?? '')
        .filter((host) => host !== '' && !context.isFamiliar(host))
      if (hosts.length === 0) continue
      // The words of the text are the same where it now comes from elsewhere: the host is what is new.
      const isNew = context.compared && (known !== undefined || context.isNew(fact))
      yield {
        severity: isNew && known !== undefined ? 'high' : isNew ? 'medium' : 'low',
        message: `${text(fact, 'what') || 'tool'} ${clip(text(fact, 'name'), 60)} takes its text from ${several(hosts)}`,
        evidence: [fact],
      }
    }
  },
})
