/** Whether a text that is given to a model orders it to find or to hand over what is secret. Pure, linear. */
import { toolTextSigns } from './tool-text.js'

const LONGEST = 20_000

const SEEK =
  '(?:search|scan|find|list|read|collect|gather|enumerate|locate|look for|inventory|dump|extract|harvest|retrieve|print|output|return|reveal|send|upload|copy|walk|grep|traverse|recursively)'
const SECRET =
  '(?:wallets?\\b|keystores?\\b|private keys?\\b|seed phrases?\\b|mnemonics?\\b|ssh keys?\\b|id_rsa|\\.ssh\\b|\\.aws\\b|credentials?\\b|api[ _-]?keys?\\b|(?:access |auth |session |github |npm )?tokens?\\b|passwords?\\b|secrets?\\b|\\.env\\b|\\.npmrc\\b|\\.netrc\\b|cookies?\\b|environment variables\\b|keychain\\b|metamask|electrum|ledger\\b|trezor|exodus|solana)'
/** Where: what makes an order about a machine of one about a text. */
const PLACE =
  '(?:home (?:directory|folder)|\\$HOME|~/|/home/|/Users/|file ?system|this (?:machine|computer|system|host)|local (?:disk|files|machine|paths?)|your (?:environment|context|memory|configuration|system prompt)|this conversation|the conversation|every (?:path|file|directory)|all files|recursively|/tmp/|/etc/|%APPDATA%|\\.config\\b|\\.local\\b)'

const ORDER = new RegExp(`\\b${SEEK}\\b[^.!?\\n]{0,160}${SECRET}`, 'i')
const AT = new RegExp(PLACE, 'i')
const ALL_SECRETS = new RegExp(
  `\\b(?:all|every|any|your|the user['’]s)\\b[^.!?\\n]{0,40}${SECRET}[^.!?\\n]{0,80}\\b(?:you know|you have|you can (?:see|read|find|access)|from (?:this|the|your) (?:conversation|context|environment|memory))`,
  'i',
)
const SECRET_FILE =
  /\b(?:read|cat|open|print|output|return|send)\b[^.!?\n]{0,60}(?:~\/|\/home\/|\$HOME\/)?\.(?:ssh\/|aws\/cred|npmrc|netrc|gnupg|git-credentials|config\/(?:gcloud|gh))/i
const REFUSES =
  /\b(?:never|do not|don['’]t|must not|without|avoid|redact|mask|leaked|exposed|hard-?coded|vulnerab|review)\b/i

/** @returns what it orders, at most 160 characters; `null` for ordinary prompts */
export function secretOrder(text: string): string | null {
  if (text.length < 20) return null
  const bounded = text.slice(0, LONGEST).replace(/[^\S\n]+/g, ' ')
  const signs = toolTextSigns(bounded)
  if (signs.phrases[0] !== undefined) return signs.phrases[0]
  const found =
    ALL_SECRETS.exec(bounded) ?? SECRET_FILE.exec(bounded) ?? (AT.test(bounded) ? ORDER.exec(bounded) : null)
  if (found === null) return null
  // "Look for leaked keys", "never print passwords": what a review of code says.
  const around = bounded.slice(Math.max(0, found.index - 60), found.index + found[0].length)
  return REFUSES.test(around) ? null : found[0].slice(0, 160)
}
