import { classifyHost } from '../../src/extract/classify/hosts.js'
/** Reading facts: their details, their sources and sinks, and the words for several values in one message. */
import type { Context } from '../../src/heuristic.js'
import type { Fact } from '../../src/model.js'
import { namesHost, registrable, secretWords, vendorWords } from '../../src/vendor.js'
import { SCHEMA_HOSTS } from './domains.js'

export const text = (fact: Fact, name: string): string => {
  const value = fact.detail[name]
  return typeof value === 'string' ? value : ''
}

export const flag = (fact: Fact, name: string): boolean => fact.detail[name] === true

export const list = (fact: Fact, name: string): readonly string[] => {
  const value = fact.detail[name]
  return Array.isArray(value) ? (value as readonly string[]) : []
}

/** `env:TOKEN -> net:api.x.com` → source and sink. */
export function flowOf(fact: Fact): { readonly source: string; readonly sink: string } {
  const at = fact.value.indexOf(' -> ')
  return { source: fact.value.slice(0, at), sink: fact.value.slice(at + 4) }
}

/** Host of a sink or source `net:<host>`; `null` for others. */
export const netHost = (end: string): string | null => (end.startsWith('net:') ? end.slice(4) : null)

/** Of a sink `net:<host>`, or `named by:<host>`, the one that says where a request goes; `null` for others. */
export const hostBehind = (sink: string): string | null =>
  netHost(sink) ?? (sink.startsWith('named by:') ? sink.slice('named by:'.length) : null)

/** A host that nobody outside of the machine or its network answers for. */
export function isLocal(host: string): boolean {
  return classifyHost(host).local
}

/** A host whose name is not known before the code runs, down to the name it is registered under. */
export const isComputed = (host: string): boolean => host === '*' || (host.includes('{}') && registrable(host) === null)

/** Hosts that calls reach: of `net.egress`, and of `net.host` where a call has it. */
export function calledHosts(facts: (kind: 'net.host' | 'net.egress') => readonly Fact[]): Map<string, Fact[]> {
  const hosts = new Map<string, Fact[]>()
  const add = (host: string, fact: Fact): void => {
    if (host === '' || isLocal(host) || SCHEMA_HOSTS.has(registrable(host) ?? '')) return
    hosts.set(host, [...(hosts.get(host) ?? []), fact])
  }
  for (const fact of facts('net.host')) if (flag(fact, 'ofCall')) add(fact.value, fact)
  for (const fact of facts('net.egress')) add(egressHost(fact), fact)
  return hosts
}

export const egressHost = (fact: Fact): string => text(fact, 'host') || fact.value.slice(fact.value.indexOf(' ') + 1)

/** Hosts reached by calls that came with this release, and that neither the vendor nor the baseline knows. */
export function newForeignHosts(context: Context): Map<string, Fact[]> {
  const hosts = calledHosts(context.change.added)
  for (const host of hosts.keys())
    if (isComputed(host) || context.isFamiliar(host) || isAskedAlone(context, host)) hosts.delete(host)
  return hosts
}

/**
 * Whether a new host is a public place of releases that is asked and told nothing, as a look for a newer version does: the registry
 * that the package itself comes from, or GitHub's API.
 */
export function isAskedAlone(context: Context, host: string): boolean {
  const { tarball } = context.release
  const registry = URL.canParse(tarball) ? registrable(new URL(tarball).hostname) : null
  const isHome = registry !== null && registrable(host) === registry
  if (!isHome && host !== 'api.github.com') return false
  const calls = context.change.added('net.egress').filter((fact) => egressHost(fact) === host)
  return (isHome || calls.length > 0) && calls.every((fact) => isBareQuestion(fact))
}

const isBareQuestion = (fact: Fact): boolean => /^(?:GET|HEAD) /.test(fact.value) && list(fact, 'carries').length === 0

/**
 * Whether something else in the package says whose a host is: a variable, a dependency, its own name
 * (`PERPLEXITY_API_KEY` and api.perplexity.ai), or the README that came with the baseline. The publisher's own word: it softens, and
 * never silences.
 */
export function isExplained(context: Context, host: string): boolean {
  if (context.documented(host) === 'before') return true
  const words = new Set(context.vendor.words)
  for (const fact of context.facts('env.read')) for (const word of secretWords(fact.value)) words.add(word)
  for (const fact of context.facts('dependency')) for (const word of vendorWords(text(fact, 'name'))) words.add(word)
  return namesHost(words, host)
}

/** A finding of one thing in one place, several of them in one sentence: `a, b and 3 more`. */
export function several(values: Iterable<string>, shown = 4): string {
  const all = [...new Set(values)].map((value) => clip(value))
  if (all.length <= shown) return all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : (all[0] ?? '')
  return `${all.slice(0, shown).join(', ')} and ${all.length - shown} more`
}

/** Values come from strangers: they may be as long as a file. */
export const clip = (value: string, length = 120): string =>
  value.length <= length ? value : `${value.slice(0, length).replace(/[\uD800-\uDBFF]$/, '')}…`

/** Groups in the order of first appearance. */
export function groupBy<T>(all: Iterable<T>, keyOf: (each: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const each of all) {
    const key = keyOf(each)
    if (key === null) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [each])
    else group.push(each)
  }
  return groups
}
