/** What a fact says that code does, in the words of `does`, and what a tool does by all that it calls. */
import type { FactKind } from '../../../model.js'
import type { FactDraft } from '../../draft.js'
import type { Unit } from './ledger.js'

/** Kinds that act on something; reading a file of its own or a variable is what every tool does. */
const DEEDS: ReadonlySet<FactKind> = new Set<FactKind>([
  'process.spawn',
  'fs.write',
  'fs.delete',
  'fs.secret-path',
  'net.egress',
  'net.dns',
  'net.drop-service',
  'net.raw-ip',
  'code.eval',
  'data.flow',
  'message.recipient',
  'env.bulk',
  'agent.config',
  'agent.invoke',
  'persistence',
  'global.patch',
  'worm.publish',
])
const LONGEST_DEED = 120
const MOST_DEEDS = 32
/** Functions that are followed for one tool, and calls deep. */
const MOST_UNITS = 600
const MOST_DEPTH = 12

/** @returns `process.spawn git`, `net.egress POST host`; undefined for facts that are no deeds */
export function deedOf({ kind, value, detail }: FactDraft): string | undefined {
  if (!DEEDS.has(kind)) return undefined
  if (kind === 'process.spawn') {
    const command = typeof detail['command'] === 'string' ? detail['command'] : value
    return `${kind} ${command.trim().split(/\s+/)[0] || '{}'}`.slice(0, LONGEST_DEED)
  }
  return `${kind} ${value}`.slice(0, LONGEST_DEED)
}

/**
 * @param starts functions and branches that answer for the tool
 * @param word the tool's name: of a function that serves many tools only its branches count
 * @param tools names of all tools
 * @param blindly the one function of the package that a method name may mean
 */
export function deedsFrom(
  starts: Iterable<Unit>,
  word: string,
  tools: ReadonlySet<string>,
  blindly: (method: string) => Unit | undefined,
): string[] {
  const deeds = new Set<string>()
  const queue = [...starts].map((unit) => ({ unit, depth: 0 }))
  const seen = new Set(queue.map(({ unit }) => unit))
  for (const { unit, depth } of queue) {
    for (const deed of unit.deeds) deeds.add(deed)
    if (depth >= MOST_DEPTH) continue
    const next = [...unit.calls]
    for (const method of unit.blind) {
      const meant = blindly(method)
      if (meant !== undefined) next.push(meant)
    }
    for (const each of next) {
      if (seen.has(each) || seen.size >= MOST_UNITS) continue
      // The branch of another tool.
      if (each.words.length > 0 && !each.words.includes(word) && each.words.some((one) => tools.has(one))) continue
      seen.add(each)
      queue.push({ unit: each, depth: depth + 1 })
    }
  }
  return [...deeds].sort().slice(0, MOST_DEEDS)
}
