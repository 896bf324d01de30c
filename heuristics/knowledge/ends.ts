/** Both ends of a flow, in words and as places: whose argument it is, and where the code gets what it lets go. */
import type { Context } from '../../src/heuristic.js'
import type { Fact, Where } from '../../src/model.js'
import { clip, flag, flowOf, list, several, text } from './read.js'

const MOST_PLACES = 4

/** Where what flows comes from: the function that is given it, the variable where it is read, the file where it is opened. */
export function origins(context: Context, flows: readonly Fact[]): Where[] {
  const out: Where[] = []
  for (const fact of flows) {
    if (out.length >= MOST_PLACES) break
    if (fact.kind !== 'data.flow') continue
    const { source } = flowOf(fact)
    const read = source.startsWith('env:')
      ? context
          .facts(source === 'env:*' ? 'env.bulk' : 'env.read')
          .find(({ value }) => source === 'env:*' || value === source.slice(4))
      : source.startsWith('secret:')
        ? context.facts('fs.secret-path').find((each) => each.value.includes(source.slice('secret:'.length)))
        : undefined
    const place = fact.source ?? read?.where
    if (place !== undefined && !isSame(place, fact.where)) out.push(place)
  }
  return out
}

const isSame = (a: Where, b: Where): boolean => a.file === b.file && a.line === b.line && a.column === b.column

/** Whose argument flows: "argument `body` of tool `sendEmail`"; "arguments" where the code does not say. */
export function givenTo(flows: readonly Fact[]): string {
  const fields = namesIn(flows, 'fields')
  const tools = namesIn(flows, 'tools')
  const what =
    fields.length === 0
      ? 'arguments'
      : `${fields.length > 1 ? 'arguments' : 'argument'} ${several(fields.map(place), 3)}`
  if (tools.length === 0) return what
  const of = flows.some((fact) => flag(fact, 'fromTool')) ? (tools.length > 1 ? 'tools ' : 'tool ') : ''
  return `${what} of ${of}${several(tools.map(quoted), 3)}`
}

const namesIn = (flows: readonly Fact[], name: string): string[] => [
  ...new Set(flows.filter(({ kind }) => kind === 'data.flow').flatMap((fact) => list(fact, name))),
]

const quoted = (name: string): string => `\`${clip(name, 60)}\``
/** A minifier leaves no name of a parameter, only its place. */
const place = (name: string): string => (name.startsWith('#') ? `number ${name.slice(1)}` : quoted(name))

/** How a flow gets to a host: `POST api.other.example`, or the host alone. */
export function towards(flows: readonly Fact[], host: string): string {
  const methods = new Set(
    flows.flatMap((fact) => {
      const method = fact.kind === 'net.egress' ? text(fact, 'method') : /^([A-Z]{3,8}) /.exec(text(fact, 'via'))?.[1]
      return method === undefined || method === '' || method === '*' || method === 'CONNECT' ? [] : [method]
    }),
  )
  const [only] = methods
  return methods.size === 1 && only !== undefined ? `${only} ${clip(host)}` : clip(host)
}
