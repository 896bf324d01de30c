/** Thread in which the work of a review is done, so that the screen answers at once whatever is read meanwhile. */
import { setPriority } from 'node:os'
import process from 'node:process'
import { parentPort, workerData } from 'node:worker_threads'
import { nodeHost } from '../../host.js'
import type { Effect } from '../../tui/state/model.js'
import type { DistantOptions } from './distant-world.js'
import { createReviewWorld } from './world.js'

/**
 * The screen goes before the audit where there are fewer cores than threads. Linux alone has a priority for each thread; those that
 * are started here inherit it.
 */
const NICENESS = 10
if (process.platform === 'linux') setPriority(NICENESS)

const { home, dir, options } = workerData as DistantOptions
const world = createReviewWorld({ host: nodeHost(home === undefined ? {} : { home }), dir, options })

parentPort?.on('message', (effect: Effect) => world.perform(effect, (action) => parentPort?.postMessage(action)))
