/** What a change of behaviour comes to, as a clause: "sends bcc to a@b.example; reads the variable TOKEN". Pure. */
import { changedFacts } from '../diff.js'
import type { Change, Fact, FactKind } from '../model.js'

/** Clauses that are named; the rest is counted. */
const NAMED = 3
/** UTF-16 units of one value: it comes from a stranger. */
const LONGEST = 80

type Words = (value: string, fact: Fact) => string

const host = (value: string): string => value.slice(value.lastIndexOf(' ') + 1)
const reaches: Words = (value) => `reaches ${computed(host(value)) ? 'a computed host' : host(value)}`

/** `env:TOKEN -> net:host.example`, as extraction has it. */
function flow(value: string): string {
  const [source = '', sink = ''] = value.split(' -> ')
  const what = source.replace(/^env:\*$/, 'the environment').replace(/^env:/, '')
  if (sink.startsWith('net:')) return `sends ${what} to ${/^net:[*{]/.test(sink) ? 'a computed host' : sink.slice(4)}`
  return `hands ${what} to ${sink}`
}

/** The gravest first: the first few are the ones that are named. */
const WORDS: Readonly<Record<FactKind, Words>> = {
  'worm.publish': (value) => `publishes packages (${value})`,
  'install.script': (value) => `runs when it is installed (${value})`,
  'message.recipient': (value) => `sends to ${value}`,
  'data.flow': flow,
  'net.drop-service': (value) => `reaches the drop service ${value}`,
  'net.raw-ip': (value) => `reaches the address ${value}`,
  'fs.secret-path': (value) => `touches ${value}`,
  'agent.config': (value) => `touches the configuration of agents (${value})`,
  'agent.invoke': (value) => `starts an AI agent (${value})`,
  persistence: (value) => `stays on the machine (${value})`,
  'tls.unchecked': (value) => `does not check who answers (${value})`,
  'code.obfuscated': (value) => `hides its code (${value})`,
  'system.recon': (value) => `asks about the machine (${value})`,
  'process.spawn': (value) => `starts ${computed(value) ? 'a computed command' : value}`,
  'code.eval': (value) => `evaluates code (${value})`,
  'module.dynamic': (value) => `loads modules by a computed name (${value})`,
  'net.egress': reaches,
  'net.host': reaches,
  'net.dns': (value) => `asks DNS for ${value}`,
  'request.field': (value) => `sends the field ${value}`,
  'env.bulk': (value) => `reads the whole environment (${value})`,
  'env.read': (value) => `reads the variable ${value}`,
  'global.patch': (value) => `patches ${value}`,
  'fs.delete': (value) => `deletes ${computed(value) ? 'files' : value}`,
  'fs.write': (value) => `writes ${computed(value) ? 'files' : value}`,
  'fs.read': (value) => `reads ${computed(value) ? 'files' : value}`,
  'net.listen': (value) => `listens on ${value}`,
  'file.opaque': (value) => `holds a file that can't be read as code (${value})`,
  'mcp.tool': (value, { detail }) => `offers ${text(detail.what) || 'tool'} ${text(detail.name) || value}`,
  dependency: (value, { detail }) => `depends on ${text(detail.name) || value}`,
}

const ORDER = new Map(Object.keys(WORDS).map((kind, index) => [kind, index]))

/** Of what was there before in another form: the same event, file, dependency or tool. */
const FORMS: Partial<Record<FactKind, Words>> = {
  'install.script': (value) => `runs something else when it is installed (${value})`,
  'file.opaque': (value) => `holds other bytes in ${value}, which can't be read as code`,
  'mcp.tool': (value, { detail }) => `words ${text(detail.what) || 'tool'} ${text(detail.name) || value} anew`,
  dependency: (value) => `depends on ${value} now`,
}

/** @returns `null` where nothing came */
export function differenceOf(change: Change): string | null {
  const forms = new Set(changedFacts(change).map(({ after }) => after))
  const clauses = change.added
    .toSorted((a, b) => (ORDER.get(a.kind) ?? 0) - (ORDER.get(b.kind) ?? 0))
    .map((fact) => {
      const words = (forms.has(fact) ? FORMS[fact.kind] : undefined) ?? WORDS[fact.kind]
      return words(shortened(subjectOf(fact)), fact)
    })
  const distinct = [...new Set(clauses)]
  if (distinct.length === 0) return null
  const more = distinct.length - NAMED
  return `${distinct.slice(0, NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''}`
}

/** A value as a person reads it: without the sums that only tell two forms apart. */
const subjectOf = ({ kind, value, detail }: Fact): string =>
  kind === 'file.opaque' && text(detail.path) !== '' ? text(detail.path) : value

const text = (value: unknown): string => (typeof value === 'string' ? value : '')
const computed = (value: string): boolean => /^(\*|\{\})?$/.test(value)
const shortened = (value: string): string =>
  value.length <= LONGEST ? value : `${value.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}…`
