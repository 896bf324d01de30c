/** Thread in which the work of a review is done, so that the screen answers at once whatever is read meanwhile. */
import { parentPort, workerData } from 'node:worker_threads'
import { nodeHost } from '../../host.js'
import type { Effect } from '../../tui/state/model.js'
import type { DistantOptions } from './distant-world.js'
import { createReviewWorld } from './world.js'

const { home, dir, options } = workerData as DistantOptions
const world = createReviewWorld({ host: nodeHost(home === undefined ? {} : { home }), dir, options })

parentPort?.on('message', (effect: Effect) => world.perform(effect, (action) => parentPort?.postMessage(action)))
