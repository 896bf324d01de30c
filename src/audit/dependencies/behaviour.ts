/** What the packages do that came to a tree, moved, or hold other bytes: read, compared with what was there, and judged. */
import pLimit from 'p-limit'
import { isYoungRelease } from '../../../heuristics/knowledge/dependency-age.js'
import { diffBehaviour } from '../../diff.js'
import { isCode } from '../../extract/extract.js'
import { judge } from '../../judge.js'
import {
  type Baseline,
  type Behaviour,
  type Change,
  type Dependency,
  type Failure,
  type Finding,
  NO_BASELINE,
  NOTHING_ON_MACHINE,
  type NotEvaluated,
  type Release,
  unknown,
} from '../../model.js'
import type { EvaluateOptions } from '../evaluate.js'
import { failureOf } from '../failure.js'
import type { Examined, Workshop } from '../workshop.js'
import { type Chosen, choosePackages } from './choose.js'
import type { Comparison, EarlierTree } from './compare.js'
import type { Platform } from './platform.js'
import { judging, weigh } from './policy.js'
import type { Releases } from './releases.js'
import { listed, nameOf, remark } from './remarks.js'
import type { DependencySubject } from './subject.js'
import { asUsed, type Uses, unusedAreLow, usesOf } from './used.js'

/** Packages that are read at once; the registry and the workers have limits of their own. */
const AT_A_TIME = 6

export interface ReadChanges {
  readonly findings: readonly Finding[]
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
  /** Whether all was read that is to be: what was not is no cleaner for it. */
  readonly complete: boolean
  /** What each package that was read does and did not do before. */
  readonly behaviour: ReadonlyMap<Dependency, Change>
}

interface Tools {
  readonly shop: Workshop
  readonly releases: Releases
  readonly options: EvaluateOptions
  readonly platform: Platform
}

/** Of a package: what was found, what could not be done, what was left out. */
interface Reading {
  readonly change: Change | null
  readonly findings: readonly Finding[]
  readonly failures: readonly Failure[]
  readonly remarks: readonly string[]
  readonly complete: boolean
}

/** Rejects only where the signal is aborted. */
export async function readChanges(
  subject: DependencySubject,
  comparison: Comparison,
  earlier: EarlierTree | null,
  tools: Tools,
): Promise<ReadChanges> {
  const { options } = tools
  const { chosen, strangers, complete, notEvaluated } = await choosePackages(subject.release, comparison, earlier, {
    ...tools,
    now: options.now,
  })
  const all = [...chosen, ...strangers]
  const free = new Set(strangers)
  if (all.length > 0) options.doing(`reading ${all.length} dependencies of ${subject.release.name}`)
  const limit = pLimit(AT_A_TIME)
  const readings = await Promise.all(
    all.map((each) =>
      limit(async () => {
        options.signal?.throwIfAborted()
        const reading = await read(
          each,
          subject,
          earlier,
          usesOf(each.dependency, subject.behaviour, comparison.packages),
          tools,
        )
        options.signal?.throwIfAborted()
        return free.has(each) ? asExtra(each, reading) : reading
      }),
    ),
  )
  const remarks = readings.flatMap((each) => each.remarks)
  return {
    findings: readings.flatMap(({ findings }) => findings),
    failures: readings.flatMap(({ failures }) => failures),
    notEvaluated: [...notEvaluated, ...remark(subject.release, 'code of its dependencies', remarks)],
    complete: complete && readings.every((each) => each.complete),
    behaviour: new Map(
      readings.flatMap(({ change }, index) => {
        const dependency = all[index]?.dependency
        return change === null || dependency === undefined ? [] : [[dependency, change] as const]
      }),
    ),
  }
}

/** What could not be read of a package of which nobody knows that it changed is said, and makes nothing worse. */
const asExtra = (compared: Chosen, { failures, remarks, ...rest }: Reading): Reading => ({
  ...rest,
  failures: [],
  remarks: [...remarks, ...failures.map(({ message }) => `${nameOf(compared)} (${message})`)],
  complete: true,
})

