/** In what the copies on this machine differ from the locked release. Pure. */
import { contradicts } from '../../heuristics/knowledge/integrity.js'
import type { InstalledCopy, LockedServer, PackageRef, ServerReport } from '../model.js'
import { purlParts } from '../registry/packument.js'
import type { Difference } from './drift.js'
import { isLower } from './drift-of-release.js'

/** Copies that the entry leads to, and files that start in the place of the package. */
export function copyDrift(locked: LockedServer, { package: ref, onMachine }: ServerReport): readonly Difference[] {
  const parts = locked.purl === null ? null : purlParts(locked.purl)
  if (parts === null || !['npm', 'pypi'].includes(parts.type) || ref === null || ref.name !== parts.name) return []
  const copies = onMachine.copies.filter(({ used, name }) => used && name === parts.name)
  return [
    ...copies.flatMap((copy) => ofCopy(copy, ref, parts.version, locked.integrity)),
    ...onMachine.shadows
      .filter(({ package: own }) => own?.name !== parts.name || own.version !== parts.version)
      // The command of a copy that was told already.
      .filter(({ package: own }) => !copies.some(({ name, version }) => own?.name === name && own.version === version))
      .map(({ package: own }): Difference => {
        const what = own === null ? 'a file of this machine' : `${own.name}@${own.version} on this machine`
        const message = `${what} starts in the place of ${parts.version}`
        const to = own === null ? 'a file of this machine' : `${own.name}@${own.version}`
        return { kind: 'cache', severity: 'high', message, from: parts.version, to, path: [] }
      }),
  ]
}

function ofCopy(copy: InstalledCopy, ref: PackageRef, version: string, integrity: string | null): Difference[] {
  const { place } = copy
  if (copy.version === version) {
    if (integrity === null || copy.integrity === null || !contradicts(integrity, copy.integrity)) return []
    const message = `the ${place} holds other bytes as ${version} than were locked`
    return [{ kind: 'cache', severity: 'critical', message, from: integrity, to: copy.integrity, path: [] }]
  }
  // npx compares its cache with the registry, but where the cache fits a range (libnpmexec, `missingFromTree`).
  const stays = place !== 'npx cache' || (ref.selector.type === 'range' && ref.selector.value !== '*')
  const older = isLower(copy.version, version)
  const then = stays
    ? ', and the next start takes it'
    : older
      ? '; the next start replaces it'
      : '; it was started here'
  return [
    {
      kind: 'cache',
      severity: stays || !older ? 'medium' : 'low',
      message: `the ${place} holds ${copy.version}, where ${version} is locked${then}`,
      from: version,
      to: copy.version,
      path: [],
    },
  ]
}
