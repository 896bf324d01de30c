import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { installBehaviour, isBuild } from './knowledge/install.js'
import { clip, several, text } from './knowledge/read.js'

/** A server that ran nothing on install, and now does, is the classic takeover. */
export default defineHeuristic({
  id: 'install-script-added',
  title: 'the package starts to run code when it is installed',
  severity: 'high',
  confidence: 'high',
  needs: ['install.script'],
  remedy:
    'Read the script before anything installs this release. If you expect it, accept the release to make it the baseline.',

  *judge(context) {
    if (!context.compared) return
    const changed = new Set(context.change.changed('install.script').map(({ after }) => after))
    const { grave, serious } = installBehaviour(context)
    for (const fact of context.change.added('install.script')) {
      if (changed.has(fact)) continue
      const worst = grave.length > 0 ? grave : serious
      const severity = grave.length > 0 ? 'critical' : serious.length > 0 || isUnread(fact) ? 'high' : 'medium'
      const does = worst.length > 0 ? `; it ${several(worst.map(({ what }) => what))}` : ''
      yield {
        severity,
        message: `${text(fact, 'event') || 'install'} now runs \`${clip(text(fact, 'command') || fact.value)}\`${does}`,
        evidence: [fact],
        context: worst.flatMap(({ facts }) => facts),
      }
    }
  },
})

/** Runs something that the package does not hold: what it does is not known. */
const isUnread = (fact: Fact): boolean => {
  const command = text(fact, 'command')
  return text(fact, 'hash') === '' && !isBuild(command) && !/^(?:node\s+\S+\.[cm]?js|node\s+-p\s|echo\b)/.test(command)
}
