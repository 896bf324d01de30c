import { manifestOf } from '../../incidents/fixture.js'
import type { Pair } from '../pair.js'
import { edited, release } from './benign-parts.js'

// --- git -------------------------------------------------------------------------------------------------------------

const gitServer = `#!/usr/bin/env node
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import simpleGit from 'simple-git'
import { z } from 'zod'

const server = new McpServer({ name: 'repo-scribe', version: '0.4.5' })
const repo = z.string().describe('Absolute path of the repository')
const out = (text) => ({ content: [{ type: 'text', text: text || '(nothing)' }] })

server.tool('status', 'Working tree status', { repo }, async ({ repo }) => out(await simpleGit(repo).raw(['status', '-sb'])))
server.tool('diff', 'Unstaged changes', { repo }, async ({ repo }) => out(await simpleGit(repo).diff()))
server.tool('log', 'Latest commits', { repo, count: z.number().int().max(200).default(20) }, async ({ repo, count }) =>
  out(await simpleGit(repo).raw(['log', '--oneline', '-n', String(count)])),
)
server.tool('commit', 'Commits what is staged', { repo, message: z.string() }, async ({ repo, message }) => {
  const result = await simpleGit(repo).commit(message)
  return out(result.commit)
})

server.connect(new StdioServerTransport())
`

const gitRun = `import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

export async function git(repo, ...args) {
  const { stdout } = await run('git', args, {
    cwd: repo,
    maxBuffer: 32 * 1024 * 1024,
    env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  })
  return stdout
}
`

// --- ffmpeg and docker -----------------------------------------------------------------------------------------------

const reel = `#!/usr/bin/env node
import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { CallToolRequestSchema, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js'
import { probe } from './probe.js'

const tools = {
  media_info: {
    description: 'Format, duration and streams of a media file',
    inputSchema: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
    run: async ({ path }) => JSON.stringify(await probe(path), null, 2),
  },
}

const server = new Server({ name: 'reelworks', version: '1.0.0' }, { capabilities: { tools: {} } })

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: Object.keys(tools).map((name) => ({
    name,
    description: tools[name].description,
    inputSchema: tools[name].inputSchema,
  })),
}))

server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const tool = tools[params.name]
  if (tool === undefined) throw new Error('Unknown tool: ' + params.name)
  return { content: [{ type: 'text', text: await tool.run(params.arguments) }] }
})

server.connect(new StdioServerTransport())
`

const reelProbe = `import { parseFile } from 'music-metadata'

export async function probe(path) {
  const { format } = await parseFile(path, { duration: true, skipCovers: true })
  return { container: format.container, codec: format.codec, seconds: format.duration, bitrate: format.bitrate }
}
`

const reelConvert = `import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const PRESETS = {
  mp4: ['-c:v', 'libx264', '-crf', '23', '-preset', 'medium', '-c:a', 'aac', '-movflags', '+faststart'],
  webm: ['-c:v', 'libvpx-vp9', '-b:v', '0', '-crf', '34', '-c:a', 'libopus'],
  mp3: ['-vn', '-c:a', 'libmp3lame', '-q:a', '2'],
  gif: ['-vf', 'fps=12,scale=480:-1:flags=lanczos', '-loop', '0'],
}

function launch(command, args) {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true })
    let tail = ''
    child.stderr.on('data', (chunk) => {
      tail = (tail + chunk).slice(-2000)
    })
    child.on('error', (error) => fail(error.code === 'ENOENT' ? new Error(command + ' is not installed') : error))
    child.on('close', (code) => (code === 0 ? done() : fail(new Error(tail))))
  })
}

/** With REELWORKS_DOCKER=1, for those who have no ffmpeg of their own. */
export async function convert({ input, output, format }) {
  const source = resolve(input)
  const target = resolve(output)
  if (!existsSync(source)) throw new Error('No such file: ' + source)
  const args = ['-hide_banner', '-nostdin', '-y', '-i', source, ...PRESETS[format], target]
  if (process.env.REELWORKS_DOCKER !== '1') await launch(process.env.FFMPEG_PATH ?? 'ffmpeg', args)
  else {
    const mounts = [...new Set([dirname(source), dirname(target)])].flatMap((folder) => ['-v', folder + ':' + folder])
    await launch('docker', ['run', '--rm', '--network', 'none', ...mounts, 'jrottenberg/ffmpeg:7-alpine', ...args])
  }
  return target
}
`

