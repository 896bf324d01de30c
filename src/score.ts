/**
 * How far to trust a server: a number that sorts and explains, and a verdict that follows severity. The number is a sum of
 * named deductions along lines that are kept apart: what changed, what the code can reach, who publishes it, and how the
 * configuration starts it.
 *
 * Thresholds are this project's own, chosen so that one critical finding alone makes an F, one high finding a D, one medium
 * finding a B, and a server with every ordinary capability and complete evidence keeps its A.
 */
import { heuristics as all } from '../heuristics/index.js'
import { identityOf, isLive } from './diff.js'
import type { About, Heuristic } from './heuristic.js'
import {
  type Behaviour,
  type Change,
  type Confidence,
  type Contribution,
  type Fact,
  type FactKind,
  type Finding,
  type Grade,
  type Known,
  type Release,
  type RepositoryEvidence,
  SEVERITIES,
  type Severity,
  type TrustScore,
  type Verdict,
} from './model.js'

export interface ScoreInput {
  readonly findings: readonly Finding[]
  /** `null` when the code was not evaluated. */
  readonly behaviour: Behaviour | null
  readonly change: Change
  readonly release: Release | null
  readonly repository: Known<RepositoryEvidence>
  /** False for code that was never published: then nothing is known of a publisher, and nothing is missing. */
  readonly published: boolean
  /** Whether every stage did all that it should for this server. Files that could not be analysed count by themselves. */
  readonly complete: boolean
}

const DEDUCTION: Record<Severity, number> = { critical: 70, high: 42, medium: 14, low: 4, info: 0 }
const WEIGHT: Record<Confidence, number> = { high: 1, medium: 0.8, low: 0.6 }

/** All findings of a severity together deduct no more than this: many small things are not one great one. */
const MOST: Record<Severity, number> = { critical: 100, high: 100, medium: 45, low: 12, info: 0 }

/** Evidence that can't be had. Each deducts at least as much as a finding of low severity about the same evidence. */
const UNKNOWN = { publishedAt: 4, publisher: 2, provenance: 2, repository: 4 } as const

/** Reached code that can't be read might do anything. */
const UNANALYSED = 20

/** Ordinary capabilities: a small deduction each, since what isn't there can't be turned against the user. */
const CAPABILITIES: readonly {
  readonly reason: string
  readonly points: number
  readonly kind: FactKind
  readonly when?: (fact: Fact) => boolean
}[] = [
  { reason: 'can reach the network', points: 1, kind: 'net.egress' },
  {
    reason: 'reads secrets from the environment',
    points: 1,
    kind: 'env.read',
    when: ({ detail }) => detail.secret === true,
  },
  {
    reason: 'reads the whole environment',
    points: 1,
    kind: 'env.bulk',
    when: ({ detail }) => detail.to !== 'spawn',
  },
  { reason: 'can start programs', points: 2, kind: 'process.spawn' },
  { reason: 'can evaluate code', points: 2, kind: 'code.eval' },
  { reason: 'can write files', points: 1, kind: 'fs.write' },
  { reason: 'can delete files', points: 1, kind: 'fs.delete' },
  { reason: 'knows places of secrets', points: 2, kind: 'fs.secret-path' },
  { reason: "knows agents' configurations", points: 1, kind: 'agent.config' },
  { reason: 'can start an AI agent', points: 2, kind: 'agent.invoke' },
  { reason: 'runs code when it is installed', points: 2, kind: 'install.script' },
  { reason: 'ships code that is hard to read', points: 2, kind: 'code.obfuscated' },
  { reason: 'ships files that cannot be read as code', points: 1, kind: 'file.opaque' },
]
const MOST_CAPABILITIES = 8

const ABOUT = new Map<string, About>(all.map((each: Heuristic) => [each.id, each.about]))

/**
 * Adding a finding never raises the number nor betters the verdict; replacing evidence by an unknown never does either.
 *
 * @returns contributions that add up to `value - 100` exactly, worst first; no number where no code was evaluated
 */
export function score(input: ScoreInput): TrustScore {
  if (input.behaviour === null) return { value: null, grade: null, verdict: 'unknown', contributions: [] }
  const contributions = clamped(
    [...ofFindings(input), ...ofCapabilities(input.behaviour), ...ofUnknowns(input)].filter(({ points }) => points < 0),
  )
  const value = 100 + contributions.reduce((sum, { points }) => sum + points, 0)
  const complete = input.complete && input.behaviour.unanalysed.length === 0
  return { value, grade: gradeOf(value), verdict: verdictOf(input.findings, complete), contributions }
}

/** A from 90, B from 80, C from 65, D from 45, else F. */
export const gradeOf = (value: number): Grade =>
  value >= 90 ? 'A' : value >= 80 ? 'B' : value >= 65 ? 'C' : value >= 45 ? 'D' : 'F'

