// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables as clients and shells write them
import { describe, expect, it } from 'vitest'
import { launchOf, summary, table } from './entries.js'

table('bridges', [
  [
    ['npx', '-y', 'mcp-remote@0.1.0', 'https://h.example/s/key'],
    'npm npx mcp-remote@version:0.1.0! (https://h.example)',
  ],
  [
    ['npx', 'supergateway', '--stdio', 'npx -y pkg'],
    'npm npx supergateway@range:* pkg@range:*',
    ['supergateway', 'pkg'],
  ],
  [['npx', 'supergateway', '--stdio', 'uvx p'], 'npm npx supergateway@range:* pypi:p@range:*', ['supergateway', 'p']],
  [['npx', 'envmcp', '-e', '.env', 'npx', 'pkg'], 'npm npx envmcp@range:* pkg@range:*'],
  [['npx', '@smithery/cli@1', 'run', '@x/y'], 'npm npx @smithery/cli@range:1 (@x/y)'],
  [['npx', 'tsx', 'server.ts'], 'npm npx tsx@range:* (server.ts)'],
  [
    'npx -y mcp-remote https://h.example/sse --header X:https://z.example',
    'npm npx mcp-remote@range:* (https://h.example)',
  ],
  [
    'npx -p mcp-remote@latest mcp-remote-client https://h.example/',
    'npm npx mcp-remote@tag:latest (https://h.example)',
  ],
  ['npx mcp-remote ${URL}', 'npm npx mcp-remote@range:*'],
  ['bunx mcp-remote wss://h.example/', 'npm bunx mcp-remote@range:* (wss://h.example)'],
  ['npx -y supergateway --sse https://h.example/sse', 'npm npx supergateway@range:* (https://h.example)'],
  ['npx supergateway --streamableHttp=https://h.example/mcp', 'npm npx supergateway@range:* (https://h.example)'],
  [
    ['npx', 'supergateway', '--cors', '*', '--port', '8000', '--stdio', 'npx -y pkg@1.0.0'],
    'npm npx supergateway@range:* pkg@version:1.0.0!',
    ['supergateway', 'pkg@1.0.0'],
  ],
  ['npx mcp-proxy --port 8080 npx pkg', 'npm npx mcp-proxy@range:* pkg@range:*'],
  ['npx mcp-proxy --debug -- npx pkg', 'npm npx mcp-proxy@range:* pkg@range:*'],
  [['npx', 'mcp-proxy', '--shell', 'npx pkg'], 'npm npx mcp-proxy@range:* pkg@range:*', ['mcp-proxy', 'pkg']],
  ['uvx mcp-proxy https://h.example/sse', 'pypi uvx mcp-proxy@range:* (https://h.example)'],
  [
    'uvx mcp-proxy -H Authorization x --transport streamablehttp https://h.example/',
    'pypi uvx mcp-proxy@range:* (https://h.example)',
  ],
  ['uvx mcp-proxy --sse-port 8080 -e A b uvx pkg', 'pypi uvx mcp-proxy@range:* pkg@range:*'],
  ['uvx mcp-proxy --port=8080 -- npx pkg', 'pypi uvx mcp-proxy@range:* npm:pkg@range:*'],
  [
    ['uvx', 'mcp-proxy', '--named-server', 'a', 'uvx p', '--named-server', 'b', 'npx q'],
    'pypi uvx mcp-proxy@range:* p@range:* npm:q@range:*',
    ['mcp-proxy', 'p', 'q'],
  ],
  ['mcp-proxy https://h.example/sse', 'remote mcp-proxy (https://h.example)'],
  ['mcp-proxy --headers A b npx pkg', 'npm npx <mcp-proxy> pkg@range:*'],
  ['mcp-remote https://h.example/sse', 'remote mcp-remote (https://h.example)'],
  ['supergateway --sse https://h.example/', 'remote supergateway (https://h.example)'],
  [['supergateway', '--stdio', 'uvx pkg'], 'pypi uvx <supergateway> pkg@range:*', ['pkg']],
  ['uvx mcpo --port 8000 -- uvx pkg', 'pypi uvx mcpo@range:* pkg@range:*'],
  ['npx mcp-server-and-gw http://127.0.0.1:8808/', 'npm npx mcp-server-and-gw@range:* (http://127.0.0.1:8808)'],
  ['npx -y @smithery/cli@latest run @x/y --key k --config {}', 'npm npx @smithery/cli@tag:latest (@x/y)'],
  ['smithery run @x/y', 'local smithery (@x/y)'],
  ['mcpm run server', 'local mcpm (mcpm: server)'],
  ['npx -y dotenv-cli -e .env -- npx -y pkg', 'npm npx dotenv-cli@range:* pkg@range:*'],
  ['npx -p dotenv-cli dotenv npx pkg', 'npm npx dotenv-cli@range:* pkg@range:*'],
  ['npx @dotenvx/dotenvx run -- npx pkg', 'npm npx @dotenvx/dotenvx@range:* pkg@range:*'],
  ['npx cross-env A=b npx pkg', 'npm npx cross-env@range:* pkg@range:*'],
  ['npx env-cmd -f .env npx pkg', 'npm npx env-cmd@range:* pkg@range:*'],
  [
    'npx @anthropic-ai/sandbox-runtime --settings s npx pkg',
    'npm npx @anthropic-ai/sandbox-runtime@range:* pkg@range:*',
  ],
  [
    ['npx', '@anthropic-ai/sandbox-runtime', '-c', 'npx pkg'],
    'npm npx @anthropic-ai/sandbox-runtime@range:* pkg@range:*',
    ['@anthropic-ai/sandbox-runtime', 'pkg'],
  ],
  ['npx bun x pkg', 'npm npx bun@range:* pkg@range:*'],
  ['npx pnpm@9 dlx pkg', 'npm npx pnpm@range:9 pkg@range:*'],
  ['npx nodemon --watch src server.js', 'npm npx nodemon@range:* (server.js)'],
  ['uvx fastmcp run server.py', 'pypi uvx fastmcp@range:* (server.py)'],
  ['uvx fastmcp run https://h.example/mcp', 'pypi uvx fastmcp@range:* (https://h.example)'],
  ['uvx --from python-dotenv[cli] dotenv run -- npx pkg', 'pypi uvx python-dotenv@range:* npm:pkg@range:*'],
])

describe('a bridge that is told its address by a variable', () => {
  it('names the origin', () => {
    const argv = ['npx', '-y', '@pyroprompts/mcp-stdio-to-streamable-http-adapter']
    expect(summary(launchOf(argv, { URI: 'https://h.example/mcp?k=v' }))).toBe(
      `npm npx ${argv[2]}@range:* (https://h.example)`,
    )
    expect(launchOf(argv).origin).toBeNull()
  })
})
