import { describe, expect, it } from 'vitest'
import { resolveLaunch } from '../../src/launch/launch.js'
import { originOf, redactCommand, redactSpec, redactUrl } from '../../src/launch/redact.js'
import { launchOf, remoteEntry, stdioEntry } from './entries.js'

const SECRET = 'hush-4711'

describe('no secret of an entry reaches its launch', () => {
  const entries = {
    environment: stdioEntry(['npx', 'pkg'], { TOKEN: SECRET }),
    'server arguments': stdioEntry(['npx', '-y', 'pkg', '--token', SECRET]),
    'server arguments inside a shell': stdioEntry(['sh', '-c', `TOKEN=${SECRET} npx -y pkg --token=${SECRET}`]),
    'a shell line that is refused': stdioEntry(['sh', '-c', `curl -H ${SECRET} x | TOKEN=${SECRET} sh`]),
    'an open quote': stdioEntry(['sh', '-c', `npx "${SECRET}`]),
    'registry flag': stdioEntry(['npx', `--registry=https://me:${SECRET}@r.example/npm/`, 'pkg']),
    'registry flag without a password': stdioEntry(['npx', '--registry', `https://${SECRET}@r.example/npm/`, 'pkg']),
    'registry in the environment': stdioEntry(['npx', 'pkg'], {
      NPM_CONFIG_REGISTRY: `https://x:${SECRET}@r.example/`,
    }),
    'registry query': stdioEntry(['npx', '--registry', `https://r.example/?key=${SECRET}`, 'pkg']),
    'git spec': stdioEntry(['npx', `git+https://x:${SECRET}@h.example/o/r.git#abc`]),
    'git spec of a known host': stdioEntry(['npx', `git+https://${SECRET}@github.com/o/r.git#abc`]),
    'scp-like git spec': stdioEntry(['npx', `${SECRET}@h.example:o/r.git`]),
    'tarball spec': stdioEntry(['npx', `https://x:${SECRET}@h.example/pkg.tgz?key=${SECRET}#${SECRET}`]),
    'invalid spec': stdioEntry(['npx', `pkg@@${SECRET} ${SECRET}`]),
    'invalid URL spec': stdioEntry(['npx', `https://x:${SECRET}@h.example:999999/pkg.tgz`]),
    'Python spec': stdioEntry(['uvx', '--from', `git+https://x:${SECRET}@h.example/r`, 'bin']),
    'Python requirement': stdioEntry(['uvx', '--from', `pkg @ https://x:${SECRET}@h.example/p.whl?k=${SECRET}`, 'bin']),
    'package beside': stdioEntry(['uvx', '--with', `git+https://${SECRET}@h.example/o/r@${'v1'}`, 'pkg']),
    'index flag': stdioEntry(['uvx', '--index-url', `https://me:${SECRET}@i.example/${SECRET}/simple`, 'pkg']),
    'index in the environment': stdioEntry(['uvx', 'pkg'], { UV_INDEX_URL: `https://x:${SECRET}@i.example/${SECRET}` }),
    'index that is no URL': stdioEntry(['uvx', '--index', SECRET, 'pkg']),
    'arguments for pip': stdioEntry(['pipx', 'run', '--pip-args', `-i https://x:${SECRET}@i.example/`, 'pkg']),
    'Python code': stdioEntry(['python', '-c', `x('${SECRET}')`]),
    'uv run': stdioEntry(['uv', 'run', '--with', 'mcp', 'server.py', `--token=${SECRET}`]),
    'attached variable of a container': stdioEntry(['docker', 'run', `-eKEY=${SECRET}`, `--env=B=${SECRET}`, 'img']),
    'runner in a container': stdioEntry(['docker', 'run', '-e', `A=${SECRET}`, 'node', 'npx', 'pkg', '--key', SECRET]),
    'value in the place of an image': stdioEntry(['docker', 'run', '--rm', `KEY=${SECRET}`, 'img']),
    gateway: stdioEntry(['docker', 'mcp', 'gateway', 'run', '--servers', `a,=${SECRET}`, '--secrets', SECRET]),
    'wrapper options': stdioEntry(['doppler', 'run', '--token', SECRET, '--', 'npx', 'pkg']),
    'wrapper without dashes': stdioEntry(['op', 'run', '--unknown', SECRET, 'npx', 'pkg']),
    'keeper of secrets': stdioEntry(['infisical', 'run', `--token=${SECRET}`, '--command', `A=${SECRET} npx pkg`]),
    sandbox: stdioEntry(['bwrap', '--setenv', 'A', SECRET, 'npx', 'pkg']),
    'another machine': stdioEntry(['ssh', 'host', `A=${SECRET} npx pkg --key ${SECRET}`]),
    'several commands': stdioEntry(['sh', '-c', `curl -H "X: ${SECRET}" h.example && npx pkg --key ${SECRET}`]),
    'several commands, one unknown': stdioEntry(['sh', '-c', `$X ${SECRET}; npx pkg`]),
    'a command in brackets': stdioEntry(['sh', '-c', `npx $(curl https://x:${SECRET}@h.example)`]),
    'a here-document': stdioEntry(['sh', '-c', `npx pkg <<E\n${SECRET}\nE`]),
    'a quote of its own kind': stdioEntry(['sh', '-c', `npx $'${SECRET}'`]),
    PowerShell: stdioEntry(['pwsh', '-c', `$env:A='${SECRET}'; npx pkg`]),
    Smithery: stdioEntry(['npx', '@smithery/cli', 'run', '@x/y', '--key', SECRET]),
    'proxy of PyPI': stdioEntry(['uvx', 'mcp-proxy', '-H', 'Authorization', SECRET, `https://h.example/${SECRET}`]),
    'installed bridge': stdioEntry(['mcp-remote', `https://x:${SECRET}@h.example/?k=${SECRET}`]),
    'address in a variable': stdioEntry(['npx', '@pyroprompts/mcp-stdio-to-streamable-http-adapter'], {
      URI: `https://x:${SECRET}@h.example/${SECRET}`,
    }),
    'Deno URL': stdioEntry(['deno', 'run', `https://x:${SECRET}@h.example/m.ts?k=${SECRET}`]),
    'URL for uv run': stdioEntry(['uv', 'run', `https://x:${SECRET}@h.example/m.py?k=${SECRET}`]),
    'NuGet source': stdioEntry(['dnx', '--source', `https://x:${SECRET}@n.example`, 'Pkg']),
    'a line as the command': stdioEntry([`npx pkg --key ${SECRET} && A=${SECRET} other`]),
    'a line as the command that is refused': stdioEntry([`npx pkg --key "${SECRET} | x`]),
    image: stdioEntry(['docker', 'run', '-e', `KEY=${SECRET}`, 'img', SECRET]),
    bridge: stdioEntry(['npx', 'mcp-remote', `https://h.example/${SECRET}?k=${SECRET}`, '--header', `X: ${SECRET}`]),
    'inline code': stdioEntry(['node', '-e', `x('${SECRET}')`]),
    'program with arguments in its command': stdioEntry([`/opt/my server --token=${SECRET}`]),
    'assignment in front of a program': stdioEntry([`TOKEN=${SECRET} /opt/server`]),
    'remote URL': remoteEntry(`https://me:${SECRET}@h.example/${SECRET}?key=${SECRET}#${SECRET}`, {
      Authorization: SECRET,
    }),
    'broken remote URL': remoteEntry(`not a url ${SECRET}`),
  }
  it.each(Object.entries(entries))('%s', (_, entry) => {
    const launch = resolveLaunch(entry)
    expect(JSON.stringify(launch)).not.toContain(SECRET)
    expect(launch.kind).toBeTruthy()
  })

  it('whatever starts the server, its arguments and variables stay out', () => {
    const starts = `
      npx -y pkg|npm exec -- pkg|pnpm dlx pkg|yarn dlx pkg|bunx pkg|deno run npm:pkg|uvx pkg|uv tool run pkg|pipx run pkg
      |uv run server.py|python -m server|python server.py|node x.js|tsx x.ts|docker run -i img|podman run img|docker exec box x
      |docker compose run server|npx supergateway --sse https://h.example/ --oauth2Bearer|npx mcp-remote https://h.example/ --header
      |go run mod.example/x@v1|dnx Pkg|java -jar x.jar|cargo run --|nix run github:o/r --|env A=b npx pkg|sudo npx pkg
      |op run -- npx pkg|mise x -- npx pkg|poetry run server|conda run -n e server|/opt/server|./server.mjs|npm run x --|yarn x|bun x.ts
      |ruby x.rb|flatpak run org.example.App|ssh host server|wsl server|mcpm run s|fastmcp run x.py`
    for (const start of starts.split('|').map((each) => each.trim().split(' '))) {
      for (const secret of [
        [SECRET],
        ['--key', SECRET],
        [`--key=${SECRET}`],
        [`KEY=${SECRET}`],
        ['-H', `X: ${SECRET}`],
      ]) {
        const entry = stdioEntry([...start, ...secret], { TOKEN: SECRET, npm_config__auth: SECRET })
        expect(JSON.stringify(resolveLaunch(entry)), start.join(' ')).not.toContain(SECRET)
        const line = stdioEntry(['sh', '-c', [...start, ...secret.map((each) => `'${each}'`)].join(' ')])
        expect(JSON.stringify(resolveLaunch(line)), start.join(' ')).not.toContain(SECRET)
      }
    }
  })
})

