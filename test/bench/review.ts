/**
 * `npm run bench -- review`: how the review feels with five hundred servers, measured in a real terminal while the audit runs:
 * from a key to its paint, from the start to the first paint, and what it takes of memory. Prints a table; asserts nothing.
 */
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { Worker } from 'node:worker_threads'
import { bytesOf, startTerminal, type Terminal } from '../support/terminal.js'
import { serverName } from './review-packages.js'

const SERVERS = 500
const KEYS = 300
const STARTS = 9
const SIZE = { columns: 120, rows: 40 } as const
/** A key whose paint has not come by then is counted as lost, in ms. */
const LOST = 5_000

export interface ReviewTimes {
  /** Milliseconds from a key to its paint, sorted, while the audit runs. */
  readonly keys: readonly number[]
  /** The same when it is over. */
  readonly idleKeys: readonly number[]
  readonly lost: number
  /** Milliseconds from the start to the first frame, sorted. */
  readonly firstPaint: readonly number[]
  /** Seconds that the audit took; `null` where it was not over when all keys were pressed. */
  readonly audit: number | null
  /** Milliseconds of CPU that the thread that draws takes for a key, on a busy machine as on an idle one; `null` as below. */
  readonly cpuOfKey: number | null
  /** Bytes of resident memory at the peak, of all its processes; `null` where the system does not say. */
  readonly peakMemory: number | null
}

/** @param cli the built command */
export async function reviewTimes(cli: string): Promise<ReviewTimes> {
  const home = await mkdtemp(path.join(tmpdir(), 'touchstone-review-'))
  const registry = new Worker(new URL('./review-registry.js', import.meta.url), { workerData: SERVERS })
  try {
    const url = await new Promise<string>((done, failed) => {
      registry.once('message', done)
      registry.once('error', failed)
    })
    await configure(home)
    const firstPaint: number[] = []
    for (let i = 0; i < STARTS; i++) firstPaint.push(await startOnce(cli, home, url))
    return { ...(await pressed(cli, home, url)), firstPaint: sorted(firstPaint) }
  } finally {
    await registry.terminate()
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}

async function configure(home: string): Promise<void> {
  const names = Array.from({ length: SERVERS }, (_, i) => serverName(i))
  const mcpServers = Object.fromEntries(names.map((name) => [name, { command: 'npx', args: ['-y', name] }]))
  await mkdir(path.join(home, '.cursor'), { recursive: true })
  await writeFile(path.join(home, '.cursor/mcp.json'), JSON.stringify({ mcpServers }))
}

const start = (cli: string, home: string, registry: string): Terminal =>
  startTerminal({
    command: [
      process.execPath,
      ...(process.env.REVIEW_NODE_OPTIONS?.split(' ') ?? []),
      cli,
      'review',
      '--home',
      home,
      '--registry',
      registry,
    ],
    ...SIZE,
    cwd: home,
    env: { HOME: home, GITHUB_API_URL: `${registry}github` },
  })

async function startOnce(cli: string, home: string, registry: string): Promise<number> {
  const before = performance.now()
  const terminal = start(cli, home, registry)
  const at = await terminal.painted((screen) => screen !== '')
  terminal.kill('SIGKILL')
  await terminal.exit
  return at - before
}

/** Down more often than up, so that each key moves. */
const PRESSED = ['j', 'j', 'down', 'k', 'j', 'page down', 'j', 'k', 'j', 'page up'] as const

async function pressed(cli: string, home: string, registry: string) {
  const begin = performance.now()
  const terminal = start(cli, home, registry)
  await terminal.until((screen) => selected(screen) !== null)
  terminal.press('g')
  const during = await latencies(terminal, () => !isOver(terminal.screen()))
  await terminal.until(isOver, 600_000)
  const audit = (performance.now() - begin) / 1000
  const before = await mainThreadCpu(terminal.pid)
  const after = await latencies(terminal, () => true)
  const used = await mainThreadCpu(terminal.pid)
  const cpuOfKey = before === null || used === null ? null : (used - before) / Math.max(after.times.length, 1)
  const peakMemory = await peakOf(terminal.pid)
  terminal.press('q')
  await Promise.race([terminal.exit, pause(2_000)])
  terminal.kill('SIGKILL')
  return {
    keys: sorted(during.times),
    idleKeys: sorted(after.times),
    lost: during.lost + after.lost,
    audit,
    cpuOfKey,
    peakMemory,
  }
}

async function latencies(terminal: Terminal, goesOn: () => boolean): Promise<{ times: number[]; lost: number }> {
  const times: number[] = []
  let lost = 0
  for (let i = 0; i < KEYS && goesOn(); i++) {
    // At all phases of what the review does by itself.
    await pause(30 + ((i * 37) % 90))
    const was = selected(terminal.screen())
    const before = performance.now()
    terminal.type(bytesOf(PRESSED[i % PRESSED.length] ?? 'j'))
    try {
      const at = await terminal.painted((screen) => (selected(screen) ?? was) !== was, LOST)
      times.push(at - before)
    } catch {
      lost++
    }
  }
  return { times, lost }
}

/** The server that the cursor stands at. */
const selected = (screen: string): string | null => /^▌.*?\b(server-\d{3})\b/m.exec(screen)?.[1] ?? null

/** The heading counts servers for as long as some are not judged. */
function isOver(screen: string): boolean {
  const [heading = ''] = screen.split('\n')
  return / (\d+ s|\d+:\d\d)$/.test(heading) && !/\d\/\d/.test(heading)
}

/** Of a process and all below it: what each of them had at its own peak. */
async function peakOf(pid: number): Promise<number | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const own = Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024
    const threads = await readdir(`/proc/${pid}/task`)
    const children = await Promise.all(
      threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
    )
    const below = await Promise.all(children.flatMap((text) => text.split(' ').filter(Boolean).map(Number)).map(peakOf))
    return below.reduce<number>((sum, each) => sum + (each ?? 0), own)
  } catch {
    return null
  }
}

/** In milliseconds, of ten each; Linux counts in hundredths of a second. */
async function mainThreadCpu(pid: number): Promise<number | null> {
  try {
    const stat = await readFile(`/proc/${pid}/task/${pid}/stat`, 'utf8')
    const [user = 0, system = 0] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13)
      .map(Number)
    return (user + system) * 10
  } catch {
    return null
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))
const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b)

/** The value below which this share of sorted values lies. */
export const quantile = (values: readonly number[], share: number): number =>
  values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN

export function reviewTable(times: ReviewTimes): string {
  const row = (name: string, values: readonly number[], unit = 'ms') =>
    `| ${name} | ${values.length} | ${[0.5, 0.9, 0.99, 1].map((share) => `${quantile(values, share).toFixed(1)} ${unit}`).join(' | ')} |`
  const memory = times.peakMemory === null ? 'not known here' : `${(times.peakMemory / 1e6).toFixed(0)} MB`
  return [
    `| review, ${SERVERS} servers, ${SIZE.columns} × ${SIZE.rows} | measured | median | p90 | p99 | worst |`,
    '|-|-|-|-|-|-|',
    row('key → paint while the audit runs', times.keys),
    row('key → paint when it is over', times.idleKeys),
    row('start → first frame', times.firstPaint),
    '',
    `audit: ${times.audit?.toFixed(0)} s; keys without a paint: ${times.lost}; CPU of a key: ${times.cpuOfKey?.toFixed(1) ?? '?'} ms; peak memory: ${memory}`,
    '',
  ].join('\n')
}
