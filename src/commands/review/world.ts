/** The world of a review: the machine, the registries, and what stands in files. What it knows whole, the review is shown in part. */

import pLimit from 'p-limit'
import { conclude } from '../../audit/conclude.js'
import type { Evaluation } from '../../audit/evaluate.js'
import { failureOf } from '../../audit/failure.js'
import { discoverFor } from '../../audit/inventory.js'
import { codeOf } from '../../audit/review/code.js'
import { behaviourOfRelease, releasesOf } from '../../audit/review/history.js'
import { findHold } from '../../audit/review/hold.js'
import { planReview, type ReviewPlan } from '../../audit/review/plan.js'
import { type Workshop, workshop } from '../../audit/workshop.js'
import { audit } from '../../audit.js'
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import { ownLocks } from '../../lockfile/own-locks.js'
import { openLocks } from '../../lockfile/place.js'
import type { Failure, Finding, Report, ServerReport, Stage } from '../../model.js'
import type { Action, Effect, Loading } from '../../tui/state/model.js'
import type { World } from '../../tui/world.js'
import { discoveryOf, projectOf } from '../discovery.js'
import { notOwn } from '../locks.js'
import type { ScanOptions } from '../scan.js'
import { type OpenServices, openServices } from '../services.js'
import { choicesOf } from './choices.js'
import { exportReport } from './export.js'
import { pageOf } from './page.js'
import { slim, slimRelease } from './slim.js'
import { writePlan } from './write.js'

export interface ReviewWorldOptions {
  readonly host: Host
  /** As written on the command line. */
  readonly dir: string | undefined
  readonly options: ScanOptions
}

/** Releases of one history that are read at the same time: one more than are analysed, so that the next one is fetched meanwhile. */
const RELEASES_AT_ONCE = 3

type Dispatch = (action: Action) => void
type EffectOf<T extends Effect['type']> = Extract<Effect, { readonly type: T }>

/** The sample is configured nowhere, so that nothing of it can be written. */
const NOTHING_CONFIGURED: Discovery = { entries: [], failures: [], notEvaluated: [], searched: [] }

