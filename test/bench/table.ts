/** The bench's table, in Markdown, so that it reads the same on a terminal and in the README. */
import type { Outcome } from './phase.js'

export interface Row extends Outcome {
  readonly name: string
  /** What time is given as a multiple of. */
  readonly than: ({ readonly name: string } & Outcome) | null
}

const COLUMNS = ['phase', 'time', 'CPU', 'peak memory', 'received', 'read'] as const

export function table(rows: readonly Row[]): string {
  const cells = [COLUMNS, ...rows.map(cellsOf)]
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`
  const [head, ...body] = cells.map(line)
  return [head, `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...body, ''].join('\n')
}

function cellsOf({ name, wall, cpu, peakMemory, received, than, ...what }: Row): string[] {
  const times = (own: number, other: number | undefined) => (other ? ` = ${(own / other).toFixed(2)} ×` : '')
  return [
    than ? `${name} (× ${than.name})` : name,
    `${wall.toFixed(1)} s${times(wall, than?.wall)}`,
    `${cpu.toFixed(1)} s${times(cpu, than?.cpu)}`,
    `${megabytes(peakMemory)} MB`,
    `${megabytes(received)} MB`,
    readOf(what),
  ]
}

function readOf({ releases, javascript, packages }: Pick<Row, 'releases' | 'javascript' | 'packages'>): string {
  if (javascript) return `${javascript.files} files, ${megabytes(javascript.bytes)} MB`
  return packages === undefined ? `${releases?.length ?? 0} tarballs` : `${packages} packages`
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)
