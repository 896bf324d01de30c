/**
 * Text of tools, prompts and resources that gives the model orders behind the user's back. Real servers write "ALWAYS call X
 * first", "IMPORTANT: do not use this for …", "You MUST …" in half of their tools, so force of expression says nothing. A sign
 * is *what* is ordered: to hide, to read secrets, to hand over files or the conversation, to set aside what was said before,
 * or to rule over other servers' tools. Patterns after Invariant Labs' tool-poisoning notes, MCP-Scan, and SANDWORM_MODE.
 */
import { hiddenCharacters } from './hidden-characters.js'
import { disguiseOf } from './tool-text-disguise.js'
import { FOREIGN_ORDERS } from './tool-text-languages.js'
import { FURTHER_ORDERS } from './tool-text-orders.js'

export interface ToolTextSigns {
  /** Imperative text aimed at the model, as it stands in the text, at most 160 characters each. */
  readonly phrases: string[]
  /**
   * Hidden characters by name and count, and layouts that hide: `tag characters (12)`, `bidirectional controls (2)`,
   * `zero-width characters (3)`, `text behind 200 blanks`, `terminal commands (2)`.
   */
  readonly hidden: string[]
}

const LONGEST_TEXT = 30_000
const LONGEST_PHRASE = 160
const MOST_PHRASES = 20

/** Between two words that belong together: anything but the end of a sentence. */
const NEAR = '[^.!?\\n]{0,80}'
const NEAR_SHORT = '[^.!?\\n]{0,40}'

const USER = '(?:the |your )?(?:user|human|person|operator|client)s?'
const NOT = "(?:do not|don['’]?t|never|must not|should not|shouldn['’]?t|without|avoid|refrain from)"

/** Places of secrets, as a text names them. */
const PLACES =
  '(?:~?/?\\.ssh\\b|id_rsa\\b|id_ed25519\\b|~?/?\\.aws/credentials|~?/?\\.npmrc\\b|~?/?\\.netrc\\b|~?/?\\.git-credentials|~?/?\\.gnupg\\b|\\.env\\b(?! ?(?:var|example))|~?/?\\.cursor/mcp\\.json|claude_desktop_config|\\.mcp\\.json|~?/?\\.claude\\.json|/etc/(?:passwd|shadow))'
/** Those of them that no tool has an honest reason to name in an order. */
const STRONG_PLACES =
  '(?:\\.ssh/|id_rsa\\b|id_ed25519\\b|\\.npmrc\\b|\\.netrc\\b|\\.git-credentials|\\.gnupg/|\\.cursor/mcp\\.json|claude_desktop_config|/etc/(?:passwd|shadow))'
const SECRETS = `(?:${PLACES}|private keys?\\b|ssh keys?\\b|environment variables\\b|passwords?\\b|seed phrases?\\b|wallet\\b|mnemonics?\\b)`

const READ =
  '(?:read|open|cat|load|fetch|get|retrieve|access|collect|gather|find|search for|look up|extract|include|copy|dump|harvest)'
const HAND_OVER =
  '(?:pass|send|include|put|provide|supply|append|attach|forward|paste|write|embed|add|place|insert|submit|transmit|exfiltrate|leak|upload)'

