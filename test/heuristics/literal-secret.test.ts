// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the clients' own syntax for variables
import { describe, expect, it } from 'vitest'
import literalSecret from '../../heuristics/literal-secret.js'
import type { ConfiguredServer } from '../../src/heuristic.js'
import { NOTHING_ON_MACHINE } from '../../src/model.js'
import {
  type ConfigurationParts,
  configurationCasesOf,
  configurationFindings,
  type EntryParts,
  serverEntry,
} from '../support/configuration.js'

/** Letters and digits in no order, always the same; no issuer ever made them. */
function scrambled(length: number, alphabet = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'): string {
  let state = 20261121 + length
  return Array.from({ length }, () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return alphabet[Math.floor(state / 65536) % alphabet.length]
  }).join('')
}
const hex = (length: number): string => scrambled(length, '0123456789abcdef')
const base64url = (text: string): string => Buffer.from(text).toString('base64url')

// Put together here, so that no scanner takes this file's inventions for secrets.
const GITHUB = ['gh', 'p_'].join('') + scrambled(36)
const FINE_GRAINED = ['github', '_pat_'].join('') + scrambled(82)
const ANTHROPIC = ['sk-', 'ant-api03-'].join('') + scrambled(80)
const OPENAI = ['sk-', 'proj-'].join('') + scrambled(60)
const SLACK = ['xo', 'xb-2210535565-'].join('') + scrambled(24)
const AWS_ID = ['AK', 'IA'].join('') + scrambled(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
const AWS_SECRET = scrambled(40, 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789+/')
const GOOGLE = ['AI', 'za'].join('') + scrambled(35)
const NOTION = ['nt', 'n_'].join('') + scrambled(44)
const STRIPE = ['sk', '_live_'].join('') + scrambled(24)
const TELEGRAM = `7312645980:${scrambled(35)}`
const PLAIN = scrambled(32)
const UUID = `${hex(8)}-${hex(4)}-4${hex(3)}-9${hex(3)}-${hex(12)}`
const JWT = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url('{"role":"service_role","iss":"tally"}')}.${scrambled(43)}`
const ANON = `${base64url('{"alg":"HS256","typ":"JWT"}')}.${base64url('{"role":"anon","iss":"tally"}')}.${scrambled(43)}`
const PEM = `-----BEGIN ${'PRIVATE'} KEY-----\n${scrambled(64)}\n-----END ${'PRIVATE'} KEY-----\n`
const PASSWORD = 'Mf7-quarry-Lantern'

const npx = (...args: string[]) => ({ command: 'npx', args: ['-y', 'tally-mcp', ...args] })
const withEnv = (env: Record<string, unknown>) => ({ ...npx(), env })
const remote = (url: string, headers: Record<string, string> = {}) => ({ type: 'http', url, headers })
const docker = (...args: string[]) => ({ command: 'docker', args: ['run', '-i', '--rm', ...args, 'tally/mcp'] })

interface Fires {
  readonly title: string
  readonly entry: unknown
  /** What the message names. */
  readonly message: RegExp
  readonly secrets: readonly string[]
  readonly count?: number
}

const found: readonly Fires[] = [
  {
    title: 'a GitHub token',
    entry: withEnv({ GITHUB_TOKEN: GITHUB }),
    message: /`GITHUB_TOKEN` holds a GitHub token/,
    secrets: [GITHUB],
  },
  {
    title: 'a fine-grained token under any name',
    entry: withEnv({ GH: FINE_GRAINED }),
    message: /`GH` holds a GitHub/,
    secrets: [FINE_GRAINED],
  },
  {
    title: 'Anthropic',
    entry: withEnv({ ANTHROPIC_API_KEY: ANTHROPIC }),
    message: /an Anthropic key/,
    secrets: [ANTHROPIC],
  },
  { title: 'OpenAI', entry: withEnv({ OPENAI_API_KEY: OPENAI }), message: /an OpenAI key/, secrets: [OPENAI] },
  {
    title: 'Slack',
    entry: withEnv({ SLACK_BOT_TOKEN: SLACK, SLACK_TEAM_ID: 'T01234567' }),
    message: /`SLACK_BOT_TOKEN`/,
    secrets: [SLACK],
  },
  {
    title: 'both halves of an AWS key',
    entry: withEnv({ AWS_ACCESS_KEY_ID: AWS_ID, AWS_SECRET_ACCESS_KEY: AWS_SECRET, AWS_REGION: 'us-east-1' }),
    message: /`AWS_SECRET_ACCESS_KEY`/,
    secrets: [AWS_ID, AWS_SECRET],
    count: 2,
  },
  { title: 'Google', entry: withEnv({ MAPS: GOOGLE }), message: /a Google API key/, secrets: [GOOGLE] },
  {
    title: 'Stripe',
    entry: npx('--tools=all', `--api-key=${STRIPE}`),
    message: /`--api-key` holds a Stripe key/,
    secrets: [STRIPE],
  },
  { title: 'Telegram', entry: withEnv({ BOT: TELEGRAM }), message: /a Telegram bot token/, secrets: [TELEGRAM] },
  { title: 'a service key of Supabase', entry: withEnv({ SUPABASE_KEY: JWT }), message: /JWT/, secrets: [JWT] },
  {
    title: 'a name alone',
    entry: withEnv({ ACME_API_KEY: PLAIN }),
    message: /`ACME_API_KEY` holds what looks like a secret/,
    secrets: [PLAIN],
  },
  {
    title: 'a UUID under the name of a key',
    entry: withEnv({ TALLY_API_KEY: UUID }),
    message: /TALLY_API_KEY/,
    secrets: [UUID],
  },
  {
    title: 'a password that people chose',
    entry: withEnv({ IMAP_PASSWORD: PASSWORD }),
    message: /IMAP_PASSWORD/,
    secrets: [PASSWORD],
  },
  {
    title: 'a token that people chose',
    entry: withEnv({ TALLY_TOKEN: 'quarry-lantern-0042' }),
    message: /TALLY_TOKEN/,
    secrets: ['quarry-lantern'],
  },
  { title: 'a private key', entry: withEnv({ SIGNER: PEM }), message: /a private key/, secrets: [scrambled(64)] },
  {
    title: 'the account of a service, as JSON',
    entry: withEnv({
      GOOGLE_CREDENTIALS: JSON.stringify({
        type: 'service_account',
        project_id: 'tally',
        private_key: PEM,
        client_email: 'a@tally.example',
      }),
    }),
    message: /`GOOGLE_CREDENTIALS`, in `private_key` of its JSON, holds a private key/,
    secrets: [scrambled(64)],
  },
  {
    title: 'a header in the JSON of a variable',
    entry: withEnv({ OPENAPI_MCP_HEADERS: `{"Authorization": "Bearer ${NOTION}", "Notion-Version": "2022-06-28"}` }),
    message: /`OPENAPI_MCP_HEADERS`, in `Authorization` of its JSON/,
    secrets: [NOTION],
  },
  {
    title: 'the default of a variable',
    entry: withEnv({ GITHUB_TOKEN: '${GITHUB_TOKEN:-TOKEN}'.replace('-TOKEN', `-${GITHUB}`) }),
    message: /GITHUB_TOKEN/,
    secrets: [GITHUB],
  },
  {
    title: 'a flag and its value',
    entry: npx('--api-key', PLAIN),
    message: /the argument of `--api-key`/,
    secrets: [PLAIN],
  },
  { title: 'a flag in camel case', entry: npx('--accessToken', PLAIN), message: /--accessToken/, secrets: [PLAIN] },
  { title: 'a flag that is bound', entry: npx(`--token=${PLAIN}`), message: /--token/, secrets: [PLAIN] },
  {
    title: 'a bare argument',
    entry: npx('serve', GITHUB),
    message: /argument 4 holds a GitHub token/,
    secrets: [GITHUB],
  },
  {
    title: 'a variable of docker',
    entry: docker('-e', `GITHUB_PERSONAL_ACCESS_TOKEN=${GITHUB}`),
    message: /`GITHUB_PERSONAL_ACCESS_TOKEN`/,
    secrets: [GITHUB],
  },
  {
    title: 'a variable of docker, bound',
    entry: docker(`--env=TALLY_TOKEN=${PLAIN}`),
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'a variable of docker, attached',
    entry: docker(`-eTALLY_TOKEN=${PLAIN}`),
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'a flag that sets a variable',
    entry: { command: 'uvx', args: ['tally', `--env-TALLY_SECRET=${PLAIN}`] },
    message: /--env-TALLY_SECRET/,
    secrets: [PLAIN],
  },
  {
    title: 'a header of mcp-remote',
    entry: {
      command: 'npx',
      args: ['mcp-remote', 'https://tally.example/mcp', '--header', `Authorization: Bearer ${PLAIN}`],
    },
    message: /the header `Authorization`/,
    secrets: [PLAIN],
  },
  {
    title: 'a header without a blank',
    entry: { command: 'npx', args: ['mcp-remote', 'https://tally.example/mcp', '--header', `X-API-Key:${PLAIN}`] },
    message: /the header `X-API-Key`/,
    secrets: [PLAIN],
  },
  {
    title: 'a variable that holds a header',
    entry: {
      command: 'npx',
      args: ['mcp-remote', 'https://tally.example/mcp'],
      env: { AUTH_HEADER: `Bearer ${PLAIN}` },
    },
    message: /`AUTH_HEADER`/,
    secrets: [PLAIN],
  },
  {
    title: 'a header',
    entry: remote('https://tally.example/mcp', { Authorization: `Bearer ${PLAIN}` }),
    message: /the header `Authorization`/,
    secrets: [PLAIN],
  },
  {
    title: 'a header that has its own name',
    entry: remote('https://tally.example/mcp', { CONTEXT7_API_KEY: PLAIN }),
    message: /CONTEXT7_API_KEY/,
    secrets: [PLAIN],
  },
  {
    title: 'a header with user and password',
    entry: remote('https://tally.example/mcp', {
      Authorization: `Basic ${Buffer.from(`ops:${PASSWORD}`).toString('base64')}`,
    }),
    message: /the header `Authorization`/,
    secrets: [PASSWORD, Buffer.from(`ops:${PASSWORD}`).toString('base64')],
  },
  {
    title: 'a query parameter',
    entry: remote(`https://tally.example/mcp?tavilyApiKey=${PLAIN}`),
    message: /the query parameter `tavilyApiKey` of the URL/,
    secrets: [PLAIN],
  },
  {
    title: 'a password in a URL',
    entry: remote(`https://ops:${PASSWORD}@tally.example/mcp`),
    message: /the URL holds a password/,
    secrets: [PASSWORD],
  },
  {
    title: 'a token as user of a URL',
    entry: remote(`https://${PLAIN}@tally.example/mcp`),
    message: /the user of the URL/,
    secrets: [PLAIN],
  },
  {
    title: 'an address that is its own key',
    entry: remote(`https://n8n.tally.example/webhook/${UUID}`),
    message: /the path of the URL/,
    secrets: [UUID],
  },
  {
    title: "a Slack webhook's path",
    entry: withEnv({ NOTIFY: `https://hooks.slack.com/services/T01ABCDEF/B02GHIJKL/${scrambled(24)}` }),
    message: /a Slack webhook/,
    secrets: [scrambled(24)],
  },
  {
    title: 'a registry with a token',
    entry: { command: 'npx', args: ['-y', `--registry=https://${PLAIN}@npm.tally.example/`, 'tally-mcp'] },
    message: /`--registry`, in the user of its URL/,
    secrets: [PLAIN],
  },
  {
    title: 'a database',
    entry: npx(`postgresql://tally:${PASSWORD}@db.tally.example:5432/tally`),
    message: /argument 3, in its URL, holds the password of a database/,
    secrets: [PASSWORD],
  },
  {
    title: 'a database of the internet with the usual password',
    entry: withEnv({ DATABASE_URL: 'postgres://postgres:postgres@db.tally.example/app' }),
    message: /DATABASE_URL/,
    secrets: [':postgres@'],
  },
  {
    title: 'a connection string',
    entry: withEnv({
      STORAGE: `DefaultEndpointsProtocol=https;AccountName=tally;AccountKey=${AWS_SECRET}${AWS_SECRET}==;EndpointSuffix=core.windows.net`,
    }),
    message: /`AccountKey` of its connection string/,
    secrets: [AWS_SECRET],
  },
  {
    title: 'JSON in an argument',
    entry: {
      command: 'npx',
      args: ['-y', '@smithery/cli', 'run', '@tally/mcp', '--config', JSON.stringify({ apiKey: PLAIN, debug: true })],
    },
    message: /`apiKey` of its JSON/,
    secrets: [PLAIN],
  },
  {
    title: 'JSON that is quoted twice',
    entry: {
      command: 'npx',
      args: [
        '-y',
        '@smithery/cli',
        'run',
        '@tally/mcp',
        '--config',
        JSON.stringify(JSON.stringify({ nested: { tallyToken: PLAIN } })),
      ],
    },
    message: /`tallyToken` of its JSON/,
    secrets: [PLAIN],
  },
  {
    title: 'JSON with its quotes escaped',
    entry: {
      command: 'cmd',
      args: ['/c', 'npx', '-y', 'tally-mcp', '--config', JSON.stringify({ apiKey: PLAIN }).replaceAll('"', '\\"')],
    },
    message: /`apiKey` of its JSON/,
    secrets: [PLAIN],
  },
  {
    title: 'an assignment in a shell',
    entry: { command: 'bash', args: ['-lc', `export TALLY_TOKEN='${PLAIN}' && npx -y tally-mcp`] },
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'a flag in a shell that cannot be split',
    entry: { command: 'sh', args: ['-c', `npx -y tally-mcp --url $(cat url) --token ${PLAIN} | tee 'log`] },
    message: /`--token`/,
    secrets: [PLAIN],
  },
  {
    title: 'an assignment of PowerShell',
    entry: { command: 'powershell', args: ['-Command', `$env:TALLY_TOKEN = '${PLAIN}'; npx -y tally-mcp`] },
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'an assignment of PowerShell, without blanks',
    entry: { command: 'powershell', args: ['-Command', `$env:TALLY_TOKEN='${PLAIN}'; npx -y tally-mcp`] },
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'a header in two words',
    entry: {
      command: 'uvx',
      args: ['mcp-proxy', '--headers', 'Authorization', `Bearer ${PLAIN}`, 'https://t.example'],
    },
    message: /the header `Authorization`/,
    secrets: [PLAIN],
  },
  {
    title: 'a variable of docker among its short flags',
    entry: docker(`-ieTALLY_TOKEN=${PLAIN}`),
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'a shell in a shell',
    entry: { command: 'bash', args: ['-c', `bash -c "TALLY_TOKEN=${PLAIN} npx -y tally-mcp"`] },
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'the words of a wallet',
    entry: withEnv({
      MNEMONIC: 'quarry lantern meadow copper violin harbor pepper saddle timber anchor ribbon walnut',
    }),
    message: /the words of a wallet/,
    secrets: ['quarry lantern'],
  },
  {
    title: 'a cookie of several parts',
    entry: withEnv({ SHOP_COOKIE: `lang=en; session=${PLAIN}; theme=dark` }),
    message: /SHOP_COOKIE/,
    secrets: [PLAIN],
  },
  {
    title: 'JSON in base64 in an address',
    entry: remote(
      `https://tally.example/mcp?config=${Buffer.from(JSON.stringify({ apiKey: PLAIN })).toString('base64')}`,
    ),
    message: /`apiKey` of its JSON/,
    secrets: [PLAIN],
  },
  {
    title: 'an address of a version that is its own key',
    entry: withEnv({ RPC_URL: `https://chain.tally.example/v2/${PLAIN}` }),
    message: /`RPC_URL`, in the path of its URL/,
    secrets: [PLAIN],
  },
  {
    title: 'a package of git with a password',
    entry: { command: 'npx', args: ['-y', `git+https://ops:${PASSWORD}@git.tally.example/mcp.git`] },
    message: /argument 2, in its URL, holds a password/,
    secrets: [PASSWORD],
  },
  {
    title: 'an assignment of cmd',
    entry: { command: 'cmd', args: ['/c', `set TALLY_TOKEN=${PLAIN}&& npx -y tally-mcp`] },
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'an assignment of a wrapper',
    entry: { command: 'env', args: [`TALLY_TOKEN=${PLAIN}`, 'npx', '-y', 'tally-mcp'] },
    message: /`TALLY_TOKEN`/,
    secrets: [PLAIN],
  },
  {
    title: 'a flag in the command of a bridge',
    entry: { command: 'npx', args: ['-y', 'supergateway', '--stdio', `npx -y tally-mcp --api-key ${PLAIN}`] },
    message: /`--api-key`/,
    secrets: [PLAIN],
  },
  {
    title: 'a command with everything in it',
    entry: { command: `npx -y tally-mcp --token ${PLAIN}` },
    message: /`--token`/,
    secrets: [PLAIN],
  },
  {
    title: 'user and password of curl',
    entry: { command: 'curl', args: ['-u', `ops:${PASSWORD}`, 'https://tally.example'] },
    message: /`-u password`/,
    secrets: [PASSWORD],
  },
  {
    title: 'the name of the variable is the secret',
    entry: withEnv({ [GITHUB]: GITHUB }),
    message: /the variable holds/,
    secrets: [GITHUB],
  },
  {
    title: 'a short flag that is the secret itself',
    entry: npx(`-p${PASSWORD}`, GITHUB),
    message: /argument 4 holds a GitHub token/,
    secrets: [PASSWORD, GITHUB],
  },
  {
    title: "a registry's token",
    entry: npx(`--//npm.tally.example/:_authToken=${PLAIN}`),
    message: /`_authToken`/,
    secrets: [PLAIN],
  },
  {
    title: 'the name of a parameter is the secret',
    entry: remote(`https://tally.example/?${GITHUB}=${STRIPE}`),
    message: /a key/,
    secrets: [GITHUB, STRIPE],
    count: 2,
  },
]

