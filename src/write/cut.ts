/** Lines that are too long to be read, cut around what changes in them. Pure. */

/** A piece of a line as it is shown. */
export interface Shown {
  readonly text: string
  /** Whether the change put it there or took it away. */
  readonly changed: boolean
}

/** UTF-16 units of a line that are shown whole. */
const LONGEST = 400
/** Units beside a changed piece of a longer one. */
const BESIDE = 80
/** Units of one changed piece. */
const LONGEST_PIECE = 300
/** Units of a cut line altogether, about. */
const MOST = 4_000

/** @returns the line, at most some thousand units long */
export function cutLine(pieces: readonly Shown[]): string {
  const text = pieces.map((piece) => piece.text).join('')
  if (text.length <= LONGEST) return text
  let out = ''
  let done = 0
  for (const [start, end] of windows(pieces, text.length)) {
    if (out.length > MOST) break
    out += left(start - done) + withoutHalves(text, start, end)
    done = end
  }
  return out + left(text.length - done)
}

const left = (units: number): string => (units <= 0 ? '' : `[… ${units} characters]`)

/** What is shown of it, in order and apart from each other. */
function windows(pieces: readonly Shown[], length: number): readonly (readonly [start: number, end: number])[] {
  const wanted: [number, number][] = []
  const want = (start: number, end: number): void => {
    const last = wanted.at(-1)
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end)
    else wanted.push([Math.max(0, start), Math.min(length, end)])
  }
  let at = 0
  for (const { text, changed } of pieces) {
    const end = at + text.length
    if (changed && text.length > LONGEST_PIECE) {
      want(at - BESIDE, at + LONGEST_PIECE / 2)
      want(end - LONGEST_PIECE / 2, end + BESIDE)
    } else if (changed) want(at - BESIDE, end + BESIDE)
    at = end
  }
  return wanted.length > 0 ? wanted : [[0, 2 * BESIDE]]
}

/** Without half a surrogate pair at either end. */
const withoutHalves = (text: string, start: number, end: number): string =>
  text.slice(start, end).replace(/^[\udc00-\udfff]|[\ud800-\udbff]$/g, '')
