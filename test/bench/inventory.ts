/** What `touchstone list` costs: three hundred servers in forty files of as many clients as there are, and a full npx cache. */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { stringify } from 'yaml'
import type { ServerFile } from '../../src/discover/client.js'
import { clients } from '../../src/discover/clients/index.js'
import { openPlaces, templateFor } from '../../src/discover/places.js'
import { nodeHost } from '../../src/host.js'

const run = promisify(execFile)
const RUNS = 11
const FILES = 40
const SERVERS = 300
const CACHED = 60

export interface InventoryTimes {
  readonly files: number
  readonly servers: number
  /** Medians, in milliseconds. */
  readonly list: number
  readonly node: number
  readonly runs: number
}

export async function inventoryTimes(cli: string): Promise<InventoryTimes> {
  const home = await mkdtemp(path.join(tmpdir(), 'touchstone-list-'))
  const files = await fill(home)
  const list: number[] = []
  const node: number[] = []
  let servers = 0
  for (let i = 0; i < RUNS; i++) {
    const listed = await timed([cli, 'list', '--json', '--home', home, home])
    list.push(listed.ms)
    servers = (JSON.parse(listed.stdout) as { servers: unknown[] }).servers.length
    node.push((await timed(['-e', '0'])).ms)
  }
  return { files, servers, list: median(list), node: median(node), runs: RUNS }
}

/** Entries of many kinds, so that none of them is grouped with another one. */
const entry = (n: number): object =>
  [
    { command: 'npx', args: ['-y', `@acme/server-${n}@latest`], env: { API_KEY: '$' + '{API_KEY}' } },
    { command: 'uvx', args: [`server-${n}`, '--verbose'] },
    { url: `https://mcp-${n}.example/mcp`, headers: { Authorization: 'Bearer $' + '{TOKEN}' } },
    { command: 'docker', args: ['run', '-i', '--rm', '-e', 'TOKEN', `acme/server-${n}:1.2`] },
    { command: 'sh', args: ['-c', `cd /srv && exec npx -y server-${n}@1.2.3 --port 80`] },
  ][n % 5] as object

async function fill(home: string): Promise<number> {
  const host = nodeHost({ home, cwd: home })
  const looked = openPlaces(host, { chain: [home], below: [] })
  const places = new Map<string, ServerFile>()
  for (const file of clients.flatMap((client) => client.files)) {
    const template = templateFor(host, file)
    const keys = file.servers[0]
    if (template === null || file.shape || template.includes('*') || !keys?.length || keys.includes('*')) continue
    const [found] = await looked.expand(template)
    const place = found?.path
    if (place?.startsWith(home) && /\.(jsonc?|toml|ya?ml)$/.test(place) && places.size < FILES) places.set(place, file)
  }
  let n = 0
  for (const [place, file] of places) {
    const count = Math.ceil((SERVERS - n) / (places.size - [...places.keys()].indexOf(place)))
    const servers = Object.fromEntries(Array.from({ length: count }, () => [`server-${n}`, entry(n++)]))
    const document = (file.servers[0] ?? []).reduceRight<unknown>((inner, key) => ({ [key]: inner }), servers)
    await mkdir(path.dirname(place), { recursive: true })
    await writeFile(
      place,
      /toml$/.test(place)
        ? toml(servers)
        : /ya?ml$/.test(place)
          ? stringify(document)
          : JSON.stringify(document, null, 2),
    )
  }
  for (let i = 0; i < CACHED; i++) {
    const folder = path.join(home, '.npm/_npx', i.toString(16).padStart(16, '0'))
    const name = `server-${i}`
    await mkdir(path.join(folder, 'node_modules', name), { recursive: true })
    await writeFile(
      path.join(folder, 'package.json'),
      JSON.stringify({ dependencies: { [name]: '^1.2.3' }, _npx: { packages: [name] } }),
    )
    await writeFile(path.join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, version: '1.2.3' }))
    const packages = { '': {}, [`node_modules/${name}`]: { version: '1.2.3', integrity: 'sha512-AAAA' } }
    await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }))
  }
  return places.size
}

const toml = (servers: Readonly<Record<string, unknown>>): string =>
  Object.entries(servers)
    .map(
      ([name, value]) =>
        `[mcp_servers.${name}]\n${Object.entries(value as object)
          .map(([key, each]) => `${key} = ${inline(each)}`)
          .join('\n')}\n`,
    )
    .join('\n')

const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key} = ${inline(each)}`)
    .join(', ')} }`
}

async function timed(args: readonly string[]): Promise<{ ms: number; stdout: string }> {
  const before = performance.now()
  const { stdout } = await run(process.execPath, [...args], { maxBuffer: 1 << 26 })
  return { ms: performance.now() - before, stdout }
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
