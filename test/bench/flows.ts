/**
 * `npm run bench -- flows`: what the whole analysis of a package costs beside parsing the same files once, by the same parsers
 * with the same options. One thread, no network while it is measured, CPU time (which other work on the machine leaves nearly as
 * it is). Each measure is a process of its own, so that its peak memory is its own.
 */
import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import pacote from 'pacote'
import { decodeText } from '../../src/extract/decode.js'
import { extractBehaviour, isCode } from '../../src/extract/extract.js'
import { dialectOf, parse } from '../../src/extract/javascript/parse.js'
import { nodeHost } from '../../src/host.js'
import type { Artifact } from '../../src/model.js'
import { artifactOf } from '../../src/registry/artifact.js'
import { loadNpmConfig } from '../../src/registry/npm-config.js'
import { DEFAULT_UNPACK_LIMITS } from '../../src/registry/tarball.js'

type What = 'parse' | 'analysis' | 'files'

interface Cost {
  readonly name: string
  /** Seconds of CPU, garbage collection included. */
  readonly seconds: number
  /** Files and bytes of code. */
  readonly files: number
  readonly bytes: number
}

interface Measured {
  readonly costs: readonly Cost[]
  /** Bytes of resident memory at the peak. */
  readonly peakMemory: number
}

/** Files of less are not looked at alone. */
const LARGE = 100_000

const run = promisify(execFile)

/** @param servers exact version by name @param folder for tarballs, empty */
export async function flowsTable(servers: Readonly<Record<string, string>>, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  const { flat } = await loadNpmConfig(nodeHost())
  const names = Object.keys(servers)
  for (const [at, name] of names.entries()) {
    process.stderr.write(`${name} …\n`)
    const bytes = await pacote.tarball(`${name}@${servers[name]}`, {
      ...flat,
      cache: join(folder, 'cache'),
    } as pacote.Options)
    await writeFile(join(folder, `${at}.tgz`), bytes)
  }
  const parsed = await measured('parse', names, folder)
  const whole = await measured('analysis', names, folder)
  const files = await measured('files', names, folder)
  const rows = names.map((name, i) => rowOf(name, parsed.costs[i], whole.costs[i]))
  const sum = (costs: readonly Cost[]): Cost => ({
    name: 'all',
    seconds: total(costs, 'seconds'),
    files: total(costs, 'files'),
    bytes: total(costs, 'bytes'),
  })
  const slowest = [...files.costs].sort((a, b) => b.seconds - a.seconds).slice(0, 10)
  return [
    '| package | code | parse | whole analysis | ratio |',
    '|---|---|---|---|---|',
    ...rows,
    rowOf('all', sum(parsed.costs), sum(whole.costs)),
    '',
    `Peak memory: ${megabytes(parsed.peakMemory)} MB while parsing, ${megabytes(whole.peakMemory)} MB while analysing; one thread.`,
    '',
    'Slowest files, each analysed alone:',
    ...slowest.map(
      ({ name, seconds, bytes }) =>
        `- ${name}: ${seconds.toFixed(2)} s for ${megabytes(bytes)} MB, ${((seconds / bytes) * 1e6).toFixed(2)} s/MB`,
    ),
    '',
  ].join('\n')
}

const total = (costs: readonly Cost[], of: 'seconds' | 'files' | 'bytes'): number =>
  costs.reduce((all, each) => all + each[of], 0)
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)

function rowOf(name: string, parsed: Cost | undefined, whole: Cost | undefined): string {
  if (!parsed || !whole) return `| ${name} | not measured | | | |`
  const code = `${parsed.files} files, ${megabytes(parsed.bytes)} MB`
  const ratio = (whole.seconds / parsed.seconds).toFixed(2)
  return `| ${name} | ${code} | ${parsed.seconds.toFixed(2)} s | ${whole.seconds.toFixed(2)} s | ${ratio} |`
}

async function measured(what: What, names: readonly string[], folder: string): Promise<Measured> {
  process.stderr.write(`${what} …\n`)
  const script = fileURLToPath(import.meta.url)
  const { stdout } = await run(process.execPath, [script, what, folder, JSON.stringify(names)], { maxBuffer: 1 << 26 })
  return JSON.parse(stdout) as Measured
}

const codeOf = (artifact: Artifact): readonly { readonly path: string; readonly bytes: Uint8Array }[] =>
  artifact
    .list()
    .filter(({ path }) => isCode(path))
    .flatMap(({ path }) => {
      const bytes = artifact.read(path)
      return bytes === undefined ? [] : [{ path, bytes }]
    })

function seconds(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const parseAll = (code: ReturnType<typeof codeOf>): void => {
  for (const { path, bytes } of code) parse(decodeText(bytes), dialectOf(path))
}

/** One file as a package of its own. */
function alone(path: string, bytes: Uint8Array): Artifact {
  const manifest = new TextEncoder().encode(JSON.stringify({ name: 'alone', version: '1.0.0', main: path }))
  const files = new Map([
    ['package.json', manifest],
    [path, bytes],
  ])
  return {
    purl: 'pkg:npm/alone@1.0.0',
    integrity: '',
    refused: [],
    list: () => [...files].map(([name, { length }]) => ({ path: name, size: length, executable: false })),
    read: (name) => files.get(name),
  }
}

/** A child's part: measures every package, the first one once before, so that it doesn't pay for the start of the others. */
async function measure(what: What, folder: string, names: readonly string[]): Promise<Measured> {
  const costs: Cost[] = []
  const once = (artifact: Artifact): void =>
    what === 'parse' ? parseAll(codeOf(artifact)) : void extractBehaviour(artifact)
  for (const [at, name] of names.entries()) {
    const about = { purl: '', integrity: '' }
    const artifact = await artifactOf(await readFile(join(folder, `${at}.tgz`)), about, DEFAULT_UNPACK_LIMITS)
    if (at === 0) once(artifact)
    const code = codeOf(artifact)
    if (what === 'files') {
      for (const { path, bytes } of code) {
        if (bytes.length < LARGE) continue
        const cost = seconds(() => void extractBehaviour(alone(path, bytes)))
        costs.push({ name: `${name}/${path}`, seconds: cost, files: 1, bytes: bytes.length })
      }
    } else {
      const bytes = code.reduce((sum, each) => sum + each.bytes.length, 0)
      costs.push({ name, seconds: seconds(() => once(artifact)), files: code.length, bytes })
    }
  }
  return { costs, peakMemory: process.resourceUsage().maxRSS * 1024 }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [what, folder = '', names = '[]'] = process.argv.slice(2)
  const result = await measure(what as What, folder, JSON.parse(names) as string[])
  process.stdout.write(`${JSON.stringify(result)}\n`)
}
