/** What is said of connections that check nobody, wherever it is written: in code, or in a command line. Pure. */
import { draft, type FactDraft } from '../draft.js'
import { classifyHost } from './hosts.js'

/**
 * @param how the option or variable, or `proxy <host>`
 * @param scope what it holds for: `process`, `client` or `database`
 * @param guard when it is in force: `load`, `handler`, `setting` or `command`
 * @returns undefined for a proxy on the machine itself
 */
export function tlsDraft(how: string, scope: string, guard: string, host = ''): FactDraft | undefined {
  if (host !== '' && classifyHost(host).local) return undefined
  const asked = guard === 'setting' || guard === 'command'
  // Whether the user asked for it is part of what it is: the same option without the question is another thing.
  const value = `${how}, ${scope === 'process' ? 'all connections' : scope}${asked ? ', when asked' : ''}`
  return draft('tls.unchecked', value, { how, scope, asked, host })
}
