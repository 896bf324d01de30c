/**
 * What a package offers to a model, and what the code behind it does, as it is seen file by file. Nothing here holds a tree:
 * functions are named by file and offset, so that a file's tree may go as soon as it is read.
 */
import type { Where } from '../../../model.js'
import type { FactDraft } from '../../draft.js'
import type { Module } from '../module.js'
import { type ClassNode, type FunctionNode, isFunction, type Node, writtenName } from '../syntax.js'
import { deedOf } from './deeds.js'
import type { Described } from './describe.js'

export type Offered = 'tool' | 'prompt' | 'resource' | 'template' | 'server' | 'result' | 'list'

/** One place at which something is offered. */
export interface Sighting {
  readonly what: Offered
  readonly name: string
  readonly described: Described
  /** The functions that answer. */
  readonly handlers: readonly Unit[]
  /** Whether the functions answer for other tools too: a loop registers them all with one. */
  readonly shared: boolean
  /** Place of the definition, or of the phrase in it that tells most. */
  readonly where: Where
}

/** A function, or a branch of one that is taken for some words only: `case 'list':`. */
export interface Unit {
  readonly deeds: Set<string>
  /** What it calls, and what stands in it. */
  readonly calls: Set<Unit>
  /** Methods that it calls on something that can't be told. */
  readonly blind: Set<string>
  /** Words for which a branch is taken; none for a function. */
  readonly words: readonly string[]
  /** The function that a branch stands in. */
  readonly of: Unit | undefined
  /** Branches in a function, however deep. */
  readonly branches: Unit[]
}

/** A package of more is no server's own code. */
const MOST_SIGHTINGS = 20_000
const MOST_UNITS = 200_000
const MOST_BRANCH_WORDS = 16
/** Steps up after which the answer is kept, at each so many nodes. */
const STRIDE = 16

export class Ledger {
  readonly sightings: Sighting[] = []
  /** What answers the request that calls any tool. */
  readonly dispatchers = new Set<Unit>()
  /** Functions by the key that they stand under in an object or a map, and by the name of a method. */
  readonly keyed = new Map<string, Set<Unit>>()
  readonly methods = new Map<string, Set<Unit>>()
  /** JSON files that texts in the code name, by the file that names them. */
  readonly json = new Map<string, Set<string>>()
  /** Whether the code makes something of the operations of OpenAPI documents. */
  operations = false
  readonly #units = new Map<string, Unit>()
  readonly #unitOf = new WeakMap<Node, Unit>()
  /** What is around nodes that stand far below it: a chain of ten thousand calls is not climbed for each of them. */
  readonly #far = new WeakMap<Node, Unit | null>()

  units(): Iterable<Unit> {
    return this.#units.values()
  }

  sight(sighting: Sighting): void {
    if (this.sightings.length < MOST_SIGHTINGS) this.sightings.push(sighting)
  }

  /** What a fact says is done by the code around it. */
  did(draft: FactDraft, node: Node, module: Module): void {
    const deed = deedOf(draft)
    if (deed !== undefined) this.around(node, module)?.deeds.add(deed)
  }

  /** A text of the code that may name a file of data. */
  mention(text: string, path: string): void {
    if (text === 'operationId') this.operations = true
    if (text.length > 200 || !text.endsWith('.json') || /^(?:.*\/)?(?:package|tsconfig|package-lock)\.json$/.test(text))
      return
    const known = this.json.get(path)
    if (known === undefined) this.json.set(path, new Set([text]))
    else if (known.size < 64) known.add(text)
  }

  key(name: string, unit: Unit): void {
    put(this.keyed, name, unit)
  }

  method(name: string, unit: Unit): void {
    put(this.methods, name, unit)
  }

  /** The unit of a function of the package. */
  function(fn: FunctionNode, module: Module): Unit | undefined {
    return this.#unit(fn, module, [])
  }

  /** The constructor of a class and what its fields are set to. */
  construction(of: ClassNode, module: Module): Unit | undefined {
    for (const each of of.body.body)
      if (each.type === 'MethodDefinition' && each.kind === 'constructor')
        return this.function(each.value as FunctionNode, module)
    return undefined
  }