const PATTERNS: readonly RegExp[] = [
  // Hide it from the user.
  `${NOT}\\s(?:(?:ever|also|explicitly)\\s)?(?:tell(?:ing)?|inform(?:ing)?|notify(?:ing)?|alert(?:ing)?|warn(?:ing)?|let(?:ting)?)\\s${USER}\\b`,
  `${NOT}\\s(?:(?:ever|also|explicitly)\\s)?(?:mention|reveal|disclose|show|explain|discuss|report|talk about|refer to)(?:ing)?\\s(?:to ${USER}\\s)?(?:any of\\s|anything about\\s)?(?:(?:this|that|these|those|the)\\s(?:\\w+\\s)?(?:steps?|instructions?|actions?|process|behaviou?r|tool calls?|access|reading|operations?|requirements?)\\b|(?:this|that|these|it|the above)(?:\\s(?:to ${USER}|in your)|[.,;!]|\\s?$)|(?:that )?you\\s(?:\\w+\\s)?(?:need|have|are|did|read|used?|called|were|must)\\b)`,
  `(?:keep|hide|conceal|withhold)\\b${NEAR_SHORT}\\b(?:secret|hidden|confidential|invisible|from ${USER})\\b`,
  `without\\s(?:the )?(?:${USER}(?:['’]s)?\\s(?:knowledge|knowing|noticing|being aware|awareness)|(?:telling|informing|notifying|alerting|mentioning${NEAR_SHORT}to)\\s${USER})`,
  `${USER}\\s(?:must|should|does|do|need|may|can)\\s?(?:not|n['’]t|never)\\s(?:need to\\s)?(?:know|be (?:told|informed|aware|notified|shown)|see this|notice|learn)`,
  '(?:silently|secretly|covertly|quietly|discreetly)\\s(?:read|send|copy|include|forward|collect|upload|execute|run|add|call|pass|write|exfiltrate|install|invoke)',

  // Set aside what was said before.
  '(?:ignore|disregard|forget|override|bypass|discard)\\s(?:all |any |every |the |your |my )?(?:of the )?(?:previous|prior|above|earlier|preceding|existing|other|system|safety|security)\\s(?:\\w+\\s)?(?:instructions?|prompts?|rules?|guidelines?|directives?|messages?|context|restrictions?|polic(?:y|ies)|checks?)',
  '(?:new|updated|real|actual|hidden)\\s(?:system (?:prompt|instructions?)|instructions? for (?:the )?(?:ai|assistant|model|llm|agent))',
  '\\byou are (?:now|no longer)\\s(?:a|an|in|bound|the)\\b[^.\\n]{0,60}(?:mode|restricted|assistant|agent|unrestricted|jailb)',
  '<\\s?/?\\s?(?:system|system[_ -]?prompt|system[_ -]?message|instructions?_?override|secret|hidden|sys)\\s?>',
  '\\[\\s?(?:system|inst|/inst)(?: (?:prompt|message|note|instruction)s?)?\\s?\\]',
  '<\\|(?:im_start|im_end|system|endoftext)\\|>',

  // Read secrets, hand over files or the conversation.
  `(?:^|[\\n.,:;>!]\\s?|\\b(?:first|must|need to|should|always|please|then|and|to)\\s)(?:also\\s|first\\s)?${READ}\\s${NEAR_SHORT}${STRONG_PLACES}`,
  `${HAND_OVER}\\s(?:(?:the|its|their|all|any|full|entire|complete|whole|raw)\\s){0,4}(?:file\\s)?contents?\\s(?:of|from)\\s${NEAR_SHORT}${SECRETS}`,
  `${HAND_OVER}\\s(?:(?:the|its|their|all|any|full|raw)\\s){0,3}(?:value|values|text|data)\\s(?:of|from|in)\\s${NEAR_SHORT}${PLACES}`,
  `${READ}\\s${NEAR}${PLACES}${NEAR}\\band\\s${HAND_OVER}\\b`,
  `(?:pass|put|provide|include)\\s(?:(?:its|their|the)\\s)?(?:(?:full|entire|complete|whole)\\s)?(?:file\\s)?contents?\\s(?:of (?:it|them|the file|that file)\\s)?(?:as|in|into|to|through|via)\\s(?:the\\s)?['"\`]?(?:sidenote|side_note|context|notes?|metadata|debug|extra|feedback|summary|reason)['"\`]?\\b`,
  `(?:contents?|data|value) of (?:the file )?['"\`]?${SECRETS}['"\`]?\\s(?:as|in|into)\\s(?:the\\s)?['"\`]?\\w+['"\`]?\\s(?:parameter|argument|field|param)`,
  `${HAND_OVER}\\s(?:(?:the|a|this|our|all)\\s)?(?:(?:full|entire|complete|whole|previous|current)\\s){1,2}(?:conversation|chat|message|prompt)s?(?:\\s(?:history|log|context|transcript))?\\s${NEAR_SHORT}(?:to|in|as|into|via|with)\\b`,
  `${HAND_OVER}\\s${NEAR_SHORT}\\b(?:your|the)\\s(?:system prompt|hidden instructions|internal instructions)\\b`,
  `${HAND_OVER}\\s${NEAR_SHORT}${SECRETS}${NEAR_SHORT}\\bto\\s(?:https?://|[\\w.+-]{1,64}@)`,
  `(?:bcc|cc|copy|forward)\\s(?:all |every |each |any )${NEAR_SHORT}(?:e?mails?|messages?|replies)\\b${NEAR_SHORT}\\bto\\s[\\w.+-]{1,64}@`,

  // Rule over others' tools. "Call this before any other tool" alone is how honest servers introduce themselves.
  `(?:when|whenever|if|before|prior to|after|while|each time|every time)\\s${NEAR_SHORT}(?:this|any|every|all|each|another|other)\\s(?:other\\s)?(?:mcp\\s)?(?:tools?|servers?|commands?)\\b${NEAR_SHORT}\\b(?:read|open|cat|collect|send|forward|copy|include|pass|bcc|change|replace|redirect|upload)\\s${NEAR_SHORT}(?:~/|/etc/|\\bfiles?['’]? contents?\\b|\\bcontents? of\\b|\\brecipients?\\b|\\bto [\\w.+-]{1,64}@|\\bconversation\\b|\\bchat history\\b|${SECRETS})`,
  `(?:instead of|rather than|never use|do not use|don['’]?t use|stop using)\\s${NEAR_SHORT}\\b(?:other|another|any other|built-?in|the official)\\s(?:mcp )?servers?\\b`,
  `(?:change|replace|redirect|modify|alter|set)\\s${NEAR_SHORT}\\brecipients?\\b${NEAR_SHORT}\\bto\\s`,

  // Shadow another server's tool: how it is to be used from now on.
  `(?:before|when|whenever|after|each time)\\s(?:(?:you\\s)?(?:us(?:e|ing)|call(?:ing)?|invok(?:e|ing)|run(?:ning)?)\\s)(?:the\\s)?[\\w-]{2,40}(?:\\s(?:mcp\\s)?(?:tool|server)s?)?\\b${NEAR_SHORT}\\b(?:read|open|cat|send|forward|bcc|copy|upload|include|attach)\\s${NEAR_SHORT}(?:${STRONG_PLACES}|\\bto [\\w.+-]{1,64}@|\\bto https?://|\\b(?:access|api|auth|secret)[ _-]?(?:tokens?|keys?)\\b)`,

  // Do harm on the machine.
  `(?:run|execute)\\s${NEAR_SHORT}(?:curl|wget)\\s[^\\n]{0,120}\\|\\s?(?:ba|z)?sh\\b`,
  ...FURTHER_ORDERS,
].map((text) => new RegExp(text, 'gi'))

