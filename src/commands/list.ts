/** `touchstone list [dir]`: what is configured, and what of it this machine holds; no network, nothing judged. */
import { takeInventory } from '../audit/inventory.js'
import type { Host } from '../host.js'
import { renderInventory } from '../report/inventory.js'
import { inventoryJson } from '../report/json.js'
import { printableJson } from '../report/visible.js'
import { type DiscoveryOptions, discoveryOf } from './discovery.js'
import type { Io } from './io.js'
import type { SharedOptions } from './options.js'
import { deliver } from './output.js'
import { tool } from './package.js'

export interface ListOptions extends SharedOptions, DiscoveryOptions {
  readonly where?: boolean
}

export async function list(io: Io, host: Host, dir: string | undefined, options: ListOptions): Promise<number> {
  const where = options.where ?? false
  return await deliver(
    io,
    host,
    await takeInventory(host, await discoveryOf(host, dir, options)),
    {
      json: (result) => printableJson(inventoryJson(result, tool(), { where })),
      text: (result, layout) => renderInventory(result, { ...layout, where }),
    },
    options,
  )
}
