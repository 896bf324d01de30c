/** What a decision rests on: what was on the screen when it was made, and whether that is so still. Pure. */
import { type Finding, type ListedServer, type ServerReport, severityRank } from '../../model.js'
import { severityCounts } from '../../report/severities.js'
import type { Basis } from './model.js'

/** What is decided: of a block it does not matter what would run. */
export type Decided = 'accept' | 'hold' | 'block' | 'acknowledge'

/** @param report as it is shown; `null` where nothing is known of it yet */
export function basisOf(listed: ListedServer, report: ServerReport | null): Basis {
  const release = report?.release ?? null
  return {
    source: sourceOf(listed),
    spec: listed.package?.spec ?? null,
    purl: release?.purl ?? null,
    version: release?.version ?? null,
    integrity: release?.integrity.known ? release.integrity.value : null,
    launches: (report?.configured ?? []).map(({ client, scope, name, launch }) =>
      JSON.stringify([client, scope, name, launch]),
    ),
    findings: report === null ? [] : weighty(report).map(({ fingerprint }) => fingerprint),
  }
}

/** What is started, whoever starts it and whichever release: kind, package or origin, registry. */
export function sourceOf({ launch, package: ref, name }: ListedServer): string {
  const { kind, origin, registry, reason, beside } = launch
  const own = ref === null ? (origin ?? name) : [ref.ecosystem, ref.name]
  return JSON.stringify([kind, own, origin, registry, reason, beside])
}

/** Whether what is configured starts what it started: an exact version in the place of a spec that led to it does. */
export const isSameSpec = (
  { spec, version }: Pick<Basis, 'spec' | 'version'>,
  { package: ref }: Pick<ListedServer, 'package'>,
): boolean => (ref?.spec ?? null) === spec || (ref !== null && !ref.floating && ref.selector.value === version)

/** What a decision covers without naming it: what the lock lets pass is no part of that. */
const weighty = ({ findings }: ServerReport): readonly Finding[] =>
  findings.filter(
    ({ severity, acknowledged }) => severityRank(severity) <= severityRank('medium') && acknowledged === undefined,
  )

/**
 * Why a decision is none about a server as it is now, as a clause; `null` where it is. Less than was seen is no reason: what was
 * decided covers it.
 */
export function whyOther(basis: Basis, now: ServerReport, decided: Decided): string | null {
  const is = basisOf(now, now)
  if (is.source !== basis.source || !isSameSpec(basis, now)) return 'another server stands there now'
  const seen = new Set(basis.launches)
  if (decided === 'block') {
    const isAnother = seen.size > 0 && is.launches.length > 0 && !is.launches.some((each) => seen.has(each))
    return isAnother ? STARTED_OTHERWISE : null
  }
  const release = whyOtherRelease(basis, is, decided)
  if (release !== null) return release
  if (is.launches.some((each) => !seen.has(each))) return STARTED_OTHERWISE
  const known = new Set(basis.findings)
  const unseen = weighty(now).filter(({ fingerprint }) => !known.has(fingerprint))
  if (unseen.length === 0) return null
  return `${severityCounts(unseen).join(' and ')} ${unseen.length === 1 ? 'finding stands' : 'findings stand'} now that did not stand then`
}

const STARTED_OTHERWISE = 'it is started otherwise now'

function whyOtherRelease(was: Basis, is: Basis, decided: Decided): string | null {
  if (was.purl === is.purl && was.integrity === is.integrity) return null
  const then = `you ${decided === 'accept' ? 'accepted' : 'decided about'} ${was.version ?? 'it when no release was known'}`
  if (is.purl === null) return `which release would run is not known now, ${then}`
  return was.purl === is.purl ? `${is.version} has other bytes now` : `${is.version} would run now, ${then}`
}
