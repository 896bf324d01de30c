/**
 * A machine whose configurations hold an invented secret in every place that one can stand in. Each secret is a distinctive
 * text that no scanner takes for a live one; the few of a realistic shape are put together here, so that none stands in the
 * repository as a whole.
 */

import { hidingEntries } from './hiding-entries.js'

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
  const npx = { command: 'npx', args: ['-y', `${package_}@1.0.1`] }

  const files: Record<string, string> = {
    '.cursor/mcp.json': JSON.stringify(hidingEntries(package_, hide, shape)),
    '.claude.json': json({
      oauthAccount: { accessToken: hide('claude session') },
      projects: {
        '/srv/p': {
          history: [{ display: `export TOKEN=${hide('claude history')}` }],
          mcpServers: { local: { ...npx, env: { T: hide('claude local env') } } },
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
    'work/.mcp.json': json({ mcpServers: { project: { ...npx, env: { T: hide('project env') } } } }),
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
