/**
 * OSV, which collects the advisories of GitHub, of the ecosystems, and of the collection of malicious packages
 * (https://google.github.io/osv.dev/api/): which records it names for releases, and what stands in them.
 *
 * What leaves the machine: names and versions of packages, a thousand in a request, and ids of records.
 */
import pLimit from 'p-limit'
import { type Advisory, type Known, known, severityRank, unknown } from '../model.js'
import type { Store } from '../store/store.js'
import {
  answerBytes,
  type BatchResult,
  MOST_NAMED,
  type Named,
  readBatch,
  readStoredAnswer,
  readStoredRecord,
  recordBytes,
} from './osv-answers.js'
import { OsvError, type OsvHttp } from './osv-http.js'
import { advisoryOn, type OsvRecord, type OsvRelease, readRecord, withoutAliases } from './osv-record.js'

export interface OsvOptions {
  /** `null`: the cache alone. */
  readonly http: OsvHttp | null
  /** Where OSV is, as part of the cache's keys. */
  readonly endpoint: string
  readonly store: Store | undefined
  /** ISO 8601 */
  readonly today: string
}

export interface Osv {
  /** Never rejects. In the order of the releases. */
  lookup(releases: readonly OsvRelease[]): Promise<readonly Known<readonly Advisory[]>[]>
}

/** Queries of one request, as many as OSV takes. */
const BATCH = 1_000
/** Requests for more of the same answer; a server that goes on for ever is not believed. */
const MOST_PAGES = 20
/** Records that one run fetches: a thousand times what an ordinary tree has. */
const MOST_RECORDS = 5_000
/** Bytes. OSV itself answers at most 32 MiB. */
const MOST_OF_BATCH = 32 * 1024 * 1024
const MOST_OF_RECORD = 8 * 1024 * 1024
const AT_ONCE = { reads: 32, batches: 2, records: 8 } as const

const OFFLINE = 'OSV was not asked (--offline), and no earlier answer is in the cache'
const UNREADABLE = 'OSV was asked, and its answer makes no sense'

