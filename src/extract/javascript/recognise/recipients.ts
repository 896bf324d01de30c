/**
 * Constants in a slot that says who receives something: the postmark backdoor's only trace. The slot is found however it
 * is written; a schema, an example or a text for people is silent by its place, never by how the address looks.
 */
import { calleeOf } from '../apply.js'
import { type CallNode, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, type Sources, sourcesOf, stringOf, textOf, textsOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { calledName, DESCRIBES, placeOf } from './place.js'

type Form = 'property' | 'assignment' | 'call' | 'header' | 'append'

const EXACT: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  to: 'to',
  cc: 'cc',
  bcc: 'bcc',
  replyto: 'reply-to',
  recipient: 'to',
  recipients: 'to',
  rcpt: 'to',
  rcptto: 'envelope.to',
  torecipients: 'to',
  ccrecipients: 'cc',
  bccrecipients: 'bcc',
  toaddresses: 'to',
  ccaddresses: 'cc',
  bccaddresses: 'bcc',
  toaddress: 'to',
  destination: 'to',
  destinations: 'to',
  chatid: 'chat_id',
  channel: 'channel',
  channelid: 'channel',
  channels: 'channel',
  phone: 'phone',
  phonenumber: 'phone',
  phonenumbers: 'phone',
  msisdn: 'phone',
  tophone: 'phone',
  tonumber: 'phone',
  attendee: 'to',
  attendees: 'to',
  invitee: 'to',
  invitees: 'to',
  emailto: 'to',
  toemail: 'to',
  toemails: 'to',
  sendto: 'to',
  deliverto: 'to',
  forwardto: 'forward',
  forwardingaddress: 'forward',
  forward: 'forward',
  copyto: 'cc',
  carboncopy: 'cc',
  carboncopies: 'cc',
  blindcopies: 'bcc',
  blindcopy: 'bcc',
  blindcarboncopy: 'bcc',
  addressee: 'to',
  addressees: 'to',
  notifyemail: 'to',
  notify: 'to',
  resentto: 'to',
  resentcc: 'cc',
  resentbcc: 'bcc',
  xbcc: 'bcc',
  envelopeto: 'envelope.to',
  emailaddress: 'to',
  shareto: 'to',
  sharewith: 'to',
  receiver: 'to',
  receivers: 'to',
  receiverid: 'to',
  touser: 'to',
  conversationid: 'channel',
  roomid: 'channel',
  threadid: 'channel',
  audience: 'to',
})
const STRONG: Readonly<Record<string, string>> = Object.assign(Object.create(null), {
  bcc: 'bcc',
  cc: 'cc',
  recipient: 'to',
  recipients: 'to',
  rcpt: 'to',
  attendees: 'to',
  invitees: 'to',
  addressees: 'to',
  blind: 'bcc',
  forward: 'forward',
  forwarding: 'forward',
})
const HIDDEN = new Set(['bcc', 'cc', 'envelope.to', 'forward'])

/** Whether who is written to does not see who else is. */
export const isHiddenSlot = (slot: string): boolean => HIDDEN.has(slot)

/** Names of fields that address a message, where a name and its value stand apart: other names are forms' own. */
const HEADER_NAMES = new Set(['to', 'cc', 'bcc', 'reply-to', 'resent-to', 'resent-cc', 'resent-bcc', 'x-bcc'])

const slots = new Map<string, string | null>()

/** The slot that a property, header or method name stands for, or null. */
export function slotOf(name: string): string | null {
  const cached = slots.get(name)
  if (cached !== undefined) return cached
  const slot = name.length > 40 ? null : readSlot(name)
  if (slots.size < 20_000) slots.set(name, slot)
  return slot
}

