/**
 * Packages that start or reach something else: a launcher of remote servers, of a second command, of a local script. The
 * package itself is audited; what stands behind it is named, and audited where it is a package too. Pure.
 */
import type { Arg } from './arg.js'
import { optionValue, walkOptions } from './options.js'
import { originOf, redactCommand, redactSpec } from './redact.js'

export interface Behind {
  /** A second command, to be resolved like the first. */
  readonly command?: { readonly words: readonly Arg[] } | { readonly script: Arg }
  readonly origin?: string | null
  /** Why what stands behind is not audited. */
  readonly reason?: string
}

type Bridge = (args: readonly Arg[]) => Behind

const NOT_AUDITED = 'what a remote server runs is not audited'

const remote = (url: Arg | null | undefined): Behind => (url ? { origin: originOf(url.text), reason: NOT_AUDITED } : {})

const localScript: Bridge = (args) => {
  const file = args.find(({ text }) => !text.startsWith('-') && text !== 'watch')
  if (!file) return {}
  return {
    origin: redactCommand(file.text),
    reason: 'the file that it starts is one of this machine, and is not audited',
  }
}

const BRIDGES: ReadonlyMap<string, Bridge> = new Map<string, Bridge>([
  ['mcp-remote', (args) => remote(args.find(({ text }) => /^https?:/i.test(text)))],
  [
    'supergateway',
    (args) => {
      const values = new Set(['--stdio', '--sse', '--streamableHttp', '--port', '--baseUrl', '--header', '--logLevel'])
      const { options } = walkOptions(args, values)
      const script = optionValue(options, '--stdio')
      return script ? { command: { script } } : remote(optionValue(options, '--sse', '--streamableHttp'))
    },
  ],
  ['envmcp', (args) => ({ command: { words: walkOptions(args, new Set(['-e', '--env-file'])).rest } })],
  ['dotenv-cli', (args) => ({ command: { words: walkOptions(args, new Set(['-e', '-v', '-p', '-c'])).rest } })],
  [
    '@anthropic-ai/sandbox-runtime',
    (args) => ({ command: { words: walkOptions(args, new Set(['-s', '--settings'])).rest } }),
  ],
  [
    '@smithery/cli',
    (args) => {
      const at = args.findIndex(({ text }) => text === 'run')
      const server = at < 0 ? undefined : args[at + 1]
      if (!server) return {}
      return { origin: redactSpec(server.text), reason: 'the server that Smithery starts for it is not audited' }
    },
  ],
  ...['tsx', 'ts-node', 'nodemon', 'vite-node', 'jiti', 'esno'].map((name) => [name, localScript] as const),
])

/** What stands behind a package with these arguments; `null` for one that is the server itself. */
export const behind = (name: string, args: readonly Arg[]): Behind | null => BRIDGES.get(name)?.(args) ?? null
