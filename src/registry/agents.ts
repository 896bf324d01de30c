/**
 * Connections to registries with certificates of their own.
 *
 * Handed to each request, a list of authorities is looked at with each request: Node names a pool of connections by all of its TLS
 * options, make-fetch-happen its agents, and a system's list has hundreds of kilobytes. Here it is read once, into a context.
 */
import { createSecureContext } from 'node:tls'
import { Agent, getAgent } from '@npmcli/agent'

/** npm's options that say how a registry is connected to, and the client's certificate for it. */
export interface ConnectionSettings {
  readonly ca: unknown
  readonly cert: unknown
  readonly key: unknown
  readonly localAddress: unknown
  readonly maxSockets: unknown
  readonly noProxy: unknown
  readonly proxy: unknown
  readonly strictSSL: unknown
}

/** One list of authorities is one object for as long as npm's configuration is. */
const lists = new WeakMap<object, number>()
let known = 0
const agents = new Map<string, Agent>()

/**
 * The agent for a URL: the same one for the same settings. `null` where no certificates are set, of which nothing is dear.
 *
 * @throws Error where the certificates can't be read
 */
export function agentFor(target: URL, settings: ConnectionSettings): Agent | null {
  const { ca, cert, key, noProxy, localAddress, maxSockets, strictSSL } = settings
  if (target.protocol !== 'https:' || (!ca && !cert && !key)) return null
  // npm's own choice, by the settings and the environment.
  const { url: proxy } = getAgent(target.href, { proxy: settings.proxy, noProxy }).proxy
  const name = JSON.stringify([numberOf(ca), cert, key, proxy?.href, noProxy, localAddress, maxSockets, strictSSL])
  const before = agents.get(name)
  if (before !== undefined) return before
  const agent = new Agent({
    ...(proxy && { proxy, noProxy }),
    localAddress,
    maxSockets,
    rejectUnauthorized: strictSSL !== false,
    secureContext: createSecureContext(given({ ca, cert, key })),
  })
  agents.set(name, agent)
  return agent
}

/** Stands for a list without its hundreds of kilobytes. */
function numberOf(ca: unknown): unknown {
  if (typeof ca !== 'object' || ca === null) return ca
  const number = lists.get(ca) ?? ++known
  lists.set(ca, number)
  return number
}

const given = (options: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => Boolean(value)))
