/** In what the configuration of a server differs from its lock: whether, by whom, how and from what it is started. Pure. */
import semver from 'semver'
import { readSpec } from '../launch/npm-spec.js'
import { readImage } from '../launch/oci-spec.js'
import { readRequirement } from '../launch/pypi-spec.js'
import type { LaunchKind, LockedOccurrence, LockedServer, PackageRef, ServerReport } from '../model.js'
import type { Difference } from './drift.js'
import { raised } from './drift-severity.js'
import { lockServer } from './entry.js'

/** What a lock would say of a server's origin: the spec of its package as written, else where it comes from. */
const specOf = (report: ServerReport): string | null =>
  lockServer({ ...report, release: null, facts: null, dependencies: null }, null).spec

/** A server that the lock does not know. */
export function unknownDrift(report: ServerReport): Difference {
  const off = isOff(report)
  const by = [...new Set(report.configured.map(placeOf))]
  return {
    kind: 'config',
    // Nothing of it was ever reviewed.
    severity: off ? 'medium' : raised('high', report.findings),
    message: `is not in the lock, and ${off ? 'configured, though switched off,' : 'configured'} in ${several(by)}`,
    from: null,
    to: specOf(report) ?? report.launch.kind,
    path: [],
  }
}

/** A server of the lock that nothing starts any more. */
export function forgottenDrift(locked: LockedServer): Difference {
  return {
    kind: 'config',
    severity: 'low',
    message: `is in the lock, and configured no more (it was in ${several(locked.configured.map(placeOf))})`,
    from: locked.spec ?? locked.kind,
    to: null,
    path: [],
  }
}

export function configurationDrift(locked: LockedServer, report: ServerReport): readonly Difference[] {
  const entries = entryDrift(locked, report)
  const other = otherSource(locked, report)
  if (other === null) return [...blocked(locked, report), ...specDrift(locked, report), ...entries]
  // That an entry starts something else says already that it starts in another way.
  return [...blocked(locked, report), other, ...entries.filter(({ from, to }) => from === null || to === null)]
}

function blocked({ decision, reason }: LockedServer, report: ServerReport): Difference[] {
  if (decision !== 'block') return []
  return [
    {
      kind: 'config',
      severity: isOff(report) ? 'medium' : 'critical',
      message: `must not be configured: the lock blocks it${reason === null ? '' : ` (${reason})`}`,
      from: 'block',
      to: specOf(report) ?? report.launch.kind,
      path: [],
    },
  ]
}

/** That another package, or something of another kind, stands in the place of what was locked. */
function otherSource(locked: LockedServer, report: ServerReport): Difference | null {
  const { launch, package: ref, findings } = report
  const kind = ref?.ecosystem ?? launch.kind
  const spec = specOf(report)
  const [from, to] = [locked.spec ?? locked.kind, spec ?? kind]
  const drift = { kind: 'config', severity: raised('high', findings), from, to, path: [] } as const
  if (kind !== locked.kind) {
    const what = `${NOUNS[kind]} in the place of ${NOUNS[locked.kind]}`
    return { ...drift, message: `starts ${to} in the place of ${from}: ${what}` }
  }
  const before = refOf(locked.kind, locked.spec)
  if (before === null || ref === null) {
    return isSameOrigin(spec, locked.spec) ? null : { ...drift, message: `starts ${to} in the place of ${from}` }
  }
  if (before.name === ref.name) return null
  return { ...drift, message: `starts another package: ${to} in the place of ${from}` }
}

/** Of a path a lock holds the part below the home or the project, or only the last: each is an end of the others. */
function isSameOrigin(one: string | null, other: string | null): boolean {
  if (one === null || other === null) return one === other
  const [a, b] = [one, other].map((each) => `/${each.replaceAll('\\', '/').replace(/^(?:~|\.)\//, '')}`)
  return a !== undefined && b !== undefined && (a.endsWith(b) || b.endsWith(a))
}

