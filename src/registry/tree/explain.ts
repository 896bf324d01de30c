/** What npm's resolution failed with, in words for the person who reads it: the package, and the way to it. */
import type { Node } from '@npmcli/arborist'
import { RegistryError } from '../registry.js'

/**
 * @param id of the release whose tree it is
 * @param way from the release to the package that it failed with, as far as it is known
 */
export function explain(error: unknown, id: string, way: readonly string[]): RegistryError {
  const { code, message } = error as { code?: unknown; message?: unknown }
  const along = way.length > 1 ? ` (${way.join(' > ')})` : ''
  const fail = (why: string, remedy: string) => new RegistryError('resolve', id, `${why}${along}`, remedy)
  const last = way.at(-1) ?? 'a dependency'

  if (error instanceof RegistryError) {
    return fail(`its dependency ${error.subject} can't be resolved: ${error.message}`, error.remedy)
  }
  switch (code) {
    case 'ETARGET':
    case 'ENOVERSIONS':
      return fail(
        `no published version of its dependency ${last} fits`,
        'npm can not install this release; take another one, or wait until the dependency is published.',
      )
    case 'EINCOMPLETEMANIFEST':
      return fail(
        `npm would take a version of ${last} that the registry describes wrongly`,
        'Pin an earlier version until the registry is mended.',
      )
    case 'ERESOLVE':
      return fail(
        `its peer dependencies contradict each other: ${conflict(error)}`,
        'npm refuses to install it; take another release, or set `legacy-peer-deps` in the configuration of npm.',
      )
    case 'EBADENGINE':
      return fail(
        'a package in it does not run on this Node, and npm is told to be strict',
        'Use another Node, or unset `engine-strict`.',
      )
    default:
      return fail(
        `npm can't read its dependencies (${typeof code === 'string' ? code : String(message).slice(0, 200)})`,
        'npm can not install it as it is; look at its dependencies by hand.',
      )
  }
}

/**
 * `name@spec` of the first required package that could not be loaded, behind the packages that lead to it.
 *
 * @param wanted name of the package, where it is known; it may have no place in the tree yet
 */
export function wayToFailure(tree: Node, wanted: string | null): readonly string[] {
  const ways = new Map<Node, readonly string[]>([[tree, []]])
  let unplaced: readonly string[] | null = null
  for (const [node, way] of ways) {
    for (const { name, spec, to } of node.edgesOut.values()) {
      if (to === null) {
        if (name === wanted || spec.startsWith(`npm:${wanted}@`)) unplaced ??= [...way, `${name}@${spec}`]
        continue
      }
      if (ways.has(to)) continue
      if (to.errors.length === 0) ways.set(to, [...way, `${to.packageName ?? to.name}@${to.version}`])
      else if (!to.optional || name === wanted) return [...way, `${name}@${spec}`]
    }
  }
  return unplaced ?? []
}

interface Explained {
  readonly name?: string
  readonly version?: string
  readonly spec?: string
  readonly from?: Explained
}

/** `a@1.0.0 wants react@^17, and react@18.2.0 is there`. */
function conflict(error: unknown): string {
  const { edge, current } = error as { edge?: Explained; current?: Explained }
  const wants = `${edge?.from?.name ?? 'a package'}@${edge?.from?.version ?? ''} wants ${edge?.name}@${edge?.spec}`
  return current?.name === undefined ? wants : `${wants}, and ${current.name}@${current.version} is there`
}
