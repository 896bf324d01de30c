/** Servers, findings and releases for tests of a review, with few words. */
import type { Evaluation } from '../../../src/audit/evaluate.js'
import {
  type Baseline,
  type Fact,
  type Failure,
  type Finding,
  known,
  type LaunchKind,
  type ListedServer,
  NO_BASELINE,
  NOTHING_ON_MACHINE,
  type NotEvaluated,
  type PackageRef,
  type Release,
  type ServerReport,
  type Severity,
  type TrustScore,
  unknown,
  type Verdict,
} from '../../../src/model.js'
import { basisOf } from '../../../src/tui/state/basis.js'
import type { Basis, ServerRow } from '../../../src/tui/state/model.js'

/** Names as a stranger would choose them: escapes, tabs, wide and combining characters, emoji, right to left, zero width. */
export const HOSTILE = [
  '\x1b[31mred\x1b[0m',
  '\x1b]8;;https://evil.example\x07link\x1b]8;;\x07',
  'tab\tand\nbreak\rreturn',
  '漢字のサーバー',
  'a\u0301e\u0301\u0302\u0303o\u0308',
  '👩‍👩‍👧‍👦 🏴‍☠️ 👍🏽',
  'مرحبا‏ \u202egnp.exe',
  'zero\u200bwidth\u2060\ufeff',
  '\u{e0041}\u{e0042}tags',
  '\x9b2J\x00\x07',
  '__proto__',
  ' ',
] as const

/** An npm release, of which nothing optional is known unless `fields` says so. */
export const release = (name: string, version: string, fields: Partial<Release> = {}): Release => ({
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  name,
  version,
  integrity: known('sha512-AAAA'),
  tarball: '',
  publishedAt: known('2025-09-17T10:00:00.000Z'),
  publisher: unknown('the registry does not say'),
  maintainers: unknown('the registry does not say'),
  provenance: unknown('the registry does not say'),
  deprecated: null,
  manifest: {},
  ...fields,
})

/** A finding whose texts tell its severity. */
export const finding = (severity: Severity, fields: Partial<Finding> = {}): Finding => ({
  fingerprint: `f-${severity}`,
  heuristic: 'new-recipient',
  severity,
  confidence: 'high',
  server: 'npm:mail-mcp',
  subject: 'pkg:npm/mail-mcp@1.0.16',
  title: `something of severity ${severity}`,
  message: `it does something of severity ${severity}`,
  evidence: [{ file: 'index.js', line: 231, column: 7, excerpt: "Bcc: 'collect@elsewhere.example'," }],
  facts: [{ kind: 'message.recipient', value: 'bcc collect@elsewhere.example' }],
  remedy: 'Do not run this release.',
  since: { version: '1.0.16', date: '2025-09-17', releasesBefore: 16 },
  ...fields,
})

export interface ServerWords {
  readonly name: string
  /** `npm:<package>` unless it says otherwise. */
  readonly id?: string
  /** Name of its package; `<name>-mcp` unless it says otherwise. */
  readonly package?: string
  /** Of anything but npm there is neither package nor release. */
  readonly kind?: LaunchKind
  /** As configured; the name alone unless it says otherwise. */
  readonly spec?: string
  /** `trust` unless it says otherwise. */
  readonly verdict?: Verdict
  /** 95, 60, 10 or `null` by the verdict, unless it says otherwise. */
  readonly score?: number | null
  readonly contributions?: TrustScore['contributions']
  /** A finding each, or findings. */
  readonly findings?: readonly (Severity | Finding)[]
  /** What would run; 1.0.16 unless it says otherwise; `null`: it could not be resolved. */
  readonly version?: string | null
  /** Of the baseline; without it there is none. */
  readonly from?: string
  readonly baselineOf?: Baseline['from']
  /** ISO 8601; `null`: the registry does not say. */
  readonly published?: string | null
  readonly release?: Partial<Release>
  /** `cursor` unless it says otherwise. */
  readonly clients?: readonly string[]
  readonly disabled?: boolean
  readonly facts?: readonly Fact[] | null
  readonly report?: Partial<ServerReport>
}

