/** What the audit works with, and the behaviour of releases, each fetched and extracted once per run. */

import type { Advisories } from '../advisories/advisories.js'
import { manifestMismatch, parseManifest } from '../extract/manifest.js'
import type { Artifact, Behaviour, Failure, Release } from '../model.js'
import type { Registry, RepositoryHost } from '../registry/registry.js'

/** Turns artefacts into behaviour: in workers, and from the cache. */
export interface Extractor {
  behaviour(artifact: Artifact): Promise<Behaviour>
  /** What is cached for the integrity of an artefact. */
  cached?(integrity: string): Promise<Behaviour | undefined>
}

/** The parts of the outside world that an audit needs beside its host. */
export interface Services {
  readonly registry: Registry
  readonly repositories: RepositoryHost
  readonly extractor: Extractor
  /** Absent: what is publicly known is not asked for. */
  readonly advisories?: Advisories
}

/** A release that was read. */
export interface Examined {
  readonly behaviour: Behaviour
  /** Fields in which the registry's manifest differs from the package's own. */
  readonly manifestDifferences: readonly string[]
  /** Parts of it that could not be read. */
  readonly failures: readonly Failure[]
}

export interface Workshop extends Services {
  /** Rejects where the release can't be fetched, or a worker dies of it. */
  examine(release: Release): Promise<Examined>
  /** Its behaviour alone, for which nothing is fetched or unpacked where it is cached. Rejects as `examine` does. */
  behaviourOf(release: Release): Promise<Behaviour>
}

/** Paths named in one failure. */
const NAMED = 3

/** @param local artefacts that come from no registry; it may change while the workshop is used */
export function workshop(services: Services, local: ReadonlyMap<Release, Artifact> = new Map()): Workshop {
  // By integrity too: two registries may serve one version with different bytes.
  const seen = new Map<string, Promise<Examined>>()
  const examine = async (release: Release): Promise<Examined> => {
    const artifact = local.get(release) ?? (await services.registry.artifact(release))
    const behaviour = await services.extractor.behaviour(artifact)
    return {
      behaviour,
      manifestDifferences: local.has(release) ? [] : differences(release, artifact),
      failures: [...refusals(artifact, local.has(release)), ...unanalysed(release, behaviour)],
    }
  }
  const keyOf = ({ purl, tarball, integrity }: Release): string => JSON.stringify([purl, tarball, integrity])
  const examineOnce = (release: Release): Promise<Examined> => {
    const known = seen.get(keyOf(release)) ?? examine(release)
    seen.set(keyOf(release), known)
    return known
  }
  return {
    ...services,
    examine: examineOnce,
    async behaviourOf(release) {
      const examined = seen.get(keyOf(release))
      const cached =
        examined === undefined && release.integrity.known && !local.has(release)
          ? await services.extractor.cached?.(release.integrity.value)
          : undefined
      return cached ?? (await examineOnce(release)).behaviour
    },
  }
}

function differences(release: Release, artifact: Artifact): readonly string[] {
  const bytes = artifact.read('package.json')
  const own = bytes && parseManifest(bytes)
  return own?.ok ? manifestMismatch(release.manifest, own.manifest) : []
}

function refusals({ purl, refused }: Artifact, ofMachine: boolean): Failure[] {
  if (refused.length === 0) return []
  const entries = listed(refused.map(({ path, why }) => `${path} (${why})`))
  return [
    {
      stage: 'fetch',
      subject: purl,
      message: ofMachine ? `it holds ${entries}: not read` : `its tarball holds ${entries}: refused, and not read`,
      remedy: ofMachine
        ? 'Look at what stands there before you run it, or put the files themselves in its place.'
        : 'No ordinary package holds such entries. Look at the tarball before you run it.',
    },
  ]
}

function unanalysed({ purl }: Release, behaviour: Behaviour): Failure[] {
  if (behaviour.unanalysed.length === 0) return []
  return [
    {
      stage: 'extract',
      subject: purl,
      message: `could not analyse ${listed(behaviour.unanalysed.map(({ file, why }) => `${file} (${why})`))}`,
      remedy: 'Read these files yourself, or keep to a release in which all code can be analysed.',
    },
  ]
}

const listed = (items: readonly string[]): string =>
  items.length <= NAMED ? items.join(', ') : `${items.slice(0, NAMED).join(', ')} and ${items.length - NAMED} more`
