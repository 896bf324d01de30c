/** The world of a review: the machine, the registries, and what stands in files. What it knows whole, the review is shown in part. */
import pLimit from 'p-limit'
import { discoverFor } from '../../audit/inventory.js'
import { codeOf } from '../../audit/review/code.js'
import { behaviourOfRelease, releasesOf } from '../../audit/review/history.js'
import { findHold, type HoldTarget } from '../../audit/review/hold.js'
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import type { Action, Effect } from '../../tui/state/model.js'
import type { World } from '../../tui/world.js'
import { discoveryOf } from '../discovery.js'
import type { ScanOptions } from '../scan.js'
import { openServices } from '../services.js'
import { createAudits } from './audits.js'
import { exportReport } from './export.js'
import { failed, loading } from './failed.js'
import { pageOf } from './page.js'
import { createPlans } from './plans.js'
import { createSessions } from './session.js'
import { slim, slimRelease } from './slim.js'

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
  const sessions = createSessions((signal) => openServices(host, { ...options, signal }, () => {}))
  const audits = createAudits({ host, dir, options, sessions })
  const held = new Map<string, HoldTarget>()
  const plans = createPlans({
    host,
    dir,
    options,
    sessions,
    audits,
    configured: async (world) =>
      options.sample ? NOTHING_CONFIGURED : discoverFor(world, await discoveryOf(host, dir, options)),
    held: (server) => held.get(server) ?? null,
  })

  async function hold({ server }: EffectOf<'find hold'>, dispatch: Dispatch): Promise<void> {
    const { signal, shop } = sessions.current()
    await loading(
      async () => {
        const report = audits.serverOf(server)
        const { locked = null } = report
        const question = { report, locked, now: host.now(), dependencies: options.deps, signal }
        const target = await findHold(question, await shop())
        held.set(server, target)
        return target.type === 'release' && target.report !== null
          ? { ...target, report: slim({ server: target.report }).server }
          : target
      },
      ['resolve', server],
      (target) => {
        // Whoever stopped it asks again.
        if (!signal.aborted) dispatch({ type: 'hold', server, target })
      },
    )
  }

  async function behaviours({ server, versions }: EffectOf<'load behaviours'>, dispatch: Dispatch): Promise<void> {
    const { signal, services, shop } = sessions.current()
    const releases = releasesOf((await services).registry, audits.serverOf(server))
    const limit = pLimit(RELEASES_AT_ONCE)
    const read = (version: string): Promise<void> =>
      loading(
        async () => {
          signal.throwIfAborted()
          const release = (await releases).find((each) => each.version === version)
          if (release === undefined) throw new Error(`there is no release ${version}`)
          return await behaviourOfRelease(release, await shop())
        },
        ['extract', `${server} ${version}`],
        (behaviour) => dispatch({ type: 'behaviour', server, version, behaviour }),
      )
    await Promise.all(versions.map((version) => limit(() => read(version))))
  }

  async function perform(effect: Effect, dispatch: Dispatch): Promise<void> {
    switch (effect.type) {
      case 'audit':
        held.clear()
        return await audits.run(effect.run, dispatch)
      case 'cancel':
        return await audits.cancel()
      case 'load code': {
        const { server, finding } = effect
        const { services } = sessions.current()
        return await loading(
          async () => {
            const report = audits.serverOf(server)
            return await codeOf(host, (await services).registry, report, audits.findingOf(report, finding))
          },
          ['fetch', server],
          (code) => dispatch({ type: 'code', server, finding, code }),
        )
      }
      case 'load history': {
        const { server } = effect
        const { services } = sessions.current()
        return await loading(
          async () => (await releasesOf((await services).registry, audits.serverOf(server))).map(slimRelease),
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
        return await plans.plan(effect, dispatch)
      case 'write':
        return await plans.write(effect.plan, dispatch)
      case 'export': {
        const failure = await exportReport(host, audits.report(), effect)
        return dispatch({ type: 'exported', file: effect.file, failure })
      }
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
      await Promise.all([plans.settled(), sessions.end()])
    },
  }
}
