/**
 * An npm registry on 127.0.0.1, filled from plain objects, with a fault for every path. It sends ETags, and 304 for them, and
 * packuments in npm's short form to whoever asks for it.
 *
 *   const registry = await startRegistry({ packages: { 'mail-server': { versions: {
 *     '1.0.0': { files: { 'index.js': 'fine()' } },
 *     '1.0.1': { files: { 'index.js': 'worse()' }, publishedAt: '2025-09-17T10:00:00Z', publisher: 'someone-new' },
 *   } } } })
 *   … registry.url … registry.count('tarball') … registry.fail('/mail-server', { status: 503 })
 *   await registry.close()
 */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { fillIn } from './fill-in.js'
import { type PackageFiles, packageTarball, seal, type Tarball } from './packages.js'

type Json = Record<string, unknown>

export interface LoopbackVersion {
  /** `package.json` is filled up with name and version where they are absent. */
  readonly files?: PackageFiles
  /** In place of `files`. */
  readonly tarball?: Tarball
  /** Paths in `files` with the executable bit. */
  readonly executable?: readonly string[]
  /** ISO 8601. Without it: a week after the version listed before, the first on 2024-01-08. */
  readonly publishedAt?: string
  /** `maintainer` when absent. */
  readonly publisher?: string
  /** `['maintainer']` when absent. */
  readonly maintainers?: readonly string[]
  /** `true` serves an attestation. */
  readonly provenance?: boolean
  /** What is served as its attestations, with `provenance`. */
  readonly attestations?: unknown
  readonly deprecated?: string
  /** Overrides fields of the manifest that the registry serves, not of the tarball's `package.json`. */
  readonly manifest?: Json
}

export interface LoopbackPackage {
  readonly versions: Readonly<Record<string, LoopbackVersion>>
  /** `latest` is the version listed last when absent. */
  readonly distTags?: Readonly<Record<string, string>>
  /** Has the last word on the packument: returns what is served in its place (a string is served as it is). */
  readonly packument?: (packument: Json) => unknown
}

export interface LoopbackOptions {
  readonly packages: Readonly<Record<string, LoopbackPackage>>
  /** Requests without `Authorization: Bearer <token>` are answered 401. */
  readonly token?: string
  /** Serves neither publisher, maintainers, attestations nor signatures, and no ETags and no short form, as some mirrors do. */
  readonly mirror?: boolean
  /** Milliseconds before each answer: a request for a path, in the order of requests. */
  readonly delay?: (path: string) => number
  /** Serves harmless packages for the names that the packages here depend on and that are not among them. */
  readonly fillIn?: boolean
}

export type Fault =
  /** An error status; `retryAfter` in seconds or as an HTTP date. `times`: then it recovers; for ever when absent. */
  | { readonly status: number; readonly retryAfter?: string; readonly times?: number; readonly body?: string }
  /** Answers these bytes with status 200. */
  | { readonly bytes: string | Uint8Array; readonly times?: number }
  | { readonly redirect: string; readonly times?: number }
  /**
   * `silent`: takes the request and never answers. `half-open`: sends headers and half of the body, then nothing more.
   * `cut`: sends half of the body and closes the connection. `trickle`: sends one byte every ten milliseconds.
   */
  | { readonly connection: 'silent' | 'half-open' | 'cut' | 'trickle'; readonly times?: number }

export interface LoggedRequest {
  readonly kind: 'packument' | 'tarball' | 'other'
  /** Decoded: `/@scope/name`. */
  readonly path: string
  readonly authorization: string | undefined
  /** Status that it was answered with; 0 where it met a fault. */
  readonly status: number
  /** Whether npm's short form of a packument was asked for. */
  readonly short: boolean
}

export interface LoopbackRegistry {
  /** With a slash at its end. */
  readonly url: string
  readonly requests: readonly LoggedRequest[]
  count(kind: LoggedRequest['kind'], path?: string): number
  forgetRequests(): void
  /** Every further request for this decoded path (`/name`, `/name/-/name-1.0.0.tgz`, or `*`) meets the fault; `null` mends it. */
  fail(path: string, fault: Fault | null): void
  /** Adds or replaces a package while the registry runs. */
  publish(name: string, loopbackPackage: LoopbackPackage): void
  close(): Promise<void>
}

