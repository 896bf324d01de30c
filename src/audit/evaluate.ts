/** One release of one server: fetched, compared, judged, dated and scored, with all that could not be done on the way. */
import { heuristics } from '../../heuristics/index.js'
import { diffBehaviour } from '../diff.js'
import { judge, worstFirst } from '../judge.js'
import {
  type Advisory,
  type AttestationEvidence,
  type Baseline,
  type Behaviour,
  type Failure,
  type Known,
  type ListedServer,
  type LockedOccurrence,
  type LockedServer,
  NO_BASELINE,
  type NotEvaluated,
  type Release,
  type RepositoryEvidence,
  type ServerReport,
  type Stage,
  unknown,
} from '../model.js'
import { directoryOf, repositoryOf as repositoryUrlOf } from '../registry/repository-name.js'
import { score, unknownEvidence } from '../score.js'
import { dateFindings } from '../since.js'
import type { ReadInstalled } from './dependencies/earlier.js'
import { auditDependencies, type DependencyEvaluation } from './dependencies.js'
import { failureOf } from './failure.js'
import { judgeHabit, saidOfHabit } from './habit.js'
import { letPass, rememberedBehaviour } from './locked.js'
import type { SurveyedServer } from './survey.js'
import type { Examined, Workshop } from './workshop.js'

const NOT_ASKED = 'the release is the locked one, and is not judged again'

/** What judges code that nobody published. */
const ofBehaviour = heuristics.filter(({ about }) => about === 'behaviour')

/** What is to be judged. */
export interface Target {
  readonly release: Release
  /** What it is compared with. */
  readonly baseline: Baseline
  /** Releases that findings are dated by: oldest first, the last is `release`. Empty: nothing is dated. */
  readonly lineage: readonly Release[]
  /** All releases of the package, oldest first; empty where they are not known. */
  readonly history: readonly Release[]
  /** What it is judged against as well, where nobody accepted the baseline. */
  readonly habit?: Release | null
  /** False for code that was never published, of which no publisher, repository or provenance is to be expected. */
  readonly published: boolean
  /** True for a tarball or a folder that stands for a release: no registry says what it would bring. */
  readonly isFile?: boolean
  /** Of code that was never published, what it takes from `node_modules`. */
  readonly packages?: readonly string[] | undefined
  /** Where its dependencies come from, when that is not npm's configuration. */
  readonly registry?: string | undefined
}

export interface Evaluation {
  readonly server: ServerReport
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
}

export interface EvaluateOptions {
  readonly now: Date
  /** Told what is being done, in a few words. */
  readonly doing: (what: string) => void
  readonly signal?: AbortSignal | undefined
  /** False for `--no-deps`. */
  readonly dependencies?: boolean | undefined
  /** What npm installed with a copy on this machine; absent where nothing of the machine is looked at. */
  readonly installed?: ReadInstalled | undefined
  /** How it is configured, as a lock says it. */
  readonly configured?: readonly LockedOccurrence[] | undefined
  /** What its lock says of it. */
  readonly locked?: LockedServer | null | undefined
  /** Whether a release is taken as reviewed where it is the locked one, byte for byte. */
  readonly trustLock?: boolean | undefined
}

