/**
 * Schema version 1 of the JSON that touchstone prints: a type of its own, so that what programs read does not move when the
 * internal types do. A field is never renamed or removed within a version. Apart from `json.ts`, so that printing JSON does
 * not load the validator.
 */
import { z } from 'zod'
import { FACT_KINDS, SEVERITIES } from '../model.js'
import { SCHEMA_VERSION } from './json.js'

const text = z.string()
const line = z.number().int().min(0)

const scope = z.enum(['user', 'local', 'project', 'managed', 'plugin', 'explicit'])

const occurrence = z.strictObject({
  client: text,
  scope,
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
  origin: text
    .nullable()
    .describe('What it starts or reaches beside or in place of a package: a URL, an image, a path; without secrets.'),
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

const installed = z.strictObject({
  place: z.enum(['npx cache', 'project', 'global', 'uv tool', 'uv cache']),
  version: text,
  used: z.boolean().describe("Whether the entry's own words lead to this copy."),
  folder: text,
})

const version = z.strictObject({ version: text, integrity: text.nullable() })

const path = z.array(text).describe('From the server to the package, as name@version; empty for the server itself.')

const dependencies = z.strictObject({
  count: z.number().int().min(0),
  baseline: z.enum(['lock', 'cache', 'previous', 'none']),
  changes: z.array(
    z.strictObject({
      change: z.enum(['added', 'removed', 'moved', 'integrity']),
      name: text,
      from: version.nullable(),
      to: version.nullable(),
      path,
      changes: z
        .array(change)
        .nullable()
        .describe('What the new one does and the old one did not; null where not read.'),
    }),
  ),
})

const drift = z.strictObject({
  server: text,
  kind: z.enum(['config', 'version', 'integrity', 'dependency', 'publisher', 'provenance', 'cache']),
  severity: z.enum(SEVERITIES),
  message: text,
  from: text.nullable(),
  to: text.nullable(),
  path,
})

const server = z.strictObject({
  id: text.describe('Kind and package or origin, plus #n where specs differ; never the spec.'),
  name: text.describe('As the configuration calls it.'),
  occurrences: z.array(occurrence),
  launch,
  package: z.strictObject({ purl: text, version: text, integrity: text.nullable() }).nullable(),
  baseline: z.strictObject({ purl: text.nullable(), from: z.enum(['lock', 'cache', 'previous', 'none']) }),
  cachedVersion: text.nullable().describe('Of the copy on this machine that the entry would start from.'),
  installed: z.array(installed).describe('Copies of the package on this machine.'),
  score: z
    .strictObject({
      value: z.number().int().min(0).max(100).nullable().describe('null when the code was not evaluated.'),
      grade: z.enum(['A', 'B', 'C', 'D', 'F']).nullable(),
      contributions: z.array(z.strictObject({ reason: text, points: z.number() })),
    })
    .nullable()
    .describe('null in `list`, which judges nothing.'),
  verdict: z.enum(['trust', 'review', 'block', 'unknown']).nullable().describe('null in `list`.'),
  changes: z.array(change),
  findings: z.array(text).describe('Fingerprints.'),
  dependencies: dependencies
    .nullable()
    .describe('The packages below it, and what differs from the baseline; null where they were not resolved.'),
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
  path,
  acknowledged: z
    .strictObject({ reason: text, until: text.nullable().describe('The last ISO 8601 day on which it holds.') })
    .nullable()
    .describe('Why a person lets it pass; then it counts neither in the score nor in the conclusion.'),
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
    searched: z
      .array(
        z.strictObject({
          client: text,
          scope,
          file: text,
          found: z.enum(['servers', 'no servers', 'absent', 'failed']),
          entries: z.number().int().min(0),
        }),
      )
      .optional()
      .describe('Only of `list --where`.'),
    drift: z.array(drift).optional().describe('Only of `verify`: what differs from the lock.'),
    locked: z
      .array(z.strictObject({ server: text, purl: text.nullable(), integrity: text.nullable() }))
      .optional()
      .describe('Only of `pin` and `update`: what the lock holds now.'),
    refused: z
      .array(z.strictObject({ server: text, why: text }))
      .optional()
      .describe('Only of `pin` and `update`: what is not locked.'),
    edits: z
      .array(z.strictObject({ file: text, pointer: text, from: text, to: text }))
      .optional()
      .describe('Only of `pin` and `update`: what changes in configurations.'),
  })
  .meta({ title: 'touchstone report', description: 'What `touchstone … --json` prints, also when it fails.' })

export type ReportV1 = z.infer<typeof reportV1>

/** JSON Schema (draft 2020-12) of the report, made from the type above. */
export const jsonSchema = (): object => z.toJSONSchema(reportV1)
