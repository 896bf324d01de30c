/** Which file of a package a specifier names: Node's resolution over a list of paths, lenient where bundlers are. */
import type { Manifest } from './manifest.js'

const EXTENSIONS = ['', '.js', '.mjs', '.cjs', '.json', '.ts', '.mts', '.cts', '.tsx', '.jsx', '.node']
const INDEXES = EXTENSIONS.slice(1).map((extension) => `/index${extension}`)
/** Conditions under which Node, Bun or Deno take a target unasked; the likeliest first. */
const CONDITIONS = ['node', 'import', 'require', 'module-sync', 'module', 'default', 'node-addons', 'bun', 'deno']

const MOST_KNOWN = 100_000
/** Patterns of one map: no published package has a tenth of it. */
const MOST_PATTERNS = 500
const MOST_MANIFESTS = 5_000
/** Files that one template may name. */
const MOST_BELOW = 2_000

export class PackageResolver {
  readonly #paths: ReadonlySet<string>
  readonly #manifest: Manifest
  readonly #read: (path: string) => Manifest | undefined
  /** Folders that hold packages of their own: `node_modules/x`, `lib/node_modules/@y/z`. */
  readonly #packages = new Set<string>()
  readonly #manifests = new Map<string, Manifest>()
  /** Answers by folder and specifier, or by the manifest's map and key. */
  readonly #known = new Map<string, readonly string[]>()
  readonly #patterns = new WeakMap<object, readonly (readonly [string, unknown])[]>()

  /** @param read the object of a package.json below the package's own, where there is one that can be read */
  constructor(
    paths: ReadonlySet<string>,
    manifest: Manifest,
    read: (path: string) => Manifest | undefined = () => undefined,
  ) {
    this.#paths = paths
    this.#manifest = manifest
    this.#read = read
    for (const path of paths) {
      for (let at = path.indexOf('node_modules/'); at >= 0; at = path.indexOf('node_modules/', at + 1)) {
        if (at > 0 && path[at - 1] !== '/') continue
        const [name] = /^(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path.slice(at + 'node_modules/'.length)) ?? []
        if (name !== undefined) this.#packages.add(`${path.slice(0, at)}node_modules/${name}`)
      }
    }
  }

  /** @returns the path of the file, or undefined where the specifier names none of the package's. */
  resolve(from: string, specifier: string): string | undefined {
    return this.targets(from, specifier)[0]
  }