/** Never rejects for what a package or the network does, only where `signal` is aborted. */
export async function evaluate(
  server: SurveyedServer,
  target: Target,
  shop: Workshop,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const { release, history, lineage } = target
  const { now, doing, signal } = options
  const locked = options.locked ?? null
  const earlier = target.baseline.release
  const failures: Failure[] = [...server.configuration.failures]
  const attempt = async <T>(stage: Stage, subject: string, work: () => Promise<T> | T): Promise<T | null> => {
    signal?.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      signal?.throwIfAborted()
      failures.push(failureOf(error, { stage, subject }))
      return null
    }
  }
  doing(`reading ${release.name} ${release.version}`)
  const trusted = options.trustLock === true && isLocked(target)
  const [candidate, before, repository, advisories, attestation, attestationBefore] = await Promise.all([
    trusted ? reviewed(locked) : attempt('extract', release.purl, () => shop.examine(release)),
    trusted
      ? rememberedBehaviour(locked)
      : earlier && attempt('extract', earlier.purl, () => behaviourOfBaseline(target, locked, shop)),
    !target.published ? unknown('it was never published') : trusted ? unknown(NOT_ASKED) : repositoryOf(release, shop),
    target.published ? advisoriesOf(release, target.registry, shop) : null,
    target.published && !trusted ? attestationOf(release, shop) : null,
    target.published && !trusted && earlier ? attestationOf(earlier, shop) : null,
  ])
  if (candidate) failures.push(...candidate.failures)

  const baseline = before ? target.baseline : NO_BASELINE
  const behaviour = candidate?.behaviour ?? null
  const change = behaviour ? diffBehaviour(before, behaviour) : { added: [], removed: [] }
  const subject = {
    server: server.id,
    release,
    history,
    baseline,
    behaviour,
    baselineBehaviour: before,
    change,
    manifestDifferences: candidate?.manifestDifferences ?? [],
    repository,
    onMachine: server.onMachine,
    ...(advisories?.known && { advisories: advisories.value }),
    ...(attestation && { attestation }),
    ...(attestationBefore && { attestationBefore }),
    now,
  }
  const judged = await attempt('judge', release.purl, () => judge(subject, target.published ? heuristics : ofBehaviour))
  if (judged) failures.push(...judged.failures)

  doing(`dating findings of ${release.name}`)
  const behaviourOf = (older: Release): Promise<Behaviour> => {
    signal?.throwIfAborted()
    return shop.behaviourOf(older)
  }
  const older = (before && !trusted && target.habit) || null
  const habit =
    behaviour &&
    judged &&
    (await judgeHabit({ ...subject, behaviour }, judged.findings, older, { heuristics: ofBehaviour, behaviourOf }))
  const dated =
    behaviour && habit && !trusted
      ? await dateFindings(habit.findings, lineage, behaviour, behaviourOf)
      : { findings: judged?.findings ?? [], notEvaluated: [] }
  const datedFindings = habit ? saidOfHabit(dated.findings, habit, release, older) : dated.findings
  signal?.throwIfAborted()

  const below =
    options.dependencies === false
      ? withoutDependencies(target.published ? release.purl : server.id)
      : target.isFile
        ? withoutDependencies(release.purl, 'of a file or folder no registry says what it would bring')
        : target.published
          ? await auditDependencies(
              { server, release, baseline, behaviour, locked, registry: target.registry },
              shop,
              options,
            )
          : installedDependencies(server.id, target.packages ?? [])
  failures.push(...below.failures)
  const all = [...server.configuration.findings, ...datedFindings, ...below.findings].sort(worstFirst)
  const findings = letPass(all, locked, options.configured ?? [], now)
  const counting = findings.filter(({ acknowledged }) => acknowledged === undefined)
  const complete = failures.length === 0 && below.complete
  const { published } = target
  return {
    server: {
      ...listed(server),
      release,
      baseline,
      score: score({ findings: counting, behaviour, change, release, repository, published, complete }),
      change,
      facts: behaviour?.facts ?? null,
      findings,
      repository,
      dependencies: below.report,
      configured: options.configured ?? [],
      ...(locked && { locked }),
    },
    failures,
    notEvaluated: [
      ...(published && !trusted ? unknownEvidence(release, repository) : []).map(({ what, why }) => ({
        subject: release.purl,
        what,
        why,
      })),
      // Where none is served, that is said already.
      ...(attestation?.known === false && release.provenance.known
        ? [{ subject: release.purl, what: 'attestation', why: attestation.reason }]
        : []),
      ...(habit?.notEvaluated ?? []),
      ...dated.notEvaluated,
      ...distinct([
        ...(advisories?.known === false ? [{ subject: release.purl, what: 'advisories', why: advisories.reason }] : []),
        ...below.notEvaluated,
      ]),
    ],
  }
}

async function repositoryOf(
  { manifest, name, version }: Release,
  { repositories }: Workshop,
): Promise<Known<RepositoryEvidence>> {
  const url = repositoryUrlOf(manifest)
  if (url === null) return unknown('the release names no repository')
  try {
    return await repositories.lookup(url, version, name, directoryOf(manifest))
  } catch {
    return unknown('the request failed')
  }
}

