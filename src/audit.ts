/**
 * The audit, from agents' configuration files to a report. It reads top down: what is configured, what that launches, and
 * for each server the release that would run today, compared with the one before.
 */
import pLimit from 'p-limit'
import { conclude } from './audit/conclude.js'
import { dependenciesNotJudged, type Evaluation, evaluate, unevaluated } from './audit/evaluate.js'
import { failureOf } from './audit/failure.js'
import { type ConfiguredIn, discoverFor, launchFailure } from './audit/inventory.js'
import { baselineFor, lineageOf } from './audit/lineage.js'
import { groupServers } from './audit/servers.js'
import { type SurveyedServer, survey } from './audit/survey.js'
import { type Services, type Workshop, workshop } from './audit/workshop.js'
import type { Client } from './discover/client.js'
import { type Host, pathsOf } from './host.js'
import { openMachine } from './machine/machine.js'
import type { NotEvaluated, Report, ServerEntry, Severity, Verdict } from './model.js'

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

export type AuditEvent =
  | { readonly type: 'discovered'; readonly servers: number }
  | { readonly type: 'doing'; readonly server: string; readonly what: string }
  | { readonly type: 'done'; readonly server: string; readonly verdict: Verdict }

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
    : await discoverFor(host, options)
  const grouped = groupServers(entries)
  const dir = pathsOf(host).resolve(host.cwd, options.dir ?? '.')
  const servers = options.entries
    ? await survey(
        grouped.map((server) => ({ ...server, occurrences: [], entries: [] })),
        null,
      )
    : await survey(grouped, openMachine(host, { dir }))
  onEvent({ type: 'discovered', servers: servers.length })

  const shop = workshop(options.services)
  const limit = pLimit(options.concurrency ?? DEFAULT_CONCURRENCY)
  const evaluations = await Promise.all(
    servers.map((server) =>
      limit(async () => {
        options.signal?.throwIfAborted()
        const evaluation = await auditServer(server, shop, host, options, onEvent)
        onEvent({ type: 'done', server: server.name, verdict: evaluation.server.score.verdict })
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

async function auditServer(
  server: SurveyedServer,
  shop: Workshop,
  host: Host,
  options: AuditOptions,
  onEvent: (event: AuditEvent) => void,
): Promise<Evaluation> {
  const { launch, package: ref } = server
  if (ref === null || ref.ecosystem !== 'npm') return notAudited(server)
  const doing = (what: string): void => onEvent({ type: 'doing', server: server.name, what })
  try {
    doing(`resolving ${ref.name}`)
    const packument = await shop.registry.packument(ref.name, launch.registry ? { registry: launch.registry } : {})
    const release = shop.registry.pick(packument, ref.selector)
    const lineage = lineageOf(packument, release)
    const target = {
      release,
      lineage,
      baseline: baselineFor(release, packument, lineage, server.onMachine, options.history ?? 1),
      history: packument.releases,
      published: true,
    }
    const evaluation = await evaluate(server, target, shop, { now: host.now(), doing, signal: options.signal })
    const remarks = [dependenciesNotJudged(release.purl, options.dependencies), ...remarkOn(server)]
    return { ...evaluation, notEvaluated: [...evaluation.notEvaluated, ...remarks] }
  } catch (error) {
    options.signal?.throwIfAborted()
    const failure = failureOf(error, { stage: 'resolve', subject: server.id })
    const failures = [...server.configuration.failures, failure]
    return { server: unevaluated(server, 'no release is known'), failures, notEvaluated: remarkOn(server) }
  }
}

/** Kinds whose code is not on a registry that is read, and launches that can't be understood. */
function notAudited(server: SurveyedServer): Evaluation {
  const { launch, id } = server
  const { failures } = server.configuration
  const why = launch.reason ?? `servers of the kind ${launch.kind} are not audited`
  const report = unevaluated(server, why)
  const unclear = launchFailure(server)
  if (unclear) return { server: report, failures: [...failures, unclear], notEvaluated: [] }
  return { server: report, failures, notEvaluated: [{ subject: id, what: 'code', why }] }
}

/** What the launch itself leaves open, though its package is known. */
const remarkOn = ({ id, launch }: SurveyedServer): NotEvaluated[] =>
  launch.reason ? [{ subject: id, what: 'what is launched beside it', why: launch.reason }] : []