  /** @returns the file that a specifier names under each condition that Node may take, the likeliest first */
  targets(from: string, specifier: string): readonly string[] {
    if (specifier.length > 1_000 || specifier.includes('\0')) return []
    const near = this.#packages.size > 0 || /^(?:\.|<dir>)/.test(specifier)
    const key = `${near ? directoryOf(from) : ''}\0${specifier}`
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = [...new Set(this.#targets(from, specifier))]
    if (this.#known.size < MOST_KNOWN) this.#known.set(key, found)
    return found
  }

  #targets(from: string, specifier: string): readonly string[] {
    const last = specifier.lastIndexOf('/') + 1
    const clean = specifier.slice(0, last) + specifier.slice(last).replace(/[?#].*/s, '')
    if (clean.startsWith('.') || clean.startsWith('<dir>')) {
      const joined = normalise(`${directoryOf(from)}/${clean.replace(/^<dir>\/?/, './')}`)
      return listed(joined === undefined ? undefined : this.#file(joined))
    }
    if (specifier.startsWith('#')) return this.#mapped(this.#manifest.imports, specifier)
    const name = this.#name
    if (name !== undefined && (clean === name || clean.startsWith(`${name}/`))) {
      const subpath = `.${clean.slice(name.length)}`
      const mapped = this.#mapped(this.#manifest.exports, subpath)
      return mapped.length > 0 ? mapped : listed(this.#file(normalise(subpath) ?? ''))
    }
    return this.#packages.size > 0 ? this.#bundled(from, clean) : []
  }

  get #name(): string | undefined {
    const { name } = this.#manifest
    return typeof name === 'string' && name !== '' ? name : undefined
  }

  /** Files that a template such as `./plugins/{}`, `#{}` or `own-name/{}` may name; what it holds of pages and tests stays out. */
  below(from: string, template: string): readonly string[] {
    const hole = template.indexOf('{}')
    if (hole < 0) return []
    const fixed = template.slice(0, hole)
    const name = this.#name
    if (fixed.startsWith('#')) return this.#expanded(this.#manifest.imports, fixed)
    if (name !== undefined && fixed.startsWith(`${name}/`)) {
      const sub = `.${fixed.slice(name.length)}`
      return this.#manifest.exports == null
        ? this.#startingWith(normalise(sub) ?? '', sub)
        : this.#expanded(this.#manifest.exports, sub)
    }
    if (!/^(?:\.|<dir>)/.test(template)) return []
    if (!/[\\/]/.test(fixed.replace(/^(?:\.{1,2}|<dir>)[\\/]/, '')) && !/^(?:\.{1,2}|<dir>)\//.test(fixed)) return []
    const prefix = normalise(`${directoryOf(from)}/${fixed.replace(/^<dir>\/?/, './')}`)
    return prefix === undefined ? [] : this.#startingWith(prefix, fixed)
  }

  #startingWith(prefix: string, fixed: string): readonly string[] {
    const start = fixed.endsWith('/') && prefix !== '' ? `${prefix}/` : prefix
    return [...this.#paths]
      .filter((path) => path.startsWith(start) && !isAside(path.slice(start.length)))
      .slice(0, MOST_BELOW)
  }

  /** Targets of all keys of a map that begin like this, or whose pattern may. */
  #expanded(map: unknown, fixed: string): readonly string[] {
    if (typeof map !== 'object' || map === null) return []
    const out: string[] = []
    for (const [key, target] of Object.entries(map).slice(0, MOST_PATTERNS)) {
      const star = key.indexOf('*')
      const head = star < 0 ? key : key.slice(0, star)
      if (!key.startsWith(fixed) && !(star >= 0 && fixed.startsWith(head))) continue
      for (const text of textsOf(target)) {
        const path = normalise(text)
        const hole = path?.indexOf('*') ?? -1
        if (path === undefined) continue
        if (hole < 0) out.push(...listed(this.#file(path)))
        else out.push(...this.#startingWith(path.slice(0, hole), ''))
      }
      if (out.length > MOST_BELOW) break
    }
    return out
  }

  #file(path: string, depth = 0): string | undefined {
    for (const extension of EXTENSIONS) if (this.#paths.has(path + extension)) return path + extension
    // TypeScript writes './x.js' for the file x.ts.
    const typed = path.replace(/\.([cm]?)js$/, '.$1ts')
    if (typed !== path && this.#paths.has(typed)) return typed
    if (path.endsWith('.js') && this.#paths.has(`${path.slice(0, -3)}.tsx`)) return `${path.slice(0, -3)}.tsx`
    // A folder may have a manifest of its own, that says no more than where its code begins.
    if (path !== '' && depth < 2) {
      const { main } = this.#manifestOf(path)
      const target = typeof main === 'string' ? normalise(`${path}/${main}`) : undefined
      const found = target === undefined ? undefined : this.#file(target, depth + 1)
      if (found !== undefined) return found
    }
    for (const index of INDEXES) if (this.#paths.has(path + index)) return path + index
    return path === '' ? INDEXES.map((index) => index.slice(1)).find((index) => this.#paths.has(index)) : undefined
  }

  /** Of a folder below the package's own; empty where it has none. */
  #manifestOf(folder: string): Manifest {
    const path = `${folder}/package.json`
    if (!this.#paths.has(path)) return NO_MANIFEST
    const known = this.#manifests.get(path)
    if (known !== undefined) return known
    const manifest = this.#read(path) ?? NO_MANIFEST
    if (this.#manifests.size < MOST_MANIFESTS) this.#manifests.set(path, manifest)
    return manifest
  }

  #mapped(map: unknown, key: string, root = ''): readonly string[] {
    if (typeof map !== 'object' || map === null) return key === '.' ? this.#target(map, '', root) : []
    const table = map as Record<string, unknown>
    if (Object.hasOwn(table, key)) return this.#target(table[key], '', root)
    if (key === '.' && !Object.keys(table).some((each) => each.startsWith('.'))) return this.#target(table, '', root)
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
        const found = this.#target(target, key.slice(head.length, key.length - tail.length), root)
        if (found.length > 0) return found
      }
    }
    return []
  }

  #target(target: unknown, star: string, root: string, depth = 0): readonly string[] {
    if (depth > 8) return []
    if (typeof target === 'string') {
      const path = normalise(`${root}/${target.replaceAll('*', star)}`)
      return listed(path === undefined ? undefined : this.#file(path))
    }
    if (Array.isArray(target)) {
      for (const each of target.slice(0, 16)) {
        const found = this.#target(each, star, root, depth + 1)
        if (found.length > 0) return found
      }
      return []
    }
    if (typeof target !== 'object' || target === null) return []
    return CONDITIONS.flatMap((condition) =>
      Object.hasOwn(target, condition)
        ? this.#target((target as Record<string, unknown>)[condition], star, root, depth + 1)
        : [],
    )
  }

  /** A bundled dependency's file: under the nearest node_modules, as its own manifest says. */
  #bundled(from: string, specifier: string): readonly string[] {
    const [, name, sub] = /^((?:@[^/]+\/)?[^/]+)(?:\/(.*))?$/s.exec(specifier) ?? []
    if (name === undefined) return []
    for (let folder = directoryOf(from); ; folder = folder === '.' ? '' : directoryOf(folder)) {
      const above = folder === '.' || folder === '' ? '' : `${folder}/`
      const root = `${above}node_modules/${name}`
      if (this.#packages.has(root)) {
        const mapped = this.#mapped(this.#manifestOf(root).exports, sub ? `./${sub}` : '.', root)
        if (mapped.length > 0) return mapped
        const path = normalise(sub ? `${root}/${sub}` : root)
        if (path === undefined || !path.startsWith(root)) return []
        return listed(this.#file(path) ?? (sub ? undefined : (this.#file(`${root}/dist`) ?? this.#file(`${root}/lib`))))
      }
      if (above === '') return []
    }
  }
}

const NO_MANIFEST: Manifest = {}

const listed = (path: string | undefined): readonly string[] => (path === undefined ? [] : [path])

/** All texts of a target, under whatever condition. */
function textsOf(target: unknown, depth = 0): readonly string[] {
  if (typeof target === 'string') return [target]
  if (typeof target !== 'object' || target === null || depth > 8) return []
  return Object.entries(target)
    .slice(0, 32)
    .flatMap(([key, each]) => (Array.isArray(target) || CONDITIONS.includes(key) ? textsOf(each, depth + 1) : []))
}

/** Tests and samples, by where they lie. */
const ASIDE =
  /(?:^|\/)(?:tests?|__tests__|__mocks__|spec|examples?|docs?|fixtures|benchmarks?|coverage)\/|\.(?:test|spec)\.[cm]?[jt]sx?$|^(?:Gruntfile|gulpfile|webpack\.config|rollup\.config|vite\.config|vitest\.config|jest\.config|eslint\.config|tsup\.config)\./i
/** Bundles for a browser's pages are served, not loaded. */
const PAGES = /(?:^|\/)(?:public|static|assets|www|ui|web|client|frontend|dashboard|widgets?|app)\/|\.min\.js$/i

export const isTestLike = (path: string): boolean => ASIDE.test(path)

/** Whether a file is a test, a sample or a page's: what is loaded by a name that nobody knows is none of these. */
export const isAside = (path: string): boolean => ASIDE.test(path) || PAGES.test(path)

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