const quiet: readonly (readonly [title: string, entry: unknown])[] = [
  ...[
    '${GITHUB_TOKEN}',
    '$GITHUB_TOKEN',
    '%GITHUB_TOKEN%',
    '${env:GITHUB_TOKEN}',
    '${input:github-token}',
    '{env:GITHUB_TOKEN}',
    '${{ secrets.GITHUB_TOKEN }}',
    '${GITHUB_TOKEN:-}',
    '${GITHUB_TOKEN:-changeme}',
    'op://Private/GitHub/token',
    '!secret github_token',
    '{{ github_token }}',
    'vault:secret/data/github#token',
    'arn:aws:secretsmanager:eu-west-1:123456789012:secret:tally-AbCdEf',
    'projects/tally/secrets/github/versions/latest',
    '$(gh auth token)',
    '`pass show github`',
    'keychain:github',
    '{file:~/.secrets/github}',
    '@/run/secrets/github',
    'encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt',
    '/run/secrets/github_token',
    '~/.config/github.json',
    'C:\\Users\\u\\token.txt',
    './secrets/token.txt',
    'YOUR_API_KEY',
    'YOUR_GITHUB_TOKEN_HERE',
    '<token>',
    '<your-github-token>',
    '[TOKEN]',
    'xxxxxxxxxxxxxxxx',
    '***',
    '****************',
    'changeme',
    'REPLACE_ME',
    'your-key-here',
    'your_api_key_goes_here_123',
    'sk-...',
    'sk-your-openai-key',
    'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    `${['gh', 'p_'].join('')}${'x'.repeat(36)}`,
    'ghp_...',
    'dummy',
    'example-token-1a2b3c',
    'test-token-1234abcd',
    'TODO',
    '',
    ' ',
    'true',
    '4096',
    'none',
    'null',
    'ollama',
    'lm-studio',
    'not-needed',
    'sk-no-key-required',
    'EMPTY',
    '1234567890abcdef',
    '00000000-0000-0000-0000-000000000000',
    'my-secret-token',
    'insert-token-here',
    'https://tally.example/token',
    'ops@tally.example',
    'auth.tally.example:8443',
    'undefined',
    'cl100k_base',
    'local-dev-key-1',
    'gpt-4o-mini-2024-07-18',
    'paste-your-token-from-dashboard',
  ].map((value) => [`a token that is \`${value.slice(0, 20)}\``, withEnv({ GITHUB_TOKEN: value })] as const),
  ...Object.entries({
    TOKEN_LIMIT: '4096',
    MAX_TOKENS: '20000',
    TOKENIZER: 'cl100k_base_2f9a81bc77de',
    PASSWORD_FILE: `/run/${PLAIN}`,
    FIGMA_FILE_KEY: PLAIN,
    AIRTABLE_API_KEY: 'pat123.abc123',
    KEYBOARD: 'us-intl-2f9a81bc77',
    AUTH_TYPE: 'oauth',
    SECRET_NAME: 'prod/tally/db-2f9a81bc77',
    PUBLIC_KEY: PLAIN,
    KEY_PREFIX: 'tally:2f9a81bc77de:',
    SSH_AUTH_SOCK: '/tmp/ssh-XXXX/agent.1234',
    API_KEY_HEADER: 'X-API-Key',
    AUTH_METHOD: 'api_token',
    GOOGLE_APPLICATION_CREDENTIALS: '/home/u/.config/gcloud/key.json',
    AWS_PROFILE: 'tally-prod-2f9a',
    GIT_COMMIT: hex(40),
    PROJECT_ID: UUID,
    OAUTH_CLIENT_ID: PLAIN,
    PRIMARY_KEY: 'order_id',
    SORT_KEY: 'createdAt',
    JIRA_PROJECT_KEY: 'TALLY2',
    STRIPE_PUBLISHABLE_KEY: ['pk', '_live_'].join('') + scrambled(24),
    STRIPE_SECRET_KEY: ['sk', '_test_'].join('') + scrambled(24),
    DISABLE_AUTH: 'true',
    KEYCLOAK_URL: 'https://sso.tally.example/realms/x',
    PWD: '/home/u/app',
    TOKEN_CACHE_PATH: `/var/cache/${PLAIN}`,
    COOKIE_NAME: 'session_2f9a81bc77de',
    SENTRY_RELEASE: hex(40),
    POSTGRES_PASSWORD: 'postgres',
    DB_PASSWORD: 'password',
    MODEL: 'claude-3-5-sonnet-20241022',
    DATABASE_URL: 'postgresql://postgres:postgres@localhost:5432/app',
    REDIS_URL: 'redis://localhost:6379/0',
    MONGO_URL: 'mongodb://root:example@mongo:27017',
    PGURL: 'postgresql://user:password@host:5432/dbname',
    MYSQL_URL: 'mysql://root:${MYSQL_PASSWORD}@db.tally.example/app',
    API_URL: 'https://user@tally.example/x',
  }).map(([name, value]) => [name, withEnv({ [name]: value })] as const),
  ['a database of this machine', npx('postgresql://postgres:postgres@127.0.0.1:5432/app')],
  ['a package of git', { command: 'npx', args: ['-y', 'git+ssh://git@github.com/tally/mcp.git'] }],
  ['a commit of git', { command: 'uvx', args: ['--from', `git+https://github.com/tally/mcp@${hex(40)}`, 'tally'] }],
  ['an image by digest', { command: 'docker', args: ['run', '-i', `tally/mcp@sha256:${hex(64)}`] }],
  ['variables that docker hands on', docker('-e', 'GITHUB_TOKEN', '--env', 'API_KEY')],
  ['a header by reference', remote('https://tally.example/mcp', { Authorization: 'Bearer ${input:tally-token}' })],
  [
    'a header of mcp-remote by reference',
    {
      command: 'npx',
      args: ['mcp-remote', 'https://t.example/mcp', '--header', ['Authorization:', '{AUTH_HEADER}'].join('$')],
    },
  ],
  [
    'a header that is no secret',
    remote('https://tally.example/mcp', { Accept: 'application/json', 'X-Request-Id': UUID }),
  ],
  ['a header that is a placeholder', remote('https://tally.example/mcp', { Authorization: 'Bearer <YOUR_TOKEN>' })],
  ['the address of a document', npx('--doc', `https://docs.tally.example/document/d/${scrambled(44)}/edit`)],
  ['a path with the id of a project', remote(`https://tally.example/projects/${UUID}/mcp`)],
  ['a query without a secret', remote('https://tally.example/mcp?project=tally&readonly=true&features=database,docs')],
  [
    'flags that only sound so',
    npx('--max-tokens', '8192', '--token-limit=200', '--key-file', '/etc/tally/key.pem', '--auth', 'oauth'),
  ],
  ['a flag whose value is a file', npx('--credentials', './service-account.json')],
  [
    'JSON without a secret',
    npx('--config', JSON.stringify({ apiKey: 'YOUR_API_KEY', url: 'https://tally.example', retries: 3 })),
  ],
  [
    'a script without a secret',
    { command: 'sh', args: ['-c', 'cd /srv/app && TOKEN="$TALLY_TOKEN" exec npx -y tally-mcp'] },
  ],
  ['code in one line', { command: 'python', args: ['-c', 'from tally import main; main(token=None)'] }],
]

