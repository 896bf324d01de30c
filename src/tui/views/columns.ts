/** Which columns of the list fit, and how wide each is. Pure. */

/** As they stand, from left to right. */
export const COLUMNS = [
  'verdict',
  'score',
  'name',
  'version',
  'findings',
  'age',
  'decision',
  'clients',
  'package',
] as const
export type ColumnName = (typeof COLUMNS)[number]

/** Widths in columns of the terminal. */
export interface Wish {
  /** Below this it tells nothing. */
  readonly least: number
  /** What it gets before a column that matters less gets anything. */
  readonly good: number
  /** More would stay empty. */
  readonly best: number
}

export interface Column {
  readonly name: ColumnName
  readonly width: number
  /** Blanks before it. */
  readonly gap: number
}

/** What matters most comes first. */
const BY_WEIGHT: readonly ColumnName[] = [
  'verdict',
  'name',
  'score',
  'findings',
  'decision',
  'version',
  'age',
  'clients',
  'package',
]
/** The last one that is worth it to cut the others. */
const NEEDED = BY_WEIGHT.indexOf('version')
/** Who gets what is left, as far as it needs it; then in the same order as far as it can use it. */
const BY_HUNGER: readonly ColumnName[] = ['findings', 'version', 'name', 'decision', 'score', 'clients', 'package']

const gapBefore = (name: ColumnName): number => (name === 'verdict' ? 0 : 2)

interface Wished extends Wish {
  readonly name: ColumnName
}

/**
 * The most columns that can be read well; where that leaves out what is needed, that and no more, as well as it can be read.
 *
 * @param wishes absent, or 0 wide at best: the column is not there
 */
export function layOut(wishes: Readonly<Partial<Record<ColumnName, Wish>>>, width: number): readonly Column[] {
  const wanted = BY_WEIGHT.flatMap((name): Wished[] => {
    const { least = 0, good = 0, best = 0 } = wishes[name] ?? {}
    return best === 0 ? [] : [{ name, best, good: Math.min(good, best), least: Math.min(least, good, best) }]
  })
  const fitting = (size: 'good' | 'least'): readonly Wished[] =>
    wanted.filter((_, last) => total(wanted.slice(0, last + 1), size) <= width)
  const well = fitting('good')
  const needed = wanted.filter(({ name }) => BY_WEIGHT.indexOf(name) <= NEEDED)
  if (well.length >= needed.length) return grown(well, 'good', width)
  return grown(fitting('least').slice(0, needed.length), 'least', width)
}

const total = (columns: readonly Wished[], size: 'good' | 'least'): number =>
  columns.reduce((sum, each) => sum + each[size] + gapBefore(each.name), 0)

function grown(columns: readonly Wished[], from: 'good' | 'least', width: number): readonly Column[] {
  let room = Math.max(width - total(columns, from), 0)
  const widths = new Map(columns.map((each) => [each.name, each[from]]))
  const hungry = BY_HUNGER.flatMap((name) => columns.find((each) => each.name === name) ?? [])
  for (const to of ['good', 'best'] as const) {
    for (const each of hungry) {
      const now = widths.get(each.name) ?? 0
      const more = Math.min(Math.max(each[to] - now, 0), room)
      widths.set(each.name, now + more)
      room -= more
    }
  }
  return COLUMNS.flatMap((name) => {
    const own = widths.get(name)
    return own === undefined ? [] : [{ name, width: own, gap: gapBefore(name) }]
  })
}
