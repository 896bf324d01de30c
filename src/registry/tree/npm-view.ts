/** A trimmed packument as npm's own code reads it. A version's dependencies are read when they are first wanted. */
import type { View } from './look-ahead.js'
import { type Wants, wantsOf } from './specs.js'
import { type Candidate, dictionary, type TrimmedPackument } from './trim.js'

/** Told what a version wants below it when that is first read: then npm has picked it. */
export type OnWanted = (wants: Wants) => void

/**
 * @param registry base of the made-up addresses of tarballs, which Arborist tells versions apart by; nothing is taken from there
 * @param withTime whether the times of publication count
 */
export function npmView(packument: TrimmedPackument, registry: string, withTime: boolean, onWanted: OnWanted): View {
  const versions = packument.candidates.map((candidate) => {
    return [candidate.version, new VersionView(packument, candidate, registry, onWanted)] as const
  })
  return {
    name: packument.name,
    'dist-tags': packument.distTags,
    versions: dictionary(versions),
    ...(withTime && packument.time !== null ? { time: packument.time } : {}),
  }
}

/** npm's code adds fields of its own, such as `_id`. */
class VersionView {
  readonly name: string
  readonly version: string | undefined
  readonly engines: Candidate['engines']
  readonly deprecated: boolean
  readonly #number: string
  readonly #packument: TrimmedPackument
  readonly #registry: string
  readonly #onWanted: OnWanted
  #wants: Wants | undefined

  constructor(packument: TrimmedPackument, candidate: Candidate, registry: string, onWanted: OnWanted) {
    const { version, engines, deprecated, usable } = candidate
    this.name = packument.name
    // npm takes a manifest without a version for one that can't be installed.
    this.version = usable ? version : undefined
    this.engines = engines
    this.deprecated = deprecated
    this.#number = version
    this.#packument = packument
    this.#registry = registry
    this.#onWanted = onWanted
  }

  /** Read once: npm's code strikes dependencies out that are optional too. */
  #wanted(): Wants {
    if (this.#wants === undefined) {
      const release = this.#packument.release(this.#number)
      this.#wants = release === null || typeof release === 'string' ? NOTHING : wantsOf(release.manifest)
      this.#onWanted(this.#wants)
    }
    return this.#wants
  }

  get dependencies(): object {
    return this.#wanted().dependencies
  }

  get optionalDependencies(): object {
    return this.#wanted().optionalDependencies
  }

  get peerDependencies(): object {
    return this.#wanted().peerDependencies
  }

  get peerDependenciesMeta(): object {
    return this.#wanted().peerDependenciesMeta
  }

  get acceptDependencies(): object {
    return this.#wanted().acceptDependencies
  }

  get dist(): object {
    return { tarball: `${this.#registry}${this.name.replace('/', '%2f')}/-/${encodeURIComponent(this.#number)}.tgz` }
  }
}

const NOTHING = wantsOf({})