describe('registry of an entry', () => {
  it.each([
    ['flag', ['npx', '--registry', 'https://r.example/npm/', 'pkg'], {}, 'https://r.example/npm/'],
    [
      'flag after the package of npm exec',
      ['npm', 'exec', 'pkg', '--registry=https://r.example/'],
      {},
      'https://r.example/',
    ],
    ['flag of pnpm', ['pnpm', '--registry=https://r.example/', 'dlx', 'pkg'], {}, 'https://r.example/'],
    ['environment', ['npx', 'pkg'], { NPM_Config_Registry: 'https://r.example/' }, 'https://r.example/'],
    ['env wrapper', ['env', 'npm_config_registry=https://r.example/', 'npx', 'pkg'], {}, 'https://r.example/'],
    ['shell', ['sh', '-c', 'npm_config_registry=https://r.example/ npx pkg'], {}, 'https://r.example/'],
    ['cmd', ['cmd', '/c', 'set npm_config_registry=https://r.example/&& npx pkg'], {}, 'https://r.example/'],
    [
      'flag before environment',
      ['npx', '--registry=https://a.example/', 'p'],
      { npm_config_registry: 'https://b.example/' },
      'https://a.example/',
    ],
    ['scope', ['npx', '--@s:registry=https://s.example/', '@s/pkg'], {}, 'https://s.example/'],
    ['another scope', ['npx', '--@t:registry=https://t.example/', '@s/pkg'], {}, undefined],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable as clients write it
    ['password from a variable', ['npx', '--registry=https://x:${TOKEN}@r.example/', 'pkg'], {}, 'https://r.example/'],
    ['none', ['npx', 'pkg'], {}, undefined],
    ['no URL', ['npx', 'pkg'], { npm_config_registry: 'nonsense' }, undefined],
    ['after the package', ['npx', 'pkg', '--registry=https://r.example/'], {}, undefined],
  ] as const)('%s', (_, argv, env, expected) => {
    const launch = launchOf(argv, env)
    expect(launch.kind).toBe('npm')
    expect(launch.registry).toBe(expected)
  })

  it.each(['npm_config_package', 'NPM_CONFIG_CALL'])('is not asked where %s replaces the package', (name) => {
    expect(launchOf(['npx', 'pkg'], { [name]: 'other' })).toMatchObject({ kind: 'unknown', packages: [] })
    expect(launchOf(['bunx', 'pkg'], { [name]: 'other' })).toMatchObject({ kind: 'npm' })
  })

  it('is unknown where its address depends on a variable', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable as clients write it
    const launch = launchOf(['npx', '--registry', 'https://${HOST}/', 'pkg'])
    expect(launch).toMatchObject({ kind: 'unknown', packages: [] })
  })
})

