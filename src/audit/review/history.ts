/** Releases of a server's package, and what each of them does. Stub. */
import type { Behaviour, Release, ServerReport } from '../../model.js'
import type { Registry } from '../../registry/registry.js'
import type { Workshop } from '../workshop.js'

/** Oldest first. @throws RegistryError; Error with a sentence where the server has no releases */
export async function releasesOf(_registry: Registry, _report: ServerReport): Promise<readonly Release[]> {
  return []
}

/** @throws what fetching or reading does */
export const behaviourOfRelease = (release: Release, shop: Workshop): Promise<Behaviour> => shop.behaviourOf(release)
