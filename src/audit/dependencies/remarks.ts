/** What is said of packages that were not evaluated. Pure. */
import type { NotEvaluated, Release } from '../../model.js'
import type { ComparedPackage } from './compare.js'

/** Packages named in one remark. */
const NAMED = 3

export const nameOf = ({ dependency }: ComparedPackage): string => `${dependency.name}@${dependency.version}`

export const listed = (items: readonly string[]): string =>
  items.length <= NAMED ? items.join(', ') : `${items.slice(0, NAMED).join(', ')} and ${items.length - NAMED} more`

/** One remark about a server's packages; none where there is nothing to say. */
export function remark({ purl }: Release, what: string, parts: readonly string[]): NotEvaluated[] {
  return parts.length === 0 ? [] : [{ subject: purl, what, why: listed(parts) }]
}
