/** What changed between two releases, in a few lines: per kind what came, what went, and what took another form. */
import { changedFacts } from '../diff.js'
import type { Change, Detail, Fact, FactKind } from '../model.js'
import { paragraph, shorten, some } from './layout.js'
import type { Style } from './style.js'

const SHOWN = 4
/** Columns of one value. */
const VALUE = 60

const text = (detail: Detail, key: string): string => (typeof detail[key] === 'string' ? (detail[key] as string) : '')

/** A value as a person reads it: without the hashes that only tell two forms apart. */
function named({ kind, value, detail }: Fact): string {
  if (kind === 'mcp.tool' && text(detail, 'name') !== '') {
    return text(detail, 'what') === 'tool' ? text(detail, 'name') : `${text(detail, 'what')} ${text(detail, 'name')}`
  }
  if (kind === 'file.opaque' && text(detail, 'path') !== '') return text(detail, 'path')
  return value
}

/** Both forms where they are short and tell something, else the subject alone. */
function both(before: Fact, after: Fact, arrow: string): string {
  const [from, to] = [text(before.detail, 'spec'), text(after.detail, 'spec')]
  if (after.kind === 'dependency' && from !== '') return `${text(after.detail, 'name')} ${from} ${arrow} ${to}`
  return named(after)
}

/** What is new, gone and different of one kind, as a person reads it. */
export interface ChangedKind {
  readonly kind: FactKind
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly string[]
}

/** By kind, in alphabetical order; none where nothing changed. */
export function changedKinds(
  change: Change,
  { arrow, ellipsis }: Pick<Style['sign'], 'arrow' | 'ellipsis'>,
): ChangedKind[] {
  const pairs = changedFacts(change)
  const paired = new Set(pairs.flatMap(({ before, after }) => [before, after]))
  const kinds = [...new Set([...change.added, ...change.removed].map((fact) => fact.kind))].sort()
  const short = (value: string): string => shorten(value, VALUE, ellipsis)
  return kinds.map((kind) => {
    const alone = (facts: readonly Fact[]): string[] =>
      facts.filter((fact) => fact.kind === kind && !paired.has(fact)).map((fact) => short(named(fact)))
    const changed = pairs.filter(({ after }) => after.kind === kind)
    return {
      kind,
      added: alone(change.added),
      removed: alone(change.removed),
      changed: changed.map(({ before, after }) => short(both(before, after, arrow))),
    }
  })
}

/** @returns lines behind `indent` spaces; none where nothing changed */
export const changeLines = (change: Change, style: Style, width: number, indent: number): string[] =>
  changedKinds(change, style.sign).flatMap(({ kind, added, removed, changed }) => {
    const list = (sign: string, values: readonly string[]): string[] =>
      values.length === 0 ? [] : [`${sign} ${some(values, SHOWN)}`]
    const parts = [
      ...list('+', added).map(style.added),
      ...list(style.sign.minus, removed).map(style.removed),
      ...list('~', changed),
    ]
    return paragraph(`${style.quiet(kind)} ${parts.join('  ')}`, width, indent)
  })
