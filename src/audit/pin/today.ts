/** What registries say today of the releases that a lock holds. */
import type { LockedToday } from '../../lockfile/decide-servers.js'
import type { LockedServer, ServerReport } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import type { Registry } from '../../registry/registry.js'

/**
 * The audit asked for the same before, so that hardly anything is fetched again.
 *
 * @param registry `null` where nothing is locked yet
 */
export async function releasesToday(
  reports: readonly ServerReport[],
  registry: Registry | null,
): Promise<(report: ServerReport, before: LockedServer) => LockedToday> {
  const packuments = new Map(
    await Promise.all(
      reports.map(async (report) => {
        const { package: ref, launch } = report
        if (registry === null || ref?.ecosystem !== 'npm') return [report, null] as const
        const own = launch.kind === ref.ecosystem ? launch.registry : undefined
        return [report, await registry.packument(ref.name, own ? { registry: own } : {}).catch(() => null)] as const
      }),
    ),
  )
  return (report, { purl }) => {
    const packument = packuments.get(report)
    const parts = purl === null ? null : purlParts(purl)
    if (packument == null || parts === null) return null
    const listed = packument.releases.find(({ version }) => version === parts.version)
    if (listed === undefined) return { listed: false, integrity: null }
    // Of the one that was judged more may be known than the registry states.
    const { integrity, sums } = report.release?.version === parts.version ? report.release : listed
    return { listed: true, integrity: integrity.known ? integrity.value : null, sums }
  }
}
