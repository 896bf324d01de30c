/** Facts, change and publishing data → findings. Pure and synchronous; time is an input. */
import { createHash } from 'node:crypto'
import semver from 'semver'
import { heuristics as all } from '../heuristics/index.js'
import { changedFacts, identityOf, isLive } from './diff.js'
import type {
  ConfigurationSign,
  ConfiguredServer,
  Context,
  DependencyContext,
  DependencySign,
  Heuristic,
  JudgedSubject,
  SemverStep,
  Sign,
} from './heuristic.js'
import {
  type Change,
  compareText,
  type Fact,
  type FactKind,
  type Failure,
  type Finding,
  type Release,
  severityRank,
  type Where,
} from './model.js'
import { registrable, vendorOf } from './vendor.js'

export type { ConfiguredServer, JudgedSubject } from './heuristic.js'

export interface Judgement {
  /** Worst first; of one severity by heuristic and fingerprint. */
  readonly findings: readonly Finding[]
  /** Heuristics that threw: what they would have found is not known. */
  readonly failures: readonly Failure[]
}

/** Places that a finding shows; its facts are all named. */
const MAX_EVIDENCE = 10

/** UTF-16 units of a message; values in it come from strangers. */
const MAX_MESSAGE = 600

/**
 * Runs the heuristics over one release. One that throws becomes a failure and takes no other's findings with it.
 *
 * @param heuristics those to run; all by default, of which those about the configuration have no say here
 */
export function judge(subject: JudgedSubject, heuristics: readonly Heuristic[] = all): Judgement {
  const context = contextOf(subject)
  return collect(heuristics, subject.release.purl, function* (heuristic) {
    if (heuristic.about === 'configuration' || heuristic.about === 'dependencies') return
    if (subject.behaviour === null && heuristic.needs.length > 0) return
    for (const sign of heuristic.judge(context)) yield toFinding(heuristic, sign, subject)
  })
}

/**
 * Runs the heuristics about the configuration over one server: without a network, and whatever its kind. One that throws
 * becomes a failure, as in `judge`.
 */
export function judgeConfiguration(subject: ConfiguredServer, heuristics: readonly Heuristic[] = all): Judgement {
  return collect(heuristics, subject.server, function* (heuristic) {
    if (heuristic.about !== 'configuration') return
    for (const sign of heuristic.judge(subject)) yield toConfigurationFinding(heuristic, sign, subject)
  })
}

/** Runs the heuristics about dependencies over the tree below one server. One that throws becomes a failure, as in `judge`. */
export function judgeDependencies(context: DependencyContext, heuristics: readonly Heuristic[] = all): Judgement {
  return collect(heuristics, context.release.purl, function* (heuristic) {
    if (heuristic.about !== 'dependencies') return
    for (const sign of heuristic.judge(context)) yield toDependencyFinding(heuristic, sign, context)
  })
}

function collect(
  heuristics: readonly Heuristic[],
  subject: string,
  findingsOf: (heuristic: Heuristic) => Iterable<Finding>,
): Judgement {
  const findings = new Map<string, Finding>()
  const failures: Failure[] = []
  for (const heuristic of heuristics) {
    try {
      // What it has yielded before it throws stands: a failure takes nothing away.
      for (const finding of findingsOf(heuristic)) {
        const twin = findings.get(finding.fingerprint)
        findings.set(finding.fingerprint, twin === undefined ? finding : merge(twin, finding))
      }
    } catch (error) {
      failures.push({
        stage: 'judge',
        subject,
        message: `heuristic ${heuristic.id} failed: ${what(heuristic, error)}`,
        remedy: 'Report this as a bug; until then this server is not judged completely.',
      })
    }
  }
  return { findings: [...findings.values()].map(boundEvidence).sort(worstFirst), failures }
}

/** Of an error; what an entry's words led to may quote them, and they may be secrets. */
function what({ about }: Heuristic, error: unknown): string {
  if (!(error instanceof Error)) return about === 'configuration' ? 'it threw no error' : String(error)
  return about === 'configuration' ? error.name : error.message
}

