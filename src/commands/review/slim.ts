/** What of a result goes to the screen: manifests of strangers are large, and nobody reads them there. Pure. */
import type { Release, ServerReport } from '../../model.js'

/** Of a manifest, what the review shows. */
const SHOWN = ['homepage', 'repository', 'bugs', 'license', 'description'] as const
/** Longer values are no address and no sentence. In characters of JSON. */
const LONGEST = 2_000

export function slimRelease(release: Release): Release {
  const kept = SHOWN.flatMap((key) => {
    const value = Object.hasOwn(release.manifest, key) ? release.manifest[key] : undefined
    return value === undefined || (JSON.stringify(value)?.length ?? 0) > LONGEST ? [] : [[key, value] as const]
  })
  return { ...release, manifest: Object.fromEntries(kept) }
}

/** The same without the manifests of its releases, what the registry says of each dependency, and what the lock repeats. */
export function slim<T extends { readonly server: ServerReport }>(evaluation: T): T {
  const { server } = evaluation
  const { release, baseline, dependencies, locked } = server
  return {
    ...evaluation,
    server: {
      ...server,
      release: release && slimRelease(release),
      ...(locked && { locked: { ...locked, behaviour: null, dependencies: null } }),
      baseline: { ...baseline, release: baseline.release && slimRelease(baseline.release) },
      dependencies: dependencies && {
        ...dependencies,
        tree: {
          ...dependencies.tree,
          packages: dependencies.tree.packages.map((each) => ({ ...each, release: null })),
        },
      },
    },
  }
}
