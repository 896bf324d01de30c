/**
 * Puts frames on the screen: Ink hands over each one whole, and only the lines that changed are written, each at its place. Ink's own
 * way of drawing writes every frame below the one before, which fits neither a whole screen (its last line would scroll) nor a
 * terminal that others wrote to (a suspended process, a resized window).
 */
import type { Size } from './state/model.js'

/** Between these a terminal shows nothing half drawn (DEC private mode 2026); others ignore them. */
const BEGIN = '\x1b[?2026h'
const END = '\x1b[?2026l'

/** What the painter needs of a terminal. */
export interface Canvas {
  /** @returns false where the terminal is behind; it says `drain` when it has caught up */
  write(text: string): boolean
  once(event: 'drain', listener: () => void): unknown
}

export interface Painter {
  /** What Ink takes for the terminal. To be used with Ink's option `debug`, by which frames come whole. */
  readonly stream: NodeJS.WriteStream
  /**
   * A character that stands for a line: Ink is given it in its place, and puts it where the line belongs. Ink takes every frame apart
   * character by character, and would spend 10 to 30 ms on lines whose width is known and whose end is cut already.
   *
   * @param line as the terminal draws it
   */
  standIn(line: string): string
  /** The next frame is drawn anew from nothing, soon: whatever stands on the screen is not ours, or of another size. */
  repaint(): void
  /** Takes frames without drawing them, until `repaint`. @param forGood nothing is drawn any more, whoever asks for it */
  pause(forGood?: boolean): void
}

/** Private use, which nothing that is shown holds (`visible`): plane 15. */
const FIRST = 0xf0000
const LAST = 0xffffd
/** Lines that are remembered beside those of the last frame: more than several of the tallest windows have. */
const HELD = 4_096

/** @param size of the terminal as it is now */
export function createPainter(canvas: Canvas, size: () => Size): Painter {
  let frame: readonly string[] = []
  /** By row what stands there; `null` where that is not known. */
  let drawn: readonly string[] | null = []
  let isPaused = false
  let isBehind = false
  let isOver = false
  /** Least recently used first. */
  const characters = new Map<string, string>()
  const lines = new Map<string, string>()
  const free: string[] = []
  let next = FIRST

  /** The same line has the same character, so that React finds it unchanged. */
  const standIn = (line: string): string => {
    const character = characters.get(line) ?? free.pop() ?? newCharacter()
    characters.delete(line)
    characters.set(line, character)
    lines.set(character, line)
    return character
  }
  const newCharacter = (): string => {
    if (next <= LAST) return String.fromCodePoint(next++)
    // Never with a screen that people have: as many lines as that in one frame.
    forget(1)
    return free.pop() ?? ''
  }
  /** Those that were used least recently. */
  const forget = (many: number): void => {
    for (const [line, character] of [...characters].slice(0, Math.max(many, 0))) {
      characters.delete(line)
      lines.delete(character)
      free.push(character)
    }
  }
  /**
   * What stands for a line stands for no other one before the frame that has it is read; and Ink may give that frame once more
   * without having asked for its lines anew.
   */
  const read = (text: string): readonly string[] => {
    const shown = text.split('\n').map((each) => {
      const line = lines.get(each)
      if (line !== undefined) standIn(line)
      return line ?? each
    })
    forget(characters.size - HELD - shown.length)
    return shown
  }
  const draw = (): void => {
    if (isOver || isPaused || isBehind) return
    const { rows } = size()
    // Between a smaller window and its first frame the last one is too tall.
    const shown = frame.slice(0, rows)
    let out = ''
    for (const [index, line] of shown.entries()) {
      // First the rest of the row: after a line as wide as the terminal the cursor still stands on its last column.
      if (drawn === null || line !== drawn[index]) out += `\x1b[${index + 1};1H\x1b[2K${line}\x1b[0m`
    }
    if (shown.length < (drawn?.length ?? rows)) out += `\x1b[${shown.length + 1};1H\x1b[J`
    drawn = shown
    if (out === '') return
    // Node writes all the same: the frames that come meanwhile are left out, but for the last.
    isBehind = canvas.write(`${BEGIN}${out}${END}`) === false
    if (isBehind)
      canvas.once('drain', () => {
        isBehind = false
        draw()
      })
  }
  const own = {
    // Each line is one character (`standIn`), and Ink takes its time for every column.
    columns: 1,
    get rows() {
      return size().rows
    },
    // Ink would show the cursor at its end.
    isTTY: false,
    write(text: string, done?: () => void): boolean {
      if (text !== '') {
        frame = read(text)
        draw()
      }
      done?.()
      return true
    },
    // Of another size Ink hears by the state, which is drawn once, and not by an event, which would draw the old one before.
    on: () => own,
    off: () => own,
  }
  return {
    // Ink uses no more of it than this.
    stream: own as unknown as NodeJS.WriteStream,
    standIn,
    repaint() {
      isPaused = false
      drawn = null
      setImmediate(() => {
        if (drawn === null) draw()
      })
    },
    pause(forGood = false) {
      isPaused = true
      isOver ||= forGood
    },
  }
}
