/** Names of environment variables that hold, or lead to, a secret. By whole words: `MONKEY` has no `KEY` in it. */

/** Each of these words makes a name secret. */
const SECRET_WORDS = new Set([
  ...[
    'SECRET',
    'SECRETS',
    'TOKEN',
    'TOKENS',
    'PASSWORD',
    'PASSWORDS',
    'PASSWD',
    'PASSPHRASE',
    'PASS',
    'PWD',
    'PASSCODE',
  ],
  ...['CREDENTIAL', 'CREDENTIALS', 'CREDS', 'DSN', 'PAT', 'JWT', 'BEARER', 'COOKIE', 'COOKIES', 'MNEMONIC', 'APIKEY'],
  ...['ACCESSKEY', 'SECRETKEY', 'PRIVATEKEY', 'AUTHTOKEN', 'ACCESSTOKEN', 'KEY', 'KEYS', 'AUTH', 'SAS', 'WEBHOOK'],
  ...['APITOKEN', 'CONNECTIONSTRING'],
])

/** Written without a gap: `PGPASSWORD`, `GHTOKEN`. `KEY` is left out: `MONKEY`. */
const GLUED = /(?:PASSWORD|TOKEN|SECRET|APIKEY)$/

/** Two words in a row that make a name secret. */
const SECRET_PAIRS = new Set([
  'CONNECTION_STRING',
  'CONN_STRING',
  'CONN_STR',
  'SEED_PHRASE',
  'RECOVERY_PHRASE',
  'PRIVATE_SEED',
])

/** `<one of these>_URL`, `_URI`: an address that carries its password. */
const DATA_STORES = new Set([
  ...[
    'DATABASE',
    'DB',
    'POSTGRES',
    'POSTGRESQL',
    'PG',
    'MYSQL',
    'MARIADB',
    'MONGO',
    'MONGODB',
    'REDIS',
    'AMQP',
    'RABBITMQ',
  ],
  ...[
    'CLOUDAMQP',
    'JDBC',
    'SQLALCHEMY',
    'CLICKHOUSE',
    'ELASTICSEARCH',
    'NEO4J',
    'SNOWFLAKE',
    'KV',
    'UPSTASH',
    'SUPABASE_DB',
  ],
])

/** What a last word says that the name holds instead of a secret: `TOKEN_LIMIT`, `AUTH_MODE`, `SECRET_NAME`. */
const OTHER_THINGS = new Set([
  ...[
    'LIMIT',
    'LIMITS',
    'LENGTH',
    'COUNT',
    'SIZE',
    'MAX',
    'MIN',
    'TTL',
    'EXPIRY',
    'EXPIRES',
    'EXPIRATION',
    'LIFETIME',
    'AGE',
  ],
  ...[
    'TIMEOUT',
    'TYPE',
    'TYPES',
    'NAME',
    'URL',
    'URI',
    'ENDPOINT',
    'HOST',
    'PORT',
    'MODE',
    'METHOD',
    'METHODS',
    'ENABLED',
  ],
  ...[
    'DISABLED',
    'REQUIRED',
    'FORMAT',
    'PREFIX',
    'SUFFIX',
    'VERSION',
    'ALGORITHM',
    'ALG',
    'PROVIDER',
    'SCOPE',
    'SCOPES',
  ],
  ...[
    'AUDIENCE',
    'ISSUER',
    'REDIRECT',
    'CALLBACK',
    'DOMAIN',
    'REGION',
    'BUDGET',
    'USAGE',
    'COST',
    'PRICE',
    'POLICY',
    'STRATEGY',
  ],
  ...[
    'THROUGH',
    'SOCK',
    'FLOW',
    'SERVER',
    'LEVEL',
    'SERVICE',
    'STATUS',
    'ERROR',
    'PATTERN',
    'REGEX',
    'REFRESH',
    'ENABLE',
  ],
])

/** What a first word says: `PUBLIC_KEY`, `MAX_TOKENS`, `DISABLE_AUTH`. Looked for anywhere before the secret word. */
const QUALIFIERS = new Set([
  ...[
    'PUBLIC',
    'PUBLISHABLE',
    'ANON',
    'MAX',
    'MIN',
    'NUM',
    'TOTAL',
    'DISABLE',
    'ENABLE',
    'SKIP',
    'ALLOW',
    'REQUIRE',
    'USE',
    'NO',
  ],
  ...[
    'PRIMARY',
    'FOREIGN',
    'PARTITION',
    'SORT',
    'CACHE',
    'HOT',
    'SITE',
    'ISSUE',
    'PROJECT',
    'THINKING',
    'OUTPUT',
    'INPUT',
  ],
  ...['IGNORE', 'IS', 'HAS', 'SPACE', 'MODIFIER', 'SHORTCUT', 'NEXT', 'PAGE', 'INSECURE'],
])

/** The shell's own working folder, and npm's of the invocation: no secrets, although `PWD` reads like one. */
const WORKING_FOLDERS = new Set(['PWD', 'OLDPWD', 'INIT_CWD'])

/**
 * @param name of a variable, in any case: `GITHUB_TOKEN`, `npm_config__authToken`, `dbPassword`
 * @returns whether its value is, or opens, a secret
 */
export function isSecretName(name: string): boolean {
  if (name.length > 256) return false
  const words = wordsOf(name)
  const joined = words.join('_')
  if (WORKING_FOLDERS.has(joined)) return false
  const last = words.at(-1) ?? ''
  if (last === 'URL' || last === 'URI' || last === 'DSN') {
    if (words.slice(0, -1).some((word) => DATA_STORES.has(word)) && !words.includes('REST')) return true
    if (words.includes('WEBHOOK')) return true
  }
  const at = words.findIndex(
    (word, i) => SECRET_WORDS.has(word) || GLUED.test(word) || SECRET_PAIRS.has(`${word}_${words[i + 1] ?? ''}`),
  )
  if (at < 0) return false
  if (words.length > at + 1 && OTHER_THINGS.has(last) && !SECRET_WORDS.has(last)) return false
  if (
    words.slice(0, at).some((word) => QUALIFIERS.has(word)) &&
    !words.includes('SECRET') &&
    !words.includes('PRIVATE')
  )
    return false
  return true
}

/** Words of a snake, kebab, dotted or camel name, in upper case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .map((word) => word.toUpperCase().replace(/^([A-Z]+)\d+$/, '$1'))
}
