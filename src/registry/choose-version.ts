/** The version that npm would run, by npm's own choice. Pure. */
import pickManifest from 'npm-pick-manifest'
import type { PackageRef, Release } from '../model.js'
import type { ReadPackument } from './packument.js'
import { RegistryError, type ReleaseSettings } from './registry.js'

/**
 * @param npm npm's flat options: `before`, `min-release-age` and the default tag are honoured
 * @param cutoff takes only what was published before, whatever npm's own options spare
 * @throws RegistryError where no version fits, or where npm would take one that can't be used; an older version in its
 *   place would be audited, and the other one run
 */
export function chooseVersion(
  { packument, choice, malformed }: ReadPackument,
  selector: PackageRef['selector'],
  npm: Readonly<Record<string, unknown>>,
  cutoff?: Date,
): Release {
  const { name } = packument
  const fail = (message: string, remedy: string) =>
    new RegistryError('resolve', `${name}@${selector.value}`, message, remedy)
  let version: string
  try {
    const configured = npm.before instanceof Date && !exemptFromAge(name, npm.minReleaseAgeExclude) ? npm.before : null
    const before = cutoff && (configured === null || cutoff < configured) ? cutoff : configured
    version = pickManifest(choice, selector.value, { before, defaultTag: String(npm.defaultTag ?? 'latest') }).version
  } catch (error) {
    const none = ['ETARGET', 'ENOVERSIONS'].includes(String((error as { code?: unknown }).code))
    throw fail(
      none ? 'no published version fits this spec' : 'is no version, range or tag of a registry package',
      'Correct the version in the configuration; npm can not run it as it is.',
    )
  }
  const release = packument.releases.find((each) => each.version === version)
  if (release) return release
  throw fail(
    `npm would take ${version}, which the registry describes wrongly: ${malformed.get(version) ?? 'it is not listed'}`,
    'Pin an earlier version until the registry is mended.',
  )
}

/** npm's flat options as they are where an entry has settings of its own. */
export const withSettings = (
  npm: Readonly<Record<string, unknown>>,
  { before, tag }: ReleaseSettings = {},
): Readonly<Record<string, unknown>> => ({
  ...npm,
  ...(before !== undefined && { before }),
  ...(tag !== undefined && { defaultTag: tag }),
})

/** `min-release-age-exclude`: names, or patterns with `*` that ends at a slash. */
function exemptFromAge(name: string, patterns: unknown): boolean {
  if (!Array.isArray(patterns)) return false
  const parts = name.split('/')
  return patterns.some((pattern) => {
    const written = String(pattern).split('/')
    return written.length === parts.length && written.every((each, i) => isLike(parts[i] ?? '', each))
  })
}

/** Each piece between two stars is taken where it comes first: a pattern with many stars costs no more than its length. */
function isLike(text: string, pattern: string): boolean {
  const [start = '', ...pieces] = pattern.split('*')
  const end = pieces.pop()
  if (end === undefined) return text === start
  if (!text.startsWith(start)) return false
  let from = start.length
  for (const piece of pieces) {
    const at = text.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return text.length - end.length >= from && text.endsWith(end)
}