/** How far the spec holds the same package to one version. */
function specDrift({ kind, spec }: LockedServer, { package: ref }: ServerReport): Difference[] {
  const before = refOf(kind, spec)
  if (before === null || ref === null || spec === null || ref.spec === spec || isSameDemand(before, ref)) return []
  const drift = { kind: 'config', from: spec, to: ref.spec, path: [] } as const
  if (!before.floating && ref.floating) {
    const message = `its version floats: ${spec} was exact, ${ref.spec} takes what the registry names`
    return [{ ...drift, severity: 'medium', message }]
  }
  if (before.floating && !ref.floating) {
    // As reviewed, where the exact version is the locked one; another one is told as drift of the version.
    return [{ ...drift, severity: 'low', message: `is held to one version: ${ref.spec}, where the lock has ${spec}` }]
  }
  const what = before.floating ? 'floats in another way' : 'asks for another version'
  return [{ ...drift, severity: 'medium', message: `${what}: ${ref.spec}, where the lock has ${spec}` }]
}

/** Whether two specs of npm differ in spelling alone: `1.0.0` and `v1.0.0`, `^1` and `1.x`. */
function isSameDemand(one: PackageRef, other: PackageRef): boolean {
  const [a, b] = [one.selector, other.selector]
  if (one.ecosystem !== 'npm' || a.type !== b.type || one.name !== other.name || a.type === 'tag') return false
  const range = ({ value }: PackageRef['selector']): string | null => semver.validRange(value, { loose: true })
  return range(a) !== null && range(a) === range(b)
}

/** Entries that came, went, or start it in another way. */
function entryDrift(locked: LockedServer, report: ServerReport): Difference[] {
  const before = byPlace(locked.configured)
  const after = byPlace(report.configured)
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => {
    const [old, now] = [before.get(key) ?? [], after.get(key) ?? []]
    const gone = old.filter((each) => !now.some(({ launch }) => launch === each.launch))
    const came = now.filter((each) => !old.some(({ launch }) => launch === each.launch))
    const changed = Math.min(gone.length, came.length)
    const taken = came.slice(0, changed)
    return [
      ...taken.map((each, index): Difference => otherWay(each, gone[index]?.launch ?? null)),
      ...came.slice(changed).map(
        (each): Difference => ({
          kind: 'config',
          severity: 'medium',
          message: `is started by an entry that the lock does not know: ${placeOf(each)}`,
          from: null,
          to: placeOf(each),
          path: [],
        }),
      ),
      ...gone.slice(changed).map(
        (each): Difference => ({
          kind: 'config',
          severity: 'low',
          message: `is started no more by ${placeOf(each)}`,
          from: placeOf(each),
          to: null,
          path: [],
        }),
      ),
    ]
  })
}

/** The lock holds a digest of the words alone: which of them changed, and from what, it can't say. */
function otherWay(entry: LockedOccurrence, before: string | null): Difference {
  return {
    kind: 'config',
    severity: 'high',
    message: `is started in another way by ${placeOf(entry)}: its command, arguments, variables, folder or registry, where they lead, or what it may do unasked changed`,
    from: before,
    to: entry.launch,
    path: [],
  }
}

function byPlace(entries: readonly LockedOccurrence[]): Map<string, LockedOccurrence[]> {
  const places = new Map<string, LockedOccurrence[]>()
  for (const entry of entries) {
    const key = JSON.stringify([entry.client, entry.scope, entry.name])
    places.set(key, [...(places.get(key) ?? []), entry])
  }
  return places
}

const NOUNS: Readonly<Record<LaunchKind, string>> = {
  npm: 'an npm package',
  pypi: 'a Python package',
  oci: 'an image',
  git: 'code from git',
  remote: 'a remote server',
  local: 'a program of this machine',
  unknown: 'something that is not understood',
}

/** What a spec names; `null` where it names no package of a registry. */
function refOf(kind: LaunchKind, spec: string | null): PackageRef | null {
  if (spec === null) return null
  const word = { text: spec, pointer: '', at: 0 }
  const reading =
    kind === 'npm'
      ? readSpec(word, '')
      : kind === 'pypi'
        ? readRequirement(word, '')
        : kind === 'oci'
          ? readImage(word, '')
          : null
  return reading?.kind === 'package' ? reading.ref : null
}

/** Whether every entry of it is switched off. */
const isOff = ({ occurrences }: ServerReport): boolean =>
  occurrences.length > 0 && occurrences.every(({ disabled }) => disabled)

const placeOf = ({ client, scope, name }: LockedOccurrence): string => `${client} (${scope}) as ${name}`

const NAMED = 3
const several = (items: readonly string[]): string =>
  items.length <= NAMED
    ? items.join(', ')
    : `${items.slice(0, NAMED).join(', ')} and ${items.length - NAMED} more entries`
