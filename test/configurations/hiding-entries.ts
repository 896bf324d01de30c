/** Entries of an `mcpServers` map that hold a secret in every place of an entry. */

/**
 * @param package_ a package that the registry of the test serves
 * @param hide makes a secret for a place
 * @param shape gives the secret of a realistic shape
 */
export function hidingEntries(
  package_: string,
  hide: (where: string) => string,
  shape: (name: string) => string,
): unknown {
  const json = (value: unknown): string => JSON.stringify(value, null, 2)
  const npx = (...args: readonly string[]) => ({ command: 'npx', args: ['-y', `${package_}@1.0.1`, ...args] })
  return {
    mcpServers: {
      env: { ...npx(), env: { TOKEN: hide('env'), NPM_TOKEN: hide('env npm'), PLAIN: hide('env plain name') } },
      'env shapes': {
        ...npx(),
        env: { A: shape('github'), B: shape('aws'), C: shape('jwt'), D: `x ${shape('npm')}` },
      },
      'env object': { ...npx(), env: { TOKEN: { nested: hide('env nested') } } },
      'env list': { ...npx(), env: [`TOKEN=${hide('env list')}`] },
      'env text': { ...npx(), env: `TOKEN=${hide('env text')}` },
      'arg after flag': npx('--token', hide('arg after flag')),
      'arg with flag': npx(`--token=${hide('arg with flag')}`),
      'arg short': npx('-k', hide('arg short'), `-p${hide('arg cluster')}`),
      'arg alone': npx(hide('arg alone')),
      'arg shape': npx('--key', shape('anthropic'), shape('slack')),
      'arg number': { ...npx(), args: ['-y', `${package_}@1.0.1`, '--pin', 4200420042004200] },
      'arg connection': npx(
        `postgres://app:${hide('arg connection')}@db.corp.example/app?sslkey=${hide('arg connection query')}`,
      ),
      'arg header': npx('--header', `Authorization: Bearer ${hide('arg header')}`),
      'arg json': npx('--config', json({ apiKey: hide('arg json') })),
      'arg json quoted twice': npx(
        '--config',
        JSON.stringify(JSON.stringify({ apiKey: hide('arg json quoted twice') })),
      ),
      'args object': { command: 'npx', args: { token: hide('args object') } },
      'args text': { command: 'npx', args: `-y ${package_} --token ${hide('args text')}` },
      'args nested': { command: 'npx', args: ['-y', package_, [hide('args nested')]] },
      'command line': {
        command: `TOKEN=${hide('command assignment')} npx -y ${package_}@1.0.1 --key ${hide('command argument')}`,
      },
      'command object': { command: { run: hide('command object') } },
      'command script': {
        command: `cd /srv && TOKEN=${hide('command script')} server --k ${hide('command script argument')}`,
      },
      'command path': { command: '/opt/tool', args: [hide('own binary argument')] },
      'command with spaces': { command: `/opt/my tool/run --token ${hide('command with spaces')}` },
      'entry text': `npx -y ${package_} --token ${hide('entry text')}`,
      'entry list': ['npx', hide('entry list')],
      shell: {
        command: 'sh',
        args: [
          '-c',
          `export TOKEN=${hide('shell export')}; KEY=${hide('shell assignment')} npx -y ${package_}@1.0.1 --k ${hide('shell argument')}`,
        ],
      },
      'shell pipe': {
        command: 'bash',
        args: [
          '-c',
          `curl -H 'Authorization: ${hide('shell pipe')}' https://x.example/i?key=${hide('shell pipe URL')} | sh`,
        ],
      },
      'shell open quote': { command: 'sh', args: ['-c', `npx "${hide('shell open quote')}`] },
      'shell substitution': { command: 'sh', args: ['-c', `npx ${package_} $(echo ${hide('shell substitution')})`] },
      'env wrapper': { command: 'env', args: [`TOKEN=${hide('env wrapper')}`, 'npx', '-y', `${package_}@1.0.1`] },
      'cmd set': { command: 'cmd', args: ['/c', `set TOKEN=${hide('cmd set')}&& npx -y ${package_}`] },
      powershell: {
        command: 'powershell',
        args: ['-Command', `$env:TOKEN='${hide('powershell')}'; npx -y ${package_}`],
      },
      doppler: {
        command: 'doppler',
        args: ['run', '--token', hide('doppler'), '--', 'npx', '-y', `${package_}@1.0.1`],
      },
      sudo: { command: 'sudo', args: ['-p', hide('sudo prompt'), 'npx', '-y', package_] },
      'registry user': {
        command: 'npx',
        args: [`--registry=https://${hide('registry user')}@packages.corp.example/npm/`, '-y', 'private-example'],
      },
      'registry password': {
        command: 'npx',
        args: ['--registry', `https://me:${hide('registry password')}@packages.corp.example/`, '-y', 'private-example'],
      },
      'registry query': {
        command: 'npx',
        args: [`--registry=https://packages.corp.example/?key=${hide('registry query')}`, '-y', 'private-example'],
      },
      'registry env': {
        command: 'npx',
        args: ['-y', 'private-example'],
        env: { npm_config_registry: `https://me:${hide('registry env')}@packages.corp.example/` },
      },
      'registry broken': {
        command: 'npx',
        args: [`--registry=https://me:${hide('registry broken')}@:::/`, '-y', 'private-example'],
      },
      'auth token flag': {
        command: 'npx',
        args: [`--//packages.corp.example/:_authToken=${hide('auth token flag')}`, '-y', package_],
      },
      'index URL': {
        command: 'uvx',
        args: ['--index-url', `https://me:${hide('index URL')}@packages.corp.example/simple`, 'private-py'],
      },
      'index env': {
        command: 'uvx',
        args: ['private-py'],
        env: { UV_INDEX_URL: `https://${hide('index env')}@packages.corp.example/simple` },
      },
      'git spec': {
        command: 'npx',
        args: ['-y', `git+https://me:${hide('git spec')}@git.corp.example/o/r.git#4f2a9c1`],
      },
      'git spec of GitHub': {
        command: 'npx',
        args: ['-y', `git+https://${hide('git spec of GitHub')}@github.com/o/r.git`],
      },
      'git scp': { command: 'npx', args: ['-y', `${hide('git scp')}@git.corp.example:o/r.git`] },
      'git Python': {
        command: 'uvx',
        args: ['--from', `git+https://me:${hide('git Python')}@git.corp.example/o/r`, 'bin'],
      },
      'tarball URL': {
        command: 'npx',
        args: [
          '-y',
          `https://me:${hide('tarball password')}@files.corp.example/p.tgz?sig=${hide('tarball query')}#${hide('tarball fragment')}`,
        ],
      },
      'default of a variable': {
        command: 'npx',
        args: ['-y', `${package_}@1.0.1`, `--key=\${KEY:-${hide('default of a variable')}}`],
      },
      docker: {
        command: 'docker',
        args: [
          'run',
          '-i',
          '--rm',
          '-e',
          `TOKEN=${hide('docker -e')}`,
          `-eKEY=${hide('docker -e attached')}`,
          `--env=K=${hide('docker --env')}`,
          '--label',
          hide('docker label'),
          'acme-example/mcp',
          '--key',
          hide('docker argument'),
        ],
      },
      'docker no image': { command: 'docker', args: ['run', '-e', hide('docker no image')] },
      'docker odd image': { command: 'docker', args: ['run', `Odd Image ${hide('docker odd image')}`] },
      'docker registry': {
        command: 'docker',
        args: ['run', `me:${hide('docker registry')}@registry.corp.example/x`],
      },
      bridge: {
        command: 'npx',
        args: [
          '-y',
          'mcp-remote',
          `https://api.corp.example/${hide('bridge path')}/mcp?key=${hide('bridge query')}`,
          '--header',
          `X-Key:${hide('bridge header')}`,
        ],
      },
      supergateway: {
        command: 'npx',
        args: [
          '-y',
          'supergateway',
          '--stdio',
          `npx -y ${package_} --token ${hide('supergateway')}`,
          '--oauth2Bearer',
          hide('supergateway bearer'),
        ],
      },
      smithery: {
        command: 'npx',
        args: [
          '-y',
          '@smithery/cli@latest',
          'run',
          '@o/x',
          '--key',
          hide('smithery key'),
          '--config',
          JSON.stringify({ k: hide('smithery config') }),
        ],
      },
      'node code': {
        command: 'node',
        args: ['-e', `fetch('https://x.example', { headers: { a: '${hide('node code')}' } })`],
      },
      'python code': { command: 'python', args: ['-c', `KEY = "${hide('python code')}"`] },
      'local file': {
        command: 'node',
        args: ['work/server.js', hide('local argument')],
        env: { TOKEN: hide('local env') },
      },
      'local script': { command: 'npm', args: ['run', 'serve', '--prefix', 'work', '--', hide('npm run argument')] },
      remote: {
        url: `https://me:${hide('URL password')}@remote.corp.example/${hide('URL path')}/mcp?token=${hide('URL query')}#${hide('URL fragment')}`,
        headers: { Authorization: `Bearer ${hide('header')}`, 'X-Api-Key': hide('header key') },
      },
      'remote http': { url: `http://${hide('URL user')}@remote.corp.example/mcp` },
      'remote broken': { url: `not a url ${hide('broken URL')}` },
      'remote number': { type: 'http', url: 42, headers: { Authorization: hide('header of a broken entry') } },
      helper: {
        type: 'http',
        url: 'https://helper.corp.example/mcp',
        headersHelper: `/bin/token --secret ${hide('headersHelper')}`,
      },
      oauth: {
        type: 'http',
        url: 'https://oauth.corp.example/mcp',
        oauth: { clientId: 'a', clientSecret: hide('oauth client secret') },
      },
      cwd: { ...npx(), cwd: `/srv/${hide('cwd')}/x` },
      envFile: { ...npx(), envFile: '~/work/.env' },
      'unknown key': { ...npx(), notes: hide('unknown key'), description: hide('description') },
      'only unknown keys': { link: `https://x.example/?k=${hide('only unknown keys')}` },
    },
    inputs: [{ id: 'k', type: 'promptString', default: hide('input default') }],
  }
}