  /** The innermost unit around a node; undefined at the top level. */
  around(node: Node, module: Module): Unit | undefined {
    const marks: Node[] = []
    let at: Node = node
    let found: Unit | undefined
    let steps = 0
    for (let up = node.parent; up !== undefined; up = up.parent) {
      if (++steps > STRIDE) {
        const known = this.#far.get(at)
        if (known !== undefined) {
          found = known ?? undefined
          break
        }
        if (steps % STRIDE === 0) marks.push(at)
      }
      const words = isFunction(up) ? [] : branchWords(up, at)
      if (words !== undefined) {
        const own = isFunction(up) || up.type === 'SwitchCase' ? up : at
        found = this.#unit(own, module, words, up)
        break
      }
      at = up
    }
    for (const mark of marks) this.#far.set(mark, found ?? null)
    return found
  }

  /** @param outside what the unit stands in: around it the search goes on */
  #unit(node: Node, module: Module, words: readonly Node[], outside: Node = node): Unit | undefined {
    const known = this.#unitOf.get(node)
    if (known !== undefined) return known
    const place = module.host === undefined ? '' : `${module.host.line}:${module.host.column}:`
    const key = `${module.path}:${place}${node.start}${words.length > 0 ? 'b' : ''}`
    let unit = this.#units.get(key)
    if (unit === undefined) {
      if (this.#units.size >= MOST_UNITS) return undefined
      const outer = this.around(outside, module)
      const home = words.length > 0 ? (outer?.of ?? outer) : undefined
      unit = {
        deeds: new Set(),
        calls: new Set(),
        blind: new Set(),
        words: words.flatMap((each) => wordsOf(each)),
        of: home,
        branches: [],
      }
      this.#units.set(key, unit)
      home?.branches.push(unit)
      outer?.calls.add(unit)
    }
    this.#unitOf.set(node, unit)
    return unit
  }
}

/** The tests of a branch that is taken for some words only; undefined for all else. */
function branchWords(up: Node, at: Node): readonly Node[] | undefined {
  if (up.type === 'SwitchCase') {
    if (up.test == null || up.test === at) return undefined
    const tests: Node[] = [up.test]
    // Cases without code fall through to the next that has some.
    const list = up.parent?.type === 'SwitchStatement' ? up.parent.cases : []
    for (let index = list.indexOf(up) - 1; index >= 0 && tests.length < MOST_BRANCH_WORDS; index--) {
      const before = list[index]
      if (before?.test == null || before.consequent.length > 0) break
      tests.push(before.test)
    }
    return tests.some((each) => wordsOf(each).length > 0) ? tests : undefined
  }
  if ((up.type === 'IfStatement' || up.type === 'ConditionalExpression') && up.consequent === at) {
    const tests = comparedWith(up.test, 0)
    return tests.some((each) => wordsOf(each).length > 0) ? tests : undefined
  }
  return undefined
}

/** `name === 'a' || name === 'b'`: what is compared with. */
function comparedWith(test: Node, depth: number): Node[] {
  if (depth > 8) return []
  if (test.type === 'LogicalExpression')
    return [...comparedWith(test.left, depth + 1), ...comparedWith(test.right, depth + 1)]
  if (test.type !== 'BinaryExpression' || !/^===?$/.test(test.operator)) return []
  return [test.left as Node, test.right]
}

/** A word that is written out, or that a constant of the file holds. */
function wordsOf(node: Node): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : []
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis.map((each) => each.value.cooked ?? each.value.raw)
  if (node.memo?.t === 'const' && typeof node.memo.v === 'string') return [node.memo.v]
  if (node.type === 'MemberExpression' && node.object.type === 'Identifier') {
    const [definition] = node.object.binding?.definitions ?? []
    if (definition?.type !== 'value' || definition.node.type !== 'ObjectExpression') return []
    const name = writtenName(node)
    for (const property of definition.node.properties)
      if (property.type === 'Property' && writtenName(property) === name && property.value.type === 'Literal')
        return typeof property.value.value === 'string' ? [property.value.value] : []
  }
  return []
}

function put(map: Map<string, Set<Unit>>, name: string, unit: Unit): void {
  const known = map.get(name)
  if (known === undefined) map.set(name, new Set([unit]))
  else if (known.size < 64) known.add(unit)
}
