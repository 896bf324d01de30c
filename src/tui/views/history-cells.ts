/** Cells of the matrix: a sign each, with one before it where something turned. */

import { graphemes, widthOf } from '../../report/measure.js'
import type { Cell, Matrix, Presence, Row, Turn } from '../history/matrix.js'
import type { Group } from '../history/words.js'
import { merged, type Span, span, type Tone } from '../line.js'
import type { Signs } from '../theme.js'

export const PRESENCE_SIGNS = (signs: Signs): Readonly<Record<Presence, string>> => ({
  runs: signs.present,
  install: 'i',
  dormant: 'd',
  absent: signs.absent,
  unknown: '?',
})

export const TURN_SIGNS = (signs: Signs): Readonly<Record<Turn, string>> => ({
  came: '+',
  changed: '~',
  gone: signs.minus,
})

export const TURN_TONES: Readonly<Record<Turn, Tone>> = { came: 'added', changed: 'accent', gone: 'removed' }

/** A text in a cell of `width` columns: signs stand below each other, with a blank behind them. */
export const inCell = (text: string, width: number): string => `${text.padStart(width - 1)} `

export function cellSpans(signs: Signs, { cells, last }: Row, width: number): readonly Span[] {
  const [presences, turns] = [PRESENCE_SIGNS(signs), TURN_SIGNS(signs)]
  return merged(
    cells.map((cell) => {
      const { presence, turn } = cell
      if (turn === null) return span(inCell(presences[presence], width), last === null ? 'quiet' : toneOf(cell))
      return span(inCell(turns[turn] + presences[presence], width), TURN_TONES[turn], { strong: true })
    }),
  )
}

const toneOf = ({ presence }: Cell): Tone => (presence === 'runs' || presence === 'install' ? 'plain' : 'quiet')

/** How many behaviours of a group came with each release, else changed, else went. */
export function groupCells(signs: Signs, { brought }: Matrix, group: Group, width: number): readonly Span[] {
  const turns = TURN_SIGNS(signs)
  return merged(
    brought.map((tallies) => {
      const tally = tallies?.get(group)
      const turn = (['came', 'changed', 'gone'] as const).find((each) => (tally?.[each] ?? 0) > 0)
      if (tally === undefined || turn === undefined) return span(' '.repeat(width))
      const text = `${turns[turn]}${tally[turn]}`
      return span(inCell(text.length < width ? text : turns[turn], width), TURN_TONES[turn])
    }),
  )
}

/** At most `width` columns: begin and end stay, since names that begin alike differ at their ends. */
export function middleCut(text: string, width: number, ellipsis: string): string {
  // As it is drawn.
  const drawn = span(text).text
  if (widthOf(drawn) <= width) return drawn
  const room = Math.max(width - widthOf(ellipsis), 0)
  const tail = within([...graphemes(drawn.slice(-LONGEST))].reverse(), Math.floor(room / 3)).reverse()
  const head = within(graphemes(drawn.slice(0, LONGEST)), room - widthOf(tail.join('')))
  return head.join('') + ellipsis + tail.join('')
}

/** Characters of each end that are looked at: no row is as wide. */
const LONGEST = 200

/** As many from the first on as fit. */
function within(parts: Iterable<string>, width: number): string[] {
  const taken: string[] = []
  let used = 0
  for (const part of parts) {
    used += widthOf(part)
    if (used > width) break
    taken.push(part)
  }
  return taken
}
