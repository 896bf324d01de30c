/** In what the configuration of a server differs from its lock: whether, by whom, how and from what it is started. Pure. */
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
  return [...blocked(locked, report), ...sourceDrift(locked, report), ...entryDrift(locked, report)]
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

/** What it is started from: its kind, its package, and how far the spec holds it to one version. */
function sourceDrift(locked: LockedServer, report: ServerReport): Difference[] {
  const { launch, package: ref, findings } = report
  const spec = specOf(report)
  const kind = ref?.ecosystem ?? launch.kind
  if (spec === locked.spec && kind === locked.kind) return []
  const [from, to] = [locked.spec ?? locked.kind, spec ?? kind]
  const drift = { kind: 'config', from, to, path: [] } as const
  const before = refOf(locked.kind, locked.spec)
  if (kind !== locked.kind || ref === null || before === null) {
    const what = kind === locked.kind ? '' : `, ${NOUNS[kind]} in the place of ${NOUNS[locked.kind]}`
    return [{ ...drift, severity: raised('high', findings), message: `starts ${to} in the place of ${from}${what}` }]
  }
  if (before.name !== ref.name) {
    const message = `starts another package: ${to} in the place of ${from}`
    return [{ ...drift, severity: raised('high', findings), message }]
  }
  if (!before.floating && ref.floating) {
    const message = `its version floats: ${from} was exact, ${to} takes what the registry names`
    return [{ ...drift, severity: 'medium', message }]
  }
  if (before.floating && !ref.floating) {
    // As reviewed, where the exact version is the locked one; another one is told as drift of the version.
    return [{ ...drift, severity: 'low', message: `is held to one version: ${to}, where the lock has ${from}` }]
  }
  return [{ ...drift, severity: 'medium', message: `asks for another version: ${to}, where the lock has ${from}` }]
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
    message: `is started in another way by ${placeOf(entry)}: its command, arguments, variables, folder or registry changed`,
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