/** What its attestation is worth; `null` where it has none, or its registry knows none. */
async function attestationOf(release: Release, { registry }: Workshop): Promise<Known<AttestationEvidence> | null> {
  if (!release.provenance.known || !release.provenance.value) return null
  return (await registry.attestation?.(release).catch(() => unknown('the request failed'))) ?? null
}

/** What is publicly known of a release; `null` where nobody is asked. */
async function advisoriesOf(
  { purl }: Release,
  registry: string | undefined,
  { advisories }: Workshop,
): Promise<Known<readonly Advisory[]> | null> {
  if (advisories === undefined) return null
  return (await advisories.lookup([purl], { registry })).get(purl) ?? null
}

/** A service that can't be reached is named once for a server and what is below it. */
const distinct = (remarks: readonly NotEvaluated[]): NotEvaluated[] => [
  ...new Map(remarks.map((each) => [JSON.stringify(each), each])).values(),
]

/** What of a server is known without its code, and holds no secret: neither its entries nor what they start. */
export const listed = ({ id, name, occurrences, launch, package: ref, onMachine }: SurveyedServer): ListedServer => ({
  id,
  name,
  occurrences,
  launch,
  package: ref,
  onMachine,
})

/** A server of which no release is judged: its kind is not audited, or its package could not be resolved. */
export function unevaluated(
  server: SurveyedServer,
  { configured, locked, now }: EvaluateOptions,
  repository: string,
): ServerReport {
  return {
    ...listed(server),
    release: null,
    baseline: NO_BASELINE,
    score: { value: null, grade: null, verdict: 'unknown', contributions: [] },
    change: { added: [], removed: [] },
    facts: null,
    findings: letPass(server.configuration.findings, locked ?? null, configured ?? [], now),
    repository: unknown(repository),
    dependencies: null,
    configured: configured ?? [],
    ...(locked && { locked }),
  }
}

/** Whether the candidate is the locked release, byte for byte. */
function isLocked({ release, baseline }: Target): boolean {
  const locked = baseline.from === 'lock' ? baseline.release : null
  if (locked === null || locked.version !== release.version) return false
  return release.integrity.known && locked.integrity.known && release.integrity.value === locked.integrity.value
}

/** What was read when it was locked: nothing of it is fetched or read again. `null` where it was never read. */
function reviewed(locked: LockedServer | null): Examined | null {
  const behaviour = rememberedBehaviour(locked)
  return behaviour && { behaviour, manifestDifferences: [], failures: [] }
}

/** A locked release that can't be had any more is still known by what its lock remembers. */
async function behaviourOfBaseline(
  { baseline: { from, release }, published }: Target,
  locked: LockedServer | null,
  shop: Workshop,
): Promise<Behaviour | null> {
  if (release === null) return null
  const remembered = from === 'lock' ? rememberedBehaviour(locked) : null
  // What was never published is fetched from nowhere, and a file of this machine has no earlier form.
  if (!published) return remembered
  // Nothing tells the locked bytes from those that are served today.
  if (from === 'lock' && !release.integrity.known) return remembered
  if (remembered === null) return await shop.behaviourOf(release)
  return await shop.behaviourOf(release).catch(() => remembered)
}

/** Packages named in a remark. */
const NAMED = 3

/** What stands in `node_modules` was put there by whoever installed it, and is neither read nor locked. */
function installedDependencies(subject: string, packages: readonly string[]): DependencyEvaluation {
  const more = packages.length > NAMED ? ` and ${packages.length - NAMED} more` : ''
  const named = `what it takes from node_modules (${packages.slice(0, NAMED).join(', ')}${more}) is neither read nor locked`
  const nothing = withoutDependencies(subject, `only the trees of published packages are resolved: ${named}`)
  return packages.length > 0 ? nothing : { ...nothing, notEvaluated: [] }
}

const withoutDependencies = (subject: string, why = '--no-deps'): DependencyEvaluation => ({
  report: null,
  findings: [],
  failures: [],
  notEvaluated: [{ subject, what: 'dependencies', why }],
  complete: true,
})
