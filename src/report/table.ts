/** Rows in columns that fit the width: the widest columns give way, and their cells go over several lines. */
import { widthOf, wrapped } from './measure.js'
import type { Paint } from './style.js'

export interface Column {
  readonly title: string
  /** Columns below which it is not squeezed, in characters of a terminal. */
  readonly least: number
  readonly paint?: Paint
  /** For the last column: never broken, so that a path can be copied, however wide it is. */
  readonly whole?: true
}

const GAP = 2

/** @returns lines without trailing blanks; no cell is cut, and a column without any content is left out */
export function tableLines(
  all: readonly Column[],
  allRows: readonly (readonly string[])[],
  width: number,
  heading: Paint,
): string[] {
  const filled = all.map((_, index) => allRows.some((cells) => cells[index] !== ''))
  const columns = all.filter((_, index) => filled[index])
  const rows = allRows.map((cells) => cells.filter((_, index) => filled[index]))
  const widths = fitted(columns, rows, width)
  const line = (cells: readonly string[], paintOf: (index: number) => Paint | undefined): string[] => {
    const blocks = cells.map((cell, index) => (columns[index]?.whole ? [cell] : wrapped(cell, widths[index] ?? 1)))
    const height = Math.max(...blocks.map((lines) => lines.length))
    return Array.from({ length: height }, (_, row) =>
      blocks
        .map((lines, index) => {
          const text = lines[row] ?? ''
          const paint = paintOf(index)
          const blanks = ' '.repeat(Math.max((widths[index] ?? 0) - widthOf(text), 0))
          return `${paint && text !== '' ? paint(text) : text}${blanks}`
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    )
  }
  return [
    ...line(
      columns.map(({ title }) => title),
      () => heading,
    ),
    ...rows.flatMap((cells) => line(cells, (index) => columns[index]?.paint)),
  ]
}

/** Natural widths, and where they are too much together, one character after the other from the widest column. */
function fitted(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): number[] {
  const widths = columns.map(({ title }, index) =>
    columns[index]?.whole
      ? widthOf(title)
      : rows.reduce((widest, cells) => Math.max(widest, widthOf(cells[index] ?? '')), widthOf(title)),
  )
  const room = width - GAP * (columns.length - 1)
  for (let excess = widths.reduce((sum, each) => sum + each, 0) - room; excess > 0; excess -= 1) {
    let widest = -1
    for (const [index, each] of widths.entries()) {
      if (each > (columns[index]?.least ?? 0) && each > (widths[widest] ?? 0)) widest = index
    }
    if (widest < 0) break
    widths[widest] = (widths[widest] ?? 1) - 1
  }
  return widths
}
