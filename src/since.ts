/**
 * Since when: dates what a finding rests on, by searching back through the earlier releases. An attack may lie several
 * releases back, and then the previous release says nothing of it.
 */
import { identityOf, isLive } from './diff.js'
import type { Behaviour, Fact, FactKind, Finding, NotEvaluated, Release, Severity, Since } from './model.js'

/** Behaviour of a release of the package. May reject: then that release can't be examined. */
export type BehaviourOf = (release: Release) => Promise<Behaviour>

/** What a probe of one release says: the evidence is there, is not, or the release can't be examined. */
export type Presence = 'present' | 'absent' | 'unknown'

export interface Appearance {
  /** Index of the release with which the evidence appeared the last time. */
  readonly index: number
  /** Consecutive releases before `index` without it. */
  readonly absentBefore: number
}

/** Severities worth the tarballs that a date costs. */
const DATED: readonly Severity[] = ['critical', 'high', 'medium']

/** Releases that could not be examined, after which a search gives up: by then the cause is the network, not the release. */
const MAX_UNEXAMINED = 6

/** Releases of one package that are read for dates, however many findings it has; one finding needs about log₂ n. */
const MAX_EXAMINED = 60

/**
 * Dates every finding of medium severity or above that rests on facts.
 *
 * @param lineage releases, oldest first; the last is the candidate, in which all findings hold
 * @param candidate behaviour of the candidate
 * @param behaviourOf asked at most once per release, whatever the number of findings
 * @returns the findings in their order, and what could not be dated
 */
export async function dateFindings(
  findings: readonly Finding[],
  lineage: readonly Release[],
  candidate: Behaviour,
  behaviourOf: BehaviourOf,
): Promise<{ readonly findings: readonly Finding[]; readonly notEvaluated: readonly NotEvaluated[] }> {
  const behaviours = new Map<Release, Promise<Behaviour | null>>()
  const examined = async (release: Release): Promise<Behaviour | null> => {
    if (!behaviours.has(release) && behaviours.size >= MAX_EXAMINED) return null
    const asked = behaviours.get(release) ?? behaviourOf(release).catch(() => null)
    behaviours.set(release, asked)
    return asked
  }
  const undated: Finding[] = []

  const dated: Finding[] = []
  for (const finding of findings) {
    const worthIt = DATED.includes(finding.severity) && finding.facts.length > 0 && lineage.length > 0
    const appearance = worthIt && (await latestAppearance(lineage.length, probe(finding)))
    if (worthIt && !appearance) undated.push(finding)
    dated.push({ ...finding, since: appearance ? sinceOf(lineage, appearance) : null })
  }
  return { findings: dated, notEvaluated: explain(undated) }

  function probe(finding: Finding): (index: number) => Promise<Presence> {
    const facts = indexed(candidate)
    const evidence = finding.facts.flatMap(({ kind, value }) => facts.get(identityOf({ kind, value })) ?? [])
    return async (index) => {
      const release = lineage[index]
      const behaviour = release ? await examined(release) : null
      return behaviour === null ? 'unknown' : presence(evidence, candidate, behaviour)
    }
  }
}

/**
 * The latest appearance of something in a row of releases whose last one has it: gallops back from the end (1, 2, 4, …
 * releases) to the nearest sampled release without it and bisects between, so it asks about log₂ n releases. A history
 * in which it appeared once and stayed is dated exactly; where it went and came back, a gap at least as long as its
 * distance from the end is always found.
 *
 * @param count number of releases, the last of which is known to have it and is not asked
 * @param probe asked once per index
 * @returns `null` where a release at the edge can't be examined, so that no release can be named
 */
