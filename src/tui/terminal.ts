/** The terminal while a review has it: the alternate screen, and everything as it was afterwards, whatever happens. Stub. */

export interface Screen {
  /** Takes the terminal. */
  enter(): void
  /** Gives it back; a second time does nothing. */
  leave(): void
  /** Back to the shell until the person calls the process again. */
  suspend(): void
  /** Hands a text to the clipboard of the person's terminal (OSC 52). @returns false where it is too long for one */
  copy(text: string): boolean
}

const ENTER = '\x1b[?1049h\x1b[?25l\x1b[H'
const LEAVE = '\x1b[?1049l\x1b[?25h'

export function takeTerminal(stdout: { write(text: string): unknown }): Screen {
  let taken = false
  return {
    enter() {
      if (!taken) stdout.write(ENTER)
      taken = true
    },
    leave() {
      if (taken) stdout.write(LEAVE)
      taken = false
    },
    suspend() {},
    copy: () => false,
  }
}
