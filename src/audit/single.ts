/** One release that a person names, alone or against another one: what `diff` and `inspect` do. */
import { type Host, pathsOf } from '../host.js'
import { readSpec } from '../launch/npm-spec.js'
import {
  type Artifact,
  NO_BASELINE,
  type PackageRef,
  type Packument,
  type Release,
  type Report,
  type Severity,
} from '../model.js'
import { localArtifact } from '../registry/local.js'
import { type Registry, RegistryError } from '../registry/registry.js'
import { conclude } from './conclude.js'
import { evaluate } from './evaluate.js'
import { failureOf } from './failure.js'
import { lineageOf } from './lineage.js'
import { type SurveyedServer, unconfigured } from './survey.js'
import { type Services, workshop } from './workshop.js'

export interface SingleOptions {
  readonly services: Services
  readonly command: string
  /** `npm:name@version`, `name@version`, a .tgz file or a folder. */
  readonly release: string
  /** What it is compared with, written like `release`; `null` for nothing. */
  readonly baseline: string | null
  readonly failOn?: Severity | undefined
  readonly strict?: boolean | undefined
  /** False for `--no-deps`. */
  readonly dependencies?: boolean | undefined
  readonly signal?: AbortSignal | undefined
}

/** A release as named on the command line. */
interface Named {
  readonly release: Release
  readonly ref: PackageRef | null
  /** Where it comes from the registry. */
  readonly packument: Packument | null
  /** Where it comes from this machine. */
  readonly artifact: Artifact | null
}

/**
 * @returns a report with one server, or none where a release can't be had
 * @throws the reason of `signal` where it is aborted; nothing else
 */
export async function auditRelease(
  host: Host,
  options: SingleOptions,
  doing: (what: string) => void = () => {},
): Promise<Report> {
  const { services, command, signal } = options
  const closing = { failOn: options.failOn ?? 'high', strict: options.strict ?? false }
  const blank = { command, servers: [], failures: [], notEvaluated: [], searched: [] }
  let to: Named
  let from: Named | null
  try {
    doing(`resolving ${options.release}`)
    to = await named(options.release, host, services.registry)
    from = options.baseline === null ? null : await named(options.baseline, host, services.registry)
  } catch (error) {
    signal?.throwIfAborted()
    return conclude({ ...blank, failures: [failureOf(error, { stage: 'resolve', subject: options.release })] }, closing)
  }
  const local = new Map([to, from].flatMap((each) => (each?.artifact ? [[each.release, each.artifact] as const] : [])))
  const target = {
    release: to.release,
    baseline: from ? ({ from: 'previous', release: from.release } as const) : NO_BASELINE,
    lineage: to.packument ? lineageOf(to.packument, to.release) : [],
    history: to.packument?.releases ?? [],
    published: true,
    isFile: to.packument === null,
  }
  const { dependencies } = options
  const working = { now: host.now(), doing, signal, dependencies }
  const { server, ...rest } = await evaluate(serverOf(to), target, workshop(services, local), working)
  return conclude({ ...blank, ...rest, servers: [server] }, closing)
}

/**
 * What stands at a path wins over a package of that name, as for Node; `npm:` always means the registry.
 *
 * @throws RegistryError
 */
async function named(text: string, host: Host, registry: Registry): Promise<Named> {
  const path = pathsOf(host).resolve(host.cwd, text)
  const here = /^npm:/.test(text) ? null : await host.files.type(path)
  if (here !== null || /^\.{0,2}[\\/]|\.(tgz|tar\.gz)$/.test(text)) {
    return { ...(await localArtifact(path)), ref: null, packument: null }
  }
  const reading = readSpec({ text: text.replace(/^npm:/, ''), pointer: '', at: 0 }, '')
  if (reading.kind !== 'package') {
    const remedy = 'Name a release like npm:name@1.0.0, a .tgz file, or a folder.'
    throw new RegistryError('resolve', reading.origin ?? 'the release', reading.reason, remedy)
  }
  const { ref } = reading
  const packument = await registry.packument(ref.name)
  return { release: registry.pick(packument, ref.selector), ref, packument, artifact: null }
}

/** A server that nothing here is configured to start. */
function serverOf({ release, ref }: Named): SurveyedServer {
  const kind = ref ? 'npm' : 'local'
  return unconfigured({
    id: `${kind}:${release.name}`,
    name: release.name,
    occurrences: [],
    entries: [],
    launch: { kind, runner: '', wrappers: [], packages: ref ? [ref] : [], origin: ref ? null : release.tarball },
    package: ref,
    choice: null,
    program: null,
  })
}
