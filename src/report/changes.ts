/** What changed between two releases, in a few lines: per kind what came, what went, and what took another form. */
import { changedFacts } from '../diff.js'
import type { Change, Detail, Fact } from '../model.js'
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

/** @returns lines behind `indent` spaces; none where nothing changed */
export function changeLines(change: Change, style: Style, width: number, indent: number): string[] {
  const pairs = changedFacts(change)
  const paired = new Set(pairs.flatMap(({ before, after }) => [before, after]))
  const kinds = [...new Set([...change.added, ...change.removed].map((fact) => fact.kind))].sort()
  return kinds.flatMap((kind) => {
    const alone = (facts: readonly Fact[]) => facts.filter((fact) => fact.kind === kind && !paired.has(fact)).map(named)
    const changed = pairs.filter(({ after }) => after.kind === kind)
    const list = (sign: string, values: readonly string[]) =>
      values.length === 0
        ? []
        : [
            `${sign} ${some(
              values.map((each) => shorten(each, VALUE, style.sign.ellipsis)),
              SHOWN,
            )}`,
          ]
    const parts = [
      ...list('+', alone(change.added)).map(style.added),
      ...list(style.sign.minus, alone(change.removed)).map(style.removed),
      ...list(
        '~',
        changed.map(({ before, after }) => both(before, after, style.sign.arrow)),
      ),
    ]
    return paragraph(`${style.quiet(kind)} ${parts.join('  ')}`, width, indent)
  })
}
