/**
 * The JSON that touchstone prints, schema version 1: a type of its own, so that what programs read does not move when the
 * internal types do. A field is never renamed or removed within a version.
 */
import { z } from 'zod'
import {
  FACT_KINDS,
  type Fact,
  type Finding,
  type Known,
  type Report,
  SEVERITIES,
  type ServerReport,
} from '../model.js'

export const SCHEMA_VERSION = 1

const text = z.string()
const line = z.number().int().min(0)

const occurrence = z.strictObject({
  client: text,
  scope: z.enum(['user', 'local', 'project', 'managed', 'plugin', 'explicit']),
  file: text.describe('Absolute path of the configuration file.'),
  pointer: text.describe('RFC 6901 pointer of the entry in that file.'),
  disabled: z.boolean(),
})

const launch = z.strictObject({
  kind: z.enum(['npm', 'pypi', 'oci', 'git', 'remote', 'local', 'unknown']),
  runner: text,
  package: text.nullable(),
  spec: text.nullable().describe('As written, with credentials replaced; null where nothing names a package.'),
  pinned: z.boolean().describe('True when the spec names one exact version.'),
})

const change = z.strictObject({
  kind: z.enum(FACT_KINDS),
  value: text,
  change: z.enum(['added', 'removed']),
  file: text,
  line,
  reach: z.enum(['runs', 'install', 'dormant']),
})

const fact = z.strictObject({
  kind: z.enum(FACT_KINDS),
  value: text,
  file: text,
  line,
  column: line,
  excerpt: text,
  reach: z.enum(['runs', 'install', 'dormant']),
})

const server = z.strictObject({
  id: text.describe('Kind and package or origin, plus #n where specs differ; never the spec.'),
  name: text.describe('As the configuration calls it.'),
  occurrences: z.array(occurrence),
  launch,
  package: z.strictObject({ purl: text, version: text, integrity: text.nullable() }).nullable(),
  baseline: z.strictObject({ purl: text.nullable(), from: z.enum(['lock', 'cache', 'previous', 'none']) }),
  score: z.strictObject({
    value: z.number().int().min(0).max(100).nullable().describe('null when the code was not evaluated.'),
    grade: z.enum(['A', 'B', 'C', 'D', 'F']).nullable(),
    contributions: z.array(z.strictObject({ reason: text, points: z.number() })),
  }),
  verdict: z.enum(['trust', 'review', 'block', 'unknown']),
  changes: z.array(change),
  findings: z.array(text).describe('Fingerprints.'),
  facts: z.array(fact).optional().describe('Only of `inspect`.'),
})

const finding = z.strictObject({
  fingerprint: text.describe('Hash of heuristic, package name and canonical evidence values: no version, no line.'),
  heuristic: text,
  severity: z.enum(SEVERITIES),
  confidence: z.enum(['high', 'medium', 'low']),
  server: text.describe('Id of the server.'),
  subject: text.describe('purl, or the place in a configuration.'),
  title: text,
  message: text,
  evidence: z.array(z.strictObject({ file: text, line, column: line, excerpt: text })),
  remedy: text,
  since: z
    .strictObject({
      version: text,
      date: text.nullable().describe('ISO 8601 day.'),
      releasesBefore: z.number().int().min(0).describe('How many earlier releases stood without it.'),
    })
    .nullable(),
})

export const reportV1 = z
  .strictObject({
    schemaVersion: z.literal(SCHEMA_VERSION),
    tool: z.strictObject({ name: text, version: text }),
    command: text,
    conclusion: z.enum(['pass', 'fail', 'incomplete']),
    servers: z.array(server),
    findings: z.array(finding),
    failures: z.array(
      z.strictObject({
        stage: z.enum(['discover', 'launch', 'resolve', 'fetch', 'extract', 'diff', 'judge', 'lock', 'write']),
        subject: text,
        message: text,
        remedy: text,
      }),
    ),
    notEvaluated: z.array(z.strictObject({ subject: text, what: text, why: text })),
  })
  .meta({ title: 'touchstone report', description: 'What `touchstone … --json` prints, also when it fails.' })

export type ReportV1 = z.infer<typeof reportV1>

/** What programs learn of the tool that speaks. */
export interface Tool {
  readonly name: string
  readonly version: string
}

/** JSON Schema (draft 2020-12) of the report, made from the type above. */
export const jsonSchema = (): object => z.toJSONSchema(reportV1)

/** @param options.facts whether servers carry all their facts, as `inspect` has it. */
export function toJson(report: Report, tool: Tool, options: { readonly facts?: boolean } = {}): ReportV1 {
  return {
    schemaVersion: SCHEMA_VERSION,
    tool: { name: tool.name, version: tool.version },
    command: report.command,
    conclusion: report.conclusion,
    servers: report.servers.map((each) => serverJson(each, options.facts === true)),
    findings: report.servers.flatMap((each) => each.findings.map(findingJson)),
    failures: report.failures.map(({ stage, subject, message, remedy }) => ({ stage, subject, message, remedy })),
    notEvaluated: report.notEvaluated.map(({ subject, what, why }) => ({ subject, what, why })),
  }
}

function serverJson(report: ServerReport, withFacts: boolean): ReportV1['servers'][number] {
  const { launch: started, package: ref, release, baseline, score } = report
  return {
    id: report.id,
    name: report.name,
    occurrences: report.occurrences.map(({ client, scope, file, pointer, disabled }) => ({
      client,
      scope,
      file,
      pointer,
      disabled,
    })),
    launch: {
      kind: started.kind,
      runner: started.runner,
      package: ref?.name ?? null,
      spec: ref?.spec ?? null,
      pinned: ref !== null && !ref.floating,
    },
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
    ...(withFacts && report.facts !== null && { facts: report.facts.map(factJson) }),
  }
}

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
})

const orNull = <T>(value: Known<T>): T | null => (value.known ? value.value : null)