async function read(
  compared: Chosen,
  { server }: DependencySubject,
  earlier: EarlierTree | null,
  uses: Uses | null,
  { shop, releases, options }: Tools,
): Promise<Reading> {
  const { dependency, status } = compared
  const { path } = dependency
  const { release, history } = await wholly(dependency.release, releases)
  let examined: Examined
  try {
    examined = await shop.examine(release)
  } catch (error) {
    const failure = failureOf(error, { stage: 'extract', subject: release.purl })
    // npm goes on without an optional package, and so does whoever starts the server.
    if (dependency.optional) return { ...UNREAD, remarks: [`${nameOf(compared)} (${failure.message})`] }
    return { ...UNREAD, failures: [failure] }
  }
  const before = await beforeOf(compared, releases, options.now)
  const earlierBehaviour = before && (await shop.behaviourOf(before).catch(() => null))
  const { behaviour, manifestDifferences } = examined
  const change = diffBehaviour(earlierBehaviour, behaviour)
  const baseline: Baseline =
    before === null || earlierBehaviour === null
      ? NO_BASELINE
      : {
          from: status === 'moved' || compared.otherBytes ? (earlier?.from ?? 'previous') : 'previous',
          release: before,
        }
  const common = {
    server: server.id,
    history,
    baseline,
    repository: unknown('not asked of dependencies'),
    onMachine: NOTHING_ON_MACHINE,
    now: options.now,
  }
  const judgeAs = (now: Behaviour, then: Behaviour | null): Judged => {
    const news = then === earlierBehaviour && now === behaviour ? change : diffBehaviour(then, now)
    const judged = judge(
      { ...common, release, behaviour: now, baselineBehaviour: then, change: news, manifestDifferences },
      judging,
    )
    const before = { release: baseline.release ?? release, behaviour: then, change: NO_CHANGE }
    const stood = baseline.release === null ? null : judge({ ...common, ...before, manifestDifferences: [] }, judging)
    return { findings: weigh(judged.findings, baseline, stood?.findings ?? []), failures: judged.failures }
  }
  const judged = judgeAs(behaviour, earlierBehaviour)
  const used =
    uses === null || judged.findings.length === 0
      ? judged
      : judgeAs(asUsed(behaviour, release.name, uses), earlierBehaviour && asUsed(earlierBehaviour, release.name, uses))
  const findings = unusedAreLow(judged.findings, used.findings).map((finding) => ({ ...finding, path }))
  const { refused, unread, complete } = partsNotRead(examined, earlierBehaviour)
  const missing =
    before !== null && earlierBehaviour === null
      ? [`${nameOf(compared)} (${before.version}, which it is to be compared with, can't be had)`]
      : []
  return {
    change: before === null ? diffBehaviour(NOTHING_BEFORE, behaviour) : baseline.release === null ? null : change,
    findings,
    failures: [...judged.failures, ...refused],
    remarks: [...(unread.length === 0 ? [] : [`${nameOf(compared)} (${listed(unread)})`]), ...missing],
    complete,
  }
}

interface Judged {
  readonly findings: readonly Finding[]
  readonly failures: readonly Failure[]
}

const UNREAD: Reading = { change: null, findings: [], failures: [], remarks: [], complete: false }
const NO_CHANGE: Change = { added: [], removed: [] }
const NOTHING_BEFORE: Behaviour = { facts: [], unanalysed: [] }

/** A tree's release holds what decides a tree; the registry's own word on it says more, and names the releases around it. */
async function wholly(
  release: Release,
  releases: Releases,
): Promise<{ readonly release: Release; readonly history: readonly Release[] }> {
  const listing = await releases.list(release.name)
  const history = listing.type === 'listed' ? listing.packument.releases : []
  const whole = history.find(({ version }) => version === release.version)
  if (whole === undefined) return { release, history }
  // What is known of the bytes is known from the tree: they may have been measured.
  const { sums: _, ...rest } = whole
  const { integrity, tarball, sums } = release
  const same =
    JSON.stringify([integrity, tarball, sums]) === JSON.stringify([whole.integrity, whole.tarball, whole.sums])
  return { release: same ? whole : { ...rest, integrity, tarball, ...(sums && { sums }) }, history }
}

/** What a package stands against; `null` for one that came. A young one had releases before, whatever tree they stood in. */
function beforeOf(
  { status, before, otherBytes, dependency }: Chosen,
  releases: Releases,
  now: Date,
): Promise<Release | null> | null {
  if (before !== null && (status === 'moved' || otherBytes)) return releases.earlier(before)
  return isYoungRelease(dependency.release, now) ? releases.before(dependency.release) : null
}

/**
 * Entries that no ordinary tarball holds leave the audit incomplete. Code that can't be analysed does not, or one large bundle deep in
 * a tree would; but it is not read, unless the very same bytes were not read in the release before.
 */
function partsNotRead({ failures, behaviour: { facts, unanalysed } }: Examined, before: Behaviour | null) {
  const known = new Set(before?.facts.flatMap((fact) => (fact.kind === 'file.opaque' ? [fact.value] : [])))
  const isNews = ({ file }: Behaviour['unanalysed'][number]): boolean => {
    const bytes = facts.find((fact) => fact.kind === 'file.opaque' && fact.detail.path === file)
    return !(PROSE.test(file) && !isCode(file)) && (bytes === undefined || !known.has(bytes.value))
  }
  return {
    refused: failures.filter(({ stage }) => stage === 'fetch'),
    unread: unanalysed.map(({ file, why }) => `${file}: ${why}`),
    complete: !unanalysed.some(isNews),
  }
}

/** Files that a wildcard in `exports` reaches, and nobody runs. */
const PROSE = /(?:^|\/)(?:licen[cs]e|readme|change(?:log|s)|history|notice|copying|authors)(?:[-.][\w.-]+)?$/i
