/** Whether what is configured, and what would run now, is what was locked. Nothing is written, and nothing executed. */
import { type AuditEvent, audit } from '../audit.js'
import type { Discovery } from '../discover/discover.js'
import type { Host } from '../host.js'
import { byWorst, type Compared } from '../lockfile/drift.js'
import { dependencyKey } from '../lockfile/entry.js'
import { matchServers } from '../lockfile/match.js'
import type { OpenLock } from '../lockfile/place.js'
import type {
  Conclusion,
  Drift,
  Failure,
  LockedOccurrence,
  LockedServer,
  NotEvaluated,
  Packument,
  Release,
  Report,
  ServerReport,
} from '../model.js'
import { purlParts } from '../registry/packument.js'
import type { Registry } from '../registry/registry.js'
import { isLoose, looseWords, packumentAsServed } from './served.js'
import { type News, newsOf } from './verify/news.js'
import type { Services } from './workshop.js'

export interface VerifyRequest {
  readonly services: Services
  readonly lock: OpenLock
  /** What the lock speaks of. */
  readonly discovered: Discovery
  /** Whether nobody looked where such an entry of the lock would stand. */
  readonly isUnseen: (occurrence: Pick<LockedOccurrence, 'client' | 'scope'>) => boolean
  readonly dir?: string | undefined
  /** No registry is asked: what would run today is then not evaluated. */
  readonly frozen?: boolean | undefined
  /** False for `--no-deps`. */
  readonly dependencies?: boolean | undefined
  /** Whether what is not evaluated makes the answer incomplete. */
  readonly strict?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * @returns a report whose `drift` says what differs; of each server it holds the findings alone that are news to the lock
 * @throws the reason of `signal` where it is aborted; nothing else
 */
export async function verifyLock(
  host: Host,
  options: VerifyRequest,
  onEvent?: (event: AuditEvent) => void,
): Promise<Report> {
  const { services, lock, discovered, frozen, dependencies, dir, signal } = options
  const common = { services, discovered, frozen, dependencies, dir, signal }
  const audited = await audit(host, { ...common, locks: [lock], trustLock: true, command: 'verify' }, onEvent)
  const compared = await compare(audited.servers, options)
  const news = compared.map(newsOf)
  const drift = news.flatMap((each) => each.drift).sort(byWorst)
  const servers = news.flatMap(({ report }) => report ?? [])
  const explained = explainedBy(compared, news)
  const failures = audited.failures.filter((failure) => !explained(failure))
  const notEvaluated = [
    ...unlessCompared(audited.notEvaluated, compared),
    ...leftOpen(compared, options),
    ...(frozen === true ? [] : await looseEnds(compared, services.registry)),
  ]
  return {
    ...audited,
    servers: worstFirst(servers, drift),
    failures,
    notEvaluated,
    drift,
    conclusion: conclusionOf(drift, failures, options.strict === true ? notEvaluated : []),
  }
}

const conclusionOf = (
  drift: readonly Drift[],
  failures: readonly Failure[],
  missing: readonly NotEvaluated[],
): Conclusion => (failures.length > 0 || missing.length > 0 ? 'incomplete' : drift.length > 0 ? 'fail' : 'pass')

/** Servers and entries of the lock side by side: those that belong together, then those that stand alone on either side. */
async function compare(reports: readonly ServerReport[], options: VerifyRequest): Promise<readonly Compared[]> {
  const { lock, isUnseen, frozen, services } = options
  const found = matchServers(lock.lock, reports)
  const paired = new Set([...found.values()].map(({ key }) => key))
  const seen = [...lock.lock.servers].map(([key, locked]) => ({
    key,
    locked: { ...locked, configured: locked.configured.filter((each) => !isUnseen(each)) },
  }))
  // A blocked entry stands for a server that must not be configured: its absence is what is wanted.
  const alone = seen.filter(
    ({ key, locked }) => !paired.has(key) && locked.configured.length > 0 && locked.decision !== 'block',
  )
  const compared = await Promise.all(
    reports.map(async (report): Promise<Compared> => {
      const match = found.get(report)
      if (match !== undefined) {
        // An entry that is found is seen, even in a file of which a part can't be read.
        const isThere = (each: LockedOccurrence): boolean => !isUnseen(each) || isSameEntry(each, report)
        const locked = { ...match.locked, configured: match.locked.configured.filter(isThere) }
        const history = frozen === true ? null : await historyOf(locked, report, services.registry)
        return { key: match.key, locked, report, history }
      }
      // The entry that started what is locked starts something else now.
      const replaced = alone.findIndex(({ locked }) => locked.configured.some((each) => isSameEntry(each, report)))
      const [old] = replaced < 0 ? [] : alone.splice(replaced, 1)
      return { key: old?.key ?? report.id, locked: old?.locked ?? null, report, history: null }
    }),
  )
  return [...compared, ...alone.map(({ key, locked }) => ({ key, locked, report: null, history: null }))]
}

const isSameEntry = ({ client, scope, name }: LockedOccurrence, { configured }: ServerReport): boolean =>
  configured.some((each) => each.client === client && each.scope === scope && each.name === name)

/** All releases of the locked package, with the bytes that are served of the locked one. */
async function historyOf(
  locked: LockedServer,
  report: ServerReport,
  registry: Registry,
): Promise<readonly Release[] | null> {
  const packument = await packumentOf(locked, report, registry)
  return packument && (await packumentAsServed(packument, locked, registry)).releases
}

/** What the registry states of the locked package; the audit asked for it before. */
async function packumentOf(
  locked: LockedServer,
  { package: ref, launch }: ServerReport,
  registry: Registry,
): Promise<Packument | null> {
  const parts = locked.purl === null ? null : purlParts(locked.purl)
  if (parts?.type !== 'npm' || ref?.ecosystem !== 'npm' || ref.name !== parts.name) return null
  const own = launch.kind === ref.ecosystem ? launch.registry : undefined
  try {
    return await registry.packument(ref.name, own ? { registry: own } : {})
  } catch {
    // Told by the audit, which asked for the same.
    return null
  }
}

/**
 * Whether a failure is no gap in the answer. That nothing fits a spec any more is none, where it is because the locked release was
 * withdrawn; and what an entry starts need not be understood to be known as the locked one.
 */
function explainedBy(compared: readonly Compared[], news: readonly News[]): (failure: Failure) => boolean {
  const withdrawn = new Set<string>()
  const understood = new Set<string>()
  for (const [index, { report, locked }] of compared.entries()) {
    const differs = news[index]?.differs ?? []
    if (report === null) continue
    const { id, release, package: ref } = report
    if (ref !== null && release === null && differs.some(({ kind, to }) => kind === 'version' && to === null)) {
      withdrawn.add(`${ref.name}@${ref.selector.value}`)
    }
    if (locked !== null && !differs.some(({ kind }) => kind === 'config')) understood.add(id)
  }
  return ({ stage, subject }) =>
    (stage === 'resolve' && withdrawn.has(subject)) || (stage === 'launch' && understood.has(subject))
}

/** Without what is said of the code of servers that the lock knows by how they are started. */
function unlessCompared(all: readonly NotEvaluated[], compared: readonly Compared[]): readonly NotEvaluated[] {
  const known = new Set(compared.flatMap(({ report, locked }) => (report && locked ? [report.id] : [])))
  return all.filter(({ subject, what }) => !known.has(subject) || !AS_LOCKED.has(what))
}

/** What `scan` says of servers whose digest of the launch holds all that is known of them. */
const AS_LOCKED = new Set(['code', 'what is launched beside it', 'what runs beside it'])

/** What the lock does not hold, or nobody could be asked for. */
function leftOpen(compared: readonly Compared[], { frozen, dependencies }: VerifyRequest): readonly NotEvaluated[] {
  return compared.flatMap(({ report, locked }): NotEvaluated[] => {
    if (report === null || locked === null) return []
    const { id, release } = report
    const kind = report.package?.ecosystem ?? report.launch.kind
    if (kind !== 'npm') {
      if (kind === 'local' && locked.integrity !== null) return []
      const why = `of the kind ${kind} the lock holds how it is started, and not what`
      return [{ subject: id, what: 'what would run now', why }]
    }
    if (frozen === true) return [{ subject: id, what: 'what would run now', why: '--frozen asks no registry' }]
    if (release === null) return []
    const elsewhere = redirectsOf(report)
    if (locked.purl === null) return [{ subject: id, what: 'its release', why: 'the lock holds none' }]
    const silent = (['integrity', 'publisher', 'provenance'] as const).flatMap((what): NotEvaluated[] => {
      const now = release[what]
      return locked[what] === null || now.known ? [] : [{ subject: id, what, why: now.reason }]
    })
    const unheld = [...unheldServer(locked), ...(dependencies === false ? [] : unheldBelow(report, locked))]
    const loose = unheld.map(({ what, why }) => ({ subject: id, what, why }))
    const noTree = dependencies !== false && locked.dependencies === null && report.dependencies !== null
    const why = 'the lock holds none: `touchstone update` locks them'
    return [...elsewhere, ...silent, ...loose, ...(noTree ? [{ subject: id, what: 'dependencies', why }] : [])]
  })
}

/** Locked bytes that the registry hands out, and states no sum of by which npm would tell them from others. */
async function looseEnds(compared: readonly Compared[], registry: Registry): Promise<readonly NotEvaluated[]> {
  const all = compared.map(async ({ report, locked }): Promise<NotEvaluated[]> => {
    const packument = report && locked && (await packumentOf(locked, report, registry))
    if (!report || !locked || !packument || !isLoose(packument, locked, report.release)) return []
    return [{ subject: report.id, what: 'integrity', why: looseWords(report.release?.version ?? '') }]
  })
  return (await Promise.all(all)).flat()
}

type Remark = Omit<NotEvaluated, 'subject'>

/** A lock without a sum takes any bytes for the locked ones. */
const unheldServer = ({ integrity }: LockedServer): readonly Remark[] =>
  integrity === null ? [{ what: 'integrity', why: 'the lock holds none: other bytes would not be told' }] : []

function unheldBelow({ dependencies }: ServerReport, locked: LockedServer): readonly Remark[] {
  const unheld = (dependencies?.tree.packages ?? []).filter(
    (each) => each.source === 'registry' && locked.dependencies?.get(dependencyKey(each)) === null,
  )
  if (unheld.length === 0) return []
  const [first] = unheld
  const which = unheld.length === 1 && first ? `${first.name}@${first.version}` : `${unheld.length} packages`
  return [{ what: 'integrity of dependencies', why: `the lock holds none of ${which}: other bytes would not be told` }]
}

/** Settings of the project are data, and the registry that they name is not asked: what it serves may be another thing. */
function redirectsOf({ id, launch, findings }: ServerReport): readonly NotEvaluated[] {
  // The registry that the entry itself names is the one that was asked.
  if (launch.registry !== undefined) return []
  return findings
    .filter(({ heuristic, acknowledged }) => heuristic === 'registry-redirect' && acknowledged === undefined)
    .map(({ message }) => ({ subject: id, what: 'what would run now', why: `${message}, which is not asked` }))
}

/** By their worst drift, which is sorted; those without any as the audit sorted them. */
function worstFirst(servers: readonly ServerReport[], drift: readonly Drift[]): readonly ServerReport[] {
  const order = new Map([...new Set(drift.map(({ server }) => server))].map((id, index) => [id, index]))
  const rank = ({ id }: ServerReport): number => order.get(id) ?? order.size
  return servers.toSorted((a, b) => rank(a) - rank(b))
}