export function createOsv({ http, endpoint, store, today }: OsvOptions): Osv {
  const reads = pLimit(AT_ONCE.reads)
  const batches = pLimit(AT_ONCE.batches)
  const fetches = pLimit(AT_ONCE.records)
  const records = new Map<string, Promise<Known<OsvRecord>>>()
  /** Why it is not asked again in this run. */
  let down: string | null = null

  async function ask(path: string, body: unknown, maxBytes: number): Promise<Known<unknown>> {
    if (http === null) return unknown(OFFLINE)
    if (down !== null) return unknown(down)
    try {
      return known(await http.ask(path, { maxBytes, ...(body === undefined ? {} : { body }) }))
    } catch (error) {
      const reason = error instanceof OsvError ? `OSV was asked, and ${error.message}` : 'OSV could not be asked'
      if (!(error instanceof OsvError) || error.lasting) down ??= reason
      return unknown(reason)
    }
  }

  const keyOf = ({ ecosystem, name, version }: OsvRelease): string =>
    `osv ${endpoint} release ${JSON.stringify([ecosystem, name, version])}`

  async function nameAll(releases: readonly OsvRelease[]): Promise<readonly Known<readonly Named[]>[]> {
    const stored = await Promise.all(
      releases.map((release) => reads(async () => readStoredAnswer(await store?.get(keyOf(release))))),
    )
    const fresh = stored.map((answer) => answer && (http === null || answer.day === today) && known(answer.named))
    const open = releases.flatMap((release, index) => (fresh[index] ? [] : [{ release, index }]))
    const asked = new Map<number, Known<readonly Named[]>>()
    const parts = Array.from({ length: Math.ceil(open.length / BATCH) }, (_, at) =>
      open.slice(at * BATCH, (at + 1) * BATCH),
    )
    await Promise.all(
      parts.map((part) =>
        batches(async () => {
          const answers = await askBatch(part.map(({ release }) => release))
          for (const [at, { index }] of part.entries()) asked.set(index, answers[at] ?? unknown(UNREADABLE))
        }),
      ),
    )
    await Promise.all(
      open.map(({ release, index }) =>
        reads(async () => {
          const answer = asked.get(index)
          if (answer?.known) await store?.put(keyOf(release), answerBytes({ day: today, named: answer.value }))
        }),
      ),
    )
    return releases.map((_, index) => {
      const answer = fresh[index] || asked.get(index) || unknown(UNREADABLE)
      const earlier = stored[index]?.named ?? []
      // What was known once is not forgotten because nobody answers today.
      return answer.known || earlier.length === 0 ? answer : known(earlier)
    })
  }

  async function askBatch(releases: readonly OsvRelease[]): Promise<readonly Known<readonly Named[]>[]> {
    const named = releases.map(() => [] as Named[])
    const failed = new Map<number, string>()
    let open = releases.map((release, index) => ({ release, index, pageToken: null as string | null }))
    for (let page = 0; open.length > 0; page++) {
      const answer = page < MOST_PAGES ? await ask('/v1/querybatch', bodyOf(open), MOST_OF_BATCH) : unknown(UNREADABLE)
      const results = answer.known ? readBatch(answer.value, open.length) : null
      const reason = answer.known ? UNREADABLE : answer.reason
      const more: typeof open = []
      for (const [at, { release, index }] of open.entries()) {
        const result: BatchResult | null = results?.[at] ?? null
        const own = named[index] ?? []
        if (result === null || own.length + result.named.length > MOST_NAMED) failed.set(index, reason)
        else {
          own.push(...result.named)
          if (result.pageToken !== null) more.push({ release, index, pageToken: result.pageToken })
        }
      }
      open = more
    }
    return releases.map((_, index) => {
      const reason = failed.get(index)
      return reason === undefined ? known(named[index] ?? []) : unknown(reason)
    })
  }

  function recordOf({ id, modified }: Named): Promise<Known<OsvRecord>> {
    const key = `osv ${endpoint} record ${JSON.stringify([id, modified])}`
    const running = records.get(key)
    if (running) return running
    const full = records.size >= MOST_RECORDS
    const record = full ? Promise.resolve(unknown('OSV names too many records')) : fetches(() => fetchRecord(id, key))
    if (!full) records.set(key, record)
    return record
  }

  async function fetchRecord(id: string, key: string): Promise<Known<OsvRecord>> {
    const stored = readStoredRecord(await store?.get(key))
    if (stored) return known(stored)
    const answer = await ask(`/v1/vulns/${encodeURIComponent(id)}`, undefined, MOST_OF_RECORD)
    if (!answer.known) return answer
    const record = readRecord(answer.value, id)
    if (record === null) return unknown(UNREADABLE)
    await store?.put(key, recordBytes(record))
    return known(record)
  }

  return {
    async lookup(releases) {
      const named = await nameAll(releases)
      return await Promise.all(
        named.map(async (each, index) => {
          const release = releases[index]
          if (!each.known || release === undefined) return each.known ? known([]) : each
          const found = await Promise.all(each.value.map(recordOf))
          return advisoriesOn(release, each.value, found)
        }),
      )
    },
  }
}

const bodyOf = (queries: readonly { readonly release: OsvRelease; readonly pageToken: string | null }[]): unknown => ({
  queries: queries.map(({ release: { ecosystem, name, version }, pageToken }) => ({
    package: { ecosystem, name },
    version,
    ...(pageToken === null ? {} : { page_token: pageToken }),
  })),
})

/** A record that can't be had leaves a release unknown, but for what is known of it already: that is not clean. */
function advisoriesOn(
  release: OsvRelease,
  named: readonly Named[],
  records: readonly Known<OsvRecord>[],
): Known<readonly Advisory[]> {
  const missing = records.find((record) => !record.known)
  const found = records.flatMap((record, index) => {
    const id = named[index]?.id ?? ''
    if (!record.known) return id.startsWith('MAL-') ? [{ ...unread(id), aliases: [] }] : []
    const advisory = advisoryOn(record.value, release)
    return advisory === null ? [] : [{ ...advisory, aliases: record.value.aliases }]
  })
  const advisories = withoutAliases(found.sort(worstFirst))
  return missing && !missing.known && advisories.length === 0 ? unknown(missing.reason) : known(advisories)
}

/** The id says by itself that it is about an attack, and OSV that it is about this release. */
const unread = (id: string): Advisory => ({
  id,
  summary: 'its record could not be read',
  severity: 'critical',
  malicious: true,
  url: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
  fixedIn: null,
})

export const worstFirst = (a: Advisory, b: Advisory): number =>
  Number(b.malicious) - Number(a.malicious) ||
  severityRank(a.severity) - severityRank(b.severity) ||
  (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
