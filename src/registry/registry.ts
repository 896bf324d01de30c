/**
 * What the audit asks of an ecosystem's registry and of a repository's host. Only interfaces: `npm.ts` and `github.ts`
 * speak to the network.
 */
import type {
  Artifact,
  AttestationEvidence,
  DependencyTree,
  Known,
  PackageRef,
  Packument,
  Release,
  RepositoryEvidence,
} from '../model.js'

/** What an entry tells npm about the releases it takes, in the place of what the user's configuration of npm says. */
export interface ReleaseSettings {
  /** Nothing that was published later counts; `null`: everything counts. Absent: as configured. */
  readonly before?: Date | null
  /** The distribution tag that is taken in the place of `latest`. Absent: as configured. */
  readonly tag?: string
}

export interface Registry {
  /**
   * All releases of a package; asked once per name and registry in a run.
   *
   * @param options.registry the entry's own registry, which stands in for the configured one; credentials of other
   *   hosts are not sent to it
   * @throws RegistryError with stage `resolve`
   */
  packument(name: string, options?: { readonly registry?: string }): Promise<Packument>

  /**
   * The release that npm would run today: distribution tags, ranges, deprecation, engines and the user's `before` or
   * `min-release-age` are weighed as npm weighs them.
   *
   * @param packument one that this registry returned
   * @param options.settings of the entry
   * @param options.before takes only what was published before, as npm's `before` does; the earlier of the two holds
   * @throws RegistryError with stage `resolve` where no version fits, or the one that npm would take can't be used
   */
  pick(packument: Packument, selector: PackageRef['selector'], options?: PickOptions): Release

  /**
   * The verified files of a release, in memory and within limits; from the cache where it is there.
   *
   * @throws RegistryError with stage `fetch`
   */
  artifact(release: Release): Promise<Artifact>

  /**
   * The release with the sum of the bytes that the registry hands out for it now, whatever the cache holds; measured once in a
   * run. `null` where no registry is asked, since answers come from the cache alone.
   *
   * @param algorithm of the sum: `sha512`
   * @throws RegistryError with stage `fetch`, also where the bytes are not what the registry itself states
   */
  served(release: Release, algorithm: string): Promise<Release | null>

  /**
   * What the attestation of a release is worth, verified without a network but for its own bytes. Never rejects; absent where a
   * registry knows no attestations.
   */
  readonly attestation?: (release: Release) => Promise<Known<AttestationEvidence>>

  /**
   * What npm would install below a release today, on every platform: by Arborist, over packuments that are fetched and bounded here.
   *
   * @param options.registry as of `packument`
   * @param options.settings of the entry
   * @param options.before takes only what was published before
   * @throws RegistryError with stage `resolve` where npm could not install it either
   */
  tree(release: Release, options?: TreeOptions): Promise<DependencyTree>
}

export interface PickOptions {
  readonly before?: Date
  readonly settings?: ReleaseSettings
}

export interface TreeOptions extends PickOptions {
  readonly registry?: string
}

export interface RepositoryHost {
  /**
   * What the host says of a repository. Never throws; what can't be had is unknown, with the reason.
   *
   * @param repositoryUrl a manifest's `repository`, in any form that npm knows
   * @param version whose tag is looked for
   * @param name of the package, since monorepos tag `name@version`, and since a repository knows what it publishes
   * @param directory of the package in its repository, as the manifest says
   */
  lookup(repositoryUrl: string, version: string, name?: string, directory?: string): Promise<Known<RepositoryEvidence>>
}

/** Why a package could not be resolved or fetched. Neither message nor remedy holds credentials. */
export class RegistryError extends Error {
  readonly stage: 'resolve' | 'fetch'
  /** Name, `name@version`, or path. */
  readonly subject: string
  /** The next step for the person who reads it. */
  readonly remedy: string

  constructor(stage: 'resolve' | 'fetch', subject: string, message: string, remedy: string) {
    super(message)
    this.name = 'RegistryError'
    this.stage = stage
    this.subject = subject
    this.remedy = remedy
  }
}

/** Told while a registry works, for progress. */
export interface RegistryEvent {
  readonly what: 'packument' | 'tarball'
  /** Name, or `name@version`. */
  readonly subject: string
  readonly from: 'network' | 'cache'
  readonly bytes: number
}
