/** Plans of a review: made from decisions, shown, and written when they are confirmed. */
import type { HoldTarget } from '../../audit/review/hold.js'
import { planReview, type ReviewPlan } from '../../audit/review/plan.js'
import type { Discovery } from '../../discover/discover.js'
import type { Host } from '../../host.js'
import type { Action, Effect } from '../../tui/state/model.js'
import { projectOf } from '../discovery.js'
import { diffOf } from '../pin-diff.js'
import type { ScanOptions } from '../scan.js'
import type { Audits } from './audits.js'
import { choicesOf } from './choices.js'
import { failed } from './failed.js'
import type { Sessions } from './session.js'
import { writePlan } from './write.js'

type Dispatch = (action: Action) => void

export interface Plans {
  plan(effect: Extract<Effect, { readonly type: 'plan' }>, dispatch: Dispatch): Promise<void>
  write(plan: number, dispatch: Dispatch): Promise<void>
  /** When nothing is being written any more. */
  settled(): Promise<unknown>
}

interface Given {
  readonly host: Host
  readonly dir: string | undefined
  readonly options: ScanOptions
  readonly sessions: Sessions
  readonly audits: Audits
  readonly configured: (world: Host) => Promise<Discovery>
  /** What was found for a server, whole; `null` where nothing was. */
  readonly held: (server: string) => HoldTarget | null
}

export function createPlans({ host, dir, options, sessions, audits, configured, held }: Given): Plans {
  /** The one that is shown, and what makes it from the files as they are by then. */
  let shown: { readonly id: number; readonly plan: ReviewPlan; readonly make: () => Promise<ReviewPlan> } | null = null
  let made = 0
  /** Files that are being written are written to the end, whatever else stops. */
  let writing: Promise<unknown> = Promise.resolve()
  return {
    async plan({ request, configs, pending, holds }, dispatch) {
      const { signal, services } = sessions.current()
      try {
        const report = audits.report()
        const { choices, remarks: notChosen } = choicesOf(report, { pending, holds, now: host.now() }, held)
        const asked = {
          services: await services,
          report,
          choices,
          discover: configured,
          configs,
          dir: projectOf(host, dir),
          lockfile: options.lockfile,
          dependencies: options.deps,
          signal,
        }
        const make = (): Promise<ReviewPlan> => planReview(host, asked)
        const plan = await make()
        made += 1
        shown = { id: made, plan, make }
        const { changes, locks, remarks, summary } = plan
        dispatch({
          type: 'planned',
          plan: {
            id: made,
            request,
            configs,
            diff: changes.length === 0 ? '' : diffOf(changes, new Set(locks.map(({ file }) => file)), host),
            files: changes.map(({ file }) => file),
            remarks: [...notChosen, ...remarks],
            summary,
          },
        })
      } catch (error) {
        dispatch({ type: 'plan failed', request, failure: failed(error, 'lock', 'plan') })
      }
    },
    async write(plan, dispatch) {
      const result = writePlan(host, shown?.id === plan ? shown : null)
      writing = result
      dispatch({ type: 'written', plan, result: await result })
    },
    settled: () => writing,
  }
}
