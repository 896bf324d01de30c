/** What stands on the normal screen when a review is over: what was written, and what was not. Pure. */
import type { Failure } from '../model.js'
import { shortener } from '../report/home.js'
import { count } from '../report/layout.js'
import { visible } from '../report/visible.js'
import type { ReviewState, Written } from './state/model.js'

/**
 * @param failures what could not be written and was not seen
 * @returns lines for people, each with its end; empty where there is nothing to say
 */
export function farewell(
  state: Pick<ReviewState, 'decisions' | 'look'>,
  written: readonly Written[],
  failures: readonly Failure[] = [],
): string {
  const { servers, acknowledged } = state.decisions.pending
  const left = servers.size + [...acknowledged.values()].reduce((sum, findings) => sum + findings.size, 0)
  const on = new Set(written.flatMap((each) => each.servers)).size
  const files = [...new Set(written.flatMap((each) => each.files))]
  const short = shortener(state.look.home ?? '')
  const lines: string[] = []
  if (files.length > 0) {
    const about = on === 0 ? 'Written' : `Decisions on ${count(on, 'server')} written`
    lines.push(`${about}: ${files.map((file) => short(file)).join(', ')}`)
  }
  for (const { subject, message, remedy } of failures) {
    lines.push(`${short(subject)}: ${message}. ${remedy}`)
  }
  if (left > 0) lines.push(`${count(left, 'decision')} ${left === 1 ? 'was' : 'were'} not written.`)
  return lines.map((each) => `${visible(each)}\n`).join('')
}
