import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { programOf } from './knowledge/commands.js'
import { isForeignPackage } from './knowledge/package-runners.js'
import { clip, flag, groupBy, list, newForeignHosts, several, text } from './knowledge/read.js'

const OPENERS =
  /^(?:\S*\/)?(?:open|xdg-open|start|explorer(?:\.exe)?|gio open|wslview|sensible-browser)\s+(?:""\s+)?(?:\{\}|https?:\/\/(?:127\.0\.0\.1|localhost)[:/]\S{0,200})$|^cmd(?:\.exe)?\s+\/c\s+start\s+(?:(?:""|'""')\s+)?\{\}$/i

/** Asks where a program lies, with the name of one; nothing behind it. */
const LOOKUPS = /^(?:which|where(?:\.exe)?|command -v|type)\s+(?:-\w\s+)?[\w.{}-]{1,60}$/i

const commandOf = (fact: Fact): string => (text(fact, 'command') || fact.value).trim()

/** 0.6 % of real releases begin to start programs; 0.15 % begin that together with a new domain. */
export default defineHeuristic({
  id: 'new-spawn',
  title: 'the code starts programs that it did not start before',
  severity: 'medium',
  confidence: 'medium',
  needs: ['process.spawn'],
  remedy: 'See which program it is, and whether a tool of this server needs it.',

  *judge(context) {
    if (!context.compared) return
    const all = context.change.added('process.spawn').filter((fact) => fact.reach === 'runs')
    const handed = all.filter((fact) => list(fact, 'handed').length > 0)
    if (handed.length > 0) {
      // The program is the one that it was; what it starts in its turn is not.
      const asked = handed.every((fact) => flag(fact, 'asked'))
      yield {
        severity: context.smallStep && !asked ? 'high' : 'medium',
        message: `tells what it starts to start or load more: ${several(handed.map((fact) => `\`${clip(fact.value, 120)}\``))}`,
        evidence: handed,
        key: ['handed'],
      }
    }
    const fetched = all.filter((fact) => isForeignPackage(context, text(fact, 'command') || fact.value))
    if (fetched.length > 0) {
      const asked = fetched.every((fact) => flag(fact, 'asked'))
      yield {
        severity: context.smallStep && !asked ? 'high' : 'medium',
        message: `runs packages that no lock holds: ${several(fetched.map((fact) => `\`${clip(fact.value, 120)}\``))}`,
        evidence: fetched,
        key: ['fetched'],
      }
    }
    const added = all.filter((fact) => !handed.includes(fact) && !fetched.includes(fact))
    if (added.length === 0) return
    const before = context.before('process.spawn')
    const foreign = newForeignHosts(context)
    const programs = new Set(before.map((fact) => programOf(text(fact, 'command') || fact.value)))
    const fresh = added.filter((fact) => !programs.has(programOf(text(fact, 'command') || fact.value)))
    const commands = several(added.map((fact) => `\`${clip(fact.value, 80)}\``))

    if (before.length === 0) {
      // What a word of the command line asks for does not happen when a client starts the server.
      const asked = added.every((fact) => flag(fact, 'asked'))
      // A page that is opened for a login is no program that does something, nor is a look for where one lies.
      const opens = added.every((fact) => OPENERS.test(commandOf(fact)) || LOOKUPS.test(commandOf(fact)))
      const severity = asked || opens ? 'low' : foreign.size > 0 ? 'high' : 'medium'
      const also = foreign.size > 0 ? `, and reaches ${several(foreign.keys())} for the first time` : ''
      yield {
        severity,
        confidence: severity === 'high' && context.smallStep ? 'high' : 'medium',
        message: `starts programs for the first time: ${commands}${also}`,
        evidence: added,
        context: [...foreign.values()].flat(),
      }
      return
    }
    for (const [program, facts] of groupBy(fresh, (fact) => programOf(text(fact, 'command') || fact.value))) {
      const asked = facts.every((fact) => flag(fact, 'asked'))
      const looks = facts.every((fact) => LOOKUPS.test(commandOf(fact)))
      const severity = foreign.size > 0 && !asked && !looks && context.smallStep ? 'medium' : 'low'
      yield {
        severity,
        message: `starts ${program === '{}' ? 'a computed program' : clip(program)}, which is new`,
        evidence: facts,
      }
    }
  },
})
