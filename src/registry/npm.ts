/**
 * npm's registry, the public one or whichever is configured: packuments, the version that npm would run, verified files.
 *
 * What leaves the machine: one GET per package name, one per tarball that is not cached, to the registries that npm's
 * configuration names, with the headers that npm sends. Only names from a registry are asked for: git, file and URL
 * specs never reach this code, and nothing of a package runs.
 */

import npa from 'npm-package-arg'
import registryFetch from 'npm-registry-fetch'
import pLimit from 'p-limit'
import ssri from 'ssri'
import type { Host } from '../host.js'
import { type Artifact, known, type Packument, type Release } from '../model.js'
import type { Store } from '../store/store.js'
import { artifactOf, hashOf } from './artifact.js'
import { createAttestations } from './attestation.js'
import { chooseVersion, withSettings } from './choose-version.js'
import { DEFAULT_TIMING, get, type Timing } from './http.js'
import { messageOf } from './messages.js'
import { loadNpmConfig } from './npm-config.js'
import { PackumentError, type ReadPackument, readPackument } from './packument.js'
import { createReachability } from './reachability.js'
import { type Registry, RegistryError, type RegistryEvent } from './registry.js'
import { registryUrl, tarballUrl, withoutCredentials } from './registry-url.js'
import { envelope, openEnvelope } from './stored-packument.js'
import { DEFAULT_UNPACK_LIMITS, TarballError, type UnpackLimits } from './tarball.js'
import { trimmedPackuments } from './tree/packuments.js'
import { DEFAULT_TREE_LIMITS, type TreeLimits } from './tree/resolve.js'
import { createTrees } from './tree/tree.js'

export interface NpmRegistryOptions {
  readonly host: Host
  readonly store: Store
  /** Answers come from the store alone. */
  readonly offline: boolean
  /**
   * Milliseconds in which a stored packument is not asked about again. 0 when absent: a registry that changed a minute ago is
   * noticed.
   */
  readonly maxAge?: number
  /** http or https URL; wins over npm's configuration, over the registries of scopes and over those of entries. */
  readonly registry?: string
  readonly onProgress?: (event: RegistryEvent) => void
  readonly timing?: Partial<Timing>
  /** Sigstore's trusted root as JSON, in the place of the one that is installed with it. */
  readonly trustedRoot?: unknown
  /** Ends what is under way, and lets nothing begin. */
  readonly signal?: AbortSignal | undefined
  readonly limits?: Partial<RegistryLimits>
}

export interface RegistryLimits extends UnpackLimits {
  /** Bytes of a packument, unpacked. One of 3,478 versions has 10 MB. */
  readonly packumentBytes: number
  /** Bytes of a tarball, packed. */
  readonly tarballBytes: number
  /** Requests at a time, over all hosts. */
  readonly requests: number
  /** Tarballs unpacked at a time; bounds memory. */
  readonly unpacking: number
  readonly tree: TreeLimits
}

/** Concurrency as measured to be the fastest for 31 servers' tarballs: architecture, "Measured". */
export const DEFAULT_REGISTRY_LIMITS: RegistryLimits = {
  ...DEFAULT_UNPACK_LIMITS,
  packumentBytes: 128 * 1024 * 1024,
  tarballBytes: 100 * 1024 * 1024,
  requests: 12,
  unpacking: 4,
  tree: DEFAULT_TREE_LIMITS,
}

/** Milliseconds for an attestation: optional evidence holds no audit up. */
const ATTESTATION_TOTAL = 10_000

/** Where a release came from, which its tarball's request needs. */
interface Origin {
  readonly registry: string
}

/**
 * The registry with npm's own configuration of the host's user. No request is made yet.
 *
 * @throws RegistryError where `registry` is no http or https URL, or npm's configuration can't be read
 */
