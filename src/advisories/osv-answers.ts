/** Answers of `POST /v1/querybatch`, and what the cache holds of them and of records. Pure. */
import { objectOf, parseUntrusted } from '../registry/untrusted-json.js'
import { isOsvId, type OsvRecord } from './osv-record.js'

/** A record that OSV names for a release. */
export interface Named {
  readonly id: string
  /** When it was last changed, as OSV writes it; a record that has not moved is not fetched again. */
  readonly modified: string
}

export interface BatchResult {
  readonly named: readonly Named[]
  /** There is more. */
  readonly pageToken: string | null
}

/** Records that are named for one release. OSV itself answers at most 1,000 on a page. */
export const MOST_NAMED = 2_000
const LONGEST_TOKEN = 10_000

/** In the order of the queries; `null` where it is no answer to that many. A single result that can't be read is `null`. */
export function readBatch(json: unknown, queries: number): readonly (BatchResult | null)[] | null {
  const results = objectOf(json)?.results
  return Array.isArray(results) && results.length === queries ? results.map(readResult) : null
}

function readResult(result: unknown): BatchResult | null {
  const object = objectOf(result)
  if (object === null) return null
  const token = object.next_page_token ?? ''
  if (typeof token !== 'string' || token.length > LONGEST_TOKEN) return null
  const named = readNamed(object.vulns ?? [])
  return named && { named, pageToken: token === '' ? null : token }
}

function readNamed(list: unknown): readonly Named[] | null {
  if (!Array.isArray(list) || list.length > MOST_NAMED) return null
  const named: Named[] = []
  for (const each of list) {
    const object = objectOf(each)
    const modified = object?.modified ?? ''
    if (!isOsvId(object?.id) || typeof modified !== 'string' || modified.length > 60) return null
    named.push({ id: object.id, modified })
  }
  return named
}

/** What is cached of a release: the day on which it was asked for, and what was named. */
export interface StoredAnswer {
  /** ISO 8601 */
  readonly day: string
  readonly named: readonly Named[]
}

export const answerBytes = (answer: StoredAnswer): Uint8Array => Buffer.from(JSON.stringify(answer))

export function readStoredAnswer(bytes: Uint8Array | undefined): StoredAnswer | null {
  const stored = objectOf(parse(bytes))
  const named = readNamed(stored?.named)
  return named !== null && typeof stored?.day === 'string' ? { day: stored.day, named } : null
}

/** The form of cached records; it grows with them, so that older ones are not misread. */
const FORM = 1

export const recordBytes = (record: OsvRecord): Uint8Array => Buffer.from(JSON.stringify({ form: FORM, record }))

/** The folder is this user's own: what stands there was written by `recordBytes`. */
export function readStoredRecord(bytes: Uint8Array | undefined): OsvRecord | null {
  const stored = objectOf(parse(bytes))
  const record = stored?.form === FORM ? objectOf(stored.record) : null
  return isOsvId(record?.id) && Array.isArray(record.affected) ? (record as unknown as OsvRecord) : null
}

function parse(bytes: Uint8Array | undefined): unknown {
  try {
    return bytes && parseUntrusted(bytes)
  } catch {
    return undefined
  }
}
