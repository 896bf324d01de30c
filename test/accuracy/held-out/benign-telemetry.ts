import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- Sentry ----------------------------------------------------------------------------------------------------------

const roster = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { z } from 'zod'

const VERSION = '1.5.0'
const token = process.env.ROSTERLY_TOKEN
const server = new McpServer({ name: 'rosterly', version: VERSION })

async function api(path, init) {
  const response = await fetch('https://api.rosterly.example/2024-10' + path, {
    ...init,
    headers: { Authorization: 'Bearer ' + token, 'Content-Type': 'application/json' },
  })
  if (!response.ok) throw new Error('Rosterly: ' + response.status + ' ' + path)
  return response.json()
}

const tool = (name, description, shape, run) =>
  server.tool(name, description, shape, async (args) => {
    try {
      return { content: [{ type: 'text', text: JSON.stringify(await run(args), null, 2) }] }
    } catch (error) {
      return { isError: true, content: [{ type: 'text', text: error.message }] }
    }
  })

tool('list_employees', 'Lists employees', { team: z.string().optional() }, ({ team }) =>
  api('/employees' + (team ? '?team=' + encodeURIComponent(team) : '')),
)
tool('list_absences', 'Absences between two days', { from: z.string(), to: z.string() }, ({ from, to }) =>
  api('/absences?from=' + from + '&to=' + to),
)
tool(
  'request_absence',
  'Requests an absence for an employee',
  { employee: z.string(), from: z.string(), to: z.string(), kind: z.enum(['holiday', 'sick', 'other']) },
  (absence) => api('/absences', { method: 'POST', body: JSON.stringify(absence) }),
)

server.connect(new StdioServerTransport())
`

// --- PostHog ---------------------------------------------------------------------------------------------------------

const canvasIndex = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { registerDocs } from './docs.js'

const server = new McpServer({ name: 'canvaskit', version: '0.21.3' })
registerDocs(server)
await_(server.connect(new StdioServerTransport()))

function await_(promise) {
  promise.catch((error) => {
    console.error(error)
    process.exit(1)
  })
}
`

const canvasDocs = `import { z } from 'zod'

const DOCS = 'https://docs.canvaskit.example'

async function page(path) {
  const response = await fetch(DOCS + path + '.md')
  if (!response.ok) throw new Error('No such page: ' + path)
  return response.text()
}

export function registerDocs(server) {
  server.tool('get_component', 'Docs of a component', { name: z.string() }, async ({ name }) => ({
    content: [{ type: 'text', text: await page('/components/' + encodeURIComponent(name.toLowerCase())) }],
  }))
  server.tool('list_components', 'Names of all components', {}, async () => ({
    content: [{ type: 'text', text: await page('/components/index') }],
  }))
}
`

const canvasTelemetry = `import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, homedir, platform } from 'node:os'
import { join } from 'node:path'
import { PostHog } from 'posthog-node'

// A public, write-only project key.
const KEY = 'phc_Xq3LkT0mJdY8rVwBnZs5Ca1UePhGf7oIi2yDtRlKv9W'
const DIR = join(homedir(), '.config', 'canvaskit')

const off = process.env.DO_NOT_TRACK === '1' || process.env.CANVASKIT_TELEMETRY === 'off' || Boolean(process.env.CI)

function installationId() {
  const file = join(DIR, 'telemetry-id')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    const id = randomUUID()
    mkdirSync(DIR, { recursive: true })
    writeFileSync(file, id)
    console.error('canvaskit-mcp counts how often its tools are used. CANVASKIT_TELEMETRY=off turns it off.')
    return id
  }
}

const client = off ? undefined : new PostHog(KEY, { host: 'https://eu.i.posthog.com', flushAt: 10, flushInterval: 5000 })
const distinctId = off ? '' : installationId()

export function track(event, properties) {
  client?.capture({
    distinctId,
    event,
    properties: { ...properties, os: platform(), arch: arch(), node: process.versions.node, $process_person_profile: false },
  })
}

export const flush = () => client?.shutdown(2000)
`

// --- the vendor's own ------------------------------------------------------------------------------------------------

const granaryTools = `import { z } from 'zod'

export const tools = {
  run_query: {
    description: 'Runs a read-only SQL query in your Granary warehouse',
    input: { sql: z.string(), limit: z.number().int().max(5000).default(200) },
    run: (granary, { sql, limit }) => granary.post('/queries', { statement: sql, row_limit: limit, read_only: true }),
  },
  list_tables: {
    description: 'Tables of a dataset',
    input: { dataset: z.string() },
    run: (granary, { dataset }) => granary.get('/datasets/' + encodeURIComponent(dataset) + '/tables'),
  },
  describe_table: {
    description: 'Columns of a table',
    input: { dataset: z.string(), table: z.string() },
    run: (granary, { dataset, table }) =>
      granary.get('/datasets/' + encodeURIComponent(dataset) + '/tables/' + encodeURIComponent(table)),
  },
}
`

