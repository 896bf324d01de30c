/** The JavaScript of one package: parses each file once, links imports, and reads off facts and edges file by file. */
import type { Where } from '../../model.js'
import { obfuscationFacts } from '../classify/obfuscation.js'
import type { FactDraft } from '../draft.js'
import { fromJson } from './builtins.js'
import { type CallSite, classBinding, constructionsOf, MOST_HEIRS, nameOf, plainSite } from './call-sites.js'
import { hiddenUse, isRevealed } from './deobfuscate/revealed.js'
import { Evaluator } from './evaluate.js'
import { type Links, Module } from './module.js'
import { dialectOf, parse } from './parse.js'
import type { SentArgument } from './recognise/context.js'
import { recipientsInJson } from './recognise/recipients-json.js'
import { recogniseModule } from './recognise/recognise.js'
import { isBuiltin, packageOf } from './references.js'
import { type ClassNode, type FunctionNode, isClass, type Node } from './syntax.js'
import { toolFacts } from './tools/facts.js'
import { toolsInJson } from './tools/json.js'
import { Ledger } from './tools/ledger.js'
import type { Value } from './values.js'

/** Sources whose trees are kept at once, in UTF-16 units; a tree takes some twenty times its text. */
const MOST_TREES = 24 << 20
/** Layers of text that becomes code again. */
const MOST_LAYERS = 3
/** Text in all that becomes code again in one file, in UTF-16 units. */
const MOST_EMBEDDED = 4 << 20
const MOST_JSON = 1 << 18
/** Files that load one, whose calls are listed before it is read. */
const MOST_IMPORTERS_AHEAD = 16

export interface FoundFact {
  readonly draft: FactDraft
  readonly where: Where
  /** Where running code reads a file of data; else what the file has. */
  readonly reach?: 'runs'
}

/** What one file gives. */
export interface FileReading {
  readonly path: string
  readonly facts: readonly FoundFact[]
  /** Specifiers and paths that it loads or starts, as written. */
  readonly links: readonly string[]
  /** Why it could not be analysed, or not wholly. */
  readonly failed: { readonly why: 'unparsable' | 'too-deep' | 'budget'; readonly message: string } | undefined
}

export interface PackageFiles {
  /** Decoded text of a code or JSON file of the package. */
  text(path: string): string | undefined
  /** The file that a specifier names, seen from a file. */
  resolve(from: string, specifier: string): string | undefined
}

type Loaded = Module | { readonly why: 'unparsable' | 'too-deep'; readonly message: string }

export class JavaScriptPackage implements Links {
  readonly #files: PackageFiles
  readonly #paths: readonly string[]
  readonly #modules = new Map<string, Loaded>()
  #kept = 0
  /** What one file may still turn into code. */
  #embeddable = 0
  readonly #on = new Evaluator()
  readonly #sent: SentArgument[] = []
  readonly #ledger = new Ledger()
  readonly #entries: Iterable<string>
  readonly #loaded = new Set<string>()
  readonly #importers = new Map<string, string[]>()
  /** Classes that extend a class by another name than its own: of other files, and of other modules in a bundle. */
  readonly #heirs = new WeakMap<Node, { readonly heir: ClassNode; readonly module: Module }[]>()
  /** Classes and functions whose calls are being listed. */
  readonly #asked = new Set<Node>()
  readonly #callsOf = new Map<string, Map<FunctionNode | ClassNode, CallSite[]> | 'building'>()

  /**
   * @param paths the package's JavaScript and TypeScript files
   * @param entries what runs first; files that are loaded from there are read before, and without, all others
   */
  constructor(paths: readonly string[], files: PackageFiles, entries: Iterable<string> = []) {
    this.#paths = paths
    this.#files = files
    this.#entries = entries
  }

