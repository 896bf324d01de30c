/** What of a package below a server is used: by which ways in it is taken, and what its code does then. Pure. */
import { reachedBy } from '../../extract/ways-in.js'
import type { Behaviour, Dependency, Finding } from '../../model.js'
import type { ComparedPackage } from './compare.js'

/** How a server takes one package. */
export interface Uses {
  /** Specifiers, as its code writes them. */
  readonly imports: readonly string[]
  /** Whether it starts programs: then commands of packages may be among them. */
  readonly commands: boolean
}

/**
 * @param server what the server's own code does; `null` where it was not read
 * @returns how a package is taken, where the server's own code alone takes it. `null` where that can't be told: another package asks
 *   for it too, or a name is computed. Then all of it counts
 */
export function usesOf(
  { name }: Pick<Dependency, 'name'>,
  server: Behaviour | null,
  packages: readonly ComparedPackage[],
): Uses | null {
  if (server === null || server.imports === undefined || server.unanalysed.length > 0) return null
  if (server.imports.some((each) => each.includes('{}') && !each.startsWith(`${name}/`))) return null
  const isOfName = (specifier: string): boolean => specifier === name || specifier.startsWith(`${name}/`)
  const imports = server.imports.filter(isOfName)
  if (imports.some((each) => each.includes('{}'))) return null
  if (packages.some(({ dependency }) => dependency.name !== name && asksFor(dependency, name))) return null
  const commands = server.facts.some(({ kind, reach }) => kind === 'process.spawn' && reach !== 'dormant')
  return { imports, commands }
}

/** What states nothing of what it asks for may ask for anything. */
function asksFor({ release }: Dependency, name: string): boolean {
  if (release === null) return true
  return ['dependencies', 'optionalDependencies', 'peerDependencies'].some((field) => {
    const wanted = release.manifest[field]
    return typeof wanted === 'object' && wanted !== null && Object.hasOwn(wanted, name)
  })
}

/** The same package, of which what is not used lies dormant. */
export const asUsed = (behaviour: Behaviour, name: string, { imports, commands }: Uses): Behaviour => ({
  ...behaviour,
  facts: reachedBy(behaviour.facts, name, imports, commands),
})

/**
 * @param all what is found where all of a package counts
 * @param used what is found where only what is used counts
 * @returns each finding once; what rests on unused parts is `low`: it is on the machine, and one import away
 */
export function unusedAreLow(all: readonly Finding[], used: readonly Finding[]): Finding[] {
  const stands = new Map(used.map((finding) => [finding.fingerprint, finding]))
  return all.map((finding) => {
    const same = stands.get(finding.fingerprint)
    if (same !== undefined) return same
    if (finding.severity === 'low' || finding.severity === 'info') return finding
    return { ...finding, severity: 'low', message: `${finding.message}; the server takes no part that does this` }
  })
}