const ref = (name: string, spec: string): PackageRef => ({
  ecosystem: 'npm',
  name,
  spec,
  selector: { type: 'range', value: '*' },
  floating: spec === name,
  token: { file: '/home/u/.cursor/mcp.json', pointer: '/mcpServers/mail/args/1', start: 0, end: spec.length },
})

/** A server as it was found. */
export function listed(words: ServerWords): ListedServer {
  const kind = words.kind ?? 'npm'
  const name = words.package ?? `${words.name}-mcp`
  const package_ = kind === 'npm' ? ref(name, words.spec ?? name) : null
  return {
    id: words.id ?? (kind === 'npm' ? `npm:${name}` : `${kind}:${words.name}`),
    name: words.name,
    occurrences: (words.clients ?? ['cursor']).map((client) => ({
      client,
      scope: 'user',
      file: `/home/u/.${client}/mcp.json`,
      pointer: `/mcpServers/${words.name}`,
      disabled: words.disabled ?? false,
    })),
    launch: {
      kind,
      runner: kind === 'npm' ? 'npx' : kind === 'remote' ? 'http' : 'node',
      wrappers: [],
      packages: package_ === null ? [] : [package_],
      origin: kind === 'npm' ? null : kind === 'remote' ? 'https://mcp.example' : '/home/u/server.js',
    },
    package: package_,
    onMachine: NOTHING_ON_MACHINE,
  }
}

const GRADES = { trust: 'A', review: 'C', block: 'F', unknown: null } as const
const SCORES = { trust: 95, review: 60, block: 10, unknown: null } as const

/** A server as it was judged. */
export function server(words: ServerWords): ServerReport {
  const base = listed(words)
  const verdict = words.verdict ?? 'trust'
  const version = words.version === undefined ? '1.0.16' : words.version
  const published = words.published === undefined ? '2025-09-17T10:00:00.000Z' : words.published
  const dated = { publishedAt: published === null ? unknown('the registry does not say') : known(published) }
  const name = base.package?.name
  const candidate =
    name === undefined || version === null ? null : release(name, version, { ...dated, ...words.release })
  const findings = (words.findings ?? []).map((each, index) =>
    typeof each === 'string' ? finding(each, { fingerprint: `${base.id} ${index}`, server: base.id }) : each,
  )
  return {
    ...base,
    release: candidate,
    baseline:
      name === undefined || words.from === undefined
        ? NO_BASELINE
        : { from: words.baselineOf ?? 'previous', release: release(name, words.from) },
    score: {
      value: words.score === undefined ? SCORES[verdict] : words.score,
      grade: GRADES[verdict],
      verdict,
      contributions: words.contributions ?? [],
    },
    change: { added: [], removed: [] },
    facts: words.facts ?? (candidate === null ? null : []),
    findings,
    repository: unknown('nobody asked'),
    dependencies: null,
    configured: [],
    ...words.report,
  }
}

/** What is seen of a server that is decided about. */
export const basis = (words: ServerWords = { name: 'mail' }): Basis => {
  const report = server(words)
  return basisOf(report, report)
}

export const failure = (subject: string, fields: Partial<Failure> = {}): Failure => ({
  stage: 'resolve',
  subject,
  message: 'is not in the registry (404)',
  remedy: 'Check the name in /home/u/.cursor/mcp.json.',
  ...fields,
})

export const evaluation = (
  report: ServerReport,
  failures: readonly Failure[] = [],
  notEvaluated: readonly NotEvaluated[] = [],
): Evaluation => ({ server: report, failures, notEvaluated })

/** Rows of a list: one that is done, one that is worked on, one that waits. */
export const done = (
  report: ServerReport,
  failures: readonly Failure[] = [],
  notEvaluated: readonly NotEvaluated[] = [],
): ServerRow => ({
  listed: report,
  progress: 'done',
  doing: '',
  evaluation: evaluation(report, failures, notEvaluated),
})
export const working = (words: ServerWords, doing: string): ServerRow => ({
  listed: listed(words),
  progress: 'working',
  doing,
  evaluation: null,
})
export const waiting = (words: ServerWords): ServerRow => ({
  listed: listed(words),
  progress: 'waiting',
  doing: '',
  evaluation: null,
})
