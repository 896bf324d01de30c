/**
 * One program in the shapes that packages are published in. Everything happens in memory and in this process (rollup, terser and
 * rolldown; esbuild would start a child process, and rolldown's output has its shape: `__commonJSMin`, `__toESM`, `__export`).
 */

import { rolldown } from 'rolldown'
import { type OutputChunk, rollup } from 'rollup'
import { minify as terser } from 'terser'
import { toCjs } from './to-cjs.js'

/** Files by path. `entry` is an ES module (or CommonJS when `commonjs`), relative imports name files with their extension. */
export interface Program {
  readonly files: Readonly<Record<string, string>>
  readonly entry: string
  readonly commonjs?: boolean
}

export interface Shape {
  readonly name: string
  /** Shapes of one family differ in the names of locals and in layout only: their facts must be identical. */
  readonly family: 'modules' | 'bundle'
  readonly takes: 'esm' | 'commonjs' | 'both'
  build(program: Program): Promise<Program>
}

const isScript = (path: string): boolean => /\.[cm]?js$/.test(path)

function resolveIn(
  files: Readonly<Record<string, string>>,
  request: string,
  importer: string | undefined,
): string | null {
  if (importer === undefined) return files[request] === undefined ? null : `/${request}`
  if (!request.startsWith('.')) return null
  const path = new URL(request, `file://${importer}`).pathname
  return [path, `${path}.js`, `${path}/index.js`].find((p) => files[p.slice(1)] !== undefined) ?? null
}

const inMemory = (files: Readonly<Record<string, string>>) => ({
  name: 'in-memory',
  resolveId(request: string, importer?: string) {
    const path = resolveIn(files, request, importer)
    return path ?? (importer === undefined ? null : { id: request, external: true })
  },
  load: (id: string) => files[id.slice(1)] ?? null,
})

const rolledUp = new WeakMap<Program, Map<string, Promise<string>>>()

/** Several shapes start from the same bundle: it is made once. */
export function rollupTo(program: Program, format: 'es' | 'cjs'): Promise<string> {
  const made = rolledUp.get(program) ?? new Map<string, Promise<string>>()
  rolledUp.set(program, made)
  const had = made.get(format)
  if (had) return had
  const making = (async () => {
    const bundle = await rollup({ input: program.entry, plugins: [inMemory(program.files)], onwarn: () => {} })
    const { output } = await bundle.generate({ format, inlineDynamicImports: true, interop: 'auto', exports: 'named' })
    return (output[0] as OutputChunk).code
  })()
  made.set(format, making)
  return making
}

export async function rolldownTo(program: Program, format: 'esm' | 'cjs', minify: boolean): Promise<string> {
  const bundle = await rolldown({
    input: program.entry,
    platform: 'node',
    plugins: [inMemory(program.files)],
    logLevel: 'silent',
  })
  const { output } = await bundle.generate({ format, minify, codeSplitting: false })
  await bundle.close()
  return output[0].code
}

export async function terserTo(code: string, module: boolean, passes = 2): Promise<string> {
  const { code: out } = await terser(code, {
    module,
    toplevel: true,
    compress: { passes },
    mangle: { toplevel: true },
    format: { max_line_len: false },
  })
  return out ?? ''
}

/** The other files of the package (texts, JSON) stay beside the bundle. */
function beside(program: Program, entry: string, code: string, commonjs: boolean): Program {
  const rest = Object.entries(program.files).filter(([path]) => !isScript(path))
  return { files: { ...Object.fromEntries(rest), [entry]: code }, entry, commonjs }
}

function eachScript(program: Program, change: (source: string) => string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(program.files).map(([path, source]) => [path, isScript(path) ? change(source) : source]),
  )
}

