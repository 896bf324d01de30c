import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact, Severity } from '../src/model.js'
import { STRONG_OBFUSCATION } from './knowledge/install.js'
import { patchesOfNetwork } from './knowledge/patches.js'
import { groupBy, list, newForeignHosts, several, text } from './knowledge/read.js'

/** A minifier shortens names; it does not hide texts. */
export default defineHeuristic({
  id: 'obfuscation-added',
  title: 'the code hides what it does',
  severity: 'high',
  confidence: 'medium',
  needs: ['code.obfuscated'],
  remedy:
    'Do not run what cannot be read. Compare the file with the release before it and with the source in the repository.',

  *judge(context) {
    for (const [file, facts] of groupBy(context.judged('code.obfuscated'), (fact) => fact.where.file)) {
      const strong = facts.filter((fact) => STRONG_OBFUSCATION.has(fact.value) || STRONG_HERE.has(fact.value))
      const beside = company(context)
      const severity = weigh(context, facts, strong, beside)
      if (severity === null) continue
      yield {
        severity,
        confidence: strong.length > 1 || beside.length > 0 ? 'high' : 'medium',
        message: `${facts.some(context.isNew) ? 'new in' : 'in'} ${file}: ${several(facts.map((fact) => NAMES[fact.value] ?? fact.value))}`,
        evidence: facts,
        context: beside,
      }
    }
  },
})

/** Beside the forms that also tell of install scripts: each is made to be overlooked. */
const STRONG_HERE: ReadonlySet<string> = new Set(['far-down-code', 'look-alike-names', 'self-defending'])

/** What such code is hidden for. */
function company(context: Context): Fact[] {
  return [
    ...context.facts('code.eval').filter((fact) => ['decoded', 'net'].includes(text(fact, 'origin'))),
    ...patchesOfNetwork(context),
    ...context
      .facts('data.flow')
      .filter((fact) => /^(env:\*|secret:)/.test(fact.value) && / -> (net|dns):/.test(fact.value)),
  ]
}

function weigh(
  context: Context,
  facts: readonly Fact[],
  strong: readonly Fact[],
  beside: readonly Fact[],
): Severity | null {
  const isNew = facts.some(context.isNew)
  if (strong.length > 0) {
    if (beside.length > 0 || strong.some((fact) => fact.reach === 'install')) return 'critical'
    if (!isNew) return 'medium'
    return newForeignHosts(context).size > 0 || context.change.added('process.spawn').length > 0 ? 'critical' : 'high'
  }
  const hidden = facts.find((fact) => fact.value === 'hidden-text')
  if (hidden !== undefined) {
    const telling = list(hidden, 'of').some((kind) => GRAVE_USE.test(kind))
    if (isNew && context.compared)
      return beside.length > 0 || telling || newForeignHosts(context).size > 0 ? 'high' : 'low'
    if (telling) return 'medium'
  }
  // Icons, fonts and tables are encoded too: alone they say little.
  if (!isNew || !context.compared) return null
  return beside.some(context.isNew) ? 'high' : 'low'
}

/** What nobody encodes but to hide it. */
const GRAVE_USE =
  /^(?:process\.spawn|module\.dynamic|fs\.secret-path|agent\.(?:config|invoke)|persistence|net\.(?:raw-ip|drop-service))$/

const NAMES: Readonly<Record<string, string>> = {
  'hex-names': 'names as an obfuscator gives them',
  'escaped-strings': 'texts written in escapes',
  'string-array': 'a shuffled table of texts',
  'encoded-blob': 'a long encoded text',
  'split-strings': 'words cut into pieces',
  'reversed-string': 'texts written backwards',
  'far-right-code': 'code pushed out of sight',
  'far-down-code': 'code behind many empty lines',
  'giant-line': 'one giant line in a file of short ones',
  'look-alike-names': 'names with letters that only look Latin',
  'hidden-text': 'commands, hosts, paths or modules that it decodes first',
  'self-defending': 'code against those who look into it',
  'tag-characters': 'characters that nobody sees',
  'variation-selectors': 'characters that nobody sees',
  bidi: 'characters that turn the direction of the text',
  'zero-width': 'characters without width',
  jsfuck: 'code made of brackets',
}
