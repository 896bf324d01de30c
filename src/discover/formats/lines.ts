/** Lines of a text, found in one pass and asked for by binary search. Line feeds end lines, as in editors and `grep -n`. */
export interface Lines {
  /** From 1; the offset counts UTF-16 units. */
  lineAt(offset: number): number
  /** `line 3, column 7`, both from 1. */
  placeOf(offset: number): string
}

export function linesOf(text: string): Lines {
  const starts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  const lineAt = (offset: number): number => {
    let low = 0
    let high = starts.length
    // Invariant: the line starts at or before the offset at `low`, and behind it at `high`.
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
  return {
    lineAt,
    placeOf(offset) {
      const line = lineAt(offset)
      return `line ${line}, column ${offset - (starts[line - 1] ?? 0) + 1}`
    },
  }
}
