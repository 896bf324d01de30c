/**
 * ES modules of fixtures as CommonJS, in two manners: `plain`, as a person writes it (`const { a } = require('m')`), and `tsc`, as
 * TypeScript compiles it (`const m_1 = require("m")`, `(0, m_1.a)(…)`). TypeScript 7 has no in-process transpiler, and esbuild
 * starts a child process, which no test may do.
 *
 * Limits: an imported name must not be shadowed in its file (that throws), no top-level await, no `import.meta`.
 */
import { type Node, parse } from 'acorn'

export type CjsManner = 'plain' | 'tsc'

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

type Tree = Node & Record<string, unknown>

const isNode = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && typeof (value as Tree).type === 'string'

function* childrenOf(node: Tree): Generator<{ key: string; child: Tree }> {
  for (const key of Object.keys(node)) {
    const value = node[key]
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield { key, child }
  }
}

const PREAMBLE = `"use strict";
var __importDefault = (this && this.__importDefault) || function (mod) {
    return (mod && mod.__esModule) ? mod : { "default": mod };
};
var __importStar = (this && this.__importStar) || function (mod) {
    if (mod && mod.__esModule) return mod;
    var result = {};
    if (mod != null) for (var k in mod) if (k !== "default" && Object.prototype.hasOwnProperty.call(mod, k)) result[k] = mod[k];
    result["default"] = mod;
    return result;
};
var __exportStar = (this && this.__exportStar) || function(m, exports) {
    for (var p in m) if (p !== "default" && !Object.prototype.hasOwnProperty.call(exports, p)) exports[p] = m[p];
};
Object.defineProperty(exports, "__esModule", { value: true });
`

