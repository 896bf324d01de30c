/** What an address in a configuration reaches: this machine, its network, or strangers' wires. */
import { classifyHost, hostOfUrl } from '../../src/extract/classify/hosts.js'
import { expandDefaults, hasVariable } from '../../src/launch/normalise.js'

/** `loopback` never leaves the machine; `private` is an address or a name that only a local network knows. */
export type Reach = 'loopback' | 'private' | 'public'

export interface Address {
  /** In lower case, without the colon. */
  readonly scheme: string
  /** Canonical, with its port where that is written and not the scheme's own. */
  readonly host: string
  readonly reach: Reach
}

/** @returns `null` for what is no URL, and where the host depends on a variable */
export function addressOf(text: string): Address | null {
  const url = hostOfUrl(expandDefaults(text.trim()).text)
  if (url === null || url.scheme === '' || url.computed || hasVariable(url.host)) return null
  return { scheme: url.scheme, host: url.host, reach: reachOf(url.host) }
}

/** @param host canonical, with or without a port */
export function reachOf(host: string): Reach {
  const bare = host.startsWith('[') ? host.slice(0, host.indexOf(']') + 1) : host.replace(/:\d+$/, '')
  if (LOOPBACK.test(bare)) return 'loopback'
  return classifyHost(host).local ? 'private' : 'public'
}

/** RFC 6761 gives all of `localhost` to the machine; the unspecified address reaches it too, and so does a container's name for it. */
const LOOPBACK =
  /^(?:localhost|[^/]{1,253}\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1?\]|0\.0\.0\.0|(?:host|gateway)\.(?:docker|containers)\.internal)$/

/** Schemes that anyone on the way can read and change. */
export const isPlain = (scheme: string): boolean => scheme === 'http' || scheme === 'ws'