  /** Reads every file. One that fails costs only itself. */
  *read(): Generator<FileReading> {
    for (const path of this.#paths) {
      const module = this.#module(path)
      if (!(module instanceof Module)) continue
      for (const specifier of moduleSpecifiers(module)) {
        const target = this.#files.resolve(path, specifier)
        if (target === undefined) continue
        const list = this.#importers.get(target)
        if (list === undefined) this.#importers.set(target, [path])
        else if (!list.includes(path)) list.push(path)
      }
    }
    const loaded = this.#closure()
    for (const path of this.#paths) if (loaded.has(path)) yield this.#read(path)
    for (const path of this.#paths) if (!loaded.has(path)) yield this.#read(path)
    this.#linkArguments()
    yield this.#offered()
  }

  /** Reads one more file, which runs though its name does not end like code. */
  readAlso(path: string): FileReading {
    return this.#read(path)
  }

  /** What the whole package offers to a model: a reading of no file in particular. */
  #offered(): FileReading {
    const recipients: FoundFact[] = []
    for (const [from, named] of this.#ledger.json) {
      for (const name of named) {
        const plain = name.replace(/^(?:<dir>|[./\\])+\/?/, '')
        const path = ['./', '../', '../../', '../../../']
          .map((up) => this.#files.resolve(from, `${up}${plain}`))
          .find((each) => each !== undefined)
        const text = path === undefined ? undefined : this.#files.text(path)
        if (path === undefined || text === undefined) continue
        if (this.#loaded.has(from))
          recipients.push(...recipientsInJson(path, text).map((each) => ({ ...each, reach: 'runs' as const })))
        for (const tool of toolsInJson(path, text, this.#ledger.operations))
          this.#ledger.sight({ what: 'tool', handlers: [], shared: false, ...tool })
      }
    }
    const facts = toolFacts(this.#ledger, (path) => this.#loaded.has(path) || path.endsWith('.json'))
    return { path: '', facts: [...facts, ...recipients], links: [], failed: undefined }
  }

  /** Files that the entries load by imports that are written out. */
  #closure(): ReadonlySet<string> {
    const loads = new Map<string, string[]>()
    for (const [target, importers] of this.#importers) {
      for (const importer of importers) {
        const list = loads.get(importer)
        if (list === undefined) loads.set(importer, [target])
        else list.push(target)
      }
    }
    const queue = [...this.#entries]
    for (const path of queue) {
      if (this.#loaded.has(path)) continue
      this.#loaded.add(path)
      for (const target of loads.get(path) ?? []) queue.push(target)
    }
    return this.#loaded
  }

  /** Tells each argument that leaves which other hosts get the same one. */
  #linkArguments(): void {
    const byTag = new Map<string, Set<string>>()
    const within = new Map<string, Set<string>>()
    const directly = new Map<string, Set<string>>()
    const put = (map: Map<string, Set<string>>, key: string, host: string): void => {
      const known = map.get(key)
      if (known === undefined) map.set(key, new Set([host]))
      else known.add(host)
    }
    for (const { host, tags, chain } of this.#sent) {
      for (const tag of tags) put(byTag, tag, host)
      for (const place of chain) put(within, place, host)
      if (chain[0] !== undefined) put(directly, chain[0], host)
    }
    for (const { host, tags, chain, besides } of this.#sent) {
      const others = new Set<string>()
      const take = (hosts: Iterable<string> | undefined): void => {
        for (const each of hosts ?? []) if (each !== host) others.add(each)
      }
      for (const tag of tags) take(byTag.get(tag))
      // What leaves in a branch, and what leaves in a branch around it, leave together; two branches side by side don't.
      if (chain[0] !== undefined) take(within.get(chain[0]))
      for (const place of chain) take(directly.get(place))
      besides.push(...[...others].sort().slice(0, 16))
    }
  }

  #read(path: string): FileReading {
    const facts: FoundFact[] = []
    const links = new Set<string>()
    let failed: FileReading['failed']
    try {
      const module = this.#module(path)
      if (module === undefined) return { path, facts, links: [], failed: undefined }
      if (!(module instanceof Module)) return { path, facts, links: [], failed: module }
      for (const specifier of module.survey.specifiers) links.add(specifier)
      this.#on.fund(module)
      this.#embeddable = MOST_EMBEDDED
      // Made before anything asks for them from deep inside of an evaluation, where little depth is left.
      this.#callsIn(module)
      for (const importer of this.#importersOf(module).slice(0, MOST_IMPORTERS_AHEAD)) {
        const calling = this.#module(importer)
        if (calling instanceof Module) this.#callsIn(calling)
      }
      this.#recognise(module, facts, links, 0)
      for (const { draft, offset } of obfuscationFacts(module.source))
        facts.push({ draft, where: module.whereAt(offset) })
      if (this.#on.exhausted || module.exhausted)
        failed = { why: 'budget', message: 'too much to evaluate in one file' }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      failed = { why: 'too-deep', message: 'nesting is too deep to analyse' }
    }
    return { path, facts, links: [...links], failed }
  }

  #recognise(module: Module, facts: FoundFact[], links: Set<string>, layer: number): void {
    const seen = new Set<string>()
    if (module.exhausted) this.#on.exhausted = true
    recogniseModule({
      on: this.#on,
      sent: this.#sent,
      ledger: this.#ledger,
      module,
      add: (draft, node) => {
        this.#ledger.did(draft, node, module)
        // The first place is enough for what is said in the same words.
        const said = `${draft.kind}\0${draft.value}\0${JSON.stringify(draft.detail)}`
        if (seen.has(said) && draft.kind !== 'net.egress') return
        seen.add(said)
        if (!isRevealed(node, module)) {
          facts.push({ draft, where: module.where(node) })
          return
        }
        facts.push({ draft: { ...draft, detail: { ...draft.detail, decoded: true } }, where: module.where(node) })
        const hidden = hiddenUse(draft)
        if (hidden !== undefined) facts.push({ draft: hidden, where: module.where(node) })
      },
      addAt: (draft, where) => facts.push({ draft, where }),
      link: (target) => links.add(target),
      embed: (script, node) => {
        if (layer >= MOST_LAYERS) return
        if (script.length > this.#embeddable) {
          this.#on.exhausted = true
          return
        }
        this.#embeddable -= script.length
        const parsed = parse(script, 'javascript')
        if (!parsed.ok) return
        const inner = new Module(module.path, script, parsed.program, this, module.where(node))
        for (const specifier of inner.survey.specifiers) links.add(specifier)
        this.#recognise(inner, facts, links, layer + 1)
      },
    })
  }

  // ── links ────────────────────────────────────────────────────────────────────────────────────

  load(from: Module, specifier: string): Value | undefined {
    const path = this.#files.resolve(from.path, specifier)
    if (path === undefined) return undefined
    if (path.endsWith('.json')) {
      const text = this.#files.text(path)
      if (text === undefined || text.length > MOST_JSON) return undefined
      try {
        return fromJson(JSON.parse(text))
      } catch {
        return undefined
      }
    }
    const module = this.#module(path)
    return module instanceof Module ? { t: 'namespace', module } : undefined
  }

  text(from: Module, specifier: string): string | undefined {
    const path = this.#files.resolve(from.path, specifier)
    return path === undefined ? undefined : this.#files.text(path)
  }

  callsFromOutside(module: Module, of: FunctionNode | ClassNode): readonly CallSite[] {
    const out: CallSite[] = []
    // A bundler's wrapped modules call each other through exports within one file.
    for (const path of [module.path, ...this.#importersOf(module)]) {
      const importer = path === module.path ? module : this.#module(path)
      if (!(importer instanceof Module)) continue
      out.push(...(this.#callsIn(importer).get(of) ?? []))
      if (out.length > 32) break
    }
    // A class of another file or wrapped module that extends it makes one by `super`, or with what it is given itself.
    // Classes that extend each other in a circle are none that run.
    if (!isClass(of) || this.#asked.has(of) || this.#asked.size >= MOST_HEIRS) return out
    const heirs = this.#heirs.get(of) ?? []
    this.#asked.add(of)
    for (const { heir, module: from } of heirs) {
      if (out.length > 32) break
      const call = from.superCallOf(heir)
      if (call !== undefined) out.push(plainSite(call, from))
      else out.push(...constructionsOf(heir, from).list)
    }
    this.#asked.delete(of)
    return out
  }

  /** Files that load a module. What a test or a sample gives says nothing of the code that runs. */
  #importersOf(module: Module): readonly string[] {
    const runs = this.#loaded.has(module.path)
    return (this.#importers.get(module.path) ?? []).filter((path) => !runs || this.#loaded.has(path))
  }

  /** Calls in a file by the package's own function or class that they go to. */
  #callsIn(module: Module): Map<FunctionNode | ClassNode, CallSite[]> {
    const known = this.#callsOf.get(module.path)
    // Asked again while it is being made: the evaluation that asked gets what it would without other files.
    if (known === 'building') return new Map()
    if (known !== undefined) return known
    this.#callsOf.set(module.path, 'building')
    const calls = new Map<FunctionNode | ClassNode, CallSite[]>()
    this.#on.anew(() => {
      for (const call of module.survey.calls) {
        const { callee } = call
        if (callee.type === 'Super') continue
        const root = rootOf(callee as never)
        if (root === undefined) continue
        const target = this.#on.value(callee as never, module)
        const value = target.t === 'namespace' ? this.#on.wholeExport(target.module) : target
        if (value.t !== 'function' && value.t !== 'class') continue
        // Calls by the function's own name are seen without this index.
        if (value.module === module && isOwnName(callee as Node, value)) continue
        const site = plainSite(call, module, value.t === 'function' ? (value.bound ?? []) : [])
        const list = calls.get(value.node)
        if (list === undefined) calls.set(value.node, [site])
        else list.push(site)
      }
      for (const heir of module.survey.classes) {
        if (heir.superClass == null) continue
        const base = this.#on.value(heir.superClass, module)
        if (base.t !== 'class' || (base.module === module && isOwnName(heir.superClass as Node, base))) continue
        const heirs = this.#heirs.get(base.node)
        if (heirs === undefined) this.#heirs.set(base.node, [{ heir, module }])
        else heirs.push({ heir, module })
      }
    })
    this.#callsOf.set(module.path, calls)
    return calls
  }

  // ── trees ────────────────────────────────────────────────────────────────────────────────────

  #module(path: string): Loaded | undefined {
    const known = this.#modules.get(path)
    if (known !== undefined) return known
    const source = this.#files.text(path)
    if (source === undefined) return undefined
    const parsed = parse(source, dialectOf(path))
    if (!parsed.ok) {
      this.#modules.set(path, parsed)
      return parsed
    }
    let module: Loaded
    try {
      module = new Module(path, source, parsed.program, this)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      module = { why: 'too-deep', message: 'nesting is too deep to analyse' }
    }
    this.#modules.set(path, module)
    this.#kept += source.length
    for (const [old, each] of this.#modules) {
      if (this.#kept <= MOST_TREES) break
      if (old === path || !(each instanceof Module)) continue
      this.#on.origins.settle(old)
      this.#modules.delete(old)
      this.#callsOf.delete(old)
      this.#kept -= each.source.length
    }
    return module
  }
}

/** Whether a node is the name that a function or class is declared under. */
function isOwnName(node: Node, value: Value & { t: 'function' | 'class' }): boolean {
  if (node.type !== 'Identifier' || node.binding === undefined) return false
  return node.binding === (value.t === 'class' ? classBinding(value.node) : nameOf(value.node))
}

/** The identifier that a callee begins with, when it is imported or required. */
function rootOf(callee: {
  type: string
  object?: unknown
  name?: string
  expressions?: unknown[]
  binding?: unknown
}): unknown {
  let at: typeof callee | undefined = callee
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (at.type === 'Identifier') return at.binding
    if (at.type === 'SequenceExpression') at = at.expressions?.at(-1) as typeof callee
    else at = at.object as typeof callee | undefined
  }
  return undefined
}

function moduleSpecifiers(module: Module): Set<string> {
  const out = new Set(module.survey.specifiers)
  for (const call of module.survey.calls) {
    const [first] = call.arguments
    if (
      call.type === 'CallExpression' &&
      call.arguments.length === 1 &&
      first?.type === 'Literal' &&
      typeof first.value === 'string' &&
      first.value.startsWith('.')
    )
      out.add(first.value)
  }
  for (const node of module.survey.imports) if (node.source.type === 'Literal') out.add(String(node.source.value))
  return out
}

/** Names of packages that the given links take code from. */
export function importedPackages(links: Iterable<string>): Set<string> {
  const out = new Set<string>()
  for (const link of links) {
    const name = isBuiltin(link) ? undefined : packageOf(link)
    if (name !== undefined) out.add(name)
  }
  return out
}
