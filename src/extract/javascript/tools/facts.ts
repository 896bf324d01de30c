/** One fact for each thing that is offered, from all places where it is seen, with what the code behind it does. */
import { createHash } from 'node:crypto'
import type { Where } from '../../../model.js'
import { toolTextSigns } from '../../classify/tool-text.js'
import type { FactDraft } from '../../draft.js'
import { deedsFrom } from './deeds.js'
import { described } from './describe.js'
import type { Ledger, Sighting, Unit } from './ledger.js'
import { textOfAll } from './record.js'

/** Of the text that is kept to be shown, in UTF-16 units. */
const MOST_SHOWN = 2_000
const MOST_PARAMS = 100
/** Functions that a name may mean before it means nothing. */
const MOST_KEYED = 4
/** Calls from the handler of a request to the function that tells tools apart. */
const MOST_DISPATCH_DEPTH = 4

/**
 * @param loaded whether a file is loaded by what runs first: what only a sample offers is told apart from what runs
 */
export function toolFacts(ledger: Ledger, loaded: (path: string) => boolean): { draft: FactDraft; where: Where }[] {
  const groups = new Map<string, Sighting[]>()
  for (const sighting of ledger.sightings) {
    const key = `${loaded(sighting.where.file)}\0${sighting.what}:${sighting.name}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [sighting])
    else group.push(sighting)
  }
  const names = new Set(ledger.sightings.filter(({ what }) => what !== 'result').map(({ name }) => name))
  const behind = new Behind(ledger, names)
  return [...groups.values()].map((group) => factOf(group, behind))
}

function factOf(group: readonly Sighting[], behind: Behind): { draft: FactDraft; where: Where } {
  const [first] = group as readonly [Sighting, ...Sighting[]]
  const { what, name } = first
  const all = described()
  for (const { described: each } of group) {
    for (const text of each.texts) all.texts.add(text)
    for (const hint of each.annotations) all.annotations.add(hint)
    for (const host of each.remote) all.remote.add(host)
    for (const [param, type] of each.params) if (!all.params.get(param)) all.params.set(param, type)
  }
  const text = textOfAll(all)
  const annotations = [...all.annotations].sort()
  const params = [...all.params].sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, MOST_PARAMS)
  const said = [text, ...annotations, ...params.map(([param]) => param)].join('\n')
  const digest = createHash('sha256').update(said).digest('hex').slice(0, 12)
  const { phrases, hidden } = toolTextSigns(text)
  const told = group.find(({ described: each }) => toolTextSigns(textOfAll(each)).phrases.length > 0)
  const draft: FactDraft = {
    kind: 'mcp.tool',
    value: `${what}:${name} ${digest}`,
    detail: {
      name,
      what,
      text: text.slice(0, MOST_SHOWN),
      phrases,
      hidden,
      annotations,
      params: params.map(([param, type]) => (type === '' ? param : `${param} ${type}`)),
      remote: [...all.remote].sort(),
      does: what === 'server' || what === 'list' ? [] : behind.does(group, name),
    },
  }
  return { draft, where: (told ?? first).where }
}

/** Finds the functions that answer for a tool, and what they do. */
class Behind {
  readonly #ledger: Ledger
  readonly #names: ReadonlySet<string>
  /** Branches of functions that tell tools apart, by the tool's name. */
  readonly #branches = new Map<string, Unit[]>()

  constructor(ledger: Ledger, names: ReadonlySet<string>) {
    this.#ledger = ledger
    this.#names = names
    const answering = reachedFrom(ledger.dispatchers, MOST_DISPATCH_DEPTH)
    for (const unit of ledger.units()) {
      const named = unit.branches.filter((branch) => branch.words.some((word) => names.has(word)))
      const words = new Set(named.flatMap((branch) => branch.words.filter((word) => names.has(word))))
      if (words.size < 2 && !(words.size === 1 && answering.has(unit))) continue
      for (const branch of named)
        for (const word of branch.words) {
          const list = this.#branches.get(word)
          if (list === undefined) this.#branches.set(word, [branch])
          else if (!list.includes(branch)) list.push(branch)
        }
    }
  }

  does(group: readonly Sighting[], name: string): string[] {
    const own = group.filter(({ shared }) => !shared).flatMap(({ handlers }) => handlers)
    let starts: readonly Unit[] = own.length > 0 ? own : (this.#branches.get(name) ?? [])
    if (starts.length === 0) starts = this.#called(name)
    if (starts.length === 0) starts = group.flatMap(({ handlers }) => handlers)
    if (starts.length === 0 && this.#names.size === 1) starts = [...this.#ledger.dispatchers]
    return deedsFrom(starts, name, this.#names, (method) => only(this.#ledger.methods.get(method)))
  }

  /** A function under the tool's name in an object, or the method of that name. */
  #called(name: string): readonly Unit[] {
    const camel = name.replace(/(?<![-_.:/])[-_.:/]+([A-Za-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
    for (const table of [this.#ledger.keyed, this.#ledger.methods])
      for (const each of [name, camel]) {
        const found = table.get(each)
        if (found !== undefined && found.size <= MOST_KEYED) return [...found]
      }
    return []
  }
}

const only = (units: ReadonlySet<Unit> | undefined): Unit | undefined => (units?.size === 1 ? [...units][0] : undefined)

function reachedFrom(starts: Iterable<Unit>, depth: number): ReadonlySet<Unit> {
  const queue = [...starts].map((unit) => ({ unit, left: depth }))
  const seen = new Set(queue.map(({ unit }) => unit))
  for (const { unit, left } of queue) {
    if (left === 0) continue
    for (const each of unit.calls) {
      if (seen.has(each)) continue
      seen.add(each)
      queue.push({ unit: each, left: left - 1 })
    }
  }
  return seen
}
