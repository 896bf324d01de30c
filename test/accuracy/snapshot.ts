/** What a run of `npm run accuracy --write` leaves behind: `snapshots/accuracy.json`. Sorted, so that two runs can be compared. */
import { compareText, type Severity, severityRank } from '../../src/model.js'
import { STYLES, type StyleName } from './styles.js'

/** Severities that are stored and counted; what lies below them is no alarm. */
export const ALARMS = ['critical', 'high', 'medium'] as const
export type Alarm = (typeof ALARMS)[number]

export interface StoredFinding {
  readonly heuristic: string
  readonly severity: Alarm
  readonly message: string
}

/** One release and the one before it, by purl. */
export interface RealPair {
  readonly from: string
  readonly to: string
  readonly findings: readonly StoredFinding[]
}

export interface RealGroup {
  readonly pairs: readonly RealPair[]
}

export type RealName = 'servers' | 'dependencies'

/** What could not be measured, and why. */
export interface Unmeasured {
  readonly what: string
  readonly why: string
}

/** What one pair gave, in the styles in which it gave the same. */
export interface WrittenResult {
  readonly styles: 'every' | readonly StyleName[]
  /** Of the findings against the release before; `null` where there is none, or none at medium or above. */
  readonly worst: Alarm | null
  /** Without a release to compare with. */
  readonly alone: Alarm | null
  /** What found it at high or above, sorted. */
  readonly by: readonly string[]
}

export interface WrittenPair {
  readonly id: string
  readonly truth: 'attack' | 'benign'
  /** Set where its first release is the attack: then only `alone` says something. */
  readonly first?: true
  readonly results: readonly WrittenResult[]
}

/** What a pair gave in a style; absent where the style could not be built. */
export const resultIn = ({ results }: WrittenPair, style: StyleName): WrittenResult | undefined =>
  results.find(({ styles }) => styles === 'every' || styles.includes(style))

/** Results of single styles, those that are the same put together. */
export function grouped(single: ReadonlyMap<StyleName, Omit<WrittenResult, 'styles'>>): WrittenResult[] {
  const groups = new Map<string, StyleName[]>()
  for (const [style, result] of single) {
    const key = JSON.stringify(result)
    groups.set(key, [...(groups.get(key) ?? []), style])
  }
  return [...groups].map(([key, styles]) => ({
    styles: styles.length === STYLES.length ? 'every' : styles,
    ...(JSON.parse(key) as Omit<WrittenResult, 'styles'>),
  }))
}

export type WrittenName = 'tuned' | 'heldOut'

/** A pair that a style could not be made of. */
export interface Unbuilt {
  readonly id: string
  readonly style: StyleName
  readonly why: string
}

export interface WrittenGroup {
  readonly pairs: readonly WrittenPair[]
  readonly unbuilt: readonly Unbuilt[]
}

export interface Accuracy {
  /** ISO 8601 days of the two parts. */
  readonly measured: { readonly written: string; readonly real: string }
  readonly extractor: number
  /** Ids of the heuristics that judged, sorted. */
  readonly heuristics: readonly string[]
  readonly written: Readonly<Record<WrittenName, WrittenGroup>>
  readonly real: Readonly<Record<RealName, RealGroup>>
  readonly unmeasured: readonly Unmeasured[]
}

export const isAlarm = (severity: Severity): severity is Alarm => severityRank(severity) <= severityRank('medium')
export const isSerious = (severity: Severity): boolean => severityRank(severity) <= severityRank('high')

/** The worst of some severities at medium or above, or `null`. */
export function worstOf(findings: readonly { readonly severity: Severity }[]): Alarm | null {
  return ALARMS.find((severity) => findings.some((each) => each.severity === severity)) ?? null
}

/** Put together here, so that this file names no host of a package registry, and neither does what it writes. */
const REGISTRY_HOST = new RegExp(
  `[\\w.-]{0,64}\\b(?:${['npmjs', 'yarnpkg', 'npmmirror', 'pypi'].join('|')})\\.(?:org|com)\\b`,
  'gi',
)

/** UTF-16 units of a stored message. */
const MAX_MESSAGE = 240

/** A message without hosts of registries, on one line, bounded. */
export function storable(message: string): string {
  const line = message.replace(REGISTRY_HOST, '<package registry>').replace(/\s+/g, ' ')
  return line.length <= MAX_MESSAGE ? line : `${line.slice(0, MAX_MESSAGE).replace(/[\uD800-\uDBFF]$/, '')}…`
}

const sorted = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  items.toSorted((a, b) => compareText(key(a), key(b)))

/** As it is stored: what is printed of a run is what is printed of its snapshot. */
export const normalised = (accuracy: Accuracy): Accuracy => JSON.parse(serialise(accuracy)) as Accuracy

/** The snapshot's text: pairs by name, findings worst first, one line each. */
export function serialise(accuracy: Accuracy): string {
  const group = ({ pairs }: RealGroup) => ({
    pairs: sorted(pairs, ({ to }) => to).map((pair) => ({
      ...pair,
      findings: sorted(pair.findings, (each) => `${severityRank(each.severity)} ${each.heuristic} ${each.message}`),
    })),
  })
  const written = ({ pairs, unbuilt }: WrittenGroup) => ({
    pairs: sorted(pairs, ({ id }) => id),
    unbuilt: sorted(unbuilt, ({ id, style }) => `${id} ${style}`),
  })
  const whole = {
    measured: accuracy.measured,
    extractor: accuracy.extractor,
    heuristics: accuracy.heuristics,
    real: { servers: group(accuracy.real.servers), dependencies: group(accuracy.real.dependencies) },
    unmeasured: sorted(accuracy.unmeasured, ({ what }) => what),
    written: { tuned: written(accuracy.written.tuned), heldOut: written(accuracy.written.heldOut) },
  }
  return `${laidOut(whole, '')}\n`
}

/** JSON in which whatever fits stands on one line. */
function laidOut(value: unknown, indent: string): string {
  const line = JSON.stringify(value)
  if (typeof value !== 'object' || value === null || line.length + indent.length <= 110) return line
  const deeper = `${indent}  `
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const parts = Array.isArray(value)
    ? value.map((each) => laidOut(each, deeper))
    : Object.entries(value)
        .filter(([, each]) => each !== undefined)
        .map(([name, each]) => `${JSON.stringify(name)}: ${laidOut(each, deeper)}`)
  return `${open}\n${parts.map((part) => deeper + part).join(',\n')}\n${indent}${close}`
}

export const EMPTY: Accuracy = {
  measured: { written: '', real: '' },
  extractor: 0,
  heuristics: [],
  written: { tuned: { pairs: [], unbuilt: [] }, heldOut: { pairs: [], unbuilt: [] } },
  real: { servers: { pairs: [] }, dependencies: { pairs: [] } },
  unmeasured: [],
}
