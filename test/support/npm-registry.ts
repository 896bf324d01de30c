/** The product's registry against a loopback one, free of the configuration of the machine that the test runs on. */
import type { Host } from '../../src/host.js'
import { createNpmRegistry, type NpmRegistryOptions } from '../../src/registry/npm.js'
import type { Registry, RegistryError } from '../../src/registry/registry.js'
import { memoryStore } from '../../src/store/store.js'
import { memoryHost } from './memory-host.js'

/** Retries at once. Patient enough for a busy machine; see `IMPATIENT` for connections that never answer. */
export const QUICK_RETRIES = { idle: 5_000, total: 10_000, retries: [5, 5], longestRetryAfter: 1_000 }

/** A connection that never answers costs a test a third of a second. */
export const IMPATIENT = { ...QUICK_RETRIES, idle: 150, total: 300 }

/** A host whose npm reads no file but `<home>/.npmrc`, and whose configuration holds `settings`. */
export function npmHost(settings: Readonly<Record<string, string>> = {}, home?: string): Host {
  const env = Object.entries(settings).map(([key, value]) => [`npm_config_${key}`, value])
  return memoryHost({
    env: { npm_config_globalconfig: '/nowhere/npmrc', ...Object.fromEntries(env) },
    ...(home === undefined ? {} : { home }),
  })
}

export function testRegistry(options: Partial<NpmRegistryOptions> = {}): Promise<Registry> {
  return createNpmRegistry({
    host: npmHost(),
    store: memoryStore(),
    offline: false,
    timing: QUICK_RETRIES,
    ...options,
  })
}

/** The error that a promise fails with; a test fails where it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<RegistryError> {
  try {
    await promise
  } catch (error) {
    return error as RegistryError
  }
  throw new Error('did not fail')
}