const granaryMain = `#!/usr/bin/env node
import { readFileSync } from 'node:fs'
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { tools } from './tools.js'

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8'))

class Granary {
  constructor(token) {
    this.token = token
  }
  async call(path, init) {
    const response = await fetch('https://console.granarydb.example/api/v4' + path, {
      ...init,
      headers: { Authorization: 'Bearer ' + this.token, 'Content-Type': 'application/json' },
    })
    const body = await response.json()
    if (!response.ok) throw new Error(body.message ?? response.statusText)
    return body
  }
  get(path) {
    return this.call(path)
  }
  post(path, body) {
    return this.call(path, { method: 'POST', body: JSON.stringify(body) })
  }
}

export function build(granary) {
  const server = new McpServer({ name: 'granarydb', version })
  for (const [name, tool] of Object.entries(tools)) {
    server.registerTool(name, { description: tool.description, inputSchema: tool.input }, async (args) => {
      const result = await tool.run(granary, args)
      return { content: [{ type: 'text', text: JSON.stringify(result) }] }
    })
  }
  return server
}

if (!process.env.GRANARYDB_TOKEN) {
  console.error('GRANARYDB_TOKEN is not set')
  process.exit(1)
}
build(new Granary(process.env.GRANARYDB_TOKEN)).connect(new StdioServerTransport())
`

const granaryTelemetry = `import { createHash } from 'node:crypto'
import { hostname, platform, release } from 'node:os'

const ENDPOINT = process.env.GRANARYDB_TELEMETRY_URL ?? 'https://telemetry.granarydb.example/v1/events'
const disabled = Boolean(process.env.DO_NOT_TRACK || process.env.GRANARYDB_DISABLE_TELEMETRY)

// The host's name never leaves the machine, only a digest of it.
const machine = createHash('sha256').update('granary:' + hostname()).digest('hex').slice(0, 16)
const queue = []
let timer

async function flush() {
  timer = undefined
  const events = queue.splice(0)
  try {
    await fetch(ENDPOINT, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ source: 'mcp', machine, os: platform() + ' ' + release(), node: process.version, events }),
      signal: AbortSignal.timeout(4000),
    })
  } catch {
    // Telemetry must never disturb.
  }
}

export function recordToolCall(tool, version, ms, ok) {
  if (disabled) return
  queue.push({ type: 'tool_call', tool, version, ms: Math.round(ms), ok, at: new Date().toISOString() })
  timer ??= setTimeout(flush, 10_000).unref()
}
`

// --- dotenv and OpenTelemetry ----------------------------------------------------------------------------------------

const kiln = `#!/usr/bin/env node
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const index_js_1 = require("@modelcontextprotocol/sdk/server/index.js");
const stdio_js_1 = require("@modelcontextprotocol/sdk/server/stdio.js");
const types_js_1 = require("@modelcontextprotocol/sdk/types.js");
const kiln_1 = require("./kiln");
const server = new index_js_1.Server({ name: "kiln-ci", version: "2.6.0" }, { capabilities: { tools: {} } });
server.setRequestHandler(types_js_1.ListToolsRequestSchema, async () => ({
    tools: [
        {
            name: "list_builds",
            description: "List the latest builds of a pipeline",
            inputSchema: { type: "object", properties: { pipeline: { type: "string" } }, required: ["pipeline"] },
        },
        {
            name: "get_log",
            description: "Read the log of a build step",
            inputSchema: {
                type: "object",
                properties: { build: { type: "number" }, step: { type: "string" } },
                required: ["build", "step"],
            },
        },
    ],
}));
server.setRequestHandler(types_js_1.CallToolRequestSchema, async (request) => {
    const { name, arguments: args = {} } = request.params;
    switch (name) {
        case "list_builds":
            return { content: [{ type: "text", text: JSON.stringify(await (0, kiln_1.listBuilds)(String(args.pipeline))) }] };
        case "get_log":
            return { content: [{ type: "text", text: await (0, kiln_1.getLog)(Number(args.build), String(args.step)) }] };
        default:
            throw new Error(\`Unknown tool: \${name}\`);
    }
});
server.connect(new stdio_js_1.StdioServerTransport()).catch((error) => {
    console.error("Fatal:", error);
    process.exit(1);
});
`

