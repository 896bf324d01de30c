import { defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { flowOf, list, text } from './knowledge/read.js'

/** Code that no release holds in readable form. */
export default defineHeuristic({
  id: 'remote-code',
  title: 'the code evaluates what it fetches or decodes',
  severity: 'critical',
  confidence: 'high',
  needs: ['code.eval', 'module.dynamic', 'data.flow'],
  remedy: 'Do not run this release: what it does is not in it, or is hidden in it.',

  *judge(context) {
    const told = new Set<string>()
    for (const fact of context.judged('data.flow')) {
      const { source, sink } = flowOf(fact)
      if (sink !== 'eval' || !(source.startsWith('net:') || source === 'decoded')) continue
      told.add(source === 'decoded' ? 'decoded' : 'net')
      yield {
        message:
          source === 'decoded' ? 'evaluates a text that it decodes' : `evaluates what ${source.slice(4)} answers`,
        evidence: [fact, ...evals(originOf(source))],
      }
    }
    for (const fact of context.judged('code.eval')) {
      const origin = text(fact, 'origin')
      if (told.has(origin)) continue
      if (origin === 'net') yield { message: 'evaluates what it fetches', evidence: [fact] }
      if (origin === 'decoded') yield { message: `evaluates a text that it decodes${via(fact)}`, evidence: [fact] }
    }
    for (const fact of context.judged('module.dynamic')) {
      const origin = text(fact, 'origin')
      if (origin === 'net') yield { message: 'loads a module from the network', evidence: [fact] }
      // A name that is hidden, of a module that is there to be seen.
      if (origin === 'decoded' && !isOwnFile(fact.value)) {
        yield {
          severity: 'high',
          confidence: 'medium',
          message: `loads a module whose name is encoded: ${fact.value}`,
          evidence: [fact],
        }
      }
    }

    function evals(origin: string): Fact[] {
      return context.facts('code.eval').filter((fact) => text(fact, 'origin') === origin)
    }
  },
})

/** A path below the package's own folder; what is loaded there is read as its own code. */
const isOwnFile = (name: string): boolean => /^(?:\.{0,2}\/|<dir>|file:)/.test(name)

const originOf = (source: string): string => (source === 'decoded' ? 'decoded' : 'net')

const via = (fact: Fact): string => {
  const how = text(fact, 'via') || list(fact, 'via').join(', ')
  return how === '' ? '' : ` (${how})`
}