// --- test runner -----------------------------------------------------------------------------------------------------

const verdict = `#!/usr/bin/env node
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
const node_child_process_1 = require("node:child_process");
const mcp_js_1 = require("@modelcontextprotocol/sdk/server/mcp.js");
const stdio_js_1 = require("@modelcontextprotocol/sdk/server/stdio.js");
const zod_1 = require("zod");
const server = new mcp_js_1.McpServer({ name: "verdict", version: "0.2.2" });
function run(command, args, cwd) {
    return new Promise((resolve, reject) => {
        const child = (0, node_child_process_1.spawn)(command, args, { cwd, env: { ...process.env, CI: "1", FORCE_COLOR: "0" } });
        const chunks = [];
        child.stdout.on("data", (chunk) => chunks.push(chunk));
        child.stderr.on("data", (chunk) => chunks.push(chunk));
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, output: Buffer.concat(chunks).toString("utf8") }));
    });
}
server.registerTool("run_tests", {
    description: "Run the tests of a project with vitest",
    inputSchema: { cwd: zod_1.z.string(), filter: zod_1.z.string().optional() },
}, async ({ cwd, filter }) => {
    const { code, output } = await run("npx", ["vitest", "run", ...(filter ? [filter] : [])], cwd);
    return { isError: code !== 0, content: [{ type: "text", text: output.slice(-20000) }] };
});
server.connect(new stdio_js_1.StdioServerTransport());
`

const verdictConfig = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.loadConfig = loadConfig;
const node_fs_1 = require("node:fs");
const node_path_1 = require("node:path");
const zod_1 = require("zod");
const Config = zod_1.z.object({
    /** What runs the tests, e.g. { "command": "make test", "shell": true } */
    command: zod_1.z.string().default("npx vitest run"),
    shell: zod_1.z.boolean().default(false),
    env: zod_1.z.record(zod_1.z.string()).default({}),
    timeoutSeconds: zod_1.z.number().positive().default(600),
});
function loadConfig(cwd) {
    const file = (0, node_path_1.join)(cwd, "verdict.config.json");
    return Config.parse((0, node_fs_1.existsSync)(file) ? JSON.parse((0, node_fs_1.readFileSync)(file, "utf8")) : {});
}
`

// --- code interpreter ------------------------------------------------------------------------------------------------

const slate = `#!/usr/bin/env node
import { FastMCP } from 'fastmcp'
import { z } from 'zod'
import { evaluate } from './calculator.js'

const mcp = new FastMCP({ name: 'slate-interpreter', version: '1.4.0' })

mcp.addTool({
  name: 'calculate',
  description: 'Evaluates an arithmetic expression',
  parameters: z.object({ expression: z.string().max(2000) }),
  execute: async ({ expression }) => String(evaluate(expression)),
})

mcp.start({ transportType: 'stdio' })
`

const slateCalculator = `import { create, all } from 'mathjs'

const math = create(all, { number: 'BigNumber', precision: 64 })

export const evaluate = (expression) => math.format(math.evaluate(expression), { precision: 14 })
`

const slateWorker = `import { parentPort, workerData } from 'node:worker_threads'
import vm from 'node:vm'

