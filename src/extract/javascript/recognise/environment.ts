/** Environment variables: which are read by name, and where the environment goes as a whole. */
import { isSecretName } from '../../classify/environment.js'
import type { Binding } from '../bindings.js'
import { type Node, writtenName } from '../syntax.js'
import { sourcesOf, stringOf, type Value } from '../values.js'
import type { Recogniser } from './context.js'
import { calledName } from './place.js'

/** Follows every mention of the environment object to what is done with it. */
export function recogniseEnvironment(to: Recogniser): void {
  const { on, module } = to
  const seen = new Set<Binding>()
  for (const member of module.survey.members) {
    const name = writtenName(member) ?? (member.computed ? stringOf(on.value(member.property, module)) : undefined)
    if (name !== 'env' || member.object.type === 'Super') continue
    const object = on.value(member.object, module)
    if (
      object.t === 'ref' &&
      (object.path === 'global:process' || object.path === 'global:Bun' || object.path === 'global:import.meta')
    )
      follow(to, member, seen, 0)
  }
  for (const binding of module.survey.environments) {
    const value = on.bindingValue(binding, module, undefined)
    if (value.t === 'ref' && value.path === 'global:process.env') throughBinding(to, binding, seen, 0)
  }
  for (const binding of module.survey.top.names.values()) {
    for (const definition of binding.definitions) {
      if (definition.type === 'import' && definition.name === 'env' && /^(?:node:)?process$/.test(definition.from))
        throughBinding(to, binding, seen, 0)
    }
  }
  readThroughSettings(to)
}

const VARIABLE = /^[A-Z][A-Z0-9_]{2,63}$/

/** Members of what a schema or a function made of the environment: the variable of that name is read. */
function readThroughSettings(to: Recogniser): void {
  for (const member of to.module.survey.members) {
    const name = writtenName(member)
    if (name === undefined || !VARIABLE.test(name) || member.object.type === 'Super') continue
    const sources = sourcesOf(to.on.value(member, to.module))
    if (sources.size === 1 && sources.has(`env:${name}`)) read(to, name, member)
  }
}

/** `Deno.env.get('X')`. */
export function recogniseDenoVariable(to: Recogniser, call: Node, path: string, args: readonly Value[]): void {
  if (path !== 'global:Deno.env.get') return
  const name = stringOf(args[0])
  if (name !== undefined) read(to, name, call)
}

function read(to: Recogniser, name: string, node: Node): void {
  if (name.length > 0 && name.length <= 128)
    to.add({ kind: 'env.read', value: name, detail: { secret: isSecretName(name) } }, node)
}

function throughBinding(to: Recogniser, binding: Binding, seen: Set<Binding>, hops: number): void {
  if (seen.has(binding) || hops > 4) return
  seen.add(binding)
  for (const use of binding.references) follow(to, use, seen, hops + 1)
}

function follow(to: Recogniser, node: Node, seen: Set<Binding>, hops: number): void {
  const parent: Node | undefined = node.parent
  if (parent === undefined) return
  switch (parent.type) {
    case 'MemberExpression': {
      if (parent.object !== node) return
      const name =
        writtenName(parent) ?? (parent.computed ? stringOf(to.on.value(parent.property, to.module)) : undefined)
      if (name === undefined) {
        to.add({ kind: 'env.read', value: '{}', detail: { secret: false } }, parent)
        return
      }
      if (isWrite(parent)) return
      read(to, name, parent)
      return
    }
    case 'VariableDeclarator':
      if (parent.init === node) pattern(to, parent.id, seen, hops)
      return
    case 'AssignmentExpression':
      if (parent.right === node) pattern(to, parent.left as Node, seen, hops)
      return
    case 'LogicalExpression':
    case 'ConditionalExpression':
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      follow(to, parent, seen, hops)
      return
    case 'AssignmentPattern':
      if (parent.right === node) pattern(to, parent.left as Node, seen, hops)
      return
    case 'BinaryExpression':
      if (parent.operator === 'in') {
        const name = stringOf(to.on.value(parent.left as Node, to.module))
        if (name !== undefined) read(to, name, parent)
      }
      return
    case 'SpreadElement':
    case 'Property':
    case 'CallExpression':
    case 'NewExpression':
    case 'ForOfStatement':
    case 'ForInStatement':
    case 'ReturnStatement':
    case 'ArrayExpression':
      bulk(to, node)
  }
}

function isWrite(member: Node): boolean {
  const up = member.parent
  return (
    (up?.type === 'AssignmentExpression' && up.left === member && up.operator === '=') ||
    (up?.type === 'UnaryExpression' && up.operator === 'delete')
  )
}

function pattern(to: Recogniser, left: Node, seen: Set<Binding>, hops: number): void {
  if (left.type === 'Identifier') {
    if (left.binding !== undefined) throughBinding(to, left.binding, seen, hops)
    return
  }
  if (left.type !== 'ObjectPattern') return
  for (const property of left.properties) {
    if (property.type === 'RestElement') {
      bulk(to, left)
      continue
    }
    const name = writtenName(property)
    if (name !== undefined) read(to, name, property)
  }
}

/** The whole environment, and what takes it. */
function bulk(to: Recogniser, node: Node): void {
  const target = takerOf(to, node)
  to.add({ kind: 'env.bulk', value: target, detail: { to: target, host: '' } }, node)
}

/** Handing the environment to a child process is ordinary; everything else is named as far as it can be told. */
function takerOf(to: Recogniser, node: Node): string {
  let at: Node = node
  for (let steps = 0; at.parent !== undefined && steps < 12; steps++) {
    const parent: Node = at.parent
    if (parent.type === 'Property' && parent.value === at && writtenName(parent) === 'env') return 'spawn'
    if (parent.type === 'VariableDeclarator' && parent.id.type === 'Identifier') {
      return usedAsEnv(parent.id.binding) ? 'spawn' : 'unknown'
    }
    if (parent.type === 'CallExpression' || parent.type === 'NewExpression') {
      const method = calledName(parent.callee as Node)
      if (method !== undefined && /^(?:log|error|warn|info|debug)$/.test(method)) return 'log'
      if (method !== undefined && /^writeFile/.test(method)) return 'file'
      const target = to.on.value(parent.callee as Node, to.module)
      if (target.t === 'ref' && /child_process|execa/.test(target.path)) return 'spawn'
    }
    if (/Statement$|Declaration$/.test(parent.type)) break
    at = parent
  }
  return 'unknown'
}

function usedAsEnv(binding: Binding | undefined): boolean {
  return (binding?.references ?? []).some((use) => use.parent?.type === 'Property' && writtenName(use.parent) === 'env')
}
