/**
 * One pass over a tree: who declares what, and which identifier means which variable. Iterative, so that a deep tree
 * costs memory and not the stack. It also lists the places that the recognisers look at, so that the tree is walked once.
 */
import type * as acorn from 'acorn'
import { KEYS } from 'eslint-visitor-keys'
import type { CallNode, ClassNode, FunctionNode, Node } from './syntax.js'
import type { Value } from './values.js'

/** A step into a destructured value; `default` is the expression that stands in for undefined. */
export interface Step {
  readonly key: string | number | { readonly rest: readonly string[] } | { readonly from: number } | Node | null
  readonly default?: Node
}

/** One way in which a variable gets its value. */
export type Definition =
  | { readonly type: 'value'; readonly node: Node; readonly path: readonly Step[] }
  | { readonly type: 'append'; readonly node: Node }
  | {
      readonly type: 'parameter'
      readonly fn: FunctionNode
      readonly index: number
      readonly rest: boolean
      readonly path: readonly Step[]
    }
  | { readonly type: 'element'; readonly node: Node; readonly path: readonly Step[] }
  | { readonly type: 'key'; readonly node: Node }
  | { readonly type: 'import'; readonly from: string; readonly name: string }
  | { readonly type: 'function'; readonly node: FunctionNode }
  | { readonly type: 'class'; readonly node: ClassNode }
  | { readonly type: 'opaque' }

export class Binding {
  readonly name: string
  readonly definitions: Definition[] = []
  /** Every identifier that reads or writes it, declarations apart. */
  readonly references: acorn.Identifier[] = []
  value: Value | undefined = undefined
  level = 0
  constructor(name: string) {
    this.name = name
  }
}

export class ScopeNode {
  readonly outer: ScopeNode | undefined
  readonly isFunction: boolean
  readonly names = new Map<string, Binding>()
  constructor(outer: ScopeNode | undefined, isFunction: boolean) {
    this.outer = outer
    this.isFunction = isFunction
  }
  declare(name: string): Binding {
    let binding = this.names.get(name)
    if (binding === undefined) {
      binding = new Binding(name)
      this.names.set(name, binding)
    }
    return binding
  }
  lookup(name: string): Binding | undefined {
    for (let scope: ScopeNode | undefined = this; scope !== undefined; scope = scope.outer) {
      const binding = scope.names.get(name)
      if (binding !== undefined) return binding
    }
    return undefined
  }
  get functionScope(): ScopeNode {
    let scope: ScopeNode = this
    while (!scope.isFunction && scope.outer !== undefined) scope = scope.outer
    return scope
  }
}

/** How a module names what it exports: an expression, a local variable, or another module's export. */
export type ExportSource =
  | { readonly type: 'node'; readonly node: Node }
  | { readonly type: 'binding'; readonly name: string }
  | { readonly type: 'from'; readonly from: string; readonly name: string }

/** What the pass found, in source order. */
export interface Survey {
  readonly top: ScopeNode
  readonly calls: CallNode[]
  readonly imports: acorn.ImportExpression[]
  readonly writes: acorn.AssignmentExpression[]
  readonly objects: acorn.ObjectExpression[]
  readonly arrays: acorn.ArrayExpression[]
  readonly texts: (acorn.Literal | acorn.TemplateLiteral | acorn.BinaryExpression)[]
  readonly members: acorn.MemberExpression[]
  readonly tags: acorn.TaggedTemplateExpression[]
  readonly classes: ClassNode[]
  readonly returns: Map<FunctionNode, Node[]>
  /** What generators hand out; `true` for `yield*`, which hands out what another one does. */
  readonly yields: Map<FunctionNode, { readonly node: Node; readonly each: boolean }[]>
  /** Variables that are taken out of something under the name `env`. */
  readonly environments: Binding[]
  readonly exports: Map<string, ExportSource>
  readonly reexports: string[]
  /** Specifiers of static imports and re-exports. */
  readonly specifiers: string[]
  readonly nodes: number
}

