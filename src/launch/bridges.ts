/**
 * Packages and programs that start or reach something else: a launcher of remote servers, of a second command, of a local
 * script. The package itself is audited; what stands behind it is named, and audited where it is a package too. Facts from the
 * help of each, and from their READMEs. Pure.
 */
import { type Arg, argOf } from './arg.js'
import { commandName } from './normalise.js'
import { flagValue, listed, walkOptions } from './options.js'
import { originOf, redactCommand, redactSpec } from './redact.js'
import type { Ecosystem } from './resolution.js'

export type Behind =
  /** A second command, to be resolved like the first. */
  | { readonly kind: 'words'; readonly words: readonly Arg[] }
  /** Lines of shell, each of which starts a server. */
  | { readonly kind: 'scripts'; readonly scripts: readonly Arg[] }
  /** Not a name of its own: what its program is called on the command line, as `tsx` for `npx tsx`. */
  | { readonly kind: 'program'; readonly name: string; readonly args: readonly Arg[] }
  /** `origin` is free of secrets; `null` where it is not known. */
  | { readonly kind: 'origin'; readonly origin: string | null; readonly reason: string }

type Environment = Readonly<Record<string, string>>
type Bridge = (args: readonly Arg[], env: Environment) => Behind | null

const NOT_AUDITED = 'what a remote server runs is not audited'
const ADDRESS = /^(https?|wss?):/i

const remote = (url: Arg | null | undefined): Behind | null =>
  url ? { kind: 'origin', origin: originOf(url.text), reason: NOT_AUDITED } : null

/** The first URL that stands alone as a word. */
const urlBridge: Bridge = (args) => remote(args.find(({ text }) => ADDRESS.test(text)))

/** A URL in a variable. */
const variableBridge =
  (...names: readonly string[]): Bridge =>
  (args, env) => {
    const text = names.map((name) => env[name]).find((value) => value !== undefined)
    return urlBridge(args, env) ?? (text === undefined ? null : remote(argOf({ text, pointer: '', offset: 0 })))
  }

const supergateway: Bridge = (args) => {
  const script = flagValue(args, '--stdio')
  return script ? { kind: 'scripts', scripts: [script] } : remote(flagValue(args, '--sse', '--streamableHttp'))
}

const commandAfter =
  (values: string, several: ReadonlyMap<string, number> = new Map()): Bridge =>
  (args) => {
    const { rest } = walkOptions(args, listed(values), several)
    const [head] = rest
    if (!head) return null
    return ADDRESS.test(head.text) ? remote(head) : { kind: 'words', words: head.text === '--' ? rest.slice(1) : rest }
  }

const mcpProxyCommand = commandAfter(`
  --apiKey --connectionTimeout --corsAddAllowedHeader --endpoint --eventStoreMaxEvents --gracefulShutdownTimeout --host
  --keepAliveTimeout --maxBodySize --port --requestTimeout --server --sessionIdleTimeout --sseEndpoint --streamEndpoint
  --sslCa --sslCert --sslKey --tunnelSubdomain
`)

/** punkpeye's, of npm. With `--shell` the words are a line. */
const mcpProxyOfNpm: Bridge = (args, env) => {
  const found = mcpProxyCommand(args, env)
  const line = found?.kind === 'words' && found.words.length === 1 && args.some(({ text }) => text === '--shell')
  return line && found.kind === 'words' ? { kind: 'scripts', scripts: found.words } : found
}

/** sparfenyuk's, of PyPI. `--named-server NAME LINE` may stand several times. */
const mcpProxyOfPypi: Bridge = (args, env) => {
  const pairs = new Map(['-H', '--headers', '-e', '--env', '--named-server'].map((name) => [name, 2]))
  const values = `--transport --cwd --log-level --port --host --sse-port --sse-host --allow-origin --named-server-config
    --client-id --client-secret --token-url --scope --expose-header`
  const lines = args.flatMap(({ text }, index) => (text === '--named-server' ? (args[index + 2] ?? []) : []))
  return lines.length > 0 ? { kind: 'scripts', scripts: lines } : commandAfter(values, pairs)(args, env)
}

/** `mcpo --port 8000 -- command`, `mcpo --server-type sse -- URL`. */
const mcpo: Bridge = (args) => {
  const dashes = args.findIndex(({ text }) => text === '--')
  const inner = dashes < 0 ? [] : args.slice(dashes + 1)
  const [head] = inner
  if (!head) return null
  return ADDRESS.test(head.text) ? remote(head) : { kind: 'words', words: inner }
}

