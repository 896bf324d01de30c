/** `--min-age`, how old a release must be, and `--max-age`, how old an answer of a registry may be. */
import { UsageError } from './io.js'

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

/** Nothing of npm is older. */
const MOST = 20 * 366 * 86_400_000

/**
 * @param option as the person wrote it
 * @param text `3d`, `12h`, `90m`, `2w`, or `0`
 * @returns milliseconds
 * @throws UsageError
 */
export function ageOf(option: string, text: string): number {
  const [, number = '', unit = ''] = /^(\d{1,6})([mhdw]?)$/.exec(text.trim()) ?? []
  const age = unit === '' ? (Number(number) === 0 ? 0 : Number.NaN) : Number(number) * (UNITS[unit] ?? Number.NaN)
  if (number !== '' && age >= 0 && age <= MOST) return age
  throw new UsageError(`${option} ${text} is no age`, 'Write it like 3d, 12h, 90m, 2w or 0.')
}
