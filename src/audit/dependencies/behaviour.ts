/** What the packages do that came to a tree, moved, or hold other bytes: read, compared with what was there, and judged. */
import pLimit from 'p-limit'
import { isYoungRelease } from '../../../heuristics/knowledge/dependency-age.js'
import { diffBehaviour } from '../../diff.js'
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
import type { ComparedPackage, Comparison, EarlierTree } from './compare.js'
import { fits, type Platform, unpackedSize } from './platform.js'
import { judging, weigh } from './policy.js'
import type { Releases } from './releases.js'
import type { DependencySubject } from './subject.js'

/** Packages that are read for one server: an update of a large server moves some dozens. */
const MOST_READ = 200
/** Packages that are read at once; the registry and the workers have limits of their own. */
const AT_A_TIME = 6
/** Bytes of a package for another machine, unpacked, up to which it is read where a lock is to be kept: its binaries say nothing. */
const FOREIGN_BYTES = 8 * 1024 * 1024
/** Bytes of code up to which a package is analysed: browsers' drivers and compilers take minutes, and run out of memory. */
const MOST_CODE = 8 * 1024 * 1024

export interface ReadChanges {
  readonly findings: readonly Finding[]
  readonly failures: readonly Failure[]
  readonly notEvaluated: readonly NotEvaluated[]
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
}

type Chosen = ComparedPackage & { readonly dependency: Dependency & { readonly release: Release } }

/** Rejects only where the signal is aborted. */
export async function readChanges(
  subject: DependencySubject,
  comparison: Comparison,
  earlier: EarlierTree | null,
  tools: Tools,
): Promise<ReadChanges> {
  const { options } = tools
  const { chosen, notEvaluated } = await choose(subject, comparison, earlier, tools)
  if (chosen.length > 0) options.doing(`reading ${chosen.length} dependencies of ${subject.release.name}`)
  const limit = pLimit(AT_A_TIME)
  const readings = await Promise.all(
    chosen.map((each) =>
      limit(async () => {
        options.signal?.throwIfAborted()
        const reading = await read(each, subject, earlier, tools)
        options.signal?.throwIfAborted()
        return reading
      }),
    ),
  )
  const remarks = readings.flatMap((each) => each.remarks)
  return {
    findings: readings.flatMap(({ findings }) => findings),
    failures: readings.flatMap(({ failures }) => failures),
    notEvaluated: [...notEvaluated, ...remark(subject.release, 'code of its dependencies', remarks)],
    behaviour: new Map(
      readings.flatMap(({ change }, index) => {
        const dependency = chosen[index]?.dependency
        return change === null || dependency === undefined ? [] : [[dependency, change] as const]
      }),
    ),
  }
}

/** What has to be read: the worst kinds of change first, and what no machine of this kind installs only for a lock's sake. */
async function choose(
  { release }: DependencySubject,
  { packages }: Comparison,
  earlier: EarlierTree | null,
  { releases, options, platform }: Tools,
): Promise<{ readonly chosen: readonly Chosen[]; readonly notEvaluated: readonly NotEvaluated[] }> {
  const changed = packages.filter((each): each is Chosen => isOfRegistry(each) && isToRead(each, options.now))
  const ours = changed.filter(({ dependency }) => fits(dependency.release, platform))
  const foreign = earlier?.from === 'lock' ? changed.filter((each) => !ours.includes(each)) : []
  const small = await Promise.all(foreign.map((each) => isSmall(each.dependency.release, releases)))
  const wanted = [...ours, ...foreign.filter((_, index) => small[index] === true)].sort(byUrgency)
  const large = foreign.filter((_, index) => small[index] !== true)
  const chosen = wanted.slice(0, MOST_READ)
  const left = [
    ...(wanted.length > MOST_READ
      ? [`${wanted.length - MOST_READ} of ${wanted.length} changed packages: no more than ${MOST_READ} are read`]
      : []),
    ...(large.length > 0
      ? [`${listed(large.map(nameOf))}: made for other platforms, and ${large.length === 1 ? 'is' : 'are'} large`]
      : []),
  ]
  return { chosen, notEvaluated: left.flatMap((why) => remark(release, 'code of changed dependencies', [why])) }
}

const isOfRegistry = ({ dependency }: ComparedPackage): boolean => dependency.release !== null

/** What was not there before; and what is so young that nobody had the time to find out what it is. */
function isToRead({ status, otherBytes, dependency }: ComparedPackage, now: Date): boolean {
  if (status === 'unknown') return isYoungRelease(dependency.release, now)
  return status !== 'same' || otherBytes
}

/** The registry's short description of a package does not hold its size. */
async function isSmall(release: Release, releases: Releases): Promise<boolean> {
  const stated = unpackedSize(release)
  if (stated !== null) return stated <= FOREIGN_BYTES
  const listing = await releases.list(release.name)
  const whole =
    listing.type === 'listed'
      ? listing.packument.releases.find(({ version }) => version === release.version)
      : undefined
  const size = whole === undefined ? null : unpackedSize(whole)
  return size !== null && size <= FOREIGN_BYTES
}

const byUrgency = (a: Chosen, b: Chosen): number => urgency(a) - urgency(b)

