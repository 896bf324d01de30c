/**
 * Fetches and verifies the attestation of a release.
 *
 * What leaves the machine: one GET per attested release, to the registry that the release came from and to no other host, whatever
 * the packument names; npm does the same. Optional evidence: one attempt, ten seconds.
 */
import type { AttestationEvidence, Known, Release } from '../model.js'
import { unknown } from '../model.js'
import type { Store } from '../store/store.js'
import { attestationKey, verifyAttestations } from './attestation-verify.js'
import { HttpError } from './http.js'

export interface AttestationOptions {
  readonly store: Store
  readonly offline: boolean
  readonly registryOf: (release: Release) => string
  readonly request: (url: string, registry: string, name: string, maxBytes: number) => Promise<Uint8Array>
  /** A trusted root as JSON, in the place of the one that comes with sigstore. */
  readonly trustedRoot?: unknown
}

/** Bytes of an answer; two attestations have some 20 kB. */
const MOST_BYTES = 1024 * 1024

export function createAttestations(
  options: AttestationOptions,
): (release: Release) => Promise<Known<AttestationEvidence>> {
  const { store, offline } = options
  const asked = new Map<string, Promise<Known<AttestationEvidence>>>()

  async function look(release: Release, url: string, integrity: string): Promise<Known<AttestationEvidence>> {
    const key = attestationKey(release.purl, `${integrity} ${url}`)
    const stored = await store.get(key)
    let bytes = stored
    if (bytes === undefined) {
      if (offline) return unknown('the attestation is not in the cache (--offline)')
      try {
        bytes = await options.request(url, options.registryOf(release), release.name, MOST_BYTES)
      } catch (error) {
        return unknown(
          `the attestation can't be had (${error instanceof HttpError ? whatOf(error) : 'the request failed'})`,
        )
      }
    }
    const verdict = await verifyAttestations(bytes, { purl: release.purl, integrity }, options.trustedRoot)
    // What could not be read may be an error page.
    if (stored === undefined && verdict.known) await store.put(key, bytes)
    return verdict
  }

  return async (release) => {
    const { provenance, publication, integrity } = release
    if (!provenance.known) return unknown(provenance.reason)
    if (!provenance.value) return unknown('the registry serves no attestation')
    const stated = publication?.attestations ?? null
    const url = stated === null ? null : onRegistry(stated, options.registryOf(release))
    if (url === null) return unknown('the registry does not say where the attestation is')
    if (!integrity.known) return unknown(integrity.reason)
    const key = JSON.stringify([release.purl, integrity.value, url])
    const running = asked.get(key) ?? look(release, url, integrity.value)
    asked.set(key, running)
    return running
  }
}

/** The stated address at the registry itself, as npm takes it: a stranger's document chooses no host. */
function onRegistry(stated: string, registry: string): string | null {
  try {
    return new URL(new URL(stated).pathname, registry).href
  } catch {
    return null
  }
}

function whatOf({ problem, host }: HttpError): string {
  switch (problem.kind) {
    case 'status':
      return `${host} answers with ${problem.status}`
    case 'too-large':
      return 'it is too large'
    default:
      return `${host} does not answer`
  }
}
