/**
 * Packuments for trees of dependencies: in npm's short form where the registry has it, trimmed, and asked for once per name in
 * a run. What is stored is asked about again in every run, since a registry may have changed a minute later.
 */
import { createHash } from 'node:crypto'
import ssri from 'ssri'
import type { Store } from '../../store/store.js'
import { type Answer, HttpError } from '../http.js'
import { messageOf } from '../messages.js'
import { PackumentError, type ReadPackument, readPackument } from '../packument.js'
import { RegistryError } from '../registry.js'
import { withoutCredentials } from '../registry-url.js'
import { readTrimmed, TRIMMED_FORM, type TrimmedPackument, trim } from './trim.js'

/** As npm asks. A registry without the short form answers in full. */
const SHORT_FORM = 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*'
const FULL_FORM = 'application/json'

export interface Asked {
  /** SRI of the trimmed text: another one means that something in it changed. */
  readonly digest: string
  /** When anything of the package was last changed, where the registry says it. */
  readonly modified: string | null
  /** What is to be handed in when it is asked for in another run, in place of a look into the store. */
  readonly head: Head
  read(): Promise<TrimmedPackument>
}

export interface TrimmedPackuments {
  /**
   * @param registry base URL
   * @param withTimes whether the time of publication of every version is needed
   * @param before what an earlier run had of it, with the same `withTimes`
   * @throws RegistryError with stage `resolve`; `AbsentError` where the registry does not have the package
   */
  ask(name: string, registry: string, withTimes?: boolean, before?: Head): Promise<Asked>
  /** Until what was asked so far is in the store. */
  stored(): Promise<void>
  /** Frees the memory of what was read: whoever reads it again has it from the store. */
  forget(): void
}

/** The registry answers, and does not hand the package out: npm goes on without it where it is optional. */
export class AbsentError extends RegistryError {}

export interface PackumentsOptions {
  readonly store: Store
  readonly offline: boolean
  /** Milliseconds in which a stored packument is not asked about again. */
  readonly maxAge: number
  readonly maxBytes: number
  readonly now: () => number
  readonly request: (
    url: string,
    registry: string,
    name: string,
    accept: string,
    maxBytes: number,
    etag?: string,
  ) => Promise<Answer>
  readonly onProgress?: (event: { subject: string; from: 'network' | 'cache'; bytes: number }) => void
}

/** What is stored of an answer beside its trimmed text, which lies under its digest. */
export interface Head {
  /** `null` where the registry does not hand the package out. */
  readonly digest: string | null
  readonly etag: string | null
  /** SHA-256 of the answer's body, which tells for a registry without ETags that nothing changed. */
  readonly body: string
  readonly modified: string | null
  /** Whether it states the times of publication, as the full form does. */
  readonly hasTimes: boolean
  /** Milliseconds since 1970. */
  readonly asked: number
  /** Message and remedy, of a package that the registry does not hand out. */
  readonly absent?: readonly [message: string, remedy: string]
}