function readSlot(name: string): string | null {
  const plain = name.replace(/[^A-Za-z0-9]/g, '').toLowerCase()
  const exact = EXACT[plain] ?? EXACT[plain.replace(/^(?:set|add|with|append)/, '')]
  if (exact !== undefined) return exact
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .join(' ')
    .toLowerCase()
    .split(' ')
  for (const word of words) if (STRONG[word] !== undefined && words.length <= 4) return STRONG[word]
  const mail = words.some((word) => /^(e?mails?|address(?:es)?|sms|phones?|deliver|notify|notification)$/.test(word))
  return mail && (words[0] === 'to' || words.at(-1) === 'to') ? 'to' : null
}

const EMAIL = /(?:\{\}|[a-z0-9._%+'-]){1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}/gi
const PHONE = /^(?:whatsapp:|tel:|sms:)?\+?[0-9][0-9 ().-]{6,18}$/
const CHAT = /^-?\d{6,20}$|^@[A-Za-z]\w{4,31}$/
const CHANNEL = /^[CGD][A-Z0-9]{8,12}$|^#[\w-]{2,80}$|^\d{15,22}$|^-\d{6,20}$/

/** Constant addresses in a text, for a slot. */
export function addressesIn(text: string, slot: string): string[] {
  if (text.length > 100_000) return []
  const mails = text.match(EMAIL)
  if (mails !== null)
    return mails.filter((mail) => !/\.(?:png|jpe?g|gif|svg|js|css|ts)$/i.test(mail)).map((mail) => mail.toLowerCase())
  if (slot === 'chat_id' && CHAT.test(text)) return [text]
  if (slot === 'channel' && CHANNEL.test(text)) return [text]
  if (
    (slot === 'phone' || slot === 'to') &&
    PHONE.test(text) &&
    text.replace(/\D/g, '').length >= 8 &&
    /^(?:\D|\d{10})/.test(text)
  )
    return [text.replace(/[^+\d]/g, '')]
  return []
}

const ADDRESS_KEYS = new Set([
  'email',
  'address',
  'mail',
  'value',
  'emailaddress',
  'phone',
  'id',
  'to',
  'addr',
  'phonenumber',
  'recipient',
])

interface Found {
  readonly address: string
}

/** Every constant address that a value may hold. */
function addressesOf(value: Value, slot: string, depth = 0): Found[] {
  if (depth > 5) return []
  const out: Found[] = []
  for (const each of alternatives(value)) {
    if (each.t === 'array') {
      for (const item of [...each.items, ...each.rest].slice(0, 64)) out.push(...addressesOf(item, slot, depth + 1))
    } else if (each.t === 'object') {
      for (const [name, inner] of each.props)
        if (ADDRESS_KEYS.has(name.toLowerCase())) out.push(...addressesOf(inner, slot, depth + 1))
      for (const inner of each.rest) out.push(...addressesOf(inner, slot, depth + 1))
    } else if (each.t === 'ref') {
      for (const written of each.written ?? []) out.push(...addressesOf(written, slot, depth + 1))
      if (each.path === 'global:JSON.stringify()' || each.path.startsWith('new '))
        for (const arg of each.args ?? []) out.push(...addressesOf(arg, slot, depth + 1))
    } else {
      const text = textOf(each)
      if (text !== undefined) for (const address of addressesIn(text, slot)) out.push({ address })
    }
  }
  return out
}

/** Slots of object literals: `{ bcc: x }`, `{ ['b' + 'cc']: x }`, `{ envelope: { to: x } }`, `{ name: 'Bcc', value: x }`. */
export function recipientsInObjects(to: Recogniser): void {
  const { on, module } = to
  for (const object of module.survey.objects) {
    let headerName: string | undefined
    let headerValue: Node | undefined
    for (const property of object.properties) {
      if (property.type !== 'Property' || isFunction(property.value)) continue
      const name = writtenName(property) ?? (property.computed ? stringOf(on.value(property.key, module)) : undefined)
      if (name === undefined) continue
      if (/^(?:name|key|field|header|type|kind)$/i.test(name) && property.value.type !== 'ObjectExpression')
        headerName = stringOf(on.value(property.value, module))
      if (/^(?:value|val|content|email|address)$/i.test(name)) headerValue = property.value
      const slot = slotOf(name)
      if (slot === null) continue
      const inEnvelope = slot === 'to' && isEnvelope(object)
      emit(to, on.value(property.value, module), inEnvelope ? 'envelope.to' : slot, 'property', property, object)
    }
    besideAddressed(to, object)
    if (headerName !== undefined && headerValue !== undefined && headerName.length < 20) {
      const slot = HEADER_NAMES.has(headerName.toLowerCase()) ? slotOf(headerName) : null
      if (slot !== null) emit(to, on.value(headerValue, module), slot, 'header', headerValue, object)
    }
  }
}

/** Names under which a message says whom it is from, or about, not whom it goes to. */
const NOT_ADDRESSED =
  /from|sender|author|user|name|contact|support|owner|login|account|creator|maintainer|signature|subject|body|html|text|content|description|title|footer|url|link|id$/i

/** A constant address in an object that also addresses whom the caller names, whatever the property is called. */
function besideAddressed(to: Recogniser, object: Node & { type: 'ObjectExpression' }): void {
  if (!hasDynamicSlot(to, object, false)) return
  for (const property of object.properties) {
    if (property.type !== 'Property' || isFunction(property.value)) continue
    const name = writtenName(property)
    if (name === undefined || slotOf(name) !== null || NOT_ADDRESSED.test(name)) continue
    for (const text of textsOf(to.on.value(property.value, to.module))) {
      if (!ONE_ADDRESS.test(text)) continue
      for (const address of addressesIn(text, 'to')) record(to, address, 'to', 'property', property, object, undefined)
    }
  }
}

const ONE_ADDRESS = /^[^\s@<>]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,8}$/i

function isEnvelope(object: Node): boolean {
  const parent = object.parent
  if (parent?.type === 'Property') return writtenName(parent)?.toLowerCase() === 'envelope'
  if (parent?.type === 'AssignmentExpression' && parent.left.type === 'MemberExpression')
    return writtenName(parent.left)?.toLowerCase() === 'envelope'
  return false
}

/** `m.bcc = x`, `m['Bcc'] = x`, `m.bcc += x`. */
export function recipientsInWrites(to: Recogniser): void {
  const { on, module } = to
  for (const write of module.survey.writes) {
    const left = write.left
    if (left.type !== 'MemberExpression') continue
    const name = writtenName(left) ?? (left.computed ? stringOf(on.value(left.property, module)) : undefined)
    const slot = name === undefined ? null : slotOf(name)
    if (slot === null) continue
    emit(to, on.value(write.right, module), slot, 'assignment', write, undefined)
  }
}

/** `h.append('Bcc', x)`, `m.addBcc(x)`, `m.bcc.push(x)`, `['bcc', x]` pairs in an argument. */
export function recipientsInCall(to: Recogniser, call: CallNode): void {
  const { on, module } = to
  const args = call.arguments
  if (args.length === 0) return
  const method = calledName(call.callee as Node)
  if (args.length >= 2) {
    for (let i = 0; i + 1 < args.length && i < 4; i++) {
      const name = args[i] as Node
      const next = args[i + 1] as Node
      if (
        name.type !== 'Literal' &&
        name.type !== 'TemplateLiteral' &&
        name.type !== 'Identifier' &&
        name.type !== 'BinaryExpression' &&
        name.type !== 'CallExpression' &&
        name.type !== 'MemberExpression'
      )
        continue
      const text = stringOf(on.value(name, module))
      const slot = text === undefined || text.length > 24 ? undefined : EXACT[text.toLowerCase().replace(/[^a-z]/g, '')]
      if (slot === undefined || next.type === 'SpreadElement') continue
      const value = on.value(next, module)
      emit(
        to,
        value.t === 'object' && value.props.has('value') ? (value.props.get('value') as Value) : value,
        slot,
        'append',
        call,
        undefined,
        call,
      )
    }
  }
  // `new Recipient(x)` makes an address; what takes it says whom the message goes to.
  if (method === undefined || call.type === 'NewExpression') return
  const slot = method.length <= 30 ? slotOf(method) : null
  if (
    slot !== null &&
    call.callee.type === 'MemberExpression' &&
    !/^(to|forward|channel|notify|destination)$/.test(method)
  ) {
    for (const arg of args.slice(0, 2))
      if (arg.type !== 'SpreadElement' && !isFunction(arg))
        emit(to, on.value(arg, module), slot, 'call', call, undefined, call)
  } else if (slot !== null && call.callee.type === 'MemberExpression') {
    const [only] = args
    if (only !== undefined && only.type !== 'SpreadElement' && !isFunction(only) && isFluent(call))
      emit(to, on.value(only, module), slot, 'call', call, undefined, call)
  }
  if (
    (method === 'push' || method === 'unshift' || method === 'add' || method === 'append') &&
    call.callee.type === 'MemberExpression'
  ) {
    const holder = call.callee.object
    const name = holder.type === 'MemberExpression' ? writtenName(holder) : undefined
    const of = name === undefined ? null : slotOf(name)
    if (of !== null)
      for (const arg of args)
        if (arg.type !== 'SpreadElement') emit(to, on.value(arg, module), of, 'append', call, undefined, call)
  }
}

/** Slots of an object that a call is given, however the object came to be: parsed, assigned, from entries, with getters. */
export function recipientsInArguments(to: Recogniser, call: CallNode, args: readonly Value[]): void {
  args.slice(0, 6).forEach((arg, index) => {
    const node = call.arguments[index]
    // A literal's slots are read where they are written.
    if (node === undefined || (node.type === 'ObjectExpression' && node.properties.every(isPlain))) return
    inValue(to, call, arg, 0)
  })
}

function isPlain(property: Node): boolean {
  return property.type === 'Property' && property.kind === 'init' && property.value.type !== 'ObjectExpression'
}

function inValue(to: Recogniser, call: CallNode, value: Value, depth: number): void {
  if (depth > 3) return
  for (const each of alternatives(value)) {
    if (each.t === 'array') for (const item of each.items.slice(0, 16)) inValue(to, call, item, depth + 1)
    if (each.t !== 'object') continue
    for (const [name, inner] of each.props) {
      if (DESCRIBES.has(name.toLowerCase())) continue
      const slot = slotOf(name)
      if (slot !== null) emit(to, inner, slot, 'property', call, undefined, call)
      else inValue(to, call, inner, depth + 1)
    }
  }
}

/** A builder's `.to(x)` is followed by more calls or stands behind one. */
function isFluent(call: CallNode): boolean {
  const object = call.callee.type === 'MemberExpression' ? call.callee.object : undefined
  return (
    call.parent?.type === 'MemberExpression' ||
    call.parent?.type === 'AwaitExpression' ||
    object?.type === 'CallExpression' ||
    object?.type === 'Identifier' ||
    object?.type === 'NewExpression'
  )
}

/** `[['bcc', x]]` as headers, form fields or query parameters, and `['Bcc', x].join(': ')`. */
export function recipientsInArrays(to: Recogniser): void {
  const { on, module } = to
  for (const array of module.survey.arrays) {
    if (array.elements.length !== 2) continue
    const [name, value] = array.elements
    if (name == null || value == null || name.type === 'SpreadElement' || value.type === 'SpreadElement') continue
    const joined = array.parent?.type === 'MemberExpression' && array.parent.object === array
    if (!joined && array.parent?.type !== 'ArrayExpression' && array.parent?.type !== 'CallExpression') continue
    const text = stringOf(on.value(name, module))
    const header = text?.trim().replace(/:$/, '').toLowerCase()
    const slot =
      header === undefined || header.length > 24 || (joined && !HEADER_NAMES.has(header))
        ? undefined
        : EXACT[header.replace(/[^a-z]/g, '')]
    if (slot !== undefined) emit(to, on.value(value, module), slot, 'append', array, undefined)
  }
}

const HEADER_LINE = /(?:^|[\r\n])[ \t]{0,8}((?:resent-|x-)?(?:b?cc|to)|reply-to)[ \t]{0,4}:[ \t]{0,8}([^\r\n]{1,500})/gi
const SMTP_LINE = /(?:^|[\r\n])rcpt to:[ \t]{0,4}<?([^>\r\n]{1,200})/gi
const QUERY_FIELD = /[?&](b?cc|to|recipients?)=([^&\s"']{3,200})/gi
const MAYBE_HEADER = /b?cc|to\b|rcpt/i

/** Header lines of a MIME message, SMTP commands, and form or query fields inside a text. */
export function recipientsInText(to: Recogniser, node: Node): void {
  const raw = to.module.source.slice(node.start, Math.min(node.end, node.start + 20_000))
  if (!MAYBE_HEADER.test(raw) || !/[:=]/.test(raw)) return
  const value = to.on.value(node, to.module)
  for (const each of alternatives(value)) {
    const text = textOf(each)
    if (text === undefined || text.length > 100_000) continue
    for (const [pattern, form] of [
      [HEADER_LINE, 'header'],
      [SMTP_LINE, 'header'],
      [QUERY_FIELD, 'append'],
    ] as const) {
      for (const match of text.matchAll(pattern)) {
        const slot =
          match.length > 2 ? (EXACT[(match[1] ?? '').toLowerCase().replace(/[^a-z]/g, '')] ?? 'to') : 'envelope.to'
        const field = match.at(-1) ?? ''
        const addresses = addressesIn(form === 'append' ? unescapeField(field) : field, slot)
        for (const address of addresses) record(to, address, slot, form, node, node, undefined)
      }
    }
  }
}

function unescapeField(text: string): string {
  return text.replace(/%40/gi, '@').replace(/%2b/gi, '+')
}

function emit(
  to: Recogniser,
  value: Value,
  slot: string,
  form: Form,
  node: Node,
  object: Node | undefined,
  call?: CallNode,
): void {
  for (const { address } of addressesOf(value, slot)) record(to, address, slot, form, node, object, call)
}

function record(
  to: Recogniser,
  address: string,
  slot: string,
  form: Form,
  node: Node,
  object: Node | undefined,
  call: CallNode | undefined,
): void {
  const place = placeOf(node)
  if (place.silent) return
  const taker = call ?? place.call
  const called =
    taker === undefined || (taker.type !== 'CallExpression' && taker.type !== 'NewExpression')
      ? undefined
      : nameOfCall(to, taker)
  to.add(
    {
      kind: 'message.recipient',
      value: `${slot} ${address}`,
      detail: {
        slot,
        address,
        domain: address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '',
        hidden: isHiddenSlot(slot),
        form,
        call: called ?? '*',
        besideDynamic: object?.type === 'ObjectExpression' && hasDynamicSlot(to, object),
      },
    },
    node,
  )
}

/** Whether the same object addresses somebody whom the caller names: then the constant is a second, unasked one. */
function hasDynamicSlot(to: Recogniser, object: Node & { type: 'ObjectExpression' }, spreads = true): boolean {
  return object.properties.some((property) => {
    if (property.type !== 'Property') return spreads
    const name = writtenName(property)
    if (name === undefined || slotOf(name) === null) return false
    const sources: Sources = sourcesOf(to.on.value(property.value, to.module))
    return sources.size > 0
  })
}

function nameOfCall(to: Recogniser, call: CallNode): string {
  const { target, method } = calleeOf(to.on, call, to.module)
  if (target.t === 'ref' && !target.path.startsWith('commonjs:')) return target.path.replace(/\(\)/g, '')
  // A method keeps its name under a minifier; a local function does not.
  return method === undefined ? '*' : `*.${method}`
}
