// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the clients' own syntax for variables
import { configurationCasesOf } from '../support/configuration.js'

const remote = (url: string, headers?: Record<string, string>) => ({ url, ...(headers && { headers }) })
const npx = (...args: string[]) => ({ command: 'npx', args: ['-y', ...args] })

configurationCasesOf('plain-http', ({ fires, silent }) => {
  fires(
    'a public host',
    { entry: remote('http://mcp.tally.example/sse') },
    { severity: 'medium', message: /`mcp\.tally\.example`/ },
  )
  fires('in capitals', { entry: remote('HTTP://mcp.tally.example/sse') }, { severity: 'medium' })
  fires('a socket', { entry: { type: 'ws', url: 'ws://mcp.tally.example/' } }, { severity: 'medium', message: /ws:/ })
  fires('a public address', { entry: remote('http://203.0.113.7:8080/mcp') }, { severity: 'medium' })
  fires(
    'with a header that signs in',
    { entry: remote('http://mcp.tally.example/sse', { Authorization: 'Bearer ${TOKEN}' }) },
    { severity: 'high', message: /the secret/ },
  )
  fires(
    'with a key',
    { entry: remote('http://mcp.tally.example/sse', { 'X-API-Key': '${KEY}' }) },
    { severity: 'high' },
  )
  fires(
    'with another header',
    { entry: remote('http://mcp.tally.example/sse', { Accept: '*/*' }) },
    { severity: 'medium' },
  )
  fires('with a password', { entry: remote('http://ops:Mf7-quarry-Lantern@mcp.tally.example/') }, { severity: 'high' })
  fires('a private address', { entry: remote('http://192.168.1.20:3000/mcp') }, { severity: 'low' })
  fires(
    'a private address with a header',
    { entry: remote('http://10.0.0.2/mcp', { Authorization: 'x' }) },
    { severity: 'low' },
  )
  fires('a name of the network', { entry: remote('http://nas.local/mcp') }, { severity: 'low' })
  fires('a bare name', { entry: remote('http://homeserver:3000/mcp') }, { severity: 'low' })
  fires('the default of a variable', { entry: remote('${URL:-http://mcp.tally.example/}') }, { severity: 'medium' })
  fires(
    'mcp-remote',
    { entry: npx('mcp-remote', 'http://mcp.tally.example/sse', '--allow-http') },
    { severity: 'medium' },
  )
  fires(
    'mcp-remote with a header',
    { entry: npx('mcp-remote@0.1.16', 'http://mcp.tally.example/sse', '--header', 'Authorization: Bearer ${TOKEN}') },
    { severity: 'high' },
  )
  fires('mcp-remote in cmd', {
    entry: { command: 'cmd', args: ['/c', 'npx', 'mcp-remote', 'http://mcp.tally.example/'] },
  })
  fires('supergateway', { entry: npx('supergateway', '--sse', 'http://mcp.tally.example/sse') }, { severity: 'medium' })
  fires('supergateway, bound', { entry: npx('supergateway', '--streamableHttp=http://mcp.tally.example/mcp') })
  fires(
    'mcp-proxy',
    { entry: { command: 'uvx', args: ['mcp-proxy', 'http://mcp.tally.example/sse'] } },
    { severity: 'medium' },
  )
  fires(
    'a setting of the server',
    { entry: npx('tally-mcp', '--base-url', 'http://api.tally.example') },
    { severity: 'low' },
  )
  fires(
    'a variable of the server',
    { entry: { ...npx('tally-mcp'), env: { TALLY_URL: 'http://api.tally.example' } } },
    { severity: 'low', message: /`TALLY_URL`/ },
  )
  fires('a disabled entry', { entry: remote('http://mcp.tally.example/sse'), disabled: true }, { severity: 'info' })
  fires('once for two clients', {
    entry: remote('http://mcp.tally.example/sse'),
    also: [{ entry: remote('http://mcp.tally.example/sse'), client: 'windsurf' }],
  })

  silent('https', { entry: remote('https://mcp.tally.example/sse', { Authorization: 'Bearer ${TOKEN}' }) })
  silent('wss', { entry: { type: 'ws', url: 'wss://mcp.tally.example/' } })
  for (const host of [
    'localhost:3000',
    '127.0.0.1',
    '127.8.9.1:80',
    '[::1]:8080',
    'app.localhost',
    '0.0.0.0:3000',
    'LOCALHOST',
  ]) {
    silent(`this machine as ${host}`, { entry: remote(`http://${host}/mcp`) })
  }
  silent('the machine around a container', { entry: { url: 'http://host.docker.internal:8080/mcp' } })
  silent('mcp-remote to this machine', { entry: npx('mcp-remote', 'http://localhost:3845/mcp', '--allow-http') })
  silent('a variable', { entry: remote('http://${MCP_HOST}/mcp') })
  silent('an address among the arguments', { entry: npx('fetch-mcp', 'http://news.tally.example/feed') })
  silent('a private address of the server', {
    entry: { ...npx('tally-mcp'), env: { OLLAMA_HOST: 'http://192.168.1.9:11434' } },
  })
  silent('a proxy', {
    entry: {
      ...npx('tally-mcp'),
      env: { HTTP_PROXY: 'http://proxy.tally.example:3128', HTTPS_PROXY_URL: 'http://proxy.tally.example' },
    },
  })
  silent('a name that looks like an address', {
    entry: npx('tally-mcp', '--schema', 'http://json-schema.org/draft-07/schema'),
  })
  silent('a header of mcp-remote', {
    entry: npx('mcp-remote', 'https://mcp.tally.example', '--header', 'Referer: http://tally.example'),
  })
  silent('a package', { entry: npx('@tallybird/mcp') })
})
