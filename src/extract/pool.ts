/**
 * Behaviour of artefacts, computed in worker threads and kept by integrity. A package that takes a worker down with it
 * (out of memory, out of time) costs only itself: it is tried once more without its largest source file, which is then
 * opaque; where that fails too, its behaviour is one opaque fact.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Artifact, ArtifactFile, Behaviour } from '../model.js'
import type { Store } from '../store/store.js'
import { extractBehaviour, isCode } from './extract.js'
import { EXTRACTOR_VERSION } from './version.js'

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
  /** Milliseconds for one package, once a worker has it; a second try gets half of them. */
  readonly timeout?: number
  /** Megabytes of heap of one worker. */
  readonly heap?: number
  /** File of the worker's code: `worker.js` beside this file. */
  readonly script?: string
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
  /** A file that is not to be analysed: it, or the package with it, is too much for a worker. */
  readonly leaveOut?: string
}

const DEFAULT_TIMEOUT = 120_000
/** Enough for the tree and the values of a 14 MB package; a larger limit only lets garbage lie (2.8 GB for twenty servers). */
const WORKER_HEAP_MB = 768
/** Bytes of code from which a package is analysed alone: such take some hundred megabytes each (720 for a browser's driver of 10 MB). */
const LARGE = 6 << 20
/** Deep but honest code parses and evaluates; a thread's default of 4 MB refuses some generated parsers. */
const WORKER_STACK_MB = 16
/** Values are many and short-lived: with the default of 16 MB a quarter of the time goes to collecting them. */
const WORKER_YOUNG_MB = 64

export function createExtractor(options: ExtractorOptions = {}): Extractor {
  const workers = options.workers ?? Math.min(4, availableParallelism())
  const script = options.script ?? fileURLToPath(new URL('./worker.js', import.meta.url))
  const threads =
    workers > 0 && existsSync(script)
      ? openPool(script, workers, options.timeout ?? DEFAULT_TIMEOUT, options.heap ?? WORKER_HEAP_MB)
      : undefined
  const running = new Map<string, Promise<Behaviour>>()

  const compute = async (artifact: Artifact): Promise<Behaviour> => {
    const key = keyOf(artifact.integrity)
    const cached = await read(options.store, key)
    if (cached !== undefined) return cached
    const behaviour = threads === undefined ? inThisThread(artifact) : await (await threads).run(artifact)
    if (behaviour !== undefined) {
      await options.store?.put(key, new TextEncoder().encode(JSON.stringify(behaviour)))
      return behaviour
    }
    // What a crash or a time limit cut short is not kept: a machine with more room may do better.
    const largest = largestSource(artifact)
    if (largest === undefined) return notAnalysed(artifact)
    const rest = threads === undefined ? inThisThread(artifact, largest) : await (await threads).run(artifact, largest)
    return rest ?? notAnalysed(artifact)
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

async function openPool(script: string, workers: number, timeout: number, heap: number) {
  const [{ Tinypool }, { default: pLimit }] = await Promise.all([import('tinypool'), import('p-limit')])
  // A package's time begins when a worker takes it, and its bytes are copied no sooner.
  const limit = pLimit(workers)
  const alone = pLimit(1)
  const pool = new Tinypool({
    filename: script,
    runtime: 'worker_threads',
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: 2_000,
    resourceLimits: {
      maxOldGenerationSizeMb: heap,
      maxYoungGenerationSizeMb: WORKER_YOUNG_MB,
      stackSizeMb: WORKER_STACK_MB,
    },
  })
  return {
    /** @returns undefined when the worker died of it */
    run: (artifact: Artifact, leaveOut?: string): Promise<Behaviour | undefined> => {
      const work = async (): Promise<Behaviour | undefined> => {
        const abort = new AbortController()
        const timer = setTimeout(() => abort.abort(), leaveOut === undefined ? timeout : timeout / 2)
        try {
          return (await pool.run(taskOf(artifact, leaveOut), { signal: abort.signal })) as Behaviour
        } catch {
          return undefined
        } finally {
          clearTimeout(timer)
        }
      }
      return codeBytes(artifact) < LARGE ? limit(work) : alone(() => limit(work))
    },
    close: () => pool.destroy(),
  }
}

function inThisThread(artifact: Artifact, leaveOut?: string): Behaviour | undefined {
  try {
    return extractBehaviour(artifact, leaveOut)
  } catch {
    return undefined
  }
}

function taskOf(artifact: Artifact, leaveOut: string | undefined): WorkerTask {
  const files = artifact
    .list()
    .map((file: ArtifactFile) => ({ ...file, bytes: artifact.read(file.path) ?? new Uint8Array() }))
  const task = { purl: artifact.purl, integrity: artifact.integrity, files }
  return leaveOut === undefined ? task : { ...task, leaveOut }
}

const codeBytes = (artifact: Artifact): number =>
  artifact.list().reduce((sum, { path, size }) => sum + (isCode(path) ? size : 0), 0)

function largestSource(artifact: Artifact): string | undefined {
  let largest: ArtifactFile | undefined
  for (const file of artifact.list()) if (isCode(file.path) && file.size > (largest?.size ?? 0)) largest = file
  return largest?.path
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
