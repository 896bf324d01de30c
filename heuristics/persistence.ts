import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { clip, flag, text } from './knowledge/read.js'

/** What outlives the server's own process. */
export default defineHeuristic({
  id: 'persistence',
  title: 'the code makes something start by itself',
  severity: 'high',
  confidence: 'high',
  needs: ['persistence'],
  remedy: 'Look into the named place and remove what you did not put there. Removing the server does not remove it.',

  *judge(context) {
    const profiles = context.facts('persistence').filter((fact) => flag(fact, 'write') && isProfile(targetOf(fact)))
    for (const fact of context.judged('persistence')) {
      if (!flag(fact, 'write')) continue
      const target = targetOf(fact)
      const isNew = context.isNew(fact)
      const grave = /authorized_keys/.test(target) || fact.reach === 'install'
      // Helpers of a repository set up git hooks when they are asked to.
      const hook = /git hook/i.test(target)
      // Who knows the start files of every shell sets up an alias or a completion that the user asks for.
      const setup = isProfile(target) && profiles.length >= 4 && !(isNew && context.smallStep)
      yield {
        severity: grave
          ? 'critical'
          : setup
            ? 'medium'
            : hook
              ? isNew && context.smallStep
                ? 'high'
                : 'medium'
              : 'high',
        confidence: hook ? 'medium' : isNew || grave ? 'high' : 'medium',
        message: `${isNew ? 'now writes' : 'writes'} ${clip(target)}`,
        evidence: [fact],
      }
    }
  },
})

const targetOf = (fact: Fact): string => text(fact, 'target') || fact.value

const isProfile = (target: string): boolean => /rc$|profile|config\.fish|zshenv|zlogin/i.test(target)
