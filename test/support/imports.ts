/** What the project's own source files import and use, read from their syntax. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from '@babel/parser'

export const root = path.resolve(import.meta.dirname, '../..')

export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly file: string
  /** Files of the project relative to the repository, everything else as written. Type-only imports count too. */
  readonly imports: readonly string[]
  /** Those of them that are loaded with the file: no types, no `import()`. */
  readonly static: readonly string[]
  /** Names of free-standing identifiers and of constructors called without arguments (`new Date()` → `new Date`). */
  readonly uses: ReadonlySet<string>
}

/** @param folders relative to the repository */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
      .map((name) => read(`${folder}/${name.split(path.sep).join('/')}`))
      .sort((a, b) => (a.file < b.file ? -1 : 1)),
  )
}

type Node = { readonly type: string; readonly [key: string]: unknown }

function read(file: string): SourceFile {
  const source = readFileSync(path.join(root, file), 'utf8')
  const imports: string[] = []
  const uses = new Set<string>()
  const loaded: string[] = []
  const from = (specifier: unknown, withTheFile: boolean) => {
    const { value } = (specifier ?? {}) as { value?: unknown }
    if (typeof value !== 'string') return
    imports.push(resolved(file, value))
    if (withTheFile) loaded.push(resolved(file, value))
  }
  const visit = (node: Node, parent: Node | null, key: string): void => {
    if (
      node.type === 'ImportDeclaration' ||
      node.type === 'ExportNamedDeclaration' ||
      node.type === 'ExportAllDeclaration'
    ) {
      from(node.source, node.importKind !== 'type' && node.exportKind !== 'type')
    } else if (node.type === 'CallExpression' && (node.callee as Node).type === 'Import') {
      from((node.arguments as unknown[])[0], false)
    } else if (node.type === 'CallExpression' && isRequireMade(node.callee as Node)) {
      from((node.arguments as unknown[])[0], false)
    } else if (node.type === 'NewExpression' && (node.arguments as unknown[]).length === 0) {
      uses.add(`new ${(node.callee as { name?: string }).name}`)
    } else if (node.type === 'MemberExpression' && (node.object as Node).type === 'Identifier') {
      uses.add(`${(node.object as { name?: string }).name}.${(node.property as { name?: string }).name}`)
    }
    const isName =
      parent?.type === 'MemberExpression'
        ? key === 'object'
        : !['key', 'property', 'imported', 'exported'].includes(key)
    if (node.type === 'Identifier' && isName) uses.add(String(node.name))
    for (const [name, child] of Object.entries(node)) {
      for (const each of Array.isArray(child) ? child : [child]) {
        if (typeof each === 'object' && each !== null && typeof (each as Node).type === 'string')
          visit(each as Node, node, name)
      }
    }
  }
  visit(parse(source, { sourceType: 'module', plugins: ['typescript', 'jsx'] }).program as unknown as Node, null, '')
  return { file, imports, static: loaded, uses }
}

/** `createRequire(import.meta.url)` */
const isRequireMade = (node: Node): boolean =>
  node.type === 'CallExpression' && (node.callee as { name?: string }).name === 'createRequire'

const resolved = (file: string, specifier: string): string =>
  specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier).replace(/\.js$/, '.ts') : specifier