describe('redaction', () => {
  it.each([
    ['pkg@1.0.0', 'pkg@1.0.0'],
    ['@scope/pkg@^1', '@scope/pkg@^1'],
    ['alias@npm:real@1', 'alias@npm:real@1'],
    ['alias@npm:@scope/real@1', 'alias@npm:@scope/real@1'],
    ['npm:pkg@1', 'npm:pkg@1'],
    ['git@host.example:o/r.git', 'git@host.example:o/r.git'],
    ['token@host.example:o/r.git', '***@host.example:o/r.git'],
    ['https://u:p@host.example/x', 'https://***@host.example/x'],
    ['git+https://u@host.example/x@y', 'git+https://***@host.example/x@y'],
    ['pkg@git+https://u:p@host.example/x', 'pkg@git+https://***@host.example/x'],
    ['https://host.example/x?a=1&b=2#c=3', 'https://host.example/x?a=***&b=***#c=***'],
    ['user:pass@host', '***@host'],
  ])('redactSpec %s', (text, expected) => expect(redactSpec(text)).toBe(expected))

  it.each([
    ['https://u:p@host.example:8443/a/b?c=d#e', 'https://host.example:8443/a/b'],
    ['nonsense?key=value', 'nonsense'],
  ])('redactUrl %s', (text, expected) => expect(redactUrl(text)).toBe(expected))

  it.each([
    ['https://u:p@Host.example:8443/a', 'https://host.example:8443'],
    ['ws://host.example/x', 'ws://host.example'],
    ['nonsense', null],
    ['mailto:x@host.example', null],
  ])('originOf %s', (text, expected) => expect(originOf(text)).toBe(expected))

  it.each([
    ['/opt/my server/run --token=x', '/opt/my server/run'],
    ['server secret', 'server'],
    ['A=b server', 'A=***'],
    ['C:\\Program Files\\x.exe', 'C:\\Program Files\\x.exe'],
  ])('redactCommand %s', (text, expected) => expect(redactCommand(text)).toBe(expected))
})
