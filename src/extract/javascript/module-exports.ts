/** What modules of the package export, as values: ES modules, CommonJS files, and modules that a bundler wrapped. */

import type { Binding } from './bindings.js'
import type { Evaluator } from './evaluate.js'
import { assignmentOver, callGiven, definedGetters, type ExportTable, exportsIn, exportTarget } from './exports.js'
import type { Module } from './module.js'
import { type FunctionNode, type Node, writtenName } from './syntax.js'
import { join, UNKNOWN, type Value } from './values.js'

/** Modules that one module exports whole. */
const MOST_STARS = 64

export class ModuleExports {
  readonly #on: Evaluator
  readonly #tables = new WeakMap<Node, ExportTable>()

  constructor(on: Evaluator) {
    this.#on = on
  }

  /** What a module of the package exports under a name. */
  exported(module: Module, name: string, hops = 0): Value {
    if (hops > 12) return UNKNOWN
    let cell = module.exportValues.get(name)
    if (cell === undefined) {
      cell = { value: undefined, level: 0 }
      module.exportValues.set(name, cell)
    }
    const asked = cell
    if (asked.value !== undefined || asked.level > 0 || !this.#on.isDeep)
      return this.#on.celled(asked, () => this.#exported(module, name, hops))
    let value: Value = UNKNOWN
    this.#on.anew(() => {
      value = this.#on.celled(asked, () => this.#exported(module, name, hops))
    })
    return value
  }

  #exported(module: Module, name: string, hops: number): Value {
    const from = module.survey.exports.get(name)
    if (from !== undefined) {
      if (from.type === 'node') return this.#on.value(from.node, module)
      if (from.type === 'binding') {
        const binding = module.survey.top.lookup(from.name)
        return binding === undefined ? UNKNOWN : this.#on.bindingValue(binding, module, undefined)
      }
      const other = this.#on.moduleValue(module, from.from)
      if (from.name === '*') return other
      return other.t === 'namespace'
        ? this.exported(other.module, from.name, hops + 1)
        : this.#on.member(other, from.name, module)
    }
    for (const specifier of module.survey.reexports) {
      const other = this.#on.moduleValue(module, specifier)
      const value = other.t === 'namespace' ? this.exported(other.module, name, hops + 1) : UNKNOWN
      if (value !== UNKNOWN) return value
    }
    const own = this.#tableOf(module.program, () =>
      exportsIn(
        module.survey.writes,
        definedGetters(module, module.survey.calls, exportTarget),
        module.survey.calls,
        exportTarget,
      ),
    )
    const named = own.named.get(name)
    if (named !== undefined) return join(named.slice(0, 8).map((each) => this.#on.value(each, module)))
    if (own.whole.length > 0) {
      const whole = join(own.whole.slice(0, 8).map((each) => this.#on.value(each, module)))
      return name === 'default' ? whole : this.#on.member(whole, name, module)
    }
    const starred = this.#starred(own.stars, name, module)
    if (starred !== undefined) return starred
    if (name === 'default' && own.named.size > 0) return { t: 'namespace', module }
    return UNKNOWN
  }

  /** What the modules that are exported whole besides give for a name. */
  #starred(stars: readonly Node[], name: string, module: Module): Value | undefined {
    for (const star of stars.slice(0, MOST_STARS)) {
      const value = this.#on.member(this.#on.value(star, module), name, module)
      if (value !== UNKNOWN && !(value.t === 'const' && value.v === undefined)) return value
    }
    return undefined
  }

  /** What a CommonJS module exports, found once for each. */
  #tableOf(key: Node, make: () => ExportTable): ExportTable {
    let table = this.#tables.get(key)
    if (table === undefined) {
      table = make()
      this.#tables.set(key, table)
    }
    return table
  }

  /** A member of a CommonJS module that a bundler wrapped into a function. */
  commonjsMember(object: Value & { t: 'commonjs' }, name: string | undefined): Value {
    const { node, module } = object
    const exportsBinding = parameterBinding(node, object.exportsAt)
    const moduleBinding = parameterBinding(node, object.moduleAt)
    const targetOf = (at: Node): 'whole' | 'exports' | undefined => {
      if (at.type === 'Identifier' && at.binding !== undefined && at.binding === exportsBinding) return 'exports'
      if (
        at.type === 'MemberExpression' &&
        at.object.type === 'Identifier' &&
        at.object.binding !== undefined &&
        at.object.binding === moduleBinding &&
        writtenName(at) === 'exports'
      )
        return 'whole'
      return undefined
    }
    const { whole, named, stars } = this.#tableOf(node, () => {
      const uses = [...(exportsBinding?.references ?? []), ...(moduleBinding?.references ?? [])]
      const writes = [...new Set(uses.map(assignmentOver))].filter((each) => each !== undefined)
      const calls = [...new Set(uses.map(callGiven))].filter((each) => each !== undefined)
      return exportsIn(writes, definedGetters(module, calls, targetOf), calls, targetOf)
    })
    if (name !== undefined) {
      const own = named.get(name)
      if (own !== undefined) return join(own.slice(0, 8).map((each) => this.#on.value(each, module)))
    }
    if (whole.length === 0) {
      const starred = name === undefined ? undefined : this.#starred(stars, name, module)
      return starred ?? (name === 'default' ? object : UNKNOWN)
    }
    const all = join(whole.slice(0, 8).map((each) => this.#on.value(each, module)))
    if (name === undefined) return all
    const value = this.#on.member(all, name, module)
    return name === 'default' && (value === UNKNOWN || (value.t === 'const' && value.v === undefined)) ? all : value
  }
}

function parameterBinding(fn: FunctionNode, index: number): Binding | undefined {
  const param = fn.params[index]
  return param?.type === 'Identifier' ? param.binding : undefined
}