export async function startRegistry(options: LoopbackOptions): Promise<LoopbackRegistry> {
  const packages = new Map(Object.entries(options.packages))
  const faults = new Map<string, { fault: Fault; left: number }>()
  const requests: LoggedRequest[] = []
  const tarballs = new Map<string, Tarball>()
  const sockets = new Set<Socket>()

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback.invalid').pathname)
    const short = !options.mirror && String(request.headers.accept).includes('application/vnd.npm.install-v1+json')
    const log = (status: number) =>
      requests.push({ kind: kindOf(path), path, authorization: request.headers.authorization, status, short })
    const answer = (): Answer => answerTo(path, request, short)
    const planned = faults.get(path) ?? faults.get('*')
    if (planned && planned.left > 0) {
      planned.left--
      log(0)
      misbehave(planned.fault, response, answer)
      return
    }
    const { status, type, bytes } = answer()
    const etag = options.mirror ? null : `"${seal(bytes).shasum}"`
    const unchanged = etag !== null && request.headers['if-none-match'] === etag
    log(unchanged ? 304 : status)
    const send = () => {
      if (unchanged) response.writeHead(304, { etag }).end()
      else {
        const headers = { 'content-type': type, 'content-length': bytes.length, ...(etag === null ? {} : { etag }) }
        response.writeHead(status, headers).end(bytes)
      }
    }
    const delay = options.delay?.(path) ?? 0
    if (delay > 0) setTimeout(send, delay)
    else send()
  })
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`

  function answerTo(path: string, request: IncomingMessage, short: boolean): Answer {
    if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`) {
      return json(401, { error: 'Unauthorized' })
    }
    const attested = /^\/-\/npm\/v1\/attestations\/(.+)@([^@]+)$/.exec(path)
    if (attested) {
      const served = packages.get(attested[1] ?? '')?.versions[attested[2] ?? '']?.attestations
      return served === undefined ? json(404, { error: 'Not found' }) : json(200, served)
    }
    const [, name = '', file] = /^\/((?:@[^/]+\/)?[^/]+)(?:\/-\/(.+))?$/.exec(path) ?? []
    const found = packages.get(name) ?? (options.fillIn ? fillIn(name, packages) : undefined)
    if (!found) return json(404, { error: 'Not found' })
    if (file === undefined) {
      const packument = short ? shortFormOf(packumentOf(name, found)) : packumentOf(name, found)
      const served = found.packument ? found.packument(packument) : packument
      return typeof served === 'string'
        ? { status: 200, type: 'application/json', bytes: Buffer.from(served) }
        : json(200, served)
    }
    const version = Object.keys(found.versions).find((each) => file === fileName(name, each))
    if (version === undefined) return json(404, { error: 'Not found' })
    return { status: 200, type: 'application/octet-stream', bytes: Buffer.from(tarballOf(name, version, found).bytes) }
  }

  function tarballOf(name: string, version: string, { versions }: LoopbackPackage): Tarball {
    const key = `${name}@${version}`
    const known = versions[version]?.tarball ?? tarballs.get(key)
    if (known) return known
    const { files = {}, executable } = versions[version] ?? {}
    const made = packageTarball(withManifest(name, version, files), executable ? { executable } : {})
    tarballs.set(key, made)
    return made
  }

  function packumentOf(name: string, found: LoopbackPackage): Json {
    const listed = Object.entries(found.versions)
    const time: Record<string, string> = {}
    const versions: Record<string, unknown> = {}
    let last = Date.parse('2024-01-01T00:00:00Z')
    for (const [version, about] of listed) {
      last = about.publishedAt === undefined ? last + WEEK : Date.parse(about.publishedAt)
      time[version] = new Date(last).toISOString()
      versions[version] = manifestOf(name, version, about, found)
    }
    const times = Object.values(time).sort()
    const newest = listed.at(-1)?.[1]
    return {
      _id: name,
      name,
      'dist-tags': found.distTags ?? { latest: listed.at(-1)?.[0] },
      versions,
      time: { created: times[0], modified: times.at(-1), ...time },
      ...(options.mirror ? {} : { maintainers: people(newest?.maintainers) }),
    }
  }

  function manifestOf(name: string, version: string, about: LoopbackVersion, found: LoopbackPackage): Json {
    const { integrity, shasum } = tarballOf(name, version, found)
    const trust = options.mirror
      ? {}
      : {
          signatures: [{ keyid: 'SHA256:loopback', sig: 'MEUCIQ==' }],
          ...(about.provenance
            ? {
                attestations: {
                  url: `${url}-/npm/v1/attestations/${name}@${version}`,
                  provenance: { predicateType: 'https://slsa.dev/provenance/v1' },
                },
              }
            : {}),
        }
    return {
      ...packageJsonOf(name, version, about.files ?? {}),
      _id: `${name}@${version}`,
      ...(options.mirror
        ? {}
        : {
            _npmUser: { name: about.publisher ?? 'maintainer', email: 'maintainer@mail.invalid' },
            maintainers: people(about.maintainers),
          }),
      ...(about.deprecated === undefined ? {} : { deprecated: about.deprecated }),
      dist: { integrity, shasum, tarball: `${url}${name}/-/${fileName(name, version)}`, ...trust },
      ...about.manifest,
    }
  }

  return {
    url,
    requests,
    count: (kind, path) =>
      requests.filter((each) => each.kind === kind && (path === undefined || each.path === path)).length,
    forgetRequests: () => {
      requests.length = 0
    },
    fail: (path, fault) => {
      if (fault === null) faults.delete(path)
      else faults.set(path, { fault, left: fault.times ?? Number.POSITIVE_INFINITY })
    },
    publish: (name, loopbackPackage) => {
      packages.set(name, loopbackPackage)
      for (const key of tarballs.keys()) if (key.startsWith(`${name}@`)) tarballs.delete(key)
    },
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}

