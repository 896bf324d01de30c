/** Names of settings that hold a secret. Stricter than for what code reads: a setting's value stands beside it. */
import { isSecretName } from './secrets.js'

/**
 * How much of a secret a name speaks of. `password`: people choose it, so that any word may be one. `strong`: `API_KEY`,
 * `TOKEN`. `weak`: `KEY` or `AUTH` alone, which may as well be a sort key or a way to sign in.
 */
export type SecretName = 'password' | 'strong' | 'weak'

const PASSWORD = /PASSWORD|PASSWD|PASSPHRASE|PASSCODE|(?:^|_)(?:PWD|PASS)(?:_|$)/
const STRONG =
  /TOKEN|SECRET|API_?KEY|ACCESS_?KEY|PRIVATE_?KEY|AUTH_?KEY|APP_?KEY|ENCRYPTION_?KEY|SIGNING_?KEY|LICENSE_?KEY|SERVICE_?KEY|MASTER_?KEY|ADMIN_?KEY|SUBSCRIPTION_?KEY|APPLICATION_?KEY|CREDENTIAL|(?:^|_)(?:CREDS?|DSN|PAT|JWT|BEARER|COOKIES?|MNEMONIC|AUTHORIZATION)(?:_|$)|CONN(?:ECTION)?_STR|(?:SEED|RECOVERY)_PHRASE/

/** What a last word says that the setting holds in place of the secret; `isSecretName` knows more of them. */
const OTHER_THINGS =
  /(?:^|_)(?:FILE|FILES|FILENAME|PATH|DIR|DIRECTORY|FOLDER|HEADER|HEADERS|ID|IDS|FIELD|FIELDS|COLUMN|ARN|ALIAS|REF|KIND|STORE|STORAGE|CACHE|BACKEND|MANAGER|VAULT|SOURCE|LOCATION|USER|USERNAME|EMAIL|ROLE|REALM|TENANT|GROUP|ENV|VAR|VARIABLE|VARS|COMMAND|CMD|HELPER|PARAM|PARAMETER|PROJECT|NAMESPACE|SYMBOL|ADDRESS|CONTRACT|ROTATION|DAYS|SECONDS|MS|HOURS|MINUTES|INTERVAL|WINDOW|THRESHOLD|RATIO|RATE|QUOTA|PER_\w+|TEMPLATE|STYLE|COLOR|MAP|MAPPING|EXPIRE|VALIDATION|VERIFY|CHECK|HASH_?ALGO|ENCODING|SEPARATOR|DELIMITER|OPTIONAL|SUPPORT|BINDINGS?)$/
/** Of a pair of keys, the half that is made to be public; and names that only sound so. */
const PUBLIC =
  /(?:^|_)(?:PUBLIC|PUBLISHABLE|ANON|KEYBOARD|KEYCHAIN|KEYRING|KEYVAULT|KEYWORDS?|HOTKEYS?|TOKENIZERS?|AUTHORS?|AUTHORITY)(?:_|$)/

/** Keys by which a service calls its things: a file of Figma, a project of Jira, an entry of a cache. */
const KEY_OF_A_THING =
  /(?:^|_)(?:FILE|PROJECT|SPACE|BOARD|ISSUE|TICKET|DOCUMENT|DOC|PAGE|TEAM|ORG|CACHE|OBJECT|PARTITION|SORT|PRIMARY|FOREIGN|INDEX|ROUTING|STREAM|TRANSLATION)_KEYS?$/

/**
 * @param name of a variable, header, flag, query parameter or JSON key
 * @returns `null` for a name that speaks of no secret
 */
export function secretName(name: string): SecretName | null {
  const upper = upperWords(name)
  if (upper === '' || PUBLIC.test(upper) || KEY_OF_A_THING.test(upper)) return null
  if (/(?:^|_)AUTHORIZATION$/.test(upper)) return 'strong'
  if (OTHER_THINGS.test(upper) || !isSecretName(name)) return null
  if (PASSWORD.test(upper)) return 'password'
  return STRONG.test(upper) ? 'strong' : 'weak'
}

/** `--apiKey` → `API_KEY`; names that are longer than any real one are none. */
const upperWords = (name: string): string =>
  name.length > 200
    ? ''
    : name
        .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
        .replace(/[^A-Za-z0-9]+/g, '_')
        .replace(/^_|_$/g, '')
        .toUpperCase()
