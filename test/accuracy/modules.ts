/** What bundlers and compilers ask of the scripts of a package that is written as text: their kind, their graph, their entries. */
import { type Node, parse } from 'acorn'

export type Files = Readonly<Record<string, string>>

type Tree = Node & Record<string, unknown>

/** What `package.json` says, as far as a bundler reads it. */
export interface Manifest {
  readonly type?: unknown
  readonly [field: string]: unknown
}

export const isScript = (path: string): boolean => /\.[cm]?js$/.test(path)

export const manifestOf = (files: Files): Manifest => JSON.parse(files['package.json'] ?? '{}') as Manifest

/** @throws SyntaxError for what is no JavaScript, or more than acorn takes */
export function parsed(source: string, module: boolean): Tree {
  return parse(source, {
    ecmaVersion: 'latest',
    sourceType: module ? 'module' : 'script',
    allowHashBang: true,
    allowReturnOutsideFunction: !module,
  }) as unknown as Tree
}

/** Whether Node would load a script as an ES module; a `.js` that can only be one is one, whatever its package says. */
export function isModule(path: string, files: Files): boolean {
  if (path.endsWith('.mjs')) return true
  if (path.endsWith('.cjs')) return false
  const source = files[path] ?? ''
  if (manifestOf(files).type === 'module') return true
  try {
    parsed(source, false)
    return false
  } catch {
    return true
  }
}

const isNode = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && typeof (value as Tree).type === 'string'

/** Every node below one, and it, in order; `into` tells which are entered. */
export function* nodesOf(node: Tree, into: (node: Tree) => boolean = () => true): Generator<Tree> {
  yield node
  if (!into(node)) return
  for (const key of Object.keys(node)) {
    const value = node[key]
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) yield* nodesOf(child, into)
  }
}

const literalOf = (value: unknown): string | null =>
  isNode(value) && value.type === 'Literal' && typeof value.value === 'string' ? value.value : null

/** Requests of relative modules, by literal: `import`, `export from`, `import()`, and `require()` in CommonJS. */
function requestsOf(source: string, module: boolean): string[] {
  const found: string[] = []
  for (const node of nodesOf(parsed(source, module))) {
    const request =
      node.type === 'CallExpression' && !module && (node.callee as Tree).name === 'require'
        ? literalOf((node.arguments as unknown[])[0])
        : /^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(node.type)
          ? literalOf(node.source)
          : null
    if (request?.startsWith('.')) found.push(request)
  }
  return found
}

function resolved(files: Files, request: string, importer: string): string | null {
  const path = decodeURI(new URL(request, `file:///${encodeURI(importer)}`).pathname).slice(1)
  return [path, `${path}.js`, `${path}.cjs`, `${path}/index.js`].find((each) => files[each] !== undefined) ?? null
}

/** A script and all that it loads by literal, transitively. @throws SyntaxError */
export function graphOf(entry: string, files: Files): ReadonlySet<string> {
  const seen = new Set<string>()
  const follow = (path: string): void => {
    if (seen.has(path) || !isScript(path)) return
    seen.add(path)
    for (const request of requestsOf(files[path] ?? '', isModule(path, files))) {
      const target = resolved(files, request, path)
      if (target !== null) follow(target)
    }
  }
  follow(entry)
  return seen
}

/** Scripts that `package.json` offers or starts: `bin`, `main`, `module`, `exports`. */
export function entriesOf(files: Files): readonly string[] {
  const { bin, main, module, exports } = manifestOf(files)
  const named: string[] = []
  const collect = (value: unknown): void => {
    if (typeof value === 'string') named.push(value)
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) collect(each)
  }
  for (const field of [bin, main, module, exports]) collect(field)
  const paths = named.flatMap((name) => {
    const path = name.replace(/^\.\//, '')
    return [path, `${path}.js`, `${path}/index.js`].find((each) => files[each] !== undefined && isScript(each)) ?? []
  })
  return [...new Set(paths.length > 0 ? paths : files['index.js'] === undefined ? [] : ['index.js'])]
}

/** Whether a script finds files by its own place, which a bundle would move. */
export const asksForItsPlace = (source: string): boolean => /\bimport\.meta\b|\b__dirname\b|\b__filename\b/.test(source)

/** The source with a semicolon after every statement that has one: what compilers write before a line that begins with a bracket. */
export function withSemicolons(source: string): string {
  const hashbang = /^#!.*\n/.exec(source)?.[0] ?? ''
  let code = source.slice(hashbang.length)
  const ends: number[] = []
  for (const node of nodesOf(parsed(code, true))) {
    const body = Array.isArray(node.body)
      ? (node.body as Tree[])
      : node.type === 'SwitchCase'
        ? (node.consequent as Tree[])
        : []
    for (const { type, end } of body) if (type === 'VariableDeclaration' || type.startsWith('Import')) ends.push(end)
    if (node.type === 'ExpressionStatement') ends.push(node.end)
  }
  for (const end of ends.sort((a, b) => b - a)) {
    if (code[end - 1] !== ';') code = `${code.slice(0, end)};${code.slice(end)}`
  }
  return hashbang + code
}

const isFunction = ({ type }: Tree): boolean => /Function|^StaticBlock$|^PropertyDefinition$/.test(type)

/**
 * An ES module without what CommonJS has no words for: `import.meta` becomes what Node gives CommonJS, and statements that wait stand
 * in a function of their own, as people write them.
 *
 * @throws Error where a module that exports waits at its top
 */
export function withoutModuleWords(source: string): string {
  const hashbang = /^#!.*\n/.exec(source)?.[0] ?? ''
  let code = source.slice(hashbang.length)
  const metas = [...nodesOf(parsed(code, true))].filter(
    (node) => node.type === 'MemberExpression' && (node.object as Tree).type === 'MetaProperty',
  )
  for (const node of metas.toReversed()) {
    const name = String((node.property as Tree).name)
    const inCommonJs = {
      url: "require('node:url').pathToFileURL(__filename).href",
      dirname: '__dirname',
      filename: '__filename',
    }[name]
    if (inCommonJs === undefined) throw new Error(`import.meta.${name} has no form in CommonJS`)
    code = code.slice(0, node.start) + inCommonJs + code.slice(node.end)
  }
  const program = parsed(code, true)
  const waits = [...nodesOf(program, (node) => !isFunction(node))].some(
    ({ type, await: awaits }) => type === 'AwaitExpression' || (type === 'ForOfStatement' && awaits === true),
  )
  if (!waits) return hashbang + code
  const body = program.body as Tree[]
  if (body.some(({ type }) => type.startsWith('Export'))) throw new Error('a module that exports waits at its top')
  const text = (node: Tree): string => code.slice(node.start, node.end)
  const isImport = ({ type }: Tree): boolean => type === 'ImportDeclaration'
  const imports = body.filter(isImport).map(text)
  const rest = body.filter((node) => !isImport(node)).map(text)
  return `${hashbang}${imports.join('\n')}\n;(async () => {\n${rest.join('\n')}\n})()\n`
}
