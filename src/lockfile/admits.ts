/** Whether a spec still allows the release that was locked. Pure. */
import semver from 'semver'
import type { LockedServer, PackageRef } from '../model.js'
import { purlParts } from '../registry/packument.js'

/**
 * A tag moves, so it allows what was locked under it, and `latest` (or no selector at all, which npm reads as `latest`) every
 * release that is no prerelease.
 *
 * @returns false too where the lock names no release
 */
export function admits({ name, spec, selector }: PackageRef, before: LockedServer): boolean {
  const parts = before.purl === null ? null : purlParts(before.purl)
  if (parts === null || parts.name !== name) return false
  const { version } = parts
  const followed = spec === before.spec || spec === before.follows
  if (selector.type === 'version') {
    const exact = semver.valid(selector.value, true)
    return selector.value === version || (exact !== null && exact === semver.valid(version, true))
  }
  const isAny = selector.type === 'tag' ? selector.value === 'latest' : /^[*xX]?$/.test(selector.value)
  if (isAny) return followed || semver.prerelease(version, true) === null
  return selector.type === 'tag' ? followed : semver.satisfies(version, selector.value, true)
}