configurationCasesOf('literal-secret', ({ fires, silent }) => {
  for (const { title, entry, message, count } of found) fires(title, { entry }, { message, count: count ?? 1 })
  for (const [title, entry] of quiet) silent(title, { entry })
  silent('the same in a project', { entry: npx('--max-tokens', '8192'), scope: 'project' })

  const token = withEnv({ GITHUB_TOKEN: GITHUB })
  const named = withEnv({ ACME_API_KEY: PLAIN })
  const flag = npx('--api-key', PLAIN)
  fires(
    'in a project, a known format',
    { entry: token, scope: 'project' },
    { severity: 'high', message: /high \(high\)/ },
  )
  fires('in a project, a name alone', { entry: named, scope: 'project' }, { severity: 'medium', message: /\(medium\)/ })
  fires("in a user's own file, a variable", { entry: token }, { severity: 'low' })
  fires("in a user's own file, a private key", { entry: withEnv({ SIGNER: PEM }) }, { severity: 'medium' })
  fires("in a user's own file, an argument", { entry: flag }, { severity: 'low' })
  fires("in a user's own file, a URL", { entry: remote(`https://t.example/?token=${PLAIN}`) }, { severity: 'low' })
  fires('in a file that was named', { entry: token, scope: 'explicit' }, { severity: 'medium' })
  fires("a browser's key", { entry: withEnv({ SUPABASE_SERVICE: ANON }), scope: 'project' }, { severity: 'low' })
  fires(
    'a database of this machine with a password of its own',
    { entry: npx(`postgres://app:${PASSWORD}@localhost/app`), scope: 'project' },
    { severity: 'low' },
  )
  fires(
    'the same key in several clients, once',
    {
      entry: token,
      also: [
        { entry: token, client: 'claude-desktop' },
        { entry: withEnv({ GITHUB_TOKEN: FINE_GRAINED }), client: 'vscode', scope: 'project' },
      ],
    },
    { severity: 'high' },
  )
  fires('two keys, each by itself', { entry: withEnv({ GITHUB_TOKEN: GITHUB, SLACK_BOT_TOKEN: SLACK }) }, { count: 2 })
  fires('one secret in two keys', { entry: withEnv({ GITHUB_TOKEN: GITHUB, GH_TOKEN: GITHUB }) }, { count: 2 })
  fires('a disabled entry: its file holds it all the same', { entry: token, disabled: true })
  silent('the anonymous key by its name', { entry: withEnv({ SUPABASE_ANON_KEY: ANON }), scope: 'project' }, 'low')
})