const TYPE_ONLY = new Set([
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'superTypeParameters',
  'implements',
  'superTypeArguments',
  'predicate',
])
const TRANSPARENT = new Set([
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
])

type Loose = Record<string, unknown> & { type: string }

/** @throws never; an unknown node type is walked by its own keys. */
export function survey(program: acorn.Program): Survey {
  const top = new ScopeNode(undefined, true)
  program.scope = top
  const found: Survey & { nodes: number } = {
    top,
    calls: [],
    imports: [],
    writes: [],
    objects: [],
    arrays: [],
    texts: [],
    members: [],
    tags: [],
    classes: [],
    returns: new Map(),
    yields: new Map(),
    environments: [],
    exports: new Map(),
    reexports: [],
    specifiers: [],
    nodes: 0,
  }
  const pending: { readonly id: acorn.Identifier; readonly scope: ScopeNode; readonly definition?: Definition }[] = []
  const stack: Node[] = []
  const scopes: ScopeNode[] = []
  const owners: (FunctionNode | undefined)[] = []

  const push = (node: Node, parent: Node, scope: ScopeNode, owner: FunctionNode | undefined): void => {
    node.parent = parent
    stack.push(node)
    scopes.push(scope)
    owners.push(owner)
  }

  /** Declares or assigns every name of a pattern. */
  const bindPattern = (
    pattern: Node,
    parent: Node,
    scope: ScopeNode,
    owner: FunctionNode | undefined,
    path: readonly Step[],
    on: (id: acorn.Identifier, path: readonly Step[]) => void,
    depth = 0,
  ): void => {
    if (depth > 200) return
    pattern.parent = parent
    switch (pattern.type) {
      case 'Identifier':
        on(pattern, path)
        return
      case 'MemberExpression':
        push(pattern, parent, scope, owner)
        return
      case 'AssignmentPattern': {
        push(pattern.right, pattern, scope, owner)
        const last = path.at(-1)
        const withDefault: readonly Step[] =
          last === undefined
            ? [{ key: null, default: pattern.right }]
            : [...path.slice(0, -1), { ...last, default: pattern.right }]
        bindPattern(pattern.left, pattern, scope, owner, withDefault, on, depth + 1)
        return
      }
      case 'RestElement':
        bindPattern(pattern.argument, pattern, scope, owner, path, on, depth + 1)
        return
      case 'ArrayPattern':
        pattern.elements.forEach((element, index) => {
          if (element === null) return
          const step: Step = element.type === 'RestElement' ? { key: { from: index } } : { key: index }
          bindPattern(element, pattern, scope, owner, [...path, step], on, depth + 1)
        })
        return
      case 'ObjectPattern': {
        const taken: string[] = []
        for (const property of pattern.properties) {
          property.parent = pattern
          if (property.type === 'RestElement') {
            bindPattern(property.argument, property, scope, owner, [...path, { key: { rest: taken } }], on, depth + 1)
            continue
          }
          if (property.computed) push(property.key, property, scope, owner)
          const key =
            !property.computed && property.key.type === 'Identifier'
              ? property.key.name
              : property.key.type === 'Literal'
                ? String(property.key.value)
                : property.key
          if (typeof key === 'string') taken.push(key)
          bindPattern(property.value, property, scope, owner, [...path, { key }], on, depth + 1)
        }
        return
      }
      default: {
        const loose = pattern as unknown as Loose
        if (loose.type === 'TSParameterProperty') {
          bindPattern(loose.parameter as Node, parent, scope, owner, path, on, depth + 1)
        } else push(pattern, parent, scope, owner)
      }
    }
  }

  const declareIn =
    (scope: ScopeNode, make: (path: readonly Step[]) => Definition) =>
    (id: acorn.Identifier, path: readonly Step[]): void => {
      const binding = scope.declare(id.name)
      binding.definitions.push(make(path))
      if (path.length > 0 && path.at(-1)?.key === 'env') found.environments.push(binding)
      id.binding = binding
    }

  const enterFunction = (fn: FunctionNode, scope: ScopeNode): void => {
    const inner = new ScopeNode(scope, true)
    fn.scope = inner
    if (fn.type === 'FunctionExpression' && fn.id != null) {
      fn.id.parent = fn
      declareIn(inner, () => ({ type: 'function', node: fn }))(fn.id, [])
    }
    fn.params.forEach((param, index) => {
      const rest = param.type === 'RestElement'
      bindPattern(
        param,
        fn,
        inner,
        fn,
        [],
        declareIn(inner, (path) => ({ type: 'parameter', fn, index, rest, path })),
      )
    })
    // TypeScript's overloads and abstract methods have none.
    const body = fn.body as FunctionNode['body'] | null | undefined
    if (body == null) return
    if (body.type === 'BlockStatement') {
      body.scope = inner
    } else found.returns.set(fn, [body])
    push(body, fn, inner, fn)
  }

  const visitDeclaration = (
    node: acorn.VariableDeclaration,
    scope: ScopeNode,
    owner: FunctionNode | undefined,
  ): void => {
    const home = node.kind === 'var' ? scope.functionScope : scope
    const loop = node.parent
    for (const declarator of node.declarations) {
      declarator.parent = node
      let make: (path: readonly Step[]) => Definition = () => ({ type: 'opaque' })
      const { init } = declarator
      if (init != null) {
        push(init, declarator, scope, owner)
        make = (path) => ({ type: 'value', node: declarator.init as Node, path })
      } else if (loop?.type === 'ForOfStatement' && loop.left === node) {
        make = (path) => ({ type: 'element', node: loop.right, path })
      } else if (loop?.type === 'ForInStatement' && loop.left === node) {
        make = () => ({ type: 'key', node: loop.right })
      }
      const uninitialised = init == null && loop?.type !== 'ForOfStatement' && loop?.type !== 'ForInStatement'
      bindPattern(declarator.id, declarator, scope, owner, [], (id, path) => {
        if (uninitialised) id.binding = home.declare(id.name)
        else declareIn(home, make)(id, path)
      })
    }
  }

  const visitExports = (node: Node, scope: ScopeNode, owner: FunctionNode | undefined): void => {
    if (node.type === 'ExportAllDeclaration') {
      const from = String(node.source.value)
      found.specifiers.push(from)
      if (node.exported == null) found.reexports.push(from)
      else found.exports.set(nameOf(node.exported), { type: 'from', from, name: '*' })
      return
    }
    if (node.type === 'ExportDefaultDeclaration') {
      found.exports.set('default', { type: 'node', node: node.declaration })
      push(node.declaration, node, scope, owner)
      return
    }
    if (node.type !== 'ExportNamedDeclaration') return
    const { source } = node
    if (source != null) found.specifiers.push(String(source.value))
    for (const specifier of node.specifiers) {
      specifier.parent = node
      const exported = nameOf(specifier.exported)
      const local = nameOf(specifier.local)
      if (source != null) found.exports.set(exported, { type: 'from', from: String(source.value), name: local })
      else {
        found.exports.set(exported, { type: 'binding', name: local })
        if (specifier.local.type === 'Identifier') {
          specifier.local.parent = specifier
          pending.push({ id: specifier.local, scope })
        }
      }
    }
    const declaration = node.declaration
    if (declaration != null) {
      push(declaration, node, scope, owner)
      if (declaration.type === 'VariableDeclaration') {
        for (const declarator of declaration.declarations) {
          for (const name of namesOf(declarator.id)) found.exports.set(name, { type: 'binding', name })
        }
      } else if (declaration.id != null) {
        found.exports.set(declaration.id.name, { type: 'binding', name: declaration.id.name })
      }
    }
  }

  const visitChildren = (node: Node, scope: ScopeNode, owner: FunctionNode | undefined): void => {
    const keys =
      KEYS[node.type] ??
      Object.keys(node).filter((key) => key !== 'parent' && key !== 'scope' && key !== 'binding' && key !== 'memo')
    const loose = node as unknown as Loose
    for (let i = keys.length - 1; i >= 0; i--) {
      const key = keys[i] as string
      if (TYPE_ONLY.has(key)) continue
      const child = loose[key]
      if (Array.isArray(child)) {
        for (let j = child.length - 1; j >= 0; j--) {
          if (isNode(child[j])) {
            child[j] = transparent(child[j])
            push(child[j], node, scope, owner)
          }
        }
      } else if (isNode(child)) {
        const inner = transparent(child)
        loose[key] = inner
        push(inner, node, scope, owner)
      }
    }
  }

  stack.push(program)
  scopes.push(top)
  owners.push(undefined)
  while (stack.length > 0) {
    const node = stack.pop() as Node
    let scope = scopes.pop() as ScopeNode
    const owner = owners.pop()
    found.nodes++
    switch (node.type) {
      case 'Identifier':
        pending.push({ id: node, scope })
        continue
      case 'FunctionDeclaration':
        if (node.id != null) {
          node.id.parent = node
          declareIn(scope, () => ({ type: 'function', node: node as FunctionNode }))(node.id, [])
        }
        enterFunction(node as FunctionNode, scope)
        continue
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        enterFunction(node, scope)
        continue
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const outer = scope
        scope = new ScopeNode(outer, false)
        node.scope = scope
        found.classes.push(node as ClassNode)
        if (node.id != null) {
          node.id.parent = node
          declareIn(node.type === 'ClassDeclaration' ? outer : scope, () => ({
            type: 'class',
            node: node as ClassNode,
          }))(node.id, [])
        }
        if (node.superClass != null) {
          node.superClass = transparent(node.superClass) as acorn.Expression
          push(node.superClass, node, scope, owner)
        }
        push(node.body, node, scope, owner)
        continue
      }
      case 'BlockStatement':
      case 'StaticBlock':
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement':
      case 'SwitchStatement':
        if (node.scope === undefined) {
          scope = new ScopeNode(scope, false)
          node.scope = scope
        }
        break
      case 'CatchClause':
        scope = new ScopeNode(scope, false)
        node.scope = scope
        if (node.param != null)
          bindPattern(
            node.param,
            node,
            scope,
            owner,
            [],
            declareIn(scope, () => ({ type: 'opaque' })),
          )
        push(node.body, node, scope, owner)
        continue
      case 'VariableDeclaration':
        // The initialisers are unwrapped first, so that every definition points at the expression itself.
        for (const declarator of node.declarations)
          if (declarator.init != null) declarator.init = transparent(declarator.init) as acorn.Expression
        visitDeclaration(node, scope, owner)
        continue
      case 'ImportDeclaration': {
        const from = String(node.source.value)
        if ((node as unknown as Loose).importKind === 'type') continue
        found.specifiers.push(from)
        for (const specifier of node.specifiers) {
          specifier.parent = node
          const name =
            specifier.type === 'ImportSpecifier'
              ? nameOf(specifier.imported)
              : specifier.type === 'ImportDefaultSpecifier'
                ? 'default'
                : '*'
          specifier.local.parent = specifier
          declareIn(top, () => ({ type: 'import', from, name }))(specifier.local, [])
        }
        continue
      }
      case 'ExportAllDeclaration':
      case 'ExportDefaultDeclaration':
      case 'ExportNamedDeclaration':
        if ((node as unknown as Loose).exportKind === 'type') continue
        visitExports(node, scope, owner)
        continue
      case 'AssignmentExpression': {
        found.writes.push(node)
        node.right = transparent(node.right) as acorn.Expression
        node.left = transparent(node.left) as acorn.Pattern
        push(node.right, node, scope, owner)
        bindPattern(node.left, node, scope, owner, [], (id, path) => {
          const definition: Definition =
            node.operator === '+=' ? { type: 'append', node: node.right } : { type: 'value', node: node.right, path }
          pending.push({ id, scope, definition })
        })
        continue
      }
      case 'MemberExpression':
        found.members.push(node)
        node.object = transparent(node.object) as acorn.Expression
        push(node.object, node, scope, owner)
        if (node.computed) push(node.property, node, scope, owner)
        else node.property.parent = node
        continue
      case 'Property':
        node.value = transparent(node.value) as acorn.Expression
        push(node.value, node, scope, owner)
        if (node.computed) push(node.key, node, scope, owner)
        else node.key.parent = node
        continue
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.value != null) {
          node.value = transparent(node.value) as never
          push(node.value as Node, node, scope, owner)
        }
        if (node.computed) push(node.key, node, scope, owner)
        else node.key.parent = node
        continue
      case 'LabeledStatement':
        push(node.body, node, scope, owner)
        continue
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
      case 'PrivateIdentifier':
        continue
      case 'ReturnStatement':
        if (owner !== undefined && node.argument != null) {
          node.argument = transparent(node.argument) as acorn.Expression
          const returns = found.returns.get(owner)
          if (returns === undefined) found.returns.set(owner, [node.argument])
          else returns.push(node.argument)
        }
        break
      case 'YieldExpression':
        if (owner !== undefined && node.argument != null) {
          node.argument = transparent(node.argument) as acorn.Expression
          const each = { node: node.argument, each: node.delegate }
          const yields = found.yields.get(owner)
          if (yields === undefined) found.yields.set(owner, [each])
          else yields.push(each)
        }
        break
      case 'CallExpression':
      case 'NewExpression':
        found.calls.push(node)
        break
      case 'ImportExpression':
        found.imports.push(node)
        break
      case 'ObjectExpression':
        found.objects.push(node)
        break
      case 'ArrayExpression':
        found.arrays.push(node)
        break
      case 'TaggedTemplateExpression':
        found.tags.push(node)
        break
      case 'Literal':
        if (typeof node.value === 'string') found.texts.push(node)
        continue
      case 'TemplateLiteral':
        found.texts.push(node)
        break
      case 'BinaryExpression':
        if (node.operator === '+' && !(node.parent?.type === 'BinaryExpression' && node.parent.operator === '+'))
          found.texts.push(node)
        break
      default:
        if (node.type.startsWith('TS') && isTypeOnly(node)) continue
    }
    visitChildren(node, scope, owner)
  }

  for (const { id, scope, definition } of pending) {
    const binding = scope.lookup(id.name)
    if (binding === undefined) continue
    id.binding = binding
    binding.references.push(id)
    if (definition === undefined) continue
    binding.definitions.push(definition)
    if (definition.type === 'value' && definition.path.at(-1)?.key === 'env') found.environments.push(binding)
  }
  return found
}

