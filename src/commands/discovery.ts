/** What `scan` and `list` share: whose configurations are read. */
import type { ConfiguredIn } from '../audit/inventory.js'
import type { Client } from '../discover/client.js'
import { type Host, pathsOf } from '../host.js'
import { UsageError } from './io.js'
import type { SharedOptions } from './options.js'

export interface DiscoveryOptions extends Pick<SharedOptions, 'config'> {
  /** Ids of clients. */
  readonly client?: readonly string[]
  readonly scope?: ConfiguredIn
  readonly recursive?: boolean
}

export interface Discovered {
  readonly dir: string | undefined
  readonly configs: readonly string[] | undefined
  readonly clients: readonly Client[] | undefined
  readonly scope: ConfiguredIn | undefined
  readonly recursive: boolean | undefined
}

/** @throws UsageError where the folder or a client is none, or options exclude each other */
export async function discoveryOf(
  host: Host,
  dir: string | undefined,
  { config, client, scope, recursive }: DiscoveryOptions,
): Promise<Discovered> {
  if (config && (client || scope || recursive)) {
    throw new UsageError(
      '--config reads these files alone, so it takes neither --client, --scope nor --recursive',
      'Leave one of them out.',
    )
  }
  if (dir !== undefined && (await host.files.type(pathsOf(host).resolve(host.cwd, dir))) !== 'folder') {
    throw new UsageError(`${dir} is no folder`, 'Name a folder, or a file with --config.')
  }
  return { dir, configs: config, clients: client && (await clientsCalled(client)), scope, recursive }
}

/** The project's folder, absolute. */
export const projectOf = (host: Host, dir: string | undefined): string => pathsOf(host).resolve(host.cwd, dir ?? '.')

async function clientsCalled(ids: readonly string[]): Promise<readonly Client[]> {
  const { clients } = await import('../discover/clients/index.js')
  const unknown = ids.find((id) => clients.every((client) => client.id !== id))
  if (unknown !== undefined) {
    throw new UsageError(`there is no client ${unknown}`, `One of: ${clients.map(({ id }) => id).join(', ')}.`)
  }
  return clients.filter(({ id }) => ids.includes(id))
}
