import { defineHeuristic } from '../src/heuristic.js'
import { isOf, namedBy, PUBLISHERS, type Publisher } from './knowledge/official-publishers.js'
import { clip, several } from './knowledge/read.js'

/** A manifest can name any author and any repository; pages of packages show them as if they were checked. */
export default defineHeuristic({
  id: 'vendor-claimed',
  title: 'the release claims a vendor’s name or repository, and is not the vendor’s',
  severity: 'medium',
  confidence: 'medium',
  about: 'publishing',
  needs: [],
  remedy: 'Look for the package in the vendor’s own documentation. If it is not there, it is someone else’s.',

  *judge({ release, repository, attestation }) {
    const { name, manifest } = release
    // What a repository or its pipeline says of the package is no claim.
    if (repository.known && repository.value.knowsPackage === true) return
    const built =
      attestation?.known === true && attestation.value.result === 'verified' ? attestation.value.source : null
    const denied = repository.known && repository.value.knowsPackage === false
    const named = new Set(namedBy(name))
    for (const publisher of PUBLISHERS) {
      if (isOf(publisher, name)) continue
      const owner = ownerIn(manifest.repository)
      const claims = [
        ...(owner !== null && publisher.owners.has(owner) ? [`the repository of ${clip(owner, 40)}`] : []),
        ...(isPerson(manifest.author, publisher) ? ['its name as author'] : []),
      ]
      if (claims.length === 0 || (built !== null && publisher.owners.has(ownerIn(built.repository) ?? ''))) continue
      // Vendors have packages without a scope as well: those count where their own server is known to be another one.
      const foreign = name.startsWith('@') || (publisher.server !== null && isServer(name))
      if (!denied && !(named.has(publisher) && foreign)) continue
      yield {
        severity: denied || claims.length > 1 ? 'medium' : 'low',
        message: `claims ${several(claims)}, and is not published by ${publisher.title}`,
        evidence: [],
        key: [publisher.title],
      }
    }
  },
})

const isServer = (name: string): boolean => /(?:^|[^a-z])mcp|mcp(?:[^a-z]|$)/i.test(name)

/** Owner on GitHub in a repository's address, in lower case. */
function ownerIn(repository: unknown): string | null {
  const url = typeof repository === 'string' ? repository : (repository as { url?: unknown } | null | undefined)?.url
  if (typeof url !== 'string' || url.length > 300) return null
  const [, owner] = /github\.com[/:]([\w-]+)\//i.exec(url) ?? /^(?:github:)?([\w-]+)\/[\w.-]+$/.exec(url.trim()) ?? []
  return owner?.toLowerCase() ?? null
}

const COMPANY = /,?(?<!\s)\s+(?:inc|llc|ltd|gmbh|corp|corporation|pbc|labs|team|b\.?v|co)\.?$/i

/** Whether an author is the vendor itself, and not one who mentions it. */
function isPerson(author: unknown, { title }: Publisher): boolean {
  const name =
    typeof author === 'string' ? author.slice(0, 200) : (author as { name?: unknown } | null | undefined)?.name
  if (typeof name !== 'string' || name.length > 200) return false
  const [plain = ''] = name.split(/[<(]/, 1)
  return plain.trim().replace(COMPANY, '').toLowerCase() === title.toLowerCase()
}
