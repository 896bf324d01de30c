/** A machine for a command line: a home in a temporary folder, a registry on 127.0.0.1, streams that keep what they get. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { run } from '../../src/commands/main.js'
import { nodeHost } from '../../src/host.js'
import { type ReportV1, reportV1 } from '../../src/report/schema.js'
import type { Fixture } from '../incidents/fixture.js'
import { type LoopbackPackage, type LoopbackRegistry, startRegistry } from '../support/loopback-registry.js'

export interface Outcome {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
  /** Standard output, which must be one document of the schema. */
  json(): ReportV1
}

export interface RunOptions {
  readonly columns?: number
  readonly isTTY?: boolean
  readonly env?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal
  /** Leaves `--home` and `--registry` out. */
  readonly bare?: boolean
}

export interface Stage {
  readonly home: string
  readonly registry: LoopbackRegistry
  /** Writes a file below the home. @returns its absolute path */
  write(file: string, content: unknown): Promise<string>
  /** Configures Cursor to start these: name → arguments of npx. */
  configure(servers: Readonly<Record<string, readonly string[] | Readonly<Record<string, unknown>>>>): Promise<string>
  run(argv: readonly string[], options?: RunOptions): Promise<Outcome>
  close(): Promise<void>
}

/** A while after the newest fixture, so that nothing is young. */
export const NOW = new Date('2026-11-20T12:00:00Z')

export async function openStage(packages: Readonly<Record<string, LoopbackPackage>> = {}): Promise<Stage> {
  // The real path, as macOS' temporary folder is a link.
  const home = await realpath(await mkdtemp(path.join(tmpdir(), 'touchstone-')))
  const registry = await startRegistry({ packages, fillIn: true })
  const write = async (file: string, content: unknown): Promise<string> => {
    const target = path.join(home, file)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, typeof content === 'string' ? content : JSON.stringify(content, null, 2))
    return target
  }
  return {
    home,
    registry,
    write,
    configure: (servers) =>
      write('.cursor/mcp.json', {
        mcpServers: Object.fromEntries(
          Object.entries(servers).map(([name, entry]) => [
            name,
            Array.isArray(entry) ? { command: 'npx', args: entry } : entry,
          ]),
        ),
      }),
    async run(argv, { columns = 80, isTTY = false, env = {}, signal, bare = false } = {}) {
      const written = { stdout: '', stderr: '' }
      const stream = (name: 'stdout' | 'stderr') => ({
        columns,
        isTTY,
        write: (text: string) => {
          written[name] += text
          return true
        },
      })
      const [command = 'scan'] = argv
      const whole =
        bare || command === 'explain' || command.startsWith('-')
          ? argv
          : [...argv, '--home', home, ...(command === 'list' ? [] : ['--registry', registry.url])]
      const code = await run(whole, {
        stdout: stream('stdout'),
        stderr: stream('stderr'),
        host: (overrides) => ({
          ...nodeHost({ home, cwd: home, ...overrides }),
          env: { LANG: 'en_US.UTF-8', PATH: process.env.PATH, GITHUB_API_URL: `${registry.url}github`, ...env },
          now: () => NOW,
        }),
        ...(signal && { signal }),
      })
      return { code, ...written, json: () => reportV1.parse(JSON.parse(written.stdout)) }
    },
    async close() {
      await registry.close()
      // What an interrupted command had begun may still end with a file in the cache.
      await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    },
  }
}

/** An incident as its registry served it, up to a version. */
export function published({ releases }: Fixture, last?: string): LoopbackPackage {
  const end = last === undefined ? releases.length : releases.findIndex(({ version }) => version === last) + 1
  return {
    versions: Object.fromEntries(
      releases
        .slice(0, end)
        .map(({ version, publishedAt, publisher, files }) => [
          version,
          { files, publishedAt, publisher, maintainers: [publisher] },
        ]),
    ),
  }
}

/** A server that adds two numbers, release after release. */
export const quiet = (name: string, versions: readonly string[] = ['1.0.0', '1.0.1']): LoopbackPackage => ({
  versions: Object.fromEntries(
    versions.map((version) => [
      version,
      {
        files: {
          'package.json': { name, version, type: 'module', bin: 'index.js', license: 'MIT' },
          'index.js': `export const add = (a, b) => a + b // ${version}\n`,
        },
      },
    ]),
  ),
})

/** Output without what differs between machines: the home, separators of paths, and hashes of gzip's output. */
export const portable = (output: string, home: string): string =>
  output
    .replaceAll(JSON.stringify(home).slice(1, -1), '~')
    .replaceAll(home, '~')
    .replace(/~[\\\w.-]+/g, (file) => file.replace(/\\+/g, '/'))
    .replace(/sha512-[\w+/]+=*/g, 'sha512-…')