export async function createNpmRegistry(options: NpmRegistryOptions): Promise<Registry> {
  const { host, store, offline, signal } = options
  const timing = { ...DEFAULT_TIMING, ...options.timing }
  const limits = { ...DEFAULT_REGISTRY_LIMITS, ...options.limits }
  const chosen = options.registry === undefined ? undefined : registryUrl(options.registry, '--registry')
  const config = await loadNpmConfig(host, chosen).catch((error: unknown) => {
    if (error instanceof RegistryError) throw error
    const remedy = 'Run `npm config list`, which shows the same problem, and correct the configuration.'
    throw new RegistryError('resolve', 'configuration of npm', `can't be read (${nameOf(error)})`, remedy)
  })
  const requests = pLimit(limits.requests)
  const unpacking = pLimit(limits.unpacking)
  const reachability = createReachability()
  const asked = new Map<string, Promise<Packument>>()
  const readings = new WeakMap<Packument, ReadPackument>()
  const origins = new WeakMap<Release, Origin>()
  const registries = new Map<string, string>()
  const measured = new Map<string, Promise<Release>>()
  const { maxAge = 0 } = options

  function registryOf(name: string, ofEntry: string | undefined): string {
    if (chosen !== undefined) return chosen
    const flat = ofEntry === undefined ? config.flat : { ...config.flat, registry: registryUrl(ofEntry, name) }
    return registryUrl(registryFetch.pickRegistry(name, flat), name)
  }

  async function request(
    url: string,
    registry: string,
    name: string,
    accept: string,
    maxBytes: number,
    etag?: string,
    patience: Timing = timing,
  ) {
    const headers = {
      accept,
      // As npm's, so that a registry has no other packument or tarball for an auditor.
      'user-agent': String(config.flat.userAgent),
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
    }
    return requests(() =>
      reachability.guard(url, () =>
        get(url, { npm: config.flat, registry, spec: name, headers, maxBytes, timing: patience, signal }),
      ),
    )
  }

  async function fetchPackument(name: string, registry: string): Promise<Packument> {
    const fail = (message: string, remedy: string) => new RegistryError('resolve', name, message, remedy)
    const key = `packument ${withoutCredentials(registry)} ${name}`
    const stored = openEnvelope(await store.get(key))
    let bytes = stored?.bytes
    const now = host.now().getTime()
    if (offline || (stored && now - stored.asked < maxAge)) {
      if (!bytes) throw fail('is not in the cache', 'Run once without --offline to fill the cache.')
    } else {
      const url = new URL(name.replace('/', '%2f'), registry).href
      const answer = await request(url, registry, name, 'application/json', limits.packumentBytes, stored?.etag).catch(
        (error: unknown) => {
          throw fail(...messageOf(error, 'packument'))
        },
      )
      if (answer.status === 200 || !bytes) bytes = answer.bytes
      const etag = answer.status === 200 ? answer.etag : (stored?.etag ?? null)
      // An unchanged one is stored again only for those who ask for the time when it was asked about.
      if (answer.status === 200 || maxAge > 0) await store.put(key, envelope({ etag, bytes, asked: now }))
    }
    options.onProgress?.({
      what: 'packument',
      subject: name,
      from: bytes === stored?.bytes ? 'cache' : 'network',
      bytes: bytes.length,
    })
    try {
      const reading = readPackument(bytes, name)
      readings.set(reading.packument, reading)
      for (const release of reading.packument.releases) origins.set(release, { registry })
      return reading.packument
    } catch (error) {
      if (!(error instanceof PackumentError)) throw error
      throw fail(`the registry's answer ${error.message}`, 'Check that the configured registry serves npm packages.')
    }
  }

  async function fetchTarball(release: Release): Promise<Uint8Array> {
    const subject = `${release.name}@${release.version}`
    const integrity = release.integrity.known ? release.integrity.value : null
    const cached = integrity === null ? undefined : await store.getByIntegrity(integrity)
    if (cached) {
      options.onProgress?.({ what: 'tarball', subject, from: 'cache', bytes: cached.length })
      return cached
    }
    if (offline) {
      const remedy = 'Run once without --offline to fill the cache.'
      throw new RegistryError('fetch', subject, 'its tarball is not in the cache', remedy)
    }
    const bytes = await download(release)
    if (integrity !== null) await store.putByIntegrity(integrity, bytes)
    return bytes
  }

  /** The tarball as the registry hands it out now. */
  async function download(release: Release): Promise<Uint8Array> {
    const subject = `${release.name}@${release.version}`
    const fail = (message: string, remedy: string) => new RegistryError('fetch', subject, message, remedy)
    const stated = release.integrity.known ? release.integrity.value : (release.sums?.join(' ') ?? null)
    const registry = registryFor(release)
    const url = tarballUrl(release.tarball, registry, config.replacedHost)
    // A transfer can damage a tarball; a registry whose second answer differs too serves another one than it describes.
    for (let attempt = 0; attempt < 2; attempt++) {
      const answer = await request(url, registry, release.name, '*/*', limits.tarballBytes).catch((error: unknown) => {
        throw fail(...messageOf(error, 'tarball'))
      })
      options.onProgress?.({ what: 'tarball', subject, from: 'network', bytes: answer.bytes.length })
      if (stated === null || ssri.checkData(Buffer.from(answer.bytes), stated)) return answer.bytes
    }
    throw fail(
      'the tarball does not match the integrity that the registry states',
      'Do not run this version. Ask the registry for the reason, or use another registry with --registry.',
    )
  }

  const registryFor = (release: Release): string =>
    origins.get(release)?.registry ?? registryOf(release.name, undefined)

  async function measure(release: Release, algorithm: string): Promise<Release> {
    const bytes = await download(release)
    const integrity = hashOf(bytes, algorithm)
    await store.putByIntegrity(integrity, bytes)
    const { sums: _, ...rest } = release
    const served = { ...rest, integrity: known(integrity) }
    origins.set(served, { registry: registryFor(release) })
    return served
  }

  async function artifact(release: Release): Promise<Artifact> {
    const bytes = await fetchTarball(release)
    const integrity = release.integrity.known ? release.integrity.value : hashOf(bytes)
    return unpacking(() => artifactOf(bytes, { purl: release.purl, integrity }, limits)).catch((error: unknown) => {
      if (!(error instanceof TarballError)) throw error
      throw new RegistryError(
        'fetch',
        `${release.name}@${release.version}`,
        `the tarball ${error.message}`,
        'Do not run this version before you know why: npm may unpack it differently or not at all.',
      )
    })
  }

  const attestation = createAttestations({
    store,
    offline,
    registryOf: registryFor,
    request: async (url, registry, name, maxBytes) => {
      const patience = { ...timing, total: Math.min(timing.total, ATTESTATION_TOTAL), retries: [] }
      return (await request(url, registry, name, 'application/json', maxBytes, undefined, patience)).bytes
    },
    trustedRoot: options.trustedRoot,
  })

  const trees = createTrees({
    packuments: trimmedPackuments({
      store,
      offline,
      maxAge,
      maxBytes: limits.packumentBytes,
      now: () => host.now().getTime(),
      request,
      onProgress: (event) => options.onProgress?.({ what: 'packument', ...event }),
    }),
    store,
    now: () => host.now().getTime(),
    registryOf: (name, ofEntry) => {
      // Trees of many servers ask for the same names again and again, and reading a name is dear.
      const key = `${ofEntry ?? ''} ${name}`
      const before = registries.get(key)
      if (before !== undefined) return before
      requireRegistryName(name)
      const registry = registryOf(name, ofEntry)
      registries.set(key, registry)
      return registry
    },
    artifact,
    tarball: (url, registry) => tarballUrl(url, registry, config.replacedHost),
    onRelease: (release, registry) => origins.set(release, { registry }),
    npm: config.flat,
    limits: limits.tree,
  })

  return {
    packument(name, { registry: ofEntry } = {}) {
      let key: string
      let registry: string
      try {
        requireRegistryName(name)
        registry = registryOf(name, ofEntry)
        key = `${registry} ${name}`
      } catch (error) {
        return Promise.reject(error)
      }
      const running = asked.get(key) ?? fetchPackument(name, registry)
      asked.set(key, running)
      return running
    },

    pick(packument, selector, { before, settings } = {}) {
      const reading = readings.get(packument)
      if (!reading) throw new TypeError('a packument of another registry')
      return chooseVersion(reading, selector, withSettings(config.flat, settings), before)
    },

    artifact,

    async served(release, algorithm) {
      if (offline) return null
      const { purl, tarball, integrity, sums } = release
      const key = JSON.stringify([algorithm, registryFor(release), purl, tarball, integrity, sums])
      const running = measured.get(key) ?? measure(release, algorithm)
      measured.set(key, running)
      return running
    },

    attestation,

    tree: async (release, about = {}) => trees(release, about),
  }
}

function requireRegistryName(name: string): void {
  try {
    const parsed = npa(name)
    if (parsed.registry && parsed.name === name && parsed.type !== 'alias') return
  } catch {
    // Not a spec at all: refused like the others.
  }
  throw new RegistryError('resolve', name, 'is no name of a registry package', 'Correct the name in the configuration.')
}

/** An error's name or code, since its message may repeat a value of the configuration, and that a credential. */
function nameOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return String(code ?? name ?? 'unknown error')
}
