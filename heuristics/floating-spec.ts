import { defineConfigurationHeuristic } from '../src/heuristic.js'
import type { PackageRef, Severity } from '../src/model.js'

/** Tags that a project sets once for a release, by habit: `1.2.3`, `v2.0`, `2026-03-01`, `1.2.3-alpine`, `sha-0123abc`. */
const VERSION_LIKE = /^(v?\d+[.-]\d+([.-]\d+)*([-+_.][\w.+-]+)?|sha-[0-9a-f]{7,})$/i

/** Nine of ten real entries float, so that alone it is worth a word and no alarm. */
export default defineConfigurationHeuristic({
  id: 'floating-spec',
  title: 'the entry runs whatever is newest',
  severity: 'low',
  confidence: 'high',
  remedy: 'Write the exact version into the configuration: `name@1.2.3`.',

  *judge({ ref, launch, entries }) {
    if (ref === null || !ref.floating) return
    const { severity, message, remedy } = ABOUT[ref.ecosystem](ref, launch.runner)
    for (const { entry } of entries) {
      // What is switched off runs nothing; `disabled-but-floating` speaks of it.
      if (entry.disabled) continue
      yield { severity, message, entry, key: [ref.selector.type, ref.selector.value], remedy }
    }
  },
})

interface Words {
  readonly severity: Severity
  readonly message: string
  readonly remedy: string
}

const ABOUT: Record<PackageRef['ecosystem'], (ref: PackageRef, runner: string) => Words> = {
  npm: (ref) => ({
    severity: isRange(ref) ? 'info' : 'low',
    message: `\`${ref.spec}\` names no exact version: a new release runs unseen, at the next start`,
    remedy: `Write the exact version into the configuration: \`${ref.name}@X.Y.Z\`.`,
  }),

  // uv keeps what it resolved once, but for `@latest`; so does pipx, for two weeks.
  pypi: (ref, runner) => ({
    severity: isRange(ref) ? 'info' : 'low',
    message:
      isLatest(ref) || !/^uv/.test(runner)
        ? `\`${ref.spec}\` names no exact version: a new release runs unseen, at the next start`
        : `\`${ref.spec}\` names no exact version: uv takes the newest release once and keeps it in its cache, so that what runs differs from machine to machine and changes when the cache is cleared`,
    remedy: `Write the exact version into the configuration: \`${ref.name}==X.Y.Z\`.`,
  }),

  oci: (ref) => ({
    severity: VERSION_LIKE.test(ref.selector.value) ? 'info' : 'low',
    message: VERSION_LIKE.test(ref.selector.value)
      ? `\`${ref.spec}\` names a tag and no digest: whoever publishes the image can put another one under the same tag`
      : `\`${ref.spec}\` names no version: the next pull may bring an image that nobody has looked at`,
    remedy: `Write the digest behind the image's name: \`${ref.name}@sha256:…\`. \`docker image inspect\` shows it.`,
  }),
}

const isRange = ({ selector: { type, value } }: PackageRef): boolean =>
  type === 'range' && !['', '*', 'x', 'latest'].includes(value)

const isLatest = ({ selector: { value } }: PackageRef): boolean => value === 'latest'
