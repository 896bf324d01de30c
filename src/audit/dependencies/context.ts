/** What the heuristics about dependencies may know of a tree, beside the tree itself. */
import pLimit from 'p-limit'
import { isYoungRelease } from '../../../heuristics/knowledge/dependency-age.js'
import type { DependencyContext, GoneDependency, JudgedDependency } from '../../heuristic.js'
import { type Advisory, type Known, type NotEvaluated, type Release, unknown } from '../../model.js'
import { purlOf } from '../../registry/packument.js'
import type { Workshop } from '../workshop.js'
import type { ComparedPackage, Comparison, EarlierPackage, EarlierTree } from './compare.js'
import type { Releases } from './releases.js'
import type { DependencySubject } from './subject.js'

/** Registries that are asked about a package at once. */
const AT_A_TIME = 12
/** Packages of the tree before that are looked up. */
const MOST_LOOKED_UP = 500

export interface Context {
  readonly context: DependencyContext
  readonly notEvaluated: readonly NotEvaluated[]
}

export async function dependencyContext(
  { server, release, registry }: DependencySubject,
  comparison: Comparison,
  earlier: EarlierTree | null,
  { shop, releases, now }: { readonly shop: Workshop; readonly releases: Releases; readonly now: Date },
): Promise<Context> {
  const limit = pLimit(AT_A_TIME)
  const advisories = await advisoriesOf(comparison, shop, registry)
  const [packages, gone] = await Promise.all([
    Promise.all(
      comparison.packages.map((each) =>
        limit(() => judgedDependency(each, releases, now, advisories.get(each.dependency.purl))),
      ),
    ),
    // What the release before would take today is listed today.
    earlier === null || earlier.from === 'previous'
      ? []
      : Promise.all(
          comparison.gone
            .filter(isOfRegistry)
            .slice(0, MOST_LOOKED_UP)
            .map((each) => limit(() => goneDependency(each, release, releases))),
        ),
  ])
  return {
    context: {
      server: server.id,
      release,
      compared: earlier !== null,
      accepted: earlier?.from === 'lock',
      packages,
      gone: gone.flatMap((each) => each ?? []),
      now,
    },
    notEvaluated: unasked(release, advisories),
  }
}

async function judgedDependency(
  { dependency, status, before }: ComparedPackage,
  releases: Releases,
  now: Date,
  advisories: Known<readonly Advisory[]> | undefined,
): Promise<JudgedDependency> {
  const moved = status === 'moved' && before !== null
  const unusual = status === 'added' || (status !== 'same' && isYoungRelease(dependency.release, now))
  return {
    ...dependency,
    status,
    movedFrom: moved ? before.version : null,
    ranScriptBefore: moved && dependency.installScript ? await ranScript(before, releases) : null,
    integrityBefore: status === 'same' ? (before?.integrity ?? null) : null,
    packageSince: unusual ? await packageSince(dependency, releases) : unknown('not asked'),
    advisories: advisories?.known ? advisories.value : [],
  }
}

async function ranScript(before: EarlierPackage, releases: Releases): Promise<boolean | null> {
  const release = await releases.earlier(before)
  return release && runsOnInstall(release)
}

/** The registry's own word, or what it rests on; npm compiles a package with a `binding.gyp` unasked. */
function runsOnInstall({ manifest }: Release): boolean {
  if (manifest.hasInstallScript === true || manifest.gypfile === true) return true
  const { scripts } = manifest
  if (typeof scripts !== 'object' || scripts === null) return false
  return ['preinstall', 'install', 'postinstall'].some((event) => Object.hasOwn(scripts, event))
}

async function packageSince({ name, source }: ComparedPackage['dependency'], releases: Releases) {
  if (source !== 'registry') return unknown('it comes from no registry')
  const listing = await releases.list(name)
  if (listing.type !== 'listed') return unknown('the registry does not list it')
  // Oldest first, where every time is known; one that is not might be the oldest.
  const { releases: listed } = listing.packument
  return listed.find(({ publishedAt }) => !publishedAt.known)?.publishedAt ?? listed[0]?.publishedAt ?? NO_RELEASE
}

const NO_RELEASE = unknown('the registry lists no release')

/** Whether a registry states its bytes: what was bundled in another package, or comes from git, has none. */
const isOfRegistry = ({ integrity }: EarlierPackage): boolean => integrity !== null

/** `null` for a version that the registry still lists, or about which it can't be asked. */
async function goneDependency(
  { name, version }: EarlierPackage,
  { name: server, version: serverVersion }: Release,
  releases: Releases,
): Promise<GoneDependency | null> {
  const listing = await releases.list(name)
  if (listing.type === 'unknown') return null
  const left = listing.type === 'listed' ? listing.packument.releases : []
  if (left.some((each) => each.version === version)) return null
  return {
    name,
    version,
    purl: purlOf(name, version),
    path: [`${server}@${serverVersion}`, `${name}@${version}`],
    wholly: left.every((each) => /^0\.0\.\d+-security/.test(each.version)),
  }
}

async function advisoriesOf(
  { packages }: Comparison,
  { advisories }: Workshop,
  registry: string | undefined,
): Promise<ReadonlyMap<string, Known<readonly Advisory[]>>> {
  const purls = packages
    .filter(({ dependency }) => dependency.source === 'registry')
    .map((each) => each.dependency.purl)
  return advisories && purls.length > 0 ? await advisories.lookup([...new Set(purls)], { registry }) : new Map()
}

function unasked(
  { purl }: Release,
  advisories: ReadonlyMap<string, Known<readonly Advisory[]>>,
): readonly NotEvaluated[] {
  const reasons = [...advisories.values()].flatMap((each) => (each.known ? [] : [each.reason]))
  return [...new Set(reasons)].map((why) => ({ subject: purl, what: 'advisories', why }))
}
