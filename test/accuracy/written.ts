/** The written pairs in every style: whether an attack is found, and whether a twin alarms. */
import pLimit from 'p-limit'
import type { Behaviour, Release } from '../../src/model.js'
import { judgePair, type Played, releaseOf, tell } from '../incidents/replay.js'
import { ordinaryHosts } from '../support/ordinary-hosts.js'
import { seedFor } from '../support/random-names.js'
import type { Files } from './modules.js'
import type { Pair } from './pair.js'
import {
  grouped,
  isSerious,
  storable,
  type Unbuilt,
  type Unmeasured,
  type WrittenPair,
  type WrittenResult,
  worstOf,
} from './snapshot.js'
import { type Style, type StyleName, styles } from './styles.js'

/** The hosts that stand in for the reserved ones are the same in each run, so that two runs can be compared. */
const SEED = 7

/** Pairs that are built and judged at a time. */
const AT_A_TIME = 4

export interface WrittenOptions {
  readonly behaviour: (files: Files) => Promise<Behaviour>
  readonly progress: (line: string) => void
}

export interface WrittenOutcome {
  readonly pairs: readonly WrittenPair[]
  readonly unbuilt: readonly Unbuilt[]
  readonly unmeasured: readonly Unmeasured[]
  /** What was found at medium or above, in words, by id and style: to be read, and never stored. */
  readonly told: ReadonlyMap<string, string>
}

/** @param told whether findings are kept in words; false for pairs that nobody may look at */
export async function measureWritten(
  pairs: readonly Pair[],
  told: boolean,
  { behaviour, progress }: WrittenOptions,
): Promise<WrittenOutcome> {
  const limit = pLimit(AT_A_TIME)
  const unbuilt: Unbuilt[] = []
  const unmeasured: Unmeasured[] = []
  const words = new Map<string, string>()
  let done = 0
  const measure = async (pair: Pair): Promise<WrittenPair> => {
    const results = new Map<StyleName, Omit<WrittenResult, 'styles'>>()
    for (const style of styles) {
      let built: { readonly before: Played | null; readonly after: Played }
      try {
        built = await buildPair(pair, style, behaviour)
      } catch (error) {
        unbuilt.push({ id: pair.id, style: style.name, why: reason(error) })
        continue
      }
      try {
        const { result, text } = judged(built, pair)
        results.set(style.name, result)
        if (told) words.set(`${pair.id} · ${style.name}`, text)
      } catch (error) {
        // A heuristic that fails finds nothing: the pair counts, and the failure is named.
        results.set(style.name, { worst: null, alone: null, by: [] })
        unmeasured.push({ what: `${pair.id}, ${style.name}`, why: reason(error) })
      }
    }
    if (++done % 25 === 0) progress(`${done}/${pairs.length} pairs in ${styles.length} styles`)
    const first = pair.releases.length === 1 ? ({ first: true } as const) : {}
    return { id: pair.id, truth: pair.truth, ...first, results: grouped(results) }
  }
  const measured = await Promise.all(pairs.map((pair) => limit(() => measure(pair))))
  return { pairs: measured, unbuilt, unmeasured, told: words }
}

/** The last two releases of a pair in a style. @throws Error where the style can't be made of it */
export async function buildPair(
  pair: Pair,
  style: Style,
  behaviour: WrittenOptions['behaviour'],
): Promise<{ readonly before: Played | null; readonly after: Played }> {
  const hosts = ordinaryHosts(seedFor(SEED, pair.id), pair.vendorWords)
  const built = async (at: number, build: (files: Files) => Promise<Files>): Promise<Files | null> => {
    const release = pair.releases.at(at)
    return release === undefined ? null : build(hosts.files(release.files))
  }
  const play = async (at: number, files: Files): Promise<Played> => {
    const { publishedAt, publisher } = pair.releases.at(at) ?? { publishedAt: '', publisher: '' }
    return { files, release: releaseOf(files, publishedAt, publisher), behaviour: await behaviour(files) }
  }
  const after = await built(-1, style.after)
  if (after === null) throw new Error('it has no release')
  const likeAfter = await built(-2, style.after)
  if (pair.truth === 'attack' && likeAfter && vanished(pair, likeAfter, after))
    throw new Error('the compiler leaves nothing of what the release brings')
  const before = style.before === style.after ? likeAfter : await built(-2, style.before)
  return { before: before && (await play(-2, before)), after: await play(-1, after) }
}

/** Whether scripts that differ as they are written are the same once they are built: a minifier may drop what has no use. */
function vanished(pair: Pair, before: Files, after: Files): boolean {
  const scripts = (files: Files) =>
    JSON.stringify(
      Object.entries(files)
        .filter(([path]) => path !== 'package.json')
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    )
  const [written, last] = [pair.releases.at(-2)?.files ?? {}, pair.releases.at(-1)?.files ?? {}]
  return scripts(before) === scripts(after) && scripts(written) !== scripts(last)
}

function judged({ before, after }: { before: Played | null; after: Played }, pair: Pair) {
  const hosts = ordinaryHosts(seedFor(SEED, pair.id), pair.vendorWords)
  const earlier = pair.releases
    .slice(0, -2)
    .map(({ files, publishedAt, publisher }) => releaseOf(hosts.files(files), publishedAt, publisher))
  const history: Release[] = [...earlier, ...(before ? [before.release] : []), after.release]
  const alone = judgePair(after, null, 'none', history).findings
  const compared = before ? judgePair(after, before, 'previous', history).findings : null
  const shown = compared ?? alone
  const result: Omit<WrittenResult, 'styles'> = {
    worst: compared && worstOf(compared),
    alone: worstOf(alone),
    by: [...new Set(shown.filter(({ severity }) => isSerious(severity)).map(({ heuristic }) => heuristic))].sort(),
  }
  return { result, text: tell(shown) }
}

const reason = (error: unknown): string => storable(error instanceof Error ? error.message : String(error))
