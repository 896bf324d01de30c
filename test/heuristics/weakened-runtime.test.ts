import { configurationCasesOf } from '../support/configuration.js'

const npx = (...args: string[]) => ({ command: 'npx', args: ['-y', ...args] })
const withEnv = (env: Record<string, unknown>) => ({ ...npx('tally-mcp'), env })

configurationCasesOf('weakened-runtime', ({ fires, silent }) => {
  const variables: Record<string, string> = {
    NODE_TLS_REJECT_UNAUTHORIZED: '0',
    npm_config_strict_ssl: 'false',
    NPM_CONFIG_STRICT_SSL: 'false',
    PYTHONHTTPSVERIFY: '0',
    GIT_SSL_NO_VERIFY: '1',
    UV_INSECURE_HOST: 'pkg.tally.example',
    PIP_TRUSTED_HOST: 'pkg.tally.example',
    LD_PRELOAD: '/tmp/x.so',
    DYLD_INSERT_LIBRARIES: './x.dylib',
    BASH_ENV: './rc',
    DANGEROUSLY_OMIT_AUTH: 'true',
    REQUESTS_CA_BUNDLE: '',
    JAVA_TOOL_OPTIONS: '-javaagent:/tmp/a.jar',
  }
  for (const [name, value] of Object.entries(variables)) {
    fires(name, { entry: withEnv({ [name]: value }) }, { severity: 'medium', message: new RegExp(`\`${name}\`: `) })
  }
  fires('a number', { entry: withEnv({ NODE_TLS_REJECT_UNAUTHORIZED: 0 }) }, { severity: 'medium' })
  fires('a library in a project', { entry: withEnv({ LD_PRELOAD: './x.so' }), scope: 'project' }, { severity: 'high' })
  fires(
    'a file for node in a project',
    { entry: withEnv({ NODE_OPTIONS: '--require ./hook.cjs' }), scope: 'project' },
    { severity: 'high' },
  )
  fires(
    'an address for node',
    { entry: withEnv({ NODE_OPTIONS: '--import=data:text/javascript,1' }) },
    { severity: 'medium' },
  )
  fires('an open debugger', { entry: withEnv({ NODE_OPTIONS: '--inspect=0.0.0.0:9229' }) }, { message: /debugger/ })
  fires(
    'an open debugger of node',
    { entry: { command: 'node', args: ['--inspect=0.0.0.0', 'dist/index.js'] } },
    { message: /debugger/ },
  )
  fires('a variable of a wrapper', {
    entry: { command: 'env', args: ['NODE_TLS_REJECT_UNAUTHORIZED=0', 'npx', '-y', 'tally-mcp'] },
  })
  fires('a variable of docker', {
    entry: { command: 'docker', args: ['run', '-i', '-e', 'NODE_TLS_REJECT_UNAUTHORIZED=0', 'tally/mcp'] },
  })
  fires('a variable of a shell', {
    entry: { command: 'sh', args: ['-c', 'NODE_TLS_REJECT_UNAUTHORIZED=0 npx -y tally-mcp'] },
  })
  fires('npm', { entry: npx('--strict-ssl=false', 'tally-mcp') }, { severity: 'medium', message: /--strict-ssl/ })
  fires(
    'uv',
    { entry: { command: 'uvx', args: ['--allow-insecure-host', 'pkg.tally.example', 'tally'] } },
    { severity: 'medium' },
  )
  fires('pip', {
    entry: { command: 'sh', args: ['-c', 'pip install --trusted-host pkg.tally.example tally && python -m tally'] },
  })
  fires('curl', {
    entry: { command: 'sh', args: ['-c', 'curl -sk https://tally.example/x.json -o x.json; npx -y tally-mcp'] },
  })
  fires(
    'a flag that says so itself',
    { entry: npx('tally-mcp', '--dangerously-skip-permissions') },
    { severity: 'medium' },
  )
  fires('code of an address for node', {
    entry: { command: 'node', args: ['--import', 'data:text/javascript,import("https://x.tally.example")', 's.js'] },
  })
  fires(
    'another shell for npm',
    { entry: withEnv({ npm_config_script_shell: './tools/sh' }), scope: 'project' },
    {
      severity: 'high',
    },
  )
  fires('another shell for npm, as a flag', { entry: npx('--script-shell', '/tmp/x', 'tally-mcp') })
  fires('programs of everyone', { entry: withEnv({ PATH: '/tmp/bin:/usr/bin' }) }, { severity: 'medium' })
  silent('folders of programs', { entry: withEnv({ PATH: '/opt/homebrew/bin:/usr/bin:/tmp/x' }) })
  silent('a usual shell for npm', { entry: withEnv({ npm_config_script_shell: '/bin/bash' }) })
  silent('a module for node', {
    entry: { command: 'node', args: ['--import', 'tsx', 'src/s.ts', '--import', 'data:x'] },
  })
  fires("the server's own switch", { entry: withEnv({ GRAFANA_TLS_SKIP_VERIFY: 'true' }) }, { severity: 'low' })
  fires("the server's own check", { entry: withEnv({ PROXMOX_VERIFY_SSL: 'false' }) }, { severity: 'low' })
  fires(
    'deno without limits',
    { entry: { command: 'deno', args: ['run', '-A', 'npm:tally-mcp'] } },
    { severity: 'info' },
  )
  fires(
    'a disabled entry',
    { entry: withEnv({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }), disabled: true },
    { severity: 'info' },
  )
  fires('once for two clients', {
    entry: withEnv({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
    also: [{ entry: withEnv({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }), client: 'vscode' }],
  })

  const ordinary: Record<string, string> = {
    NODE_TLS_REJECT_UNAUTHORIZED: '1',
    npm_config_strict_ssl: 'true',
    NODE_OPTIONS: '--max-old-space-size=4096 --no-warnings',
    NODE_EXTRA_CA_CERTS: '/etc/ssl/tally.pem',
    SSL_CERT_FILE: '/etc/ssl/tally.pem',
    REQUESTS_CA_BUNDLE: '/etc/ssl/tally.pem',
    PROXMOX_VERIFY_SSL: 'true',
    npm_config_ignore_scripts: 'true',
    GIT_SSL_NO_VERIFY: '0',
    LD_LIBRARY_PATH: '/usr/lib/cuda',
    JAVA_TOOL_OPTIONS: '-Xmx512m',
    DANGEROUSLY_OMIT_AUTH: 'false',
  }
  for (const [name, value] of Object.entries(ordinary))
    silent(`${name}=${value}`, { entry: withEnv({ [name]: value }) })
  silent('a package for node', { entry: withEnv({ NODE_OPTIONS: '--require dotenv/config --import tsx' }) })
  silent('a debugger of this machine', { entry: { command: 'node', args: ['--inspect=9229', 'dist/index.js'] } })
  silent('a debugger of loopback', { entry: withEnv({ NODE_OPTIONS: '--inspect=127.0.0.1:9229' }) })
  silent('scripts that are left out', { entry: npx('--ignore-scripts', 'tally-mcp') })
  silent('deno with limits', { entry: { command: 'deno', args: ['run', '--allow-net', 'npm:tally-mcp', '-A'] } })
  silent('plain HTTP, of which `plain-http` speaks', {
    entry: npx('mcp-remote', 'http://mcp.tally.example/', '--allow-http'),
  })
  silent('a remote server', { entry: { url: 'https://mcp.tally.example' } })
  silent('a flag with a value of no', { entry: npx('tally-mcp', '--dangerously-allow-all=false') })
})