export function createReviewWorld({ host, dir, options }: ReviewWorldOptions): World {
  /** Work that ends together: what is open, and what stops it. */
  let session: {
    readonly stop: AbortController
    readonly services: Promise<OpenServices>
    shop?: Promise<Workshop>
  } | null
  session = null
  /** The last of each server; what was known is shown until it is known anew. */
  const evaluations = new Map<string, Evaluation>()
  /** Servers that the audit which was begun last is done with. */
  const done = new Set<string>()
  let whole: Report | null = null
  const plans = new Map<number, { readonly plan: ReviewPlan; readonly make: () => Promise<ReviewPlan> }>()
  /** Files that are being written are written to the end, whatever else stops. */
  let writing: Promise<unknown> = Promise.resolve()
  let planned = 0

  const opened = () => {
    if (session === null) {
      const stop = new AbortController()
      const services = openServices(host, { ...options, signal: stop.signal }, () => {})
      // Whoever needs them hears why there are none.
      services.catch(() => {})
      session = { stop, services }
    }
    return session
  }
  const shopOf = (own: ReturnType<typeof opened>): Promise<Workshop> => {
    own.shop ??= own.services.then((services) => workshop(services))
    return own.shop
  }
  const end = async (): Promise<void> => {
    const ending = session
    session = null
    ending?.stop.abort(new Error('it was stopped'))
    await (await ending?.services.catch(() => null))?.close()
  }

  const reportOf = (server: string): ServerReport => {
    const report = evaluations.get(server)?.server
    if (report === undefined) throw new Error(`${server} is not audited yet`)
    return report
  }
  const findingOf = (report: ServerReport, fingerprint: string): Finding => {
    const finding = report.findings.find((each) => each.fingerprint === fingerprint)
    if (finding === undefined) throw new Error('there is no such finding')
    return finding
  }
  const configured = async (world: Host): Promise<Discovery> =>
    options.sample ? NOTHING_CONFIGURED : discoverFor(world, await discoveryOf(host, dir, options))

  async function runAudit(dispatch: Dispatch): Promise<void> {
    // What a registry said before is asked anew.
    await end()
    const { stop, services } = opened()
    const { signal } = stop
    done.clear()
    held.clear()
    whole = null
    try {
      const all = options.sample ? [] : await openLocks(host, { dir: projectOf(host, dir), lockfile: options.lockfile })
      const { own, foreign } = await ownLocks(host, all)
      for (const { file } of foreign) dispatch({ type: 'notice', tone: 'info', text: notOwn(file) })
      const report = await audit(
        host,
        {
          services: await services,
          locks: own,
          blocking: all,
          ...(await discoveryOf(host, dir, options)),
          entries: options.sample ? (await import('../../sample.js')).sampleEntries() : undefined,
          history: options.history,
          dependencies: options.deps,
          concurrency: options.concurrency,
          command: 'review',
          signal,
        },
        (event) => {
          if (signal.aborted) return
          if (event.type === 'done') {
            evaluations.set(event.evaluation.server.id, event.evaluation)
            done.add(event.evaluation.server.id)
          }
          dispatch({
            type: 'audit',
            event: event.type === 'done' ? { ...event, evaluation: slim(event.evaluation) } : event,
          })
        },
      )
      signal.throwIfAborted()
      whole = report
      dispatch({
        type: 'audited',
        report: { ...report, servers: report.servers.map((server) => slim({ server }).server) },
      })
    } catch (error) {
      if (signal.aborted) return
      dispatch({ type: 'audit failed', failure: failed(error, 'discover', 'review') })
    }
  }

  /** Of all that is audited so far, where the audit is not at its end. */
  function reportSoFar(): Report {
    if (whole !== null) return whole
    const all = [...evaluations.values()].filter(({ server }) => done.has(server.id))
    return conclude(
      {
        command: 'review',
        servers: all.map(({ server }) => server),
        failures: all.flatMap(({ failures }) => failures),
        notEvaluated: all.flatMap(({ notEvaluated }) => notEvaluated),
        searched: [],
      },
      { failOn: 'high', strict: false },
    )
  }

  async function plan({ request, configs, pending, holds }: EffectOf<'plan'>, dispatch: Dispatch): Promise<void> {
    const { stop, services } = opened()
    try {
      const report = reportSoFar()
      const asked = {
        services: await services,
        report,
        choices: choicesOf(report, { pending, holds, now: host.now() }, (id) => held.get(id) ?? null),
        discover: configured,
        configs,
        dir: projectOf(host, dir),
        lockfile: options.lockfile,
        dependencies: options.deps,
        signal: stop.signal,
      }
      const make = () => planReview(host, asked)
      const made = await make()
      planned += 1
      plans.clear()
      plans.set(planned, { plan: made, make })
      const { diffOf } = await import('../pin-diff.js')
      dispatch({
        type: 'planned',
        plan: {
          id: planned,
          request,
          configs,
          diff:
            made.changes.length === 0 ? '' : diffOf(made.changes, new Set(made.locks.map(({ file }) => file)), host),
          files: made.changes.map(({ file }) => file),
          remarks: made.remarks,
        },
      })
    } catch (error) {
      dispatch({ type: 'plan failed', request, failure: failed(error, 'lock', 'plan') })
    }
  }

  /** Whole, as found: what the review holds of them is a part. */
  const held = new Map<string, Awaited<ReturnType<typeof findHold>>>()

  async function hold({ server }: EffectOf<'find hold'>, dispatch: Dispatch): Promise<void> {
    const own = opened()
    await loading(
      async () => {
        const report = reportOf(server)
        const { locked = null } = report
        const question = { report, locked, now: host.now(), dependencies: options.deps, signal: own.stop.signal }
        const target = await findHold(question, await shopOf(own))
        held.set(server, target)
        return target.type === 'release' && target.report !== null
          ? { ...target, report: slim({ server: target.report }).server }
          : target
      },
      ['resolve', server],
      (target) => dispatch({ type: 'hold', server, target }),
    )
  }

  async function write({ plan }: EffectOf<'write'>, dispatch: Dispatch): Promise<void> {
    const result = writePlan(host, plans.get(plan) ?? null)
    writing = result
    dispatch({ type: 'written', plan, result: await result })
  }

  async function behaviours({ server, versions }: EffectOf<'load behaviours'>, dispatch: Dispatch): Promise<void> {
    const own = opened()
    const releases = releasesOf((await own.services).registry, reportOf(server))
    const limit = pLimit(RELEASES_AT_ONCE)
    const read = (version: string): Promise<void> =>
      loading(
        async () => {
          own.stop.signal.throwIfAborted()
          const release = (await releases).find((each) => each.version === version)
          if (release === undefined) throw new Error(`there is no release ${version}`)
          return await behaviourOfRelease(release, await shopOf(own))
        },
        ['extract', `${server} ${version}`],
        (behaviour) => dispatch({ type: 'behaviour', server, version, behaviour }),
      )
    await Promise.all(versions.map((version) => limit(() => read(version))))
  }

  async function perform(effect: Effect, dispatch: Dispatch): Promise<void> {
    switch (effect.type) {
      case 'audit':
        return await runAudit(dispatch)
      case 'cancel':
        return await end()
      case 'load code': {
        const { server, finding } = effect
        const { services } = opened()
        return await loading(
          async () => {
            const report = reportOf(server)
            return await codeOf(host, (await services).registry, report, findingOf(report, finding))
          },
          ['fetch', server],
          (code) => dispatch({ type: 'code', server, finding, code }),
        )
      }
      case 'load history': {
        const { server } = effect
        const { services } = opened()
        return await loading(
          async () => (await releasesOf((await services).registry, reportOf(server))).map(slimRelease),
          ['resolve', server],
          (history) => dispatch({ type: 'history', server, history }),
        )
      }
      case 'load behaviours':
        return await behaviours(effect, dispatch)
      case 'load page': {
        const { heuristic } = effect
        return await loading(
          () => pageOf(host, heuristic),
          ['discover', heuristic],
          (page) => dispatch({ type: 'page', heuristic, page }),
        )
      }
      case 'find hold':
        return await hold(effect, dispatch)
      case 'plan':
        return await plan(effect, dispatch)
      case 'write':
        return await write(effect, dispatch)
      case 'export':
        return dispatch({
          type: 'exported',
          file: effect.file,
          failure: await exportReport(host, reportSoFar(), effect),
        })
      default:
        // Copying, suspending and leaving are the terminal's.
        return
    }
  }

  return {
    perform(effect, dispatch) {
      perform(effect, dispatch).catch((error: unknown) => {
        dispatch({ type: 'notice', tone: 'bad', text: failed(error, 'discover', effect.type).message })
      })
    },
    async close() {
      await Promise.all([writing, end()])
    },
  }
}

/** What a person asked for and can't be had is a failure with a next step, whoever says so. */
function failed(error: unknown, stage: Stage, subject: string): Failure {
  const failure = failureOf(error, { stage, subject })
  const remedy = error instanceof Error && 'remedy' in error && typeof error.remedy === 'string' ? error.remedy : null
  return remedy === null ? failure : { ...failure, remedy }
}

async function loading<T>(
  work: () => Promise<T>,
  [stage, subject]: readonly [Stage, string],
  tell: (result: Loading<T>) => void,
): Promise<void> {
  try {
    tell({ status: 'loaded', value: await work() })
  } catch (error) {
    tell({ status: 'failed', failure: failed(error, stage, subject) })
  }
}
