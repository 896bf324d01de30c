/**
 * The schema of `mcp-lock.json`, lockfileVersion 1, for editors and for whoever reads locks by other means. `decode.ts` reads without
 * it, since it names the line of an error and checks more: the order, the digest of the facts, that nothing stands twice. Apart from
 * the reader, so that reading a lock does not load the validator.
 */
import { z } from 'zod'
import { DECISIONS, SCOPES } from './decode.js'
import {
  CLIENT,
  DAY,
  DEPENDENCY,
  DIGEST,
  FACT_LINE,
  FINGERPRINT,
  INTEGRITY,
  LOCK_KINDS,
  SERVER_KEY,
} from './patterns.js'

const text = z.string()
const day = text.regex(DAY).describe('ISO 8601 day.')
const integrity = text.regex(INTEGRITY).describe('Subresource integrity.')

const occurrence = z.strictObject({
  client: text.regex(CLIENT),
  scope: z.enum(SCOPES),
  name: text.describe('As the configuration calls it.'),
  launch: text
    .regex(DIGEST)
    .describe('Digest of what decides what is started, beside the spec of its package and beside secrets.'),
})

const acknowledgement = z.strictObject({
  fingerprint: text.regex(FINGERPRINT).describe('Of the finding that a person lets pass.'),
  reason: text.regex(/\S/),
  when: day,
  until: day.nullable().describe('The last ISO 8601 day on which it holds; null for ever.'),
  by: text.nullable().describe('Only where the person said so.'),
})

const behaviour = z.strictObject({
  digest: text.regex(DIGEST).describe('Over the facts.'),
  extractor: z.number().int().min(1).describe('Version of the extractor that found the facts.'),
  facts: z
    .array(text.regex(FACT_LINE))
    .describe('Kind and value; `install` or `dormant` in front where it does not run. Sorted by UTF-16 code units.'),
})

const server = z.strictObject({
  kind: z.enum(LOCK_KINDS),
  configured: z.array(occurrence).describe('Entries that start it, sorted.'),
  spec: text.nullable().describe('As written in the configuration; the origin for what is taken from no registry.'),
  follows: text.nullable().describe('The floating spec that `pin --write` replaced, which `update` follows.'),
  decision: z
    .enum(DECISIONS)
    .describe('`hold` keeps the locked release against `update`; a blocked server must not be configured.'),
  reason: text.nullable(),
  purl: text.regex(/^pkg:/).nullable(),
  integrity: integrity.nullable(),
  publisher: text.nullable(),
  provenance: z.boolean().nullable(),
  behaviour: behaviour.nullable().describe('null where the code was not evaluated, or is held without being accepted.'),
  acknowledged: z.array(acknowledgement).describe('Sorted by fingerprint.'),
  findings: z
    .array(text.regex(FINGERPRINT))
    .describe('All other findings of severity medium and above that stood when it was locked, sorted.'),
  dependencies: z
    .record(text.regex(DEPENDENCY), integrity.nullable())
    .nullable()
    .describe('name@version and its integrity, sorted by UTF-16 code units; null where the tree was not resolved.'),
})

export const lockfileV1 = z
  .strictObject({
    lockfileVersion: z.literal(1),
    servers: z.record(text.regex(SERVER_KEY), server).describe('Sorted by UTF-16 code units of their keys.'),
  })
  .meta({
    title: 'touchstone lock',
    description:
      'The MCP servers that were reviewed. null says "not known"; no field is left out, their order is fixed.',
  })

/** A lock as JSON. */
export type LockfileV1 = z.infer<typeof lockfileV1>

/** JSON Schema (draft 2020-12) of a lock, made from the type above. */
export const lockJsonSchema = (): object => z.toJSONSchema(lockfileV1)