/**
 * Tags with which a text makes itself sound like the client's own orders. `<IMPORTANT>` alone stands in honest tools too
 * (mostly about formats); it is a sign when what is inside speaks of the machine's files or of the user.
 */
const TAGGED =
  /<\s?(important|critical|instructions?|required|attention|priority|mandatory)\s?>([\s\S]{0,2000}?)(?:<\s?\/\s?\1\s?>|$)/gi
/** A comment is for nobody who reads the page, and for every model. */
const COMMENT = /<!--([\s\S]{0,2000}?)(?:-->|$)/g
const ORDERS = /\b(?:send|read|forward|upload|call|run|execute|include|ignore|hide)\b/i
const COMMENT_CONTENT =
  /\b(?:you (?:must|should|are)|always|assistant|the model|\bAI\b|before (?:using|calling)|tool)\b/i
const TAGGED_CONTENT = new RegExp(
  // A setup names the project's `.env`, a password and variables too: there it counts that they are taken.
  `~/\\.|/etc/|\\b(?:${STRONG_PLACES}|private keys?\\b|ssh keys?\\b|seed phrases?\\b|mnemonics?\\b)|\\b(?:${READ}|pass|send|forward|paste|attach|submit|transmit|exfiltrate|leak|upload)\\s${NEAR_SHORT}${SECRETS}|\\b(?:file contents?|contents of)\\b|${NOT}\\s(?:\\w+\\s){0,3}(?:mention|tell|inform|reveal|show)`,
  'i',
)

