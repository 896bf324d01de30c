/** The world of a review: the machine, the registries, and what stands in files. */

import { failureOf } from '../../audit/failure.js'
import { type AuditOptions, audit } from '../../audit.js'
import type { Host } from '../../host.js'
import type { Action, Effect } from '../../tui/state/model.js'
import type { World } from '../../tui/world.js'
import type { OpenServices } from '../services.js'

export interface ReviewWorldOptions {
  readonly host: Host
  readonly services: () => Promise<OpenServices>
  /** Finds out anew what is configured and locked. */
  readonly audited: () => Promise<Omit<AuditOptions, 'services'>>
}

export function createReviewWorld({ host, services, audited }: ReviewWorldOptions): World {
  let work = new AbortController()
  let opened: Promise<OpenServices> | null = null
  const open = (): Promise<OpenServices> => {
    opened ??= services()
    return opened
  }

  async function runAudit(dispatch: (action: Action) => void): Promise<void> {
    work = new AbortController()
    const { signal } = work
    try {
      const [options, own] = await Promise.all([audited(), open()])
      const report = await audit(host, { ...options, services: own, signal }, (event) => {
        if (!signal.aborted) dispatch({ type: 'audit', event })
      })
      dispatch({ type: 'audited', report })
    } catch (error) {
      if (signal.aborted) return
      dispatch({ type: 'audit failed', failure: failureOf(error, { stage: 'discover', subject: 'review' }) })
    }
  }

  return {
    perform(effect: Effect, dispatch) {
      if (effect.type === 'audit') void runAudit(dispatch)
      else if (effect.type === 'cancel') work.abort(new Error('cancelled'))
      // Stub: the other effects.
    },
    async close() {
      work.abort(new Error('closed'))
      await (await opened?.catch(() => null))?.close()
    },
  }
}
