/** The audits of a review, one after the other, and what is known from the last one. */

import { conclude } from '../../audit/conclude.js'
import type { Evaluation } from '../../audit/evaluate.js'
import { audit } from '../../audit.js'
import type { Host } from '../../host.js'
import { ownLocks } from '../../lockfile/own-locks.js'
import { openLocks } from '../../lockfile/place.js'
import type { Failure, Finding, ListedServer, Report, ServerReport } from '../../model.js'
import type { Action } from '../../tui/state/model.js'
import { discoveryOf, projectOf } from '../discovery.js'
import type { ScanOptions } from '../scan.js'
import { failed } from './failed.js'
import type { Sessions } from './session.js'
import { slim } from './slim.js'

export interface Audits {
  /** Ends what is under way, and audits everything anew. Never rejects. @param number what the review calls it */
  run(number: number, dispatch: (action: Action) => void): Promise<void>
  cancel(): Promise<void>
  /** Of the last audit that knows it. @throws Error where none does */
  serverOf(id: string): ServerReport
  /** @throws Error where there is none */
  findingOf(report: ServerReport, fingerprint: string): Finding
  /** What is known, whole. What was not audited is a failure in it: nothing that is left out reads as clean. */
  report(): Report
}

interface Found {
  readonly host: Host
  /** As written on the command line. */
  readonly dir: string | undefined
  readonly options: ScanOptions
  readonly sessions: Sessions
}

const AGAIN = 'Audit again (r), and let it come to its end.'

export function createAudits({ host, dir, options, sessions }: Found): Audits {
  /** Raised by whoever begins or stops: what an earlier run still says counts no more. */
  let latest = 0
  /** Servers that the last audit found; `null` before the first one has looked. */
  let listed: readonly ListedServer[] | null = null
  /** The last of each server: what was known is shown until it is known anew. */
  let evaluations = new Map<string, Evaluation>()
  /** Servers that the last audit is done with. */
  const done = new Set<string>()
  let whole: Report | null = null
  /** Why the last audit came to nothing. */
  let failure: Failure | null = null

  async function run(number: number, dispatch: (action: Action) => void): Promise<void> {
    latest += 1
    const own = latest
    const tell = (action: Action): void => {
      if (own === latest) dispatch(action)
    }
    // What a registry said before is asked anew.
    await sessions.end()
    if (own !== latest) return
    failure = null
    const { signal, services } = sessions.current()
    try {
      const locks = options.sample
        ? []
        : await openLocks(host, { dir: projectOf(host, dir), lockfile: options.lockfile })
      const taken = await ownLocks(host, locks)
      tell({ type: 'foreign locks', files: taken.foreign.map(({ file }) => file) })
      const report = await audit(
        host,
        {
          services: await services,
          locks: taken.own,
          blocking: locks,
          ...(await discoveryOf(host, dir, options)),
          entries: options.sample ? (await import('../../sample.js')).sampleEntries() : undefined,
          history: options.history,
          dependencies: options.deps,
          concurrency: options.concurrency,
          command: 'review',
          signal,
        },
        (event) => {
          if (own !== latest) return
          if (event.type === 'discovered') {
            listed = event.servers
            done.clear()
            whole = null
            // An id may mean another server from now on.
            evaluations = new Map(event.servers.flatMap((each) => kept(each, evaluations.get(each.id))))
          } else if (event.type === 'done') {
            evaluations.set(event.evaluation.server.id, event.evaluation)
            done.add(event.evaluation.server.id)
          }
          tell({
            type: 'audit',
            run: number,
            event: event.type === 'done' ? { ...event, evaluation: slim(event.evaluation) } : event,
          })
        },
      )
      if (own !== latest) return
      whole = report
      evaluations = new Map([...evaluations].filter(([id]) => done.has(id)))
      // Each server was told when it was done: once more all of them would stop the screen for a moment.
      const { servers: _, ...rest } = report
      tell({ type: 'audited', run: number, report: rest })
    } catch (error) {
      if (own !== latest) return
      failure = failed(error, 'discover', 'review')
      tell({ type: 'audit failed', run: number, failure })
    }
  }

  function partial(): Report {
    const all = [...evaluations.values()].filter(({ server }) => done.has(server.id))
    const missing = (listed ?? []).filter(({ id }) => !done.has(id))
    return conclude(
      {
        command: 'review',
        servers: all.map(({ server }) => server),
        failures: [
          ...all.flatMap(({ failures }) => failures),
          ...(listed === null ? [notAudited('review')] : missing.map(({ id }) => notAudited(id))),
        ],
        notEvaluated: all.flatMap(({ notEvaluated }) => notEvaluated),
        searched: [],
      },
      { failOn: 'high', strict: false },
    )
  }

  return {
    run,
    async cancel() {
      latest += 1
      await sessions.end()
    },
    serverOf(id) {
      const report = evaluations.get(id)?.server
      if (report === undefined) throw new Error(`${id} is not audited yet`)
      return report
    },
    findingOf(report, fingerprint) {
      const finding = report.findings.find((each) => each.fingerprint === fingerprint)
      if (finding === undefined) throw new Error('there is no such finding')
      return finding
    },
    report() {
      const known = whole ?? partial()
      return failure === null ? known : { ...known, conclusion: 'incomplete', failures: [...known.failures, failure] }
    },
  }
}

/** What was known of a server that is still the same. */
function kept(now: ListedServer, before: Evaluation | undefined): readonly (readonly [string, Evaluation])[] {
  if (before === undefined) return []
  const whatItIs = ({ package: ref, launch, occurrences }: ListedServer): string =>
    JSON.stringify([ref?.spec, launch.kind, launch.origin, occurrences])
  return whatItIs(now) === whatItIs(before.server) ? [[now.id, before]] : []
}

const notAudited = (subject: string): Failure => ({
  stage: 'discover',
  subject,
  message: 'was not audited: the audit has not come to its end',
  remedy: AGAIN,
})