/** Modules in an object by number, as webpack and ncc write them; each outside module is a module of its own that requires it. */
export function webpackShape(program: Program): string {
  const ids = new Map<string, number>()
  const modules: string[] = []
  const idOf = (key: string, body: () => string): number => {
    const had = ids.get(key)
    if (had !== undefined) return had
    const id = 100 + ((ids.size * 7919) % 9000)
    ids.set(key, id)
    modules.push(`/***/ ${id}:\n/***/ ((module, exports, __webpack_require__) => {\n\n${body()}\n\n/***/ })`)
    return id
  }
  const moduleOf = (path: string): number =>
    idOf(path, () =>
      toCjs((program.files[path] ?? '').replace(/^#!.*\n/, ''), 'tsc').replace(
        /\brequire\(("[^"\n]*"|'[^'\n]*')\)/g,
        (_, quoted: string) => {
          const request = quoted.slice(1, -1)
          const inside = resolveIn(program.files, request, `/${path}`)
          const id = inside
            ? moduleOf(inside.slice(1))
            : idOf(request, () => `module.exports = require(${JSON.stringify(request)});`)
          return `__webpack_require__(${id})`
        },
      ),
    )
  const first = moduleOf(program.entry)
  return `/******/ (() => { // webpackBootstrap
/******/ var __webpack_modules__ = ({

${modules.join(',\n\n')}

/******/ });
/******/ var __webpack_module_cache__ = {};
/******/ function __webpack_require__(moduleId) {
/******/   var cachedModule = __webpack_module_cache__[moduleId];
/******/   if (cachedModule !== undefined) { return cachedModule.exports; }
/******/   var module = __webpack_module_cache__[moduleId] = { exports: {} };
/******/   __webpack_modules__[moduleId].call(module.exports, module, module.exports, __webpack_require__);
/******/   return module.exports;
/******/ }
/******/ var __webpack_exports__ = __webpack_require__(${first});
/******/ module.exports = __webpack_exports__;
/******/ })()
;`
}

const TYPES = `interface Shape<T> { readonly value: T; label?: string }
export type Identity<T extends string = string> = { [K in T]: Shape<K> }
const typed = <T,>(value: T): T => value as T
typed<number>(1 satisfies number)
`

const typescript = (program: Program): Program => {
  const rename = (path: string): string => path.replace(/\.js$/, '.ts')
  const files = Object.fromEntries(
    Object.entries(program.files).map(([path, source]) => {
      if (!isScript(path)) return [path, source]
      const hashbang = /^#!.*\n/.exec(source)?.[0] ?? ''
      return [rename(path), hashbang + TYPES + source.slice(hashbang.length)]
    }),
  )
  return { files, entry: rename(program.entry) }
}

export const shapes: readonly Shape[] = [
  { name: 'source', family: 'modules', takes: 'both', build: async (p) => p },
  { name: 'typescript source', family: 'modules', takes: 'esm', build: async (p) => typescript(p) },
  {
    name: 'commonjs source',
    family: 'modules',
    takes: 'esm',
    build: async (p) => ({ ...p, files: eachScript(p, (s) => toCjs(s, 'plain')), commonjs: true }),
  },
  {
    name: 'tsc commonjs',
    family: 'modules',
    takes: 'esm',
    build: async (p) => ({ ...p, files: eachScript(p, (s) => toCjs(s, 'tsc')), commonjs: true }),
  },
  {
    name: 'rollup esm',
    family: 'bundle',
    takes: 'esm',
    build: async (p) => beside(p, 'dist/index.js', await rollupTo(p, 'es'), false),
  },
  {
    name: 'rollup cjs',
    family: 'bundle',
    takes: 'esm',
    build: async (p) => beside(p, 'dist/index.js', await rollupTo(p, 'cjs'), true),
  },
  {
    name: 'rollup esm, terser',
    family: 'bundle',
    takes: 'esm',
    build: async (p) => beside(p, 'dist/index.js', await terserTo(await rollupTo(p, 'es'), true), false),
  },
  {
    name: 'rollup cjs, terser',
    family: 'bundle',
    takes: 'esm',
    build: async (p) => beside(p, 'dist/index.js', await terserTo(await rollupTo(p, 'cjs'), false, 1), true),
  },
  {
    name: 'rolldown esm',
    family: 'bundle',
    takes: 'both',
    build: async (p) => beside(p, 'dist/index.js', await rolldownTo(p, 'esm', false), false),
  },
  {
    name: 'rolldown cjs, minified',
    family: 'bundle',
    takes: 'both',
    build: async (p) => beside(p, 'dist/index.cjs', await rolldownTo(p, 'cjs', true), true),
  },
  {
    name: 'webpack shape',
    family: 'bundle',
    takes: 'esm',
    build: async (p) => beside(p, 'dist/index.js', webpackShape(p), true),
  },
  {
    name: 'webpack shape, terser',
    family: 'bundle',
    takes: 'esm',
    build: async (p) => beside(p, 'dist/index.js', await terserTo(webpackShape(p), false), true),
  },
]

/** @throws Error for a name that is none of `shapes`. */
export function shape(name: string): Shape {
  const found = shapes.find((s) => s.name === name)
  if (!found) throw new Error(`no shape ${name}`)
  return found
}

/** The program in every shape that takes its kind of modules. */
export const shapesFor = (program: Program): readonly Shape[] =>
  shapes.filter((s) => s.takes === 'both' || s.takes === (program.commonjs ? 'commonjs' : 'esm'))

/** Names of the packages from outside that the program's modules ask for, sorted. */
export function packagesOf(program: Program): string[] {
  const found = new Set<string>()
  for (const [path, source] of Object.entries(program.files)) {
    if (!/\.[cm]?[jt]s$/.test(path)) continue
    for (const [, request] of source.matchAll(/(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*)["']([^"'\n]+)["']/g)) {
      if (request === undefined || /^[./]|^node:|^data:|^bun:/.test(request) || BUILTIN.has(request)) continue
      found.add(
        request
          .split('/')
          .slice(0, request.startsWith('@') ? 2 : 1)
          .join('/'),
      )
    }
  }
  return [...found].sort()
}

const BUILTIN = new Set(
  'assert buffer child_process cluster crypto dgram dns events fs fs/promises http http2 https module net os path process querystring readline stream timers tls url util vm worker_threads zlib'.split(
    ' ',
  ),
)

/** The program as a package: its files and the `package.json` that starts the entry as the package's command. */
export function asPackage(program: Program, manifest: Readonly<Record<string, unknown>>): Record<string, string> {
  const own = {
    version: '1.0.0',
    ...manifest,
    ...(program.commonjs ? {} : { type: 'module' }),
    bin: { server: `./${program.entry}` },
  }
  return { ...program.files, 'package.json': `${JSON.stringify(own, null, 2)}\n` }
}
