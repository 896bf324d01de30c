/** A package of the npm registry: the release that would run today, against the one before it. */
import type { NotEvaluated, PackageRef, Release } from '../model.js'
import { type EvaluateOptions, type Evaluation, evaluate, unevaluated } from './evaluate.js'
import { failureOf } from './failure.js'
import { choosing } from './frozen.js'
import { baselineFor, habitIn, lineageOf } from './lineage.js'
import { acceptedBaseline } from './locked.js'
import { packumentAsServed } from './served.js'
import type { SurveyedServer } from './survey.js'
import type { Workshop } from './workshop.js'

export interface PackageOptions extends EvaluateOptions {
  /** Compare with the N-th last release; 1 when absent. */
  readonly history?: number | undefined
  /** No registry is asked: what would run is then not evaluated. */
  readonly frozen?: boolean | undefined
}

/** Rejects only where the signal is aborted: a package that can't be resolved is a failure of its server. */
export async function auditPackage(
  server: SurveyedServer,
  ref: PackageRef,
  shop: Workshop,
  options: PackageOptions,
): Promise<Evaluation> {
  const { launch, configuration, id } = server
  if (options.frozen === true) {
    const why = '--frozen asks no registry'
    const notEvaluated = [{ subject: id, what: 'code', why }, ...remarkOn(server)]
    return { server: unevaluated(server, options, why), failures: configuration.failures, notEvaluated }
  }
  try {
    options.doing(`resolving ${ref.name}`)
    // One entry may take packages of several ecosystems; its registry is that of its own kind.
    const own = launch.kind === ref.ecosystem ? launch.registry : undefined
    const stated = await shop.registry.packument(ref.name, own ? { registry: own } : {})
    const picked = shop.registry.pick(stated, ref.selector, choosing(server, options.now))
    const packument = await packumentAsServed(stated, options.locked ?? null, shop.registry)
    const release = packument.releases.find(({ version }) => version === picked.version) ?? picked
    const lineage = lineageOf(packument, release)
    const history = options.history ?? 1
    // Who asks for an older release asks for the history, whatever was accepted since.
    const baseline =
      (history === 1 ? acceptedBaseline(options.locked ?? null, packument, release) : null) ??
      baselineFor(release, packument, lineage, server.onMachine, history)
    const target = {
      release,
      lineage,
      baseline,
      ...(history === 1 && baseline.from === 'previous' && { habit: habitIn(lineage) }),
      history: packument.releases,
      published: true,
      registry: own,
    }
    const evaluation = await evaluate(server, target, shop, options)
    const remarks = [...remarkOn(server), ...startedInstead(server, ref, release)]
    return { ...evaluation, notEvaluated: [...evaluation.notEvaluated, ...remarks] }
  } catch (error) {
    options.signal?.throwIfAborted()
    const failures = [...configuration.failures, failureOf(error, { stage: 'resolve', subject: id })]
    return { server: unevaluated(server, options, 'no release is known'), failures, notEvaluated: remarkOn(server) }
  }
}

/** What the launch itself leaves open, though its package is known. */
const remarkOn = ({ id, launch, choice }: SurveyedServer): NotEvaluated[] => [
  ...(launch.reason ? [{ subject: id, what: 'what is launched beside it', why: launch.reason }] : []),
  ...(choice?.unclear === undefined ? [] : [{ subject: id, what: 'which release it takes', why: choice.unclear }]),
]

/**
 * A copy of this machine that starts for as long as it is there. What is judged is what a fresh start takes.
 *
 * A bare name makes `npx` compare its cache with the registry, a range that the cache fits does not; an installed copy is taken in
 * either case (libnpmexec, `missingFromTree`).
 */
function startedInstead({ id, onMachine }: SurveyedServer, ref: PackageRef, release: Release): NotEvaluated[] {
  const copy = onMachine.copies.find(({ used }) => used)
  if (copy === undefined || copy.version === release.version) return []
  const { type, value } = ref.selector
  if (copy.place === 'npx cache' && (type !== 'range' || value === '*')) return []
  const what = `${copy.version}, which the next start takes from the ${copy.place}`
  return [{ subject: id, what, why: `${release.version} is judged, which a fresh start takes` }]
}