/** @param source one ES module @throws Error when the module uses what this conversion does not do. */
export function toCjs(source: string, manner: CjsManner): string {
  const hashbang = /^#!.*\n/.exec(source)?.[0] ?? ''
  const code = source.slice(hashbang.length)
  const program = parse(code, { ecmaVersion: 'latest', sourceType: 'module' }) as unknown as Tree & { body: Tree[] }
  const edits: Edit[] = []
  const bound = new Map<string, string>()
  /** Assignments of hoisted functions may stand first, as TypeScript writes them; the others come last. */
  const early: string[] = []
  const late: string[] = []
  let modules = 0

  const literal = (node: Tree): string => JSON.stringify((node.source as Tree).value)
  const isRelative = (node: Tree): boolean => String((node.source as Tree).value).startsWith('.')
  const nameOf = (node: Tree): string => String(node.name ?? node.value)
  const freshModule = (node: Tree): string => {
    modules++
    const base = String((node.source as Tree).value)
      .replace(/^.*[/:]/, '')
      .replace(/\.\w+$/, '')
      .replace(/\W/g, '_')
    return `${base}_${modules}`
  }

  const importDeclaration = (node: Tree): string => {
    const specifiers = node.specifiers as Tree[]
    const from = `require(${literal(node)})`
    if (specifiers.length === 0) return `${from};`
    if (manner === 'tsc') {
      const local = freshModule(node)
      const star = specifiers.some((s) => s.type === 'ImportNamespaceSpecifier')
      const byDefault = specifiers.some((s) => s.type === 'ImportDefaultSpecifier')
      for (const s of specifiers) {
        const name = nameOf(s.local as Tree)
        if (s.type === 'ImportNamespaceSpecifier') bound.set(name, local)
        else bound.set(name, `${local}.${s.type === 'ImportDefaultSpecifier' ? 'default' : nameOf(s.imported as Tree)}`)
      }
      return `const ${local} = ${star ? `__importStar(${from})` : byDefault ? `__importDefault(${from})` : from};`
    }
    const out: string[] = []
    const named: string[] = []
    for (const s of specifiers) {
      const name = nameOf(s.local as Tree)
      if (s.type === 'ImportNamespaceSpecifier') out.push(`const ${name} = ${from};`)
      else if (s.type === 'ImportDefaultSpecifier')
        out.push(`const ${name} = ${from}${isRelative(node) ? '.default' : ''};`)
      else {
        const imported = nameOf(s.imported as Tree)
        named.push(imported === name ? name : `${imported}: ${name}`)
      }
    }
    if (named.length > 0) out.push(`const { ${named.join(', ')} } = ${from};`)
    return out.join('\n')
  }

  const exportNamed = (node: Tree): void => {
    const declaration = node.declaration as Tree | null
    if (declaration) {
      edits.push({ start: node.start, end: declaration.start, text: '' })
      const declared =
        declaration.type === 'VariableDeclaration'
          ? (declaration.declarations as Tree[]).map((d) => nameOf(d.id as Tree))
          : [nameOf(declaration.id as Tree)]
      const assign = declared.map((name) => `exports.${name} = ${name};`).join('\n')
      if (declaration.type === 'FunctionDeclaration') early.push(assign)
      else edits.push({ start: node.end, end: node.end, text: `\n${assign}` })
      return
    }
    const specifiers = node.specifiers as Tree[]
    if (node.source) {
      const local = freshModule(node)
      const lines = specifiers.map(
        (s) => `exports.${nameOf(s.exported as Tree)} = ${local}.${nameOf(s.local as Tree)};`,
      )
      edits.push({
        start: node.start,
        end: node.end,
        text: [`const ${local} = require(${literal(node)});`, ...lines].join('\n'),
      })
      return
    }
    for (const s of specifiers) late.push(`exports.${nameOf(s.exported as Tree)} = ${nameOf(s.local as Tree)};`)
    edits.push({ start: node.start, end: node.end, text: '' })
  }

  for (const node of program.body) {
    if (node.type === 'ImportDeclaration')
      edits.push({ start: node.start, end: node.end, text: importDeclaration(node) })
  }
  for (const node of program.body) {
    if (node.type === 'ExportNamedDeclaration') exportNamed(node)
    else if (node.type === 'ExportAllDeclaration') {
      const from = `require(${literal(node)})`
      const star = manner === 'tsc' ? `__exportStar(${from}, exports);` : `Object.assign(exports, ${from});`
      edits.push({ start: node.start, end: node.end, text: star })
    } else if (node.type === 'ExportDefaultDeclaration') {
      const declaration = node.declaration as Tree
      const named = declaration.id as Tree | null
      if (declaration.type === 'FunctionDeclaration' && named) {
        edits.push({ start: node.start, end: declaration.start, text: '' })
        early.push(`exports.default = ${nameOf(named)};`)
      } else edits.push({ start: node.start, end: declaration.start, text: 'exports.default = ' })
    }
  }

  const declares = (parent: Tree, key: string): boolean =>
    (key === 'id' && /Declarator|Function|Class/.test(parent.type)) ||
    (key === 'params' && parent.type !== 'CallExpression')

  const visit = (node: Tree, parent: Tree | null, key: string): void => {
    if (node.type === 'ImportDeclaration' || (node.type === 'ExportNamedDeclaration' && !node.declaration)) return
    if (node.type === 'ImportExpression' && manner === 'tsc') {
      const request = node.source as Tree
      if (request.type === 'Literal') {
        const to = `Promise.resolve().then(() => __importStar(require(${JSON.stringify(request.value)})))`
        edits.push({ start: node.start, end: node.end, text: to })
        return
      }
    }
    if (node.type === 'Identifier' && parent) {
      const to = bound.get(String(node.name))
      const isKey =
        (parent.type === 'MemberExpression' && key === 'property' && !parent.computed) ||
        (/^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type) && key === 'key' && !parent.computed)
      if (to === undefined || isKey) return
      if (declares(parent, key)) throw new Error(`toCjs: the imported name ${String(node.name)} is declared again`)
      const shorthand = parent.type === 'Property' && parent.shorthand === true
      const called = parent.type === 'CallExpression' && key === 'callee' && to.includes('.')
      const written = shorthand ? `${String(node.name)}: ${to}` : called ? `(0, ${to})` : to
      edits.push({ start: node.start, end: node.end, text: written })
      return
    }
    for (const { key: at, child } of childrenOf(node)) {
      if (node.type === 'Property' && node.shorthand === true && at === 'key') continue
      visit(child, node, at)
    }
  }
  visit(program, null, '')

  let out = code
  edits.sort((a, b) => b.start - a.start || b.end - a.end)
  for (const edit of edits) out = out.slice(0, edit.start) + edit.text + out.slice(edit.end)
  const [first, last] = [early.join('\n'), late.join('\n')]
  return manner === 'tsc'
    ? `${hashbang}${PREAMBLE}${first}\n${out}\n${last}\n`
    : `${hashbang}'use strict'\n${out}\n${first}\n${last}\n`
}
