/** Whether a value is a secret, or only stands where one belongs: a reference, a placeholder, a path, a switch. */
import type { SecretName } from './secret-names.js'

/** Above this a value is a document, not a secret that somebody was given. */
const LONGEST = 8192

/** @param value as written @param name how much its name says */
export function isSecretValue(value: string, name: SecretName): boolean {
  const text = unquoted(value)
  if (text.length < 4 || text.length > LONGEST || /[\r\n]/.test(text)) return false
  if (isReference(text) || isPlaceholder(text) || isOtherThing(text)) return false
  if (name === 'password') return true
  if (looksRandom(text, name === 'weak' ? 16 : 8)) return true
  return name === 'strong' && looksChosen(text)
}

/** What people make up where a service asks for a token: digits among words, or one long word. */
const looksChosen = (text: string): boolean =>
  /\s/.test(text)
    ? false
    : text.length >= 10 && /\d/.test(text) && /[A-Za-z]/.test(text)
      ? !NAME_OF_SOMETHING.test(text)
      : /^[A-Za-z]{20,}$/.test(text) && !/secret|token|key|password|value|api/i.test(text)

/** A model, an environment, an algorithm, a version. */
const NAME_OF_SOMETHING =
  /(?:^|[^A-Za-z])(?:local|dev|development|staging|base|model|gpt|claude|llama|gemini|latest|version|v\d+|oauth\d?|sha\d*|rs\d+|hs\d+|es\d+|aes|rsa)(?:$|[^A-Za-z])/i

/** `"x"` and `'x'` as `x`: quotes that a shell or a careless hand left. */
export function unquoted(value: string): string {
  const text = value.trim()
  const [first] = text
  return text.length > 1 && (first === '"' || first === "'") && text.endsWith(first) ? text.slice(1, -1).trim() : text
}

/**
 * What a client, a shell or a secrets manager puts the secret in place of: `${VAR}`, `$VAR`, `%VAR%`, `${input:x}`, `{env:X}`,
 * `${{ secrets.X }}`, `op://…`, `$(pass show x)`.
 */
export const isReference = (text: string): boolean => REFERENCE.test(text)

const REFERENCE = new RegExp(
  [
    String.raw`\$\{`,
    String.raw`\$\(`,
    '`',
    String.raw`\{\{`,
    String.raw`\{[A-Za-z_][\w.-]{0,40}(?::[^{}]{1,100})?\}`,
    String.raw`^\$[A-Za-z_]\w*$`,
    String.raw`(?:^|[\s:/@=])\$(?:env:)?[A-Z_][A-Z0-9_]{2,}`,
    String.raw`%[A-Za-z_]\w*%`,
    String.raw`^!\w+\b`,
    // Addresses of secrets managers.
    String.raw`^(?:op|vault|doppler|infisical|bws|keychain|keyring|secret|secrets|secretref|secretsmanager|ssm|awssm|gcpsm|akv|env|envvar|file|pass|gopass|1password|bitwarden|lastpass|sops|ref)(?:\+\w+)?:(?!$)`,
    String.raw`^arn:aws[\w-]*:(?:secretsmanager|ssm):`,
    '^projects/[^/]+/secrets/',
    String.raw`^@Microsoft\.KeyVault\(`,
    String.raw`^(?:ENC\[|encrypted:)`,
    String.raw`^(?:process\.env|os\.environ|env)[./[]`,
    String.raw`^@[./~\w]`,
  ].join('|'),
  'i',
)

/** Words that no issuer puts into a secret. */
const INVENTED =
  /example|placeholder|change[-_ ]?me|replace[-_ ]?(?:me|with|this)|your[-_ ]|your(?:api|token|key|secret|password|access|auth)|redacted|dummy|fake|insert[-_ ]|(?:key|token|secret|password|value)[-_ ]?here|(?:not|un)[-_ ]?(?:needed|required|used|set|necessary|real)|x{4}|\*{3}|\.{3}|…|•|#{4}|no[-_]?key|goes[-_]here/i
/** The same as a word of its own, between separators. */
const INVENTED_WORD =
  /(?:^|[^A-Za-z0-9])(?:your|yours|my|here|todo|fixme|tbd|test|tests|testing|sample|demo|foo|bar|foobar|placeholder|changeit|something|whatever|none|null|undefined|nil|empty|unset|mock|stub|default|lorem)(?:$|[^A-Za-z0-9])/i
