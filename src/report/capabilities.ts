/** What a server can do, in a line: its reached facts as a person would say them. */
import type { Detail, Fact, FactKind } from '../model.js'
import { count, some } from './layout.js'

/** One sort of ability: which facts show it, and the words for them. In the order in which they are said. */
interface Ability {
  readonly kinds: readonly FactKind[]
  readonly item: (fact: Fact) => string | null
  readonly say: (items: readonly string[]) => string
}

const text = (detail: Detail, key: string): string => (typeof detail[key] === 'string' ? (detail[key] as string) : '')
const SHOWN = 4
const COMPUTED = /^(\*|\{\})?$/

/** Values that the code computes can't be named; a sort of ability that has only those is said without names. */
const naming = (verb: string, computed: string) => (items: readonly string[]) => {
  const named = items.filter((item) => !COMPUTED.test(item))
  if (named.length === 0) return `${verb} ${computed}`
  return `${verb} ${some(named, SHOWN)}${named.length < items.length ? ` and ${computed}` : ''}`
}

/** Whether a tool that says it only reads does more, as far as its handler shows it. */
const acts = ({ annotations, does }: Detail): boolean =>
  Array.isArray(annotations) &&
  annotations.includes('readOnlyHint=true') &&
  Array.isArray(does) &&
  does.some((deed) => /^(?:process\.spawn|fs\.delete|code\.eval (?!constant))/.test(String(deed)))

const ABILITIES: readonly Ability[] = [
  {
    kinds: ['install.script'],
    item: ({ detail }) => text(detail, 'event'),
    say: (events) => `runs code when installed (${some(events, SHOWN)})`,
  },
  {
    kinds: ['process.spawn'],
    item: ({ detail }) => text(detail, 'command').trim().split(/\s+/)[0] ?? '',
    say: naming('starts', 'computed commands'),
  },
  { kinds: ['code.eval'], item: () => '', say: () => 'evaluates code' },
  {
    kinds: ['fs.secret-path'],
    item: ({ value }) => value,
    say: (paths) => `touches ${some(paths, SHOWN)}`,
  },
  {
    kinds: ['env.read'],
    item: ({ value, detail }) => (detail.secret === true ? value : null),
    say: (names) => `reads secrets ${some(names, SHOWN)}`,
  },
  {
    kinds: ['net.egress', 'net.host'],
    item: ({ kind, value, detail }) => {
      if (detail.local === true || (kind === 'net.host' && detail.ofCall !== true)) return null
      return kind === 'net.host' ? value : text(detail, 'host')
    },
    say: naming('reaches', 'computed hosts'),
  },
  {
    kinds: ['message.recipient'],
    item: ({ detail }) => `${text(detail, 'slot')} ${text(detail, 'address')}`.trim(),
    say: (recipients) => `sends to ${some(recipients, SHOWN)}`,
  },
  {
    kinds: ['net.listen'],
    item: ({ value }) => value,
    say: (addresses) => `listens on ${some(addresses, 2)}`,
  },
  {
    kinds: ['tls.unchecked'],
    item: ({ value }) => value,
    say: (ways) => `does not check who answers (${some(ways, 2)})`,
  },
  { kinds: ['fs.read'], item: () => '', say: () => 'reads files' },
  { kinds: ['fs.write'], item: () => '', say: () => 'writes files' },
  { kinds: ['fs.delete'], item: () => '', say: () => 'deletes files' },
  {
    kinds: ['agent.config', 'agent.invoke', 'persistence', 'global.patch', 'worm.publish'],
    item: ({ kind, value }) => `${kind} ${value}`,
    say: (items) => some(items, SHOWN),
  },
  {
    kinds: ['file.opaque'],
    item: ({ value }) => value,
    say: (files) => `holds ${count(files.length, 'file')} that can't be read as code`,
  },
  {
    kinds: ['mcp.tool'],
    item: ({ detail }) => (detail.what === 'tool' ? text(detail, 'name') : null),
    say: (tools) => `offers ${count(tools.length, 'tool')}`,
  },
  {
    kinds: ['mcp.tool'],
    item: ({ detail }) => (detail.what === 'tool' && acts(detail) ? text(detail, 'name') : null),
    say: (tools) => `of which ${some(tools, SHOWN)} start, write or delete though said to be read-only`,
  },
]

/** Phrases in the order of weight; facts of dormant code don't count. */
export function capabilities(facts: readonly Fact[]): string[] {
  const reached = facts.filter((fact) => fact.reach !== 'dormant')
  return ABILITIES.flatMap(({ kinds, item, say }) => {
    const items = reached.filter((fact) => kinds.includes(fact.kind)).map(item)
    const distinct = [...new Set(items.filter((each) => each !== null))]
    return distinct.length === 0 ? [] : [say(distinct)]
  })
}