const urgency = ({ otherBytes, dependency, status }: Chosen): number =>
  (otherBytes ? 0 : 8) +
  (dependency.installScript ? 0 : 4) +
  (dependency.optional ? 2 : 0) +
  (status === 'added' ? 0 : 1)

async function read(
  compared: Chosen,
  { server }: DependencySubject,
  earlier: EarlierTree | null,
  { shop, releases, options }: Tools,
): Promise<Reading> {
  const { dependency, status } = compared
  const { path } = dependency
  const accepted = earlier?.from === 'lock'
  const { release, history } = await wholly(dependency.release, releases)
  let examined: Examined
  try {
    if (await isTooMuch(release, shop)) return { ...NOTHING, remarks: [`${nameOf(compared)} (${TOO_MUCH})`] }
    examined = await shop.examine(release)
  } catch (error) {
    const failure = failureOf(error, { stage: 'extract', subject: release.purl })
    // npm goes on without an optional package, and so does whoever starts the server.
    if (dependency.optional) return { ...NOTHING, remarks: [`${nameOf(compared)} (${failure.message})`] }
    return { ...NOTHING, failures: [failure] }
  }
  const before = await beforeOf(compared, releases, options.now)
  const earlierBehaviour = before && (await readable(before, shop).catch(() => null))
  const { behaviour, manifestDifferences } = examined
  const change = diffBehaviour(earlierBehaviour, behaviour)
  const baseline: Baseline =
    before === null || earlierBehaviour === null
      ? NO_BASELINE
      : {
          from: status === 'moved' || compared.otherBytes ? (earlier?.from ?? 'previous') : 'previous',
          release: before,
        }
  const judged = judge(
    {
      server: server.id,
      release,
      history,
      baseline,
      behaviour,
      change,
      manifestDifferences,
      repository: unknown('not asked of dependencies'),
      onMachine: NOTHING_ON_MACHINE,
      now: options.now,
    },
    judging,
  )
  const findings = weigh(judged.findings, baseline).map((finding) => ({ ...finding, path }))
  const opaque = unread(compared, examined, earlierBehaviour, accepted)
  const missing =
    before !== null && earlierBehaviour === null
      ? [`${nameOf(compared)} (${before.version}, which it is to be compared with, can't be had)`]
      : []
  return {
    change: before === null ? diffBehaviour(NOTHING_BEFORE, behaviour) : baseline.release === null ? null : change,
    findings,
    failures: [...judged.failures, ...opaque.failures],
    remarks: [...opaque.remarks, ...missing],
  }
}

const TOO_MUCH = `more than ${MOST_CODE / 1024 / 1024} MB of code`

/** Whether a package has more code than is analysed of one below a server. Rejects where it can't be fetched. */
async function isTooMuch(release: Release, { registry, extractor }: Workshop): Promise<boolean> {
  const { integrity } = release
  if (integrity.known && (await extractor.cached?.(integrity.value)) !== undefined) return false
  const artifact = await registry.artifact(release)
  const code = artifact.list().filter(({ path }) => /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path))
  return code.reduce((sum, { size }) => sum + size, 0) > MOST_CODE
}

/** What an earlier release did; `null` where it has more code than is analysed. */
const readable = async (release: Release, shop: Workshop): Promise<Behaviour | null> =>
  (await isTooMuch(release, shop)) ? null : await shop.behaviourOf(release)

const NOTHING: Reading = { change: null, findings: [], failures: [], remarks: [] }
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
 * Parts that could not be read. Entries that no ordinary tarball holds leave the audit incomplete; so does code that can't be
 * analysed where a person accepted what was there before, and that could be. Else one large bundle deep in a tree would do so.
 */
function unread(
  compared: Chosen,
  { failures, behaviour }: Examined,
  before: Behaviour | null,
  accepted: boolean,
): { readonly failures: readonly Failure[]; readonly remarks: readonly string[] } {
  const whole = before === null || before.unanalysed.length === 0
  const grave = accepted && whole && behaviour.unanalysed.some(({ file }) => !PROSE.test(file))
  const isGrave = ({ stage }: Failure): boolean => grave || stage === 'fetch'
  return {
    failures: failures.filter(isGrave),
    remarks: failures.filter((each) => !isGrave(each)).map(({ message }) => `${nameOf(compared)} (${message})`),
  }
}

/** Files that a wildcard in `exports` reaches, and nobody runs. */
const PROSE = /(?:^|\/)(?:licen[cs]e|readme|change(?:log|s)|history|notice|copying|authors)(?:[-.][\w.-]+)?$/i

const nameOf = ({ dependency }: ComparedPackage): string => `${dependency.name}@${dependency.version}`

function remark({ purl }: Release, what: string, parts: readonly string[]): NotEvaluated[] {
  return parts.length === 0 ? [] : [{ subject: purl, what, why: listed(parts) }]
}

/** Packages named in one remark. */
const NAMED = 3

const listed = (items: readonly string[]): string =>
  items.length <= NAMED ? items.join(', ') : `${items.slice(0, NAMED).join(', ')} and ${items.length - NAMED} more`
