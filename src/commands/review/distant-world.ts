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

/** How long files may take to be written while the process waits to end, in ms. */
const PATIENCE = 30_000

export function createDistantWorld(options: DistantOptions): World {
  let worker: Worker | null = null
  let tell: ((action: Action) => void) | null = null
  /** Whether files are being written: nobody ends that half-way. */
  let isWriting = false
  // It is started when it is first needed: the screen is drawn before.
  const started = (): Worker => {
    if (worker !== null) return worker
    // What libraries and Node say beside the result would stand across the screen.
    const own = new Worker(SCRIPT, { workerData: options, stdout: true, stderr: true })
    worker = own
    own.stdout.resume()
    own.stderr.resume()
    own.on('message', (action: Action) => {
      if (action.type === 'written') isWriting = false
      tell?.(action)
    })
    const lost = (error: Error): void => {
      // Of one that is ended here, and of an error that is followed by the end, nobody needs to hear.
      if (worker !== own) return
      worker = null
      isWriting = false
      tell?.(brokeOff(error))
    }
    own.on('error', lost)
    own.on('exit', (code) => lost(new Error(`its thread ended with code ${code}`)))
    return own
  }
  return {
    perform(effect, dispatch) {
      tell = dispatch
      if (effect.type === 'write') isWriting = true
      started().postMessage(effect)
    },
    async close() {
      const ending = worker
      if (ending === null) return
      // What is fetched or read may end anywhere; what is written for the person may not.
      if (isWriting) await written(ending)
      tell = null
      worker = null
      await ending.terminate()
    },
  }
}

/** Settles when the files that are being written are written, or after a while in which no disk answers. */
const written = (worker: Worker): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, PATIENCE)
    const settle = (): void => {
      clearTimeout(late)
      resolve()
    }
    worker.on('message', ({ type }: Action) => type === 'written' && settle())
    worker.on('exit', settle)
  })

const brokeOff = ({ message }: Error): Action => ({
  type: 'world lost',
  failure: {
    stage: 'discover',
    subject: 'review',
    message: `the audit broke off: ${message}`,
    remedy: 'Try `touchstone scan`; if that breaks off too, report it.',
  },
})