const remedy = (parts: ConfigurationParts): string | undefined =>
  configurationFindings('literal-secret', parts)[0]?.remedy

describe('what is said of a secret', () => {
  it.each(found)('holds nothing of it: $title', ({ entry, secrets }) => {
    for (const scope of ['user', 'project'] as const) {
      const text = JSON.stringify(configurationFindings('literal-secret', { entry, scope }))
      for (const secret of secrets) expect(text).not.toContain(secret)
      for (const secret of secrets) expect(text).not.toContain(secret.slice(0, 8))
      expect(text).not.toMatch(/\d+ (?:characters|letters)/)
    }
  })

  it.each([
    ['vscode', '${input:github-token}'],
    ['cursor', '${env:GITHUB_TOKEN}'],
    ['windsurf', '${env:GITHUB_TOKEN}'],
    ['claude-code', '${GITHUB_TOKEN}'],
    ['opencode', '{env:GITHUB_TOKEN}'],
    ['continue', '${{ secrets.GITHUB_TOKEN }}'],
    ['codex', 'env_vars = ["GITHUB_TOKEN"]'],
    ['goose', 'env_keys'],
    ['zed', 'op run'],
    ['claude-desktop', 'op run'],
  ])('names the way of %s', (client, expected) => {
    expect(remedy({ entry: withEnv({ GITHUB_TOKEN: GITHUB }), client })).toContain(expected)
    expect(remedy({ entry: withEnv({ GITHUB_TOKEN: GITHUB }), client })).toMatch(/revoke/)
  })

  it('makes a name for the variable where there is none', () => {
    const header: EntryParts = {
      entry: remote('https://t.example', { Authorization: `Bearer ${PLAIN}` }),
      name: 'tally',
    }
    expect(remedy({ ...header, client: 'cursor' })).toContain('${env:TALLY_TOKEN}')
    expect(remedy({ entry: npx('--api-key', PLAIN), client: 'cursor' })).toContain('${env:TALLY_API_KEY}')
    expect(remedy({ ...header, client: 'codex' })).toContain('bearer_token_env_var = "TALLY_TOKEN"')
  })

  it('points at the value', () => {
    const [finding] = configurationFindings('literal-secret', { entry: withEnv({ GITHUB_TOKEN: GITHUB }) })
    expect(finding?.subject).toBe('/home/u/.cursor/mcp.json#/mcpServers/tally/env/GITHUB_TOKEN')
  })

  it('ends soon on hostile text', () => {
    const long = (piece: string): string => piece.repeat(Math.ceil(100_000 / piece.length))
    const texts = [
      'eyJ-',
      '{"a":',
      'a=',
      "a'b ",
      'https://',
      'x:y@',
      '-----BEGIN ',
      '$(',
      'Bearer ',
      '1',
      'AKIA',
      '\\"',
      '[',
      'password=a;',
    ]
    for (const text of texts) {
      // The heuristic alone: how the entry is taken apart is tested with the launch.
      const args = ['-c', long(text), '--token', long(text)]
      const entry = serverEntry({ entry: { command: 'sh', args, env: { TOKEN: long(text) } } })
      const server: ConfiguredServer = {
        server: 'local:sh',
        launch: { kind: 'local', runner: 'sh', wrappers: [], packages: [], origin: null },
        ref: null,
        entries: [{ entry, commands: [], writableBy: null }],
        onMachine: NOTHING_ON_MACHINE,
        namesakes: [],
        registryFiles: [],
      }
      expect([...literalSecret.judge(server)].length).toBeLessThan(50)
    }
  }, 20_000)
})
