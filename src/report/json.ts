/** The JSON that touchstone prints: from the internal types to those of `schema.ts`, field by field. */
import type {
  DependencyReport,
  Drift,
  Fact,
  Failure,
  Finding,
  InstalledCopy,
  Inventory,
  Known,
  ListedServer,
  NotEvaluated,
  Report,
  ServerReport,
} from '../model.js'
import type { ReportV1 } from './schema.js'

export const SCHEMA_VERSION = 1

/** What programs learn of the tool that speaks. */
export interface Tool {
  readonly name: string
  readonly version: string
}

/** @param options.facts whether servers carry all their facts, as `inspect` has it. */
export function toJson(report: Report, tool: Tool, options: { readonly facts?: boolean } = {}): ReportV1 {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: tool.name, version: tool.version },
    command: report.command,
    conclusion: report.conclusion,
    servers: report.servers.map((each) => serverJson(each, options.facts === true)),
    findings: report.servers.flatMap((each) => each.findings.map(findingJson)),
    failures: report.failures.map(failureJson),
    notEvaluated: report.notEvaluated.map(notEvaluatedJson),
    ...(report.drift && { drift: report.drift.map(driftJson) }),
    ...(report.locked && {
      locked: report.locked.map(({ server, purl, integrity }) => ({ server, purl, integrity })),
    }),
    ...(report.refused && { refused: report.refused.map(({ server, why }) => ({ server, why })) }),
    ...(report.edits && {
      edits: report.edits.map(({ file, pointer, from, to }) => ({ file, pointer, from, to })),
    }),
  }
}

/** @param options.where whether every place that was looked at is named. */
export function inventoryJson(inventory: Inventory, tool: Tool, options: { readonly where?: boolean } = {}): ReportV1 {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: tool.name, version: tool.version },
    command: 'list',
    conclusion: inventory.conclusion,
    servers: inventory.servers.map((each) => ({
      ...listedJson(each),
      package: null,
      baseline: { purl: null, from: 'none' },
      score: null,
      verdict: null,
      changes: [],
      findings: [],
      dependencies: null,
    })),
    findings: [],
    failures: inventory.failures.map(failureJson),
    notEvaluated: inventory.notEvaluated.map(notEvaluatedJson),
    ...(options.where && {
      searched: inventory.searched.map(({ client, scope, file, found, entries }) => ({
        client,
        scope,
        file,
        found,
        entries,
      })),
    }),
  }
}

/** What every command says of a server. */
function listedJson({ id, name, occurrences, launch, package: ref, onMachine }: ListedServer) {
  return {
    id,
    name,
    occurrences: occurrences.map(({ client, scope, file, pointer, disabled }) => ({
      client,
      scope,
      file,
      pointer,
      disabled,
    })),
    launch: {
      kind: launch.kind,
      runner: launch.runner,
      package: ref?.name ?? null,
      spec: ref?.spec ?? null,
      pinned: ref !== null && !ref.floating,
      origin: launch.origin,
    },
    cachedVersion: cachedVersion(onMachine.copies),
    installed: onMachine.copies.map(({ place, version, used, folder }) => ({ place, version, used, folder })),
  }
}

/** Of the copy that the entry would start from; `null` where there is none. */
export const cachedVersion = (copies: readonly InstalledCopy[]): string | null =>
  copies.find(({ used }) => used)?.version ?? null

const failureJson = ({ stage, subject, message, remedy }: Failure) => ({ stage, subject, message, remedy })
const notEvaluatedJson = ({ subject, what, why }: NotEvaluated) => ({ subject, what, why })

function serverJson(report: ServerReport, withFacts: boolean): ReportV1['servers'][number] {
  const { release, baseline, score } = report
  return {
    ...listedJson(report),
    package: release && { purl: release.purl, version: release.version, integrity: orNull(release.integrity) },
    baseline: { purl: baseline.release?.purl ?? null, from: baseline.from },
    score: {
      value: score.value,
      grade: score.grade,
      contributions: score.contributions.map(({ reason, points }) => ({ reason, points })),
    },
    verdict: score.verdict,
    changes: [
      ...report.change.added.map((each) => changeJson(each, 'added')),
      ...report.change.removed.map((each) => changeJson(each, 'removed')),
    ],
    findings: report.findings.map((each) => each.fingerprint),
    dependencies: report.dependencies && dependenciesJson(report.dependencies),
    ...(withFacts && report.facts !== null && { facts: report.facts.map(factJson) }),
  }
}

const dependenciesJson = ({ tree, baseline, changes }: DependencyReport) => ({
  count: tree.packages.length,
  baseline,
  changes: changes.map(({ change, name, from, to, path, behaviour }) => ({
    change,
    name,
    from: from && { version: from.version, integrity: from.integrity },
    to: to && { version: to.version, integrity: to.integrity },
    path: [...path],
    changes: behaviour && [
      ...behaviour.added.map((each) => changeJson(each, 'added')),
      ...behaviour.removed.map((each) => changeJson(each, 'removed')),
    ],
  })),
})

const driftJson = ({ server, kind, severity, message, from, to, path }: Drift) => ({
  server,
  kind,
  severity,
  message,
  from,
  to,
  path: [...path],
})

const changeJson = ({ kind, value, where, reach }: Fact, direction: 'added' | 'removed') => ({
  kind,
  value,
  change: direction,
  file: where.file,
  line: where.line,
  reach,
})

const factJson = ({ kind, value, where, reach }: Fact) => ({
  kind,
  value,
  file: where.file,
  line: where.line,
  column: where.column,
  excerpt: where.excerpt,
  reach,
})

const findingJson = (finding: Finding): ReportV1['findings'][number] => ({
  fingerprint: finding.fingerprint,
  heuristic: finding.heuristic,
  severity: finding.severity,
  confidence: finding.confidence,
  server: finding.server,
  subject: finding.subject,
  title: finding.title,
  message: finding.message,
  evidence: finding.evidence.map(({ file, line, column, excerpt }) => ({ file, line, column, excerpt })),
  remedy: finding.remedy,
  since: finding.since && {
    version: finding.since.version,
    date: finding.since.date,
    releasesBefore: finding.since.releasesBefore,
  },
  path: [...(finding.path ?? [])],
  acknowledged: finding.acknowledged
    ? { reason: finding.acknowledged.reason, until: finding.acknowledged.until }
    : null,
})

const orNull = <T>(value: Known<T>): T | null => (value.known ? value.value : null)
