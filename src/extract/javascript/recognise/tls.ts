/** Whether connections check who answers them: certificates that are taken unseen, and proxies that a constant names. */
import type * as acorn from 'acorn'
import { hostOfUrl } from '../../classify/hosts.js'
import { tlsDraft } from '../../classify/tls.js'
import { type CallNode, isFunction, type Node, writtenName } from '../syntax.js'
import { alternatives, stringOf, textOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { guardOf } from './guard.js'
import { calledName, placeOf } from './place.js'

/** Options by which one connection, or one client, checks no certificate. */
const OPTIONS = new Set(['rejectUnauthorized', 'strictSSL', 'strictSsl'])
const CALLS_OF_DEFAULTS = /^(?:setGlobalDispatcher|setDefaultResultOrder|install|bootstrap)$/
const PROXY_VARIABLE = /^(?:GLOBAL_AGENT_)?(?:HTTPS?|ALL)_PROXY$/i
const PROXY_CLASS =
  /^new pkg:.*\.?(?:Http|Https|Socks)?(?:Proxy|ProxyAgent|EnvHttpProxyAgent)(?:Agent)?$|^new pkg:(?:https?|socks|pac)-proxy-agent/

/** Assignments: of the variable that Node reads, of an option of an agent, of the check itself. */
export function recogniseUncheckedWrites(to: Recogniser): void {
  for (const write of to.module.survey.writes) {
    const left = write.left
    if (left.type !== 'MemberExpression' || left.object.type === 'Super') continue
    const name = writtenName(left) ?? (left.computed ? stringOf(to.on.value(left.property, to.module)) : undefined)
    if (name === undefined) continue
    if (OPTIONS.has(name)) {
      if (isFalse(to.on.value(write.right, to.module)))
        unchecked(to, write, name, isShared(to, left.object) ? 'process' : 'client')
      continue
    }
    if (name === 'checkServerIdentity') {
      if (acceptsAll(to, write.right)) unchecked(to, write, name, isShared(to, left.object) ? 'process' : 'client')
      continue
    }
    if (name !== 'NODE_TLS_REJECT_UNAUTHORIZED' && !PROXY_VARIABLE.test(name)) continue
    setVariable(to, write, name, to.on.value(write.right, to.module))
  }
}

/** Options of agents and clients, and variables that are given to a process, wherever an object holds them. */
export function recogniseUncheckedObjects(to: Recogniser): void {
  for (const object of to.module.survey.objects) {
    for (const property of object.properties) {
      if (property.type !== 'Property') continue
      const name = writtenName(property)
      if (name === undefined) continue
      if (name === 'NODE_TLS_REJECT_UNAUTHORIZED' || PROXY_VARIABLE.test(name)) {
        if (!placeOf(object).silent) setVariable(to, property, name, to.on.value(property.value, to.module))
      } else if (OPTIONS.has(name)) {
        if (!isFalse(to.on.value(property.value, to.module)) || describes(property)) continue
        unchecked(to, property, name, scopeOf(to, object))
      } else if (name === 'checkServerIdentity' && acceptsAll(to, property.value)) {
        unchecked(to, property, name, scopeOf(to, object))
      }
    }
  }
}

/** `setGlobalDispatcher(new ProxyAgent('http://…'))`, `Reflect.set(process.env, 'NODE_TLS_REJECT_UNAUTHORIZED', '0')`. */
export function recogniseUncheckedCall(to: Recogniser, call: CallNode, path: string, args: readonly Value[]): void {
  if (
    path === 'global:Reflect.set' ||
    path === 'global:Object.defineProperty' ||
    path === 'global:Reflect.defineProperty'
  ) {
    const name = stringOf(args[1])
    const given = args[2]
    const value = given?.t === 'object' && path !== 'global:Reflect.set' ? given.props.get('value') : given
    if (name !== undefined && value !== undefined) {
      const object = args[0]
      if (object?.t === 'ref' && object.path === 'global:process.env') setVariable(to, call, name, value)
    }
    return
  }
  if (!PROXY_CLASS.test(path)) return
  for (const text of proxyTexts(args[0])) viaProxy(to, call, text, isDefault(call) ? 'process' : 'client')
}

function proxyTexts(value: Value | undefined): string[] {
  if (value === undefined) return []
  return alternatives(value).flatMap((each) => {
    const of = each.t === 'object' ? (each.props.get('uri') ?? each.props.get('url') ?? each.props.get('host')) : each
    const text = of === undefined ? undefined : textOf(of)
    return text === undefined ? [] : [text.includes('://') ? text : `http://${text}`]
  })
}

function setVariable(to: Recogniser, node: Node, name: string, value: Value): void {
  if (name === 'NODE_TLS_REJECT_UNAUTHORIZED') {
    if (alternatives(value).some((each) => each.t === 'const' && String(each.v) === '0'))
      unchecked(to, node, name, 'process')
    return
  }
  if (!PROXY_VARIABLE.test(name)) return
  for (const each of alternatives(value)) {
    const text = textOf(each)
    if (text !== undefined) viaProxy(to, node, text, 'process')
  }
}

function viaProxy(to: Recogniser, node: Node, url: string, scope: Scope): void {
  const host = hostOfUrl(url)?.host
  if (host === undefined || host === '' || host.includes('{}')) return
  const draft = tlsDraft(`proxy ${host}`, scope, guardOf(to, node), host)
  if (draft !== undefined) to.add(draft, node)
}

/** `process`: every connection of it. `database`: one to a database, whose certificate is often its own. */
type Scope = 'process' | 'client' | 'database'

function unchecked(to: Recogniser, node: Node, how: string, scope: Scope): void {
  const draft = tlsDraft(how, scope, guardOf(to, node))
  if (draft !== undefined) to.add(draft, node)
}

const isFalse = (value: Value): boolean => alternatives(value).some((each) => each.t === 'const' && each.v === false)

/** A default of a schema or of a destructured option is what the user may set. */
function describes(property: acorn.Property): boolean {
  return placeOf(property as Node).silent
}

/** A check that never finds anything wrong: it gives nothing back, and throws nothing. */
function acceptsAll(to: Recogniser, node: Node): boolean {
  const value = isFunction(node) ? undefined : to.on.value(node, to.module)
  const fn = isFunction(node) ? node : value?.t === 'function' ? value.node : undefined
  if (fn === undefined) return false
  const { body } = fn
  if (body.type !== 'BlockStatement') {
    const result = to.on.value(body, to.module)
    return result.t === 'const' && !result.v
  }
  return body.body.every(
    (each) =>
      each.type === 'EmptyStatement' ||
      (each.type === 'ReturnStatement' && (each.argument == null || isNothing(to, each.argument))),
  )
}

function isNothing(to: Recogniser, node: Node): boolean {
  const value = to.on.value(node, to.module)
  return value.t === 'const' && !value.v
}

/** Whether what is written to is what all connections of the process share. */
function isShared(to: Recogniser, object: Node): boolean {
  const value = to.on.value(object, to.module)
  return value.t === 'ref' && /^node:(?:https|tls|http)(?:$|\.globalAgent)|^pkg:axios\.defaults/.test(value.path)
}

const DATABASES =
  /^(?:new )?pkg:(?:pg|mysql|mysql2|mariadb|mongodb|mongoose|ioredis|redis|@redis\/|mssql|tedious|cassandra-driver|knex|sequelize|typeorm|postgres|nodemailer|imap|imapflow|ldapjs|ldapts|@elastic\/|@opensearch-project\/|kafkajs|amqplib|mqtt|slonik|@neondatabase\/|@clickhouse\/)/

/** What the object is made for: climbs through the objects and calls around it. */
function scopeOf(to: Recogniser, object: Node): Scope {
  let at: Node = object
  for (let steps = 0; at.parent !== undefined && steps < 8; steps++) {
    const up: Node = at.parent
    if (
      up.type === 'Property' &&
      up.value === at &&
      /^(?:ssl|tls|sslOptions|dialectOptions)$/.test(writtenName(up) ?? '')
    )
      return 'database'
    if (up.type === 'CallExpression' || up.type === 'NewExpression') {
      if (up.callee === at || up.callee.type === 'Super') break
      const target = to.on.value(up.callee as Node, to.module)
      if (target.t === 'ref') {
        if (DATABASES.test(`${up.type === 'NewExpression' ? 'new ' : ''}${target.path}`)) return 'database'
        if (/^(?:node:https|global:Object)\b/.test(target.path) && isSharedTarget(to, up)) return 'process'
      }
      if (isDefault(up)) return 'process'
    }
    if (up.type === 'VariableDeclarator' && up.id.type === 'Identifier') {
      return (up.id.binding?.references ?? [])
        .slice(0, 12)
        .some((use) => use.parent !== undefined && isDefaultUse(to, use))
        ? 'process'
        : 'client'
    }
    if (up.type === 'AssignmentExpression')
      return up.left.type === 'MemberExpression' && isGlobalAgent(to, up.left) ? 'process' : 'client'
    if (/Statement$|Declaration$/.test(up.type) || isFunction(up)) break
    at = up
  }
  return 'client'
}

/** `Object.assign(https.globalAgent.options, {…})` */
function isSharedTarget(to: Recogniser, call: Node & { type: 'CallExpression' | 'NewExpression' }): boolean {
  const [first] = call.arguments
  return (
    calledName(call.callee as Node) === 'assign' &&
    first !== undefined &&
    first.type !== 'SpreadElement' &&
    isShared(to, first)
  )
}

function isGlobalAgent(to: Recogniser, left: acorn.MemberExpression): boolean {
  return (
    /^(?:globalAgent|httpsAgent|agent)$/.test(writtenName(left) ?? '') &&
    left.object.type !== 'Super' &&
    isShared(to, left.object)
  )
}

/** Whether a call, or the one that takes its result, sets what all requests use. */
function isDefault(call: Node): boolean {
  for (let at: Node | undefined = call, steps = 0; at !== undefined && steps < 3; at = at.parent, steps++) {
    if (at.type === 'CallExpression' && CALLS_OF_DEFAULTS.test(calledName(at.callee as Node) ?? '')) return true
  }
  return false
}

function isDefaultUse(to: Recogniser, use: Node): boolean {
  const up = use.parent
  if (up === undefined) return false
  if (up.type === 'CallExpression' && up.callee !== use) return isDefault(up)
  return up.type === 'AssignmentExpression' && up.left.type === 'MemberExpression' && isGlobalAgent(to, up.left)
}