/**
 * @param text descriptions of a tool and of its parameters, joined
 * @returns what in it speaks to the model against the user; both empty for ordinary tools
 */
export function toolTextSigns(text: string): ToolTextSigns {
  const bounded = text.slice(0, LONGEST_TEXT)
  const known = asked.get(bounded)
  if (known !== undefined) return known
  if (asked.size >= MOST_ASKED) asked.clear()
  const signs = signsIn(bounded)
  asked.set(bounded, signs)
  return signs
}

/** A tool's text is asked about for each of its parts and places: most are the same few. */
const MOST_ASKED = 256
const asked = new Map<string, ToolTextSigns>()

function signsIn(bounded: string): ToolTextSigns {
  const hidden = hiddenCharacters(bounded)
  // Hidden and look-alike blanks must not keep a phrase from being read.
  const plain =
    hidden.length > 0 ? bounded.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g, '') : bounded
  const disguise = disguiseOf(plain)
  const readable = [revealTags(plain), ...disguise.revealed]
    .join('\n')
    .normalize('NFKC')
    .replace(/\u001b\[[0-9;]{0,20}[A-Za-z]/g, '')
    .replace(/[^\S\n]+/g, ' ')
  const phrases = new Set<string>()
  for (const found of readable.matchAll(TAGGED)) {
    if (TAGGED_CONTENT.test(found[2] ?? '')) phrases.add(shown(found[0]))
  }
  for (const found of readable.matchAll(COMMENT)) {
    const inside = found[1] ?? ''
    if (COMMENT_CONTENT.test(inside) && (TAGGED_CONTENT.test(inside) || ORDERS.test(inside)))
      phrases.add(shown(found[0]))
  }
  for (const pattern of [...PATTERNS, ...FOREIGN_ORDERS]) {
    for (const found of readable.matchAll(pattern)) {
      if (phrases.size >= MOST_PHRASES) break
      if (!isNegatedAdvice(readable, found.index)) phrases.add(shown(found[0]))
    }
  }
  return {
    phrases: [...phrases],
    hidden: [...hidden.map(({ name, count }) => `${name} (${count})`), ...disguise.forms],
  }
}

/** "Never read ~/.ssh", "do not pass secrets to …": the opposite of the sign. */
function isNegatedAdvice(text: string, at: number): boolean {
  return /\b(?:never|do not|don['’]?t|must not|cannot|can['’]?t|will not|won['’]?t|does not|doesn['’]?t|avoid|refuse to|should not|no)\s(?:\w+\s){0,2}$/i.test(
    text.slice(Math.max(0, at - 40), at),
  )
    ? true
    : // "must not go on without telling the user"
      /^without\b/i.test(text.slice(at, at + 8)) &&
        /\b(?:not|never|n['’]t|avoid|no)\b[^.!?\n]{0,120}$/i.test(text.slice(Math.max(0, at - 140), at))
}

/** Unicode tag characters carry ASCII that nobody sees; a model reads it. */
function revealTags(text: string): string {
  return text.replace(/[\u{e0020}-\u{e007e}]/gu, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0xe0020) - 0xe0000))
}

const shown = (phrase: string): string => {
  const line = phrase.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST_PHRASE ? `${line.slice(0, LONGEST_PHRASE)}…` : line
}
