/**
 * Real release pairs: the newest releases of well-known packages against the release before each, judged as the audit judges them
 * on an ordinary day after they were published.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import pLimit from 'p-limit'
import semver from 'semver'
import { lineageOf } from '../../src/audit/lineage.js'
import { workshop } from '../../src/audit/workshop.js'
import { diffBehaviour } from '../../src/diff.js'
import { createExtractor } from '../../src/extract/pool.js'
import { nodeHost } from '../../src/host.js'
import { judge } from '../../src/judge.js'
import { type Finding, NOTHING_ON_MACHINE, type Packument, type Release, unknown } from '../../src/model.js'
import { createNpmRegistry } from '../../src/registry/npm.js'
import { openStore, type Store } from '../../src/store/store.js'
import { isAlarm, type RealName, storable, type Unmeasured } from './snapshot.js'

/** One pair to measure, by version; without versions the newest ones of a package. */
export interface Wanted {
  readonly name: string
  readonly group: RealName
  /** Pairs `[from, to]` by version, or how many of the newest. */
  readonly pairs: number | readonly (readonly [from: string, to: string])[]
}

export interface Measured {
  readonly group: RealName
  readonly from: string
  readonly to: string
  /** At medium or above, worst first. */
  readonly findings: readonly Finding[]
}

export interface RealOptions {
  /** Folder for tarballs, packuments and behaviours. */
  readonly cache: string
  /** What publication times that are not known are replaced by. */
  readonly now: Date
  readonly progress: (line: string) => void
}

/** Long enough after a release that its youth is no matter; the written pairs are judged on the same day. */
const DAYS_LATER = 45
const DAY = 86_400_000

/** Packages whose registry, extractor and behaviours are held at a time: what a run remembers is let go after each batch. */
const BATCH = 10
/** Milliseconds for one package: what a busy machine does not get done in the audit's own time must not decide what is measured. */
const TIMEOUT = 600_000
/** Packages that are worked on at a time. */
const AT_A_TIME = 3

export async function measureReal(
  wanted: readonly Wanted[],
  { cache, now, progress }: RealOptions,
): Promise<{ readonly measured: readonly Measured[]; readonly unmeasured: readonly Unmeasured[] }> {
  const store = await codeBound(await openStore(cache, { onWarning: progress }))
  const measured: Measured[] = []
  const unmeasured: Unmeasured[] = []
  let done = 0
  for (let first = 0; first < wanted.length; first += BATCH) {
    const batch = wanted.slice(first, first + BATCH)
    const registry = await createNpmRegistry({ host: nodeHost(), store, offline: false, maxAge: DAY })
    const extractor = createExtractor({ store, timeout: TIMEOUT })
    const repositories = { lookup: async () => unknown('GitHub is not asked') }
    const limit = pLimit(AT_A_TIME)
    const work = async (one: Wanted): Promise<void> => {
      const shop = workshop({ registry, repositories, extractor })
      const fail = (what: string, error: unknown) => {
        unmeasured.push({ what, why: storable(error instanceof Error ? error.message : String(error)) })
        progress(`failed: ${what}: ${error instanceof Error ? error.message : String(error)}`)
      }
      try {
        const packument = await registry.packument(one.name)
        for (const [from, to] of pairsOf(packument, one, fail)) {
          try {
            const [before, after] = await Promise.all([shop.behaviourOf(from), shop.examine(to)])
            for (const { message } of after.failures) progress(`${to.purl}: ${message}`)
            const { findings, failures } = judge({
              server: `npm:${to.name}`,
              release: to,
              history: upTo(packument, to),
              baseline: { from: 'previous', release: from },
              behaviour: after.behaviour,
              baselineBehaviour: before,
              change: diffBehaviour(before, after.behaviour),
              manifestDifferences: after.manifestDifferences,
              repository: unknown('GitHub is not asked'),
              onMachine: NOTHING_ON_MACHINE,
              now: new Date(to.publishedAt.known ? Date.parse(to.publishedAt.value) + DAYS_LATER * DAY : now.getTime()),
            })
            for (const { message } of failures) throw new Error(message)
            const alarms = findings.filter(({ severity }) => isAlarm(severity))
            measured.push({ group: one.group, from: from.purl, to: to.purl, findings: alarms })
          } catch (error) {
            fail(to.purl, error)
          }
        }
      } catch (error) {
        fail(one.name, error)
      }
      progress(`${++done}/${wanted.length} ${one.name}`)
    }
    await Promise.all(batch.map((one) => limit(() => work(one))))
    await extractor.close()
  }
  return { measured, unmeasured }
}

function pairsOf(
  packument: Packument,
  { name, pairs }: Wanted,
  fail: (what: string, error: unknown) => void,
): (readonly [Release, Release])[] {
  const stable = packument.releases.filter(({ version }) => semver.valid(version) && !semver.prerelease(version))
  if (typeof pairs !== 'number') {
    return pairs.flatMap(([from, to]) => {
      const [before, after] = [from, to].map((version) => packument.releases.find((r) => r.version === version))
      if (before && after) return [[before, after] as const]
      fail(`${name} ${from} → ${to}`, 'the registry no longer has it')
      return []
    })
  }
  // By version: a mirror's times of publication may be those of its own copies.
  const newest = stable.toSorted((a, b) => semver.compareBuild(b.version, a.version)).slice(0, pairs)
  const found = newest.flatMap((release) => {
    const before = lineageOf(packument, release).at(-2)
    return before && !semver.prerelease(before.version) ? [[before, release] as const] : []
  })
  if (found.length === 0) fail(name, 'it has no two releases that are no prereleases')
  return found
}

/** What there was when a release was published; what came later knows more than an audit could have. */
function upTo({ releases }: Packument, release: Release): readonly Release[] {
  return releases.slice(0, releases.findIndex(({ version }) => version === release.version) + 1)
}

/**
 * A store in which behaviours are bound to the extractor's own code: it changes more often than its version, and a behaviour of
 * other code must not be measured.
 */
async function codeBound(store: Store): Promise<Store> {
  const folder = fileURLToPath(new URL('../../src/extract', import.meta.url))
  const files = (await readdir(folder, { recursive: true })).filter((file) => /\.[jt]s$/.test(file)).sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(file).update(await readFile(`${folder}/${file}`))
  const code = hash.digest('hex').slice(0, 16)
  const bound = (key: string): string => (key.startsWith('behaviour:') ? `accuracy:${code}:${key}` : key)
  return { ...store, get: (key) => store.get(bound(key)), put: (key, bytes) => store.put(bound(key), bytes) }
}
