/** Behaviours in words that people read: the groups they stand in, what they are about, and the form that it has. Pure. */
import type { Detail, Fact, FactKind } from '../../model.js'

/** In the order in which they are shown. */
export const GROUPS = ['hosts', 'recipients', 'secrets', 'execution', 'scripts', 'tools', 'other'] as const
export type Group = (typeof GROUPS)[number]

interface GroupWords {
  readonly title: string
  /** One row of it, and several. */
  readonly one: string
  readonly many: string
}

export const GROUP_WORDS: Readonly<Record<Group, GroupWords>> = {
  hosts: { title: 'Hosts', one: 'host', many: 'hosts' },
  recipients: { title: 'Recipients', one: 'recipient', many: 'recipients' },
  secrets: { title: 'Secrets', one: 'secret', many: 'secrets' },
  execution: { title: 'Commands and code', one: 'command', many: 'commands' },
  scripts: { title: 'Scripts and lasting changes', one: 'script', many: 'scripts' },
  tools: { title: 'Tools', one: 'tool', many: 'tools' },
  other: { title: 'Other', one: 'other', many: 'others' },
}

interface KindWords {
  readonly group: Group
  /** What a fact of it does, in words that stand before its value. */
  readonly does: string
  /** What its facts are, as a heading. */
  readonly title: string
}

export const KIND_WORDS: Readonly<Record<FactKind, KindWords>> = {
  'net.egress': { group: 'hosts', does: 'sends', title: 'requests that it sends' },
  'net.host': { group: 'hosts', does: 'names', title: 'hosts that its code names' },
  'net.raw-ip': { group: 'hosts', does: 'names the address', title: 'addresses without a name' },
  'net.drop-service': { group: 'hosts', does: 'names the drop service', title: 'services that take data from anyone' },
  'net.dns': { group: 'hosts', does: 'asks the DNS', title: 'questions to the DNS' },
  'net.listen': { group: 'hosts', does: 'listens on', title: 'addresses that it listens on' },
  'tls.unchecked': {
    group: 'hosts',
    does: 'does not check who answers:',
    title: 'connections whose other end it does not check',
  },
  'message.recipient': { group: 'recipients', does: 'sends to', title: 'recipients that its code names' },
  'request.field': { group: 'recipients', does: 'sends the field', title: 'fields of requests' },
  'env.read': { group: 'other', does: 'reads the variable', title: 'environment variables that it reads' },
  'env.bulk': { group: 'secrets', does: 'hands all variables to', title: 'the whole environment' },
  'fs.secret-path': { group: 'secrets', does: 'touches', title: 'files that hold secrets' },
  'process.spawn': { group: 'execution', does: 'starts', title: 'commands that it starts' },
  'agent.invoke': { group: 'execution', does: 'starts the agent', title: 'agents that it starts' },
  'code.eval': { group: 'execution', does: 'evaluates code:', title: 'code that is made while it runs' },
  'module.dynamic': { group: 'execution', does: 'loads', title: 'modules that it chooses while it runs' },
  'install.script': { group: 'scripts', does: 'runs when installed', title: 'scripts of its installation' },
  persistence: { group: 'scripts', does: 'stays through', title: 'ways to stay on the machine' },
  'agent.config': { group: 'scripts', does: 'touches agent settings', title: 'settings of agents' },
  'worm.publish': { group: 'scripts', does: 'publishes:', title: 'packages or code that it publishes' },
  'global.patch': { group: 'other', does: 'replaces', title: 'what it replaces in the process' },
  'fs.read': { group: 'other', does: 'reads', title: 'files that it reads' },
  'fs.write': { group: 'other', does: 'writes', title: 'files that it writes' },
  'fs.delete': { group: 'other', does: 'deletes', title: 'files that it deletes' },
  'system.recon': { group: 'other', does: 'looks at the machine:', title: 'what it asks about the machine' },
  'code.obfuscated': { group: 'other', does: 'holds obfuscated code:', title: 'code that hides what it does' },
  'file.opaque': { group: 'other', does: 'holds unreadable', title: "files that can't be read as code" },
  dependency: { group: 'other', does: 'depends on', title: 'dependencies' },
  'mcp.tool': { group: 'tools', does: 'offers', title: 'tools, prompts and resources' },
  'data.flow': { group: 'other', does: 'lets data go', title: 'ways that data takes' },
}

const text = (detail: Detail, key: string): string => (typeof detail[key] === 'string' ? (detail[key] as string) : '')
/** What the code computes has no name. */
const isComputed = (value: string): boolean => value === '' || value === '*' || value === '{}'

export function groupOf({ kind, detail }: Fact): Group {
  if (kind === 'env.read' && detail.secret === true) return 'secrets'
  return KIND_WORDS[kind].group
}

/** The host that a fact of the network is about; `null` where it is about none. */
function hostOf({ kind, value, detail }: Fact): string | null {
  if (kind === 'net.egress') return text(detail, 'host') || value.slice(value.indexOf(' ') + 1)
  return kind === 'net.host' || kind === 'net.raw-ip' || kind === 'net.drop-service' ? value : null
}

/**
 * What a fact is about, whatever form it has: a host however it is reached, a tool whatever its description, a dependency whatever
 * its range. Facts that are about one thing are one row.
 */
export function subjectOf(fact: Fact): string {
  const { kind, value, detail } = fact
  const host = hostOf(fact)
  if (host !== null) return `host\n${host}`
  const form = { 'mcp.tool': 'name', dependency: 'name', 'file.opaque': 'path', 'install.script': 'event' } as const
  const named = kind in form ? text(detail, form[kind as keyof typeof form]) : ''
  return `${kind}\n${named === '' ? value : `${text(detail, 'what')}\n${named}`}`
}

/** The subject as a row is called: its group says the rest. */
export function subjectName(fact: Fact): string {
  const { kind, value, detail } = fact
  const host = hostOf(fact)
  if (host !== null) return isComputed(host) ? 'hosts that the code computes' : host
  switch (kind) {
    case 'mcp.tool':
      return toolName(fact)
    case 'install.script':
      return text(detail, 'event') || value
    case 'dependency':
      return `needs ${text(detail, 'name') || value}`
    case 'file.opaque':
      return `unreadable ${text(detail, 'path') || value}`
    case 'env.read':
      if (isComputed(value)) return 'variables that the code computes'
      return detail.secret === true ? value : `reads $${value}`
    case 'message.recipient':
    case 'fs.secret-path':
    case 'process.spawn':
      return value
    default:
      return says(fact)
  }
}

/** The fact as a sentence without its subject: `sends to bcc a@b.example`. */
export const says = (fact: Fact): string => `${KIND_WORDS[fact.kind].does} ${valueName(fact)}`

/** A value as a person reads it: without the hashes that only tell two forms apart. As the report in text has it. */
export function valueName(fact: Fact): string {
  const { kind, value, detail } = fact
  if (kind === 'mcp.tool') return toolName(fact)
  if (kind === 'file.opaque') return text(detail, 'path') || value
  if (kind === 'env.bulk') return TAKERS[value] ?? value
  return value === '' || value === '{}' ? 'what the code computes' : value
}

/** Who takes the whole environment, where that is told by one word. */
const TAKERS: Readonly<Partial<Record<string, string>>> = {
  net: 'the network',
  spawn: 'a command',
  unknown: "code that can't be followed",
}

function toolName({ value, detail }: Fact): string {
  const [name, what] = [text(detail, 'name'), text(detail, 'what')]
  if (name === '') return value
  return what === 'tool' || what === '' ? name : `${what} ${name}`
}
