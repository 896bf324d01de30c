/** Whether all of a server was evaluated, as far as a report tells. Pure. */
import type { Report, ServerReport } from '../../model.js'

/**
 * That a server is blocked hides whether all of it was looked at, and who lets pass what blocks it has to know. What could not be
 * done is told by what it was about: the server, its releases, or what is below it.
 *
 * @param options.dependencies false where no trees were resolved, as the person wanted
 */
export function wholeness(
  { failures }: Pick<Report, 'failures'>,
  { dependencies: wanted = true }: { readonly dependencies?: boolean | undefined },
): (server: ServerReport) => boolean {
  const failed = new Set(failures.map(({ subject }) => subject))
  return ({ id, release, baseline, facts, dependencies, package: ref, findings }) => {
    if (ref?.ecosystem !== 'npm') return true
    const packages = dependencies?.tree.packages ?? []
    const subjects = [
      ...[id, ref.name, release?.purl, baseline.release?.purl],
      ...packages.flatMap(({ purl, name, version }) => [purl, `${name}@${version}`]),
      ...findings.map(({ subject }) => subject),
    ]
    const isResolved = dependencies !== null || !wanted
    return facts !== null && isResolved && !subjects.some((subject) => subject !== undefined && failed.has(subject))
  }
}
