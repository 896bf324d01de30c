/** The world of a review in a thread of its own. Effects and actions are plain data, so they pass as they are. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Action } from '../../tui/state/model.js'
import type { World } from '../../tui/world.js'
import type { ScanOptions } from '../scan.js'

export interface DistantOptions {
  /** In the place of the user's. */
  readonly home: string | undefined
  readonly dir: string | undefined
  readonly options: ScanOptions
}

/** Beside the file that starts it, once the command is built. */
const SCRIPT = fileURLToPath(new URL('./review-worker.js', import.meta.url))

/** Whether the thread's code is there: in the built command. */
export const canBeDistant = (): boolean => existsSync(SCRIPT)

/** How long the thread may take to let go of what is open, in ms; it is ended then. */
const PATIENCE = 300

export function createDistantWorld(options: DistantOptions): World {
  const worker = new Worker(SCRIPT, { workerData: options })
  let tell: ((action: Action) => void) | null = null
  worker.on('message', (action: Action) => tell?.(action))
  worker.on('error', (error) => {
    tell?.({
      type: 'audit failed',
      failure: {
        stage: 'discover',
        subject: 'review',
        message: `the audit broke off: ${error.message}`,
        remedy: 'Try `touchstone scan`; if that breaks off too, report it.',
      },
    })
  })
  return {
    perform(effect, dispatch) {
      tell = dispatch
      worker.postMessage({ effect })
    },
    async close() {
      tell = null
      const ended = new Promise((resolve) => worker.once('exit', resolve))
      worker.postMessage('close')
      const late = setTimeout(() => void worker.terminate(), PATIENCE)
      await ended
      clearTimeout(late)
    },
  }
}
