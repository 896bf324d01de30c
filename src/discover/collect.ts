/** Gathers what discovery finds, each failure and remark once, however many clients read a file. */
import {
  type Failure,
  type Grants,
  NO_GRANTS,
  type NotEvaluated,
  type Scope,
  type SearchedFile,
  type ServerEntry,
} from '../model.js'
import type { EntryReading } from './entry.js'
import { failure } from './load.js'
import type { Policy } from './policy.js'
import { brief, type Candidate, type FileReading, placeIn, repeatedKeys } from './reading.js'

export interface Discovery {
  /** In the order of the clients, their files, and the entries in each. */
  readonly entries: ServerEntry[]
  readonly failures: Failure[]
  readonly searched: SearchedFile[]
  /** Remarks on what stands in the files: it makes no audit incomplete. */
  readonly notEvaluated: NotEvaluated[]
}

/** Whose file it is, and what is said elsewhere about servers in it. */
export interface Reader {
  /** Id of the client. */
  readonly client: string
  readonly scope: Scope
  /** The folder of the project that the file belongs to; `null` for the user's and the machine's. */
  readonly folder: string | null
  readonly policy: Policy
  /** Servers of this project start as soon as it is opened. */
  readonly startsOnOpen: boolean
  /** A URL without a `type` is no server to it. */
  readonly needsType: boolean
  /** Another file has taken over, or it is a copy that is not in use: none of these are started. */
  readonly overruled: boolean
  /** Whether an entry is asked for at all. */
  wants(candidate: Candidate): boolean
}

type EntryRead = Extract<EntryReading, { kind: 'entry' }>

export class Collector {
  readonly #entries: ServerEntry[] = []
  readonly #failures = new Map<string, Failure>()
  readonly #searched: SearchedFile[] = []
  readonly #remarks = new Map<string, NotEvaluated>()
  /** Client, file and pointer of each entry: a file may be reached in two ways. */
  readonly #known = new Set<string>()
  /** Entries that start nothing by themselves. */
  readonly #switches: { readonly client: string; readonly name: string; readonly remark: NotEvaluated }[] = []

  result(): Discovery {
    const started = new Set(this.#entries.map(({ client, name }) => JSON.stringify([client, name])))
    for (const { client, name, remark } of this.#switches) {
      if (!started.has(JSON.stringify([client, name]))) this.remark(remark)
    }
    return {
      entries: this.#entries,
      failures: [...this.#failures.values()],
      searched: this.#searched,
      notEvaluated: [...this.#remarks.values()],
    }
  }

  add(reader: Reader, { file, loaded, candidates, failures, remarks }: FileReading): void {
    const { client, scope } = reader
    if (loaded.found === 'absent') {
      this.#searched.push({ client, scope, file, found: 'absent', entries: 0 })
      return
    }
    const before = this.#entries.length
    let failed = loaded.found === 'failure' || failures.length > 0
    if (loaded.found === 'failure') this.fail(loaded.failure)
    if (loaded.found === 'document' && loaded.unread) this.remark(loaded.unread)
    for (const one of failures) this.fail(one)
    for (const one of remarks) this.remark(one)
    let known = 0
    for (const one of candidates) {
      const { at, name, reading } = one
      if (!reader.wants(one)) continue
      if (reading.kind === 'switch') {
        const remark = { subject: placeIn(file, at), what: `what the server "${brief(name)}" starts`, why: reading.why }
        this.#switches.push({ client, name, remark })
      } else if (reading.kind === 'problem') {
        failed = true
        this.fail(notUnderstood(placeIn(file, at), name, reading.message))
      } else if (this.#isKnown(client, file, at.pointer)) known += 1
      else this.#addEntry(reader, file, one, reading)
    }
    const entries = this.#entries.length - before
    // It is searched already, by another way that leads to it.
    if (known > 0 && entries === 0) return
    this.#searched.push({
      client,
      scope,
      file,
      found: entries > 0 ? 'servers' : failed ? 'failed' : 'no servers',
      entries,
    })
  }

  #isKnown(client: string, file: string, pointer: string): boolean {
    const key = JSON.stringify([client, file, pointer])
    const known = this.#known.has(key)
    this.#known.add(key)
    return known
  }

  #addEntry(reader: Reader, file: string, { name, at, project }: Candidate, reading: EntryRead): void {
    const { client, scope, folder, policy } = reader
    const subject = placeIn(file, at)
    for (const one of repeatedKeys(file, at)) this.remark(one)
    for (const { what, why } of reading.doubts) this.remark({ subject, what, why })
    if (reader.needsType && reading.launch.transport === 'remote' && !reading.typed) {
      this.remark({
        subject,
        what: 'whether its client connects to it',
        why: 'it has a URL and no `type`, which it asks for',
      })
    }
    if (reading.grants.shellHooks.length > 0) this.remark(commandsIn(subject, reading.grants.shellHooks))
    const server = { scope, name, project, folder, launch: reading.launch }
    const grants: Grants = {
      ...NO_GRANTS,
      ...reading.grants,
      autoApproved: [...new Set([...reading.grants.autoApproved, ...policy.approvedTools(server)])],
      approvedBy: policy.approvedBy(server),
      startsOnOpen: reader.startsOnOpen,
    }
    this.#entries.push({
      client,
      scope,
      name,
      place: { file, pointer: at.pointer },
      line: at.node.line,
      launch: reading.launch,
      disabled: reading.disabled || reader.overruled || policy.isDisabled(server),
      grants,
    })
  }

  fail(one: Failure): void {
    const key = JSON.stringify([one.subject, one.message])
    if (!this.#failures.has(key)) this.#failures.set(key, one)
  }

  remark(one: NotEvaluated): void {
    const key = JSON.stringify([one.subject, one.what, one.why])
    if (!this.#remarks.has(key)) this.#remarks.set(key, one)
  }
}

const notUnderstood = (subject: string, name: string, why: string): Failure =>
  failure(
    subject,
    `the server "${brief(name)}" can't be understood: ${why}`,
    'Mend the entry, or remove it. The other entries are read.',
  )

const commandsIn = (subject: string, keys: readonly string[]): NotEvaluated => ({
  subject,
  what: `the command in ${keys.map((key) => `\`${key}\``).join(' and ')}`,
  why: 'the client runs it by itself, and it is no package',
})