const lines = []
const print = (...values) => lines.push(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '))

const sandbox = vm.createContext(
  { console: { log: print, error: print, warn: print }, data: workerData.data, Math, JSON, Date },
  { codeGeneration: { strings: false, wasm: false } },
)

try {
  const value = new vm.Script('(() => {' + workerData.code + '\\n})()', { filename: 'cell.js' }).runInContext(sandbox, { timeout: 5000 })
  parentPort.postMessage({ ok: true, value: value === undefined ? undefined : JSON.stringify(value), lines })
} catch (error) {
  parentPort.postMessage({ ok: false, value: String(error), lines })
}
`

const slateRun = `import { Worker } from 'node:worker_threads'

/** Runs JavaScript of the model in a worker without environment, with a limit of memory and time. */
export function runCell(code, data) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./cell-worker.js', import.meta.url), {
      workerData: { code, data },
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: 128 },
    })
    const timer = setTimeout(() => worker.terminate().then(() => reject(new Error('Took too long'))), 8000)
    worker.once('message', (result) => {
      clearTimeout(timer)
      resolve(result)
    })
    worker.once('error', reject)
  })
}
`

export const BENIGN_LOCAL: readonly Pair[] = [
  {
    id: 'held-benign-git-execfile',
    package: 'repo-scribe-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'process.spawn',
    about:
      'A git server drops a wrapper and runs git by execFile with the whole environment and argument arrays, and learns to ' +
      'push; all of it is the purpose, arguments are no shell text and guarded by `--`.',
    releases: [
      release('0.4.5', '2026-01-30T10:40', 'wrenfield', {
        'package.json': manifestOf('0.4.5', 'index.js', {
          name: 'repo-scribe-mcp',
          repository: 'wrenfield/repo-scribe',
          dependencies: { 'simple-git': '^3.28.0' },
        }),
        'index.js': gitServer,
      }),
      release('0.5.0', '2026-02-19T10:42', 'wrenfield', {
        'package.json': manifestOf('0.5.0', 'index.js', {
          name: 'repo-scribe-mcp',
          repository: 'wrenfield/repo-scribe',
        }),
        'git.js': gitRun,
        'index.js': edited(
          gitServer,
          [
            "import simpleGit from 'simple-git'\nimport { z } from 'zod'",
            "import { z } from 'zod'\nimport { git } from './git.js'",
          ],
          ["version: '0.4.5'", "version: '0.5.0'"],
          ["simpleGit(repo).raw(['status', '-sb'])", "git(repo, 'status', '-sb')"],
          ['simpleGit(repo).diff()', "git(repo, 'diff', '--no-ext-diff')"],
          [
            "simpleGit(repo).raw(['log', '--oneline', '-n', String(count)])",
            "git(repo, 'log', '--oneline', '-n', String(count))",
          ],
          [
            '  const result = await simpleGit(repo).commit(message)\n  return out(result.commit)',
            "  await git(repo, 'commit', '-m', message)\n  return out(await git(repo, 'rev-parse', 'HEAD'))",
          ],
          [
            '\nserver.connect',
            `server.tool('add', 'Stages files', { repo, paths: z.array(z.string()).min(1) }, async ({ repo, paths }) =>
  out(await git(repo, 'add', '--', ...paths)),
)
server.tool(
  'push',
  'Pushes a branch to a remote',
  { repo, remote: z.string().regex(/^[\\w./-]+$/).default('origin'), branch: z.string().regex(/^[\\w./-]+$/) },
  async ({ repo, remote, branch }) => out(await git(repo, 'push', '--porcelain', '--', remote, branch)),
)

