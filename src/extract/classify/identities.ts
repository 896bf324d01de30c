/**
 * What a constant looks like that stands for one person, account, key or place, and for no other: a published package that knows one
 * knows whose it is.
 */

/** `id` is what a service gives its users, rooms and accounts: nothing that one makes up. */
export type IdentityForm = 'email' | 'phone' | 'url' | 'principal' | 'account' | 'key' | 'id'

const FORMS: readonly (readonly [IdentityForm, RegExp])[] = [
  ['email', /^[^\s@<>:,]{1,64}@(?:[a-z0-9-]{1,63}\.){1,8}[a-z][a-z0-9-]{1,62}$/i],
  ['url', /^(?:https?|wss?):\/\/[^\s"'<>`]{3,400}$/i],
  ['key', /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-[a-z0-9-]{1,30}|sk-[a-z0-9@.-]{1,50}) AAAA[A-Za-z0-9+/=]{40,4000}/],
  // An account of AWS; those of the cloud itself have the word `aws` in its place.
  ['principal', /^arn:aws[a-z-]{0,12}:(?:iam|sts)::\d{12}:/],
  ['principal', /^(?:user|group|serviceAccount|domain|principal|spn):[^\s]{4,120}$/],
  // As headers of S3 name who is let in.
  ['principal', /^(?:id|emailAddress|uri)="?[^\s"]{8,200}"?$/],
  ['account', /^(?:acct|ba|tr|po)_[A-Za-z0-9]{12,40}$/],
  ['phone', /^(?:whatsapp:|tel:|sms:)?\+[0-9][0-9 ().-]{7,18}$/],
  ['id', /^(?:\d{6}:)?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i],
  // Users, channels and direct talks of Slack.
  ['id', /^[CDGUW](?=[A-Z]*\d)[A-Z0-9]{8,12}$/],
  ['id', /^(?:-?\d{6,22}|[0-9a-f]{20,64})$/],
  ['id', /^(?!\d{4}-\d\d)(?=[^\d]{0,60}\d)(?=[^A-Za-z]{0,60}[A-Za-z])[A-Za-z0-9][\w:-]{14,79}$/],
]

/** @returns the form of a text that is somebody's alone; `null` for words, versions, names and what has holes */
export function identityForm(text: string): IdentityForm | null {
  if (text.length < 6 || text.length > 4200) return null
  for (const [form, shape] of FORMS) if (shape.test(text)) return form === 'url' || !text.includes('{}') ? form : null
  return null
}

const KEY_INSIDE = /\b(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-[a-z0-9-]{1,30}) AAAA[A-Za-z0-9+/=]{40,1000}/

/** Identities in a text that lists them, or that holds a key: `{},U08H3KQ5T1M`, lines of a file of keys. A text alone is its own. */
export function identitiesIn(text: string): readonly string[] {
  if (text.length > 20_000) return []
  if (identityForm(text) !== null) return [text]
  const key = KEY_INSIDE.exec(text)?.[0]
  if (key !== undefined) return [key]
  // Names of one list are short, and nothing else stands between them.
  const tokens = text.length > 400 || !/[,;]|\{\}/.test(text) ? [] : text.split(/\{\}|[,;]\s{0,3}/)
  return tokens.length > 16 || tokens.some((token) => /\s/.test(token))
    ? []
    : tokens.filter((token) => identityForm(token) !== null && identityForm(token) !== 'url')
}

/** Words that stand where a person's account could, and are a role, a kind or oneself. */
const NOBODY =
  /^(?:@?me|self|own|owner|owners|admin|admins|member|members|viewer|editor|reader|writer|commenter|user|users|group|domain|anyone|everyone|all|none|root|bot|guest|anonymous|current|default|system|public|private|true|false|null|undefined|read|write|pull|push|maintain|triage|direct|any|other|unknown|test|mcp|git|ubuntu|postgres|nobody)$/i

/** A name under which somebody has an account: only where its slot says that it is one. */
export const isAccountName = (text: string): boolean =>
  /^@?[A-Za-z0-9][\w.-]{2,62}$/.test(text) && !NOBODY.test(text) && !/^\d{1,5}$/.test(text)
