/** What a plan writes, in words, made from what is planned itself: a line for each server. Pure. */
import { isDeepStrictEqual } from 'node:util'
import { isSettled, type Settled } from '../../lockfile/decide-servers.js'
import type { ConfigEdit, Finding, LockedServer, ServerReport, Verdict } from '../../model.js'
import { purlParts } from '../../registry/packument.js'
import type { AttemptedLock } from './attempt.js'
import type { Choice } from './choice.js'
import { versionOf } from './entry.js'
import type { Subject } from './subjects.js'
import { findingsInWords, heldDespite } from './words.js'

export interface SummaryLine {
  /** Id of the server, as it was audited. */
  readonly server: string
  readonly text: string
}

/** Of one server, whose parts may stand in several locks. */
interface Parts {
  readonly said: Set<string>
  /** Configurations that become exact. */
  readonly files: Set<string>
}

/**
 * @param edits of configurations
 * @param short makes names of files short
 */
export function summaryOf(
  locks: readonly AttemptedLock[],
  edits: readonly ConfigEdit[],
  short: (file: string) => string,
): readonly SummaryLine[] {
  const all = new Map<string, Parts>()
  for (const lock of locks) {
    for (const [index, subject] of lock.subjects.entries()) {
      const settled = lock.decided[index]
      if (subject.chosen === null || settled === undefined || settled.standing === 'refused') continue
      const { report, choice } = subject.chosen
      const own = all.get(report.id) ?? { said: new Set(), files: new Set() }
      all.set(report.id, own)
      own.said.add(partsOf(subject, settled, choice, lock.later[index] ?? [], short).join('; '))
      if (isSettled(settled)) for (const file of filesOf(subject, edits)) own.files.add(short(file))
    }
  }
  return [...all].map(([server, { said, files }]) => {
    const written = files.size === 0 ? [] : [`written exactly into ${[...files].join(', ')}`]
    return { server, text: [...said, ...written].join('; ') }
  })
}

function partsOf(
  { server, report }: Subject,
  { before, locked, standing }: Settled,
  choice: Choice,
  later: readonly Finding[],
  short: (file: string) => string,
): readonly string[] {
  if (locked === null) return []
  const { decision } = choice
  const judged = decision?.type === 'hold' && decision.target.type === 'release' ? decision.target.report : null
  const findings = [...report.findings, ...(judged?.findings ?? []), ...later]
  return [
    headOf(choice, standing, locked, report),
    ...wasOf(before, locked),
    ...newsOf(before, locked, findings),
    ...(isDeepStrictEqual(before, locked) ? ['stands in the lock already'] : []),
    ...(decision?.type === 'block'
      ? server.entries.map(({ entry }) => `to be removed by hand from ${short(entry.place.file)}:${entry.line}`)
      : []),
  ]
}

function headOf(
  { decision }: Choice,
  standing: Settled['standing'],
  locked: LockedServer,
  report: ServerReport,
): string {
  const release = releaseOf(locked)
  switch (decision?.type) {
    case 'accept':
      return `accepted ${release ?? 'as it is configured'}`
    case 'block':
      return 'blocked: it must not be configured'
    case 'hold':
      return `held at ${release ?? 'what is configured'} (${heldAs(decision, locked, report)})`
    default:
      if (standing === 'untouched') return 'let pass'
      return `accepted ${release ?? 'as it is configured'}, since what is found of it passes`
  }
}

/** What is known of the release that is held. */
function heldAs(
  { target }: Extract<Choice['decision'], { readonly type: 'hold' }>,
  locked: LockedServer,
  report: ServerReport,
): string {
  if (target.type === 'none') return 'not judged'
  const isToday = report.release?.version === versionOf(locked)
  const verdict: Verdict | null = target.report?.score.verdict ?? (isToday ? report.score.verdict : null)
  const known = [verdict ?? 'as it was locked', heldDespite(target.standing)].filter((each) => each !== null).join(': ')
  const passing = locked.acknowledged.length
  return passing === 0 ? known : `${known}; ${passing === 1 ? '1 finding passes' : `${passing} findings pass`} there`
}

/** `name@version`. */
function releaseOf({ purl }: LockedServer): string | null {
  const parts = purl === null ? null : purlParts(purl)
  return parts === null ? null : `${parts.name}@${parts.version}`
}

/** What stood there, where it was something else. */
function wasOf(before: LockedServer | null, locked: LockedServer): readonly string[] {
  if (before === null || (before.decision === locked.decision && before.purl === locked.purl)) return []
  const version = versionOf(before)
  switch (before.decision) {
    case 'block':
      return ['it was blocked']
    case 'hold':
      return [`it was held${version === null ? '' : ` at ${version}`}`]
    case 'accept':
      return [`it was accepted${version === null ? '' : ` at ${version}`}`]
  }
}

/** Findings that pass, or are known, from now on. */
function newsOf(before: LockedServer | null, locked: LockedServer, findings: readonly Finding[]): readonly string[] {
  const said = new Set(before?.acknowledged.map((each) => JSON.stringify(each)))
  const passed = locked.acknowledged.filter((each) => !said.has(JSON.stringify(each)))
  const old = new Set(before?.findings)
  const known = locked.findings.filter((each) => !old.has(each))
  return [
    ...told(
      passed.map(({ fingerprint }) => fingerprint),
      findings,
      'pass',
    ),
    ...told(known, findings, 'become'),
  ]
}

function told(
  fingerprints: readonly string[],
  findings: readonly Finding[],
  what: 'pass' | 'become',
): readonly string[] {
  if (fingerprints.length === 0) return []
  const byFingerprint = new Map(findings.map((each) => [each.fingerprint, each]))
  const own = fingerprints.flatMap((each) => byFingerprint.get(each) ?? [])
  const gone = fingerprints.length - own.length
  const words = [
    ...(own.length === 0 ? [] : [findingsInWords(own)]),
    ...(gone === 0 ? [] : [`${gone} that ${gone === 1 ? 'stands' : 'stand'} no more`]),
  ].join(' and ')
  const one = fingerprints.length === 1
  return [what === 'pass' ? `${words} ${one ? 'passes' : 'pass'}` : `${words} ${one ? 'becomes' : 'become'} known`]
}

/** Configurations of which one of its entries changes. */
const filesOf = ({ server }: Subject, edits: readonly ConfigEdit[]): readonly string[] =>
  edits
    .filter(({ file, pointer }) =>
      server.entries.some(
        ({ entry: { place } }) =>
          place.file === file && (pointer === place.pointer || pointer.startsWith(`${place.pointer}/`)),
      ),
    )
    .map(({ file }) => file)