/** `fastmcp run server.py`, `fastmcp run https://…`. */
const runsFile =
  (subcommands: string): Bridge =>
  (args) => {
    const { rest } = walkOptions(args, new Set())
    if (!listed(subcommands).has(rest[0]?.text ?? '')) return null
    const target = rest.slice(1).find(({ text }) => !text.startsWith('-'))
    if (!target) return null
    if (ADDRESS.test(target.text)) return remote(target)
    const reason = 'the file that it starts is one of this machine, and is not audited'
    return { kind: 'origin', origin: redactCommand(target.text), reason }
  }

const smithery: Bridge = (args) => {
  const at = args.findIndex(({ text }) => text === 'run')
  const server = at < 0 ? undefined : args.slice(at + 1).find(({ text }) => !text.startsWith('-'))
  if (!server) return null
  return {
    kind: 'origin',
    origin: redactSpec(server.text),
    reason: 'the server that Smithery starts for it is not audited',
  }
}

/** `mcpm run name`, `mcpm profile run name`. */
const mcpm: Bridge = (args) => {
  const at = args.findIndex(({ text }) => text === 'run')
  const server = at < 0 ? undefined : args.slice(at + 1).find(({ text }) => !text.startsWith('-'))
  if (!server || !/^[\w./@-]+$/.test(server.text)) return null
  const reason = "it starts a server of mcpm's own list: see `mcpm ls`"
  return { kind: 'origin', origin: `mcpm: ${server.text}`, reason }
}

/** The package starts a program that is known by its own name: `npx dotenv-cli …` is `dotenv …`. */
const asProgram =
  (name: string): Bridge =>
  (args) => ({ kind: 'program', name, args })

const SCRIPT_PACKAGES = ['tsx', 'ts-node', 'nodemon', 'vite-node', 'jiti', 'esno', '@babel/node:babel-node']
const RUNNER_PACKAGES = [
  ...['dotenv-cli:dotenv', '@dotenvx/dotenvx:dotenvx', 'cross-env', 'env-cmd', 'envmcp', 'varlock', 'bun', 'deno'],
  ...['@anthropic-ai/sandbox-runtime:srt', 'pnpm', 'yarn', 'npm', 'corepack'],
]
const programs = (pairs: readonly string[], ecosystem: Ecosystem) =>
  pairs.map((pair) => {
    const [name = '', program = name] = pair.split(':')
    return [`${ecosystem}:${name}`, asProgram(program)] as const
  })

const BRIDGES: ReadonlyMap<string, Bridge> = new Map<string, Bridge>([
  ['npm:mcp-remote', urlBridge],
  ['npm:supergateway', supergateway],
  ['npm:mcp-proxy', mcpProxyOfNpm],
  ['npm:mcp-server-and-gw', urlBridge],
  ['npm:@boilingdata/mcp-server-and-gw', urlBridge],
  ['npm:@pyroprompts/mcp-stdio-to-streamable-http-adapter', variableBridge('URI')],
  ['npm:@smithery/cli', smithery],
  ['pypi:mcp-proxy', mcpProxyOfPypi],
  ['pypi:mcpo', mcpo],
  ['pypi:mcpm', mcpm],
  ['pypi:fastmcp', runsFile('run dev')],
  ['pypi:mcp', runsFile('run dev')],
  ...programs([...SCRIPT_PACKAGES, ...RUNNER_PACKAGES], 'npm'),
  ...programs(['uv', 'pipx', 'poetry', 'pdm', 'hatch', 'pipenv', 'python-dotenv:dotenv'], 'pypi'),
])

/** Bridges that are installed, and started by the names of their programs. */
const PROGRAMS: ReadonlyMap<string, Bridge> = new Map<string, Bridge>([
  ['mcp-remote', urlBridge],
  ['supergateway', supergateway],
  ['mcp-server-and-gw', urlBridge],
  ['smithery', smithery],
  ['mcpo', mcpo],
  ['mcpm', mcpm],
  ['mcp-stdio-to-streamable-http-adapter', variableBridge('URI')],
  // Two programs of this name exist; without a package, both read the words alike as far as they are read here.
  ['mcp-proxy', mcpProxyOfPypi],
])

/** What stands behind a package with these arguments; `null` for one that is the server itself. */
export const behind = (ecosystem: Ecosystem, name: string, args: readonly Arg[], env: Environment): Behind | null =>
  BRIDGES.get(`${ecosystem}:${name}`)?.(args, env) ?? null

/** What stands behind a program of this name. */
export const behindProgram = (command: Arg, args: readonly Arg[], env: Environment): Behind | null =>
  PROGRAMS.get(commandName(command.text))?.(args, env) ?? null
