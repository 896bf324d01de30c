import { defineHeuristic } from '../src/heuristic.js'
import { several, text } from './knowledge/read.js'

/** Shai-Hulud (2025): a package that publishes packages with the tokens it finds. */
export default defineHeuristic({
  id: 'worm-publish',
  title: 'the code publishes packages or rewrites repositories',
  severity: 'high',
  confidence: 'medium',
  needs: ['worm.publish'],
  remedy:
    'Do not run this release where tokens of registries or repositories lie. If it ran, look at what was published in your name.',

  *judge(context) {
    const judged = context.judged('worm.publish')
    if (judged.length === 0) return
    const acts = new Set(context.facts('worm.publish').map((fact) => text(fact, 'which') || fact.value))
    const publishes = [...acts].some((act) => /publish/.test(act))
    const secrets = context
      .facts('fs.secret-path')
      .filter((fact) => /npmrc|git-credentials|config\/gh|yarnrc|pypirc/.test(fact.value))
    const isNew = judged.some(context.isNew)
    const installs = judged.some((fact) => fact.reach === 'install')
    // Tools for repositories push and create, as their users ask them to; publishing packages is nobody's tool.
    const grave = installs || (publishes && (acts.size > 1 || secrets.length > 0))
    // Who worked on repositories before learns to push.
    const git = context.before('process.spawn').some((fact) => /^git\b/.test(text(fact, 'command') || fact.value))
    const push = isNew ? (context.smallStep ? 'high' : git ? 'low' : 'medium') : 'low'
    const severity = grave ? 'critical' : publishes ? 'high' : push
    yield {
      severity,
      confidence: grave ? 'high' : 'medium',
      message: `${isNew ? 'new: ' : ''}${several(acts)}`,
      evidence: judged,
      context: secrets,
    }
  },
})
