/** What the locks say of the servers that are audited. Pure. */
import { heuristics } from '../../heuristics/index.js'
import { EXTRACTOR_VERSION } from '../extract/version.js'
import { isOfBlock } from '../lockfile/acceptance.js'
import { behaviourOfLock, lockedOccurrence } from '../lockfile/entry.js'
import { matchServers } from '../lockfile/match.js'
import { covers, type OpenLock } from '../lockfile/place.js'
import {
  type Acknowledgement,
  type Baseline,
  type Behaviour,
  type Finding,
  known,
  type LockedOccurrence,
  type LockedServer,
  NO_BASELINE,
  type Packument,
  type Release,
  unknown,
} from '../model.js'
import { purlParts } from '../registry/packument.js'
import type { Server } from './servers.js'

/** A server, how it is configured, and what was locked of it. */
export interface LockedView {
  readonly configured: readonly LockedOccurrence[]
  /** `null` where no lock that covers all of its entries knows it. */
  readonly locked: LockedServer | null
}

/**
 * @param locks the nearest first: the first that knows a server speaks for it. It speaks for all of a server or for nothing: what
 *   one project accepted is not accepted where the user starts the same.
 */
export function viewLocks(servers: readonly Server[], locks: readonly OpenLock[]): ReadonlyMap<Server, LockedView> {
  const views = new Map<Server, LockedView>()
  for (const server of servers) {
    views.set(server, { configured: server.entries.map(({ entry }) => lockedOccurrence(entry)), locked: null })
  }
  for (const lock of locks) {
    const covered = servers.filter(
      (server) =>
        views.get(server)?.locked === null && server.occurrences.every(({ scope }) => covers(lock.covers, scope)),
    )
    const recognised = covered.map((server) => ({ ...server, configured: views.get(server)?.configured ?? [], server }))
    for (const [{ server, configured }, { locked }] of matchServers(lock.lock, recognised)) {
      views.set(server, { configured, locked })
    }
  }
  return views
}

/** The release that was locked, with the bytes that were locked, whatever the registry says of it today. */
export function lockedBaseline(locked: LockedServer | null, { name, releases }: Packument): Baseline | null {
  const parts = locked?.purl == null ? null : purlParts(locked.purl)
  if (locked === null || locked.purl === null || parts === null || parts.name !== name) return null
  const published = releases.find(({ version }) => version === parts.version)
  // Without one today's bytes are not the locked ones, whatever the registry states of them.
  const integrity = locked.integrity === null ? unknown('the lock holds none') : known(locked.integrity)
  const gone = { known: false, reason: 'the registry does not list it any more' } as const
  const release = published ?? {
    purl: locked.purl,
    name,
    version: parts.version,
    integrity,
    tarball: '',
    publishedAt: gone,
    publisher: locked.publisher === null ? gone : known(locked.publisher),
    maintainers: gone,
    provenance: locked.provenance === null ? gone : known(locked.provenance),
    deprecated: null,
    manifest: {},
  }
  return { from: 'lock', release: { ...release, integrity } }
}

/**
 * The same where it was accepted: of a release that is held although something grave is found of it, the lock holds the bytes and not
 * what they do, and while they run they are judged like any other.
 */
export function acceptedBaseline(
  locked: LockedServer | null,
  packument: Packument,
  { version, integrity }: Release,
): Baseline | null {
  const baseline = lockedBaseline(locked, packument)
  const isHeldAlone = locked?.decision === 'hold' && locked.behaviour === null
  const isSame = baseline?.release?.version === version && integrity.known && integrity.value === locked?.integrity
  return isHeldAlone && isSame ? null : baseline
}

/** Code of this machine as it was locked; nothing where a newer extractor would see more in it than the one that read it. */
export function lockedProgram(locked: LockedServer | null, release: Release): Baseline {
  const parts = locked?.purl == null ? null : purlParts(locked.purl)
  const comparable = locked?.behaviour?.extractor === EXTRACTOR_VERSION && locked.integrity !== null
  if (!comparable || parts === null || parts.type !== 'generic') return NO_BASELINE
  const { name, version } = parts
  return {
    from: 'lock',
    release: { ...release, purl: locked.purl ?? release.purl, name, version, integrity: known(locked.integrity ?? '') },
  }
}

/** What the lock remembers of the locked release; `null` where it was not evaluated. */
export const rememberedBehaviour = (locked: LockedServer | null): Behaviour | null =>
  locked?.behaviour ? behaviourOfLock(locked.behaviour) : null

const ABOUT = new Map(heuristics.map(({ id, about }) => [id, about]))

/**
 * Marks what the lock of a server lets pass today. A finding about how it is configured passes only while all of its entries start it
 * as they did when that was said: the same finding may stand for another command by now.
 */
export function letPass(
  findings: readonly Finding[],
  locked: LockedServer | null,
  configured: readonly LockedOccurrence[],
  now: Date,
): readonly Finding[] {
  if (locked === null) return findings
  const launches = new Set(locked.configured.map(({ launch }) => launch))
  const asThen = configured.every(({ launch }) => launches.has(launch))
  const marked = acknowledge(findings, locked.acknowledged, now)
  return asThen ? marked : marked.map((each, index) => (isOfConfiguration(each) ? (findings[index] ?? each) : each))
}

const isOfConfiguration = ({ heuristic }: Finding): boolean => ABOUT.get(heuristic) === 'configuration'

/** Marks what a person lets pass today. That the server is blocked never passes: a decision about it lifts that. */
export function acknowledge(
  findings: readonly Finding[],
  acknowledged: readonly Acknowledgement[],
  now: Date,
): readonly Finding[] {
  const today = now.toISOString().slice(0, 10)
  const holding = new Map(
    acknowledged.filter(({ until }) => until === null || until >= today).map((each) => [each.fingerprint, each]),
  )
  return findings.map((finding) => {
    const acknowledgement = holding.get(finding.fingerprint)
    return acknowledgement === undefined || isOfBlock(finding) ? finding : { ...finding, acknowledged: acknowledgement }
  })
}