/** Critical, or high without doubt. */
export const blocks = ({ severity, confidence }: Finding): boolean =>
  severity === 'critical' || (severity === 'high' && confidence === 'high')

/**
 * From trust to block. An unknown is no better than a review: what was not looked at can't have passed.
 *
 * @param complete whether all of the server was evaluated
 */
function verdictOf(findings: readonly Finding[], complete: boolean): Verdict {
  if (findings.some(blocks)) return 'block'
  if (!complete) return 'unknown'
  return findings.some(({ severity }) => severity === 'high' || severity === 'medium') ? 'review' : 'trust'
}

/** Optional evidence that could not be had, in the words of the score. */
export function unknownEvidence(
  release: Release | null,
  repository: Known<RepositoryEvidence>,
): { readonly what: string; readonly why: string; readonly points: number }[] {
  const evidence: [string, Known<unknown> | undefined, number][] = [
    ['time of publication', release?.publishedAt, UNKNOWN.publishedAt],
    ['publisher', release?.publisher, UNKNOWN.publisher],
    ['provenance', release?.provenance, UNKNOWN.provenance],
    ['repository', repository, UNKNOWN.repository],
  ]
  return evidence.flatMap(([what, each, points]) =>
    each?.known === true ? [] : [{ what, why: each?.reason ?? 'no release is known', points }],
  )
}

function ofFindings({ findings, change }: ScoreInput): Contribution[] {
  const news = new Set(change.added.map(identityOf))
  const left = { ...MOST }
  // The order decides only which name bears how much of a capped sum, never the sum.
  return [...findings]
    .sort((a, b) => deduction(b) - deduction(a))
    .map((finding) => {
      let points = 0
      // Beyond what its severity may cost, a finding counts like a milder one: else a worse finding could cost less.
      for (const severity of SEVERITIES.slice(SEVERITIES.indexOf(finding.severity))) {
        const taken = Math.min(deduction(finding) - points, left[severity])
        left[severity] -= taken
        points += taken
      }
      return {
        line: lineOf(finding, news),
        reason: `${finding.heuristic}: ${finding.message}`,
        points: negative(points),
      }
    })
}

const deduction = ({ severity, confidence }: Finding): number => Math.round(DEDUCTION[severity] * WEIGHT[confidence])

function lineOf(finding: Finding, news: ReadonlySet<string>): Contribution['line'] {
  if (finding.path !== undefined) return 'dependencies'
  const about = ABOUT.get(finding.heuristic) ?? 'behaviour'
  if (about === 'publishing') return 'publisher'
  if (about !== 'behaviour') return about
  return finding.facts.some((fact) => news.has(identityOf(fact))) ? 'change' : 'reach'
}

function ofCapabilities({ facts, unanalysed }: Behaviour): Contribution[] {
  let left = MOST_CAPABILITIES
  const contributions: Contribution[] = []
  for (const { reason, points, kind, when } of CAPABILITIES) {
    if (!facts.some((fact) => fact.kind === kind && isLive(fact) && (when?.(fact) ?? true))) continue
    const taken = Math.min(points, left)
    left -= taken
    contributions.push({ line: 'reach', reason, points: negative(taken) })
  }
  if (unanalysed.length > 0) {
    const files = unanalysed.length === 1 ? '1 file that runs' : `${unanalysed.length} files that run`
    contributions.push({ line: 'reach', reason: `${files} could not be analysed`, points: -UNANALYSED })
  }
  return contributions
}

function ofUnknowns({ release, repository, published }: ScoreInput): Contribution[] {
  if (!published) return []
  const contributions: Contribution[] = unknownEvidence(release, repository).map(({ what, points }) => ({
    line: 'publisher',
    reason: `${what} is unknown`,
    points: negative(points),
  }))
  // As much as not knowing it: absence is no better than silence.
  if (release?.provenance.known === true && !release.provenance.value) {
    contributions.push({ line: 'publisher', reason: 'no provenance attestation', points: negative(UNKNOWN.provenance) })
  }
  return contributions
}

/** Cuts the sum at -100, the smallest deductions first, and drops what is left without points. */
function clamped(contributions: readonly Contribution[]): Contribution[] {
  let left = 100
  return [...contributions]
    .sort((a, b) => a.points - b.points)
    .map((each) => {
      const taken = Math.min(-each.points, left)
      left -= taken
      return { ...each, points: negative(taken) }
    })
    .filter(({ points }) => points < 0)
}

/** -0 is not 0 to a strict comparison, nor in a person's eyes. */
const negative = (points: number): number => (points === 0 ? 0 : -points)