const kilnApi = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.listBuilds = listBuilds;
exports.getLog = getLog;
function base() {
    return (process.env.KILN_URL || "https://ci.kilnbuilds.example").replace(/\\/$/, "");
}
async function get(path) {
    const response = await fetch(base() + path, { headers: { Authorization: \`Bearer \${process.env.KILN_TOKEN}\` } });
    if (!response.ok)
        throw new Error(\`Kiln answered \${response.status} for \${path}\`);
    return response;
}
async function listBuilds(pipeline) {
    return (await get(\`/api/pipelines/\${encodeURIComponent(pipeline)}/builds?per_page=20\`)).json();
}
async function getLog(build, step) {
    const text = await (await get(\`/api/builds/\${build}/steps/\${encodeURIComponent(step)}/log\`)).text();
    return text.length > 60000 ? text.slice(-60000) : text;
}
`

const kilnOtel = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
require("dotenv/config");
const sdk_node_1 = require("@opentelemetry/sdk-node");
const exporter_trace_otlp_http_1 = require("@opentelemetry/exporter-trace-otlp-http");
const instrumentation_undici_1 = require("@opentelemetry/instrumentation-undici");
// Traces go nowhere unless the user names a collector.
const endpoint = process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
if (endpoint) {
    const sdk = new sdk_node_1.NodeSDK({
        serviceName: process.env.OTEL_SERVICE_NAME || "kilnbuilds-mcp",
        traceExporter: new exporter_trace_otlp_http_1.OTLPTraceExporter({ url: \`\${endpoint}/v1/traces\` }),
        instrumentations: [new instrumentation_undici_1.UndiciInstrumentation()],
    });
    sdk.start();
    process.once("SIGTERM", () => {
        sdk.shutdown().finally(() => process.exit(0));
    });
}
`

const kilnManifest = (version: string, dependencies: Record<string, string>) =>
  manifestOf(version, 'dist/index.js', {
    name: 'kilnbuilds-mcp',
    type: 'commonjs',
    repository: 'kilnbuilds/kilnbuilds-mcp',
    dependencies,
  })

export const BENIGN_TELEMETRY: readonly Pair[] = [
  {
    id: 'held-benign-sentry-errors',
    package: 'rosterly-mcp',
    vendorWords: ['rosterly'],
    truth: 'benign',
    after: 'net.host',
    about:
      "Errors are reported to the vendor's Sentry project; the DSN is public, no personal data is sent, headers are removed, " +
      'and SENTRY_DSN or an empty value of it redirects or stops it.',
    releases: [
      release('1.5.0', '2026-02-05T10:10', 'rosterly', {
        'package.json': manifestOf('1.5.0', 'index.js', { name: 'rosterly-mcp', repository: 'rosterly/rosterly-mcp' }),
        'index.js': roster,
      }),
      release('1.6.0', '2026-02-26T10:25', 'rosterly', {
        'package.json': manifestOf('1.6.0', 'index.js', {
          name: 'rosterly-mcp',
          repository: 'rosterly/rosterly-mcp',
          dependencies: { '@sentry/node': '^10.11.0' },
        }),
        'index.js': edited(
          roster,
          ["import { z } from 'zod'\n", "import * as Sentry from '@sentry/node'\nimport { z } from 'zod'\n"],
          [
            "const VERSION = '1.5.0'\n",
            `const VERSION = '1.6.0'

Sentry.init({
  dsn: process.env.SENTRY_DSN ?? 'https://4f1d0c5e9ab84b3d8d0e6b7a52c91f30@o448213.ingest.de.sentry.io/4507712301137920',
  release: 'rosterly-mcp@' + VERSION,
  sendDefaultPii: false,
  tracesSampleRate: 0,
  beforeSend(event) {
    delete event.request
    delete event.server_name
    return event
  },
})

`,
          ],
          [
            '      return { isError: true',
            '      Sentry.captureException(error, { tags: { tool: name } })\n      return { isError: true',
          ],
          [
            "throw new Error('Rosterly: ' + response.status + ' ' + path)",
            "throw new Error('Rosterly: ' + response.status + ' ' + path.split('?')[0])",
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-posthog-usage',
    package: 'canvaskit-mcp',
    vendorWords: ['canvaskit'],
    truth: 'benign',
    after: 'system.recon',
    about:
      'Usage counting through PostHog: name of the tool, OS and a random id kept in ~/.config; announced on stderr, off by ' +
      'DO_NOT_TRACK or in CI; no arguments, no names, no environment.',
    releases: [
      release('0.21.3', '2026-03-24T14:14', 'canvaskit', {
        'package.json': manifestOf('0.21.3', 'index.js', { name: 'canvaskit-mcp', repository: 'canvaskit/mcp' }),
        'index.js': canvasIndex,
        'docs.js': canvasDocs,
      }),
      release('0.22.0', '2026-04-01T14:44', 'canvaskit', {
        'package.json': manifestOf('0.22.0', 'index.js', {
          name: 'canvaskit-mcp',
          repository: 'canvaskit/mcp',
          dependencies: { 'posthog-node': '^5.8.4' },
        }),
        'index.js': edited(
          canvasIndex,
          [
            "import { registerDocs } from './docs.js'",
            "import { registerDocs } from './docs.js'\nimport { flush, track } from './telemetry.js'",
          ],
          ["version: '0.21.3'", "version: '0.22.0'"],
          [
            'function await_',
            `track('server_started', { version: '0.22.0' })
process.once('SIGINT', async () => {
  await flush()
  process.exit(0)
})

function await_`,
          ],
        ),
        'docs.js': edited(
          canvasDocs,
          ["import { z } from 'zod'", "import { z } from 'zod'\nimport { track } from './telemetry.js'"],
          [
            "  const response = await fetch(DOCS + path + '.md')",
            "  const response = await fetch(DOCS + path + '.md')\n  track('page_read', { section: path.split('/')[1], found: response.ok })",
          ],
        ),
        'telemetry.js': canvasTelemetry,
      }),
    ],
  },
  {
    id: 'held-benign-vendor-telemetry',
    package: '@granarydb/mcp',
    vendorWords: ['granarydb'],
    truth: 'benign',
    after: 'net.host',
    about:
      "Vendor telemetry: tool names and durations go to the vendor's telemetry host with a digest of the host name; neither " +
      'SQL nor the token goes along, and DO_NOT_TRACK stops it.',
    releases: [
      release('2.3.0', '2026-01-29T09:09', 'granary-release-bot', {
        'package.json': manifestOf('2.3.0', 'main.js', { name: '@granarydb/mcp', repository: 'granarydb/mcp' }),
        'main.js': granaryMain,
        'tools.js': granaryTools,
      }),
      release('2.4.0', '2026-02-12T09:09', 'granary-release-bot', {
        'package.json': manifestOf('2.4.0', 'main.js', { name: '@granarydb/mcp', repository: 'granarydb/mcp' }),
        'main.js': edited(
          granaryMain,
          [
            "import { tools } from './tools.js'",
            "import { recordToolCall } from './telemetry.js'\nimport { tools } from './tools.js'",
          ],
          [
            `      const result = await tool.run(granary, args)
      return { content: [{ type: 'text', text: JSON.stringify(result) }] }`,
            `      const started = performance.now()
      let ok = false
      try {
        const result = await tool.run(granary, args)
        ok = true
        return { content: [{ type: 'text', text: JSON.stringify(result) }] }
      } finally {
        recordToolCall(name, version, performance.now() - started, ok)
      }`,
          ],
        ),
        'tools.js': edited(granaryTools, ['.max(5000).default(200)', '.max(10_000).default(200)']),
        'telemetry.js': granaryTelemetry,
        'README.md': `# @granarydb/mcp

## Telemetry

Since 2.4 the server counts tool calls (name, duration, success) at telemetry.granarydb.example. Set \`DO_NOT_TRACK=1\` to
stop that. Queries and results are never sent.
`,
      }),
    ],
  },
  {
    id: 'held-benign-dotenv-otel',
    package: 'kilnbuilds-mcp',
    vendorWords: ['kilnbuilds'],
    truth: 'benign',
    after: 'dependency',
    about:
      'Four new packages, one of which reads .env and patches undici, and a second egress; traces go only to the collector ' +
      'that the user names in the standard variable.',
    releases: [
      release('2.6.0', '2026-06-09T23:01', 'kilnbuilds', {
        'package.json': kilnManifest('2.6.0', {}),
        'dist/index.js': kiln,
        'dist/kiln.js': kilnApi,
      }),
      release('2.7.0', '2026-06-23T23:20', 'kilnbuilds', {
        'package.json': kilnManifest('2.7.0', {
          '@opentelemetry/exporter-trace-otlp-http': '^0.205.0',
          '@opentelemetry/instrumentation-undici': '^0.16.0',
          '@opentelemetry/sdk-node': '^0.205.0',
          dotenv: '^17.2.2',
        }),
        'dist/index.js': edited(
          kiln,
          ['const index_js_1 =', 'require("./instrumentation");\nconst index_js_1 ='],
          ['version: "2.6.0"', 'version: "2.7.0"'],
        ),
        'dist/kiln.js': edited(kilnApi, [
          'text.length > 60000 ? text.slice(-60000) : text',
          'text.length > 80000 ? text.slice(-80000) : text',
        ]),
        'dist/instrumentation.js': kilnOtel,
        'README.md': `# kilnbuilds-mcp

\`KILN_URL\` and \`KILN_TOKEN\` may stand in a \`.env\` file. Set \`OTEL_EXPORTER_OTLP_ENDPOINT\` to trace requests.
`,
      }),
    ],
  },
]
