/**
 * A machine whose configurations hold an invented secret in every place that one can stand in. Each secret is a distinctive
 * text that no scanner takes for a live one; the few of a realistic shape are put together here, so that none stands in the
 * repository as a whole.
 */

/** Shapes that secret scanners and our own heuristics know. */
const SHAPES: Readonly<Record<string, string>> = {
  github: ['ghp', `${'hush'.repeat(8)}0042`].join('_'),
  anthropic: ['sk', 'ant', 'api03', `${'Hush0042'.repeat(11)}AA`].join('-'),
  aws: ['AK', 'IA', 'HUSHHUSH00420042'].join(''),
  slack: ['xoxb', '00420042004', 'hushHUSHhush'].join('-'),
  npm: ['npm', 'hush'.repeat(9)].join('_'),
  jwt: ['eyJhbGciOiJub25lIn0', 'eyJodXNoIjoiMDA0MiJ9', 'aHVzaGh1c2gwMDQyaHVzaA'].join('.'),
}

export interface HidingPlaces {
  /** Path below the home, `/`-separated → content. */
  readonly files: Readonly<Record<string, string>>
  /** Where → what must never be seen again. */
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * @param package_ a package that the registry of the test serves
 * @param elsewhere origin of a host that no request may reach
 */
export function hidingPlaces(package_: string, elsewhere: string): HidingPlaces {
  const secrets: Record<string, string> = {}
  const hide = (where: string): string => {
    const secret = `hush-${String(Object.keys(secrets).length).padStart(4, '0')}-${where.replace(/\W+/g, '-')}`
    secrets[where] = secret
    return secret
  }
  const shape = (name: string): string => {
    const secret = SHAPES[name] ?? ''
    secrets[`shape ${name}`] = secret
    return secret
  }
  const json = (value: unknown): string => JSON.stringify(value, null, 2)
  const npx = (...args: readonly string[]) => ({ command: 'npx', args: ['-y', `${package_}@1.0.1`, ...args] })

  const files: Record<string, string> = {
    '.cursor/mcp.json': json({
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
          args: [
            '--registry',
            `https://me:${hide('registry password')}@packages.corp.example/`,
            '-y',
            'private-example',
          ],
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
    }),
    '.claude.json': json({
      oauthAccount: { accessToken: hide('claude session') },
      projects: {
        '/srv/p': {
          history: [{ display: `export TOKEN=${hide('claude history')}` }],
          mcpServers: { local: { ...npx(), env: { T: hide('claude local env') } } },
        },
      },
      mcpServers: {
        user: { type: 'http', url: 'https://user.corp.example/mcp', headers: { K: hide('claude header') } },
      },
    }),
    '.codex/config.toml': [
      `# token = "${hide('TOML comment')}"`,
      '[mcp_servers.toml]',
      'command = "npx"',
      `args = ["-y", "${package_}@1.0.1", "--token", "${hide('TOML argument')}"]`,
      `env = { TOKEN = "${hide('TOML env')}" } # was ${hide('TOML comment beside')}`,
      '[mcp_servers.toml_remote]',
      'url = "https://toml.corp.example/mcp"',
      `bearer_token = "${hide('TOML bearer')}"`,
      `http_headers = { Authorization = "Bearer ${hide('TOML header')}" }`,
    ].join('\n'),
    '.config/goose/config.yaml': [
      `# key: ${hide('YAML comment')}`,
      'extensions:',
      '  yaml:',
      '    type: stdio',
      '    cmd: npx',
      `    args: [-y, ${package_}@1.0.1, --token, ${hide('YAML argument')}]`,
      `    envs: { TOKEN: ${hide('YAML env')} } # ${hide('YAML comment beside')}`,
      '    enabled: true',
      '  yaml_remote:',
      '    type: streamable_http',
      `    uri: https://yaml.corp.example/mcp?k=${hide('YAML URL query')}`,
      `    headers: { Authorization: &auth "Bearer ${hide('YAML header')}" }`,
    ].join('\n'),
    '.claude/agents/helper.md': [
      '---',
      'name: helper',
      'mcpServers:',
      '  - front:',
      '      command: npx',
      `      args: [-y, ${package_}@1.0.1, ${hide('frontmatter argument')}]`,
      `      env: { TOKEN: ${hide('frontmatter env')} }`,
      '---',
      `The key is ${hide('text of an agent')}.`,
    ].join('\n'),
    '.npmrc': [
      `//packages.corp.example/:_authToken=${hide('.npmrc of the user')}`,
      `email=${hide('.npmrc email')}@x.example`,
    ].join('\n'),
    '.config/uv/uv.toml': `[[index]]\nurl = "https://me:${hide('uv.toml')}@packages.corp.example/simple"\n`,
    '.config/pip/pip.conf': `[global]\nindex-url = https://me:${hide('pip.conf')}@packages.corp.example/simple\n`,
    'work/.npmrc': [
      `registry=${elsewhere}`,
      `${elsewhere.replace(/^https?:/, '')}:_authToken=${hide('.npmrc of the project')}`,
      `@private:registry=https://me:${hide('.npmrc scoped registry')}@packages.corp.example/`,
      `_auth=${hide('.npmrc _auth')}`,
    ].join('\n'),
    'work/.env': `TOKEN=${hide('envFile')}\n`,
    'work/package.json': json({
      name: 'work',
      version: '0.0.0',
      scripts: { serve: `TOKEN=${hide('package script')} node server.js` },
    }),
    'work/server.js': 'export const add = (a, b) => a + b\n',
    'work/.vscode/mcp.json': [
      '{',
      `  // key: ${hide('JSONC comment')}`,
      '  "servers": {',
      `    "jsonc": { "command": "npx", "args": ["-y", "${package_}@1.0.1"], "env": { "K": "${hide('JSONC env')}" } }, /* ${hide('JSONC comment beside')} */`,
      `    "again": { "command": "npx", "args": ["${package_}", "${hide('earlier of two')}"] },`,
      `    "again": { "command": "npx", "args": ["${package_}", "${hide('later of two')}"] },`,
      '  },',
      '}',
    ].join('\n'),
    'work/.mcp.json': json({ mcpServers: { project: { ...npx(), env: { T: hide('project env') } } } }),
    // Files that can't be read: what is said of them may hold nothing of them.
    'work/.cursor/mcp.json': `{ "mcpServers": { "x": { "env": { "TOKEN": "${hide('JSON at the error')}" "KEY" } } }`,
    'work/.roo/mcp.json': `{ "mcpServers": { "x": { "command": "npx", "args": ["${hide('JSON open string')}`,
    'work/.kiro/settings/mcp.json': `TOKEN=${hide('no JSON at all')}`,
    'work/.codex/config.toml': `[mcp_servers.x]\nenv = { TOKEN = "${hide('TOML at the error')}" TOKEN }\n[mcp_servers.x]\ncommand = ${hide('TOML no value')}\n`,
    'work/.continue/mcpServers/x.yaml': `mcpServers:\n  - name: x\n    env: { TOKEN: "${hide('YAML at the error')}" }}\n   key: *${hide('YAML alias')}\n  !!${hide('YAML tag')} x: y\n`,
    'work/.claude/agents/broken.md': `---\nmcpServers:\n  - x: { env: { TOKEN: "${hide('frontmatter at the error')}" \n---\n`,
    'work/.gemini/settings.json': json({ mcpServers: hide('servers as text') }),
    'work/.junie/mcp/mcp.json': json([{ token: hide('a list in place of an object') }]),
    'work/.qwen/settings.json': json({
      mcpServers: { x: { command: 'npx', args: ['-y', package_], env: { K: hide('qwen env') } } },
      token: hide('settings beside'),
    }),
  }
  return { files, secrets }
}

/** How a secret may be written elsewhere: as it is, in a URL, in JSON, in base64 wherever it begins. */
export function spellings(secret: string): readonly string[] {
  const bytes = Buffer.from(secret)
  const base64 = [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    // Without the characters that also hold bits of what stands before and after.
    return text.slice(before === 0 ? 0 : before + 1, -1)
  })
  return [
    ...new Set([
      secret,
      secret.toUpperCase(),
      encodeURIComponent(secret),
      encodeURIComponent(secret).replaceAll('-', '%2D'),
      bytes.toString('hex'),
      ...base64,
      ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ]),
  ]
}
