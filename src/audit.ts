/**
 * The audit, from agents' configuration files to a report. It reads top down: what is configured, what that launches, and
 * for each server the release that would run today, compared with the one before.
 */
import pLimit from 'p-limit'
import { conclude } from './audit/conclude.js'
import { type Evaluation, listed } from './audit/evaluate.js'
import { type ConfiguredIn, discoverFor } from './audit/inventory.js'
import { auditLocal } from './audit/local.js'
import { viewLocks } from './audit/locked.js'
import { auditPackage } from './audit/package.js'
import { groupServers, type Server } from './audit/servers.js'
import { survey } from './audit/survey.js'
import { type Services, workshop } from './audit/workshop.js'
import type { Client } from './discover/client.js'
import type { Discovery } from './discover/discover.js'
import { type Host, pathsOf } from './host.js'
import type { OpenLock } from './lockfile/place.js'
import { openMachine } from './machine/machine.js'
import type { Artifact, ListedServer, LockedServer, Release, Report, ServerEntry, Severity } from './model.js'

export type { Extractor, Services } from './audit/workshop.js'

export interface AuditOptions {
  readonly services: Services
  /** Files to read in place of all that clients keep. */
  readonly configs?: readonly string[] | undefined
  /** The project. */
  readonly dir?: string | undefined
  /** Clients whose configurations are read; all when absent. */
  readonly clients?: readonly Client[] | undefined
  readonly scope?: ConfiguredIn | undefined
  /** Whether the configurations in all folders of the project are read. */
  readonly recursive?: boolean | undefined
  /** Servers to audit in place of configured ones; nothing here starts them. */
  readonly entries?: readonly ServerEntry[] | undefined
  /** What was discovered before, in place of a new look. */
  readonly discovered?: Discovery | undefined
  /** What was reviewed, the nearest lock first; it is the baseline of what it knows. */
  readonly locks?: readonly OpenLock[] | undefined
  /** Locks that say which servers must not be configured, whoever wrote them: that lets nothing pass. */
  readonly blocking?: readonly OpenLock[] | undefined
  /** Whether a release is taken as reviewed where it is the locked one, byte for byte: then it is not read again. */
  readonly trustLock?: boolean | undefined
  /** No registry is asked: what packages would run is then not evaluated. */
  readonly frozen?: boolean | undefined
  readonly command?: string
  /** Compare with the N-th last release; 1 when absent. */
  readonly history?: number | undefined
  readonly failOn?: Severity | undefined
  readonly strict?: boolean | undefined
  /** False for `--no-deps`. */
  readonly dependencies?: boolean | undefined
  /** Servers that are audited at once. */
  readonly concurrency?: number | undefined
  readonly signal?: AbortSignal | undefined
}

/** What an audit says while it goes on; `server` is an id. */
export type AuditEvent =
  | { readonly type: 'discovered'; readonly servers: readonly ListedServer[] }
  | { readonly type: 'doing'; readonly server: string; readonly what: string }
  | { readonly type: 'done'; readonly evaluation: Evaluation }

/** As much of it as a line of progress needs. */
export type ProgressEvent =
  | { readonly type: 'discovered'; readonly servers: { readonly length: number } }
  | { readonly type: 'doing'; readonly server: string; readonly what: string }
  | { readonly type: 'done' }

/** Six downloads keep a line busy, and more artefacts than that at once would only fill the memory. */
export const DEFAULT_CONCURRENCY = 6

/**
 * Audits every configured server. What goes wrong with one is a failure in the report and costs no other server its result.
 *
 * @throws the reason of `signal` where it is aborted; nothing else
 */
export async function audit(
  host: Host,
  options: AuditOptions,
  onEvent: (event: AuditEvent) => void = () => {},
): Promise<Report> {
  const { entries, failures, notEvaluated, searched } = options.entries
    ? { entries: options.entries, failures: [], notEvaluated: [], searched: [] }
    : (options.discovered ?? (await discoverFor(host, options)))
  const grouped = groupServers(entries)
  const dir = pathsOf(host).resolve(host.cwd, options.dir ?? '.')
  const machine = options.entries ? null : openMachine(host, { dir })
  const blocking = viewLocks(grouped, options.blocking ?? [])
  const lockedAs = (server: Server): LockedServer | null => blocking.get(server)?.locked ?? null
  const servers = await survey(machine ? grouped : grouped.map(withoutEntries), machine, lockedAs)
  onEvent({ type: 'discovered', servers: servers.map(listed) })

  const views = viewLocks(servers, options.locks ?? [])
  const installed = machine ? machine.packagesBelow : undefined
  const local = new Map<Release, Artifact>()
  const shop = workshop(options.services, local)
  const limit = pLimit(options.concurrency ?? DEFAULT_CONCURRENCY)
  const evaluations = await Promise.all(
    servers.map((server) =>
      limit(async () => {
        options.signal?.throwIfAborted()
        const doing = (what: string): void => onEvent({ type: 'doing', server: server.id, what })
        const view = views.get(server) ?? { configured: [], locked: null }
        const { signal, dependencies, trustLock } = options
        const working = { ...view, now: host.now(), doing, signal, dependencies, installed, trustLock }
        const evaluation =
          server.package?.ecosystem === 'npm'
            ? await auditPackage(server, server.package, shop, {
                ...working,
                history: options.history,
                frozen: options.frozen,
              })
            : await auditLocal(server, { machine, shop, local }, working)
        onEvent({ type: 'done', evaluation })
        return evaluation
      }),
    ),
  )
  return conclude(
    {
      command: options.command ?? 'scan',
      servers: evaluations.map((each) => each.server),
      failures: [...failures, ...evaluations.flatMap((each) => each.failures)],
      notEvaluated: [...notEvaluated, ...evaluations.flatMap((each) => each.notEvaluated)],
      searched,
    },
    { failOn: options.failOn ?? 'high', strict: options.strict ?? false },
  )
}

/** Servers that no configuration starts: nothing of them stands in a file. */
const withoutEntries = (server: Server): Server => ({ ...server, occurrences: [], entries: [], program: null })
