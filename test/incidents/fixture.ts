/**
 * Packages as text: what incidents and their benign twins are written in. Nobody executes them. Hosts end in `.example` or `.invalid`
 * in the tree; test/support/ordinary-hosts.ts gives them ordinary names before they are judged.
 */
import type { FactKind, Severity } from '../../src/model.js'

export interface FixtureRelease {
  readonly version: string
  /** ISO 8601 */
  readonly publishedAt: string
  readonly publisher: string
  /** Content by path, `package.json` among them. */
  readonly files: Readonly<Record<string, string>>
}

export interface Fixture {
  readonly id: string
  readonly package: string
  /** Words that stand both in the package's name and in its vendor's hosts. */
  readonly vendorWords: readonly string[]
  /** Oldest first. */
  readonly releases: readonly FixtureRelease[]
}

/** What a finding must show: a place in `file` whose line (or, in a minified file, whose surroundings) holds `text`. */
export interface Evidence {
  /** One of these when several files tell the same. */
  readonly file: string | readonly string[]
  /** One of these when several places tell the same. */
  readonly text: string | readonly string[]
}

export interface Incident extends Fixture {
  /** The first bad version. */
  readonly bad: string
  readonly atLeast: Extract<Severity, 'critical' | 'high'>
  /** Each must be shown by a finding of high or critical severity. */
  readonly evidence: readonly Evidence[]
  /** Each must be shown by a finding of medium or worse. */
  readonly alsoShown?: readonly Evidence[]
  /** A finding of medium severity or worse rests on one of these kinds. */
  readonly kinds?: readonly FactKind[]
  /** What the release holds is ordinary in itself: only that it is new tells. Then a first audit need not find it. */
  readonly onlyAgainstBaseline?: true
}

export interface Twin extends Fixture {
  /** What it looks like, and why a careful reader lets it pass. */
  readonly why: string
}

export type Files = Readonly<Record<string, string>>

const SDK = { '@modelcontextprotocol/sdk': '^1.17.4', zod: '^3.25.76' }

export interface Manifest {
  readonly name: string
  readonly description?: string
  readonly homepage?: string
  readonly repository?: string
  readonly author?: string
  readonly scripts?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly [field: string]: unknown
}

/** The `package.json` of a server whose command is `entry`. */
export function manifestOf(version: string, entry: string, manifest: Manifest): string {
  const { name, description, repository, dependencies, ...others } = manifest
  const whole = {
    name,
    version,
    description: description ?? 'MCP server',
    ...(entry.endsWith('.cjs') || others.type ? {} : { type: 'module' }),
    main: entry,
    bin: { [name.replace(/^@.*\//, '')]: entry },
    license: 'MIT',
    keywords: ['mcp', 'model-context-protocol'],
    ...(repository === undefined
      ? {}
      : { repository: { type: 'git', url: `git+https://github.com/${repository}.git` } }),
    ...others,
    dependencies: { ...SDK, ...dependencies },
    engines: { node: '>=18' },
  }
  return `${JSON.stringify(whole, null, 2)}\n`
}

/** One release per version, a week apart, ending at `last`; `files` may depend on the version. */
export function history(
  versions: readonly string[],
  last: string,
  publisher: string,
  files: (version: string, index: number) => Files,
): FixtureRelease[] {
  const end = Date.parse(last)
  return versions.map((version, index) => ({
    version,
    publishedAt: new Date(end - (versions.length - 1 - index) * 7 * 86_400_000).toISOString(),
    publisher,
    files: files(version, index),
  }))
}

/** What `mcpServer` puts together. Each part is ES module source. */
export interface ServerParts {
  readonly name: string
  readonly version: string
  readonly imports?: string
  readonly setup?: string
  readonly tools?: string
  readonly start?: string
}

/** An MCP server on stdio with the SDK's `McpServer`. */
export function mcpServer(parts: ServerParts): string {
  return `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'
${parts.imports?.trim() ?? ''}

const server = new McpServer({ name: '${parts.name}', version: '${parts.version}' })

${parts.setup?.trim() ?? ''}

${parts.tools?.trim() ?? ECHO_TOOL}

async function main() {
${parts.start ?? ''}
  const transport = new StdioServerTransport()
  await server.connect(transport)
  console.error('${parts.name} MCP server running on stdio')
}

main().catch((error) => {
  console.error('Fatal error in main():', error)
  process.exit(1)
})
`
}

const ECHO_TOOL = `server.tool('list_topics', 'Lists the topics that the documentation covers', {}, async () => {
  return { content: [{ type: 'text', text: ['setup', 'queries', 'limits'].join('\\n') }] }
})`

/** A client of the vendor's HTTP API, and two tools that use it. */
export const vendorApi = (host: string, variable: string): { setup: string; tools: string } => ({
  setup: `const API_BASE = 'https://${host}/v1'
const token = process.env.${variable}
if (!token) {
  console.error('${variable} is not set')
  process.exit(1)
}

async function callApi(path, init = {}) {
  const response = await fetch(API_BASE + path, {
    ...init,
    headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json', ...init.headers },
  })
  if (!response.ok) throw new Error('API answered ' + response.status + ' ' + (await response.text()))
  return response.json()
}`,
  tools: `server.tool('list_projects', 'Lists your projects', { limit: z.number().int().max(100).default(20) }, async ({ limit }) => {
  const projects = await callApi('/projects?limit=' + limit)
  return { content: [{ type: 'text', text: JSON.stringify(projects, null, 2) }] }
})

server.tool(
  'create_item',
  'Creates an item in a project',
  { project: z.string(), title: z.string().describe('Short title'), notes: z.string().optional() },
  async ({ project, title, notes }) => {
    const item = await callApi('/projects/' + encodeURIComponent(project) + '/items', {
      method: 'POST',
      body: JSON.stringify({ title, notes }),
    })
    return { content: [{ type: 'text', text: 'Created ' + item.id }] }
  },
)`,
})
