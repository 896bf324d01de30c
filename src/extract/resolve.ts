/** Which file of a package a specifier names: Node's resolution over a list of paths, lenient where bundlers are. */
import type { Manifest } from './manifest.js'

const EXTENSIONS = ['', '.js', '.mjs', '.cjs', '.json', '.ts', '.mts', '.cts', '.tsx', '.jsx', '.node']
const INDEXES = EXTENSIONS.slice(1).map((extension) => `/index${extension}`)
const CONDITIONS = ['node', 'import', 'require', 'module', 'default', 'bun', 'deno']

const MOST_KNOWN = 100_000
/** Patterns of one map: no published package has a tenth of it. */
const MOST_PATTERNS = 500

export class PackageResolver {
  readonly #paths: ReadonlySet<string>
  readonly #manifest: Manifest
  /** Answers by folder and specifier, or by the manifest's map and key. */
  readonly #known = new Map<string, string | undefined>()
  readonly #patterns = new WeakMap<object, readonly (readonly [string, unknown])[]>()

  constructor(paths: ReadonlySet<string>, manifest: Manifest) {
    this.#paths = paths
    this.#manifest = manifest
  }

  /** @returns the path of the file, or undefined where the specifier names none of the package's. */
  resolve(from: string, specifier: string): string | undefined {
    if (specifier.length > 1_000 || specifier.includes('\0')) return undefined
    const key = `${/^(?:\.|<dir>)/.test(specifier) ? directoryOf(from) : ''}\0${specifier}`
    if (this.#known.has(key)) return this.#known.get(key)
    const path = this.#resolve(from, specifier)
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, path)
    return path
  }

  #resolve(from: string, specifier: string): string | undefined {
    const clean = specifier.replace(/[?#][^/]*$/, '')
    if (clean.startsWith('.') || clean.startsWith('<dir>')) {
      const joined = normalise(`${directoryOf(from)}/${clean.replace(/^<dir>\/?/, './')}`)
      return joined === undefined ? undefined : this.#file(joined)
    }
    if (specifier.startsWith('#')) return this.#mapped(this.#manifest.imports, specifier)
    const name = typeof this.#manifest.name === 'string' ? this.#manifest.name : undefined
    if (name !== undefined && (clean === name || clean.startsWith(`${name}/`))) {
      const subpath = `.${clean.slice(name.length)}`
      return this.#mapped(this.#manifest.exports, subpath) ?? this.#file(normalise(subpath) ?? '')
    }
    return this.#bundled(clean)
  }

  /** Files below a folder that a template such as `./plugins/{}` may name. */
  below(from: string, template: string): readonly string[] {
    const hole = template.indexOf('{}')
    if (hole < 0 || !/^(?:\.|<dir>)/.test(template)) return []
    const fixed = template.slice(0, hole)
    if (!/[\\/]/.test(fixed.replace(/^(?:\.{1,2}|<dir>)[\\/]/, '')) && !/^(?:\.{1,2}|<dir>)\//.test(fixed)) return []
    const prefix = normalise(`${directoryOf(from)}/${fixed.replace(/^<dir>\/?/, './')}`)
    if (prefix === undefined) return []
    const start = fixed.endsWith('/') && prefix !== '' ? `${prefix}/` : prefix
    return [...this.#paths].filter((path) => path.startsWith(start)).slice(0, 2_000)
  }

  #file(path: string): string | undefined {
    for (const extension of EXTENSIONS) if (this.#paths.has(path + extension)) return path + extension
    // TypeScript writes './x.js' for the file x.ts.
    const typed = path.replace(/\.([cm]?)js$/, '.$1ts')
    if (typed !== path && this.#paths.has(typed)) return typed
    if (path.endsWith('.js') && this.#paths.has(`${path.slice(0, -3)}.tsx`)) return `${path.slice(0, -3)}.tsx`
    for (const index of INDEXES) if (this.#paths.has(path + index)) return path + index
    return path === '' ? INDEXES.map((index) => index.slice(1)).find((index) => this.#paths.has(index)) : undefined
  }

  #mapped(map: unknown, key: string): string | undefined {
    if (typeof map !== 'object' || map === null) return key === '.' ? this.#target(map, '') : undefined
    const table = map as Record<string, unknown>
    if (Object.hasOwn(table, key)) return this.#target(table[key], '')
    if (key === '.' && !Object.keys(table).some((each) => each.startsWith('.'))) return this.#target(table, '')
    let patterns = this.#patterns.get(table)
    if (patterns === undefined) {
      patterns = Object.entries(table)
        .filter(([pattern]) => pattern.includes('*'))
        .slice(0, MOST_PATTERNS)
      this.#patterns.set(table, patterns)
    }
    for (const [pattern, target] of patterns) {
      const star = pattern.indexOf('*')
      const [head, tail] = [pattern.slice(0, star), pattern.slice(star + 1)]
      if (key.length >= head.length + tail.length && key.startsWith(head) && key.endsWith(tail)) {
        const found = this.#target(target, key.slice(head.length, key.length - tail.length))
        if (found !== undefined) return found
      }
    }
    return undefined
  }

  #target(target: unknown, star: string, depth = 0): string | undefined {
    if (depth > 8) return undefined
    if (typeof target === 'string') {
      const path = normalise(target.replaceAll('*', star))
      return path === undefined ? undefined : this.#file(path)
    }
    if (Array.isArray(target)) {
      for (const each of target.slice(0, 16)) {
        const found = this.#target(each, star, depth + 1)
        if (found !== undefined) return found
      }
    } else if (typeof target === 'object' && target !== null) {
      for (const condition of CONDITIONS) {
        if (!Object.hasOwn(target, condition)) continue
        const found = this.#target((target as Record<string, unknown>)[condition], star, depth + 1)
        if (found !== undefined) return found
      }
    }
    return undefined
  }

  /** A bundled dependency's file under node_modules. */
  #bundled(specifier: string): string | undefined {
    const path = normalise(`node_modules/${specifier}`)
    return path?.startsWith('node_modules/')
      ? (this.#file(path) ?? this.#file(`${path}/dist`) ?? this.#file(`${path}/lib`))
      : undefined
  }
}

function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '.' : path.slice(0, slash)
}

/** A path without `.` and `..`; undefined when it leaves the package. */
function normalise(path: string): string | undefined {
  const out: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..') {
      if (out.pop() === undefined) return undefined
    } else out.push(segment)
  }
  return out.join('/')
}
