/** Whose hosts a package's README names: what a release reaches is less of a surprise where its users are told of it. */
import { classifyHost } from './classify/hosts.js'

/** UTF-16 units of a README that are read. */
const MOST_TEXT = 1 << 18
/** A README that names more says nothing of any of them: a list of links. */
const MOST_DOMAINS = 60

/** Opens an address; what follows it up to the first character that no host holds is the host. Linear. */
const ADDRESS = /\b(?:https?|wss?):\/\/([a-z0-9.-]{4,253})/gi

/** A README in the root of a package, in any language. */
export const isReadme = (path: string): boolean => /^readme(?:\.[\w.-]{1,20})?$/i.test(path)

/**
 * @param texts of READMEs, decoded
 * @returns registrable domains of the addresses in them, sorted, without local names and without services where anybody may drop
 *   something; none where they are too many
 */
export function documentedDomains(texts: Iterable<string>): readonly string[] {
  const domains = new Set<string>()
  for (const text of texts) {
    for (const [, name] of text.slice(0, MOST_TEXT).matchAll(ADDRESS)) {
      const host = classifyHost(name ?? '')
      if (host.registrable !== null && !host.local && host.drop === null) domains.add(host.registrable)
    }
  }
  return domains.size > MOST_DOMAINS ? [] : [...domains].sort()
}