/** All that a heuristic may look at, made from what the audit knows. */
export function contextOf(subject: JudgedSubject): Context {
  const { behaviour, baseline, release } = subject
  const change = withoutOwnVersion(subject.change, baseline.release?.version ?? '', release.version)
  const compared = baseline.from !== 'none' && baseline.release !== null
  const accepted = compared && baseline.from === 'lock'
  const live = byKind((behaviour?.facts ?? []).filter(isLive))
  const dormant = byKind((behaviour?.facts ?? []).filter((fact) => !isLive(fact)))
  const { baselineBehaviour } = subject
  const earlier = baselineBehaviour && byKind(baselineBehaviour.facts.filter(isLive))
  const added = byKind(change.added)
  const removed = byKind(change.removed)
  const news = new Set(change.added.map(identityOf))
  const pairs = changedFacts(change)
  const step = compared ? semverStep(baseline.release?.version ?? '', release.version) : 'none'
  const vendor = vendorOf(release, earlierReleases(subject))

  const before = (kind: FactKind): readonly Fact[] =>
    compared ? [...live(kind).filter((fact) => !news.has(identityOf(fact))), ...removed(kind)] : []
  const knownDomains = new Set<string>()
  for (const kind of ['net.host', 'net.egress'] as const) {
    for (const { value } of before(kind)) {
      // `POST api.example.com`: a method has no dot, so what follows the last space is the host in both kinds.
      const domain = registrable(value.slice(value.lastIndexOf(' ') + 1))
      if (domain !== null) knownDomains.add(domain)
    }
  }
  const documentedBefore = new Set(subject.baselineBehaviour?.documented)
  const documentedNow = new Set(behaviour?.documented)
  const { behaviour: _, change: __, baselineBehaviour: ___, ...rest } = subject
  return {
    ...rest,
    facts: live,
    dormant,
    judged: accepted ? added : live,
    before,
    baselineFacts: (kind) => (compared && earlier ? earlier(kind) : null),
    change: {
      added,
      removed,
      changed: (kind) => pairs.filter(({ after }) => after.kind === kind),
      all: change.added,
      gone: change.removed,
    },
    isNew: (fact) => news.has(identityOf(fact)),
    compared,
    accepted,
    step,
    smallStep: compared && (step === 'patch' || step === 'prerelease' || step === 'none'),
    vendor,
    knownDomains,
    isFamiliar(host) {
      const domain = registrable(host)
      return domain === null || knownDomains.has(domain) || vendor.owns(host)
    },
    documented(host) {
      const domain = registrable(host) ?? ''
      return documentedBefore.has(domain) ? 'before' : documentedNow.has(domain) ? 'now' : null
    },
  }
}

/** Kinds whose values are command lines and paths; an address is compared as it is written. */
const MAY_NAME_VERSION: ReadonlySet<FactKind> = new Set([
  'process.spawn',
  'fs.read',
  'fs.write',
  'fs.delete',
  'data.flow',
])

/**
 * A value that holds the package's own version (`npm install some-part@1.4.2`, a path of a cache) is another one in each
 * release, and no news.
 */
function withoutOwnVersion(change: Change, from: string, to: string): Change {
  if (from === to || !semver.valid(from) || !semver.valid(to)) return change
  const nameless = (facts: readonly Fact[], version: string): Map<Fact, string> => {
    const holding = facts.filter(({ kind, value }) => value.includes(version) && MAY_NAME_VERSION.has(kind))
    return new Map(holding.map((fact) => [fact, identityOf(fact).replaceAll(version, '{version}')]))
  }
  const [came, went] = [nameless(change.added, to), nameless(change.removed, from)]
  const [now, then] = [new Set(came.values()), new Set(went.values())]
  return {
    added: change.added.filter((fact) => !then.has(came.get(fact) ?? '')),
    removed: change.removed.filter((fact) => !now.has(went.get(fact) ?? '')),
  }
}

/** Manifests that were there before, oldest first: all that are known, at least the baseline's. */
function earlierReleases({ history, release, baseline }: JudgedSubject): readonly Release[] {
  const at = history.findIndex(({ version }) => version === release.version)
  const earlier = at < 0 ? history : history.slice(0, at)
  if (earlier.length > 0) return earlier
  return baseline.from !== 'none' && baseline.release !== null ? [baseline.release] : []
}

/** The step between two versions; a way back counts by its size too. */
export function semverStep(from: string, to: string): SemverStep {
  const before = semver.parse(from)
  const after = semver.parse(to)
  if (before === null || after === null) return 'none'
  switch (semver.diff(before, after)) {
    case 'major':
    case 'premajor':
      return 'major'
    case 'minor':
    case 'preminor':
      return 'minor'
    case 'patch':
    case 'prepatch':
      return 'patch'
    case 'prerelease':
      return 'prerelease'
    default:
      return 'none'
  }
}

