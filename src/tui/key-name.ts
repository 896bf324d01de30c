/** Names of keys, from what Ink says of them. Pure. */
import type { Key } from 'ink'

/**
 * One press: `a`, `G`, `enter`, `page down`, `ctrl+c`. Several characters that came at once are several presses, unless they were
 * pasted. `null` for what has no name.
 */
export function keyName(input: string, key: Partial<Key>): string | null {
  if (key.upArrow) return 'up'
  if (key.downArrow) return 'down'
  if (key.leftArrow) return 'left'
  if (key.rightArrow) return 'right'
  if (key.pageUp) return 'page up'
  if (key.pageDown) return 'page down'
  if (key.home) return 'home'
  if (key.end) return 'end'
  if (key.return) return 'enter'
  if (key.escape) return 'esc'
  if (key.tab) return key.shift ? 'shift+tab' : 'tab'
  // Terminals send DEL for the key above Enter, which Ink calls delete.
  if (key.backspace || key.delete) return 'backspace'
  if (key.ctrl) return /^[a-z]$/.test(input) ? `ctrl+${input}` : null
  if (key.meta || input === '') return null
  if (input === ' ') return 'space'
  return input === '\r' || input === '\n' ? 'enter' : input
}