export async function latestAppearance(
  count: number,
  probe: (index: number) => Promise<Presence>,
): Promise<Appearance | null> {
  const asked = new Map<number, Presence>([[count - 1, 'present']])
  let unexamined = 0
  const ask = async (index: number): Promise<Presence> => {
    const answer = asked.get(index) ?? (unexamined < MAX_UNEXAMINED ? await probe(index) : 'unknown')
    if (answer === 'unknown' && !asked.has(index)) unexamined++
    asked.set(index, answer)
    return answer
  }

  /** The examined release nearest to `index`, strictly between the bounds, older ones first. */
  const near = async (index: number, above: number, below: number): Promise<[number, Presence] | null> => {
    for (let distance = 0; distance < Math.max(index - above, below - index); distance++) {
      for (const each of distance === 0 ? [index] : [index - distance, index + distance]) {
        if (each <= above || each >= below) continue
        const answer = await ask(each)
        if (answer !== 'unknown') return [each, answer]
      }
    }
    return null
  }

  /** Gallops back from `from`, whose answer is `same`, to the nearest sampled release with another answer. */
  const gallop = async (from: number, same: Presence, step = 1): Promise<{ last: number; other: number | null }> => {
    let last = from
    for (let distance = step; last > 0; distance *= 2) {
      const found = await near(Math.max(0, from - distance), -1, last)
      if (found === null) break
      const [index, answer] = found
      if (answer !== same) return { last, other: index }
      last = index
    }
    return { last, other: null }
  }

  /** Narrows `older` and `newer`, whose answers differ, to neighbours; `null` where what lies between can't be examined. */
  const edge = async (older: number, newer: number, newerAnswer: Presence): Promise<number | null> => {
    while (newer - older > 1) {
      const found = await near((older + newer) >> 1, older, newer)
      if (found === null) return null
      if (found[1] === newerAnswer) newer = found[0]
      else older = found[0]
    }
    return newer
  }

  if (count === 0) return null
  const present = await gallop(count - 1, 'present')
  // Releases older than the last that answered are unknown: it may be older than all that could be examined.
  if (present.other === null) return present.last === 0 ? { index: 0, absentBefore: 0 } : null
  const index = await edge(present.other, present.last, 'present')
  if (index === null) return null

  // With the stride that the first gallop had: from the candidate's view, precision nearer than that is worth nothing.
  const absent = await gallop(index - 1, 'absent', count - 1 - present.other)
  const firstAbsent =
    absent.other === null ? absent.last : ((await edge(absent.other, absent.last, 'absent')) ?? absent.last)
  return { index, absentBefore: index - firstAbsent }
}

/**
 * All facts of the evidence together: a combination is as old as its youngest part. A fact that runs in the candidate
 * and lay dormant in the older release counts as absent there, as in the diff.
 */
function presence(evidence: readonly Fact[], candidate: Behaviour, older: Behaviour): Presence {
  const facts = indexed(older)
  const missing = evidence.filter((fact) => {
    const before = facts.get(identityOf(fact))
    return before === undefined || (!isLive(before) && isLive(fact))
  })
  if (missing.length === 0) return 'present'
  return missing.some((fact) => isBlind(older, candidate, fact)) ? 'unknown' : 'absent'
}

/** Read from the manifest, whatever of the code can't be. */
const OF_MANIFEST: ReadonlySet<FactKind> = new Set(['dependency', 'install.script', 'file.opaque'])

/**
 * Whether something that could not be read in a release might hold a fact of another one. Code moves into bundles and out of them: only
 * the very bytes that could not be read in the release that has the fact, either, can't be where it went.
 *
 * @param holder behaviour of the release that has the fact
 */
export function isBlind({ unanalysed, facts }: Behaviour, holder: Behaviour, { kind }: Pick<Fact, 'kind'>): boolean {
  if (unanalysed.length === 0) return false
  if (OF_MANIFEST.has(kind)) return unanalysed.some(({ file }) => file === 'package.json')
  const other = sumsOf(holder.facts)
  const own = sumsOf(facts)
  return unanalysed.some(({ file }) => {
    const sum = own.get(file)
    return sum === undefined || other.get(file) !== sum
  })
}

const sums = new WeakMap<readonly Fact[], ReadonlyMap<string, unknown>>()

/** Of the files that can't be read, by path. */
function sumsOf(facts: readonly Fact[]): ReadonlyMap<string, unknown> {
  const known = sums.get(facts)
  if (known !== undefined) return known
  const opaque = facts.filter(({ kind, detail }) => kind === 'file.opaque' && detail.sha256 !== undefined)
  const made = new Map(opaque.map(({ detail }) => [String(detail.path), detail.sha256] as const))
  sums.set(facts, made)
  return made
}

function sinceOf(lineage: readonly Release[], { index, absentBefore }: Appearance): Since | null {
  const release = lineage[index]
  if (release === undefined) return null
  const date = release.publishedAt.known ? release.publishedAt.value.slice(0, 10) : null
  return { version: release.version, date, releasesBefore: absentBefore }
}

function explain(undated: readonly Finding[]): NotEvaluated[] {
  const subjects = new Set(undated.map((finding) => finding.subject))
  return [...subjects].map((subject) => ({
    subject,
    what: 'since when',
    why: 'an earlier release, on which the date hangs, could not be read',
  }))
}

const indices = new WeakMap<Behaviour, ReadonlyMap<string, Fact>>()

function indexed(behaviour: Behaviour): ReadonlyMap<string, Fact> {
  const known = indices.get(behaviour) ?? new Map(behaviour.facts.map((fact) => [identityOf(fact), fact]))
  indices.set(behaviour, known)
  return known
}
