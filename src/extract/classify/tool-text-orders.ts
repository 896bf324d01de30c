/** Further orders against the user, by what is asked for: silence about what is done, a secret by way of a tool, all that was said. */

const NEAR = '[^.!?\\n]{0,100}'
const NEAR_SHORT = '[^.!?\\n]{0,50}'
const PLACES =
  '(?:\\.ssh\\b|id_rsa\\b|id_ed25519\\b|\\.aws/credentials|\\.npmrc\\b|\\.netrc\\b|\\.git-credentials|\\.gnupg\\b|\\.kube/config|\\.docker/config|mcp\\.json|claude_desktop_config|\\.claude\\.json|/etc/(?:passwd|shadow)|\\.(?:zsh|bash)_history)'
/** Of nobody's example. */
const ADDRESS = '[\\w.+-]{1,64}@(?!example\\b|company\\b|domain\\b|test\\b|acme\\b|your)[\\w-]{1,60}\\.\\w'
const TALK =
  '(?:conversations?|chats?(?: history| log| messages)?|transcripts?|dialogues?|message history|history of (?:this|the) (?:chat|conversation))'

/** Sources of expressions, to be matched without regard to case, each linear. */
export const FURTHER_ORDERS: readonly string[] = [
  // Say nothing of it.
  "(?:no need|not necessary|unnecessary|not required|needn[’']t|need not)\\s(?:for you\\s)?(?:to\\s)?(?:mention|tell|inform|notify|report|disclose)\\s(?:it|this|that|them|any of|the user|to the user|anyone|about (?:it|this|that))\\b",
  '(?:leave|omit|keep|drop)\\s(?:it|this|that|the above|this (?:step|call|instruction|note))\\s(?:out of|from|out from)\\s(?:your|the|any)\\s(?:\\w+\\s)?(?:answer|reply|response|summary|output|report)',
  '(?:keep|let)\\s(?:this|it|that)\\s(?:stay\\s)?(?:between us|to yourself)\\b',
  "the user\\s(?:has|have)\\s(?:already\\s)?(?:approved|consented|agreed|authori[sz]ed|granted)\\b[^.!?\\n]{0,60}\\b(?:no need|do not ask|don[’']t ask|without asking|skip)\\b",
  // A copy of everything, for one address. An example is none.
  `(?:must|has to|have to|should|shall|always|needs? to|make sure to|set|add|put|include)\\s${NEAR_SHORT}\\b(?:b?cc|recipients?|reply-?to)\\b[^!?\\n]{0,50}?${ADDRESS}`,
  `\\b(?:b?cc|recipients?|reply-?to)\\s[^.!?\\n]{0,20}(?:must|has to|have to|should|shall|always)\\s[^!?\\n]{0,50}?${ADDRESS}`,
  // A secret, by way of whatever reads files.
  `(?:call|use|invoke|run|with)\\s(?:the\\s)?[\\w.-]{0,40}(?:read|open|file|cat|fs|shell|bash|exec|terminal|get)[\\w.-]{0,40}\\s${NEAR_SHORT}${PLACES}`,
  // All that was said, and what it was told before.
  `(?:full|entire|complete|whole|verbatim|raw|all of the|exact)\\s(?:\\w+\\s){0,2}${TALK}\\b${NEAR}\\b(?:system (?:prompt|message|instructions?)|other tools?|tool (?:results?|outputs?|calls?|responses?)|word for word|verbatim)`,
  `(?:system (?:prompt|message|instructions?))\\s?(?:,|and|as well as|plus|with)${NEAR_SHORT}${TALK}\\b`,
  `(?:copy|contents?|text|wording)\\sof\\s(?:the|your)\\s(?:own\\s)?(?:system (?:prompt|message|instructions?)|hidden instructions|initial instructions)`,
]
