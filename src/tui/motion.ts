/** How keys move through a screen: from stop to stop where there are stops, else line by line. Pure. */
import type { Body, Stop } from './line.js'
import type { Pane } from './state/model.js'

export type Motion = 'up' | 'down' | 'page up' | 'page down' | 'top' | 'bottom'

/** The stop that is selected; `null` where there is none. */
export const selectedStop = ({ stops }: Body, { selected }: Pane): Stop | null =>
  stops.find(({ id }) => id === selected) ?? stops[0] ?? null

/** The first line that is seen, for a screen of `height` lines. */
export const topOf = ({ length }: Body, { top }: Pane, height: number): number =>
  Math.max(0, Math.min(top, length - height))

/** Moves, and keeps what is selected in sight: as much of it as fits, from its first line on. */
export function move(pane: Pane, body: Body, height: number, motion: Motion): Pane {
  const top = topOf(body, pane, height)
  const last = Math.max(0, body.length - height)
  if (body.stops.length === 0) {
    const by = { up: -1, down: 1, 'page up': 1 - height, 'page down': height - 1, top: -last, bottom: last }[motion]
    return { ...pane, top: Math.max(0, Math.min(top + by, last)) }
  }
  const stop = selectedStop(body, pane)
  const index = stop === null ? 0 : body.stops.indexOf(stop)
  switch (motion) {
    case 'top':
      return { selected: body.stops[0]?.id ?? null, top: 0 }
    case 'bottom':
      return { selected: body.stops.at(-1)?.id ?? null, top: last }
    case 'down':
      return step(pane, body, height, index, 1)
    case 'up':
      return step(pane, body, height, index, -1)
    case 'page down':
      return jump(body, height, Math.min(top + height - 1, last), index, 1)
    case 'page up':
      return jump(body, height, Math.max(top - height + 1, 0), index, -1)
  }
}

/** To the neighbour; where that is out of sight, and much stands between, by a line. */
function step(pane: Pane, body: Body, height: number, index: number, by: 1 | -1): Pane {
  const top = topOf(body, pane, height)
  const now = body.stops[index]
  if (now === undefined) return pane
  const scrolled = (): Pane => ({ selected: now.id, top: topOf(body, { ...pane, top: top + by }, height) })
  // A stop taller than the screen is read to its end before it is left.
  const isTall = now.to - now.from > height
  if (isTall && (by > 0 ? now.to > top + height : now.from < top)) return scrolled()
  // Where what is selected was left behind, the way goes on from what is seen.
  const isSeen = now.from < top + height && now.to > top
  const next = isSeen
    ? body.stops[index + by]
    : by > 0
      ? body.stops.find(({ from }) => from >= top)
      : body.stops.findLast(({ to }) => to <= top + height)
  if (next === undefined) return scrolled()
  const isNear = by > 0 ? next.from < top + height + 1 : next.to > top - 1
  return isNear ? reveal({ selected: next.id, top }, body, height) : scrolled()
}

function jump(body: Body, height: number, top: number, index: number, by: 1 | -1): Pane {
  const inSight = body.stops.filter(({ from, to }) => from < top + height && to > top)
  const wanted = by > 0 ? inSight.at(-1) : inSight[0]
  const now = body.stops[index]
  const beyond = wanted !== undefined && now !== undefined && (wanted.from - now.from) * by > 0 ? wanted : now
  return { selected: beyond?.id ?? null, top }
}

/** The same pane, scrolled as little as shows what is selected. */
export function reveal(pane: Pane, body: Body, height: number): Pane {
  const stop = selectedStop(body, pane)
  const top = topOf(body, pane, height)
  if (stop === null) return { ...pane, top }
  // What stands above the first stop is seen with it.
  const from = stop === body.stops[0] && stop.from < height ? 0 : stop.from
  // One taller than the screen is read line by line: any part of it is in sight enough.
  if (stop.to - stop.from > height && top >= from && top < stop.to) return { ...pane, top }
  const shown = Math.min(stop.to, stop.from + height)
  if (from < top) return { ...pane, top: from }
  return shown > top + height ? { ...pane, top: Math.max(0, shown - height) } : { ...pane, top }
}
