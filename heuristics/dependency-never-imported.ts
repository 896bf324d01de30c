import { type Context, defineHeuristic } from '../src/heuristic.js'
import type { Fact } from '../src/model.js'
import { isBuild } from './knowledge/install.js'
import { POPULAR_PACKAGES } from './knowledge/popular-packages.js'
import { clip, flag, several, text } from './knowledge/read.js'

/** axios 1.14.1 (2026): only package.json changed, by a dependency that nothing imports. It was there for its postinstall. */
export default defineHeuristic({
  id: 'dependency-never-imported',
  title: 'a dependency came that no code uses',
  severity: 'high',
  confidence: 'medium',
  needs: ['dependency'],
  remedy: 'Look at the dependency itself: how old it is, who publishes it, and what it runs on install.',

  *judge(context) {
    if (!context.compared) return
    const before = new Set(context.before('dependency').map((fact) => text(fact, 'name')))
    const unused = context.change
      .added('dependency')
      .filter((fact) => isUnused(fact) && !before.has(text(fact, 'name')) && !isTool(context, text(fact, 'name')))
    if (unused.length === 0) return
    // Who bundles, imports none of what they declare: then absence says nothing.
    const earlier = context.before('dependency').filter((fact) => !isTypes(text(fact, 'name')))
    const used = earlier.filter((fact) => flag(fact, 'imported')).length
    const habit = earlier.length > 0 && used / earlier.length >= 0.6
    const alone = !codeChanged(context)
    const imported = context.facts('dependency').filter((fact) => flag(fact, 'imported'))
    const scopes = new Set([...earlier, ...imported].map((fact) => scopeOf(text(fact, 'name'))))
    // A page, an example or a part that moves brings a crowd of them, in a release that says that it is more than a repair.
    if (unused.length >= CROWD && !alone && !context.smallStep) {
      const names = unused.map((fact) => clip(text(fact, 'name')))
      yield { severity: 'low', message: `${several(names)} are declared, and nothing imports them`, evidence: unused }
      return
    }
    for (const fact of unused) {
      const name = text(fact, 'name')
      const popular = POPULAR_PACKAGES.has(name)
      // One more package of people whose code it already runs brings nobody new.
      const related = scopeOf(name) !== '' && scopes.has(scopeOf(name))
      const severity = popular || related || !habit ? 'low' : alone || context.smallStep ? 'high' : 'medium'
      yield {
        severity,
        confidence: severity === 'high' && alone ? 'high' : 'medium',
        message: `${clip(name)} is declared, and nothing imports it${alone ? '; nothing else changed in what the code does' : ''}`,
        evidence: [fact],
      }
    }
  },
})

/** Unused dependencies that come together; an attack needs one, and a repair brings hardly ever more. */
const CROWD = 5

const isTypes = (name: string): boolean => name.startsWith('@types/')

const isUnused = (fact: Fact): boolean =>
  fact.detail.imported === false &&
  text(fact, 'source') !== 'file' &&
  text(fact, 'group') !== 'optionalDependencies' &&
  !flag(fact, 'inLockstep') &&
  !isTypes(text(fact, 'name'))

/** A program that an install script of the package starts by its name, and that is known to patch or build. */
const isTool = (context: Context, name: string): boolean =>
  isBuild(name) &&
  context.facts('install.script').some((fact) =>
    text(fact, 'command')
      .split(/[^\w-]+/)
      .includes(name),
  )

const scopeOf = (name: string): string => (name.startsWith('@') ? (name.split('/', 1)[0] ?? '') : '')

/** What went counts as well: a rewrite drops and adds dependencies. */
const codeChanged = ({ change }: Context): boolean =>
  change.all.some((fact) => fact.kind !== 'dependency') || change.gone.some((fact) => fact.kind !== 'dependency')
