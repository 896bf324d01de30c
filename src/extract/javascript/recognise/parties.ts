/**
 * Constants that name a person, an account, a key or an address in what a call is given: who may see a file, who watches an issue,
 * which account is paid, which address the vendor shall call. Slots that say whom a message goes to are `recipients.ts`' own.
 */
import { type IdentityForm, identitiesIn, identityForm, isAccountName } from '../../classify/identities.js'
import type { Callee } from '../apply.js'
import { canonicalPath } from '../references.js'
import type { CallNode, Node } from '../syntax.js'
import { alternatives, sourcesOf, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { DESCRIBES, TELLS } from './place.js'
import { slotOf } from './recipients.js'

/** What somebody is named for. */
type Act = 'grant' | 'callback' | 'pay' | 'key' | 'public' | 'other'

/** Values that one call is looked through for. */
const MOST_VALUES = 400
const MOST_DEPTH = 7

/** Words of slots for those who get to see, do or hear something. */
const PEOPLE =
  /^(?:collaborator|member|membership|grantee|grant|grants|principal|subscriber|watcher|follower|participant|guest|invite|invitee|invitation|delegate|delegatee|editor|viewer|reader|writer|observer|moderator|coowner|alternative|sharee|share|shared|approver|trustee|trusted|carbon|copy|copies|mirror|cosigner|permission|acl|authorized|forward|forwarding|redirect|escalation|escalate|notify|mention|audience|coorganizer|cohost)$/
/** Words of calls and routes that let somebody in, or let somebody hear. */
const GRANTS =
  /^(?:collaborator|member|membership|invite|invitation|share|sharing|permission|grant|acl|watcher|watch|follower|follow|subscriber|subscribe|delegate|trust|principal|access|forward|forwarding|policy|assignment|binding|restriction|attendee|participant|guest|reviewer|cohost)$/
/** Names of slots that say nothing themselves: the call says what they are for. */
const PLAIN = new Set(
  'user users userid userids username usernames login email emails emailaddress emailaddresses address account accountid accountids id ids external externalid target targets identity people person contact identifier subject member members collaborator collaborators assignee principalid principal addressee who invitee invitees value name'.split(
    ' ',
  ),
)
const NAMES =
  /^(?:user|users|username|usernames|login|logins|collaborator|collaborators|member|members|invitee|invitees)$/i
const PAYS = /^(?:payee|beneficiary|payout|destination|transfer|creditor|receiver|merchant)$/
const CALLS_BACK =
  /^(?:callback|webhook|webhooks|hook|hooks|redirect|notify|notification|forward|forwarding|postback|ipn)$/
const URLS = /^(?:url|uri|endpoint|target|address|href|link|to|targeturl|config|posturl)$/i
const REGISTERS =
  /^(?:hook|hooks|webhook|callback|subscription|subscribe|watch|notification|push|forward|trigger|listener)$/
const PASSES = new Set([
  'body',
  'data',
  'json',
  'payload',
  'variables',
  'input',
  'requestbody',
  'params',
  'fields',
  'form',
])
/** Who says something, or about whom: nobody gets anything. */
const SPEAKS =
  /from|sender|author|committer|tagger|contact|support|mailto|polite|agent|client|maintainer|signature|body|html|text|content|description|footer|message|link|docs|homepage|icon|image|avatar|schema|version|credential|auth|key|token/i

const wordsOfName = new Map<string, readonly string[]>()

/** `subscriberIds` → subscriber, ids; plurals without their s. */
function wordsOf(name: string): readonly string[] {
  const had = wordsOfName.get(name)
  if (had !== undefined) return had
  const words = name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .flatMap((word) => (word === '' ? [] : [word.length > 4 ? word.replace(/s$/, '') : word]))
  if (wordsOfName.size < 20_000) wordsOfName.set(name, words)
  return words
}

const says = (words: readonly string[], which: RegExp): boolean => words.some((word) => which.test(word))

const holding = new WeakMap<Value, boolean>()

/** Whether something in a value has the form of an identity: asked once of each, and most hold none. */
function holdsIdentity(value: Value, depth = 0): boolean {
  if (value.t === 'const') return typeof value.v === 'string' && (identitiesIn(value.v).length > 0 || isOpen(value.v))
  if (value.t === 'template') return identitiesIn(textOf(value) ?? '').length > 0
  if (depth > MOST_DEPTH) return false
  const had = holding.get(value)
  if (had !== undefined) return had
  const found = innerOf(value).some((each) => holdsIdentity(each, depth + 1))
  holding.set(value, found)
  return found
}

/** Calls that hand on what they are given, in another form. */
const HANDS_ON =
  /^(?:new |global:(?:JSON\.(?:stringify|parse)|Object\.\w+|String|encodeURIComponent|structuredClone|Buffer\.from|Array\.from)|node:querystring\.stringify|pkg:qs\.stringify)/

function innerOf(value: Value): readonly Value[] {
  switch (value.t) {
    case 'one':
      return value.of.slice(0, 24)
    case 'array':
      return [...value.items.slice(0, 32), ...value.rest.slice(0, 8)]
    case 'object':
      return [...[...value.props.values()].slice(0, 64), ...value.rest.slice(0, 8)]
    case 'ref':
      return [...(HANDS_ON.test(value.path) ? (value.args ?? []) : []), ...(value.written ?? [])]
    case 'instance':
      return [...(value.args ?? []), ...(value.written ?? [])]
    default:
      return []
  }
}

/** What opens something to everybody. */
const isOpen = (text: string): boolean =>
  /^(?:anyone|anyoneWithLink|allUsers|allAuthenticatedUsers|public-read(?:-write)?|http:\/\/acs\.amazonaws\.com\/groups\/global\/\w+)$/.test(
    text,
  )

interface Walk {
  readonly to: Recogniser
  readonly call: CallNode
  /** Words of the call's name and of the route that it is given. */
  readonly act: readonly string[]
  readonly name: string
  /** Whether the call is also given what the caller said. */
  readonly given: boolean
  left: number
}

/** Looks through all that a call is given. `given` evaluates its arguments. */
export function partiesInCall(
  to: Recogniser,
  call: CallNode,
  callee: Callee,
  method: string | undefined,
  given: () => readonly Value[],
): void {
  if (method !== undefined && (TELLS.has(method) || QUIET.test(method))) return
  if (!call.arguments.some(mayName)) return
  const args = given().slice(0, 6)
  const name = nameOf(callee, call)
  if (INERT.test(name)) return
  const act = actOf(name, args)
  if (method !== undefined && STATEMENTS.test(method)) grantsInStatement(to, call, name, args[0])
  // What the package hands to a function of its own counts where that is told a route; else where it leaves.
  if (name === '*' && act.length === 0) return
  if (!says(act, GRANTS) && !args.some((arg) => holdsIdentity(arg))) return
  const said = args.some((arg) => [...sourcesOf(arg)].some((source) => /^(?:argument|conversation)/.test(source)))
  const walk: Walk = { to, call, act, name, given: said, left: MOST_VALUES }
  for (const arg of args) visit(walk, arg, [], 0)
}

const QUIET =
  /^(?:tool|registerTool|registerPrompt|registerResource|prompt|resource|option|argument|describe|it|test|expect|assert|equal|startsWith|split|emit|on|once|has|object|string|enum|literal|getenv)$/
const INERT =
  /^(?:new )?(?:global:(?!fetch|XMLHttpRequest|WebSocket|EventSource|Request|navigator|Bun|Deno|axios)|node:(?:path|url|util|assert|fs|os)|pkg:(?:zod|ajv|joi|yup|commander|yargs|chalk|@modelcontextprotocol|dotenv|debug|pino|winston)\b)/
const STATEMENTS = /^(?:query|execute|exec|raw|run|unsafe|\$(?:execute|query)Raw(?:Unsafe)?|batch)$/

function mayName(node: Node): boolean {
  return !(node.type === 'Literal' && typeof node.value !== 'string') && !/Function/.test(node.type)
}

function nameOf(callee: Callee, call: CallNode): string {
  const found = alternatives(callee.target).find((each) => each.t === 'ref')
  const path = found?.t === 'ref' && !found.path.startsWith('commonjs:') ? canonicalPath(found) : undefined
  const plain = path?.replace(/\(\)/g, '') ?? (callee.method === undefined ? '*' : `*.${callee.method}`)
  return call.type === 'NewExpression' ? `new ${plain}` : plain
}

/** Words of what is done: the call's own name, without the package's, and the constant part of the route. */
function actOf(name: string, args: readonly Value[]): readonly string[] {
  const own = name.replace(/^(?:new )?(?:pkg:(?:@[^/]+\/)?[^.]+|node:\w+|global:\w+)/, '')
  const words = [...wordsOf(own.slice(-100))]
  for (const arg of args.slice(0, 3)) {
    for (const each of alternatives(arg).slice(0, 4)) {
      const route =
        each.t === 'object' ? (each.props.get('url') ?? each.props.get('path') ?? each.props.get('endpoint')) : each
      const text = route === undefined ? undefined : textOf(route)
      if (text === undefined || text.length > 600) continue
      // A client of few words is told the method by its name.
      if (/^[A-Za-z][\w.]{2,40}$/.test(text)) words.push(...wordsOf(text))
      const path = /^(?:[A-Z]{3,7} )?(?:https?:\/\/[^/\s]{1,200}|\{\})?(\/[^\s?]{1,300})/.exec(text)?.[1]
      if (path !== undefined) words.push(...wordsOf(path))
    }
  }
  return words
}

/** @param names of the slots around a value, outermost first */
function visit(walk: Walk, value: Value, names: readonly string[], depth: number): void {
  if (depth > MOST_DEPTH || walk.left-- <= 0) return
  for (const each of alternatives(value).slice(0, 24)) {
    if (each.t === 'object') {
      for (const [name, inner] of [...each.props].slice(0, 64)) {
        const plain = name.toLowerCase()
        if (DESCRIBES.has(plain)) continue
        visit(walk, inner, PASSES.has(plain) ? names : [...names, name], depth + 1)
      }
      for (const rest of each.rest.slice(0, 8)) visit(walk, rest, names, depth + 1)
    } else if (each.t === 'const' || each.t === 'template') {
      const text = each.t === 'const' ? stringOf(each) : textOf(each)
      if (text === undefined) continue
      const listed = identitiesIn(text.trim())
      for (const one of listed.length > 0 ? listed : [text.trim()]) look(walk, one, names)
    } else for (const inner of innerOf(each)) visit(walk, inner, names, depth + 1)
  }
}

function look(walk: Walk, text: string, names: readonly string[]): void {
  if (text.length < 3) return
  const near = names.at(-1)
  const form = identityForm(text)
  if (near === undefined && form !== 'key' && !says(walk.act, GRANTS) && !isRoom(walk, form)) return
  const act = actFor(walk, text, form, names)
  if (act === null) return
  // Whom a message goes to is told as such.
  if (form === 'email' && near !== undefined && slotOf(near) !== null) return
  const slot = near ?? 'value'
  walk.to.add(
    {
      kind: 'request.field',
      value: `${slot}=${text.length > 200 ? text.slice(0, 200) : text}`,
      detail: {
        act,
        form: form ?? 'name',
        slot: names.slice(-4).join('.') || slot,
        text: text.slice(0, 400),
        call: walk.name,
        besideGiven: walk.given,
      },
    },
    walk.call,
  )
}

function actFor(walk: Walk, text: string, form: IdentityForm | null, names: readonly string[]): Act | null {
  const near = names.at(-1) ?? ''
  const around = names.slice(-4).flatMap(wordsOf)
  const grants = says(walk.act, GRANTS)
  if (form === 'key') return 'key'
  if (isOpen(text)) return grants || says(around, PEOPLE) || /^acl$/i.test(near) ? 'public' : null
  if (form === 'url') return isCallback(walk, near, around) ? 'callback' : null
  if (form === null) return grants && NAMES.test(near) && isAccountName(text) ? 'grant' : null
  if (form === 'account') return 'pay'
  if (says(wordsOf(near), PAYS) && form !== 'principal') return 'pay'
  if (form === 'principal' && text.startsWith('arn:')) return 'grant'
  if (near === '' && isRoom(walk, form)) return 'grant'
  if (says(around, PEOPLE) || (grants && (near === '' || PLAIN.has(near.replace(/[^A-Za-z]/g, '').toLowerCase()))))
    return 'grant'
  // Somebody's address, in something that goes out with what the caller said.
  return form === 'email' && walk.given && !names.some((name) => SPEAKS.test(name)) ? 'other' : null
}

/** `users.fetch('…')`: somebody, or a room, by an id that stands alone. */
const isRoom = (walk: Walk, form: IdentityForm | null): boolean =>
  form === 'id' &&
  /\.(?:fetch|get|open|join|createDM|cache)$/.test(walk.name) &&
  says(walk.act, /^(?:user|channel|room|chat|member)$/)

function isCallback(walk: Walk, near: string, around: readonly string[]): boolean {
  const own = wordsOf(near)
  if (
    says(own, CALLS_BACK) &&
    (own.length === 1 || says(own, /^(?:url|uri|endpoint|address|target|to|callback|webhook)$/))
  )
    return true
  return URLS.test(near) && (says(walk.act, REGISTERS) || says(around, CALLS_BACK))
}

const GRANTED =
  /\b(?:(?:create|alter)\s{1,8}(?:user|role|login)\s{1,8}(?:if\s{1,8}not\s{1,8}exists\s{1,8})?|grant\s[^;]{1,200}?\sto\s{1,8})["'`[]?([A-Za-z_][\w.-]{1,60})/i

/** `GRANT … TO name` and `CREATE USER name` in a statement that is run. */
function grantsInStatement(to: Recogniser, call: CallNode, name: string, statement: Value | undefined): void {
  if (statement === undefined) return
  for (const each of alternatives(statement).slice(0, 8)) {
    const who = GRANTED.exec((textOf(each) ?? '').slice(0, 4000))?.[1]
    if (who === undefined || /^(?:public|current_user|session_user)$/i.test(who)) continue
    const detail = { act: 'grant', form: 'name', slot: 'statement', text: who, call: name, besideGiven: false }
    to.add({ kind: 'request.field', value: `statement=${who}`, detail }, call)
  }
}
