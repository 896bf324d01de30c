/** Plays a fixture through extraction, diff and judgement, as the audit does, without a registry. */
import { diffBehaviour } from '../../src/diff.js'
import { extractBehaviour } from '../../src/extract/extract.js'
import { judge } from '../../src/judge.js'
import {
  type Baseline,
  type BaselineOrigin,
  type Behaviour,
  type Change,
  type Finding,
  known,
  NOTHING_ON_MACHINE,
  type Release,
  SEVERITIES,
  type Severity,
  unknown,
  type Where,
} from '../../src/model.js'
import { dateFindings } from '../../src/since.js'
import { artifactOf } from '../support/artifact.js'
import { ordinaryHosts } from '../support/ordinary-hosts.js'
import type { Evidence, Fixture } from './fixture.js'

/** Long enough after the release that its youth is no matter. */
const DAYS_LATER = 45

export interface Played {
  readonly release: Release
  readonly files: Readonly<Record<string, string>>
  readonly behaviour: Behaviour
}

export interface Verdict {
  readonly findings: readonly Finding[]
  readonly change: Change
  readonly candidate: Played
  /** The fixture's text as the product saw it. */
  readonly text: (text: string) => string
}

export class Replay {
  readonly fixture: Fixture
  readonly seed: number
  readonly text: (text: string) => string
  readonly releases: readonly Release[]
  readonly #played = new Map<number, Played>()
  readonly #files: readonly Readonly<Record<string, string>>[]

  constructor(fixture: Fixture, seed: number) {
    this.fixture = fixture
    this.seed = seed
    const hosts = ordinaryHosts(seed, fixture.vendorWords)
    this.text = hosts.text
    this.#files = fixture.releases.map((r) => hosts.files(r.files))
    this.releases = fixture.releases.map((r, i) => releaseOf(this.#files[i] ?? {}, r.publishedAt, r.publisher))
  }

  indexOf(version: string): number {
    const index = this.fixture.releases.findIndex((r) => r.version === version)
    if (index < 0) throw new Error(`${this.fixture.id} has no version ${version}`)
    return index
  }

  played(index: number): Played {
    const had = this.#played.get(index)
    if (had) return had
    const files = this.#files[index]
    const release = this.releases[index]
    if (!files || !release) throw new Error(`${this.fixture.id} has no release ${index}`)
    const made = { release, files, behaviour: extractBehaviour(artifactOf(files)) }
    this.#played.set(index, made)
    return made
  }

  /** @param baseline index of the release to compare with, or `null` for none */
  judge(candidate: number, baseline: number | null, from: BaselineOrigin = 'previous'): Verdict {
    const after = this.played(candidate)
    const before = baseline === null ? null : this.played(baseline)
    return { ...judgePair(after, before, from, this.releases.slice(0, candidate + 1)), text: this.text }
  }

  async dated(candidate: number, baseline: number | null): Promise<readonly Finding[]> {
    const { findings, candidate: played } = this.judge(candidate, baseline)
    const lineage = this.releases.slice(0, candidate + 1)
    const { findings: dated } = await dateFindings(
      findings,
      lineage,
      played.behaviour,
      async (release) => this.played(this.releases.indexOf(release)).behaviour,
    )
    return dated
  }
}

export function judgePair(
  after: Played,
  before: Played | null,
  from: BaselineOrigin,
  history: readonly Release[],
): Omit<Verdict, 'text'> {
  const baseline: Baseline = before ? { from, release: before.release } : { from: 'none', release: null }
  const change = diffBehaviour(before?.behaviour ?? null, after.behaviour)
  const published = after.release.publishedAt.known ? Date.parse(after.release.publishedAt.value) : 0
  const { findings, failures } = judge({
    server: `npm:${after.release.name}`,
    release: after.release,
    history,
    baseline,
    behaviour: after.behaviour,
    baselineBehaviour: before?.behaviour ?? null,
    change,
    manifestDifferences: [],
    repository: unknown('not asked in this test'),
    onMachine: NOTHING_ON_MACHINE,
    now: new Date(published + DAYS_LATER * 86_400_000),
  })
  if (failures.length > 0) throw new Error(failures.map((f) => f.message).join('\n'))
  return { findings, change, candidate: after }
}

export function releaseOf(files: Readonly<Record<string, string>>, publishedAt: string, publisher: string): Release {
  const manifest = JSON.parse(files['package.json'] ?? '{}') as Record<string, unknown>
  const name = String(manifest.name)
  const version = String(manifest.version)
  return {
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    name,
    version,
    integrity: known(artifactOf(files).integrity),
    tarball: '',
    publishedAt: known(publishedAt),
    publisher: known(publisher),
    maintainers: known([publisher]),
    provenance: known(false),
    deprecated: null,
    manifest,
  }
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity)

export const atLeast = (findings: readonly Finding[], severity: Severity): readonly Finding[] =>
  findings.filter((f) => rank(f.severity) <= rank(severity))

/** Whether a place of a finding is the one that is meant: its excerpt, its line, or in a minified file what surrounds it. */
export function shows(
  where: Where,
  wanted: Evidence,
  files: Readonly<Record<string, string>>,
  text: (t: string) => string,
): boolean {
  if (![wanted.file].flat().includes(where.file)) return false
  const line = (files[where.file] ?? '').split('\n')[where.line - 1] ?? ''
  const around = line.length <= 300 ? line : line.slice(Math.max(0, where.column - 201), where.column + 600)
  const texts = typeof wanted.text === 'string' ? [wanted.text] : wanted.text
  return texts
    .map(text)
    .some((t) => where.excerpt.includes(t) || around.includes(t) || t.split('\n')[0] === around.trim())
}

export const tell = (findings: readonly Finding[]): string =>
  findings
    .map(
      (f) =>
        `${f.severity} ${f.heuristic}: ${f.message}${f.evidence.map((e) => `\n      ${e.file}:${e.line}:${e.column} ${e.excerpt}`).join('')}`,
    )
    .join('\n    ') || '(no findings)'
