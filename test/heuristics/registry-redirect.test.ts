// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the clients' own syntax for variables
import { configurationCasesOf } from '../support/configuration.js'

const npx = (...args: string[]) => ({ command: 'npx', args })
const withEnv = (env: Record<string, unknown>, command = 'npx') => ({ command, args: ['tally-mcp'], env })
const usual = (...labels: string[]): string => `https://${labels.join('.')}/`
const NPM = usual('registry', 'npmjs', 'org')
const PYPI = `${usual('pypi', 'org')}simple`
const MIRROR = usual('registry', 'npmmirror', 'com')
const file = (key: string, origin: string, path = '/srv/app/.npmrc') => ({
  registryFiles: [{ file: path, key, origin }],
})
const project = { scope: 'project' } as const

configurationCasesOf('registry-redirect', ({ fires, silent }) => {
  const flag = npx('-y', '--registry', 'https://npm.tally.example/path?token=x', 'tally-mcp@1.0.0')
  fires(
    'a flag',
    { entry: flag },
    { severity: 'low', message: /`--registry` takes `tally-mcp` from `npm\.tally\.example`$/ },
  )
  fires('a flag in a project', { entry: flag, ...project }, { severity: 'medium' })
  fires('a flag in a file that was named', { entry: flag, scope: 'explicit' }, { severity: 'medium' })
  fires(
    'a flag that is bound',
    { entry: npx('--registry=https://npm.tally.example', 'tally-mcp') },
    { severity: 'low' },
  )
  fires(
    'a flag with a token',
    { entry: npx('--registry=https://tok@npm.tally.example', 'tally-mcp') },
    { message: /(?<!tok@)`npm\.tally/ },
  )
  fires('behind a package that is named by a flag', {
    entry: npx('-p', 'tally-mcp', '--registry', 'https://npm.tally.example', 'tally'),
  })
  fires(
    'a scope',
    { entry: npx('--@tally:registry=https://npm.tally.example', '@tally/mcp') },
    { message: /of its scope/ },
  )
  fires('npm exec', {
    entry: { command: 'npm', args: ['exec', '-y', 'tally-mcp', '--registry=https://npm.tally.example'] },
  })
  fires(
    'a variable',
    { entry: withEnv({ npm_config_registry: 'https://npm.tally.example/' }) },
    { severity: 'low', message: /`npm_config_registry`/ },
  )
  fires(
    'a variable in capitals',
    { entry: withEnv({ NPM_CONFIG_REGISTRY: 'https://npm.tally.example/' }), ...project },
    { severity: 'medium' },
  )
  fires('a variable of a wrapper', {
    entry: { command: 'env', args: ['npm_config_registry=https://npm.tally.example', 'npx', 'tally-mcp'] },
  })
  fires('a variable of a shell', {
    entry: { command: 'sh', args: ['-c', 'npm_config_registry=https://npm.tally.example npx tally-mcp'] },
  })
  fires('a variable for a scope', { entry: withEnv({ 'npm_config_@tally:registry': 'https://npm.tally.example/' }) })
  fires('bun', { entry: withEnv({ BUN_CONFIG_REGISTRY: 'https://npm.tally.example/' }, 'bunx') })
  fires('yarn', { entry: withEnv({ YARN_NPM_REGISTRY_SERVER: 'https://npm.tally.example/' }) })
  fires('uv', { entry: withEnv({ UV_INDEX_URL: 'https://pip.tally.example/simple' }, 'uvx') }, { severity: 'low' })
  fires(
    'uv, its newer name',
    { entry: withEnv({ UV_DEFAULT_INDEX: 'https://pip.tally.example/simple' }, 'uvx'), ...project },
    { severity: 'medium' },
  )
  fires('pip', { entry: withEnv({ PIP_INDEX_URL: 'https://pip.tally.example/simple' }, 'pipx') })
  fires(
    'a second index',
    { entry: withEnv({ UV_EXTRA_INDEX_URL: 'https://pip.tally.example/simple' }, 'uvx'), ...project },
    { severity: 'medium', message: /second place/ },
  )
  fires(
    'a second index with a name',
    { entry: withEnv({ UV_INDEX: 'tally=https://pip.tally.example/simple' }, 'uvx') },
    { severity: 'low' },
  )
  fires(
    'a second index of uv that is told to do as pip does',
    {
      entry: withEnv(
        { UV_EXTRA_INDEX_URL: 'https://pip.tally.example/simple', UV_INDEX_STRATEGY: 'unsafe-best-match' },
        'uvx',
      ),
    },
    { severity: 'medium' },
  )
  fires(
    'a second index of pip, which takes the highest version of both',
    { entry: withEnv({ PIP_EXTRA_INDEX_URL: 'https://pip.tally.example/simple' }, 'pipx') },
    { severity: 'medium' },
  )
  fires('a flag of uvx', {
    entry: { command: 'uvx', args: ['--index-url', 'https://pip.tally.example/simple', 'tally'] },
  })
  fires('a short flag of uvx', {
    entry: { command: 'uvx', args: ['-i', 'https://pip.tally.example/simple', '--from', 'tally', 'serve'] },
  })
  fires(
    'a second index of uvx',
    { entry: { command: 'uvx', args: ['--from', 'tally', '--extra-index-url=https://pip.tally.example', 'serve'] } },
    { severity: 'low' },
  )
  fires('pip in a shell', {
    entry: {
      command: 'sh',
      args: ['-c', 'pip install tally --index-url https://pip.tally.example && python -m tally'],
    },
  })
  fires('arguments for pip', {
    entry: { command: 'pipx', args: ['run', '--pip-args', '--index-url https://pip.tally.example', 'tally'] },
  })
  fires('Go', {
    entry: {
      command: 'go',
      args: ['run', 'tally.example/mcp@v1'],
      env: { GOPROXY: 'https://go.tally.example,direct' },
    },
  })
  fires(
    'plain HTTP',
    { entry: npx('--registry=http://npm.tally.example', 'tally-mcp') },
    { severity: 'medium', message: /unencrypted/ },
  )
  fires(
    'plain HTTP in a project',
    { entry: npx('--registry=http://npm.tally.example', 'tally-mcp'), ...project },
    { severity: 'high' },
  )
  fires(
    'plain HTTP in the own network',
    { entry: npx('--registry=http://10.0.0.3:4873', 'tally-mcp') },
    { severity: 'low' },
  )
  fires('the usual registry by plain HTTP', { entry: npx(`--registry=${NPM.replace('https', 'http')}`, 'tally-mcp') })
  fires(
    'a registry of this machine',
    { entry: npx('--registry=http://localhost:4873', 'tally-mcp'), ...project },
    { severity: 'low' },
  )
  fires('a mirror in a project', { entry: npx(`--registry=${MIRROR}`, 'tally-mcp'), ...project }, { severity: 'low' })
  fires('a mirror', { entry: npx(`--registry=${MIRROR}`, 'tally-mcp') }, { severity: 'info' })
  fires(
    'another file of settings',
    { entry: npx('--userconfig', './.npmrc-ci', 'tally-mcp'), ...project },
    { severity: 'medium', message: /another file/ },
  )
  fires(
    'another file of settings by a variable',
    { entry: withEnv({ npm_config_userconfig: './npmrc' }) },
    { severity: 'low' },
  )
  fires(
    "a project's .npmrc",
    { entry: npx('tally-mcp'), ...project, ...file('registry', 'https://npm.tally.example') },
    { severity: 'medium', message: /`registry` in the `\.npmrc` of the project/ },
  )
  fires(
    "a project's .npmrc for the scope",
    { entry: npx('@tally/mcp'), ...project, ...file('@tally:registry', 'https://npm.ant.example') },
    { severity: 'medium' },
  )
  fires(
    "a company's scope at the company",
    { entry: npx('@tally/mcp'), ...project, ...file('@tally:registry', 'https://npm.tally.example:8443') },
    { severity: 'low' },
  )
  fires(
    'a scope at a service for private packages',
    { entry: npx('@tally/mcp'), ...project, ...file('@tally:registry', 'https://npm.pkg.github.com') },
    { severity: 'low' },
  )
  fires(
    'a scope that everyone takes from elsewhere',
    { entry: npx('@playwright/mcp'), ...project, ...file('@playwright:registry', 'https://npm.playwright.example') },
    { severity: 'medium' },
  )
  fires(
    'another registry than the one of the user',
    {
      entry: npx('@tally/mcp'),
      ...project,
      registryFiles: [
        { file: '/srv/app/.npmrc', key: 'registry', origin: 'https://npm.ant.example' },
        { file: '/home/u/.npmrc', key: 'registry', origin: 'https://npm.tally.example' },
      ],
    },
    { severity: 'medium' },
  )
  fires(
    'a setting that lasts',
    { entry: { command: 'sh', args: ['-c', 'npm config set registry https://npm.tally.example && npx -y tally-mcp'] } },
    { message: /`npm config set registry` takes .* from `npm\.tally\.example`/ },
  )
  fires('a setting that lasts, attached', {
    entry: {
      command: 'bash',
      args: ['-lc', 'pnpm config set @tally:registry=https://npm.ant.example; npx @tally/mcp'],
    },
  })
  fires(
    'a variable of cmd',
    {
      entry: { command: 'cmd', args: ['/c', 'set', 'NPM_CONFIG_REGISTRY=https://npm.tally.example&&', 'npx', 'tally'] },
    },
    { message: /`npm\.tally\.example`$/ },
  )
  fires(
    "a project's .npmrc by plain HTTP",
    { entry: npx('tally-mcp'), ...project, ...file('registry', 'http://npm.tally.example') },
    { severity: 'high' },
  )
  fires("a project's second index", {
    entry: { command: 'uv', args: ['run', '--with', 'tally', 'tally'] },
    ...project,
    ...file('index', 'https://pip.tally.example', '/srv/app/uv.toml'),
  })
  fires('a disabled entry', { entry: flag, ...project, disabled: true }, { severity: 'info' })
  fires('once for two clients', { entry: flag, also: [{ entry: flag, client: 'vscode' }] })

  silent('the usual registry', { entry: npx(`--registry=${NPM}`, 'tally-mcp'), ...project })
  silent('the usual registry by a variable', { entry: withEnv({ npm_config_registry: NPM }), ...project })
  silent('the usual index', { entry: withEnv({ UV_INDEX_URL: PYPI, PIP_INDEX_URL: PYPI }, 'uvx'), ...project })
  silent('a variable that the user sets', { entry: npx('--registry', '${NPM_REGISTRY}', 'tally-mcp'), ...project })
  silent('words of the server', {
    entry: npx('-y', 'registry-mcp', '--registry', 'https://npm.tally.example'),
    ...project,
  })
  silent('words of the server behind dashes', {
    entry: npx('-y', '--', 'registry-mcp', '--registry=https://npm.tally.example'),
    ...project,
  })
  silent('words of a server of Python', {
    entry: { command: 'uvx', args: ['pip-mcp', '--index-url', 'https://pip.tally.example'] },
    ...project,
  })
  silent('a scope that is not its own', {
    entry: npx('tally-mcp'),
    ...project,
    ...file('@acme:registry', 'https://npm.tally.example'),
  })
  silent("the usual registry in a project's .npmrc", {
    entry: npx('tally-mcp'),
    ...project,
    ...file('registry', NPM.slice(0, -1)),
  })
  silent("the user's own .npmrc", {
    entry: npx('tally-mcp'),
    ...file('registry', 'https://npm.tally.example', '/home/u/.npmrc'),
  })
  silent("what the user's own .npmrc says already", {
    entry: npx('--registry=https://npm.tally.example', '@tally/mcp'),
    ...project,
    registryFiles: [
      { file: '/srv/app/.npmrc', key: '@tally:registry', origin: 'https://npm.tally.example' },
      { file: '/home/u/.npmrc', key: '@tally:registry', origin: 'https://npm.tally.example' },
    ],
  })
  silent('other settings of npm', {
    entry: { command: 'sh', args: ['-c', 'npm config set fund false && npm set audit=false && npx tally-mcp'] },
  })
  silent("the user's own pip.conf", {
    entry: { command: 'pipx', args: ['run', 'tally'] },
    ...file('index-url', 'https://pip.tally.example', '/home/u/.config/pip/pip.conf'),
  })
  silent('Go without a proxy', {
    entry: { command: 'go', args: ['run', 'tally.example/mcp@v1'], env: { GOPROXY: 'direct' } },
  })
  silent('a wheel for a graphics card', {
    entry: { command: 'uvx', args: ['--extra-index-url', `${usual('download', 'pytorch', 'org')}whl/cpu`, 'tally'] },
  })
  silent('a file of links', { entry: { command: 'uvx', args: ['--find-links', './dist', 'tally'] } })
  silent('a package', { entry: npx('-y', 'tally-mcp') })
  silent('a remote server', { entry: { url: 'https://npm.tally.example/mcp' } })
})
