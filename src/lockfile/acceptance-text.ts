/** What a person writes of what may pass: why, and until when. Pure: today is handed in. */

/** Longer ones are no reason and no name, and would stand in every diff of the lock. In UTF-16 units. */
export const LONGEST_LINE = 500

/** `problem` completes the sentence "<text or option> …"; `remedy` is the next step, a sentence. */
export type Checked<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string; readonly remedy: string }

/** Without blanks at its ends; `null` where nothing is left. */
export function checkedLine(text: string | undefined): Checked<string | null> {
  const line = text?.trim() ?? ''
  if (line.length > LONGEST_LINE) {
    return { ok: false, problem: `is longer than ${LONGEST_LINE} characters`, remedy: 'Shorten it.' }
  }
  return { ok: true, value: line === '' ? null : line }
}

/** The last ISO 8601 day on which something holds: later than the day of `now` (UTC). */
export function checkedDay(text: string, now: Date): Checked<string> {
  const day = new Date(`${text}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day.getTime()) || dayOf(day) !== text) {
    return { ok: false, problem: 'is no day', remedy: 'Write it as YYYY-MM-DD.' }
  }
  if (text <= dayOf(now)) return { ok: false, problem: 'is not in the future', remedy: 'Name a later day.' }
  return { ok: true, value: text }
}

/** ISO 8601, UTC. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10)
