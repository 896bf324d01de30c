/** Facts, releases and subjects for tests of what comes after extraction. */
import { diffBehaviour } from '../../src/diff.js'
import type { JudgedSubject } from '../../src/heuristic.js'
import { judge } from '../../src/judge.js'
import {
  type BaselineOrigin,
  type Behaviour,
  type Detail,
  type Fact,
  type FactKind,
  type Finding,
  NOTHING_ON_MACHINE,
  type Reach,
  type Release,
  unknown,
} from '../../src/model.js'

/** A live fact of `dist/index.js`; `extra.reach` and `extra.file` say otherwise. */
export function fact(
  kind: FactKind,
  value: string,
  detail: Detail = {},
  extra: { readonly reach?: Reach; readonly file?: string; readonly line?: number } = {},
): Fact {
  const where = { file: extra.file ?? 'dist/index.js', line: extra.line ?? 1, column: 1, excerpt: value }
  return { kind, value, detail, where, reach: extra.reach ?? 'runs' }
}

export const behaviour = (facts: readonly Fact[], unanalysed: Behaviour['unanalysed'] = []): Behaviour => ({
  facts,
  unanalysed,
})

/** A release of which nothing optional is known, unless `fields` says so. */
export function release(fields: Partial<Release> = {}): Release {
  const name = fields.name ?? '@tallybird/mcp'
  const version = fields.version ?? '1.0.1'
  return {
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    name,
    version,
    integrity: { known: true, value: 'sha512-AAAA' },
    tarball: '',
    publishedAt: unknown('not asked'),
    publisher: unknown('not asked'),
    maintainers: unknown('not asked'),
    provenance: unknown('not asked'),
    deprecated: null,
    manifest: { name, version },
    ...fields,
  }
}

export interface SubjectParts extends Partial<Omit<JudgedSubject, 'behaviour' | 'change' | 'baseline' | 'release'>> {
  /** Facts of the release that is judged; `null`: its code was not evaluated. */
  readonly facts?: readonly Fact[] | null
  /** Facts of the baseline. Without them there is none. */
  readonly before?: readonly Fact[]
  readonly from?: BaselineOrigin
  readonly release?: Partial<Release>
  readonly baselineRelease?: Partial<Release>
  /** Version of the baseline; the candidate's is 1.0.1. */
  readonly baselineVersion?: string
  /** Domains that the README names: the release's, and the baseline's. */
  readonly documented?: readonly string[]
  readonly documentedBefore?: readonly string[]
}

/** What the audit would hand to `judge`. */
export function subject(parts: SubjectParts = {}): JudgedSubject {
  const { facts, before, from, release: fields, baselineRelease, baselineVersion, ...rest } = parts
  const { documented = [], documentedBefore = [], ...others } = rest
  const candidate = release(fields)
  const compared = before !== undefined || baselineRelease !== undefined || baselineVersion !== undefined
  const earlier = { ...fields, purl: undefined, version: baselineVersion ?? '1.0.0', ...baselineRelease }
  const { purl: _, ...earlierFields } = earlier
  const code = facts === null ? null : behaviour(facts ?? [])
  return {
    server: 'npm:@tallybird/mcp',
    history: [],
    manifestDifferences: [],
    repository: unknown('not asked'),
    onMachine: NOTHING_ON_MACHINE,
    now: new Date('2025-10-01T00:00:00Z'),
    ...others,
    release: candidate,
    baseline: compared
      ? { from: from ?? 'previous', release: release(earlierFields) }
      : { from: 'none', release: null },
    behaviour: code && { ...code, documented },
    baselineBehaviour: compared ? { ...behaviour(before ?? []), documented: documentedBefore } : null,
    change: code === null ? { added: [], removed: [] } : diffBehaviour(compared ? behaviour(before ?? []) : null, code),
  }
}

/** Findings of one heuristic, run among all. Fails when any heuristic throws. */
export function findingsOf(heuristic: string, parts: SubjectParts): Finding[] {
  const { findings, failures } = judge(subject(parts))
  if (failures.length > 0) throw new Error(failures.map((each) => each.message).join('; '))
  return findings.filter((finding) => finding.heuristic === heuristic)
}