function toFinding(heuristic: Heuristic, sign: Sign, subject: JudgedSubject): Finding {
  const facts = sign.evidence.filter(isFact)
  const identities = [...new Map(facts.map((fact) => [identityOf(fact), fact])).values()]
    .map(({ kind, value }) => ({ kind, value }))
    .sort((a, b) => compareText(identityOf(a), identityOf(b)))
  const message = visibleLength(sign.message)
  return {
    fingerprint: fingerprint(heuristic.id, subject.release.name, [...identities.map(identityOf), ...(sign.key ?? [])]),
    heuristic: heuristic.id,
    severity: sign.severity ?? heuristic.severity,
    confidence: sign.confidence ?? heuristic.confidence,
    server: subject.server,
    subject: sign.subject ?? subject.release.purl,
    title: heuristic.title,
    message,
    evidence: distinctPlaces(
      [...sign.evidence, ...(sign.context ?? [])].map((each) => (isFact(each) ? each.where : each)),
    ),
    facts: identities,
    remedy: heuristic.remedy,
    since: null,
  }
}

function toDependencyFinding(
  heuristic: Heuristic,
  { message, dependency, key, severity, confidence }: DependencySign,
  { server, release }: DependencyContext,
): Finding {
  return {
    fingerprint: fingerprint(heuristic.id, (dependency ?? release).name, key ?? []),
    heuristic: heuristic.id,
    severity: severity ?? heuristic.severity,
    confidence: confidence ?? heuristic.confidence,
    server,
    subject: (dependency ?? release).purl,
    title: heuristic.title,
    message: visibleLength(message),
    evidence: [],
    facts: [],
    remedy: heuristic.remedy,
    since: null,
    ...(dependency && { path: dependency.path }),
  }
}

function toConfigurationFinding(
  heuristic: Heuristic,
  { message, entry, pointer, key, severity, confidence, remedy }: ConfigurationSign,
  { server, launch, ref }: ConfiguredServer,
): Finding {
  return {
    fingerprint: fingerprint(heuristic.id, ref?.name ?? launch.origin ?? entry.name, key),
    heuristic: heuristic.id,
    severity: severity ?? heuristic.severity,
    confidence: confidence ?? heuristic.confidence,
    server,
    subject: `${entry.place.file}#${pointer ?? entry.place.pointer}`,
    title: heuristic.title,
    message: visibleLength(message),
    // No excerpt: the line may hold a secret.
    evidence: [{ file: entry.place.file, line: entry.line, column: 1, excerpt: '' }],
    facts: [],
    remedy: remedy ?? heuristic.remedy,
    since: null,
  }
}

/**
 * Stays the same over releases and machines.
 *
 * @param values what the finding rests on: no version of the package, no position; their order does not matter
 */
export function fingerprint(heuristic: string, packageName: string, values: readonly string[]): string {
  const canonical = JSON.stringify([heuristic, packageName, [...new Set(values)].sort(compareText)])
  return createHash('sha256').update(canonical, 'utf8').digest('hex')
}

function merge(one: Finding, other: Finding): Finding {
  const [worse, milder] = severityRank(one.severity) <= severityRank(other.severity) ? [one, other] : [other, one]
  return { ...worse, evidence: distinctPlaces([...worse.evidence, ...milder.evidence]) }
}

function boundEvidence(finding: Finding): Finding {
  const more = finding.evidence.length - MAX_EVIDENCE
  if (more <= 0) return finding
  return {
    ...finding,
    evidence: finding.evidence.slice(0, MAX_EVIDENCE),
    message: `${finding.message} (and ${more} more places)`,
  }
}

const visibleLength = (text: string): string =>
  text.length <= MAX_MESSAGE ? text : `${text.slice(0, MAX_MESSAGE).replace(/[\uD800-\uDBFF]$/, '')}…`

function distinctPlaces(places: readonly Where[]): Where[] {
  return [...new Map(places.map((where) => [`${where.file}\n${where.line}\n${where.column}`, where])).values()]
}

const isFact = (evidence: Fact | Where): evidence is Fact => 'kind' in evidence

function byKind(facts: readonly Fact[]): (kind: FactKind) => readonly Fact[] {
  const groups = new Map<FactKind, Fact[]>()
  for (const fact of facts) {
    const group = groups.get(fact.kind)
    if (group === undefined) groups.set(fact.kind, [fact])
    else group.push(fact)
  }
  return (kind) => groups.get(kind) ?? []
}

/** Worst first; of one severity by heuristic and fingerprint. */
export const worstFirst = (a: Finding, b: Finding): number =>
  severityRank(a.severity) - severityRank(b.severity) ||
  compareText(a.heuristic, b.heuristic) ||
  compareText(a.fingerprint, b.fingerprint)
