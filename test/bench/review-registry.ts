/** The registry of the review's bench, in a thread of its own, so that it takes no time from who measures. Sends its address. */
import { parentPort, workerData } from 'node:worker_threads'
import { startRegistry } from '../support/loopback-registry.js'
import { generatedPackages } from './review-packages.js'

const packages = generatedPackages(workerData as number)
const registry = await startRegistry({ packages })
// All is made before anybody asks.
for (const name of Object.keys(packages)) await (await fetch(registry.url + name)).arrayBuffer()
parentPort?.postMessage(registry.url)
