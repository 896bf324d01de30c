/** Pins what a test writes, and says what came of it. */
import { discover } from '../../../src/discover/discover.js'
import { dissect } from '../../../src/launch/launch.js'
import { type PinPlan, type PinTarget, planPins } from '../../../src/lockfile/pin/plan.js'
import type { PackageRef, ServerEntry } from '../../../src/model.js'
import { memoryHost } from '../../support/memory-host.js'

export const DIGEST = `sha256:${'a1'.repeat(32)}`
export const VERSIONS: Readonly<Record<PackageRef['ecosystem'], string>> = { npm: '7.8.9', pypi: '7.8.9', oci: DIGEST }

/** All packages of all entries; `before` for those that are to be frozen. */
export const targetsOf = (entries: readonly ServerEntry[], before?: Date): readonly PinTarget[] =>
  entries.flatMap((entry) =>
    dissect(entry).launch.packages.map((ref) => ({
      entry,
      ref,
      version: VERSIONS[ref.ecosystem],
      ...(before ? { before } : {}),
    })),
  )

export interface Pinned {
  /** The new text, or the old one where nothing changes. */
  readonly after: string
  readonly plan: PinPlan
  readonly before: readonly ServerEntry[]
  readonly entries: readonly ServerEntry[]
}

/** Pins everything in a file, and discovers it again. */
export async function pinFile(text: string, file = '/srv/servers.json', before?: Date): Promise<Pinned> {
  const found = await discover(memoryHost({ files: { [file]: text } }), { configs: [file] })
  const plan = await planPins(targetsOf(found.entries, before), async () => text)
  const after = plan.files[0]?.after ?? text
  const again = await discover(memoryHost({ files: { [file]: after } }), { configs: [file] })
  return { after, plan, before: found.entries, entries: again.entries }
}

/** `npm name version!`, of each package of an entry. */
export const packagesOf = (entry: ServerEntry): readonly string[] =>
  dissect(entry).launch.packages.map(
    ({ ecosystem, name, selector, floating }) => `${ecosystem} ${name} ${selector.value}${floating ? '' : '!'}`,
  )

/** What an entry starts, without the choice of releases and without places. */
export function withoutReleases(entry: ServerEntry): unknown {
  const { launch, program, commands } = dissect(entry)
  return {
    ...launch,
    packages: launch.packages.map(({ ecosystem, name }) => `${ecosystem} ${name}`),
    program,
    commands: commands.map(({ name, args }) => [name, args.length]),
  }
}