server.connect`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-ffmpeg-docker',
    package: 'reelworks-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'process.spawn',
    about:
      'The first spawn of this package: ffmpeg, or docker without network, with argument arrays for a conversion tool. Paths ' +
      'come from the call.',
    releases: [
      release('1.0.0', '2026-04-11T17:17', 'sora-media', {
        'package.json': manifestOf('1.0.0', 'index.js', {
          name: 'reelworks-mcp',
          repository: 'sora-media/reelworks-mcp',
          dependencies: { 'music-metadata': '^11.8.3' },
        }),
        'index.js': reel,
        'probe.js': reelProbe,
      }),
      release('1.1.0', '2026-04-25T17:29', 'sora-media', {
        'package.json': manifestOf('1.1.0', 'index.js', {
          name: 'reelworks-mcp',
          repository: 'sora-media/reelworks-mcp',
          dependencies: { 'music-metadata': '^11.8.3' },
        }),
        'probe.js': reelProbe,
        'convert.js': reelConvert,
        'index.js': edited(
          reel,
          [
            "import { probe } from './probe.js'",
            "import { convert } from './convert.js'\nimport { probe } from './probe.js'",
          ],
          ["version: '1.0.0'", "version: '1.1.0'"],
          [
            '    run: async ({ path }) => JSON.stringify(await probe(path), null, 2),\n  },',
            `    run: async ({ path }) => JSON.stringify(await probe(path), null, 2),
  },
  convert: {
    description: 'Converts a media file with ffmpeg',
    inputSchema: {
      type: 'object',
      properties: {
        input: { type: 'string' },
        output: { type: 'string' },
        format: { type: 'string', enum: ['mp4', 'webm', 'mp3', 'gif'] },
      },
      required: ['input', 'output', 'format'],
    },
    run: async (args) => 'Wrote ' + (await convert(args)),
  },`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-test-runner-config',
    package: 'verdict-tests-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'process.spawn',
    about:
      "A test runner runs any command, even by a shell, but the one that the project's own verdict.config.json names, as " +
      'npm scripts do; nothing of the tool call stands in it.',
    releases: [
      release('0.2.2', '2026-05-08T08:58', 'asb-dev', {
        'package.json': manifestOf('0.2.2', 'dist/index.js', {
          name: 'verdict-tests-mcp',
          type: 'commonjs',
          repository: 'asb-dev/verdict',
        }),
        'dist/index.js': verdict,
      }),
      release('0.3.0', '2026-05-16T09:12', 'asb-dev', {
        'package.json': manifestOf('0.3.0', 'dist/index.js', {
          name: 'verdict-tests-mcp',
          type: 'commonjs',
          repository: 'asb-dev/verdict',
        }),
        'dist/config.js': verdictConfig,
        'dist/index.js': edited(
          verdict,
          ['const zod_1 = require("zod");', 'const zod_1 = require("zod");\nconst config_1 = require("./config");'],
          ['version: "0.2.2"', 'version: "0.3.0"'],
          ['function run(command, args, cwd) {', 'function run(command, args, cwd, { shell, env, timeoutSeconds }) {'],
          [
            '{ cwd, env: { ...process.env, CI: "1", FORCE_COLOR: "0" } }',
            '{ cwd, shell, timeout: timeoutSeconds * 1000, env: { ...process.env, CI: "1", FORCE_COLOR: "0", ...env } }',
          ],
          [
            'description: "Run the tests of a project with vitest"',
            'description: "Run the tests of a project with the command of its verdict.config.json"',
          ],
          [
            'inputSchema: { cwd: zod_1.z.string(), filter: zod_1.z.string().optional() }',
            'inputSchema: { cwd: zod_1.z.string() }',
          ],
          ['}, async ({ cwd, filter }) => {', '}, async ({ cwd }) => {'],
          [
            'await run("npx", ["vitest", "run", ...(filter ? [filter] : [])], cwd);',
            'await runConfigured(cwd, (0, config_1.loadConfig)(cwd));',
          ],
          [
            'server.registerTool(',
            `function runConfigured(cwd, config) {
    if (config.shell)
        return run(config.command, [], cwd, config);
    const [command, ...args] = config.command.split(/\\s+/);
    return run(command, args, cwd, config);
}
server.registerTool(`,
          ],
        ),
      }),
    ],
  },
  {
    id: 'held-benign-code-interpreter',
    package: 'slate-interpreter-mcp',
    vendorWords: [],
    truth: 'benign',
    after: 'code.eval',
    about:
      'Code of the tool call is now run by node:vm in a worker without environment, imports or network: an interpreter whose ' +
      'name and tool say so.',
    releases: [
      release('1.4.0', '2026-06-01T12:01', 'qkessler', {
        'package.json': manifestOf('1.4.0', 'index.js', {
          name: 'slate-interpreter-mcp',
          repository: 'qkessler/slate',
          dependencies: { fastmcp: '^3.22.0', mathjs: '^14.6.0' },
        }),
        'index.js': slate,
        'calculator.js': slateCalculator,
      }),
      release('2.0.0', '2026-06-28T12:36', 'qkessler', {
        'package.json': manifestOf('2.0.0', 'index.js', {
          name: 'slate-interpreter-mcp',
          repository: 'qkessler/slate',
          dependencies: { fastmcp: '^3.22.0', mathjs: '^14.6.0' },
        }),
        'calculator.js': slateCalculator,
        'cell-worker.js': slateWorker,
        'run-cell.js': slateRun,
        'index.js': edited(
          slate,
          [
            "import { evaluate } from './calculator.js'",
            "import { evaluate } from './calculator.js'\nimport { runCell } from './run-cell.js'",
          ],
          ["version: '1.4.0'", "version: '2.0.0'"],
          [
            'mcp.start(',
            `mcp.addTool({
  name: 'run_javascript',
  description: 'Runs JavaScript in a sandbox. \`data\` is at hand as a variable; use \`return\` for the result.',
  parameters: z.object({ code: z.string().max(50_000), data: z.unknown().optional() }),
  execute: async ({ code, data }) => {
    const { ok, value, lines } = await runCell(code, data)
    return [...lines, (ok ? 'result: ' : 'error: ') + value].join('\\n')
  },
})

mcp.start(`,
          ],
        ),
      }),
    ],
  },
]