const WEEK = 7 * 86_400_000

/** What npm's registry leaves of a version in the short form: https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md */
const SHORT_FIELDS = `name version dependencies optionalDependencies devDependencies bundleDependencies peerDependencies
  peerDependenciesMeta bin directories dist engines os cpu libc deprecated funding _hasShrinkwrap`.split(/\s+/)

function shortFormOf({ name, versions, time, 'dist-tags': tags }: Json): Json {
  const cut = Object.entries(versions as Record<string, Json | null>).map(([version, manifest]) => {
    const kept = Object.entries(manifest ?? {}).filter(([field]) => SHORT_FIELDS.includes(field))
    const scripts = (manifest?.scripts ?? {}) as Json
    const runs =
      manifest?.hasInstallScript ?? ('preinstall' in scripts || 'install' in scripts || 'postinstall' in scripts)
    return [version, manifest && { ...Object.fromEntries(kept), ...(runs ? { hasInstallScript: true } : {}) }]
  })
  return { name, 'dist-tags': tags, modified: (time as Json).modified, versions: Object.fromEntries(cut) }
}

interface Answer {
  readonly status: number
  readonly type: string
  readonly bytes: Buffer
}

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json',
  bytes: Buffer.from(JSON.stringify(value)),
})

const kindOf = (path: string): LoggedRequest['kind'] =>
  path.endsWith('.tgz')
    ? 'tarball'
    : /^\/(@[^/]+\/)?[^/]+$/.test(path) && !path.startsWith('/-')
      ? 'packument'
      : 'other'

const fileName = (name: string, version: string) => `${name.split('/').at(-1)}-${version}.tgz`

const people = (names: readonly string[] = ['maintainer']) =>
  names.map((name) => ({ name, email: `${name}@mail.invalid` }))

function packageJsonOf(name: string, version: string, files: PackageFiles): Json {
  const given = files['package.json']
  if (given === undefined || given instanceof Uint8Array) return { name, version }
  if (typeof given !== 'string') return { name, version, ...given }
  try {
    return { name, version, ...(JSON.parse(given) as Json) }
  } catch {
    return { name, version }
  }
}

function withManifest(name: string, version: string, files: PackageFiles): PackageFiles {
  const given = files['package.json']
  if (typeof given === 'string' || given instanceof Uint8Array) return files
  return { 'package.json': { name, version, ...given }, ...omit(files, 'package.json') }
}

const omit = (files: PackageFiles, path: string): PackageFiles =>
  Object.fromEntries(Object.entries(files).filter(([each]) => each !== path))

function misbehave(fault: Fault, response: ServerResponse, answer: () => Answer): void {
  if ('status' in fault) {
    if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter)
    response.writeHead(fault.status, { 'content-type': 'application/json' }).end(fault.body ?? '{"error":"fault"}')
  } else if ('bytes' in fault) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(fault.bytes)
  } else if ('redirect' in fault) {
    response.writeHead(302, { location: fault.redirect }).end()
  } else if (fault.connection !== 'silent') {
    const { type, bytes } = answer()
    response.writeHead(200, { 'content-type': type, 'content-length': bytes.length })
    if (fault.connection === 'trickle') trickle(response, bytes)
    else {
      response.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
        if (fault.connection === 'cut') response.destroy()
      })
    }
  }
}

function trickle(response: ServerResponse, bytes: Buffer): void {
  let sent = 0
  const timer = setInterval(() => {
    if (response.destroyed || sent >= bytes.length) clearInterval(timer)
    else response.write(bytes.subarray(sent, ++sent))
  }, 10)
  response.on('close', () => clearInterval(timer))
}
