/** Servers that are taken from no registry that is read: code of this machine is read in place, all else is only named. */
import type { Machine } from '../machine/machine.js'
import type { Artifact, NotEvaluated, Release } from '../model.js'
import { localProgram } from '../registry/local.js'
import { type EvaluateOptions, type Evaluation, evaluate, unevaluated } from './evaluate.js'
import { failureOf } from './failure.js'
import { launchFailure } from './inventory.js'
import { lockedProgram } from './locked.js'
import type { SurveyedServer } from './survey.js'
import type { Workshop } from './workshop.js'

/** What code of this machine is read with. */
export interface LocalTools {
  /** `null` where no configuration is read. */
  readonly machine: Machine | null
  readonly shop: Workshop
  /** Artefacts that the workshop finds in no registry; what is read here stands in it while it is judged. */
  readonly local: Map<Release, Artifact>
}

/** Rejects only where the signal is aborted: code that can't be read is a failure of its server. */
export async function auditLocal(
  server: SurveyedServer,
  { machine, shop, local }: LocalTools,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const [first] = server.entries
  if (server.program === null || machine === null || first === undefined) return notAudited(server, options)
  try {
    options.doing(`reading ${server.name}`)
    const located = await machine.locateProgram(server.program, first.entry)
    if ('reason' in located) return notAudited(server, options, located.reason)
    const { artifact, release, outside, packages } = await localProgram(located)
    local.set(release, artifact)
    const baseline = lockedProgram(options.locked ?? null, release)
    const target = { release, baseline, lineage: [], history: [], published: false, packages }
    try {
      const evaluation = await evaluate(server, target, shop, options)
      return {
        ...evaluation,
        notEvaluated: [...evaluation.notEvaluated, ...besideOf(server), ...outsideOf(server, outside)],
      }
    } finally {
      // Its bytes are needed no more: hundreds of folders would fill the memory.
      local.delete(release)
    }
  } catch (error) {
    options.signal?.throwIfAborted()
    const failures = [...server.configuration.failures, failureOf(error, { stage: 'fetch', subject: server.id })]
    return { server: unevaluated(server, options, 'it was never published'), failures, notEvaluated: [] }
  }
}

/** What runs beside the program. */
const besideOf = ({ id, launch }: SurveyedServer): NotEvaluated[] =>
  launch.beside === undefined ? [] : [{ subject: id, what: 'what runs beside it', why: launch.beside }]

/** Files named in a remark. */
const NAMED = 3

/** What the program imports from beyond the folder that belongs to it. */
function outsideOf({ id }: SurveyedServer, outside: readonly string[]): NotEvaluated[] {
  if (outside.length === 0) return []
  const more = outside.length > NAMED ? ` and ${outside.length - NAMED} more` : ''
  const why = `it imports ${outside.slice(0, NAMED).join(', ')}${more} from outside of its folder, where nothing is read or locked`
  return [{ subject: id, what: 'code outside of its folder', why }]
}

/** Kinds whose code is on no registry that is read, and launches that can't be understood. */
function notAudited(server: SurveyedServer, options: EvaluateOptions, reason?: string): Evaluation {
  const { launch, id } = server
  const { failures } = server.configuration
  const why = reason ?? launch.reason ?? `servers of the kind ${launch.kind} are not audited`
  const report = unevaluated({ ...server, launch: { ...launch, reason: why } }, options, why)
  const unclear = launchFailure(server)
  if (unclear) return { server: report, failures: [...failures, unclear], notEvaluated: [] }
  return { server: report, failures, notEvaluated: [{ subject: id, what: 'code', why }, ...besideOf(server)] }
}
