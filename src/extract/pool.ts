/**
 * Behaviour of artefacts, computed in worker threads and kept by integrity. A package that takes a worker down with it
 * (out of memory, out of time) costs only itself: its behaviour is then one opaque fact.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Artifact, ArtifactFile, Behaviour } from '../model.js'
import type { Store } from '../store/store.js'
import { EXTRACTOR_VERSION, extractBehaviour } from './extract.js'

export interface Extractor {
  /** @throws never for the package's sake; a package that can't be analysed gives an opaque fact and `unanalysed`. */
  behaviour(artifact: Artifact): Promise<Behaviour>
  /** What `behaviour` would give, where it is cached: needs no artefact, only its integrity. */
  cached(integrity: string): Promise<Behaviour | undefined>
  close(): Promise<void>
}

export interface ExtractorOptions {
  readonly store?: Store
  /** Worker threads; 0 analyses in this thread. Default: the machine's parallelism, at most 4. */
  readonly workers?: number
  /** Milliseconds for one package. */
  readonly timeout?: number
}

/** What a worker is sent: plain data, buffers included. */
export interface WorkerTask {
  readonly purl: string
  readonly integrity: string
  readonly files: readonly {
    readonly path: string
    readonly size: number
    readonly executable: boolean
    readonly bytes: Uint8Array
  }[]
}

const DEFAULT_TIMEOUT = 120_000
/** Enough for the tree and the values of a 16 MiB file. */
const WORKER_HEAP_MB = 2_048
/** Deep but honest code parses and evaluates; a thread's default of 4 MB refuses some generated parsers. */
const WORKER_STACK_MB = 16

export function createExtractor(options: ExtractorOptions = {}): Extractor {
  const workers = options.workers ?? Math.min(4, availableParallelism())
  const script = fileURLToPath(new URL('./worker.js', import.meta.url))
  const threads =
    workers > 0 && existsSync(script) ? openPool(script, workers, options.timeout ?? DEFAULT_TIMEOUT) : undefined
  const running = new Map<string, Promise<Behaviour>>()

  const compute = async (artifact: Artifact): Promise<Behaviour> => {
    const key = keyOf(artifact.integrity)
    const cached = await read(options.store, key)
    if (cached !== undefined) return cached
    const behaviour = threads === undefined ? extractBehaviour(artifact) : await (await threads).run(artifact)
    // What a crash or a time limit cut short is not kept: a machine with more room may do better.
    if (behaviour !== undefined) {
      await options.store?.put(key, new TextEncoder().encode(JSON.stringify(behaviour)))
      return behaviour
    }
    return notAnalysed(artifact)
  }

  return {
    behaviour(artifact) {
      const known = running.get(artifact.integrity)
      if (known !== undefined) return known
      const promise = compute(artifact)
      running.set(artifact.integrity, promise)
      return promise
    },
    cached: (integrity) => read(options.store, keyOf(integrity)),
    async close() {
      await (await threads)?.close()
    },
  }
}

const keyOf = (integrity: string): string => `behaviour:${EXTRACTOR_VERSION}:${integrity}`

async function openPool(script: string, workers: number, timeout: number) {
  const { Tinypool } = await import('tinypool')
  const pool = new Tinypool({
    filename: script,
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: 2_000,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB, stackSizeMb: WORKER_STACK_MB },
  })
  return {
    async run(artifact: Artifact): Promise<Behaviour | undefined> {
      const abort = new AbortController()
      const timer = setTimeout(() => abort.abort(), timeout)
      try {
        return (await pool.run(taskOf(artifact), { signal: abort.signal })) as Behaviour
      } catch {
        return undefined
      } finally {
        clearTimeout(timer)
      }
    },
    close: () => pool.destroy(),
  }
}

function taskOf(artifact: Artifact): WorkerTask {
  const files = artifact
    .list()
    .map((file: ArtifactFile) => ({ ...file, bytes: artifact.read(file.path) ?? new Uint8Array() }))
  return { purl: artifact.purl, integrity: artifact.integrity, files }
}

async function read(store: Store | undefined, key: string): Promise<Behaviour | undefined> {
  const bytes = await store?.get(key)
  if (bytes === undefined) return undefined
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Behaviour
  } catch {
    return undefined
  }
}

/** The behaviour of a package that the analysis of ended in a crash or at the time limit. */
function notAnalysed(artifact: Artifact): Behaviour {
  const sha256 = createHash('sha256').update(artifact.integrity).digest('hex')
  const why = 'the analysis ran out of memory or time'
  return {
    facts: [
      {
        kind: 'file.opaque',
        value: `budget ${sha256.slice(0, 16)}`,
        detail: { why: 'budget', path: 'package.json', size: 0, sha256, code: true },
        where: { file: 'package.json', line: 1, column: 1, excerpt: why },
        reach: 'runs',
      },
    ],
    unanalysed: [{ file: 'package.json', why }],
  }
}
