import { defineHeuristic } from '../src/heuristic.js'
import { graveNews } from './knowledge/grave-news.js'
import { clip, several } from './knowledge/read.js'

type Manifest = Readonly<Record<string, unknown>>

/** What npm runs when it installs a package from a registry. */
const HOOKS = ['preinstall', 'install', 'postinstall']

/** A stolen token publishes what its repository never had: axios 1.14.1 (2026) differed from its tag in its package.json alone. */
export default defineHeuristic({
  id: 'tag-differs',
  title: 'the package.json differs from the one at the repository’s tag',
  severity: 'medium',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Do not run it before you know who added what the tag does not have.',

  *judge(context) {
    const { repository, release } = context
    const tagged = repository.known ? repository.value.manifestAtTag : null
    if (!repository.known || tagged === undefined || tagged === null) return
    const { manifest, version } = release

    const hooks = HOOKS.filter((hook) => textIn(manifest.scripts, hook) !== textIn(tagged.scripts, hook)).filter(
      (hook) => textIn(manifest.scripts, hook) !== '',
    )
    const known = new Set([...namesIn(tagged.dependencies), ...namesIn(tagged.optionalDependencies)])
    const added = [...namesIn(manifest.dependencies), ...namesIn(manifest.optionalDependencies)].filter(
      (name) => !known.has(name),
    )
    // Some build tools write all dependencies into what they publish.
    const generated = known.size === 0
    const news = graveNews(context)
    const grave = [
      ...hooks.map((hook) => `${hook} “${clip(textIn(manifest.scripts, hook))}”`),
      ...(generated ? [] : added.map((name) => `the dependency ${name}`)),
    ]
    if (grave.length > 0) {
      yield {
        severity: news.length > 0 ? 'high' : 'medium',
        message: `the tag of ${version} in ${repository.value.url} lacks ${several(grave)}`,
        evidence: [],
        key: ['tag', ...grave].sort(),
      }
    }
    const mild = [
      ...(generated && added.length > 0 ? [`dependencies (${several(added, 3)})`] : []),
      ...(Object.hasOwn(tagged, 'bin') && binOf(manifest) !== binOf(tagged) ? ['bin'] : []),
      ...(typeof tagged.main === 'string' && pathOf(manifest.main) !== pathOf(tagged.main) ? ['main'] : []),
    ]
    if (mild.length > 0) {
      yield {
        severity: 'info',
        confidence: 'low',
        message: `differs from the tag of ${version} in ${several(mild)}`,
        evidence: [],
        key: ['mild', ...mild].sort(),
      }
    }
  },
})

const isRecord = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textIn = (record: unknown, key: string): string => {
  const value = isRecord(record) && Object.hasOwn(record, key) ? record[key] : ''
  return typeof value === 'string' ? value.trim() : ''
}

const namesIn = (record: unknown): readonly string[] => (isRecord(record) ? Object.keys(record) : [])

const pathOf = (path: unknown): string => (typeof path === 'string' ? path.replace(/^\.\//, '') : '')

/** Commands and their files, in one order; one command without a name is called like the package. */
function binOf({ bin, name }: Manifest): string {
  if (typeof bin === 'string') return JSON.stringify([[bare(name), pathOf(bin)]])
  if (!isRecord(bin)) return '[]'
  return JSON.stringify(
    Object.entries(bin)
      .map(([command, file]) => [command, pathOf(file)])
      .sort(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  )
}

const bare = (name: unknown): string => (typeof name === 'string' ? (name.split('/').at(-1) ?? '') : '')