function nameOf(node: acorn.Identifier | acorn.Literal): string {
  return node.type === 'Identifier' ? node.name : String(node.value)
}

function namesOf(pattern: Node, depth = 0): string[] {
  if (depth > 50) return []
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name]
    case 'ObjectPattern':
      return pattern.properties.flatMap((each) =>
        namesOf(each.type === 'RestElement' ? each.argument : each.value, depth + 1),
      )
    case 'ArrayPattern':
      return pattern.elements.flatMap((each) => (each === null ? [] : namesOf(each, depth + 1)))
    case 'AssignmentPattern':
      return namesOf(pattern.left, depth + 1)
    case 'RestElement':
      return namesOf(pattern.argument, depth + 1)
    default:
      return []
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Loose).type === 'string'
}

/** Looks through type assertions, which say nothing of behaviour. */
function transparent(node: Node): Node {
  let at = node as unknown as Loose
  while (TRANSPARENT.has(at.type)) at = at.expression as Loose
  return at as unknown as Node
}

function isTypeOnly(node: Node): boolean {
  return !/^TS(EnumDeclaration|EnumMember|EnumBody|ModuleDeclaration|ModuleBlock|ExportAssignment|ImportEqualsDeclaration|ExternalModuleReference)$/.test(
    node.type,
  )
}