export function trimmedPackuments(options: PackumentsOptions): TrimmedPackuments {
  const { store, offline, maxAge, now } = options
  const running = new Map<string, Promise<Asked>>()
  const writing = new Set<Promise<void>>()
  const forgetting: (() => void)[] = []
  /** Nobody waits for the disk to go on. */
  const later = (write: Promise<void>): void => {
    writing.add(write)
    void write.finally(() => writing.delete(write))
  }

  function request(name: string, registry: string, full: boolean, etag?: string): Promise<Answer> {
    const url = new URL(name.replace('/', '%2f'), registry).href
    const accept = full ? FULL_FORM : SHORT_FORM
    return options.request(url, registry, name, accept, options.maxBytes, etag).catch((error: unknown) => {
      const status = error instanceof HttpError && error.problem.kind === 'status' ? error.problem.status : 0
      const absent = status >= 400 && status < 500 && !LATER.has(status)
      throw new (absent ? AbsentError : RegistryError)('resolve', name, ...messageOf(error, 'packument'))
    })
  }

  async function ask(name: string, registry: string, full: boolean, before: Head | undefined): Promise<Asked> {
    const key = `trimmed ${TRIMMED_FORM} ${full ? 'full' : 'short'} ${withoutCredentials(registry)} ${name}`
    // With an age to go by the store knows better: there is written when it was asked last.
    const stored = before !== undefined && maxAge === 0 && !offline ? before : readHead(await store.get(key))
    const keep = (head: Head): Promise<void> => store.put(key, Buffer.from(JSON.stringify(head)))

    /** Cuts an answer down and stores it. */
    async function take(answer: Answer, body: string): Promise<{ head: Present; text: string }> {
      let reading: ReadPackument
      try {
        reading = readPackument(answer.bytes, name)
      } catch (error) {
        if (!(error instanceof PackumentError)) throw error
        const remedy = 'Check that the configured registry serves npm packages.'
        throw new RegistryError('resolve', name, `the registry's answer ${error.message}`, remedy)
      }
      const text = trim(reading)
      const bytes = Buffer.from(text)
      const digest = ssri.fromData(bytes, { algorithms: ['sha512'] }).toString()
      const hasTimes = Object.keys(reading.choice.time).some((version) =>
        Object.hasOwn(reading.choice.versions, version),
      )
      const head = { digest, etag: answer.etag, body, modified: reading.modified, hasTimes, asked: now() }
      // The text first: a head whose text is absent costs a request, a text without a head nothing.
      later(store.putByIntegrity(digest, bytes).then(() => keep(head)))
      return { head, text }
    }

    function askedOf(head: Present, text: string | null): Asked {
      const { digest, modified } = head
      let fresh = text
      let reading: Promise<TrimmedPackument> | undefined
      const read = async (): Promise<TrimmedPackument> => {
        if (fresh !== null) return readTrimmed(fresh)
        const bytes = await store.getByIntegrity(digest)
        if (bytes) return readTrimmed(Buffer.from(bytes).toString())
        if (offline) throw notCached(name)
        // Somebody cleaned the cache, or it can't be written.
        const answer = await request(name, registry, full)
        return readTrimmed((await take(answer, hashOf(answer.bytes))).text)
      }
      forgetting.push(() => {
        reading = undefined
        fresh = null
      })
      return {
        digest,
        modified,
        head,
        read() {
          reading ??= read()
          return reading
        },
      }
    }

    if (stored !== null && (offline || now() - stored.asked < maxAge)) {
      if (isPresent(stored)) return askedOf(stored, null)
      const [message, remedy] = stored.absent ?? ['is not in the registry', 'The name may be wrong.']
      throw new AbsentError('resolve', name, message, remedy)
    }
    if (offline) throw notCached(name)
    const answer = await request(name, registry, full, stored?.etag ?? undefined).catch((error: unknown) => {
      if (error instanceof AbsentError) {
        const absent = [error.message, error.remedy] as const
        const nothing = { digest: null, etag: null, body: '', modified: null, hasTimes: false }
        later(keep({ ...nothing, asked: now(), absent }))
      }
      throw error
    })
    const body = answer.status === 304 ? stored?.body : hashOf(answer.bytes)
    if (stored !== null && isPresent(stored) && body === stored.body) {
      options.onProgress?.({ subject: name, from: 'cache', bytes: answer.bytes.length })
      const etag = answer.status === 304 ? stored.etag : answer.etag
      const head = { ...stored, etag, asked: now() }
      if (maxAge > 0 || etag !== stored.etag) later(keep(head))
      return askedOf(head, null)
    }
    options.onProgress?.({ subject: name, from: 'network', bytes: answer.bytes.length })
    const { head, text } = await take(answer, body ?? '')
    return askedOf(head, text)
  }

  async function withTimesOf(name: string, registry: string): Promise<Asked> {
    const short = await once(name, registry, false)
    return short.head.hasTimes ? short : once(name, registry, true)
  }

  function once(name: string, registry: string, full: boolean, before?: Head): Promise<Asked> {
    const key = `${full} ${registry} ${name}`
    const asked = running.get(key) ?? ask(name, registry, full, before)
    running.set(key, asked)
    return asked
  }

  return {
    ask: (name, registry, withTimes = false, before) =>
      withTimes ? withTimesOf(name, registry) : once(name, registry, false, before),
    async stored() {
      await Promise.all(writing)
    },
    forget() {
      for (const each of forgetting) each()
    },
  }
}

type Present = Head & { readonly digest: string }

const isPresent = (head: Head): head is Present => head.digest !== null

/** What says nothing of the package: too slow, too many. */
const LATER: ReadonlySet<number> = new Set([408, 420, 429])

const notCached = (name: string) =>
  new RegistryError('resolve', name, 'is not in the cache', 'Run once without --offline to fill the cache.')

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64')

function readHead(bytes: Uint8Array | undefined): Head | null {
  try {
    const head = bytes ? (JSON.parse(Buffer.from(bytes).toString()) as Head) : null
    return head !== null && (typeof head.digest === 'string' || Array.isArray(head.absent)) ? head : null
  } catch {
    return null
  }
}
