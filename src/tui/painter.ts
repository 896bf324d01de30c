/**
 * Puts frames on the screen: Ink hands over each one whole, and only the lines that changed are written, each at its place. Ink's own
 * way of drawing writes every frame below the one before, which fits neither a whole screen (its last line would scroll) nor a
 * terminal that others wrote to (a suspended process, a resized window).
 */
import { EventEmitter } from 'node:events'

/** Between these a terminal shows nothing half drawn (DEC private mode 2026); others ignore them. */
const BEGIN = '\x1b[?2026h'
const END = '\x1b[?2026l'

export interface Painter {
  /** What Ink takes for the terminal. To be used with Ink's option `debug`, by which frames come whole. */
  readonly stream: NodeJS.WriteStream
  /** Draws the last frame anew from nothing: whatever stands on the screen is not ours. */
  repaint(): void
  /** Takes frames without drawing them, until `repaint`. */
  pause(): void
}

export function createPainter(stdout: NodeJS.WriteStream): Painter {
  const events = new EventEmitter()
  stdout.on('resize', () => events.emit('resize'))
  let frame: readonly string[] = []
  let drawn: readonly string[] = []
  let isPaused = false

  const draw = (): void => {
    if (isPaused) return
    let out = ''
    for (const [index, line] of frame.entries()) {
      if (line !== drawn[index]) out += `\x1b[${index + 1};1H\x1b[2K${line}`
    }
    if (frame.length < drawn.length) out += `\x1b[${frame.length + 1};1H\x1b[J`
    drawn = frame
    if (out !== '') stdout.write(`${BEGIN}${out}\x1b[0m${END}`)
  }
  const own = {
    get columns() {
      return stdout.columns
    },
    get rows() {
      return stdout.rows
    },
    isTTY: true,
    write(text: string, done?: () => void): boolean {
      if (text !== '') {
        frame = text.split('\n')
        draw()
      }
      done?.()
      return true
    },
    on: (name: string, listener: () => void) => events.on(name, listener),
    off: (name: string, listener: () => void) => events.off(name, listener),
    once: (name: string, listener: () => void) => events.once(name, listener),
    removeListener: (name: string, listener: () => void) => events.off(name, listener),
  }
  return {
    // Ink uses no more of it than this.
    stream: own as unknown as NodeJS.WriteStream,
    repaint() {
      isPaused = false
      drawn = []
      if (frame.length > 0) stdout.write('\x1b[2J')
      draw()
    },
    pause() {
      isPaused = true
    },
  }
}
