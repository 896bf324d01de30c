/** The moment at which everything below a server is held, so that what was locked is what is resolved tomorrow. */
import type { Host } from '../../host.js'
import type { Settled } from '../../lockfile/decide-servers.js'
import { isNamed } from '../../lockfile/entry.js'
import type { DependencyTree, Release } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import type { Registry } from '../../registry/registry.js'
import { choosing, frozenSince } from '../frozen.js'
import type { Server } from '../servers.js'

export interface FreezeTools {
  readonly host: Host
  readonly services: { readonly registry: Registry }
}

export type Freeze =
  | { readonly before: Date }
  /** Why it would not hold, as a clause. */
  | { readonly why: string }
  /** All stands as wanted. */
  | null

/**
 * npm takes what was published at or before the moment, so now, in whole seconds, holds everything that was resolved today and
 * nothing that comes later. It is proven before it is written: what npm resolves with it must be what is locked. A moment that
 * stands in the configuration already stays while what is locked is unmoved.
 */
export async function freezeOf(
  { host, services: { registry } }: FreezeTools,
  { report, standing, locked }: Pick<Settled, 'report' | 'standing' | 'locked'>,
  server: Server,
): Promise<Freeze> {
  const stands = frozenSince(server)
  if (stands !== null && standing === 'kept') return report.package?.floating ? { before: stands } : null
  const before = new Date(Math.floor(host.now().getTime() / 1000) * 1000)
  if (report.package?.ecosystem !== 'npm') return { before }
  if (locked?.dependencies == null) return { why: 'they are not locked' }
  const own = report.launch.kind === 'npm' && report.launch.registry !== undefined ? report.launch.registry : null
  const options = own === null ? {} : { registry: own }
  try {
    const { releases } = await registry.packument(report.package.name, options)
    const version = locked.purl === null ? null : purlParts(locked.purl)?.version
    const release = releases.find((each) => each.version === version)
    if (release === undefined) return { why: 'the registry does not list the locked release' }
    // The word that is written comes before every other setting of a moment.
    const tag = choosing(server, before).settings?.tag
    const settings = { before: null, ...(tag !== undefined && { tag }) }
    const tree = await registry.tree(release, { ...options, before, settings })
    const undated = undatedOf(release, tree, before)
    if (undated !== null) {
      const why = 'npm does it by the time of publication, which the registry does not tell of all of them'
      return { why: `${why} (${undated.name} ${undated.version})` }
    }
    if (!isLocked(tree, locked.dependencies)) {
      return { why: `they moved since they were locked: \`touchstone update\` comes first (${report.id})` }
    }
    return { before }
  } catch {
    return { why: 'npm could not resolve them by the time of their publication' }
  }
}

const undatedOf = (release: Release, { packages }: DependencyTree, before: Date): Release | null =>
  [release, ...packages.flatMap((each) => each.release ?? [])].find(
    ({ publishedAt }) => !publishedAt.known || Date.parse(publishedAt.value) > before.getTime(),
  ) ?? null

/** What stands inside of another tarball is locked with it. */
function isLocked({ packages }: DependencyTree, locked: ReadonlyMap<string, string | null>): boolean {
  const own = new Map(packages.filter(isNamed).map(({ name, version, integrity }) => [`${name}@${version}`, integrity]))
  const differs = ([key, integrity]: readonly [string, string | null]): boolean => {
    const known = locked.get(key)
    return known === undefined || (known !== null && integrity !== null && known !== integrity)
  }
  return own.size === locked.size && ![...own].some(differs)
}
