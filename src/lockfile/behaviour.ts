/** What a release did, in the lines of a lock, and back. Pure. */
import { createHash } from 'node:crypto'
import { EXTRACTOR_VERSION } from '../extract/version.js'
import { type Behaviour, compareText, FACT_KINDS, type Fact, type FactKind, type LockedBehaviour } from '../model.js'
import { FACT_LINE } from './patterns.js'
import { quoted } from './write.js'

/** UTF-16 units of a value that a lock holds. The longest of thirty real servers has 290. */
const LONGEST = 500
/** What is kept of a longer one, in front of the digest of all of it. */
const HEAD = 400

/**
 * A text that fits into one line. A longer one is cut, and ends in the digest of the whole: the same text always gives the same,
 * two that differ anywhere never do, and what is cut already stays as it is.
 */
export function shortened(text: string): string {
  if (text.length <= LONGEST) return text
  const head = text.slice(0, HEAD).replace(/[\ud800-\udbff]$/, '')
  return `${head}\u2026 ${sha256(quoted(text))}`
}

/** As subresource integrity writes it. */
export const sha256 = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`

/** SRI over the lines as the file holds them, so that a lone surrogate or a line break is no other text's. */
export const digestOfFacts = (lines: readonly string[]): string => sha256(lines.map(quoted).join('\n'))

const lineOf = ({ kind, value, reach }: Pick<Fact, 'kind' | 'value' | 'reach'>): string =>
  `${reach === 'runs' ? '' : `${reach} `}${kind} ${shortened(value)}`

/** @param facts of the extractor of this version */
export function lockedBehaviour(facts: readonly Fact[]): LockedBehaviour {
  const lines = [...new Set(facts.map(lineOf))].sort(compareText)
  return { digest: digestOfFacts(lines), extractor: EXTRACTOR_VERSION, facts: lines }
}

const KINDS: ReadonlySet<string> = new Set(FACT_KINDS)

/**
 * What a lock remembers: kinds, values and reach, without places and details. Facts of a kind that this version does not know, which
 * a newer one locked, are left out.
 *
 * @param beside facts that it is compared with: where the lock holds a value cut, theirs stands in its place if it is the same, so
 *   that `diffBehaviour` finds no difference
 */
export function behaviourOfLock(locked: LockedBehaviour, beside: readonly Fact[] = []): Behaviour {
  const whole = new Map<string, string>()
  for (const { kind, value } of beside) {
    if (value.length > LONGEST) whole.set(`${kind} ${shortened(value)}`, value)
  }
  const facts = locked.facts.flatMap((line): Fact[] => {
    const { kind, value, reach } = factOf(line) ?? {}
    if (kind === undefined || value === undefined || reach === undefined) return []
    const where = { file: '', line: 0, column: 0, excerpt: '' }
    return [{ kind, value: whole.get(`${kind} ${value}`) ?? value, reach, detail: {}, where }]
  })
  return { facts: facts.sort(byKindAndValue), unanalysed: [] }
}

const byKindAndValue = (a: Fact, b: Fact): number => compareText(a.kind, b.kind) || compareText(a.value, b.value)

/** The parts of a line; `null` where its kind is not known. */
export function factOf(line: string): Pick<Fact, 'kind' | 'value' | 'reach'> | null {
  const [, before, kind = '', value = ''] = FACT_LINE.exec(line) ?? []
  if (!KINDS.has(kind)) return null
  return { kind: kind as FactKind, value, reach: before === undefined ? 'runs' : (before as 'install' | 'dormant') }
}
