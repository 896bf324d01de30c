/** Names with `*` in them. Pure. */

/** Whether `*` in a pattern, which stands for any run of characters, can be filled in to give the text. Takes linear memory and `|pattern| × |text|` steps. */
export function matchesGlob(pattern: string, text: string): boolean {
  let at = 0
  let star = -1
  let resume = 0
  let position = 0
  while (position < text.length) {
    if (pattern[at] === '*') {
      star = at
      resume = position
      at += 1
    } else if (pattern[at] === text[position]) {
      at += 1
      position += 1
    } else if (star >= 0) {
      // The last star takes one character more; an earlier one never has to.
      at = star + 1
      resume += 1
      position = resume
    } else return false
  }
  while (pattern[at] === '*') at += 1
  return at === pattern.length
}
