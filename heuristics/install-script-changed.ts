import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { installBehaviour, isBuild } from './knowledge/install.js'
import { clip, several, text } from './knowledge/read.js'

/** The hook was accepted with what it did; now it does something else. */
export default defineHeuristic({
  id: 'install-script-changed',
  title: 'what the package runs when it is installed has changed',
  severity: 'medium',
  confidence: 'high',
  needs: ['install.script'],
  remedy: 'Read the difference before anything installs this release.',

  *judge(context) {
    if (!context.compared || context.before('install.script').length === 0) return
    const pairs = context.change.changed('install.script')
    const behaviour = installBehaviour(context)
    const news = (group: typeof behaviour.grave) => group.filter(({ facts }) => facts.some(context.isNew))
    const grave = news(behaviour.grave)
    const serious = news(behaviour.serious)
    const worst = grave.length > 0 ? grave : serious
    const does = worst.length > 0 ? `; it now ${several(worst.map(({ what }) => what))}` : ''
    const severity = grave.length > 0 ? 'critical' : serious.length > 0 ? 'high' : 'medium'
    const context_ = worst.flatMap(({ facts }) => facts.filter(context.isNew))

    for (const { before, after } of pairs) {
      const message =
        text(before, 'command') === text(after, 'command')
          ? `the file that \`${clip(text(after, 'command') || after.value)}\` runs has changed${does}`
          : `\`${clip(text(before, 'command') || before.value)}\` has become \`${clip(text(after, 'command') || after.value)}\`${does}`
      // From something of its own to a builder that all know, or from one builder to another: less to read than before.
      const tamed = severity === 'medium' && isBuild(text(after, 'command'))
      yield { severity: tamed ? 'low' : severity, message, evidence: [after], context: context_ }
    }
    // The hook's own file is the same, and what it loads is not.
    if (pairs.length === 0 && worst.length > 0 && context.change.added('install.script').length === 0) {
      const evidence: Fact[] = worst.flatMap(({ facts }) => facts.filter(context.isNew))
      yield { severity, message: `the code behind the install script has changed${does}`, evidence }
    }
  },
})