/** What stands for a whole value: marks to be replaced, and words that say there is none. */
const WHOLE =
  /^(?:<.*>|\[.*\]|\{.*\}|__\w+__|[x*.\-_•#?0]+|(?:secret|password|passwd|pass|token|key|apikey|api[-_]key|api[-_]token|access[-_]token|client[-_]secret|bearer|basic|string|value|n\/a|no|off|ollama|lm[-_ ]?studio|local|localhost|anything|any|none|dummy|abc123|abcd?e?f?g?|foo|bar|baz|qwerty|hunter2|letmein))$/is
const SEQUENCE =
  /(?<![A-Za-z0-9])[a-z]{2,6}123(?![A-Za-z0-9])|0?1234567(?:89)?0?|abcdef(?:gh)?(?:ij)?|deadbeef|cafebabe|0{6,}|qwerty/gi

/** Whether somebody still has to put the secret in, or it is openly invented. */
export function isPlaceholder(text: string): boolean {
  if (WHOLE.test(text) || INVENTED.test(text) || isMonotonous(text)) return true
  // In base64 a word between separators may be chance, in what is otherwise readable it is not.
  if (INVENTED_WORD.test(text)) return text.length < 60
  const rest = text.replace(SEQUENCE, '').replace(/[^A-Za-z0-9]/g, '')
  return rest.length < 6 && text.length > 7 && SEQUENCE_TEST.test(text)
}

const SEQUENCE_TEST = new RegExp(SEQUENCE.source, 'i')

/** `0000-0000`, `aaaa`, `ghp_xxxxxx`: the longest run of letters and digits has hardly any kinds of them. */
export function isMonotonous(text: string): boolean {
  let longest = ''
  for (const [run] of text.matchAll(/[A-Za-z0-9]{6,}/g)) if (run.length > longest.length) longest = run
  return longest !== '' && longest.length * 2 >= text.length && new Set(longest.toLowerCase()).size <= 3
}

/** Passwords of databases that documentation and container images give, and everyone leaves on their own machine. */
const USUAL =
  /^(?:postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|root|admin|administrator|user|username|guest|sa|neo4j|minio(?:admin)?|rabbitmq|elastic|changeme|app|dev|development|local|docker|db|database|test(?:ing)?|pass(?:word|wd)?|pwd|secret|mysecretpassword|example|demo|default|qwerty|letmein|toor|supabase|123|1234|12345|123456|12345678|123456789|p@ssw0rd|admin123|password123|root123|password1)$/i

export const isUsualPassword = (text: string): boolean => USUAL.test(text)

/** A switch, a number, a path, an address, a mailbox: a value of another kind under a name that sounds secret. */
export function isOtherThing(text: string): boolean {
  return (
    /^(?:true|false|yes|no|on|off|null|none|auto|default|disabled?|enabled?|required|optional|public|private|basic|bearer|oauth2?|oidc|jwt|apikey|api_key|iam|sso|saml|ntlm|kerberos|digest|x-[a-z-]+|authorization)$/i.test(
      text,
    ) ||
    /^[-+]?[\d.,_]{1,5}$|^[-+]?\d+\.\d+$/.test(text) ||
    isPath(text) ||
    /^[a-z][a-z0-9+.-]{1,30}:\/\//i.test(text) ||
    /^[^@\s]{1,80}@[\w-]+(?:\.[\w-]+)+$/.test(text) ||
    /^(?:[a-z0-9-]{1,20}\.)+[a-z]{2,10}(?::\d+)?$/.test(text) ||
    /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/.test(text) ||
    /^\d{4}-\d\d-\d\d/.test(text)
  )
}

/** A file under a secret's name: `/run/secrets/x`, `~/.config/key.json`. */
export function isPath(text: string): boolean {
  const rooted = /^(?:\/|~|\.{1,2}[\\/]|[A-Za-z]:[\\/]|\\\\)/.test(text)
  const named =
    /^[^\s:;=]{1,300}\.(?:json|pem|key|p12|pfx|txt|env|ya?ml|toml|crt|cer|ini|conf|cfg|db|sqlite|jks|p8|asc|gpg)$/i
  if (!rooted) return named.test(text)
  // base64 may begin with a slash: then a part of it is a long mixture.
  return text.split(/[\\/]/).every((part) => part.length < 20 || !isMixture(part))
}

const isMixture = (part: string): boolean =>
  /[a-z]/.test(part) && /[A-Z]/.test(part) && /\d/.test(part) && !/[.\s]/.test(part)

/**
 * Whether nobody would have written it by heart: digits among letters, or letters in no order. Words that are joined by
 * separators (`gpt-4-turbo`, `local-dev-key-1`, `cl100k_base`) are none.
 *
 * @param least of characters
 */
export function looksRandom(text: string, least: number): boolean {
  if (text.length < least || /\s/.test(text)) return false
  const parts = text.split(/[^A-Za-z0-9]+/).filter((part) => part !== '')
  if (parts.some((part) => part.length >= Math.min(least, 12) && isScrambled(part))) return true
  if (UUID.test(text)) return true
  // Several short pieces: most of them must be mixtures.
  const scrambled = parts.filter((part) => /\d/.test(part) && /[A-Za-z]/.test(part) && part.length >= 4)
  return scrambled.length >= 2 && scrambled.join('').length * 2 >= text.length
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function isScrambled(part: string): boolean {
  if (/^\d+$/.test(part)) return part.length >= 16
  if (/\d/.test(part)) {
    // `config2`, `v1beta1`, `claude35`: a word with its number.
    if (/^[A-Za-z]{2,16}\d{1,4}$|^v\d+(?:[a-z]+\d*)?$/.test(part)) return false
    return true
  }
  if (part.length < 16) return false
  const changes = part.match(/[a-z][A-Z]|[A-Z][a-z]/g)?.length ?? 0
  const vowels = part.match(/[aeiou]/gi)?.length ?? 0
  // `MyVeryLongCamelCaseName` changes at every word, and has a third of vowels.
  return vowels / part.length < 0.22 || (changes >= part.length / 3 && /[A-Z]{2}/.test(part))
}
