import { type ConfigurationParts, configurationCasesOf } from '../support/configuration.js'

const npx = (...args: string[]): ConfigurationParts => ({
  entry: { command: 'npx', args: ['-y', '@tallybird/mcp@1.0.1', ...args] },
})
const env = (variables: Record<string, string>): ConfigurationParts => ({
  entry: { command: 'npx', args: ['-y', '@tallybird/mcp@1.0.1'], env: variables },
})
const docker = (options: string[], words: string[] = [], variables = {}): ConfigurationParts => ({
  entry: { command: 'docker', args: ['run', '-i', ...options, 'tallybird/mcp:1', ...words], env: variables },
})
const run = (command: string, ...args: string[]): ConfigurationParts => ({ entry: { command, args } })

configurationCasesOf('bound-to-all-interfaces', ({ fires, silent }) => {
  fires('a host', npx('--host', '0.0.0.0', '--port', '8080'), { severity: 'medium', message: /`--host`/ })
  fires('a host, attached', npx('--host=0.0.0.0'), { severity: 'medium' })
  fires('in short', run('uvx', 'tally-mcp==1.0.0', '-h', '0.0.0.0'), { severity: 'medium' })
  fires('in short, with the port', run('gunicorn', '-b', '0.0.0.0:8000', 'server:app'))
  fires('a host with its port', npx('--host', '0.0.0.0:8080'))
  fires('of IPv6', npx('--host=::'))
  fires('in brackets', npx('--host', '[::]'))
  fires('an address with its port', npx('--bind', '0.0.0.0:8080'))
  fires('of IPv6 with its port', npx('--listen=[::]:8080'))
  fires('a port alone, as Go has it', npx('--address', ':8080'))
  fires('a scheme', npx('--listen', 'tcp://0.0.0.0:9000'))
  fires('a star', npx('--hostname', '*'))
  fires('uvicorn', run('uvicorn', 'server:app', '--host', '0.0.0.0'))
  fires('Python', run('uvx', 'tally-mcp==1.0.0', '--transport', 'sse', '--host', '0.0.0.0'))
  fires('a bridge', run('uvx', 'mcp-proxy==0.8.0', '--sse-host', '0.0.0.0', 'uvx', 'tally-mcp'))
  fires(
    'the server within a bridge, once',
    run('npx', '-y', 'supergateway@3.0.0', '--stdio', 'npx -y tally-mcp --host 0.0.0.0'),
    {
      count: 1,
    },
  )
  fires('within cmd, once', run('cmd', '/c', 'npx', '-y', 'tally-mcp', '--host', '0.0.0.0'), { count: 1 })
  fires('within a shell', run('sh', '-c', 'HOST=0.0.0.0 node server.js'))
  fires('by env', run('env', 'MCP_HOST=0.0.0.0', 'node', 'server.js'))
  fires('a variable', env({ HOST: '0.0.0.0', PORT: '3000' }), { severity: 'medium', message: /`HOST`/ })
  fires('a variable of a framework', env({ FASTMCP_HOST: '::' }))
  fires('a variable of Playwright', env({ PLAYWRIGHT_MCP_HOST: '0.0.0.0' }))
  fires('a variable with the port', env({ TALLY_BIND_ADDR: '0.0.0.0:9000' }))
  fires('a variable to listen', env({ LISTEN: ':8080' }))
  fires('a port of a container', docker(['-p', '8080:8080']), { severity: 'low' })
  fires('to all addresses', docker(['--publish=0.0.0.0:8080:8080']), { severity: 'low' })
  fires('to all of IPv6', docker(['-p', '[::]:8080:8080']), { severity: 'low' })
  fires('any port', docker(['-p', '8080']), { severity: 'low' })
  fires('all ports', docker(['-P']), { severity: 'low' })
  fires('several ports, once', docker(['-p', '1:1', '-p', '2:2']), { severity: 'low', count: 1 })
  fires('the host’s network', docker(['--network', 'host'], ['--host', '0.0.0.0']), { severity: 'medium' })
  fires('the host’s network, by a variable', docker(['--net=host', '-e', 'HOST=0.0.0.0']), { severity: 'medium' })
  fires('a disabled entry', { ...npx('--host', '0.0.0.0'), disabled: true }, { severity: 'info' })

  silent('short options with other values', npx('-h', '-b', 'main', '-l', 'debug', '-a', 'all'))
  silent('no host', npx('--port', '8080'))
  silent('loopback', npx('--host', '127.0.0.1'))
  silent('loopback by name', npx('--host=localhost', '--bind', '[::1]:8080'))
  silent('loopback at last', npx('--host', '0.0.0.0', '--host', '127.0.0.1'))
  silent('an address of the network', npx('--host', '10.0.0.5'))
  silent('stdio', npx('--transport', 'stdio', '--host', '0.0.0.0'))
  silent('stdio by a variable', env({ MCP_TRANSPORT: 'stdio', HOST: '0.0.0.0' }))
  silent('a server to connect to', env({ OLLAMA_HOST: '0.0.0.0', DB_HOST: '0.0.0.0', REDIS_HOST: '0.0.0.0' }))
  silent('a server to connect to, as an option', npx('--db-host', '0.0.0.0', '--redis-url', 'redis://0.0.0.0:6379'))
  silent('a URL to connect to', env({ HOST: 'http://0.0.0.0:8080', MCP_SERVER_HOST: 'https://tally.example' }))
  silent('in a container', docker([], ['--host', '0.0.0.0']))
  silent('in a container, by a variable', docker(['-e', 'HOST=0.0.0.0']))
  silent('handed over to a container', docker(['-e', 'HOST'], [], { HOST: '0.0.0.0' }))
  silent('a container in a shell', run('sh', '-c', 'docker run -i -e HOST=0.0.0.0 tallybird/mcp:1 --host 0.0.0.0'))
  silent('a container in cmd', run('cmd', '/c', 'docker', 'run', '-i', 'tallybird/mcp:1', '--host', '0.0.0.0'))
  silent('published to this machine', docker(['-p', '127.0.0.1:8080:8080'], ['--host', '0.0.0.0']))
  silent('published to this machine, of IPv6', docker(['-p', '[::1]:8080:8080']))
  silent('published to one address', docker(['--publish', '192.168.7.5:80:80']))
  silent('a remote server', { entry: { url: 'http://0.0.0.0:8080/mcp' } })
  silent('an option without a value', npx('--host'))
  silent('an option before another', npx('--host', '--port', '0.0.0.0'))
})
