import { defineHeuristic } from '../src/heuristic.js'
import { isNamedAlone, isOf, namedBy, PUBLISHERS, type Publisher } from './knowledge/official-publishers.js'
import { WELL_KNOWN_SERVERS } from './knowledge/popular-packages.js'

/** Most servers for a service are made by someone else, and honest; who gives them a key should know. */
export default defineHeuristic({
  id: 'not-the-vendor',
  title: 'the server is named after a vendor who does not publish it',
  severity: 'info',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'If you meant the vendor’s own server, take that one; else decide whether this publisher may have your key.',

  *judge({ release }) {
    const { name } = release
    const named = namedBy(name)
    // One vendor's server may be for another one's service: a known publisher is none to be told of.
    if (named.length === 0 || PUBLISHERS.some((publisher) => isOf(publisher, name)) || !isServer(name)) return
    // Its bare name is what the vendor's own would be called; well-known ones are known as someone else's.
    const alone = !name.startsWith('@') && !WELL_KNOWN_SERVERS.has(name)
    for (const publisher of named.slice(0, 2)) {
      const known = WELL_KNOWN_SERVERS.has(name) || publisher.server === null
      yield {
        severity: alone && !known && isNamedAlone(publisher, name) ? 'low' : 'info',
        message: `not published by ${publisher.title}${ownOf(publisher)}`,
        evidence: [],
        key: [publisher.title],
      }
    }
  },
})

const isServer = (name: string): boolean => /(?:^|[^a-z])mcp|mcp(?:[^a-z]|$)/i.test(name)

function ownOf({ server, scopes }: Publisher): string {
  const [scope] = scopes
  if (server !== null) return `, whose own server is ${server}`
  return scope === undefined ? '' : `, whose packages are in @${scope}`
}
